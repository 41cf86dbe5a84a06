"""From a document to its anatomy: cut into documents and lines, head first, then foot, then what stands between."""

from __future__ import annotations

from typing import Final

from generator.anatomy import words
from generator.anatomy.annexes import make_out_annex_head
from generator.anatomy.below import lines_below
from generator.anatomy.foot import make_out_foot
from generator.anatomy.head import make_out_head
from generator.anatomy.marks import Marks, Stretch
from generator.anatomy.papers import stretches
from generator.anatomy.parts import Anatomy, Part, Where
from generator.anatomy.regime import decide
from generator.anatomy.spans import lines_of
from generator.anatomy.text import make_out_text
from generator.formatting import Document

_BLANK: Final = frozenset(".…_ \u00a0\t")


def make_out(document: Document) -> Anatomy:
    """Say of every line with words what part of the paper it is. Never raises: what nobody knows is «Khác»."""
    marks = Marks(lines_of(document))
    found = stretches(marks.lines)
    for stretch in found:
        marks.papers |= dict.fromkeys(range(stretch.start, stretch.end), (stretch.paper, stretch.where))
        _make_out(marks, stretch)
    pieces = marks.pieces()
    main = [piece for piece in pieces if piece.paper == 0]
    type_name = next((_heading(piece.text) for piece in main if piece.part is Part.TYPE_NAME), "")
    regime, reason = decide(marks, found[0], type_name)
    numbers = [piece.text for piece in main if piece.part is Part.NUMBER]
    draft = any(piece.part is Part.DRAFT_MARK for piece in main) or any(_unnumbered(words_) for words_ in numbers)
    return Anatomy(regime, reason, type_name, draft, pieces, tuple(lines_below(marks, pieces)))


def _make_out(marks: Marks, stretch: Stretch) -> None:
    if stretch.where is Where.ANNEX:
        text = make_out_annex_head(marks, stretch)
    else:
        text = make_out_head(marks, stretch)
        if stretch.where is Where.ENCLOSED:
            for at in range(text, min(text + 3, stretch.end)):
                if words.REFERENCE.match(marks.lines[at].folded):
                    marks.give(at, Part.ANNEX_REFERENCE)
    if stretch.where is not Where.QUOTED or stretch.end > text:
        make_out_foot(marks, stretch, text)
    make_out_text(marks, text, stretch.end)


def _heading(text: str) -> str:
    return words.heading(text) or words.heading_in_front(text)


def _unnumbered(number: str) -> bool:
    """Whether the place of the number is blank: nothing but dots and spaces between «Số:» and the slash."""
    said = number.partition("/")[0].partition(":")[2] if ":" in number.partition("/")[0] else number.partition("/")[0][2:]
    return not set(said) - _BLANK
