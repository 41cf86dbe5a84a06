"""How a register of outgoing documents looks: its cover, its ten columns, A4 landscape with the heading on each page (Phụ lục IV)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from generator.workbook import look
from generator.workbook.grid import name_of
from generator.workbook.schema import Column, Kind, Shown
from generator.workbook.writing import packed, put

COLUMNS: Final = (
    Column("number", "Số, ký hiệu văn bản", "Dạng 15/KH-SKHCN; số nhỏ hơn 10 thêm số 0. Mỗi số, ký hiệu chỉ dùng một lần trong năm.", 17),
    Column("day", "Ngày tháng văn bản", "Dạng 02/01/2025.", 12, Kind.DAY),
    Column("subject", "Tên loại và trích yếu nội dung văn bản", "Tên loại và trích yếu như trên văn bản.", 44),
    Column("signer", "Người ký", "Họ và tên người ký.", 17),
    Column("recipients", "Nơi nhận văn bản", "Các nơi nhận, cách nhau bằng dấu chấm phẩy.", 28),
    Column("kept", "Đơn vị, người nhận bản lưu", "Nơi giữ bản lưu.", 16),
    Column("copies", "Số lượng bản", "Số bản phát hành.", 9, Kind.COUNT),
    Column("sent", "Ngày chuyển", "Ngày chuyển văn bản đi.", 12, Kind.DAY),
    Column("received", "Ký nhận", "Chữ ký người nhận.", 12),
    Column("note", "Ghi chú", "“Mã tệp” do phần mềm ghi để nhận ra văn bản; có thể ghi thêm phía sau.", 20),
)
"""The ten columns in the decree's order."""

TITLE: Final = "Sổ đăng ký"
COVER_TITLE: Final = "Bìa"
FROM_DAY: Final = "Từ ngày"
FROM_NUMBER: Final = "Từ số"
HEADER: Final = 1
FIRST_ROW: Final = 3

_COVER_WIDTH: Final = 120
_CENTRED: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)


@dataclass(frozen=True, slots=True)
class Cover:
    """Whose register of which year it is."""

    parent: str
    agency: str
    year: int


def first_book(cover: Cover, entry: Mapping[str, Shown], reach: Mapping[str, str]) -> bytes:
    """A new register with its first row. Raises OutputRefusedError BANG-23 when a text is too long for a cell."""
    book = Workbook()
    front: Worksheet = book.worksheets[0]
    _cover(front, cover, reach)
    sheet: Worksheet = book.create_sheet(TITLE)
    _table(sheet, entry)
    look.page(front)
    look.page(sheet, tuple(column.width for column in COLUMNS))
    front.oddHeader = front.oddFooter = HeaderFooterItem()
    book.active = 1
    return packed(book, "Sổ đăng ký văn bản đi")


def entry_height(entry: Mapping[str, Shown]) -> int:
    """The height of a row, in points, at which its words are seen whole."""
    return look.fitting_height([str(entry.get(column.key) or "") for column in COLUMNS], [column.width for column in COLUMNS])


def _cover(sheet: Worksheet, cover: Cover, reach: Mapping[str, str]) -> None:
    """The lines of the cover, one below the other."""
    sheet.title = COVER_TITLE
    sheet.column_dimensions["A"].width = _COVER_WIDTH
    sheet.sheet_view.showGridLines = False
    lines = (
        (cover.parent.upper(), 14, False, 30),
        (cover.agency.upper(), 14, True, 30),
        ("", 14, False, 60),
        ("SỔ ĐĂNG KÝ VĂN BẢN ĐI", 28, True, 60),
        (f"Năm: {cover.year}", 16, True, 40),
        (reach[FROM_DAY], 14, False, 30),
        (reach[FROM_NUMBER], 14, False, 30),
        ("Quyển số: 1", 14, False, 30),
    )
    for row, (words, size, bold, height) in enumerate(lines, 1):
        put(sheet, row, 1, words)
        cell = sheet.cell(row, 1)
        cell.font, cell.alignment = Font(name="Times New Roman", size=size, bold=bold), _CENTRED
        sheet.row_dimensions[row].height = height


def _table(sheet: Worksheet, entry: Mapping[str, Shown]) -> None:
    looks = look.Looks()
    look.columns(sheet, COLUMNS)
    for index, column in enumerate(COLUMNS, 1):
        look.head(sheet.cell(HEADER, index, column.heading), column)
        looks.body(sheet.cell(HEADER + 1, index), column, quiet=True)
        put(sheet, HEADER + 1, index, f"({index})")
        sheet.cell(HEADER + 1, index).alignment = _CENTRED
        looks.body(sheet.cell(FIRST_ROW, index), column)
        put(sheet, FIRST_ROW, index, entry.get(column.key))
    look.heights(sheet, tuple(column.width for column in COLUMNS))
    sheet.freeze_panes = name_of(FIRST_ROW, 1)
    sheet.print_title_rows = f"{HEADER}:{HEADER + 1}"
