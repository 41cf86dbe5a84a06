"""Letters mended: the family everywhere, black, and for each part of the paper its size, bold or not, italic or upright."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from generator import standard as std
from generator import stretches
from generator.anatomy import Part, Piece, Where
from generator.formatting import Letters, Paragraph
from generator.mending.desk import Desk, Segment, segments
from generator.mending.markup import properties, put, switch
from generator.standard import Lettering
from generator.stretches import Element
from generator.wordxml import W

FIXED: Final[Mapping[Part, Lettering]] = {
    Part.NATIONAL_NAME: std.NATIONAL_NAME_LETTERS,
    Part.MOTTO: std.MOTTO_LETTERS,
    Part.PARENT: std.PARENT_AGENCY,
    Part.AGENCY: std.AGENCY,
    Part.NUMBER: std.NUMBER,
    Part.PLACE_DATE: std.PLACE_DATE,
    Part.TYPE_NAME: std.TYPE_NAME,
    Part.SUMMARY: std.SUMMARY,
    Part.LETTER_SUMMARY: std.LETTER_SUMMARY,
    Part.ENACTOR: std.TYPE_NAME,
    Part.ENACTING: std.TYPE_NAME,
    Part.BASIS: std.BASIS,
    Part.DIVISION: std.HEADING,
    Part.DIVISION_TITLE: std.HEADING,
    Part.SECTION: std.HEADING,
    Part.ADDRESSEE_HEAD: std.ADDRESSEE,
    Part.ADDRESSEE: std.ADDRESSEE,
    Part.AUTHORITY: std.POSITION,
    Part.POSITION: std.POSITION,
    Part.SIGNER: std.SIGNER_NAME,
    Part.RECIPIENTS_HEAD: std.RECIPIENTS_HEAD,
    Part.RECIPIENT: std.RECIPIENTS,
    Part.KEPT: std.RECIPIENTS,
    Part.ANNEX_LABEL: std.ANNEX_LABEL,
    Part.ANNEX_TITLE: std.ANNEX_TITLE,
    Part.ANNEX_REFERENCE: std.ANNEX_REFERENCE,
}
"""Parts whose letters the decree fixes wholly."""
SIZED: Final[Mapping[Part, Lettering]] = {**FIXED, **dict.fromkeys((Part.BODY, Part.ARTICLE, Part.CLAUSE, Part.POINT), std.BODY)}
"""Parts with a size; in the text itself bold and italic are its writer's."""
COLOURED: Final = frozenset({Part.SECRECY, Part.URGENCY, Part.CIRCULATION, Part.DRAFT_MARK, Part.SIGNING_TEXT, Part.TABLE_TEXT})
"""Stamps have colours of their own; a colour in a table may tell something."""

_LEGACY: Final = re.compile(r"(?i)\.vn|vni|vn[a-z]* ?time")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
_UNICODE: Final = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0300-\u0323]")
"""Letters that only Unicode text has: old fonts draw Vietnamese with Latin-1 letters."""
_TALL: Final = {Part.NATIONAL_NAME: 26, Part.MOTTO: 28, Part.PLACE_DATE: 28}
"""The larger of the two sets of sizes, in half-points (PG-09)."""
_FREE_IN_ANNEXES: Final = frozenset(
    {Part.BODY, Part.ARTICLE, Part.CLAUSE, Part.POINT, Part.BASIS, Part.SECTION, Part.DIVISION, Part.DIVISION_TITLE}
)
"""The text of an annex, often a form, has no rule in the decree."""
_MOST: Final = 0.9
_HALF: Final = 0.5
_TEXT_PARTS: Final = (Part.BODY, Part.CLAUSE, Part.POINT, Part.ARTICLE)


def mend_letters(desk: Desk) -> None:
    """Family, colour, size, bold and italic."""
    sizes = Sizes.of(desk)
    for piece in (piece for piece in desk.pieces if piece.part is not Part.LINE):
        _mend_family(desk, piece)
        if piece.part not in COLOURED:
            _mend_colour(desk, piece)
        free = piece.where is Where.ANNEX and piece.part in _FREE_IN_ANNEXES
        if piece.part in SIZED and not free:
            _mend_size(desk, piece, sizes)
        if piece.part in FIXED and not free:
            _mend_look(desk, piece, FIXED[piece.part])
    for paragraph in desk.edges:
        _mend_edge(desk, paragraph)


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes that a document uses where it may choose: the larger set for its head, and one for its text, in half-points."""

    tall: bool
    text: int

    @classmethod
    def of(cls, desk: Desk) -> Sizes:
        """Those that most of its letters have already."""
        votes = Counter[bool]()
        for part, size in _TALL.items():
            found = {segment.run.letters.size for piece in desk.of(part) for segment in segments(piece)}
            votes.update(size == one for one in found if one in {size, size - 2})
        body = Counter[int]()
        for piece in desk.of(*_TEXT_PARTS):
            for segment in segments(piece):
                body[segment.run.letters.size] += len(segment.run.text)
        most = body.most_common(1)[0][0] if body else 0
        allowed = 2 * std.BODY.smallest <= most <= 2 * std.BODY.largest
        return cls(votes[True] > votes[False], most if allowed else 2 * std.BODY.used)

    def wanted(self, part: Part, lettering: Lettering) -> int:
        """The size for a part, in half-points."""
        if part in _TALL:
            return _TALL[part] - (0 if self.tall else 2)
        limits = lettering.smallest, lettering.largest
        if limits == (std.BODY.smallest, std.BODY.largest):
            return self.text
        if limits == (std.AGENCY.smallest, std.AGENCY.largest):
            return 2 * (lettering.largest if self.tall else lettering.smallest)
        return 2 * lettering.used


def _mend_family(desk: Desk, piece: Piece) -> None:
    found = desk.dress(piece, _other_family, times)
    if found:
        families = {family for segment in found for family in segment.run.fonts if not std.is_times(family)}
        desk.note(piece, "PG-04", "phông chữ", (_listed(families), std.FONT))


def _other_family(segment: Segment) -> bool:
    """Whether words stand in another family that can be exchanged: no symbols, no letters of the time before Unicode."""
    others = [family for family in segment.run.fonts if not std.is_times(family)]
    if not others or _PRIVATE.search(segment.run.text) or any(map(std.is_of_symbols, others)):
        return False
    named_old = any(_LEGACY.match(family) for family in (segment.run.letters.latin, segment.run.letters.marked))
    return not named_old or _UNICODE.search(segment.run.text) is not None or not re.search(r"[^\W\d_]", segment.run.text)


def _mend_edge(desk: Desk, paragraph: Paragraph) -> None:
    """The family in headers, footers and notes; a field there takes its look from its instruction, so that changes too."""
    whole = Piece(Part.OTHER, paragraph, 0, len(paragraph.text))
    found = desk.dress(whole, _other_family, times)
    if found and paragraph.codes:
        for run in stretches.runs(desk.element(paragraph)):
            if run.find(f"{W}instrText") is not None or run.find(f"{W}fldChar") is not None:
                times(properties(run, "rPr"))
    if found:
        families = {family for segment in found for family in segment.run.fonts if not std.is_times(family)}
        desk.write_down(paragraph, "PG-04", _edge_name(paragraph), "phông chữ", (_listed(families), std.FONT))


def _edge_name(paragraph: Paragraph) -> str:
    if "PAGE" in paragraph.codes:
        return "Số trang"
    kinds = {"header": "Đầu trang", "footer": "Chân trang"}
    return next((name for kind, name in kinds.items() if f"/{kind}" in paragraph.address.part), "Chú thích")


def times(look: Element) -> None:
    """Letters in Times New Roman, whatever a theme says."""
    slots = ("ascii", "hAnsi", "cs")
    put(look, "rFonts", {**dict.fromkeys(slots, std.FONT), **dict.fromkeys(("asciiTheme", "hAnsiTheme", "cstheme", "hint"))})


def _mend_colour(desk: Desk, piece: Piece) -> None:
    def black(look: Element) -> None:
        put(look, "color", {"val": "000000", "themeColor": None, "themeTint": None, "themeShade": None})

    found = desk.dress(piece, lambda segment: not std.is_black(segment.run.letters.colour), black)
    if found:
        desk.note(piece, "PG-06", "màu chữ", (_listed({segment.run.letters.colour for segment in found}), "đen"))


def _mend_size(desk: Desk, piece: Piece, sizes: Sizes) -> None:
    lettering = SIZED[piece.part]
    wanted = sizes.wanted(piece.part, lettering)

    def wrong(segment: Segment) -> bool:
        letters = segment.run.letters
        return not letters.raised and not 2 * lettering.smallest <= letters.size <= 2 * lettering.largest

    found = desk.dress(piece, wrong, lambda look: resize(look, wanted))
    if found:
        before = _listed(points(segment.run.letters.size) for segment in found)
        desk.note(piece, lettering.code, "cỡ chữ", (before, points(wanted)))


def resize(look: Element, size: int) -> None:
    """Letters in a size, in half-points."""
    for name in ("sz", "szCs"):
        put(look, name, {"val": str(size)})


def _mend_look(desk: Desk, piece: Piece, wanted: Lettering) -> None:
    """Bold and italic as the decree wants them for the whole part; a word that its writer set off in it stays so."""
    bold = _breaks(piece, wanted=wanted.bold, has=lambda letters: letters.bold)
    italic = _breaks(piece, wanted=wanted.italic, has=lambda letters: letters.italic)

    def change(look: Element) -> None:
        if bold:
            switch(look, "b", on=wanted.bold)
        if italic:
            switch(look, "i", on=wanted.italic)

    def wrong(segment: Segment) -> bool:
        letters = segment.run.letters
        return not letters.raised and ((bold and letters.bold != wanted.bold) or (italic and letters.italic != wanted.italic))

    found = desk.dress(piece, wrong, change)
    if found:
        before = _listed(look_name(segment.run.letters.bold, segment.run.letters.italic) for segment in found)
        last = {look_name(_now(bold, letters.bold, wanted.bold), _now(italic, letters.italic, wanted.italic)) for letters in _looks(found)}
        desk.note(piece, wanted.code, "kiểu chữ", (before, _listed(last)))


def _looks(found: Iterable[Segment]) -> list[Letters]:
    return [segment.run.letters for segment in found]


def _now(changed: bool, before: bool, wanted: bool) -> bool:  # noqa: FBT001 - three facts of one look
    return wanted if changed else before


def _breaks(piece: Piece, *, wanted: bool, has: Callable[[Letters], bool]) -> bool:
    """Whether too few letters have what is asked for, or most have what is not."""
    counted = [(sum(char.isalnum() for char in run.text), has(run.letters)) for run in piece.runs if not run.letters.raised]
    total, having = sum(count for count, _ in counted), sum(count for count, has_it in counted if has_it)
    share = having / total if total else float(wanted)
    return share < _MOST if wanted else share > _HALF


def look_name(bold: bool, italic: bool) -> str:  # noqa: FBT001 - the two words of the name in their order
    """`đứng, đậm` and the like."""
    return f"{'nghiêng' if italic else 'đứng'}, {'đậm' if bold else 'không đậm'}"


def points(half_points: int) -> str:
    """A size as a clerk reads it: `13,5`."""
    return f"{half_points // 2}{',5' if half_points % 2 else ''}"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(set(words)))
