"""What a report and an urging letter print, as the fields of the workbook that hold it; for comparing a workbook with one taken over."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from generator import vietnamese
from generator.fields import FINAL_MARKS, Field, citation, time_words
from generator.papers.agency_names import unit_name
from generator.papers.annex_lines import paper_words, spot_words
from generator.papers.common import authority_lines
from generator.plan import Plan
from generator.records import BasisRole, Criterion, ReportingPeriod
from generator.results import CriterionResult, Evidence, Progress, Results
from generator.richtext import Text
from generator.standing import COMPLETION, Line, lines, period_of


def printed_report(plan: Plan, results: Results, code: str) -> dict[str, Any]:
    """Everything that the report of a period prints.

    Left out, because no report shows them. Of the plan: body, annex, score band of the target, bases that did not publish the score
    (the completion report cites only those that did; the result report none), draft mark, codes, ids, internal notes, validity; of a
    criterion its cause, evidence, supporting units and target, in the completion report its time, in the result report whether a survey
    scores it. Of a result the day on which it was done, in the result report the expected score, and what a report does not tell again
    of earlier periods. Submissions and reminders (a form's hash is nowhere, nor the day of a reminder), results of other periods.
    Points have the two decimals that are printed.
    """
    period = period_of(plan, code)
    final = code in COMPLETION
    found = lines(plan, results, period)
    narrative = [(row.section, row.text.map(vietnamese.prose)) for row in results.narrative if row.period == code]
    return {
        **_head(plan, period, final=final),
        "criteria": [_criterion(plan, row, final=final) for row in plan.criteria],
        "results": {line.criterion.code: _result(plan, line, period, final=final) for line in found},
        "evidence": {line.criterion.code: [_paper(paper, final=final) for paper in line.evidence] for line in found},
        "notes": sorted(
            (next(row.code for row in plan.criteria if row.id == note.criterion), unit_name(plan, note.unit), note.note.plain)
            for note in results.notes
            if note.period == code
        ),
        "narrative": sorted(narrative, key=lambda row: row[0]),
    }


def _head(plan: Plan, period: ReportingPeriod, *, final: bool) -> dict[str, Any]:
    facts, signer = plan.facts, plan.signer
    return {
        "years": (facts.assessed_year, facts.action_year),
        "title": " ".join(facts.title.plain.split()).casefold(),
        "plan": (facts.number, facts.symbol or f"KH-{plan.agency.abbreviation}", facts.issue_date),
        "score": (facts.score, facts.applicable_maximum, facts.band if final else ""),
        "agency": (plan.agency.name, plan.agency.parent.upper(), plan.agency.place, plan.agency.abbreviation),
        "signer": signer and (signer.name, *(words.upper() for words in authority_lines(signer))),
        "recipients": [row.name for row in plan.recipients],
        "period": (period.first, period.last, period.units_due),
        "bases": [citation(row).plain for row in plan.bases if final and row.role is BasisRole.SCORES],
    }


def _criterion(plan: Plan, row: Criterion, *, final: bool) -> dict[str, Any]:
    return {
        "code": row.code,
        "field": (row.field, next(field.name.casefold() for field in plan.fields if field.id == row.field)),
        "name": row.name,
        "points": (row.maximum, row.score),
        "remedy": row.remedy.map(vietnamese.prose),
        "lead": plan.unit(row.lead).printed,
        "time": None if final else time_words(row.time),
        "survey": not row.self_scored if final else None,
        "note": row.printed_note,
    }


def _result(plan: Plan, line: Line, period: ReportingPeriod, *, final: bool) -> dict[str, Any] | None:
    row = line.result
    if row is None:
        return None
    deadline = line.open if final else line.overdue or row.progress is Progress.NOT_STARTED
    return {
        "unit": unit_name(plan, row.unit),
        "progress": row.progress,
        "done": row.done.map(vietnamese.prose),
        "rate": (row.numerator, row.denominator) if row.rate is not None else None,
        "expected": line.expected if final and line.criterion.self_scored else None,
        "new_deadline": row.new_deadline if deadline else None,
        **_told(row, line, period, final=final),
    }


def _told(row: CriterionResult, line: Line, period: ReportingPeriod, *, final: bool) -> dict[str, Any]:
    """The words that are told in the text: grouped there, so that the format of the first criterion stands for all."""
    own = period.cumulative or row.period == period.id
    carried = final and line.open
    return {
        "difficulty": _words(row.difficulty) if own else "",
        "cause": _words(row.cause) if own or carried else "",
        "cause_kind": row.cause_kind if own and row.cause else None,
        "proposal": _words(row.proposal) if own else "",
        "next_step": _words(row.next_step) if own or carried else "",
        "correction": _words(row.correction) if row.period == period.id else "",
    }


def _words(text: Text) -> str:
    return vietnamese.folded(text.map(vietnamese.prose).strip(*FINAL_MARKS).plain)


def _paper(paper: Evidence, *, final: bool) -> tuple[object, ...]:
    if final:
        return paper.title, paper.number, paper.issued, paper.issuer, spot_words(paper)
    return paper.title, paper.number, paper.issued, paper_words(paper)


def said(node: Any, without: set[str]) -> Any:  # noqa: ANN401 - a tree of dataclasses and tuples
    """What a paper prints, part by part."""
    if isinstance(node, Field):
        return node.text
    if isinstance(node, tuple):
        return [said(part, without) for part in node]
    if is_dataclass(node) and not isinstance(node, Text):
        return {part.name: said(getattr(node, part.name), without) for part in fields(node) if part.name not in without}
    return node
