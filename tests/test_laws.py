"""The laws that the program rests on, each as a property: 200 examples in `make test`, 10,000 in the nightly profile (`make laws`).

Other modules hold more of the same for their own rooms; a law that is named in one sentence stands here. Two laws are of the code, not of
what it makes, and are held by import-linter and mypy: that checks never open a file, and that what is judged is frozen.
"""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import fields, package
from generator.actions.plan_drafts import Wish, draft_plan
from generator.anatomy import make_out
from generator.content_checks import fixed
from generator.errors import GeneratorError, Severity
from generator.final_copy import Numbering, Order, final_copy
from generator.format_checks import CATALOGUE, Finding, Sheet, check
from generator.formatting import read_document
from generator.merge import Content, merge
from generator.papers import completion_report, plan_paper, result_report
from generator.papers.agency_names import agency_on, plan_citation
from generator.plan import Plan
from generator.records import BodyKind, BodyRow, Section
from generator.richtext import Text
from generator.standing import UNREPORTED
from generator.workbook import read_plan_book, record, write_plan_book
from tests.books import refusals, saved, small_plan
from tests.checked_plans import LISTS
from tests.desks import ISSUED_ON, NOW, typed
from tests.fuzzed import unpacked
from tests.fuzzed_books import broken_book
from tests.papers import words
from tests.plans import plans
from tests.plausible_plans import plausible_plans
from tests.plausible_reports import draws, told_plan
from tests.recount import Case, reported
from tests.recount import said as latest
from tests.report_examples import made as made_report
from tests.report_examples import printed as printed_report
from tests.test_drafts_sound import known, raw_strings
from tests.test_merge import contents, printed, same
from tests.test_readback import comes_back, draft, opened, reads_as_printed, reads_without_anchors
from tests.test_readback import words as typed_words

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
    """Ids with it: a row keeps its own for good. The same plan gives the same bytes; what is written back unchanged is the very file."""
    data = write_plan_book(plan)
    assert write_plan_book(plan) == data
    found = read_plan_book(saved(desk, data))
    assert found.plan == plan
    assert not found.new_ids
    assert record(found, plan, found.results) == data


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


FAULTS: Final = {
    ("Tiêu chí", "C2"): "1.1.a",
    ("Tiêu chí", "E3"): "không",
    ("Tiêu chí", "F2"): "gần hai",
    ("Tiêu chí", "H2"): "",
    ("Tiêu chí", "H3"): "làm {{ 7*7 }}",
    ("Tiêu chí", "J2"): "Phòng Lạ",
    ("Tiêu chí", "J3"): "",
    ("Tiêu chí", "L3"): "Thường xuyênn",
    ("Tiêu chí", "O2"): "có thể",
    ("Kế hoạch", "B2"): "năm ngoái",
    ("Kế hoạch", "B10"): "185",
    ("Kế hoạch", "B15"): "Người Lạ",
    ("Căn cứ", "E2"): "31/02/2025",
    ("Nội dung", "B2"): "Phần khác",
    ("Nơi nhận", "A2"): "mã có dấu",
    ("Kỳ báo cáo", "D2"): "01/01/2001",
}
"""Cells, and what a person may not type there."""


@LAW
@given(st.sets(st.sampled_from(sorted(FAULTS)), min_size=1))
def test_all_faults_are_told_at_once_each_at_its_place_with_a_cure(desk: Path, spots: set[tuple[str, str]]) -> None:
    found = refusals(saved(desk, spoiled(spots)))
    assert {(problem.place.sheet, problem.place.cell) for problem in found} == spots
    assert all(problem.code and problem.message and problem.cure for problem in found)


def spoiled(spots: set[tuple[str, str]]) -> bytes:
    """The good workbook with those words typed."""
    parts = unpacked(GOOD)
    titles = re.findall(r'<sheet [^>]*name="([^"]*)"', parts["xl/workbook.xml"].decode("utf-8"))
    for sheet, cell in spots:
        name = f"xl/worksheets/sheet{titles.index(sheet) + 1}.xml"
        new = f'<c r="{cell}" t="inlineStr"><is><t>{FAULTS[sheet, cell]}</t></is></c>'
        text, count = re.subn(rf'<c r="{cell}" [^>]*>.*?</c>', new, parts[name].decode("utf-8"), count=1)
        assert count
        parts[name] = text.encode("utf-8")
    return package.join([package.pack(name, data) for name, data in parts.items()])


# The plan and its draft


@LAW
@given(few)
def test_plan_to_draft_to_fields(desk: Path, plan: Plan) -> None:
    reads_as_printed(plan, desk)


@LAW
@given(few)
def test_without_anchors_each_text_is_found_by_its_words_or_asked_about(desk: Path, plan: Plan) -> None:
    reads_without_anchors(plan, desk)


@LAW
@given(few, st.data())
def test_words_typed_over_fields_come_back_under_their_keys_and_under_no_other(desk: Path, plan: Plan, data: st.DataObject) -> None:
    comes_back(plan, data, desk)


@LAW
@given(few)
def test_each_row_of_a_draft_has_one_anchor_of_its_own(plan: Plan) -> None:
    xml = unpacked(draft(plan))["word/document.xml"].decode("utf-8")
    marks = [dict(re.findall(r'w:(id|name)="([^"]*)"', mark)) for mark in re.findall(r"<w:bookmarkStart [^>]*>", xml)]
    rows = {fields.row_key(key) for key in fields.by_key(plan_paper(plan, draft=1))}
    named = [mark["name"] for mark in marks]
    assert len(set(named)) == len(named) == len({mark["id"] for mark in marks})
    assert {fields.anchor_name(row) for row in rows if row.count("/")} <= set(named)


@LAW
@given(st.one_of(typed_words, st.binary(max_size=40)), st.booleans())
def test_a_draft_that_a_person_changed_is_never_written_over(
    tmp_path_factory: pytest.TempPathFactory,
    change: str | bytes,
    anyway: bool,  # noqa: FBT001 - Hypothesis gives it by position
) -> None:
    """Neither when the next draft is refused because its edits were not taken back, nor when the clerk wants it all the same."""
    folder = tmp_path_factory.mktemp("sua")
    book = saved(folder, GOOD)
    (first,) = draft_plan(book, folder / "out", NOW).files
    touched = change if isinstance(change, bytes) else typed(first, "Rà soát hằng tháng", escape(f"{change} và rà soát")).read_bytes()
    first.write_bytes(touched)
    try:
        later = draft_plan(book, folder / "out", NOW, Wish(anyway=anyway)).files
    except GeneratorError:
        later = ()
    assert first.read_bytes() == touched
    assert first not in later
    assert later or not anyway


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


# Reports


@LAW
@given(reported())
def test_what_nobody_reported_is_said_and_what_was_not_issued_has_no_number_and_no_day(case: Case) -> None:
    plan, results, period = case
    for word in (result_report, completion_report):
        paper = word(plan, results, period)
        said = {line.code.text.plain: line.progress.plain.startswith(UNREPORTED) for group in paper.groups for line in group.criteria}
        assert said == {row.code: latest(plan, results, period, row.id) is None for row in plan.criteria}
        assert [text.plain.strip() for text in (paper.number, paper.day, paper.month)] == ["", "", ""]


@LAW
@given(draws)
def test_a_report_passes_our_own_check_and_the_same_results_give_the_same_bytes(drawn: tuple[int, int, str]) -> None:
    paper = made_report(*told_plan(*drawn))
    data = printed_report(paper)
    assert printed_report(paper) == data
    assert errors(data) == []


@LAW
@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), max_size=4, unique=True), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_an_agency_goes_by_its_name_of_the_day_and_what_it_issued_by_the_name_of_then(ends: list[date], day: date) -> None:
    plan, edges = small_plan(), sorted(ends)
    agencies = tuple(
        plan.agency.model_copy(
            update={
                "id": f"so{number}",
                "name": f"Sở thứ {number}",
                "valid_from": edges[number - 1] + timedelta(days=1) if number else None,
                "valid_to": edges[number] if number < len(edges) else None,
            }
        )
        for number in range(len(edges) + 1)
    )
    for issuer in agencies:
        issued = issuer.valid_from or issuer.valid_to
        then = plan.model_copy(update={"agencies": agencies, "facts": plan.facts.model_copy(update={"issue_date": issued, "number": "05"})})
        now = agency_on(then, day)
        assert now.name == f"Sở thứ {sum(day > end for end in edges)}"
        assert then.agency.name in plan_citation(then, day)
        assert ("(cũ)" in plan_citation(then, day)) == (now != then.agency)


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


@LAW
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
