"""One criterion through all periods: its state, what was done, the papers that prove it, each with the cell it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.errors import InputRefusedError, Place, Problem
from generator.records import Criterion, ReportingPeriod, Row
from generator.results import CriterionResult, Progress
from generator.standing import calendar, counted, with_result
from generator.workbook import BookCells, PlanBook, Shown, cells_of, heading_of

_UNTOLD: Final = frozenset({"id", "internal_note", "period", "criterion", "code", "name"})
"""Columns that the heading of a detail page or of a period says already, and those that are nobody's words."""


@dataclass(frozen=True, slots=True)
class Told:
    """One filled-in cell: heading, content in words, and where it stands."""

    heading: str
    content: str
    place: Place


@dataclass(frozen=True, slots=True)
class Chapter:
    """A criterion in one period: the state that its report counts (None: «chưa có báo cáo»), and the rows of this very period.

    `since` is the earlier period whose result counts here, when this one has none of its own.
    """

    period: ReportingPeriod
    progress: Progress | None
    since: ReportingPeriod | None
    result: tuple[Told, ...]
    evidence: tuple[tuple[Told, ...], ...]
    notes: tuple[tuple[Told, ...], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A criterion with its row of the plan, and a chapter for each period of the plan in calendar order."""

    criterion: Criterion
    row: tuple[Told, ...]
    chapters: tuple[Chapter, ...]


def story(book: PlanBook, criterion: str) -> Story:
    """The story of the criterion with this id. Raises InputRefusedError TC-01 when the plan has none."""
    found = next((row for row in book.plan.criteria if row.id == criterion), None)
    if found is None:
        message, cure = f"Kế hoạch không có tiêu chí “{criterion}”", "Chọn một tiêu chí trong bảng tiêu chí của kỳ"
        raise InputRefusedError(Problem("TC-01", message, cure, Place(book.package.place.file)))
    cells = cells_of(book.plan, book.results)
    own = next(_rows(book, cells, "criteria", [index for index, row in enumerate(book.plan.criteria) if row is found]))
    told = with_result(book.plan, book.results)
    chapters = (_chapter(book, cells, criterion, period, counts=period in told) for period in calendar(book.plan))
    return Story(found, own, tuple(chapters))


def _chapter(book: PlanBook, cells: BookCells, criterion: str, period: ReportingPeriod, *, counts: bool) -> Chapter:
    result = counted(book.plan, book.results, period).get(criterion) if counts else None
    rows = {
        name: tuple(_rows(book, cells, name, _of(getattr(book.results, name), period.id, criterion)))
        for name in ("results", "evidence", "notes")
    }
    return Chapter(
        period,
        result.progress if result else None,
        _earlier(book, result, period),
        tuple(cell for row in rows["results"] for cell in row),
        rows["evidence"],
        rows["notes"],
    )


def _earlier(book: PlanBook, result: CriterionResult | None, period: ReportingPeriod) -> ReportingPeriod | None:
    if result is None or result.period == period.id:
        return None
    return next(row for row in book.plan.periods if row.id == result.period)


def _of(rows: Sequence[Row], period: str, criterion: str) -> list[int]:
    """Where the rows of a period and a criterion stand in their list."""
    return [index for index, row in enumerate(rows) if (getattr(row, "period", ""), getattr(row, "criterion", "")) == (period, criterion)]


def _rows(book: PlanBook, cells: BookCells, name: str, indices: Sequence[int]) -> Iterator[tuple[Told, ...]]:
    for index in indices:
        filled = {key: shown for key, shown in cells.lists[name][index].items() if key not in _UNTOLD and shown is not None and str(shown)}
        yield tuple(Told(heading_of((name, key)), _words(shown), book.place((name, index, key))) for key, shown in filled.items())


def _words(shown: Shown) -> str:
    """A cell's content as a page says it: decimals with a comma, days with slashes."""
    match shown:
        case Decimal() as number:
            return vietnamese.decimal(number)
        case date() as day:
            return vietnamese.short_date(day)
        case words:
            return str(words)
