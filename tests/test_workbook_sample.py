"""The committed sample is the source plan, and a written workbook is good to work in."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from generator.errors import OutputRefusedError
from generator.package import open_package
from generator.workbook import blank_plan_book, read_plan_book, write_plan_book
from generator.workbook.sheets import FACT_COLUMNS, FACTS, FACTS_TITLE, GUIDE_TITLE, LIST_SHEETS
from tests.books import criterion, saved, small_plan
from tests.source_plan import GLUED_NAME, SOURCE_TEXT, WORKBOOK, source_book, source_plan
from tests.test_workbook_patch import parts_of
from tests.tools import schema_errors

BOOKS = {"sample": source_book(), "blank": blank_plan_book(2026)}


def sheets(data: bytes) -> dict[str, Any]:
    return {sheet.title: sheet for sheet in load_workbook(io.BytesIO(data)).worksheets}


def one_line(words: str) -> str:
    return " ".join(words.replace("\t", " ").split())


def test_the_committed_workbook_reads_as_the_source_plan() -> None:
    book = read_plan_book(WORKBOOK)
    assert book.plan == source_plan()
    assert book.new_ids == ()
    assert [(problem.code, problem.place.cell) for problem in book.problems] == [("W03", "D2")]


def test_building_the_sample_again_gives_the_committed_parts_and_the_same_bytes() -> None:
    assert source_book() == BOOKS["sample"]
    assert parts_of(WORKBOOK.read_bytes()) == parts_of(BOOKS["sample"])


def test_the_sample_says_what_its_source_says_word_for_word() -> None:
    source, plan = one_line(SOURCE_TEXT.read_text(encoding="utf-8")), source_plan()
    texts = (
        [row.text.plain for row in plan.body]
        + [row.name for row in plan.recipients]
        + [plan.facts.title.plain, plan.facts.annex_title.plain]
    )
    texts += [f"{row.code}. {row.name.plain}" for row in plan.criteria[1:]] + [GLUED_NAME, plan.signers[0].name, plan.signers[0].position]
    texts += [row.remedy.plain for row in plan.criteria if row.code != "2.1.1"]
    texts += [
        f"{row.lead} {row.kind} số {row.number} ngày 02/01/2025 của {row.issuer} {row.subject.plain}".strip()
        for row in plan.bases
        if row.issued
    ]
    assert len(texts) > 40
    assert [words for words in texts if one_line(words) not in source] == []


def test_the_flaws_of_the_source_are_kept() -> None:
    plan = source_plan()
    rows = {row.code: row for row in plan.criteria}
    assert "**85.06/100 điểm**" in plan.body[0].text.plain
    assert any("cải cách hành\nchính năm 2025." in row.text.plain for row in plan.body)
    assert "khoa học và công\nnghệ trên địa bàn" in rows["2.1.1"].remedy.plain
    assert rows["5.3.3.3"].field == "4"
    assert rows["3.6"].lead == "PCM"
    assert plan.facts.annex_title.plain.endswith("năm 2025")
    assert [basis.lead for basis in plan.bases] == ["Căn cứ", ""]
    assert sum(row.lost for row in plan.criteria) == sum(row.maximum for row in plan.criteria) - sum(row.score for row in plan.criteria)
    assert format(sum(row.lost for row in plan.criteria), ".2f") == "6.30"


@pytest.mark.parametrize("name", BOOKS)
def test_every_sheet_is_there_in_its_order(name: str) -> None:
    assert list(sheets(BOOKS[name])) == [GUIDE_TITLE, FACTS_TITLE, *(sheet.title for sheet in LIST_SHEETS)]


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("schema", LIST_SHEETS, ids=lambda schema: schema.title)
def test_a_list_is_a_table_with_frozen_header_notes_and_hidden_ids(name: str, schema: Any) -> None:  # noqa: ANN401 - only named by its title
    sheet = sheets(BOOKS[name])[schema.title]
    assert [cell.value for cell in sheet[1]][: len(schema.columns)] == [column.heading for column in schema.columns]
    assert list(sheet.tables) == [schema.table]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].hidden
    assert [column.heading for column in schema.columns][-1] == "Ghi chú nội bộ"
    for cell, column in zip(sheet[1], schema.columns, strict=False):
        assert cell.comment is not None
        assert cell.comment.text == column.note


@pytest.mark.parametrize("name", BOOKS)
def test_every_sheet_prints_on_a4_landscape_in_letters_that_can_be_read_with_its_header_repeated(name: str) -> None:
    for title, sheet in sheets(BOOKS[name]).items():
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        headings = [cell.column_letter for cell in sheet[1] if cell.comment]
        wide = sum(sheet.column_dimensions[letter].width for letter in headings if not sheet.column_dimensions[letter].hidden)
        assert wide <= 215 or (sheet.page_setup.scale == 65 and sheet.print_title_cols == "$A:$C")
        assert sheet.oddHeader is not None
        assert sheet.oddHeader.center.text == "&A"
        assert sheet.print_title_rows == ("$1:$1" if title != GUIDE_TITLE else None)


def test_closed_lists_units_fields_and_signers_are_offered() -> None:
    book = load_workbook(io.BytesIO(BOOKS["sample"]))
    offered: dict[str, set[str]] = {}
    for sheet in sheets(BOOKS["sample"]).values():
        offered[sheet.title] = {str(rule.formula1) for rule in sheet.data_validations.dataValidation}
    assert offered["Tiêu chí"] == {"ds_linh_vuc", "ds_don_vi", "ds_kieu_thoi_gian", "ds_co_khong"}
    assert offered["Nội dung"] == {"ds_phan", "ds_kieu_doan", "ds_don_vi"}
    assert offered["Kế hoạch"] == {"ds_co_quan", "ds_nguoi_ky", "ds_mau_phu_luc", "ds_co_khong"}
    assert offered["Căn cứ"] == {"ds_vai_tro", "ds_tinh_trang"}
    assert offered["Nơi nhận"] == {"ds_ly_do_nhan"}
    assert offered["Người ký"] == {"ds_quyen_han"}
    assert {name for names in offered.values() for name in names} <= set(book.defined_names)


def test_the_lists_behind_the_choices_hold_every_choice() -> None:
    book = load_workbook(io.BytesIO(BOOKS["sample"]))
    sheet: Any = book["Danh mục"]
    checked = 0
    for schema in (*LIST_SHEETS,):
        for column in schema.columns:
            if column.choices:
                listed = {cell.value for row in sheet.iter_rows(min_col=7) for cell in row}
                assert {str(choice) for choice in column.choices} <= listed
                checked += 1
    assert checked >= 8


def test_the_facts_have_headings_with_notes_and_an_explanation_each() -> None:
    sheet = sheets(BOOKS["blank"])[FACTS_TITLE]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in FACT_COLUMNS]
    assert all(cell.comment for cell in sheet[1])
    assert [sheet.cell(row, 3).value for row in range(2, len(FACTS) + 2)] == [fact.note for fact in FACTS]


def test_examples_are_grey_and_marked() -> None:
    marked = []
    for schema in LIST_SHEETS:
        sheet = sheets(BOOKS["blank"])[schema.title]
        note = sheet.cell(2, len(schema.columns))
        if str(note.value).startswith("VÍ DỤ"):
            marked.append(schema.title)
            assert note.font.italic
    assert marked == ["Căn cứ", "Tiêu chí", "Nơi nhận", "Đơn vị", "Người ký", "Cơ quan"]


def test_scores_and_days_are_stored_as_numbers_and_codes_as_words() -> None:
    sheet = sheets(BOOKS["sample"])["Tiêu chí"]
    assert (sheet["E2"].value, sheet["F2"].value, sheet["C8"].value) == (2, 1.9, "3.6")
    assert sheet["C8"].number_format == "@"
    assert sheets(BOOKS["sample"])["Căn cứ"]["E2"].value.date() == date(2025, 1, 2)


def test_a_workbook_holds_no_trace_of_the_hour_it_was_made(tmp_path: Path) -> None:
    assert b"2025-01-01T00:00:00Z" in parts_of(BOOKS["blank"])["docProps/core.xml"]
    assert blank_plan_book(2026) == BOOKS["blank"]
    assert blank_plan_book(2027) != BOOKS["blank"]
    assert not list(tmp_path.iterdir())


def test_words_too_long_for_a_cell_are_refused_before_anything_is_written() -> None:
    with pytest.raises(OutputRefusedError) as refused:
        write_plan_book(small_plan(criterion(internal_note="x" * 32_768)))
    assert [(problem.code, problem.place.cell) for problem in refused.value.problems] == [("BANG-23", "R2")]


def test_the_workbooks_we_write_are_sound_in_excels_own_schema(tmp_path: Path) -> None:
    assert schema_errors([WORKBOOK, saved(tmp_path, blank_plan_book(2025), "moi.xlsx")]) == []


def test_rows_are_high_enough_for_their_words_and_excel_may_change_the_height() -> None:
    xml = open_package(WORKBOOK).parts["xl/worksheets/sheet4.xml"].data.decode("utf-8")
    heights = [float(height) for height in re.findall(r'<row [^>]*ht="([\d.]+)"', xml)]
    assert len(heights) > 20
    assert max(heights) > 60
    assert "customHeight" not in xml
