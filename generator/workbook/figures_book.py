"""The workbook beside a report: its rows, and every figure as a live formula over them, checked against the printed one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from lxml import etree
from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import absolute_coordinate
from openpyxl.worksheet.worksheet import Worksheet

from generator import package, vietnamese
from generator.periods import NAMES, PeriodCode
from generator.plan import Plan
from generator.records import ReportingPeriod
from generator.report import Completion, Figures, Group, tally
from generator.standing import UNREPORTED, Line, Sending, UnitStanding
from generator.workbook import look
from generator.workbook.figures_formulas import Block, Counted, Given, blocks, counted
from generator.workbook.grid import name_of
from generator.workbook.schema import Column, Kind, Shown
from generator.workbook.writing import packed, put

LINES_TITLE: Final = "Dòng"
UNITS_TITLE: Final = "Đơn vị"
FIGURES_TITLE: Final = "Số liệu"
FIELDS_TITLE: Final = "Theo lĩnh vực"
LEADS_TITLE: Final = "Theo đơn vị chủ trì"

AGREES: Final = "khớp"
DIFFERS: Final = "KHÔNG KHỚP"

_LINE_COLUMNS: Final = (
    Column("order", "STT", "Số thứ tự trong kế hoạch.", 6, Kind.COUNT),
    Column("field", "Mã lĩnh vực", "Số của lĩnh vực; trang Theo lĩnh vực cộng theo cột này.", 9),
    Column("field_name", "Lĩnh vực", "Tên lĩnh vực.", 22),
    Column("code", "Mã", "Mã tiêu chí.", 9),
    Column("name", "Tên", "Tên tiêu chí.", 38),
    Column("lead", "Mã chủ trì", "Mã đơn vị chủ trì; trang Theo đơn vị chủ trì cộng theo cột này.", 11),
    Column("lead_name", "Chủ trì", "Tên đơn vị chủ trì.", 20),
    Column("maximum", "Điểm tối đa", "Điểm tối đa của tiêu chí.", 8, Kind.SCORE),
    Column("score", "Điểm đạt", "Điểm đã công bố của tiêu chí.", 8, Kind.SCORE),
    Column("self", "Tự chấm", "Có: cơ quan tự chấm; Không: điểm lấy từ khảo sát.", 8),
    Column("progress", "Mức độ", f"Mức độ được tính trong kỳ; {UNREPORTED} khi đơn vị chưa báo cáo.", 17),
    Column("expected", "Điểm dự kiến", "Điểm đơn vị tự ước tính; để trống khi không có.", 9, Kind.SCORE),
    Column("deadline", "Hạn", "Ngày cuối phải khắc phục xong; để trống khi làm thường xuyên.", 12, Kind.DAY),
    Column("evidence", "Minh chứng", "Số tài liệu kiểm chứng đã có đến hết kỳ.", 10, Kind.COUNT),
)
_UNIT_COLUMNS: Final = (
    Column("unit", "Đơn vị", "Đơn vị phải gửi báo cáo trong kỳ.", 50),
    Column("due", "Hạn gửi", "Ngày hết hạn gửi báo cáo.", 13, Kind.DAY),
    Column("received", "Nhận lúc", "Ngày giờ nhận báo cáo; để trống khi chưa gửi.", 21, Kind.MOMENT),
    Column("late", "Số ngày chậm", "Ngày nhận trừ hạn gửi; để trống khi chưa gửi.", 12, Kind.COUNT),
    Column("sending", "Tình trạng", "Tính từ hạn gửi và ngày nhận.", 16, Kind.NUMBER),
)
_FIGURE_COLUMNS: Final = (
    Column("name", "Số liệu", "Tên số liệu trong báo cáo.", 34),
    Column("words", "Cách tính", "Công thức viết bằng lời.", 52),
    Column("value", "Giá trị", "Công thức tính từ các trang khác của tệp này.", 13, Kind.NUMBER),
    Column("unit", "Đơn vị tính", "Đơn vị của số liệu.", 12),
    Column("printed", "Số đã in", "Số in trong báo cáo.", 12),
    Column("check", "Kiểm tra", f"“{AGREES}” khi giá trị tính được bằng số đã in.", 14, Kind.NUMBER),
)
_FIGURES_HEADER: Final = 3
_VALUE_COLUMN: Final = 3
_PRINTED_COLUMN: Final = 5
_GROUP_COLUMNS: Final = (Column("id", "Mã", "Mã như ở trang Dòng.", 10), Column("name", "Tên", "Tên lĩnh vực hoặc đơn vị chủ trì.", 26))
_GROUP_PARTS: Final = ("Giá trị (công thức)", "Số đã in", "Kiểm tra")
_GROUP_FIGURE_WIDTH: Final = 11
_PART_COLUMNS: Final = tuple(column for column in _FIGURE_COLUMNS if column.key in {"value", "printed", "check"})
_FIRST_PART: Final = 3
_PART_GAP: Final = 3
"""Rows of a part beside its groups: caption, headings, an empty row."""

_HOW: Final = "Giá trị là công thức: sửa một ô ở trang Dòng hoặc Đơn vị thì số liệu đổi theo. Số đã in là số trong báo cáo lúc lập."
_ALIGNED: Final = {
    "printed": Alignment(horizontal="right", vertical="top", wrap_text=True),
    "check": Alignment(horizontal="center", vertical="top"),
}
_CAPTION: Final = Font(name=look.FONT_NAME, size=14, bold=True, color="1F3864")
_BOLD: Final = Font(name=look.FONT_NAME, size=look.FONT_SIZE, bold=True)
_WARNING: Final = DifferentialStyle(font=Font(bold=True, color="C00000"))
_LINE_HEIGHT: Final = 20
_POINTS_FORMAT: Final = "0.00#"
_COUNT_FORMAT: Final = "0"
_PROPERTIES: Final = "docProps/core.xml"
_TITLE: Final = re.compile(r"(<dc:title>)[^<]*")

_LATE_DAYS: Final = '=IF({received}="","",MAX(INT({received})-{due},0))'
_STATE: Final = f'=IF({{received}}="","{Sending.MISSING}",IF({{late}}>0,"{Sending.LATE}","{Sending.ON_TIME}"))'


@dataclass(frozen=True, slots=True)
class _Live:
    """A formula and the value it has: openpyxl writes only the one, and a viewer that doesn't reckon shows only the other."""

    formula: str
    value: Decimal | int | str
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class _Sheets:
    """The workbook that is being made; formulas stay aside until the heights of rows are set by the words that are seen."""

    book: Workbook = field(default_factory=Workbook)
    looks: look.Looks = field(default_factory=look.Looks)
    live: dict[str, dict[str, _Live]] = field(default_factory=dict)

    def add(self, title: str) -> Worksheet:
        """A new sheet at the end."""
        self.live[title] = {}
        sheet: Worksheet = self.book.create_sheet(title)
        return sheet

    def cell(self, sheet: Worksheet, place: tuple[int, int], column: Column, content: Shown | _Live) -> None:
        """An ordinary cell with a value or a formula."""
        cell = sheet.cell(*place)
        self.looks.body(cell, column)
        if column.key in _ALIGNED:
            cell.alignment = _ALIGNED[column.key]
        if isinstance(content, _Live):
            cell.number_format = content.number_format
            self.live[sheet.title][name_of(*place)] = content
        else:
            put(sheet, *place, content)

    def bytes(self, title: str) -> bytes:
        """The finished workbook, each formula with its value."""
        for name, formulas in self.live.items():
            for place, live in formulas.items():
                self.book[name][place] = live.formula
        return _completed(packed(self.book), title, tuple(self.live.values()))


def write_figures_book(found: Figures | Completion, plan: Plan) -> bytes:
    """The workbook (.xlsx) of a report's figures; same figures, same bytes.

    Every check cell says «khớp» as long as nobody changes a row. Raises OutputRefusedError BANG-23 when a text is too long for a cell.
    """
    figures = found.figures if isinstance(found, Completion) else found
    sheets = _Sheets()
    sheets.book.remove(sheets.book.worksheets[0])
    title = _title(figures.period, plan.facts.action_year)
    _write_list(sheets, LINES_TITLE, "BangDong", _LINE_COLUMNS, _line_rows(figures.lines, plan))
    _write_list(sheets, UNITS_TITLE, "BangDonVi", _UNIT_COLUMNS, _unit_rows(figures))
    ranges = _ranges(len(figures.lines), len(figures.standing.units))
    ranges["period_end"] = _write_figures(sheets, title, blocks(found), ranges)
    _write_groups(sheets, FIELDS_TITLE, title, figures.fields, ranges | {"key": ranges["FIELD"]})
    _write_groups(sheets, LEADS_TITLE, title, figures.leads, ranges | {"key": ranges["LEAD"]})
    return sheets.bytes(title)


def _title(period: ReportingPeriod, year: int) -> str:
    name = f"năm {year}" if period.code is PeriodCode.YEAR else f"{NAMES[period.code]} năm {year}"
    return f"Số liệu báo cáo {name} (từ ngày {vietnamese.short_date(period.first)} đến ngày {vietnamese.short_date(period.last)})"


def _ranges(lines: int, units: int) -> dict[str, str]:
    """Where the rows stand, by the key of their column in capital letters; an empty list has one empty row."""
    found = {}
    for title, columns, count in ((LINES_TITLE, _LINE_COLUMNS, lines), (UNITS_TITLE, _UNIT_COLUMNS, units)):
        for index, column in enumerate(columns, 1):
            letter = get_column_letter(index)
            found[column.key.upper()] = f"'{title}'!${letter}$2:${letter}${max(count, 1) + 1}"
    return found


def _line_rows(lines: Sequence[Line], plan: Plan) -> list[tuple[Shown | _Live, ...]]:
    fields = {row.id: row.name for row in plan.fields}
    return [
        (
            number,
            line.criterion.field,
            fields[line.criterion.field],
            line.criterion.code,
            line.criterion.name.plain,
            line.criterion.lead,
            plan.unit(line.criterion.lead).printed,
            line.criterion.maximum,
            line.criterion.score,
            "Có" if line.criterion.self_scored else "Không",
            str(line.progress or UNREPORTED),
            line.result.expected if line.result else None,
            line.deadline,
            len(line.evidence),
        )
        for number, line in enumerate(lines, 1)
    ]


def _unit_rows(found: Figures) -> list[tuple[Shown | _Live, ...]]:
    return [_unit_row(row, found.period.units_due, number) for number, row in enumerate(found.standing.units, 2)]


def _unit_row(row: UnitStanding, due: date, number: int) -> tuple[Shown | _Live, ...]:
    cells = {"due": f"B{number}", "received": f"C{number}", "late": f"D{number}"}
    late = _Live(_LATE_DAYS.format(**cells), row.days if row.received else "", _COUNT_FORMAT)
    state = row.sending if row.received else Sending.MISSING
    return (row.unit.printed, due, row.received, late, _Live(_STATE.format(**cells), str(state)))


def _write_list(sheets: _Sheets, title: str, table: str, columns: tuple[Column, ...], rows: Sequence[tuple[Shown | _Live, ...]]) -> None:
    sheet = sheets.add(title)
    _write_heads(sheet, 1, columns)
    for number, row in enumerate(rows, 2):
        for index, (column, content) in enumerate(zip(columns, row, strict=True), 1):
            sheets.cell(sheet, (number, index), column, content)
    look.columns(sheet, columns)
    look.table(sheet, table, len(columns), len(rows))
    widths = tuple(column.width for column in columns)
    look.heights(sheet, widths)
    look.page(sheet, widths)


def _write_heads(sheet: Worksheet, row: int, columns: Sequence[Column]) -> None:
    for index, column in enumerate(columns, 1):
        look.head(sheet.cell(row, index, column.heading), column)


def _write_figures(sheets: _Sheets, title: str, found: Sequence[Block], ranges: Mapping[str, str]) -> str:
    """The sheet of figures; the answer is the cell of the period's last day."""
    sheet = sheets.add(FIGURES_TITLE)
    _write_heads(sheet, _FIGURES_HEADER, _FIGURE_COLUMNS)
    cells: dict[str, str] = {}
    row = _FIGURES_HEADER
    for block in found:
        row += 1
        sheet.cell(row, 1, block.title).font = _BOLD
        for figure in block.rows:
            row += 1
            cells[figure.key] = name_of(row, _VALUE_COLUMN)
            _write_figure(sheets, sheet, row, figure, {**ranges, **cells, "where": "--"})
    look.columns(sheet, _FIGURE_COLUMNS)
    _set_page(sheet, tuple(column.width for column in _FIGURE_COLUMNS), (title, _HOW))
    sheet.freeze_panes = name_of(_FIGURES_HEADER + 1, 1)
    sheet.print_title_rows = f"{_FIGURES_HEADER}:{_FIGURES_HEADER}"
    return f"'{FIGURES_TITLE}'!{absolute_coordinate(cells['period_end'])}"


def _write_figure(sheets: _Sheets, sheet: Worksheet, row: int, figure: Given | Counted, cells: Mapping[str, str]) -> None:
    contents: tuple[Shown | _Live, ...] = (figure.name, figure.words, None, figure.unit)
    if isinstance(figure, Counted):
        check = _check(name_of(row, _VALUE_COLUMN), name_of(row, _PRINTED_COLUMN), figure)
        contents = (figure.name, figure.words, _live(figure, cells), figure.unit, figure.printed, check)
    else:
        contents = (figure.name, figure.words, figure.value, figure.unit, None, None)
    for index, (column, content) in enumerate(zip(_FIGURE_COLUMNS, contents, strict=True), 1):
        sheets.cell(sheet, (row, index), column, content)
    if isinstance(figure, Given) and isinstance(figure.value, Decimal):
        sheet.cell(row, _VALUE_COLUMN).number_format = _POINTS_FORMAT


def _live(figure: Counted, cells: Mapping[str, str]) -> _Live:
    points = isinstance(figure.shown, Decimal | str)
    return _Live(figure.formula.format(**cells), figure.shown, _POINTS_FORMAT if points else _COUNT_FORMAT)


def _check(value: str, printed: str, figure: Counted) -> _Live:
    """Compares as words: FIXED writes the decimal mark of the computer's language, so a point is made a comma; a third zero is left out."""
    words = f"{value}&" + '""'
    if not isinstance(figure.shown, int):
        exact = figure.step == vietnamese.POINTS_STEP
        fixed = f'SUBSTITUTE(FIXED({value},{3 if exact else 2},TRUE),".",",")'
        shown = f'IF(RIGHT({fixed},1)="0",LEFT({fixed},LEN({fixed})-1),{fixed})' if exact else fixed
        words = f"IF(ISTEXT({value}),{value},{shown})"
    return _Live(f'=IF({words}={printed},"{AGREES}","{DIFFERS}")', AGREES)


def _write_groups(sheets: _Sheets, name: str, title: str, groups: Sequence[Group], cells: Mapping[str, str]) -> None:
    """Three parts of one shape below each other: what is reckoned, what was printed, whether they agree."""
    sheet = sheets.add(name)
    heads = (*_GROUP_COLUMNS, *_group_columns())
    starts = [_FIRST_PART + part * (len(groups) + _PART_GAP) for part in range(len(_GROUP_PARTS))]
    for start in starts:
        _write_heads(sheet, start + 1, heads)
    for index, group in enumerate(groups, 2):
        _write_group(sheets, sheet, tuple(start + index for start in starts), group, cells)
    look.columns(sheet, heads)
    _set_page(sheet, tuple(column.width for column in heads), (f"{title} – {name[0].lower()}{name[1:]}", _HOW))
    for start, caption in zip(starts, _GROUP_PARTS, strict=True):
        sheet.cell(start, 1, caption).font = _BOLD
    sheet.freeze_panes = name_of(1, len(_GROUP_COLUMNS) + 1)


def _group_columns() -> tuple[Column, ...]:
    names = ((figure, f"{figure.name} (%)" if figure.unit == "%" else figure.name) for figure in counted(tally(())))
    return tuple(Column(figure.key, name, f"{figure.words}.", _GROUP_FIGURE_WIDTH, Kind.NUMBER) for figure, name in names)


def _write_group(sheets: _Sheets, sheet: Worksheet, rows: tuple[int, ...], group: Group, cells: Mapping[str, str]) -> None:
    value_row, printed_row, _ = rows
    found, first = counted(group.tally), len(_GROUP_COLUMNS) + 1
    own = {figure.key: name_of(value_row, index) for index, figure in enumerate(found, first)}
    gaps = {**cells, **own, "where": f"({cells['key']}=$A{value_row})*"}
    for row in rows:
        for index, (column, words) in enumerate(zip(_GROUP_COLUMNS, (group.id, group.name), strict=True), 1):
            sheets.cell(sheet, (row, index), column, words)
    for index, figure in enumerate(found, first):
        check = _check(name_of(value_row, index), name_of(printed_row, index), figure)
        contents: tuple[Shown | _Live, ...] = (_live(figure, gaps), figure.printed, check)
        for row, column, content in zip(rows, _PART_COLUMNS, contents, strict=True):
            sheets.cell(sheet, (row, index), column, content)


def _set_page(sheet: Worksheet, widths: tuple[int, ...], lines: tuple[str, ...]) -> None:
    """Heights and print setup; lines above the table run over the cells beside them."""
    look.heights(sheet, widths)
    look.page(sheet, widths)
    for row, line in enumerate(lines, 1):
        put(sheet, row, 1, line)
        sheet.cell(row, 1).font = _CAPTION if row == 1 else Font(name=look.FONT_NAME, size=look.FONT_SIZE)
        sheet.row_dimensions[row].height = _LINE_HEIGHT
    area = f"A1:{name_of(sheet.max_row, len(widths))}"
    sheet.print_area = area
    sheet.conditional_formatting.add(area, Rule("cellIs", operator="equal", formula=[f'"{DIFFERS}"'], dxf=_WARNING, priority=1))


def _completed(data: bytes, title: str, live: Sequence[Mapping[str, _Live]]) -> bytes:
    """The saved workbook under its own title, with the value of each formula beside it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents[_PROPERTIES] = _TITLE.sub(rf"\g<1>{title}", contents[_PROPERTIES].decode("utf-8")).encode("utf-8")
    for number, formulas in enumerate(live, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        contents[name] = _with_values(contents[name], formulas)
    return package.join([package.pack(name, part) for name, part in contents.items()])


def _with_values(data: bytes, formulas: Mapping[str, _Live]) -> bytes:
    root = etree.fromstring(data)
    for cell in root.iter("{*}c"):
        live = formulas.get(cell.get("r", ""))
        if live is None:
            continue
        value = cell.find("{*}v")
        if value is None:
            value = etree.SubElement(cell, f"{{{etree.QName(cell).namespace}}}v")
        value.text = format(live.value, "f") if isinstance(live.value, Decimal) else str(live.value)
        if isinstance(live.value, str):
            cell.set("t", "str")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
