"""A whole plan workbook from a plan, or a blank one: same input, same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from generator import package
from generator.errors import OutputRefusedError, Place
from generator.plan import Plan
from generator.results import Results
from generator.richtext import Text
from generator.workbook import look
from generator.workbook.cells import LONGEST
from generator.workbook.choices import add_choices, offer
from generator.workbook.examples import blank_facts, blank_lists, shows_example
from generator.workbook.findings import worded
from generator.workbook.grid import clean_text, name_of
from generator.workbook.patch import escaped, escaped_inside
from generator.workbook.schema import BookRow, Column, Kind, ListSheet, Shown
from generator.workbook.sheets import FACT_COLUMNS, FACTS, FACTS_TABLE, FACTS_TITLE, GUIDE_TITLE, LIST_SHEETS, OPTIONAL_SHEETS
from generator.workbook.showing import NO_RESULTS, BookCells, cells_of

_MADE: Final = datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_PROPERTIES: Final = "docProps/core.xml"
_SHEETS: Final = "xl/worksheets/sheet"
_STYLES: Final = "xl/styles.xml"
_FONT_ORDER: Final = (
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
)
_LIKE_FORMULA: Final = ("=", "+", "-", "@")

GUIDE: Final = (
    "Kế hoạch khắc phục những hạn chế chỉ số cải cách hành chính",
    (
        "1. Điền trang Kế hoạch trước: năm, tên kế hoạch, cơ quan, điểm đạt. Tiêu đề có màu đậm là cột bắt buộc; trỏ chuột vào"
        " tiêu đề để xem cách ghi."
    ),
    "2. Điền các trang Cơ quan, Đơn vị, Người ký, Danh mục: ô chọn ở các trang khác lấy tên từ đó.",
    (
        "3. Trang Tiêu chí: mỗi tiêu chí bị trừ điểm một dòng. Điểm ghi 1,9 hay 1.9 đều được; cột Phối hợp ghi nhiều đơn vị,"
        " cách nhau bằng dấu chấm phẩy."
    ),
    (
        "4. Trang Nội dung: mỗi đoạn văn một dòng. Không gõ số mục I, 1, gạch đầu dòng hay ./. vì phần mềm tự in. Chữ đậm,"
        " nghiêng trong ô được giữ lại."
    ),
    "5. Dòng in nghiêng màu xám là ví dụ, không được in: ghi đè lên, hoặc xoá cả dòng.",
    (
        "6. Thêm dòng ngay dưới bảng hoặc chèn vào giữa đều được. Có thể chuyển chỗ cột, thêm cột, thêm trang riêng; phần mềm"
        " bỏ qua phần không biết."
    ),
    (
        "7. Cột A (Mã dòng) được ẩn. Phần mềm tự cấp mã và giữ mã khi dòng chuyển chỗ hay đổi chữ; đừng sửa mã. Khi chép dòng,"
        " hãy để trống mã của dòng mới."
    ),
    "8. Cột Ghi chú nội bộ không bao giờ được in.",
    "9. Không ghi số và ngày văn bản vào bản dự thảo: văn thư cấp sau khi ký.",
    "10. Lưu và đóng tệp trước khi chạy phần mềm.",
    (
        "11. Các trang Kết quả, Minh chứng, Ghi chú phối hợp, Nộp báo cáo, Đôn đốc do phần mềm ghi từ biểu của đơn vị; sửa tay"
        " được khi báo cáo của kỳ chưa phát hành."
    ),
    (
        "12. Trang Lời sửa tay giữ các câu do phần mềm viết mà lãnh đạo đã sửa trong bản dự thảo Word; xoá một dòng thì câu đó"
        " trở lại như phần mềm viết."
    ),
    (
        "13. Lệnh check soát nội dung kế hoạch. Chỗ nào đã cân nhắc mà vẫn giữ thì ghi mã quy tắc và lý do vào trang Bỏ qua: mỗi"
        " lần soát, phần mềm in lại lý do chứ không giấu đi."
    ),
    (
        "14. Trang Bộ tiêu chí giữ cả bộ tiêu chí của năm với điểm đã công bố, không in ra: lệnh check dùng để đối chiếu tên, điểm"
        " và chỉ ra tiêu chí bị trừ điểm mà kế hoạch chưa có dòng nào. Không có thì để trống."
    ),
)


def write_plan_book(plan: Plan, results: Results = NO_RESULTS) -> bytes:
    """A workbook that reads back as this plan and these results. Raises OutputRefusedError when a text is too long for a cell."""
    return write_cells(cells_of(plan, results))


def blank_plan_book(year: int) -> bytes:
    """A new workbook for the action year (the assessed year is the one before), ready to be filled in."""
    return write_cells(blank_cells(year))


def blank_cells(year: int) -> BookCells:
    """What stands in a new workbook."""
    return BookCells(blank_facts(year), blank_lists(year))


def without_examples(cells: BookCells) -> BookCells:
    """The same without the rows that only show how to write: nothing may be made from them."""
    return BookCells(cells.facts, {key: [row for row in rows if not shows_example(row)] for key, rows in cells.lists.items()})


def write_cells(cells: BookCells) -> bytes:
    """A workbook that shows these cells."""
    book, looks = Workbook(), look.Looks()
    guide: Worksheet = book.worksheets[0]
    guide.title = GUIDE_TITLE
    look.guide(guide, GUIDE)
    _write_facts(book.create_sheet(FACTS_TITLE), cells.facts, looks)
    for schema in LIST_SHEETS:
        _write_list(book.create_sheet(schema.title), schema, cells.lists.get(schema.key, []), looks)
    add_choices(book)
    look.page(book.worksheets[0])
    return packed(book)


def _write_facts(sheet: Worksheet, facts: BookRow, looks: look.Looks) -> None:
    _write_heads(sheet, FACT_COLUMNS)
    label, _, explanation = FACT_COLUMNS
    for row, fact in enumerate(FACTS, 2):
        looks.body(sheet.cell(row, 1), label, quiet=True)
        looks.body(sheet.cell(row, 2), fact)
        looks.body(sheet.cell(row, 3), explanation, quiet=True)
        for index, shown in enumerate((fact.heading, facts.get(fact.key), fact.note), 1):
            put(sheet, row, index, shown)
        offer(sheet, fact, name_of(row, 2))
    look.columns(sheet, FACT_COLUMNS)
    look.table(sheet, FACTS_TABLE, len(FACT_COLUMNS), len(FACTS))
    _fit(sheet, FACT_COLUMNS)


def _write_list(sheet: Worksheet, schema: ListSheet, rows: list[BookRow], looks: look.Looks) -> None:
    _write_heads(sheet, schema.columns)
    for row, shown in enumerate(rows, 2):
        example = shows_example(shown)
        for index, column in enumerate(schema.columns, 1):
            looks.body(sheet.cell(row, index), column, example=example)
            put(sheet, row, index, shown.get(column.key))
    look.columns(sheet, schema.columns)
    look.table(sheet, schema.table, len(schema.columns), len(rows), grows=schema in OPTIONAL_SHEETS)
    for index, column in enumerate(schema.columns, 1):
        offer(sheet, column, f"{name_of(2, index)}:{name_of(LAST_ROW, index)}")
    _fit(sheet, schema.columns)


def _fit(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    """Heights for the words that are there, and a page on which they read well."""
    look.heights(sheet, tuple(column.width for column in columns))
    look.page(sheet, tuple(0 if column.kind is Kind.ROW_ID else column.width for column in columns))


LAST_ROW: Final = 2000
"""Down to here cells offer a choice."""


def _write_heads(sheet: Worksheet, columns: tuple[Any, ...]) -> None:
    for index, column in enumerate(columns, 1):
        look.head(sheet.cell(1, index, column.heading), column)


def put(sheet: Worksheet, row: int, column: int, value: Shown) -> None:
    """Put a value into a cell; words stay words even when they look like a formula. Raises OutputRefusedError."""
    cell: Any = sheet.cell(row, column)
    if isinstance(value, Text) and value.formatted:
        cell.value = CellRichText([_block(run.text, bold=run.bold, italic=run.italic) for run in clean_text(value).runs])
    elif isinstance(value, str | Text):
        words = escaped(str(value))
        if len(words) > LONGEST:
            raise OutputRefusedError(worded("BANG-23", Place("", sheet.title, cell.coordinate), found=str(len(words))))
        cell.value = words
        cell.data_type = "s" if words else "n"
        if words.startswith(_LIKE_FORMULA):
            cell.quotePrefix = True
    elif isinstance(value, Decimal | int | date):
        cell.value = value
        if isinstance(value, date):
            cell.number_format = look.MOMENT_FORMAT if isinstance(value, datetime) else look.DAY_FORMAT


def _block(words: str, *, bold: bool, italic: bool) -> TextBlock | str:
    text = escaped_inside(words)
    if not bold and not italic:
        return text
    return TextBlock(InlineFont(rFont=look.FONT_NAME, sz=look.FONT_SIZE, b=bold or None, i=italic or None), text)


_TITLE: Final = "Kế hoạch khắc phục những hạn chế chỉ số cải cách hành chính"


def packed(book: Workbook, title: str = _TITLE) -> bytes:
    """The bytes of a workbook made here: no clock in them, fonts in the order of the schema, heights that Excel may change."""
    book.properties.creator = book.properties.lastModifiedBy = ""
    book.properties.title = title
    book.properties.created = _MADE
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        contents = {info.filename: archive.read(info) for info in archive.infolist()}
    # openpyxl notes the hour of saving; a fixed one keeps the bytes the same.
    contents[_PROPERTIES] = _MODIFIED.sub(rb"\g<1>2025-01-01T00:00:00Z", contents[_PROPERTIES])
    contents[_STYLES] = _fonts_in_order(contents[_STYLES])
    # A height that is not the person's own: Excel may reckon it anew.
    contents |= {name: data.replace(b' customHeight="1"', b"") for name, data in contents.items() if name.startswith(_SHEETS)}
    return package.join([package.pack(name, data) for name, data in contents.items()])


def _fonts_in_order(styles: bytes) -> bytes:
    """Parts of a font in the order of the schema, which openpyxl does not keep."""
    root = etree.fromstring(styles)
    for font in root.iter("{*}font"):
        font[:] = sorted(font, key=lambda part: _FONT_ORDER.index(etree.QName(part).localname))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
