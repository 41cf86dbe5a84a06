"""A plan at a glance: its facts, its lost points field by field, how far it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator import content_checks
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
    """One plan as it is on a day; `lost` are all points that the index lost, `covered` those that lines of the plan mend.

    `unplaced` are lost points of the index of which no line of the plan and none of the criteria set tells the field.
    """

    facts: Facts
    agency: str
    state: PlanState
    criteria: int
    lost: Decimal
    covered: Decimal
    fields: tuple[FieldPoints, ...]
    unplaced: Decimal

    @property
    def uncovered(self) -> Decimal:
        """Lost points without a line in the plan."""
        return self.lost - self.covered

    @property
    def recovered(self) -> Decimal:
        """The index when every line is mended."""
        return self.facts.score + self.covered


def glance(book: PlanBook, day: date) -> Glance:
    """The plan of a workbook on the evening of `day`; what its checks say takes longer and is asked for apart."""
    plan = book.plan
    lost, covered = content_checks.lost_points(plan)
    fields = points_by_field(plan)
    rest = lost - sum((field.lost for field in fields), _ZERO)
    state = plan_state(plan, book.results, day)
    return Glance(plan.facts, plan.agency.name, state, len(plan.criteria), lost, covered, fields, max(rest, _ZERO))


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
