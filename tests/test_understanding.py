"""Words typed outside the workbook mean what they would mean in a cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings

from generator.errors import InputRefusedError
from generator.plan import Plan
from generator.records import TimeKind, TimeLimit
from generator.richtext import EMPTY, Run, Text
from generator.workbook import understood, write_plan_book
from generator.workbook.schema import Kind
from generator.workbook.sheets import FACTS, FACTS_TITLE, PLAN_SHEETS
from generator.workbook.showing import cells_of
from tests.books import edited, refusals, saved, small_plan
from tests.plans import plans
from tests.test_workbook_bad_input import put

PLAN: Final = small_plan()

MEANT: Final[dict[str, tuple[str | Text, str, str, object]]] = {
    "a score with a comma": ("1,9", "criteria", "score", Decimal("1.9")),
    "a score with a dot": (" 1.90 ", "criteria", "maximum", Decimal("1.9")),
    "a short name": ("văn  phòng", "criteria", "lead", "VP"),
    "a code": ("qlkh", "body", "unit", "QLKH"),
    "several units": ("Phòng Quản lý khoa học; Văn phòng Sở", "criteria", "support", ("QLKH", "VP")),
    "no unit": ("", "criteria", "support", ()),
    "a day": ("30/9/2025", "criteria", "time", TimeLimit(TimeKind.DAY, day=date(2025, 9, 30))),
    "a quarter": ("Quý IV năm 2025", "criteria", "time", TimeLimit(TimeKind.QUARTER, quarter=4, year=2025)),
    "a quarter of the action year": ("quý 3", "criteria", "time", TimeLimit(TimeKind.QUARTER, quarter=3, year=2025)),
    "a year": ("Năm 2025", "criteria", "time", TimeLimit(TimeKind.YEAR, year=2025)),
    "all the time": ("Thường xuyên", "criteria", "time", TimeLimit(TimeKind.ONGOING)),
    "rich text": (
        Text((Run("Đậm ", bold=True), Run("thường \u00a0"))),
        "criteria",
        "remedy",
        Text((Run("Đậm ", bold=True), Run("thường"))),
    ),
    "rich text in a cell for words": (Text((Run("Sở ", bold=True), Run("Nội vụ;"))), "recipients", "name", "Sở Nội vụ"),
    "an end that the template prints": ("Khắc phục./.", "body", "text", Text.of("Khắc phục")),
    "nothing in a cell for text": ("  ", "criteria", "cause", EMPTY),
    "nothing in a cell for a score": ("", "criteria", "target", None),
    "nothing means yes": ("", "criteria", "self_scored", True),
    "a date of a basis": ("ngày 02 tháng 01 năm 2025", "bases", "issued", date(2025, 1, 2)),
    "a field's number": ("IV", "criteria", "field", "4"),
    "a signer among the facts": ("Phan Đăng Đông", "facts", "signer", "gd"),
    "nothing among the facts": ("", "facts", "applicable_maximum", Decimal(100)),
    "a period of a result": ("Quý I", "results", "period", "Q1"),
    "a criterion of a result": ("1.1.2", "results", "criterion", "1.1.2"),
}


@pytest.mark.parametrize("name", MEANT)
def test_words_mean_what_their_column_makes_of_them(name: str) -> None:
    words, sheet, column, value = MEANT[name]
    if PLAN.periods[0].id != "Q1":
        pytest.fail("the example has another period")
    assert understood(words, sheet, column, PLAN) == value


@settings(max_examples=10)
@given(plans(max_criteria=3))
def test_every_cell_shown_is_understood_as_the_value_it_shows(plan: Plan) -> None:
    cells = cells_of(plan)
    seen = 0
    for fact in FACTS:
        seen += _agree(cells.facts[fact.key], "facts", fact.key, plan, getattr(plan.facts, fact.key))
    for sheet in PLAN_SHEETS:
        for record, shown in zip(getattr(plan, sheet.key), cells.lists[sheet.key], strict=True):
            for column in sheet.columns:
                if hasattr(record, column.key) and column.kind not in {Kind.TIME_KIND, Kind.TIME_VALUE, Kind.PERIOD}:
                    seen += _agree(shown[column.key], sheet.key, column.key, plan, getattr(record, column.key))
    assert seen > 20


def _agree(shown: Any, sheet: str, column: str, plan: Plan, value: object) -> int:  # noqa: ANN401 - whatever a cell shows
    if isinstance(shown, Decimal | date):
        shown = format(shown, "f") if isinstance(shown, Decimal) else f"{shown:%d/%m/%Y}"
    words = shown if isinstance(shown, Text) else str("" if shown is None else shown)
    assert understood(words, sheet, column, plan) == value
    return 1


FAULTS: Final = {
    "no score": ("criteria", "score", "nhiều", "Tiêu chí", "F2"),
    "an unknown unit": ("criteria", "lead", "Văn phongg", "Tiêu chí", "J2"),
    "a day that is none": ("bases", "issued", "31/2/2025", "Căn cứ", "E2"),
    "nothing where something must be": ("criteria", "remedy", "", "Tiêu chí", "H2"),
    "template code": ("body", "text", "{{ x }}", "Nội dung", "D2"),
    "no choice": ("body", "kind", "Mục lục", "Nội dung", "C2"),
    "no year among the facts": ("facts", "action_year", "năm nay", FACTS_TITLE, "B3"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_words_that_no_cell_takes_are_refused_with_the_problem_that_the_cell_has(fault: str) -> None:
    sheet, column, words, title, cell = FAULTS[fault]
    with pytest.raises(InputRefusedError) as refused:
        understood(words, sheet, column, PLAN)
    (problem,) = refused.value.problems
    assert (problem.place.file, problem.place.sheet, problem.place.cell) == ("", title, "")
    with TemporaryDirectory() as folder:
        typed = saved(Path(folder), edited(write_plan_book(PLAN), put(title, cell, words)))
        same = next(one for one in refusals(typed) if one.place.cell == cell)
    assert (same.code, same.message, same.cure) == (problem.code, problem.message, problem.cure)


@pytest.mark.parametrize("words", ["31/2/2025", "mai", "Quý V năm 2025", "Năm 1925", ""])
def test_a_time_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        understood(words, "criteria", "time", PLAN)
    assert refused.value.problems[0].code in {"BANG-10", "BANG-15"}
    assert refused.value.problems[0].place.sheet == "Tiêu chí"
