"""Which line of a document was made out as which part, while it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.anatomy.parts import Part, Piece, Where
from generator.anatomy.spans import Line

Stretch = tuple[Part, int, int]
"""A part and where its words start and end in the paragraph."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of the file: its lines from `start` up to `end`, and what it is to the file."""

    start: int
    end: int
    where: Where


class Marks:
    """The lines of a document, each with what it was made out to be so far."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        """Start with no line made out."""
        self.lines: Final = lines
        self._found: dict[int, tuple[Stretch, ...]] = {}

    def set(self, at: int, part: Part) -> None:
        """Make out a whole line, unless it is blank."""
        line = self.lines[at]
        if not line.blank:
            self._found[at] = ((part, line.start, line.end),)

    def cut(self, at: int, first: Part, second: Part, where: int) -> None:
        """Make out a line as two parts; the second starts at a place in the line's own words."""
        line = self.lines[at]
        middle = line.paragraph.text.find(line.text, line.start) + where
        self._found[at] = ((first, line.start, middle), (second, middle, line.end))

    def part(self, at: int) -> Part | None:
        """What a line begins with, or None."""
        found = self._found.get(at)
        return found[0][0] if found else None

    def free(self, at: int) -> bool:
        """Whether a line has words that are nothing yet."""
        return at not in self._found and not self.lines[at].blank

    def pieces(self, papers: tuple[Paper, ...]) -> Iterator[tuple[int, Piece]]:
        """All pieces in reading order, each with the number of its line."""
        for number, paper in enumerate(papers):
            for at in range(paper.start, paper.end):
                for part, start, end in self._found.get(at, ()):
                    yield at, Piece(part, self.lines[at].paragraph, start, end, number, paper.where)
