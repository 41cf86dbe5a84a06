"""What a format rule sees and says: the sheet under the lamp, and a finding with what was found and what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.anatomy import Anatomy, Piece
from generator.errors import Severity
from generator.formatting import Document, Paragraph
from generator.printed import PrintedPage
from generator.rules import Rule

PAGE: str = "Trang giấy"
"""The part named by findings on page setups, which no paragraph holds."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with its parts made out; `pages` as a program drew them, None when none could."""

    document: Document
    anatomy: Anatomy
    pages: tuple[PrintedPage, ...] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach: the rule, the part of the page, the paragraph (None for a page setup), what stands there, what the rule wants.

    `found` and `wanted` are short Vietnamese phrases (`cỡ 15`, `cỡ 13–14`). A finding may weigh less than its rule.
    """

    code: str
    part: str
    paragraph: Paragraph | None
    found: str
    wanted: str
    severity: Severity | None = None


RuleFunction = Callable[[Sheet], Iterator[Finding]]
CheckedRule = tuple[Rule, RuleFunction]


def at(code: str, piece: Piece, found: str, wanted: str, severity: Severity | None = None) -> Finding:
    """A finding on a piece."""
    return Finding(code, str(piece.part), piece.paragraph, found, wanted, severity)
