"""A form typed on a page is the form that is filled in in Excel: the same cells, the same reading, the same refusals."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from generator.errors import InputRefusedError, Place
from generator.plan import Plan
from generator.results import Progress, Results
from generator.richtext import Run, Text
from generator.workbook import ReturnedForm, TypedForm, read_returned_form, typed_form, write_unit_form
from tests.books import saved
from tests.forms import NOTHING, PLAN, QLKH, VP, Case, cases, period, result
from tests.typing_units import typed, unformatted

BLANK = typed_form(PLAN, NOTHING, period(), VP)


def read(form: TypedForm, answers: dict[str, str], folder: Path, *, plan: Plan = PLAN, results: Results = NOTHING) -> ReturnedForm:
    return read_returned_form(saved(folder, form.filled(answers), form.file), plan, results, form.period)


def told(form: ReturnedForm) -> tuple[object, ...]:
    return form.number, form.issued, form.results, form.evidence, form.notes


@settings(max_examples=25)
@given(cases())
def test_a_form_typed_and_the_same_form_filled_in_in_excel_say_the_same(case: Case) -> None:
    results = unformatted(case.results)
    with TemporaryDirectory() as folder:
        blank = typed_form(case.plan, NOTHING, case.period, case.unit)
        ours = read(blank, typed(case.plan, results, case.period, case.unit), Path(folder), plan=case.plan)
        data = write_unit_form(case.plan, results, case.period, case.unit)
        theirs = read_returned_form(saved(Path(folder), data, "excel.xlsx"), case.plan, NOTHING, case.period)
    assert told(ours) == told(theirs)
    assert [problem.code for problem in ours.problems] == [problem.code for problem in theirs.problems]


@settings(max_examples=15)
@given(cases())
def test_typing_what_is_there_already_changes_no_byte(case: Case) -> None:
    form = typed_form(case.plan, case.results, case.period, case.unit)
    assert form.data == case.form()
    assert form.filled({name: field.words for name, field in form.fields.items()}) == form.data


@settings(max_examples=15)
@given(cases())
def test_every_field_stands_in_a_cell_of_its_own_that_the_form_leaves_open(case: Case) -> None:
    form = typed_form(case.plan, case.results, case.period, case.unit)
    places = {(field.sheet, field.cell) for field in form.fields.values()}
    with TemporaryDirectory() as folder:
        book = load_workbook(saved(Path(folder), form.data))
    unlocked = {(sheet.title, cell.coordinate) for sheet in book for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert places
    assert len(places) == len(form.fields)
    assert places == unlocked


def test_a_field_that_did_not_change_keeps_its_bold_words(tmp_path: Path) -> None:
    bold = Text((Run("Đã "), Run("rà soát", bold=True)))
    results = Results(results=(result(done=bold),))
    form = typed_form(PLAN, results, period(), VP)
    taken = read(form, {"ct/1.1.2/done": "Đã rà soát", "ct/1.1.2/expected": "1,9"}, tmp_path, results=results)
    assert taken.results[0].done == bold
    assert taken.results[0].expected == Decimal("1.9")


def test_days_and_numbers_stand_in_the_form_as_days_and_numbers(tmp_path: Path) -> None:
    answers = {"ct/1.1.2/done_on": "05/03/2025", "ct/1.1.2/expected": "1,9", "ct/1.1.2/done": "=1+1", "ct/1.1.2/difficulty": "12"}
    sheet = load_workbook(saved(tmp_path, BLANK.filled(answers)))["Chủ trì"]
    assert sheet["L8"].is_date
    assert sheet["O8"].value == 1.9
    assert (sheet["K8"].value, sheet["K8"].data_type) == ("=1+1", "s")
    assert sheet["P8"].value == "12"


def test_lines_of_a_browser_are_lines_of_a_cell(tmp_path: Path) -> None:
    taken = read(BLANK, {"ct/1.1.2/progress": "Đang thực hiện", "ct/1.1.2/done": "Một\r\nHai\x00\u202e"}, tmp_path)
    assert taken.results[0].done.plain == "Một\nHai"


def test_a_cell_that_cannot_be_read_is_told_at_its_field(tmp_path: Path) -> None:
    answers = {"ct/1.1.2/progress": "Xong rồi", "ct/1.1.2/expected": "hai", "ct/1.1.2/done_on": "31/02/2025", "ct/1.1.2/done": "{{ x }}"}
    with pytest.raises(InputRefusedError) as refused:
        read(BLANK, answers, tmp_path)
    fields = {problem.code: BLANK.at(problem.place) for problem in refused.value.problems}
    names = {code: field.name for code, field in fields.items() if field}
    assert names["BANG-15"] == "ct/1.1.2/progress"
    assert names["BANG-11"] == "ct/1.1.2/expected"
    assert names["BANG-12"] == "ct/1.1.2/done_on"
    assert names["BANG-22"] == "ct/1.1.2/done"


def test_a_place_outside_the_fields_is_no_field() -> None:
    assert BLANK.at(Place("x", "Chủ trì", "A1")) is None


def test_words_in_a_field_that_the_form_lacks_are_refused_and_nothing_typed_there_is_not() -> None:
    with pytest.raises(InputRefusedError) as refused:
        BLANK.filled({"ct/9.9.9/done": "Của đơn vị khác", "ct/../done": "x"})
    assert [problem.code for problem in refused.value.problems] == ["BIEU-35", "BIEU-35"]
    assert BLANK.filled({"ct/9.9.9/done": " "}) == BLANK.data


def test_an_emptied_field_tells_nothing_any_more(tmp_path: Path) -> None:
    results = Results(results=(result(difficulty=Text.of("Chậm")),))
    form = typed_form(PLAN, results, period(), VP)
    taken = read(form, {"ct/1.1.2/difficulty": ""}, tmp_path, results=results)
    assert taken.results[0].difficulty == Text()
    assert taken.results[0].progress is Progress.ONGOING


def test_a_form_of_another_unit_is_refused_before_anything_of_it_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path, write_unit_form(PLAN, NOTHING, period(), QLKH))
    with pytest.raises(InputRefusedError) as refused:
        read_returned_form(path, PLAN, NOTHING, period(), only="VP")
    assert [problem.code for problem in refused.value.problems] == ["BIEU-34"]
    assert read_returned_form(path, PLAN, NOTHING, period(), only="QLKH").unit == "QLKH"


def test_the_number_of_a_form_changes_with_what_it_shows() -> None:
    same = typed_form(PLAN, NOTHING, period(), VP)
    other = typed_form(PLAN, Results(results=(result(),)), period(), VP)
    assert same.issue == BLANK.issue
    assert other.issue != BLANK.issue
