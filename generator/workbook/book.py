"""A workbook as plain cells: merged cells filled, formulas replaced by their stored values, rich text as `Text`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import Final, Protocol

from generator.package import Package
from generator.workbook.grid import FORMULA, Cell, Grid
from generator.workbook.plain_cells import PlainCells, UnknownContentError
from generator.workbook.sheet_cells import SheetCells

LARGEST_FILL: Final = 10_000
"""Cells filled from one merged range at most; nobody merges more by intent."""


class _Cells(Protocol):
    sheets: list[SheetCells]

    def stored(self, title: str, row: int, column: int) -> Cell: ...


class Book:
    """A package opened for reading: its sheets by title. Raises InputRefusedError when openpyxl can't read it."""

    def __init__(self, package: Package) -> None:
        """What is usual is read at once; a workbook with anything else in it goes to openpyxl, which also decides what is broken."""
        cells = _read(package)
        self.grids: Mapping[str, Grid] = {sheet.title: Grid(sheet.title, _filled(sheet), cells.stored) for sheet in cells.sheets}


def _read(package: Package) -> _Cells:
    try:
        return PlainCells(package)
    except UnknownContentError:
        from generator.workbook.full_cells import FullCells  # noqa: PLC0415 - slow to import, and seldom needed

        return FullCells(package)


def _filled(sheet: SheetCells) -> dict[tuple[int, int], Cell]:
    cells = sheet.cells
    if cells and sheet.merged:
        last_row, last_column = max(row for row, _ in cells), max(column for _, column in cells)
        for top, left, bottom, right in sheet.merged:
            source = cells.get((top, left))
            places = ((row, column) for row in range(top, min(bottom, last_row) + 1) for column in range(left, min(right, last_column) + 1))
            if source is not None and source.kind != FORMULA:
                cells.update(dict.fromkeys(islice(places, 1, LARGEST_FILL), replace(source, filled=True)))
    return cells
