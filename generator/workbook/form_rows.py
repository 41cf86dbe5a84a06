"""Which rows a unit's form has, what their given cells say, and the hidden mark by which each row is known again."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from generator import fields, vietnamese
from generator.plan import Plan
from generator.records import Criterion, ReportingPeriod, Unit, UnitKind
from generator.results import CriterionResult, Evidence, Results, SupportNote
from generator.standing import calendar, present_unit
from generator.workbook.form_sheets import FormSheet, SheetKind
from generator.workbook.grid import plain
from generator.workbook.schema import BookRow

_DIGEST: Final = 10
"""Hex digits of a hash: enough to tell two wordings apart, short enough for an id."""
_MARK: Final = re.compile(rf"(.+)\|([^|]+)\|([^|]+)\|([^|]+)\|({'|'.join(SheetKind)})\|([0-9a-f]{{{_DIGEST}}})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """What the hidden cell of a row carries: plan, period, unit, row, part of the form, hash of the cells that come from the plan.

    `row` is the id of a criterion, or of evidence a counter, with `=` and the id after it when the paper was reported before.
    """

    plan: str
    period: str
    unit: str
    row: str
    kind: SheetKind
    digest: str

    def __str__(self) -> str:
        """The mark as the cell holds it."""
        return f"{self.plan}|{self.period}|{self.unit}|{self.row}|{self.kind}|{self.digest}"

    @property
    def order(self) -> int:
        """Place of an evidence row in the form as it was issued."""
        counter = self.row.partition("=")[0]
        return int(counter) if counter.isdecimal() else 0

    @property
    def known_id(self) -> str:
        """Id of evidence that was reported before, or nothing."""
        return self.row.partition("=")[2]


def read_mark(words: str) -> Mark | None:
    """The mark in a cell, or None when these are any other words."""
    match = _MARK.fullmatch(words)
    return Mark(match[1], match[2], match[3], match[4], SheetKind(match[5]), match[6]) if match else None


def plan_id(plan: Plan) -> str:
    """How a form names its plan: the agency's code and the assessed year."""
    return vietnamese.clean(f"{plan.facts.agency}-{plan.facts.assessed_year}")


def digest(cells: BookRow) -> str:
    """Hash of cells as they read, whatever their case, spaces and formats."""
    words = "\n".join(f"{key}={vietnamese.folded(plain(value))}" for key, value in sorted(cells.items()))
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:_DIGEST]


def given_cells(sheet: FormSheet, plan: Plan, criterion: Criterion) -> BookRow:
    """The cells of a criterion that come from the plan alone."""
    cells: BookRow = {
        "code": criterion.code,
        "name": criterion.name,
        "remedy": criterion.remedy,
        "time": fields.time_words(criterion.time),
        "maximum": criterion.maximum,
        "score": criterion.score,
        "lead": plan.unit(criterion.lead).printed,
    }
    return {key: cells[key] for key in sheet.compared}


def led(plan: Plan, period: ReportingPeriod, unit: Unit) -> tuple[Criterion, ...]:
    """Criteria that the unit leads at the end of the period, itself or in the place of a unit that ended."""
    return tuple(row for row in plan.criteria if _leads(plan, period, unit, row))


def supported(plan: Plan, period: ReportingPeriod, unit: Unit) -> tuple[Criterion, ...]:
    """Criteria that the unit supports, itself, for a unit that ended or in a group, and does not lead; also those its group leads."""
    names = _names(plan, period, unit)
    return tuple(row for row in plan.criteria if not names.isdisjoint((row.lead, *row.support)) and not _leads(plan, period, unit, row))


def _leads(plan: Plan, period: ReportingPeriod, unit: Unit, row: Criterion) -> bool:
    lead = present_unit(plan, row.lead, period.last)
    return lead is not None and lead.id == unit.id


def _names(plan: Plan, period: ReportingPeriod, unit: Unit) -> set[str]:
    """Codes under which the plan may mean a unit: its own, of those it follows, and of all their groups."""
    names = set()
    for other in plan.units:
        heir = present_unit(plan, other.id, period.last)
        if heir is not None and heir.id == unit.id:
            names |= {other.id, *_groups(plan, other)}
    return names


def _groups(plan: Plan, unit: Unit) -> set[str]:
    groups, names, group = {row.id: row.group for row in plan.units if row.kind is UnitKind.GROUP}, set[str](), unit.group
    while group in groups and group not in names:
        names.add(group)
        group = groups[group]
    return names


def form_name(_plan: Plan, period: ReportingPeriod, unit: Unit) -> str:
    """`bieu-Q1-VP.xlsx`: codes hold only ASCII letters, digits, dots and dashes, and no name that Windows keeps begins so."""
    return f"bieu-{period.id}-{unit.id}.xlsx"


def earlier_result(plan: Plan, results: Results, period: ReportingPeriod, criterion: str) -> tuple[ReportingPeriod, CriterionResult] | None:
    """What was last reported on a criterion in a period that ended before this one, or None."""
    before = (row for row in reversed(calendar(plan)) if row.last < period.last)
    told = ((row, results.of(row.id, criterion)) for row in before)
    return next(((row, result) for row, result in told if result is not None), None)


def reported_evidence(results: Results, period: str, unit: str) -> tuple[Evidence, ...]:
    """Papers that the unit named in this period."""
    return tuple(row for row in results.evidence if row.period == period and row.unit == unit)


def reported_note(results: Results, period: str, criterion: str, unit: str) -> SupportNote | None:
    """What the unit added in this period on a criterion that another leads, or None."""
    mine = (row for row in results.notes if (row.period, row.criterion, row.unit) == (period, criterion, unit))
    return next(mine, None)
