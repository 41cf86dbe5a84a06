"""The cells of one row into the values of one record; a bad cell is noted and a stand-in lets the rest be checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from generator.records import TimeKind, TimeLimit
from generator.richtext import Text
from generator.workbook.cells import Context, Value, empty_value, read_cell
from generator.workbook.findings import CellFault, Findings
from generator.workbook.grid import Cell
from generator.workbook.schema import Column, Kind
from generator.workbook.tables import Table
from generator.workbook.times import time_limit
from generator.workbook.typed_names import split_code, without_code, without_number

_HUGE: Final = Decimal(10**9)
_STAND_INS: Final[dict[Kind, Value]] = {
    Kind.RICH: Text.of("?"),
    Kind.SCORE: Decimal(0),
    Kind.DAY: date.min,
    Kind.YEAR: 2000,
    Kind.YES_NO: True,
    Kind.CODE: "99.99",
    Kind.SET_CODE: "99.99",
    Kind.COUNT: 1,
    Kind.RULE: "L00",
    Kind.MOMENT: datetime.combine(date.min, time.min),
}
_STAND_IN_KEYS: Final[dict[str, Value]] = {
    "maximum": _HUGE,
    "applicable_maximum": _HUGE,
    "last": date.max,
    "time": TimeLimit(TimeKind.ONGOING),
    "sha256": "0" * 64,
}


@dataclass(slots=True)
class Values:
    """Values by field of the record, and the fields that hold a stand-in."""

    known: dict[str, Any] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)


@dataclass(slots=True)
class RowReader:
    """Reads rows of one file, noting what is wrong."""

    context: Context
    findings: Findings
    action_year: int

    def row(self, table: Table, row: int) -> Values:
        """All values of one row of a list."""
        values = Values()
        for column in table.sheet.columns:
            if column.key in _NOT_IN_RECORD.get(table.sheet.key, {"id"}):
                self._code_of_row(table, row, column)
            elif column.kind not in {Kind.TIME_KIND, Kind.TIME_VALUE}:
                self.value(
                    values,
                    column,
                    table.cell(row, column.key),
                    (table.title, table.place(row, column.key)),
                    there=column.key in table.located.columns,
                )
        values.known["id"] = self._row_id(values, table, row)
        if table.sheet.key == "criteria":
            self._criterion(values, table, row)
        if table.sheet.key == "body" and not values.doubtful & {"text", "kind"}:
            values.known["text"] = without_number(values.known["text"], values.known["kind"])
        return values

    def value(self, values: Values, column: Column, cell: Cell, place: tuple[str, str], *, there: bool) -> None:
        """One value into `values`; of an empty cell, what empty means there."""
        try:
            value = self._read(column, cell, there=there)
        except CellFault as fault:
            self.note(fault, place)
            value = stand_in(column)
            values.doubtful.add(column.key)
        if value is not None:
            values.known[column.key] = value

    def _read(self, column: Column, cell: Cell, *, there: bool) -> Value:
        if not cell.empty:
            return read_cell(cell, column, self.context)
        if column.required and not _may_be_blank(column):
            raise CellFault("BANG-10" if there else "", heading=column.heading)
        return empty_value(column)

    def note(self, fault: CellFault, place: tuple[str, str]) -> None:
        """Put a fault on the list; one without a code was told before."""
        if fault.code:
            self.findings.add(fault.code, *place, **fault.words)

    def _code_of_row(self, table: Table, row: int, column: Column) -> None:
        if column.key == "id":
            return
        try:
            self._read(column, table.cell(row, column.key), there=column.key in table.located.columns)
        except CellFault as fault:
            self.note(fault, (table.title, table.place(row, column.key)))

    def _row_id(self, values: Values, table: Table, row: int) -> str:
        column = table.sheet.column("id")
        place = (table.title, table.place(row, "id"))
        try:
            return str(read_cell(Cell(table.ids[row], "s"), column, self.context))
        except CellFault as fault:
            if not self.findings.bad(*place):
                self.note(fault, place)
            values.doubtful.add("id")
            return f"dong-{row}"

    def _criterion(self, values: Values, table: Table, row: int) -> None:
        self._code_and_name(values, table, row)
        if not values.known.get("field") and "field" not in values.doubtful:
            values.known["field"] = str(values.known["code"]).split(".")[0]
            values.doubtful |= set() if self.context.fields.known and "code" not in values.doubtful else {"field"}
        try:
            values.known["time"] = self._time(table, row)
        except CellFault as fault:
            key = "time" if fault.code in {"BANG-12", "BANG-13", "BANG-17"} and not table.cell(row, "time").empty else "time_kind"
            self.note(fault, (table.title, table.place(row, key)))
            values.known["time"] = _STAND_IN_KEYS["time"]
            values.doubtful.add("time")

    def _time(self, table: Table, row: int) -> TimeLimit:
        kind, value = table.cell(row, "time_kind"), table.cell(row, "time")
        if kind.empty and value.empty:
            raise CellFault("BANG-10" if "time_kind" in table.located.columns else "", heading="Kiểu thời gian")
        return time_limit(kind, value, self.action_year)

    def _code_and_name(self, values: Values, table: Table, row: int) -> None:
        code, typed = split_code(table.cell(row, "code"), table.cell(row, "name"))
        name_place = (table.title, table.place(row, "name"))
        if table.cell(row, "code").empty:
            self._code_from_name(values, table, row, typed)
        elif isinstance(table.cell(row, "code").value, int | float) and code:
            self.findings.add("BANG-27", table.title, table.place(row, "code"), code=code)
        if not typed or "name" in values.doubtful:
            return
        if typed == values.known["code"]:
            values.known["name"] = without_code(values.known["name"])
            self.findings.add("W03", *name_place, code=typed)
        elif code:
            self.findings.add("BANG-26", *name_place, found=typed, code=code)

    def _code_from_name(self, values: Values, table: Table, row: int, typed: str) -> None:
        if typed:
            values.known["code"] = typed
        elif "code" in table.located.columns:
            self.note(CellFault("BANG-10", heading="Mã tiêu chí"), (table.title, table.place(row, "code")))
        if not typed:
            values.known["code"] = _STAND_INS[Kind.CODE]
            values.doubtful.add("code")


_NOT_IN_RECORD: Final = {"units": {"id", "code"}, "periods": {"id", "code"}, "fields": {"id", "number"}}
"""Columns that are the id itself, shown to people."""


def _may_be_blank(column: Column) -> bool:
    """The code of a criterion may stand in front of its name instead."""
    return column.kind is Kind.CODE


def stand_in(column: Column) -> Value:
    """A harmless value for a cell that could not be read; None leaves the record's default."""
    if not column.required and column.kind is not Kind.FIELD:
        return empty_value(column)
    if column.choices is not None:
        return next(iter(column.choices))
    return _STAND_IN_KEYS.get(column.key, _STAND_INS.get(column.kind, "?"))
