"""Cells typed into a workbook, though it may not read as a plan yet: all of them or none, and proved by reading again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from string import ascii_uppercase
from typing import Final

from openpyxl.utils.cell import coordinate_to_tuple

from generator import vietnamese
from generator.errors import InputRefusedError, Place, Problem, Severity
from generator.package import unpacked
from generator.richtext import Text
from generator.workbook.cell_edit import CellEdit
from generator.workbook.findings import CellFault, worded
from generator.workbook.grid import FORMULA, NOTHING, Cell, name_of, plain
from generator.workbook.growth import Growth
from generator.workbook.neighbours import noted_rows
from generator.workbook.patch import patch_cells
from generator.workbook.reading import OpenBook, read_source
from generator.workbook.reckoning import reckoned_anew
from generator.workbook.schema import Column, Kind
from generator.workbook.sheets import FACTS, FACTS_TITLE, LIST_SHEETS
from generator.workbook.tables import Table
from generator.workbook.typed_cells import shown_words, typed

FACTS_KEY: Final = "facts"
_BLANK: Final = "BANG-10"


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell by the key of its sheet, its row and the key of its column.

    Row 0 is a new row at the end of the list; a fact has only its key.
    """

    sheet: str
    row: int
    column: str


NEW_ROW: Final = 0


def type_in(found: OpenBook, words: Mapping[Spot, str]) -> OpenBook:
    """The workbook with these words typed into its cells, as it would be read from the disk; the same when nothing changes.

    A cell that shows the words already is left alone. A workbook that read as a plan must still read; in another one the rows typed
    into get no new error but empty cells. Raises InputRefusedError with the problem of each cell that can't hold its words.
    """
    typing = _Typing(found)
    for spot, said in words.items():
        typing.take(spot, said)
    if typing.problems:
        raise InputRefusedError(*typing.problems)
    return _proved(found, typing.edits, typing.growths) if typing.edits else found


def empty_row(found: OpenBook, sheet: str, row: int) -> OpenBook:
    """The workbook with a row of a list emptied. Raises InputRefusedError as `type_in` does, BANG-29 for a row with a formula."""
    table = _table(found, sheet)
    cells = table.located.grid.cells
    places = (column for column in table.located.columns.values() if (row, column) in cells and not cells[row, column].filled)
    return _proved(found, [CellEdit(table.title, name_of(row, column), None) for column in sorted(places)], ())


def new_row(found: OpenBook, sheet: str) -> int:
    """Where a new row of a list goes: below the last with anything in it, on none that has a note."""
    table = _table(found, sheet)
    noted = noted_rows(found.package, table.title)
    return next(row for row in count(table.last + 1) if row not in noted)


def cell_at(found: OpenBook, spot: Spot) -> Cell:
    """What lies in a cell, a formula as one; nothing where there is no cell yet."""
    if spot.sheet == FACTS_KEY:
        fact = found.facts[spot.column]
        return replace(fact.cell, kind=FORMULA) if fact.formula else fact.cell
    located = _table(found, spot.sheet).located
    return located.grid.cells.get((spot.row, located.columns[spot.column]), NOTHING)


@dataclass(slots=True)
class _Typing:
    """Takes words cell by cell, gathering what they change and what is wrong with them."""

    found: OpenBook
    edits: list[CellEdit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    growths: list[Growth] = field(default_factory=list)

    def take(self, spot: Spot, words: str) -> None:
        column = _column(spot)
        if column is None:
            where = replace(self.found.package.place, sheet=_title(spot.sheet))
            self.problems.append(worded("BANG-05", where, heading=spot.column, near=""))
            return
        place = None if column.kind is Kind.ROW_ID else self._place(spot, column)
        if place is None:
            return
        before = cell_at(self.found, spot)
        if vietnamese.clean(words) == shown_words(_read_at(self.found, spot, before), column):
            return
        try:
            value = typed(words, column, before, self.found.context)
        except CellFault as fault:
            self.problems.append(worded(fault.code, place, **fault.words))
        else:
            self.edits.append(CellEdit(place.sheet, place.cell, value))

    def _place(self, spot: Spot, column: Column) -> Place | None:
        """The cell to write; None with a problem when the file has no such line or column, or nobody types there."""
        file = self.found.package.place.file
        if spot.sheet == FACTS_KEY:
            fact = self.found.facts.get(spot.column)
            if fact is not None:
                return Place(file, fact.sheet, fact.name)
            title = next((known.sheet for known in self.found.facts.values()), FACTS_TITLE)
            self.problems.append(worded("BANG-09", Place(file, title), heading=column.heading, near=""))
            return None
        table = _table(self.found, spot.sheet)
        if spot.column not in table.located.columns:
            self.problems.append(worded("BANG-05", Place(file, table.title), heading=column.heading, near=""))
            return None
        row = spot.row or self._new_row(spot.sheet, table)
        return Place(file, table.title, table.located.place(row, spot.column))

    def _new_row(self, sheet: str, table: Table) -> int:
        row = new_row(self.found, sheet)
        if all(growth.sheet != table.title for growth in self.growths):
            located = table.located
            heading = name_of(located.header, min(located.columns.values()))
            self.growths.append(Growth(table.title, heading, located.header, row, tuple(table.rows), frozenset({row})))
        return row


def _table(found: OpenBook, sheet: str) -> Table:
    """The list with this key. Raises InputRefusedError BANG-02 when the file has none."""
    if sheet not in found.lists:
        title = _title(sheet)
        raise InputRefusedError(worded("BANG-02", replace(found.package.place, sheet=title), sheet=title, near=""))
    return found.lists[sheet]


def _column(spot: Spot) -> Column | None:
    """The column of a cell; None when no workbook has such a one."""
    columns = FACTS if spot.sheet == FACTS_KEY else next((sheet.columns for sheet in LIST_SHEETS if sheet.key == spot.sheet), ())
    return next((column for column in columns if column.key == spot.column), None)


def _title(key: str) -> str:
    """The title of a sheet; a key that is none as it came."""
    return FACTS_TITLE if key == FACTS_KEY else next((sheet.title for sheet in LIST_SHEETS if sheet.key == key), key)


def _read_at(found: OpenBook, spot: Spot, cell: Cell) -> Cell:
    """The cell as a person sees it: of a formula, its result."""
    if cell.kind != FORMULA:
        return cell
    return found.facts[spot.column].cell if spot.sheet == FACTS_KEY else found.lists[spot.sheet].cell(spot.row, spot.column)


def _proved(found: OpenBook, edits: Sequence[CellEdit], growths: Sequence[Growth]) -> OpenBook:
    """The workbook with the edits, read again. Ids are kept from the moment at which it reads as a plan."""
    mine = {(edit.sheet, edit.cell) for edit in edits}
    ids = [edit for edit in found.book.new_ids if (edit.sheet, edit.cell) not in mine] if found.book else []
    source = found.package.source
    data = reckoned_anew(replace(source, data=patch_cells(found.package, [*ids, *edits], growths)))
    after = read_source(replace(source, data=data))
    if problems := [*_worse(found, after, edits), *_otherwise(after, edits)]:
        raise InputRefusedError(*problems)
    return _with_ids(after)


def _worse(found: OpenBook, after: OpenBook, edits: Sequence[CellEdit]) -> Iterator[Problem]:
    """Errors that came with the edits."""
    if found.book is not None:
        yield from () if after.book else (problem for problem in after.problems if problem.severity is Severity.ERROR)
        return
    rows = {(edit.sheet, _row(edit.cell)) for edit in edits}
    known = set(found.by_cell)
    for problem in after.by_cell:
        mine = (problem.place.sheet, _row(problem.place.cell)) in rows
        if mine and problem.severity is Severity.ERROR and problem.code != _BLANK and problem not in known:
            yield problem


def _row(cell: str) -> str:
    return cell.lstrip(ascii_uppercase)


def _otherwise(after: OpenBook, edits: Sequence[CellEdit]) -> Iterator[Problem]:
    """Words that read back as others: the law of every recording, for one cell."""
    grids = {table.title: table.located.grid for table in after.lists.values()}
    facts = {(fact.sheet, fact.name): fact.cell for fact in after.facts.values()}
    for edit in edits:
        if isinstance(edit.value, str | Text):
            at = coordinate_to_tuple(edit.cell)
            cell = facts.get((edit.sheet, edit.cell)) or grids[edit.sheet].at(*at)
            if cell.words != plain(edit.value):
                yield worded("BANG-35", Place(after.package.place.file, edit.sheet, edit.cell), found=plain(edit.value))


def _with_ids(after: OpenBook) -> OpenBook:
    """The same with the ids of new rows in their cells."""
    book = after.book
    if book is None or not book.new_ids:
        return after
    source = replace(book.package.source, data=patch_cells(book.package, book.new_ids))
    package = unpacked(source)
    return replace(after, package=package, book=replace(book, package=package, new_ids=()))
