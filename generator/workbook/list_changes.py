"""What changes in one list of a workbook: cells to write, rows to empty, rows that get another place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from typing import Any

from generator.errors import Place, Problem
from generator.records import Row
from generator.richtext import Text
from generator.workbook.cell_edit import CellEdit
from generator.workbook.cells import check
from generator.workbook.findings import CellFault, worded
from generator.workbook.grid import FORMULA, Cell, name_of
from generator.workbook.growth import Growth
from generator.workbook.neighbours import foreign_columns, noted_rows
from generator.workbook.reading import PlanBook
from generator.workbook.references import Moves
from generator.workbook.row_meaning import Reader, as_read
from generator.workbook.row_places import row_places
from generator.workbook.schema import Column, Shown
from generator.workbook.sheet_xml import sheet_paths
from generator.workbook.showing import shown_row
from generator.workbook.tables import CODED, Table


@dataclass
class ListChanges:
    """The changes of one list, `old` into `new`. Edits name rows by the places they have after the moves."""

    book: PlanBook
    table: Table
    reader: Reader
    old: tuple[Row, ...]
    new: tuple[Row, ...]
    edits: list[CellEdit] = field(default_factory=list)
    missing: dict[str, Problem] = field(default_factory=dict)
    unfit: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Gather the changes."""
        for record in self.new:
            if record.id in self.rows:
                self._update(record)
            else:
                self._add(record)
        for row in sorted(self.gone - self.emptied):
            self._empty(row)
        if self.changed:
            self._keep_ids()
            self._refuse_merged()

    @property
    def changed(self) -> bool:
        """Whether anything is to be written."""
        return bool(self.edits or self.missing or self.moves.rows)

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each known record."""
        return {self.table.ids[row]: row for row in self.table.rows}

    @cached_property
    def gone(self) -> frozenset[int]:
        """Rows whose record is deleted."""
        kept = {record.id for record in self.new}
        return frozenset(row for record, row in self.rows.items() if record not in kept)

    @cached_property
    def places(self) -> dict[str, int]:
        """The row of each record of the new list."""
        if [record.id for record in self.new] == [record.id for record in self.old]:
            return self.rows
        return row_places([record.id for record in self.new], self.rows, self._free, self._below())

    @cached_property
    def emptied(self) -> frozenset[int]:
        """Rows of deleted records that others get."""
        return self.gone & frozenset(self.places.values())

    @cached_property
    def moves(self) -> Moves:
        """Where rows go."""
        moved = {row: self.places[record] for record, row in self.rows.items() if self.places.get(record, row) != row}
        taken = frozenset(self.places[record.id] for record in self.new if record.id not in self.rows)
        foreign = self._foreign if moved else frozenset()
        titles = tuple(sheet_paths(self.book.package))
        return Moves(self.table.title, moved, frozenset(self.rows.values()), self.gone, taken, foreign, titles)

    @property
    def growth(self) -> Growth | None:
        """How far the table must reach, and which rows new ones look like."""
        if not self.moves.rows and not self.moves.taken:
            return None
        header, heading = self.table.located.header, min(self.columns)
        models = tuple(sorted(self.moves.filled))
        return Growth(self.table.title, name_of(header, heading), header, max(self.places.values()), models, self.moves.taken)

    @cached_property
    def columns(self) -> frozenset[int]:
        """Columns of the sheet that the list has."""
        return frozenset(self.table.located.columns.values())

    @property
    def _foreign(self) -> frozenset[int]:
        header = name_of(self.table.located.header, min(self.columns))
        return foreign_columns(self.book.package, self.table.title, header, self.columns)

    @property
    def _free(self) -> list[int]:
        """Rows among the others that hold nothing, or only a record that is deleted, and have no note."""
        cells = self.table.located.grid.cells
        foreign, noted = self._foreign, noted_rows(self.book.package, self.table.title)
        beside = {row for row, column in cells if column not in self.columns | foreign}
        held = {row for row, column in cells if column in self.columns and row not in self.gone}
        formulas = {row for (row, column), cell in cells.items() if column in self.columns and cell.kind == FORMULA}
        return [row for row in range(self.table.located.header + 1, self._last + 1) if row not in beside | held | noted | formulas]

    @cached_property
    def _last(self) -> int:
        return self.table.last

    def _below(self) -> Iterator[int]:
        noted = noted_rows(self.book.package, self.table.title)
        return (row for row in count(self._last + 1) if row not in noted)

    def _update(self, record: Row) -> None:
        row, place = self.rows[record.id], self.places[record.id]
        cells = {key: self.table.cell(row, key) for key in self.table.located.columns}
        self._write_differing(record, place, cells)

    def _add(self, record: Row) -> None:
        place = self.places[record.id]
        shown = shown_row(self.table.sheet, record, self.reader.context)
        cells = {key: as_read(shown[key]) for key in self.table.located.columns}
        for column in self.table.sheet.columns:
            if column.key in cells:
                self._write(place, column, shown[column.key])
        self._write_differing(record, place, cells)

    def _write_differing(self, record: Row, place: int, cells: dict[str, Cell]) -> None:
        """Write what does not read back; a second look, for one cell may change what another means."""
        shown = shown_row(self.table.sheet, record, self.reader.context)
        for _ in range(2):
            for column in self.reader.differing(self.table.sheet, record, cells):
                if column.key not in cells or cells[column.key] != as_read(shown[column.key]):
                    self._write(place, column, shown[column.key])
                if column.key in cells:
                    cells[column.key] = as_read(shown[column.key])

    def _empty(self, row: int) -> None:
        located = self.table.located
        self.edits += [
            CellEdit(self.table.title, name_of(row, index), None) for index in self.columns if (row, index) in located.grid.cells
        ]

    def _keep_ids(self) -> None:
        """Ids that no cell holds yet: a row whose words change would get another one."""
        column = self.table.sheet.column("id")
        if "id" not in self.table.located.columns:
            if self.table.sheet.key not in CODED and self.new:
                self.missing["id"] = worded("BANG-05", self._place(""), heading=column.heading, near="")
            return
        for record in self.new:
            row = self.rows.get(record.id)
            if row is not None and self.table.cell(row, "id").words != record.id:
                self._write(self.places[record.id], column, record.id)

    def _write(self, row: int, column: Column, value: Shown) -> None:
        if column.key not in self.table.located.columns:
            self.missing[column.key] = worded("BANG-05", self._place(""), heading=column.heading, near="")
            return
        cell = self.table.located.place(row, column.key)
        self.unfit += unfit(value, self._place(cell))
        self.edits.append(CellEdit(self.table.title, cell, None if blank(value) else value))

    def _refuse_merged(self) -> None:
        """A merged cell of the list: its words stand in another row or column."""
        located = self.table.located
        cells: Any = located.grid.cells.items()
        filled = (place for place, cell in cells if cell.filled and place[1] in self.columns and place[0] > located.header)
        if first := next(filled, None):
            self.missing["merged"] = worded("BANG-34", self._place(name_of(*first)))

    def _place(self, cell: str) -> Place:
        return replace(self.book.package.place, sheet=self.table.title, cell=cell)


def unfit(value: Shown, place: Place) -> list[Problem]:
    """What speaks against words in a cell: code of a template, or too many letters."""
    try:
        check(Cell(value if isinstance(value, str | Text) else None, "s"))
    except CellFault as fault:
        return [worded(fault.code, place, **fault.words)]
    return []


def blank(value: Shown) -> bool:
    """Whether there is nothing to write."""
    return value is None or not str(value)
