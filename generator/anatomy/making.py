"""From a document as it looks to the parts of an official paper."""

from __future__ import annotations

from typing import Final

from generator import vietnamese
from generator.anatomy import words
from generator.anatomy.annexes import read_annex_head
from generator.anatomy.below import lines_below
from generator.anatomy.foot import read_foot
from generator.anatomy.head import read_head, stamp
from generator.anatomy.marks import Marks, Paper
from generator.anatomy.papers import is_label, papers
from generator.anatomy.parts import Anatomy, Part, Piece, Regime, Where
from generator.anatomy.regime import regime
from generator.anatomy.spans import lines_of
from generator.anatomy.text import read_text
from generator.formatting import Document, paragraphs

LETTER: Final = "CÔNG VĂN"
_WIRE: Final = "CÔNG ĐIỆN"
_BLANK: Final = frozenset(":.…_ \u00a0\t")


def make_out(document: Document) -> Anatomy:
    """The regime, type and every part of a document; it never fails, whatever the document holds."""
    lines = lines_of(document)
    marks = Marks(lines)
    found = papers(lines)
    for paper in found:
        _read(marks, paper)
    numbered = tuple(marks.pieces(found))
    pieces = tuple(piece for _, piece in numbered)
    own = tuple(piece for piece in pieces if piece.where is Where.MAIN)
    type_name = _type_name(own)
    law, reason = regime(own, type_name)
    if law is Regime.ADMINISTRATIVE and not type_name and _is_letter(own):
        type_name = LETTER
    return Anatomy(law, reason, type_name, _draft(own, document), pieces, tuple(lines_below(marks, numbered)))


def _read(marks: Marks, paper: Paper) -> None:
    first = next((line for line in marks.lines[paper.start : paper.end] if line.text and stamp(line) is None), None)
    annex = paper.where is Where.ANNEX or (first is not None and is_label(first))
    start = read_annex_head(marks, paper.start, paper.end) if annex else read_head(marks, paper.start, paper.end)
    read_foot(marks, start, paper.end)
    wire = any(marks.part(at) is Part.TYPE_NAME and words.heading(marks.lines[at].text) == _WIRE for at in range(paper.start, start))
    read_text(marks, paper.start, paper.end, wire=wire)


def _type_name(own: tuple[Piece, ...]) -> str:
    """In the right spelling when it is a known type, else the words in capitals."""
    piece = next((piece for piece in own if piece.part is Part.TYPE_NAME), None)
    if piece is None:
        return ""
    return words.heading(piece.text) or vietnamese.clean(piece.text).upper()


def _is_letter(own: tuple[Piece, ...]) -> bool:
    return any(piece.part in {Part.LETTER_SUMMARY, Part.ADDRESSEE_HEAD} for piece in own)


def _unnumbered(piece: Piece) -> bool:
    """Whether the place of the number is blank: nothing but dots and spaces between «Số:» and the slash."""
    front = piece.text.partition("/")[0]
    return piece.part is Part.NUMBER and "/" in piece.text and not set(front[2:]) - _BLANK


def _draft(own: tuple[Piece, ...], document: Document) -> bool:
    """Whether the paper has no number yet, or says itself that it is a draft, on its first page or at the top of every page."""
    headers = (blocks for section in document.sections for blocks in section.headers.values())
    above = (paragraph.text for blocks in headers for paragraph in paragraphs(blocks))
    return any(piece.part is Part.DRAFT_MARK or _unnumbered(piece) for piece in own) or any(
        words.DRAFT.match(vietnamese.folded(text)) for text in above
    )
