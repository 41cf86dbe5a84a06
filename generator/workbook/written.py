"""Where `write_cells` puts a value, and which cells that must be filled in stay empty: for workbooks made from something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.errors import Place
from generator.workbook.examples import MARK
from generator.workbook.grid import name_of
from generator.workbook.schema import BookRow, ListSheet
from generator.workbook.sheets import FACTS, FACTS_TITLE, LIST_SHEETS
from generator.workbook.showing import BookCells

CellPath = tuple[str | int, ...]
"""A value of `BookCells`: `("facts", "score")`, `("criteria", 3, "score")`; a whole list is `("criteria",)`."""

_FIRST_ROW: Final = 2
_VALUE_COLUMN: Final = 2


def written_at(path: CellPath) -> Place:
    """The cell in which `write_cells` puts a value, `Tiêu chí!F5`; of a whole list its sheet; nowhere for a list that has no sheet."""
    match path:
        case ("facts", str(key)):
            row = next((row for row, fact in enumerate(FACTS, _FIRST_ROW) if fact.key == key), None)
            return Place("", FACTS_TITLE, "" if row is None else name_of(row, _VALUE_COLUMN))
        case (str(name), int(index), str(key)) if sheet := _sheet(name):
            column = next((number for number, column in enumerate(sheet.columns, 1) if column.key == key), 1)
            return Place("", sheet.title, name_of(index + _FIRST_ROW, column))
        case (str(name), *_) if sheet := _sheet(name):
            return Place("", sheet.title)
        case ("facts",):
            return Place("", FACTS_TITLE)
        case _:
            return Place()


def heading_of(path: CellPath) -> str:
    """The heading of a value's column, or the label of a fact: «Điểm đạt»."""
    columns = FACTS if path[0] == "facts" else sheet.columns if (sheet := _sheet(str(path[0]))) else ()
    return next((column.heading for column in columns if column.key == path[-1]), "")


def gaps(cells: BookCells) -> Iterator[CellPath]:
    """Every cell that must be filled in before the workbook can be read and has nothing in it; examples don't count."""
    yield from (("facts", fact.key) for fact in FACTS if fact.required and _empty(cells.facts, fact.key))
    for sheet in LIST_SHEETS:
        for index, row in enumerate(cells.lists.get(sheet.key, ())):
            if not str(row.get("internal_note") or "").startswith(MARK):
                yield from ((sheet.key, index, column.key) for column in sheet.columns if column.required and _empty(row, column.key))


def _empty(row: BookRow, key: str) -> bool:
    return row.get(key) is None or not str(row[key])


def _sheet(key: str) -> ListSheet | None:
    return next((sheet for sheet in LIST_SHEETS if sheet.key == key), None)
