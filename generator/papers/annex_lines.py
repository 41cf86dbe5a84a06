"""A report's annex: a line for each criterion with its result, its papers, and what the draft still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from generator import vietnamese
from generator.fields import Field, field_number, time_words
from generator.papers.agency_names import unit_name, unit_now
from generator.papers.gaps import Gap, Gaps, at_row
from generator.papers.report_sentences import result_rate
from generator.papers.report_tables import count, points
from generator.papers.unit_words import state
from generator.plan import Plan
from generator.report import Figures
from generator.results import Evidence, Results
from generator.richtext import EMPTY, Text
from generator.standing import UNREPORTED, Line

OVERDUE: Final = "quá hạn"
NOT_SELF_SCORED: Final = "–"
"""Printed for the expected score of a line whose score a survey gives: the agency makes no estimate of it."""


@dataclass(frozen=True, slots=True)
class Support:
    """What a supporting unit adds."""

    unit: Text
    words: Field


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A row of an annex; `order` restarts in each field, `expected` is an estimate, never an appraised score.

    `rate` stands in brackets; `progress` says on a line of its own that the criterion is overdue; `proofs` has a line for each paper,
    `documents` only their numbers.
    """

    order: Text
    code: Field
    name: Field
    maximum: Text
    score: Text
    remedy: Field
    lead: Text
    time: Text
    words: Field
    rate: Text
    gaps: tuple[Gap, ...]
    progress: Text
    expected: Text
    proofs: Text
    documents: Text
    note: Field
    support: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """A field of the index with its lines, under a Roman numeral."""

    number: Text
    name: Text
    criteria: tuple[ResultLine, ...]


@dataclass(frozen=True, slots=True)
class AnnexTotal:
    """The first row of an annex: sums of the columns; `expected` leaves out what a survey scores."""

    maximum: Text
    score: Text
    expected: Text


def annex_groups(plan: Plan, results: Results, found: Figures, gaps: Gaps) -> tuple[ResultGroup, ...]:
    """The lines of the report by field."""
    by_field: dict[str, list[Line]] = {}
    for line in found.lines:
        by_field.setdefault(line.criterion.field, []).append(line)
    return tuple(
        ResultGroup(
            Text.of(field_number(group.id)),
            Text.of(group.name.upper()),
            tuple(_line(plan, results, found, gaps, row) for row in enumerate(by_field[group.id], start=1)),
        )
        for group in found.fields
    )


def annex_total(found: Figures) -> tuple[AnnexTotal, ...]:
    """The row of sums."""
    whole = found.overall
    return (AnnexTotal(points(whole.maximum), points(whole.old_score), points(whole.expected)),)


def _line(plan: Plan, results: Results, found: Figures, gaps: Gaps, numbered: tuple[int, Line]) -> ResultLine:
    order, line = numbered
    row, told = line.criterion, line.result
    key = f"criterion/{row.id}"
    return ResultLine(
        order=count(order),
        code=Field(f"{key}/code", Text.of(row.code)),
        name=Field(f"{key}/name", row.name),
        maximum=points(row.maximum),
        score=points(row.score),
        remedy=Field(f"{key}/remedy", row.remedy.map(vietnamese.prose)),
        lead=Text.of(unit_now(plan, row.lead, found.period.last)),
        time=Text.of(time_words(row.time)),
        words=Field(f"result/{told.id}/done", told.done.map(vietnamese.prose)) if told else Field(f"{key}/done", EMPTY),
        rate=Text.of(f"({rate})" if (rate := result_rate(line)) else ""),
        gaps=gaps.get(at_row(row.code), ()),
        progress=state(line, UNREPORTED) + Text.of(f"\n({OVERDUE})" if line.overdue else ""),
        expected=points(line.expected) if row.self_scored else Text.of(NOT_SELF_SCORED),
        proofs=_listed(map(paper_words, line.evidence)),
        documents=_listed(paper.number or paper.title for paper in line.evidence),
        note=Field(f"{key}/note", row.printed_note),
        support=tuple(_support(plan, results, found, row.id)),
    )


def _listed(papers: Iterable[str]) -> Text:
    """A line for each paper; one that units named again in a later period stands once."""
    return Text.of("\n".join(f"- {words}" for words in dict.fromkeys(papers)))


def _support(plan: Plan, results: Results, found: Figures, criterion: str) -> Iterator[Support]:
    for note in results.notes:
        if note.criterion == criterion and note.period == found.period.id:
            yield Support(Text.of(unit_name(plan, note.unit)), Field(f"note/{note.id}", note.note))


def paper_words(paper: Evidence) -> str:
    """`Quyết định … số 12/QĐ-SKHCN ngày 10/3/2025 (mục 2, trang 3)`."""
    number = f"số {paper.number}" if paper.number else ""
    day = f"ngày {vietnamese.short_date(paper.issued)}" if paper.issued else ""
    spot = spot_words(paper)
    return " ".join(filter(None, (paper.title, number, day, f"({spot})" if spot else "")))


def spot_words(paper: Evidence) -> str:
    """Item and page, when only a part of the paper proves the result."""
    parts = ((paper.item, "mục"), (paper.page, "trang"))
    return ", ".join(words if words.casefold().startswith(name) else f"{name} {words}" for words, name in parts if words)
