"""Words that Excel would take for a formula: in no workbook that we write or patch do they become one, and they read back as they are."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from generator import package, report, vietnamese
from generator.errors import GeneratorError
from generator.files import ReadFile
from generator.plan import Plan
from generator.results import Results
from generator.richtext import Run, Text
from generator.standing import reporting_units
from generator.workbook import (
    Cover,
    Spot,
    open_book,
    read_plan_book,
    read_register,
    record,
    register_path,
    with_entry,
    write_plan_book,
)
from generator.workbook.figures_book import write_figures_book
from generator.workbook.grid import clean_text
from generator.workbook.typed_forms import typed_form
from generator.workbook.typing_in import type_in
from generator.workbook.unit_forms import write_unit_form
from tests.books import saved, small_plan
from tests.forms import PLAN, VP, period
from tests.reported import Reporter
from tests.test_register import entry

LEADERS: Final = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    " =",
    "'=",
    "|",
    "%",
    "＝",
    "＋",
    "＠",
    "=+",
    "@=",
    "+-@",
    "\x00=",
    "\u200b=",
    "\ufeff=",
)
"""What a spreadsheet may take for the beginning of a formula, seen or unseen, in full width too."""
FORMULAS: Final = (
    "SUM(A1:A9)",
    "cmd|'/c calc'!A0",
    'HYPERLINK("http://127.0.0.1:9/?"&A1,"xem")',
    'WEBSERVICE("http://127.0.0.1:9/")',
    'IMPORTXML("http://127.0.0.1:9/","//a")',
    "[khac.xlsx]Sheet1!$A$1",
    'DDE("cmd";"/c calc";"")',
    "1+1",
    "_xlfn.STOCKHISTORY(A1)",
    "#REF!",
    "2025-01-02",
    "TRUE",
    "10%",
)
dangerous: Final = st.builds(str.__add__, st.sampled_from(LEADERS), st.sampled_from(FORMULAS)).map(vietnamese.clean)
pools: Final = st.lists(dangerous, min_size=3, max_size=6)


class Injected(Reporter):
    """Records whose words begin as dangerously as their pool."""

    def framed(self, first: str) -> str:
        del first
        return self.word()

    def text(self, first: str = "") -> Text:
        del first
        runs = [Run(self.word(), bold=self.chance.random() < 0.3), Run(f" {self.word()}", italic=self.chance.random() < 0.3)]
        return clean_text(Text.joined(runs))

    def told(self) -> tuple[Plan, Results]:
        plan = self.plan(4)
        return plan, self.results(plan)


def injected(seed: int, pool: list[str]) -> Injected:
    return Injected(Random(seed), tuple(pool))  # noqa: S311 - not for secrets


def tame(pool: list[str]) -> list[str]:
    """As many harmless words."""
    return [f"Việc {number}" for number in range(len(pool))]


def formulas(data: bytes) -> dict[tuple[str, str], str]:
    """Every formula of a workbook by part and cell; and whatever else in it is reckoned or fetched."""
    found: dict[tuple[str, str], str] = {}
    parts = package.unpacked(ReadFile(Path("x.xlsx"), data)).parts
    for name, part in parts.items():
        assert not re.search(r"externalLink|connections|queryTable|vbaProject|oleObject", name), name
        if not name.endswith(".xml"):
            continue
        root = etree.fromstring(part.data)
        found |= {(name, str(cell.get("r"))): cell.findtext("{*}f") or "" for cell in root.iter("{*}c") if cell.find("{*}f") is not None}
        found |= {
            (name, f"rule {number}"): rule.text or "" for number, rule in enumerate(root.iter("{*}formula1", "{*}formula2", "{*}formula"))
        }
        found |= {(name, str(named.get("name"))): named.text or "" for named in root.iter("{*}definedName")}
    return found


def words_in(data: bytes) -> set[str]:
    """The words of every cell that holds words."""
    book = load_workbook(io.BytesIO(data))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return {str(cell.value) for cell in cells if cell.data_type in {"s", "inlineStr"} and cell.value is not None}


def strings(node: Any) -> Iterator[str]:  # noqa: ANN401 - records, tuples, values
    """Every text in records."""
    if isinstance(node, Text):
        yield node.plain
    elif type(node) is str:
        yield node
    elif isinstance(node, tuple):
        for row in node:
            yield from strings(row)
    elif hasattr(type(node), "model_fields"):
        for _, value in node:
            yield from strings(value)


def whole(said: set[str], words: list[str]) -> bool:
    """Each of the words stands somewhere as the beginning of a cell."""
    return all(any(cell.startswith(word) for cell in said) for word in words if word)


@settings(max_examples=4)
@given(st.integers(0, 2**32), pools)
def test_a_plan_workbook_and_its_forms_have_the_same_formulas_whatever_its_words(seed: int, pool: list[str]) -> None:
    plan, results = injected(seed, pool).told()
    other, told = injected(seed, tame(pool)).told()
    made = write_plan_book(plan, results)
    assert formulas(made) == formulas(write_plan_book(other, told))
    here = [words for words in strings((plan, results)) if words in pool]
    assert whole(words_in(made), here)
    for one, same in zip(plan.periods, other.periods, strict=True):
        for unit, its in zip(reporting_units(plan, one), reporting_units(other, same), strict=True):
            form = write_unit_form(plan, results, one, unit)
            assert formulas(form).keys() == formulas(write_unit_form(other, told, same, its)).keys()
            assert not {words for words in formulas(form).values() if words in pool}


@settings(max_examples=5)
@given(st.integers(0, 2**32), pools)
def test_the_workbook_of_figures_has_the_same_formulas_whatever_its_words(seed: int, pool: list[str]) -> None:
    made = []
    for words in (pool, tame(pool)):
        plan, results = injected(seed, words).told()
        made += [formulas(write_figures_book(report.figures(plan, results, one), plan)) for one in plan.periods[:2]]
    half = len(made) // 2
    assert [found.keys() for found in made[:half]] == [found.keys() for found in made[half:]]
    assert not {formula for found in made[:half] for formula in found.values() if formula in pool}


@settings(max_examples=7)
@given(dangerous, dangerous, st.booleans())
def test_words_recorded_into_a_workbook_that_is_there_are_words(remedy: str, name: str, bold: bool) -> None:  # noqa: FBT001 - drawn
    plan = small_plan()
    first = plan.criteria[0]
    wanted = first.model_copy(update={"remedy": Text.joined([Run("Việc "), Run(remedy, bold=bold)]), "internal_note": name})
    after = plan.model_copy(update={"criteria": (wanted, *plan.criteria[1:])})
    with TemporaryDirectory() as folder:
        path = saved(Path(folder), write_plan_book(plan))
        before = formulas(path.read_bytes())
        path.write_bytes(record(read_plan_book(path), after, Results()))
        assert formulas(path.read_bytes()) == before
        assert read_plan_book(path).plan.criteria[0] == wanted


@settings(max_examples=7)
@given(st.sampled_from(LEADERS), st.sampled_from(FORMULAS))
def test_words_typed_into_a_cell_or_a_form_are_words(leader: str, formula: str) -> None:
    words = leader + formula
    with TemporaryDirectory() as folder:
        path = saved(Path(folder), write_plan_book(small_plan()))
        opened = open_book(path)
        spots = {Spot("criteria", 2, "internal_note"): words, Spot("recipients", 2, "name"): words, Spot("facts", 0, "band"): words}
        typed = type_in(opened, spots).package.source.data
        assert formulas(typed).keys() == formulas(path.read_bytes()).keys()
        assert not {found for found in formulas(typed).values() if vietnamese.clean(words).lstrip("'") in found}
        path.write_bytes(typed)
        assert read_plan_book(path).plan.criteria[0].internal_note == vietnamese.clean(words)
    form = typed_form(PLAN, Results(), period(), VP)
    filled = form.filled({name: words for name, field in form.fields.items() if not field.choices})
    assert formulas(filled) == formulas(form.data)
    assert vietnamese.clean(words) in words_in(filled)


@settings(max_examples=15)
@given(st.lists(dangerous, min_size=5, max_size=5))
def test_a_row_of_the_register_is_words_the_first_one_and_those_added(words: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = register_path(Path(folder) / "ke-hoach.xlsx", 2025)
        cover = Cover(words[0], words[1], 2025)
        told = dict(zip(("subject", "signer", "recipients", "kept", "remark"), words, strict=True))
        for number in (1, 2):
            data = with_entry(read_register(path), entry(number, day=date(2025, 1, 20), **told), cover)
            assert not [cell for _, cell in formulas(data) if re.fullmatch(r"[A-Z]+[0-9]+", cell)]
            path.write_bytes(data)
        rows = read_register(path).rows
        assert [row.words["subject"] for row in rows] == [told["subject"]] * 2
        assert [row.signer for row in rows] == [told["signer"]] * 2


def test_a_formula_that_somebody_put_where_words_belong_is_refused_and_never_reckoned(tmp_path: Path) -> None:
    path = saved(tmp_path, write_plan_book(small_plan()))
    book = load_workbook(path)
    book["Tiêu chí"]["I2"] = '=WEBSERVICE("http://127.0.0.1:9/")'
    book.save(path)
    with pytest.raises(GeneratorError) as caught:
        read_plan_book(path)
    assert {problem.code for problem in caught.value.problems} == {"BANG-20"}


def test_nothing_is_written_for_a_spreadsheet_in_any_other_form() -> None:
    sources = list((Path(__file__).parent.parent / "generator").rglob("*.py"))
    assert sources
    for path in sources:
        words = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(?:import csv|from csv)|text/csv|\.tsv\b", words, re.MULTILINE), path
