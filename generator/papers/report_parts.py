"""What the result report and the completion report have in common, worded once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from generator import standard, vietnamese
from generator.errors import Problem
from generator.fields import FINAL_MARKS, Field, LineBelow, field_number
from generator.papers.agency_names import agency_on, signer_on, unit_name
from generator.papers.annex_lines import AnnexTotal, ResultGroup, annex_groups, annex_total
from generator.papers.common import Issue, Paper, common_parts
from generator.papers.gaps import GENERAL, LEADS, SUBMISSIONS, Gap, Gaps, gap_mark
from generator.papers.report_sentences import (
    change_sentence,
    degree_sentence,
    field_sentence,
    points_sentence,
)
from generator.papers.report_tables import TallyRow, field_rows, total_row
from generator.papers.unit_words import Causes, Paragraph, Told, causes, corrections, own_words, state, told, written
from generator.plan import Plan
from generator.records import ReportingPeriod
from generator.report import Figures, Group, completion_sentence, expected_sentence
from generator.results import NarrativeSection, Results
from generator.richtext import EMPTY, Text
from generator.standing import UNREPORTED, Line, submissions_sentence


@dataclass(frozen=True, slots=True)
class Remark:
    """A criterion inside the text: its state, and what was done."""

    code: Text
    state: Text
    words: Field
    unit: Text


@dataclass(frozen=True, slots=True)
class FieldRemarks:
    """A field of the index inside the text: its figures in a sentence, then each criterion."""

    number: Text
    name: Text
    figures: Text
    criteria: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class ReportPaper(Paper):
    """A report on the plan; `gaps` are those that belong to no part of their own."""

    draft_mark: Text
    title: Field
    title_line: LineBelow
    period: Text
    opening: Field
    closing: Field
    annex_reference: Text
    assessed_year: Text
    action_year: Text
    next_year: Text
    gaps: tuple[Gap, ...]
    issued: tuple[Paragraph, ...]
    steering: tuple[Paragraph, ...]
    submissions: Text
    submission_gaps: tuple[Gap, ...]
    completed: Text
    points: Text
    degree: Text
    change: Text
    expected: Text
    corrections: tuple[Told, ...]
    field_rows: tuple[TallyRow, ...]
    field_total: tuple[TallyRow, ...]
    fields: tuple[FieldRemarks, ...]
    lead_gaps: tuple[Gap, ...]
    strengths: tuple[Paragraph, ...]
    shortcomings: tuple[Paragraph, ...]
    difficulties: tuple[Told, ...]
    own_causes: tuple[Paragraph, ...]
    own_told: tuple[Told, ...]
    outside_causes: tuple[Paragraph, ...]
    outside_told: tuple[Told, ...]
    other_told: tuple[Told, ...]
    next_steps: tuple[Paragraph, ...]
    next_told: tuple[Told, ...]
    proposals: tuple[Paragraph, ...]
    proposals_told: tuple[Told, ...]
    groups: tuple[ResultGroup, ...]
    annex_total: tuple[AnnexTotal, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What differs at the top and the end of the two reports."""

    title: Text
    opening: str
    closing: str


@dataclass(frozen=True, slots=True)
class Source:
    """All that a report is worded from."""

    plan: Plan
    results: Results
    figures: Figures
    problems: tuple[Problem, ...]
    gaps: Gaps

    @property
    def period(self) -> ReportingPeriod:
        """The period of the report."""
        return self.figures.period


def report_parts(source: Source, heading: Heading) -> dict[str, Any]:
    """The parts of a ReportPaper by name."""
    common = _letterhead(source)
    return {
        **{part.name: getattr(common, part.name) for part in fields(common)},
        **_frame(source, common, heading),
        **_figure_parts(source),
        **_written_parts(source),
        **_told_parts(source),
    }


def report_title(plan: Plan) -> str:
    """The subject of both reports."""
    return f"Kết quả khắc phục tồn tại, hạn chế chỉ số cải cách hành chính năm {plan.facts.assessed_year}"


def _letterhead(source: Source) -> Paper:
    """The agency valid on the period's last day; number, day and month stay blank until the report is issued."""
    plan, period = source.plan, source.period
    agency = agency_on(plan, period.last)
    issue = Issue(f"BC-{agency.abbreviation}", period.department_due.year)
    return common_parts(agency, issue, plan.recipients, signer_on(plan, period.last))


def _frame(source: Source, common: Paper, heading: Heading) -> dict[str, Any]:
    period, year = source.period, source.plan.facts.action_year
    days = f"từ {vietnamese.long_date(period.first)} đến {vietnamese.long_date(period.last)}"
    agency = agency_on(source.plan, period.last).name
    number = f"số {common.number}/{common.symbol.text} ngày {common.day} tháng {common.month} năm {common.year}"
    return {
        "draft_mark": gap_mark(source.problems),
        "title": Field("title", heading.title),
        "title_line": LineBelow(heading.title, standard.SUMMARY.used),
        "period": Text.of(f"(Kỳ báo cáo {days})"),
        "opening": Field("opening", Text.of(heading.opening)),
        "closing": Field("closing", Text.of(heading.closing).strip(*FINAL_MARKS)),
        "annex_reference": Text.of(f"(Kèm theo Báo cáo {number} của {agency})"),
        "assessed_year": Text.of(str(source.plan.facts.assessed_year)),
        "action_year": Text.of(str(year)),
        "next_year": Text.of(str(year + 1)),
        "gaps": source.gaps.get(GENERAL, ()),
    }


def closing_words(source: Source, period: str) -> str:
    """«Trên đây là báo cáo kết quả … năm 2024 trong Quý I năm 2025 của Sở …»; the template adds `./.`."""
    agency = agency_on(source.plan, source.period.last).name
    told_on = f"{vietnamese.lowered(report_title(source.plan))} trong {period}" if period else vietnamese.lowered(report_title(source.plan))
    return f"Trên đây là báo cáo {told_on} của {agency}"


def _figure_parts(source: Source) -> dict[str, Any]:
    found = source.figures
    return {
        "submissions": Text.of(submissions_sentence(found.standing)),
        "submission_gaps": source.gaps.get(SUBMISSIONS, ()),
        "completed": Text.of(completion_sentence(found.overall)),
        "points": Text.of(points_sentence(found, source.plan.facts.assessed_year)),
        "degree": Text.of(degree_sentence(found.overall)),
        "change": Text.of(change_sentence(found.change)),
        "expected": Text.of(expected_sentence(found)),
        "field_rows": field_rows(found),
        "field_total": total_row(found),
        "fields": tuple(_field_remarks(source)),
        "lead_gaps": source.gaps.get(LEADS, ()),
        "groups": annex_groups(source.plan, source.results, found, source.gaps),
        "annex_total": annex_total(found),
    }


def _field_remarks(source: Source) -> Iterator[FieldRemarks]:
    for group in source.figures.fields:
        sentence = Text.of(field_sentence(group.tally))
        yield FieldRemarks(Text.of(field_number(group.id)), Text.of(group.name), sentence, tuple(_remarks(source, group)))


def _remarks(source: Source, group: Group) -> Iterator[Remark]:
    for line in source.figures.lines:
        if line.criterion.field == group.id:
            words = line.result.done.map(vietnamese.prose).strip(*FINAL_MARKS) if line.result else EMPTY
            unit = unit_name(source.plan, line.result.unit if line.result else line.criterion.lead)
            yield Remark(Text.of(line.criterion.code), state(line, UNREPORTED), Field(f"remark/{line.criterion.id}", words), Text.of(unit))


def _written_parts(source: Source) -> dict[str, Any]:
    """Every section of the clerk's words under the name of its part."""
    sections = {
        "issued": NarrativeSection.ISSUED,
        "steering": NarrativeSection.STEERING,
        "strengths": NarrativeSection.STRENGTHS,
        "shortcomings": NarrativeSection.SHORTCOMINGS,
        "own_causes": NarrativeSection.OWN_CAUSES,
        "outside_causes": NarrativeSection.OUTSIDE_CAUSES,
        "next_steps": NarrativeSection.NEXT_STEPS,
        "proposals": NarrativeSection.PROPOSALS,
    }
    return {name: written(source.results, source.period, section) for name, section in sections.items()}


def _told_parts(source: Source) -> dict[str, Any]:
    """The units' words; a report that tells some of them elsewhere puts its own in their place."""
    plan = source.plan
    rows = own_words(source.figures.lines, source.period)
    why: Causes = causes(plan, rows)
    return {
        "corrections": tuple(corrections(plan, rows, source.period)),
        "difficulties": told(plan, rows, "difficulty", lambda row: row.difficulty),
        "own_told": why.own,
        "outside_told": why.outside,
        "other_told": why.other,
        "next_told": next_steps(plan, source, source.figures.lines),
        "proposals_told": told(plan, rows, "proposal", lambda row: row.proposal),
    }


def next_steps(plan: Plan, source: Source, lines: tuple[Line, ...]) -> tuple[Told, ...]:
    """What the units do next for these lines."""
    return told(plan, own_words(lines, source.period), "next_step", lambda row: row.next_step)
