"""Next year's workbook from last year's: what is not finished carries over, years move on, what has to be looked at is listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from generator import files
from generator.actions.from_scores import cells_from_scores
from generator.actions.outcome import Outcome
from generator.actions.plan_workbooks import refuse_other_names
from generator.errors import Problem
from generator.next_year import FormerLine, Moved, Reported, next_year, stale
from generator.plan import Plan
from generator.results import CriterionResult, Results
from generator.score_sheets import Ask, Choices
from generator.standing import calendar
from generator.workbook import BookCells, cells_of, read_plan_book, write_cells, written_at


@dataclass(frozen=True, slots=True)
class FromPlan:
    """Last year's plan moved on, and what to tell about it: problems at cells of the new workbook, the listing as lines to print."""

    moved: Moved
    problems: tuple[Problem, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """A score sheet of the new assessed year, and how it is to be read."""

    path: Path
    choices: Choices
    ask: Ask | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Continued(Outcome):
    """A workbook begun from last year's; `lines` tells which criteria carried over, which were finished, how a score sheet was read."""

    lines: tuple[str, ...] = ()


def begin_from_plan(path: Path, last_year: Path, day: date | None = None, scores: Scores | None = None) -> Continued:
    """Write the workbook of the year after `last_year`'s. A file that is there is never overwritten.

    `day` is the day on which the new plan is expected to be issued. With a score sheet the criteria are those that lost points in it,
    and last year's lines only suggestions. Raises InputRefusedError when last year's workbook or the score sheet can't be read.
    """
    refuse_other_names(path)
    found = from_workbook(last_year, day, path)
    if scores is not None:
        return _with_scores(path, found, day, scores)
    files.write_new(path, write_cells(found.moved.cells))
    return Continued((path,), found.problems, "Mở sổ mới, ghi các ô còn trống rồi chạy vanban check", lines=found.lines)


def _with_scores(path: Path, found: FromPlan, day: date | None, scores: Scores) -> Continued:
    """Criteria from the score sheet, all else from last year's plan; what is stale is looked for anew, for the lines are others."""
    earlier = found.moved.every_line
    assessed, action = (int(str(earlier.facts[key])) for key in ("assessed_year", "action_year"))
    filled = cells_from_scores(
        scores.path, action, scores.choices, scores.ask, this_year=action, earlier=earlier, earlier_year=assessed - 1
    )
    known = {written_at(("facts", key)) for key in ("score", "applicable_maximum") if filled.cells.facts.get(key) is not None}
    remarks = (one for one in found.moved.remarks if one.place.sheet != _CRITERIA and replace(one.place, file="") not in known)
    problems = (*filled.problems, *_placed((*remarks, *stale(filled.cells, day)), path))
    files.write_new(path, write_cells(filled.cells))
    return Continued((path,), problems, filled.summary, lines=(*found.lines, *filled.reading))


_CRITERIA: Final = written_at(("criteria",)).sheet


def _placed(problems: Iterable[Problem], path: Path) -> tuple[Problem, ...]:
    """Problems at cells of the new workbook."""
    return tuple(replace(one, place=replace(one.place, file=path.name)) for one in problems)


def from_workbook(last_year: Path, day: date | None, path: Path) -> FromPlan:
    """The plan of a workbook moved on to the next year; `path` is the new workbook, which is not written here."""
    book = read_plan_book(last_year)
    return from_cells(cells_of(book.plan, book.results), last_reported(book.plan, book.results), day, path)


def from_cells(cells: BookCells, reported: Reported, day: date | None, path: Path) -> FromPlan:
    """The same for cells that came from elsewhere, such as a plan in Word: then nothing was reported and every criterion carries over."""
    moved = next_year(cells, reported, day)
    return FromPlan(moved, _placed((*moved.remarks, *moved.stale), path), tuple(_listing(moved)))


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
