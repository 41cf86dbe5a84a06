"""Feet, annexes, texts issued with a decision, samples, lines below parts, regimes, and every paper of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import docx
import pytest
from docx.document import Document as WordDocument

from generator.anatomy import Anatomy, Drawn, Part, Regime, Where, make_out
from generator.document_types import EVERY, DocumentType
from generator.formatting import (
    read_document,
)
from generator.measure import width_of
from tests.conforming import conforming_documents
from tests.letterhead_documents import (
    LONG_RULE,
    Head,
    anatomy_of,
    as_read,
    fill,
    foot,
    foot_in_tabs,
    in_one_row,
    in_two_rows,
    line,
    plan,
    put,
    words,
)

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


def minutes_foot(document: WordDocument) -> None:
    """Two signatures side by side above the recipients."""
    left, right = document.add_table(1, 2).rows[0].cells
    fill(left, ("THƯ KÝ", "", "", "Lê Văn C"))
    fill(right, ("CHỦ TỌA", "", "", "Trần Thị B"))
    for row in ("Nơi nhận:", "- Như thành phần;", "- Lưu: VT, Hồ sơ."):
        line(document, row)


def test_minutes_have_two_signatures_above_the_recipients(tmp_path: Path) -> None:
    document = begun("BIÊN BẢN")
    minutes_foot(document)
    anatomy = anatomy_of(document, tmp_path)
    assert signed(anatomy) == [
        (Part.POSITION, "THƯ KÝ"), (Part.SIGNER, "Lê Văn C"), (Part.POSITION, "CHỦ TỌA"), (Part.SIGNER, "Trần Thị B"),
    ]  # fmt: skip
    assert [piece.text for piece in anatomy.of(Part.KEPT)] == ["- Lưu: VT, Hồ sơ."]


@pytest.mark.parametrize(
    "ending",
    [
        "Cuộc họp kết thúc vào 16 giờ 30, ngày 05 tháng 01 năm 2026./.",
        "Cuộc họp (hội nghị, hội thảo) kết thúc vào 16 giờ 30, ngày 05 tháng 01 năm 2026./.",
        "Hội nghị bế mạc lúc 17h00, ngày 05 tháng 01 năm 2026./.",
        "Biên bản lập xong hồi 9 giờ, ngày 05 tháng 01 năm 2026",
    ],
)
def test_the_end_of_a_meeting_is_no_place_and_date(ending: str, tmp_path: Path) -> None:
    document = begun("BIÊN BẢN")
    line(document, ending)
    minutes_foot(document)
    anatomy = anatomy_of(document, tmp_path)
    assert ending not in [piece.text for piece in anatomy.of(Part.PLACE_DATE)]
    assert ending in [piece.text for piece in anatomy.of(Part.BODY)]


def test_a_place_named_after_the_hour_is_a_place(tmp_path: Path) -> None:
    document = docx.Document()
    in_two_rows(document, Head(day="Cần Giờ, ngày 05 tháng 01 năm 2026"))
    line(document, "KẾ HOẠCH", centred=True)
    line(document, "Khắc phục hạn chế về cải cách hành chính", centred=True)
    assert [piece.text for piece in anatomy_of(document, tmp_path).of(Part.PLACE_DATE)] == ["Cần Giờ, ngày 05 tháng 01 năm 2026"]


def test_two_signatures_side_by_side_with_tabs_are_two(tmp_path: Path) -> None:
    document = begun("BIÊN BẢN")
    for row in ("THƯ KÝ\tCHỦ TỌA", "", "", "\tLê Văn C\tTrần Thị B", "Nơi nhận:", "- Lưu: VT."):
        line(document, row)
    anatomy = anatomy_of(document, tmp_path)
    assert [text for _, text in signed(anatomy)] == ["THƯ KÝ", "CHỦ TỌA", "Lê Văn C", "Trần Thị B"]
    assert [piece.text for piece in anatomy.of(Part.KEPT)] == ["- Lưu: VT."]


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


def test_an_annex_without_a_title_has_none(tmp_path: Path) -> None:
    document = plan()
    for row in ("Phụ lục", "I. NHIỆM VỤ CHUNG", "1. Ban hành văn bản"):
        line(document, row, centred=True)
    found = words(anatomy_of(document, tmp_path), where=Where.ANNEX)
    assert found == {Part.ANNEX_LABEL: ["Phụ lục"], Part.SECTION: ["I. NHIỆM VỤ CHUNG"], Part.CLAUSE: ["1. Ban hành văn bản"]}


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
    for row in ("Phụ lục …", "…………"):
        line(document, row, centred=True)
    line(document, "Phụ lục II", centred=True)
    line(document, "DANH MỤC KHÁC", centred=True)
    anatomy = anatomy_of(document, tmp_path)
    assert [piece.text for piece in anatomy.of(Part.TYPE_NAME, Part.NUMBER, where=Where.QUOTED)] == ["Số: …/BC-…", "BÁO CÁO"]
    assert [piece.text for piece in anatomy.of(Part.ANNEX_LABEL, where=Where.QUOTED)] == ["Phụ lục …"]
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
    put(document.add_paragraph(), properties)


def drawn(document: WordDocument, points: int) -> None:
    """An empty paragraph with a drawn line."""
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    put(document.add_paragraph(), f'<w:r {names}><w:pict><v:line from="0,0" to="{points}pt,0"/></w:pict></w:r>')


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
        text_width = as_read(document, tmp_path).sections[0].page.text_width
        assert below[Part.SUMMARY].drawn is made
        assert below[Part.SUMMARY].length == (length or text_width - 6000)
        assert abs(below[Part.SUMMARY].room - width_of("Khắc phục hạn chế", 26, bold=True)) <= 3


@pytest.mark.parametrize(("row", "solid"), [("________", True), ("--------", False), ("---o0o---", False)])
def test_a_row_of_hyphens_is_no_solid_line(row: str, tmp_path: Path, *, solid: bool) -> None:
    document = docx.Document()
    in_two_rows(document, Head())
    for words_ in ("KẾ HOẠCH", "Khắc phục hạn chế", row):
        line(document, words_, centred=True)
    assert [below.solid for below in anatomy_of(document, tmp_path).lines if below.under.part is Part.SUMMARY] == [solid]


_BODY: Final = frozenset({Part.AGENCY, Part.NUMBER, Part.PLACE_DATE, Part.RECIPIENTS_HEAD, Part.KEPT, Part.POSITION, Part.SIGNER})


def kind_of(name: str) -> DocumentType:
    """The type of one of our own papers, by its name in the list."""
    fitting = [kind for kind in EVERY if kind.name.casefold() in name.casefold()]
    return max(fitting, key=lambda kind: len(kind.name))


def expected(kind: DocumentType) -> frozenset[Part]:
    """The parts that a paper of a type has once."""
    if kind.copy:
        return _BODY | {Part.COPY_FORM}
    parts = _BODY | {Part.PARENT, Part.NATIONAL_NAME, Part.MOTTO, Part.TYPE_NAME if kind.heading else Part.LETTER_SUMMARY}
    if kind.summary and kind.heading:
        parts |= {Part.SUMMARY}
    if kind.issuing_power:
        parts |= {Part.ENACTOR, Part.ENACTING}
    return parts if kind.place_date else parts - {Part.PLACE_DATE}


@pytest.mark.parametrize("name", conforming_documents())
def test_every_part_of_our_own_papers_is_found(name: str) -> None:
    kind = kind_of(name)
    anatomy = make_out(read_document(conforming_documents()[name]))
    found = words(anatomy)
    single = expected(kind) - {Part.POSITION, Part.SUMMARY}
    assert found.keys() >= expected(kind)
    assert {part: len(found[part]) for part in single} == dict.fromkeys(single, 1) | {Part.SIGNER: kind.signatures}
    assert anatomy.regime is (Regime.COPY if kind.copy else Regime.ADMINISTRATIVE)
    assert anatomy.type_name == (kind.heading or "CÔNG VĂN") * (not kind.copy)
    underlined = {below.under.part for below in anatomy.lines if below.under.where is Where.MAIN}
    assert underlined == {Part.AGENCY, Part.MOTTO, Part.SUMMARY} & expected(kind)
    assert all(piece.part is not Part.OTHER or piece.text.startswith("(") for piece in anatomy.pieces)
