"""The state of a plan: draft or issued, the open periods, who is late."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from generator.actions.plan_states import plan_state
from generator.periods import DEFAULTS, window
from generator.plan import Plan
from generator.records import Agency, Criterion, Facts, ReformField, ReportingPeriod, TimeKind, TimeLimit, Unit, UnitKind
from generator.results import Results, Submission
from generator.richtext import Text
from tests.plans import plans


def _period(code: str, issued: date | None = None) -> ReportingPeriod:
    default = next(row for row in DEFAULTS if row.code == code)
    days = window(default, 2025)
    return ReportingPeriod(
        id=code,
        first=days.first,
        last=days.last,
        cumulative=default.cumulative,
        units_due=days.units_due,
        department_due=days.department_due,
        report_date=issued,
    )


def _plan(*periods: ReportingPeriod, number: str = "", issued: date | None = None) -> Plan:
    units = tuple(Unit(id=code, name=f"Phòng {code}", kind=UnitKind.ROOM) for code in ("A", "B"))
    line = Criterion(
        id="1.1",
        code="1.1",
        field="1",
        name=Text.of("Tên"),
        maximum=Decimal(2),
        score=Decimal(1),
        remedy=Text.of("Làm"),
        lead="A",
        support=("B",),
        time=TimeLimit(TimeKind.ONGOING),
    )
    return Plan(
        facts=Facts(
            assessed_year=2024,
            action_year=2025,
            title=Text.of("Khắc phục"),
            agency="CQ",
            number=number,
            issue_date=issued,
            score=Decimal(80),
        ),
        agencies=(Agency(id="cq", code="CQ", name="Sở", abbreviation="SKHCN", place="Hà Giang"),),
        units=units,
        fields=(ReformField(id="1", name="Chỉ đạo"),),
        criteria=(line,),
        periods=periods,
    )


def test_a_plan_without_a_number_is_a_draft() -> None:
    assert plan_state(_plan(), Results(), date(2025, 1, 20)).words == "Nháp"


def test_an_issued_plan_tells_number_symbol_and_day() -> None:
    found = plan_state(_plan(number="05", issued=date(2025, 1, 20)), Results(), date(2025, 2, 1))
    assert found.issued
    assert found.words == "Đã ban hành số 05/KH-SKHCN ngày 20/01/2025"


def test_no_period_is_open_before_the_first_begins() -> None:
    found = plan_state(_plan(_period("Q2")), Results(), date(2025, 1, 20))
    assert (found.open, found.current, found.missing, found.late) == ((), None, (), ())


def test_before_the_deadline_a_unit_is_missing_and_not_late() -> None:
    found = plan_state(_plan(_period("Q1")), Results(), date(2025, 2, 1))
    assert [row.unit.id for row in found.missing] == ["A", "B"]
    assert found.late == ()


def test_after_the_deadline_who_sent_nothing_is_late() -> None:
    sent = Submission(id="q1-a", period="Q1", unit="A", received=datetime(2025, 3, 10, 9, 0), file="a.xlsx", sha256="0" * 64)  # noqa: DTZ001
    found = plan_state(_plan(_period("Q1")), Results(submissions=(sent,)), date(2025, 3, 20))
    assert [(row.unit.id, row.days > 0) for row in found.late] == [("B", True)]


def test_the_period_that_ended_last_is_the_one_to_work_on() -> None:
    plan = _plan(_period("Q1"), _period("H1"), _period("NAM"))
    now = [plan_state(plan, Results(), day).current for day in (date(2025, 2, 1), date(2025, 3, 30), date(2025, 6, 16))]
    assert [row and row.period.id for row in now] == ["Q1", "Q1", "H1"]


def test_a_period_whose_report_is_issued_is_not_open() -> None:
    found = plan_state(_plan(_period("Q1", date(2025, 3, 20)), _period("H1")), Results(), date(2025, 3, 30))
    assert [period.id for period in found.open] == ["H1"]
    assert found.current is not None
    assert found.current.period.id == "H1"


@given(plans(), st.dates(date(2024, 1, 1), date(2027, 1, 1)))
def test_who_is_late_is_missing_and_the_current_period_is_open(plan: Plan, day: date) -> None:
    found = plan_state(plan, Results(), day)
    assert {row.unit.id for row in found.late} <= {row.unit.id for row in found.missing}
    assert (found.current is None) == (found.open == ())
    if found.current:
        assert found.current.period in found.open
        assert not found.current.period.locked
