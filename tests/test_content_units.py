"""Rules U01 to U10: each finds its fault and nothing in a good plan."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from generator.content_checks import units
from generator.content_checks.finding import Change
from generator.plan import Plan
from generator.richtext import Run, Text
from tests.checked_plans import GOOD, cured, facts, found, item, line, row
from tests.content_rules import put
from tests.source_plan import source_plan

CENTRE: Final = next(index for index, unit in enumerate(GOOD.units) if unit.id == "TT")
WIDE_GROUP: Final = "Các phòng chuyên môn, đơn vị trực thuộc"

GOOD_AND_BAD: Final[dict[str, tuple[Plan, Plan]]] = {
    "U01": (GOOD, row("3.6", lead="PCM", support=("VP",))),
    "U02": (GOOD, row("1.4.1.2", remedy="Bộ phận tuyên truyền mời Báo Trung ương đưa tin mỗi quý")),
    "U03": (GOOD, row("1.1.2", support=("PCM",))),
    "U04": (GOOD, line("Theo dõi, đôn đốc", "Theo dõi, đôn đốc các phòng chuyên môn, đơn vị thuộc Sở")),
    "U05": (GOOD, item("units", CENTRE, name="Trung tâm thông tin và chuyển giao công nghệ mới")),
    "U06": (GOOD, row("1.5.2", remedy="Văn phòng lập danh mục việc phải làm của Sở KHCN")),
    "U07": (GOOD, row("1.7.2", remedy="Văn phòng rà soát hằng tuần nhiệm vụ Chủ tịch giao")),
    "U08": (GOOD, put(GOOD, Change(("recipients",), GOOD.recipients[1:]))),
    "U09": (GOOD, item("recipients", 2, name="BGĐ Sở")),
    "U10": (GOOD, facts(expected_date=None)),
}

SOURCE: Final = {
    "U01": ["“Các phòng chuyên môn” chủ trì"],
    "U02": ["Bộ phận tuyên truyền"],
    "U03": ["tiêu chí 1.1.2", "tiêu chí 1.5.2"],
    "U04": ["“Các phòng, đơn vị”", "“các phòng chuyên môn, đơn vị thuộc Sở”", "“Các phòng, đơn vị”"],
    "U05": ["Trung tâm thông tin và chuyển giao công nghệ mới"],
    "U06": ["Sở KHCN"],
    "U07": ["“Chủ tịch”"],
    "U08": ["Trung tâm thông tin và chuyển giao công nghệ mới", "UBND tỉnh Hà Giang"],
    "U09": ["BGĐ"],
    "U10": ["ngày dự kiến ban hành"],
}


def test_each_rule_about_units_has_an_example() -> None:
    assert [rule.code for rule, _ in units.RULES] == sorted(GOOD_AND_BAD)


@pytest.mark.parametrize("code", sorted(GOOD_AND_BAD))
def test_a_rule_about_units_finds_its_fault_and_nothing_in_a_good_plan(code: str) -> None:
    good, bad = GOOD_AND_BAD[code]
    assert not found(code, good)
    assert {one.code for one in found(code, bad)} == {code}


@pytest.mark.parametrize("code", SOURCE)
def test_the_source_plan_has_the_faults_about_units_that_it_is_known_for(code: str) -> None:
    messages = [one.message for one in found(code, source_plan())]
    assert len(messages) == len(SOURCE[code])
    for message, words in zip(messages, SOURCE[code], strict=True):
        assert words in message


def test_a_unit_that_leads_and_supports_is_taken_off_the_support() -> None:
    bad = row("3.6", support=("VP", "PCM"))
    assert [one.path[-1] for one in found("U01", bad)] == ["support"]
    assert next(one.support for one in cured(bad, "U01").criteria if one.code == "3.6") == ("PCM",)


@pytest.mark.parametrize(
    ("remedy", "faults"),
    [
        ("Phòng Quản lý khoa học lập danh sách", 0),  # its group supports the row
        ("Trung tâm Thông tin và Chuyển giao công nghệ mới đăng bài", 1),
        ("Phòng, chống tham nhũng", 0),
        ("Tổ chức kiểm tra mỗi quý", 0),
        ("Tổ giúp việc kiểm tra mỗi quý", 1),
    ],
)
def test_a_unit_named_in_a_remedy_takes_part_in_the_row(remedy: str, faults: int) -> None:
    assert len(found("U02", row("3.6", remedy=remedy))) == faults


def test_a_longer_name_is_not_taken_for_the_shorter_one_inside_it() -> None:
    assert not found("U03", row("1.1.2", support=("PCM-DVTT",)))
    assert "“Các phòng chuyên môn”" in found("U03", row("1.1.2", remedy="Các phòng chuyên môn lập bảng theo dõi"))[0].message


def test_a_group_in_other_words_is_called_as_registered_and_a_looser_one_only_shown() -> None:
    assert f"đôn đốc {WIDE_GROUP[:1].lower()}{WIDE_GROUP[1:]}" in cured(GOOD_AND_BAD["U04"][1], "U04").model_dump_json()
    loose = item("recipients", 3, name="Các phòng, đơn vị")
    assert [(one.changes, "nên xem lại" in one.message) for one in found("U04", loose)] == [((), True)]
    assert not found("U04", line("Theo dõi, đôn đốc", "Đôn đốc các phòng, đơn vị, cá nhân có liên quan"))


def test_two_units_of_one_name_are_told() -> None:
    twice = item("units", CENTRE, name="Phòng Quản lý khoa học")
    assert len([one for one in found("U04", twice) if one.path[0] == "units"]) == 2


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Giao phòng quản lý khoa học lập bảng", "Giao Phòng Quản lý khoa học lập bảng"),
        ("Giao Phòng Quản Lý Khoa Học lập bảng", "Giao Phòng Quản lý khoa học lập bảng"),
    ],
)
def test_capitals_in_a_text_follow_the_registry(typed: str, printed: str) -> None:
    bad = row("3.6", remedy=typed)
    assert next(one.remedy.plain for one in cured(bad, "U05").criteria if one.code == "3.6") == printed


@pytest.mark.parametrize("name", ["Phòng Kế hoạch - Tài chính", "Chi cục Tiêu chuẩn Đo lường Chất lượng", "Văn phòng Sở", "Thanh tra Sở"])
def test_names_in_good_capitals_are_left_alone(name: str) -> None:
    assert not found("U05", item("units", CENTRE, name=name))


def test_a_short_name_may_be_used_after_it_was_defined() -> None:
    told = line("Năm 2024, Sở", "Sở Khoa học và Công nghệ (sau đây gọi tắt là Sở KHCN) đạt loại Tốt", GOOD_AND_BAD["U06"][1])
    assert not found("U06", told)
    assert "của Sở Khoa học và Công nghệ" in cured(GOOD_AND_BAD["U06"][1], "U06").model_dump_json()


def test_a_short_name_written_out_keeps_the_look_of_the_rest() -> None:
    bad = put(GOOD, Change(("criteria", 0, "remedy"), Text((Run("Việc của "), Run("Sở KHCN", bold=True), Run(" nêu ở trên")))))
    assert cured(bad, "U06").criteria[0].remedy == Text((Run("Việc của "), Run("Sở Khoa học và Công nghệ", bold=True), Run(" nêu ở trên")))


@pytest.mark.parametrize("words", ["Chủ tịch UBND tỉnh", "Phó Chủ tịch Ủy ban nhân dân tỉnh", "Chủ tịch nước", "Chủ tịch Hội đồng"])
def test_a_chairman_with_his_body_is_no_fault(words: str) -> None:
    assert not found("U07", row("1.7.2", remedy=f"Văn phòng rà soát nhiệm vụ {words} giao"))


def test_the_archive_is_the_last_line_of_the_recipients() -> None:
    lines = GOOD.recipients
    assert found("U08", put(GOOD, Change(("recipients",), lines[:-1])))
    assert found("U08", put(GOOD, Change(("recipients",), (lines[-1], *lines[:-1]))))


def test_a_receiver_of_reports_is_among_the_recipients() -> None:
    asked = item("periods", 0, receiver="Sở Tài chính")
    assert "Sở Tài chính" in found("U08", asked)[0].message
    assert not found("U08", item("periods", 0, receiver="Sở Nội vụ"))


def test_the_province_named_in_short_letters_is_the_same_body() -> None:
    assert not found("U08", item("recipients", 0, name="UBND tỉnh (b/c)"))


def test_a_body_is_called_alike_among_recipients_and_in_the_text() -> None:
    assert cured(GOOD_AND_BAD["U09"][1], "U09").recipients[2].name == "Ban Giám đốc Sở"


def test_units_and_signer_are_in_office_on_the_day_of_the_paper() -> None:
    assert [one.path for one in found("U10", item("units", 0, valid_to=date(2025, 1, 1)))] == [("units", 0, "name")]
    assert [one.path for one in found("U10", item("signers", 0, valid_from=date(2025, 7, 1)))] == [("facts", "signer")]
