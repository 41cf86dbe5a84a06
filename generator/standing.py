"""How things stand in a period: who owes a form and sent it when, which result of a criterion counts, what still bars the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from generator import vietnamese
from generator.errors import InputRefusedError, Place, Problem, Severity
from generator.periods import PeriodCode
from generator.plan import Plan
from generator.records import Criterion, ReportingPeriod, TimeKind, TimeLimit, Unit, UnitKind
from generator.results import CriterionResult, Evidence, Progress, Results, Submission

COMPLETION: Final = frozenset({PeriodCode.Q4, PeriodCode.YEAR})
"""Periods whose report is the completion report: «Quý IV» and «Năm»."""

UNREPORTED: Final = "Chưa có báo cáo"
"""State of a criterion on which nothing was reported; never «Chưa thực hiện», which a unit has to say itself."""

DUE_HOUR: Final = "17 giờ 00"
"""Hour printed with the units' deadline; lateness is counted in whole days, so a form of the last evening is on time."""

_QUARTER_ENDS: Final = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


class Sending(StrEnum):
    """How a unit's form stands against the units' deadline."""

    ON_TIME = "Đúng hạn"
    LATE = "Gửi chậm"
    MISSING = "Chưa gửi"
    NOT_DUE = "Chưa đến hạn"


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A reporting unit in a period; `days` is days late when the form came late, days overdue when it is missing, otherwise 0."""

    unit: Unit
    sending: Sending
    received: datetime | None = None
    days: int = 0

    @property
    def words(self) -> str:
        """`Gửi chậm 2 ngày`, `Chưa gửi, quá hạn 3 ngày`, `Đúng hạn`, `Chưa đến hạn`."""
        if not self.days:
            return str(self.sending)
        return f"{self.sending}{',' if self.sending is Sending.MISSING else ''} {_DAYS[self.sending]}{self.days} ngày"


_DAYS: Final = {Sending.LATE: "", Sending.MISSING: "quá hạn "}


@dataclass(frozen=True, slots=True)
class PeriodStanding:
    """All reporting units of a period, in the order of the plan, each exactly once."""

    period: ReportingPeriod
    units: tuple[UnitStanding, ...]

    @property
    def on_time(self) -> tuple[UnitStanding, ...]:
        """gui_dung_han: units whose form came before the end of the day `units_due`."""
        return self._of(Sending.ON_TIME)

    @property
    def late(self) -> tuple[UnitStanding, ...]:
        """gui_tre: units whose form came later, with the days late."""
        return self._of(Sending.LATE)

    @property
    def missing(self) -> tuple[UnitStanding, ...]:
        """chua_gui: units that sent no form, whether the deadline has passed or not."""
        return self._of(Sending.MISSING, Sending.NOT_DUE)

    def _of(self, *sendings: Sending) -> tuple[UnitStanding, ...]:
        return tuple(unit for unit in self.units if unit.sending in sendings)


@dataclass(frozen=True, slots=True)
class CriterionStates:
    """A criterion's state in each period, in calendar order; None is «chưa có báo cáo»."""

    code: str
    states: tuple[tuple[ReportingPeriod, Progress | None], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion in a period with the result that counts (None: «chưa có báo cáo»), its evidence so far, and its deadline."""

    criterion: Criterion
    result: CriterionResult | None
    evidence: tuple[Evidence, ...]
    deadline: date | None
    overdue: bool
    """Not done, still applicable, and the plan's deadline lies before the period's last day; a new deadline does not lift this."""

    @property
    def progress(self) -> Progress | None:
        """Mức độ; None is «chưa có báo cáo»."""
        return self.result.progress if self.result else None

    @property
    def open(self) -> bool:
        """Still to be mended: neither done nor without application; a line nobody reported on is open."""
        return self.progress not in {Progress.DONE, Progress.NOT_APPLICABLE}

    @property
    def expected(self) -> Decimal:
        """Điểm dự kiến: the unit's own estimate; the old score where there is none, or where a survey gives the score."""
        estimate = self.result.expected if self.result and self.criterion.self_scored else None
        return self.criterion.score if estimate is None else estimate


def calendar(plan: Plan) -> tuple[ReportingPeriod, ...]:
    """The plan's periods in calendar order: by last day; of those that end together the shorter first, so Q2 before H1."""
    return tuple(sorted(plan.periods, key=lambda period: (period.last, -period.first.toordinal(), period.cumulative, period.id)))


def until(plan: Plan, period: ReportingPeriod) -> tuple[ReportingPeriod, ...]:
    """The plan's periods up to and including this one, in calendar order."""
    ordered = calendar(plan)
    return ordered[: ordered.index(period) + 1]


def period_of(plan: Plan, code: str) -> ReportingPeriod:
    """The plan's period with this code. Raises InputRefusedError (BC-01) when the plan has none."""
    for period in plan.periods:
        if period.id == code:
            return period
    known = ", ".join(period.id for period in calendar(plan)) or "chưa có kỳ nào"
    raise InputRefusedError(
        Problem("BC-01", f"Kế hoạch không có kỳ báo cáo “{code}”", f"Chọn một kỳ đã có ({known}), hoặc thêm kỳ vào kế hoạch", Place())
    )


def standing(plan: Plan, results: Results, period: ReportingPeriod, day: date | None) -> PeriodStanding:
    """Who sent its form when, seen on the evening of `day`: a form that came later is not there yet.

    Without a day every form counts, and a unit that sent none is missing with no days counted.
    """
    sent: dict[str, Submission] = {}
    for row in sorted(results.submissions, key=lambda row: (row.received.isoformat(), row.id)):
        if row.period == period.id and (day is None or row.received.date() <= day):
            sent[row.unit] = row
    units = (_unit_standing(unit, sent.get(unit.id), period.units_due, day) for unit in reporting_units(plan, period))
    return PeriodStanding(period, tuple(units))


def _unit_standing(unit: Unit, form: Submission | None, due: date, day: date | None) -> UnitStanding:
    if form is not None:
        late = max((form.received.date() - due).days, 0)
        return UnitStanding(unit, Sending.LATE if late else Sending.ON_TIME, form.received, late)
    if day is None or day > due:
        return UnitStanding(unit, Sending.MISSING, days=(day - due).days if day else 0)
    return UnitStanding(unit, Sending.NOT_DUE)


def reporting_units(plan: Plan, period: ReportingPeriod) -> tuple[Unit, ...]:
    """Units that owe a form in a period: not a group, «phải báo cáo», leading or supporting a criterion, itself or in a group.

    The duty of a unit that ended before the period's last day passes to its successor; one that is not there yet owes nothing.
    """
    named = {code for row in plan.criteria for code in (row.lead, *row.support)}
    named |= {heir.id for code in named if (heir := present_unit(plan, code, period.last))}
    owing = {
        heir.id
        for unit in plan.units
        if _may_report(unit) and not named.isdisjoint((unit.id, *_groups(plan, unit)))
        if (heir := present_unit(plan, unit.id, period.last))
    }
    here = (unit for unit in plan.units if unit.valid_from is None or unit.valid_from <= period.last)
    return tuple(unit for unit in here if unit.id in owing and _may_report(unit))


def _may_report(unit: Unit) -> bool:
    return unit.reports and unit.kind is not UnitKind.GROUP


def _groups(plan: Plan, unit: Unit) -> Iterator[str]:
    """Codes of the groups a unit belongs to, from the nearest up; a ring of groups is walked once."""
    groups = {group.id: group for group in plan.units if group.kind is UnitKind.GROUP}
    while group := groups.pop(unit.group, None):
        yield group.id
        unit = group


def present_unit(plan: Plan, code: str, day: date) -> Unit | None:
    """The unit, or the successor that stands in its place on a day; None when it ended and nobody follows."""
    units = {unit.id: unit for unit in plan.units}
    unit = units.pop(code, None)
    while unit is not None and unit.valid_to is not None and unit.valid_to < day:
        unit = units.pop(unit.successor, None)
    return unit


def counted(plan: Plan, results: Results, period: ReportingPeriod) -> dict[str, CriterionResult]:
    """The result that counts in a period, by the id of its criterion; an id that is missing is «chưa có báo cáo».

    A cumulative period takes the last result up to and including itself, of all periods of the plan (one plan year). Any other takes
    its own result; when it has none and the last one before said «Đã hoàn thành», the criterion stays done with that result.
    """
    told = {(row.period, row.criterion): row for row in sorted(results.results, key=lambda row: row.id)}
    periods = until(plan, period)
    found: dict[str, CriterionResult] = {}
    for row in plan.criteria:
        last = next((told[key] for before in reversed(periods) if (key := (before.id, row.id)) in told), None)
        if last and (period.cumulative or last.period == period.id or last.progress is Progress.DONE):
            found[row.id] = last
    return found


def with_result(plan: Plan, results: Results) -> tuple[ReportingPeriod, ...]:
    """Periods in which anything was reported on a criterion of the plan, in calendar order."""
    ids = {row.id for row in plan.criteria}
    told = {row.period for row in results.results if row.criterion in ids}
    return tuple(period for period in calendar(plan) if period.id in told)


def papers(plan: Plan, results: Results, period: ReportingPeriod) -> dict[str, tuple[Evidence, ...]]:
    """Evidence given in this period or an earlier one, by the id of its criterion, in the order of its own ids."""
    periods = {before.id for before in until(plan, period)}
    found: dict[str, tuple[Evidence, ...]] = {row.id: () for row in plan.criteria}
    for paper in sorted(results.evidence, key=lambda row: row.id):
        if paper.period in periods and paper.criterion in found:
            found[paper.criterion] += (paper,)
    return found


def lines(plan: Plan, results: Results, period: ReportingPeriod) -> tuple[Line, ...]:
    """One line for each criterion, in the plan's order."""
    told, proofs = counted(plan, results, period), papers(plan, results, period)
    return tuple(_line(plan, row, told.get(row.id), proofs[row.id], period) for row in plan.criteria)


def _line(plan: Plan, row: Criterion, result: CriterionResult | None, proofs: tuple[Evidence, ...], period: ReportingPeriod) -> Line:
    due = deadline(row.time, plan.facts.action_year)
    line = Line(row, result, proofs, due, overdue=False)
    return Line(row, result, proofs, due, overdue=line.open and due is not None and due < period.last)


def criterion_states(plan: Plan, results: Results) -> tuple[CriterionStates, ...]:
    """Every criterion's state in every period, as the report of that period counts it; a period nobody reported in has no state."""
    told = with_result(plan, results)
    states = [(period, counted(plan, results, period) if period in told else {}) for period in calendar(plan)]
    return tuple(
        CriterionStates(row.code, tuple((period, found[row.id].progress if row.id in found else None) for period, found in states))
        for row in plan.criteria
    )


def deadline(time: TimeLimit, action_year: int) -> date | None:
    """Last day on which a criterion may be mended: the day, the end of the calendar quarter or year; None when it goes on all the time."""
    year = time.year or action_year
    if time.kind is TimeKind.DAY:
        return time.day
    if time.kind is TimeKind.QUARTER and time.quarter:
        return date(year, *_QUARTER_ENDS[time.quarter])
    return date(year, 12, 31) if time.kind is TimeKind.YEAR else None


def submissions_sentence(found: PeriodStanding) -> str:
    """«Đến hết hạn (…), có a/n đơn vị gửi đúng hạn; b đơn vị gửi chậm (…); c đơn vị chưa gửi (…).»; a part with nobody is left out."""
    if not found.units:
        return "Không có đơn vị nào phải gửi báo cáo trong kỳ."
    due = vietnamese.short_date(found.period.units_due)
    parts = [f"Đến hết hạn ({DUE_HOUR} ngày {due}), có {len(found.on_time)}/{len(found.units)} đơn vị gửi đúng hạn"]
    if found.late:
        names = "; ".join(f"{late.unit.printed} chậm {late.days} ngày" for late in found.late)
        parts.append(f"{len(found.late)} đơn vị gửi chậm ({names})")
    if found.missing:
        names = "; ".join(missing.unit.printed for missing in found.missing)
        parts.append(f"{len(found.missing)} đơn vị chưa gửi ({names})")
    return "; ".join(parts) + "."


def barriers(plan: Plan, results: Results, period: ReportingPeriod) -> tuple[Problem, ...]:
    """What stands in the way of a report besides the state of its lines.

    BC-05 a unit that sent nothing (note). BC-06 (Q4, NAM) an earlier period with results whose report was not issued, so that it is
    not locked (warning). Errors: BC-07 a lead unit that ended before the period's last day and has no successor; BC-08 a result of a
    criterion, BC-10 of a period, that the plan does not have; BC-09 two results for one criterion in one period.
    """
    return (
        *_unknown_rows(plan, results),
        *_silent_units(plan, results, period),
        *(_open_periods(plan, results, period) if period.id in COMPLETION else ()),
        *_ended_leads(plan, period),
    )


def _unknown_rows(plan: Plan, results: Results) -> Iterator[Problem]:
    ids, periods = {row.id for row in plan.criteria}, {period.id for period in plan.periods}
    times = Counter((row.period, row.criterion) for row in results.results)
    for row in sorted(results.results, key=lambda row: row.id):
        told = f"Kết quả “{row.id}”"
        if row.criterion not in ids:
            yield _stray(
                "BC-08", f"{told} nói về tiêu chí {row.criterion} không có trong kế hoạch", "Sửa mã tiêu chí, hoặc xoá dòng kết quả"
            )
        if row.period not in periods:
            yield _stray("BC-10", f"{told} nói về kỳ {row.period} không có trong kế hoạch", "Sửa mã kỳ, hoặc thêm kỳ vào kế hoạch")
        if times[row.period, row.criterion] > 1:
            yield _stray(
                "BC-09", f"{told} là một trong nhiều dòng của tiêu chí {row.criterion} trong cùng kỳ", "Giữ một dòng, xoá dòng thừa"
            )


def _stray(code: str, message: str, cure: str) -> Problem:
    return Problem(code, message, cure, Place(sheet="Kết quả"))


def _silent_units(plan: Plan, results: Results, period: ReportingPeriod) -> Iterator[Problem]:
    for row in standing(plan, results, period, None).missing:
        words = f"{row.unit.printed} chưa gửi báo cáo kỳ {period.id}, được nêu tên trong danh sách chưa gửi"
        cure = "Đôn đốc đơn vị, hoặc nhận biểu của đơn vị rồi lập lại báo cáo"
        yield Problem("BC-05", words, cure, Place(sheet="Đơn vị"), Severity.NOTE)


def _open_periods(plan: Plan, results: Results, period: ReportingPeriod) -> Iterator[Problem]:
    for before in with_result(plan, results):
        if before.last < period.last and not before.locked:
            words = f"Kỳ {before.id} chưa khoá vì chưa có ngày phát hành báo cáo, nên kết quả kỳ đó còn có thể thay đổi"
            cure = f"Ghi ngày phát hành báo cáo kỳ {before.id} ở trang Kỳ báo cáo, rồi lập lại báo cáo hoàn thành"
            yield Problem("BC-06", words, cure, Place(sheet="Kỳ báo cáo"), Severity.WARNING)


def _ended_leads(plan: Plan, period: ReportingPeriod) -> Iterator[Problem]:
    for unit in plan.units:
        codes = [row.code for row in plan.criteria if row.lead == unit.id]
        if codes and present_unit(plan, unit.id, period.last) is None:
            end = f"hết hiệu lực trước ngày cuối kỳ {period.id} mà không có đơn vị kế thừa"
            words = f"{unit.printed} chủ trì tiêu chí {', '.join(codes)} nhưng {end}"
            yield Problem("BC-07", words, "Ghi đơn vị kế thừa ở trang Đơn vị, hoặc đổi đơn vị chủ trì", Place(sheet="Đơn vị"))
