"""The completion report of the year (báo cáo hoàn thành) as its template sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator import vietnamese
from generator.errors import Problem
from generator.fields import FINAL_MARKS, Field, citation, with_last
from generator.papers.agency_names import agency_on, former, plan_citation, plan_issuer, unit_now
from generator.papers.annex_lines import spot_words
from generator.papers.gaps import LEADS, PROGRESS, SUBMISSIONS, Gap, at_carried, at_row, sorted_gaps
from generator.papers.plan_wording import BasisLine
from generator.papers.report_parts import Heading, ReportPaper, Source, closing_words, next_steps, report_parts, report_title
from generator.papers.report_sentences import (
    assigned_sentence,
    carried_sentence,
    evidence_sentence,
    recovered_sentence,
    urged_sentence,
)
from generator.papers.report_tables import SubmissionRow, TallyRow, count, progress_rows, submission_rows
from generator.periods import NAMES
from generator.plan import Plan
from generator.records import BasisRole, ReportingPeriod
from generator.report import Carried, Completion, completion
from generator.results import Evidence, Results
from generator.richtext import EMPTY, Text
from generator.standing import UNREPORTED, present_unit, standing


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change of agency or unit during the year."""

    text: Text


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """A criterion that goes over to next year's plan; parts that no unit gave are empty."""

    code: Text
    name: Text
    state: Text
    reason: Field
    unit: Text
    step: Field
    deadline: Text
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of the list of evidence."""

    order: Text
    code: Text
    title: Field
    number: Field
    day: Text
    issuer: Field
    spot: Text


@dataclass(frozen=True, slots=True)
class SubmissionGroup:
    """A period with the units that owed a form in it."""

    name: Text
    rows: tuple[SubmissionRow, ...]


@dataclass(frozen=True, slots=True)
class CompletionReport(ReportPaper):
    """The report that ends the year (Quý IV or Năm), with three annexes."""

    bases: tuple[BasisLine, ...]
    overview: Text
    changes: tuple[ChangeLine, ...]
    assigned: Text
    urged: Text
    evidence: Text
    progress_rows: tuple[TallyRow, ...]
    progress_gaps: tuple[Gap, ...]
    carried: Text
    carried_lines: tuple[CarriedLine, ...]
    recovered: Text
    self_estimate: Text
    papers: tuple[PaperRow, ...]
    submission_groups: tuple[SubmissionGroup, ...]


def completion_report(plan: Plan, results: Results, period: ReportingPeriod, *, gaps: tuple[Problem, ...] = ()) -> CompletionReport:
    """Word the completion report of Q4 or NAM. With `gaps` it is a draft that says at each place what is still missing."""
    found = completion(plan, results, period)
    carried = {at_carried(row.criterion.code) for row in found.carried}
    parts = {SUBMISSIONS, LEADS, PROGRESS, *carried, *(at_row(row.code) for row in plan.criteria)}
    source = Source(plan, results, found.figures, gaps, sorted_gaps(gaps, parts))
    left = tuple(line for line in found.figures.lines if not line.open)
    return CompletionReport(
        **report_parts(source, _heading(source)) | {"next_told": next_steps(plan, source, left)},
        bases=tuple(_bases(plan, period)),
        overview=Text.of(_overview(source)),
        changes=tuple(ChangeLine(Text.of(f"{words}.")) for words in _changes(plan, period)),
        assigned=Text.of(assigned_sentence(plan, found.figures)),
        urged=Text.of(urged_sentence(plan, results, period)),
        evidence=Text.of(evidence_sentence(found)),
        progress_rows=progress_rows(found),
        progress_gaps=source.gaps.get(PROGRESS, ()),
        carried=Text.of(carried_sentence(found, plan.facts.action_year + 1)),
        carried_lines=tuple(_carried_line(source, row) for row in found.carried),
        recovered=Text.of(recovered_sentence(found)),
        self_estimate=Text.of(f"{found.self_estimate.words}.") if found.self_estimate else EMPTY,
        papers=tuple(_papers(found)),
        submission_groups=tuple(_submission_groups(plan, results, found)),
    )


def _heading(source: Source) -> Heading:
    title = report_title(source.plan)
    opening = f"{agency_on(source.plan, source.period.last).name} báo cáo {vietnamese.lowered(title)} như sau:"
    return Heading(Text.of(title), opening, closing_words(source, ""))


def _bases(plan: Plan, period: ReportingPeriod) -> Iterator[BasisLine]:
    """The plan, what published the score, and what changed the agency when another one reports."""
    old = former(plan, period.last)
    change = (old.change_basis or agency_on(plan, period.last).change_basis) if old else ""
    rows = [Field("basis/plan", Text.of(f"Căn cứ {plan_citation(plan, period.last)}").strip(*FINAL_MARKS))]
    rows += [Field(f"basis/{row.id}", citation(row)) for row in plan.bases if row.role is BasisRole.SCORES]
    rows += [Field("basis/change", Text.of(f"Căn cứ {change}").strip(*FINAL_MARKS))] if change else []
    for last, row in with_last(rows):
        yield BasisLine(row, Text.of("." if last else ";"))


def _overview(source: Source) -> str:
    """Score and band as they were published, and whose they are."""
    plan, facts = source.plan, source.plan.facts
    score = f"{vietnamese.points(facts.score)}/{vietnamese.decimal(facts.applicable_maximum)} điểm"
    band = f", xếp loại {facts.band}" if facts.band else ""
    count_ = f"Kế hoạch có {source.figures.overall.total} tiêu chí phải khắc phục"
    return f"Năm {facts.assessed_year}, {plan_issuer(plan, source.period.last)} đạt {score}{band}. {count_}."


def _changes(plan: Plan, period: ReportingPeriod) -> Iterator[str]:
    old, new = former(plan, period.last), agency_on(plan, period.last)
    if old:
        since = f"Từ {vietnamese.long_date(new.valid_from)}, " if new.valid_from else ""
        yield f"{since}{plan_issuer(plan, period.last)} nay là {' '.join(filter(None, (new.name, new.province)))}"
    named = {code for row in plan.criteria for code in (row.lead, *row.support)}
    for unit in plan.units:
        heir = present_unit(plan, unit.id, period.last)
        if unit.id in named and heir is not None and heir.id != unit.id:
            yield f"{unit.printed} nay là {heir.printed}"


def _carried_line(source: Source, row: Carried) -> CarriedLine:
    key, code = f"carried/{row.criterion.id}", row.criterion.code
    return CarriedLine(
        code=Text.of(code),
        name=row.criterion.name,
        state=Text.of(str(row.progress) if row.progress else UNREPORTED),
        reason=Field(f"{key}/reason", row.reason.map(vietnamese.prose).strip(*FINAL_MARKS)),
        unit=Text.of(unit_now(source.plan, row.criterion.lead, source.period.last)),
        step=Field(f"{key}/next_step", row.next_step.map(vietnamese.prose).strip(*FINAL_MARKS)),
        deadline=Text.of(vietnamese.short_date(row.new_deadline)) if row.new_deadline else EMPTY,
        gaps=source.gaps.get(at_carried(code), ()),
    )


def _papers(found: Completion) -> Iterator[PaperRow]:
    told = [(line.criterion.code, paper) for line in found.figures.lines for paper in line.evidence]
    for order, (code, paper) in enumerate(told, start=1):
        yield _paper_row(order, code, paper)


def _paper_row(order: int, code: str, paper: Evidence) -> PaperRow:
    key = f"evidence/{paper.id}"
    return PaperRow(
        order=count(order),
        code=Text.of(code),
        title=Field(f"{key}/title", Text.of(paper.title)),
        number=Field(f"{key}/number", Text.of(paper.number)),
        day=Text.of(vietnamese.short_date(paper.issued)) if paper.issued else EMPTY,
        issuer=Field(f"{key}/issuer", Text.of(paper.issuer)),
        spot=Text.of(spot_words(paper)),
    )


def _submission_groups(plan: Plan, results: Results, found: Completion) -> Iterator[SubmissionGroup]:
    """The report's own period and the earlier ones in which any form came."""
    sent = {row.period for row in results.submissions}
    own = found.figures.period
    for period, _ in found.progress:
        if period.id in sent or period.id == own.id:
            rows = submission_rows(results, standing(plan, results, period, None))
            yield SubmissionGroup(Text.of(NAMES[period.code]), rows)
