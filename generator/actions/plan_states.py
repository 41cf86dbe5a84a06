"""How far one plan is: draft or issued, which period is open, who has not sent its form yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator import vietnamese
from generator.plan import Plan
from generator.records import ReportingPeriod
from generator.results import Results
from generator.standing import PeriodStanding, Sending, UnitStanding, calendar, standing


@dataclass(frozen=True, slots=True)
class PlanState:
    """The state of a plan on a day.

    `number` and `symbol` are those of the paper, `05` and `KH-SKHCN`; without a number the plan is still a draft. `open` are the periods
    that have begun and whose report is not issued, in calendar order; `current` is how the units stand in the one to be worked on.
    """

    number: str
    symbol: str
    issued_on: date | None
    open: tuple[ReportingPeriod, ...]
    current: PeriodStanding | None

    @property
    def issued(self) -> bool:
        """Whether the plan has its number."""
        return bool(self.number)

    @property
    def words(self) -> str:
        """`Nháp`, or `Đã ban hành số 05/KH-SKHCN ngày 20/01/2025`."""
        if not self.issued:
            return "Nháp"
        day = f" ngày {vietnamese.short_date(self.issued_on)}" if self.issued_on else ""
        return f"Đã ban hành số {self.number}/{self.symbol}{day}"

    @property
    def missing(self) -> tuple[UnitStanding, ...]:
        """Units that sent no form for the current period, overdue or not."""
        return self.current.missing if self.current else ()

    @property
    def late(self) -> tuple[UnitStanding, ...]:
        """Those of them whose deadline has passed, with the days overdue."""
        return tuple(unit for unit in self.missing if unit.sending is Sending.MISSING)


def plan_state(plan: Plan, results: Results, day: date) -> PlanState:
    """The state of a plan on the evening of `day`."""
    begun = tuple(period for period in calendar(plan) if period.first <= day and not period.locked)
    current = _current(begun, day)
    symbol = plan.facts.symbol or f"KH-{plan.agency.abbreviation}"
    return PlanState(plan.facts.number, symbol, plan.facts.issue_date, begun, standing(plan, results, current, day) if current else None)


def _current(begun: tuple[ReportingPeriod, ...], day: date) -> ReportingPeriod | None:
    """Of the open periods the one that ended last; when none has ended yet, the one that ends first.

    An office that reports by half-years leaves «Quý I» open for ever: a period that ended later goes before it.
    """
    ended = [period for period in begun if period.last < day]
    last = max((period.last for period in ended), default=None)
    return next((period for period in ended or begun if last is None or period.last == last), None)
