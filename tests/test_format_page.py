"""Rules on pages and page numbers: each kept by one paper and broken by the same paper after one change (PG)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from generator.anatomy import Regime
from generator.errors import Severity
from generator.format_checks import Finding, Sheet, check
from tests.format_documents import (
    BODY,
    FIRST_HEADER,
    HEADER,
    Pair,
    broken,
    codes,
    decision,
    found,
    letter,
    lettered,
    pair,
    paragraph,
    plan,
    put_before,
    reworded,
    shaped,
    sheet,
)

RED: Final = '<w:color w:val="FF0000"/>'
ARIAL: Final = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
TCVN3: Final = "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc."

GOOD_AND_BAD: Final[dict[str, Pair]] = {
    "PG-01": pair(letter(), broken(letter(), 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')),
    "PG-02": pair(plan(), broken(letter(), 'w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')),
    "PG-03": pair(letter(), broken(letter(), '(<w:pgMar [^>]*w:top=")1134', r"\g<1>1020")),
    "PG-04": pair(letter(), lettered(letter(), BODY, ARIAL)),
    "PG-05": pair(letter(), reworded(letter(), BODY, TCVN3)),
    "PG-06": pair(letter(), lettered(letter(), BODY, RED)),
    "PG-07": pair(letter(), broken(letter(), "<w:titlePg/>", "")),
    "PG-08": pair(plan(), broken(plan(), r'(landscape.*?)<w:pgNumType w:fmt="decimal" w:start="1"/>', r"\1<w:pgNumType/>")),
    "PG-09": pair(letter(), lettered(letter(), "Độc lập", '<w:sz w:val="28"/>')),
    "PG-10": pair(letter(), broken(letter(), 'w:header="567"', 'w:header="1000"')),
}


@pytest.mark.parametrize("code", sorted(GOOD_AND_BAD))
def test_one_change_breaks_one_rule(code: str) -> None:
    pair = GOOD_AND_BAD[code]
    assert codes(pair.good) == set()
    assert codes(pair.bad) == {code} | pair.besides


def only(data: bytes) -> Finding:
    """The one finding on a file."""
    (finding,) = found(data)
    return finding


def test_a_margin_is_told_in_millimetres_with_its_limits() -> None:
    finding = only(GOOD_AND_BAD["PG-03"].bad)
    assert (finding.found, finding.wanted) == ("lề trên 18 mm", "lề trên 20–25 mm")
    assert (finding.paragraph, finding.severity) == (None, None)


def test_a_margin_a_tenth_of_a_millimetre_too_wide_passes() -> None:
    assert codes(broken(letter(), '(<w:pgMar [^>]*w:left=")1701', r"\g<1>1985")) == set()
    assert codes(broken(letter(), '(<w:pgMar [^>]*w:left=")1701', r"\g<1>2000")) == {"PG-03"}


def test_a_margin_on_landscape_pages_only_asks_for_a_look() -> None:
    data = broken(plan(), r'(orient="landscape"/><w:pgMar [^>]*w:bottom=")1134', r"\g<1>600")
    assert [(finding.found, finding.severity) for finding in found(data)] == [("lề dưới 10,6 mm (phần trang thứ 2)", Severity.WARNING)]


def test_a_page_turned_by_word_carries_the_margins_of_the_upright_one() -> None:
    turned = 'w:top="1701" w:right="1134" w:bottom="850" w:left="1134"'
    sides = r'w:top="\d+" w:right="\d+" w:bottom="\d+" w:left="\d+"'
    assert codes(broken(plan(), rf'(orient="landscape"/><w:pgMar ){sides}', rf"\1{turned}")) == set()


def test_landscape_pages_with_a_table_are_as_the_decree_allows() -> None:
    assert sheet(plan()).document.sections[1].page.landscape
    assert codes(plan()) == set()


def test_two_hundred_runs_in_another_typeface_are_one_finding_a_paragraph() -> None:
    run = f"<w:r><w:rPr>{ARIAL}</w:rPr><w:t>chữ</w:t></w:r>"
    data = broken(letter(), r"(<w:r><w:t [^>]*>Văn phòng Sở)", run * 200 + r"\1")
    assert [finding.code for finding in found(data)] == ["PG-04"]


@pytest.mark.parametrize("font", ["Times New Roman Bold", "Times New Roman;Times", "TimesNewRomanPSMT", "times new roman"])
def test_other_names_of_the_same_family_pass(font: str) -> None:
    assert codes(lettered(letter(), BODY, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>')) == set()


def test_the_typeface_of_headers_is_judged_too() -> None:
    data = broken(letter(), "<w:r><w:t>2", f"<w:r><w:rPr>{ARIAL}</w:rPr><w:t>2", HEADER)
    finding = only(data)
    assert finding.code == "PG-04"
    assert finding.paragraph is not None
    assert finding.paragraph.address.part == HEADER


def test_white_space_in_another_typeface_and_colour_is_nobodys_fault() -> None:
    space = f'<w:r><w:rPr>{ARIAL}{RED}<w:sz w:val="40"/></w:rPr><w:t xml:space="preserve"> \u00a0</w:t></w:r>'
    assert codes(broken(letter(), r"(<w:r><w:t [^>]*>Văn phòng Sở)", rf"{space}\1")) == set()


def test_a_font_named_vn_over_unicode_words_is_another_typeface_but_no_other_encoding() -> None:
    assert codes(lettered(letter(), BODY, '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>')) == {"PG-04"}


def test_vni_words_are_told() -> None:
    data = reworded(letter(), BODY, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam.")
    assert codes(lettered(data, "Coäng", '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>')) == {"PG-04", "PG-05"}


@pytest.mark.parametrize(
    "words", ["Café Saigon® và Word®, Excel®, diện tích 5×7 m.", "Le président de la République française.", "15 µm ± 2 · 3"]
)
def test_foreign_words_and_signs_are_no_old_encoding(words: str) -> None:
    assert "PG-05" not in codes(reworded(letter(), BODY, words))


def test_marks_typed_as_letters_of_their_own_are_only_told() -> None:
    data = reworded(letter(), BODY, "Văn phòng Sơ\u0309 tổng hợp kết quả của các phòng, đơn vị.")
    assert [(finding.code, finding.severity) for finding in found(data)] == [("PG-05", Severity.NOTE)]


@pytest.mark.parametrize(("colour", "severity"), [("0563C1", [None]), ("333333", [Severity.NOTE]), ("00000A", []), ("auto", [])])
def test_how_far_from_black_a_colour_is_weighs(colour: str, severity: list[Severity | None]) -> None:
    assert [finding.severity for finding in found(lettered(letter(), BODY, f'<w:color w:val="{colour}"/>'))] == severity


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("<w:pPr>", '<w:pPr><w:jc w:val="right"/>'), "không canh giữa"),
        (("<w:r><w:t>2", "<w:r><w:rPr><w:b/></w:rPr><w:t>2"), "đậm"),
        (("<w:r><w:t>2", "<w:r><w:rPr><w:i/></w:rPr><w:t>2"), "nghiêng"),
        (("<w:r><w:t>2", '<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:t>2'), "cỡ 12"),
        (("<w:t>2", "<w:t>Trang 2"), "«Trang 2»"),
    ],
)
def test_the_look_of_the_page_number(change: tuple[str, str], said: str) -> None:
    finding = only(broken(letter(), *change, HEADER))
    assert (finding.code, finding.found, finding.part) == ("PG-07", said, "Số trang")


def test_a_page_number_in_a_centred_frame_is_centred() -> None:
    frame = '<w:pPr><w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="{}" w:y="1"/><w:jc w:val="left"/>'
    assert codes(broken(letter(), "<w:pPr>", frame.format("center"), HEADER)) == set()
    assert codes(broken(letter(), "<w:pPr>", frame.format("right"), HEADER)) == {"PG-07"}


def test_where_a_page_number_in_a_table_stands_only_word_can_tell() -> None:
    table = r'<w:tbl><w:tr><w:tc><w:p><w:pPr><w:jc w:val="right"/></w:pPr>\1</w:p></w:tc></w:tr></w:tbl><w:p/>'
    assert codes(broken(letter(), "<w:p>.*?(<w:fldSimple.*</w:fldSimple>)</w:p>", table, HEADER)) == set()


def test_a_page_number_below_the_text_is_in_the_wrong_place() -> None:
    data = broken(letter(), "headerReference", "footerReference", times=0)
    assert [(finding.code, finding.found) for finding in found(data)] == [("PG-07", "số trang ở cuối trang")]


def test_a_first_header_with_a_number_shows_it_on_the_first_page() -> None:
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    data = broken(letter(), r"<w:p>.*</w:p>", f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{field}</w:p>', FIRST_HEADER)
    assert [finding.found for finding in found(data)] == ["trang đầu hiện số trang"]


def test_a_short_paper_needs_no_page_number_and_a_long_one_does() -> None:
    bare = broken(letter(), r"<w:headerReference [^>]*/>", "", times=0)
    assert codes(bare) == set()
    long = put_before(bare, paragraph(BODY, "NoiDung") * 61, BODY)
    assert [(finding.code, finding.found) for finding in found(long)] == [("PG-07", "không có số trang")]


def test_pages_count_from_one() -> None:
    assert [finding.found for finding in found(broken(letter(), 'w:start="1"', 'w:start="5"'))] == ["số trang bắt đầu từ 5"]


def test_an_annex_in_the_pages_of_the_paper_is_told() -> None:
    data = broken(plan(), r"<w:p><w:pPr><w:pStyle w:val=\"Normal\"/>(?:(?!</w:pPr>).)*<w:sectPr>.*?</w:sectPr></w:pPr></w:p>", "")
    assert "PG-08" in codes(data)


@pytest.mark.parametrize(("sizes", "severity"), [((24, 28, 26), [None]), ((26, 26, 26), [Severity.WARNING]), ((26, 28, 28), [])])
def test_sizes_belong_to_one_of_two_sets(sizes: tuple[int, int, int], severity: list[Severity | None]) -> None:
    data = letter()
    for words, size in zip(("CỘNG HÒA", "Độc lập", "Hà Giang, ngày"), sizes, strict=True):
        data = lettered(data, words, f'<w:sz w:val="{size}"/>')
    assert [finding.severity for finding in found(data) if finding.code == "PG-09"] == severity


def test_page_setups_come_first_and_findings_follow_the_document() -> None:
    data = lettered(lettered(GOOD_AND_BAD["PG-03"].bad, BODY, ARIAL + RED), "Độc lập", RED)
    assert [finding.code for finding in found(data)] == ["PG-03", "PG-06", "PG-04", "PG-06"]


def test_sections_of_one_setup_are_told_once() -> None:
    data = broken(decision(), '(<w:pgMar [^>]*w:top=")1134', r"\g<1>1020")
    section = broken(data, r"<w:p>(<w:pPr><w:pStyle w:val=\"Dieu\"/>)", r"<w:p>\1")
    assert len([finding for finding in check(sheet(section)) if finding.code == "PG-03"]) == 1


def test_a_document_without_words_is_no_paper_and_has_no_finding() -> None:
    assert found(broken(letter(), r"<w:body>.*<w:sectPr>", "<w:body><w:p/><w:sectPr>")) == ()


def test_no_rule_stumbles_over_a_paper_without_words() -> None:
    empty = sheet(broken(letter(), r"<w:body>.*<w:sectPr>", "<w:body><w:p/><w:sectPr>"))
    found = check(Sheet(empty.document, replace(empty.anatomy, regime=Regime.ADMINISTRATIVE)))
    assert {finding.paragraph for finding in found} == {None}


def test_shape_of_a_paragraph_can_be_broken_alone() -> None:
    assert codes(shaped(letter(), BODY, '<w:jc w:val="left"/>')) <= {"ND-01"}
