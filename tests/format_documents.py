"""Papers that keep every rule of the format, and one change at a time that breaks one: for tests of format rules."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from generator import package
from generator import standard as std
from generator.anatomy import make_out
from generator.blueprint import form, styles
from generator.format_checks import Finding, Sheet, check
from generator.formatting import Document as Read
from generator.formatting import read_document
from generator.measure import Twips, bold_width, line_below, mm, pt
from generator.wordfile import Document, Paragraph, Part, Row, Style, Table, write

MAIN: Final = "word/document.xml"
HEADER: Final = "word/header1.xml"
FIRST_HEADER: Final = "word/header2.xml"

AGENCY: Final = "SỞ KHOA HỌC VÀ CÔNG NGHỆ"
PARENT: Final = "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG"
LETTER_SUMMARY: Final = "V/v báo cáo kết quả cải cách hành chính Quý I"
PLACE_DATE: Final = "Hà Giang, ngày 05 tháng 3 năm 2025"
BODY: Final = "Văn phòng Sở tổng hợp kết quả của các phòng, đơn vị; báo cáo Giám đốc Sở trước ngày 20 của tháng cuối quý."

_ENACTOR: Final = Style("Thẩm quyền ban hành", 14, bold=True, align="center", before=pt(6), after=pt(6), keep_next=True)
_ENACTING: Final = Style("Lời ban hành", 14, bold=True, align="center", before=pt(6), after=pt(6), keep_next=True)
_ARTICLE: Final = Style("Điều", 14, align="both", after=pt(6), line=std.LINE_SPACING.used, first_line=mm(100))
_STYLES: Final = (*styles.STYLES, _ENACTOR, _ENACTING, _ARTICLE)

Blocks = list[Paragraph | Table]


@cache
def plan() -> bytes:
    """A kế hoạch with its annex on landscape pages; number and day not yet given."""
    blank = "\u00a0" * 6
    day = f"Hà Giang, ngày {blank} tháng {blank} năm 2025"
    summary = "Khắc phục tồn tại, hạn chế về cải cách hành chính năm 2025"
    main: Blocks = [
        _letterhead(f"Số: {blank}/KH-SKHCN", day),
        *_title("KẾ HOẠCH", summary),
        *_bases(),
        Paragraph("I. MỤC ĐÍCH, YÊU CẦU", styles.HEADING),
        Paragraph("1. Mục đích", styles.SUBHEADING),
        Paragraph(BODY, styles.BODY),
        Paragraph("2. Yêu cầu", styles.SUBHEADING),
        Paragraph("a) Bảo đảm rõ người, rõ việc, rõ thời hạn;", styles.BODY),
        Paragraph("b) Có kiểm tra, đánh giá kết quả thực hiện.", styles.BODY),
        Paragraph("II. NHIỆM VỤ", styles.HEADING),
        Paragraph("Nhiệm vụ cụ thể tại Phụ lục kèm theo.", styles.BODY),
        Paragraph("Yêu cầu các phòng, đơn vị nghiêm túc thực hiện Kế hoạch này./.", styles.CLOSING),
        _signature(("Ủy ban nhân dân tỉnh;", "Các phòng, đơn vị thuộc Sở;", "Lưu: VT, VP."), ("GIÁM ĐỐC",), "Nguyễn Văn An"),
    ]
    reference = f"(Kèm theo Kế hoạch số {blank}/KH-SKHCN ngày {blank} tháng {blank} năm 2025 của Sở Khoa học và Công nghệ)"
    annex: Blocks = [
        Paragraph("Phụ lục", styles.ANNEX_LABEL),
        Paragraph("NHIỆM VỤ KHẮC PHỤC", styles.ANNEX_TITLE),
        Paragraph(reference, styles.ANNEX_REFERENCE),
        _line(line_below(reference, 14, form.LANDSCAPE.text_width), form.LANDSCAPE.text_width),
        Paragraph("", styles.AFTER_LINE),
        _table(),
        Paragraph("./.", styles.ANNEX_END),
    ]
    return _written(Part(form.PORTRAIT, main), Part(form.LANDSCAPE, annex))


@cache
def decision() -> bytes:
    """A quyết định of one page on Điều, numbered and dated."""
    main: Blocks = [
        _letterhead("Số: 15/QĐ-SKHCN", PLACE_DATE),
        *_title("QUYẾT ĐỊNH", "Về việc thành lập Tổ công tác cải cách hành chính"),
        Paragraph("GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ", _ENACTOR),
        *_bases("Theo đề nghị của Chánh Văn phòng Sở."),
        Paragraph("QUYẾT ĐỊNH:", _ENACTING),
        Paragraph("Điều 1. Thành lập Tổ công tác cải cách hành chính của Sở Khoa học và Công nghệ.", _ARTICLE),
        Paragraph("Điều 2. Quyết định này có hiệu lực kể từ ngày ký ban hành.", _ARTICLE),
        Paragraph("Điều 3. Chánh Văn phòng và các thành viên Tổ công tác chịu trách nhiệm thi hành Quyết định này./.", _ARTICLE),
        _signature(("Như Điều 3;", "Lưu: VT, VP."), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Thị Bình"),
    ]
    return _bolded(_written(Part(form.PORTRAIT, main)), "Điều 1. ", "Điều 2. ", "Điều 3. ")


@cache
def letter() -> bytes:
    """A công văn to two addressees, numbered and dated."""
    main: Blocks = [
        _letterhead("Số: 125/SKHCN-VP", PLACE_DATE, LETTER_SUMMARY),
        Paragraph("Kính gửi:", styles.ADDRESSEE),
        Paragraph("- Phòng Quản lý khoa học;", styles.ADDRESSEE_LIST),
        Paragraph("- Phòng Quản lý công nghệ.", styles.ADDRESSEE_LIST),
        Paragraph("", styles.AFTER_LINE),
        Paragraph(BODY, styles.BODY),
        Paragraph("Đề nghị các phòng gửi báo cáo về Văn phòng Sở trước ngày 10 tháng 3 năm 2025./.", styles.CLOSING),
        _signature(("Như trên;", "Giám đốc Sở (để báo cáo);", "Lưu: VT, VP."), ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), "Lê Văn Cường"),
    ]
    return _written(Part(form.PORTRAIT, main))


CONFORMING: Final[dict[str, Callable[[], bytes]]] = {"plan": plan, "decision": decision, "letter": letter}


def _bases(*last: str) -> list[Paragraph]:
    law = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
    duties = (
        "Căn cứ Quyết định số 25/2025/QĐ-UBND ngày 20 tháng 6 năm 2025 của Ủy ban nhân dân tỉnh Hà Giang quy định chức năng, "
        "nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở Khoa học và Công nghệ"
    )
    return [Paragraph(line, styles.BASIS) for line in (law, duties + (";" if last else "."), *last)]


def _letterhead(number: str, place_date: str, *summary: str) -> Table:
    motto = bold_width(std.MOTTO, std.MOTTO_LETTERS.used)
    left = [
        Paragraph(PARENT, styles.PARENT),
        Paragraph(AGENCY, styles.AGENCY),
        _line(line_below(AGENCY, 12, form.LEFT_BLOCK), form.LEFT_BLOCK),
    ]
    right = [Paragraph(std.NATIONAL_NAME, styles.NATIONAL), Paragraph(std.MOTTO, styles.MOTTO), _line(motto, form.RIGHT_BLOCK)]
    below = [Paragraph(number, styles.NUMBER), *(Paragraph(words, styles.LETTER_TITLE) for words in summary)]
    rows = (Row((left, right)), Row((below, [Paragraph(place_date, styles.PLACE_DATE)])))
    return Table((form.LEFT_BLOCK, form.RIGHT_BLOCK), rows, framed=False)


def _line(length: Twips, room: Twips) -> Paragraph:
    side = Twips((room - length) // 2)
    return Paragraph("", styles.LINE, (side, side))


def _title(type_name: str, summary: str) -> list[Paragraph]:
    room = form.PORTRAIT.text_width
    return [
        Paragraph(type_name, styles.TYPE_NAME),
        Paragraph(summary, styles.SUMMARY),
        _line(line_below(summary, std.SUMMARY.used, room), room),
        Paragraph("", styles.AFTER_LINE),
    ]


def _signature(recipients: Iterable[str], positions: Iterable[str], signer: str) -> Table:
    left = [Paragraph("Nơi nhận:", styles.RECIPIENTS_HEAD), *(Paragraph(f"- {words}", styles.RECIPIENTS) for words in recipients)]
    right = [*(Paragraph(words, styles.POSITION) for words in positions), Paragraph(signer, styles.SIGNER)]
    return Table((form.LEFT_BLOCK, form.RIGHT_BLOCK), (Row((left, right)),), framed=False)


def _table() -> Table:
    heads = Row([[Paragraph(words, styles.CELL_HEAD)] for words in ("STT", "Nhiệm vụ", "Thời hạn")], heading=True)
    row = Row(
        [
            [Paragraph("1", styles.CELL_CENTRE)],
            [Paragraph("Rà soát danh mục thủ tục hành chính", styles.CELL)],
            [Paragraph("Tháng 6", styles.CELL_CENTRE)],
        ]
    )
    return Table((mm(120), mm(1800), mm(600)), (heads, row), gutter=mm(10))


def _written(*parts: Part) -> bytes:
    header = (Paragraph("", styles.PAGE_NUMBER, page_number=True),)
    return write(Document(std.FONT, parts, _STYLES, header, (Paragraph("", styles.NO_PAGE_NUMBER),)))


def _bolded(data: bytes, *starts: str) -> bytes:
    """The first words of a paragraph in a bold run of their own."""
    for words in starts:
        data = broken(data, rf"<w:r>(<w:t [^>]*>){re.escape(words)}", rf"<w:r><w:rPr><w:b/></w:rPr>\1{words}</w:t></w:r><w:r>\1")
    return data


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def broken(data: bytes, pattern: str, put: str, part: str = MAIN, *, times: int = 1) -> bytes:
    """The file with its XML changed where a pattern is found (`times=0`: everywhere); it must be found."""
    parts = parts_of(data)
    text, count = re.subn(pattern, put, parts[part].decode("utf-8"), count=times, flags=re.DOTALL)
    assert count, pattern
    parts[part] = text.encode("utf-8")
    return package.join([package.pack(name, content) for name, content in parts.items()])


def reworded(data: bytes, old: str, new: str, *, times: int = 1) -> bytes:
    """The file with words replaced."""
    return broken(data, re.escape(old), new.replace("\\", r"\\"), times=times)


def lettered(data: bytes, words: str, look: str, part: str = MAIN) -> bytes:
    """The run that begins with these words in another look: XML of run properties such as `<w:b w:val="0"/>`."""
    return broken(data, rf"<w:r>(<w:t [^>]*>{re.escape(words)})", rf"<w:r><w:rPr>{look}</w:rPr>\1", part)


def shaped(data: bytes, words: str, look: str, part: str = MAIN) -> bytes:
    """The paragraph that begins with these words in another shape: XML of paragraph properties such as `<w:jc w:val="left"/>`."""
    return broken(data, rf"(<w:pStyle [^>]*/>)((?:(?!</?w:p>).)*?<w:t [^>]*>{re.escape(words)})", rf"\1{look}\2", part)


def without(data: bytes, words: str) -> bytes:
    """The file without the paragraph that begins with these words; an empty one stays, as a cell needs one."""
    return broken(data, rf"<w:t [^>]*>{re.escape(words)}[^<]*</w:t>", "")


def read(data: bytes) -> Read:
    """The document as the checks read it."""
    return read_document(parts_of(data))


def sheet(data: bytes) -> Sheet:
    """The document with its parts made out."""
    document = read(data)
    return Sheet(document, make_out(document))


def found(data: bytes) -> tuple[Finding, ...]:
    """All findings on a file."""
    return check(sheet(data))


def codes(data: bytes) -> set[str]:
    """The codes of all findings on a file."""
    return {finding.code for finding in found(data)}


def put_before(data: bytes, xml: str, words: str = "") -> bytes:
    """The file with XML put before the paragraph that begins with these words; at the top when none are said."""
    if not words:
        return broken(data, "<w:body>", f"<w:body>{xml}")
    return broken(data, rf"(<w:p>(?:(?!<w:p>).)*?<w:t [^>]*>{re.escape(words)})", rf"{xml}\1")


def paragraph(words: str, style: str = "", look: str = "") -> str:
    """XML of a paragraph in a style (its id) and a look of its letters."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r></w:p>'


@dataclass(frozen=True, slots=True)
class Pair:
    """A paper that keeps a rule and the same paper after one change that breaks it.

    `besides` are codes of other rules that the change can't help breaking.
    """

    good: bytes
    bad: bytes
    besides: frozenset[str] = frozenset()


def pair(good: bytes, bad: bytes, *besides: str) -> Pair:
    """A pair with the other rules that its bad paper breaks."""
    return Pair(good, bad, frozenset(besides))
