"""Words from outside a workbook, read as a cell of one of its columns would be."""

from __future__ import annotations

from generator.errors import InputRefusedError, Place
from generator.plan import Plan
from generator.records import Facts, Record, TimeLimit
from generator.richtext import Text
from generator.workbook.cells import Context, Value, empty_value, read_cell
from generator.workbook.findings import CellFault, worded
from generator.workbook.grid import NOTHING, Cell
from generator.workbook.schema import Column, Kind
from generator.workbook.sheets import FACTS, FACTS_TITLE, LIST_SHEETS
from generator.workbook.showing import context_of
from generator.workbook.times import time_limit


def understood(words: str | Text, sheet_key: str, column_key: str, plan: Plan) -> Value:
    """What a cell of this column means when it holds these words: a `Decimal` for `1,9`, a unit's id for its name.

    `sheet_key` is a list of the plan or of its results, or `facts`. The time of a criterion is told by its words alone
    (`30/9/2025`, `Quý IV năm 2025`, `Năm 2025`, `Thường xuyên`) and is a `TimeLimit`. No words at all are the value of an empty cell.
    Raises InputRefusedError with the very problem that the cell would have, its place the sheet.
    """
    title, column, record = _column(sheet_key, column_key)
    cell = Cell(words, "s") if words else NOTHING
    try:
        if column.kind in {Kind.TIME_KIND, Kind.TIME_VALUE}:
            return _time(cell, column, plan)
        return _value(cell, column, record, context_of(plan))
    except CellFault as fault:
        raise InputRefusedError(worded(fault.code, Place(sheet=title), **fault.words)) from None


def _column(sheet_key: str, column_key: str) -> tuple[str, Column, type[Record]]:
    if sheet_key == "facts":
        return FACTS_TITLE, next(fact for fact in FACTS if fact.key == column_key), Facts
    sheet = next(sheet for sheet in LIST_SHEETS if sheet.key == sheet_key)
    return sheet.title, sheet.column(column_key), sheet.record


def _time(cell: Cell, column: Column, plan: Plan) -> TimeLimit:
    if cell.empty:
        raise CellFault("BANG-10", heading=column.heading)
    return time_limit(NOTHING, cell, plan.facts.action_year)


def _value(cell: Cell, column: Column, record: type[Record], context: Context) -> Value:
    if not cell.empty:
        return read_cell(cell, column, context)
    if column.required:
        raise CellFault("BANG-10", heading=column.heading)
    value = empty_value(column)
    return record.model_fields[column.key].default if value is None else value
