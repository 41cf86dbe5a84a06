"""A period as the clerk sees it: who sent what, how far each criterion is, which files there are, what stands before the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from generator.actions.period_files import PeriodFiles, period_files
from generator.actions.period_progress import CriteriaCount, SendingCount, criteria_by_state, next_due, units_by_sending
from generator.actions.reports import before_report
from generator.errors import Problem
from generator.plan import Plan
from generator.records import Criterion, ReportingPeriod
from generator.results import Progress, Reminder
from generator.standing import PeriodStanding, calendar, criterion_states, period_of, standing
from generator.workbook import read_plan_book


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion with its state in each period of the plan; None is «chưa có báo cáo»."""

    criterion: Criterion
    states: tuple[tuple[ReportingPeriod, Progress | None], ...]


@dataclass(frozen=True, slots=True)
class PeriodView:
    """Everything that the page of a period shows, of one reading of the workbook; `sha256` is the workbook's."""

    plan: Plan
    sha256: str
    problems: tuple[Problem, ...]
    period: ReportingPeriod
    periods: tuple[ReportingPeriod, ...]
    standing: PeriodStanding
    reminders: tuple[Reminder, ...]
    criteria: tuple[CriterionRow, ...]
    course: tuple[CriteriaCount, ...]
    sendings: tuple[SendingCount, ...]
    files: PeriodFiles
    before: tuple[Problem, ...]
    """What stands before the report; empty once it was issued."""


def period_view(workbook: Path, out: Path, now: datetime, *, period: str) -> PeriodView:
    """Read only. Raises InputRefusedError when the workbook can't be read, or has no such period (BC-01)."""
    book = read_plan_book(workbook)
    plan, results, asked = book.plan, book.results, period_of(book.plan, period)
    states = criterion_states(plan, results)
    return PeriodView(
        plan=plan,
        sha256=book.package.source.sha256,
        problems=book.problems,
        period=asked,
        periods=calendar(plan),
        standing=standing(plan, results, asked, now.date()),
        reminders=tuple(row for row in results.reminders if row.period == asked.id),
        criteria=tuple(CriterionRow(row, found.states) for row, found in zip(plan.criteria, states, strict=True)),
        course=criteria_by_state(plan, results),
        sendings=units_by_sending(plan, results, now.date()),
        files=period_files(book, out, asked),
        before=() if asked.locked else before_report(book, out, asked, now),
    )


def period_at_hand(workbook: Path, day: date) -> ReportingPeriod | None:
    """The period that a clerk most likely means on a day; None when the plan has no period."""
    return next_due(read_plan_book(workbook).plan, day)
