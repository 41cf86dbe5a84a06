"""Heading rows of a score sheet: where a table begins, and what the words over each of its columns mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.errors import Place
from generator.score_sheets.cells import Grid, merged_over, shown
from generator.score_sheets.codes import Sort, mark_of
from generator.score_sheets.model import Meaning

LONGEST_HEADING: Final = 90
MOST_HEADING_ROWS: Final = 4
_FEWEST_HEADS: Final = 3

_POINTS: Final = frozenset({Meaning.MAXIMUM, Meaning.SELF, Meaning.APPRAISED, Meaning.SCORE, Meaning.SURVEY})
_OTHER: Final = (
    r"giai trinh|minh chung|kiem chung|tai lieu|giai phap|chu tri|phoi hop|thoi gian|nguyen nhan|\bly do|diem tru|bi tru"
    r"|chenh lech|so sanh|tang,? giam|xep (hang|loai|thu)|cach tinh|phuong phap|bac diem|huong dan"
)
_SURE: Final = tuple(
    (meaning, re.compile(pattern))
    for meaning, pattern in (
        (Meaning.OTHER, _OTHER),
        (Meaning.MAXIMUM, r"toi da|diem chuan|diem quy dinh|^thang diem$"),
        (Meaning.CODE, r"^(stt|s t t|tt|so tt|so thu tu|thu tu|ma|ma so|ma (tieu chi|tc|tctp)|ma tieu chi.*)$"),
        (Meaning.INDEX, r"%|^(chi so|ty le|ti le)(?!.*tieu chi)"),
        (Meaning.SELF, r"\btu (danh gia|cham|cho diem|tinh)|\b(don vi|co quan|so) tu\b"),
        (Meaning.SURVEY, r"dieu tra|\bxhh\b|xa hoi hoc|khao sat"),
        (Meaning.SCORE, r"dat duoc|diem dat|diem (cuoi cung|chinh thuc|cong bo|tong hop|thong nhat|ket luan)|ket qua (cham|diem|dat)"),
        (Meaning.APPRAISED, r"tham dinh|tham tra|phuc tra|\bnoi vu\b|\bsnv\b|hoi dong|\bhdtd\b"),
        (Meaning.NAME, r"tieu chi|linh vuc|noi dung|chi tieu"),
        (Meaning.NOTE, r"^ghi chu"),
    )
)
_LOOSE: Final = re.compile(r"^(so diem|tong (so )?diem|diem|ket qua|danh gia|cham diem|nam 20\d\d)\b")
_COLUMN_NUMBER: Final = re.compile(r"\(?(?:\d{1,2}|[A-H])\)?(?:\s*=.*)?")


@dataclass(frozen=True, slots=True)
class Head:
    """One column: the words over it, from the group head down, and what they mean; `None` when they mean nothing known."""

    column: int
    heading: str
    meaning: Meaning | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below one heading. `titles` are the words above it, up to the table before."""

    grid: Grid
    heading_rows: tuple[int, ...]
    heads: tuple[Head, ...]
    first: int
    last: int
    titles: tuple[str, ...]

    def columns(self, meaning: Meaning) -> list[int]:
        """The columns whose heading means this."""
        return [head.column for head in self.heads if head.meaning is meaning]

    @property
    def place(self) -> Place:
        """The first cell of its heading; the file is not known here."""
        return Place("", self.grid.title, f"A{self.heading_rows[0]}")

    def heading(self, column: int) -> str:
        """The words over a column."""
        return next((head.heading for head in self.heads if head.column == column), "")


def bare(words: str) -> str:
    """Words without marks, case, line breaks and most signs: headings come in every spelling."""
    plain = vietnamese.without_marks(words.casefold())
    return " ".join(re.sub(r"[^\w%/&(),.+-]", " ", plain.replace(".", " ")).split())


def meaning_of(words: str) -> Meaning | None:
    """What the words of a heading say by themselves; None when they could stand over anything."""
    plain = bare(words)
    return next((meaning for meaning, pattern in _SURE if pattern.search(plain)), None)


def tables_of(grid: Grid) -> list[Table]:
    """Every table of a sheet that could hold scores, from the top."""
    found: list[tuple[tuple[int, ...], tuple[Head, ...]]] = []
    row, height = 1, grid.height
    while row <= height:
        if _begins(grid, row):
            block = _block(grid, row, found[-1][0][-1] if found else 0)
            found.append((block, _heads(grid, block)))
            row = block[-1]
        row += 1
    ends = [*(block[0] - 1 for block, _ in found[1:]), height][: len(found)]
    tables = [Table(grid, block, heads, block[-1] + 1, end, ()) for (block, heads), end in zip(found, ends, strict=True)]
    return [_titled(table, tables[number - 1] if number else None) for number, table in enumerate(tables)]


def _titled(table: Table, before: Table | None) -> Table:
    first = 1 if before is None else _after_last_line(before)
    titles = tuple(
        words for row in range(first, table.heading_rows[0]) for value in table.grid.row(row).values() if (words := shown(value))
    )
    return Table(table.grid, table.heading_rows, table.heads, table.first, table.last, titles)


def _after_last_line(table: Table) -> int:
    """The row after the last one with a number in it: what stands below is words between two tables."""
    rows = [row for row in table.grid.rows if table.first <= row <= table.last and _has_number(table.grid, row)]
    return max(rows, default=table.first - 1) + 1


def _has_number(grid: Grid, row: int) -> bool:
    return any(isinstance(value, Decimal) for value in grid.row(row).values())


def is_column_numbers(grid: Grid, row: int) -> bool:
    """`(1) (2) (3)`, `A B 1 2 3=2/1`: a row that only counts the columns."""
    words = [shown(value) for value in grid.row(row).values()]
    return len(words) >= _FEWEST_HEADS and all(_COLUMN_NUMBER.fullmatch(word) for word in words) and len(set(words)) == len(words)


def _begins(grid: Grid, row: int) -> bool:
    """Whether a row is the one that names the columns: words only, of a name or a code and of points."""
    values = grid.row(row)
    if not values or any(isinstance(value, Decimal) or mark_of(value).sort is not Sort.NONE for value in values.values()):
        return False
    words = [shown(value) for value in values.values()]
    if max(map(len, words)) > LONGEST_HEADING:
        return False
    meanings = [meaning_of(word) or (Meaning.SCORE if _LOOSE.match(bare(word)) else None) for word in words]
    known = {meaning for meaning in meanings if meaning}
    named = Meaning.NAME in known or Meaning.CODE in known
    enough = len(known) >= _FEWEST_HEADS or {Meaning.NAME, Meaning.CODE} <= known or {Meaning.NAME, Meaning.MAXIMUM} <= known
    return named and bool(known & _POINTS) and enough


def _block(grid: Grid, row: int, floor: int) -> tuple[int, ...]:
    """All rows of one heading: group heads above, sub-heads and column numbers below."""
    fixed = [column for column, value in grid.row(row).items() if meaning_of(shown(value)) in {Meaning.CODE, Meaning.NAME}]
    top = row - 1 if row - 1 > floor and _is_group_row(grid, row - 1, fixed) else row
    bottom = row
    while bottom - top < MOST_HEADING_ROWS and _is_sub_row(grid, bottom + 1, fixed):
        bottom += 1
    if is_column_numbers(grid, bottom + 1):
        bottom += 1
    return tuple(range(top, bottom + 1))


def _is_group_row(grid: Grid, row: int, fixed: list[int]) -> bool:
    words = grid.row(row)
    covered = {column for _, column, value in merged_over(grid, row, row) if value is not None}
    known = [meaning_of(shown(value)) or _LOOSE.match(bare(shown(value))) for value in words.values()]
    return bool(words) and not covered & set(fixed) and min(words) > max(fixed, default=0) and all(known)


def _is_sub_row(grid: Grid, row: int, fixed: list[int]) -> bool:
    """Words over columns of points only, none over the codes and names but what hangs down from above."""
    values = grid.row(row)
    if not values or any(not isinstance(value, str) or len(value) > LONGEST_HEADING for value in values.values()):
        return False
    return min(values) > max(fixed, default=0) and any(not _COLUMN_NUMBER.fullmatch(shown(value)) for value in values.values())


def _heads(grid: Grid, block: tuple[int, ...]) -> tuple[Head, ...]:
    cells = {(row, column): shown(value) for row in block for column, value in grid.row(row).items()}
    cells |= {(row, column): shown(value) for row, column, value in merged_over(grid, block[0], block[-1]) if value is not None}
    rows = [row for row in block if not is_column_numbers(grid, row)]
    heads: list[Head] = []
    for column in range(1, grid.width + 1):
        parts = list(dict.fromkeys(words for row in rows if (words := cells.get((row, column), ""))))
        heads.append(_head(column, parts, heads[-1] if heads else None, has_group=bool(cells.get((rows[0], column)))))
    return tuple(heads)


def _head(column: int, parts: list[str], left: Head | None, *, has_group: bool) -> Head:
    """Its own words decide; when they say nothing («Lần 1», «Sở Tài chính»), the group head over them does."""
    if not parts:
        return Head(column, "", None)
    if len(parts) == 1 and not has_group and left and "›" in left.heading and meaning_of(parts[0]) is None:
        parts = [left.heading.partition(" › ")[0], *parts]
    heading = " › ".join(" ".join(part.split()) for part in parts)
    group = meaning_of(parts[0]) if len(parts) > 1 else None
    meaning = Meaning.MAXIMUM if group is Meaning.MAXIMUM else meaning_of(parts[-1])
    if meaning is None and len(parts) > 1:
        meaning = meaning_of(" ".join(parts))
    if meaning is None and _LOOSE.match(bare(heading)):
        meaning = Meaning.SCORE
    return Head(column, heading, meaning)
