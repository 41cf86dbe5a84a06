"""Drop-downs: lists kept beside the fields in the sheet «Danh mục», under names that cells refer to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator import periods, records, results
from generator.workbook.look import FONT_NAME, FONT_SIZE
from generator.workbook.schema import Column, Kind
from generator.workbook.sheets import AGENCIES, FIELDS, SIGNERS, UNITS

FIRST_COLUMN: Final = 7
"""Lists start here in the sheet of fields, two columns away from its table."""
UNIT_ROWS: Final = 200
"""So many units, signers and agencies are offered."""

_FIXED: Final[dict[str, Sequence[str]]] = {
    "ds_phan": list(records.Section),
    "ds_kieu_doan": list(records.BodyKind),
    "ds_loai_don_vi": list(records.UnitKind),
    "ds_quyen_han": list(records.Authority),
    "ds_kieu_thoi_gian": list(records.TimeKind),
    "ds_ly_do_nhan": list(records.RecipientKind),
    "ds_mau_phu_luc": list(records.AnnexProfile),
    "ds_vai_tro": list(records.BasisRole),
    "ds_tinh_trang": list(records.Standing),
    "ds_co_khong": ("Có", "Không"),
    "ds_ky": list(periods.NAMES.values()),
    "ds_muc_do": list(results.Progress),
    "ds_loai_nguyen_nhan": list(results.CauseKind),
    "ds_phan_bao_cao": list(results.NarrativeSection),
}
_BY_ENUM: Final[dict[Any, str]] = {
    records.Section: "ds_phan",
    records.BodyKind: "ds_kieu_doan",
    records.UnitKind: "ds_loai_don_vi",
    records.Authority: "ds_quyen_han",
    records.TimeKind: "ds_kieu_thoi_gian",
    records.RecipientKind: "ds_ly_do_nhan",
    records.AnnexProfile: "ds_mau_phu_luc",
    records.BasisRole: "ds_vai_tro",
    records.Standing: "ds_tinh_trang",
    results.Progress: "ds_muc_do",
    results.CauseKind: "ds_loai_nguyen_nhan",
    results.NarrativeSection: "ds_phan_bao_cao",
}
_BY_KIND: Final = {
    Kind.YES_NO: "ds_co_khong",
    Kind.PERIOD: "ds_ky",
    Kind.PERIOD_NAME: "ds_ky",
    Kind.UNIT: "ds_don_vi",
    Kind.FIELD: "ds_linh_vuc",
    Kind.SIGNER: "ds_nguoi_ky",
    Kind.AGENCY: "ds_co_quan",
}
_OFFERED_LOOSELY: Final = {Kind.UNIT_OR_WORDS: "ds_don_vi", Kind.AGENCY_OR_WORDS: "ds_co_quan"}

_HEADINGS: Final = {
    "ds_phan": "Danh sách phần",
    "ds_kieu_doan": "Danh sách kiểu đoạn",
    "ds_loai_don_vi": "Danh sách loại đơn vị",
    "ds_quyen_han": "Danh sách quyền hạn ký",
    "ds_kieu_thoi_gian": "Danh sách kiểu thời gian",
    "ds_ly_do_nhan": "Danh sách lý do nhận",
    "ds_mau_phu_luc": "Danh sách mẫu phụ lục",
    "ds_vai_tro": "Danh sách vai trò",
    "ds_tinh_trang": "Danh sách tình trạng",
    "ds_co_khong": "Danh sách có, không",
    "ds_ky": "Danh sách kỳ",
    "ds_muc_do": "Danh sách mức độ",
    "ds_loai_nguyen_nhan": "Danh sách loại nguyên nhân",
    "ds_phan_bao_cao": "Danh sách phần báo cáo",
    "ds_don_vi": "Danh sách đơn vị",
}

LIST_NAMES: Final = frozenset({*_FIXED, "ds_don_vi", "ds_linh_vuc", "ds_nguoi_ky", "ds_co_quan"})
"""Names of lists that cells offer."""


def offer(sheet: Worksheet, column: Column, cells: str) -> None:
    """Let cells offer their list; a stray value is refused in Excel, but where words are allowed too it is let in."""
    name = _BY_ENUM.get(column.choices) if column.choices else _BY_KIND.get(column.kind) or _OFFERED_LOOSELY.get(column.kind)
    if name is None:
        return
    rule = DataValidation("list", formula1=name, allow_blank=True)
    rule.showErrorMessage = column.kind not in _OFFERED_LOOSELY
    rule.errorTitle, rule.error = "Không có trong danh sách", f"Chọn một mục trong danh sách của “{column.heading}”."
    rule.add(cells)
    sheet.add_data_validation(rule)


def add_choices(book: Workbook) -> None:
    """Write the lists and their names."""
    sheet: Worksheet = book[FIELDS.title]
    for index, (name, values) in enumerate(_FIXED.items(), FIRST_COLUMN):
        _list(sheet, index, _HEADINGS[name], values)
        letter = get_column_letter(index)
        _name(book, name, f"'{FIELDS.title}'!${letter}$2:${letter}${len(values) + 1}")
    _unit_list(book, sheet, FIRST_COLUMN + len(_FIXED))
    _name(book, "ds_linh_vuc", _filled(FIELDS.title, _letter(FIELDS.columns, "name")))
    _name(book, "ds_nguoi_ky", _filled(SIGNERS.title, _letter(SIGNERS.columns, "name")))
    _name(book, "ds_co_quan", _filled(AGENCIES.title, _letter(AGENCIES.columns, "code")))


def _unit_list(book: Workbook, sheet: Worksheet, index: int) -> None:
    """Each unit under the name that tables print: a formula, so that a new unit is offered at once."""
    short, name = (
        f"INDEX('{UNITS.title}'!${letter}:${letter},ROW())"
        for letter in (_letter(UNITS.columns, "short_name"), _letter(UNITS.columns, "name"))
    )
    _list(sheet, index, _HEADINGS["ds_don_vi"], [f'=IF({short}<>"",{short},{name}&"")'] * UNIT_ROWS)
    _name(book, "ds_don_vi", _filled(FIELDS.title, get_column_letter(index)))


def _list(sheet: Worksheet, index: int, heading: str, values: Sequence[str]) -> None:
    sheet.cell(1, index, heading).font = Font(name=FONT_NAME, size=FONT_SIZE, bold=True, color="808080")
    for row, value in enumerate(values, 2):
        sheet.cell(row, index, str(value)).font = Font(name=FONT_NAME, size=FONT_SIZE, color="808080")
    sheet.column_dimensions[get_column_letter(index)].width = 26


def _filled(title: str, letter: str) -> str:
    """The upper cells of a column down to the last with words."""
    cells = f"'{title}'!${letter}$2:${letter}${UNIT_ROWS + 1}"
    return f"OFFSET('{title}'!${letter}$2,0,0,MAX(1,COUNTIF({cells},\"?*\")),1)"


def _letter(columns: tuple[Column, ...], key: str) -> str:
    return get_column_letter(next(index for index, column in enumerate(columns, 1) if column.key == key))


def _name(book: Workbook, name: str, formula: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=formula)
