"""Lines of the next plan from a score sheet, with what an earlier plan said of the same criteria."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Final

from generator import vietnamese
from generator.errors import Problem, Severity
from generator.records import SUGGESTED
from generator.score_sheets import ScoreLine, ScoreSheet
from generator.workbook import BookCells, BookRow

CARRIED: Final = ("remedy", "evidence", "lead", "support")
"""What an earlier plan may suggest for a criterion: neither the cause nor the time of one year holds in the next."""
ALIKE: Final = 0.6
"""How alike two names must be for one code to mean the same criterion: sets are renumbered from year to year."""
_SHORTEST_CODE: Final = 2
_LONGEST_CODE: Final = 4


@dataclass(frozen=True, slots=True)
class Earlier:
    """The rows of an earlier plan, and the assessed year of that plan."""

    criteria: Sequence[BookRow]
    year: int | None


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a score sheet adds to a plan, and the lost points: in all, and by field with its number and name."""

    cells: BookCells
    lost: Decimal
    by_field: tuple[tuple[str, str, Decimal], ...]
    suggested: int
    problems: tuple[Problem, ...] = ()


def candidates_from(sheet: ScoreSheet, earlier: Earlier | None = None) -> Candidates:
    """Every leaf criterion below its maximum as a line to fill in, all fields, the whole criteria set, and the facts of the score."""
    leaves = [line for line in sheet.leaves if line.lost is not None and line.lost > 0]
    fit = [line for line in leaves if _SHORTEST_CODE <= line.depth <= _LONGEST_CODE]
    names = field_names(sheet)
    rows = [_criterion(line, names, earlier) for line in fit]
    lists: dict[str, list[BookRow]] = {
        "criteria": rows,
        "fields": [{"id": number, "number": number, "name": name} for number, name in names.items()],
        "criteria_set": [_set_row(line) for line in sheet.lines],
    }
    by_field = tuple(
        (number, name, _sum(line.lost for line in leaves if line.code.split(".")[0] == number)) for number, name in names.items()
    )
    return Candidates(
        BookCells(_facts(sheet), lists),
        _sum(line.lost for line in leaves),
        by_field,
        sum(str(row.get("internal_note") or "").startswith(SUGGESTED) for row in rows),
        tuple(_left_out(line) for line in leaves if line not in fit),
    )


def field_names(sheet: ScoreSheet) -> dict[str, str]:
    """Name of each field by its number, in order; a field that the sheet does not name is `Lĩnh vực 5`."""
    numbers = sorted({line.segments[0] for line in sheet.lines})
    said = {line.segments[0]: _field_name(line.name) for line in sheet.lines if line.depth == 1 and line.name}
    return {str(number): said.get(number, f"Lĩnh vực {number}") for number in numbers}


def _field_name(name: str) -> str:
    """`CẢI CÁCH THỂ CHẾ:` → `Cải cách thể chế`: the annex prints capitals itself."""
    return vietnamese.sentence_case(" ".join(name.split()).rstrip(" .:;"))


def _criterion(line: ScoreLine, names: dict[str, str], earlier: Earlier | None) -> BookRow:
    row: BookRow = {
        "id": line.code,
        "field": names[line.code.split(".")[0]],
        "code": line.code,
        "name": line.name,
        "maximum": line.maximum,
        "score": line.score,
        "self_scored": "Không" if line.survey else "Có",
    }
    before = _same_criterion(line, earlier.criteria) if earlier else None
    if earlier is None or before is None or not any(before.get(key) for key in CARRIED):
        return row
    row |= {key: before[key] for key in CARRIED if before.get(key)}
    row["internal_note"] = _suggestion(line, before, earlier.year)
    return row


def _suggestion(line: ScoreLine, before: BookRow, year: int | None) -> str:
    of_year = f" năm {year}" if year else " trước"
    old = f" (mã cũ {before['code']})" if before.get("code") != line.code else ""
    return f"{SUGGESTED} từ kế hoạch{of_year}{old}: giải pháp, sản phẩm, chủ trì, phối hợp; xem lại rồi xoá ghi chú này"


def _same_criterion(line: ScoreLine, rows: Sequence[BookRow]) -> BookRow | None:
    """The row with this code and a name alike, else the only one with this name."""
    for row in rows:
        if str(row.get("code") or "") == line.code and _alike(str(row.get("name") or ""), line.name):
            return row
    named = [row for row in rows if vietnamese.folded(str(row.get("name") or "")) == vietnamese.folded(line.name)]
    return named[0] if len(named) == 1 else None


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, vietnamese.folded(one), vietnamese.folded(other), autojunk=False).ratio() >= ALIKE


def _set_row(line: ScoreLine) -> BookRow:
    return {
        "id": line.code,
        "code": line.code,
        "name": line.name,
        "maximum": line.maximum,
        "self_score": line.self_score,
        "appraised": line.appraised,
        "score": line.score,
        "survey": "Có" if line.survey else "Không",
        "note": line.note,
    }


def _facts(sheet: ScoreSheet) -> BookRow:
    """The score and the maximum that the sheet states; without a total, the sum of its fields."""
    tops = [line for line in sheet.lines if line.depth == 1]
    score = sheet.total_score if sheet.total_score is not None else _whole([line.score for line in tops])
    maximum = sheet.total_maximum if sheet.total_maximum is not None else _whole([line.maximum for line in tops])
    years: BookRow = {"assessed_year": sheet.year, "action_year": sheet.year + 1} if sheet.year else {}
    return {**years, "score": score, "applicable_maximum": maximum}


def _whole(points: Sequence[Decimal | None]) -> Decimal | None:
    """The sum when every part is known."""
    known = [point for point in points if point is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(points) else None


def _sum(points: Iterable[Decimal | None]) -> Decimal:
    return sum((point for point in points if point is not None), Decimal(0))


def _left_out(line: ScoreLine) -> Problem:
    what = f"Mục {line.code} “{vietnamese.shortened(line.name, 60)}” bị trừ {vietnamese.decimal(line.lost or Decimal(0))} điểm"
    return Problem(
        "BD-41",
        f"{what} nhưng không vào được trang Tiêu chí vì mã phải có từ hai đến bốn cấp",
        "Tự thêm các tiêu chí thành phần của mục này vào trang Tiêu chí",
        line.place,
        Severity.WARNING,
    )
