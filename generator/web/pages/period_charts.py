"""Stacked bars of a period's page as numbers to draw: one bar a period, a piece for each state, wide in proportion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from generator.actions.period_progress import CriteriaCount, SendingCount
from generator.periods import NAMES
from generator.records import ReportingPeriod
from generator.results import Progress
from generator.standing import UNREPORTED, Sending

_LABEL: Final = 84
_BAR: Final = 560
_HEIGHT: Final = 24
_STEP: Final = 36
_LEAST: Final = 22
"""Pixels: a narrower piece holds no number."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is shown: the class of its tag, a sign for those who see no colours, its words, the class of its bar."""

    tag: str
    sign: str
    words: str
    bar: str


STATES: Final[dict[Progress | None, Look]] = {
    Progress.DONE: Look("good", "✔", Progress.DONE, "bar-1"),
    Progress.ONGOING: Look("warn", "◐", Progress.ONGOING, "bar-2"),
    Progress.NOT_STARTED: Look("bad", "○", Progress.NOT_STARTED, "bar-3"),
    Progress.NOT_APPLICABLE: Look("idle", "–", Progress.NOT_APPLICABLE, "bar-5"),
    None: Look("idle", "?", UNREPORTED, "bar-4"),
}
SENDINGS: Final[dict[Sending, Look]] = {
    Sending.ON_TIME: Look("good", "✔", Sending.ON_TIME, "bar-1"),
    Sending.LATE: Look("warn", "◐", Sending.LATE, "bar-2"),
    Sending.MISSING: Look("bad", "✘", Sending.MISSING, "bar-3"),
    Sending.NOT_DUE: Look("idle", "…", Sending.NOT_DUE, "bar-4"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar; the number stands in it where there is room."""

    look: Look
    count: int
    x: int
    width: int

    @property
    def roomy(self) -> bool:
        """Whether the number fits in."""
        return self.width >= _LEAST


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of a period, and all its counts for the table that says the same."""

    name: str
    y: int
    pieces: tuple[Piece, ...]
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars below each other; `looks` are the states in the order of the counts."""

    looks: tuple[Look, ...]
    bars: tuple[Bar, ...]
    label: int = _LABEL
    piece_height: int = _HEIGHT

    @property
    def width(self) -> int:
        """Pixels of the drawing."""
        return _LABEL + _BAR

    @property
    def height(self) -> int:
        """Pixels of the drawing."""
        return len(self.bars) * _STEP


def criteria_chart(course: Iterable[CriteriaCount]) -> Chart:
    """Criteria by state in each period."""
    rows = [(row.period, [state.count for state in row.states]) for row in course]
    return _chart(tuple(STATES.values()), rows)


def sendings_chart(found: Iterable[SendingCount]) -> Chart:
    """Units by how they sent their form in each period."""
    rows = [(row.period, [count for _, count in row.sendings]) for row in found]
    return _chart(tuple(SENDINGS.values()), rows)


def _chart(looks: tuple[Look, ...], rows: Sequence[tuple[ReportingPeriod, Sequence[int]]]) -> Chart:
    bars = (_bar(NAMES[period.code], number * _STEP, looks, counts) for number, (period, counts) in enumerate(rows))
    return Chart(looks, tuple(bars))


def _bar(name: str, y: int, looks: tuple[Look, ...], counts: Sequence[int]) -> Bar:
    """Pieces end where the sum so far ends, so that they meet and the whole bar is as wide as the others."""
    total, before, pieces = sum(counts), 0, []
    for look, count in zip(looks, counts, strict=True):
        start, end = (_LABEL + _BAR * part // total if total else _LABEL for part in (before, before + count))
        before += count
        if count:
            pieces.append(Piece(look, count, start, end - start))
    return Bar(name, y, tuple(pieces), tuple(counts), total)
