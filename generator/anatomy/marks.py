"""The parts given to lines so far, and the document of the file that each line belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.anatomy.parts import Part, Piece, Where
from generator.anatomy.spans import Line


@dataclass
class Marks:
    """Lines with their parts; a line without one has not been made out yet."""

    lines: tuple[Line, ...]
    parts: dict[int, Part] = field(default_factory=dict)
    papers: dict[int, tuple[int, Where]] = field(default_factory=dict)

    def free(self, index: int) -> bool:
        """Whether a line has words and no part yet."""
        return index not in self.parts and not self.lines[index].blank

    def give(self, index: int, part: Part) -> None:
        """Say what a line is; the first word on it counts."""
        self.parts.setdefault(index, part)

    def first(self, *parts: Part, start: int = 0) -> int | None:
        """The first line of these parts from a line on."""
        return next((at for at in range(start, len(self.lines)) if self.parts.get(at) in parts), None)

    def pieces(self) -> tuple[Piece, ...]:
        """Every line with words as a piece; what nobody made out is «Khác»."""
        return tuple(
            Piece(self.parts.get(at, Part.OTHER), line.paragraph, line.start, line.end, *self.papers.get(at, (0, Where.MAIN)))
            for at, line in enumerate(self.lines)
            if not line.blank
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one document in the file: from `start` up to, not with, `end`."""

    start: int
    end: int
    paper: int
    where: Where
