"""A plan workbook begun from the score sheet that the province sends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from generator import files, vietnamese
from generator.actions.outcome import Outcome
from generator.actions.plan_workbooks import refuse_other_names
from generator.candidates import Candidates, Earlier, candidates_from
from generator.errors import InputRefusedError, Place, Problem, Severity
from generator.records import SUGGESTED
from generator.score_sheets import Ask, Choices, Meaning, Reading, ScoreSheet, read_score_sheet
from generator.workbook import BookCells, write_cells
from generator.workbook.examples import blank_facts, blank_lists

_MEANINGS: Final = {vietnamese.folded(meaning): meaning for meaning in Meaning if meaning is not Meaning.OTHER}


@dataclass(frozen=True, slots=True)
class Filled:
    """The cells of a workbook filled from a score sheet, how the sheet was read, and what was found in it."""

    cells: BookCells
    found: Candidates
    reading: tuple[str, ...]
    summary: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Begun(Outcome):
    """A workbook that was made; `reading` tells line by line how the score sheet was understood, `found` what it gave."""

    reading: tuple[str, ...] = ()
    found: Candidates | None = None


def new_from_scores(workbook: Path, scores: Path, year: int | None, choices: Choices, ask: Ask | None, *, this_year: int) -> Begun:  # noqa: PLR0913 - what a command was told
    """Write a new workbook from a score sheet. A file that is there is never overwritten. Raises InputRefusedError."""
    refuse_other_names(workbook)
    filled = cells_from_scores(scores, year, choices, ask, this_year=this_year)
    files.write_new(workbook, write_cells(filled.cells))
    return Begun((workbook,), filled.problems, filled.summary, filled.reading, filled.found)


def cells_from_scores(  # noqa: PLR0913 - the same, and an earlier plan
    scores: Path,
    year: int | None,
    choices: Choices,
    ask: Ask | None,
    *,
    this_year: int,
    earlier: BookCells | None = None,
    earlier_year: int | None = None,
) -> Filled:
    """The cells of a workbook for the action year `year`; None takes it from the sheet's titles, else `this_year`.

    `earlier` is a plan already worded for that year: its lists stay, its criteria become suggestions; `earlier_year` is the assessed year
    that its criteria were written for.
    """
    sheet = read_score_sheet(scores, choices, ask)
    action = year or (sheet.year + 1 if sheet.year else this_year)
    found = candidates_from(sheet, Earlier(earlier.lists.get("criteria", []), earlier_year) if earlier else None)
    base = earlier or BookCells(blank_facts(action), blank_lists(action))
    years = {"assessed_year": action - 1, "action_year": action}
    facts = {key: value for key, value in found.cells.facts.items() if value is not None} | years
    cells = BookCells({**base.facts, **facts}, {**base.lists, **found.cells.lists})
    problems = (*sheet.problems, *found.problems, *_year_problems(sheet, action, scores), *_unknown_points(found, scores))
    return Filled(cells, found, as_lines(sheet), summary(found), problems)


def _year_problems(sheet: ScoreSheet, action: int, scores: Path) -> list[Problem]:
    if sheet.year is None:
        message = f"Bảng điểm không ghi năm nào; sổ lấy năm đánh giá {action - 1}, năm thực hiện {action}"
        return [Problem("BD-42", message, "Nếu không đúng, chạy lại với --year NĂM", Place(scores.name), Severity.NOTE)]
    if sheet.year != action - 1:
        message = f"Bảng điểm là của năm {sheet.year}, còn sổ được tạo cho năm đánh giá {action - 1}"
        return [Problem("BD-43", message, "Xem lại --year hoặc bảng điểm", Place(scores.name), Severity.WARNING)]
    return []


def _unknown_points(found: Candidates, scores: Path) -> list[Problem]:
    if found.cells.facts["score"] is not None and found.cells.facts["applicable_maximum"] is not None:
        return []
    message = "Bảng điểm không ghi đủ tổng điểm tối đa và tổng điểm đạt"
    return [Problem("BD-44", message, "Tự ghi điểm vào trang Kế hoạch", Place(scores.name), Severity.WARNING)]


def summary(found: Candidates) -> str:
    """Points lost in all and by field, and how many lines wait to be filled in."""
    fields = "; ".join(
        f"lĩnh vực {vietnamese.roman(int(number))} {vietnamese.decimal(lost, 2)}" for number, _, lost in found.by_field if lost
    )
    count = len(found.cells.lists["criteria"])
    suggested = f", {found.suggested} dòng có {SUGGESTED.lower()} từ kế hoạch trước" if found.suggested else ""
    return (
        f"Bị trừ {vietnamese.decimal(found.lost, 2)} điểm ({fields}): {count} tiêu chí{suggested}"
        if fields
        else "Không có tiêu chí nào bị trừ điểm"
    )


def as_lines(sheet: ScoreSheet) -> tuple[str, ...]:
    """How the sheet was read: its tables with their columns, what was passed over, its body and year, its totals."""
    lines = [line for reading in sheet.readings for line in _reading_lines(reading)]
    known = [f"năm {sheet.year}" if sheet.year else "", sheet.department]
    totals = [f"{what} {vietnamese.decimal(total)}" for what, total in _totals(sheet) if total is not None]
    lines.append("; ".join(part for part in (*known, f"{len(sheet.lines)} dòng", *totals) if part))
    return tuple(lines)


def _totals(sheet: ScoreSheet) -> Iterable[tuple[str, Decimal | None]]:
    return (("tổng điểm tối đa", sheet.total_maximum), ("tổng điểm đạt", sheet.total_score))


def _reading_lines(reading: Reading) -> list[str]:
    rows = reading.heading_rows
    where = f"hàng {rows[0]}" if len(rows) == 1 else f"hàng {rows[0]}-{rows[-1]}"
    head = f"Đọc trang {reading.sheet}, tiêu đề ở {where}:"
    columns = [
        f"  cột {column.letter} «{column.heading}»: {column.meaning}" + (f" ({column.because})" if column.because else "")
        for column in reading.columns
    ]
    return [head, *columns, *(f"  {remark}" for remark in reading.remarks)]


def as_tables(begun: Begun) -> dict[str, Any]:
    """The same for `--json`, with the lost points in all and by field."""
    if begun.found is None:
        return {"reading": list(begun.reading)}
    fields = [{"number": number, "name": name, "lost": str(lost)} for number, name, lost in begun.found.by_field]
    lines = len(begun.found.cells.lists["criteria"])
    return {"reading": list(begun.reading), "lost": str(begun.found.lost), "fields": fields, "criteria": lines}


def choices_of(sheet: str, columns: Iterable[str]) -> Choices:
    """`điểm đạt=G` as typed behind `--column`. Raises InputRefusedError when it names no known column."""
    chosen: dict[Meaning, str] = {}
    for words in columns:
        name, _, letters = words.partition("=")
        meaning = _MEANINGS.get(vietnamese.folded(name))
        letters = letters.strip().upper()
        if meaning is None or not (letters.isascii() and letters.isalpha() and len(letters) <= 3):  # noqa: PLR2004 - XFD is the last
            listed = "; ".join(_MEANINGS.values())
            raise InputRefusedError(
                Problem(
                    "BD-16", f"Không hiểu --column “{words}”", f'Ghi tên và chữ của cột, ví dụ --column "điểm đạt=G" (các tên: {listed})'
                )
            )
        chosen[meaning] = letters
    return Choices(sheet.strip(), chosen)
