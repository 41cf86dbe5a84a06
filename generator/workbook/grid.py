"""The cells of one sheet as plain values: formulas replaced by their stored values, rich text as `Text`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.richtext import Run, Text
from generator.workbook.a1 import column_letters

FORMULA: Final = "f"
ERROR: Final = "e"

# openpyxl cuts every `x005F_` out of rich text, and with it the difference between `_x000D_` meant as a character
# and as words; letters that no text holds carry it through.
UNDERSCORE: Final = "\ue000"
NOTHING_HERE: Final = "\ue001"
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
    return f"{column_letters(column)}{row}"


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


def words_cell(words: str, kind: str = "s") -> Cell:
    """A cell of words as they lie in the file."""
    return Cell(_unescape(words), kind)


def rich_cell(runs: Iterable[Run]) -> Cell:
    """A cell of runs as they lie in the file."""
    return Cell(clean_text(Text.joined(Run(_unescape(run.text), run.bold, run.italic) for run in runs)), "s")


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
