"""The lines drawn below tiêu ngữ, agency, summary and an annex's reference: how they are made, and how long they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.anatomy import words
from generator.anatomy.marks import Marks
from generator.anatomy.parts import Drawn, LineBelow, Part, Piece
from generator.anatomy.spans import Line
from generator.formatting import Drawn as Shape
from generator.formatting import Paragraph
from generator.measure import ZERO, Twips, width_of

_UNDERLINED: Final[tuple[Part, ...]] = (Part.MOTTO, Part.AGENCY, Part.SUMMARY, Part.ANNEX_REFERENCE)
_LINES_BELOW: Final = 3
"""Paragraphs below the words in which their line may stand."""
_RAISED: Final = 2 / 3
"""How wide raised letters are beside others."""


def lines_below(marks: Marks, pieces: Sequence[Piece]) -> Iterator[LineBelow]:
    """The line below the last piece of each of these parts, in each document of the file."""
    placed = {(id(line.paragraph), line.start): at for at, line in enumerate(marks.lines) if not line.blank}
    last: dict[tuple[Part, int], tuple[int, Piece]] = {}
    widest: dict[tuple[Part, int], int] = {}
    for piece in pieces:
        if piece.part in _UNDERLINED:
            key = piece.part, piece.paper
            at = placed[id(piece.paragraph), piece.start]
            last[key] = at, piece
            widest[key] = max(widest.get(key, 0), _width(piece, marks.lines[at]))
    for key, (at, piece) in last.items():
        if (found := _below(marks, at)) is not None:
            paragraph, length, drawn, solid = found
            yield LineBelow(piece, paragraph, length, Twips(widest[key]), drawn, solid)


def _width(piece: Piece, line: Line) -> int:
    """How wide words stand on the page: no wider than their room."""
    return min(sum(width_of(run.text.strip("\t"), run.letters.size, bold=run.letters.bold) for run in piece.runs), line.spot.room or 10**6)


_Found = tuple[Paragraph, Twips, Drawn, bool]


def _below(marks: Marks, at: int) -> _Found | None:
    line = marks.lines[at]
    own = line.paragraph
    if own.border_below:
        return own, _bordered(own, line), Drawn.BORDER, True
    seen = 0
    for below in range(at + 1, len(marks.lines)):
        next_ = marks.lines[below]
        if next_.spot.group != line.spot.group:
            if next_.spot.table == line.spot.table:
                continue
            break
        if (found := _is_line(next_)) is not None:
            return found
        if next_.text.strip().startswith("("):
            continue  # the days that a report covers, below its summary
        seen += 1
        if not next_.blank or seen >= _LINES_BELOW:
            break
    return _shape(marks, at)


def _is_line(line: Line) -> _Found | None:
    paragraph = line.paragraph
    if words.RULE.match(line.text):
        return paragraph, Twips(_characters(line)), Drawn.CHARACTERS, "-" not in line.text
    if line.blank and (paragraph.border_above or paragraph.border_below):
        return paragraph, _bordered(paragraph, line), Drawn.BORDER, True
    return None


def _bordered(paragraph: Paragraph, line: Line) -> Twips:
    return Twips(max(line.spot.room - paragraph.left - paragraph.right, 0)) if line.spot.room else ZERO


def _characters(line: Line) -> int:
    position, total = 0, 0.0
    for run in line.paragraph.runs:
        shown = run.text[max(line.start - position, 0) : max(line.end - position, 0)]
        position += len(run.text)
        total += width_of(shown, run.letters.size, bold=run.letters.bold) * (_RAISED if run.letters.raised else 1)
    return round(total)


def _shape(marks: Marks, at: int) -> _Found | None:
    """A line drawn over the page, anchored in the words, near them, or anywhere in their column."""
    line = marks.lines[at]
    near = [marks.lines[other] for other in range(max(at - 3, 0), min(at + 4, len(marks.lines)))]
    mates = [other for other in near if other.spot.group == line.spot.group]
    for other in (line, *mates):
        shapes = [drawn for drawn in other.paragraph.objects if drawn.kind == "line"]
        if shapes:
            best = _fitting(shapes, line, mates)
            return other.paragraph, best.width, Drawn.SHAPE, best.solid
    return None


def _fitting(shapes: list[Shape], line: Line, mates: list[Line]) -> Shape:
    """Of two lines anchored in one paragraph of a letterhead set with tabs the longer is the motto's."""
    if len(shapes) == 1 or not mates:
        return shapes[0]
    longest = words.motto(line.text)
    return max(shapes, key=lambda drawn: drawn.width if longest else -drawn.width)
