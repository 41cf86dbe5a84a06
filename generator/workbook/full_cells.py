"""The cells of any workbook that openpyxl reads: the way for what `plain_cells` does not know."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.workbook import Workbook

from generator.errors import InputRefusedError
from generator.package import Package
from generator.richtext import Run
from generator.workbook.findings import worded
from generator.workbook.grid import FORMULA, NOTHING, Cell, rich_cell, words_cell
from generator.workbook.guard import guarded
from generator.workbook.sheet_cells import SheetCells


class FullCells:
    """A workbook read by openpyxl. Raises InputRefusedError when openpyxl can't read it."""

    def __init__(self, package: Package) -> None:
        """Load the formulas; the stored values only when a formula is asked for."""
        self._package = package
        self._data = guarded(package)
        sheets: Sequence[Any] = self._load(data_only=False).worksheets
        self.sheets = [
            SheetCells(
                sheet.title,
                # The private dictionary: one stray cell in the last row would make iter_rows build millions.
                {place: _cell(cell) for place, cell in sheet._cells.items() if cell.value is not None},  # noqa: SLF001
                [(found.min_row, found.min_col, found.max_row, found.max_col) for found in sheet.merged_cells.ranges],
            )
            for sheet in sheets
        ]

    @cached_property
    def _values(self) -> Workbook:
        return self._load(data_only=True)

    def stored(self, title: str, row: int, column: int) -> Cell:
        """What was stored with a formula when the workbook was last computed."""
        cell: Any = self._values[title].cell(row, column)
        if cell.value is None:
            # A formula whose stored result is the empty text has the type "str"; one never computed has none.
            return NOTHING if cell.data_type == "str" else Cell(kind=FORMULA)
        return _cell(cell)

    def _load(self, *, data_only: bool) -> Workbook:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl warns of what it would drop on saving; nothing is saved here
                return load_workbook(io.BytesIO(self._data), data_only=data_only, rich_text=True)
        except Exception as error:  # a broken file makes openpyxl raise nearly anything
            raise InputRefusedError(worded("BANG-01", self._package.place, detail=type(error).__name__)) from error


def _cell(cell: Any) -> Cell:  # noqa: ANN401 - openpyxl or a record decides the type
    value = cell.value
    if cell.data_type == FORMULA:
        return Cell(kind=FORMULA)
    if isinstance(value, CellRichText):
        return rich_cell(
            Run(part.text or "", bool(part.font.b), bool(part.font.i)) if isinstance(part, TextBlock) else Run(str(part)) for part in value
        )
    if isinstance(value, str):
        return words_cell(value, cell.data_type)
    known = isinstance(value, int | float | date)
    return Cell(value if known else str(value), cell.data_type if known else "s")
