"""The sheet «Bộ tiêu chí»: optional, read however it is typed, refused with the cell when the set is useless."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from generator.errors import InputRefusedError
from generator.plan import Plan
from generator.records import SetCriterion
from generator.results import Results
from generator.richtext import Text
from generator.workbook import PlanBook, blank_plan_book, read_plan_book, record, write_plan_book
from generator.workbook.set_sheet import CRITERIA_SET
from generator.workbook.writing import GUIDE
from tests.books import edited, refusals, saved, small_plan
from tests.test_workbook_bad_input import Change, copy_row, drop_sheet, put, together
from tests.test_workbook_forgiving import rename_sheet

SHEET: Final = CRITERIA_SET.title


def line(code: str, **changes: Any) -> SetCriterion:  # noqa: ANN401 - any field of a line
    plain = {"id": code, "code": code, "name": Text.of("Mức độ thực hiện kế hoạch"), "maximum": Decimal(2), "score": Decimal("1.9")}
    return SetCriterion(**{**plain, **changes})


SET: Final = (line("1", maximum=Decimal(20), score=None), line("1.1"), line("1.1.2", self_score=Decimal(2), survey=True), line("1.4.1.2"))
PLAN: Final[Plan] = small_plan(criteria_set=SET)
GOOD: Final = write_plan_book(PLAN)


def read(folder: Path, *changes: Change) -> PlanBook:
    return read_plan_book(saved(folder, edited(GOOD, together(*changes))))


SAME: Final[dict[str, Change]] = {
    "a field as a number": put(SHEET, "B2", 1),
    "a code as a number": put(SHEET, "B3", 1.1),
    "a code with a point at its end": put(SHEET, "B4", "1.1.2."),
    "no survey said": put(SHEET, "H3", None),
    "a score with a comma": put(SHEET, "G4", "1,9"),
    "a heading of a score sheet": put(SHEET, "D1", "Điểm chuẩn"),
}


@pytest.mark.parametrize("name", SAME)
def test_a_harmless_difference_in_the_set_changes_nothing(name: str, tmp_path: Path) -> None:
    book = read(tmp_path, SAME[name])
    assert book.plan == PLAN
    assert book.problems == ()


FAULTS: Final[dict[str, tuple[Change, str, str]]] = {
    "a code that is none": (put(SHEET, "B3", "I.1"), "BANG-16", "B3"),
    "a code that Excel made a day of": (put(SHEET, "B3", datetime(2002, 1, 1)), "BANG-16", "B3"),  # noqa: DTZ001 - Excel knows no zones
    "no code": (put(SHEET, "B3", None), "BANG-10", "B3"),
    "no name": (put(SHEET, "C3", None), "BANG-10", "C3"),
    "no maximum": (put(SHEET, "D3", None), "BANG-10", "D3"),
    "words for a score": (put(SHEET, "G3", "đạt"), "BANG-11", "G3"),
    "a row copied with its id": (copy_row(SHEET, 3, 6), "KH-01", "A3"),
    "a code twice": (put(SHEET, "B4", "1.1"), "KH-12", "B3"),
    "a maximum below zero": (put(SHEET, "D3", -1), "KH-13", "D3"),
    "a score above its maximum": (put(SHEET, "G3", "2,1"), "KH-14", "G3"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_useless_set_is_refused_with_its_cell(name: str, tmp_path: Path) -> None:
    change, code, cell = FAULTS[name]
    problems = refusals(saved(tmp_path, edited(GOOD, change)))
    assert (code, SHEET, cell) in [(problem.code, problem.place.sheet, problem.place.cell) for problem in problems]


def test_a_line_that_does_not_apply_has_no_points() -> None:
    assert small_plan(criteria_set=(line("1.1", maximum=Decimal(0), score=Decimal(0)),)).criteria_set


def test_a_new_row_gets_its_code_as_id(tmp_path: Path) -> None:
    book = read(tmp_path, put(SHEET, "A4", None))
    assert book.plan == PLAN
    assert [(edit.sheet, edit.cell, edit.value) for edit in book.new_ids] == [(SHEET, "A4", "1.1.2")]


def test_a_misspelt_title_of_the_set_is_understood(tmp_path: Path) -> None:
    book = read(tmp_path, rename_sheet(SHEET, "Bộ tiêu chí 2024"))
    assert book.plan == PLAN
    assert [problem.code for problem in book.problems] == ["BANG-03"]


def test_a_workbook_made_before_the_sheet_works_and_takes_no_set(tmp_path: Path) -> None:
    book = read(tmp_path, drop_sheet(SHEET))
    assert book.plan == Plan.model_validate(dict(PLAN) | {"criteria_set": ()})
    assert book.problems == ()
    with pytest.raises(InputRefusedError) as refused:
        record(book, PLAN, Results())
    assert [(problem.code, problem.place.sheet) for problem in refused.value.problems] == [("BANG-02", SHEET)]


@pytest.mark.parametrize("title", ["Tiêu chí_2", "Các tiêu chí"])
def test_a_copy_of_the_criteria_is_not_taken_for_the_set(title: str, tmp_path: Path) -> None:
    book = read(tmp_path, drop_sheet(SHEET), lambda opened: opened.create_sheet(title).__setitem__("A1", "nháp"))
    assert (book.plan.criteria_set, book.problems) == ((), ())


def test_a_new_workbook_has_the_empty_sheet_and_tells_what_it_is_for(tmp_path: Path) -> None:
    path = saved(tmp_path, blank_plan_book(2025))
    assert not [problem for problem in refusals(path) if problem.place.sheet == SHEET]
    assert sum(f"Trang {SHEET}" in line for line in GUIDE) == 1
