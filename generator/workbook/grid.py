"""A workbook as plain cells: merged cells filled, formulas replaced by their stored values, rich text as `Text`."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator import vietnamese
from generator.errors import InputRefusedError
from generator.package import Package
from generator.richtext import Run, Text
from generator.workbook.findings import worded
from generator.workbook.guard import NOTHING_HERE, UNDERSCORE, guarded

FORMULA: Final = "f"
ERROR: Final = "e"

LARGEST_FILL: Final = 10_000
"""Cells filled from one merged range at most; nobody merges more by intent."""

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds. `kind` is openpyxl's letter; `f` is a formula, `e` an error value of Excel."""

    value: str | Text | int | float | bool | date | None = None
    kind: str = "n"
    filled: bool = False

    @property
    def words(self) -> str:
        """The content as clean words, however it is stored."""
        return plain(self.value)

    @property
    def empty(self) -> bool:
        """Nothing to read: no value and no formula."""
        return self.kind not in {FORMULA, ERROR} and not self.words


NOTHING: Final = Cell()


@dataclass(slots=True)
class Grid:
    """The cells of one sheet by row and column, both from 1."""

    title: str
    cells: Mapping[tuple[int, int], Cell]
    stored: Callable[[str, int, int], Cell] = field(repr=False)

    def at(self, row: int, column: int) -> Cell:
        """One cell; of a formula, the value that was stored with it."""
        cell = self.cells.get((row, column), NOTHING)
        return replace(self.stored(self.title, row, column), filled=cell.filled) if cell.kind == FORMULA else cell

    @property
    def rows(self) -> list[int]:
        """Numbers of the rows that have any cell."""
        return sorted({row for row, _ in self.cells})

    def row_cells(self, row: int) -> dict[int, Cell]:
        """The cells of one row by column."""
        return {column: self.at(row, column) for column in sorted(column for at_row, column in self.cells if at_row == row)}


def name_of(row: int, column: int) -> str:
    """`E7` for row 7, column 5."""
    return f"{get_column_letter(column)}{row}"


def plain(value: object) -> str:
    """Any value of a cell as clean words; numbers with a decimal comma, dates as 2025-01-02."""
    match value:
        case bool():
            return "Có" if value else "Không"
        case int() | float() | Decimal():
            number = number_of(value)
            return vietnamese.decimal(number) if number is not None else str(value)
        case date():
            return day_only(value).isoformat()
        case Text():
            return vietnamese.clean(value.plain)
        case _:
            return "" if value is None else vietnamese.clean(str(value))


def day_only(value: date) -> date:
    """The day, without the hour that Excel keeps with it."""
    return value.date() if isinstance(value, datetime) else value


NOISE_PLACES: Final = Decimal("0.000001")
LARGEST_NUMBER: Final = Decimal(10) ** 12


def number_of(value: float | Decimal) -> Decimal | None:
    """An exact number from a cell, without the noise of binary fractions; None when it is out of all bounds."""
    number = Decimal(str(value))
    if not number.is_finite() or abs(number) >= LARGEST_NUMBER:
        return None
    exact = number.quantize(NOISE_PLACES).normalize()
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


class Book:
    """A package opened for reading: its sheets by title. Raises InputRefusedError when openpyxl can't read it."""

    def __init__(self, package: Package) -> None:
        """Load the formulas; the stored values only when a formula is asked for."""
        self._package = package
        self._data = guarded(package)
        sheets: Sequence[Any] = self._load(data_only=False).worksheets
        self.grids = {sheet.title: Grid(sheet.title, _cells(sheet), self._stored) for sheet in sheets}

    @cached_property
    def _values(self) -> Workbook:
        return self._load(data_only=True)

    def _stored(self, title: str, row: int, column: int) -> Cell:
        cell: Any = self._values[title].cell(row, column)
        if cell.value is None:
            # A formula whose stored result is the empty text has the type "str"; one never computed has none.
            return NOTHING if cell.data_type == "str" else Cell(kind=FORMULA)
        return _cell(cell)

    def _load(self, *, data_only: bool) -> Workbook:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl warns of what it would drop on saving; nothing is saved here
                return load_workbook(io.BytesIO(self._data), data_only=data_only, rich_text=True)
        except Exception as error:  # a broken file makes openpyxl raise nearly anything
            raise InputRefusedError(worded("BANG-01", self._package.place, detail=type(error).__name__)) from error


def _cells(sheet: Worksheet) -> dict[tuple[int, int], Cell]:
    # The private dictionary: one stray cell in the last row would make iter_rows build millions.
    raw: dict[tuple[int, int], Any] = sheet._cells  # noqa: SLF001 - openpyxl gives no public way to it
    cells = {place: _cell(cell) for place, cell in raw.items() if cell.value is not None}
    if cells:
        _fill_merged(sheet, cells)
    return cells


def _fill_merged(sheet: Worksheet, cells: dict[tuple[int, int], Cell]) -> None:
    last_row, last_column = max(row for row, _ in cells), max(column for _, column in cells)
    for merged in sheet.merged_cells.ranges:
        source = cells.get((merged.min_row, merged.min_col))
        places = (
            (row, column)
            for row in range(merged.min_row, min(merged.max_row, last_row) + 1)
            for column in range(merged.min_col, min(merged.max_col, last_column) + 1)
        )
        if source is not None and source.kind != FORMULA:
            cells.update(dict.fromkeys(islice(places, 1, LARGEST_FILL), replace(source, filled=True)))


def _cell(cell: Any) -> Cell:  # noqa: ANN401 - openpyxl or a record decides the type
    value = cell.value
    if cell.data_type == FORMULA:
        return Cell(kind=FORMULA)
    if isinstance(value, CellRichText):
        return Cell(clean_text(Text.joined(_runs(value))), "s")
    if isinstance(value, str):
        return Cell(_unescape(value), cell.data_type)
    known = isinstance(value, int | float | date)
    return Cell(value if known else str(value), cell.data_type if known else "s")


def _runs(rich: CellRichText) -> list[Run]:
    return [
        Run(_unescape(part.text or ""), bool(part.font.b), bool(part.font.i)) if isinstance(part, TextBlock) else Run(_unescape(str(part)))
        for part in rich
    ]


def _unescape(words: str) -> str:
    """Excel writes characters that XML lacks, and a literal `_x000D_`, in hex."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), words).replace(UNDERSCORE, "_").replace(NOTHING_HERE, "")


def clean_text(text: Text) -> Text:
    """`vietnamese.clean` for a text with formats: within each run, then at both ends and around line breaks."""
    if len(text.runs) <= 1:
        return text.map(vietnamese.clean)
    lines: list[list[Run]] = [[]]
    for run in text.runs:
        for letter in vietnamese.clean(f"|{run.text}|")[1:-1]:
            if letter == "\n":
                lines.append([])
            lines[-1].append(Run(letter, run.bold, run.italic))
    return Text.joined(letter for line in lines for letter in _tight(line)).strip()


def _tight(line: list[Run]) -> list[Run]:
    """The letters of one line, with its line break in front, without spaces after the break and at the end."""
    kept = [index for index, letter in enumerate(line) if letter.text not in {" ", "\n"}]
    broken = line[:1] if line and line[0].text == "\n" else []
    return broken + (line[kept[0] : kept[-1] + 1] if kept else [])
