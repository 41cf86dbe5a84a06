"""The quarterly result report (báo cáo kết quả) as its template sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator import vietnamese
from generator.errors import Problem
from generator.fields import time_words
from generator.papers.agency_names import agency_on, plan_citation, unit_now
from generator.papers.annex_lines import OVERDUE
from generator.papers.gaps import LEADS, SUBMISSIONS, at_row, sorted_gaps
from generator.papers.report_parts import Heading, ReportPaper, Source, closing_words, report_parts, report_title
from generator.papers.report_sentences import open_sentence, period_name
from generator.papers.report_tables import LeadRow, SubmissionRow, lead_rows, lead_total, submission_rows
from generator.papers.unit_words import state
from generator.plan import Plan
from generator.records import ReportingPeriod
from generator.report import figures
from generator.results import Progress, Results
from generator.richtext import Text
from generator.standing import UNREPORTED, Line


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A criterion over its deadline or not begun: `state` says which, with the deadline and the new one."""

    code: Text
    name: Text
    unit: Text
    state: Text


@dataclass(frozen=True, slots=True)
class ResultReport(ReportPaper):
    """The report of a period that does not end the year."""

    submission_rows: tuple[SubmissionRow, ...]
    lead_rows: tuple[LeadRow, ...]
    lead_total: tuple[LeadRow, ...]
    late: Text
    open_lines: tuple[OpenLine, ...]


def result_report(plan: Plan, results: Results, period: ReportingPeriod, *, gaps: tuple[Problem, ...] = ()) -> ResultReport:
    """Word the result report of a period. With `gaps` it is a draft that says at each place what is still missing."""
    found = figures(plan, results, period)
    parts = {SUBMISSIONS, LEADS, *(at_row(row.code) for row in plan.criteria)}
    source = Source(plan, results, found, gaps, sorted_gaps(gaps, parts))
    return ResultReport(
        **report_parts(source, _heading(source)),
        submission_rows=submission_rows(results, found.standing),
        lead_rows=lead_rows(plan, found),
        lead_total=lead_total(found),
        late=Text.of(open_sentence(found.overall)),
        open_lines=tuple(_open_lines(plan, found.lines, period)),
    )


def _heading(source: Source) -> Heading:
    plan, day = source.plan, source.period.last
    name = period_name(source.period, plan.facts.action_year)
    opening = f"Thực hiện {plan_citation(plan, day)}, {agency_on(plan, day).name} báo cáo kết quả thực hiện {name} như sau:"
    return Heading(Text.of(f"{report_title(plan)}\n{name}"), opening, closing_words(source, name))


def _open_lines(plan: Plan, lines: tuple[Line, ...], period: ReportingPeriod) -> Iterator[OpenLine]:
    for line in lines:
        if line.overdue or line.progress is Progress.NOT_STARTED:
            row = line.criterion
            unit = Text.of(unit_now(plan, row.lead, period.last))
            yield OpenLine(Text.of(row.code), row.name, unit, Text.of(_state(line)))


def _state(line: Line) -> str:
    parts = [state(line, UNREPORTED).plain, f"thời hạn: {time_words(line.criterion.time)}"]
    parts += [OVERDUE] if line.overdue else []
    if line.result and line.result.new_deadline:
        parts.append(f"thời hạn mới: {vietnamese.short_date(line.result.new_deadline)}")
    return "; ".join(parts)
