"""The catalogue of format rules: whole, each rule with its pair of papers, its clause and its cure; no paper takes long."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Final

import pytest

from generator.anatomy import Regime, make_out
from generator.clauses import clause
from generator.errors import Severity
from generator.format_checks import CATALOGUE, NOT_JUDGED, Sheet, check, pages
from generator.format_checks.catalogue import CHECKED
from generator.formatting import read_document
from tests.conforming import conforming_documents
from tests.format_documents import BODY, CONFORMING, broken, codes, letter, paragraph, put_before, sheet

MODULES: Final = sorted(
    path.stem
    for path in Path(__file__).parent.glob("test_format_*.py")
    if re.search("^GOOD_AND_BAD: ", path.read_text("utf-8"), re.MULTILINE)
)
"""Modules of tests that hold pairs of papers by the code of a rule."""
OTHER_REGIMES: Final = sorted(set(Regime) - {Regime.ADMINISTRATIVE, Regime.COPY})


def paired() -> set[str]:
    """The codes that have a pair in some module of tests."""
    modules = [import_module(f"tests.{name}") for name in MODULES]
    return {code for module in modules for code in (*module.GOOD_AND_BAD, *getattr(module, "COPIES", ()))}


def test_every_rule_has_a_paper_that_keeps_it_and_one_that_breaks_it() -> None:
    drawn = {rule.code for rule, _ in pages.RULES}
    assert len(MODULES) >= 2
    assert len(CATALOGUE) >= 40
    assert sorted(CATALOGUE.keys() - drawn - paired()) == []


def test_every_rule_on_drawn_pages_has_tests_named_after_it() -> None:
    names = vars(import_module("tests.test_format_pages"))
    assert pages.RULES
    for rule, _ in pages.RULES:
        assert len([name for name in names if name.startswith(f"test_{rule.code.lower().replace('-', '_')}")]) >= 2


def test_no_code_is_used_twice() -> None:
    assert len(CATALOGUE) == len(CHECKED)


def test_a_rule_that_is_not_judged_says_why_and_is_in_no_module() -> None:
    assert NOT_JUDGED
    assert all(reason and not reason.endswith(".") for reason in NOT_JUDGED.values())
    assert CATALOGUE.keys() & NOT_JUDGED.keys() == set()


def test_every_rule_of_the_head_and_the_pages_is_judged_or_said_not_to_be() -> None:
    wanted = {"QH": 2, "TN": 3, "CQ": 7, "SO": 12, "DD": 9, "TL": 6, "PG": 10}
    every = {f"{group}-{number:02d}" for group, last in wanted.items() for number in range(1, last + 1)}
    assert every - CATALOGUE.keys() - NOT_JUDGED.keys() == set()


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_rule_tells_what_it_asks_and_how_it_is_cured(code: str) -> None:
    rule = CATALOGUE[code]
    assert re.fullmatch(r"[A-Z]+-\d\d", code)
    assert rule.title
    assert rule.cure
    assert not rule.cure.endswith(".")


@pytest.mark.parametrize("code", sorted(code for code, rule in CATALOGUE.items() if rule.severity is Severity.ERROR))
def test_what_binds_rests_on_a_clause_of_the_decree(code: str) -> None:
    assert clause(CATALOGUE[code].article).startswith("Nghị định 30/2020/NĐ-CP, ")


@pytest.mark.parametrize(
    ("article", "words"),
    [
        ("PL I.I.3", "Phụ lục I, Phần I, mục I, khoản 3"),
        ("PL I.II.5.b", "Phụ lục I, Phần I, mục II, khoản 5, điểm b"),
        ("PL I.III.1.đ", "Phụ lục I, Phần I, mục III, khoản 1, điểm đ"),
        ("PL I.V", "Phụ lục I, Phần I, mục V"),
        ("PL I.V, 6.b", "Phụ lục I, Phần I, mục V, ô 6.b"),
        ("PL I.2.II.1.a", "Phụ lục I, Phần II, mục II, khoản 1, điểm a"),
        ("PL II.III.1", "Phụ lục II, mục III, khoản 1"),
        ("PL III", "Phụ lục III"),
        ("Mẫu 1.5", "Phụ lục III, Mẫu 1.5"),
        ("Điều 15.1", "Điều 15, khoản 1"),
    ],
)
def test_a_clause_is_printed_as_people_write_it(article: str, words: str) -> None:
    assert clause(article) == f"Nghị định 30/2020/NĐ-CP, {words}"


def test_practice_rests_on_no_clause() -> None:
    assert clause("") == clause("không quy định") == ""


@pytest.mark.parametrize("name", sorted(CONFORMING))
def test_a_conforming_paper_has_no_finding(name: str) -> None:
    assert codes(CONFORMING[name]()) == set()


@pytest.mark.parametrize("regime", OTHER_REGIMES)
def test_a_paper_under_another_law_has_no_finding(regime: Regime) -> None:
    bad = sheet(broken(letter(), '(<w:pgMar [^>]*w:top=")1134', r"\g<1>500"))
    assert check(bad)
    assert check(Sheet(bad.document, replace(bad.anatomy, regime=regime))) == ()


def test_of_a_copy_only_the_rules_on_copies_are_judged() -> None:
    bad = sheet(broken(letter(), '(<w:pgMar [^>]*w:top=")1134', r"\g<1>500"))
    found = check(Sheet(bad.document, replace(bad.anatomy, regime=Regime.COPY)))
    assert {finding.code[:3] for finding in found} <= {"BS-"}


def test_nothing_is_found_in_what_this_project_makes() -> None:
    documents = conforming_documents()
    assert len(documents) >= 5
    for name, parts in documents.items():
        document = read_document(parts)
        assert (name, check(Sheet(document, make_out(document)))) == (name, ())


def test_ten_times_the_text_is_judged_in_about_ten_times_the_work() -> None:
    """Counted in calls, not in seconds: rules that compare every line with every other stand out."""
    short, long = (_looked_at(times) for times in (60, 600))
    assert long < short * 15


def _looked_at(times: int) -> int:
    data = put_before(letter(), paragraph(BODY, "NoiDung") * times, BODY)
    given, looked = sheet(data), 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal looked
        looked += event == "call"

    sys.setprofile(count)
    try:
        check(given)
    finally:
        sys.setprofile(None)
    return looked
