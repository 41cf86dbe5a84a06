"""The laws that the program rests on, each as a property: 200 examples in `make test`, 10,000 in the nightly profile.

Other modules hold more of the same for their own rooms; a law that is named in one sentence stands here.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import package
from generator.actions.plan_drafts import draft_plan
from generator.anatomy import make_out
from generator.content_checks import fixed
from generator.errors import GeneratorError, Severity
from generator.final_copy import Numbering, Order, final_copy
from generator.format_checks import CATALOGUE, Finding, Sheet, check
from generator.formatting import read_document
from generator.merge import Content, merge
from generator.plan import Plan
from generator.records import BodyKind, BodyRow, Section
from generator.richtext import Text
from generator.workbook import read_plan_book, record, write_plan_book
from tests.books import saved, small_plan
from tests.checked_plans import LISTS
from tests.desks import ISSUED_ON, NOW
from tests.fuzzed import unpacked
from tests.fuzzed_books import broken_book
from tests.papers import words
from tests.plans import plans
from tests.plausible_plans import plausible_plans
from tests.test_drafts_sound import known, raw_strings
from tests.test_merge import contents, printed, same
from tests.test_readback import draft, opened, reads_as_printed

EXAMPLES: Final = 10_000 if os.environ.get("VANBAN_PROFILE") == "nightly" else 200
LAW: Final = settings(max_examples=EXAMPLES)
few: Final = plans(max_criteria=3)
GOOD: Final = write_plan_book(small_plan())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("luat")


# The plan and its workbook


@LAW
@given(few)
def test_plan_to_workbook_to_plan(desk: Path, plan: Plan) -> None:
    """Ids with it: a row keeps its own for good. What is written back unchanged is the very file."""
    data = write_plan_book(plan)
    found = read_plan_book(saved(desk, data))
    assert found.plan == plan
    assert not found.new_ids
    assert record(found, plan, found.results) == data


@settings(max_examples=EXAMPLES // 10)
@given(few)
def test_the_same_plan_gives_the_same_workbook(plan: Plan) -> None:
    assert write_plan_book(plan) == write_plan_book(plan)


@LAW
@given(st.integers(0, 2**32).map(Random))
def test_a_refused_workbook_is_left_as_it_is_and_nothing_is_written(tmp_path_factory: pytest.TempPathFactory, chance: Random) -> None:
    folder = tmp_path_factory.mktemp("hong")
    data = broken_book(GOOD, chance)
    path = saved(folder, data)
    try:
        draft_plan(path, folder / "out", NOW)
    except GeneratorError:
        assert [entry.name for entry in folder.iterdir()] == [path.name]
        assert path.read_bytes() == data


# The plan and its draft


@LAW
@given(few)
def test_plan_to_draft_to_fields(desk: Path, plan: Plan) -> None:
    reads_as_printed(plan, desk)


@LAW
@given(few)
def test_the_same_plan_gives_the_same_draft_and_every_word_of_it_is_there(plan: Plan) -> None:
    data = draft(plan)
    assert draft(plan) == data
    text = known(words(data))
    assert [name for name, sought in raw_strings(plan) if known(sought) not in text] == []


ANNEXED: Final = BodyRow(
    id="phu-luc", section=Section.PURPOSE, kind=BodyKind.BULLET, text=Text.of("Thực hiện các giải pháp tại Phụ lục kèm theo")
)
WEIGHTS: Final = {code: rule.severity for code, rule in CATALOGUE.items()}


@LAW
@given(plausible_plans(most=3))
def test_all_that_is_generated_passes_our_own_check(plan: Plan) -> None:
    assert WEIGHTS
    assert errors(draft(plan.model_copy(update={"body": (ANNEXED, *plan.body)}))) == []


def errors(data: bytes) -> list[Finding]:
    document = read_document(unpacked(data))
    found = check(Sheet(document, make_out(document)))
    return [finding for finding in found if (finding.severity or WEIGHTS[finding.code]) is Severity.ERROR]


@LAW
@given(plausible_plans(most=3))
def test_the_issued_file_says_what_the_draft_said_and_hides_nothing(desk: Path, plan: Plan) -> None:
    unnumbered = plan.model_copy(
        update={"facts": plan.facts.model_copy(update={"number": "", "issue_date": None, "print_draft_mark": False})}
    )
    data = draft(unnumbered)
    issued = final_copy(opened(data, desk), Order(Numbering(7, ISSUED_ON)))
    parts = unpacked(issued)
    assert not [name for name in parts if name.startswith("customXml/")]
    assert b"w:bookmarkStart" not in parts["word/document.xml"]
    text = known(words(issued))
    assert [name for name, sought in raw_strings(unnumbered) if known(sought) not in text] == []


# Three sides


@LAW
@given(contents(), contents())
def test_what_one_side_left_alone_is_as_on_the_other(base: Content, changed: Content) -> None:
    assert same(merge(base, base, changed), changed)
    assert same(merge(base, changed, base), changed)
    assert same(merge(base, changed, changed), changed)


@LAW
@given(contents(), contents(), contents())
def test_taking_the_same_edits_again_changes_nothing(base: Content, mine: Content, theirs: Content) -> None:
    once = merge(base, mine, theirs)
    if not once.conflicts:
        assert same(merge(theirs, once.content, theirs), once.content)


@settings(max_examples=EXAMPLES // 4)
@given(plans(max_criteria=4), plans(max_criteria=4))
def test_the_laws_of_three_sides_hold_for_what_plans_print(one: Plan, other: Plan) -> None:
    base, changed = printed(one), printed(other)
    assert same(merge(base, base, changed), changed)
    assert same(merge(base, changed, base), changed)
    assert same(merge(base, changed, changed), changed)


# Rules


@LAW
@given(few)
def test_what_was_mended_needs_no_mending(plan: Plan) -> None:
    once = fixed(plan, LISTS)
    assert fixed(once.plan, LISTS).changes == ()


def test_a_law_can_fail(desk: Path) -> None:
    """The loops above are not over nothing: a plan with another word prints another draft, and a lost word is missed."""
    plan = small_plan()
    other = plan.model_copy(update={"criteria": plan.criteria[:1]})
    assert draft(plan) != draft(other)
    text = known(words(draft(other)))
    lost = plan.model_copy(update={"body": (ANNEXED,)})
    assert [name for name, sought in raw_strings(lost) if known(sought) not in text] == ["body phu-luc"]
    assert errors(draft(other))
    assert package.open_package(saved(desk, GOOD)).parts
