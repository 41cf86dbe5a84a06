"""Every kind of document that this project makes, as its parts: what a check of the format must find nothing in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache

from generator import blueprint, render
from generator.package import open_package
from generator.papers import Asking, LateUnit, UrgingLetter, urging_letter
from generator.plan import Plan
from generator.records import AnnexProfile
from tests.papers import TEMPLATES
from tests.papers import made as plan_made
from tests.report_examples import RESULTS, SAMPLE, printed
from tests.report_examples import made as report_made

Parts = dict[str, bytes]


def parts_in(data: bytes) -> Parts:
    """The parts of a .docx that a check reads."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}


@cache
def conforming_documents() -> dict[str, Parts]:
    """By name: the plan in both annexes, the letter to one and to several, the reports of a quarter and of the year."""
    return {name: parts_in(data) for name, data in _made()}


def _made() -> Iterator[tuple[str, bytes]]:
    for profile, name in blueprint.FILE_NAMES.items():
        yield f"kế hoạch {profile}", plan_made(SAMPLE, TEMPLATES / name)
    yield "kế hoạch đã cấp số", plan_made(_issued(), TEMPLATES / blueprint.FILE_NAMES[AnnexProfile.EIGHT])
    yield "công văn một nơi", letter("VP")
    yield "công văn nhiều nơi", letter("VP", "QLKH")
    for period in ("Q1", "NAM"):
        yield f"báo cáo {period}", printed(report_made(SAMPLE, RESULTS, period))


def _issued() -> Plan:
    facts = SAMPLE.facts.model_copy(update={"number": "15", "issue_date": date(2025, 1, 20)})
    return SAMPLE.model_copy(update={"facts": facts})


def letter(*units: str) -> bytes:
    """The urging letter to these units."""
    late = [LateUnit(code, SAMPLE.unit(code).name, "Kết quả 02 tiêu chí", 3) for code in units]
    paper = urging_letter(SAMPLE, SAMPLE.periods[0], late, Asking(1, date(2025, 3, 20)))
    return render.render(render.load(open_package(TEMPLATES / blueprint.LETTER_FILE), UrgingLetter), paper)
