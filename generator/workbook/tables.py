"""The rows of one list sheet: which are real, and the lasting id of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from generator import vietnamese
from generator.periods import NAMES
from generator.workbook.cell_edit import CellEdit
from generator.workbook.cells import Context, check, code_typed, read_cell, words_of
from generator.workbook.examples import MARK, is_example
from generator.workbook.findings import CellFault, Findings
from generator.workbook.grid import NOTHING, Cell
from generator.workbook.headings import Located
from generator.workbook.ids import free_code, free_id, free_numbered, made_id, safe_code
from generator.workbook.schema import Kind, ListSheet
from generator.workbook.typed_names import split_code


@dataclass(slots=True)
class Table:
    """A list sheet with its real rows (numbers in the sheet) and their ids."""

    sheet: ListSheet
    located: Located
    rows: list[int] = field(default_factory=list)
    ids: dict[int, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title in the file."""
        return self.located.grid.title

    @property
    def last(self) -> int:
        """The last row with anything in a column of the list; that of the headings when there is none."""
        located = self.located
        columns = set(located.columns.values())
        return max((row for row, column in located.grid.cells if column in columns and row >= located.header), default=located.header)

    def cell(self, row: int, key: str) -> Cell:
        """The cell of a column, or an empty one when the column is not there."""
        column = self.located.columns.get(key)
        return self.located.grid.at(row, column) if column else NOTHING

    def place(self, row: int, key: str) -> str:
        """The name of that cell. A wrong id is shown at the code a person sees, where there is one."""
        code = "code" if key == "id" and self.sheet.key in {"units", "periods"} else key
        code = "number" if code == "id" and self.sheet.key == "fields" else code
        return self.located.place(row, code)


def real_rows(sheet: ListSheet, located: Located, findings: Findings) -> Table:
    """The rows that hold something and are not the untouched example."""
    table = Table(sheet, located)
    for row in located.body:
        cells = {key: table.cell(row, key) for key in located.columns}
        if all(cell.empty or cell.filled for key, cell in cells.items() if key != "id"):
            continue
        if cells.get("internal_note", NOTHING).words.startswith(MARK):
            if is_example(sheet.key, cells):
                continue
            findings.add("BANG-28", located.grid.title, table.place(row, "internal_note"))
        table.rows.append(row)
    return table


def give_ids(table: Table, findings: Findings, context: Context | None = None) -> list[CellEdit]:
    """Fill `table.ids`, and tell which cells must be written so that new ids last.

    In the sheets of results an id is made of the period, criterion and unit that the cells mean: they need the `context`.
    """
    known = {row: _written_id(table, row, findings) for row in table.rows}
    taken = {code.casefold() for code in known.values() if code}
    edits = []
    for row in table.rows:
        table.ids[row] = _coded(table, row, known[row]) or known[row] or _new_id(table, row, taken, context)
        if table.ids[row] != known[row] and "id" in table.located.columns:
            edits.append(CellEdit(table.title, table.located.place(row, "id"), table.ids[row]))
    if table.rows and "id" not in table.located.columns and not CODED.get(table.sheet.key):
        findings.add("BANG-08", table.title)
    return edits


CODED: Mapping[str, str] = {"units": "code", "periods": "code", "fields": "number"}
"""Lists whose id is a code that people see and type."""


def _written_id(table: Table, row: int, findings: Findings) -> str:
    cell = table.cell(row, "id")
    try:
        check(cell)
    except CellFault as fault:
        findings.add(fault.code, table.title, table.located.place(row, "id"), **fault.words)
    return "" if cell.filled else cell.words.replace(",", ".")


def _coded(table: Table, row: int, known: str) -> str:
    if table.sheet.key not in CODED:
        return ""
    words = table.cell(row, CODED[table.sheet.key]).words
    if not words or vietnamese.folded(words) == vietnamese.folded(known):
        return known
    return {"units": safe_code, "periods": _period_code, "fields": _field_number}[table.sheet.key](words)


def _period_code(words: str) -> str:
    folded = vietnamese.folded(words)
    return next((str(code) for code, name in NAMES.items() if folded in {vietnamese.folded(code), vietnamese.folded(name)}), "")


def _field_number(words: str) -> str:
    letters = words.strip(". ").upper()
    return str(vietnamese.from_roman(letters) or letters)


def _new_id(table: Table, row: int, taken: set[str], context: Context | None) -> str:
    if table.sheet.key == "criteria_set" and (code := code_typed(table.cell(row, "code"), Kind.SET_CODE)):
        return free_code(code, taken)
    named = _named_by(table, row, context) if context and table.sheet.key != "narrative" else ()
    if named:
        return free_numbered(named, taken, always=table.sheet.key in _COUNTED)
    if table.sheet.key == "criteria":
        code, _ = split_code(table.cell(row, "code"), table.cell(row, "name"))
        if code:
            return free_code(code, taken)
    words = [_safe_words(table, row, key) for key in table.sheet.naming]
    return free_id(made_id(table.sheet.title, *words), taken)


_COUNTED: Final = {"evidence", "reminders"}
"""Lists with several rows for the same period and criterion or unit: their ids are counted from 1."""


def _named_by(table: Table, row: int, context: Context) -> tuple[str, ...]:
    """Period, criterion and unit that the cells mean; nothing when one can't be read."""
    cells = [(table.cell(row, key), table.sheet.column(key)) for key in table.sheet.naming]
    try:
        return () if any(cell.empty for cell, _ in cells) else tuple(str(read_cell(cell, column, context)) for cell, column in cells)
    except CellFault:
        return ()


def _safe_words(table: Table, row: int, key: str) -> str:
    try:
        return words_of(table.cell(row, key), table.sheet.column(key))
    except CellFault:
        return table.cell(row, key).words
