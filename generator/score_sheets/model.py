"""What a score sheet says, frozen: its lines with their points, how its columns were read, and what must be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from generator.errors import Place, Problem


class Meaning(StrEnum):
    """What a column of a score sheet holds; the words are those a clerk types behind `--column`."""

    CODE = "mã"
    NAME = "tên"
    MAXIMUM = "điểm tối đa"
    SELF = "tự đánh giá"
    APPRAISED = "thẩm định"
    SCORE = "điểm đạt"
    SURVEY = "điều tra"
    INDEX = "chỉ số"
    NOTE = "ghi chú"
    OTHER = "cột khác"


@dataclass(frozen=True, slots=True)
class Question:
    """What can't be made out without a person: a column, a sheet or a table.

    Each option is one line to show, each answer the words that choose it on the command line.
    """

    what: str
    options: tuple[str, ...]
    answers: tuple[str, ...]
    place: Place = field(default_factory=Place)


Ask = Callable[[Question], int]
"""Lets a person choose: the number of an option, from 0."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What was decided beforehand: a sheet (`Sở KH&CN`, or `Sở KH&CN#2` for its second table) and columns by meaning (`G`)."""

    sheet: str = ""
    columns: Mapping[Meaning, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A field, a criterion or a sub-criterion with its points; None where the sheet says nothing.

    `survey` means the points come from a sociological survey: the department can't score them itself.
    """

    code: str
    name: str
    maximum: Decimal | None
    self_score: Decimal | None
    appraised: Decimal | None
    score: Decimal | None
    survey: bool
    note: str
    place: Place

    @property
    def segments(self) -> tuple[int, ...]:
        """`1.10.2` as numbers, for sorting and for finding the parent."""
        return segments(self.code)

    @property
    def depth(self) -> int:
        """1 for a field, 2 for a criterion, more for its parts."""
        return len(self.segments)

    @property
    def lost(self) -> Decimal | None:
        """Maximum less score; None when either is not stated."""
        return None if self.maximum is None or self.score is None else self.maximum - self.score


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """One column as it was understood; `because` says what decided when the heading alone did not."""

    letter: str
    heading: str
    meaning: Meaning
    because: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How one table was read: its sheet, its heading rows as Excel counts them, its columns, and what else a person should know."""

    sheet: str
    heading_rows: tuple[int, ...]
    columns: tuple[ReadColumn, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The whole tree in the order of codes. The totals are those the sheet states, None when it states none."""

    lines: tuple[ScoreLine, ...]
    total_maximum: Decimal | None
    total_score: Decimal | None
    year: int | None
    department: str
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def leaves(self) -> tuple[ScoreLine, ...]:
        """The lines below which nothing is listed."""
        return leaves_of(self.lines)


def leaves_of(lines: tuple[ScoreLine, ...]) -> tuple[ScoreLine, ...]:
    """The lines below which nothing is listed, not even with a level left out."""
    inner = {line.segments[:level] for line in lines for level in range(line.depth)}
    return tuple(line for line in lines if line.segments not in inner)


def segments(code: str) -> tuple[int, ...]:
    """`1.10.2` → (1, 10, 2)."""
    return tuple(int(part) for part in code.split("."))
