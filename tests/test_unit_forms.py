"""The form that goes out to a unit: which units get one, what stands in it, and that Excel takes it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from openpyxl import load_workbook

from generator.periods import PeriodCode
from generator.records import TimeKind, TimeLimit, Unit, UnitKind
from generator.results import Progress, Results
from generator.richtext import Run, Text
from generator.standing import reporting_units
from generator.workbook.form_rows import led, read_mark, supported
from generator.workbook.form_sheets import SHEETS
from generator.workbook.unit_forms import EMPTY_EVIDENCE, form_name, header_row, write_unit_form
from tests.books import criterion, saved, small_plan
from tests.forms import NOTHING, PLAN, QLKH, VP, Case, cases, days, period, result
from tests.source_plan import source_plan
from tests.tools import schema_errors


def sheets(data: bytes) -> Any:  # noqa: ANN401 - openpyxl's types hide its cells
    return load_workbook(io.BytesIO(data), rich_text=True)


def cells(sheet: Any, row: int) -> list[Any]:  # noqa: ANN401 - openpyxl's types hide its cells
    return [cell.value for cell in sheet[row]]


@settings(max_examples=10)
@given(cases())
def test_the_same_case_gives_the_same_bytes(case: Case) -> None:
    assert case.form() == case.form()


def test_forms_hold_nothing_that_microsofts_validator_objects_to(tmp_path: Path) -> None:
    plan, when = source_plan(), period("Q1")
    told = Results(results=(result(done=Text((Run("Đã "), Run("rà soát", bold=True)))),))
    paths = [
        saved(tmp_path, write_unit_form(plan, NOTHING, when, unit), form_name(plan, when, unit)) for unit in reporting_units(plan, when)
    ]
    paths.append(saved(tmp_path, write_unit_form(PLAN, told, when, VP), "da-ghi.xlsx"))
    assert len(paths) > 2
    assert schema_errors(paths) == []


def test_a_criterion_shows_what_the_plan_says_of_it() -> None:
    rows = small_plan(criterion("1.1.2", time=TimeLimit(TimeKind.QUARTER, quarter=3, year=2025)))
    book = sheets(write_unit_form(rows, NOTHING, period(), rows.unit("VP")))
    shown = ["1.1.2", "Mức độ thực hiện kế hoạch", "Rà soát hằng tháng", "Quý III năm 2025", 2, 1.9]
    assert cells(book["Chủ trì"], 8)[1:8] == [1, *shown]


def test_the_lines_on_top_name_unit_period_window_and_deadline() -> None:
    sheet = sheets(write_unit_form(PLAN, NOTHING, period(), VP))["Chủ trì"]
    lines = [sheet.cell(row, 4).value for row in range(1, 4)]
    assert lines == [
        "BIỂU BÁO CÁO KẾT QUẢ KHẮC PHỤC NHỮNG HẠN CHẾ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2024",
        "Đơn vị: Văn phòng Sở",
        "Kỳ báo cáo: Quý I năm 2025 (từ ngày 15/12/2024 đến ngày 14/3/2025); hạn gửi: ngày 13/3/2025",
    ]


def test_the_last_period_with_a_result_is_shown_beside_the_new_one() -> None:
    told = Results(results=(result(when="Q1"), result(when="Q4", progress=Progress.DONE, done_on=days("2025-12-01"))))
    sheet = sheets(write_unit_form(PLAN, told, period("Q3"), VP))["Chủ trì"]
    assert sheet["I8"].value == "Quý I: Đang thực hiện. Đã rà soát"
    assert sheet["I9"].value is None


def test_a_unit_supports_through_its_group_and_never_what_it_leads() -> None:
    units = (
        Unit(id="VP", name="Văn phòng", kind=UnitKind.OFFICE, group="KHOI"),
        Unit(id="A", name="Phòng A", kind=UnitKind.ROOM, group="KHOI"),
        Unit(id="B", name="Phòng B", kind=UnitKind.ROOM),
        Unit(id="KHOI", name="Các phòng", kind=UnitKind.GROUP),
    )
    plan = small_plan(criterion("1.1.2", support=("KHOI",)), units=units, body=())
    when = period()
    assert [unit.id for unit in reporting_units(plan, when)] == ["VP", "A"]
    assert [[row.id for row in supported(plan, when, plan.unit(code))] for code in ("VP", "A", "B")] == [[], ["1.1.2"], []]


def test_the_successor_of_a_unit_that_ended_leads_in_its_place() -> None:
    units = (
        Unit(id="VP", name="Văn phòng", kind=UnitKind.OFFICE, valid_to=days("2025-02-28"), successor="M"),
        Unit(id="QLKH", name="Phòng", kind=UnitKind.ROOM),
        Unit(id="M", name="Văn phòng mới", kind=UnitKind.OFFICE),
    )
    plan = small_plan(criterion("1.1.2"), units=units)
    assert [[row.id for row in led(plan, period(), plan.unit(code))] for code in ("VP", "M")] == [[], ["1.1.2"]]


def test_every_row_carries_plan_period_unit_and_row_in_a_hidden_column() -> None:
    book = sheets(write_unit_form(PLAN, NOTHING, period(), QLKH))
    marks = [read_mark(str(book["Phối hợp"].cell(row, 1).value)) for row in (6, 7)]
    assert [(mark.plan, mark.period, mark.unit, mark.row) for mark in marks if mark] == [
        ("SO-2024", "Q1", "QLKH", "1.1.2"),
        ("SO-2024", "Q1", "QLKH", "2.1.1"),
    ]
    for schema in SHEETS:
        sheet = book[schema.title]
        assert sheet.column_dimensions["A"].hidden
        assert all(read_mark(str(sheet.cell(row, 1).value)) for row in range(header_row(schema) + 1, sheet.max_row + 1))


def test_only_cells_to_fill_in_are_open_and_the_sheets_have_no_password() -> None:
    book = sheets(write_unit_form(PLAN, NOTHING, period(), VP))
    for schema in SHEETS:
        sheet, row = book[schema.title], header_row(schema) + 1
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        if schema.title != "Phối hợp":
            opened = [column.heading for index, column in enumerate(schema.columns, 1) if not sheet.cell(row, index).protection.locked]
            assert opened == [column.heading for column in schema.inputs]
    assert not book["Chủ trì"]["E5"].protection.locked


def test_each_heading_has_a_note() -> None:
    book = sheets(write_unit_form(PLAN, NOTHING, period(), VP))
    for schema in SHEETS:
        notes = [cell.comment for cell in book[schema.title][header_row(schema)]]
        assert all(notes)
        assert len(notes) == len(schema.columns)


def test_drop_downs_and_limits_stand_on_the_cells_to_fill_in() -> None:
    book = sheets(write_unit_form(PLAN, NOTHING, period(), VP))
    rules = {str(rule.sqref): rule for sheet in book for rule in sheet.data_validations.dataValidation}
    assert rules["J8:J9"].formula1 == '"Đã hoàn thành,Đang thực hiện,Chưa thực hiện,Không còn áp dụng"'
    assert rules["R8:R9"].formula1 == '"Chủ quan,Khách quan"'
    assert (rules["O8:O9"].type, rules["O8:O9"].formula2) == ("decimal", "$G8")
    assert rules["L8:L9"].type == "date"
    assert rules[f"C6:C{5 + EMPTY_EVIDENCE}"].formula1 == "'Chủ trì'!$C$8:$C$9"


def test_sheets_print_on_a4_landscape_with_repeated_headings_and_page_numbers() -> None:
    book = sheets(write_unit_form(PLAN, NOTHING, period(), VP))
    for schema in SHEETS:
        sheet, header = book[schema.title], header_row(schema)
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows == f"${header}:${header}"
        assert sheet.oddFooter.center.text == "Trang &P/&N"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage or sheet.page_setup.scale >= 60


def test_no_row_is_high_because_of_its_hidden_mark() -> None:
    sheet = sheets(write_unit_form(PLAN, NOTHING, period(), VP))["Minh chứng"]
    assert {sheet.row_dimensions[row].height for row in range(6, 6 + EMPTY_EVIDENCE)} == {16}


def test_file_names_are_plain_letters() -> None:
    assert form_name(PLAN, period("NAM"), VP) == "bieu-NAM-VP.xlsx"
    names = {form_name(PLAN, period(code), unit) for code in PeriodCode for unit in (VP, QLKH)}
    assert len(names) == 2 * len(PeriodCode)
    assert all(name.isascii() and "/" not in name for name in names)
