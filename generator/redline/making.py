"""A comparison made, mended, packed and proved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from generator import package, revisions
from generator.errors import InputRefusedError, OutputRefusedError, Place, Problem
from generator.package import Package
from generator.redline import process
from generator.revisions import Line, Revision

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
    rejecting all gives the older one, paragraph by paragraph and cell by cell, and each header, footer and note is found again.
    """
    before, after = _accepted(old), _accepted(new)
    date = f"{when.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    made = process.compare(_joined(before), _joined(after), author=author, date=date)
    parts = {name: part.data for name, part in made.parts.items()}
    stories = sorted(filter(_STORIES.fullmatch, parts))
    for name in stories:
        parts[name] = revisions.with_lasting_ends(parts[name])
    parts[_MAIN] = revisions.with_format_changes(parts[_MAIN], before[_MAIN], author=author, date=date)
    _prove(parts, before, after, new.place)
    return Redline(_joined(parts), tuple(found for name in stories for found in revisions.pending(parts[name])))


def _accepted(draft: Package) -> dict[str, bytes]:
    """The parts of a draft as Word would save it with all changes accepted, without the data that programs hid in it."""
    parts = {name: part.data for name, part in draft.parts.items() if not name.startswith("customXml/")}
    for name in filter(_LINKS.fullmatch, parts):
        parts[name] = _HIDDEN.sub(b"", parts[name])
    try:
        parts |= {name: revisions.accepted(parts[name]) for name in filter(_STORIES.fullmatch, parts)}
        return parts | {_MAIN: revisions.with_last_paragraph(parts[_MAIN])}
    except ValueError as error:
        cure = "Mở tệp trong Word, lưu lại thành .docx rồi chạy lại"
        raise InputRefusedError(Problem("SS-06", "Nội dung tệp Word bị hỏng nên không đọc được", cure, draft.place)) from error


def _joined(parts: Mapping[str, bytes]) -> bytes:
    return package.join([package.pack(name, data) for name, data in parts.items()])


def _prove(made: Mapping[str, bytes], before: Mapping[str, bytes], after: Mapping[str, bytes], place: Place) -> None:
    for settle, draft in ((revisions.accepted, after), (revisions.rejected, before)):
        settled = {name: settle(made[name]) for name in filter(_STORIES.fullmatch, made)}
        if revisions.lines(settled[_MAIN]) != revisions.lines(draft[_MAIN]) or _beside_body(draft) - _beside_body(settled):
            cure = "So sánh hai tệp trong Word: Review › Compare"
            raise OutputRefusedError(Problem("SS-02", "Bản so sánh làm ra không khớp với hai bản đã cho nên không ghi", cure, place))


def _beside_body(parts: Mapping[str, bytes]) -> Counter[tuple[Line, ...]]:
    """The text of each header, footer and set of notes; a comparison may call their parts otherwise, and holds those of both drafts."""
    return Counter(revisions.lines(parts[name]) for name in filter(_STORIES.fullmatch, parts) if name != _MAIN)
