"""The time of a criterion: a kind and a value in two cells, one `TimeLimit`."""

from __future__ import annotations

import re
from typing import Final

from generator import vietnamese
from generator.records import TimeKind, TimeLimit
from generator.workbook.cells import FIRST_YEAR, LAST_YEAR, check, day_of
from generator.workbook.findings import CellFault
from generator.workbook.grid import Cell

_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER: Final = re.compile(r"(?:trong )?(?:quý )?(iv|i{1,3}|[1-4])(?:\s*[/,-]?\s*(?:năm )?(\d{4}))?")
_YEAR: Final = re.compile(r"(?:trong )?(?:năm )?(\d{4})")


def time_limit(kind_cell: Cell, value_cell: Cell, action_year: int) -> TimeLimit:
    """Read both cells; a quarter or year without a year number is of `action_year`. Raises CellFault BANG-17."""
    check(kind_cell)
    check(value_cell)
    kind = next((kind for kind in TimeKind if vietnamese.folded(kind) == vietnamese.folded(kind_cell.words)), None)
    if kind is not None:
        return _of_kind(kind, value_cell, action_year)
    one = value_cell if kind_cell.empty else kind_cell
    if not kind_cell.empty and not value_cell.empty and value_cell.words != kind_cell.words:
        raise CellFault(
            "BANG-15", found=kind_cell.words, heading="Kiểu thời gian", choices="; ".join(TimeKind), guess=_guess(kind_cell.words)
        )
    return _guessed(one, action_year)


def known_time(words: str, action_year: int) -> TimeLimit | None:
    """The time that words alone mean, or None when no kind of time fits them."""
    try:
        return _guessed(Cell(words, "s"), action_year)
    except CellFault:
        return None


def _guess(words: str) -> str:
    near = vietnamese.nearest(words, list(TimeKind))
    return f"Có phải là “{near}” không? " if near else ""


def _guessed(cell: Cell, action_year: int) -> TimeLimit:
    for kind in (TimeKind.DAY, TimeKind.YEAR, TimeKind.QUARTER, TimeKind.ONGOING):
        try:
            return _of_kind(kind, cell, action_year)
        except CellFault:
            continue
    raise CellFault("BANG-15", found=cell.words, heading="Kiểu thời gian", choices="; ".join(TimeKind), guess=_guess(cell.words))


def _of_kind(kind: TimeKind, cell: Cell, action_year: int) -> TimeLimit:
    words = vietnamese.folded(cell.words)
    if kind is TimeKind.ONGOING and words in {"", vietnamese.folded(TimeKind.ONGOING)}:
        return TimeLimit(kind)
    if kind is TimeKind.DAY and not cell.empty:
        return TimeLimit(kind, day=day_of(cell))
    if kind is TimeKind.YEAR and (match := _YEAR.fullmatch(words or str(action_year))):
        return TimeLimit(kind, year=_known_year(int(match[1]), cell))
    if kind is TimeKind.QUARTER and (match := _QUARTER.fullmatch(words)):
        return TimeLimit(kind, quarter=_QUARTERS[match[1]], year=_known_year(int(match[2] or action_year), cell))
    raise CellFault("BANG-17", found=cell.words, kind=kind)


def _known_year(year: int, cell: Cell) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellFault("BANG-13", found=cell.words)
    return year
