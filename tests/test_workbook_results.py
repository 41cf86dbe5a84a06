"""What units reported is kept in the plan's own workbook: written, read, recorded, and nothing else in the file changes."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.table import Table

from generator.errors import InputRefusedError, OutputRefusedError, Severity
from generator.package import open_package
from generator.results import (
    CriterionResult,
    Evidence,
    Narrative,
    NarrativeSection,
    Progress,
    Reminder,
    Results,
    Rewording,
    Submission,
    SupportNote,
    row_id,
)
from generator.richtext import EMPTY, Run, Text
from generator.workbook import CellEdit, PlanBook, patch_cells, read_plan_book, record_results, write_plan_book
from generator.workbook.result_sheets import RESULT_SHEETS
from tests.books import edited, refusals, saved, small_plan
from tests.plans import plans
from tests.reported import Reporter, results_for
from tests.test_workbook_bad_input import Change, drop_column, drop_sheet, put, together
from tests.test_workbook_laws import shuffle_columns
from tests.test_workbook_patch import MAIN, parts_of, rich_book, sheet_with, zipped
from tests.tools import schema_errors, soffice

PLAN: Final = small_plan()
HASH: Final = "0" * 64


def moment(day: int = 10, second: int = 59) -> datetime:
    return datetime(2025, 3, day, 14, 30, second)  # noqa: DTZ001 - Excel knows no zones


def result(code: str = "1.1.2", **changes: Any) -> CriterionResult:  # noqa: ANN401 - any field of the record
    plain = {"id": f"Q1-{code}", "period": "Q1", "criterion": code, "unit": "VP", "progress": Progress.ONGOING}
    return CriterionResult(**{**plain, **changes})


def evidence(number: int = 1, **changes: Any) -> Evidence:  # noqa: ANN401 - any field of the record
    plain = {"id": f"Q1-1.1.2-{number}", "period": "Q1", "criterion": "1.1.2", "unit": "VP", "title": f"Báo cáo {number}"}
    return Evidence(**{**plain, **changes})


def submission(unit: str = "VP", **changes: Any) -> Submission:  # noqa: ANN401 - any field of the record
    plain = {"id": f"Q1-{unit}", "period": "Q1", "unit": unit, "received": moment(), "file": "bieu.xlsx", "sha256": HASH}
    return Submission(**{**plain, **changes})


SOME: Final = Results(
    results=(result(done=Text.of("Đã rà soát"), expected=Decimal("1.95"), numerator=Decimal(7), denominator=Decimal(8)), result("2.1.1")),
    evidence=(evidence(1), evidence(2, issued=date(2025, 3, 1))),
    submissions=(submission(),),
)

EVERY: Final = SOME.model_copy(
    update={
        "notes": (SupportNote(id="Q1-1.1.2-QLKH", period="Q1", criterion="1.1.2", unit="QLKH", note=Text.of("Đã gửi số liệu")),),
        "reminders": (Reminder(id="Q1-QLKH-1", period="Q1", unit="QLKH", level=1, sent=date(2025, 3, 12)),),
        "narrative": (Narrative(id="lv1", period="Q1", section=NarrativeSection.STRENGTHS, text=Text.of("Đúng hạn")),),
        "rewordings": (
            Rewording(id="report-Q1-title", paper="report-Q1", key="title", before=Text.of("Kết quả"), text=Text.of("Kết quả Quý I")),
            Rewording(id=row_id("report-Q1", "lead_in"), paper="report-Q1", key="lead_in", before=Text.of("Như sau:"), text=EMPTY),
        ),
    }
)
"""Rows in every list."""


def read(data: bytes) -> PlanBook:
    with TemporaryDirectory() as folder:
        return read_plan_book(saved(Path(folder), data))


def by_id(results: Results) -> dict[str, dict[str, object]]:
    """Rows of each list by id: their order in the file is that in which they came."""
    return {sheet.key: {row.id: row for row in getattr(results, sheet.key)} for sheet in RESULT_SHEETS}


def recorded(book: PlanBook, results: Results) -> PlanBook:
    """The workbook read again after recording; the results in it are the given ones and the plan is untouched."""
    again = read(record_results(book, results))
    assert by_id(again.results) == by_id(results)
    assert again.plan == book.plan
    return again


def sheet_of(data: bytes, title: str) -> Any:  # noqa: ANN401 - a sheet of openpyxl
    return load_workbook(io.BytesIO(data), rich_text=True)[title]


# Laws


@st.composite
def reported(draw: st.DrawFn) -> tuple[Any, Results, Results]:
    plan = draw(plans(max_criteria=3))
    return plan, draw(results_for(plan)), draw(results_for(plan))


@settings(max_examples=15)
@given(reported())
def test_results_written_and_read_again_are_the_same_results(made: tuple[Any, Results, Results]) -> None:
    plan, results, _ = made
    book = read(write_plan_book(plan, results))
    assert book.results == results
    assert book.plan == plan
    assert not book.new_ids


@settings(max_examples=15)
@given(reported())
def test_recorded_results_are_read_again_and_recording_twice_changes_no_byte(made: tuple[Any, Results, Results]) -> None:
    plan, first, second = made
    again = recorded(read(write_plan_book(plan, first)), second)
    assert record_results(again, second) == again.package.source.data
    assert record_results(again, again.results) == again.package.source.data


@settings(max_examples=8)
@given(reported())
def test_results_recorded_into_an_empty_workbook_keep_their_order(made: tuple[Any, Results, Results]) -> None:
    plan, results, _ = made
    assert recorded(read(write_plan_book(plan)), results).results == results


@settings(max_examples=8)
@given(reported())
def test_results_recorded_into_a_workbook_saved_by_another_program_are_read_again(made: tuple[Any, Results, Results]) -> None:
    plan, first, second = made

    def disorder(book: Workbook) -> None:
        book.move_sheet(book["Kết quả"], -8)

    recorded(read(edited(write_plan_book(plan, first), disorder)), second)


@settings(max_examples=5)
@given(reported(), st.integers(0, 2**32))
def test_columns_of_results_may_be_moved(made: tuple[Any, Results, Results], seed: int) -> None:
    plan, first, second = made

    def disorder(book: Workbook) -> None:
        for schema in RESULT_SHEETS:
            sheet: Any = book[schema.title]
            sheet.tables.clear()
            shuffle_columns(sheet, Random(seed))  # noqa: S311 - not for secrets

    recorded(read(edited(write_plan_book(plan, first), disorder)), second)


def test_the_strategy_makes_every_kind_of_row() -> None:
    made = [Reporter(Random(seed), ("Sở & “VP”", "=1+1")) for seed in range(20)]  # noqa: S311 - not for secrets
    results = [maker.results(maker.plan(3)) for maker in made]
    for sheet in RESULT_SHEETS:
        assert any(getattr(one, sheet.key) for one in results), sheet.title
    assert any(row.done.formatted for one in results for row in one.results)


# Recording


def test_only_the_sheets_with_a_change_and_their_tables_differ() -> None:
    book = read(write_plan_book(PLAN, SOME))
    changed = SOME.model_copy(update={"evidence": (*SOME.evidence, evidence(3))})
    before, after = parts_of(book.package.source.data), parts_of(record_results(book, changed))
    assert list(after) == list(before)
    assert sorted(name for name in after if after[name] != before[name]) == ["xl/tables/table12.xml", "xl/worksheets/sheet13.xml"]


def test_only_the_cells_whose_value_differs_are_touched() -> None:
    book = read(write_plan_book(PLAN, SOME))
    first = SOME.results[0].model_copy(update={"progress": Progress.DONE, "done_on": date(2025, 3, 9), "done": EMPTY})
    data = record_results(book, SOME.model_copy(update={"results": (first, SOME.results[1])}))
    old, new = (sheet_of(one, "Kết quả") for one in (book.package.source.data, data))
    cells = {cell.coordinate: (cell.value, cell.style_id) for row in new for cell in row}
    assert [place for place, held in cells.items() if (old[place].value, old[place].style_id) != held] == ["E2", "F2", "G2"]
    assert parts_of(data)["xl/tables/table11.xml"] == parts_of(book.package.source.data)["xl/tables/table11.xml"]


def test_a_cell_that_means_the_same_is_left_as_somebody_typed_it() -> None:
    typed = edited(write_plan_book(PLAN, SOME), together(put("Kết quả", "J2", "1,950"), put("Kết quả", "D2", "vp")))
    book = read(typed)
    assert book.results == SOME
    first = SOME.results[0].model_copy(update={"next_step": Text.of("Rà soát lại")})
    sheet = sheet_of(record_results(book, SOME.model_copy(update={"results": (first, SOME.results[1])})), "Kết quả")
    assert (str(sheet["J2"].value), str(sheet["D2"].value)) == ("1,950", "vp")


def test_a_table_grows_over_the_rows_added_under_it() -> None:
    book = read(write_plan_book(PLAN))
    data = record_results(book, SOME)
    for title, ref in {"Kết quả": "A1:R3", "Minh chứng": "A1:K3", "Nộp báo cáo": "A1:J2", "Đôn đốc": "A1:F2"}.items():
        (table,) = sheet_of(data, title).tables.values()
        assert (table.ref, table.autoFilter.ref) == (ref, ref)


def test_rows_that_are_no_more_are_emptied_and_the_next_rows_stand_below_the_others() -> None:
    book = read(write_plan_book(PLAN, SOME))
    fewer = recorded(book, SOME.model_copy(update={"evidence": SOME.evidence[1:]}))
    sheet = sheet_of(fewer.package.source.data, "Minh chứng")
    assert [cell.value for cell in sheet[2]] == [None] * 11
    more = recorded(fewer, SOME.model_copy(update={"evidence": (SOME.evidence[1], evidence(3), evidence(4))}))
    assert [str(cell.value) for cell in sheet_of(more.package.source.data, "Minh chứng")["A"]][2:] == [
        "Q1-1.1.2-2",
        "Q1-1.1.2-3",
        "Q1-1.1.2-4",
    ]


def test_words_that_begin_like_a_formula_stay_words() -> None:
    odd = ("=1+1", "+84", "-5", "@nội bộ", "_x000D_ <b>&", "một\nhai")
    rows = tuple(evidence(number, title=words, item=words) for number, words in enumerate(odd, 1))
    notes = (result(done=Text((Run("=SUM(", bold=True), Run(" A1)\n", italic=True), Run("xong")))),)
    again = recorded(read(write_plan_book(PLAN)), Results(results=notes, evidence=rows))
    for name, content in parts_of(again.package.source.data).items():
        assert not (name.startswith("xl/worksheets/sheet1") and name != "xl/worksheets/sheet11.xml" and b"<f>" in content)


def test_days_moments_and_numbers_are_real_ones_in_a_fitting_format() -> None:
    data = record_results(read(write_plan_book(PLAN)), SOME)
    received, expected = sheet_of(data, "Nộp báo cáo")["D2"], sheet_of(data, "Kết quả")["J2"]
    assert (received.value, received.number_format) == (moment(), "dd/mm/yyyy hh:mm:ss")
    assert (expected.value, expected.data_type) == (1.95, "n")
    assert sheet_of(data, "Minh chứng")["G3"].number_format == "dd/mm/yyyy"
    assert sheet_of(data, "Minh chứng")["C3"].number_format == "@"


def test_a_row_added_under_others_looks_like_the_row_above() -> None:
    def colour(book: Workbook) -> None:
        sheet: Any = book["Nộp báo cáo"]
        sheet["D2"].number_format = "yyyy-mm-dd hh:mm"

    book = read(edited(write_plan_book(PLAN, SOME), colour))
    sheet = sheet_of(record_results(book, SOME.model_copy(update={"submissions": (submission(), submission("QLKH"))})), "Nộp báo cáo")
    assert sheet["D3"].number_format == "yyyy-mm-dd hh:mm"
    assert sheet["E3"].style_id == sheet["E2"].style_id


def test_a_date_in_a_cell_for_words_gets_a_style_for_dates_and_in_a_book_without_any_it_is_words(tmp_path: Path) -> None:
    book = read(edited(write_plan_book(PLAN, SOME), put("Nộp báo cáo", "D2", "10/3/2025 14:30:59")))
    assert book.results == SOME
    plain = sheet_with(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row>')
    edits = [CellEdit("Sheet", "A1", moment()), CellEdit("Sheet", "B1", date(2025, 3, 1))]
    sheet = sheet_of(patch_cells(open_package(plain), edits), "Sheet")
    assert [str(cell.value) for cell in sheet[1]] == ["10/03/2025 14:30:59", "01/03/2025"]


def test_an_old_workbook_of_the_mac_counts_its_days_from_1904(tmp_path: Path) -> None:
    parts = parts_of(write_plan_book(PLAN))
    parts["xl/workbook.xml"] = re.sub(rb"<workbookPr\b", rb'<workbookPr date1904="1"', parts["xl/workbook.xml"])
    book = read_plan_book(saved(tmp_path, zipped(parts)))
    assert recorded(book, SOME).results == SOME


def test_a_users_own_sheet_chart_formula_and_cells_beside_the_table_are_kept(tmp_path: Path) -> None:
    def own(book: Workbook) -> None:
        sheet: Any = book["Kết quả"]
        sheet["T2"], sheet["T40"] = "=COUNTA(C2:C99)", "của tôi"
        other: Any = book["Minh chứng"]
        other["N1"], other["O1"] = "Tên", "Số"
        other.add_table(Table(displayName="bang_rieng", ref="N1:O3"))

    path = saved(tmp_path, edited(rich_book(), own))
    book = read_plan_book(path)
    data = record_results(book, SOME)
    assert read(data).results == SOME
    before, after = parts_of(path.read_bytes()), parts_of(data)
    kept = [name for name in before if after[name] == before[name]]
    assert {"xl/charts/chart1.xml", "xl/styles.xml", "xl/workbook.xml"} <= {*kept}
    assert len(before) - len(kept) == 5, "three sheets, and the tables of two: one submission fits the empty row"
    sheet = sheet_of(data, "Kết quả")
    assert (sheet["T2"].value, str(sheet["T40"].value)) == ("=COUNTA(C2:C99)", "của tôi")
    assert sheet_of(data, "Minh chứng").tables["bang_rieng"].ref == "N1:O3"


def test_a_workbook_saved_by_libreoffice_takes_results(tmp_path: Path) -> None:
    source = saved(tmp_path, write_plan_book(PLAN, SOME), "nguon.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command: list[str | Path] = [soffice(), profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "lo", source]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    book = read_plan_book(tmp_path / "lo" / "nguon.xlsx")
    assert book.results == SOME
    rows = (SOME.results[1], result("1.1.2", done=Text((Run("Đậm ", bold=True), Run("=thường"))), new_deadline=date(2025, 9, 30)))
    recorded(book, Results(results=rows, evidence=SOME.evidence, submissions=(submission(times=2), submission("QLKH"))))


def test_written_and_recorded_workbooks_are_sound_in_excels_own_schema(tmp_path: Path) -> None:
    maker = Reporter(Random(7), ("Sở & “VP”", "=1+1", "một\nhai"))  # noqa: S311 - not for secrets
    plan = next(plan for plan in (maker.plan(5) for _ in range(50)) if len(plan.periods) > 1)
    first, second = maker.results(plan), maker.results(plan)
    full = write_plan_book(plan, first)
    into_full, into_empty = record_results(read(full), second), record_results(read(write_plan_book(plan)), first)
    files = {"ghi.xlsx": full, "them.xlsx": into_full, "moi.xlsx": into_empty}
    assert schema_errors([saved(tmp_path, data, name) for name, data in files.items()]) == []


# Refusals


@pytest.mark.parametrize("title", [sheet.title for sheet in RESULT_SHEETS])
def test_a_workbook_without_a_sheet_of_results_is_read_but_takes_no_row_for_it(title: str) -> None:
    book = read(edited(write_plan_book(PLAN), drop_sheet(title)))
    assert book.results == Results()
    assert book.problems == ()
    with pytest.raises(InputRefusedError) as refused:
        record_results(book, EVERY)
    assert [(problem.code, problem.place.sheet) for problem in refused.value.problems] == [("BANG-02", title)]
    assert "new" in refused.value.problems[0].cure


def test_a_workbook_made_before_a_sheet_was_thought_of_takes_the_rows_of_the_others() -> None:
    book = read(edited(write_plan_book(PLAN), drop_sheet("Lời sửa tay")))
    assert recorded(book, SOME).results == SOME


def test_all_missing_sheets_are_named_at_once() -> None:
    book = read(edited(write_plan_book(PLAN), together(*(drop_sheet(sheet.title) for sheet in RESULT_SHEETS))))
    assert book.results == Results()
    assert record_results(book, Results()) == book.package.source.data
    with pytest.raises(InputRefusedError) as refused:
        record_results(book, EVERY)
    assert [problem.place.sheet for problem in refused.value.problems] == [sheet.title for sheet in RESULT_SHEETS]


FAULTS: Final[dict[str, tuple[Change, str, str, str]]] = {
    "an unknown period": (put("Kết quả", "B2", "Quý IV"), "KH-07", "Kết quả", "B2"),
    "an unknown criterion": (put("Kết quả", "C2", "1.1.3"), "KH-07", "Kết quả", "C2"),
    "an unknown unit": (put("Minh chứng", "D2", "Văn phong"), "KH-07", "Minh chứng", "D2"),
    "no progress": (put("Kết quả", "E2", None), "BANG-10", "Kết quả", "E2"),
    "a progress that is not listed": (put("Kết quả", "E2", "Gần xong"), "BANG-15", "Kết quả", "E2"),
    "words for a part of a rate": (put("Kết quả", "H2", "bảy"), "BANG-31", "Kết quả", "H2"),
    "a rate over nothing": (put("Kết quả", "I2", 0), "KQ-02", "Kết quả", "I2"),
    "half a time": (put("Nộp báo cáo", "I2", 1.5), "BANG-32", "Nộp báo cáo", "I2"),
    "an hour that is none": (put("Nộp báo cáo", "D2", "10/3/2025 25:00"), "BANG-33", "Nộp báo cáo", "D2"),
    "a number for a moment": (put("Nộp báo cáo", "D2", "hôm qua"), "BANG-33", "Nộp báo cáo", "D2"),
    "a hash that is none": (put("Nộp báo cáo", "F2", "abc"), "BANG-25", "Nộp báo cáo", "F2"),
    "no hash": (put("Nộp báo cáo", "F2", None), "BANG-10", "Nộp báo cáo", "F2"),
    "a row copied with its id": (put("Minh chứng", "A3", "Q1-1.1.2-1"), "KQ-01", "Minh chứng", "A3"),
    "a required column is missing": (drop_column("Nộp báo cáo", 6), "BANG-05", "Nộp báo cáo", ""),
    "the criterion is gone from the plan": (put("Tiêu chí", "A3", "khac"), "KH-07", "Kết quả", "C3"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_row_of_results_is_refused_with_code_and_cell(fault: str, tmp_path: Path) -> None:
    change, code, sheet, cell = FAULTS[fault]
    if fault == "the criterion is gone from the plan":
        change = together(change, put("Tiêu chí", "C3", "2.1.9"))
    problems = refusals(saved(tmp_path, edited(write_plan_book(PLAN, SOME), change)))
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert (code, sheet, cell) in [(problem.code, problem.place.sheet, problem.place.cell) for problem in errors]
    assert {problem.code for problem in errors} == {code}


def test_the_cure_names_the_criterion_and_the_unit_that_were_meant(tmp_path: Path) -> None:
    changes = together(put("Kết quả", "C2", "1.1.3"), put("Minh chứng", "D2", "Văn phongg"))
    problems = refusals(saved(tmp_path, edited(write_plan_book(PLAN, SOME), changes)))
    cures = [problem.cure for problem in problems]
    assert len(cures) == 2
    assert "1.1.2" in cures[0]
    assert "Văn phòng" in cures[1]


def test_faults_of_the_plan_and_of_the_results_are_told_together(tmp_path: Path) -> None:
    changes = together(put("Tiêu chí", "F2", "nhiều"), put("Kết quả", "C2", "9.9.9"))
    problems = refusals(saved(tmp_path, edited(write_plan_book(PLAN, SOME), changes)))
    assert [(problem.code, problem.place.sheet) for problem in problems] == [("BANG-11", "Tiêu chí"), ("KH-07", "Kết quả")]


def refused_recordings() -> Iterator[tuple[str, Change, Results, str]]:
    new = Results(evidence=(evidence(1, item="Điều 2"),))
    yield "a column is missing", drop_column("Minh chứng", 9), new, "BANG-05"
    yield "the ids have no column", drop_column("Minh chứng", 1), new, "BANG-05"
    yield "words like code of a template", lambda _: None, Results(evidence=(evidence(1, title="{{ x }}"),)), "BANG-22"
    yield "words too long", lambda _: None, Results(evidence=(evidence(1, title="x" * 32_768),)), "BANG-23"


@pytest.mark.parametrize("case", [*refused_recordings()], ids=lambda case: case[0])
def test_results_that_would_be_lost_are_refused(case: tuple[str, Change, Results, str]) -> None:
    _, change, results, code = case
    with pytest.raises((InputRefusedError, OutputRefusedError)) as refused:
        record_results(read(edited(write_plan_book(PLAN), change)), results)
    assert {problem.code for problem in refused.value.problems} == {code}


def test_a_formula_and_a_merged_cell_are_never_written_over() -> None:
    def formula(book: Workbook) -> None:
        book["Minh chứng"]["F2"] = "=1+1"

    parts = parts_of(edited(write_plan_book(PLAN, SOME), formula))
    name = next(name for name, content in parts.items() if b"<f>1+1</f>" in content)
    parts[name] = re.sub(rb"<f>1\+1</f><v\s*(?:/>|></v>)", b"<f>1+1</f><v>2</v>", parts[name])
    book = read(zipped(parts))
    assert book.results.evidence[0].number == "2"
    with pytest.raises(OutputRefusedError) as refused:
        record_results(book, SOME.model_copy(update={"evidence": (SOME.evidence[0].model_copy(update={"number": "3"}),)}))
    assert [(problem.code, problem.place.cell) for problem in refused.value.problems] == [("BANG-29", "F2")]

    def merge(book: Workbook) -> None:
        sheet: Any = book["Minh chứng"]
        sheet.tables.clear()
        sheet.merge_cells("D2:D3")

    with pytest.raises(InputRefusedError) as merged:
        record_results(read(edited(write_plan_book(PLAN, SOME), merge)), SOME.model_copy(update={"evidence": ()}))
    assert [(problem.code, problem.place.cell) for problem in merged.value.problems] == [("BANG-34", "D3")]


# Sentences worded anew


def test_a_rewording_has_an_id_of_paper_and_key_whatever_signs_the_key_has() -> None:
    forget = together(put("Lời sửa tay", "A2", None), put("Lời sửa tay", "A3", None))
    book = read(edited(write_plan_book(PLAN, EVERY), forget))
    assert book.results == EVERY
    assert [edit.value for edit in book.new_ids] == ["report-Q1-title", "report-Q1-lead-35b7cf37"]
    assert row_id("a", "b/c") != row_id("a", "b_c")


def test_two_wordings_of_one_field_are_refused_at_their_cells(tmp_path: Path) -> None:
    path = saved(tmp_path, edited(write_plan_book(PLAN, EVERY), put("Lời sửa tay", "C3", "title")))
    assert [(problem.code, problem.place.cell) for problem in refusals(path)] == [("KQ-03", "C2"), ("KQ-03", "C3")]


# Rows typed by hand


def test_rows_without_ids_get_them_from_period_criterion_and_unit() -> None:
    forget = together(
        *(put(title, f"A{row}", None) for title, row in (("Kết quả", 2), ("Minh chứng", 2), ("Minh chứng", 3), ("Nộp báo cáo", 2)))
    )
    book = read(edited(write_plan_book(PLAN, SOME), forget))
    assert book.results == SOME
    assert [edit.value for edit in book.new_ids] == ["Q1-1.1.2", "Q1-1.1.2-1", "Q1-1.1.2-2", "Q1-VP"]
    assert record_results(book, book.results) == book.package.source.data
    more = recorded(book, SOME.model_copy(update={"notes": ()} | {"evidence": (*SOME.evidence, evidence(3))}))
    assert not [edit for edit in more.new_ids if edit.sheet == "Minh chứng"]


@pytest.mark.parametrize("words", ["10/3/2025 14:30:59", "2025-03-10T14:30:59", "10-03-2025  14:30:59"])
def test_a_moment_may_be_typed_as_words(words: str) -> None:
    assert read(edited(write_plan_book(PLAN, SOME), put("Nộp báo cáo", "D2", words))).results == SOME


def test_a_day_alone_is_its_midnight() -> None:
    book = read(edited(write_plan_book(PLAN, SOME), put("Nộp báo cáo", "D2", "10/3/2025")))
    assert book.results.submissions[0].received == datetime(2025, 3, 10)  # noqa: DTZ001 - Excel knows no zones


def test_a_period_is_locked_once_its_report_is_issued() -> None:
    issued = PLAN.periods[0].model_copy(update={"report_number": "15/BC-SKHCN", "report_date": date(2025, 3, 20)})
    plan = read(write_plan_book(small_plan(periods=(issued,)))).plan
    assert (plan.periods[0].report_number, plan.periods[0].locked) == ("15/BC-SKHCN", True)
    assert not PLAN.periods[0].locked


def test_a_sheet_of_another_namespace_keeps_it(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row>')
    parts = parts_of(path.read_bytes())
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"<sheetData>", b"<cols><col min='1' max='3' style='0'/></cols><sheetData>"
    )
    assert MAIN.encode() in parts["xl/worksheets/sheet1.xml"]
    data = patch_cells(open_package(saved(tmp_path, zipped(parts))), [CellEdit("Sheet", "B1", Text((Run("a", bold=True), Run(" b"))))])
    assert b"<is><r><rPr><rFont" in parts_of(data)["xl/worksheets/sheet1.xml"]
    assert str(sheet_of(data, "Sheet")["B1"].value) == "a b"
