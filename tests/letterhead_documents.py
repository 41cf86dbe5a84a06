"""Papers as other people build them: the letterhead in tables, tabs, text boxes, plain lines; for tests of whatever reads them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from generator.anatomy import Anatomy, Part, Where, make_out
from generator.formatting import Document, read_document
from generator.package import open_package

_NAMES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
RULE: Final = "_" * 12
LONG_RULE: Final = "_" * 24


@dataclass(frozen=True, slots=True)
class Head:
    """The words of a letterhead; `parent` and `agency` may be several lines."""

    parent: tuple[str, ...] = ("UBND TỈNH HÀ GIANG",)
    agency: tuple[str, ...] = ("SỞ KHOA HỌC VÀ CÔNG NGHỆ",)
    number: str = "Số: 15/KH-SKHCN"
    day: str = "Hà Giang, ngày 05 tháng 3 năm 2025"
    state: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto: str = "Độc lập - Tự do - Hạnh phúc"
    summary: tuple[str, ...] = ()
    """«V/v …» below the number."""

    @property
    def left(self) -> tuple[str, ...]:
        """The left column above the number, with the line below it."""
        return (*self.parent, *self.agency, RULE)

    @property
    def right(self) -> tuple[str, ...]:
        """The right column above the day."""
        return self.state, self.motto, LONG_RULE


Setting = Callable[[WordDocument, Head], None]


def said(paragraph: Paragraph, words: str, *, bold: bool = False, centred: bool = True) -> Paragraph:
    """Words in a paragraph, in the middle unless told otherwise."""
    run = paragraph.add_run(words)
    run.font.name, run.font.size, run.bold = "Times New Roman", Pt(13), bold
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def line(document: WordDocument, words: str, *, bold: bool = False, centred: bool = False) -> Paragraph:
    """A paragraph of its own below what is there."""
    return said(document.add_paragraph(), words, bold=bold, centred=centred)


def fill(cell: _Cell, lines: Iterable[str], *, bold: Iterable[str] = ()) -> None:
    """Paragraphs in a cell; the empty one that it has is the first."""
    strong = set(bold)
    for index, words in enumerate(lines):
        said(cell.paragraphs[0] if index == 0 else cell.add_paragraph(), words, bold=words in strong)


def in_one_row(document: WordDocument, head: Head) -> None:
    """A table of one row: everything of the left in one cell."""
    left, right = document.add_table(1, 2).rows[0].cells
    fill(left, (*head.left, head.number, *head.summary), bold=head.agency)
    fill(right, (*head.right, head.day), bold=(head.state, head.motto))


def in_two_rows(document: WordDocument, head: Head) -> None:
    """A table whose second row holds number and day."""
    first, second = document.add_table(2, 2).rows
    fill(first.cells[0], head.left, bold=head.agency)
    fill(first.cells[1], head.right, bold=(head.state, head.motto))
    fill(second.cells[0], (head.number, *head.summary))
    fill(second.cells[1], (head.day,))


def in_line_feeds(document: WordDocument, head: Head) -> None:
    """A table with one paragraph in each cell, its lines parted by line feeds."""
    first, second = document.add_table(2, 2).rows
    fill(first.cells[0], ("\n".join(head.left),))
    fill(first.cells[1], ("\n".join(head.right),))
    fill(second.cells[0], ("\n".join((head.number, *head.summary)),))
    fill(second.cells[1], (head.day,))


def in_tabs(document: WordDocument, head: Head) -> None:
    """Left and right words in one paragraph, a tab between them."""
    left = [*head.left, head.number, *head.summary]
    right = [*head.right, head.day]
    while len(right) < len(left):
        right.insert(-1, "")
    for words, beside in zip(left, right, strict=True):
        line(document, f"{words}\t{beside}" if beside else words)


def in_boxes(document: WordDocument, head: Head) -> None:
    """Two text boxes anchored in one paragraph."""
    anchor = document.add_paragraph()
    for width, lines in ((180, (*head.left, head.number, *head.summary)), (270, (*head.right, head.day))):
        words = "".join(f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>' for words in lines)
        box = (
            f'<w:r {_NAMES}><w:pict><v:shape style="width:{width}pt;height:90pt"><v:textbox><w:txbxContent>{words}'
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
        anchor._p.append(parse_xml(box))


def in_paragraphs(document: WordDocument, head: Head) -> None:
    """Plain lines in the middle of the page, the body first."""
    for words in (*head.left, head.number, *head.right, head.day, *head.summary):
        line(document, words, centred=True, bold=words in head.agency)


def in_paragraphs_state_first(document: WordDocument, head: Head) -> None:
    """Plain lines, the national name first."""
    for words in (*head.right, *head.left, head.number, head.day, *head.summary):
        line(document, words, centred=True)


SETTINGS: Final[dict[str, Setting]] = {
    "bảng một hàng": in_one_row,
    "bảng hai hàng": in_two_rows,
    "bảng, ngắt dòng trong đoạn": in_line_feeds,
    "phím tab": in_tabs,
    "hộp văn bản": in_boxes,
    "đoạn thường": in_paragraphs,
    "đoạn thường, quốc hiệu trước": in_paragraphs_state_first,
}
"""Every way to set a letterhead."""


def plan(setting: Setting = in_two_rows, head: Head | None = None, kind: str = "KẾ HOẠCH") -> WordDocument:
    """A whole kế hoạch below a letterhead, or another type of document by its name in capitals."""
    document = docx.Document()
    setting(document, head or Head())
    line(document, kind, bold=True, centred=True)
    line(document, "Khắc phục hạn chế về cải cách hành chính", bold=True, centred=True)
    line(document, RULE, centred=True)
    line(document, "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;")
    line(document, "Sở Khoa học và Công nghệ ban hành kế hoạch như sau:")
    line(document, "I. MỤC ĐÍCH, YÊU CẦU", bold=True)
    line(document, "1. Mục đích", bold=True)
    line(document, "Nâng cao kết quả của năm 2025./.")
    foot(document)
    return document


def letter(setting: Setting = in_two_rows) -> WordDocument:
    """A công văn to two bodies."""
    document = docx.Document()
    setting(document, Head(number="Số: 12/SKHCN-VP", summary=("V/v báo cáo kết quả", "cải cách hành chính")))
    for words in ("Kính gửi:", "- Sở Nội vụ;", "- Sở Tài chính."):
        line(document, words)
    line(document, "Sở Khoa học và Công nghệ đề nghị các sở gửi báo cáo trước ngày 20 tháng 3 năm 2025./.")
    foot(document)
    return document


RECIPIENTS: Final = ("Nơi nhận:", "- Như trên;", "- Giám đốc Sở;", "- Lưu: VT, VP.")
SIGNATURE: Final = ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", "", "", "Nguyễn Văn An")


def foot(document: WordDocument, recipients: Iterable[str] = RECIPIENTS, signature: Iterable[str] = SIGNATURE) -> None:
    """Recipients and signature side by side in a table."""
    left, right = document.add_table(1, 2).rows[0].cells
    fill(left, recipients)
    fill(right, signature)


def foot_in_tabs(document: WordDocument) -> None:
    """Recipients and signature side by side with tabs."""
    for left, right in (("Nơi nhận:", "KT. GIÁM ĐỐC"), ("- Như trên;", "PHÓ GIÁM ĐỐC"), ("- Lưu: VT, VP.", ""), ("", "Nguyễn Văn An")):
        line(document, f"{left}\t{right}" if right else left)


def saved(document: WordDocument) -> bytes:
    """The .docx."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_read(document: WordDocument, folder: Path) -> Document:
    """What the reader makes of it."""
    path = folder / "van-ban.docx"
    path.write_bytes(saved(document))
    return as_read_from(path)


def as_read_from(path: Path) -> Document:
    """What the reader makes of a Word file."""
    parts = open_package(path).parts.items()
    return read_document({name: part.data for name, part in parts if name.endswith((".xml", ".rels"))})


def anatomy_of(document: WordDocument, folder: Path) -> Anatomy:
    """What is made out of it."""
    return make_out(as_read(document, folder))


def words(anatomy: Anatomy, where: Where | None = Where.MAIN) -> dict[Part, list[str]]:
    """The words of every part in order, rows that draw a line aside."""
    found: dict[Part, list[str]] = {}
    for piece in anatomy.pieces:
        if piece.part is not Part.LINE and where in {None, piece.where}:
            found.setdefault(piece.part, []).append(piece.text)
    return found
