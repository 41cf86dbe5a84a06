"""Rules W01 to W19: abbreviations, commas, terms, sentences, typed signs, parts of the form; the laws that hold for all rules."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.carrying import Edit, replaced
from generator.content_checks import wording
from generator.content_checks.abbreviations import abbreviations_in
from generator.content_checks.finding import Change
from generator.content_checks.lists import read_lists
from generator.content_checks.texts import printed_texts, value_at, written_texts
from generator.content_checks.typed_signs import legacy_code
from generator.papers.plan_wording import plan_paper
from generator.plan import Plan
from generator.records import AnnexProfile, BodyKind
from generator.richtext import EMPTY, Run, Text
from generator.workbook import read_plan_book
from tests.content_rules import (
    FUNCTIONS,
    GOOD,
    REMEDY,
    SHIPPED,
    all_findings,
    cured,
    findings,
    put,
    with_lines,
    with_remedy,
    with_value,
    words_of,
)
from tests.plans import plans
from tests.source_plan import WORKBOOK, source_plan

GOOD_AND_BAD: Final[dict[str, tuple[Plan, Plan]]] = {
    "W01": (GOOD, with_remedy("Rà soát TTHC hằng tháng")),
    "W02": (GOOD, with_remedy("Họp về cải cách hành chính hằng tháng")),
    "W03": (GOOD, with_value(("criteria", 0, "name"), Text.of("1.4.1.2.Trong năm có tin bài"))),
    "W04": (GOOD, with_lines("Các phòng, đơn vị, đánh giá đúng thực trạng.")),
    "W05": (GOOD, with_remedy("Các phòng chuyên môn đơn vị trực thuộc rà soát")),
    "W06": (GOOD, with_remedy("Nâng chỉ số CCHC Sở lên")),
    "W07": (GOOD, with_lines("Sở còn hạn chế, để khắc phục hạn chế, để góp phần nâng cao chỉ số CCHC.")),
    "W08": (GOOD, with_remedy("Rà soát các chỉ tiêu còn tồn tại, hạn chế")),
    "W09": (GOOD, with_remedy("Phấn đấu đạt 85.06/100 điểm")),
    "W10": (GOOD, with_remedy("Phấn đấu **tăng điểm**")),
    "W11": (GOOD, with_remedy("Họp về cải cách hành\nchính hằng tháng")),
    "W12": (GOOD, with_remedy("Họp hằng tháng.")),
    "W13": (GOOD, with_remedy("Rà soát công tác Cải cách hằng tháng")),
    "W14": (GOOD, with_value(("facts", "annex_profile"), AnnexProfile.EIGHT)),
    "W15": (GOOD, with_value(("facts", "issue_date"), None)),
    "W16": (GOOD, with_value(("recipients",), ())),
    "W17": (GOOD, with_lines("Trưởng, phó các phòng chịu trách nhiệm.")),
    "W18": (GOOD, with_remedy("Toàn thể cán bộ CCVC chấp hành")),
    "W19": (GOOD, with_value(("recipients", 1, "name"), unicodedata.normalize("NFD", "Ban Giám đốc Sở"))),
}


def test_each_rule_about_words_has_an_example() -> None:
    assert [rule.code for rule, _ in wording.RULES] == sorted(GOOD_AND_BAD)


@pytest.mark.parametrize("code", sorted(GOOD_AND_BAD))
def test_a_rule_finds_its_fault_and_nothing_in_a_good_plan(code: str) -> None:
    good, bad = GOOD_AND_BAD[code]
    assert not findings(code, good)
    assert {one.code for one in findings(code, bad)} == {code}


def test_no_rule_finds_anything_in_a_well_written_plan() -> None:
    assert len(FUNCTIONS) == 29
    assert not words_of(all_findings(GOOD))


@pytest.mark.parametrize(
    "words",
    [
        "Theo dõi tiêu chí 3.6, 1.4.1.2 và mục 2.1 của bộ tiêu chí",
        "Chuyển 10.000 đồng, tỷ lệ 95% và 1,5 điểm",
        "Xã Đồng Văn, huyện Đồng Văn, ông Nguyễn Văn An",
        "Các phòng, đơn vị, cá nhân có liên quan",
        "Rà soát; nâng cấp Cổng dịch vụ công; họp Quý II năm 2024",
        "Tập huấn cho công chức, viên chức (sau đây gọi tắt là CCVC), đánh giá CCVC cuối năm",
        "Công bố chỉ số bảo đảm hiệu quả, đúng hạn",
        "Giai đoạn I, II và III",
        "Gặp Müller trao đổi về “chuyển đổi số”",
        "Thực hiện Luật Cán bộ, công chức và Kế hoạch số 215/KH-SNV",
    ],
)
def test_ordinary_words_raise_no_alarm(words: str) -> None:
    assert not words_of(all_findings(with_remedy(words)))


def test_the_source_plan_has_the_faults_of_wording_that_it_is_known_for() -> None:
    plan = read_plan_book(WORKBOOK).plan
    found = {code: [(one.path, one.message) for one in findings(code, plan)] for code in GOOD_AND_BAD}
    assert {code: len(places) for code, places in found.items()} == {
        "W01": 7, "W02": 2, "W03": 0, "W04": 2, "W05": 1, "W06": 1, "W07": 1, "W08": 4, "W09": 1, "W10": 1,
        "W11": 2, "W12": 2, "W13": 1, "W14": 1, "W15": 1, "W16": 0, "W17": 1, "W18": 1, "W19": 0,
    }  # fmt: skip
    shorts = {short for short in ("CCHC", "VBQPPL", "TTHC", "CCVC", "BGĐ", "UBND", "KHCN") if f"“{short}”" in str(found["W01"])}
    assert len(shorts) == 7
    named = {"W05": "Các phòng chuyên môn đơn vị trực thuộc", "W06": "chỉ số CCHC Sở", "W09": "85.06", "W10": "**85.06/100 điểm**"}
    named |= {"W13": "Cải cách", "W17": "Trưởng, phó các phòng", "W18": "cán bộ CCVC", "W11": "hành ⏎ chính"}
    assert all(words in str(found[code]) for code, words in named.items())
    assert {path for path, _ in found["W12"]} == {("criteria", 0, "remedy"), ("criteria", 1, "remedy")}


def test_a_code_typed_before_a_name_is_taken_off_by_the_reader_and_by_the_rule() -> None:
    assert any(problem.code == "W03" for problem in read_plan_book(WORKBOOK).problems)
    assert cured(GOOD_AND_BAD["W03"][1], "W03").criteria[0].name.plain == "Trong năm có tin bài"
    other = with_value(("criteria", 0, "name"), Text.of("1.4.1.3. Trong năm có tin bài"))
    assert [one.changes for one in findings("W03", other)] == [()]
    assert cured(with_remedy("Xem 1.5.2.Mức độ"), "W03").criteria[0].remedy.plain == "Xem 1.5.2. Mức độ"
    assert cured(with_lines("IV. Phụ lục", kind=BodyKind.HEADING), "W03").body[-2].text.plain == "Phụ lục"


def test_an_explained_abbreviation_is_used_afterwards_but_names_of_documents_stay() -> None:
    plan = with_remedy("Họp về cải cách hành chính theo Kế hoạch số 9/KH-A ngày 02/01/2024 của Sở về cải cách hành chính năm 2024")
    text = cured(plan, "W02").criteria[0].remedy.plain
    assert text == "Họp về CCHC theo Kế hoạch số 9/KH-A ngày 02/01/2024 của Sở về cải cách hành chính năm 2024"


def test_an_office_may_allow_an_abbreviation() -> None:
    bad = GOOD_AND_BAD["W01"][1]
    own = read_lists({"viet-tat-khong-can-giai-thich.txt": b"TTHC\n"})[0]
    assert findings("W01", bad)
    assert not findings("W01", bad, own)


@pytest.mark.parametrize(
    ("code", "typed", "right"),
    [
        ("W05", "các phòng đơn vị báo cáo", "các phòng, đơn vị báo cáo"),
        ("W08", "Các chỉ tiêu còn tồn tại, hạn chế", "Các tiêu chí còn tồn tại, hạn chế"),
        ("W09", "đạt 85.06, tăng 1.5 điểm, 41.33%", "đạt 85,06, tăng 1,5 điểm, 41,33%"),
        ("W10", "__Họp__ và <b>báo cáo</b> **ngay**", "Họp và báo cáo ngay"),
        ("W12", "Họp hằng tháng.", "Họp hằng tháng"),
    ],
)
def test_a_cure_gives_the_right_words(code: str, typed: str, right: str) -> None:
    assert cured(with_remedy(typed), code).criteria[0].remedy.plain == right


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("W10", "điểm ** ghi chú"),
        ("W10", "a<br>b"),
        ("W08", "xếp thứ hạng cao"),
        ("W11", "rà soát\nđôn đốc"),
        ("W11", "cải cách hành,\nchính"),
        ("W06", "chỉ số CCHC Sở"),
    ],
)
def test_what_needs_judgement_is_shown_but_not_changed(code: str, typed: str) -> None:
    assert [one.changes for one in findings(code, with_remedy(typed))] == [()]


def test_a_broken_line_is_joined_only_where_the_words_stand_side_by_side_elsewhere() -> None:
    assert cured(GOOD_AND_BAD["W11"][1], "W11").criteria[0].remedy.plain == "Họp về cải cách hành chính hằng tháng"
    assert not findings("W11", with_value(("facts", "title"), Text.of("Khắc phục những tồn tại, hạn chế\nchỉ số năm 2023")))


def test_the_paper_prints_scores_with_a_comma_whatever_the_cell_held() -> None:
    plan = put(GOOD, Change(("criteria", 0, "score"), Decimal("1.9")))
    assert not findings("W09", plan)
    assert plan_paper(plan, draft=1).groups[0].criteria[0].score.text.plain == "1,9"


@pytest.mark.parametrize(
    ("path", "value", "part"),
    [
        (("agencies", 0, "parent"), "", "cơ quan chủ quản"),
        (("agencies", 0, "place"), "", "địa danh"),
        (("facts", "title"), EMPTY, "trích yếu"),
        (("facts", "signer"), "", "chức vụ người ký và họ tên người ký"),
        (("recipients",), (), "nơi nhận"),
    ],
)
def test_a_part_of_the_form_that_is_missing_is_named(path: tuple[str | int, ...], value: object, part: str) -> None:
    assert part in words_of(findings("W16", with_value(path, value)))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "TCVN3"),
        ("KÕ ho¹ch c¶i c¸ch hµnh chÝnh n¨m 2024", "TCVN3"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "VNI"),
        ("Keá hoaïch caûi caùch haønh chính", "VNI"),
        ("Cộng hòa xã hội chủ nghĩa Việt Nam", ""),
        ("«Kế hoạch» số 5 · 3×4 m² §2, Müller", ""),
    ],
)
def test_text_of_an_old_code_page_is_named_and_left_alone(words: str, code: str) -> None:
    assert legacy_code(words) == code
    if code:
        (found,) = findings("W19", with_remedy(words))
        assert code in found.message
        assert not found.changes


def test_unseen_letters_and_odd_spaces_are_taken_out_of_every_printed_text() -> None:
    assert cured(GOOD_AND_BAD["W19"][1], "W19").recipients[1].name == "Ban Giám đốc Sở"
    assert cured(with_remedy("Họp\u00a0hằng\u200b tháng"), "W19").criteria[0].remedy.plain == "Họp hằng tháng"


def test_capitals_of_headings_and_roman_numerals_are_no_abbreviations() -> None:
    assert [word for word, _ in abbreviations_in("DANH MỤC\nQuý IV, UBND tỉnh, Sở KH&CN, TTg, HỌP", SHIPPED)] == ["UBND", "KH&CN"]


# Laws

_FAULTY: Final = (
    "Các phòng chuyên môn đơn vị trực thuộc họp",
    "đạt **85.06/100 điểm**",
    "cải cách hành\nchính",
    "chính năm 2025",
    "Theo văn bản số 574/UBND-PVHCC ngày 07 tháng 03 năm 2022 của UBND tỉnh về việc báo cáo",
    "Kế hoạch số 5/KH-A ngày 5/03/2024 của Sở về họp",
    "cải cách hành chính (sau đây gọi tắt là CCHC)",
    "họp về cải cách hành chính",
    "các chỉ tiêu còn tồn tại, hạn chế.",
    "Kế hoạch khắc phục những hạn chế của chỉ số cải cách hành chính năm 2023",
    "1.1.2.Mức độ",
    "__a__ <b>b</b>",
    "Họp hằng tháng.",
    "a\u00a0b\u200bc",
)
_faulty_texts: Final = st.lists(
    st.tuples(st.sampled_from(_FAULTY), st.booleans(), st.sampled_from((" ", ". ", "; ", "\n"))), min_size=1, max_size=6
).map(lambda parts: Text.joined(Run(words + end, bold) for words, bold, end in parts).strip())
_faulty_plans: Final = st.lists(_faulty_texts, min_size=4, max_size=4).map(
    lambda texts: put(
        GOOD,
        *(
            Change(path, text)
            for path, text in zip((REMEDY, ("criteria", 1, "remedy"), ("body", 3, "text"), ("facts", "annex_title")), texts, strict=True)
        ),
    )
)


@given(plans() | _faulty_plans)
def test_the_changes_of_a_rule_put_in_place_twice_are_the_same_as_once(plan: Plan) -> None:
    for code in FUNCTIONS:
        once = cured(plan, code)
        assert cured(once, code) == once, code


@given(_faulty_plans)
def test_a_change_has_its_place_once_and_mends_what_was_found_there(plan: Plan) -> None:
    for code in FUNCTIONS:
        changes = [change for one in findings(code, plan) for change in one.changes]
        assert len({change.path for change in changes}) == len(changes), code
        assert all(type(value_at(plan, change.path)) is type(change.after) for change in changes), code


@given(plans())
def test_no_rule_stumbles_over_any_plan_and_each_finding_speaks_for_itself(plan: Plan) -> None:
    for one in all_findings(plan):
        assert one.message
        assert one.cure
        assert "\n" not in one.message + one.cure
        assert not one.message.endswith(".")
        assert value_at(plan, one.path) is not None or one.path[0] == "facts" or one.path[-1] == "issued"


@given(_faulty_texts)
def test_words_replaced_keep_the_look_of_the_rest(text: Text) -> None:
    assert replaced(text, []) == text
    end = len(text.plain)
    added = replaced(text, [Edit(end, end, "!")])
    assert added.plain == text.plain + "!"
    assert added.runs[:-1] == text.runs[:-1]


def test_every_text_of_a_plan_that_prints_is_looked_at() -> None:
    heads = {path[0] for path, _ in printed_texts(source_plan())}
    assert heads == {"agencies", "facts", "bases", "body", "recipients", "signers", "fields", "criteria", "units"}
    assert {path[-1] for path, _ in written_texts(GOOD)} == {"text", "cause", "remedy", "evidence"}
