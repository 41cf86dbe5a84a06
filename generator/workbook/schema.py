"""What a plan workbook is made of, as shapes: sheets, columns and kinds of cells; `sheets` holds the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto

from generator.records import Row
from generator.richtext import Text

Shown = str | Text | Decimal | int | date | None
"""What stands in one cell as a person sees it: names instead of codes, «Có» instead of true. A moment is a `datetime`, a kind of date."""

BookRow = dict[str, Shown]
"""One row of a list by column key."""


class Kind(StrEnum):
    """How the content of a cell is read and shown."""

    ROW_ID = auto()
    WORDS = auto()
    WORDS_LIST = auto()
    RICH = auto()
    SCORE = auto()
    DAY = auto()
    YEAR = auto()
    YES_NO = auto()
    CHOICE = auto()
    CODE = auto()
    SET_CODE = auto()
    UNIT = auto()
    UNITS = auto()
    UNIT_OR_WORDS = auto()
    FIELD = auto()
    FIELD_NUMBER = auto()
    SIGNER = auto()
    AGENCY = auto()
    AGENCY_OR_WORDS = auto()
    PERIOD = auto()
    TIME_KIND = auto()
    TIME_VALUE = auto()
    PERIOD_NAME = auto()
    CRITERION = auto()
    NUMBER = auto()
    COUNT = auto()
    MOMENT = auto()
    RULE = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list, or one line of the sheet of facts (then `heading` is its label)."""

    key: str
    heading: str
    note: str
    width: int
    kind: Kind = Kind.WORDS
    required: bool = False
    choices: type[StrEnum] | None = None
    aliases: tuple[str, ...] = ()
    trim: tuple[str, ...] = ()
    """Ends that the template prints itself, so they are dropped when somebody typed them."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The heading and the other words it is known by."""
        return (self.heading, *self.aliases)


@dataclass(frozen=True, slots=True)
class ListSheet:
    """One list: `key` is its name in `Plan` or `Results`; `naming` tells which cells a new row's id is made from."""

    key: str
    title: str
    table: str
    record: type[Row]
    columns: tuple[Column, ...]
    naming: tuple[str, ...]

    def column(self, key: str) -> Column:
        """The column with this key."""
        return next(column for column in self.columns if column.key == key)
