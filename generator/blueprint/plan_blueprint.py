"""The shipped Word templates, built from the format standard: open one in Word, change it, and it is yours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator import standard as std
from generator.measure import ZERO, Twips, bold_width, mm, pt
from generator.records import AnnexProfile
from generator.standard import Lettering
from generator.wordfile import Alignment, Document, Page, Paragraph, Part, Row, Style, Table, write

_GAP: Final = std.PARAGRAPH_GAP.used
_INDENT: Final = std.FIRST_LINE_INDENT.used
_LINE: Final = std.LINE_SPACING.used
_SIGNING_ROOM: Final = pt(64)
"""White space for the signature and the seal between position and name."""


def _centred(name: str, letters: Lettering, *, before: Twips = ZERO, after: Twips = ZERO, keep: bool = False) -> Style:
    return Style(name, letters.used, letters.bold, letters.italic, "center", before, after, keep_next=keep)


def _body(name: str, letters: Lettering, *, keep: bool = False, outline: int | None = None) -> Style:
    return Style(
        name, letters.used, letters.bold, letters.italic, "both",
        after=_GAP, line=_LINE, first_line=_INDENT, keep_next=keep, outline=outline,
    )  # fmt: skip


def _table(name: str, letters: Lettering, align: Alignment) -> Style:
    return Style(name, letters.used, letters.bold, letters.italic, align, before=pt(2), after=pt(2))


NORMAL: Final = Style("Normal", std.BODY.used)
DRAFT_MARK: Final = Style("Dấu dự thảo", std.DRAFT_MARK.used, bold=True, align="right", after=pt(4))
PARENT: Final = _centred("Cơ quan chủ quản", std.PARENT_AGENCY)
AGENCY: Final = _centred("Cơ quan ban hành", std.AGENCY)
NATIONAL: Final = _centred("Quốc hiệu", std.NATIONAL_NAME_LETTERS)
MOTTO: Final = _centred("Tiêu ngữ", std.MOTTO_LETTERS)
LINE: Final = Style("Kẻ ngang", 2, align="center", before=pt(4), exact=pt(4), top_line=True)
NUMBER: Final = _centred("Số và ký hiệu", std.NUMBER, before=pt(4))
PLACE_DATE: Final = _centred("Địa danh và thời gian", std.PLACE_DATE, before=pt(4))
TYPE_NAME: Final = _centred("Tên loại văn bản", std.TYPE_NAME, before=pt(18), keep=True)
SUMMARY: Final = _centred("Trích yếu", std.SUMMARY, keep=True)
BASIS: Final = _body("Căn cứ", std.BASIS)
HEADING: Final = _body("Mục I", std.HEADING, keep=True, outline=0)
SUBHEADING: Final = _body("Khoản 1", std.SUBHEADING, keep=True, outline=1)
BODY: Final = _body("Nội dung", std.BODY)
BULLET: Final = _body("Gạch đầu dòng", std.BODY)
CLOSING: Final = Style(
    "Kết thúc", std.BODY.used, align="both", after=pt(12), line=_LINE, first_line=_INDENT, keep_next=True, keep_lines=True,
)  # fmt: skip
RECIPIENTS_HEAD: Final = Style("Nơi nhận", std.RECIPIENTS_HEAD.used, bold=True, italic=True, keep_next=True)
RECIPIENTS: Final = Style("Danh sách nơi nhận", std.RECIPIENTS.used)
POSITION: Final = _centred("Quyền hạn và chức vụ", std.POSITION, keep=True)
SIGNER: Final = _centred("Họ tên người ký", std.SIGNER_NAME, before=_SIGNING_ROOM)
ANNEX_LABEL: Final = Style("Phụ lục", std.ANNEX_LABEL.used, bold=True, align="center", keep_next=True, outline=0)
ANNEX_TITLE: Final = _centred("Tiêu đề phụ lục", std.ANNEX_TITLE, keep=True)
ANNEX_REFERENCE: Final = _centred("Kèm theo", std.ANNEX_REFERENCE, keep=True)
AFTER_LINE: Final = Style("Sau dòng kẻ", 6, exact=pt(8), keep_next=True)
ANNEX_END: Final = Style("Hết phụ lục", std.BODY.used, align="right")
PAGE_NUMBER: Final = _centred("Số trang", std.PAGE_NUMBER)
NO_PAGE_NUMBER: Final = Style("Không số trang", std.PAGE_NUMBER.used)
CELL_HEAD: Final = _table("Đầu bảng", std.TABLE_HEAD, "center")
CELL: Final = _table("Ô bảng", std.TABLE_TEXT, "left")
CELL_CENTRE: Final = _table("Ô bảng giữa", std.TABLE_TEXT, "center")
CELL_NUMBER: Final = _table("Ô bảng số", std.TABLE_TEXT, "right")
CELL_GROUP: Final = Style("Dòng lĩnh vực", std.TABLE_HEAD.used, bold=True, before=pt(2), after=pt(2), keep_next=True)
CELL_GROUP_NUMBER: Final = Style("Số lĩnh vực", std.TABLE_HEAD.used, bold=True, align="center", before=pt(2), after=pt(2), keep_next=True)

STYLES: Final = (
    NORMAL, DRAFT_MARK, PARENT, AGENCY, NATIONAL, MOTTO, LINE, NUMBER, PLACE_DATE, TYPE_NAME, SUMMARY, BASIS, HEADING,
    SUBHEADING, BODY, BULLET, CLOSING, RECIPIENTS_HEAD, RECIPIENTS, POSITION, SIGNER, ANNEX_LABEL, ANNEX_TITLE,
    ANNEX_REFERENCE, AFTER_LINE, ANNEX_END, PAGE_NUMBER, NO_PAGE_NUMBER, CELL_HEAD, CELL, CELL_CENTRE, CELL_NUMBER, CELL_GROUP,
    CELL_GROUP_NUMBER,
)  # fmt: skip

_MARGINS: Final = {
    "top": std.MARGIN_TOP.used,
    "right": std.MARGIN_RIGHT.used,
    "bottom": std.MARGIN_BOTTOM.used,
    "left": std.MARGIN_LEFT.used,
    "header": std.HEADER_DISTANCE,
}
PORTRAIT: Final = Page(std.A4_SHORT, std.A4_LONG, **_MARGINS)
LANDSCAPE: Final = Page(std.A4_LONG, std.A4_SHORT, **_MARGINS)

_RIGHT_BLOCK: Final = mm(920)
_LEFT_BLOCK: Final = Twips(PORTRAIT.text_width - _RIGHT_BLOCK)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the annex: its heading, its width, the tag it prints."""

    heading: str
    width: Twips
    tag: str
    style: Style


_EIGHT: Final = (
    Column("STT", mm(110), "{{ c.order }}", CELL_CENTRE),
    Column("Lĩnh vực/Tiêu chí/Tiêu chí thành phần", mm(640), "{{ c.code }}. {{ c.name }}", CELL),
    Column("Điểm tối đa", mm(150), "{{ c.maximum }}", CELL_NUMBER),
    Column("Kết quả", mm(150), "{{ c.score }}", CELL_NUMBER),
    Column("Giải pháp", mm(690), "{{ c.remedy }}", CELL),
    Column("Chủ trì", mm(270), "{{ c.lead }}", CELL),
    Column("Phối hợp", mm(260), "{{ c.support }}", CELL),
    Column("Thời gian thực hiện", mm(250), "{{ c.time }}", CELL_CENTRE),
)
_ELEVEN: Final = (
    Column("STT", mm(110), "{{ c.order }}", CELL_CENTRE),
    Column("Lĩnh vực/Tiêu chí/Tiêu chí thành phần", mm(390), "{{ c.code }}. {{ c.name }}", CELL),
    Column("Điểm tối đa", mm(140), "{{ c.maximum }}", CELL_NUMBER),
    Column("Điểm đạt năm {{ assessed_year }}", mm(140), "{{ c.score }}", CELL_NUMBER),
    Column("Điểm bị trừ", mm(140), "{{ c.lost }}", CELL_NUMBER),
    Column("Nguyên nhân", mm(320), "{{ c.cause }}", CELL),
    Column("Giải pháp khắc phục", mm(400), "{{ c.remedy }}", CELL),
    Column("Sản phẩm/Tài liệu kiểm chứng", mm(260), "{{ c.evidence }}", CELL),
    Column("Chủ trì", mm(220), "{{ c.lead }}", CELL),
    Column("Phối hợp", mm(200), "{{ c.support }}", CELL),
    Column("Thời gian hoàn thành", mm(200), "{{ c.time }}", CELL_CENTRE),
)
_PROFILES: Final = {AnnexProfile.EIGHT: _EIGHT, AnnexProfile.ELEVEN: _ELEVEN}

FILE_NAMES: Final = {AnnexProfile.EIGHT: "ke-hoach.docx", AnnexProfile.ELEVEN: "ke-hoach-11-cot.docx"}
"""The shipped templates by the annex they print."""


def plan_template(profile: AnnexProfile) -> bytes:
    """The template of the plan (Kế hoạch) with its annex, as .docx bytes."""
    main: list[Paragraph | Table] = [
        *_when("draft_mark", Paragraph("{{ draft_mark }}", DRAFT_MARK)),
        _letterhead(),
        *_title("KẾ HOẠCH"),
        *_each("b in bases", [Paragraph("{{ b.text }}{{ b.end }}", BASIS)], BASIS),
        *_text(),
        Paragraph("{{ closing }}./.", CLOSING),
        _signature(),
    ]
    document = Document(
        font=std.FONT,
        parts=(Part(PORTRAIT, main), Part(LANDSCAPE, _annex(_PROFILES[profile]))),
        styles=STYLES,
        header=(Paragraph("", PAGE_NUMBER, page_number=True),),
        first_header=(Paragraph("", NO_PAGE_NUMBER),),
    )
    return write(document)


def _when(condition: str, *blocks: Paragraph) -> list[Paragraph]:
    style = blocks[0].style
    return [Paragraph(f"{{%p if {condition} %}}", style), *blocks, Paragraph("{%p endif %}", style)]


def _each(loop: str, blocks: Sequence[Paragraph], style: Style) -> list[Paragraph]:
    return [Paragraph(f"{{%p for {loop} %}}", style), *blocks, Paragraph("{%p endfor %}", style)]


def _letterhead() -> Table:
    """Ô số 1 to 4; number and place-date share a row, so that they stand on one line (DD-01)."""
    motto = bold_width(std.MOTTO, std.MOTTO_LETTERS.used)
    side = Twips((_RIGHT_BLOCK - motto) // 2)
    left = [*_when("parent", Paragraph("{{ parent }}", PARENT)), Paragraph("{{ agency }}", AGENCY), _line("agency_line", _LEFT_BLOCK)]
    right = [Paragraph(std.NATIONAL_NAME, NATIONAL), Paragraph(std.MOTTO, MOTTO), Paragraph("", LINE, (side, side))]
    number = [Paragraph("Số: {{ number }}/{{ symbol }}", NUMBER)]
    place = [Paragraph("{{ place }}, ngày {{ day }} tháng {{ month }} năm {{ year }}", PLACE_DATE)]
    return Table((_LEFT_BLOCK, _RIGHT_BLOCK), (Row((left, right)), Row((number, place))), framed=False)


def _line(tag: str, room: Twips) -> Paragraph:
    """A line that gets its length from the words above when the paper is made; until then a third of the room."""
    side = Twips(room // 3)
    return Paragraph(f"{{{{ {tag} }}}}", LINE, (side, side))


def _title(type_name: str) -> list[Paragraph]:
    return [
        Paragraph(type_name, TYPE_NAME),
        Paragraph("{{ title }}", SUMMARY),
        _line("title_line", PORTRAIT.text_width),
        Paragraph("", AFTER_LINE),
    ]


def _text() -> list[Paragraph]:
    kinds = (
        ("heading", Paragraph("{{ p.number }}. {{ p.text }}", HEADING)),
        ("subheading", Paragraph("{{ p.number }}. {{ p.text }}", SUBHEADING)),
        ("bullet", Paragraph("- {{ p.text }}", BULLET)),
    )
    branches: list[Paragraph] = []
    for kind, paragraph in kinds:
        word = "elif" if branches else "if"
        branches += [Paragraph(f'{{%p {word} p.kind == "{kind}" %}}', BODY), paragraph]
    branches += [Paragraph("{%p else %}", BODY), Paragraph("{{ p.text }}", BODY), Paragraph("{%p endif %}", BODY)]
    return _each("p in body", branches, BODY)


def _signature() -> Table:
    """Recipients and signature in one row that never splits; the closing words stay on its page (KY, NN)."""
    left = [
        Paragraph("Nơi nhận:", RECIPIENTS_HEAD),
        *_each("r in recipients", [Paragraph("- {{ r.text }}{{ r.end }}", RECIPIENTS)], RECIPIENTS),
    ]
    right = [
        *_when("authority", Paragraph("{{ authority }}", POSITION)),
        Paragraph("{{ position }}", POSITION),
        Paragraph("{{ signer }}", SIGNER),
    ]
    return Table((_LEFT_BLOCK, _RIGHT_BLOCK), (Row((left, right)),), framed=False)


def _annex(columns: Sequence[Column]) -> list[Paragraph | Table]:
    return [
        Paragraph("Phụ lục", ANNEX_LABEL),
        *_when("annex_title", Paragraph("{{ annex_title }}", ANNEX_TITLE)),
        Paragraph("{{ annex_reference }}", ANNEX_REFERENCE),
        Paragraph("", LINE, (Twips(LANDSCAPE.text_width * 9 // 20), Twips(LANDSCAPE.text_width * 9 // 20))),
        Paragraph("", AFTER_LINE),
        _annex_table(columns),
        Paragraph("./.", ANNEX_END),
    ]


def _annex_table(columns: Sequence[Column]) -> Table:
    """Heading row on every page, a row for each field, rows that never split over two pages."""
    width = len(columns)
    rows = (
        Row([[Paragraph(column.heading, CELL_HEAD)] for column in columns], heading=True),
        _tag_row("{%tr for g in groups %}", width),
        Row([[Paragraph("{{ g.number }}", CELL_GROUP_NUMBER)], [Paragraph("{{ g.name }}", CELL_GROUP)]], spans=(1, width - 1)),
        _tag_row("{%tr for c in g.criteria %}", width),
        Row([[Paragraph(column.tag, column.style)] for column in columns]),
        _tag_row("{%tr endfor %}", width),
        _tag_row("{%tr endfor %}", width),
    )
    return Table([column.width for column in columns], rows, gutter=mm(10))


def _tag_row(tag: str, width: int) -> Row:
    return Row([[Paragraph(tag, CELL)]], spans=(width,))
