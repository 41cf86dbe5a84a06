"""Results into the workbook they belong to: rows updated, added and emptied, everything else left as it lies."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from generator import vietnamese
from generator.errors import InputRefusedError, OutputRefusedError, Place, Problem
from generator.records import Row
from generator.results import Results
from generator.richtext import Text
from generator.workbook.cells import Context, check
from generator.workbook.findings import CellFault, worded
from generator.workbook.grid import Cell, clean_text, name_of, number_of
from generator.workbook.growth import Growth
from generator.workbook.patch import CellEdit, patch_cells
from generator.workbook.reading import PlanBook
from generator.workbook.result_sheets import RESULT_SHEETS
from generator.workbook.schema import Column, Shown
from generator.workbook.showing import context_of, shown_row
from generator.workbook.tables import Table


def record_results(book: PlanBook, results: Results) -> bytes:
    """The workbook with exactly these results: rows keep their places, new ones stand under their table, gone ones are emptied.

    The bytes of the source when nothing changed. Raises InputRefusedError BANG-02, BANG-05 or BANG-34 when a sheet with rows or a
    column is missing or cells are merged, OutputRefusedError BANG-22 or BANG-23 for words that no cell may hold, BANG-29 over a formula.
    """
    missing = [sheet.title for sheet in RESULT_SHEETS if sheet.key not in book.lists and getattr(results, sheet.key)]
    if missing:
        raise InputRefusedError(*(worded("BANG-02", Place(book.package.place.file, title), sheet=title, near="") for title in missing))
    if results == book.results:
        return book.package.source.data
    context = context_of(book.plan)
    changes = [_Changes(book, book.lists[sheet.key], context) for sheet in RESULT_SHEETS if sheet.key in book.lists]
    for change in changes:
        change.record(getattr(book.results, change.table.sheet.key), getattr(results, change.table.sheet.key))
    if problems := [problem for change in changes for problem in change.missing.values()]:
        raise InputRefusedError(*problems)
    if problems := [problem for change in changes for problem in change.unfit]:
        raise OutputRefusedError(*problems)
    edits = [edit for change in changes for edit in change.edits]
    return (
        patch_cells(book.package, edits, [growth for change in changes for growth in change.growth]) if edits else book.package.source.data
    )


@dataclass(slots=True)
class _Changes:
    """The cells of one list that must be written."""

    book: PlanBook
    table: Table
    context: Context
    edits: list[CellEdit] = field(default_factory=list)
    growth: list[Growth] = field(default_factory=list)
    missing: dict[str, Problem] = field(default_factory=dict)
    unfit: list[Problem] = field(default_factory=list)

    def record(self, old: tuple[Row, ...], new: tuple[Row, ...]) -> None:
        places = {self.table.ids[row]: row for row in self.table.rows}
        before = {record.id: record for record in old}
        for record in new:
            if record.id in places:
                self._update(places[record.id], before[record.id], record)
        kept = {record.id for record in new}
        for record in old:
            if record.id not in kept:
                self._empty(places[record.id])
        self._append([record for record in new if record.id not in places])
        if self.edits and self._merged():
            self.missing["merged"] = worded("BANG-34", self._place(self._merged()))

    def _update(self, row: int, old: Row, new: Row) -> None:
        shown = shown_row(self.table.sheet, new, self.context)
        for column in self.table.sheet.columns:
            written = self.table.cell(row, "id").words == new.id if column.key == "id" else _same(old, new, column)
            if not written:
                self._write(row, column, shown[column.key])

    def _empty(self, row: int) -> None:
        located = self.table.located
        self.edits += [
            CellEdit(self.table.title, name_of(row, index), None)
            for index in located.columns.values()
            if (row, index) in located.grid.cells
        ]

    def _append(self, new: list[Row]) -> None:
        first = self._first_free()
        for row, record in enumerate(new, first):
            shown = shown_row(self.table.sheet, record, self.context)
            defaults = {key: info.default for key, info in type(record).model_fields.items()}
            for column in self.table.sheet.columns:
                known = column.key in self.table.located.columns
                if not _blank(shown[column.key]) and (known or shown[column.key] != defaults[column.key]):
                    self._write(row, column, shown[column.key])
        if new:
            header, heading = self.table.located.header, min(self.table.located.columns.values())
            self.growth.append(Growth(self.table.title, name_of(header, heading), header, first + len(new) - 1))

    def _first_free(self) -> int:
        """The row under the last one with anything in a column of the list."""
        located, columns = self.table.located, set(self.table.located.columns.values())
        return 1 + max((row for row, column in located.grid.cells if column in columns and row >= located.header), default=located.header)

    def _write(self, row: int, column: Column, value: Shown) -> None:
        if column.key not in self.table.located.columns:
            self.missing[column.key] = worded("BANG-05", self._place(""), heading=column.heading, near="")
            return
        cell = self.table.place(row, column.key)
        try:
            check(Cell(value if isinstance(value, str | Text) else None, "s"))
        except CellFault as fault:
            self.unfit.append(worded(fault.code, self._place(cell), **fault.words))
        self.edits.append(CellEdit(self.table.title, cell, None if _blank(value) else value))

    def _merged(self) -> str:
        """A merged cell of the list, whose words stand in another row or column; nothing when there is none."""
        located = self.table.located
        columns = set(located.columns.values())
        filled = (place for place, cell in located.grid.cells.items() if cell.filled and place[1] in columns and place[0] > located.header)
        return next((name_of(*place) for place in filled), "")

    def _place(self, cell: str) -> Place:
        return replace(self.book.package.place, sheet=self.table.title, cell=cell)


def _blank(value: Shown) -> bool:
    return value is None or not str(value)


def _same(old: Row, new: Row, column: Column) -> bool:
    return bool(_kept(getattr(old, column.key)) == _kept(getattr(new, column.key)))


def _kept(value: Any) -> Any:  # noqa: ANN401 - any field of a record
    """A value as a cell keeps it: clean words, whole seconds, no more places than are read."""
    match value:
        case str():
            return vietnamese.clean(value)
        case Text():
            return clean_text(value)
        case datetime():
            return value.replace(microsecond=0, tzinfo=None)
        case Decimal():
            return number_of(value)
        case _:
            return value
