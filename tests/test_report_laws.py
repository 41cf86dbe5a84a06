"""Reports and urging letters written in Word become workbooks: every field that ours print comes back, and no word of others is dropped."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from generator.past_papers import Imported
from generator.plan import Plan
from generator.records import TimeKind
from generator.results import Results
from generator.workbook import read_plan_book, write_cells
from tests.imported import taken
from tests.plausible_reports import Told, draws, told_plan
from tests.printed_reports import printed_report
from tests.report_examples import made, printed
from tests.tools import resaved

_LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def draft(told: Told) -> bytes:
    plan, results, period = told
    return printed(made(plan, results, period))


def book_of(found: Imported, folder: Path) -> tuple[Plan, Results]:
    """The workbook read again, once the clerk wrote down the times that a completion report does not print."""
    for row in found.cells.lists["criteria"]:
        if row.get("time_kind") is None and "VÍ DỤ" not in str(row.get("internal_note")):
            row |= {"time_kind": TimeKind.ONGOING, "time": None}
    path = folder / "so.xlsx"
    path.write_bytes(write_cells(found.cells))
    book = read_plan_book(path)
    return book.plan, book.results


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bao-cao")


@_LAW
@given(drawn=draws)
def test_a_draft_of_a_report_gives_every_field_that_it_prints(desk: Path, drawn: tuple[int, int, str]) -> None:
    plan, results, period = told = told_plan(*drawn)
    imported = book_of(taken(draft(told)), desk)
    assert printed_report(*imported, period) == printed_report(plan, results, period)


@_LAW
@given(drawn=draws)
def test_every_line_of_a_draft_of_a_report_is_taken(drawn: tuple[int, int, str]) -> None:
    found = taken(draft(told_plan(*drawn)))
    assert [part for part in found.recall if part.taken != part.whole] == []


@pytest.mark.parametrize("code", ["Q1", "NAM"])
def test_a_report_saved_by_libreoffice_gives_the_same(tmp_path: Path, code: str) -> None:
    plan, results, _ = told_plan(7, 11, code)
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(printed(made(plan, results, code)))
    again = book_of(taken(resaved(path, tmp_path).read_bytes()), tmp_path)
    assert printed_report(*again, code) == printed_report(plan, results, code)
