"""A table that somebody split in Word, as one again: its rows are where they were, only a line stands between them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from generator.snapshot import Block, Grid, GridRow, Snapshot
from generator.vietnamese import clean


@dataclass(frozen=True, slots=True)
class _Table:
    """What the rows of a table as made are known by, but for its heading."""

    heading: str
    marks: frozenset[str]
    words: frozenset[str]

    def rows_in(self, piece: Grid) -> int:
        """How many rows of a piece come from this table."""
        return sum(not self.marks.isdisjoint(row.marks) or _words(row) in self.words for row in piece.rows)


def rejoined(made: Snapshot, edited: Snapshot) -> Snapshot:
    """The edited draft with the rows of every piece in the first one; a heading row that a further piece repeats is left out."""
    tables = [_known(block) for block in made.blocks if isinstance(block, Grid)]
    first: dict[int, int] = {}
    blocks: list[Block] = []
    for block in edited.blocks:
        owner = _owner(tables, first, block) if isinstance(block, Grid) else None
        whole = blocks[first[owner]] if owner in first else None
        if owner is not None and isinstance(block, Grid) and isinstance(whole, Grid):
            more = (row for row in block.rows if _words(row) != tables[owner].heading)
            blocks[first[owner]] = Grid((*whole.rows, *more))
            continue
        if owner is not None:
            first[owner] = len(blocks)
        blocks.append(block)
    return replace(edited, blocks=tuple(blocks))


def _known(table: Grid) -> _Table:
    rows = table.rows[1:]
    marks = frozenset(mark for row in rows for mark in row.marks)
    heading = _words(table.rows[0]) if table.rows else ""
    return _Table(heading, marks, frozenset(filter(None, map(_words, rows))))


def _owner(tables: Sequence[_Table], taken: Collection[int], piece: Grid) -> int | None:
    """The table as made that most rows of a piece come from; of two alike the one that has no piece yet."""
    shared = [table.rows_in(piece) for table in tables]
    best = max(shared, default=0)
    alike = [index for index, count in enumerate(shared) if count == best]
    return next((index for index in alike if index not in taken), alike[0]) if best else None


def _words(row: GridRow) -> str:
    return clean(row.text)
