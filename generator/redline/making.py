"""A comparison made, mended, packed and proved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from generator import package, revisions
from generator.errors import InputRefusedError, OutputRefusedError, Place, Problem
from generator.package import Package
from generator.redline import process
from generator.revisions import Revision

_MAIN: Final = "word/document.xml"
_STORIES: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
"""The parts that hold text of the document, each with tracked changes of its own."""


@dataclass(frozen=True, slots=True)
class Redline:
    """A .docx with tracked changes, and what they are, in reading order."""

    data: bytes
    revisions: tuple[Revision, ...]


_LINKS: Final = re.compile(r"\[Content_Types\]\.xml|(?:.*/)?_rels/[^/]+\.rels")
_HIDDEN: Final = re.compile(rb"<(?:\w+:)?(?:Relationship|Override)\b[^>]*customXml/[^>]*?(?:/>|>\s*</(?:\w+:)?(?:Relationship|Override)>)")
"""A link to custom XML, or the kind of such a part: what a draft was made from does not belong into a comparison."""


def redline(old: Package, new: Package, *, author: str, when: datetime) -> Redline:
    """The newer draft with every change since the older one tracked, by `author` at `when`; same drafts, same bytes.

    Changes already tracked in a draft are read as accepted. Raises OutputRefusedError unless accepting all gives the newer text and
    rejecting all gives the older one, paragraph by paragraph and cell by cell.
    """
    before, after = _accepted(old), _accepted(new)
    date = f"{when.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    made = process.compare(_joined(before), _joined(after), author=author, date=date)
    parts = {name: part.data for name, part in made.parts.items()}
    stories = sorted(filter(_STORIES.fullmatch, parts))
    for name in stories:
        parts[name] = revisions.with_lasting_ends(parts[name])
    parts[_MAIN] = revisions.with_format_changes(parts[_MAIN], before[_MAIN], author=author, date=date)
    _prove(parts[_MAIN], before[_MAIN], after[_MAIN], new.place)
    return Redline(_joined(parts), tuple(found for name in stories for found in revisions.pending(parts[name])))


def _accepted(draft: Package) -> dict[str, bytes]:
    """The parts of a draft, with the changes tracked in its stories accepted, and without the data that programs hid in it."""
    parts = {name: part.data for name, part in draft.parts.items() if not name.startswith("customXml/")}
    for name in filter(_LINKS.fullmatch, parts):
        parts[name] = _HIDDEN.sub(b"", parts[name])
    try:
        return parts | {name: revisions.accepted(parts[name]) for name in filter(_STORIES.fullmatch, parts)}
    except ValueError as error:
        cure = "Mở tệp trong Word, lưu lại thành .docx rồi chạy lại"
        raise InputRefusedError(Problem("SS-06", "Nội dung tệp Word bị hỏng nên không đọc được", cure, draft.place)) from error


def _joined(parts: Mapping[str, bytes]) -> bytes:
    return package.join([package.pack(name, data) for name, data in parts.items()])


def _prove(made: bytes, before: bytes, after: bytes, place: Place) -> None:
    pairs = ((revisions.accepted, after), (revisions.rejected, before))
    if any(revisions.lines(settle(made)) != revisions.lines(draft) for settle, draft in pairs):
        raise OutputRefusedError(
            Problem(
                "SS-02",
                "Bản so sánh làm ra không khớp với hai bản đã cho nên không ghi",
                "So sánh hai tệp trong Word: Review › Compare",
                place,
            )
        )
