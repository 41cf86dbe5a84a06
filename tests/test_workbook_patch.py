"""Writing ids into somebody's workbook: only the named cells change, and nothing is lost."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill

from generator.errors import OutputRefusedError
from generator.package import join, open_package, pack
from generator.workbook import CellEdit, patch_cells, read_plan_book, save_new_ids, write_plan_book
from tests.books import criterion, edited, saved, small_plan

SHEET = "xl/worksheets/sheet1.xml"


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    return join([pack(name, content) for name, content in parts.items()])


def rich_book() -> bytes:
    """A plan workbook as its owner keeps it: charts, formulas, notes, rules, a picture, macros; one criterion has no id."""

    def change(book: Workbook) -> None:
        sheet: Any = book["Tiêu chí"]
        sheet["A2"] = None
        sheet["T2"] = "=SUM(E2:E3)"
        sheet["H2"].comment = Comment("Hỏi lại phòng", "Lan")
        sheet["H2"].fill = PatternFill("solid", start_color="FFFF00")
        sheet.conditional_formatting.add("F2:F9", Rule(type="cellIs", operator="lessThan", formula=["1"]))
        own: Any = book.create_sheet("Biểu đồ của tôi")
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=5, min_row=1, max_row=3), titles_from_data=True)
        own.add_chart(chart, "A1")

    parts = parts_of(edited(write_plan_book(small_plan(criterion("1.1.2"), criterion("2.1.1"))), change))
    parts["xl/media/image1.png"] = b"\x89PNG\r\n"
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 macros"
    parts["customXml/item1.xml"] = b"<a  xmlns='urn:x' ><!-- odd  spaces --></a >"
    return zipped(parts)


def test_new_ids_are_written_and_every_other_part_stays_byte_for_byte(tmp_path: Path) -> None:
    path = saved(tmp_path, rich_book())
    before = open_package(path)
    book = read_plan_book(path)
    assert [(edit.sheet, edit.cell, edit.value) for edit in book.new_ids] == [("Tiêu chí", "A2", "1.1.2")]
    save_new_ids(book)
    after = open_package(path)
    assert list(after.parts) == list(before.parts)
    assert [name for name in after.parts if after.parts[name] != before.parts[name]] == ["xl/worksheets/sheet5.xml"]
    assert any("chart" in name for name in after.parts)
    again = read_plan_book(path)
    assert again.plan == book.plan
    assert again.new_ids == ()


def test_in_the_changed_sheet_only_the_cell_changes(tmp_path: Path) -> None:
    path = saved(tmp_path, rich_book())
    before: Any = load_workbook(path)["Tiêu chí"]
    save_new_ids(read_plan_book(path))
    after: Any = load_workbook(path)["Tiêu chí"]
    assert after["A2"].value == "1.1.2"
    assert after["T2"].value == "=SUM(E2:E3)"
    assert after["H2"].comment.text == before["H2"].comment.text
    assert after["A2"].style_id == before["A2"].style_id
    assert len(after.conditional_formatting) == len(before.conditional_formatting)
    assert after.data_validations.count == before.data_validations.count
    old, new = ({cell.coordinate: (cell.value, cell.style_id) for row in sheet for cell in row} for sheet in (before, after))
    assert [place for place, held in new.items() if old[place] != held] == ["A2"]


def test_nothing_is_written_when_no_id_is_new(tmp_path: Path) -> None:
    path = saved(tmp_path, write_plan_book(small_plan()))
    path.chmod(0o444)
    save_new_ids(read_plan_book(path))
    assert path.read_bytes() == write_plan_book(small_plan())


def test_a_workbook_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = saved(tmp_path, rich_book())
    book = read_plan_book(path)
    path.write_bytes(rich_book() + b" ")
    with pytest.raises(OutputRefusedError):
        save_new_ids(book)
    assert path.read_bytes().endswith(b" ")


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet_with(folder: Path, body: str, name: str = "s.xlsx") -> Path:
    """A workbook whose only sheet has these rows."""
    book = Workbook()
    stream = io.BytesIO()
    book.save(stream)
    parts = parts_of(stream.getvalue())
    parts[SHEET] = f'<?xml version="1.0"?><worksheet {MAIN}><dimension ref="B2:C3"/><sheetData>{body}</sheetData></worksheet>'.encode()
    return saved(folder, zipped(parts), name)


ROWS = '<row r="2" spans="2:3"><c r="B2" s="0"><v>1</v></c><c r="C2"><v>2</v></c></row><row r="4"><c r="B4" t="str"><v>cũ</v></c></row>'
PLACES = {
    "a cell before the others of its row": ("A2", '<row r="2"><c r="A2" t="inlineStr"'),
    "a cell after the others of its row": ("D2", '<c r="C2"><v>2</v></c><c r="D2" t="inlineStr"'),
    "a row before all": ("A1", '<sheetData><row r="1"><c r="A1" t="inlineStr"'),
    "a row between": ("B3", '</row><row r="3"><c r="B3" t="inlineStr"'),
    "a row after all": ("A9", '<row r="9"><c r="A9" t="inlineStr"'),
    "a cell that is there": ("B4", '<row r="4"><c r="B4" t="inlineStr"><is><t xml:space="preserve">mới</t></is></c></row>'),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_cell_is_put_where_it_belongs(name: str, tmp_path: Path) -> None:
    cell, wanted = PLACES[name]
    patched = patch_cells(open_package(sheet_with(tmp_path, ROWS)), [CellEdit("Sheet", cell, "mới")])
    assert wanted in parts_of(patched)[SHEET].decode("utf-8")
    sheet: Any = load_workbook(io.BytesIO(patched))["Sheet"]
    assert sheet[cell].value == "mới"
    assert sheet["C2"].value == 2


def test_rows_and_cells_without_names_are_counted(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    patched = patch_cells(open_package(path), [CellEdit("Sheet", "B1", Decimal("2.50")), CellEdit("Sheet", "A2", None)])
    assert "<row><c><v>1</v></c><c><v>2.50</v></c></row><row><c/></row>" in parts_of(patched)[SHEET].decode()


def test_numbers_words_and_nothing_can_be_written(tmp_path: Path) -> None:
    edits = [CellEdit("Sheet", "B2", Decimal("0.10")), CellEdit("Sheet", "C2", None), CellEdit("Sheet", "A5", " <a> & _x000D_ \x01")]
    patched = patch_cells(open_package(sheet_with(tmp_path, ROWS)), edits)
    sheet: Any = load_workbook(io.BytesIO(patched))["Sheet"]
    assert (sheet["B2"].value, sheet["C2"].value, sheet["A5"].value) == (0.1, None, "<a> & _x005F_x000D_")
    assert 'ref="A2:C5"' in parts_of(patched)[SHEET].decode()


def test_a_formula_is_never_written_over(tmp_path: Path) -> None:
    package = open_package(sheet_with(tmp_path, '<row r="2"><c r="B2"><f>1+1</f><v>2</v></c></row>'))
    with pytest.raises(OutputRefusedError) as refused:
        patch_cells(package, [CellEdit("Sheet", "B2", "a")])
    assert [(problem.code, problem.place.cell) for problem in refused.value.problems] == [("BANG-29", "B2")]


def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputRefusedError) as refused:
        patch_cells(open_package(sheet_with(tmp_path, ROWS)), [CellEdit("Trang khác", "B2", "a")])
    assert [problem.code for problem in refused.value.problems] == ["BANG-30"]


def test_the_same_edits_give_the_same_bytes(tmp_path: Path) -> None:
    package = open_package(sheet_with(tmp_path, ROWS))
    edits = [CellEdit("Sheet", "A2", "a")]
    assert patch_cells(package, edits) == patch_cells(package, edits)


def test_namespaces_that_other_programs_declare_stay(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, ROWS)
    parts = parts_of(path.read_bytes())
    extra = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="urn:x14ac"'
    parts[SHEET] = (
        parts[SHEET].replace(MAIN.encode(), f"{MAIN} {extra}".encode()).replace(b'<row r="2"', b'<row x14ac:dyDescent="0.25" r="2"')
    )
    patched = patch_cells(open_package(saved(tmp_path, zipped(parts))), [CellEdit("Sheet", "A2", "a")])
    text = parts_of(patched)[SHEET].decode()
    assert 'mc:Ignorable="x14ac"' in text
    assert 'x14ac:dyDescent="0.25"' in text
    assert "ns0" not in text
