"""A plan as the cells of a workbook: names instead of codes, wording instead of values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from generator import vietnamese
from generator.periods import NAMES
from generator.plan import Plan
from generator.records import Criterion, Row, TimeKind, TimeLimit
from generator.results import Results
from generator.workbook.cells import Context
from generator.workbook.names import Names, agency_names, criterion_names, field_names, period_names, signer_names, unit_names
from generator.workbook.result_sheets import RESULT_SHEETS
from generator.workbook.schema import BookRow, Column, Kind, ListSheet, Shown
from generator.workbook.set_sheet import CRITERIA_SET
from generator.workbook.sheets import FACTS, PLAN_SHEETS, WAIVERS


@dataclass(frozen=True, slots=True)
class BookCells:
    """Everything that a workbook shows: facts by key, and the rows of each list."""

    facts: BookRow
    lists: dict[str, list[BookRow]] = field(default_factory=dict)


NO_RESULTS: Final = Results()


def cells_of(plan: Plan, results: Results = NO_RESULTS) -> BookCells:
    """The cells that show a plan and what was reported on it."""
    context = context_of(plan)
    facts = {fact.key: _shown(fact, getattr(plan.facts, fact.key), context) for fact in FACTS}
    sheets = (*PLAN_SHEETS, WAIVERS, CRITERIA_SET)
    lists = {sheet.key: [shown_row(sheet, row, context) for row in getattr(plan, sheet.key)] for sheet in sheets}
    reported = {sheet.key: [shown_row(sheet, row, context) for row in getattr(results, sheet.key)] for sheet in RESULT_SHEETS}
    return BookCells(facts, lists | reported)


def context_of(plan: Plan) -> Context:
    """The names by which the cells of this plan point to each other."""
    return Context(
        units=_indexed(unit_names, tuple((unit.id, unit.short_name, unit.name) for unit in plan.units)),
        fields=_indexed(field_names, tuple((reform.id, reform.name) for reform in plan.fields)),
        signers=_indexed(signer_names, tuple((signer.id, signer.name, signer.position) for signer in plan.signers)),
        agencies=_indexed(agency_names, tuple((agency.code, agency.name, agency.abbreviation) for agency in plan.agencies)),
        periods=_indexed(period_names, tuple(period.id for period in plan.periods)),
        criteria=_indexed(criterion_names, tuple((criterion.id, criterion.code) for criterion in plan.criteria)),
    )


@lru_cache(maxsize=24)
def _indexed(make: Callable[[Any], Names], rows: tuple[Any, ...]) -> Names:
    """Names kept for the next plan that has the same: each edit of a draft makes another plan, few of them with other names."""
    return make(rows)


def shown_row(sheet: ListSheet, record: Row, context: Context) -> BookRow:
    """The cells of one row, by column."""
    return {column.key: _cell(column, record, context) for column in sheet.columns}


def _cell(column: Column, record: Row, context: Context) -> Shown:
    if isinstance(record, Criterion) and column.kind is Kind.TIME_KIND:
        return record.time.kind
    if column.kind is Kind.PERIOD:
        return NAMES.get(next(code for code in NAMES if code == record.id), record.id)
    if column.kind is Kind.FIELD_NUMBER or (column.key == "code" and not hasattr(record, "code")):
        return record.id
    return _shown(column, getattr(record, column.key), context)


def _shown(column: Column, value: Any, context: Context) -> Shown:  # noqa: ANN401 - openpyxl or a record decides the type
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, TimeLimit):
        return time_words(value)
    if isinstance(value, datetime):
        return value.replace(microsecond=0, tzinfo=None)
    names = context.names(column.kind)
    if isinstance(value, tuple):
        return names.listed(value) if names else "; ".join(value)
    shown: Shown = names.label(value) if names and value else value
    return shown


def time_words(time: TimeLimit) -> Shown:
    """The cell of a time: a day, `Quý IV năm 2025`, `Năm 2025`, or nothing for «Thường xuyên»."""
    match time:
        case TimeLimit(kind=TimeKind.DAY):
            return time.day
        case TimeLimit(kind=TimeKind.QUARTER, quarter=int(quarter)):
            year = f" năm {time.year}" if time.year else ""
            return f"Quý {vietnamese.roman(quarter)}{year}"
        case TimeLimit(kind=TimeKind.YEAR, year=int(year)):
            return f"Năm {year}"
        case _:
            return ""
