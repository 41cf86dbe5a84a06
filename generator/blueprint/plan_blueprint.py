"""The template of the plan (Kế hoạch) with its annex on landscape pages, in two widths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from generator.blueprint import styles
from generator.blueprint.form import (
    LANDSCAPE,
    PORTRAIT,
    Column,
    annex_reference,
    assembled,
    each,
    letterhead,
    signature,
    tag_row,
    title,
    when,
)
from generator.measure import mm
from generator.records import AnnexProfile
from generator.wordfile import Paragraph, Part, Row, Table

_EIGHT: Final = (
    Column("STT", mm(110), "{{ c.order }}", styles.CELL_CENTRE),
    Column("Lĩnh vực/Tiêu chí/Tiêu chí thành phần", mm(640), "{{ c.code }}. {{ c.name }}", styles.CELL),
    Column("Điểm tối đa", mm(150), "{{ c.maximum }}", styles.CELL_NUMBER),
    Column("Kết quả", mm(150), "{{ c.score }}", styles.CELL_NUMBER),
    Column("Giải pháp", mm(690), "{{ c.remedy }}", styles.CELL),
    Column("Chủ trì", mm(270), "{{ c.lead }}", styles.CELL),
    Column("Phối hợp", mm(260), "{{ c.support }}", styles.CELL),
    Column("Thời gian thực hiện", mm(250), "{{ c.time }}", styles.CELL_CENTRE),
)
_ELEVEN: Final = (
    Column("STT", mm(110), "{{ c.order }}", styles.CELL_CENTRE),
    Column("Lĩnh vực/Tiêu chí/Tiêu chí thành phần", mm(375), "{{ c.code }}. {{ c.name }}", styles.CELL),
    Column("Điểm tối đa", mm(150), "{{ c.maximum }}", styles.CELL_NUMBER),
    Column("Điểm đạt năm {{ assessed_year }}", mm(150), "{{ c.score }}", styles.CELL_NUMBER),
    Column("Điểm bị trừ", mm(150), "{{ c.lost }}", styles.CELL_NUMBER),
    Column("Nguyên nhân", mm(305), "{{ c.cause }}", styles.CELL),
    Column("Giải pháp khắc phục", mm(375), "{{ c.remedy }}", styles.CELL),
    Column("Sản phẩm/Tài liệu kiểm chứng", mm(260), "{{ c.evidence }}", styles.CELL),
    Column("Chủ trì", mm(220), "{{ c.lead }}", styles.CELL),
    Column("Phối hợp", mm(190), "{{ c.support }}", styles.CELL),
    Column("Thời gian hoàn thành", mm(235), "{{ c.time }}", styles.CELL_CENTRE),
)
_PROFILES: Final = {AnnexProfile.EIGHT: _EIGHT, AnnexProfile.ELEVEN: _ELEVEN}


def plan_template(profile: AnnexProfile) -> bytes:
    """The template of the plan (Kế hoạch) with its annex, as .docx bytes."""
    main: list[Paragraph | Table] = [
        *when("draft_mark", Paragraph("{{ draft_mark }}", styles.DRAFT_MARK)),
        letterhead(),
        *title("KẾ HOẠCH"),
        *each("b in bases", [Paragraph("{{ b.text }}{{ b.end }}", styles.BASIS)], styles.BASIS),
        *_text(),
        Paragraph("{{ closing }}./.", styles.CLOSING),
        signature(),
    ]
    return assembled(Part(PORTRAIT, main), Part(LANDSCAPE, _annex(_PROFILES[profile])))


def _text() -> list[Paragraph]:
    kinds = (
        ("heading", Paragraph("{{ p.number }}. {{ p.text }}", styles.HEADING)),
        ("subheading", Paragraph("{{ p.number }}. {{ p.text }}", styles.SUBHEADING)),
        ("bullet", Paragraph("- {{ p.text }}", styles.BULLET)),
    )
    branches: list[Paragraph] = []
    for kind, paragraph in kinds:
        word = "elif" if branches else "if"
        branches += [Paragraph(f'{{%p {word} p.kind == "{kind}" %}}', styles.BODY), paragraph]
    branches += [Paragraph("{%p else %}", styles.BODY), Paragraph("{{ p.text }}", styles.BODY), Paragraph("{%p endif %}", styles.BODY)]
    return each("p in body", branches, styles.BODY)


def _annex(columns: Sequence[Column]) -> list[Paragraph | Table]:
    return [
        Paragraph("Phụ lục", styles.ANNEX_LABEL),
        *when("annex_title", Paragraph("{{ annex_title }}", styles.ANNEX_TITLE)),
        *annex_reference(),
        _annex_table(columns),
        Paragraph("./.", styles.ANNEX_END),
    ]


def _annex_table(columns: Sequence[Column]) -> Table:
    """Heading row on every page, a row for each field, rows that never split over two pages."""
    width = len(columns)
    rows = (
        Row([[Paragraph(column.heading, styles.CELL_HEAD)] for column in columns], heading=True),
        tag_row("{%tr for g in groups %}", width),
        Row(
            [[Paragraph("{{ g.number }}", styles.CELL_GROUP_NUMBER)], [Paragraph("{{ g.name }}", styles.CELL_GROUP)]], spans=(1, width - 1)
        ),
        tag_row("{%tr for c in g.criteria %}", width),
        Row([[Paragraph(column.tag, column.style)] for column in columns]),
        tag_row("{%tr endfor %}", width),
        tag_row("{%tr endfor %}", width),
    )
    return Table([column.width for column in columns], rows, gutter=mm(10))
