"""The data of the document: one JSON for every engine."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from bench.peers.paper import LISTS, AnnexedPaper, Criterion
from generator.fields import Field
from generator.papers import plan_paper
from generator.plan import Plan
from generator.richtext import Text
from tests.books import repeated

_ROWS_A_GROUP: Final = 20


def document_data(plan: Plan, count: int) -> dict[str, Any]:
    """A plan of so many criteria as JSON; its words hold `&` and `<`."""
    paper = plan_paper(repeated(plan, count), draft=1)
    rows = [row for group in paper.groups for row in group.criteria]
    groups = [rows[start : start + _ROWS_A_GROUP] for start in range(0, count, _ROWS_A_GROUP)]
    listed = {name: [{"text": _words(row.text)} for row in getattr(paper, name)] for name in LISTS}
    singles = {part.name: _words(getattr(paper, part.name)) for part in fields(AnnexedPaper) if part.name not in {*LISTS, "groups"}}
    return {
        **singles,
        **listed,
        "groups": [
            {
                "number": f"{number}",
                "name": f"LĨNH VỰC {number} & NỘI DUNG <{number}>",
                "criteria": [_row(row, at) for at, row in enumerate(some, 1)],
            }
            for number, some in enumerate(groups, 1)
        ],
    }


def _row(row: object, order: int) -> dict[str, str]:
    named = {part.name: _words(getattr(row, part.name)) for part in fields(Criterion)}
    return named | {"order": str(order), "remedy": f"{named['remedy']} (R&D, dưới < 5 ngày)"}


def _words(value: Field | Text) -> str:
    return " ".join((value.text if isinstance(value, Field) else value).plain.split())
