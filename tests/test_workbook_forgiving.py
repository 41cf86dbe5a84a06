"""What a clerk may do to a plan workbook without being refused, and what the reader says about it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from generator.errors import Severity
from generator.files import ReadFile
from generator.package import unpacked
from generator.plan import Plan
from generator.records import TimeKind, TimeLimit
from generator.richtext import EMPTY, Run, Text
from generator.workbook import PlanBook, blank_plan_book, read_plan_book, write_plan_book
from generator.workbook.examples import EXAMPLES
from generator.workbook.guard import guarded
from tests.books import criterion, edited, refusals, saved, small_plan
from tests.test_workbook_bad_input import Change, copy_row, drop_column, put, together
from tests.test_workbook_patch import parts_of, zipped

PLAN = small_plan()
GOOD = write_plan_book(PLAN)


def read(folder: Path, *changes: Change) -> PlanBook:
    return read_plan_book(saved(folder, edited(GOOD, together(*changes))))


def codes(book: PlanBook) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.cell) for problem in book.problems]


def rename_sheet(title: str, name: str) -> Change:
    return lambda book: setattr(book[title], "title", name)


def insert_rows(title: str, count: int) -> Change:
    def change(book: Workbook) -> None:
        sheet: Any = book[title]
        sheet.tables.clear()
        sheet.insert_rows(1, count)
        sheet["B1"] = "DANH SÁCH của năm 2025"

    return change


SAME: dict[str, Change] = {
    "nothing": lambda _: None,
    "a score with a comma as text": put("Tiêu chí", "F2", "1,9"),
    "a score with a point as text": put("Tiêu chí", "F2", "1.9"),
    "a score with the noise of binary fractions": put("Tiêu chí", "F2", 1.9000000000000001),
    "a score with spaces": put("Tiêu chí", "F2", "\u00a01,9 "),
    "a day in numbers": put("Căn cứ", "E2", "02/01/2025"),
    "a day in words": put("Căn cứ", "E2", "ngày 02 tháng 01 năm 2025"),
    "a day in the ISO form": put("Căn cứ", "E2", "2025-01-02"),
    "letters in the decomposed form": put("Tiêu chí", "H2", "Ra\u0300 soa\u0301t ha\u0306\u0300ng tha\u0301ng"),
    "odd spaces": put("Tiêu chí", "H2", "  Rà soát\u00a0hằng\u200b tháng\t"),
    "a whole cell in bold": lambda book: setattr(book["Tiêu chí"]["H2"], "font", Font(bold=True, italic=True)),
    "a unit by its full name": put("Tiêu chí", "J2", "văn phòng  sở"),
    "a unit by its code": put("Tiêu chí", "J2", "vp"),
    "a field by its number": put("Tiêu chí", "B2", 1),
    "a field in Roman letters": put("Tiêu chí", "B2", "I"),
    "a field with number and name": put("Tiêu chí", "B2", "I. Công tác chỉ đạo, điều hành cải cách hành chính"),
    "a field left out": put("Tiêu chí", "B2", None),
    "a code with a point at its end": put("Tiêu chí", "C2", "1.1.2."),
    "a year as text": put("Kế hoạch", "B2", "Năm 2024"),
    "a kind without its point": put("Người ký", "D2", "trực tiếp"),
    "a recipient with dash and semicolon": put("Nơi nhận", "B2", "- Sở Nội vụ;"),
    "a bullet with its dash": put("Nội dung", "D2", "- Khắc phục hạn chế"),
    "the end mark of the plan": put("Nội dung", "D2", "Khắc phục hạn chế./."),
    "a subject with its end": put("Căn cứ", "G2", "về việc công bố;"),
    "yes by a cross": put("Tiêu chí", "O2", "x"),
    "yes left out": put("Tiêu chí", "O2", None),
    "a period by its code": put("Kỳ báo cáo", "B2", "q1"),
    "time in the cell of its kind left out": put("Tiêu chí", "M2", "Thường xuyên"),
    "empty rows between": lambda book: book["Nơi nhận"].__setitem__("B9", "   "),
    "a header lower down": insert_rows("Tiêu chí", 5),
    "a sheet of one's own": lambda book: book.create_sheet("Tiêu chí cũ").__setitem__("A1", "=1/0"),
    "a column of one's own": put("Tiêu chí", "S1", "Việc riêng của tôi"),
    "an error in a column of one's own": together(put("Tiêu chí", "S1", "Việc riêng của tôi"), put("Tiêu chí", "S2", "#REF!")),
    "a heading with a star and a break": put("Tiêu chí", "E1", "ĐIỂM\nTỐI  ĐA *"),
    "a heading of the old form": put("Tiêu chí", "F1", "Kết quả"),
}


@pytest.mark.parametrize("name", SAME)
def test_a_harmless_difference_changes_nothing_and_is_not_mentioned(name: str, tmp_path: Path) -> None:
    book = read(tmp_path, SAME[name])
    assert book.plan == PLAN
    assert book.problems == ()


NOTED: dict[str, tuple[Change, str, str]] = {
    "a code glued to the name": (put("Tiêu chí", "D2", "1.1.2.Mức độ thực hiện kế hoạch"), "W03", "D2"),
    "a code only in the name": (
        together(put("Tiêu chí", "C2", None), put("Tiêu chí", "D2", "1.1.2. Mức độ thực hiện kế hoạch")),
        "W03",
        "D2",
    ),
    "a misspelt heading": (put("Tiêu chí", "H1", "Giải phap"), "BANG-06", "H1"),
    "a heading without marks": (put("Tiêu chí", "E1", "diem toi da"), "BANG-06", "E1"),
    "a misspelt fact": (put("Kế hoạch", "A10", "Điểm đat"), "BANG-06", "A10"),
    "a misspelt sheet": (rename_sheet("Tiêu chí", "Tiêu trí"), "BANG-03", ""),
    "a heading twice": (put("Tiêu chí", "S1", "Điểm tối đa"), "BANG-07", "S1"),
    "no column of ids": (drop_column("Nơi nhận", 1), "BANG-08", ""),
}


@pytest.mark.parametrize("name", NOTED)
def test_a_doubtful_difference_is_read_and_mentioned(name: str, tmp_path: Path) -> None:
    change, code, cell = NOTED[name]
    book = read(tmp_path, change)
    assert codes(book) == [(code, cell)]
    assert all(problem.severity is not Severity.ERROR for problem in book.problems)
    without_ids = {"recipients": ()} if code == "BANG-08" else {}
    assert book.plan.model_copy(update=without_ids) == PLAN.model_copy(update=without_ids)


def test_the_misspelt_heading_and_the_right_one_are_both_named(tmp_path: Path) -> None:
    message = read(tmp_path, put("Tiêu chí", "H1", "Giải phap")).problems[0].message
    assert "“Giải phap”" in message
    assert "“Giải pháp”" in message


def test_another_code_in_front_of_the_name_is_left_and_warned_of(tmp_path: Path) -> None:
    book = read(tmp_path, put("Tiêu chí", "D2", "1.1.3. Mức độ"))
    assert codes(book) == [("BANG-26", "D2")]
    assert book.plan.criteria[0].name.plain == "1.1.3. Mức độ"


def test_a_code_typed_as_a_number_is_read_and_mentioned(tmp_path: Path) -> None:
    book = read(tmp_path, put("Tiêu chí", "C2", 3.6))
    assert book.plan.criteria[0].code == "3.6"
    assert codes(book) == [("BANG-27", "C2")]


def test_bold_and_italic_inside_a_cell_are_kept(tmp_path: Path) -> None:
    parts: list[str | TextBlock] = ["Rà soát ", TextBlock(InlineFont(b=True), " kỹ "), TextBlock(InlineFont(i=True), "hằng tháng ")]
    assert read(tmp_path, put("Tiêu chí", "H2", CellRichText(parts))).plan.criteria[0].remedy == Text(
        (
            Run("Rà soát "),
            Run(" kỹ ", bold=True),
            Run("hằng tháng", italic=True),
        )
    )


TIMES: dict[tuple[Any, Any], TimeLimit] = {
    ("Ngày", "30/9/2025"): TimeLimit(TimeKind.DAY, day=date(2025, 9, 30)),
    (None, date(2025, 9, 30)): TimeLimit(TimeKind.DAY, day=date(2025, 9, 30)),
    ("Quý", "IV"): TimeLimit(TimeKind.QUARTER, quarter=4, year=2025),
    ("quý", "Quý 3/2025"): TimeLimit(TimeKind.QUARTER, quarter=3, year=2025),
    ("Quý", "trong Quý II năm 2026"): TimeLimit(TimeKind.QUARTER, quarter=2, year=2026),
    (None, "Quý I năm 2025"): TimeLimit(TimeKind.QUARTER, quarter=1, year=2025),
    ("Năm", 2026): TimeLimit(TimeKind.YEAR, year=2026),
    ("Năm", None): TimeLimit(TimeKind.YEAR, year=2025),
    (None, "Năm 2025"): TimeLimit(TimeKind.YEAR, year=2025),
    ("Năm 2025", None): TimeLimit(TimeKind.YEAR, year=2025),
    (None, "thường xuyên"): TimeLimit(TimeKind.ONGOING),
}


@pytest.mark.parametrize("cells", TIMES, ids=str)
def test_a_time_is_read_from_either_cell(cells: tuple[Any, Any], tmp_path: Path) -> None:
    book = read(tmp_path, put("Tiêu chí", "L2", cells[0]), put("Tiêu chí", "M2", cells[1]))
    assert book.plan.criteria[0].time == TIMES[cells]


SUPPORT: dict[str, tuple[str, ...]] = {
    "Văn phòng; Phòng Quản lý khoa học": ("VP", "QLKH"),
    "Văn phòng, Phòng Quản lý khoa học": ("VP", "QLKH"),
    "Phòng Quản lý khoa học;": ("QLKH",),
    "QLKH\nvp": ("QLKH", "VP"),
    "VP; Văn phòng Sở": ("VP",),
    "Phòng A, B": ("AB",),
    "Văn phòng, Phòng A, B, QLKH": ("VP", "AB", "QLKH"),
}


@pytest.mark.parametrize("words", SUPPORT)
def test_supporting_units_are_told_apart_though_names_have_commas(words: str, tmp_path: Path) -> None:
    comma_unit = [put("Đơn vị", f"{column}4", value) for column, value in zip("BCE", ("AB", "Phòng A, B", "Phòng"), strict=True)]
    assert read(tmp_path, put("Tiêu chí", "K2", words), *comma_unit).plan.criteria[0].support == SUPPORT[words]


def merge(*ranges: str) -> Change:
    def change(book: Workbook) -> None:
        sheet: Any = book["Tiêu chí"]
        sheet.tables.clear()
        for cells in ranges:
            sheet.merge_cells(cells)

    return change


def test_merged_cells_count_for_every_row_they_cover(tmp_path: Path) -> None:
    book = read(tmp_path, put("Tiêu chí", "J2", "VP"), put("Tiêu chí", "B2", "II"), merge("J2:J3", "B2:B3"))
    assert [row.lead for row in book.plan.criteria] == ["VP", "VP"]
    assert [row.field for row in book.plan.criteria] == ["2", "2"]


def test_a_row_covered_only_by_merged_cells_is_empty(tmp_path: Path) -> None:
    book = read(tmp_path, merge("J3:J9", "B3:B9"))
    assert len(book.plan.criteria) == 2


def test_a_stray_cell_in_the_last_row_of_excel_costs_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, put("Tiêu chí", "XFD1048576", "lạc")).plan == PLAN


@pytest.mark.parametrize("tag", ["mergeCell", "hyperlink"])
def test_a_range_over_the_whole_sheet_costs_nothing(tag: str, tmp_path: Path) -> None:
    parts = parts_of(GOOD)
    name = next(name for name, content in parts.items() if b'r="R2"' in content)
    after = b"</sheetData>" if tag == "mergeCell" else b"</dataValidations>"
    parts[name] = parts[name].replace(after, after + f'<{tag}s><{tag} ref="S3:XFD1048576"/></{tag}s>'.encode())
    assert read_plan_book(saved(tmp_path, zipped(parts))).plan == PLAN


def test_a_remark_over_the_whole_sheet_costs_nothing(tmp_path: Path) -> None:
    parts = parts_of(GOOD)
    remarks = [name for name in parts if "comments/" in name or name.startswith("xl/comment")]
    assert remarks
    for name in remarks:
        parts[name] = parts[name].replace(b'ref="A1"', b'ref="S3:XFD1048576"')
    assert read_plan_book(saved(tmp_path, zipped(parts))).plan == PLAN


@pytest.mark.parametrize("written", ["40:XFD1048576", ":T", "&#52;&#48;:XFD1048576", "0:A-1"])
def test_many_merged_ranges_over_the_whole_sheet_cost_little(written: str, tmp_path: Path) -> None:
    parts = parts_of(GOOD)
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        ranges = "".join(f'<mergeCell ref="{start}{written}"/>' for start in "STUVWXYZ")
        parts[name] = parts[name].replace(b"</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>".encode())
    package = unpacked(ReadFile(tmp_path / "so.xlsx", zipped(parts)))
    found: list[Any] = load_workbook(io.BytesIO(guarded(package))).worksheets
    assert found
    assert sum(len(sheet._cells) for sheet in found) < 100_000
    assert read_plan_book(saved(tmp_path, zipped(parts))).plan == PLAN


def elsewhere(parts: dict[str, bytes], name: str) -> None:
    """The sheet in another folder than Excel's."""
    parts["khac/trang.xml"] = parts.pop(name)
    parts["khac/_rels/trang.xml.rels"] = parts.pop(name.replace("worksheets/", "worksheets/_rels/") + ".rels").replace(b"../", b"/xl/")
    for where in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        parts[where] = parts[where].replace(f"/{name}".encode(), b"/khac/trang.xml")


def in_utf_16(parts: dict[str, bytes], name: str) -> None:
    parts[name] = parts[name].decode("utf-8").encode("utf-16")


@pytest.mark.parametrize("hide", [elsewhere, in_utf_16])
def test_a_range_over_the_whole_sheet_costs_nothing_however_the_sheet_lies_in_the_file(
    hide: Callable[[dict[str, bytes], str], None], tmp_path: Path
) -> None:
    parts = parts_of(GOOD)
    name = next(name for name, content in parts.items() if b'r="R2"' in content)
    parts[name] = parts[name].replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="S3:AZ9000"/></mergeCells>')
    link = b'<hyperlinks><hyperlink ref="S3:AZ9000" location="A1"/></hyperlinks>'
    parts[name] = parts[name].replace(b"</dataValidations>", b"</dataValidations>" + link)
    hide(parts, name)
    package = unpacked(ReadFile(tmp_path / "so.xlsx", zipped(parts)))
    found: list[Any] = load_workbook(io.BytesIO(guarded(package))).worksheets
    assert max(len(sheet._cells) for sheet in found) < 12_000
    assert not any(sheet._hyperlinks for sheet in found)
    assert read_plan_book(saved(tmp_path, zipped(parts))).plan == PLAN


def with_first_value(data: bytes, formula: str, value: str) -> bytes:
    """The workbook with a formula and its stored value in place of the first maximum of points."""
    parts = parts_of(data)
    name = next(name for name, content in parts.items() if b'<c r="E2"' in content and b'r="R2"' in content)
    cell = next(piece for piece in parts[name].decode().split("<c ") if piece.startswith('r="E2"'))
    parts[name] = parts[name].replace(cell.encode(), f'r="E2"><f>{formula}</f><v>{value}</v></c>'.encode())
    return zipped(parts)


def test_a_formula_counts_with_its_stored_value(tmp_path: Path) -> None:
    book = read_plan_book(saved(tmp_path, with_first_value(GOOD, "1+2", "3")))
    assert book.plan.criteria[0].maximum == Decimal(3)


ROWS_WITHOUT_ID: dict[str, tuple[Change, str, str]] = {
    "a criterion": (put("Tiêu chí", "A2", None), "Tiêu chí", "1.1.2"),
    "a criterion whose code is taken": (together(put("Tiêu chí", "A2", None), put("Tiêu chí", "A3", "1.1.2")), "Tiêu chí", "1.1.2b"),
    "a unit": (together(put("Đơn vị", "A2", None), put("Đơn vị", "B2", "văn-p")), "Đơn vị", "VAN-P"),
    "a period": (put("Kỳ báo cáo", "A2", None), "Kỳ báo cáo", "Q1"),
    "a field": (together(put("Danh mục", "A2", None), put("Danh mục", "B2", "I")), "Danh mục", "1"),
}


@pytest.mark.parametrize("name", ROWS_WITHOUT_ID)
def test_a_row_without_id_gets_one_from_its_code(name: str, tmp_path: Path) -> None:
    change, sheet, wanted = ROWS_WITHOUT_ID[name]
    units = together(put("Tiêu chí", "J2", "Văn phòng"), put("Tiêu chí", "J3", "Văn phòng"), put("Nội dung", "E2", None))
    book = read(tmp_path, change, units)
    assert [(edit.sheet, edit.cell, edit.value) for edit in book.new_ids] == [(sheet, "A2", wanted)]


def test_equal_rows_without_id_get_different_lasting_ids(tmp_path: Path) -> None:
    changes = (copy_row("Nơi nhận", 2, 3), copy_row("Nơi nhận", 2, 4), *(put("Nơi nhận", f"A{row}", None) for row in (2, 3, 4)))
    first, again = read(tmp_path, *changes), read(tmp_path, *changes)
    ids = [row.id for row in first.plan.recipients]
    assert len({*ids}) == 3
    assert first.plan == again.plan
    assert [edit.cell for edit in first.new_ids] == ["A2", "A3", "A4"]


def test_an_id_stays_when_its_row_moves_and_its_words_change(tmp_path: Path) -> None:
    book = read(tmp_path, copy_row("Nơi nhận", 2, 7), put("Nơi nhận", "A2", None), put("Nơi nhận", "B7", "Sở Tài chính"))
    assert {row.name: row.id for row in book.plan.recipients}["Sở Tài chính"] == PLAN.recipients[0].id


# New workbooks


def filled(change: Callable[[Workbook], object] = lambda _: None) -> bytes:
    """A new workbook with the little that it needs."""
    agency = dict(zip("BCFG", ("SO", "Sở", "SO", "Hà Giang"), strict=True))
    cells = [
        put("Kế hoạch", "B5", "SO"),
        put("Kế hoạch", "B10", "85,06"),
        *(put("Cơ quan", f"{column}3", value) for column, value in agency.items()),
    ]
    return edited(blank_plan_book(2026), together(*cells, change))


def blank_plan(folder: Path, change: Callable[[Workbook], object] = lambda _: None) -> Plan:
    return read_plan_book(saved(folder, filled(change))).plan


def test_a_new_workbook_asks_for_the_agency_and_the_score_only(tmp_path: Path) -> None:
    problems = refusals(saved(tmp_path, blank_plan_book(2026)))
    assert [(problem.code, problem.place.cell) for problem in problems] == [("BANG-10", "B5"), ("BANG-10", "B10")]


def test_a_new_workbook_has_skeleton_fields_and_periods_but_no_examples(tmp_path: Path) -> None:
    plan = blank_plan(tmp_path)
    assert (plan.facts.assessed_year, plan.facts.action_year) == (2025, 2026)
    assert [field.id for field in plan.fields] == [str(number) for number in range(1, 9)]
    assert len(plan.periods) == 7
    assert plan.periods[0].first == date(2025, 12, 15)
    assert "MỤC ĐÍCH, YÊU CẦU" in [row.text.plain for row in plan.body]
    assert "(Có phụ lục kèm theo)" in [row.text.plain for row in plan.body]
    assert (plan.criteria, plan.units, plan.signers, plan.bases) == ((), (), (), ())
    assert [row.name for row in plan.recipients] == ["Lưu: VT, VP"]


def test_an_example_row_counts_as_soon_as_one_cell_is_changed(tmp_path: Path) -> None:
    book = read_plan_book(saved(tmp_path, filled(put("Đơn vị", "G2", "Bà B"))))
    assert [unit.head for unit in book.plan.units] == ["Bà B"]
    assert [(problem.code, problem.place.sheet) for problem in book.problems] == [("BANG-28", "Đơn vị")]


def test_every_example_is_skipped_only_while_it_is_marked(tmp_path: Path) -> None:
    assert EXAMPLES
    plan = blank_plan(tmp_path, put("Người ký", "H2", None))
    assert [signer.name for signer in plan.signers] == ["Nguyễn Văn A"]


def test_empty_texts_are_empty_and_not_a_word(tmp_path: Path) -> None:
    book = read(tmp_path, put("Tiêu chí", "G2", "  "), put("Căn cứ", "B2", None))
    assert book.plan.criteria[0].cause == EMPTY
    assert book.plan.bases[0].lead == ""
    assert criterion().cause == EMPTY


@pytest.mark.parametrize("number", ["9", "-1", "x", ""])
def test_a_name_for_a_format_that_is_not_there_is_passed_over_in_silence(
    number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = parts_of(GOOD)
    styles = parts["xl/styles.xml"]
    parts["xl/styles.xml"] = re.sub(rb'(<cellStyle [^>]*xfId=)"[^"]*"', rb'\1"%s"' % number.encode(), styles)
    assert parts["xl/styles.xml"] != styles
    assert read_plan_book(saved(tmp_path, zipped(parts))).plan == PLAN
    assert capsys.readouterr().out == ""
