"""Rules L01 to L15: each finds its fault and nothing in a good plan; what the reader refuses first is refused with that code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import Workbook
from pydantic import ValidationError

from generator.content_checks import check, logic
from generator.content_checks.lists import Pair
from generator.errors import Severity
from generator.plan import Plan
from generator.records import Standing, TimeKind, TimeLimit
from generator.richtext import Text
from generator.workbook import write_plan_book
from tests.books import edited, refusals, saved, small_plan
from tests.checked_plans import ALL_COVERED, GOOD, LISTS, REPORT_FIRST, cured, facts, found, item, line, row
from tests.source_plan import source_plan
from tests.test_workbook_bad_input import put

SUM_UP: Final = "Tổng hợp, báo cáo Sở Nội vụ"
NO_LETTER: Final = line(
    "Các phòng chuyên môn, đơn vị trực thuộc đánh giá", "Các phòng chuyên môn, đơn vị trực thuộc đánh giá đúng thực trạng"
)

GOOD_AND_BAD: Final[dict[str, tuple[Plan, Plan]]] = {
    "L01": (GOOD, facts(annex_title=Text.of("DANH MỤC\nCác tiêu chí trong chỉ số cải cách hành chính năm 2025"))),
    "L02": (GOOD, row("5.3.3.3", field="4")),
    "L03": (GOOD, facts(target_band="Khá")),
    "L04": (ALL_COVERED, GOOD),
    "L05": (GOOD, row("1.5.2", remedy="Thực hiện tốt Kế hoạch khắc phục hạn chế năm 2025 của Sở")),
    "L06": (GOOD, row("3.1.1", remedy="Rà soát thực hiện các chỉ tiêu, nhiệm vụ Ủy ban nhân dân tỉnh giao về công tác cải cách thủ tục")),
    "L07": (GOOD, row("1.1.2", evidence="")),
    "L08": (GOOD, row("2.1.1", time=TimeLimit(TimeKind.QUARTER, quarter=1, year=2026))),
    "L09": (GOOD, line(SUM_UP, "Tổng hợp báo cáo kết quả khắc phục; thời gian hoàn thành trong Quý IV năm 2025.")),
    "L10": (GOOD, row("4.1.4", name="Thực hiện quy định về cơ cấu lãnh đạo (gọi chung là đơn vị)")),
    "L11": (GOOD, row("5.3.3.3", name="Đối với công chức không giữ chức vụ lãnh đạo")),
    "L12": (GOOD, row("1.1.2", score=Decimal(2))),
    "L13": (REPORT_FIRST, item("bases", 1, issued=date(2025, 1, 3))),
    "L14": (NO_LETTER, item("bases", 0, NO_LETTER, standing=Standing.REPLACED)),
    "L15": (GOOD, facts(band="Khá")),
}


def test_each_rule_of_logic_has_an_example() -> None:
    assert [rule.code for rule, _ in logic.RULES] == sorted(GOOD_AND_BAD)


@pytest.mark.parametrize("code", sorted(GOOD_AND_BAD))
def test_a_rule_of_logic_finds_its_fault_and_nothing_in_a_good_plan(code: str) -> None:
    good, bad = GOOD_AND_BAD[code]
    assert not found(code, good)
    assert {one.code for one in found(code, bad)} == {code}


SOURCE: Final[dict[str, list[str]]] = {
    "L01": ["annex_title"],
    "L02": ["5.3.3.3 field"],
    "L03": ["target_band", "text"],
    "L04": ["score"],
    "L05": ["1.5.2 remedy"],
    "L06": ["1.1.2 remedy", "1.5.2 remedy", "3.1.1 remedy", "3.6 remedy", "4.1.4 remedy", "5.3.3.3 remedy"],
    "L07": [f"{code} time" for code in ("1.1.2", "1.4.1.2", "1.5.2", "1.7.2", "3.1.1", "3.6", "4.1.4", "5.3.3.3")],
    "L08": ["2.1.1 time"],
    "L09": ["text", "text"],
    "L10": ["4.1.4 name"],
    "L11": ["5.3.3.3 name"],
    "L12": ["score_places"],
    "L13": ["issued"],
    "L14": ["text"],
    "L15": [],
}


@pytest.mark.parametrize("code", SOURCE)
def test_the_source_plan_has_the_faults_of_logic_that_it_is_known_for(code: str) -> None:
    plan = source_plan()
    places = []
    for one in found(code, plan):
        name, *rest = one.path
        places.append(f"{plan.criteria[int(rest[0])].code} {rest[-1]}" if name == "criteria" else str(rest[-1]))
    assert places == SOURCE[code]


def test_of_equal_weight_the_criterion_that_lost_most_comes_first() -> None:
    found_here = [one for one in check(source_plan(), LISTS) if one.code == "L07"]
    assert [one.weight for one in found_here] == sorted((one.weight for one in found_here), reverse=True)
    assert "3.1.1" in found_here[0].message


def test_the_share_of_points_without_a_line_is_said_in_figures() -> None:
    (finding,) = found("L04", source_plan())
    assert finding.message.startswith("8,64 trong 14,94 điểm bị trừ (57,83%)")


def test_lines_that_lose_more_than_the_whole_index_are_told() -> None:
    (finding,) = found("L04", facts(score=Decimal(98)))
    assert "6,30" in finding.message
    assert "2,00" in finding.message


def test_wrong_years_and_fields_are_set_right() -> None:
    for code in ("L01", "L02", "L12"):
        bad = source_plan()
        assert found(code, bad)
        assert not found(code, cured(bad, code))


@pytest.mark.parametrize(
    ("words", "faults"),
    [
        ("Góp phần nâng cao chỉ số CCHC năm 2025 và các năm tiếp theo", 0),
        ("Phấn đấu chỉ số cải cách hành chính năm 2025 đạt loại Tốt", 0),
        ("Kết quả chỉ số cải cách hành chính năm 2025 còn hạn chế", 1),
        ("Khắc phục hạn chế của chỉ số CCHC của Sở năm 2023", 1),
        ("Khắc phục hạn chế của chỉ số CCHC của Sở năm 2024", 0),
    ],
)
def test_the_index_of_the_year_of_action_is_named_only_as_an_aim(words: str, faults: int) -> None:
    assert len(found("L01", line("Nâng cao trách nhiệm", words))) == faults


def test_a_year_of_action_that_does_not_follow_is_told() -> None:
    assert ("facts", "action_year") in [one.path for one in found("L01", facts(action_year=2026))]
    assert not found("L01", GOOD)


@pytest.mark.parametrize(("now", "target", "faults"), [("Tốt", "Xuất sắc", 0), ("Tốt", "Tốt", 0), ("Khá", "Trung bình", 1), ("A", "B", 0)])
def test_bands_are_compared_by_name_when_no_table_is_given(now: str, target: str, faults: int) -> None:
    plan = line("Tiếp tục duy trì", "Tiếp tục duy trì", facts(band=now, target_band=target))
    assert len(found("L03", plan, replace(LISTS, bands=()))) == faults


def test_an_office_may_rank_bands_of_its_own() -> None:
    letters = replace(LISTS, bands=(Pair("A", "90", safe=True), Pair("B", "80", safe=True)))
    assert found("L03", facts(band="A", target_band="B"), letters)
    assert not found("L03", facts(band="B", target_band="A"), letters)


def test_without_a_table_no_band_is_judged_and_a_bound_that_is_no_number_is_told() -> None:
    assert not found("L15", facts(band="Yếu"), replace(LISTS, bands=()))
    (finding,) = found("L15", GOOD, replace(LISTS, bands=(Pair("Tốt", "nhiều", safe=True),)))
    assert "“Tốt”" in finding.message


def test_points_of_a_smaller_maximum_are_no_per_cent() -> None:
    assert not found("L15", facts(score=Decimal("68.32"), applicable_maximum=Decimal(84)))


def test_a_year_alone_is_shown_and_a_day_of_another_year_is_a_fault() -> None:
    assert "nên xem lại" in found("L08", row("2.1.1", time=TimeLimit(TimeKind.YEAR, year=2025)))[0].message
    assert "30/9/2024" in found("L08", row("2.1.1", time=TimeLimit(TimeKind.DAY, day=date(2024, 9, 30))))[0].message


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("Tổng hợp, báo cáo Sở Nội vụ trước ngày 20/12/2025", ()),
        ("Định kỳ báo cáo kết quả về Văn phòng Sở trước ngày 05 của tháng cuối quý", ()),
        ("Báo cáo kết quả thực hiện gửi Văn phòng Sở tổng hợp", ("ngày phải gửi",)),
        ("Gửi báo cáo trước ngày 20/12/2025", ("nơi nhận báo cáo",)),
        ("Tổng hợp báo cáo kết quả trong Quý IV năm 2025", ("ngày phải gửi", "nơi nhận báo cáo")),
    ],
)
def test_a_duty_to_report_names_the_day_and_the_receiver(words: str, missing: tuple[str, ...]) -> None:
    messages = [one.message for one in found("L09", line(SUM_UP, words))]
    assert len(messages) == bool(missing)
    assert all(what in messages[0] for what in missing)


def test_a_plan_in_which_nobody_has_to_report_is_told() -> None:
    plan = line("Báo cáo kết quả", "Thực hiện Kế hoạch", line(SUM_UP, "Theo dõi Kế hoạch"))
    assert [one.message for one in found("L09", plan)] == ["Phần Tổ chức thực hiện không giao ai báo cáo kết quả"]


def test_units_report_before_the_department() -> None:
    late = item("periods", 0, units_due=date(2025, 3, 25))
    assert [one.path for one in found("L09", late)] == [("periods", 0, "units_due")]


def test_a_basis_after_the_paper_and_a_number_of_another_year_are_told() -> None:
    assert "sau ngày của Kế hoạch" in found("L13", item("bases", 0, REPORT_FIRST, issued=date(2025, 2, 1)))[0].message
    assert "năm 2016" in found("L13", item("bases", 0, REPORT_FIRST, number="16/2016/QĐ-UBND"))[0].message


def test_the_very_same_day_is_only_worth_a_look() -> None:
    (finding,) = found("L13", source_plan())
    assert finding.severity is Severity.NOTE
    assert "nên xem lại" in finding.message


def test_an_old_document_is_asked_about_until_the_sheet_of_bases_says_that_it_is_in_force() -> None:
    old = item("bases", 0, NO_LETTER, issued=date(2020, 1, 2))
    assert [one.severity for one in found("L14", old)] == [None]
    assert not found("L14", item("bases", 0, old, standing=Standing.IN_FORCE))
    assert [one.severity for one in found("L14", item("bases", 0, old, standing=Standing.EXPIRED))] == [Severity.ERROR]


def test_a_document_to_be_abolished_is_not_asked_about() -> None:
    assert "2016" in next(one.remedy.plain for one in GOOD.criteria if one.code == "2.1.1")
    assert not found("L14", NO_LETTER)


REFUSED: Final[dict[str, tuple[Callable[[Workbook], object], str]]] = {
    "L02, U01: a field that no sheet has": (put("Tiêu chí", "B2", "Lĩnh vực không có"), "KH-07"),
    "L02: a field without a name": (put("Danh mục", "C2", ""), "BANG-10"),
    "L08: a time of another kind": (put("Tiêu chí", "L2", "Khi nào xong"), "BANG-15"),
    "L08: words that are no time": (put("Tiêu chí", "M2", "sớm nhất có thể"), "BANG-17"),
    "L12: a score above the maximum": (put("Tiêu chí", "F2", 3), "KH-06"),
    "L12: a maximum of nothing": (put("Tiêu chí", "E2", 0), "KH-05"),
    "U01: a lead that is in no registry": (put("Tiêu chí", "J2", "Phòng Bay"), "KH-07"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_plan_that_was_read_cannot_have_is_refused_first(name: str, tmp_path: Path) -> None:
    data = write_plan_book(small_plan())
    change, code = REFUSED[name]
    assert not refusals(saved(tmp_path, data, "tot.xlsx"))
    assert code in {problem.code for problem in refusals(saved(tmp_path, edited(data, change)))}


@pytest.mark.parametrize(("days", "code"), [((date(2025, 3, 1), None), "KH-08"), (None, "KH-09")])
def test_an_agency_without_one_name_on_the_day_of_the_paper_is_refused_first(days: Any, code: str) -> None:  # noqa: ANN401 - two days
    agency = GOOD.agencies[0]
    named = agency.model_copy(update={"valid_from": days[0]}) if days else agency
    more = () if days else (agency.model_copy(update={"id": "moi", "name": "Sở mới"}),)
    with pytest.raises(ValidationError) as refused:
        Plan.model_validate(dict(GOOD) | {"agencies": (named, *more)})
    assert code in {fault.code for fault in refused.value.errors()[0]["ctx"]["faults"]}
