"""Rules R01 to R10: bases and cited documents; the reader of citations."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import vietnamese
from generator.citations import KINDS, Citation, citations
from generator.content_checks import references
from generator.content_checks.finding import Change
from generator.plan import Plan
from generator.records import BodyKind, BodyRow, LegalBasis, Section
from generator.richtext import EMPTY, Run, Text
from tests.content_rules import GOOD, cured, findings, put, with_lines, with_remedy, with_value, words_of
from tests.source_plan import source_plan

PLAN_215: Final = "Kế hoạch số 215/KH-SNV"
LETTER: Final = "Công văn số 88/UBND-NC ngày 12/01/2024 của Ủy ban nhân dân tỉnh Hòa Bình về việc nâng cao chỉ số CCHC"

GOOD_AND_BAD: Final[dict[str, tuple[Plan, Plan]]] = {
    "R01": (GOOD, with_value(("bases", 1, "lead"), "")),
    "R02": (GOOD, with_value(("bases", 1, "issuer"), "UBND tỉnh Hòa Bình")),
    "R03": (GOOD, with_remedy(f"Thực hiện {PLAN_215} ngày 05/3/2024 của Sở Nội vụ về CCHC năm 2024")),
    "R04": (GOOD, with_remedy("Bãi bỏ Quyết định số 9/2017/QĐ-UBND tỉnh về việc ban hành quy định")),
    "R05": (GOOD, with_remedy("Theo văn bản số 574/UBND-PVHCC ngày 07/3/2022 của Ủy ban nhân dân tỉnh về việc báo cáo")),
    "R06": (GOOD, with_remedy("Xong trước ngày 05/03/2024")),
    "R07": (GOOD, with_remedy("Đánh giá theo thời gian thực hiện môi trường điện tử")),
    "R08": (GOOD, with_remedy("Thực hiện Kế hoạch số 215/KH-SNV ngày 06/3/2024")),
    "R09": (GOOD, with_remedy("Thực hiện Kế hoạch khắc phục những hạn chế của chỉ số cải cách hành chính năm 2023")),
    "R10": (GOOD, with_value(("criteria",), ())),
}


def test_each_rule_about_references_has_an_example() -> None:
    assert [rule.code for rule, _ in references.RULES] == sorted(GOOD_AND_BAD)


@pytest.mark.parametrize("code", sorted(GOOD_AND_BAD))
def test_a_rule_finds_its_fault_and_nothing_in_a_good_plan(code: str) -> None:
    good, bad = GOOD_AND_BAD[code]
    assert not findings(code, good)
    assert {one.code for one in findings(code, bad)} == {code}


def test_the_source_plan_has_the_faults_of_reference_that_it_is_known_for() -> None:
    found = {code: [(one.path, one.message) for one in findings(code, source_plan())] for code in GOOD_AND_BAD}
    assert {code: len(places) for code, places in found.items()} == {
        "R01": 1, "R02": 2, "R03": 1, "R04": 1, "R05": 1, "R06": 1, "R07": 2, "R08": 0, "R09": 2, "R10": 0,
    }  # fmt: skip
    assert "01/BC-HĐTĐ" in found["R01"][0][1]
    assert {path for path, _ in found["R02"]} == {("bases", 0, "issuer"), ("body", 8, "text")}
    assert "1428/KH-SKHCN" in found["R03"][0][1]
    assert "thiếu ngày, ghi dở tên cơ quan ban hành (“tỉnh”)" in found["R04"][0][1]
    assert "574/UBND-PVHCC" in found["R05"][0][1]
    assert "07 tháng 03 năm 2022" in found["R06"][0][1]
    assert {path for path, _ in found["R07"]} == {("criteria", 6, "name"), ("criteria", 6, "remedy")}
    assert {path for path, _ in found["R09"]} == {("body", 1, "text"), ("criteria", 2, "remedy")}


def test_a_basis_without_lead_gets_one() -> None:
    assert cured(GOOD_AND_BAD["R01"][1], "R01").bases[1].lead == "Căn cứ"


def test_two_documents_in_one_basis_and_a_basis_in_the_opening_are_shown_but_not_moved() -> None:
    double = Text.of("về việc công bố; Báo cáo số 01/BC-HĐ ngày 02/01/2024 của Hội đồng")
    assert "gồm hai văn bản" in words_of(findings("R01", with_value(("bases", 1, "subject"), double)))
    row = BodyRow(id="x", section=Section.OPENING, kind=BodyKind.PARAGRAPH, text=Text.of(f"Căn cứ {LETTER}"))
    plan = with_value(("body",), (row, *GOOD.body))
    assert [one.changes for one in findings("R01", plan)] == [()]


def test_an_abbreviated_issuer_is_written_out_in_a_basis_and_in_a_sentence() -> None:
    assert cured(GOOD_AND_BAD["R02"][1], "R02").bases[1].issuer == "Ủy ban nhân dân tỉnh Hòa Bình"
    plan = with_remedy(
        "Theo Quyết định số 5/QĐ-HĐND ngày 02/01/2024 của HĐND tỉnh về việc A và Quyết định số 6/QĐ-UBND ngày 02/01/2024 của UBND tỉnh về B"
    )
    text = cured(plan, "R02").criteria[0].remedy.plain
    assert "của Hội đồng nhân dân tỉnh về việc A" in text
    assert "của Ủy ban nhân dân tỉnh về B" in text


def test_small_words_of_a_name_are_not_guessed_from_an_abbreviated_issuer() -> None:
    plan = with_value(("bases", 1, "issuer"), "Sở KHCN")
    assert [one.changes for one in findings("R02", plan)] == [()]


def test_a_first_citation_without_issuer_or_subject_is_incomplete() -> None:
    assert "thiếu cơ quan ban hành và trích yếu" in words_of(findings("R02", with_remedy("Theo Quyết định số 5/QĐ-UBND ngày 02/01/2024")))
    assert "thiếu trích yếu" in words_of(findings("R02", with_value(("bases", 1, "subject"), EMPTY)))


def test_a_document_cited_again_is_cut_down_only_when_nothing_is_lost() -> None:
    assert cured(GOOD_AND_BAD["R03"][1], "R03").criteria[0].remedy.plain == f"Thực hiện {PLAN_215}"
    other = findings("R03", with_remedy(f"Thực hiện {PLAN_215} ngày 05/3/2024 về tinh giản biên chế"))
    assert [one.changes for one in other] == [()]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Quyết định số 9/QĐ-UBND của Ủy ban nhân dân tỉnh về việc A", "thiếu ngày"),
        ("Quyết định số 9/QĐ-UBND", "thiếu ngày, thiếu cơ quan ban hành"),
        ("Quyết định số 9/QĐ-UBND ngày 31/02/2024 của Ủy ban nhân dân tỉnh về A", "không có trong lịch"),
        ("Quyết định số 9/QĐ-UBND tỉnh ngày 01/02/2024 về A", "ghi dở"),
    ],
)
def test_a_broken_citation_names_what_is_missing(words: str, fault: str) -> None:
    assert fault in words_of(findings("R04", with_remedy(f"Thực hiện {words}")))


def test_a_basis_without_day_or_number_is_incomplete_a_law_needs_no_number() -> None:
    assert "thiếu ngày ban hành" in words_of(findings("R04", with_value(("bases", 1, "issued"), None)))
    assert "thiếu số, ký hiệu" in words_of(findings("R04", with_value(("bases", 1, "number"), "")))
    assert "thiếu ngày ban hành" in words_of(findings("R04", with_value(("bases", 0, "issued"), None)))


def test_a_document_whose_symbol_has_no_type_is_called_a_letter() -> None:
    assert "Theo Công văn số 574/UBND-PVHCC" in cured(GOOD_AND_BAD["R05"][1], "R05").criteria[0].remedy.plain
    basis = LegalBasis(id="cc9", kind="Văn bản", number="12/UBND-NC", issued=date(2024, 1, 2), issuer="Sở", subject=Text.of("về A"))
    assert cured(with_value(("bases",), (*GOOD.bases, basis)), "R05").bases[-1].kind == "Công văn"
    wrong = findings("R05", with_remedy("Quyết định số 12/UBND-NC ngày 01/02/2024 của Sở về A"))
    assert [one.changes for one in wrong] == [()]


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("ngày 05/03/2024", "ngày 05/3/2024"),
        ("ngày 5/3/2024", "ngày 05/3/2024"),
        ("Ngày 5 tháng 1 năm 2024", "Ngày 05 tháng 01 năm 2024"),
        ("theo Công văn số 8/SNV-CC ngày 07 tháng 03 năm 2022 của Sở", "theo Công văn số 8/SNV-CC ngày 07/3/2022 của Sở"),
    ],
)
def test_dates_get_their_zeros_and_cited_documents_the_short_form(typed: str, right: str) -> None:
    assert cured(with_remedy(typed), "R06").criteria[0].remedy.plain == right


def test_a_near_miss_names_the_very_words_that_differ_and_the_whole_official_title() -> None:
    name, remedy = findings("R07", source_plan())
    assert "“dân doanh” (tên chính thức: “dân, doanh”), “thực hiện môi” (tên chính thức: “thực trên môi”)" in name.message
    assert "phục vụ người dân, doanh nghiệp trong thực hiện" in name.cure
    assert [one.changes for one in (name, remedy)] == [(), ()]


def test_a_right_official_title_is_no_near_miss() -> None:
    assert not findings("R07", with_remedy("Theo dõi THEO thời gian thực trên môi trường  điện tử"))


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Quyết định số 77/QĐ-UBND ngày 10/01/2024 của Ủy ban nhân dân tỉnh Hòa Bình", 1),
        ("Quyết định số 77/QĐ-UBND ngày 10/01/2024 của Ủy ban nhân dân xã Hòa Bình về việc giao đất", 0),
        ("Quyết định số 77/QĐ-UBND ngày 10/01/2022 của Ủy ban nhân dân tỉnh Hòa Bình về việc giao đất", 0),
        ("Công văn số 89/UBND-NC ngày 12/01/2024 của Ủy ban nhân dân tỉnh Hòa Bình về việc nâng cao chỉ số CCHC", 1),
    ],
)
def test_one_document_under_two_days_or_two_numbers_is_an_error_two_documents_are_none(words: str, count: int) -> None:
    assert len(findings("R08", with_remedy(f"Theo {words}"))) == count


def test_the_name_of_the_plan_is_put_as_in_its_title() -> None:
    text = cured(GOOD_AND_BAD["R09"][1], "R09").criteria[0].remedy.plain
    assert text == "Thực hiện Kế hoạch khắc phục những tồn tại, hạn chế chỉ số cải cách hành chính năm 2023"
    last_year = "Tiếp nối Kế hoạch khắc phục những tồn tại, hạn chế chỉ số cải cách hành chính năm 2022"
    assert not findings("R09", with_remedy(last_year))


def test_an_annex_that_is_there_is_named_and_has_a_title_printed_once() -> None:
    bare = tuple(row for row in GOOD.body if "phụ lục" not in row.text.plain)
    assert "không nhắc đến" in words_of(findings("R10", with_value(("body",), bare)))
    assert "chưa có tên" in words_of(findings("R10", with_value(("facts", "annex_title"), EMPTY)))
    twice = with_value(("facts", "annex_title"), Text.of("PHỤ LỤC\nDANH MỤC"))
    assert cured(twice, "R10").facts.annex_title.plain == "DANH MỤC"
    assert "chỉ có một phụ lục" in words_of(findings("R10", with_lines("Chi tiết tại Phụ lục II.")))


def test_a_cured_text_keeps_its_bold() -> None:
    typed = Text((Run("Xong "), Run("trước ngày 05/03/2024", bold=True), Run(", báo cáo")))
    plan = put(GOOD, Change(("criteria", 0, "remedy"), typed))
    assert cured(plan, "R06").criteria[0].remedy.runs == (Run("Xong "), Run("trước ngày 05/3/2024", bold=True), Run(", báo cáo"))


# The reader of citations

_ISSUERS: Final = st.sampled_from(
    ("Sở Khoa học và Công nghệ", "UBND tỉnh Hà Giang", "Thủ tướng Chính phủ", "Hội đồng thẩm định chỉ số cải cách hành chính")
)
_SUBJECTS: Final = st.sampled_from(
    ("về việc công bố chỉ số, xếp loại", "về cải cách hành chính năm 2025", "ban hành Quy chế", "phê duyệt Bộ chỉ số", "quy định chi tiết")
)
_NUMBERS: Final = st.builds(
    lambda number, year, symbol: f"{number}{year}/{symbol}",
    st.integers(1, 9999),
    st.sampled_from(("", "/2016", "/2024")),
    st.sampled_from(("QĐ-UBND", "KH-SKHCN", "UBND-PVHCC", "QĐ-TTg", "BC-HĐTĐ", "TTLT-BNV-BTC", "SKH&CN-VP", "CTr-UBND")),
)
_DAYS: Final = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@given(st.tuples(st.sampled_from(KINDS), _NUMBERS, _ISSUERS, _SUBJECTS), _DAYS, st.sampled_from((".", "", "; gửi Sở.", ", gửi Sở.")))
def test_a_citation_composed_from_parts_is_read_back(parts: tuple[str, str, str, str], day: date, end: str) -> None:
    kind, number, issuer, subject = parts
    for day_words in (f"ngày {vietnamese.short_date(day)}", vietnamese.long_date(day)):
        words = f"Thực hiện {kind} số {number} {day_words} của {issuer}"
        (short,), (whole,) = citations(words + end), citations(f"{words} {subject}{end.removeprefix(',')}")
        assert (whole.kind, whole.number, whole.day, whole.issuer) == (kind, number, day, issuer)
        assert (short.kind, short.number, short.day, short.issuer) == (kind, number, day, issuer)
        assert (short.subject, whole.subject.removesuffix(" gửi Sở")) == ("", subject)
        assert words[slice(*whole.issuer_span)] == issuer
        assert words[slice(*whole.number_span)] == number
        assert short.span == (words.index(kind), len(words))


@given(st.text(max_size=60), st.sampled_from(("Kế hoạch số 1/KH-A", "văn bản số 2/UBND-B ngày 40/40/2024", "Quyết định số 3/QĐ-C của")))
def test_any_text_is_read_without_fault_and_spans_lie_inside_it(words: str, cited: str) -> None:
    text = f"{words} {cited} {words}"
    found = list(citations(text))
    assert all(0 <= one.span[0] < one.span[1] <= len(text) for one in found)
    assert all(text[slice(*one.number_span)] == one.number for one in found)


def test_several_documents_in_one_sentence_are_told_apart() -> None:
    words = "Theo Kế hoạch số 12/KH-UBND ngày 01/02/2025 của UBND tỉnh về CCHC và Công văn số 5/SNV-CCHC ngày 3/3/2025, của Sở Nội vụ; gửi"
    assert [(one.number, one.issuer, one.subject) for one in citations(words)] == [
        ("12/KH-UBND", "UBND tỉnh", "về CCHC"),
        ("5/SNV-CCHC", "Sở Nội vụ", ""),
    ]


def test_a_broken_issuer_and_a_missing_day_are_seen() -> None:
    (found,) = citations("bãi bỏ Quyết định số 16/2016/QĐ-UBND tỉnh về việc ban hành quy định quản lý")
    assert (found.stray, found.day, found.issuer, found.subject) == ("tỉnh", None, "", "về việc ban hành quy định quản lý")


@pytest.mark.parametrize(
    ("number", "code"), [("16/2016/QĐ-UBND", "QĐ"), ("574/UBND-PVHCC", ""), ("77/2015/QH13", "QH13"), ("5/TTr-SNV", "TTr")]
)
def test_the_type_is_read_out_of_a_symbol(number: str, code: str) -> None:
    assert Citation("Văn bản", number).type_code == code
