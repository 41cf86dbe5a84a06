"""Next year's workbook from last year's: what is not finished carries over, years move on, what has to be looked at is listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.errors import Problem
from generator.next_year import FormerLine, Moved, Reported, next_year
from generator.periods import NAMES
from generator.plan import Plan
from generator.results import CriterionResult, Progress, Results, row_id
from generator.richtext import Text
from generator.standing import calendar
from generator.workbook import BookCells, BookRow, PlanBook, cells_of, read_plan_book


@dataclass(frozen=True, slots=True)
class FromPlan:
    """Last year's plan moved on, and what to tell about it: problems at cells of the new workbook, the listing as lines to print."""

    moved: Moved
    problems: tuple[Problem, ...]
    lines: tuple[str, ...]


def from_workbook(last_year: Path, day: date | None, path: Path) -> FromPlan:
    """The plan of a workbook moved on to the next year; `path` is the new workbook, which is not written here."""
    return from_book(read_plan_book(last_year), day, path)


def from_book(book: PlanBook, day: date | None, path: Path) -> FromPlan:
    """The same for a workbook that is read already."""
    return from_cells(cells_of(book.plan, book.results), last_reported(book.plan, book.results), day, path)


def from_cells(cells: BookCells, reported: Reported, day: date | None, path: Path) -> FromPlan:
    """The same for cells that came from elsewhere, such as a paper in Word: where nothing was reported, every criterion carries over."""
    moved = next_year(cells, reported, day)
    return FromPlan(moved, placed((*moved.remarks, *moved.stale), path), tuple(_listing(moved)))


def placed(problems: Iterable[Problem], path: Path) -> tuple[Problem, ...]:
    """Problems at cells of the new workbook."""
    return tuple(replace(one, place=replace(one.place, file=path.name)) for one in problems)


def last_reported(plan: Plan, results: Results) -> dict[str, CriterionResult]:
    """The last result of each criterion in calendar order, by the id of its row."""
    order = {period.id: number for number, period in enumerate(calendar(plan))}
    known = sorted((row for row in results.results if row.period in order), key=lambda row: (order[row.period], row.id))
    return {row.criterion: row for row in known}


def told_results(cells: BookCells) -> Reported:
    """What a report in Word told of each criterion, by the id of its row; rows without an id get their code."""
    for row in cells.lists.get("criteria", []):
        if row.get("code"):
            row.setdefault("id", row["code"])
    rows = [row for row in cells.lists.get("results", []) if row.get("progress")]
    return {str(row["criterion"]): _result(row) for row in rows}


def _result(row: BookRow) -> CriterionResult:
    period = next((str(code) for code, name in NAMES.items() if name == row["period"]), str(row["period"]))
    words: dict[str, Any] = {key: text for key in ("done", "difficulty", "cause", "next_step") if isinstance(text := row.get(key), Text)}
    deadline = row.get("new_deadline")
    return CriterionResult(
        id=row_id(period, str(row["criterion"])),
        period=period,
        criterion=str(row["criterion"]),
        unit=str(row.get("unit") or ""),
        progress=Progress(str(row["progress"])),
        new_deadline=deadline if isinstance(deadline, date) else None,
        **words,
    )


def _listing(moved: Moved) -> list[str]:
    total = len(moved.carried) + len(moved.finished)
    return [*_named(f"Chuyển sang {len(moved.carried)}/{total} tiêu chí", moved.carried), *_named("Không chuyển, đã xong", moved.finished)]


def _named(head: str, lines: tuple[FormerLine, ...]) -> list[str]:
    return [f"{head}:", *(f"  {line}" for line in lines)] if lines else [f"{head}: không có"]
