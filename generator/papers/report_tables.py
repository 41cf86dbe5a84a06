"""The tables inside a report: who sent its form, how many criteria are how far, by field, by lead unit, by period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from generator import vietnamese
from generator.fields import field_number
from generator.papers.agency_names import unit_now
from generator.papers.report_sentences import rate_words
from generator.periods import NAMES
from generator.plan import Plan
from generator.records import ReportingPeriod
from generator.report import Completion, Figures, Group, Tally
from generator.results import Results, Submission
from generator.richtext import EMPTY, Text
from generator.standing import PeriodStanding, UnitStanding


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A unit, the paper it sent with its form, the day it came, and whether that was in time."""

    order: Text
    unit: Text
    document: Text
    received: Text
    state: Text


@dataclass(frozen=True, slots=True)
class TallyRow:
    """The counts of a field, of a period, or of all lines; `rate` is the completion rate."""

    order: Text
    name: Text
    total: Text
    done: Text
    ongoing: Text
    not_started: Text
    unreported: Text
    not_applicable: Text
    overdue: Text
    rate: Text


@dataclass(frozen=True, slots=True)
class LeadRow:
    """The counts of a lead unit, and the points at stake."""

    order: Text
    name: Text
    total: Text
    done: Text
    ongoing: Text
    not_started: Text
    unreported: Text
    not_applicable: Text
    overdue: Text
    lost: Text


def count(number: int) -> Text:
    """A number of things."""
    return Text.of(str(number))


def points(number: Decimal) -> Text:
    """A sum of points with two decimals."""
    return Text.of(vietnamese.points(number))


def submission_rows(results: Results, found: PeriodStanding) -> tuple[SubmissionRow, ...]:
    """A row for each unit that owes a form."""
    return tuple(_submission_row(results, found, order, unit) for order, unit in enumerate(found.units, start=1))


def _submission_row(results: Results, found: PeriodStanding, order: int, row: UnitStanding) -> SubmissionRow:
    return SubmissionRow(
        order=count(order),
        unit=Text.of(row.unit.printed),
        document=Text.of(_document(_form(results, found.period, row))),
        received=Text.of(_moment(row.received)),
        state=Text.of(row.words),
    )


def _form(results: Results, period: ReportingPeriod, row: UnitStanding) -> Submission | None:
    """The form that the standing counts."""
    wanted = (period.id, row.unit.id, row.received)
    return next((form for form in results.submissions if (form.period, form.unit, form.received) == wanted), None)


def _document(form: Submission | None) -> str:
    if form is None:
        return ""
    day = f"ngày {vietnamese.short_date(form.issued)}" if form.issued else ""
    return " ".join(filter(None, (form.number, day)))


def _moment(when: datetime | None) -> str:
    return vietnamese.short_date(when.date()) if when else ""


def field_rows(found: Figures) -> tuple[TallyRow, ...]:
    """A row for each field under its Roman numeral."""
    return tuple(_tally_row(Text.of(field_number(group.id)), group.name, group.tally) for group in found.fields)


def total_row(found: Figures) -> tuple[TallyRow, ...]:
    """The row below them: all lines of the plan."""
    return (_tally_row(EMPTY, "Tổng số", found.overall),)


def progress_rows(found: Completion) -> tuple[TallyRow, ...]:
    """A row for each period looked back on; the report's own is the end of the year."""
    return tuple(_progress_rows(found))


def _progress_rows(found: Completion) -> Iterator[TallyRow]:
    for order, (period, tally) in enumerate(found.progress, start=1):
        own = period.id == found.figures.period.id
        yield _tally_row(count(order), "Cuối năm" if own else NAMES[period.code], tally)


def lead_rows(plan: Plan, found: Figures) -> tuple[LeadRow, ...]:
    """A row for each lead unit, by the name it has at the end of the period."""
    return tuple(_lead_rows(plan, found.leads, found.period))


def lead_total(found: Figures) -> tuple[LeadRow, ...]:
    """The row below them."""
    return (_lead_row(EMPTY, "Tổng số", found.overall),)


def _lead_rows(plan: Plan, groups: Iterable[Group], period: ReportingPeriod) -> Iterator[LeadRow]:
    for order, group in enumerate(groups, start=1):
        yield _lead_row(count(order), unit_now(plan, group.id, period.last), group.tally)


def _tally_row(order: Text, name: str, found: Tally) -> TallyRow:
    return TallyRow(order, Text.of(name), *_counts(found), Text.of(rate_words(found)))


def _lead_row(order: Text, name: str, found: Tally) -> LeadRow:
    return LeadRow(order, Text.of(name), *_counts(found), points(found.lost))


def _counts(found: Tally) -> tuple[Text, Text, Text, Text, Text, Text, Text]:
    """The seven counts in the order of both rows."""
    return (
        count(found.total),
        count(found.done),
        count(found.ongoing),
        count(found.not_started),
        count(found.unreported),
        count(found.not_applicable),
        count(found.overdue),
    )
