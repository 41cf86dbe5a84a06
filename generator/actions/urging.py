"""Urging letters to the units that are late, a letter for each time of asking; the time of asking is remembered in the workbook."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Final

from generator import blueprint, files, package, render
from generator.actions.outcome import Outcome
from generator.errors import Problem, Severity
from generator.papers import FIRST, SECOND, Asking, LateUnit, UrgingLetter, urging_letter
from generator.plan import Plan
from generator.records import ReportingPeriod, Unit
from generator.results import Reminder, Results, row_id
from generator.standing import Sending, UnitStanding, period_of, standing
from generator.workbook import read_plan_book, record_results

_LETTER_LIMIT: Final = 64 * 2**20


def urge(workbook: Path, out: Path, *, period: str, day: date, answer_by: date | None = None) -> Outcome:
    """Write the letters of `day`. Asking again on the same day gives the same letters; a later day is the next time of asking."""
    book = read_plan_book(workbook)
    asked = period_of(book.plan, period)
    late = [unit for unit in standing(book.plan, book.results, asked, day).units if unit.sending is Sending.MISSING]
    if not late:
        note = Problem("DON-01", f"Không có đơn vị nào chậm gửi báo cáo kỳ {period}", "Không cần công văn đôn đốc", severity=Severity.NOTE)
        return Outcome((), (*book.problems, note))
    levels: dict[int, list[UnitStanding]] = defaultdict(list)
    for unit in late:
        levels[_level(book.results, asked, unit.unit, day)].append(unit)
    ready = render.load(package.open_package(files.shipped("templates", blueprint.LETTER_FILE)), UrgingLetter)
    letters = {
        _letter_path(out, workbook.stem, asked, level): render.render(
            ready, urging_letter(book.plan, asked, [_late(book.plan, unit) for unit in units], Asking(level, day, answer_by))
        )
        for level, units in sorted(levels.items())
    }
    paths = tuple(_written(path, data) for path, data in letters.items())
    results = book.results.model_copy(update={"reminders": _reminded(book.results, asked, levels, day)})
    if results != book.results:
        files.replace_unchanged(book.package.source, record_results(book, results))
    return Outcome(paths, (*book.problems, *ready.problems), f"{len(late)} đơn vị chậm gửi báo cáo kỳ {period}")


def _level(results: Results, period: ReportingPeriod, unit: Unit, day: date) -> int:
    """First or second asking: a letter of an earlier day makes this one the second."""
    earlier = [row for row in results.reminders if (row.period, row.unit) == (period.id, unit.id) and row.sent < day]
    return SECOND if earlier else FIRST


def _late(plan: Plan, found: UnitStanding) -> LateUnit:
    lead = [row.code for row in plan.criteria if row.lead == found.unit.id]
    support = [row.code for row in plan.criteria if found.unit.id in row.support or found.unit.group in row.support]
    parts = [f"Kết quả tiêu chí {'; '.join(lead)}" if lead else "", f"nội dung phối hợp tiêu chí {'; '.join(support)}" if support else ""]
    words = ", ".join(filter(None, parts)) or "Báo cáo của đơn vị"
    return LateUnit(found.unit.id, found.unit.name, words[:1].upper() + words[1:], found.days)


def _letter_path(out: Path, stem: str, period: ReportingPeriod, level: int) -> Path:
    return out / f"{stem}-don-doc-{period.id}-lan-{level}.docx"


def _written(path: Path, data: bytes) -> Path:
    """The path the letter has; one that is there with other words stays, and the new one gets the next number."""
    place, number = path, 1
    while place.exists():
        if files.read(place, limit=_LETTER_LIMIT).data == data:
            return place
        number += 1
        place = path.with_name(f"{path.stem}-{number}.docx")
    files.write_new(place, data)
    return place


def _reminded(results: Results, period: ReportingPeriod, levels: dict[int, list[UnitStanding]], day: date) -> tuple[Reminder, ...]:
    """The reminders with those of today added, each once."""
    known = {(row.period, row.unit, row.sent) for row in results.reminders}
    new = [
        Reminder(id=row_id(period.id, unit.unit.id, f"{day:%d%m}"), period=period.id, unit=unit.unit.id, level=level, sent=day)
        for level, units in sorted(levels.items())
        for unit in units
        if (period.id, unit.unit.id, day) not in known
    ]
    return (*results.reminders, *new)
