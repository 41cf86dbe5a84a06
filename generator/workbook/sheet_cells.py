"""The cells of one sheet as a reader finds them, before merged ones are filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.workbook.grid import Cell

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells."""
MOST_ROWS: Final = 1000
MOST_COLUMNS: Final = 100
"""A merged range over more rows or columns than this is cut: nobody merges more by intent."""


@dataclass(frozen=True, slots=True)
class SheetCells:
    """A sheet: what is not empty, by row and column from 1; cells that a merged range covers are none of them."""

    title: str
    cells: dict[tuple[int, int], Cell]
    merged: Sequence[Range]
