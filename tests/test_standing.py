from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given

from generator.errors import InputRefusedError, Problem, Severity
from generator.plan import Plan
from generator.records import ReportingPeriod, TimeKind, TimeLimit, Unit, UnitKind
from generator.results import CriterionResult, Progress, Results
from generator.standing import (
    Sending,
    barriers,
    calendar,
    counted,
    criterion_states,
    deadline,
    lines,
    period_of,
    present_unit,
    reporting_units,
    standing,
    submissions_sentence,
)
from tests.books import criterion
from tests.recount import Case, ended_office, form, owing, paper, reported, said, told, year_plan
from tests.source_plan import source_plan

DONE, ONGOING, NOT_STARTED, DROPPED = Progress.DONE, Progress.ONGOING, Progress.NOT_STARTED, Progress.NOT_APPLICABLE
NOTHING = Results()


def period(plan: Plan, code: str) -> ReportingPeriod:
    return period_of(plan, code)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def barrier(plan: Plan, results: Results, code: str, barrier_code: str) -> list[Problem]:
    return [problem for problem in barriers(plan, results, period(plan, code)) if problem.code == barrier_code]


def progress_of(plan: Plan, code: str, *rows: CriterionResult) -> Progress | None:
    return lines(plan, Results(results=rows), period(plan, code))[0].progress


# Which result counts


def test_periods_stand_in_the_order_of_the_calendar_and_a_sum_after_what_it_sums_up() -> None:
    assert [row.id for row in calendar(year_plan())] == ["Q1", "Q2", "H1", "Q3", "9M", "Q4", "NAM"]


def test_a_cumulative_period_takes_the_last_result_so_far() -> None:
    rows = (told("Q1", "1.1.2", NOT_STARTED), told("Q2", "1.1.2", ONGOING), told("Q3", "1.1.2", DONE))
    assert progress_of(year_plan(), "H1", *rows) is ONGOING


def test_a_plain_period_takes_its_own_result_only() -> None:
    assert progress_of(year_plan(), "Q2", told("Q1", "1.1.2", ONGOING)) is None


def test_a_criterion_once_done_stays_done_in_a_plain_period() -> None:
    assert progress_of(year_plan(), "Q3", told("Q1", "1.1.2")) is DONE


def test_a_criterion_that_went_back_does_not_stay_done() -> None:
    rows = (told("Q1", "1.1.2"), told("Q2", "1.1.2", ONGOING))
    assert progress_of(year_plan(), "Q3", *rows) is None


def test_of_two_results_for_one_criterion_the_same_counts_in_any_order() -> None:
    twice = (told("Q1", "1.1.2", ONGOING), told("Q1", "1.1.2", id="khac"))
    assert progress_of(year_plan(), "Q1", *twice) is progress_of(year_plan(), "Q1", *reversed(twice)) is DONE


def test_results_are_known_by_the_id_of_the_criterion_when_its_code_changed() -> None:
    plan = year_plan(criterion("1.1.2", id="k-1"))
    results = Results(results=(told("Q1", "k-1"),), evidence=(paper("Q1", "k-1"),))
    (line,) = lines(plan, results, period(plan, "Q1"))
    assert (line.progress, line.evidence) == (DONE, results.evidence)
    assert not barrier(plan, results, "Q1", "BC-08")


def test_states_show_a_criterion_as_each_report_counts_it() -> None:
    plan = year_plan(criterion("1.1.2"))
    results = Results(results=(told("Q1", "1.1.2", ONGOING), told("Q3", "1.1.2")))
    (states,) = criterion_states(plan, results)
    assert [(row.id, state) for row, state in states.states] == [
        ("Q1", ONGOING), ("Q2", None), ("H1", None), ("Q3", DONE), ("9M", None), ("Q4", None), ("NAM", None),
    ]  # fmt: skip


def test_a_period_that_the_plan_does_not_have_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputRefusedError) as refused:
        period_of(year_plan(), "Q7")
    (problem,) = refused.value.problems
    assert problem.code == "BC-01"
    assert "“Q7”" in problem.message
    assert "Q1, Q2, H1" in problem.cure


@pytest.mark.parametrize(
    ("time", "last"),
    [
        (TimeLimit(TimeKind.DAY, day=date(2025, 3, 5)), date(2025, 3, 5)),
        (TimeLimit(TimeKind.QUARTER, quarter=2, year=2025), date(2025, 6, 30)),
        (TimeLimit(TimeKind.QUARTER, quarter=4), date(2025, 12, 31)),
        (TimeLimit(TimeKind.YEAR, year=2026), date(2026, 12, 31)),
        (TimeLimit(TimeKind.ONGOING), None),
    ],
)
def test_a_time_limit_ends_on_its_last_day(time: TimeLimit, last: date | None) -> None:
    assert deadline(time, 2025) == last


# Who is late


def test_a_form_of_the_last_evening_is_on_time_and_one_of_the_next_night_is_a_day_late() -> None:
    plan = year_plan()
    asked = period(plan, "Q1")
    assert asked.units_due == date(2025, 3, 13)
    forms = (form("Q1", "VP", datetime(2025, 3, 13, 23, 59, 59)), form("Q1", "QLKH", datetime(2025, 3, 14, 0, 0)))  # noqa: DTZ001
    found = standing(plan, Results(submissions=forms), asked, date(2025, 3, 20))
    assert [(row.unit.id, row.words, row.days) for row in found.units] == [("VP", "Đúng hạn", 0), ("QLKH", "Gửi chậm 1 ngày", 1)]


@pytest.mark.parametrize(
    ("day", "sending", "words"),
    [
        (date(2025, 3, 13), Sending.NOT_DUE, "Chưa đến hạn"),
        (date(2025, 3, 16), Sending.MISSING, "Chưa gửi, quá hạn 3 ngày"),
        (None, Sending.MISSING, "Chưa gửi"),
    ],
)
def test_a_unit_without_a_form_is_overdue_only_after_the_deadline(day: date | None, sending: Sending, words: str) -> None:
    plan = year_plan()
    found = standing(plan, NOTHING, period(plan, "Q1"), day)
    assert {(row.sending, row.words) for row in found.units} == {(sending, words)}
    assert found.missing == found.units


def test_a_form_is_there_from_the_day_it_came() -> None:
    plan = year_plan()
    results = Results(submissions=(form("Q1", "VP", datetime(2025, 3, 18, 8, 0)),))  # noqa: DTZ001
    found = [standing(plan, results, period(plan, "Q1"), date(2025, 3, day)).units[0].words for day in (17, 18)]
    assert found == ["Chưa gửi, quá hạn 4 ngày", "Gửi chậm 5 ngày"]


def test_a_unit_that_reports_for_no_criterion_or_is_freed_owes_nothing() -> None:
    plan = year_plan(criterion("1.1.2", support=()))
    assert [unit.id for unit in reporting_units(plan, period(plan, "Q1"))] == ["VP"]
    freed = year_plan(units=tuple(unit.model_copy(update={"reports": unit.id != "VP"}) for unit in plan.units))
    assert [unit.id for unit in reporting_units(freed, period(freed, "Q1"))] == ["QLKH"]


def test_the_duty_of_an_ended_unit_passes_to_its_successor() -> None:
    plan = ended_office(successor="VPM")
    assert [unit.id for unit in reporting_units(plan, period(plan, "Q1"))] == ["QLKH", "VPM"]
    assert present_unit(plan, "VP", date(2025, 3, 1)) == plan.unit("VP")
    assert present_unit(plan, "VP", date(2025, 3, 2)) == plan.unit("VPM")
    assert not barrier(plan, NOTHING, "Q1", "BC-07")


def test_a_ring_of_ended_units_has_no_successor() -> None:
    plan = ended_office(successor="VP")
    assert present_unit(plan, "VP", date(2025, 3, 14)) is None


def test_the_sentence_names_who_was_late_and_who_sent_nothing() -> None:
    plan = source_plan()
    forms = (form("Q1", "VP", datetime(2025, 3, 10, 9, 0)), form("Q1", "QLKH", datetime(2025, 3, 17, 9, 0)))  # noqa: DTZ001
    assert submissions_sentence(standing(plan, Results(submissions=forms), period(plan, "Q1"), None)) == (
        "Đến hết hạn (17 giờ 00 ngày 13/3/2025), có 1/3 đơn vị gửi đúng hạn; 1 đơn vị gửi chậm (Phòng Quản lý khoa học chậm 4 ngày);"
        " 1 đơn vị chưa gửi (Trung tâm thông tin và chuyển giao công nghệ mới)."
    )


def test_the_sentence_leaves_out_what_nobody_is() -> None:
    plan = year_plan(criterion("1.1.2", support=()))
    results = Results(submissions=(form("Q1", "VP", datetime(2025, 3, 1, 9, 0)),))  # noqa: DTZ001
    assert submissions_sentence(standing(plan, results, period(plan, "Q1"), None)) == (
        "Đến hết hạn (17 giờ 00 ngày 13/3/2025), có 1/1 đơn vị gửi đúng hạn."
    )


def test_the_sentence_says_so_when_nobody_owes_a_form() -> None:
    plan = year_plan(units=tuple(unit.model_copy(update={"reports": False}) for unit in year_plan().units))
    assert submissions_sentence(standing(plan, NOTHING, period(plan, "Q1"), None)) == "Không có đơn vị nào phải gửi báo cáo trong kỳ."


def test_the_source_plan_has_three_reporting_units_and_no_group() -> None:
    plan = source_plan()
    assert [unit.id for unit in reporting_units(plan, period(plan, "Q1"))] == ["VP", "QLKH", "TT"]


def group(code: str, inside: str = "", **changes: Any) -> Unit:  # noqa: ANN401 - any field of the record
    return Unit(id=code, name=f"Các đơn vị {code}", kind=UnitKind.GROUP, group=inside, **changes)


def test_a_unit_reports_through_the_group_of_its_group_and_the_group_that_follows_one() -> None:
    room = Unit(id="P1", name="Phòng Một", kind=UnitKind.ROOM, group="G1")
    row = criterion("1.1.2", lead="G2", support=())
    inner = year_plan(row, units=(room, group("G1", "G2"), group("G2")), body=())
    assert reporting_units(inner, period(inner, "Q1")) == (room,)
    followed = year_plan(row, units=(room, group("G1"), group("G2", valid_to=date(2025, 3, 1), successor="G1")), body=())
    assert reporting_units(followed, period(followed, "Q1")) == (room,)


# Barriers


def test_a_unit_that_sent_nothing_is_noted_by_name() -> None:
    plan = year_plan()
    results = Results(submissions=(form("Q1", "VP", datetime(2025, 3, 1, 9, 0)),))  # noqa: DTZ001
    (problem,) = barrier(plan, results, "Q1", "BC-05")
    assert problem.severity is Severity.NOTE
    assert problem.message.startswith("Phòng Quản lý khoa học chưa gửi báo cáo kỳ Q1")


def test_an_earlier_period_that_is_not_locked_is_warned_of_at_the_end_of_the_year() -> None:
    plan = year_plan()
    results = Results(results=(told("Q1", "1.1.2"), told("Q3", "1.1.2")))
    assert [problem.message[:6] for problem in barrier(plan, results, "Q4", "BC-06")] == ["Kỳ Q1 ", "Kỳ Q3 "]
    assert not barrier(plan, results, "Q3", "BC-06")
    issued = year_plan(periods=tuple(row.model_copy(update={"report_date": date(2025, 3, 20)}) for row in plan.periods))
    assert not barrier(issued, results, "Q4", "BC-06")


def test_a_lead_unit_that_ended_without_successor_blocks() -> None:
    plan = ended_office()
    (problem,) = barrier(plan, NOTHING, "Q1", "BC-07")
    assert problem.severity is Severity.ERROR
    assert problem.place.sheet == "Đơn vị"
    assert "Văn phòng chủ trì tiêu chí 1.1.2, 2.1.1" in problem.message
    assert not barrier(year_plan(), NOTHING, "Q1", "BC-07")


def test_results_outside_the_plan_and_twice_told_are_errors() -> None:
    twice = told("Q1", "1.1.2").model_copy(update={"id": "khac"})
    results = Results(results=(told("Q1", "1.1.2"), twice, told("Q1", "9.9.9"), told("Q7", "2.1.1")))
    found = codes(barriers(year_plan(), results, period(year_plan(), "Q1")))
    assert [code for code in found if code in {"BC-08", "BC-09", "BC-10"}] == ["BC-09", "BC-08", "BC-10", "BC-09"]


# Laws


@given(reported())
def test_the_result_that_counts_is_what_a_recount_takes(case: Case) -> None:
    plan, results, asked = case
    found = counted(plan, results, asked)
    assert {row.id: found.get(row.id) for row in plan.criteria} == {row.id: said(plan, results, asked, row.id) for row in plan.criteria}


@given(reported())
def test_units_that_owe_a_form_are_what_a_recount_finds(case: Case) -> None:
    plan, _, asked = case
    assert [unit.id for unit in reporting_units(plan, asked)] == owing(plan, asked)
