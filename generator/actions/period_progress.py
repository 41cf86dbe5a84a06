"""The year's course for a chart: in each period how many criteria stand at which state, and how the units sent their forms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from generator.plan import Plan
from generator.records import ReportingPeriod
from generator.report import figures
from generator.results import Progress, Results
from generator.standing import Sending, calendar, standing, with_result


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many criteria stand at a state; None is «chưa có báo cáo»."""

    progress: Progress | None
    count: int


@dataclass(frozen=True, slots=True)
class CriteriaCount:
    """The criteria of a plan by state, as the report of the period counts them: every criterion exactly once, every state named."""

    period: ReportingPeriod
    states: tuple[StateCount, ...]

    @property
    def total(self) -> int:
        """All criteria of the plan."""
        return sum(state.count for state in self.states)


@dataclass(frozen=True, slots=True)
class SendingCount:
    """How many units sent the form of a period in time, late, not at all; seen on one evening."""

    period: ReportingPeriod
    sendings: tuple[tuple[Sending, int], ...]

    @property
    def total(self) -> int:
        """All units that owe a form."""
        return sum(count for _, count in self.sendings)


def criteria_by_state(plan: Plan, results: Results) -> tuple[CriteriaCount, ...]:
    """The periods in which anything was reported, in calendar order."""
    return tuple(CriteriaCount(period, _states(plan, results, period)) for period in with_result(plan, results))


def _states(plan: Plan, results: Results, period: ReportingPeriod) -> tuple[StateCount, ...]:
    found = figures(plan, results, period).overall
    return (
        StateCount(Progress.DONE, found.done),
        StateCount(Progress.ONGOING, found.ongoing),
        StateCount(Progress.NOT_STARTED, found.not_started),
        StateCount(Progress.NOT_APPLICABLE, found.not_applicable),
        StateCount(None, found.unreported),
    )


def units_by_sending(plan: Plan, results: Results, day: date) -> tuple[SendingCount, ...]:
    """The periods that have begun by `day` or got a form already, in calendar order; a form that came later is not there yet."""
    sent = {row.period for row in results.submissions if row.received.date() <= day}
    begun = (period for period in calendar(plan) if period.first <= day or period.id in sent)
    return tuple(SendingCount(period, _sendings(plan, results, period, day)) for period in begun)


def _sendings(plan: Plan, results: Results, period: ReportingPeriod, day: date) -> tuple[tuple[Sending, int], ...]:
    counts = Counter(unit.sending for unit in standing(plan, results, period, day).units)
    return tuple((sending, counts[sending]) for sending in Sending)


def next_due(plan: Plan, day: date) -> ReportingPeriod | None:
    """The period at hand: of those whose report was not issued the first that is due on `day` or later, else the last of them.

    When every report was issued it is the last period; None for a plan without periods.
    """
    ordered = calendar(plan)
    unlocked = [period for period in ordered if not period.locked]
    due = next((period for period in unlocked if period.department_due >= day), None)
    return due or next(reversed(unlocked or ordered), None)
