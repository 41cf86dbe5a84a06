"""Results for tests by chance, and the figures of a report counted anew from the raw rows, in another way than the program's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from generator.periods import DEFAULTS, window
from generator.plan import Plan
from generator.records import Criterion, ReportingPeriod, TimeKind, Unit, UnitKind
from generator.results import CriterionResult, Evidence, Progress, Results, Submission
from generator.richtext import Text
from tests.books import criterion, small_plan
from tests.plans import plans

HASH: Final = "0" * 64
_NO_YEAR: Final = date.max

Case: TypeAlias = tuple[Plan, Results, ReportingPeriod]


def year_periods() -> tuple[ReportingPeriod, ...]:
    """The seven usual periods of 2025."""
    made = []
    for default in DEFAULTS:
        days = window(default, 2025)
        made.append(
            ReportingPeriod(
                id=default.code,
                first=days.first,
                last=days.last,
                cumulative=default.cumulative,
                units_due=days.units_due,
                department_due=days.department_due,
            )
        )
    return tuple(made)


def year_plan(*criteria: Criterion, **changes: Any) -> Plan:  # noqa: ANN401 - any part of the plan
    """The small plan with all periods of its year."""
    return small_plan(*(criteria or (criterion("1.1.2"), criterion("2.1.1"))), **{"periods": year_periods(), **changes})


def ended_office(*, successor: str = "") -> Plan:
    """The small plan whose office ended on 1 March 2025."""
    plan = year_plan()
    office, room = plan.units
    office = office.model_copy(update={"valid_to": date(2025, 3, 1), "successor": successor})
    heir = Unit(id="VPM", name="Văn phòng mới", kind=UnitKind.OFFICE, valid_from=date(2025, 3, 2))
    return year_plan(units=(office, room, heir))


def told(period: str, code: str, progress: Progress = Progress.DONE, **changes: Any) -> CriterionResult:  # noqa: ANN401 - any field
    """What a lead unit says of a criterion."""
    return CriterionResult(**{"id": f"{period}-{code}", "period": period, "criterion": code, "unit": "VP", "progress": progress, **changes})


def paper(period: str, code: str) -> Evidence:
    """A paper that proves a result."""
    return Evidence(id=f"{period}-{code}-1", period=period, criterion=code, unit="VP", title="Báo cáo số 1")


def form(period: str, unit: str, when: datetime) -> Submission:
    """A form taken in."""
    return Submission(id=f"{period}-{unit}", period=period, unit=unit, received=when, file="bieu.xlsx", sha256=HASH)


@st.composite
def reported(draw: st.DrawFn) -> Case:
    """A valid plan, what was reported on it, and one of its periods; made from a seed, as plans are."""
    plan = draw(plans(max_criteria=10))
    chance = Random(draw(st.integers(0, 2**32)))  # noqa: S311 - not for secrets
    periods = plan.periods or year_periods()
    units = tuple(_kept(unit, chance) for unit in plan.units)
    plan = Plan.model_validate(dict(plan) | {"periods": periods, "units": units})
    return plan, _results(plan, chance), chance.choice(periods)


def _kept(unit: Unit, chance: Random) -> Unit:
    """Most units last; some end within the year."""
    end = chance.choice((None, None, date(2025, 2, 1), date(2025, 7, 1)))
    return unit.model_copy(update={"valid_from": None, "valid_to": end, "reports": chance.random() < 0.8})


def _results(plan: Plan, chance: Random) -> Results:
    pairs = [(period, row) for period in plan.periods for row in plan.criteria if chance.random() < 0.4]
    forms = [(period, unit) for period in plan.periods for unit in plan.units if chance.random() < 0.6]
    return Results(
        results=tuple(_told(period, row, chance) for period, row in pairs),
        evidence=tuple(paper(period.id, row.id) for period, row in pairs if chance.random() < 0.5),
        submissions=tuple(form(period.id, unit.id, _moment(period, chance)) for period, unit in forms),
    )


def _told(period: ReportingPeriod, row: Criterion, chance: Random) -> CriterionResult:
    return told(
        period.id,
        row.id,
        chance.choice(list(Progress)),
        unit=row.lead,
        expected=chance.choice((None, row.maximum, row.score, Decimal(chance.randint(0, 5000)) / 1000)),
        cause=Text.of(chance.choice(("", "Chờ ý kiến"))),
        new_deadline=chance.choice((None, date(2026, 6, 30))),
    )


def _moment(period: ReportingPeriod, chance: Random) -> datetime:
    return datetime.combine(period.units_due + timedelta(days=chance.randint(-3, 4)), time(chance.randint(0, 23), 30))


def shuffled(results: Results, chance: Random) -> Results:
    """The same rows in another order."""
    names = ("results", "evidence", "submissions")
    return Results(**{name: tuple(chance.sample(rows := getattr(results, name), len(rows))) for name in names})


def recount(plan: Plan, results: Results, period: ReportingPeriod) -> dict[str, Any]:
    """The figures of a set of criteria by name; for the whole plan, and under each field and lead unit."""
    led = {unit.id: [row for row in plan.criteria if row.lead == unit.id] for unit in plan.units}
    inside = {field.id: [row for row in plan.criteria if row.field == field.id] for field in plan.fields}
    return {
        "overall": _count(plan, results, period, plan.criteria),
        "fields": {key: _count(plan, results, period, rows) for key, rows in inside.items()},
        "leads": {key: _count(plan, results, period, rows) for key, rows in led.items()},
    }


def _count(plan: Plan, results: Results, period: ReportingPeriod, rows: Sequence[Criterion]) -> dict[str, Any]:
    """Each row adds to running sums, in fractions."""
    states: dict[Progress | None, int] = {}
    sums = {"overdue": Fraction(0), "maximum": Fraction(0), "old_score": Fraction(0), "expected": Fraction(0), "gain": Fraction(0)}
    for row in rows:
        last = said(plan, results, period, row.id)
        state = last.progress if last else None
        states[state] = states.get(state, 0) + 1
        sums["maximum"] += Fraction(row.maximum)
        sums["old_score"] += Fraction(row.score)
        finished = state is Progress.DONE or state is Progress.NOT_APPLICABLE
        sums["overdue"] += not finished and _ends(row, plan.facts.action_year) < period.last
        if row.self_scored:
            hoped = row.score if last is None or last.expected is None else last.expected
            sums["expected"] += Fraction(hoped)
            sums["gain"] += Fraction(hoped) - Fraction(row.score)
    done, dropped, total = states.get(Progress.DONE, 0), states.get(Progress.NOT_APPLICABLE, 0), sum(states.values())
    half_done = states.get(Progress.ONGOING, 0)
    return {
        "total": total,
        "done": done,
        "ongoing": half_done,
        "not_started": states.get(Progress.NOT_STARTED, 0),
        "not_applicable": dropped,
        "unreported": states.get(None, 0),
        **sums,
        "lost": sums["maximum"] - sums["old_score"],
        "base": total - dropped,
        "completion_rate": None if total == dropped else Fraction(100 * done, total - dropped),
        "converted_degree": None if total == dropped else Fraction(2 * done + half_done, 2 * (total - dropped)),
    }


def said(plan: Plan, results: Results, period: ReportingPeriod, criterion_id: str) -> CriterionResult | None:
    """The result that counts: the rows of the criterion are tried one after the other, a later one takes the place of an earlier one."""
    periods = {row.id: row for row in plan.periods}
    best: CriterionResult | None = None
    for row in results.results:
        if row.criterion != criterion_id or row.period not in periods or _after(periods[row.period], period):
            continue
        if best is None or _after(periods[row.period], periods[best.period]):
            best = row
    if best is None or period.cumulative or best.period == period.id:
        return best
    return best if best.progress is Progress.DONE else None


def _after(one: ReportingPeriod, other: ReportingPeriod) -> bool:
    """Ends later; or ends together and began earlier, so that it sums up the other."""
    if one.last != other.last:
        return one.last > other.last
    if one.first != other.first:
        return one.first < other.first
    if one.cumulative != other.cumulative:
        return one.cumulative
    return one.id > other.id


def _ends(row: Criterion, action_year: int) -> date:
    year = row.time.year or action_year
    if row.time.kind is TimeKind.DAY:
        return row.time.day or _NO_YEAR
    if row.time.kind is TimeKind.QUARTER and row.time.quarter:
        first_after = date(year + row.time.quarter // 4, row.time.quarter * 3 % 12 + 1, 1)
        return first_after - timedelta(days=1)
    return date(year, 12, 31) if row.time.kind is TimeKind.YEAR else _NO_YEAR


def owing(plan: Plan, period: ReportingPeriod) -> list[str]:
    """Codes of the units that owe a form, each unit asked by itself."""
    named = [code for row in plan.criteria for code in (row.lead, *row.support)]

    def touched(unit: Unit) -> bool:
        chain = {unit.id, *_groups_of(plan, unit.group, frozenset())}
        return any(code in chain or _heir(plan, code, period.last, frozenset()) in chain for code in named)

    def owes(unit: Unit) -> bool:
        heirs = [other for other in plan.units if _heir(plan, other.id, period.last, frozenset()) == unit.id]
        return any(_able(other) and touched(other) for other in heirs)

    return [unit.id for unit in plan.units if _able(unit) and owes(unit)]


def _able(unit: Unit) -> bool:
    return unit.reports and unit.kind is not UnitKind.GROUP


def _groups_of(plan: Plan, code: str, seen: frozenset[str]) -> frozenset[str]:
    for unit in plan.units:
        if unit.id == code and unit.kind is UnitKind.GROUP and code not in seen:
            return _groups_of(plan, unit.group, seen | {code})
    return seen


def _heir(plan: Plan, code: str, day: date, seen: frozenset[str]) -> str | None:
    for unit in plan.units:
        if unit.id == code and code not in seen:
            return code if unit.valid_to is None or unit.valid_to >= day else _heir(plan, unit.successor, day, seen | {code})
    return None
