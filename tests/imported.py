"""A paper taken over from Word into a workbook and read again; what a draft of a plan prints, for comparing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator import files, package
from generator.fields import citation, time_words
from generator.formatting import read_document
from generator.papers.common import authority_lines
from generator.past_papers import Imported, read_paper
from generator.plan import Plan
from generator.records import BodyKind, Criterion
from generator.richtext import Text
from generator.workbook import read_plan_book, write_cells
from generator.workbook.reading import PlanBook


def taken(data: bytes, name: str = "van-ban.docx") -> Imported:
    """A .docx taken over."""
    opened = package.unpacked(files.ReadFile(Path(name), data))
    parts = {name: part.data for name, part in opened.parts.items() if name.endswith((".xml", ".rels"))}
    return read_paper(read_document(parts), name, year=2025)


def book(found: Imported, folder: Path) -> PlanBook:
    """The workbook of a paper taken over, written and read again."""
    path = folder / "so.xlsx"
    path.write_bytes(write_cells(found.cells))
    return read_plan_book(path)


def plan_of(data: bytes, folder: Path) -> Plan:
    """The plan that a .docx gives."""
    return book(taken(data), folder).plan


def printed(plan: Plan) -> dict[str, Any]:
    """Everything that a draft of the plan prints, as the fields of the workbook that hold it.

    Left out, because no draft shows them: ids, internal notes, codes of agency and units, terms of validity, kinds and standings, the unit
    of a body row, points and bands (told only where a sentence says them), periods, waivers, the criteria set, units that no row names.
    What is printed in capitals is compared without case.
    """
    facts, signer = plan.facts, plan.signer
    return {
        "title": facts.title,
        "assessed_year": facts.assessed_year,
        "symbol": facts.symbol or f"KH-{plan.agency.abbreviation}",
        "number": facts.number,
        "issue_date": facts.issue_date,
        "annex_title": folded(facts.annex_title),
        "annex_profile": facts.annex_profile,
        "draft_mark": facts.print_draft_mark,
        "agency": (plan.agency.name, plan.agency.parent.upper(), plan.agency.place),
        "signer": signer and (signer.name, *(words.upper() for words in authority_lines(signer))),
        "bases": [citation(row).plain for row in plan.bases],
        "body": [(row.kind, folded(row.text) if row.kind is BodyKind.HEADING else row.text) for row in plan.body],
        "recipients": [row.name for row in plan.recipients],
        "criteria": [_criterion(plan, row) for row in plan.criteria],
    }


def folded(text: Text) -> str:
    """The words without case."""
    return text.plain.casefold()


def _criterion(plan: Plan, row: Criterion) -> dict[str, Any]:
    eleven = plan.facts.annex_profile == "11 cột"
    name = next(field.name for field in plan.fields if field.id == row.field)
    return {
        "code": row.code,
        "field": (row.field, name.casefold()),
        "name": row.name,
        "maximum": row.maximum,
        "score": row.score,
        "cause": row.cause if eleven else None,
        "remedy": row.remedy,
        "evidence": row.evidence if eleven else None,
        "lead": plan.unit(row.lead).printed,
        "support": [plan.unit(code).printed for code in row.support],
        "time": time_words(row.time),
    }
