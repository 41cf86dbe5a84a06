"""Safe format fixes to a .docx: each fault that can be mended is, nothing else changes, and twice is once."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Final

import docx
import pytest
from docx.table import _Cell as Cell
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import files, package
from generator.anatomy import Anatomy, Part, Regime, Where, make_out
from generator.errors import InputRefusedError, OutputRefusedError
from generator.format_checks import Sheet, check
from generator.formatting import Address, Alignment, Document, Paragraph, read_document
from generator.mending import Change, Mended, mend, mended
from generator.mending.desk import Desk
from generator.package import Package, pack, unpacked
from generator.stretches import Element
from generator.wordxml import W
from tests.books import small_plan
from tests.format_documents import (
    BODY,
    FIRST_HEADER,
    HEADER,
    MAIN,
    PLACE_DATE,
    broken,
    letter,
    lettered,
    plan,
    reworded,
    shaped,
)
from tests.format_documents import decision as tight_decision
from tests.papers import made
from tests.tools import resaved, schema_errors

NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"


def decision() -> bytes:
    """The decision with space between its enactor and its bases."""
    return shaped(tight_decision(), "Căn cứ Luật", '<w:spacing w:before="120"/>')


CONFORMING: Final[dict[str, Callable[[], bytes]]] = {"plan": plan, "decision": decision, "letter": letter}


def opened(data: bytes) -> Package:
    return unpacked(files.ReadFile(Path("nguoi-khac.docx"), data))


def read(data: bytes) -> Document:
    return read_document({name: part.data for name, part in opened(data).parts.items()})


def mend_(data: bytes) -> Mended:
    """The file mended, with the laws that hold for every file."""
    done = mended(opened(data))
    again = mended(opened(done.data))
    assert again == Mended(done.data, ())
    assert done.changes or done.data == data
    return done


def told(done: Mended) -> list[tuple[str, str, str, str]]:
    return [(change.part, change.what, change.before, change.after) for change in done.changes]


def line(data: bytes, words: str) -> Paragraph:
    return next(paragraph for paragraph in read(data).paragraphs() if words in paragraph.text)


@pytest.mark.parametrize("name", sorted(CONFORMING))
def test_a_paper_that_keeps_the_format_comes_back_byte_for_byte(name: str) -> None:
    data = CONFORMING[name]()
    assert mended(opened(data)) == Mended(data, ())


def test_our_own_draft_needs_no_mending() -> None:
    data = made(small_plan())
    assert mended(opened(data)) == Mended(data, ())


def look(words: str, xml: str) -> Callable[[bytes], bytes]:
    return lambda data: lettered(data, words, xml)


def shape(words: str, xml: str) -> Callable[[bytes], bytes]:
    return lambda data: shaped(data, words, xml)


def words(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda data: reworded(data, old, new)


def swapped(pattern: str, put: str, part: str = MAIN) -> Callable[[bytes], bytes]:
    return lambda data: broken(data, pattern, put, part)


LETTERS: Final = [
    (look(NATION, '<w:sz w:val="30"/>'), ("Quốc hiệu", "cỡ chữ", "15", "12")),
    (look(MOTTO, '<w:b w:val="0"/><w:i/>'), ("Tiêu ngữ", "kiểu chữ", "nghiêng, không đậm", "đứng, đậm")),
    (look("Hà Giang, ngày", '<w:i w:val="0"/>'), ("Địa danh, thời gian", "kiểu chữ", "đứng, không đậm", "nghiêng, không đậm")),
    (look("Căn cứ Luật", '<w:i w:val="0"/>'), ("Căn cứ", "kiểu chữ", "đứng, không đậm", "nghiêng, không đậm")),
    (look(BODY, '<w:sz w:val="24"/>'), ("Nội dung", "cỡ chữ", "12", "14")),
    (look(BODY, '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'), ("Nội dung", "phông chữ", "Arial", "Times New Roman")),
    (look(BODY, '<w:color w:val="FF0000"/>'), ("Nội dung", "màu chữ", "FF0000", "đen")),
    (look("Nơi nhận", '<w:b w:val="0"/>'), ("Nơi nhận", "kiểu chữ", "nghiêng, không đậm", "nghiêng, đậm")),
    (look("- Lưu", '<w:sz w:val="24"/>'), ("Lưu", "cỡ chữ", "12", "11")),
    (look("Rà soát", '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>'), ("Bảng", "phông chữ", "Calibri", "Times New Roman")),
]
PARAGRAPHS: Final = [
    (shape("KẾ HOẠCH", '<w:jc w:val="left"/>'), ("Tên loại", "căn lề", "trái", "giữa")),
    (shape(BODY, '<w:jc w:val="left"/>'), ("Nội dung", "căn lề", "trái", "đều hai bên")),
    (shape(BODY, '<w:ind w:firstLine="300"/>'), ("Nội dung", "thụt dòng đầu", "0,53 cm", "1 cm")),
    (shape(BODY, '<w:spacing w:line="480" w:lineRule="auto"/>'), ("Nội dung", "giãn dòng", "2 dòng", "1,5 dòng")),
    (shape(BODY, '<w:spacing w:line="200" w:lineRule="auto"/>'), ("Nội dung", "giãn dòng", "0,83 dòng", "1 dòng")),
    (shape("a) Bảo đảm", '<w:spacing w:after="0"/>'), ("Điểm", "khoảng cách với đoạn trên", "0 pt", "6 pt")),
]
PAGES: Final = [
    (swapped(r'w:top="\d+"', 'w:top="567"'), ("Trang giấy", "lề trên", "10 mm", "20 mm")),
    (swapped(r'w:bottom="1134" w:left="1701"', 'w:bottom="1134" w:left="2835"'), ("Trang giấy", "lề trái", "50 mm", "35 mm")),
    (swapped(r'w:w="11906" w:h="16838"', 'w:w="11900" w:h="16700"'), ("Trang giấy", "khổ giấy", "209,9 mm × 294,6 mm", "210 mm × 297 mm")),
    (swapped(r"<w:titlePg[^>]*/>", ""), ("Số trang", "số ở trang đầu", "hiện", "không hiện")),
]
WORDS: Final = [
    (words(MOTTO, "Độc lập – Tự do—Hạnh phúc"), ("Tiêu ngữ", "cách viết Tiêu ngữ", "Độc lập – Tự do—Hạnh phúc", MOTTO)),
    (
        words(NATION, "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("Quốc hiệu", "chữ hoa", "Cộng hoà xã hội chủ nghĩa Việt Nam", NATION.replace("ÒA", "OÀ")),
    ),
]


def fault_id(case: object) -> str:
    return " ".join(case[:2]) if isinstance(case, tuple) else ""


@pytest.mark.parametrize(("fault", "change"), [*LETTERS, *PARAGRAPHS, *PAGES, *WORDS], ids=fault_id)
def test_a_fault_is_mended_and_told(fault: Callable[[bytes], bytes], change: tuple[str, str, str, str]) -> None:
    done = mend_(fault(plan()))
    assert told(done) == [change]


@pytest.mark.parametrize(
    ("paper", "old", "new", "mended_words"),
    [
        (decision, "Số: 15/", "Số 15/", "Số: 15/QĐ-SKHCN"),
        (decision, "Số: 15/", "Số : 15/", "Số: 15/QĐ-SKHCN"),
        (decision, "Số: 15/", "Số: 5/", "Số: 05/QĐ-SKHCN"),
        (decision, PLACE_DATE, "Hà Giang, ngày 5 tháng 03 năm 2025", PLACE_DATE),
        (decision, PLACE_DATE, "Hà Giang, ngày 05 tháng 1 năm 2025", "Hà Giang, ngày 05 tháng 01 năm 2025"),
        (decision, "2025 của Ủy", "2025. của Ủy", None),
        (decision, "ngày 16 tháng 6 năm 2025;", "ngày 16 tháng 6 năm 2025,", "ngày 16 tháng 6 năm 2025;"),
        (decision, "Chánh Văn phòng Sở.", "Chánh Văn phòng Sở;", "Chánh Văn phòng Sở."),
        (decision, "Chánh Văn phòng Sở.", "Chánh Văn phòng Sở", "Chánh Văn phòng Sở."),
        (decision, "Quyết định này./.", "Quyết định này.", "Quyết định này./."),
        (letter, "- Như trên;", "– Như trên.", "- Như trên;"),
        (letter, "- Giám đốc Sở (để báo cáo);", "-Giám đốc Sở (để báo cáo)", "- Giám đốc Sở (để báo cáo);"),
        (letter, "Kính gửi:", "Kính gửi :", "Kính gửi:"),
        (letter, "- Phòng Quản lý khoa học;", "- Phòng Quản lý khoa học", "- Phòng Quản lý khoa học;"),
    ],
)  # fmt: skip
def test_words_that_the_decree_fixes_are_mended(paper: Callable[[], bytes], old: str, new: str, mended_words: str | None) -> None:
    source = reworded(paper(), old, new)
    done = mend_(source)
    before, after = read(source), read(done.data)
    differ = [(one.text, two.text) for one, two in zip(before.paragraphs(), after.paragraphs(), strict=True) if one.text != two.text]
    assert len(differ) == (mended_words is not None)
    assert all(mended_words is not None and mended_words in text for _, text in differ)
    assert len(done.changes) >= len(differ)


def test_several_faults_of_a_line_are_told_one_by_one() -> None:
    done = mend_(reworded(decision(), "Số: 15/", "Số 5/"))
    assert told(done) == [
        ("Số, ký hiệu", "dấu hai chấm sau “Số”", "Số 5/QĐ-SKHCN", "Số: 5/QĐ-SKHCN"),
        ("Số, ký hiệu", "số 0 trước số nhỏ hơn 10", "Số: 5/QĐ-SKHCN", "Số: 05/QĐ-SKHCN"),
    ]


def test_a_change_names_its_rule_and_its_paragraph() -> None:
    (change,) = mend_(lettered(plan(), MOTTO, '<w:sz w:val="36"/>')).changes
    assert change == Change("TN-01", line(plan(), MOTTO).address, "Tiêu ngữ", MOTTO, "cỡ chữ", "18", "13")


def test_only_the_wrong_run_of_a_line_changes() -> None:
    half = broken(plan(), r"<w:r>(<w:t [^>]*>)Độc lập - ", r'<w:r><w:rPr><w:b w:val="0"/></w:rPr>\1Độc </w:t></w:r><w:r>\1lập - ')
    done = mend_(half)
    assert told(done) == [("Tiêu ngữ", "kiểu chữ", "đứng, không đậm", "đứng, đậm")]
    assert {run.letters for run in line(done.data, MOTTO).runs} == {run.letters for run in line(plan(), MOTTO).runs}


def test_words_over_borders_of_runs_keep_the_look_of_their_neighbours() -> None:
    split = broken(plan(), r"<w:r>(<w:t [^>]*>)Độc lập - Tự", r"<w:r>\1Độc lập –</w:t></w:r><w:r><w:rPr><w:u w:val='single'/></w:rPr>\1 Tự")
    after = line(mend_(split).data, MOTTO)
    assert [(run.text, run.letters.underlined) for run in after.runs] == [("Độc lập -", False), (" Tự do - Hạnh phúc", True)]


def test_sizes_follow_the_set_that_the_head_uses() -> None:
    tall = reduce(lambda data, words: lettered(data, words, '<w:sz w:val="28"/>'), (MOTTO, "Hà Giang, ngày"), plan())
    assert told(mend_(lettered(tall, NATION, '<w:sz w:val="32"/>'))) == [("Quốc hiệu", "cỡ chữ", "16", "13")]


def test_text_of_another_size_gets_the_size_of_the_rest() -> None:
    smaller = broken(plan(), '(w:styleId="NoiDung".*?)<w:sz w:val="28"/>', r'\1<w:sz w:val="26"/>', "word/styles.xml")
    assert told(mend_(lettered(smaller, "a) Bảo đảm", '<w:sz w:val="32"/>'))) == [("Điểm", "cỡ chữ", "16", "13")]


def test_symbols_and_letters_of_old_fonts_are_left_alone() -> None:
    for words, font in (("Quản lý nhà nước", "Wingdings"), ("C«ng hßa x· héi", ".VnTime"), ("cong van", ".VnTimeH")):
        data = lettered(reworded(plan(), BODY, words), words, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>')
        assert mended(opened(data)) == Mended(data, ())


def test_an_old_font_over_unicode_text_is_mended() -> None:
    done = mend_(lettered(plan(), BODY, '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'))
    assert told(done) == [("Nội dung", "phông chữ", ".VnTime", "Times New Roman")]


def test_a_theme_font_is_mended() -> None:
    done = mend_(
        lettered(plan(), BODY, '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:ascii="Arial"/><w:color w:val="auto"/>')
    )
    assert done.changes == () or b"minorHAnsi" not in opened(done.data).parts[MAIN].data


def test_a_word_set_off_in_a_part_and_a_line_that_fills_no_line_are_left_alone() -> None:
    law = broken(plan(), r"<w:r>(<w:t [^>]*>)Căn cứ Luật", r"<w:r><w:rPr><w:b/></w:rPr>\1Căn cứ</w:t></w:r><w:r>\1 Luật")
    short = shaped(plan(), "a) Bảo đảm", '<w:jc w:val="left"/>')
    for data in (law, short):
        assert mended(opened(data)) == Mended(data, ())


def test_a_note_below_the_text_keeps_its_look() -> None:
    data = reworded(plan(), "a) Bảo đảm", "(Ghi chú: bảo đảm")
    data = shaped(data, "(Ghi chú", '<w:jc w:val="left"/><w:ind w:firstLine="0"/>')
    assert mended(opened(data)) == Mended(data, ())


def test_raised_letters_and_emphasis_in_the_text_stay_as_their_writer_set_them() -> None:
    for xml in ("<w:b/><w:i/>", '<w:sz w:val="20"/><w:vertAlign w:val="superscript"/>'):
        data = lettered(plan(), BODY, xml)
        assert mended(opened(data)) == Mended(data, ())


def test_landscape_pages_are_left_alone() -> None:
    data = broken(plan(), r'(w:orient="landscape"/><w:pgMar w:top=")1134', r"\g<1>300")
    assert mended(opened(data)) == Mended(data, ())


def test_side_margins_stay_where_a_table_would_not_fit() -> None:
    wide = broken(decision(), r"(<w:tbl>)(.*?<w:tblGrid>)", r"\1\2")
    wide = broken(wide, r'w:left="1701"', 'w:left="567"')
    wide = broken(wide, r'<w:tcW w:w="\d+"', '<w:tcW w:w="7000"')
    assert [change.what for change in mend_(wide).changes] == []
    narrow = broken(decision(), r'w:left="1701"', 'w:left="567"')
    assert [change.what for change in mend_(narrow).changes] == ["lề trái"]


def without_numbers(data: bytes) -> bytes:
    return broken(broken(data, r"<w:headerReference[^>]*/>", "", times=0), r"<w:titlePg[^>]*/>", "", times=0)


def test_a_paper_without_page_numbers_gets_them(tmp_path: Path) -> None:
    done = mend_(without_numbers(reworded(letter(), BODY, f"{BODY} " * 60)))
    assert told(done) == [("Số trang", "số trang", "không có ở lề trên", "giữa lề trên, trang đầu không hiện")]
    (section,) = read(done.data).sections
    (number,) = section.headers["default"]
    assert isinstance(number, Paragraph)
    assert (section.first_differs, number.codes, number.alignment) == (True, ("PAGE",), Alignment.CENTER)
    assert {(run.letters.latin, run.letters.size, run.letters.bold) for run in number.runs} == {("Times New Roman", 28, False)}
    path = tmp_path / "so-trang.docx"
    path.write_bytes(done.data)
    assert schema_errors([path]) == []


def test_a_paper_of_one_page_needs_no_number() -> None:
    data = without_numbers(decision())
    assert mended(opened(data)) == Mended(data, ())


def test_a_page_number_in_the_foot_moves_to_the_head() -> None:
    foot = broken(
        decision(), r'<w:headerReference w:type="default"([^>]*)/><w:headerReference [^>]*/>', r'<w:footerReference w:type="default"\1/>'
    )
    foot = broken(
        broken(foot, r"<w:titlePg[^>]*/>", ""),
        'relationships/header(" Target="header1)',
        r"relationships/footer\1",
        "word/_rels/document.xml.rels",
    )
    assert "PAGE" in str(read(foot).sections[0].footers["default"])
    done = mend_(foot)
    assert [(change.what, change.before, change.after) for change in done.changes if change.what == "vị trí"] == [
        ("vị trí", "chân trang", "giữa lề trên")
    ]
    (section,) = read(done.data).sections
    assert "PAGE" not in str(section.footers["default"])
    assert "PAGE" in str(section.headers["default"])


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ('<w:pStyle w:val="SoTrang"/>', '<w:pStyle w:val="SoTrang"/><w:jc w:val="right"/>', ("căn lề", "không ở giữa", "giữa")),
        ("<w:r><w:t>2", '<w:r><w:rPr><w:sz w:val="22"/></w:rPr><w:t>2', ("cỡ chữ", "11", "14")),
        ("<w:r><w:t>2", "<w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>2", ("kiểu chữ", "nghiêng, đậm", "đứng, không đậm")),
        ("<w:r><w:t>2", '<w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr><w:t>2', ("phông chữ", "Arial", "Times New Roman")),
    ],
)
def test_the_look_of_a_page_number_is_mended(old: str, new: str, change: tuple[str, str, str]) -> None:
    assert told(mend_(broken(plan(), re.escape(old), new, HEADER))) == [("Số trang", *change)]


def test_a_head_that_says_more_than_a_number_is_left_to_a_person() -> None:
    more = broken(plan(), re.escape("<w:fldSimple"), "<w:r><w:t>Trang số </w:t></w:r><w:fldSimple", HEADER)
    more = broken(more, re.escape('<w:pStyle w:val="SoTrang"/>'), '<w:pStyle w:val="SoTrang"/><w:jc w:val="right"/>', HEADER)
    more = broken(more, r"<w:titlePg[^>]*/>", "")
    assert mended(opened(more)) == Mended(more, ())


def test_tracked_changes_must_be_decided_first() -> None:
    waiting = broken(
        plan(),
        rf"(<w:r><w:t [^>]*>{re.escape(BODY)}</w:t></w:r>)",
        r'<w:ins w:id="9" w:author="A" w:date="2026-01-01T00:00:00Z">\1</w:ins>',
    )
    assert refused(waiting) == ["SUA-01"]


def test_a_signed_file_is_refused() -> None:
    source = opened(plan())
    signed = [*source.parts.values(), pack("_xmlsignatures/sig1.xml", b"<a/>")]
    assert refused(package.join(signed)) == ["SUA-03"]


@pytest.mark.parametrize("content", [b"<w:document", b"<a/>"])
def test_a_broken_main_part_is_refused(content: bytes) -> None:
    parts = [pack(MAIN, content) if part.name == MAIN else part for part in opened(plan()).parts.values()]
    assert refused(package.join(parts)) == ["SUA-04"]


def refused(data: bytes) -> list[str]:
    with pytest.raises((InputRefusedError, OutputRefusedError)) as caught:
        mended(opened(data))
    return [problem.code for problem in caught.value.problems]


def test_a_mending_that_loses_a_letter_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def losing(element: Element, *_: object) -> bool:
        for node in element.iter(f"{W}t"):
            node.text = (node.text or "")[1:]
        return True

    monkeypatch.setattr("generator.mending.words._replace", losing)
    assert refused(reworded(plan(), MOTTO, "Độc lập – Tự do – Hạnh phúc")) == ["SUA-05"]


def test_a_change_that_nobody_was_told_of_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def secret(desk: Desk) -> None:
        for element in list(desk.root(MAIN).iter(f"{W}pStyle")):
            element.set(f"{W}val", "NoiDung")

    monkeypatch.setattr(mend, "mend_spacing", secret)
    assert refused(lettered(plan(), MOTTO, '<w:sz w:val="36"/>')) == ["SUA-05"]


def test_a_mending_that_never_ends_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mend, "mend_spacing", lambda desk: desk.note(desk.pieces[0], "X", "gì đó", ("cũ", "mới")))
    assert refused(plan()) == ["SUA-06"]


def as_if(monkeypatch: pytest.MonkeyPatch, change: Callable[[Anatomy], Anatomy]) -> None:
    """Let the parts of every document be made out otherwise."""
    monkeypatch.setattr(mend, "make_out", lambda document: change(make_out(document)))


def test_a_document_of_another_law_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    as_if(monkeypatch, lambda anatomy: replace(anatomy, regime=Regime.PARTY, reason="có “ĐẢNG CỘNG SẢN VIỆT NAM”"))
    assert refused(plan()) == ["SUA-02"]


def test_samples_and_quotations_are_never_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    def quoted(anatomy: Anatomy) -> Anatomy:
        return replace(anatomy, pieces=tuple(replace(piece, where=Where.QUOTED) for piece in anatomy.pieces))

    as_if(monkeypatch, quoted)
    for fault, _ in (*LETTERS, *PARAGRAPHS, *WORDS):
        data = fault(plan())
        assert mended(opened(data)) == Mended(data, ())


def test_what_a_table_with_lines_says_is_only_mended_in_its_family(monkeypatch: pytest.MonkeyPatch) -> None:
    def misread(anatomy: Anatomy) -> Anatomy:
        return replace(anatomy, pieces=tuple(replace(one, part=Part.POSITION) if one.text == "STT" else one for one in anatomy.pieces))

    as_if(monkeypatch, misread)
    data = lettered(plan(), "STT", '<w:b w:val="0"/><w:sz w:val="20"/><w:color w:val="FF0000"/>')
    assert mended(opened(data)) == Mended(data, ())
    arial = lettered(plan(), "STT", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="20"/>')
    assert told(mend_(arial)) == [("Bảng", "phông chữ", "Arial", "Times New Roman")]


def test_a_paper_without_the_national_name_has_no_part_that_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless(anatomy: Anatomy) -> Anatomy:
        return replace(anatomy, pieces=tuple(one for one in anatomy.pieces if one.part is not Part.NATIONAL_NAME))

    as_if(monkeypatch, nameless)
    checked = [fault(plan()) for fault, change in (*LETTERS, *PARAGRAPHS) if change[1] in {"cỡ chữ", "kiểu chữ", "căn lề", "giãn dòng"}]
    assert len(checked) > 5
    for data in checked:
        assert mended(opened(data)) == Mended(data, ())


def test_a_stretch_of_a_paragraph_is_mended_without_its_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    motto = len("Độc lập - Tự do")

    def cut(anatomy: Anatomy) -> Anatomy:
        halves = [replace(piece, end=motto) if piece.part is Part.MOTTO else piece for piece in anatomy.pieces]
        return replace(anatomy, pieces=tuple(halves))

    as_if(monkeypatch, cut)
    done = mend_(lettered(plan(), MOTTO, '<w:b w:val="0"/>'))
    assert [(run.text, run.letters.bold) for run in line(done.data, MOTTO).runs] == [("Độc lập - Tự do", True), (" - Hạnh phúc", False)]


def test_words_in_a_box_are_left_to_a_person() -> None:
    box = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:90pt;height:20pt"><v:textbox><w:txbxContent><w:p>'
        '<w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr><w:t>Hộp</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>'
        "</w:pict></w:r>"
    )
    data = broken(plan(), rf"(<w:r><w:t [^>]*>{re.escape(BODY)}</w:t></w:r>)", rf"\1{box}")
    assert mended(opened(data)) == Mended(data, ())


def test_a_property_said_twice_is_said_once() -> None:
    done = mend_(shaped(plan(), BODY, '<w:jc w:val="both"/><w:jc w:val="left"/>'))
    assert told(done) == [("Nội dung", "căn lề", "trái", "đều hai bên")]


LOOKS: Final = (
    "<w:b/>", "<w:i/>", '<w:b w:val="0"/><w:i w:val="0"/>', '<w:sz w:val="22"/>', '<w:sz w:val="27"/>', '<w:sz w:val="40"/>',
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>', '<w:rFonts w:asciiTheme="majorHAnsi"/>', '<w:color w:val="1F4E79"/>',
    '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/><w:color w:val="FF0000" w:themeColor="accent1"/><w:sz w:val="19"/>',
)  # fmt: skip
SHAPES: Final = (
    '<w:jc w:val="left"/>', '<w:jc w:val="right"/>', '<w:jc w:val="center"/>', '<w:spacing w:before="0" w:after="0"/>',
    '<w:spacing w:line="200" w:lineRule="auto"/>', '<w:spacing w:line="500" w:lineRule="auto"/>', '<w:ind w:firstLine="0"/>',
    '<w:ind w:firstLine="900"/>', '<w:ind w:left="400" w:hanging="200"/>', "<w:contextualSpacing/>",
    '<w:spacing w:beforeAutospacing="1"/><w:ind w:firstLine="100"/><w:jc w:val="left"/>',
)  # fmt: skip
REWORDED: Final = (
    ("Độc lập - Tự do", "Độc lập-Tự do"), ("Số: ", "Số:"), ("ngày 05 tháng 3", "ngày 5 tháng 03"), (";</w:t>", ",</w:t>"),
    ("- ", "– "), ("./.", "."), ("Lưu: VT, VP.", "Lưu: VT, VP;"), ("CỘNG HÒA", "Cộng hòa"), ("Kính gửi:", "Kính gửi"),
)  # fmt: skip
SETUPS: Final = (
    (r'w:top="\d+"', 'w:top="500"'), (r'w:right="\d+"', 'w:right="2000"'), (r'w:left="1701"', 'w:left="1200"'),
    (r'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'), (r"<w:titlePg[^>]*/>", ""), (r"<w:headerReference[^>]*/>", ""),
)  # fmt: skip


@st.composite
def broken_papers(draw: st.DrawFn) -> bytes:
    """A paper with faults of all kinds put in by chance."""
    data = CONFORMING[draw(st.sampled_from(sorted(CONFORMING)))]()
    starts = sorted({text[:40] for text in re.findall(r"<w:r><w:t [^>]*>([^<]+)", opened(data).parts[MAIN].data.decode())})
    for words in draw(st.lists(st.sampled_from(starts), max_size=4, unique=True)):
        data = dressed(data, words, draw(st.sampled_from(LOOKS)))
    for words in draw(st.lists(st.sampled_from(starts), max_size=4, unique=True)):
        data = shaped(data, words, draw(st.sampled_from(SHAPES))) if _plain(data, words) else data
    for old, new in draw(st.lists(st.sampled_from(REWORDED), max_size=3, unique=True)):
        data = data if old.encode() not in opened(data).parts[MAIN].data else reworded(data, old, new, times=draw(st.sampled_from((0, 1))))
    for pattern, put in draw(st.lists(st.sampled_from(SETUPS), max_size=3, unique=True)):
        data = broken(data, pattern, put, times=draw(st.sampled_from((0, 1)))) if _holds(data, pattern) else data
    return data


def dressed(data: bytes, words: str, xml: str) -> bytes:
    """The run that begins with these words in another look, if one still has none of its own."""
    return lettered(data, words, xml) if _holds(data, rf"<w:r>(<w:t [^>]*>{re.escape(words)})") else data


def _holds(data: bytes, pattern: str) -> bool:
    return re.search(pattern, opened(data).parts[MAIN].data.decode()) is not None


def _plain(data: bytes, words: str) -> bool:
    return _holds(data, rf"(<w:pStyle [^>]*/>)((?:(?!</?w:p>).)*?<w:t [^>]*>{re.escape(words)})")


def bare(data: bytes) -> list[str]:
    """The texts of a document without what mending may change: marks, white space, zeros and capitals."""
    return [re.sub(r"[\W_0]", "", paragraph.text).casefold() for paragraph in read(data).paragraphs()]


LINES_BELOW: Final = frozenset({"TN-02", "CQ-05", "TL-03"})
"""A line drawn below words of a wrong size, or on a page of wrong margins, fits those: when they are mended, it is a person's to draw."""


def found(data: bytes) -> set[tuple[str, Address | None]]:
    """What the checks have against a document."""
    document = read(data)
    findings = check(Sheet(document, make_out(document)))
    return {(one.code, one.paragraph.address if one.paragraph else None) for one in findings if one.code not in LINES_BELOW}


@settings(max_examples=40)
@given(broken_papers())
def test_mending_makes_no_new_fault(data: bytes) -> None:
    assert found(mended(opened(data)).data) <= found(data)


@settings(max_examples=80)
@given(broken_papers())
def test_whatever_is_broken_twice_is_once_and_the_words_stay(data: bytes) -> None:
    done = mend_(data)
    assert bare(done.data) == bare(data)
    changed = {change.address for change in done.changes}
    for one, other in zip(read(data).paragraphs(), read(done.data).paragraphs(), strict=True):
        assert one.address in changed or one == other
    before, after = opened(data).parts, opened(done.data).parts
    touched = {name for name in after if before.get(name) != after[name]}
    assert touched <= {MAIN, "[Content_Types].xml", "word/_rels/document.xml.rels", HEADER, FIRST_HEADER, "word/header3.xml"}


def test_mended_papers_are_sound(tmp_path: Path) -> None:
    for number, name in enumerate(sorted(CONFORMING)):
        data = CONFORMING[name]()
        starts = sorted({text[:40] for text in re.findall(r"<w:r><w:t [^>]*>([^<]+)", opened(data).parts[MAIN].data.decode())})
        for index, words in enumerate(starts):
            data = dressed(data, words, LOOKS[(index + number) % 4])
        for pattern, put in SETUPS[:5]:
            data = broken(data, pattern, put, times=0)
        done = mend_(data)
        assert len(done.changes) > 10
        (tmp_path / f"{name}.docx").write_bytes(done.data)
    assert schema_errors(sorted(tmp_path.glob("*.docx"))) == []


def test_a_paper_saved_by_libreoffice_is_mended(tmp_path: Path) -> None:
    first = tmp_path / "van-ban.docx"
    first.write_bytes(lettered(shaped(decision(), "QUYẾT ĐỊNH", '<w:jc w:val="left"/>'), MOTTO, '<w:sz w:val="36"/>'))
    source = resaved(first, tmp_path)
    before = schema_errors([source])
    done = mend_(source.read_bytes())
    assert {("Tiêu ngữ", "cỡ chữ", "18", "13"), ("Tên loại", "căn lề", "trái", "giữa")} <= set(told(done))
    source.write_bytes(done.data)
    assert len(schema_errors([source])) <= len(before)


def typed() -> bytes:
    """A letter as somebody types it into an empty document: Letter paper, the family and size of the template, all at the left."""
    document = docx.Document()
    head = document.add_table(2, 2)
    _fill(head.cell(0, 0), "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG", "SỞ KHOA HỌC VÀ CÔNG NGHỆ")
    _fill(head.cell(0, 1), "Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập – Tự do – Hạnh phúc")
    _fill(head.cell(1, 0), "Số 5/SKHCN-VP", "V/v báo cáo kết quả cải cách hành chính")
    _fill(head.cell(1, 1), "Hà Giang, ngày 5 tháng 03 năm 2025")
    document.add_paragraph("Kính gửi: Bộ Khoa học và Công nghệ")
    document.add_paragraph(f"{BODY} {BODY}")
    document.add_paragraph("Sở Khoa học và Công nghệ đề nghị Bộ Khoa học và Công nghệ xem xét, giải quyết.")
    foot = document.add_table(1, 2)
    _fill(foot.cell(0, 0), "Nơi nhận:", "– Như trên;", "- Giám đốc Sở,", "- Lưu: VT, VP")
    _fill(foot.cell(0, 1), "GIÁM ĐỐC", "", "", "Nguyễn Văn An")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _fill(cell: Cell, first: str, *others: str) -> None:
    cell.text = first
    for words in others:
        cell.add_paragraph(words)


def test_a_letter_typed_into_an_empty_document_comes_out_in_the_format(tmp_path: Path) -> None:
    done = mend_(typed())
    after = read(done.data)
    page = after.sections[0].page
    assert (page.width, page.height) == (11906, 16838)
    assert 1701 - 6 <= page.left <= 1985
    assert 1134 - 6 <= page.top <= 1418
    assert {font for one in after.paragraphs() for run in one.runs for font in run.fonts} == {"Times New Roman"}
    said = [one.text for one in after.paragraphs()]
    for wanted in (
        NATION, MOTTO, "Số: 05/SKHCN-VP", "Hà Giang, ngày 05 tháng 3 năm 2025", "- Như trên;", "- Giám đốc Sở;", "- Lưu: VT, VP.",
    ):  # fmt: skip
        assert wanted in said
    assert line(done.data, "giải quyết").text.endswith("giải quyết./.")
    body = line(done.data, BODY)
    assert (body.alignment, body.first_line, {run.letters.size for run in body.runs}) == (Alignment.BOTH, 567, {28})
    looks = {words: line(done.data, words) for words in (NATION, MOTTO, "Hà Giang, ngày")}
    assert {one.alignment for one in looks.values()} == {Alignment.CENTER}
    assert all(run.letters.bold for words in (NATION, MOTTO) for run in looks[words].runs)
    path = tmp_path / "cong-van.docx"
    path.write_bytes(done.data)
    assert schema_errors([path]) == []
