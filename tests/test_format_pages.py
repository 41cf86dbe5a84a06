"""Rules on pages as they are drawn: on pages written by hand, and on pages that LibreOffice draws."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.anatomy import Anatomy, Drawn, LineBelow, Part, Piece, Regime
from generator.format_checks.finding import Finding, Sheet
from generator.format_checks.pages import RULES, measured_lines
from generator.formatting import Address, Document, Letters, Page, Paragraph, Run, Section
from generator.measure import Twips
from generator.printed import Box, PrintedLine, PrintedPage, printed
from tests.papers import made
from tests.source_plan import source_plan
from tests.tools import pages as drawn_by_libreoffice

ROMAN = Letters("Times New Roman", "Times New Roman", 28)
HEIGHT = 842.0
BODY_TEXT = "Các phòng chuyên môn thực hiện nghiêm túc Kế hoạch này và báo cáo kết quả về Văn phòng Sở."


def piece(part: Part, words: str, number: int = 0, letters: Letters = ROMAN) -> Piece:
    paragraph = Paragraph(Address("word/document.xml", number), (Run(words, letters),), "Normal", letters)
    return Piece(part, paragraph, 0, len(words))


def sheet(pieces: list[Piece], pages: list[list[str]] | None, *, fonts: frozenset[str] = frozenset({"Liberation Serif"})) -> Sheet:
    size = Page(Twips(11906), Twips(16838), Twips(1134), Twips(1134), Twips(1701), Twips(850), Twips(567), Twips(567))
    document = Document((Section(size, tuple(p.paragraph for p in pieces)),))
    drawn = None if pages is None else tuple(PrintedPage(tuple(lines(page)), (), fonts, HEIGHT) for page in pages)
    return Sheet(document, Anatomy(Regime.ADMINISTRATIVE, "", pieces=tuple(pieces)), drawn)


def lines(words: list[str]) -> list[PrintedLine]:
    return [PrintedLine(text, Box(85, 700 - 20 * n, 85 + 5 * len(text), 712 - 20 * n)) for n, text in enumerate(words)]


def findings(code: str, given: Sheet) -> list[Finding]:
    rule = next(function for rule, function in RULES if rule.code == code)
    return list(rule(given))


HEADING = piece(Part.SECTION, "II. NỘI DUNG VÀ GIẢI PHÁP", 1)
TEXT = piece(Part.BODY, BODY_TEXT, 2)
POSITION = piece(Part.POSITION, "GIÁM ĐỐC", 3)
SIGNER = piece(Part.SIGNER, "Phan Đăng Đông", 4)
PIECES = [HEADING, TEXT, POSITION, SIGNER]


def test_trang_01_a_signature_alone_on_a_page_is_found() -> None:
    assert findings("TRANG-01", sheet(PIECES, [[HEADING.text, BODY_TEXT], ["2", "Nơi nhận:", "GIÁM ĐỐC", "Phan Đăng Đông"]]))


def test_trang_01_a_signature_below_two_lines_of_its_text_is_right() -> None:
    assert not findings("TRANG-01", sheet(PIECES, [[HEADING.text], ["2", *BODY_TEXT.split(" và "), "GIÁM ĐỐC", "Phan Đăng Đông"]]))


def test_trang_01_a_signature_on_the_first_page_is_right() -> None:
    assert not findings("TRANG-01", sheet(PIECES, [[BODY_TEXT, "GIÁM ĐỐC", "Phan Đăng Đông"]]))


def test_trang_02_a_heading_at_the_foot_of_a_page_is_found() -> None:
    found = findings("TRANG-02", sheet(PIECES, [["KẾ HOẠCH", HEADING.text], [BODY_TEXT, "GIÁM ĐỐC"]]))
    assert [finding.paragraph for finding in found] == [HEADING.paragraph]


def test_trang_02_a_heading_above_its_text_is_right() -> None:
    assert not findings("TRANG-02", sheet(PIECES, [[HEADING.text, BODY_TEXT], ["GIÁM ĐỐC"]]))


def test_trang_03_a_font_that_no_page_shows_is_found() -> None:
    strange = piece(Part.BODY, BODY_TEXT, 5, replace(ROMAN, latin="Verdana", marked="Verdana"))
    assert "Verdana" in findings("TRANG-03", sheet([strange], [[BODY_TEXT]]))[0].found


@pytest.mark.parametrize("shown", ["Liberation Serif", "Times New Roman", "TimesNewRomanPSMT", "Times New Roman,Bold"])
def test_trang_03_a_twin_of_the_same_widths_is_right(shown: str) -> None:
    assert not findings("TRANG-03", sheet(PIECES, [[BODY_TEXT]], fonts=frozenset({shown})))


def test_without_pages_nothing_is_judged() -> None:
    assert RULES
    for _, rule in RULES:
        assert not list(rule(sheet(PIECES, None)))
    assert not list(measured_lines(sheet(PIECES, None)))


MOTTO = piece(Part.MOTTO, "Độc lập - Tự do - Hạnh phúc")


@pytest.mark.parametrize(("length", "right"), [(135.0, True), (60.0, False), (200.0, False)])
def test_tn_02_the_line_below_the_motto_is_measured_on_the_page(length: float, right: bool) -> None:  # noqa: FBT001 - a row of a table
    given = sheet([MOTTO], [[MOTTO.text]])
    assert given.pages is not None
    words = given.pages[0].lines[0].box
    middle = (words.left + words.right) / 2
    rule = Box(middle - length / 2, words.bottom - 4, middle + length / 2, words.bottom - 3)
    drawn = replace(given, pages=(replace(given.pages[0], rules=(rule,)),))
    assert (not list(measured_lines(drawn))) is right


def test_tn_02_a_line_whose_length_the_file_tells_is_left_to_the_file() -> None:
    given = sheet([MOTTO], [[MOTTO.text]])
    assert given.pages is not None
    words = given.pages[0].lines[0].box
    rule = Box(words.left, words.bottom - 4, words.left + 20, words.bottom - 3)
    told = LineBelow(MOTTO, MOTTO.paragraph, Twips(3000), Twips(3000), Drawn.SHAPE)
    known = replace(given, anatomy=replace(given.anatomy, lines=(told,)), pages=(replace(given.pages[0], rules=(rule,)),))
    assert list(measured_lines(replace(known, anatomy=given.anatomy)))
    assert not list(measured_lines(known))


def test_the_pages_of_a_draft_are_read_as_they_are_printed(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(made(source_plan()))
    pages = printed(drawn_by_libreoffice(path, tmp_path).read_bytes())
    assert pages[0].lines[0].text == "UBND TỈNH HÀ GIANG"
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in {line.text for line in pages[0].lines}
    assert len(pages[0].rules) == 3
    assert pages[0].fonts == {"Liberation Serif"} or pages[0].fonts == {"Times New Roman"}
    assert pages[1].lines[0].text == "2"


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(ValueError, match="PDF"):
        printed(b"khong phai PDF")
