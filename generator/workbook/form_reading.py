"""A returned form as rows with their marks: which unit sent it, which row is which, what each cell holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from generator.periods import NAMES
from generator.plan import Plan
from generator.records import ReportingPeriod, Unit
from generator.richtext import EMPTY, Text
from generator.standing import reporting_units
from generator.workbook.cells import Context, Value, empty_value, read_cell
from generator.workbook.findings import CellFault, Findings
from generator.workbook.form_codes import note
from generator.workbook.form_rows import Mark, plan_id, read_mark
from generator.workbook.form_sheets import HEAD_CELLS, LEAD, SHEETS, FormSheet, SheetKind
from generator.workbook.grid import NOTHING, Cell, Grid, name_of
from generator.workbook.headings import Located, locate, same
from generator.workbook.names import Names
from generator.workbook.schema import Column, Shown

_LIKE_FORMULA: Final = re.compile(r"[=+@]|-(?! )")
"""A dash with a space after it opens a line of a list."""
_NO_NAMES: Final = Names("", "", ())
_CONTEXT: Final = Context(units=_NO_NAMES, fields=_NO_NAMES, signers=_NO_NAMES, agencies=_NO_NAMES, periods=_NO_NAMES, criteria=_NO_NAMES)
"""No cell of a form is read by a name of the plan."""
_PERIODS: Final = {str(code): name for code, name in NAMES.items()}
_SCHEMAS: Final = {sheet.kind: sheet for sheet in SHEETS} | {SheetKind.HEAD: LEAD}


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row with its mark, and which column of its sheet holds which column of the form."""

    grid: Grid
    number: int
    mark: Mark
    mark_column: int
    columns: Mapping[str, int] = field(default_factory=dict)

    def cell(self, key: str) -> Cell:
        """The cell of a column, or an empty one when the column is not there."""
        return self.grid.at(self.number, self.columns[key]) if key in self.columns else NOTHING

    def place(self, key: str) -> tuple[str, str]:
        """Sheet and cell of a column."""
        return self.grid.title, name_of(self.number, self.columns.get(key, self.mark_column))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row says: values by column; `bad` are the columns whose cell could not be read."""

    row: MarkedRow
    values: Mapping[str, Any]
    bad: frozenset[str]

    def says(self, *keys: str) -> bool:
        """Whether one of these cells is filled in; one that can't be read is, and was complained of."""
        return any(key in self.bad or self.values[key] not in (None, "", EMPTY) for key in keys)

    @property
    def empty(self) -> bool:
        """Whether nothing at all is filled in."""
        return not self.says(*self.values)


def marked_rows(grids: Iterable[Grid]) -> list[MarkedRow]:
    """Every row of every sheet that carries a mark, wherever in the row it stands."""
    found: dict[tuple[str, int], MarkedRow] = {}
    for grid in grids:
        for (row, column), cell in sorted(grid.cells.items()):
            mark = read_mark(cell.words) if isinstance(cell.value, str) and not cell.filled else None
            if mark is not None:
                found.setdefault((grid.title, row), MarkedRow(grid, row, mark, column))
    return list(found.values())


def sender(rows: list[MarkedRow], plan: Plan, period: ReportingPeriod, findings: Findings) -> Unit | None:
    """The one unit whose form this is; None when it is no form, or one of another plan, period or unit (BIEU-01, BIEU-03 to BIEU-06)."""
    if not rows:
        note(findings, "BIEU-01")
        return None
    known = len(findings.problems)
    for found, row in _first_of_each((row.mark.plan, row) for row in rows):
        if found != plan_id(plan):
            note(findings, "BIEU-03", *row.place("id"), found=found, expected=plan_id(plan))
    for found, row in _first_of_each((row.mark.period, row) for row in rows):
        if found != period.id:
            words = {"found": _PERIODS.get(found, found), "expected": _PERIODS[period.id]}
            note(findings, "BIEU-04", *row.place("id"), **words)
    unit = _unit(rows, plan, period, findings)
    return unit if len(findings.problems) == known else None


def _unit(rows: list[MarkedRow], plan: Plan, period: ReportingPeriod, findings: Findings) -> Unit | None:
    units = {unit.id: unit for unit in reporting_units(plan, period)}
    found = dict(_first_of_each((row.mark.unit, row) for row in rows))
    if len(found) > 1:
        last = list(found.values())[-1]
        note(findings, "BIEU-06", *last.place("id"), found=", ".join(found))
    for code, row in found.items():
        if code not in units:
            note(findings, "BIEU-05", *row.place("id"), found=code)
    return units.get(next(iter(found)))


def _first_of_each(pairs: Iterable[tuple[str, MarkedRow]]) -> list[tuple[str, MarkedRow]]:
    firsts: dict[str, MarkedRow] = {}
    for key, row in pairs:
        firsts.setdefault(key, row)
    return list(firsts.items())


def placed_rows(rows: list[MarkedRow], findings: Findings) -> list[MarkedRow]:
    """The rows with their columns found by the headings; words outside the form are noted (BIEU-09, BIEU-29)."""
    placed: list[MarkedRow] = []
    for title in dict.fromkeys(row.grid.title for row in rows):
        mine = [row for row in rows if row.grid.title == title]
        schema = _SCHEMAS[Counter(_SCHEMAS[row.mark.kind].kind for row in mine).most_common(1)[0][0]]
        located = locate(mine[0].grid, schema.columns, findings)
        if located is not None:
            body = [row for row in mine if row.mark.kind is schema.kind and row.number > located.header]
            heads = [row for row in mine if row.mark.kind is SheetKind.HEAD]
            _note_added_rows(located, {row.number for row in (*body, *heads)}, findings)
            _note_added_columns(located, body, findings)
            placed += [MarkedRow(row.grid, row.number, row.mark, row.mark_column, located.columns) for row in body]
            placed += heads
    return placed


def _note_added_rows(located: Located, known: set[int], findings: Findings) -> None:
    for row in located.body:
        words = [(column, cell) for column, cell in located.grid.row_cells(row).items() if not cell.empty and not cell.filled]
        shown = [(column, cell) for column, cell in words if read_mark(cell.words) is None]
        if row not in known and shown:
            note(findings, "BIEU-09", located.grid.title, name_of(row, shown[0][0]), found=shown[0][1].words)


def _note_added_columns(located: Located, body: list[MarkedRow], findings: Findings) -> None:
    told = set(located.columns.values())
    for row in body:
        for column, cell in located.grid.row_cells(row.number).items():
            if column not in told and column != row.mark_column and not cell.empty and not cell.filled:
                told.add(column)
                note(findings, "BIEU-29", located.grid.title, name_of(row.number, column), found=cell.words)


def single(rows: list[MarkedRow], schema: FormSheet, findings: Findings) -> list[MarkedRow]:
    """The rows of one part of the form, each once; the same row with other content is noted (BIEU-10)."""
    kept: dict[str, MarkedRow] = {}
    for row in rows:
        if row.mark.kind is schema.kind:
            first = kept.setdefault(row.mark.row, row)
            other = next((column.key for column in schema.inputs if first.cell(column.key).words != row.cell(column.key).words), None)
            if other is not None:
                note(findings, "BIEU-10", *row.place(other), found=row.cell("code").words or str(row.mark.order))
    return list(kept.values())


def answer(row: MarkedRow, schema: FormSheet, findings: Findings) -> Answer:
    """What the unit filled in; a cell that can't be read is noted (BANG-11 and on), words like a formula too (BIEU-28)."""
    values: dict[str, Any] = {}
    bad = set()
    for column in schema.inputs:
        try:
            values[column.key] = _value(row.cell(column.key), column, row.place(column.key), findings)
        except CellFault as fault:
            findings.add(fault.code, *row.place(column.key), **fault.words)
            values[column.key] = empty_value(column)
            bad.add(column.key)
    return Answer(row, values, frozenset(bad))


def _value(cell: Cell, column: Column, place: tuple[str, str], findings: Findings) -> Value:
    if cell.empty:
        return empty_value(column)
    value = read_cell(cell, column, _CONTEXT)
    if isinstance(value, str | Text) and isinstance(cell.value, str | Text) and _LIKE_FORMULA.match(cell.words):
        note(findings, "BIEU-28", *place, found=cell.words)
    return value


def read_typed(words: str, column: Column) -> Shown:
    """What words typed into a cell of a form mean; nothing typed is None. Raises CellFault."""
    cell = Cell(words, "s")
    if cell.empty:
        return None
    value: Shown = read_cell(cell, column, _CONTEXT)  # type: ignore[assignment] # a form has no kind of cell that holds a list
    return value


def head_values(rows: list[MarkedRow], findings: Findings) -> dict[str, Any]:
    """Number and day of the paper: the one cell in their row that is not the label."""
    values: dict[str, Any] = {column.key: empty_value(column) for column in HEAD_CELLS}
    for column in HEAD_CELLS:
        for row in (row for row in rows if row.mark.kind is SheetKind.HEAD and row.mark.row == column.key):
            for index, cell in _free_cells(row, column):
                place = (row.grid.title, name_of(row.number, index))
                try:
                    values[column.key] = _value(cell, column, place, findings)
                except CellFault as fault:
                    findings.add(fault.code, *place, **fault.words)
    return values


def _free_cells(row: MarkedRow, column: Column) -> Iterator[tuple[int, Cell]]:
    for index, cell in row.grid.row_cells(row.number).items():
        if index != row.mark_column and not cell.empty and not cell.filled and not same(cell.words, column.heading):
            yield index, cell
