"""The draft as made, with the key and the place of each field in its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.base import Base
from generator.looks import Look
from generator.snapshot import PLAIN, Block, Grid, Line, Snapshot, Span, Stretch


def keyed(made: Snapshot, base: Base) -> Snapshot:
    """The snapshot of a draft as made with the fields in their lines. Raises ValueError when they do not fit the keys."""
    reader = _Keys(base)
    blocks = tuple(reader.block(block) for block in made.blocks)
    if reader.used != len(base.keys):
        raise ValueError(reader.used)
    return replace(made, blocks=blocks)


class _Keys:
    """Hands out the keys in the order in which they were printed: each turn of the mark is the next one."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.used = 0

    def block(self, block: Block) -> Block:
        if isinstance(block, Line):
            return self.line(block)
        rows = []
        for row in block.rows:
            cells = tuple(replace(cell, lines=tuple(self.line(line) for line in cell.lines)) for cell in row.cells)
            rows.append(replace(row, cells=cells))
        return Grid(tuple(rows))

    def line(self, line: Line) -> Line:
        return replace(line, spans=tuple(self.spans(line)))

    def spans(self, line: Line) -> Iterator[Span]:
        position, turn, start, inside = 0, "", 0, list[Stretch]()
        for stretch in (*line.stretches, Stretch("", PLAIN, "end")):
            if inside and stretch.turn != turn:
                yield self.span(line, start, position, inside)
                inside = []
            if stretch.turn and stretch.turn != "end":
                start = start if inside else position
                inside.append(stretch)
            turn = stretch.turn
            position += len(stretch.text)

    def span(self, line: Line, start: int, end: int, inside: list[Stretch]) -> Span:
        if self.used >= len(self.base.keys):
            raise ValueError(self.used)
        key = self.base.keys[self.used]
        self.used += 1
        look = line.look if key in self.base.formatted else inside[0].look
        return Span(key, start, end, Look(look.bold, look.italic))
