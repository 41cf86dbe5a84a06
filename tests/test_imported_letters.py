"""Urging letters written in Word become workbooks: every field that ours print comes back, and only what no sheet holds is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from generator import blueprint, package, render
from generator.libreoffice import through_libreoffice
from generator.papers import UrgingLetter, urging_letter
from generator.papers.common import authority_lines
from generator.papers.letter_wording import Asking, LateUnit
from generator.past_papers import Imported
from generator.periods import DEFAULTS, NAMES
from generator.plan import Plan
from generator.records import RecipientKind, Unit
from generator.standing import period_of
from tests.imported import taken
from tests.papers import TEMPLATES
from tests.plausible_reports import told_plan
from tests.tools import soffice

DAY = date(2025, 7, 1)
_LAW = settings(max_examples=60, deadline=None)


def late_units(plan: Plan, seed: int) -> list[Unit]:
    chance = Random(seed)  # noqa: S311 - not for secrets
    reporting = [unit for unit in plan.units if unit.reports]
    return chance.sample(reporting, chance.randint(1, len(reporting)))


def letter(plan: Plan, code: str, units: list[Unit], asking: Asking) -> bytes:
    late = [LateUnit(unit.id, unit.name, "Kết quả tiêu chí 1.1.1, nội dung phối hợp tiêu chí 2.1.1", 7) for unit in units]
    paper = urging_letter(plan, period_of(plan, code), late, asking)
    return render.render(render.load(package.open_package(TEMPLATES / blueprint.LETTER_FILE), UrgingLetter), paper)


def same(found: Imported, plan: Plan, code: str, units: list[Unit], level: int) -> None:
    """Everything that the letter prints: agency, who signs, where it goes, the plan, the period and its deadline, who is late."""
    facts, lists, signer = found.cells.facts, found.cells.lists, plan.signer
    assert signer is not None
    reminders = [(row["period"], row["unit"], row["level"], row["sent"]) for row in lists["reminders"]]
    assert reminders == [(NAMES[period_of(plan, code).code], unit.name, level, DAY) for unit in units]
    period = next(row for row in lists["periods"] if row["code"] == NAMES[period_of(plan, code).code])
    assert period["units_due"] == period_of(plan, code).units_due
    assert (str(facts["title"]), facts["assessed_year"], facts["action_year"]) == (plan.facts.title.plain, 2024, 2025)
    assert (facts.get("number") or "", facts.get("issue_date")) == (plan.facts.number, plan.facts.issue_date)
    agency = lists["agencies"][0]
    assert (agency["name"], str(agency["parent"]).upper(), agency["place"], agency["abbreviation"]) == (
        *(plan.agency.name, plan.agency.parent.upper(), plan.agency.place, plan.agency.abbreviation),
    )
    signing = lists["signers"][0]
    said = (signing["name"], f"{signing['authority']} {signing['on_behalf_of']}".strip().upper(), str(signing["position"]).upper())
    authority, position = (words.upper() for words in authority_lines(signer))
    assert said in {(signer.name, authority, position), (signer.name, "TRỰC TIẾP", position), (signer.name, position, position[3:])}
    kept = [row.name for row in plan.recipients if row.kind is RecipientKind.KEEP]
    assert [row["name"] for row in lists["recipients"]] == kept
    assert {str(row["short_name"] or row["name"]) for row in lists["units"]} >= {unit.printed for unit in units}


@_LAW
@given(
    seed=st.integers(0, 2**32),
    code=st.sampled_from([str(default.code) for default in DEFAULTS]),
    level=st.sampled_from((1, 2)),
    answer_by=st.sampled_from((None, date(2025, 7, 5))),
)
def test_a_letter_gives_every_field_that_it_prints_and_is_taken_whole(seed: int, code: str, level: int, answer_by: date | None) -> None:
    plan, _, _ = told_plan(3, seed, code)
    units = late_units(plan, seed)
    found = taken(letter(plan, code, units, Asking(level, DAY, answer_by)))
    same(found, plan, code, units, level)
    assert [part for part in found.recall if part.taken != part.whole] == []
    assert {problem.code for problem in found.problems} <= {"VB-32"}


def test_a_letter_saved_by_libreoffice_gives_the_same(tmp_path: Path) -> None:
    plan, _, _ = told_plan(3, 5, "Q1")
    units = late_units(plan, 5)
    source = tmp_path / "don-doc.docx"
    source.write_bytes(letter(plan, "Q1", units, Asking(2, DAY)))
    again = through_libreoffice(soffice(), source, tmp_path / "luu", "docx")
    assert again is not None
    same(taken(again.read_bytes()), plan, "Q1", units, 2)
