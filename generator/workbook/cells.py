"""One cell into one value, by kind of column; what can't be read is a `CellFault`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.periods import NAMES, PeriodCode
from generator.records import CRITERION_CODE, ROW_ID, SET_CODE
from generator.richtext import EMPTY, Text
from generator.workbook.findings import CellFault
from generator.workbook.grid import ERROR, FORMULA, Cell, clean_text, day_only, number_of
from generator.workbook.names import Names
from generator.workbook.schema import Column, Kind

LONGEST: Final = 32_767
"""Letters that Excel keeps in one cell."""
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
"""The last year that a workbook takes."""
MOST_COUNTED: Final = 1_000_000
FIRST_DAY_YEAR: Final = 1945
"""No paper is older; a year typed into a cell for days shows up as a day of 1905."""

_TEMPLATE_MARKS: Final = re.compile(r"\{\{|\{%|\{#|#\}|%\}|\}\}")
_CODES: Final = {Kind.CODE: re.compile(CRITERION_CODE), Kind.SET_CODE: re.compile(SET_CODE)}
_RULE: Final = re.compile(r"[A-Z]\d{2}")
_YEAR: Final = re.compile(r"(?:năm )?(\d{4})")
_DASH: Final = re.compile(r"^[-–—•+*]\s+|^[–—•]\s*|^-\s*(?=\D)")
_MOMENT: Final = re.compile(r"(\S+?)(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_YES: Final = {"có", "x", "✓", "1", "đúng", "yes", "true", "co"}
_NO: Final = {"không", "0", "sai", "no", "false", "khong"}

Value = object


@dataclass(frozen=True, slots=True)
class Context:
    """What cells may point to."""

    units: Names
    fields: Names
    signers: Names
    agencies: Names
    periods: Names
    criteria: Names

    def names(self, kind: Kind) -> Names | None:
        """The names that cells of a kind choose from; None for a kind that points to nothing."""
        return {
            Kind.UNIT: self.units,
            Kind.UNITS: self.units,
            Kind.UNIT_OR_WORDS: self.units,
            Kind.FIELD: self.fields,
            Kind.SIGNER: self.signers,
            Kind.AGENCY: self.agencies,
            Kind.AGENCY_OR_WORDS: self.agencies,
            Kind.PERIOD_NAME: self.periods,
            Kind.CRITERION: self.criteria,
        }.get(kind)


def check(cell: Cell) -> None:
    """Refuse what no kind of cell may hold. Raises CellFault BANG-20 to BANG-23."""
    if cell.kind == FORMULA:
        raise CellFault("BANG-20")
    if cell.kind == ERROR:
        raise CellFault("BANG-21", found=cell.words)
    if isinstance(cell.value, str | Text):
        words = cell.words  # as it is kept: an unseen letter must not part two braces
        if match := _TEMPLATE_MARKS.search(words):
            raise CellFault("BANG-22", found=match[0])
        if len(words) > LONGEST:
            raise CellFault("BANG-23", found=str(len(words)))


def read_cell(cell: Cell, column: Column, context: Context) -> Value:
    """The value of a cell that is not empty. Raises CellFault."""
    check(cell)
    return _READERS[column.kind](cell, column, context)


def empty_value(column: Column) -> Value:
    """What an empty cell means where words are asked for; None leaves the record's own default."""
    if column.kind is Kind.RICH:
        return EMPTY
    if column.kind in {Kind.UNITS, Kind.WORDS_LIST}:
        return ()
    return "" if column.kind in _WORDY else None


def words_of(cell: Cell, column: Column) -> str:
    """Clean words without the ends that the template prints. Raises CellFault BANG-19 when Excel made a date of them."""
    if isinstance(cell.value, date):
        raise CellFault("BANG-19", heading=column.heading, found="một ngày")
    if isinstance(cell.value, bool):
        raise CellFault("BANG-19", heading=column.heading, found="giá trị đúng/sai")
    return trimmed(cell.words, column)


def trimmed(words: str, column: Column) -> str:
    """Without a dash in front and the ends that this column drops."""
    return Text.of(_DASH.sub("", words)).strip(*column.trim).plain if column.trim else words


def rich_of(cell: Cell, column: Column) -> Text:
    """Clean text with its formats, without the ends that this column drops."""
    if not isinstance(cell.value, Text):
        return Text.of(words_of(cell, column))
    text = clean_text(cell.value)
    if not column.trim:
        return text
    dash = _DASH.match(text.plain)
    return cut(text, len(dash[0]) if dash else 0).strip(*column.trim)


def cut(text: Text, count: int) -> Text:
    """The text without its first letters."""
    runs = []
    for run in text.runs:
        runs.append(type(run)(run.text[count:], run.bold, run.italic))
        count = max(count - len(run.text), 0)
    return Text.joined(runs)


def score_of(cell: Cell, _column: Column, _context: Context) -> Decimal:
    """A score. Raises CellFault BANG-11."""
    value = cell.value
    number = vietnamese.parse_decimal(cell.words) if isinstance(value, str | Text) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = number_of(value)
    if number is None:
        raise CellFault("BANG-11", found=cell.words)
    return number_of(number) or Decimal(0)


def day_of(cell: Cell, _column: Column | None = None, _context: Context | None = None) -> date:
    """A day. Raises CellFault BANG-12."""
    day = day_only(cell.value) if isinstance(cell.value, date) else None
    if isinstance(cell.value, str | Text):
        day = vietnamese.parse_date(cell.words)
    if day is None or not FIRST_DAY_YEAR <= day.year <= LAST_YEAR:
        raise CellFault("BANG-12", found=cell.words)
    return day


def number_in(cell: Cell, column: Column, context: Context) -> Decimal:
    """A number that is no score, such as a part of a rate. Raises CellFault BANG-31."""
    try:
        return score_of(cell, column, context)
    except CellFault as fault:
        raise CellFault("BANG-31", **fault.words) from None


def count_of(cell: Cell, column: Column, context: Context) -> int:
    """A small whole number. Raises CellFault BANG-32."""
    try:
        number = score_of(cell, column, context)
    except CellFault as fault:
        raise CellFault("BANG-32", **fault.words) from None
    if number != int(number) or not 0 <= number <= MOST_COUNTED:
        raise CellFault("BANG-32", found=cell.words)
    return int(number)


def moment_of(cell: Cell, _column: Column | None = None, _context: Context | None = None) -> datetime:
    """A day with its hour, to the second; a day alone is its midnight. Raises CellFault BANG-33."""
    if isinstance(cell.value, datetime) and FIRST_DAY_YEAR <= cell.value.year <= LAST_YEAR:
        # Excel keeps a moment as a fraction of a day: the nearest second was meant.
        return (cell.value + timedelta(milliseconds=500)).replace(microsecond=0)
    match = _MOMENT.fullmatch(cell.words) if isinstance(cell.value, str | Text) else None
    try:
        hour, minute, second = (int(part or 0) for part in match.group(2, 3, 4)) if match else (0, 0, 0)
        return datetime.combine(day_of(Cell(match[1] if match else None, "s")), time(hour, minute, second))
    except (ValueError, CellFault):
        raise CellFault("BANG-33", found=cell.words) from None


def _criterion(cell: Cell, column: Column, context: Context) -> str:
    words = words_of(cell, column)
    if isinstance(cell.value, int | float):
        words = words.replace(",", ".")
    return context.criteria.one(words if context.criteria.find(words) else words.replace(",", ".").strip(". ").replace(" ", ""))


def _year(cell: Cell, _column: Column, _context: Context) -> int:
    match = _YEAR.fullmatch(vietnamese.folded(cell.words))
    if match is None or isinstance(cell.value, date) or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise CellFault("BANG-13", found=cell.words)
    return int(match[1])


def _yes_no(cell: Cell, _column: Column, _context: Context) -> bool:
    words = vietnamese.folded(cell.words)
    if words not in _YES | _NO:
        raise CellFault("BANG-14", found=cell.words)
    return words in _YES


def _choice(cell: Cell, column: Column, _context: Context) -> Value:
    choices = column.choices or PeriodCode
    folded = vietnamese.folded(cell.words)
    exact = next((choice for choice in choices if folded in {vietnamese.folded(choice), choice.name.casefold()}), None)
    loose = [choice for choice in choices if vietnamese.folded(choice).rstrip(".") == folded.rstrip(".")]
    if exact is None and len(loose) != 1:
        raise _unlisted(cell.words, column, [str(choice) for choice in choices])
    return exact or loose[0]


def _period(cell: Cell, column: Column, _context: Context) -> PeriodCode:
    folded = vietnamese.folded(cell.words)
    for code, name in NAMES.items():
        if folded in {vietnamese.folded(code), vietnamese.folded(name)}:
            return code
    raise _unlisted(cell.words, column, list(NAMES.values()))


def _unlisted(words: str, column: Column, choices: list[str]) -> CellFault:
    near = vietnamese.nearest(words, choices)
    guess = f"Có phải là “{near}” không? " if near else ""
    return CellFault("BANG-15", found=words, heading=column.heading, choices="; ".join(choices), guess=guess)


def _code(cell: Cell, column: Column, _context: Context) -> str:
    code = code_typed(cell, column.kind)
    if isinstance(cell.value, date | bool) or not code:
        raise CellFault("BANG-16", found=cell.words)
    return code


def code_typed(cell: Cell, kind: Kind) -> str:
    """The code that a cell says, `1,1 .2.` as `1.1.2`, or nothing when it says none."""
    words = cell.words.replace(",", ".").strip(". ").replace(" ", "")
    return words if _CODES[kind].fullmatch(words) else ""


def _rule(cell: Cell, _column: Column, _context: Context) -> str:
    words = cell.words.upper().replace(" ", "").replace("-", "")
    if not _RULE.fullmatch(words):
        raise CellFault("BANG-38", found=cell.words)
    return words


def _row_id(cell: Cell, _column: Column | None = None, _context: Context | None = None) -> str:
    words = cell.words.replace(",", ".") if isinstance(cell.value, float) else cell.words
    if not re.fullmatch(ROW_ID, words):
        raise CellFault("BANG-18", found=words)
    return words


def _words_list(cell: Cell, column: Column, _context: Context) -> tuple[str, ...]:
    return tuple(part.strip() for part in words_of(cell, column).split(";") if part.strip())


_READERS: Final[dict[Kind, Callable[[Cell, Column, Context], Value]]] = {
    Kind.ROW_ID: _row_id,
    Kind.WORDS: lambda cell, column, _: words_of(cell, column),
    Kind.WORDS_LIST: _words_list,
    Kind.RICH: lambda cell, column, _: rich_of(cell, column),
    Kind.SCORE: score_of,
    Kind.DAY: day_of,
    Kind.YEAR: _year,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CODE: _code,
    Kind.SET_CODE: _code,
    Kind.UNIT: lambda cell, column, context: context.units.one(words_of(cell, column)),
    Kind.UNITS: lambda cell, column, context: context.units.many(words_of(cell, column)),
    Kind.UNIT_OR_WORDS: lambda cell, column, context: context.units.one_or_words(words_of(cell, column)),
    Kind.FIELD: lambda cell, column, context: context.fields.one(words_of(cell, column).rstrip(".")),
    Kind.FIELD_NUMBER: lambda cell, column, _: words_of(cell, column),
    Kind.SIGNER: lambda cell, column, context: context.signers.one(words_of(cell, column)),
    Kind.AGENCY: lambda cell, column, context: context.agencies.one(words_of(cell, column)),
    Kind.AGENCY_OR_WORDS: lambda cell, column, context: context.agencies.one_or_words(words_of(cell, column)),
    Kind.PERIOD: _period,
    Kind.PERIOD_NAME: lambda cell, column, context: context.periods.one(words_of(cell, column)),
    Kind.CRITERION: _criterion,
    Kind.NUMBER: number_in,
    Kind.COUNT: count_of,
    Kind.MOMENT: moment_of,
    Kind.RULE: _rule,
}
_WORDY: Final = {Kind.WORDS, Kind.UNIT, Kind.UNIT_OR_WORDS, Kind.SIGNER, Kind.AGENCY_OR_WORDS, Kind.FIELD_NUMBER}
