"""Score sheets as provinces lay them out, built from one true tree: every layout must give the same tree back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator import vietnamese
from generator.score_sheets import ScoreSheet

Cell = str | Decimal | float | int | date | None


@dataclass(frozen=True)
class True_:  # noqa: N801 - «True» is taken
    """One line as it truly is."""

    code: str
    name: str
    maximum: Decimal
    self_score: Decimal | None
    appraised: Decimal | None
    score: Decimal
    survey: bool = False

    @property
    def path(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.code.split("."))


@dataclass(frozen=True)
class Leaf:
    """What a person gives points to; everything above is summed."""

    code: str
    name: str
    maximum: str
    score: str
    survey: bool = False


LEAVES: Final = (
    Leaf("1.1.1", "Ban hành kế hoạch cải cách hành chính năm", "0.5", "0.5"),
    Leaf("1.1.2", "Mức độ thực hiện kế hoạch", "2", "1.9"),
    Leaf("1.2", "Thực hiện chế độ báo cáo", "1", "1"),
    Leaf("1.3.1", "Có tin bài tuyên truyền trong tỉnh", "0.5", "0.5"),
    Leaf("1.3.2", "Có tin bài ở báo Trung ương", "0.5", "0"),
    Leaf("2.1.1", "Thực hiện quy trình xây dựng văn bản", "1", "0"),
    Leaf("2.1.2", "Rà soát văn bản", "1.25", "1.25"),
    Leaf("2.2", "Theo dõi thi hành pháp luật", "1.5", "0.94"),
    Leaf("3.1", "Công khai thủ tục hành chính", "2", "2"),
    Leaf("3.2.1", "Hồ sơ giải quyết đúng hạn", "3", "2.755"),
    Leaf("3.2.2", "Mức độ hài lòng của người dân", "4", "3.4", survey=True),
)
NAMES: Final = {
    "1": "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH",
    "1.1": "Kế hoạch cải cách hành chính",
    "1.3": "Công tác tuyên truyền",
    "2": "CẢI CÁCH THỂ CHẾ",
    "2.1": "Xây dựng văn bản quy phạm pháp luật",
    "3": "CẢI CÁCH THỦ TỤC HÀNH CHÍNH",
    "3.2": "Giải quyết thủ tục hành chính",
}


def tree(leaves: Iterable[Leaf] = LEAVES, names: dict[str, str] | None = None) -> list[True_]:
    """Every line of the tree in its order, points summed upwards."""
    lines = {leaf.code: _leaf(leaf) for leaf in leaves}
    for leaf in list(lines.values()):
        for level in range(1, len(leaf.path)):
            code = ".".join(map(str, leaf.path[:level]))
            above = lines.get(code)
            lines[code] = (
                _with(above, leaf) if above else replace(leaf, code=code, name=(names or NAMES).get(code, f"Mục {code}"), survey=False)
            )
    return sorted(lines.values(), key=lambda line: line.path)


def _leaf(leaf: Leaf) -> True_:
    score = Decimal(leaf.score)
    own = None if leaf.survey else score
    top = Decimal(leaf.maximum)
    return True_(leaf.code, leaf.name, top, None if leaf.survey else min(top, score + Decimal("0.1")), own, score, leaf.survey)


def _with(above: True_, leaf: True_) -> True_:
    self_score = _sum(above.self_score, leaf.self_score)
    appraised = _sum(above.appraised, leaf.appraised)
    return replace(above, maximum=above.maximum + leaf.maximum, self_score=self_score, appraised=appraised, score=above.score + leaf.score)


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return other if one is None else one if other is None else one + other


TITLES: Final = (
    "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG\nHỘI ĐỒNG THẨM ĐỊNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "BẢNG ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2024",
    "Đơn vị: Sở Khoa học và Công nghệ",
    "(Kèm theo Báo cáo số 01/BC-HĐTĐ ngày 02/01/2025)",
)


@dataclass(frozen=True)
class Layout:
    """How one province draws its sheet."""

    titles: tuple[str, ...] = TITLES
    merged: bool = True
    heading_rows: int = 2
    codes: str = "column"
    """`column`, `dotted` (1.1.2. Mức độ), `glued` (1.1.2.Mức độ), `spaced` (1.1.2 Mức độ), `roman` (I, then 1.1), `restart` (I, 1, 1.1)."""
    decimals: str = "number"
    """`number`, `comma`, `dot` or `noise`."""
    numbered: bool = False
    subtotals: bool = False
    total: str = "last"
    """`last`, `first` or empty."""
    steps: bool = False
    repeat: int = 0
    """After how many lines the heading stands again, as on a new page."""


HEADS: Final = (
    "STT",
    "Lĩnh vực/Tiêu chí/Tiêu chí thành phần",
    "Điểm tối đa",
    "Điều tra XHH",
    "Tự đánh giá",
    "SNV đánh giá",
    "Điểm đạt được",
    "Chỉ số (%)",
    "Ghi chú",
)
GROUP: Final = "Điểm đánh giá"


def drawn(lines: Sequence[True_], layout: Layout = Layout(), sheet: Worksheet | None = None) -> Worksheet:
    """A sheet of the standard columns, as the layout draws it."""
    sheet = sheet or _new()
    for title in layout.titles:
        sheet.append([title])
        if layout.merged:
            sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=len(HEADS))
    _heading(sheet, layout)
    if layout.total == "first":
        sheet.append(_points("", "Tổng điểm", lines, layout))
    for number, line in enumerate(lines, 1):
        sheet.append(_row(line, layout, number))
        if layout.steps and not any(other.path[:-1] == line.path for other in lines):
            sheet.append([None, "- Đạt yêu cầu: 1", Decimal(1)])
            sheet.append([None, "- Không đạt: 0", Decimal(0)])
        if layout.subtotals and _ends_field(lines, number):
            field = [other for other in lines if other.path[0] == line.path[0]]
            sheet.append(_points("", f"Cộng lĩnh vực {vietnamese.roman(line.path[0])}", field, layout))
        if layout.repeat and number % layout.repeat == 0 and number < len(lines):
            _heading(sheet, layout)
    if layout.total == "last":
        sheet.append(_points("Tổng cộng", "", lines, layout))
    sheet.append([])
    sheet.append([None, None, None, None, None, "Hà Giang, ngày 02 tháng 01 năm 2025"])
    return sheet


def _new() -> Worksheet:
    sheet = Workbook().active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Bảng điểm"
    return sheet


def _ends_field(lines: Sequence[True_], number: int) -> bool:
    return number == len(lines) or lines[number].path[0] != lines[number - 1].path[0]


def _heading(sheet: Worksheet, layout: Layout) -> None:
    top = sheet._current_row + 1  # type: ignore[attr-defined] # max_row says 1 of an empty sheet, and looking at A1 makes it one that is not
    if layout.heading_rows == 1:
        sheet.append(HEADS)
    else:
        sheet.append([*HEADS[:3], GROUP, None, None, *HEADS[6:]])
        for _ in range(layout.heading_rows - 2):
            sheet.append([None] * 3 + ["Điểm"])
        sheet.append([None, None, None, *HEADS[3:6], None, None, None])
        bottom = sheet.max_row
        if layout.merged:
            sheet.merge_cells(start_row=top, start_column=4, end_row=top, end_column=6)
            for column in (1, 2, 3, 7, 8, 9):
                sheet.merge_cells(start_row=top, start_column=column, end_row=bottom, end_column=column)
    if layout.numbered:
        sheet.append(["A", "B", *(f"({number})" for number in range(1, 8))])


def _row(line: True_, layout: Layout, number: int) -> list[Cell]:
    code, name = coded(line, layout.codes, number)
    survey = line.score if line.survey else None
    points = (line.maximum, survey, line.self_score, line.appraised, line.score)
    index = float(round(line.score / line.maximum * 100, 2))
    return [code, name, *(decimal(point, layout.decimals) for point in points), index, "Điều tra XHH" if line.survey else None]


def coded(line: True_, codes: str, number: int) -> tuple[Cell, str]:
    """The cell of the code and the name, as a layout writes them."""
    field = vietnamese.roman(line.path[0])
    restarted = ".".join(map(str, line.path[1:]))
    match codes:
        case "dotted" | "glued" | "spaced":
            end = {"dotted": ". ", "glued": ".", "spaced": " "}[codes]
            return (field if len(line.path) == 1 else number), line.name if len(line.path) == 1 else f"{line.code}{end}{line.name}"
        case "roman":
            return (field if len(line.path) == 1 else line.code), line.name
        case "restart":
            return (restarted or field), line.name
        case _:
            return line.code, line.name


def decimal(point: Decimal | None, style: str) -> Cell:
    """Points as a cell: a number, text with a comma or a dot, or a number with the noise of binary fractions."""
    if point is None:
        return None
    match style:
        case "comma":
            return vietnamese.decimal(point)
        case "dot":
            return str(point)
        case "noise":
            return float(point) + 1e-13
        case _:
            return float(point)


def _points(code: str, name: str, lines: Sequence[True_], layout: Layout) -> list[Cell]:
    top = [line for line in lines if len(line.path) == 1]
    maximum, score = sum((line.maximum for line in top), Decimal(0)), sum((line.score for line in top), Decimal(0))
    return [code, name, decimal(maximum, layout.decimals), None, None, None, decimal(score, layout.decimals)]


def saved(*sheets: Worksheet) -> bytes:
    """The bytes of a workbook with these sheets, which must be of one workbook."""
    stream = io.BytesIO()
    book = sheets[0].parent
    assert isinstance(book, Workbook)
    book.save(stream)
    return stream.getvalue()


def plain(rows: Iterable[Sequence[Cell]], title: str = "Bảng điểm", book: Workbook | None = None) -> Worksheet:
    """A sheet row by row, for layouts of their own; a day shows as Excel shows one."""
    sheet = _new() if book is None else book.create_sheet(title)
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, datetime | date):
                cell.number_format = "d-mmm"
    return sheet


def told(sheet: ScoreSheet) -> list[True_]:
    """What a reader understood, to be compared with the truth."""
    return [
        True_(line.code, line.name, line.maximum or Decimal(0), line.self_score, line.appraised, line.score or Decimal(0), line.survey)
        for line in sheet.lines
    ]


def narrow(lines: Iterable[True_]) -> list[tuple[str, str, Decimal, Decimal]]:
    """What every sheet tells, whatever columns it has: code, name, maximum, score."""
    return [(line.code, line.name, line.maximum, line.score) for line in lines]


def flat(lines: Sequence[True_]) -> list[list[Cell]]:
    """Rows of the smallest sheet: code, name, maximum, score."""
    return [[line.code, line.name, float(line.maximum), float(line.score)] for line in lines]
