"""Lines drawn below the motto, the agency, the summary and the reference of an annex, with their length and that of the words above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.anatomy.marks import Marks
from generator.anatomy.parts import Drawn, LineBelow, Part, Piece
from generator.anatomy.spans import Line
from generator.formatting import Drawn as Shape
from generator.formatting import Paragraph
from generator.measure import ZERO, Twips, width_of

_UNDERLINED: Final = (Part.MOTTO, Part.AGENCY, Part.SUMMARY, Part.ANNEX_REFERENCE)
_REACH: Final = 5
"""Paragraphs below a part in which its line may stand."""
_FARTHEST: Final = 40
"""The same with those of the columns beside it."""
_RAISED: Final = (2, 3)
"""Raised letters are that much smaller."""

Numbered = tuple[int, Piece]


def lines_below(marks: Marks, pieces: tuple[Numbered, ...]) -> Iterator[LineBelow]:
    """The lines of a document in reading order of the parts they stand under."""
    used: set[int] = set()
    for group in _groups(pieces):
        found = _below(marks, group, used)
        if found is not None:
            yield found


def _groups(pieces: tuple[Numbered, ...]) -> Iterator[list[Numbered]]:
    """Pieces of one part that follow one another: the words of which the last has the line."""
    group: list[Numbered] = []
    for at, piece in pieces:
        if group and (piece.part is not group[-1][1].part or piece.paper != group[-1][1].paper):
            yield group
            group = []
        if piece.part in _UNDERLINED:
            group.append((at, piece))
    if group:
        yield group


def _below(marks: Marks, group: list[Numbered], used: set[int]) -> LineBelow | None:
    at, last = group[-1]
    line = marks.lines[at]
    widest = max(_widest(marks.lines[index], piece) for index, piece in group)
    if last.paragraph.border_below and line.end == len(last.paragraph.text):
        return LineBelow(last, last.paragraph, _border(line, last.paragraph), widest, Drawn.BORDER)
    for index in range(at + 1, min(at + 1 + _FARTHEST, len(marks.lines))):
        below = marks.lines[index]
        if below.spot.group != line.spot.group:
            if line.spot.tabbed or (below.spot.table == line.spot.table >= 0):
                continue
            break
        if index - at > _REACH * 3 or (below.text and marks.part(index) not in {Part.LINE, Part.OTHER}):
            break
        found = _line(below, marks.part(index))
        if found is not None and index not in used:
            used.add(index)
            return LineBelow(last, below.paragraph, found[0], widest, found[1], _solid(below))
    return _shape(marks, group, widest, used)


def _line(line: Line, part: Part | None) -> tuple[Twips, Drawn] | None:
    paragraph = line.paragraph
    if part is Part.LINE:
        return _characters(line), Drawn.CHARACTERS
    if line.blank and (paragraph.border_above or paragraph.border_below):
        return _border(line, paragraph), Drawn.BORDER
    return None


def _solid(line: Line) -> bool:
    """Underscores and long dashes join into one line; hyphens, stars and the like do not."""
    return not set(line.text) - set("_—─━⎯¯ ")


def _characters(line: Line) -> Twips:
    letters = next((run.letters for run in line.paragraph.runs if run.text.strip()), line.paragraph.mark)
    width = width_of(line.text, letters.size, bold=letters.bold)
    return Twips(width * _RAISED[0] // _RAISED[1]) if letters.raised else width


def _border(line: Line, paragraph: Paragraph) -> Twips:
    return Twips(max(line.spot.room - paragraph.left - paragraph.right, 0))


def _shape(marks: Marks, group: list[Numbered], widest: Twips, used: set[int]) -> LineBelow | None:
    """A drawn line hangs on the words, on a blank paragraph below, or elsewhere in the column."""
    last = group[-1][1]
    for index in _near(marks, group):
        paragraph = marks.lines[index].paragraph
        for number, drawn in enumerate(paragraph.objects):
            key = -1 - (paragraph.address.number * 64 + number)
            if drawn.kind == "line" and key not in used:
                used.add(key)
                return LineBelow(last, paragraph, _across(drawn), widest, Drawn.SHAPE, drawn.solid)
    return None


def _across(drawn: Shape) -> Twips:
    return max(ZERO, drawn.width)


def _near(marks: Marks, group: list[Numbered]) -> Iterator[int]:
    """Lines of the same column, nearest first: the words themselves from the last up, those below, then those above."""
    first, last = group[0][0], group[-1][0]
    spot = marks.lines[last].spot
    yield from range(last, first - 1, -1)
    for index in range(last + 1, min(last + 1 + _REACH, len(marks.lines))):
        if marks.lines[index].spot.group == spot.group:
            yield index
    for index in range(first - 1, max(first - 1 - _REACH, -1), -1):
        if marks.lines[index].spot.group == spot.group:
            yield index


def _widest(line: Line, piece: Piece) -> Twips:
    """The widest line of a piece as it wraps in its column."""
    room = Twips(max(line.spot.room - line.paragraph.left - line.paragraph.right, 1))
    widest = current = 0
    for word, space in _words(piece):
        if current and current + space + word > room:
            widest, current = max(widest, current), 0
        current += (space if current else 0) + word
    return Twips(min(max(widest, current), room))


def _words(piece: Piece) -> Iterator[tuple[Twips, Twips]]:
    """Widths of the words, each with that of the space before it."""
    word = space = 0
    for run in piece.runs:
        letters = run.letters
        shown = (run.text.upper() if letters.caps else run.text).replace("\t", " ")
        for index, part in enumerate(shown.split(" ")):
            if index:
                if word:
                    yield Twips(word), Twips(space)
                word, space = 0, width_of(" ", letters.size, bold=letters.bold)
            word += width_of(part, letters.size, bold=letters.bold)
    if word:
        yield Twips(word), Twips(space)
