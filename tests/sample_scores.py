"""A score sheet for the sample plan, its missing points made up and said to be; `python -m tests.sample_scores` writes it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties

from generator import files
from generator.workbook.examples import REFORM_FIELDS
from generator.workbook.writing import packed
from tests.score_layouts import Layout, Leaf, True_, drawn, tree
from tests.source_words import CRITERIA

SHEET: Final = Path(__file__).parent.parent / "data" / "bang-diem-minh-hoa.xlsx"
MADE_UP: Final = "(Minh hoạ)"
TITLES: Final = (
    "SỐ LIỆU MINH HOẠ: chỉ chín tiêu chí của kế hoạch mẫu và tổng 85,06/100 có thật; dòng ghi (Minh hoạ), điểm của lĩnh vực là đặt ra",
    "BẢNG ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2024",
    "Đơn vị: Sở Khoa học và Công nghệ",
)
_FONT: Final = "Times New Roman"
_WIDTHS: Final = (9, 62, 9, 10, 10, 10, 10, 10, 16)
_NUMBERS_FROM: Final = 3
"""Rows of the heading."""
_NAMES: Final = 2
_LINE: Final = 75
"""Letters of a name that fit on one line."""

# What the public plan does not tell: code, maximum, score.
_INVENTED: Final = (
    "1.1.1 1 1",
    "1.2 2 2",
    "1.3 1 1",
    "1.4.1.1 0.5 0.5",
    "1.4.2 1 1",
    "1.5.1 1 1",
    "1.6 2 2",
    "1.7.1 1 1",
    "2.1.2 2 2",
    "2.2 3 2.5",
    "2.3 3 3",
    "3.1.2 2 2",
    "3.2 3 3",
    "3.3 3 3",
    "3.4 2 2",
    "3.5 2 2",
    "4.1.1 1 1",
    "4.1.2 1 1",
    "4.1.3 1 1",
    "4.2 3 3",
    "4.3 2 2",
    "5.1 3 3",
    "5.2 3 3",
    "5.3.1 1 1",
    "5.3.2 1 1",
    "5.3.3.1 0.5 0.5",
    "5.3.3.2 0.5 0.5",
    "5.4 2.5 2.5",
    "6.1 3 2.5",
    "6.2 3 3",
    "6.3 2 2",
    "7.1 4 3",
    "7.2 4 3.36",
    "7.3 4 4",
    "7.4 3 2.5",
    "8.1 6 4.5",
    "8.2 5.5 3.5",
    "8.3 5 3",
)
_SURVEYED: Final = "8"


def sample_tree() -> list[True_]:
    """The nine criteria of the plan among made-up ones: 100 points, 85.06 achieved, 6.30 of the 14.94 lost told by the plan."""
    real = [Leaf(code, name, maximum, score) for _, code, name, maximum, score, *_ in CRITERIA]
    invented = [
        Leaf(code, f"Tiêu chí {code} {MADE_UP}", maximum, score, survey=code.startswith(_SURVEYED))
        for code, maximum, score in map(str.split, _INVENTED)
    ]
    inner = {".".join(leaf.code.split(".")[:level]) for leaf in (*real, *invented) for level in (2, 3)}
    names = {code: f"Nhóm tiêu chí {code} {MADE_UP}" for code in inner} | {code: name.upper() for code, name in REFORM_FIELDS.items()}
    return tree([*real, *invented], names)


def sample_sheet() -> bytes:
    """The committed file."""
    sheet = drawn(sample_tree(), Layout(titles=TITLES, codes="roman", numbered=True))
    line = Side(style="thin")
    for number, row in enumerate(sheet.iter_rows(min_row=len(TITLES) + 1, max_row=sheet.max_row - 2)):
        for cell in row:
            cell.border = Border(line, line, line, line)
            cell.font = Font(_FONT, 11, bold=number < _NUMBERS_FROM or str(row[0].value or "T")[0] in "IVT")
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=None if cell.column == _NAMES else "center")
    for number in range(len(TITLES) + 1, sheet.max_row + 1):
        sheet.row_dimensions[number].height = 15.0 * (1 + len(str(sheet.cell(number, _NAMES).value or "")) // _LINE)
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEFGHI"[number]].width = width
    for number in range(1, len(TITLES) + 1):
        sheet.cell(number, 1).font = Font(_FONT, 12, bold=True)
        sheet.cell(number, 1).alignment = Alignment(wrap_text=True, horizontal="center")
    sheet.row_dimensions[1].height = 34
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book = sheet.parent
    assert isinstance(book, Workbook)
    return packed(book, "Bảng điểm, số liệu minh hoạ")


if __name__ == "__main__":
    files.write(SHEET, sample_sheet())
