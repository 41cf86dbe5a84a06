"""Next year's workbook from last year's: what is not finished carries over, years move on, what has to be looked at is listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.errors import Problem
from generator.next_year import FormerLine, Moved, Reported, next_year
from generator.plan import Plan
from generator.results import CriterionResult, Results
from generator.standing import calendar
from generator.workbook import BookCells, PlanBook, cells_of, read_plan_book


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
    """The same for cells that came from elsewhere, such as a plan in Word: then nothing was reported and every criterion carries over."""
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


def _listing(moved: Moved) -> list[str]:
    total = len(moved.carried) + len(moved.finished)
    return [*_named(f"Chuyển sang {len(moved.carried)}/{total} tiêu chí", moved.carried), *_named("Không chuyển, đã xong", moved.finished)]


def _named(head: str, lines: tuple[FormerLine, ...]) -> list[str]:
    return [f"{head}:", *(f"  {line}" for line in lines)] if lines else [f"{head}: không có"]
