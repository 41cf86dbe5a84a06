"""A plan at a glance: its facts, its lost points field by field, what the checks say of it, how far it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from generator import content_checks
from generator.actions.checking_plans import Checked, check_book
from generator.actions.plan_states import PlanState, plan_state
from generator.plan import Plan
from generator.records import Facts
from generator.workbook import PlanBook

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class FieldPoints:
    """The lost points of one field: those that lines of the plan cover, and those of lines of the criteria set that have none."""

    id: str
    name: str
    criteria: int
    covered: Decimal
    uncovered: Decimal

    @property
    def lost(self) -> Decimal:
        """All points of the field that are known to be lost."""
        return self.covered + self.uncovered


@dataclass(frozen=True, slots=True)
class Glance:
    """One plan as it is on a day.

    `unplaced` are lost points of the index of which no line of the plan and none of the criteria set tells the field.
    """

    facts: Facts
    agency: str
    state: PlanState
    checked: Checked
    fields: tuple[FieldPoints, ...]
    unplaced: Decimal


def glance(book: PlanBook, workbook: Path, day: date) -> Glance:
    """The plan of a workbook that was read from `workbook`, on the evening of `day`."""
    checked, plan = check_book(book, workbook), book.plan
    fields = points_by_field(plan)
    rest = checked.page.lost - sum((field.lost for field in fields), _ZERO)
    return Glance(plan.facts, plan.agency.name, plan_state(plan, book.results, day), checked, fields, max(rest, _ZERO))


def points_by_field(plan: Plan) -> tuple[FieldPoints, ...]:
    """The lost points of each field of the plan, in its order; a field that lost nothing and has no line is left out."""
    covered: dict[str, Decimal] = defaultdict(Decimal)
    counts: dict[str, int] = defaultdict(int)
    uncovered: dict[str, Decimal] = defaultdict(Decimal)
    for row in plan.criteria:
        covered[row.field] += row.lost
        counts[row.field] += 1
    for _, line, lost in content_checks.without_line(plan):
        uncovered[line.code.partition(".")[0]] += lost
    found = (FieldPoints(field.id, field.name, counts[field.id], covered[field.id], uncovered[field.id]) for field in plan.fields)
    return tuple(field for field in found if field.criteria or field.lost)
