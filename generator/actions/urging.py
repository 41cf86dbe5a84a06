"""Urging letters to the units that are late, a letter for each time of asking; the time of asking is remembered in the workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final

from generator import blueprint, files, history, package, render
from generator.actions.drafts import origin_now
from generator.actions.outcome import Outcome
from generator.actions.reports import stale_rewordings
from generator.base import Origin, base_of
from generator.errors import GeneratorError, Problem, Severity
from generator.history import Entry, Event
from generator.papers import FIRST, SECOND, Asking, LateUnit, UrgingLetter, reworded, urging_letter
from generator.plan import Plan
from generator.records import ReportingPeriod, Unit
from generator.results import Reminder, Results, row_id
from generator.standing import Sending, UnitStanding, period_of, standing
from generator.workbook import PlanBook, led, read_plan_book, record_results, supported

_LETTER_LIMIT: Final = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Day:
    """On which day the letters are written, and by when to answer: None leaves that blank, to be written by hand."""

    on: date
    answer_by: date | None = None


def urge(workbook: Path, out: Path, now: datetime, *, period: str, asking: Day) -> Outcome:
    """Write the letters of a day. Asking again on the same day gives the same letters; a later day is the next time of asking."""
    book = read_plan_book(workbook)
    asked = period_of(book.plan, period)
    late = [unit for unit in standing(book.plan, book.results, asked, asking.on).units if unit.sending is Sending.MISSING]
    if not late:
        note = Problem("DON-01", f"Không có đơn vị nào chậm gửi báo cáo kỳ {period}", "Không cần công văn đôn đốc", severity=Severity.NOTE)
        return Outcome((), (*book.problems, note))
    levels: dict[int, list[UnitStanding]] = defaultdict(list)
    for unit in late:
        levels[_level(book.results, asked, unit.unit, asking.on)].append(unit)
    results = book.results.model_copy(update={"reminders": _reminded(book.results, asked, levels, asking.on)})
    told = record_results(book, results) if results != book.results else book.package.source.data
    source = package.open_package(files.shipped("templates", blueprint.LETTER_FILE))
    ready = render.load(source, UrgingLetter)
    letters: list[_Letter] = []
    stale: list[Problem] = []
    for level, units in sorted(levels.items()):
        letter = urging_letter(
            book.plan, asked, [_late(book.plan, asked, unit) for unit in units], Asking(level, asking.on, asking.answer_by)
        )
        name = letter_name(period, level)
        document = reworded(letter, name, book.results.rewordings)
        stale += stale_rewordings(document.stale, workbook.name)
        first = origin_now(name, files.sha256(told), source.source.sha256, now)
        letters.append(_to_have(_Place(out, workbook.stem, asked.id, level), first, partial(render.render, ready, document.paper)))
    _write(book, out, letters, told)
    paths = tuple(letter.path for letter in letters)
    return Outcome(paths, (*book.problems, *ready.problems, *stale), f"{len(late)} đơn vị chậm gửi báo cáo kỳ {period}")


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter to have: where it stands or will stand, what it is made from, its bytes."""

    path: Path
    origin: Origin
    data: bytes


def _write(book: PlanBook, out: Path, letters: Sequence[_Letter], told: bytes) -> None:
    """The letters, and with the first new one the workbook that remembers them: when somebody changed that meanwhile, nothing at all."""
    source = book.package.source
    files.refuse_unwritable(*([source.path] if told != source.data else []), history.events_file(out, source.path.stem))
    new = [letter for letter in letters if not letter.path.exists()]
    if told != source.data and new:
        files.write_with(new[0].path, new[0].data, source, told)
    elif told != source.data:
        files.replace_unchanged(source, told)
    for letter in letters:
        if not letter.path.exists():
            files.write_new(letter.path, letter.data)
        entry = Entry(Event.MADE, letter.path.name, files.sha256(letter.data), letter.origin.made, letter.origin)
        history.record(out, source.path.stem, entry, letter.data)


def letter_name(period: str, level: int) -> str:
    """The name of a letter in history and base."""
    return f"letter-{period}-{level}"


def _level(results: Results, period: ReportingPeriod, unit: Unit, day: date) -> int:
    """First or second asking: a letter of an earlier day makes this one the second."""
    earlier = [row for row in results.reminders if (row.period, row.unit) == (period.id, unit.id) and row.sent < day]
    return SECOND if earlier else FIRST


def _late(plan: Plan, period: ReportingPeriod, found: UnitStanding) -> LateUnit:
    """A late unit with the criteria that its form asks about."""
    lead, support = ([row.code for row in rows(plan, period, found.unit)] for rows in (led, supported))
    parts = [f"Kết quả tiêu chí {'; '.join(lead)}" if lead else "", f"nội dung phối hợp tiêu chí {'; '.join(support)}" if support else ""]
    words = ", ".join(filter(None, parts)) or "Báo cáo của đơn vị"
    return LateUnit(found.unit.id, found.unit.name, words[:1].upper() + words[1:], found.days)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the letters of a period and a time of asking stand."""

    out: Path
    book: str
    period: str
    level: int

    def path(self, number: int) -> Path:
        """The first letter, or one of those made after it with other words."""
        end = f"-{number}" if number > 1 else ""
        return self.out / f"{self.book}-don-doc-{self.period}-lan-{self.level}{end}.docx"


def _to_have(place: _Place, first: Origin, make: Callable[[Origin], bytes]) -> _Letter:
    """The letter that is there already, or the new one: one that is there with other words stays, and the new one gets the next number."""
    number = 1
    while (path := place.path(number)).exists():
        known = _origin(path) or first
        origin = replace(first, draft=number, made=known.made, workbook=known.workbook)
        data = make(origin)
        if files.read(path, limit=_LETTER_LIMIT).data == data:
            return _Letter(path, origin, data)
        number += 1
    origin = replace(first, draft=number)
    return _Letter(path, origin, make(origin))


def _origin(path: Path) -> Origin | None:
    """What a letter that is there was made from."""
    try:
        base = base_of(package.open_package(path))
    except GeneratorError:
        return None
    return base.origin if base else None


def _reminded(results: Results, period: ReportingPeriod, levels: dict[int, list[UnitStanding]], day: date) -> tuple[Reminder, ...]:
    """The reminders with those of today added, each once."""
    known = {(row.period, row.unit, row.sent) for row in results.reminders}
    taken = {row.id.casefold() for row in results.reminders}
    new = [
        Reminder(id=_reminder_id(period, unit.unit, day, taken), period=period.id, unit=unit.unit.id, level=level, sent=day)
        for level, units in sorted(levels.items())
        for unit in units
        if (period.id, unit.unit.id, day) not in known
    ]
    return (*results.reminders, *new)


def _reminder_id(period: ReportingPeriod, unit: Unit, day: date, taken: Collection[str]) -> str:
    """Period, unit and day; with the year when a clock that went wrong gave that day of another year already."""
    code = row_id(period.id, unit.id, f"{day:%d%m}")
    return code if code.casefold() not in taken else row_id(period.id, unit.id, f"{day:%d%m%Y}")
