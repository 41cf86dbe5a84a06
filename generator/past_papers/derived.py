"""Sentences and tables that a report makes from its figures: understood, and made anew from the workbook."""

from __future__ import annotations

import re
from typing import Final

from generator.anatomy import Part, Where
from generator.past_papers.body import ENDINGS
from generator.past_papers.source import Grid, Line, Source
from generator.workbook import bare

_SENTENCES: Final = re.compile(
    r"(?:den het han \(|khong co don vi nao phai gui bao cao|da khac phuc xong \d+/\d+|tong diem toi da cua \d+|muc do hoan thanh quy doi"
    r"|du kien diem (?:tang them|giam di):|so voi ky |ke hoach giao \d+ don vi|so tieu chi co tai lieu kiem chung:"
    r"|trong [\d,.]+ diem bi tru, du kien|con \d+ tieu chi chua hoan thanh, chuyen sang|khong co tieu chi nao chua hoan thanh"
    r"|co \d+ tieu chi qua han,|theo bao cao da nhan, khong co tieu chi|da don doc \d+ luot|bang \d+\. |linh vuc [ivx]+\. "
    r"|diem du kien nam \d{4} la diem tu uoc tinh|diem uoc tinh cua tieu chi|\[can bo sung|tren day la bao cao\b).*",
    re.DOTALL,
)
_TABLES: Final = (
    frozenset({"so tieu chi", "da hoan thanh"}),
    frozenset({"ky", "da hoan thanh"}),
)
_SUBMISSIONS: Final = frozenset({"ngay nhan", "tinh trang"})


def is_derived(words: str) -> bool:
    """Whether the program words such a sentence by itself."""
    return words in ENDINGS or bool(_SENTENCES.fullmatch(bare(words)))


def take_derived_tables(source: Source) -> None:
    """Tables of counts say nothing that the rows do not."""
    for grid in source.grids:
        if any(wanted <= _headings(grid) for wanted in _TABLES):
            source.take(grid)


def submission_tables(source: Source) -> list[Grid]:
    """Tables of who sent a report when."""
    return [grid for grid in source.grids if _headings(grid) >= _SUBMISSIONS]


def _headings(grid: Grid) -> set[str]:
    return {bare(cell.text.plain) for cell in grid.rows[0] if cell.text}


def papers_table(source: Source) -> Grid | None:
    """The list of papers that prove results (Phụ lục II of the completion report)."""
    return next((grid for grid in source.grids if {"ma tieu chi", "ten tai lieu"} <= _headings(grid)), None)


def annex_notes(source: Source) -> list[Line]:
    """Lines in annexes outside of tables that are no title."""
    return [line for line in source.of(Part.BODY, Part.OTHER, where=Where.ANNEX) if not source.is_taken(line)]
