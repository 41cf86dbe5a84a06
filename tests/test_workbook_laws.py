"""Laws of the plan workbook: what is written reads back as it was, however the columns lie."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.plan import Plan
from generator.records import Unit, UnitKind
from generator.richtext import Run, Text
from generator.workbook import PlanBook, read_plan_book, write_plan_book
from generator.workbook.sheets import LIST_SHEETS
from tests.books import criterion, edited, saved, small_plan
from tests.plans import Maker, plans
from tests.test_workbook_bad_input import put


def read(data: bytes) -> PlanBook:
    with TemporaryDirectory() as folder:
        return read_plan_book(saved(Path(folder), data))


def shuffle_columns(sheet: Any, chance: Random) -> None:  # noqa: ANN401 - openpyxl or a record decides the type
    """Move the columns of a sheet about, with empty columns and a title row put in, and headings in odd letters."""
    rows = [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows(max_col=20)]
    order = [index for index in range(len(rows[0])) if rows[0][index][0] is not None]
    chance.shuffle(order)
    sheet.delete_rows(1, sheet.max_row)
    sheet.cell(1, 1, "TÊN BẢNG do người dùng đặt")
    for number, row in enumerate(rows, 3):
        for place, index in enumerate(order):
            value, number_format = row[index]
            cell = sheet.cell(number, 2 * place + 1)
            cell.value = f"  {value.swapcase()} * " if number == 3 else value
            cell.number_format = number_format
            if isinstance(value, str):
                cell.data_type = "s"


def disorder(book: Workbook, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - not for secrets
    for schema in LIST_SHEETS:
        sheet = book[schema.title]
        assert isinstance(sheet, Worksheet)
        sheet.tables.clear()
        if schema.key != "fields":
            shuffle_columns(sheet, chance)
        sheet.title = f" {schema.title.upper()} "
    book.create_sheet("Trang riêng")["A1"] = "=1+1"


@settings(max_examples=25)
@given(plans())
def test_a_plan_written_and_read_again_is_the_same_plan(plan: Plan) -> None:
    book = read(write_plan_book(plan))
    assert book.plan == plan
    assert not book.new_ids


@settings(max_examples=6)
@given(plans())
def test_writing_twice_gives_the_same_bytes(plan: Plan) -> None:
    assert write_plan_book(plan) == write_plan_book(plan)


@settings(max_examples=10)
@given(plans(max_criteria=4), st.integers(0, 2**32))
def test_columns_moved_and_headings_in_other_letters_change_nothing(plan: Plan, seed: int) -> None:
    data = edited(write_plan_book(plan), lambda book: disorder(book, seed))
    assert read(data).plan == plan


@settings(max_examples=6)
@given(plans(max_criteria=4))
def test_a_workbook_saved_by_another_program_reads_the_same(plan: Plan) -> None:
    assert read(edited(write_plan_book(plan), lambda _: None)).plan == plan


@pytest.mark.parametrize("count", [0, 1, 300])
def test_plans_of_any_size_read_back(count: int) -> None:
    plan = Maker(Random(count), ("Rà soát & đơn giản hoá", "<b>")).plan(count)  # noqa: S311 - not for secrets
    assert len(plan.criteria) == count
    assert read(write_plan_book(plan)).plan == plan


ODD_WORDS = (
    "_x000D_ và _x0041_",
    "_x005F_",
    "_x005F_x005F_x000D_",
    "=1+1",
    "-5",
    "'nháy đơn",
    "#REF!",
    "TRUE",
    "2025-01-02",
    "1,50",
    "một\nhai\n\nba",
    "<b>&amp;</b> ]]> “”",
    "\U0001f4c4 𝒜 ê̄",
    "x" * 32_767,
)


@pytest.mark.parametrize("words", ODD_WORDS, ids=range(len(ODD_WORDS)))
def test_odd_words_stay_as_they_are_in_plain_and_in_rich_text(words: str) -> None:
    rich = Text((Run(words[:-1] or words, bold=True), Run(words[-1:])))
    plan = small_plan(criterion(internal_note=words, remedy=Text.of(words), cause=rich))
    assert read(write_plan_book(plan)).plan == plan


def test_control_characters_and_lone_surrogates_do_not_stop_writing() -> None:
    plan = small_plan(criterion(internal_note="a\x00b\x0bc\ud800\uffff", remedy=Text((Run("đ\x01", bold=True), Run("e\x1f")))))
    row = read(write_plan_book(plan)).plan.criteria[0]
    assert row.internal_note == "ab\nc"
    assert row.remedy == Text((Run("đ", bold=True), Run("e")))


def test_the_strategy_makes_formats_odd_letters_and_full_plans() -> None:
    made = [Maker(Random(seed), ("Sở & “VP”",)).plan(5) for seed in range(30)]  # noqa: S311 - not for secrets
    assert any(row.remedy.formatted for plan in made for row in plan.criteria)
    assert any(len(plan.agencies) > 1 for plan in made)
    assert any(len(plan.signers) > 1 for plan in made)
    assert any("&" in row.remedy.plain for plan in made for row in plan.criteria)
    assert io.BytesIO(write_plan_book(made[0])).read(2) == b"PK"


def test_units_are_listed_by_names_with_commas_however_spaced() -> None:
    names = ("Phòng , xong", "Phòng KH,CN", "Phòng A,, B", "Phòng C, D")
    units = tuple(Unit(id=f"p{number}", name=name, kind=UnitKind.ROOM) for number, name in enumerate(names))
    row = criterion("1.1.2", lead="p0", support=("p1", "p0", "p2", "p3"))
    body = small_plan().body[0].model_copy(update={"unit": "p0"})
    plan = small_plan(row, units=units, body=(body,))
    assert read(write_plan_book(plan)).plan == plan
    typed = edited(write_plan_book(plan), put("Tiêu chí", "K2", "Phòng C,D, Phòng KH,CN,, Phòng , xong"))
    assert read(typed).plan.criteria[0].support == ("p3", "p1", "p0")
