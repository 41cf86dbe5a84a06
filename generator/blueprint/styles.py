"""The named styles of our templates: every format of the decree's form has one, and only there."""

from __future__ import annotations

from typing import Final

from generator import standard as std
from generator.measure import ZERO, Twips, pt
from generator.standard import Lettering
from generator.wordfile import Alignment, Style

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
LETTER_TITLE: Final = _centred("Trích yếu công văn", std.LETTER_SUMMARY, before=std.SUMMARY_GAP.used)
ADDRESSEE: Final = Style("Kính gửi", std.ADDRESSEE.used, before=pt(12), after=pt(6), left=std.ADDRESSEE_INDENT)
ADDRESSEE_LIST: Final = Style("Danh sách kính gửi", std.ADDRESSEE.used, left=std.ADDRESSEE_LIST_INDENT)
CELL_HEAD: Final = _table("Đầu bảng", std.TABLE_HEAD, "center")
CELL: Final = _table("Ô bảng", std.TABLE_TEXT, "left")
CELL_CENTRE: Final = _table("Ô bảng giữa", std.TABLE_TEXT, "center")
CELL_NUMBER: Final = _table("Ô bảng số", std.TABLE_TEXT, "right")
CELL_GROUP: Final = Style("Dòng lĩnh vực", std.TABLE_HEAD.used, bold=True, before=pt(2), after=pt(2), keep_next=True)
CELL_GROUP_NUMBER: Final = Style("Số lĩnh vực", std.TABLE_HEAD.used, bold=True, align="center", before=pt(2), after=pt(2), keep_next=True)

PERIOD: Final = _centred("Kỳ báo cáo", std.PLACE_DATE, keep=True)
POINT: Final = _body("Điểm a", std.BODY, keep=True)
FIELD: Final = Style(
    "Tên lĩnh vực", std.BODY.used, bold=True, italic=True, align="both", after=_GAP, line=_LINE, first_line=_INDENT, keep_next=True,
)  # fmt: skip
GAP: Final = Style("Cần bổ sung", std.BODY.used, bold=True, align="both", after=_GAP, line=_LINE, first_line=_INDENT)
TABLE_TITLE: Final = Style("Tên bảng", std.BODY.used, bold=True, align="center", before=pt(6), after=pt(4), keep_next=True)
CELL_TOTAL: Final = Style("Ô tổng số", std.TABLE_HEAD.used, bold=True, align="right", before=pt(2), after=pt(2), keep_next=True)
CELL_GAP: Final = Style("Ô cần bổ sung", std.TABLE_HEAD.used, bold=True, before=pt(2), after=pt(2))
CHAPTER: Final = _centred("Chương", std.DIVISION, before=pt(6), keep=True)
CHAPTER_TITLE: Final = _centred("Tên chương", std.DIVISION, after=_GAP, keep=True)
ARTICLE: Final = _body("Điều", std.ARTICLE, keep=True, outline=1)
ISSUING_POWER: Final = _centred("Thẩm quyền ban hành", std.ISSUING_POWER, before=pt(6), after=pt(12), keep=True)
DECISION: Final = _centred("Quyết định", std.DECISION, before=pt(6), after=pt(12), keep=True)
COPY_KIND: Final = _centred("Hình thức sao", std.COPY_FORM)
CONFIRMATION: Final = Style("Xác nhận", std.BODY.smallest, italic=True, align="center", keep_next=True)
LEAD: Final = "Số điều"
"""The style of letters of `Điều 1.` where the words of the article go on behind it (Mẫu 1.2)."""

STYLES: Final = (
    NORMAL, DRAFT_MARK, PARENT, AGENCY, NATIONAL, MOTTO, LINE, NUMBER, PLACE_DATE, TYPE_NAME, SUMMARY, BASIS, HEADING,
    SUBHEADING, BODY, BULLET, CLOSING, RECIPIENTS_HEAD, RECIPIENTS, POSITION, SIGNER, ANNEX_LABEL, ANNEX_TITLE,
    ANNEX_REFERENCE, AFTER_LINE, ANNEX_END, PAGE_NUMBER, NO_PAGE_NUMBER, CELL_HEAD, CELL, CELL_CENTRE, CELL_NUMBER, CELL_GROUP,
    CELL_GROUP_NUMBER,
    LETTER_TITLE,
    ADDRESSEE,
    ADDRESSEE_LIST,
    PERIOD,
    POINT,
    FIELD,
    GAP,
    TABLE_TITLE,
    CELL_TOTAL,
    CELL_GAP,
)  # fmt: skip

TYPING_STYLES: Final = (
    NORMAL, PARENT, AGENCY, NATIONAL, MOTTO, LINE, NUMBER, PLACE_DATE, TYPE_NAME, SUMMARY, LETTER_TITLE, ADDRESSEE, ADDRESSEE_LIST,
    ISSUING_POWER, BASIS, DECISION, CHAPTER, CHAPTER_TITLE, ARTICLE, HEADING, SUBHEADING, BODY, BULLET, CLOSING, RECIPIENTS_HEAD,
    RECIPIENTS, POSITION, SIGNER, COPY_KIND, CONFIRMATION, ANNEX_LABEL, ANNEX_TITLE, ANNEX_REFERENCE, ANNEX_END, AFTER_LINE,
    TABLE_TITLE, CELL_HEAD, CELL, CELL_CENTRE, CELL_NUMBER, CELL_TOTAL, PAGE_NUMBER, NO_PAGE_NUMBER,
)  # fmt: skip
"""The styles of a template that a person types in."""
