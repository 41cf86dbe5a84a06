"""What clerk and units wrote, as a report tells it: paragraphs of the clerk, and bullets in the units' own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator import vietnamese
from generator.fields import FINAL_MARKS, Field
from generator.papers.agency_names import unit_name
from generator.plan import Plan
from generator.records import ReportingPeriod
from generator.results import CauseKind, CriterionResult, NarrativeSection, Results
from generator.richtext import Text
from generator.standing import Line


@dataclass(frozen=True, slots=True)
class Told:
    """Words of units, once with all the criteria they were given for: `codes. words (units)`."""

    codes: Text
    words: Field
    units: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that the clerk wrote."""

    text: Field


@dataclass(frozen=True, slots=True)
class Causes:
    """Why criteria are not mended yet, by the kind that the units named; `other` is without a kind."""

    own: tuple[Told, ...]
    outside: tuple[Told, ...]
    other: tuple[Told, ...]


def written(results: Results, period: ReportingPeriod, section: NarrativeSection) -> tuple[Paragraph, ...]:
    """What the clerk wrote for a part of a period's report, in the order of the workbook."""
    rows = (row for row in results.narrative if row.period == period.id and row.section is section and row.text)
    return tuple(Paragraph(Field(f"narrative/{row.id}", row.text.map(vietnamese.prose))) for row in rows)


def own_words(lines: Iterable[Line], period: ReportingPeriod) -> tuple[tuple[Line, CriterionResult], ...]:
    """The results whose words a period tells: all that count if it is cumulative, otherwise those reported in it."""
    return tuple((line, line.result) for line in lines if line.result and (period.cumulative or line.result.period == period.id))


Telling = Callable[[CriterionResult], Text]


def told(plan: Plan, rows: Iterable[tuple[Line, CriterionResult]], name: str, words: Telling) -> tuple[Told, ...]:
    """Bullets of one kind of words; the same words of several criteria are told once, where they come first."""
    groups: dict[str, list[tuple[Line, CriterionResult]]] = {}
    for line, result in rows:
        if key := vietnamese.folded(words(result).strip(*FINAL_MARKS).plain):
            groups.setdefault(key, []).append((line, result))
    return tuple(_told(plan, group, name, words) for group in groups.values())


def _told(plan: Plan, group: list[tuple[Line, CriterionResult]], name: str, words: Telling) -> Told:
    first = group[0][1]
    codes = ", ".join(line.criterion.code for line, _ in group)
    units = "; ".join(dict.fromkeys(unit_name(plan, result.unit) for _, result in group))
    key = f"result/{first.id}/{name}"
    return Told(Text.of(codes), Field(key, words(first).map(vietnamese.prose).strip(*FINAL_MARKS)), Text.of(units))


def causes(plan: Plan, rows: Iterable[tuple[Line, CriterionResult]]) -> Causes:
    """The units' causes by kind."""
    found = tuple(rows)

    def of(kind: CauseKind | None) -> tuple[Told, ...]:
        return told(plan, (row for row in found if row[1].cause_kind is kind), "cause", lambda result: result.cause)

    return Causes(of(CauseKind.OWN), of(CauseKind.OUTSIDE), of(None))


def corrections(plan: Plan, rows: Iterable[tuple[Line, CriterionResult]], period: ReportingPeriod) -> Iterator[Told]:
    """What was wrong in an earlier period's report, told in the period in which it was corrected."""
    mine = (row for row in rows if row[1].period == period.id)
    yield from told(plan, mine, "correction", lambda result: result.correction)


def state(line: Line, unreported: str) -> Text:
    """How far a criterion is; a line nobody reported on has words of its own."""
    return Text.of(str(line.progress) if line.progress else unreported)
