"""Feet, annexes, texts issued with a decision, samples, lines below parts, regimes, and what anatomy keeps to for any document."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Final

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from generator.anatomy import Anatomy, Drawn, Part, Regime, Where, make_out
from generator.anatomy.parts import Piece
from generator.formatting import (
    Address,
    Alignment,
    Block,
    Cell,
    Document,
    Letters,
    Page,
    Row,
    Run,
    Section,
    Table,
    paragraphs,
    read_document,
)
from generator.formatting import Drawn as Shape
from generator.formatting import Paragraph as ReadParagraph
from generator.measure import Twips, mm, width_of
from tests.conforming import conforming_documents
from tests.letterhead_documents import LONG_RULE, Head, anatomy_of, fill, foot, foot_in_tabs, in_one_row, in_two_rows, line, plan, words

_SIGNED: Final = (Part.AUTHORITY, Part.POSITION, Part.OTHER_POSITION, Part.SIGNER)


def signed(anatomy: Anatomy) -> list[tuple[Part, str]]:
    return [(piece.part, piece.text) for piece in anatomy.of(*_SIGNED)]


def begun(kind: str = "KẾ HOẠCH") -> WordDocument:
    """A head and one sentence of text, without a foot."""
    document = docx.Document()
    in_two_rows(document, Head())
    line(document, kind, centred=True)
    line(document, "Khắc phục hạn chế về cải cách hành chính", centred=True)
    line(document, "Sở Khoa học và Công nghệ thông báo để các đơn vị biết và thực hiện./.")
    return document


def test_a_foot_in_tabs_is_read_column_by_column(tmp_path: Path) -> None:
    document = begun()
    foot_in_tabs(document)
    anatomy = anatomy_of(document, tmp_path)
    assert signed(anatomy) == [(Part.AUTHORITY, "KT. GIÁM ĐỐC"), (Part.POSITION, "PHÓ GIÁM ĐỐC"), (Part.SIGNER, "Nguyễn Văn An")]
    assert [piece.text for piece in anatomy.of(Part.RECIPIENTS_HEAD, Part.RECIPIENT, Part.KEPT)] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT, VP.",
    ]


@pytest.mark.parametrize("signature_first", [True, False])
def test_a_foot_in_plain_lines_is_read_in_either_order(*, signature_first: bool, tmp_path: Path) -> None:
    document = begun()
    signature, recipients = ("GIÁM ĐỐC", "", "", "Nguyễn Văn An"), ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")
    for row in (*signature, *recipients) if signature_first else (*recipients, *signature):
        line(document, row)
    anatomy = anatomy_of(document, tmp_path)
    assert signed(anatomy) == [(Part.POSITION, "GIÁM ĐỐC"), (Part.SIGNER, "Nguyễn Văn An")]
    assert [piece.text for piece in anatomy.of(Part.RECIPIENT, Part.KEPT)] == ["- Như trên;", "- Lưu: VT."]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "", "Trần Thị B"),
            [Part.AUTHORITY, Part.AUTHORITY, Part.POSITION, Part.SIGNER],
        ),
        (("Chủ tịch", "", "", "Trần Thị B"), [Part.POSITION, Part.SIGNER]),
        (("GIÁM ĐỐC", "(Đã ký)", "TRẦN THỊ B"), [Part.POSITION, Part.SIGNER]),
        (("GIÁM ĐỐC", "", "", "TS. Trần Thị B"), [Part.POSITION, Part.SIGNER]),
        (("TRƯỞNG BAN", "", "", "Phó Chủ tịch UBND tỉnh", "Trần Thị B"), [Part.POSITION, Part.OTHER_POSITION, Part.SIGNER]),
        (("GIÁM ĐỐC",), [Part.POSITION]),
        (("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "", "Trần Thị B"), [Part.AUTHORITY, Part.POSITION, Part.SIGNER]),
    ],
)
def test_a_signature_is_authority_position_and_name(cell: tuple[str, ...], expected: list[Part], tmp_path: Path) -> None:
    document = begun()
    foot(document, signature=cell)
    assert [part for part, _ in signed(anatomy_of(document, tmp_path))] == expected


def test_minutes_have_two_signatures_above_the_recipients(tmp_path: Path) -> None:
    document = begun("BIÊN BẢN")
    left, right = document.add_table(1, 2).rows[0].cells
    fill(left, ("THƯ KÝ", "", "", "Lê Văn C"))
    fill(right, ("CHỦ TỌA", "", "", "Trần Thị B"))
    for row in ("Nơi nhận:", "- Như thành phần;", "- Lưu: VT, Hồ sơ."):
        line(document, row)
    anatomy = anatomy_of(document, tmp_path)
    assert signed(anatomy) == [
        (Part.POSITION, "THƯ KÝ"), (Part.SIGNER, "Lê Văn C"), (Part.POSITION, "CHỦ TỌA"), (Part.SIGNER, "Trần Thị B"),
    ]  # fmt: skip
    assert [piece.text for piece in anatomy.of(Part.KEPT)] == ["- Lưu: VT, Hồ sơ."]


def test_the_drafter_stands_below_the_copy_kept_and_the_address_below_the_foot(tmp_path: Path) -> None:
    document = begun()
    foot(document, recipients=("Nơi nhận:", "- Như trên;", "- Lưu: VT, VP.", "PL.(300)"))
    fill(document.add_table(1, 1).rows[0].cells[0], ("Địa chỉ: số 1, đường Trần Phú; điện thoại: 0219; thư điện tử: skhcn@hagiang.vn",))
    found = words(anatomy_of(document, tmp_path))
    assert found[Part.DRAFTER] == ["PL.(300)"]
    assert len(found[Part.ADDRESS]) == 1


def test_a_table_of_data_is_no_foot_though_it_speaks_of_recipients(tmp_path: Path) -> None:
    document = begun()
    table = document.add_table(10, 2)
    table.style = "Table Grid"
    for row, label in zip(table.rows, ("Số, ký hiệu", "Người ký", "Nơi nhận", *("Ghi chú",) * 7), strict=True):
        fill(row.cells[0], (label,))
    found = words(anatomy_of(document, tmp_path))
    assert Part.RECIPIENTS_HEAD not in found
    assert len(found[Part.TABLE_TEXT]) == 10


_REFERENCE: Final = "(Kèm theo Kế hoạch số 15/KH-SKHCN ngày 05 tháng 3 năm 2025 của Sở Khoa học và Công nghệ)"


@pytest.mark.parametrize("head", [("Phụ lục I", "DANH MỤC NHIỆM VỤ"), ("PHỤ LỤC 1: DANH MỤC NHIỆM VỤ",), ("Phụ lục I\nDANH MỤC NHIỆM VỤ",)])
def test_an_annex_has_label_title_reference_and_text(head: tuple[str, ...], tmp_path: Path) -> None:
    document = plan()
    for row in (*head, _REFERENCE, LONG_RULE):
        line(document, row, centred=True)
    line(document, "1. Ban hành văn bản hướng dẫn.")
    anatomy = anatomy_of(document, tmp_path)
    annex = words(anatomy, where=Where.ANNEX)
    assert {part: "".join(rows).rstrip(":") for part, rows in annex.items()} == {
        Part.ANNEX_LABEL: head[0].partition(":")[0].partition("\n")[0], Part.ANNEX_TITLE: "DANH MỤC NHIỆM VỤ",
        Part.ANNEX_REFERENCE: _REFERENCE, Part.CLAUSE: "1. Ban hành văn bản hướng dẫn.",
    }  # fmt: skip
    assert [below.under.part for below in anatomy.lines if below.under.where is Where.ANNEX] == [Part.ANNEX_REFERENCE]


def test_an_annex_named_in_the_text_begins_none(tmp_path: Path) -> None:
    document = begun()
    line(document, "Phụ lục I kèm theo Kế hoạch này nêu chi tiết các nhiệm vụ.")
    assert {piece.where for piece in anatomy_of(document, tmp_path).pieces} == {Where.MAIN}


@pytest.mark.parametrize("headed", [True, False])
def test_rules_issued_with_a_decision_are_enclosed(*, headed: bool, tmp_path: Path) -> None:
    document = begun("QUYẾT ĐỊNH")
    foot(document)
    if headed:
        left, right = document.add_table(1, 2).rows[0].cells
        fill(left, Head().left)
        fill(right, Head().right)
    for row in (
        "QUY CHẾ",
        "Quản lý hồ sơ",
        "(Kèm theo Quyết định số 20/QĐ-SKHCN ngày 05 tháng 3 năm 2025 của Sở)",
        "Chương I",
        "QUY ĐỊNH CHUNG",
    ):
        line(document, row, centred=True)
    line(document, "Điều 1. Phạm vi")
    anatomy = anatomy_of(document, tmp_path)
    found = words(anatomy, where=Where.ENCLOSED)
    assert (found[Part.TYPE_NAME], found[Part.SUMMARY], found[Part.ARTICLE]) == (["QUY CHẾ"], ["Quản lý hồ sơ"], ["Điều 1. Phạm vi"])
    assert found.get(Part.NATIONAL_NAME, []) == [Head().state] * headed
    assert len(found[Part.ANNEX_REFERENCE]) == 1
    assert anatomy.type_name == "QUYẾT ĐỊNH"


def test_a_sample_in_an_annex_is_quoted(tmp_path: Path) -> None:
    document = plan()
    for row in ("Phụ lục I", "CÁC MẪU VĂN BẢN", "Mẫu số 01"):
        line(document, row, centred=True)
    in_one_row(document, Head(("…",), ("ĐƠN VỊ …",), "Số: …/BC-…", "…, ngày … tháng … năm …"))
    line(document, "BÁO CÁO", centred=True)
    line(document, "Phụ lục II", centred=True)
    line(document, "DANH MỤC KHÁC", centred=True)
    anatomy = anatomy_of(document, tmp_path)
    assert [piece.text for piece in anatomy.of(Part.TYPE_NAME, Part.NUMBER, where=Where.QUOTED)] == ["Số: …/BC-…", "BÁO CÁO"]
    assert [piece.text for piece in anatomy.of(Part.ANNEX_LABEL, where=Where.ANNEX)] == ["Phụ lục I", "Phụ lục II"]
    assert [piece.paper for piece in anatomy.pieces] == sorted(piece.paper for piece in anatomy.pieces)


def regime(document: WordDocument, folder: Path) -> Regime:
    anatomy = anatomy_of(document, folder)
    assert anatomy.reason
    return anatomy.regime


@pytest.mark.parametrize(
    ("head", "kind", "expected"),
    [
        (Head(), "KẾ HOẠCH", Regime.ADMINISTRATIVE),
        (Head(number="Số: 16/QĐ-UBND"), "QUYẾT ĐỊNH", Regime.ADMINISTRATIVE),
        (Head(number="Số: 16/2016/QĐ-UBND"), "QUYẾT ĐỊNH", Regime.NORMATIVE),
        (Head(number="Số:    /2025/NQ-HĐND"), "NGHỊ QUYẾT", Regime.NORMATIVE),
        (Head(number="Số: 14/2024/TT-BCT"), "THÔNG TƯ", Regime.NORMATIVE),
        (Head(number="Số: 30/2020/NĐ-CP"), "NGHỊ ĐỊNH", Regime.NORMATIVE),
        (Head(number="Số: 36-HD/VPTW", state="ĐẢNG CỘNG SẢN VIỆT NAM", motto=""), "HƯỚNG DẪN", Regime.PARTY),
        (Head(number="Số: 07/SY-SKHCN", state="SAO Y", motto=""), "", Regime.COPY),
        (Head(state="", motto=""), "KẾ HOẠCH", Regime.ADMINISTRATIVE),
        (Head(number=""), "KẾ HOẠCH", Regime.ADMINISTRATIVE),
        (Head(day=""), "KẾ HOẠCH", Regime.ADMINISTRATIVE),
        (Head((), ("",)), "KẾ HOẠCH", Regime.ADMINISTRATIVE),
        (Head((), ("",), "", ""), "TỜ KHAI ĐĂNG KÝ", Regime.FORM),
    ],
)
def test_the_regime_is_told_by_several_parts(head: Head, kind: str, expected: Regime, tmp_path: Path) -> None:
    assert regime(plan(in_two_rows, head, kind), tmp_path) is expected


def test_a_copy_of_a_whole_paper_is_a_copy(tmp_path: Path) -> None:
    document = plan()
    in_two_rows(document, Head(number="Số: 07/SY-SKHCN", state="SAO Y", motto=""))
    foot(document)
    anatomy = anatomy_of(document, tmp_path)
    assert anatomy.regime is Regime.COPY
    assert [piece.text for piece in anatomy.of(Part.COPY_FORM)] == ["SAO Y"]


def test_a_file_without_any_head_is_no_paper(tmp_path: Path) -> None:
    document = docx.Document()
    line(document, "Ghi chép của cuộc họp giao ban đầu tuần")
    line(document, "Các phòng báo cáo tiến độ.")
    assert regime(document, tmp_path) is Regime.NONE


def bordered(document: WordDocument, left: int, right: int) -> None:
    """An empty paragraph with a line above it, drawn in from both sides."""
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    properties = f'<w:pPr {names}><w:pBdr><w:top w:val="single" w:sz="6"/></w:pBdr><w:ind w:left="{left}" w:right="{right}"/></w:pPr>'
    document.add_paragraph()._p.insert(0, parse_xml(properties))


def drawn(document: WordDocument, points: int) -> None:
    """An empty paragraph with a drawn line."""
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    document.add_paragraph()._p.append(parse_xml(f'<w:r {names}><w:pict><v:line from="0,0" to="{points}pt,0"/></w:pict></w:r>'))


def test_lines_below_the_summary_are_found_however_they_are_made(tmp_path: Path) -> None:
    for made, length in ((Drawn.BORDER, None), (Drawn.SHAPE, 2000), (Drawn.CHARACTERS, width_of(LONG_RULE, 26, bold=False))):
        document = docx.Document()
        in_two_rows(document, Head())
        line(document, "KẾ HOẠCH", centred=True)
        line(document, "Khắc phục hạn chế", bold=True, centred=True)
        if made is Drawn.BORDER:
            bordered(document, 3000, 3000)
        elif made is Drawn.SHAPE:
            drawn(document, 100)
        else:
            line(document, LONG_RULE, centred=True)
        line(document, "Sở Khoa học và Công nghệ ban hành kế hoạch.")
        below = {found.under.part: found for found in anatomy_of(document, tmp_path).lines}
        assert below.keys() == {Part.AGENCY, Part.MOTTO, Part.SUMMARY}
        text_width = document.sections[0].page_width - document.sections[0].left_margin - document.sections[0].right_margin
        assert below[Part.SUMMARY].drawn is made
        assert below[Part.SUMMARY].length == (length or text_width // 635 - 6000)
        assert abs(below[Part.SUMMARY].room - width_of("Khắc phục hạn chế", 26, bold=True)) <= 3


_EVERY: Final = {
    Part.NATIONAL_NAME,
    Part.MOTTO,
    Part.PARENT,
    Part.AGENCY,
    Part.NUMBER,
    Part.PLACE_DATE,
    Part.RECIPIENTS_HEAD,
    Part.POSITION,
    Part.SIGNER,
}


@pytest.mark.parametrize("name", conforming_documents())
def test_every_part_of_our_own_papers_is_found(name: str) -> None:
    anatomy = make_out(read_document(conforming_documents()[name]))
    found = words(anatomy)
    titled = {Part.LETTER_SUMMARY, Part.ADDRESSEE_HEAD} if "công văn" in name else {Part.TYPE_NAME, Part.SUMMARY}
    assert found.keys() >= _EVERY | titled
    assert all(len(found[part]) == 1 for part in (_EVERY | titled) - {Part.SUMMARY, Part.LETTER_SUMMARY})
    assert anatomy.regime is Regime.ADMINISTRATIVE
    assert {below.under.part for below in anatomy.lines if below.under.where is Where.MAIN} == {Part.MOTTO, Part.AGENCY} | (
        titled & {Part.SUMMARY}
    )


_WORDS: Final = st.sampled_from(
    [
        "", " ", "\t", "\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "UBND TỈNH HÀ GIANG", "SỞ NỘI VỤ",
        "Số: 1/QĐ-SNV", "Hà Giang, ngày 05 tháng 3 năm 2025", "QUYẾT ĐỊNH", "QUYẾT ĐỊNH:", "Về việc", "V/v", "Căn cứ Luật;", "Điều 1",
        "Điều", "Điều …", "Chương I", "Mục 1. Tên", "I. MỤC", "1. Khoản", "a) điểm", "Kính gửi:", "- Bộ A;", "Nơi nhận:", "- Lưu: VT.",
        "TM. ỦY BAN", "CHỦ TỊCH", "Nguyễn Văn A", "Phụ lục I", "Phụ lục I: TÊN", "(Kèm theo Quyết định số 1", "ngày 2)", "____",
        "---o0o---", "*", "SAO Y", "MẬT", "DỰ THẢO", "Mẫu số 01", "…", "İ", "\u0301",
    ]
)  # fmt: skip
_TEXTS: Final = st.lists(_WORDS | st.text(max_size=8), max_size=4).map("".join)
_LETTERS: Final = st.builds(
    Letters, latin=st.just("Arial"), marked=st.just("Arial"), size=st.integers(0, 80), bold=st.booleans(), hidden=st.booleans(),
    raised=st.sampled_from(["", "superscript"]), caps=st.booleans(),
)  # fmt: skip
_LENGTHS: Final = st.integers(-30_000, 30_000).map(Twips)


def shapes(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Shape]:
    return st.builds(
        Shape,
        kind=st.sampled_from(["line", "box", "other"]),
        width=_LENGTHS,
        height=_LENGTHS,
        blocks=st.lists(inner, max_size=0 if inner.is_empty else 2).map(tuple),
    )


def paragraph(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[ReadParagraph]:
    return st.builds(
        ReadParagraph,
        address=st.builds(Address, st.just("word/document.xml"), st.integers(-1, 50)),
        runs=st.lists(st.builds(Run, _TEXTS, _LETTERS), max_size=3).map(tuple),
        style=st.just("Normal"), mark=_LETTERS, alignment=st.sampled_from(Alignment), before=_LENGTHS, left=_LENGTHS, right=_LENGTHS,
        label=st.sampled_from(["", "1.", "a)", "-", "Điều 1."]), border_above=st.booleans(), border_below=st.booleans(),
        objects=st.lists(shapes(inner), max_size=1).map(tuple),
    )  # fmt: skip


def blocks(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    cells = st.builds(Cell, st.lists(inner, max_size=4).map(tuple), _LENGTHS, st.integers(0, 3))
    rows = st.builds(Row, st.lists(cells, max_size=3).map(tuple))
    return paragraph(inner) | st.builds(Table, st.lists(rows, max_size=3).map(tuple), st.booleans())


_BLOCKS: Final = st.recursive(paragraph(st.nothing()), blocks, max_leaves=12)
_PAGE: Final = Page(mm(2100), mm(2970), mm(200), mm(200), mm(300), mm(150), mm(100), mm(100))
_DOCUMENTS: Final = st.lists(
    st.builds(Section, st.just(_PAGE), st.lists(_BLOCKS, max_size=12).map(tuple)), max_size=3
).map(lambda sections: Document(tuple(sections)))  # fmt: skip


def stretches(pieces: tuple[Piece, ...]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for piece in pieces:
        found.setdefault(id(piece.paragraph), []).append((piece.start, piece.end))
    return found


@given(_DOCUMENTS)
def test_every_word_of_any_document_is_in_one_piece(document: Document) -> None:
    anatomy = make_out(document)
    found = stretches(anatomy.pieces)
    for section in document.sections:
        for one in paragraphs(section.blocks):
            ends = sorted(found.get(id(one), []))
            assert all(0 <= start <= end <= len(one.text) for start, end in ends)
            assert all(before[1] <= after[0] for before, after in pairwise(ends))
            left = "".join(char for at, char in enumerate(one.text) if not any(start <= at < end for start, end in ends))
            assert not left.strip()
    assert all(below.room >= 0 and below.length >= 0 for below in anatomy.lines)
    assert make_out(document) == anatomy
