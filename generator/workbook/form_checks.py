"""What a unit may say of a criterion: the rules that one row of the first sheet must keep, each with its code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.records import Criterion, ReportingPeriod
from generator.results import Progress
from generator.standing import COMPLETION, deadline
from generator.workbook.findings import Findings
from generator.workbook.form_codes import note
from generator.workbook.form_reading import Answer
from generator.workbook.form_sheets import LEAD

LARGEST_GAP: Final = Decimal("0.5")
"""Per cent by which a rate in words may differ from the rate of its parts."""
_RATE: Final = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*%")
_OPEN: Final = frozenset({Progress.ONGOING, Progress.NOT_STARTED})

Breach = tuple[str, str, dict[str, str]]
"""A code, the column it is about, and the words for its gaps."""


@dataclass(frozen=True, slots=True)
class Told:
    """One criterion as its lead unit told it, with what the rules ask about."""

    answer: Answer
    criterion: Criterion
    period: ReportingPeriod
    action_year: int
    proved: bool
    """Whether a paper is named, here or in an earlier period."""

    @property
    def progress(self) -> Progress | None:
        """The progress, or None when it is not given or can't be read."""
        found: Progress | None = self.answer.values["progress"]
        return found

    def number(self, key: str) -> Decimal | None:
        """A number, or None."""
        found: Decimal | None = self.answer.values[key]
        return found

    @property
    def last_chance(self) -> bool:
        """Whether this period ends with the completion report."""
        return self.period.code in COMPLETION

    @property
    def overdue(self) -> bool:
        """Not done though the plan's time limit lies before the period's last day."""
        limit = deadline(self.criterion.time, self.action_year)
        return self.progress in _OPEN and limit is not None and limit < self.period.last


def check(told: Told, findings: Findings) -> None:
    """Note every rule that the row breaks; each message names the criterion by its code."""
    for rule in _RULES:
        for code, key, words in rule(told):
            note(findings, code, *told.answer.row.place(key), **{"code": told.criterion.code, **words})


def _progress(told: Told) -> Iterator[Breach]:
    if not told.answer.says("progress"):
        yield "BIEU-11", "progress", {"choices": "; ".join(Progress)}


def _day(told: Told) -> Iterator[Breach]:
    done_on = told.answer.values["done_on"]
    if told.progress is Progress.DONE and not told.answer.says("done_on"):
        yield "BIEU-12", "done_on", {}
    if told.progress is Progress.DONE and done_on and done_on > told.period.last:
        yield "BIEU-13", "done_on", {"found": vietnamese.short_date(done_on), "last": vietnamese.short_date(told.period.last)}


def _evidence(told: Told) -> Iterator[Breach]:
    if told.progress is Progress.DONE and not told.proved:
        yield "BIEU-14" if told.last_chance else "BIEU-15", "progress", {}


def _words(told: Told) -> Iterator[Breach]:
    if told.answer.says("done"):
        return
    if told.progress is Progress.NOT_APPLICABLE:
        yield "BIEU-23", "done", {}
    elif told.progress in {Progress.DONE, Progress.ONGOING}:
        yield "BIEU-31", "done", {}


def _parts(told: Told) -> Iterator[Breach]:
    numerator, denominator = told.number("numerator"), told.number("denominator")
    if told.answer.says("numerator") != told.answer.says("denominator"):
        yield "BIEU-16", "denominator" if told.answer.says("numerator") else "numerator", {}
    if denominator is not None and denominator <= 0:
        yield "BIEU-17", "denominator", {}
    if numerator is not None and numerator < 0:
        yield "BIEU-32", "numerator", {}


def _rate(told: Told) -> Iterator[Breach]:
    numerator, denominator = told.number("numerator"), told.number("denominator")
    if numerator is None or denominator is None or denominator <= 0:
        return
    rate = numerator / denominator * 100
    typed = [Decimal(words.replace(",", ".")) for words in _RATE.findall(told.answer.values["done"].plain)]
    if typed and all(abs(number - rate) > LARGEST_GAP for number in typed):
        yield "BIEU-18", "done", {"found": vietnamese.decimal(typed[0]), "rate": vietnamese.rate(rate)}


def _score(told: Told) -> Iterator[Breach]:
    expected, criterion = told.number("expected"), told.criterion
    if expected is None:
        return
    if not 0 <= expected <= criterion.maximum:
        yield "BIEU-19", "expected", {"maximum": vietnamese.decimal(criterion.maximum)}
    elif expected < criterion.score and not told.answer.says("difficulty", "cause"):
        yield "BIEU-20", "expected", {"score": vietnamese.decimal(criterion.score)}


def _overdue(told: Told) -> Iterator[Breach]:
    if told.overdue:
        yield from _missing(told, "BIEU-21", "difficulty", "cause")


def _year_end(told: Told) -> Iterator[Breach]:
    if told.last_chance and told.progress in _OPEN:
        yield from _missing(told, "BIEU-22", "next_step", "new_deadline")


def _missing(told: Told, code: str, *keys: str) -> Iterator[Breach]:
    for key in keys:
        if not told.answer.says(key):
            yield code, key, {"heading": LEAD.column(key).heading}


_RULES: Final[tuple[Callable[[Told], Iterator[Breach]], ...]] = (
    _progress,
    _day,
    _evidence,
    _words,
    _parts,
    _rate,
    _score,
    _overdue,
    _year_end,
)
