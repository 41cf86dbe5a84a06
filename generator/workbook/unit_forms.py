"""The form of one unit for one period: given cells locked, cells to fill in coloured, every row with its hidden mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator import vietnamese
from generator.periods import NAMES, of_year
from generator.plan import Plan
from generator.records import Criterion, ReportingPeriod, Unit
from generator.results import Results
from generator.standing import reporting_units
from generator.workbook import look
from generator.workbook.form_rows import (
    Mark,
    digest,
    earlier_result,
    form_name,
    given_cells,
    led,
    plan_id,
    reported_evidence,
    reported_note,
    supported,
)
from generator.workbook.form_sheets import EVIDENCE, HEAD_CELLS, LEAD, SHEETS, SUPPORT, FormSheet, SheetKind
from generator.workbook.grid import name_of
from generator.workbook.schema import BookRow, Column, Kind, Shown
from generator.workbook.writing import packed, put

__all__ = ["form_name", "reporting_units", "write_unit_form"]

EMPTY_EVIDENCE: Final = 30
"""Rows for papers that are still to be named."""
LONGEST_PREVIOUS: Final = 500
"""Letters repeated from an earlier period."""

_INPUT_FILL: Final = PatternFill("solid", start_color="FFF9E5", end_color="FFF9E5")
_OPEN: Final = Protection(locked=False)
_CAPTION: Final = Font(name=look.FONT_NAME, size=14, bold=True, color="1F3864")
_LINE: Final = Font(name=look.FONT_NAME, size=look.FONT_SIZE)
_LINE_HEIGHT: Final = 20
_MARK_WIDTH: Final = 1000
"""The hidden marks are never seen, so they make no row higher."""
_FIRST_COLUMN: Final = 4
"""Lines on top stand right of the columns that each printed page repeats."""
_HOW: Final = "Chỉ ghi vào ô có màu; trỏ chuột vào tiêu đề cột để xem cách ghi. Không thêm, không xoá dòng; gửi lại đúng tệp này."
_DAYS: Final = ("DATE(2000,1,1)", "DATE(2100,12,31)")


@dataclass(frozen=True, slots=True)
class Order:
    """What one form is made of."""

    plan: Plan
    results: Results
    period: ReportingPeriod
    unit: Unit

    def mark(self, kind: SheetKind, row: str, cells: BookRow) -> str:
        """The hidden cell of a row."""
        return str(Mark(plan_id(self.plan), self.period.id, self.unit.id, row, kind, digest(cells)))


def write_unit_form(plan: Plan, results: Results, period: ReportingPeriod, unit: Unit) -> bytes:
    """The form (.xlsx) that a unit fills in for a period, with what it already reported in it; same input, same bytes.

    Raises OutputRefusedError BANG-23 when a text is too long for a cell.
    """
    order, book, looks = Order(plan, results, period, unit), Workbook(), look.Looks()
    sheets = form_rows(order)
    book.remove(book.worksheets[0])
    for schema in SHEETS:
        _write_sheet(book.create_sheet(schema.title), schema, sheets[schema.kind], order, looks)
    _offer_codes(book[EVIDENCE.title], len(sheets[SheetKind.LEAD]), len(sheets[SheetKind.EVIDENCE]))
    return packed(book)


def form_rows(order: Order) -> dict[SheetKind, list[BookRow]]:
    """The rows of each sheet, the first right below the headings, with what was told before."""
    return {SheetKind.LEAD: _lead_rows(order), SheetKind.EVIDENCE: _evidence_rows(order), SheetKind.SUPPORT: _support_rows(order)}


def head_places() -> dict[str, tuple[int, int]]:
    """Row and column of the two cells above the table of the first sheet."""
    first = header_row(LEAD) - len(HEAD_CELLS)
    return {column.key: (row, _FIRST_COLUMN + 1) for row, column in enumerate(HEAD_CELLS, first)}


def _lead_rows(order: Order) -> list[BookRow]:
    rows = []
    for number, criterion in enumerate(led(order.plan, order.period, order.unit), 1):
        given = given_cells(LEAD, order.plan, criterion)
        result = order.results.of(order.period.id, criterion.id)
        told: BookRow = {column.key: getattr(result, column.key) for column in LEAD.inputs} if result else {}
        row: BookRow = {"id": order.mark(SheetKind.LEAD, criterion.id, given), "order": number, "previous": _previous(order, criterion)}
        rows.append(row | given | told)
    return rows


def _previous(order: Order, criterion: Criterion) -> str:
    """`Quý I: Đang thực hiện. Đã rà soát …`, or nothing."""
    earlier = earlier_result(order.plan, order.results, order.period, criterion.id)
    if earlier is None:
        return ""
    period, result = earlier
    words = f"{NAMES[period.code]}: {result.progress}. {result.done.plain}".strip()
    return words if len(words) <= LONGEST_PREVIOUS else f"{words[: LONGEST_PREVIOUS - 1].rstrip()}…"


def _evidence_rows(order: Order) -> list[BookRow]:
    codes = {criterion.id: criterion.code for criterion in led(order.plan, order.period, order.unit)}
    rows: list[BookRow] = []
    for paper in reported_evidence(order.results, order.period.id, order.unit.id):
        if paper.criterion in codes:
            number = len(rows) + 1
            told: BookRow = {column.key: getattr(paper, column.key) for column in EVIDENCE.inputs}
            told |= {"criterion": codes[paper.criterion], "id": order.mark(SheetKind.EVIDENCE, f"{number}={paper.id}", {})}
            rows.append(told | {"order": number})
    numbers = range(len(rows) + 1, len(rows) + EMPTY_EVIDENCE + 1)
    empty: list[BookRow] = [{"id": order.mark(SheetKind.EVIDENCE, str(number), {}), "order": number} for number in numbers]
    return [*rows, *empty]


def _support_rows(order: Order) -> list[BookRow]:
    rows = []
    for number, criterion in enumerate(supported(order.plan, order.period, order.unit), 1):
        given = given_cells(SUPPORT, order.plan, criterion)
        note = reported_note(order.results, order.period.id, criterion.id, order.unit.id)
        row: BookRow = {"id": order.mark(SheetKind.SUPPORT, criterion.id, given), "order": number, "note": note.note if note else None}
        rows.append(row | given)
    return rows


def _write_sheet(sheet: Worksheet, schema: FormSheet, rows: list[BookRow], order: Order, looks: look.Looks) -> None:
    look.columns(sheet, schema.columns)
    _write_lines(sheet, (schema.caption.format(year=order.plan.facts.assessed_year), *_lines(order)))
    if schema is LEAD:
        _write_head_cells(sheet, order, looks)
    header = header_row(schema)
    for index, column in enumerate(schema.columns, 1):
        look.head(sheet.cell(header, index, column.heading), column)
    for number, row in enumerate(rows, header + 1):
        _write_row(sheet, number, schema.columns, row, looks)
    if rows:
        _validate(sheet, schema, header + 1, header + len(rows))
    _set_page(sheet, schema, header, len(rows))


def header_row(schema: FormSheet) -> int:
    """The row of the headings: below four lines, on the first sheet also below number and day of the paper."""
    return 7 if schema is LEAD else 5


def _lines(order: Order) -> tuple[str, ...]:
    period = order.period
    first, last, due = (vietnamese.short_date(day) for day in (period.first, period.last, period.units_due))
    name = f"Kỳ báo cáo: {of_year(period.code, order.plan.facts.action_year)}"
    return (f"Đơn vị: {order.unit.name}", f"{name} (từ ngày {first} đến ngày {last}); hạn gửi: ngày {due}", _HOW)


def _write_lines(sheet: Worksheet, lines: Sequence[str]) -> None:
    for row, line in enumerate(lines, 1):
        put(sheet, row, _FIRST_COLUMN, line)
        sheet.cell(row, _FIRST_COLUMN).font = _CAPTION if row == 1 else _LINE


def _write_head_cells(sheet: Worksheet, order: Order, looks: look.Looks) -> None:
    sent = order.results.submission(order.period.id, order.unit.id)
    places = head_places()
    for column in HEAD_CELLS:
        row, place = places[column.key][0], places[column.key]
        put(sheet, row, 1, order.mark(SheetKind.HEAD, column.key, {}))
        look.head(sheet.cell(row, _FIRST_COLUMN, column.heading), column)
        _write_cell(sheet, place, column, getattr(sent, column.key, None), looks)
        if column.kind is Kind.DAY:
            _add_rule(sheet, name_of(*place), column, "date", _DAYS)


def _write_row(sheet: Worksheet, number: int, columns: tuple[Column, ...], row: BookRow, looks: look.Looks) -> None:
    for index, column in enumerate(columns, 1):
        _write_cell(sheet, (number, index), column, row.get(column.key), looks)


def _write_cell(sheet: Worksheet, place: tuple[int, int], column: Column, value: Shown, looks: look.Looks) -> None:
    cell = sheet.cell(*place)
    looks.body(cell, column, quiet=not column.required)
    if column.required:
        cell.fill, cell.protection = _INPUT_FILL, _OPEN
    put(sheet, *place, value)


def _validate(sheet: Worksheet, schema: FormSheet, first: int, last: int) -> None:
    letters = {column.key: get_column_letter(index) for index, column in enumerate(schema.columns, 1)}
    for column in schema.inputs:
        cells = f"{letters[column.key]}{first}:{letters[column.key]}{last}"
        if column.choices:
            _add_rule(sheet, cells, column, "list", (f'"{",".join(column.choices)}"',))
        elif column.kind is Kind.DAY:
            _add_rule(sheet, cells, column, "date", _DAYS)
        elif column.key == "expected":
            _add_rule(sheet, cells, column, "decimal", ("0", f"${letters['maximum']}{first}"))
        elif column.kind is Kind.NUMBER:
            _add_rule(sheet, cells, column, "decimal", ("0", "999999999999"))


def _offer_codes(sheet: Worksheet, led_count: int, paper_count: int) -> None:
    """Let the papers name one of the criteria on the first sheet."""
    if not led_count:
        return
    letter = get_column_letter(1 + LEAD.columns.index(LEAD.column("code")))
    own = get_column_letter(1 + EVIDENCE.columns.index(EVIDENCE.column("criterion")))
    source, first = header_row(LEAD), header_row(EVIDENCE)
    codes = f"'{LEAD.title}'!${letter}${source + 1}:${letter}${source + led_count}"
    _add_rule(sheet, f"{own}{first + 1}:{own}{first + paper_count}", EVIDENCE.column("criterion"), "list", (codes,))


def _add_rule(sheet: Worksheet, cells: str, column: Column, kind: Literal["list", "date", "decimal"], formulas: tuple[str, ...]) -> None:
    """Refuse what is in no list; warn of an odd day or number, for `1,9` may come in as words and is read all the same."""
    rule = DataValidation(type=kind, operator="between", formula1=formulas[0], allow_blank=True)
    rule.formula2 = formulas[1] if len(formulas) > 1 else None
    rule.errorStyle = "stop" if kind == "list" else "warning"
    rule.showErrorMessage = True
    rule.errorTitle, rule.error = "Xem lại ô này", f"{column.heading}: {column.note}"
    rule.add(cells)
    sheet.add_data_validation(rule)


def _set_page(sheet: Worksheet, schema: FormSheet, header: int, count: int) -> None:
    widths = tuple(_MARK_WIDTH if column.kind is Kind.ROW_ID else column.width for column in schema.columns)
    look.heights(sheet, widths)
    for row in range(1, header):
        sheet.row_dimensions[row].height = _LINE_HEIGHT
    look.page(sheet, tuple(0 if column.kind is Kind.ROW_ID else column.width for column in schema.columns))
    sheet.print_title_rows = f"{header}:{header}"
    sheet.print_area = f"A1:{get_column_letter(len(schema.columns))}{header + max(count, 1)}"
    sheet.freeze_panes = name_of(header + 1, _FIRST_COLUMN)
    sheet.protection.sheet = True
    sheet.protection.formatRows = False
