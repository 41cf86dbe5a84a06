"""A plan workbook begun from the score sheet that the province sends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from generator import vietnamese
from generator.candidates import Candidates, Earlier, candidates_from
from generator.errors import InputRefusedError, Place, Problem, Severity
from generator.fields import field_number
from generator.records import SUGGESTED
from generator.score_sheets import Choices, Meaning, Reading, ScoreSheet
from generator.workbook import BookCells, BookRow, blank_cells, without_examples

_MEANINGS: Final = {vietnamese.folded(meaning): meaning for meaning in Meaning if meaning is not Meaning.OTHER}


@dataclass(frozen=True, slots=True)
class Filled:
    """The cells of a workbook filled from a score sheet, how the sheet was read, and what was found in it."""

    cells: BookCells
    reading: tuple[str, ...]
    summary: str
    problems: tuple[Problem, ...]
    found: Candidates


def fill(sheet: ScoreSheet, scores: Path, action: int, earlier: tuple[BookCells, int] | None = None) -> Filled:
    """The cells of a workbook for the action year.

    `earlier` is a plan worded for that year, with the assessed year that its criteria were written for: its lists stay; its criteria
    become suggestions, or stay as they are when they were written for this very year.
    """
    former, written_for = (without_examples(earlier[0]), earlier[1]) if earlier else (None, None)
    same = former is not None and written_for == action - 1
    found = candidates_from(sheet, Earlier(former.lists.get("criteria", []), written_for) if former and not same else None)
    base = earlier[0] if earlier else blank_cells(action)
    facts = {key: value for key, value in found.cells.facts.items() if value is not None}
    lists = dict(found.cells.lists)
    if former and same:
        lists |= _completed(former.lists, lists)
    years = {"assessed_year": action - 1, "action_year": action}
    cells = BookCells({**base.facts, **facts, **years}, {**base.lists, **lists})
    problems = (*sheet.problems, *found.problems, *_year_problems(sheet, action, scores), *_unknown_points(found, scores))
    return Filled(cells, _reading_of(sheet), _summary(found), problems, found)


def _completed(own: Mapping[str, list[BookRow]], found: Mapping[str, list[BookRow]]) -> dict[str, list[BookRow]]:
    """The plan's own lines, and in each field behind them those that it lacks; fields under the names of the sheet."""
    known = {str(row.get("code") or "") for row in own.get("criteria", [])}
    names = {str(row["number"]): row["name"] for row in found["fields"]}
    renamed = {row["name"]: names.get(str(row["number"]), row["name"]) for row in own.get("fields", [])}
    kept = [row | {"field": renamed.get(row.get("field"), row.get("field"))} for row in own.get("criteria", [])]
    more = [row for row in own.get("fields", []) if str(row["number"]) not in names]
    fields = [*found["fields"], *more]
    order = {row["name"]: number for number, row in enumerate(fields)}
    rows = [*kept, *(row for row in found["criteria"] if row["code"] not in known)]
    return {"criteria": sorted(rows, key=lambda row: order.get(row.get("field"), len(order))), "fields": fields}


def _year_problems(sheet: ScoreSheet, action: int, scores: Path) -> list[Problem]:
    if sheet.year is None:
        message = f"Bảng điểm không ghi năm nào; sổ lấy năm đánh giá {action - 1}, năm thực hiện {action}"
        return [Problem("BD-42", message, "Nếu không đúng, lập lại và ghi năm thực hiện (--year NĂM)", Place(scores.name), Severity.NOTE)]
    if sheet.year != action - 1:
        message = f"Bảng điểm là của năm {sheet.year}, còn sổ được tạo cho năm đánh giá {action - 1}"
        return [Problem("BD-43", message, "Xem lại năm thực hiện (--year) hoặc bảng điểm", Place(scores.name), Severity.WARNING)]
    return []


def _unknown_points(found: Candidates, scores: Path) -> list[Problem]:
    if found.cells.facts["score"] is not None and found.cells.facts["applicable_maximum"] is not None:
        return []
    message = "Bảng điểm không ghi đủ tổng điểm tối đa và tổng điểm đạt"
    return [Problem("BD-44", message, "Tự ghi điểm vào trang Kế hoạch", Place(scores.name), Severity.WARNING)]


def _summary(found: Candidates) -> str:
    """Points lost in all and by field, and how many lines wait to be filled in."""
    fields = "; ".join(f"lĩnh vực {field_number(number)} {vietnamese.decimal(lost, 2)}" for number, _, lost in found.by_field if lost)
    count = len(found.cells.lists["criteria"])
    suggested = f", {found.suggested} dòng có {SUGGESTED.lower()} từ kế hoạch trước" if found.suggested else ""
    return (
        f"Bị trừ {vietnamese.decimal(found.lost, 2)} điểm ({fields}): {count} tiêu chí{suggested}"
        if fields
        else "Không có tiêu chí nào bị trừ điểm"
    )


def as_table(found: Candidates) -> dict[str, Any]:
    """The same for `--json`: the lost points in all and by field, and how many criteria lost some."""
    fields = [{"number": number, "name": name, "lost": str(lost)} for number, name, lost in found.by_field]
    return {"lost": str(found.lost), "fields": fields, "criteria": len(found.cells.lists["criteria"])}


def _reading_of(sheet: ScoreSheet) -> tuple[str, ...]:
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
