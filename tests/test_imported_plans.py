"""Plans written in Word become workbooks: every field of ours comes back, and of one typed by hand in four ways; nothing is dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.actions.from_word import take_over
from generator.libreoffice import through_libreoffice
from generator.plan import Plan
from generator.workbook import read_plan_book, write_cells
from tests.imported import plan_of, printed, taken
from tests.letterhead_documents import saved
from tests.old_letters import decomposed, tcvn3, vni
from tests.papers import TEMPLATES, made, words
from tests.people import copied_into_a_new_document, without_anchors
from tests.plausible_plans import plausible, plausible_plans
from tests.source_plan import source_plan
from tests.tools import soffice
from tests.typed_plans import WAYS

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def draft(plan: Plan) -> bytes:
    """The draft, printed with the template of its annex."""
    name = "ke-hoach-11-cot.docx" if plan.facts.annex_profile == "11 cột" else "ke-hoach.docx"
    return made(plan, TEMPLATES / name)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lay-ve")


@_LAW
@given(plan=plausible_plans(), saving=st.sampled_from((bytes, without_anchors, copied_into_a_new_document)))
def test_a_draft_of_a_plan_gives_the_workbook_it_came_from(desk: Path, plan: Plan, saving: object) -> None:
    data = saving(draft(plan))  # type: ignore[operator]
    assert printed(plan_of(data, desk)) == printed(plan)


@_LAW
@given(plan=plausible_plans())
def test_every_line_of_a_draft_is_taken_and_nothing_is_told(plan: Plan) -> None:
    found = taken(draft(plan))
    assert [part for part in found.recall if part.taken != part.whole] == []
    assert [problem for problem in found.problems if problem.code != "VB-06"] == []


def saved_by_libreoffice(data: bytes, folder: Path, kind: str = "docx") -> bytes:
    """The draft opened by LibreOffice and saved as a Word file of today or of before 2007."""
    source = folder / "ke-hoach.docx"
    source.write_bytes(data)
    made = through_libreoffice(soffice(), source, folder / "luu", kind)
    assert made is not None
    return made.read_bytes()


@pytest.mark.parametrize("seed", [3, 4])
def test_a_draft_saved_by_libreoffice_gives_the_same_workbook(tmp_path: Path, seed: int) -> None:
    plan = plausible(9, seed)
    assert printed(plan_of(saved_by_libreoffice(draft(plan), tmp_path), tmp_path)) == printed(plan)


def test_an_old_word_file_gives_the_same_workbook(tmp_path: Path) -> None:
    plan = plausible(9, 5)
    old = tmp_path / "ke-hoach.doc"
    old.write_bytes(saved_by_libreoffice(draft(plan), tmp_path, kind="doc"))
    before = old.read_bytes()
    path = tmp_path / "so.xlsx"
    path.write_bytes(write_cells(take_over(old, year=2025).cells))
    assert printed(read_plan_book(path).plan) == printed(plan)
    assert old.read_bytes() == before


@_LAW
@given(plan=plausible_plans())
def test_the_imported_workbook_prints_the_same_words(desk: Path, plan: Plan) -> None:
    data = draft(plan)
    again = plan_of(data, desk)
    assert words(draft(again)).casefold() == words(data).casefold()


def untorn(plan: Plan, way: str) -> Plan:
    """The source plan, whose torn row is a line break in our workbook; the torn sentence too where it was typed on two lines."""
    rows = [row.model_copy(update={"remedy": row.remedy.map(one_line)}) for row in plan.criteria]
    body = [row.model_copy(update={"text": row.text.map(one_line)}) for row in plan.body] if way == "phím tab" else plan.body
    return plan.model_copy(update={"criteria": tuple(rows), "body": tuple(body)})


def one_line(words: str) -> str:
    return words.replace("\n", " ")


@pytest.mark.parametrize("way", WAYS)
def test_the_source_plan_typed_by_hand_is_imported_with_every_field_right(tmp_path: Path, way: str) -> None:
    found = plan_of(saved(WAYS[way]()), tmp_path)
    assert printed(found) == printed(untorn(source_plan(), way))
    assert found.facts.score == source_plan().facts.score
    assert (found.facts.band, found.facts.target_band) == ("Tốt", "Khá")


@pytest.mark.parametrize(("encode", "font"), [(tcvn3, ".VnTime"), (vni, "VNI-Times"), (decomposed, "Times New Roman")])
def test_the_source_plan_in_old_letters_is_imported_with_every_field_right(tmp_path: Path, encode: Callable[[str], str], font: str) -> None:
    document = WAYS["bảng"]()
    for run in document.element.body.iter(f"{_W}r"):
        for text in run.iter(f"{_W}t"):
            text.text = encode(text.text)
        for fonts in run.iter(f"{_W}rFonts"):
            for name in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(f"{_W}{name}", font)
    old = tmp_path / "cu.docx"
    old.write_bytes(saved(document))
    before = old.read_bytes()
    path = tmp_path / "so.xlsx"
    path.write_bytes(write_cells(take_over(old, year=2025).cells))
    assert without_case(printed(read_plan_book(path).plan)) == without_case(printed(untorn(source_plan(), "bảng")))
    assert old.read_bytes() == before


def without_case(value: Any) -> Any:  # noqa: ANN401 - a tree of dictionaries, lists and texts
    """TCVN3 keeps no capital with a tone."""
    if isinstance(value, dict):
        return {key: without_case(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [without_case(part) for part in value]
    return str(value).casefold()
