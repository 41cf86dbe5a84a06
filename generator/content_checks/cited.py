"""Every document that a plan cites, bases first, in reading order: which mention is the first, which comes again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator import vietnamese
from generator.citations import Citation, citations
from generator.content_checks.finding import Path
from generator.content_checks.texts import written_texts
from generator.fields import STATUTES
from generator.plan import Plan
from generator.records import LegalBasis
from generator.richtext import Text


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation and its place; `text` is the running text around it, nothing when it is a basis with fields of its own."""

    path: Path
    citation: Citation
    text: Text | None
    first: Citation | None
    """The first mention of the same document; None when this is it."""


def mentions(plan: Plan) -> Iterator[Mention]:
    """Each document as often as it is cited."""
    known: dict[str, Citation] = {}
    for path, citation, text in _all(plan):
        yield Mention(path, citation, text, known.get(citation.key))
        known.setdefault(citation.key, citation)


def _all(plan: Plan) -> Iterator[tuple[Path, Citation, Text | None]]:
    for index, basis in enumerate(plan.bases):
        if basis.number:
            yield ("bases", index, "number"), of_basis(basis), None
        elif not is_statute(basis):
            for citation in citations(basis.subject.plain):
                yield ("bases", index, "subject"), citation, basis.subject
    for path, text in written_texts(plan):
        for citation in citations(text.plain):
            yield path, citation, text


def of_basis(basis: LegalBasis) -> Citation:
    """A basis as it will be cited."""
    day = vietnamese.short_date(basis.issued) if basis.issued else ""
    return Citation(basis.kind, basis.number, day, basis.issuer, basis.subject.plain)


def is_statute(basis: LegalBasis) -> bool:
    """Whether a basis is cited by name and day alone (CC-03)."""
    return basis.kind.casefold() in STATUTES
