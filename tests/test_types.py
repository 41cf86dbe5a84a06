"""The 29 types of document and the three kinds of copy: complete, told apart, found by whatever a clerk types."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document_types import COPIES, EVERY, TYPES, Addressing, DocumentType, headed, meant_by

ABBREVIATIONS = "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB SY TrS SL"
"""Phụ lục III, mục I, in its order."""


def names(found: tuple[DocumentType, ...]) -> list[str]:
    return [kind.name for kind in found]


def test_there_are_29_types_of_which_27_have_an_abbreviation_and_three_kinds_of_copy() -> None:
    assert len(TYPES) == 29
    assert [kind.abbreviation for kind in EVERY if kind.abbreviation] == ABBREVIATIONS.split()
    assert names(tuple(kind for kind in EVERY if not kind.abbreviation)) == ["Công văn", "Thư công"]
    assert [kind.heading for kind in COPIES] == ["SAO Y", "TRÍCH SAO", "SAO LỤC"]


@pytest.mark.parametrize("attribute", ["name", "heading", "slug", "written"])
def test_no_two_types_are_called_alike(attribute: str) -> None:
    counts = Counter(getattr(kind, attribute) for kind in EVERY)
    assert len(counts) == len(EVERY)


def test_each_type_has_the_form_of_phu_luc_iii() -> None:
    own = {"NQ": "1.1", "QĐ": "1.2", "CĐ": "1.6", "GM": "1.7", "GGT": "1.8", "BB": "1.9", "GNP": "1.10"}
    assert {kind.abbreviation: kind.forms[0] for kind in TYPES if kind.forms and kind.forms[0] not in {"1.4", "1.5"}} == own
    assert names(tuple(kind for kind in TYPES if kind.forms == ("1.5",))) == ["Công văn"]
    assert names(tuple(kind for kind in TYPES if not kind.forms)) == ["Hợp đồng", "Bản ghi nhớ", "Bản thỏa thuận", "Thư công"]
    assert sum(kind.forms == ("1.4",) for kind in TYPES) == 17


def test_only_a_letter_and_what_goes_up_has_kinh_gui() -> None:
    assert names(tuple(kind for kind in EVERY if kind.addressing is Addressing.ALWAYS)) == ["Công văn"]
    assert names(tuple(kind for kind in EVERY if kind.addressing is Addressing.UPWARD)) == ["Báo cáo", "Tờ trình"]


def test_only_minutes_have_no_place_and_date() -> None:
    assert names(tuple(kind for kind in EVERY if not kind.place_date)) == ["Biên bản"]


def test_a_symbol_begins_with_the_type_unless_the_type_has_no_abbreviation() -> None:
    (plan,), (letter,) = meant_by("KH"), meant_by("CV")
    assert plan.symbol("SNV", "VP") == "KH-SNV"
    assert letter.symbol("SNV", "VP") == "SNV-VP"
    assert letter.symbol("SNV") == "SNV"


@given(st.sampled_from(EVERY))
def test_an_abbreviation_as_the_decree_writes_it_is_always_sure(kind: DocumentType) -> None:
    assert meant_by(kind.written) == (kind,)


@given(st.sampled_from(EVERY), st.sampled_from([str.lower, str.upper, str.title, str]), st.sampled_from([" ", "", "-", "_", "  "]))
def test_a_name_is_understood_in_any_case_and_however_its_syllables_are_joined(kind: DocumentType, case: object, joint: str) -> None:
    assert callable(case)
    assert meant_by(case(joint.join(kind.name.split()))) == (kind,)
    assert meant_by(joint.join(kind.slug.split("-"))) == (kind,)


@given(st.text(max_size=12))
def test_any_words_are_answered(words: str) -> None:
    found = meant_by(words)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("qd", ["Quyết định"]),
        ("QD", ["Quyết định"]),
        ("qyd", ["Quy định"]),
        ("QyĐ", ["Quy định"]),
        ("qđ", ["Quyết định"]),
        ("DA", ["Dự án"]),
        ("ĐA", ["Đề án"]),
        ("đa", ["Đề án"]),
        ("da", ["Đề án", "Dự án"]),
        ("HD", ["Hướng dẫn"]),
        ("hd", ["Hướng dẫn", "Hợp đồng"]),
        ("hđ", ["Hợp đồng"]),
        ("ttr", ["Tờ trình"]),
        ("TRS", ["Bản trích sao"]),
        ("cv", ["Công văn"]),
        ("TC", ["Thông cáo"]),
        ("thucong", ["Thư công"]),
        ("sao y", ["Bản sao y"]),
        ("giấy uỷ quyền", ["Giấy ủy quyền"]),
        ("quy\u0301", []),
        ("bang khen", []),
        ("", []),
        ("  ", []),
    ],
)
def test_what_is_typed_means(typed: str, meant: list[str]) -> None:
    assert names(meant_by(typed)) == meant


def test_a_name_in_composing_letters_is_the_same_name() -> None:
    assert names(meant_by("Kê\u0301 hoa\u0323ch")) == ["Kế hoạch"]


def test_a_printed_type_name_tells_the_type_wherever_the_tone_marks_stand() -> None:
    assert all(headed(kind.heading) is kind for kind in EVERY if kind.heading)
    assert headed("GIẤY UỶ QUYỀN") is headed("GIẤY ỦY QUYỀN") is meant_by("GUQ")[0]
    assert headed("Quyết định") is None
    assert headed("KẾ  HOẠCH ") is meant_by("KH")[0]
    assert headed("QUYẾT ĐỊNH:") is None
    assert headed("UBND TỈNH") is None
    assert headed("") is None
