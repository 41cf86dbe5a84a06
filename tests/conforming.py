"""Every kind of document that this project makes, as its parts: what a check of the format must find nothing in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from generator import blueprint, render
from generator.blueprint import Issuer
from generator.document_types import EVERY
from generator.package import open_package
from generator.papers import Asking, LateUnit, UrgingLetter, urging_letter
from generator.plan import Plan
from generator.records import AnnexProfile
from tests.papers import TEMPLATES
from tests.papers import made as plan_made
from tests.report_examples import RESULTS, SAMPLE, printed
from tests.report_examples import made as report_made

Parts = dict[str, bytes]

OFFICE: Final = Issuer(
    name="Sở Khoa học và Công nghệ",
    parent="UBND TỈNH HÀ GIANG",
    agency=("SỞ KHOA HỌC VÀ CÔNG NGHỆ",),
    abbreviation="SKHCN",
    place="Hà Giang",
    signing=("GIÁM ĐỐC",),
    signer="Phan Đăng Đông",
    power="GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ",
    body="SỞ KHOA HỌC VÀ CÔNG NGHỆ",
)


def parts_in(data: bytes) -> Parts:
    """The parts of a .docx that a check reads."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}


@cache
def conforming_documents() -> dict[str, Parts]:
    """By name: plans, letters, reports, and the template of each of the 29 types and 3 copies, with an agency and with blanks."""
    return {name: parts_in(data) for name, data in (*_made(), *_templates())}


def _templates() -> Iterator[tuple[str, bytes]]:
    for named, issuer in (("", OFFICE), (" để trống", Issuer())):
        for kind in EVERY:
            for ending, data in blueprint.typing_templates(kind, issuer, 2025).items():
                yield f"mẫu {kind.name}{ending}{named}", data


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
