"""Words of a cell as a person types them, and what the cell holds once they are typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.carrying import redressed
from generator.periods import NAMES, PeriodCode
from generator.records import TimeKind
from generator.richtext import Text
from generator.workbook.cells import Context, check, day_of, read_cell
from generator.workbook.findings import CellFault
from generator.workbook.grid import FORMULA, Cell
from generator.workbook.schema import Column, Kind, Shown


def shown_words(cell: Cell, column: Column) -> str:
    """What stands in a cell, as it would be typed there: `02/01/2025` for a day, `1,9` for a score, `1.1.2` for a code."""
    match cell.value:
        case datetime() as moment if column.kind is Kind.MOMENT:
            return f"{vietnamese.short_date(moment)} {moment:%H:%M:%S}"
        case date() as day:
            return vietnamese.short_date(day)
        case int() | float() if column.kind in {Kind.CODE, Kind.SET_CODE, Kind.CRITERION, Kind.ROW_ID}:
            return cell.words.replace(",", ".")
        case _:
            return cell.words


def typed(words: str, column: Column, before: Cell, context: Context) -> Shown:
    """What a cell holds when these words are typed over what is there; None when nothing is typed.

    A day becomes a day, a score a number; names of units and the like stay words, once they lead to one; bold and italic are carried
    over. Raises CellFault when the words can't stand there: BANG-29 over a formula, BANG-34 in a merged cell, else what reading says.
    """
    if before.kind == FORMULA:
        raise CellFault("BANG-29")
    if before.filled:
        raise CellFault("BANG-34")
    cell = Cell(vietnamese.clean(words), "s")
    if cell.empty:
        return None
    check(cell)
    return _KINDS.get(column.kind, _named)(cell, replace(before, filled=False), column, context)


def _named(cell: Cell, _before: Cell, column: Column, context: Context) -> Shown:
    """A reference: the words stay, for they are what people know; but they must lead somewhere."""
    try:
        read_cell(cell, column, context)
    except CellFault as fault:
        if fault.code:
            raise  # without a code the sheet of names is not readable: that is told already
    return cell.words


def _rich(cell: Cell, before: Cell, _column: Column, _context: Context) -> Shown:
    return redressed(before.value, cell.words) if isinstance(before.value, Text) else cell.words


def _read(cell: Cell, _before: Cell, column: Column, context: Context) -> Shown:
    """A kind whose value is what the cell shows."""
    value = read_cell(cell, column, context)
    return value if isinstance(value, str | int | date | Decimal) else cell.words


def _yes_no(cell: Cell, _before: Cell, column: Column, context: Context) -> Shown:
    return "Có" if read_cell(cell, column, context) else "Không"


def _period(cell: Cell, _before: Cell, column: Column, context: Context) -> Shown:
    return NAMES[PeriodCode(str(read_cell(cell, column, context)))]


def _time_kind(cell: Cell, _before: Cell, _column: Column, _context: Context) -> Shown:
    return next((kind for kind in TimeKind if vietnamese.folded(kind) == vietnamese.folded(cell.words)), cell.words)


def _time(cell: Cell, _before: Cell, _column: Column, _context: Context) -> Shown:
    """The day that a criterion is due, or the words of a quarter or a year."""
    try:
        return day_of(cell)
    except CellFault:
        return cell.words


def _words(cell: Cell, _before: Cell, _column: Column, _context: Context) -> Shown:
    return cell.words


_KINDS: Final[dict[Kind, Callable[[Cell, Cell, Column, Context], Shown]]] = {
    **dict.fromkeys((Kind.WORDS, Kind.WORDS_LIST, Kind.ROW_ID, Kind.FIELD_NUMBER), _words),
    **dict.fromkeys((Kind.SCORE, Kind.NUMBER, Kind.COUNT, Kind.YEAR, Kind.DAY, Kind.MOMENT, Kind.CODE, Kind.SET_CODE, Kind.RULE), _read),
    Kind.CHOICE: _read,
    Kind.RICH: _rich,
    Kind.YES_NO: _yes_no,
    Kind.PERIOD: _period,
    Kind.TIME_KIND: _time_kind,
    Kind.TIME_VALUE: _time,
}
"""How words become what a cell holds; a kind that is not here points to something by its name."""
