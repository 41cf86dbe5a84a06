"""A plan at a glance: points by field add up, and nothing is said twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import given

from generator import content_checks
from generator.actions.plan_glance import glance, points_by_field
from generator.plan import Plan
from generator.records import SetCriterion
from generator.richtext import Text
from generator.workbook import read_plan_book, write_plan_book
from tests.books import criterion, saved, small_plan
from tests.plans import plans
from tests.test_sample import BOOK


def _line(code: str, maximum: str, score: str | None) -> SetCriterion:
    return SetCriterion(id=code, code=code, name=Text.of("Dòng"), maximum=Decimal(maximum), score=Decimal(score) if score else None)


def test_the_points_of_the_sample_by_field_add_up_to_those_its_lines_cover() -> None:
    book = read_plan_book(BOOK)
    found = glance(book, date(2025, 1, 20))
    lost, covered = content_checks.lost_points(book.plan)
    assert found.fields
    assert sum(field.covered for field in found.fields) == covered
    assert sum(field.criteria for field in found.fields) == len(book.plan.criteria)
    assert sum(field.lost for field in found.fields) + found.unplaced == lost
    assert found.state.words == "Nháp"


def test_lines_of_the_criteria_set_without_a_line_in_the_plan_are_not_covered() -> None:
    plan = small_plan(criterion("1.1.2"), criteria_set=(_line("1.1.2", "2", "1.9"), _line("1.2.1", "3", "2"), _line("4.1", "1", "0.5")))
    found = {field.id: field for field in points_by_field(plan)}
    assert (found["1"].covered, found["1"].uncovered, found["1"].lost) == (Decimal("0.1"), Decimal(1), Decimal("1.1"))
    assert (found["4"].criteria, found["4"].covered, found["4"].uncovered) == (0, Decimal(0), Decimal("0.5"))
    assert set(found) == {"1", "4"}


def test_lines_that_lost_more_than_the_index_leave_nothing_over(tmp_path: Path) -> None:
    plan = small_plan(criterion("1.1.2", maximum=Decimal(90), score=Decimal(0)))
    path = saved(tmp_path, write_plan_book(plan))
    assert glance(read_plan_book(path), date(2025, 1, 20)).unplaced == 0


@given(plans())
def test_the_points_of_any_plan_by_field_add_up(plan: Plan) -> None:
    _, covered = content_checks.lost_points(plan)
    found = points_by_field(plan)
    assert sum(field.covered for field in found) == covered
    assert sum(field.criteria for field in found) == len(plan.criteria)
    assert all(field.uncovered >= 0 for field in found)
