"""The bases of a paper taken apart: type, number, day, issuer, subject; what can't be taken apart stays whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator import vietnamese
from generator.anatomy import Part
from generator.citations import citations
from generator.fields import FINAL_MARKS, STATUTES, citation
from generator.past_papers.source import Line, Source
from generator.past_papers.wording import cut, says_the_same
from generator.records import BasisRole, LegalBasis, Standing
from generator.richtext import EMPTY, Run, Text
from generator.workbook import BookRow, bare

_LEADS: Final = ("Căn cứ", "Theo đề nghị của", "Theo đề nghị", "Thực hiện", "Xét đề nghị của", "Xét", "Trên cơ sở", "Theo")
_LEAD: Final = re.compile(rf"(?:{'|'.join(_LEADS)})(?=\s)")
_NEXT: Final = re.compile(r";\s+(?=(?:Căn cứ|Theo|Xét|Thực hiện|Luật|Bộ luật|Pháp lệnh|[A-ZĐ]\w+(?:\s\w+){0,2}\s+số:?\s+\d))")
_STATUTE: Final = re.compile(
    r"(?P<kind>Hiến pháp|Bộ luật|Luật|Pháp lệnh)\s+(?P<name>.+?)\s+(?P<day>ngày \d{1,2} tháng \d{1,2} năm \d{4})", re.DOTALL
)


def bases(source: Source) -> list[BookRow]:
    """A row for each basis, in the order of the paper."""
    lines = source.of(Part.BASIS)
    source.take(*lines)
    return [basis_row(text) for line in lines for text in _each(line)]


def _each(line: Line) -> Iterator[Text]:
    """One paragraph may name several, `;` between them."""
    text, start = line.text, 0
    for match in _NEXT.finditer(text.plain):
        yield cut(text, start, match.start())
        start = match.end()
    yield cut(text, start, len(text.plain))


def basis_row(text: Text) -> BookRow:
    """The cells of a basis. When the parts would not print all its words again, they stand whole under «Trích yếu»."""
    text = _upright(text).strip(*FINAL_MARKS, ",")
    words = text.plain
    lead = match[0] if (match := _LEAD.match(words)) else ""
    rest = cut(text, len(lead), len(words)).strip()
    row = _statute(lead, rest) or _document(lead, rest)
    if row is None or not says_the_same(citation(row).plain, words):
        row = LegalBasis(id="x", lead=lead, subject=rest)
    return {
        "lead": row.lead,
        "kind": row.kind,
        "number": row.number,
        "issued": row.issued,
        "issuer": row.issuer,
        "subject": row.subject,
        "role": _role(words),
        "standing": Standing.UNKNOWN,
    }


def _upright(text: Text) -> Text:
    """A basis is printed in italics as a whole: they are no format of its words."""
    return Text.joined(Run(run.text, run.bold) for run in text.runs)


def _statute(lead: str, rest: Text) -> LegalBasis | None:
    found = _STATUTE.fullmatch(rest.plain)
    if found is None or found["kind"].casefold() not in STATUTES:
        return None
    day = vietnamese.parse_date(found["day"])
    return LegalBasis(id="x", lead=lead, kind=found["kind"], subject=cut(rest, *found.span("name")), issued=day)


def _document(lead: str, rest: Text) -> LegalBasis | None:
    found = next(citations(rest.plain), None)
    if found is None or found.span[0] != 0:
        return None
    ends = [found.number_span[1], found.day_span[1], found.issuer_span[1]]
    subject = cut(rest, max(ends), len(rest.plain)).strip()
    return LegalBasis(
        id="x", lead=lead, kind=found.kind, number=found.number, issued=found.day, issuer=found.issuer, subject=subject or EMPTY
    )


def _role(words: str) -> BasisRole:
    said = bare(words)
    if "chi so cai cach hanh chinh" in said or "chi so cchc" in said:
        return BasisRole.APPRAISAL if "tham dinh" in said or said.startswith("bao cao") else BasisRole.SCORES
    if "che do bao cao" in said or "bao cao dinh ky" in said:
        return BasisRole.REPORTING
    if "ke hoach" in said and "cai cach hanh chinh" in said:
        return BasisRole.REFORM_PLAN
    return BasisRole.OTHER
