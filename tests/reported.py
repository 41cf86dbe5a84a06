"""Results for tests: what units may have reported on a plan, made by chance."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random
from typing import Final

from hypothesis import strategies as st

from generator.plan import Plan
from generator.records import (
    Criterion,
)
from generator.results import (
    CauseKind,
    CriterionResult,
    Evidence,
    Narrative,
    NarrativeSection,
    Progress,
    Reminder,
    Results,
    Rewording,
    Submission,
    SupportNote,
    row_id,
)
from tests.plans import Maker, words_pool

KEYS: Final = ("title", "opening", "lead_in", "basis/plan", "closing")
"""Fields that a report or a letter words by itself."""


class Reporter(Maker):
    """Makes results by chance out of a pool of words."""

    def results(self, plan: Plan) -> Results:
        """What was reported on some criteria in some periods: by the lead unit, each at most once."""
        pairs = [(period.id, row) for period in plan.periods for row in plan.criteria if self.chance.random() < 0.6]
        forms = [(period.id, unit.id) for period in plan.periods for unit in plan.units if self.chance.random() < 0.4]
        return Results(
            results=tuple(self.result(period, row) for period, row in pairs),
            evidence=tuple(self.evidence(period, row, number) for period, row in pairs for number in range(self.chance.randint(0, 2))),
            notes=tuple(self.support_note(period, row, unit) for period, row in pairs for unit in row.support),
            submissions=tuple(self.submission(period, unit) for period, unit in forms),
            reminders=tuple(self.reminder(period, unit, level) for period, unit in forms for level in self.some((1, 2))),
            narrative=tuple(self.narrative(period.id, number) for period in plan.periods for number in range(self.chance.randint(0, 2))),
            rewordings=tuple(self.rewording(f"report-{period.id}", key) for period in plan.periods for key in self.some(KEYS)),
        )

    def result(self, period: str, row: Criterion) -> CriterionResult:
        whole = self.chance.choice((None, self.points() + 1))
        return CriterionResult(
            id=row_id(period, row.id),
            period=period,
            criterion=row.id,
            unit=row.lead,
            progress=self.one(Progress),
            done=self.maybe_text(),
            done_on=self.chance.choice((None, self.day())),
            numerator=None if whole is None else whole - self.points(1000),
            denominator=whole,
            expected=self.chance.choice((None, self.points())),
            difficulty=self.maybe_text(),
            cause=self.maybe_text(),
            cause_kind=self.chance.choice((None, self.one(CauseKind))),
            proposal=self.maybe_text(),
            next_step=self.maybe_text(),
            new_deadline=self.chance.choice((None, self.day())),
            correction=self.maybe_text(),
            internal_note=self.maybe(),
        )

    def evidence(self, period: str, row: Criterion, number: int) -> Evidence:
        return Evidence(
            id=row_id(period, row.id, str(number + 1)),
            period=period,
            criterion=row.id,
            unit=row.lead,
            title=self.word(),
            number=self.maybe(),
            issued=self.chance.choice((None, self.day())),
            issuer=self.maybe(),
            item=self.maybe(),
            page=self.chance.choice(("", "12", "3-5")),
            internal_note=self.maybe(),
        )

    def support_note(self, period: str, row: Criterion, unit: str) -> SupportNote:
        return SupportNote(id=row_id(period, row.id, unit), period=period, criterion=row.id, unit=unit, note=self.text())

    def submission(self, period: str, unit: str) -> Submission:
        return Submission(
            id=row_id(period, unit),
            period=period,
            unit=unit,
            received=self.moment(),
            file=self.framed("bieu"),
            sha256=f"{self.chance.getrandbits(256):064x}",
            number=self.maybe(),
            issued=self.chance.choice((None, self.day())),
            times=self.chance.randint(1, 4),
        )

    def moment(self) -> datetime:
        return datetime.combine(self.day(), time()) + timedelta(seconds=self.chance.randint(0, 86_399))

    def reminder(self, period: str, unit: str, level: int) -> Reminder:
        return Reminder(id=row_id(period, unit, str(level)), period=period, unit=unit, level=level, sent=self.day())

    def narrative(self, period: str, number: int) -> Narrative:
        return Narrative(id=f"{period}-lv{number}", period=period, section=self.one(NarrativeSection), text=self.text())

    def rewording(self, paper: str, key: str) -> Rewording:
        return Rewording(
            id=row_id(paper, key), paper=paper, key=key, before=self.maybe_text(), text=self.maybe_text(), internal_note=self.maybe()
        )


@st.composite
def results_for(draw: st.DrawFn, plan: Plan) -> Results:
    """Valid results of a plan; only a pool of words and a seed are drawn."""
    pool, seed = draw(words_pool), draw(st.integers(0, 2**32))
    return Reporter(Random(seed), tuple(pool)).results(plan)  # noqa: S311 - not for secrets
