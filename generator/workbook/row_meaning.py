"""What cells would mean if they were read now: which of them must change so that a record reads back as wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from generator import vietnamese
from generator.records import Facts, Row
from generator.richtext import Text
from generator.workbook.cells import Context
from generator.workbook.findings import Findings
from generator.workbook.grid import Cell, Grid, clean_text, number_of, plain
from generator.workbook.headings import Located
from generator.workbook.rows import RowReader, Values
from generator.workbook.schema import Column, Kind, ListSheet, Shown
from generator.workbook.sheets import FACTS
from generator.workbook.tables import Table

_ROW: Final = 1


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads single rows and facts as the whole file would be read once it is written."""

    context: Context
    action_year: int

    def differing(self, sheet: ListSheet, wanted: Row, cells: Mapping[str, Cell]) -> list[Column]:
        """Columns whose cells do not give what the record holds."""
        columns = {key: number for number, key in enumerate(cells, 1)}
        grid = Grid(sheet.title, {(_ROW, columns[key]): replace(cell, filled=False) for key, cell in cells.items()}, _nothing_stored)
        table = Table(sheet, Located(grid, 0, columns), [_ROW], {_ROW: wanted.id})
        values = RowReader(self.context, Findings(""), self.action_year).row(table, _ROW)
        wrong = _wrong(wanted, values)
        return [
            column for column in sheet.columns if _field(column) in wrong and column.key != "id" and not _settled(column, wanted, cells)
        ]

    def wrong_facts(self, wanted: Facts, cells: Mapping[str, Cell]) -> list[Column]:
        """Facts whose cells do not give what is wanted."""
        reader, values = RowReader(self.context, Findings(""), self.action_year), Values()
        for fact in FACTS:
            reader.value(values, fact, cells.get(fact.key, Cell()), ("", ""), there=fact.key in cells)
        wrong = _wrong(wanted, values)
        return [fact for fact in FACTS if fact.key in wrong]


def _nothing_stored(_title: str, _row: int, _column: int) -> Cell:
    """Cells given here hold values, no formulas."""
    return Cell()


def _wrong(wanted: Row | Facts, values: Values) -> set[str]:
    fields = type(wanted).model_fields
    found = {key: values.known.get(key, info.default) for key, info in fields.items()}
    return values.doubtful | {key for key in different(wanted, found) if key != "id"}


def different(wanted: Row | Facts, found: Mapping[str, Any]) -> Iterable[str]:
    """Fields of a record whose value is another one, as a cell keeps values."""
    return [key for key in type(wanted).model_fields if kept(getattr(wanted, key)) != kept(found[key])]


def _field(column: Column) -> str:
    return "time" if column.kind is Kind.TIME_KIND else column.key


def _settled(column: Column, wanted: Row, cells: Mapping[str, Cell]) -> bool:
    """Whether one of the two cells of a time already says its part."""
    if column.kind is not Kind.TIME_KIND:
        return False
    time: Any = getattr(wanted, "time")  # noqa: B009 - only a criterion has a time
    return column.key in cells and vietnamese.folded(cells[column.key].words) == vietnamese.folded(str(time.kind))


def as_read(shown: Shown) -> Cell:
    """A value as the cell that will hold it is read again."""
    match shown:
        case Decimal():
            return Cell(float(shown))
        case str() | Text():
            return Cell(shown, "s") if plain(shown) else Cell()
        case _:
            return Cell(shown)


def kept(value: Any) -> Any:  # noqa: ANN401 - any field of a record
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
