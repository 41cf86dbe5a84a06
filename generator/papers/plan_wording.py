"""The plan as a Word template sees it: headings counted, decimals with a comma, names in capitals where the decree asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final

from generator import standard, vietnamese
from generator.fields import FINAL_MARKS, Field, LineBelow, citation, field_number, time_words, with_last
from generator.papers.common import Issue, Paper, common_parts
from generator.plan import Plan
from generator.records import BodyKind, BodyRow, Criterion, ReformField, Section
from generator.richtext import EMPTY, Text


@dataclass(frozen=True, slots=True)
class BasisLine:
    """One basis on its own line; `end` is `;`, on the last line `.` (CC-02)."""

    text: Field
    end: Text


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A paragraph of the text; `kind` is heading, subheading, bullet or paragraph, `number` is counted."""

    kind: str
    number: Text
    text: Field


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A row of the annex; `order` restarts in each field."""

    order: Text
    code: Field
    name: Field
    maximum: Field
    score: Field
    lost: Text
    cause: Field
    remedy: Field
    evidence: Field
    lead: Field
    support: Field
    time: Field
    note: Field


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """A field of the index with its criteria, under a Roman numeral."""

    number: Text
    name: Field
    criteria: tuple[CriterionLine, ...]


@dataclass(frozen=True, slots=True)
class PlanPaper(Paper):
    """The whole plan. Law: what is printed is worded here, never in the template."""

    draft_mark: Text
    title: Field
    title_line: LineBelow
    bases: tuple[BasisLine, ...]
    body: tuple[BodyLine, ...]
    closing: Field
    annex_title: Field
    annex_reference: Text
    assessed_year: Text
    groups: tuple[FieldGroup, ...]


def plan_paper(plan: Plan, *, draft: int) -> PlanPaper:
    """Word the plan for print. `draft` is the ordinal shown by the draft mark, when the plan asks for one."""
    facts, agency = plan.facts, plan.agency
    year = plan.paper_date.year if plan.paper_date else facts.action_year
    issue = Issue(facts.symbol or f"KH-{agency.abbreviation}", year, facts.number, facts.issue_date)
    common = common_parts(agency, issue, plan.recipients, plan.signer)
    return PlanPaper(
        **{part.name: getattr(common, part.name) for part in fields(common)},
        draft_mark=Text.of(f"DỰ THẢO LẦN {draft}") if facts.print_draft_mark else EMPTY,
        title=Field("title", facts.title),
        title_line=LineBelow(facts.title, standard.SUMMARY.used),
        bases=tuple(_bases(plan)),
        body=tuple(_body(_without_closing(plan))),
        closing=_closing(plan),
        annex_title=Field("annex_title", facts.annex_title.map(str.upper)),
        annex_reference=_annex_reference(agency.name, common),
        assessed_year=Text.of(str(facts.assessed_year)),
        groups=tuple(_groups(plan)),
    )


_KINDS: Final = {
    BodyKind.HEADING: "heading",
    BodyKind.SUBHEADING: "subheading",
    BodyKind.BULLET: "bullet",
    BodyKind.PARAGRAPH: "paragraph",
}


def _bases(plan: Plan) -> Iterator[BasisLine]:
    for last, basis in with_last(plan.bases):
        yield BasisLine(Field(f"basis/{basis.id}", citation(basis)), Text.of("." if last else ";"))


def _without_closing(plan: Plan) -> tuple[BodyRow, ...]:
    closing = _closing_row(plan)
    return tuple(row for row in plan.body if row is not closing)


def _closing_row(plan: Plan) -> BodyRow | None:
    return next((row for row in reversed(plan.body) if row.section is Section.CLOSING), None)


def _closing(plan: Plan) -> Field:
    row = _closing_row(plan)
    if row is not None:
        return Field(f"body/{row.id}", row.text.map(vietnamese.prose).strip(*FINAL_MARKS))
    words = f"Trên đây là Kế hoạch {vietnamese.lowered(plan.facts.title.plain)} của {plan.agency.name}"
    return Field("closing", Text.of(words).strip(*FINAL_MARKS))


def _body(rows: tuple[BodyRow, ...]) -> Iterator[BodyLine]:
    headings = subheadings = 0
    for row in rows:
        number, text = EMPTY, row.text.map(vietnamese.prose)
        if row.kind is BodyKind.HEADING:
            headings, subheadings = headings + 1, 0
            number, text = Text.of(vietnamese.roman(headings)), text.map(str.upper)
        elif row.kind is BodyKind.SUBHEADING:
            subheadings += 1
            number = Text.of(str(subheadings))
        yield BodyLine(_KINDS[row.kind], number, Field(f"body/{row.id}", text))


def _annex_reference(agency: str, common: Paper) -> Text:
    """PLU-04, PLU-05: number, symbol, date and issuer of the paper the annex belongs to."""
    number = f"{common.number}/{common.symbol.text}"
    return Text.of(f"(Kèm theo Kế hoạch số {number} ngày {common.day} tháng {common.month} năm {common.year} của {agency})")


def _groups(plan: Plan) -> Iterator[FieldGroup]:
    for field in plan.fields:
        rows = [row for row in plan.criteria if row.field == field.id]
        if rows:
            lines = (_criterion(plan, order, row) for order, row in enumerate(rows, start=1))
            yield FieldGroup(Text.of(field_number(field.id)), Field(f"field/{field.id}", _field_name(field)), tuple(lines))


def _field_name(field: ReformField) -> Text:
    return Text.of(field.name.upper())


def _criterion(plan: Plan, order: int, row: Criterion) -> CriterionLine:
    key, places = f"criterion/{row.id}", plan.facts.score_places or 0
    return CriterionLine(
        order=Text.of(str(order)),
        code=Field(f"{key}/code", Text.of(row.code)),
        name=Field(f"{key}/name", row.name),
        maximum=Field(f"{key}/maximum", Text.of(vietnamese.decimal(row.maximum, places))),
        score=Field(f"{key}/score", Text.of(vietnamese.decimal(row.score, places))),
        lost=Text.of(vietnamese.decimal(row.lost, places)),
        cause=Field(f"{key}/cause", row.cause.map(vietnamese.prose)),
        remedy=Field(f"{key}/remedy", row.remedy.map(vietnamese.prose)),
        evidence=Field(f"{key}/evidence", row.evidence),
        lead=Field(f"{key}/lead", Text.of(plan.unit(row.lead).printed)),
        support=Field(f"{key}/support", Text.of("; ".join(plan.unit(code).printed for code in row.support))),
        time=Field(f"{key}/time", Text.of(time_words(row.time))),
        note=Field(f"{key}/note", row.printed_note),
    )
