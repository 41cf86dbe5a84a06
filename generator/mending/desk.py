"""A document being mended: its XML by address, what is known of it, the changes made so far and the texts they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from generator import stretches
from generator.anatomy import Anatomy, Part, Piece, Where
from generator.formatting import Address, Block, Document, Paragraph, Run, Table, numbered, paragraphs
from generator.mending.change import Change
from generator.mending.markup import properties
from generator.package import Part as PackagePart
from generator.package import pack
from generator.stretches import Element
from generator.wordxml import W, parse, written

_SHOWN: Final = 60
_SURE_WITHOUT_HEAD: Final = frozenset(
    {Part.ANNEX_LABEL, Part.ANNEX_TITLE, Part.ANNEX_REFERENCE, Part.DIVISION, Part.DIVISION_TITLE, Part.SECTION}
    | {Part.ARTICLE, Part.CLAUSE, Part.POINT, Part.BODY, Part.TABLE_TEXT, Part.LINE}
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Visible words of a piece in one look, and where they stand among all letters of the paragraph."""

    run: Run
    start: int
    end: int


class Desk:
    """One round of mending over one document."""

    def __init__(self, parts: Mapping[str, PackagePart], document: Document, anatomy: Anatomy) -> None:
        """Lay a document out; nothing is changed yet."""
        self.parts, self.document, self.anatomy = dict(parts), document, anatomy
        self.changes: list[Change] = []
        self.texts: dict[Address, str] = {}
        self._roots: dict[str, Element] = {}
        self._elements: dict[str, list[Element]] = {}

    @cached_property
    def made_out(self) -> tuple[Piece, ...]:
        """Every piece in reading order, named as a part only where that is sure.

        What stands in a table with lines is the table's. A paper without Quốc hiệu of its own has no head and no foot that is sure; if it
        is the first of the file, nothing in it is. The summary of a letter begins with «V/v».
        """
        named = {piece.paper for piece in self.anatomy.pieces if piece.part is Part.NATIONAL_NAME}
        letters = {one.paper for one in self.anatomy.pieces if one.part is Part.LETTER_SUMMARY and one.text[:3].casefold() == "v/v"}
        framed = set(_in_framed_tables(self.document.blocks))

        def trusted(piece: Piece) -> Piece:
            if piece.paragraph.address in framed:
                return replace(piece, part=Part.TABLE_TEXT)
            if piece.part is Part.LETTER_SUMMARY and piece.paper not in letters:
                return replace(piece, part=Part.OTHER)
            sure = piece.paper in named or (piece.where is not Where.MAIN and piece.part in _SURE_WITHOUT_HEAD)
            return piece if sure else replace(piece, part=Part.OTHER)

        return tuple(map(trusted, self.anatomy.pieces))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces that may be touched: no samples or quotations, nothing in a box, nothing that the XML shows otherwise."""
        return tuple(piece for piece in self.made_out if piece.where is not Where.QUOTED and self._sure(piece.paragraph))

    @cached_property
    def edges(self) -> tuple[Paragraph, ...]:
        """The paragraphs of headers, footers and notes that may be touched, each once."""
        main = {one.address for one in self.document.paragraphs()}
        return tuple(one for one in self.document.everywhere() if one.address not in main and self._sure(one))

    def of(self, *parts: Part) -> Iterator[Piece]:
        """The pieces of some parts that may be touched."""
        return (piece for piece in self.pieces if piece.part in parts)

    def root(self, part: str) -> Element:
        """The root of a part of the package, to be written back when the round ends."""
        if part not in self._roots:
            self._roots[part] = parse(self.parts[part].data)
        return self._roots[part]

    def element(self, paragraph: Paragraph) -> Element:
        """The `w:p` of a paragraph."""
        part = paragraph.address.part
        if part not in self._elements:
            self._elements[part] = numbered(self.root(part))
        return self._elements[part][paragraph.address.number]

    def in_table(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph stands in a table."""
        return next(self.element(paragraph).iterancestors(f"{W}tbl"), None) is not None

    def whole(self, piece: Piece) -> bool:
        """Whether a piece is all the words of its paragraph."""
        return piece.text == piece.paragraph.text.strip()

    def note(self, piece: Piece, code: str, what: str, words: tuple[str, str]) -> None:
        """Write down a change of a piece, from what to what."""
        self.write_down(piece.paragraph, code, str(piece.part), what, words)

    def write_down(self, paragraph: Paragraph | None, code: str, part: str, what: str, words: tuple[str, str]) -> None:
        """Write down a change of a paragraph, or of a page setup."""
        address = None if paragraph is None else paragraph.address
        shown = "" if paragraph is None else " ".join(paragraph.text.split())[:_SHOWN]
        self.changes.append(Change(code, address, part, shown, what, *words))

    def dress(self, piece: Piece, wrong: Callable[[Segment], bool], change: Callable[[Element], None]) -> list[Segment]:
        """Change the look of the words of a piece that are wrong, and of nothing else; gives those words."""
        found = [segment for segment in segments(piece) if wrong(segment)]
        element = self.element(piece.paragraph)
        for segment in found:
            for run in stretches.runs_within(element, segment.start, segment.end):
                change(properties(run, "rPr"))
        if found and self.whole(piece):
            change(properties(properties(element, "pPr"), "rPr"))
        return found

    def finished(self) -> dict[str, PackagePart]:
        """The parts of the package with what was changed."""
        if not self.changes:
            return self.parts
        return {**self.parts, **{name: pack(name, written(root)) for name, root in self._roots.items() if self._touched(name)}}

    def _touched(self, name: str) -> bool:
        return written(self._roots[name]) != written(parse(self.parts[name].data))

    def _sure(self, paragraph: Paragraph) -> bool:
        if paragraph.address.part not in self.parts or paragraph.address.number < 0:
            return False
        element = self.element(paragraph)
        return stretches.anchor(element) is element and stretches.fits(element, paragraph)


def _in_framed_tables(blocks: tuple[Block, ...]) -> Iterator[Address]:
    for block in blocks:
        if isinstance(block, Table):
            cells = tuple(inner for row in block.rows for cell in row.cells for inner in cell.blocks)
            yield from (one.address for one in paragraphs(cells)) if block.framed else _in_framed_tables(cells)


def segments(piece: Piece) -> Iterator[Segment]:
    """The visible words of a piece, look by look; white space alone is left out."""
    seen, position = 0, 0
    for run in piece.paragraph.runs:
        if not run.letters.hidden:
            first, last = max(piece.start - seen, 0), min(piece.end - seen, len(run.text))
            words = run.text[first : max(first, last)]
            if words.strip():
                yield Segment(Run(words, run.letters), position + first, position + last)
            seen += len(run.text)
        position += len(run.text)
