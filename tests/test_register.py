"""The register of outgoing documents: the decree's ten columns, one series a symbol, the clerk's rows and formats as they are."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from generator import package
from generator.errors import GeneratorError
from generator.workbook import Cover, Entry, read_register, register_path, with_entry
from generator.workbook.register_look import COLUMNS, COVER_TITLE, TITLE
from tests.tools import schema_errors

COVER = Cover("UBND tỉnh Hà Giang", "Sở Khoa học và Công nghệ", 2025)
HEADINGS = (
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)


def entry(number: int = 1, symbol: str = "KH-SKHCN", day: date = date(2025, 1, 20), **more: str) -> Entry:
    """A plan to be registered."""
    plain = {
        "subject": "Kế hoạch khắc phục những hạn chế chỉ số cải cách hành chính năm 2024",
        "signer": "Phan Đăng Đông",
        "recipients": "Sở Nội vụ; Các phòng, đơn vị",
        "kept": "Lưu: VT, VP",
        "file": f"{number:064x}"[::-1],
    }
    return Entry(number, symbol, day, **(plain | more))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with one document."""
    made = register_path(tmp_path / "ke-hoach.xlsx", 2025)
    made.write_bytes(with_entry(read_register(made), entry(), COVER))
    return made


def by_hand(path: Path, change: Callable[[Workbook], object]) -> None:
    """The clerk opens the register, changes it and saves it."""
    book = load_workbook(path)
    change(book)
    book.save(path)


def rows(path: Path) -> list[list[Any]]:
    """The rows below the two heading rows."""
    return [list(row) for row in load_workbook(path)[TITLE].iter_rows(min_row=3, values_only=True)]


def test_the_register_of_a_year_lies_beside_the_workbook() -> None:
    assert register_path(Path("so/ke-hoach.xlsx"), 2025) == Path("so/so-van-ban-di-2025.xlsx")


def test_a_register_that_is_not_there_yet_begins_at_one(tmp_path: Path) -> None:
    register = read_register(tmp_path / "so-van-ban-di-2025.xlsx")
    assert register.next_number("KH-SKHCN") == 1
    assert register.taken(1, "KH-SKHCN") is None


def test_the_first_register_has_the_cover_and_the_ten_columns_of_the_decree(path: Path) -> None:
    book = load_workbook(path)
    cover = [cell.value for cell in book[COVER_TITLE]["A"] if cell.value]
    assert cover == [
        "UBND TỈNH HÀ GIANG",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        "Năm: 2025",
        "Từ ngày 20/01/2025 đến ngày 20/01/2025",
        "Từ số 01 đến số 01",
        "Quyển số: 1",
    ]
    sheet = book[TITLE]
    assert tuple(cell.value for cell in sheet[1]) == HEADINGS == tuple(column.heading for column in COLUMNS)
    assert [cell.value for cell in sheet[2]] == [f"({number})" for number in range(1, 11)]
    assert [cell.value for cell in sheet[3]][:2] == ["01/KH-SKHCN", sheet["B3"].value]
    assert sheet["B3"].value.date() == date(2025, 1, 20)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == ("landscape", 9, "$1:$2")
    assert schema_errors([path]) == []


def test_rows_are_added_below_and_the_cover_tells_how_far_the_book_reaches(path: Path) -> None:
    path.write_bytes(with_entry(read_register(path), entry(2, "BC-SKHCN", date(2025, 3, 21)), COVER))
    path.write_bytes(with_entry(read_register(path), entry(15, day=date(2025, 12, 5)), COVER))
    assert [row[0] for row in rows(path)] == ["01/KH-SKHCN", "02/BC-SKHCN", "15/KH-SKHCN"]
    lines = [cell.value for cell in load_workbook(path)[COVER_TITLE]["A"]]
    assert "Từ ngày 20/01/2025 đến ngày 05/12/2025" in lines
    assert "Từ số 01 đến số 15" in lines
    assert schema_errors([path]) == []


def test_each_symbol_has_a_series_of_its_own(path: Path) -> None:
    register = read_register(path)
    assert (register.next_number("KH-SKHCN"), register.next_number("kh-skhcn"), register.next_number("BC-SKHCN")) == (2, 2, 1)
    assert register.taken(1, "Kh-SKHCN") is not None
    assert register.taken(1, "BC-SKHCN") is None


def test_a_draft_is_known_again_by_its_mark_with_what_was_waived(path: Path) -> None:
    path.write_bytes(with_entry(read_register(path), entry(7, file="ab" * 32, remark="bỏ qua PH-32: đã xin ý kiến"), COVER))
    found = read_register(path).of_file("ab" * 32)
    assert found is not None
    assert (found.number, found.signer, found.remark) == (7, "Phan Đăng Đông", "bỏ qua PH-32: đã xin ý kiến")
    assert read_register(path).of_file("cd" * 32) is None


@pytest.mark.parametrize(
    ("words", "number", "symbol"),
    [
        ("41/KH-SKHCN", 41, "KH-SKHCN"),
        ("041/KH-SKHCN", 41, "KH-SKHCN"),
        ("Số: 41/KH-SKHCN", 41, "KH-SKHCN"),
        ("41 / KH-SKHCN", 41, "KH-SKHCN"),
        ("41a/KH-SKHCN", 41, "KH-SKHCN"),
        ("41", 41, ""),
        (41, 41, ""),
    ],
)
def test_rows_that_the_clerk_wrote_count(words: str | int, number: int, symbol: str, path: Path) -> None:
    by_hand(path, lambda book: book[TITLE].append([words, date(2025, 2, 1), "Kế hoạch khác"]))
    register = read_register(path)
    assert (register.rows[-1].number, register.rows[-1].symbol, register.rows[-1].day) == (number, symbol, date(2025, 2, 1))
    assert register.next_number("KH-SKHCN") == 42
    assert register.taken(41, "KH-SKHCN") == register.rows[-1]


@pytest.mark.parametrize("words", [date(2025, 12, 15), "chờ số", "KH-SKHCN"])
def test_a_row_whose_number_cannot_be_read_is_told(words: str | date, path: Path) -> None:
    by_hand(path, lambda book: book[TITLE].append([words, date(2025, 2, 1), "Kế hoạch khác"]))
    register = read_register(path)
    assert [(problem.code, problem.place.cell) for problem in register.problems] == [("PH-22", "A4")]
    path.write_bytes(with_entry(register, entry(2), COVER))
    assert [row[0] for row in rows(path)][-1] == "02/KH-SKHCN"


def test_what_the_clerk_made_of_the_register_stays(path: Path) -> None:
    def as_the_clerk_likes(book: Workbook) -> None:
        sheet = book[TITLE]
        sheet["C3"].font = Font(name="Times New Roman", size=12, color="FF0000")
        sheet.column_dimensions["C"].width = 70
        sheet["K1"] = "Số hồ sơ"
        sheet["K3"] = "HS-01"
        sheet.append(["02/QĐ-SKHCN", date(2025, 1, 21), "Quyết định về việc khen thưởng"])
        sheet["K4"] = "HS-02"
        book.create_sheet("Ghi chép riêng")["A1"] = "=1+1"

    by_hand(path, as_the_clerk_likes)
    before = package.open_package(path)
    path.write_bytes(with_entry(read_register(path), entry(2, day=date(2025, 1, 20)), COVER))
    after = package.open_package(path)
    changed = {name for name in after.parts if before.parts[name].data != after.parts[name].data}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    sheet = load_workbook(path)[TITLE]
    assert (sheet["C3"].font.color.rgb, sheet.column_dimensions["C"].width, sheet["K3"].value) == ("00FF0000", 70, "HS-01")
    assert [sheet[f"A{row}"].value for row in range(3, 6)] == ["01/KH-SKHCN", "02/QĐ-SKHCN", "02/KH-SKHCN"]
    assert sheet["K4"].value == "HS-02"


def test_columns_may_be_moved_and_the_sheet_renamed(path: Path) -> None:
    def moved(book: Workbook) -> None:
        book[TITLE].insert_cols(1)
        book[TITLE]["A1"] = "Tập"
        book[TITLE].title = "Năm 2025"

    by_hand(path, moved)
    path.write_bytes(with_entry(read_register(path), entry(2), COVER))
    assert load_workbook(path)["Năm 2025"]["B4"].value == "02/KH-SKHCN"
    assert read_register(path).next_number("KH-SKHCN") == 3


def test_a_register_open_in_excel_is_refused(path: Path) -> None:
    path.with_name(f"~${path.name}").write_bytes(b"")
    assert codes(path) == ["TEP-06"]


def broken(data: bytes) -> bytes:
    return data[: len(data) // 2]


def not_a_workbook(_data: bytes) -> bytes:
    return "Sổ đăng ký văn bản đi".encode()


def without_headings(data: bytes) -> bytes:
    book = load_workbook(io.BytesIO(data))
    book[TITLE].delete_rows(1, 2)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def another_workbook(_data: bytes) -> bytes:
    return (Path(__file__).parent.parent / "data" / "ke-hoach-cchc-2024.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("fault", "code"), [(broken, "GOI-06"), (not_a_workbook, "GOI-04"), (without_headings, "PH-21"), (another_workbook, "PH-21")]
)
def test_a_file_that_is_no_register_is_refused_and_stays(fault: Callable[[bytes], bytes], code: str, path: Path) -> None:
    path.write_bytes(data := fault(path.read_bytes()))
    assert codes(path) == [code]
    assert path.read_bytes() == data


def codes(path: Path) -> list[str]:
    with pytest.raises(GeneratorError) as caught:
        read_register(path)
    return [problem.code for problem in caught.value.problems]


SYMBOLS = st.sampled_from(["KH-SKHCN", "BC-SKHCN", "QyĐ-SKHCN", "SKHCN-VP"])


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 60), SYMBOLS, st.dates(date(2025, 1, 1), date(2025, 12, 31))), min_size=1, max_size=8))
def test_what_is_entered_is_read_again_and_next_is_one_more_than_the_highest(given_rows: list[tuple[int, str, date]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "so-van-ban-di-2025.xlsx"
        for number, symbol, day in given_rows:
            path.write_bytes(with_entry(read_register(path), entry(number, symbol, day), COVER))
        register = read_register(path)
        assert [(row.number, row.symbol, row.day) for row in register.rows] == given_rows
        for symbol in {symbol for _, symbol, _ in given_rows}:
            assert register.next_number(symbol) == max(number for number, other, _ in given_rows if other == symbol) + 1


def test_the_same_entry_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    again = Path(shutil.copy(path, tmp_path / "ban-sao.xlsx"))
    assert with_entry(read_register(path), entry(2), COVER) == with_entry(read_register(again), entry(2), COVER)


def test_a_row_that_a_merged_cell_would_hide_is_not_written(path: Path) -> None:
    by_hand(path, lambda book: cast("Worksheet", book[TITLE]).merge_cells("A2:A9"))
    with pytest.raises(GeneratorError) as refusal:
        with_entry(read_register(path), entry(2), COVER)
    assert [problem.code for problem in refusal.value.problems] == ["PH-24"]


def damaged(path: Path, part: str, before: bytes, after: bytes) -> None:
    """The file with other words in one kind of part."""
    opened = package.open_package(path)
    parts = [package.pack(name, each.data.replace(before, after)) if name.startswith(part) else each for name, each in opened.parts.items()]
    assert parts != list(opened.parts.values())
    path.write_bytes(package.join(parts))


def test_a_new_row_is_seen_though_the_empty_rows_below_were_hidden(path: Path) -> None:
    by_hand(path, lambda book: setattr(book[TITLE].row_dimensions[4], "hidden", True))
    path.write_bytes(with_entry(read_register(path), entry(2), COVER))
    assert [row.number for row in read_register(path).rows] == [1, 2]
    assert not load_workbook(path)[TITLE].row_dimensions[4].hidden


@pytest.mark.parametrize("range_", ["#REF!", "A2:B4 C5:D6", "", "A:J"])
def test_a_sheet_that_tells_no_range_takes_a_row(range_: str, path: Path) -> None:
    damaged(path, "xl/worksheets/", b' ref="A1:J3"', f' ref="{range_}"'.encode())
    data = with_entry(read_register(path), entry(2), COVER)
    path.write_bytes(data)
    assert [row.number for row in read_register(path).rows] == [1, 2]


@pytest.mark.parametrize(("found", "put"), [(b"sheetData", b"sheetViews"), (b' min="1"', b' min="Normal"')])
def test_a_sheet_that_excel_would_not_write_is_left_alone(found: bytes, put: bytes, path: Path) -> None:
    damaged(path, "xl/worksheets/", found, put)
    before = read_register(path)
    assert [row.number for row in before.rows] == [1]
    with pytest.raises(GeneratorError) as caught:
        with_entry(before, entry(2), COVER)
    assert [problem.code for problem in caught.value.problems] == ["BANG-39"]
