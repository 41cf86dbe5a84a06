"""The template of the quarterly result report, and the pieces that the completion report has in common with it."""

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
from generator.wordfile import Paragraph, Part, Row, Table

Block = Paragraph | Table

SUBMISSIONS: Final = (
    Column("STT", mm(120), "{{ r.order }}", styles.CELL_CENTRE),
    Column("Phòng, đơn vị", mm(550), "{{ r.unit }}", styles.CELL),
    Column("Văn bản", mm(400), "{{ r.document }}", styles.CELL),
    Column("Ngày nhận", mm(260), "{{ r.received }}", styles.CELL_CENTRE),
    Column("Tình trạng", mm(310), "{{ r.state }}", styles.CELL),
)
_COUNTS: Final = (
    Column("Số tiêu chí", mm(125), "{{ r.total }}", styles.CELL_CENTRE),
    Column("Đã hoàn thành", mm(140), "{{ r.done }}", styles.CELL_CENTRE),
    Column("Đang thực hiện", mm(135), "{{ r.ongoing }}", styles.CELL_CENTRE),
    Column("Chưa thực hiện", mm(135), "{{ r.not_started }}", styles.CELL_CENTRE),
    Column("Chưa có báo cáo", mm(135), "{{ r.unreported }}", styles.CELL_CENTRE),
    Column("Không còn áp dụng", mm(160), "{{ r.not_applicable }}", styles.CELL_CENTRE),
    Column("Quá hạn", mm(120), "{{ r.overdue }}", styles.CELL_CENTRE),
)
_RATE: Final = Column("Tỷ lệ hoàn thành", mm(200), "{{ r.rate }}", styles.CELL_NUMBER)
BY_FIELD: Final = (
    Column("STT", mm(120), "{{ r.order }}", styles.CELL_CENTRE),
    Column("Lĩnh vực", mm(380), "{{ r.name }}", styles.CELL),
    *_COUNTS,
    _RATE,
)
BY_PERIOD: Final = (
    Column("STT", mm(120), "{{ r.order }}", styles.CELL_CENTRE),
    Column("Kỳ báo cáo", mm(380), "{{ r.name }}", styles.CELL),
    *_COUNTS,
    _RATE,
)
_BY_LEAD: Final = (
    Column("STT", mm(120), "{{ r.order }}", styles.CELL_CENTRE),
    Column("Đơn vị chủ trì", mm(420), "{{ r.name }}", styles.CELL),
    *_COUNTS,
    Column("Điểm bị trừ", mm(160), "{{ r.lost }}", styles.CELL_NUMBER),
)
_ANNEX: Final = (
    Column("STT", mm(120), "{{ c.order }}", styles.CELL_CENTRE),
    Column("Tiêu chí", mm(340), "{{ c.code }}. {{ c.name }}", styles.CELL),
    Column("Điểm tối đa", mm(150), "{{ c.maximum }}", styles.CELL_NUMBER),
    Column("Điểm đạt năm {{ assessed_year }}", mm(150), "{{ c.score }}", styles.CELL_NUMBER),
    Column("Giải pháp", mm(305), "{{ c.remedy }}", styles.CELL),
    Column("Chủ trì", mm(210), "{{ c.lead }}", styles.CELL),
    Column("Thời hạn", mm(235), "{{ c.time }}", styles.CELL_CENTRE),
    Column("Kết quả thực hiện", mm(320), "{{ c.words }} {{ c.rate }}", styles.CELL),
    Column("Mức độ", mm(190), "{{ c.progress }}", styles.CELL_CENTRE),
    Column("Minh chứng", mm(310), "{{ c.proofs }}", styles.CELL),
    Column("Ghi chú", mm(190), "{{ c.note }}", styles.CELL),
)
_ANNEX_TOTAL: Final = (("Tổng số", 2), ("{{ t.maximum }}", 1), ("{{ t.score }}", 1), ("", 7))


def report_template() -> bytes:
    """The template of the quarterly result report with its annex, as .docx bytes."""
    main: list[Block] = [
        *report_head(),
        Paragraph("{{ opening }}", styles.BODY),
        *gap_lines("gaps"),
        *_steering(),
        *_results(),
        *_shortcomings(),
        Paragraph("IV. NHIỆM VỤ, GIẢI PHÁP KỲ TIẾP THEO", styles.HEADING),
        *paragraphs("next_steps"),
        *told("next_told"),
        Paragraph("V. ĐỀ XUẤT, KIẾN NGHỊ", styles.HEADING),
        *paragraphs("proposals"),
        *told("proposals_told"),
        Paragraph("{{ closing }}./.", styles.CLOSING),
        signature(),
    ]
    return assembled(Part(PORTRAIT, main), Part(LANDSCAPE, _annex()))


def report_head() -> list[Block]:
    """Draft mark, letterhead, type name, summary, and the days that the report covers."""
    return [
        *when("draft_mark", Paragraph("{{ draft_mark }}", styles.DRAFT_MARK)),
        letterhead(),
        *title("BÁO CÁO", Paragraph("{{ period }}", styles.PERIOD)),
    ]


def _steering() -> list[Block]:
    return [
        Paragraph("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", styles.HEADING),
        *paragraphs("steering"),
        Paragraph("1. Văn bản đã ban hành", styles.SUBHEADING),
        *each("p in issued", [Paragraph("- {{ p.text }}", styles.BULLET)], styles.BULLET),
        Paragraph("2. Tình hình các phòng, đơn vị gửi báo cáo", styles.SUBHEADING),
        Paragraph("{{ submissions }}", styles.BODY),
        *gap_lines("submission_gaps"),
        Paragraph("Bảng 1. Tình hình gửi báo cáo của các phòng, đơn vị", styles.TABLE_TITLE),
        listed(SUBMISSIONS, "submission_rows"),
        Paragraph("", styles.AFTER_LINE),
    ]


def _results() -> list[Block]:
    return [
        Paragraph("II. KẾT QUẢ KHẮC PHỤC", styles.HEADING),
        Paragraph("1. Kết quả chung", styles.SUBHEADING),
        *(Paragraph(f"{{{{ {name} }}}}", styles.BODY) for name in ("completed", "points", "degree")),
        Paragraph("{{ expected }} Kết quả của từng tiêu chí tại Phụ lục kèm theo.", styles.BODY),
        *when("change", Paragraph("{{ change }}", styles.BODY)),
        *paragraphs("strengths"),
        *corrected(),
        Paragraph("Bảng 2. Kết quả khắc phục theo lĩnh vực", styles.TABLE_TITLE),
        listed(BY_FIELD, "field_rows", "field_total"),
        Paragraph("", styles.AFTER_LINE),
        Paragraph("2. Kết quả theo từng lĩnh vực", styles.SUBHEADING),
        *field_remarks(),
        Paragraph("3. Kết quả theo đơn vị chủ trì", styles.SUBHEADING),
        *gap_lines("lead_gaps"),
        Paragraph("Bảng 3. Kết quả theo đơn vị chủ trì", styles.TABLE_TITLE),
        listed(_BY_LEAD, "lead_rows", "lead_total"),
        Paragraph("", styles.AFTER_LINE),
    ]


def _shortcomings() -> list[Block]:
    late = Paragraph("- {{ o.code }}. {{ o.name }} ({{ o.unit }}): {{ o.state }}.", styles.BULLET)
    return [
        Paragraph("III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", styles.HEADING),
        Paragraph("1. Tiêu chí quá hạn, chưa thực hiện", styles.SUBHEADING),
        Paragraph("{{ late }}", styles.BODY),
        *each("o in open_lines", [late], styles.BULLET),
        *shortcomings(),
        Paragraph("2. Nguyên nhân", styles.SUBHEADING),
        *cause_points(),
    ]


def _annex() -> list[Block]:
    return [
        Paragraph("Phụ lục", styles.ANNEX_LABEL),
        Paragraph("KẾT QUẢ KHẮC PHỤC TỪNG TIÊU CHÍ, TIÊU CHÍ THÀNH PHẦN", styles.ANNEX_TITLE),
        *annex_reference(),
        results_table(_ANNEX, _ANNEX_TOTAL),
        Paragraph("./.", styles.ANNEX_END),
    ]


def paragraphs(name: str) -> list[Paragraph]:
    """What the clerk wrote for a part; nothing when nothing was written."""
    return each(f"p in {name}", [Paragraph("{{ p.text }}", styles.BODY)], styles.BODY)


def told(name: str) -> list[Paragraph]:
    """Bullets in the units' own words."""
    return each(f"b in {name}", [Paragraph("- {{ b.codes }}. {{ b.words }} ({{ b.units }}).", styles.BULLET)], styles.BULLET)


def gap_lines(name: str) -> list[Paragraph]:
    """What a draft still lacks."""
    return each(f"g in {name}", [Paragraph("{{ g.text }}", styles.GAP)], styles.GAP)


def introduced(name: str, words: str) -> list[Paragraph]:
    """Bullets below a line that is there only with them."""
    return [*when(name, Paragraph(words, styles.POINT)), *told(name)]


def corrected() -> list[Paragraph]:
    """What was wrong in a report already issued."""
    return introduced("corrections", "Đính chính kết quả đã báo cáo ở kỳ trước:")


def shortcomings() -> list[Paragraph]:
    """The clerk's words, then the units' difficulties."""
    return [*paragraphs("shortcomings"), *introduced("difficulties", "Khó khăn, vướng mắc của các đơn vị:")]


def cause_points() -> list[Paragraph]:
    """Causes by kind; those to which no unit gave a kind stand apart, when there are any."""
    return [
        Paragraph("a) Nguyên nhân chủ quan", styles.POINT),
        *paragraphs("own_causes"),
        *told("own_told"),
        Paragraph("b) Nguyên nhân khách quan", styles.POINT),
        *paragraphs("outside_causes"),
        *told("outside_told"),
        *introduced("other_told", "c) Nguyên nhân khác"),
    ]


def field_remarks() -> list[Paragraph]:
    """Each field with its figures, each criterion with what was done."""
    start = "- {{ c.code }}. {{ c.state }}"
    lines = [
        Paragraph("{%p if c.words %}", styles.BULLET),
        Paragraph(start + ": {{ c.words }} ({{ c.unit }}).", styles.BULLET),
        Paragraph("{%p else %}", styles.BULLET),
        Paragraph(start + " ({{ c.unit }}).", styles.BULLET),
        Paragraph("{%p endif %}", styles.BULLET),
    ]
    field = [
        Paragraph("Lĩnh vực {{ f.number }}. {{ f.name }}", styles.FIELD),
        Paragraph("{{ f.figures }}", styles.BODY),
        *each("c in f.criteria", lines, styles.BULLET),
    ]
    return each("f in fields", field, styles.BODY)


def listed(columns: Sequence[Column], rows: str, total: str = "") -> Table:
    """A table with a row for each `r` of a list, and the row of totals below them."""
    width = len(columns)
    body = [
        heading_row(columns),
        tag_row(f"{{%tr for r in {rows} %}}", width),
        Row([[Paragraph(column.tag, column.style)] for column in columns]),
        tag_row("{%tr endfor %}", width),
    ]
    if total:
        sums = Row([[Paragraph(column.tag, _BOLD.get(column.style, styles.CELL_HEAD))] for column in columns])
        body += [tag_row(f"{{%tr for r in {total} %}}", width), sums, tag_row("{%tr endfor %}", width)]
    return Table([column.width for column in columns], body, gutter=mm(10))


_BOLD: Final = {styles.CELL_NUMBER: styles.CELL_TOTAL}


def heading_row(columns: Sequence[Column]) -> Row:
    """The row that stands on every page of a table."""
    return Row([[Paragraph(column.heading, styles.CELL_HEAD)] for column in columns], heading=True)


def results_table(columns: Sequence[Column], total: Sequence[tuple[str, int]]) -> Table:
    """An annex of results: the sums on top, where they never stand alone on a page; a row for each field and each criterion."""
    width = len(columns)
    group = Row(
        [[Paragraph("{{ g.number }}", styles.CELL_GROUP_NUMBER)], [Paragraph("{{ g.name }}", styles.CELL_GROUP)]], spans=(1, width - 1)
    )
    sums = Row(
        [[Paragraph(tag, styles.CELL_TOTAL if tag.startswith("{") else styles.CELL_GROUP_NUMBER)] for tag, _ in total],
        spans=[span for _, span in total],
    )
    rows = (
        heading_row(columns),
        tag_row("{%tr for t in annex_total %}", width),
        sums,
        tag_row("{%tr endfor %}", width),
        tag_row("{%tr for g in groups %}", width),
        group,
        tag_row("{%tr for c in g.criteria %}", width),
        Row([_result_cell(column) for column in columns]),
        tag_row("{%tr endfor %}", width),
        tag_row("{%tr endfor %}", width),
    )
    return Table([column.width for column in columns], rows, gutter=mm(10))


def _result_cell(column: Column) -> list[Paragraph]:
    """A cell of a criterion; above the last paragraph of two of them stands what a draft lacks, or what supporting units add."""
    cell = Paragraph(column.tag, column.style)
    if "{{ c.words }}" in column.tag:
        return [*each("l in c.gaps", [Paragraph("{{ l.text }}", styles.CELL_GAP)], styles.CELL_GAP), cell]
    if "{{ c.note }}" in column.tag:
        return [*each("s in c.support", [Paragraph("{{ s.unit }}: {{ s.words }}", styles.CELL)], styles.CELL), cell]
    return [cell]
