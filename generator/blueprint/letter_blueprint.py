"""The template of the urging letter (công văn, form 5b): no type name, the subject under the number, «Kính gửi»."""

from __future__ import annotations

from typing import Final

from generator.blueprint import styles
from generator.blueprint.form import PORTRAIT, assembled, each, letterhead, signature, tag_row
from generator.measure import mm
from generator.wordfile import Paragraph, Part, Row, Table

_COLUMNS: Final = (
    ("STT", mm(120), "{{ r.order }}", styles.CELL_CENTRE),
    ("Đơn vị", mm(420), "{{ r.unit }}", styles.CELL),
    ("Nội dung chưa báo cáo", mm(580), "{{ r.missing }}", styles.CELL),
    ("Hạn", mm(280), "{{ r.due }}", styles.CELL_CENTRE),
    ("Số ngày chậm", mm(250), "{{ r.days }}", styles.CELL_NUMBER),
)


def letter_template() -> bytes:
    """The template of the urging letter as .docx bytes."""
    blocks: list[Paragraph | Table] = [
        letterhead(Paragraph("{{ title }}", styles.LETTER_TITLE)),
        *_addressees(),
        Paragraph("", styles.AFTER_LINE),
        Paragraph("{{ opening }}", styles.BODY),
        Paragraph("{{ lead_in }}", styles.BODY),
        _late_table(),
        Paragraph("", styles.AFTER_LINE),
        Paragraph("{{ request }}./.", styles.CLOSING),
        signature(),
    ]
    return assembled(Part(PORTRAIT, blocks))


def _addressees() -> list[Paragraph]:
    """One addressee on the line of «Kính gửi», several on lines of their own (KG-03, KG-04)."""
    several = each("a in addressees", [Paragraph("- {{ a.text }}{{ a.end }}", styles.ADDRESSEE_LIST)], styles.ADDRESSEE_LIST)
    return [
        Paragraph("{%p if addressee %}", styles.ADDRESSEE),
        Paragraph("Kính gửi: {{ addressee }}", styles.ADDRESSEE),
        Paragraph("{%p else %}", styles.ADDRESSEE),
        Paragraph("Kính gửi:", styles.ADDRESSEE),
        *several,
        Paragraph("{%p endif %}", styles.ADDRESSEE),
    ]


def _late_table() -> Table:
    width = len(_COLUMNS)
    rows = (
        Row([[Paragraph(heading, styles.CELL_HEAD)] for heading, *_ in _COLUMNS], heading=True),
        tag_row("{%tr for r in rows %}", width),
        Row([[Paragraph(tag, style)] for _, _, tag, style in _COLUMNS]),
        tag_row("{%tr endfor %}", width),
    )
    return Table([column[1] for column in _COLUMNS], rows, gutter=mm(10))
