"""What moving a plan on gives: the new cells, what became of each criterion, what a person has to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.errors import Problem, Severity
from generator.richtext import Text
from generator.workbook import BookCells, CellPath, Shown, written_at

UNREPORTED: Final = "chưa có báo cáo"
GAP: Final = "…"
"""What stands in a sentence for last year's score or band, which is not known yet for the new year."""

LONGEST_QUOTE: Final = 300
"""Letters of last year's words that an internal note repeats."""


@dataclass(frozen=True, slots=True)
class FormerLine:
    """A criterion of last year's plan: how far it came and with which points it began; `name` is its words without the code."""

    code: str
    name: str
    progress: str
    """`Đang thực hiện (Quý III)`, or `chưa có báo cáo`."""
    score: str
    """Old score and maximum, `0/0,5`; empty when none stood there."""

    def __str__(self) -> str:
        """`1.4.1.2 Trong năm có tin bài…: đang thực hiện (Năm); điểm năm trước 0/0,5`."""
        points = f"; điểm năm trước {self.score}" if self.score else ""
        return f"{self.code} {quoted(self.name)}: {self.progress}{points}"


@dataclass(frozen=True, slots=True)
class Moved:
    """Last year's plan as next year's."""

    cells: BookCells
    """The new plan with the criteria that carry over."""
    every_line: BookCells
    """The same with all criteria, finished ones too: what an earlier plan knew of each code, for a plan made from the new year's scores."""
    carried: tuple[FormerLine, ...]
    finished: tuple[FormerLine, ...]
    remarks: tuple[Problem, ...]
    """What was replaced, left blank or not carried, each at its cell of the new workbook."""
    stale: tuple[Problem, ...]
    """Places of `cells` that still name an old year, a body that is no more, an old document; and cells that must be filled in."""


def remark(code: str, path: CellPath, message: str, cure: str) -> Problem:
    """A warning at a value of the new workbook."""
    return Problem(code, message, cure, written_at(path), Severity.WARNING)


def note(code: str, path: CellPath, message: str, cure: str) -> Problem:
    """Something to know of a value of the new workbook."""
    return Problem(code, message, cure, written_at(path), Severity.NOTE)


def words_of(shown: Shown) -> str:
    """A value as a person reads it: `85,06`, `02/01/2025`."""
    if isinstance(shown, date):
        return vietnamese.short_date(shown)
    if shown is None or isinstance(shown, str | Text):
        return str(shown or "")
    return vietnamese.decimal(Decimal(shown))


def quoted(words: str, most: int = 90) -> str:
    """Words on one line, in marks, the end of long ones left out."""
    return f"“{vietnamese.shortened(words, most)}”"
