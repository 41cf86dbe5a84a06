"""Reading an edited draft: laws on generated plans and edits, and lines whose fixed words a person changed too."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import blueprint, package, render
from generator.actions.mine import mine_now
from generator.actions.reading import as_made, lists_of, read_edited
from generator.base import Base, Origin, base_of, untouched
from generator.looks import Look
from generator.papers import PlanPaper, plan_paper
from generator.plan import Plan
from generator.readback import Reading, read
from generator.readback.values import cut
from generator.results import Results
from generator.snapshot import Line, Span, Stretch
from generator.vietnamese import clean
from generator.workbook import PlanBook, read_plan_book, write_plan_book
from tests.papers import TEMPLATES
from tests.people import without_anchors
from tests.plans import plans, safe

ORIGIN: Final = Origin("plan", 1, "a" * 64, "b" * 64, "0.1.0", datetime(2025, 1, 6, 9, 0))  # noqa: DTZ001 - the clerk's own clock
words: Final = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12).map(safe).filter(bool)


def draft(plan: Plan) -> bytes:
    """A draft with what it was made from."""
    ready = render.load(package.open_package(TEMPLATES / blueprint.FILE_NAMES[plan.facts.annex_profile]), PlanPaper)
    return render.render(ready, plan_paper(plan, draft=1), ORIGIN)


def opened(data: bytes, folder: Path) -> package.Package:
    path = folder / "du-thao.docx"
    path.write_bytes(data)
    return package.open_package(path)


def base_in(data: bytes, folder: Path) -> Base:
    base = base_of(opened(data, folder))
    assert base is not None
    return base


def reading(data: bytes, base: Base, folder: Path) -> Reading:
    return read_edited(opened(data, folder), as_made(base), "plan").reading


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk")


@given(plans(max_criteria=12))
@settings(max_examples=60)
def test_plan_to_draft_to_fields_is_what_the_plan_prints(desk: Path, plan: Plan) -> None:
    reads_as_printed(plan, desk)


def reads_as_printed(plan: Plan, desk: Path) -> None:
    """A draft as made gives back each field under its key, in its order, and nothing else."""
    data = draft(plan)
    base = base_in(data, desk)
    made = as_made(base)
    found = read(made, made, lists_of("plan"))
    mine = mine_now(book(plan, desk), ORIGIN, found, made).content
    assert {key: mine.texts[key] for key in found.texts} == dict(found.texts)
    assert dict(found.orders) == dict(mine.orders)
    assert (found.added, found.doubts, found.outside) == ((), (), ())
    assert untouched(opened(data, desk), base)


def book(plan: Plan, folder: Path) -> PlanBook:
    """The plan in a book, as it would be read."""
    path = folder / "so.xlsx"
    if not path.exists():
        path.write_bytes(write_plan_book(plan))
    read_book = read_plan_book(path)
    return PlanBook(**{name: getattr(read_book, name) for name in PlanBook.__dataclass_fields__} | {"plan": plan, "results": Results()})


@given(plans(max_criteria=6))
@settings(max_examples=30)
def test_a_file_without_anchors_reads_the_same_or_a_person_is_asked(desk: Path, plan: Plan) -> None:
    reads_without_anchors(plan, desk)


def reads_without_anchors(plan: Plan, desk: Path) -> None:
    """Where bookmarks are lost, each text is found by its words; what could stand in two places is asked about."""
    data = draft(plan)
    base = base_in(data, desk)
    made = as_made(base)
    found, bare = read(made, made, lists_of("plan")), reading(without_anchors(data), base, desk)
    asked = {key for doubt in bare.doubts for key in doubt.keys}
    assert {key for key, text in found.texts.items() if bare.texts.get(key) != text} <= asked
    assert {edit.where for edit in bare.outside} == set()


@given(plans(max_criteria=6), st.data())
@settings(max_examples=60)
def test_words_typed_over_fields_come_back_under_their_keys_and_no_other_changes(desk: Path, plan: Plan, data: st.DataObject) -> None:
    comes_back(plan, data, desk)


def comes_back(plan: Plan, data: st.DataObject, desk: Path) -> None:
    """Whatever is typed over up to four fields stands under their keys, and under no other."""
    made = draft(plan)
    base = base_in(made, desk)
    before = reading(made, base, desk)
    keys = [key for key, text in before.texts.items() if text and not key.endswith("/field")]
    chosen = {key: data.draw(words) for key in data.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=4, unique=True))}
    after = reading(typed_over(made, base, chosen), base, desk)
    assert {key: text.plain for key, text in after.texts.items()} == {key: text.plain for key, text in before.texts.items()} | {
        key: clean(text) for key, text in chosen.items()
    }
    assert after.orders == before.orders
    assert after.outside == ()


def typed_over(data: bytes, base: Base, changes: Mapping[str, str]) -> bytes:
    """The draft with other words in some of its fields."""
    document = docx.Document(io.BytesIO(data))
    turns: list[list[object]] = []
    last = ""
    for run in document.element.body.iter(qn("w:r")):
        turn = str(run.get(qn("w:rsidR")) or "")
        if turn.startswith("00F1E1D"):
            if turn != last:
                turns.append([])
            turns[-1].append(run)
        last = turn if turn.startswith("00F1E1D") else last
    for key, runs in zip(base.keys, turns, strict=True):
        if key in changes:
            retype(runs, changes[key])
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def retype(runs: list[object], new: str) -> None:
    for number, run in enumerate(runs):
        for old in list(run.iter(qn("w:t"), qn("w:br"))):  # type: ignore[attr-defined]
            run.remove(old)  # type: ignore[attr-defined]
        if number == 0:
            text = run.makeelement(qn("w:t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})  # type: ignore[attr-defined]
            text.text = new
            run.append(text)  # type: ignore[attr-defined]


PLAIN = Look()


def printed(*parts: str) -> Line:
    """A line as made: fixed words, and a field by turns."""
    spans, position = [], 0
    for number, part in enumerate(parts):
        if number % 2:
            spans.append(Span(f"f{number // 2}", position, position + len(part), PLAIN))
        position += len(part)
    return Line((Stretch("".join(parts), PLAIN),), spans=tuple(spans))


@pytest.mark.parametrize(
    ("made", "now", "fields"),
    [
        (("- ", "Rà soát", ""), "- Rà soát hằng tháng", ["Rà soát hằng tháng"]),
        (("- ", "Rà soát", ""), "Rà soát", ["Rà soát"]),
        (("- ", "Rà soát", ""), "– Rà soát kỹ", ["Rà soát kỹ"]),
        (("2. ", "Yêu cầu", ""), "3. Yêu cầu mới", ["Yêu cầu mới"]),
        (("II. ", "NỘI DUNG", ""), "III. NỘI DUNG", ["NỘI DUNG"]),
        (("- ", "Sở Nội vụ", ";"), "- Sở Nội vụ.", ["Sở Nội vụ"]),
        (("- ", "Sở Nội vụ", ";"), "- Sở Nội vụ", ["Sở Nội vụ"]),
        (("", "Trên đây là", "./."), "Trên đây là Kế hoạch./.", ["Trên đây là Kế hoạch"]),
        (("", "1.1.2", ". ", "Mức độ", ""), "1.1.3. Mức độ mới", ["1.1.3", "Mức độ mới"]),
        (("", "1.1.2", ". ", "Mức độ", ""), "1.1.2 - Mức độ", ["1.1.2", "Mức độ"]),
        (("Số: ", "", "/", "KH-SKHCN", ""), "Số: 15/KH-SKHCN", ["15", "KH-SKHCN"]),
        (("", "Hà Giang", ", ngày      tháng      năm 2025"), "Tuyên Quang, ngày      tháng      năm 2025", ["Tuyên Quang"]),
        (("", "Hà Giang", ", ngày      tháng      năm 2025"), "Hà Giang, ngày 02 tháng 01 năm 2025", ["Hà Giang"]),
        (("- ", "", ""), "- Thêm", ["Thêm"]),
    ],
)
def test_a_field_is_found_whatever_became_of_the_words_around_it(made: tuple[str, ...], now: str, fields: list[str]) -> None:
    assert [now[start:end] for start, end in cut(printed(*made), now)] == fields


@given(st.lists(st.text(max_size=8), min_size=1, max_size=7).filter(lambda parts: len(parts) % 2 == 1), st.text(max_size=20))
def test_fields_never_overlap_and_stand_in_order(parts: list[str], now: str) -> None:
    edges = [edge for here in cut(printed(*parts), now) for edge in here]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(now) for edge in edges)


# What a draft carries


@pytest.mark.parametrize("damage", ["truncated", "not base64", "other keys", "no facts"])
def test_a_damaged_base_is_none_or_refused(desk: Path, damage: str) -> None:
    from tests.books import small_plan  # noqa: PLC0415 - only this test

    data = draft(small_plan())
    item = next(name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if name == "customXml/item1.xml")
    whole = opened(data, desk)
    text = whole.parts[item].data.decode("utf-8")
    changes = {
        "truncated": text[: len(text) // 2],
        "not base64": text.replace('<part name="keys">', '<part name="keys">@@'),
        "other keys": text.replace('<part name="keys">', '<part name="keys">AAAA'),
        "no facts": text.replace('paper="plan"', ""),
    }
    parts = [package.pack(item, changes[damage].encode("utf-8")) if part.name == item else part for part in whole.parts.values()]
    assert base_of(opened(package.join(parts), desk)) is None
