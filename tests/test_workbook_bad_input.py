"""Broken plan workbooks, each named after its fault: refused with code, sheet and cell, all faults at once."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from generator.errors import GeneratorError, Severity
from generator.package import join, pack
from generator.workbook import read_plan_book, write_plan_book
from generator.workbook.findings import CODES
from tests.books import edited, refusals, saved, small_plan

GOOD = write_plan_book(small_plan())
Change = Callable[[Workbook], object]


def put(sheet: str, cell: str, value: Any) -> Change:  # noqa: ANN401 - whatever a cell may hold
    return lambda book: book[sheet].__setitem__(cell, value)


def drop_sheet(title: str) -> Change:
    return lambda book: book.remove(book[title])


def drop_column(title: str, index: int) -> Change:
    def change(book: Workbook) -> None:
        sheet: Any = book[title]
        sheet.tables.clear()
        sheet.delete_cols(index)

    return change


def copy_row(title: str, source: int, target: int) -> Change:
    def change(book: Workbook) -> None:
        sheet: Any = book[title]
        for column in range(1, sheet.max_column + 1):
            sheet.cell(target, column).value = sheet.cell(source, column).value

    return change


def together(*changes: Change) -> Change:
    return lambda book: [change(book) for change in changes]


FAULTS: dict[str, tuple[Change, str, str, str]] = {
    "a required sheet is missing": (drop_sheet("Tiêu chí"), "BANG-02", "Tiêu chí", ""),
    "the sheet of units is missing": (drop_sheet("Đơn vị"), "BANG-02", "Đơn vị", ""),
    "the sheet of fields is missing": (drop_sheet("Danh mục"), "BANG-02", "Danh mục", ""),
    "the sheet of fields is missing and a field left out": (
        together(drop_sheet("Danh mục"), put("Tiêu chí", "B2", None)),
        "BANG-02",
        "Danh mục",
        "",
    ),
    "the sheet of agencies is missing": (drop_sheet("Cơ quan"), "BANG-02", "Cơ quan", ""),
    "the sheet of signers is missing": (drop_sheet("Người ký"), "BANG-02", "Người ký", ""),
    "the sheet of facts is missing": (drop_sheet("Kế hoạch"), "BANG-02", "Kế hoạch", ""),
    "no header row": (lambda book: book["Nơi nhận"].delete_rows(1, 40), "BANG-04", "Nơi nhận", ""),
    "a required column is missing": (drop_column("Tiêu chí", 8), "BANG-05", "Tiêu chí", ""),
    "a required fact is missing": (put("Kế hoạch", "A10", "Ghi chú khác hẳn"), "BANG-09", "Kế hoạch", ""),
    "a required cell is empty": (put("Tiêu chí", "H3", None), "BANG-10", "Tiêu chí", "H3"),
    "a required fact is empty": (put("Kế hoạch", "B10", None), "BANG-10", "Kế hoạch", "B10"),
    "no code and none in the name": (put("Tiêu chí", "C2", None), "BANG-10", "Tiêu chí", "C2"),
    "no code and no field": (together(put("Tiêu chí", "C2", None), put("Tiêu chí", "B2", None)), "BANG-10", "Tiêu chí", "C2"),
    "a code that is none and no field": (
        together(put("Tiêu chí", "C2", "1.1.a"), put("Tiêu chí", "B2", None)),
        "BANG-16",
        "Tiêu chí",
        "C2",
    ),
    "no time": (put("Tiêu chí", "L2", None), "BANG-10", "Tiêu chí", "L2"),
    "no code of a unit": (put("Đơn vị", "B2", None), "BANG-10", "Đơn vị", "B2"),
    "words for a score": (put("Tiêu chí", "F2", "gần hai"), "BANG-11", "Tiêu chí", "F2"),
    "a score that could mean two numbers": (put("Tiêu chí", "F2", "1.234,5"), "BANG-11", "Tiêu chí", "F2"),
    "a day for a score": (put("Tiêu chí", "F2", date(2025, 9, 1)), "BANG-11", "Tiêu chí", "F2"),
    "yes for a score": (put("Tiêu chí", "F2", value=True), "BANG-11", "Tiêu chí", "F2"),
    "a huge number": (put("Tiêu chí", "F2", 1e300), "BANG-11", "Tiêu chí", "F2"),
    "an impossible day": (put("Căn cứ", "E2", "31/02/2025"), "BANG-12", "Căn cứ", "E2"),
    "a number for a day": (put("Căn cứ", "E2", 2025), "BANG-12", "Căn cứ", "E2"),
    "words for a day of a period": (put("Kỳ báo cáo", "C2", "đầu năm"), "BANG-12", "Kỳ báo cáo", "C2"),
    "an impossible day as time": (together(put("Tiêu chí", "L2", "Ngày"), put("Tiêu chí", "M2", "31/4/2025")), "BANG-12", "Tiêu chí", "M2"),
    "words for a year": (put("Kế hoạch", "B2", "năm ngoái"), "BANG-13", "Kế hoạch", "B2"),
    "a year of another age": (put("Kế hoạch", "B3", 20255), "BANG-13", "Kế hoạch", "B3"),
    "neither yes nor no": (put("Tiêu chí", "O2", "có thể"), "BANG-14", "Tiêu chí", "O2"),
    "a section that is not listed": (put("Nội dung", "B2", "Phần khác"), "BANG-15", "Nội dung", "B2"),
    "a kind of time that is not listed": (put("Tiêu chí", "L2", "Thường xuyênn"), "BANG-15", "Tiêu chí", "L2"),
    "a period that is not listed": (put("Kỳ báo cáo", "B2", "Quý V"), "BANG-15", "Kỳ báo cáo", "B2"),
    "a code of a criterion that is none": (put("Tiêu chí", "C2", "1.1.a"), "BANG-16", "Tiêu chí", "C2"),
    "a code that Excel made a day of": (put("Tiêu chí", "C2", datetime(2002, 1, 1)), "BANG-16", "Tiêu chí", "C2"),  # noqa: DTZ001 - Excel knows no zones
    "a quarter that does not fit its kind": (
        together(put("Tiêu chí", "L2", "Quý"), put("Tiêu chí", "M2", "Năm 2025")),
        "BANG-17",
        "Tiêu chí",
        "M2",
    ),
    "a fifth quarter": (together(put("Tiêu chí", "L2", "Quý"), put("Tiêu chí", "M2", "Quý 5")), "BANG-17", "Tiêu chí", "M2"),
    "an id with spaces": (put("Nơi nhận", "A2", "mã có dấu"), "BANG-18", "Nơi nhận", "A2"),
    "a symbol that Excel made a day of": (put("Căn cứ", "D2", date(2025, 4, 1)), "BANG-19", "Căn cứ", "D2"),
    "a formula without a result": (put("Tiêu chí", "E2", "=1+1"), "BANG-20", "Tiêu chí", "E2"),
    "a formula in words without a result": (put("Tiêu chí", "H2", '="Rà soát"'), "BANG-20", "Tiêu chí", "H2"),
    "an error of Excel": (put("Tiêu chí", "E2", "#REF!"), "BANG-21", "Tiêu chí", "E2"),
    "an expression of a template": (put("Tiêu chí", "H2", "làm {{ 7*7 }}"), "BANG-22", "Tiêu chí", "H2"),
    "a statement of a template": (put("Tiêu chí", "Q2", "{% for x in y %}"), "BANG-22", "Tiêu chí", "Q2"),
    "braces parted by an unseen letter": (put("Tiêu chí", "H2", "làm {\u200b{ x }\u200b}"), "BANG-22", "Tiêu chí", "H2"),
    "a comment of a template": (put("Kế hoạch", "B4", "tên {# ẩn"), "BANG-22", "Kế hoạch", "B4"),
    "an unknown unit as lead": (put("Tiêu chí", "J2", "Phòng Quản lý khoa hoc"), "KH-07", "Tiêu chí", "J2"),
    "an unknown unit as support": (put("Tiêu chí", "K2", "Văn phòng; Phòng Lạ"), "KH-07", "Tiêu chí", "K2"),
    "an unknown unit in the body": (put("Nội dung", "E2", "Ban Lạ"), "KH-07", "Nội dung", "E2"),
    "an unknown field": (put("Tiêu chí", "B2", "IX"), "KH-07", "Tiêu chí", "B2"),
    "a field by its code that is not listed": (
        together(put("Tiêu chí", "B2", None), put("Tiêu chí", "C2", "9.1")),
        "KH-07",
        "Tiêu chí",
        "B2",
    ),
    "an unknown signer": (put("Kế hoạch", "B15", "Người Lạ"), "KH-07", "Kế hoạch", "B15"),
    "an unknown agency": (put("Kế hoạch", "B5", "BO-KHAC"), "KH-07", "Kế hoạch", "B5"),
    "two units of one name": (
        together(
            put("Đơn vị", "C3", "Văn phòng Sở"),
            put("Tiêu chí", "J2", "Văn phòng Sở"),
            put("Tiêu chí", "K2", None),
            put("Tiêu chí", "K3", None),
        ),
        "BANG-24",
        "Tiêu chí",
        "J2",
    ),
    "a row copied with its id": (copy_row("Nơi nhận", 2, 3), "KH-01", "Nơi nhận", "A3"),
    "two units of one code": (copy_row("Đơn vị", 2, 4), "KH-01", "Đơn vị", "B4"),
    "a code twice": (together(put("Tiêu chí", "C3", "1.1.2")), "KH-02", "Tiêu chí", "C3"),
    "no points at most": (put("Kế hoạch", "B11", 0), "KH-03", "Kế hoạch", "B11"),
    "a score of the index above its maximum": (put("Kế hoạch", "B10", 185), "KH-04", "Kế hoạch", "B10"),
    "a criterion of no points": (put("Tiêu chí", "E2", 0), "KH-05", "Tiêu chí", "E2"),
    "a score above its maximum": (put("Tiêu chí", "F2", "2,1"), "KH-06", "Tiêu chí", "F2"),
    "a score below zero": (put("Tiêu chí", "F2", -1), "KH-06", "Tiêu chí", "F2"),
    "an agency that has ended": (
        together(put("Cơ quan", "I2", "31/12/2024"), put("Kế hoạch", "B9", "02/01/2025")),
        "KH-08",
        "Kế hoạch",
        "B5",
    ),
    "days of an agency reversed": (
        together(put("Cơ quan", "H2", "02/01/2025"), put("Cơ quan", "I2", "01/01/2025")),
        "KH-10",
        "Cơ quan",
        "I2",
    ),
    "days of a period reversed": (put("Kỳ báo cáo", "D2", "01/01/2001"), "KH-11", "Kỳ báo cáo", "D2"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_workbook_is_refused_with_code_and_cell(fault: str, tmp_path: Path) -> None:
    change, code, sheet, cell = FAULTS[fault]
    problems = [problem for problem in refusals(saved(tmp_path, edited(GOOD, change))) if problem.severity is Severity.ERROR]
    assert problems
    found = [(problem.code, problem.place.sheet, problem.place.cell) for problem in problems]
    assert (code, sheet, cell) in found
    assert {one for one, _, _ in found} == {code}, "a fault must not drag others behind it"
    assert all(problem.cure and problem.message and problem.place.file == "ke-hoach.xlsx" for problem in problems)


def test_the_workbook_that_the_faults_start_from_is_sound(tmp_path: Path) -> None:
    assert refusals(saved(tmp_path, GOOD)) == ()
    assert refusals(saved(tmp_path, edited(GOOD, lambda _: None))) == ()


def test_all_faults_of_a_workbook_are_told_at_once(tmp_path: Path) -> None:
    names = ("words for a score", "a required cell is empty", "an unknown signer", "an impossible day", "days of a period reversed")
    broken = edited(GOOD, together(*(FAULTS[name][0] for name in names)))
    found = {(problem.code, problem.place.sheet, problem.place.cell) for problem in refusals(saved(tmp_path, broken))}
    assert {FAULTS[name][1:] for name in names} <= found


def test_a_bad_cell_does_not_hide_another_fault_of_its_row(tmp_path: Path) -> None:
    broken = edited(GOOD, together(put("Tiêu chí", "J2", "Phòng Lạ"), put("Tiêu chí", "F2", 9), put("Tiêu chí", "H2", None)))
    found = [(problem.code, problem.place.cell) for problem in refusals(saved(tmp_path, broken))]
    assert sorted(found) == [("BANG-10", "H2"), ("KH-06", "F2"), ("KH-07", "J2")]


def test_the_empty_cells_of_one_row_are_told_in_one_sentence(tmp_path: Path) -> None:
    blank = [put("Tiêu chí", cell, None) for cell in ("H2", "J2", "L2", "J3")]
    problems = refusals(saved(tmp_path, edited(GOOD, together(*blank, put("Kế hoạch", "B4", None), put("Kế hoạch", "B10", None)))))
    assert [(problem.code, problem.place.sheet, problem.place.cell, problem.message) for problem in problems] == [
        ("BANG-10", "Kế hoạch", "B4", "Ô “Tên kế hoạch” còn trống"),
        ("BANG-10", "Kế hoạch", "B10", "Ô “Điểm đạt” còn trống"),
        ("BANG-10", "Tiêu chí", "H2", "Các ô “Giải pháp” (H2), “Chủ trì” (J2), “Kiểu thời gian” (L2) còn trống"),
        ("BANG-10", "Tiêu chí", "J3", "Ô “Chủ trì” còn trống"),
    ]


def test_a_missing_required_column_is_told_once_with_the_closest_heading(tmp_path: Path) -> None:
    problems = refusals(saved(tmp_path, edited(GOOD, put("Tiêu chí", "H1", "Cách khắc phục"))))
    assert [problem.code for problem in problems] == ["BANG-05"]
    assert "Giải pháp" in problems[0].message
    assert "Cách khắc phục" in problems[0].message


def test_the_cure_names_the_unit_that_was_meant(tmp_path: Path) -> None:
    problems = refusals(saved(tmp_path, edited(GOOD, put("Tiêu chí", "J2", "Phòng Quản lí khoa học"))))
    assert [problem.code for problem in problems] == ["KH-07"]
    assert "Phòng Quản lý khoa học" in problems[0].cure


def test_words_longer_than_a_cell_holds_are_refused(tmp_path: Path) -> None:
    parts = {info.filename: content for info, content in _contents(GOOD)}
    name = next(name for name, content in parts.items() if "Rà soát hằng tháng".encode() in _plain(content))
    parts[name] = _plain(parts[name]).replace("Rà soát hằng tháng".encode(), b"x" * 32_768)
    problems = refusals(saved(tmp_path, join([pack(part, content) for part, content in parts.items()])))
    assert [(problem.code, problem.place.cell) for problem in problems] == [("BANG-23", "H2"), ("BANG-23", "H3")]


def test_a_sheet_that_is_not_xml_is_refused(tmp_path: Path) -> None:
    parts = {info.filename: content for info, content in _contents(GOOD)}
    parts["xl/worksheets/sheet3.xml"] = b"<worksheet>"
    problems = refusals(saved(tmp_path, join([pack(part, content) for part, content in parts.items()])))
    assert [problem.code for problem in problems] == ["BANG-01"]


def test_other_kinds_of_files_are_refused_before_they_are_opened(tmp_path: Path) -> None:
    others = {"a.xls": b"\xd0\xcf\x11\xe0", "b.xlsx": b"", "c.xlsx": GOOD[:2000], "d.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}
    for name, data in others.items():
        with pytest.raises(GeneratorError):
            read_plan_book(saved(tmp_path, data, name))
    with pytest.raises(GeneratorError, match=r"."):
        read_plan_book(tmp_path / "khong-co.xlsx")


def test_a_workbook_open_in_excel_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, GOOD)
    (tmp_path / "~$ke-hoach.xlsx").write_bytes(b"")
    assert [problem.code for problem in refusals(path)] == ["TEP-06"]


def test_every_code_of_the_table_is_worded_for_a_clerk() -> None:
    assert CODES
    for wording in CODES.values():
        assert wording.message[0].isupper() or wording.message[0] in "“{"
        assert wording.cure
        assert not wording.message.endswith(".")


def _contents(data: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info, archive.read(info)) for info in archive.infolist()]


def _plain(content: bytes) -> bytes:
    """XML with its letters as they are: openpyxl writes them as numbers."""
    if not content.startswith(b"<worksheet"):
        return content
    return re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), content.decode("ascii")).encode()
