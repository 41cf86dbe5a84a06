"""The foot of a paper: recipients, authority, position, signer."""

from __future__ import annotations

import re
from typing import Final

from generator.anatomy import Part
from generator.fields import FINAL_MARKS
from generator.past_papers.source import Source
from generator.past_papers.wording import one_line
from generator.records import Authority, RecipientKind
from generator.richtext import Text
from generator.workbook import BookRow, bare

_DASH: Final = re.compile(r"^\s*[-–—•+]\s*")
_AUTHORITIES: Final = {str(authority): authority for authority in Authority if authority is not Authority.NONE}
_AUTHORITY: Final = re.compile(r"(?P<authority>KT|TL|TUQ|TM|Q)\s*\.\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_REASONS: Final = (
    (re.compile(r".*\(?\b(?:b/c|de bao cao)\b.*"), RecipientKind.REPORT),
    (re.compile(r".*\(?\b(?:t/h|de thuc hien|th)\)"), RecipientKind.CARRY_OUT),
    (re.compile(r".*\(?\b(?:p/h|phoi hop)\b.*"), RecipientKind.COORDINATE),
    (re.compile(r"nhu tren.*"), RecipientKind.CARRY_OUT),
    (re.compile(r"(?:cac|tat ca) (?:phong|don vi|co quan).*|.*\btruc thuoc\b.*"), RecipientKind.CARRY_OUT),
    (re.compile(r"(?:ubnd|hdnd|bo|so|tinh uy|bgd|ban giam doc|lanh dao|giam doc|chu tich|hoi dong)\b.*"), RecipientKind.REPORT),
)


def recipients(source: Source) -> list[BookRow]:
    """A row for each line of «Nơi nhận», without its dash and its end."""
    source.pass_over(*source.of(Part.RECIPIENTS_HEAD))
    lines = source.of(Part.RECIPIENT, Part.KEPT)
    source.take(*lines)
    rows: list[BookRow] = []
    for line in lines:
        words = Text.of(_DASH.sub("", one_line(line.words))).strip(*FINAL_MARKS, ",").plain
        rows.append({"name": words, "kind": RecipientKind.KEEP if line.part is Part.KEPT else _kind(words)})
    return rows


def _kind(words: str) -> RecipientKind:
    said = bare(words)
    return next((kind for pattern, kind in _REASONS if pattern.fullmatch(said)), RecipientKind.INFORM)


def signer(source: Source) -> BookRow | None:
    """The signer as a row of its sheet; None when nobody is named and no position stands there."""
    said, position = source.said(Part.AUTHORITY), source.said(Part.POSITION)
    names = source.of(Part.SIGNER)[:1]
    source.take(*names)
    name = " ".join(one_line(line.words) for line in names)
    if not position and not name:
        return None
    authority, behalf = Authority.NONE, ""
    if match := _AUTHORITY.match(said):
        authority, behalf = _AUTHORITIES[f"{match['authority'].upper()}."], match["rest"].strip()
        position = position or behalf
    elif match := _AUTHORITY.match(position):
        authority = _AUTHORITIES[f"{match['authority'].upper()}."]
        position = match["rest"].strip()
    return {"name": name, "position": position, "authority": authority, "on_behalf_of": behalf}
