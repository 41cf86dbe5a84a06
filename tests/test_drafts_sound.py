"""Hundreds of generated plans: each draft is sound for Microsoft's own validator and holds every word of its plan."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from generator import blueprint, fields, vietnamese
from generator.papers import plan_paper
from generator.plan import Plan
from generator.records import AnnexProfile
from generator.richtext import Text
from tests.papers import TEMPLATES, made, opened, words
from tests.plans import VIETNAMESE, Maker, plans
from tests.tools import schema_errors

BATCHES = 4
EXAMPLES = 130
"""Plans in a batch; batches run side by side."""
MOST_CRITERIA = (9, 9, 9, 40, 40, 300)
EXTREMES = (0, 300)
"""Numbers of criteria that every batch has besides those drawn by chance."""

sizes = st.sampled_from(MOST_CRITERIA).flatmap(lambda most: plans(max_criteria=most))


@pytest.fixture(scope="module", params=range(BATCHES))
def drafts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A draft for each generated plan, every data string found again in it."""
    folder = tmp_path_factory.mktemp("drafts")
    made_files: list[Path] = []

    def keep(plan: Plan, draft: int) -> None:
        data = made(plan, TEMPLATES / blueprint.FILE_NAMES[plan.facts.annex_profile], draft=draft)
        text = known(words(data))
        assert [name for name, sought in raw_strings(plan) if known(sought) not in text] == []
        made_files.append(folder / f"{len(made_files)}.docx")
        made_files[-1].write_bytes(data)

    @seed(request.param)
    @settings(max_examples=EXAMPLES, database=None, derandomize=False, phases=[Phase.generate])
    @given(sizes, st.integers(1, 12))
    def make(plan: Plan, draft: int) -> None:
        keep(plan, draft)

    for count in EXTREMES:
        keep(Maker(Random(request.param), VIETNAMESE).plan(count), 1)  # noqa: S311 - not for secrets
    make()
    return made_files


def known(text: str) -> str:
    """A form in which capitals, spaces and decimal marks make no difference."""
    return " ".join(vietnamese.prose(text).upper().casefold().split())


def raw_strings(plan: Plan) -> Iterator[tuple[str, str]]:
    """What a person typed and a plan prints, straight from the plan: not through `fields`, which words it for the page."""
    yield "title", plan.facts.title.plain
    yield "annex title", plan.facts.annex_title.plain
    yield from (("agency", text) for text in (plan.agency.name, plan.agency.parent, plan.agency.place))
    yield "signer", plan.signer.name if plan.signer else ""
    for basis in plan.bases:
        yield f"basis {basis.id}", basis.subject.plain
    for row in plan.body:
        yield f"body {row.id}", row.text.plain
    for recipient in plan.recipients:
        yield f"recipient {recipient.id}", recipient.name
    for criterion in plan.criteria:
        long = (criterion.cause, criterion.evidence) if plan.facts.annex_profile is AnnexProfile.ELEVEN else ()
        for text in (criterion.name, criterion.remedy, *long):
            yield f"criterion {criterion.id}", text.plain
        for code in (criterion.lead, *criterion.support):
            yield f"unit {code}", plan.unit(code).printed


def test_five_hundred_generated_drafts_have_no_schema_error(drafts: list[Path]) -> None:
    assert BATCHES * len(drafts) >= 500
    assert schema_errors(drafts) == []


def test_the_generated_drafts_reach_from_no_criterion_to_three_hundred(drafts: list[Path]) -> None:
    fewest, most = (len(opened(path.read_bytes()).tables[-1].rows) for path in drafts[:2])
    assert fewest == 1
    assert most > EXTREMES[1]


@given(plans(max_criteria=20), st.integers(1, 3))
@settings(max_examples=40)
def test_the_same_plan_gives_the_same_bytes(plan: Plan, draft: int) -> None:
    assert made(plan, draft=draft) == made(plan, draft=draft)


@given(plans(max_criteria=20))
@settings(max_examples=40)
def test_no_clock_enters_the_file(plan: Plan) -> None:
    with zipfile.ZipFile(io.BytesIO(made(plan))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(plans(max_criteria=40))
@settings(max_examples=60)
def test_every_key_names_one_field_and_every_anchor_one_key(plan: Plan) -> None:
    keys = fields.by_key(plan_paper(plan, draft=1))
    assert {"title", "agency", "signer"} <= keys.keys()
    rows = {fields.row_key(key) for key in keys}
    anchors = {fields.anchor_name(row) for row in rows}
    assert len(anchors) == len(rows)
    assert all(len(anchor) <= fields.LONGEST_BOOKMARK and anchor.isascii() for anchor in anchors)


@given(plans(max_criteria=10))
@settings(max_examples=60)
def test_bold_and_italic_words_of_a_cell_are_bold_and_italic_on_the_page(plan: Plan) -> None:
    data = made(plan)
    runs = [run for table in opened(data).tables for row in table.rows for cell in row.cells for p in cell.paragraphs for run in p.runs]
    shown = {(run.text, bool(run.bold), bool(run.italic)) for run in runs}
    for criterion in plan.criteria:
        for run in marked(criterion.remedy):
            assert run in shown


def marked(text: Text) -> list[tuple[str, bool, bool]]:
    return [(vietnamese.prose(run.text), run.bold, run.italic) for run in text.runs if run.bold or run.italic]
