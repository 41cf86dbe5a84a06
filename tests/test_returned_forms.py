"""Forms that come back: unchanged they say what was said before; each fault has its code and cell, all at once."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from generator.errors import Problem, Severity
from generator.package import join, open_package, pack
from generator.plan import Plan
from generator.records import TimeKind, TimeLimit
from generator.results import Progress, Results, row_id
from generator.richtext import Text
from generator.workbook.form_codes import CODES
from generator.workbook.form_rows import read_mark
from generator.workbook.returned_forms import ReturnedForm, read_returned_form
from generator.workbook.unit_forms import write_unit_form
from tests.books import criterion, edited, saved, small_plan
from tests.forms import NOTHING, PLAN, QLKH, VP, Case, cases, days, disorder, period, refusals, result
from tests.test_workbook_bad_input import Change, copy_row, drop_sheet, put, together

GOOD = write_unit_form(PLAN, NOTHING, period(), VP)
LATE = small_plan(criterion("1.1.2", time=TimeLimit(TimeKind.DAY, day=days("2025-02-01"))))


def lead(column: str, value: Any, row: int = 8) -> Change:  # noqa: ANN401 - whatever a cell may hold
    return put("Chủ trì", f"{column}{row}", value)


def told(**cells: Any) -> Change:  # noqa: ANN401 - whatever a cell may hold
    """Fill in the first criterion, by letters of columns, on top of a plain result."""
    values = {"J": "Đang thực hiện", "K": "Đã rà soát", **cells}
    return together(*(lead(column, value) for column, value in values.items()))


def paper(row: int = 6, **cells: Any) -> Change:  # noqa: ANN401 - whatever a cell may hold
    values = {"C": "1.1.2", "D": "Báo cáo", **cells}
    return together(*(put("Minh chứng", f"{column}{row}", value) for column, value in values.items()))


def on_row(title: str, row: int, change: Callable[[Any], object]) -> Change:
    return lambda book: change((book[title], row))


def drop_row(title: str, row: int) -> Change:
    return lambda book: getattr(book[title], "delete_rows")(row)  # noqa: B009 - openpyxl's types hide it


def read(folder: Path, *changes: Change, plan: Plan = PLAN, results: Results = NOTHING, when: str = "Q1") -> ReturnedForm:
    data = write_unit_form(plan, results, period(when), plan.unit("VP"))
    return read_returned_form(saved(folder, edited(data, together(*changes))), plan, results, period(when))


def faults(folder: Path, *changes: Change, plan: Plan = PLAN, when: str = "Q1") -> tuple[Problem, ...]:
    data = write_unit_form(plan, NOTHING, period(when), plan.unit("VP"))
    return refusals(saved(folder, edited(data, together(*changes))), plan, when=period(when))


def found(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.cell) for problem in problems]


def same(form: ReturnedForm, results: Results) -> bool:
    sent = results.submissions[0]
    given = (sent.number, sent.issued, results.results, results.evidence, results.notes)
    return (form.number, form.issued, form.results, form.evidence, form.notes) == given


@settings(max_examples=25)
@given(cases())
def test_a_form_written_and_read_unchanged_says_what_was_reported(case: Case) -> None:
    with TemporaryDirectory() as folder:
        form = case.read(Path(folder), case.form())
    assert same(form, case.results)
    assert form.unit == case.unit.id


@settings(max_examples=12)
@given(cases(max_criteria=4), st.integers(0, 2**32))
def test_rows_sorted_and_columns_moved_change_nothing(case: Case, seed: int) -> None:
    with TemporaryDirectory() as folder:
        form = case.read(Path(folder), edited(case.form(), lambda book: disorder(book, seed)))
    assert same(form, case.results)


def test_a_filled_in_form_is_read_with_its_papers_and_the_letter_it_came_with(tmp_path: Path) -> None:
    head = together(put("Chủ trì", "E5", "12/BC-VP"), put("Chủ trì", "E6", "10/3/2025"))
    form = read(
        tmp_path, told(J="Đã hoàn thành", L="ngày 01 tháng 3 năm 2025", M="8", N="10", O="1,95"), paper(), paper(7, D="Tờ trình"), head
    )
    assert (form.unit, form.number, form.issued) == ("VP", "12/BC-VP", days("2025-03-10"))
    assert [(row.id, row.progress, row.done_on, row.rate) for row in form.results] == [
        ("Q1-1.1.2", Progress.DONE, days("2025-03-01"), Decimal(80)),
    ]
    assert [(row.id, row.criterion, row.title) for row in form.evidence] == [
        ("Q1-1.1.2-1", "1.1.2", "Báo cáo"),
        ("Q1-1.1.2-2", "1.1.2", "Tờ trình"),
    ]


def test_a_note_of_a_supporting_unit_is_read(tmp_path: Path) -> None:
    data = edited(write_unit_form(PLAN, NOTHING, period(), QLKH), put("Phối hợp", "F6", "Đã góp ý"))
    form = read_returned_form(saved(tmp_path, data), PLAN, NOTHING, period())
    assert [(row.id, row.unit, row.note.plain) for row in form.notes] == [("Q1-1.1.2-QLKH", "QLKH", "Đã góp ý")]


def test_a_row_left_empty_is_told_as_not_reported(tmp_path: Path) -> None:
    form = read(tmp_path, told())
    assert [row.criterion for row in form.results] == ["1.1.2"]
    assert [(problem.code, problem.place.cell, problem.severity) for problem in form.problems] == [("BIEU-26", "J9", Severity.NOTE)]


def test_a_long_id_is_shortened_the_same_way_each_time(tmp_path: Path) -> None:
    plan = small_plan(criterion("1.1.2", id="tieu-chi-co-ma-rat-dai-1"))
    form = read(tmp_path, told(), paper(), plan=plan)
    ids = [form.results[0].id, form.evidence[0].id]
    assert ids == [row_id("Q1", "tieu-chi-co-ma-rat-dai-1"), row_id("Q1", "tieu-chi-co-ma-rat-dai-1", "1")]
    assert all(len(identity) <= 24 for identity in ids)


def test_the_first_sheet_alone_in_another_workbook_is_read(tmp_path: Path) -> None:
    data = edited(GOOD, together(told(), drop_sheet("Minh chứng"), drop_sheet("Phối hợp"), lambda book: rename(book, "Chủ trì", "Sheet1")))
    form = read_returned_form(saved(tmp_path, data, "Bản của tôi.xlsx"), PLAN, NOTHING, period())
    assert [row.criterion for row in form.results] == ["1.1.2"]
    assert ("BIEU-30", "") in found(form.problems)


def rename(book: Workbook, title: str, name: str) -> None:
    book[title].title = name
    book.create_sheet("Trang của đơn vị", 0)["B2"] = "chữ riêng"


def test_a_paper_reported_before_keeps_its_id_and_a_new_one_takes_a_free_number(tmp_path: Path) -> None:
    first = read(tmp_path, told(), paper(6), paper(7, D="Tờ trình"))
    known = Results(results=first.results, evidence=first.evidence)
    form = read(tmp_path, put("Minh chứng", "C6", None), put("Minh chứng", "D6", None), paper(8, D="Mới"), results=known)
    assert [(row.id, row.title) for row in form.evidence] == [("Q1-1.1.2-2", "Tờ trình"), ("Q1-1.1.2-1", "Mới")]


CELL_FAULTS: dict[str, tuple[Change, str, str, str]] = {
    "progress missing": (lead("K", "Đã làm"), "BIEU-11", "Chủ trì", "J8"),
    "progress not in the list": (told(J="Gần xong"), "BANG-15", "Chủ trì", "J8"),
    "done without a day": (told(J="Đã hoàn thành"), "BIEU-12", "Chủ trì", "L8"),
    "done after the last day of the period": (told(J="Đã hoàn thành", L=days("2025-03-15")), "BIEU-13", "Chủ trì", "L8"),
    "a day that is none": (told(J="Đã hoàn thành", L="31/2/2025"), "BANG-12", "Chủ trì", "L8"),
    "a numerator without denominator": (told(M=3), "BIEU-16", "Chủ trì", "N8"),
    "a denominator without numerator": (told(N=3), "BIEU-16", "Chủ trì", "M8"),
    "a denominator of nought": (told(M=3, N=0), "BIEU-17", "Chủ trì", "N8"),
    "a negative numerator": (told(M=-3, N=2), "BIEU-32", "Chủ trì", "M8"),
    "a number that is none": (told(M="ba", N=2), "BANG-31", "Chủ trì", "M8"),
    "a score above the maximum": (told(O=2.1), "BIEU-19", "Chủ trì", "O8"),
    "a score below nought": (told(O=-1), "BIEU-19", "Chủ trì", "O8"),
    "a score that is none": (told(O="hai điểm"), "BANG-11", "Chủ trì", "O8"),
    "not applicable without a basis": (lead("J", "Không còn áp dụng"), "BIEU-23", "Chủ trì", "K8"),
    "an error value": (told(K="#REF!"), "BANG-21", "Chủ trì", "K8"),
    "a formula without its result": (told(K="=1+1"), "BANG-20", "Chủ trì", "K8"),
    "a template's mark": (told(K="{{ xoá }}"), "BANG-22", "Chủ trì", "K8"),
    "a day where words are asked for": (paper(E=days("2025-01-02")), "BANG-19", "Minh chứng", "E6"),
    "a paper for a criterion of another unit": (paper(C="5.1.1"), "BIEU-24", "Minh chứng", "C6"),
    "a paper without a criterion": (paper(C=None), "BIEU-25", "Minh chứng", "C6"),
    "a paper without a name": (paper(D=None), "BIEU-25", "Minh chứng", "D6"),
    "the letter's day is none": (put("Chủ trì", "E6", "hôm qua"), "BANG-12", "Chủ trì", "E6"),
    "words in an added row": (lead("K", "Thêm một việc", 12), "BIEU-09", "Chủ trì", "K12"),
    "a deleted row": (drop_row("Chủ trì", 9), "BIEU-08", "Chủ trì", ""),
    "the header row deleted": (drop_row("Minh chứng", 5), "BANG-04", "Minh chứng", ""),
    "an input column's heading lost": (lead("S", None, 7), "BANG-05", "Chủ trì", ""),
    "a paper's row twice with other words": (
        together(paper(), copy_row("Minh chứng", 6, 40), paper(40, D="Khác")),
        "BIEU-10",
        "Minh chứng",
        "D40",
    ),
    "a row twice with other words": (together(told(), copy_row("Chủ trì", 8, 10), lead("K", "Khác", 10)), "BIEU-10", "Chủ trì", "K10"),
}


@pytest.mark.parametrize("name", CELL_FAULTS)
def test_a_faulty_form_is_refused_with_code_and_cell(name: str, tmp_path: Path) -> None:
    change, code, sheet, cell = CELL_FAULTS[name]
    problems = faults(tmp_path, change)
    assert (code, sheet, cell) in [(p.code, p.place.sheet, p.place.cell) for p in problems if p.severity is Severity.ERROR]
    assert all(problem.cure and problem.place.file for problem in problems)


def test_all_faults_of_a_form_are_told_at_once(tmp_path: Path) -> None:
    changes = [
        told(J="Đã hoàn thành", M=3, O=9),
        lead("K", "Đã làm", 9),
        paper(C="5.1.1"),
        lead("K", "Thêm", 12),
        put("Chủ trì", "E6", "hôm qua"),
    ]
    codes = {problem.code for problem in faults(tmp_path, *changes) if problem.severity is Severity.ERROR}
    assert codes == {"BIEU-12", "BIEU-16", "BIEU-19", "BIEU-11", "BIEU-24", "BIEU-09", "BANG-12"}


@pytest.mark.parametrize("when", ["Q4", "NAM"])
def test_done_without_evidence_is_refused_at_the_end_of_the_year(when: str, tmp_path: Path) -> None:
    done = told(J="Đã hoàn thành", L=days("2025-12-01"))
    assert ("BIEU-14", "J8") in found(faults(tmp_path, done, when=when))
    assert read(tmp_path, done, paper(), when=when).results


def test_done_without_evidence_is_a_warning_in_a_quarter(tmp_path: Path) -> None:
    form = read(tmp_path, told(J="Đã hoàn thành", L=days("2025-03-01")))
    assert ("BIEU-15", "J8") in found(form.problems)


def test_evidence_of_an_earlier_period_still_proves(tmp_path: Path) -> None:
    done = told(J="Đã hoàn thành", L=days("2025-03-01"))
    first = read(tmp_path, done, paper())
    known = Results(results=first.results, evidence=first.evidence)
    assert read(tmp_path, done, results=known, when="Q4").results


def test_an_overdue_criterion_needs_difficulty_and_cause(tmp_path: Path) -> None:
    assert found(faults(tmp_path, told(), plan=LATE)) == [("BIEU-21", "P8"), ("BIEU-21", "Q8")]
    assert read(tmp_path, told(P="Thiếu người", Q="Mới sáp nhập"), plan=LATE).results


def test_a_criterion_not_done_at_the_end_of_the_year_needs_next_step_and_new_deadline(tmp_path: Path) -> None:
    assert [pair for pair in found(faults(tmp_path, told(), when="Q4")) if pair[0] == "BIEU-22"] == [("BIEU-22", "T8"), ("BIEU-22", "U8")]
    assert read(tmp_path, told(T="Làm tiếp", U="30/6/2026"), when="Q4").results


REMARKS: dict[str, tuple[Change, str, str]] = {
    "a rate in words unlike its parts": (told(K="đạt 75,4%", M=4, N=5), "BIEU-18", "K8"),
    "a score below the present one without a reason": (told(O=1), "BIEU-20", "O8"),
    "a given cell changed": (together(told(), lead("D", "Tên khác")), "BIEU-27", "D8"),
    "a given score changed": (together(told(), lead("G", 9)), "BIEU-27", "G8"),
    "words like a formula": (together(told(K="tạm"), lambda book: as_words(book, "K8", "=tổng số")), "BIEU-28", "K8"),
    "a column of the unit's own": (together(told(), lead("X", "ghi riêng")), "BIEU-29", "X8"),
    "no words": (lead("J", "Đang thực hiện"), "BIEU-31", "K8"),
    "papers of a criterion that is not reported": (together(told(), paper(C="2.1.1")), "BIEU-33", "C6"),
}


def as_words(book: Workbook, cell: str, words: str) -> None:
    place: Any = book["Chủ trì"][cell]
    place.value, place.data_type = words, "s"


@pytest.mark.parametrize("name", REMARKS)
def test_a_form_is_taken_with_remarks(name: str, tmp_path: Path) -> None:
    change, code, cell = REMARKS[name]
    form = read(tmp_path, change)
    assert (code, cell) in found(form.problems)
    assert all(problem.severity is not Severity.ERROR for problem in form.problems)
    assert form.results


def test_a_changed_given_cell_changes_nothing_that_is_taken(tmp_path: Path) -> None:
    assert read(tmp_path, told(), lead("C", "9.9")).results == read(tmp_path, told()).results


def test_words_like_a_formula_are_kept_as_words(tmp_path: Path) -> None:
    form = read(tmp_path, told(), lambda book: as_words(book, "K8", "+84 và @nội bộ"))
    assert form.results[0].done == Text.of("+84 và @nội bộ")


SOUND: dict[str, Change] = {
    "a rate in words like its parts": told(K="đạt 80,3% kế hoạch, tăng 5%", M=4, N=5),
    "a lower score with its reason": told(O=1, Q="Điều tra giảm"),
    "a line that opens with a dash": told(K="- đã rà soát"),
    "the same row twice": together(told(), copy_row("Chủ trì", 8, 10)),
    "another number before the name": together(told(), lead("B", 7)),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_gets_no_remark(name: str, tmp_path: Path) -> None:
    assert found(read(tmp_path, SOUND[name]).problems) == [("BIEU-26", "J9")]


def test_a_workbook_that_is_no_form_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Workbook().save(stream)
    assert found(refusals(saved(tmp_path, stream.getvalue()))) == [("BIEU-01", "")]


def test_a_form_of_another_plan_and_period_is_refused_with_both_reasons(tmp_path: Path) -> None:
    other = small_plan(facts=PLAN.facts.model_copy(update={"assessed_year": 2023}))
    problems = refusals(saved(tmp_path, GOOD), other, when=period("Q3"))
    assert [problem.code for problem in problems] == ["BIEU-03", "BIEU-04"]
    assert "Quý I" in problems[1].message


def test_a_form_of_a_unit_that_need_not_report_is_refused(tmp_path: Path) -> None:
    silent = small_plan(units=tuple(unit.model_copy(update={"reports": unit.id != "VP"}) for unit in PLAN.units))
    assert [problem.code for problem in refusals(saved(tmp_path, GOOD), silent)] == ["BIEU-05"]


def test_rows_of_two_units_in_one_file_are_refused(tmp_path: Path) -> None:
    other: Any = load_workbook(io.BytesIO(write_unit_form(PLAN, NOTHING, period(), QLKH)))["Phối hợp"]

    def paste(book: Workbook) -> None:
        sheet: Any = book.create_sheet("Chép")
        for row in other.iter_rows(values_only=True):
            sheet.append(row)

    assert [problem.code for problem in refusals(saved(tmp_path, edited(GOOD, paste)))] == ["BIEU-06"]


def test_a_form_of_an_older_issue_of_the_plan_is_refused(tmp_path: Path) -> None:
    newer = small_plan(criterion("1.1.2", remedy=Text.of("Giải pháp mới")), criterion("2.1.1"))
    assert found(refusals(saved(tmp_path, edited(GOOD, told())), newer)) == [("BIEU-07", "C8"), ("BIEU-26", "J9")]


def test_a_criterion_added_to_or_taken_from_the_plan_since_is_told(tmp_path: Path) -> None:
    newer = small_plan(criterion("1.1.2"), criterion("3.6"))
    codes = {problem.code for problem in refusals(saved(tmp_path, GOOD), newer)}
    assert {"BIEU-07", "BIEU-08"} <= codes


def test_a_workbook_with_macros_is_refused(tmp_path: Path) -> None:
    package = open_package(saved(tmp_path, GOOD))
    hidden = join([*package.parts.values(), pack("xl/vbaProject.bin", b"x")])
    assert found(refusals(saved(tmp_path, hidden))) == [("BIEU-02", "")]
    assert found(refusals(saved(tmp_path, GOOD, "bieu.xlsm"))) == [("BIEU-02", "")]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bieu.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "GOI-01"),
        ("bieu.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "GOI-03"),
        ("bieu.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "GOI-02"),
    ],
)
def test_old_and_locked_workbooks_are_refused(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    assert [problem.code for problem in refusals(saved(tmp_path, data, name))] == [code]


def test_a_mark_reads_back_as_it_was_written_even_with_bars_in_the_agency() -> None:
    mark = read_mark("A|B-2024|Q1|VP|3=Q1-1.1.2-1|mc|0123456789")
    assert mark is not None
    assert (mark.plan, mark.order, mark.known_id) == ("A|B-2024", 3, "Q1-1.1.2-1")
    assert str(mark) == "A|B-2024|Q1|VP|3=Q1-1.1.2-1|mc|0123456789"
    assert read_mark("một|hai|ba") is None


def test_codes_are_numbered_without_gaps_and_every_one_has_a_cure() -> None:
    assert list(CODES) == [f"BIEU-{number:02d}" for number in range(1, len(CODES) + 1)]
    assert all(wording.message and wording.cure for wording in CODES.values())


def test_a_result_keeps_its_internal_note_which_the_form_does_not_show(tmp_path: Path) -> None:
    known = Results(results=(result(internal_note="Đã gọi điện hỏi lại"),))
    assert read(tmp_path, results=known).results == known.results
