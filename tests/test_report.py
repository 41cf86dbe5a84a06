from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Problem, Severity
from generator.papers.report_sentences import field_sentence, recovered_sentence
from generator.past_papers.derived import derived
from generator.plan import Plan
from generator.records import ReportingPeriod, TimeKind, TimeLimit
from generator.report import (
    Figures,
    Group,
    Tally,
    completion,
    completion_sentence,
    cross_checks,
    expected_sentence,
    figures,
    gates,
)
from generator.results import CriterionResult, Progress, Results
from generator.richtext import Text
from generator.standing import (
    criterion_states,
    period_of,
)
from generator.vietnamese import points
from tests.books import criterion
from tests.recount import Case, form, paper, recount, reported, shuffled, told, year_plan
from tests.source_plan import source_plan

DONE, ONGOING, NOT_STARTED, DROPPED = Progress.DONE, Progress.ONGOING, Progress.NOT_STARTED, Progress.NOT_APPLICABLE
NOTHING = Results()


def period(plan: Plan, code: str) -> ReportingPeriod:
    return period_of(plan, code)


def figures_of(plan: Plan, code: str, *rows: CriterionResult) -> Figures:
    return figures(plan, Results(results=rows), period(plan, code))


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def gate(plan: Plan, results: Results, code: str, gate_code: str) -> list[Problem]:
    return [problem for problem in gates(plan, results, period(plan, code)) if problem.code == gate_code]


def sums(group: Group | Tally) -> tuple[str, str, str]:
    tally = group.tally if isinstance(group, Group) else group
    return points(tally.maximum), points(tally.old_score), points(tally.lost)


# The source plan


def test_the_source_plan_has_nine_lines_that_lost_six_points_thirty() -> None:
    found = figures_of(source_plan(), "Q1")
    assert (found.overall.total, found.overall.unreported) == (9, 9)
    assert sums(found.overall) == ("11,50", "5,20", "6,30")
    assert points(found.unexplained) == "8,64"


def test_the_fields_of_the_source_plan_have_their_known_figures() -> None:
    # The source prints 5.3.3.3 under field IV: until the clerk moves it to V, IV has two lines and V none.
    found = {group.id: (group.tally.total, *sums(group)) for group in figures_of(source_plan(), "Q1").fields}
    assert found == {
        "1": (4, "5,00", "3,70", "1,30"),
        "2": (1, "1,00", "0,00", "1,00"),
        "3": (2, "4,00", "1,50", "2,50"),
        "4": (2, "1,50", "0,00", "1,50"),
    }


def test_full_recovery_brings_the_source_plan_to_91_36() -> None:
    plan = source_plan()
    rows = [told("NAM", row.code, expected=row.maximum) for row in plan.criteria]
    found = figures_of(plan, "NAM", *rows)
    assert (found.overall.gain, found.expected_index) == (Decimal("6.30"), Decimal("91.36"))
    assert expected_sentence(found) == (
        "Dự kiến điểm tăng thêm: 6,30 điểm; chỉ số dự kiến: 91,36/100 điểm (tự ước tính, chưa qua thẩm định)."
    )


def test_lead_units_of_the_source_plan_stand_in_the_order_of_units_with_points_at_stake() -> None:
    found = [(group.id, group.tally.total, points(group.tally.lost)) for group in figures_of(source_plan(), "Q1").leads]
    assert found == [("VP", 6, "4,30"), ("QLKH", 1, "1,00"), ("TT", 1, "0,50"), ("PCM", 1, "0,50")]


# Figures


def test_states_and_rates_are_counted_over_what_still_applies() -> None:
    plan = year_plan(*(criterion(f"1.{number}") for number in range(1, 6)))
    rows = (told("Q1", "1.1"), told("Q1", "1.2", ONGOING), told("Q1", "1.3", NOT_STARTED), told("Q1", "1.4", DROPPED))
    found = figures_of(plan, "Q1", *rows).overall
    assert (found.total, found.done, found.ongoing, found.not_started, found.not_applicable, found.unreported) == (5, 1, 1, 1, 1, 1)
    assert (found.base, found.completion_rate, found.converted_degree) == (4, Decimal(25), Decimal("0.375"))


def test_there_is_no_rate_when_nothing_applies_any_more() -> None:
    found = figures_of(year_plan(criterion("1.1.2")), "Q1", told("Q1", "1.1.2", DROPPED)).overall
    assert (found.completion_rate, found.converted_degree) == (None, None)
    assert completion_sentence(found) == ("Đã khắc phục xong 0/0 tiêu chí, tỷ lệ hoàn thành: không có; 1 tiêu chí không còn áp dụng.")


@pytest.mark.parametrize(("progress", "overdue"), [(DONE, 0), (DROPPED, 0), (ONGOING, 1), (NOT_STARTED, 1), (None, 1)])
def test_a_line_is_overdue_when_its_deadline_passed_and_it_is_not_complete(progress: Progress | None, overdue: int) -> None:
    plan = year_plan(criterion("1.1.2", time=TimeLimit(TimeKind.DAY, day=date(2025, 3, 13))))
    rows = (told("Q1", "1.1.2", progress, new_deadline=date(2025, 12, 1)),) if progress else ()
    assert figures_of(plan, "Q1", *rows).overall.overdue == overdue


def test_a_deadline_on_the_last_day_of_the_period_is_not_overdue() -> None:
    plan = year_plan(criterion("1.1.2", time=TimeLimit(TimeKind.DAY, day=date(2025, 3, 14))))
    assert figures_of(plan, "Q1").overall.overdue == 0


def test_survey_lines_are_in_no_expected_score_and_a_line_without_estimate_keeps_its_old_score() -> None:
    survey = criterion("1.1", self_scored=False)
    plan = year_plan(survey, criterion("1.2", score=Decimal("0.5")), criterion("1.3", score=Decimal(1)))
    found = figures_of(plan, "Q1", told("Q1", "1.1", expected=Decimal(2)), told("Q1", "1.2", expected=Decimal("1.25")))
    assert (found.overall.expected, found.overall.gain) == (Decimal("2.25"), Decimal("0.75"))
    assert [line.expected for line in found.lines] == [survey.score, Decimal("1.25"), Decimal(1)]


def test_the_expected_index_is_capped_at_the_applicable_maximum() -> None:
    plan = year_plan(criterion("1.1.2", maximum=Decimal(50), score=Decimal(0)))
    found = figures_of(plan, "Q1", told("Q1", "1.1.2", expected=Decimal(50)))
    assert found.expected_index == Decimal(100)


def test_an_expected_loss_is_said_to_be_a_loss() -> None:
    found = figures_of(year_plan(criterion("1.1.2")), "Q1", told("Q1", "1.1.2", expected=Decimal("1.895")))
    assert expected_sentence(found) == (
        "Dự kiến điểm giảm đi: 0,005 điểm; chỉ số dự kiến: 85,055/100 điểm (tự ước tính, chưa qua thẩm định)."
    )


def test_an_expected_loss_is_said_to_be_a_loss_of_its_field_and_in_the_report_on_completion() -> None:
    plan, results = year_plan(criterion("1.1.2")), Results(results=(told("NAM", "1.1.2", expected=Decimal("1.5")),))
    found = completion(plan, results, period_of(plan, "NAM"))
    by_field, whole = field_sentence(found.figures.fields[0].tally), recovered_sentence(found)
    assert by_field.endswith("điểm bị trừ: 0,10; điểm giảm dự kiến: 0,40 (tự ước tính, chưa qua thẩm định).")
    assert whole == (
        "Trong 0,10 điểm bị trừ, dự kiến chưa khắc phục được, giảm thêm 0,40 điểm, còn 0,50 điểm (tự ước tính, chưa qua thẩm định)."
    )
    assert derived(by_field)
    assert derived(whole)


def test_the_comparison_is_with_the_last_earlier_period_that_has_a_result() -> None:
    plan = year_plan(criterion("1.1"), criterion("1.2"), criterion("1.3"))
    rows = (told("Q1", "1.1"), told("Q3", "1.1", ONGOING), told("Q3", "1.2"), told("Q3", "1.3"))
    change = figures_of(plan, "Q3", *rows).change
    assert change is not None
    assert (change.before.id, change.done_before, change.difference) == ("Q1", 1, 1)
    assert (change.newly_done, change.reopened) == (("1.2", "1.3"), ("1.1",))


def test_nothing_is_compared_in_the_first_period_or_with_one_that_ends_the_same_day() -> None:
    assert figures_of(year_plan(), "Q1", told("Q1", "1.1.2")).change is None
    assert figures_of(year_plan(), "H1", told("Q2", "1.1.2")).change is None


# Sentences


def test_the_completion_sentence_rounds_half_up_and_tells_every_state() -> None:
    late = TimeLimit(TimeKind.DAY, day=date(2025, 3, 1))
    plan = year_plan(*(criterion(f"1.{number}", time=late) for number in range(1, 8)))
    rows = (
        *(told("Q1", f"1.{number}") for number in (1, 2)),
        told("Q1", "1.3", ONGOING),
        told("Q1", "1.4", NOT_STARTED),
        told("Q1", "1.5", DROPPED),
    )
    assert completion_sentence(figures_of(plan, "Q1", *rows).overall) == (
        "Đã khắc phục xong 2/6 tiêu chí, đạt 33,33%; còn 1 tiêu chí đang thực hiện, 1 tiêu chí chưa thực hiện,"
        " 2 tiêu chí chưa có báo cáo; 4 tiêu chí quá hạn; 1 tiêu chí không còn áp dụng."
    )


# The completion report


def test_the_completion_report_estimates_1_5_2_and_says_how() -> None:
    plan = year_plan(criterion("1.5.2", maximum=Decimal(1), score=Decimal("0.94")), criterion("2.1"), criterion("2.2"))
    results = Results(results=(told("NAM", "1.5.2"), told("NAM", "2.1"), told("NAM", "2.2", ONGOING)))
    estimate = completion(plan, results, period(plan, "NAM")).self_estimate
    assert estimate is not None
    assert estimate.value == Decimal("2.5") / 3
    assert estimate.words == (
        "Điểm ước tính của tiêu chí 1.5.2 = điểm tối đa × (số hoàn thành × 1 + số đang thực hiện × 0,5) / số tiêu chí còn áp dụng"
        " = 1,00 × (2 × 1 + 1 × 0,5) / 3 = 0,83 điểm (tự ước tính, chưa qua thẩm định)"
    )


def test_there_is_no_estimate_of_1_5_2_without_that_criterion_or_without_a_base() -> None:
    assert completion(year_plan(), NOTHING, period(year_plan(), "NAM")).self_estimate is None
    plan = year_plan(criterion("1.5.2"))
    dropped = completion(plan, Results(results=(told("NAM", "1.5.2", DROPPED),)), period(plan, "NAM")).self_estimate
    assert dropped is not None
    assert dropped.value is None
    assert dropped.words.endswith("không có, vì không còn tiêu chí áp dụng")


def test_the_completion_report_looks_back_on_the_periods() -> None:
    plan = year_plan()
    results = Results(results=(told("Q1", "1.1.2", ONGOING), told("Q3", "1.1.2"), told("Q4", "2.1.1")))
    found = completion(plan, results, period(plan, "Q4"))
    assert [(row.id, tally.done) for row, tally in found.progress] == [("Q1", 0), ("H1", 0), ("Q3", 1), ("Q4", 2)]


def test_the_completion_report_tells_points_evidence_and_what_is_carried_over() -> None:
    plan = year_plan(*(criterion(f"1.{number}", score=Decimal(1)) for number in range(1, 5)))
    open_row = told("NAM", "1.2", ONGOING, cause=Text.of("Chờ ý kiến"), next_step=Text.of("Trình lại"), new_deadline=date(2026, 6, 30))
    hard = told("NAM", "1.3", NOT_STARTED, difficulty=Text.of("Thiếu người"))
    results = Results(results=(told("NAM", "1.1", expected=Decimal("1.75")), open_row, hard), evidence=(paper("Q2", "1.1"),))
    found = completion(plan, results, period(plan, "NAM"))
    assert (found.recovered, found.still_lost) == (Decimal("0.75"), Decimal("3.25"))
    assert (found.with_evidence, found.without_evidence) == (("1.1",), ("1.2", "1.3", "1.4"))
    told_over = [(row.criterion.code, row.progress, row.reason.plain, row.next_step.plain, row.new_deadline) for row in found.carried]
    assert told_over == [
        ("1.2", ONGOING, "Chờ ý kiến", "Trình lại", date(2026, 6, 30)),
        ("1.3", NOT_STARTED, "Thiếu người", "", None),
        ("1.4", None, "", "", None),
    ]


# Gates


@pytest.mark.parametrize(("code", "severity"), [("Q1", Severity.WARNING), ("Q4", Severity.ERROR), ("NAM", Severity.ERROR)])
def test_a_line_without_state_and_a_result_without_evidence_block_the_completion_report_only(code: str, severity: Severity) -> None:
    plan = year_plan()
    results = Results(results=(told(code, "1.1.2"),))
    (without_state,), (without_evidence,) = gate(plan, results, code, "BC-02"), gate(plan, results, code, "BC-03")
    assert without_state.severity is without_evidence.severity is severity
    assert "2.1.1" in without_state.message
    assert "Văn phòng" in without_state.cure
    assert "1.1.2" in without_evidence.message
    assert without_state.place.sheet == without_evidence.place.sheet == "Kết quả"


def test_evidence_of_an_earlier_period_is_enough_and_of_a_later_one_is_not() -> None:
    plan = year_plan(criterion("1.1.2"))
    done = (told("Q3", "1.1.2"),)
    assert not gate(plan, Results(results=done, evidence=(paper("Q1", "1.1.2"),)), "Q3", "BC-03")
    assert gate(plan, Results(results=done, evidence=(paper("Q4", "1.1.2"),)), "Q3", "BC-03")


def test_an_open_line_needs_a_reason_and_a_new_deadline_at_the_end_of_the_year() -> None:
    plan = year_plan(criterion("1.1"), criterion("1.2"), criterion("1.3"), criterion("1.4"))
    explained = {"cause": Text.of("Chờ ý kiến"), "new_deadline": date(2026, 6, 30)}
    rows = (
        told("Q4", "1.1", ONGOING),
        told("Q4", "1.2", ONGOING, cause=Text.of("Chờ ý kiến")),
        told("Q4", "1.3", ONGOING, **explained),
        told("Q4", "1.4", DROPPED),
    )
    messages = [problem.message for problem in gate(plan, Results(results=rows), "Q4", "BC-04")]
    assert messages == [
        "Tiêu chí 1.1 chưa hoàn thành mà thiếu lý do và thời hạn mới",
        "Tiêu chí 1.2 chưa hoàn thành mà thiếu thời hạn mới",
    ]
    assert not gate(plan, Results(results=(told("Q3", "1.1", ONGOING),)), "Q3", "BC-04")


def test_a_whole_year_told_and_proved_passes_every_gate() -> None:
    plan = year_plan()
    results = Results(
        results=tuple(told("Q4", row.code) for row in plan.criteria),
        evidence=tuple(paper("Q4", row.code) for row in plan.criteria),
        submissions=tuple(form("Q4", unit.id, datetime(2025, 12, 1, 9, 0)) for unit in plan.units),  # noqa: DTZ001
    )
    assert gates(plan, results, period(plan, "Q4")) == ()


# Cross-checks


def _figures_to_break() -> Figures:
    plan = year_plan(criterion("1.1"), criterion("1.2"), criterion("2.1", lead="QLKH"))
    return figures_of(plan, "Q3", told("Q1", "1.1"), told("Q3", "1.2"))


def state_counted_twice(found: Figures) -> Figures:
    return replace(found, overall=replace(found.overall, done=found.overall.done + 1))


def field_lost(found: Figures) -> Figures:
    return replace(found, fields=found.fields[1:])


def lead_with_wrong_points(found: Figures) -> Figures:
    first = found.leads[0]
    wrong = replace(first, tally=replace(first.tally, old_score=first.tally.old_score + 1))
    return replace(found, leads=(wrong, *found.leads[1:]))


def code_in_two_fields(found: Figures) -> Figures:
    first, second = found.fields
    return replace(found, fields=(first, replace(second, codes=(*second.codes, "1.1"))))


def wrong_difference(found: Figures) -> Figures:
    assert found.change is not None
    return replace(found, change=replace(found.change, difference=5))


def unit_counted_twice(found: Figures) -> Figures:
    return replace(found, standing=replace(found.standing, units=(*found.standing.units, found.standing.units[0])))


BREAKS = [
    (state_counted_twice, {"BC-11", "BC-12", "BC-13"}),
    (field_lost, {"BC-12", "BC-14"}),
    (lead_with_wrong_points, {"BC-13"}),
    (code_in_two_fields, {"BC-14"}),
    (wrong_difference, {"BC-15"}),
    (unit_counted_twice, {"BC-16"}),
]


@pytest.mark.parametrize(("broken", "expected"), BREAKS, ids=[broken.__name__ for broken, _ in BREAKS])
def test_figures_that_do_not_add_up_are_found(broken: Callable[[Figures], Figures], expected: set[str]) -> None:
    found = _figures_to_break()
    assert cross_checks(found) == ()
    problems = cross_checks(broken(found))
    assert set(codes(problems)) == expected
    assert {problem.severity for problem in problems} == {Severity.ERROR}


def test_a_plan_without_criteria_has_empty_figures_that_add_up() -> None:
    plan = year_plan()
    empty = Plan.model_validate(dict(plan) | {"criteria": ()})
    found = figures_of(empty, "Q1")
    assert (found.overall.total, found.fields, found.leads, found.standing.units) == (0, (), (), ())
    assert cross_checks(found) == ()


# Laws


def numbers(tally: Tally) -> dict[str, Any]:
    more = {name: getattr(tally, name) for name in ("lost", "base", "completion_rate", "converted_degree")}
    return {**asdict(tally), **more}


def same(found: Tally, again: dict[str, Any]) -> bool:
    """Equal as fractions; a rate with no end is equal to all its digits."""
    ours = numbers(found)
    assert ours.keys() == again.keys()
    return all(ours[name] == again[name] or abs(Fraction(ours[name]) - again[name]) < Fraction(1, 10**20) for name in ours)


@given(reported())
def test_figures_are_what_a_recount_from_the_raw_rows_gives(case: Case) -> None:
    plan, results, asked = case
    found, again = figures(plan, results, asked), recount(plan, results, asked)
    assert same(found.overall, again["overall"])
    for groups, name in ((found.fields, "fields"), (found.leads, "leads")):
        assert [group.id for group in groups] == [key for key, numbers in again[name].items() if numbers["total"]]
        assert all(same(group.tally, again[name][group.id]) for group in groups)


@given(reported())
def test_fields_and_units_add_up_to_the_total(case: Case) -> None:
    plan, results, asked = case
    found = figures(plan, results, asked)
    assert cross_checks(found) == ()
    for groups in (found.fields, found.leads):
        for name, whole in asdict(found.overall).items():
            assert sum(getattr(group.tally, name) for group in groups) == whole
    sent = found.standing
    assert len(sent.on_time) + len(sent.late) + len(sent.missing) == len(sent.units)


@given(reported(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(case: Case, chance: Random) -> None:
    plan, results, asked = case
    other = shuffled(results, chance)
    assert completion(plan, other, asked) == completion(plan, results, asked)
    assert gates(plan, other, asked) == gates(plan, results, asked)
    assert criterion_states(plan, other) == criterion_states(plan, results)
