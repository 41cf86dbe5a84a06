"""The template of the completion report of the year, with its three annexes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from generator.blueprint import styles
from generator.blueprint.form import LANDSCAPE, PORTRAIT, Column, annex_reference, assembled, each, signature, tag_row, when
from generator.blueprint.report_blueprint import (
    BY_FIELD,
    BY_PERIOD,
    SUBMISSIONS,
    Block,
    cause_points,
    corrected,
    field_remarks,
    gap_lines,
    heading_row,
    listed,
    paragraphs,
    report_head,
    results_table,
    shortcomings,
    told,
)
from generator.measure import mm
from generator.wordfile import Paragraph, Part, Row, Table

_RESULTS: Final = (
    Column("STT", mm(120), "{{ c.order }}", styles.CELL_CENTRE),
    Column("Lĩnh vực/Tiêu chí/Tiêu chí thành phần", mm(370), "{{ c.code }}. {{ c.name }}", styles.CELL),
    Column("Điểm tối đa", mm(150), "{{ c.maximum }}", styles.CELL_NUMBER),
    Column("Điểm đạt năm {{ assessed_year }}", mm(150), "{{ c.score }}", styles.CELL_NUMBER),
    Column("Giải pháp theo Kế hoạch", mm(320), "{{ c.remedy }}", styles.CELL),
    Column("Chủ trì (nay là)", mm(240), "{{ c.lead }}", styles.CELL),
    Column("Kết quả thực hiện", mm(320), "{{ c.words }} {{ c.rate }}", styles.CELL),
    Column("Mức độ hoàn thành", mm(190), "{{ c.progress }}", styles.CELL_CENTRE),
    Column("Điểm dự kiến năm {{ action_year }} (tự ước tính)", mm(200), "{{ c.expected }}", styles.CELL_NUMBER),
    Column("Tài liệu kiểm chứng", mm(270), "{{ c.documents }}", styles.CELL),
    Column("Ghi chú", mm(190), "{{ c.note }}", styles.CELL),
)
_TOTAL: Final = (("Tổng số", 2), ("{{ t.maximum }}", 1), ("{{ t.score }}", 1), ("", 4), ("{{ t.expected }}", 1), ("", 2))
_PAPERS: Final = (
    Column("STT", mm(130), "{{ r.order }}", styles.CELL_CENTRE),
    Column("Mã tiêu chí", mm(240), "{{ r.code }}", styles.CELL_CENTRE),
    Column("Tên tài liệu", mm(820), "{{ r.title }}", styles.CELL),
    Column("Số, ký hiệu", mm(380), "{{ r.number }}", styles.CELL),
    Column("Ngày", mm(250), "{{ r.day }}", styles.CELL_CENTRE),
    Column("Cơ quan", mm(390), "{{ r.issuer }}", styles.CELL),
    Column("Mục/trang", mm(300), "{{ r.spot }}", styles.CELL),
)
_SUBMISSIONS: Final = tuple(
    Column(column.heading, mm(width), column.tag, column.style)
    for column, width in zip(SUBMISSIONS, (130, 980, 600, 330, 470), strict=True)
)


def completion_template() -> bytes:
    """The template of the completion report, as .docx bytes."""
    main: list[Block] = [
        *report_head(),
        *each("b in bases", [Paragraph("{{ b.text }}{{ b.end }}", styles.BASIS)], styles.BASIS),
        Paragraph("{{ opening }}", styles.BODY),
        *gap_lines("gaps"),
        *_overview(),
        *_steering(),
        *_results(),
        *_carried(),
        *_assessment(),
        Paragraph("VI. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM {{ next_year }}", styles.HEADING),
        *paragraphs("next_steps"),
        *told("next_told"),
        Paragraph("VII. ĐỀ XUẤT, KIẾN NGHỊ", styles.HEADING),
        *paragraphs("proposals"),
        *told("proposals_told"),
        Paragraph("{{ closing }}./.", styles.CLOSING),
        signature(),
    ]
    return assembled(Part(PORTRAIT, main), *(Part(LANDSCAPE, annex) for annex in _annexes()))


def _overview() -> list[Block]:
    return [
        Paragraph("I. KHÁI QUÁT", styles.HEADING),
        *(Paragraph(f"{{{{ {name} }}}}", styles.BODY) for name in ("overview", "points")),
        *each("c in changes", [Paragraph("{{ c.text }}", styles.BODY)], styles.BODY),
    ]


def _steering() -> list[Block]:
    return [
        Paragraph("II. CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC THỰC HIỆN", styles.HEADING),
        *each("p in issued", [Paragraph("- {{ p.text }}", styles.BULLET)], styles.BULLET),
        *paragraphs("steering"),
        *when("assigned", Paragraph("{{ assigned }}", styles.BODY)),
        *gap_lines("lead_gaps"),
        Paragraph("{{ submissions }} Tình hình gửi báo cáo của các đơn vị tại Phụ lục III kèm theo.", styles.BODY),
        *gap_lines("submission_gaps"),
        *when("urged", Paragraph("{{ urged }}", styles.BODY)),
    ]


def _results() -> list[Block]:
    return [
        Paragraph("III. KẾT QUẢ KHẮC PHỤC", styles.HEADING),
        Paragraph("1. Kết quả chung", styles.SUBHEADING),
        Paragraph("{{ completed }} Kết quả của từng tiêu chí tại Phụ lục I kèm theo.", styles.BODY),
        Paragraph("{{ degree }}", styles.BODY),
        Paragraph("{{ evidence }} Danh mục tài liệu kiểm chứng tại Phụ lục II kèm theo.", styles.BODY),
        *when("change", Paragraph("{{ change }}", styles.BODY)),
        *corrected(),
        Paragraph("2. Kết quả theo từng lĩnh vực", styles.SUBHEADING),
        Paragraph("Bảng 1. Kết quả khắc phục theo lĩnh vực", styles.TABLE_TITLE),
        listed(BY_FIELD, "field_rows", "field_total"),
        Paragraph("", styles.AFTER_LINE),
        *field_remarks(),
        Paragraph("3. Tiến độ qua các kỳ", styles.SUBHEADING),
        *gap_lines("progress_gaps"),
        Paragraph("Bảng 2. Tiến độ khắc phục qua các kỳ", styles.TABLE_TITLE),
        listed(BY_PERIOD, "progress_rows"),
        Paragraph("", styles.AFTER_LINE),
    ]


def _carried() -> list[Block]:
    """Criteria that are not done: why, who answers for it, what next, until when."""
    parts = [
        Paragraph("{{ l.code }}. {{ l.name }}: {{ l.state }}.", styles.POINT),
        *gap_lines("l.gaps"),
        *when("l.reason", Paragraph("- Lý do: {{ l.reason }}.", styles.BULLET)),
        Paragraph("- Đơn vị chủ trì, chịu trách nhiệm: {{ l.unit }}.", styles.BULLET),
        *when("l.step", Paragraph("- Biện pháp: {{ l.step }}.", styles.BULLET)),
        *when("l.deadline", Paragraph("- Thời hạn mới: {{ l.deadline }}.", styles.BULLET)),
    ]
    return [
        Paragraph("IV. TIÊU CHÍ CHƯA HOÀN THÀNH", styles.HEADING),
        Paragraph("{{ carried }}", styles.BODY),
        *each("l in carried_lines", parts, styles.BODY),
    ]


def _assessment() -> list[Block]:
    return [
        Paragraph("V. ĐÁNH GIÁ CHUNG", styles.HEADING),
        Paragraph("1. Ưu điểm", styles.SUBHEADING),
        *paragraphs("strengths"),
        Paragraph("2. Tồn tại, hạn chế", styles.SUBHEADING),
        *shortcomings(),
        Paragraph("3. Nguyên nhân", styles.SUBHEADING),
        *cause_points(),
        Paragraph("4. Dự kiến điểm năm {{ action_year }} (tự ước tính, chưa qua thẩm định)", styles.SUBHEADING),
        Paragraph("{{ expected }}", styles.BODY),
        Paragraph("{{ recovered }}", styles.BODY),
        *when("self_estimate", Paragraph("{{ self_estimate }}", styles.BODY)),
    ]


def _annexes() -> Sequence[list[Block]]:
    return (
        _annex("I", "KẾT QUẢ KHẮC PHỤC TỪNG TIÊU CHÍ, TIÊU CHÍ THÀNH PHẦN", _estimate_note(), results_table(_RESULTS, _TOTAL)),
        _annex("II", "DANH MỤC TÀI LIỆU KIỂM CHỨNG", listed(_PAPERS, "papers")),
        _annex("III", "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC PHÒNG, ĐƠN VỊ", _submissions_table()),
    )


def _estimate_note() -> Paragraph:
    return Paragraph("Điểm dự kiến năm {{ action_year }} là điểm tự ước tính, chưa qua thẩm định.", styles.PERIOD)


def _annex(number: str, heading: str, *blocks: Block) -> list[Block]:
    return [
        Paragraph(f"Phụ lục {number}", styles.ANNEX_LABEL),
        Paragraph(heading, styles.ANNEX_TITLE),
        *annex_reference(),
        *blocks,
        Paragraph("./.", styles.ANNEX_END),
    ]


def _submissions_table() -> Table:
    """A row for each period, below it the units that owed a form."""
    width = len(_SUBMISSIONS)
    rows = (
        heading_row(_SUBMISSIONS),
        tag_row("{%tr for g in submission_groups %}", width),
        Row([[Paragraph("{{ g.name }}", styles.CELL_GROUP)]], spans=(width,)),
        tag_row("{%tr for r in g.rows %}", width),
        Row([[Paragraph(column.tag, column.style)] for column in _SUBMISSIONS]),
        tag_row("{%tr endfor %}", width),
        tag_row("{%tr endfor %}", width),
    )
    return Table([column.width for column in _SUBMISSIONS], rows, gutter=mm(10))
