"""What the columns of a table in a paper mean, by the words of its heading rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from generator.past_papers.source import Grid, GridCell, in_lines
from generator.richtext import EMPTY, Text
from generator.workbook import bare

_MEANINGS: Final = (
    ("order", re.compile(r"(?:stt|tt|so tt|so thu tu)")),
    ("lost", re.compile(r".*\b(?:bi tru|diem tru|diem mat)\b.*")),
    ("expected", re.compile(r".*\bdu kien\b.*")),
    ("target", re.compile(r".*\bphan dau\b.*")),
    ("maximum", re.compile(r".*\bdiem (?:toi da|chuan|quy dinh|cao nhat)\b.*")),
    ("done", re.compile(r".*\bket qua (?:thuc hien|khac phuc|dat duoc)\b.*|noi dung thuc hien")),
    ("score", re.compile(r"ket qua|.*\bdiem (?:dat|tham dinh|cham|cong bo|duoc cham|so)\b.*|.*\bket qua (?:cham|diem|tham dinh)\b.*")),
    ("progress", re.compile(r".*\bmuc do\b.*|tinh trang|trang thai|tien do thuc hien")),
    ("cause", re.compile(r".*\b(?:nguyen nhan|ly do)\b.*")),
    ("remedy", re.compile(r".*\b(?:giai phap|bien phap|nhiem vu)\b.*")),
    ("evidence", re.compile(r".*\b(?:san pham|kiem chung|minh chung)\b.*")),
    ("support", re.compile(r".*\bphoi hop\b.*")),
    ("lead", re.compile(r".*\bchu tri\b.*|(?:don vi|co quan) (?:thuc hien|phu trach)")),
    ("time", re.compile(r".*\b(?:thoi gian|thoi han|han hoan thanh|tien do)\b.*")),
    ("note", re.compile(r".*\bghi chu\b.*")),
    ("code", re.compile(r"ma(?: tieu chi| so)?")),
    ("name", re.compile(r".*\b(?:tieu chi|linh vuc|noi dung|ton tai|han che)\b.*")),
)
"""The first that fits: what a heading names most closely stands first."""
_MOST_HEADING_ROWS: Final = 3
_COUNTING: Final = re.compile(r"\(?(?:\d{1,2}|[a-d])\)?(?:\s*=.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of the grid mean what, with the words of their headings; `body` is the number of the first row below them."""

    meanings: dict[int, str]
    headings: dict[int, str]
    body: int

    def has(self, *keys: str) -> bool:
        """Whether there is a column for each."""
        return set(keys) <= set(self.meanings.values())


def columns(grid: Grid) -> Columns | None:
    """The columns of a table, or None when its first rows are no heading: the best of one to three rows."""
    readings = [_reading(grid, count) for count in range(1, min(_MOST_HEADING_ROWS, len(grid.rows)) + 1)]
    best = max(readings, key=lambda found: (len(set(found.meanings.values())), -found.body), default=None)
    return best if best is not None and len(set(best.meanings.values())) >= 3 else None  # noqa: PLR2004 - two words are chance


def _reading(grid: Grid, count: int) -> Columns:
    headings: dict[int, list[str]] = {}
    for row in grid.rows[:count]:
        for cell in row:
            for column in range(cell.first, cell.last + 1):
                if cell.text and not cell.merged:
                    headings.setdefault(column, []).append(cell.text.plain)
    meanings: dict[int, str] = {}
    for column, words in headings.items():
        found = meaning(" ".join(words)) or meaning(words[-1])
        if found and (found not in meanings.values() or meanings.get(column - 1) == found):
            meanings[column] = found
    return Columns(meanings, {column: " ".join(words) for column, words in headings.items()}, count)


def meaning(heading: str) -> str:
    """What a heading means, or nothing."""
    words = bare(heading).strip("*:. ")
    return next((key for key, pattern in _MEANINGS if pattern.fullmatch(words)), "")


def counts_columns(row: tuple[GridCell, ...]) -> bool:
    """Whether a row only numbers the columns: `(1) (2) (3)`."""
    words = [cell.text.plain.strip() for cell in row if cell.text]
    return len(words) > 2 and all(_COUNTING.fullmatch(word) for word in words) and words[:2] in (  # noqa: PLR2004
        ["1", "2"], ["(1)", "(2)"], ["A", "B"], ["a", "b"], ["A", "1"],
    )  # fmt: skip


def by_meaning(row: tuple[GridCell, ...], found: Columns) -> dict[str, Text]:
    """The texts of a row by what their columns mean; a cell over several columns belongs to the first that means anything.

    What stands in a column without a known meaning is under `?` and the number of the column.
    """
    cells: dict[str, Text] = {}
    for cell in row:
        if not cell.text:
            continue
        meant = (found.meanings[at] for at in range(cell.first, cell.last + 1) if at in found.meanings)
        key = next(meant, f"?{cell.first}")
        cells[key] = in_lines([cells.get(key, EMPTY), cell.text]) if key in cells else cell.text
    return cells
