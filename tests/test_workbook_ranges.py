"""Ranges of cells in files that somebody else wrote, or broke."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook

from generator.errors import GeneratorError
from generator.workbook import read_plan_book, record, write_plan_book
from generator.workbook.ranges import box, named
from tests.books import edited, saved, small_plan
from tests.test_workbook_patch import parts_of, zipped

NONSENSE = ("", "#REF!", "A2:B4 C5:D6", "A0", "F0B7", "A:B", "3:5", "A1:", "ZZZZ9", "A1:ZZZZ9", "x", "1")


@pytest.mark.parametrize("cells", NONSENSE)
def test_what_is_no_range_of_cells_is_told_apart(cells: str) -> None:
    assert box(cells) is None


def test_edges_are_read_and_named() -> None:
    assert box("$B$2:D9") == (2, 2, 4, 9)
    assert box("E7") == (5, 7, 5, 7)
    assert named((2, 2, 28, 9)) == "B2:AB9"


def with_everything(book: Workbook) -> None:
    """A link, a note, merged cells beside the list, a rule, a formula over several cells: each has a range of its own."""
    sheet = book["Tiêu chí"]
    sheet["G2"].hyperlink = "https://vi.du/"
    sheet.merge_cells("AD2:AE2")


PLACES = {
    "a link": rb'(<hyperlink [^>]*ref=")[^"]*',
    "merged cells": rb'(<mergeCell ref=")[^"]*',
    "a table": rb'(<table [^>]*\bref=")[^"]*',
    "a rule": rb'(sqref=")[^"]*',
    "the sheet": rb'(<dimension ref=")[^"]*',
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("cells", NONSENSE[:6:2])
def test_rows_move_or_are_refused_whatever_a_range_says(place: str, cells: str, tmp_path: Path) -> None:
    parts = parts_of(edited(write_plan_book(small_plan()), with_everything))
    broken = {name: re.sub(PLACES[place], rb"\g<1>" + cells.encode(), data) for name, data in parts.items()}
    assert broken != parts
    try:
        book = read_plan_book(saved(tmp_path, zipped(broken)))
        plan = book.plan.model_copy(update={"criteria": book.plan.criteria[::-1]})
        made = record(book, plan, book.results)
    except GeneratorError:
        return
    assert read_plan_book(saved(tmp_path, made)).plan == plan


def test_of_ranges_that_are_none_some_hinder_nothing(tmp_path: Path) -> None:
    """Lest the test above sees nothing but refusals."""
    parts = parts_of(edited(write_plan_book(small_plan()), with_everything))
    broken = {name: re.sub(PLACES["the sheet"], rb"\g<1>#REF!", data) for name, data in parts.items()}
    book = read_plan_book(saved(tmp_path, zipped(broken)))
    plan = book.plan.model_copy(update={"criteria": book.plan.criteria[::-1]})
    assert record(book, plan, book.results)
