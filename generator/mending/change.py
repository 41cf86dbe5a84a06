"""What was mended: one change in words a clerk understands, and the file with all of them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.formatting import Address


@dataclass(frozen=True, slots=True)
class Change:
    """One fix: the rule it follows, the part of the paper and its first words, what was changed from what to what.

    `what`, `before` and `after` are short Vietnamese phrases: `cỡ chữ`, `15`, `14`. A page setup has no address and no words.
    """

    code: str
    address: Address | None
    part: str
    words: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Mended:
    """The mended .docx; with no change the very bytes that came in."""

    data: bytes
    changes: tuple[Change, ...]
