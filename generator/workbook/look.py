"""How a plan workbook looks on the screen and on paper: widths, colours, notes on headings, print setup."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any, Final

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from generator.workbook.schema import Column, Kind

FONT_NAME: Final = "Calibri"
FONT_SIZE: Final = 11
AUTHOR: Final = "Hướng dẫn"

_HEAD_FILL: Final = PatternFill("solid", start_color="DCE6F1", end_color="DCE6F1")
_REQUIRED_FILL: Final = PatternFill("solid", start_color="B8CCE4", end_color="B8CCE4")
_QUIET_FILL: Final = PatternFill("solid", start_color="F2F2F2", end_color="F2F2F2")
_LINE: Final = Side("thin", color="BFBFBF")
_BOX: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED: Final = Alignment(vertical="top", wrap_text=True)
_CENTRED: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
_PLAIN: Final = Font(name=FONT_NAME, size=FONT_SIZE)
_BOLD: Final = Font(name=FONT_NAME, size=FONT_SIZE, bold=True)
_EXAMPLE: Final = Font(name=FONT_NAME, size=FONT_SIZE, italic=True, color="808080")
_TITLE: Final = Font(name=FONT_NAME, size=15, bold=True, color="1F3864")

DAY_FORMAT: Final = "dd/mm/yyyy"
MOMENT_FORMAT: Final = "dd/mm/yyyy hh:mm:ss"
TEXT_FORMAT: Final = "@"
_FORMATS: Final = {
    Kind.SCORE: "General",
    Kind.NUMBER: "General",
    Kind.COUNT: "0",
    Kind.DAY: DAY_FORMAT,
    Kind.MOMENT: MOMENT_FORMAT,
    Kind.YEAR: "0",
    Kind.TIME_VALUE: "General",
}

_GUIDE_WIDTH: Final = 110
_LINE_HEIGHT: Final = 15
_HIGHEST_ROW: Final = 409
_WIDEST_PAGE: Final = 215
"""Letters on a line of A4 landscape at the smallest scale that still reads well."""
_SMALLEST_SCALE: Final = 65
_REPEATED: Final = "A:C"

_NOTE_WIDTH: Final = 260
_NOTE_LINE: Final = 18
_NOTE_LETTERS: Final = 34


def number_format(column: Column) -> str:
    """Words are kept as words: Excel would make a date of 1.1.2 or 04/2025."""
    return _FORMATS.get(column.kind, TEXT_FORMAT)


def head(cell: Cell | MergedCell, column: Column) -> None:
    """A heading with its note."""
    cell.font, cell.alignment, cell.border = _BOLD, _CENTRED, _BOX
    cell.fill = _REQUIRED_FILL if column.required else _HEAD_FILL
    lines = 2 + len(column.note) // _NOTE_LETTERS
    cell.comment = Comment(column.note, AUTHOR, height=lines * _NOTE_LINE, width=_NOTE_WIDTH)


class Looks:
    """The looks of ordinary cells in one workbook, each made once: openpyxl hashes every part of a style that is set."""

    def __init__(self) -> None:
        """Nothing made yet."""
        self._made: dict[tuple[str, bool, bool], StyleArray] = {}

    def body(self, cell: Any, column: Column, *, example: bool = False, quiet: bool = False) -> None:  # noqa: ANN401 - openpyxl or a record decides the type
        """An ordinary cell, before its value is put in; an example is grey and italic, an explanation stands on grey."""
        key = (number_format(column), example, quiet)
        if key not in self._made:
            cell.font, cell.alignment, cell.border = _EXAMPLE if example else _PLAIN, _WRAPPED, _BOX
            cell.number_format = number_format(column)
            if quiet:
                cell.fill = _QUIET_FILL
            self._made[key] = copy(cell._style)  # noqa: SLF001 - openpyxl gives no public way to it
        cell._style = copy(self._made[key])  # noqa: SLF001 - openpyxl gives no public way to it


def columns(sheet: Worksheet, schema: tuple[Column, ...]) -> None:
    """Widths, and the look of cells that are still empty; the ids are hidden."""
    for index, column in enumerate(schema, 1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = column.width
        dimension.hidden = column.kind is Kind.ROW_ID
        dimension.alignment = _WRAPPED
        dimension.number_format = number_format(column)


def table(sheet: Worksheet, name: str, width: int, rows: int, *, grows: bool = False) -> None:
    """An Excel table over header and rows (one empty row at least), the header frozen.

    One that grows has no print area, for that would not grow with it: then all that is there is printed.
    """
    ref = f"A1:{get_column_letter(width)}{max(rows, 1) + 1}"
    made = Table(displayName=name, ref=ref)
    made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(made)
    sheet.freeze_panes = "A2"
    sheet.print_area = None if grows else ref
    sheet.print_title_rows = "1:1"


def heights(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    """Heights at which wrapped words are seen whole: Excel reckons them anew when a cell changes, LibreOffice does not at all."""
    for cells in sheet.iter_rows(min_row=1, max_col=len(widths)):
        sheet.row_dimensions[cells[0].row or 1].height = fitting_height([str(cell.value or "") for cell in cells], widths)


def fitting_height(words: Sequence[str], widths: Sequence[int]) -> int:
    """The height of a row, in points, at which wrapped words in columns of these widths are seen whole."""
    lines = max(_lines(text, width) for text, width in zip(words, widths, strict=True))
    return min(lines * _LINE_HEIGHT + 1, _HIGHEST_ROW)


def _lines(words: str, width: int) -> int:
    """Lines that words fill in a column, some letters being wider than the digits in which Excel counts a width."""
    room = max(width * 9 // 10, 1)
    return sum(max(1, -(-len(line) // room)) for line in words.split("\n"))


def page(sheet: Worksheet, widths: tuple[int, ...] = ()) -> None:
    """A4 landscape, the sheet's name on top, page numbers below; as wide as the page, or over several pages when that is too small.

    Then the first columns stand again on each page.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    if sum(widths) <= _WIDEST_PAGE:
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    else:
        sheet.page_setup.scale = _SMALLEST_SCALE
        sheet.print_title_cols = _REPEATED
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.75, bottom=0.6, header=0.3, footer=0.3)
    sheet.oddHeader = HeaderFooterItem(center=_HeaderFooterPart("&A"))
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("Trang &P/&N"))
    sheet.sheet_view.zoomScale = 100


def guide(sheet: Worksheet, lines: tuple[str, ...]) -> None:
    """The guide: a title and lines of text."""
    sheet.column_dimensions["A"].width = _GUIDE_WIDTH
    sheet.sheet_view.showGridLines = False
    for row, line in enumerate(lines, 1):
        cell = sheet.cell(row, 1, line)
        cell.alignment = _WRAPPED
        cell.font = _TITLE if row == 1 else _PLAIN
    heights(sheet, (_GUIDE_WIDTH,))
