"""The lines and tables of a paper in reading order, each taken once: what nobody takes is told in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from generator.anatomy import Anatomy, Part, Piece, Where
from generator.formatting import Address, Block, Cell, Document, Paragraph, Table
from generator.richtext import Run, Text
from generator.workbook import clean_text

_FOOT: Final = frozenset({Part.RECIPIENTS_HEAD, Part.RECIPIENT, Part.KEPT, Part.AUTHORITY, Part.POSITION})


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or the stretch of one that is one part of the paper."""

    part: Part
    where: Where
    paper: int
    paragraph: Paragraph
    start: int
    end: int

    @property
    def place(self) -> tuple[Address, int]:
        """Where it begins: no other line begins there."""
        return self.paragraph.address, self.start

    @property
    def words(self) -> str:
        """Its clean words with the label that Word sets in front; a line feed for a break within."""
        return self.text.plain

    @property
    def text(self) -> Text:
        """Its words with bold and italic as they look."""
        typed = clean_text(Text.joined(_cut(self.paragraph, self.start, self.end)))
        if not self.paragraph.label or self.start > 0:
            return typed
        first = self.paragraph.runs[0].letters if self.paragraph.runs else None
        label = Run(f"{self.paragraph.label} ", bool(first and first.bold), bool(first and first.italic))
        return Text.joined((label, *typed.runs))

    @property
    def bold(self) -> bool:
        """Whether every letter is bold."""
        runs = [run for run in self.text.runs if run.text.strip()]
        return bool(runs) and all(run.bold for run in runs)


def _cut(paragraph: Paragraph, start: int, end: int) -> Iterator[Run]:
    position = 0
    for run in paragraph.runs:
        if not run.letters.hidden:
            words = run.text[max(start - position, 0) : max(end - position, 0)]
            position += len(run.text)
            yield Run(words, run.letters.bold, run.letters.italic)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table with the columns of the grid that it covers, from 0; `merged` when it goes on with the cell above."""

    first: int
    last: int
    text: Text
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the paper; `lines` are what it was made of, `where` and `paper` those of its first line."""

    rows: tuple[tuple[GridCell, ...], ...]
    lines: tuple[Line, ...]

    @property
    def where(self) -> Where:
        """In which document of the file it stands."""
        return self.lines[0].where

    @property
    def paper(self) -> int:
        """The number of that document."""
        return self.lines[0].paper


@dataclass(slots=True)
class Source:
    """A paper being taken over."""

    document: Document
    anatomy: Anatomy
    lines: tuple[Line, ...] = ()
    items: tuple[Line | Grid, ...] = ()
    """Lines and tables in reading order."""
    _taken: set[tuple[Address, int]] = field(default_factory=set)
    _made_anew: set[tuple[Address, int]] = field(default_factory=set)
    _behind: set[tuple[Address, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Put the pieces of each paragraph together and find the tables."""
        self.lines = tuple(_lines(self.anatomy.pieces))
        self.items = tuple(_items(self.lines, self.document.blocks))
        self._behind = {line.place for line in self.behind}

    def of(self, *parts: Part, where: Where | None = Where.MAIN) -> list[Line]:
        """The lines of these parts."""
        return [line for line in self.lines if line.part in parts and where in {None, line.where}]

    def take(self, *things: Line | Grid) -> None:
        """Note that these were understood."""
        for thing in things:
            self._taken.update(line.place for line in _each(thing))

    def pass_over(self, *things: Line | Grid) -> None:
        """Note that the program prints these by itself: their words stand in no cell."""
        self.take(*things)
        self._made_anew.update(line.place for thing in things for line in _each(thing))

    def said(self, *parts: Part, where: Where | None = Where.MAIN) -> str:
        """The words of these parts in one line, taken."""
        found = self.of(*parts, where=where)
        self.take(*found)
        return " ".join(" ".join(line.words.split()) for line in found)

    @property
    def behind(self) -> list[Line]:
        """Lines of the paper itself behind its foot: the title of an annex that has no label."""
        main = [index for index, line in enumerate(self.lines) if line.where is Where.MAIN]
        signers = [index for index in main if self.lines[index].part is Part.SIGNER]
        foot = [index for index in main if self.lines[index].part in _FOOT] + signers[:1]
        return [self.lines[index] for index in main if index > max(foot)] if foot else []

    def is_behind(self, line: Line) -> bool:
        """Whether a line stands behind the foot of the paper itself."""
        return line.place in self._behind

    def is_taken(self, line: Line) -> bool:
        """Whether somebody understood it."""
        return line.place in self._taken

    @property
    def taken(self) -> list[Line]:
        """What was understood, so that its words must stand in cells."""
        return [line for line in self.lines if self.is_taken(line) and line.place not in self._made_anew]

    @property
    def left(self) -> list[Line]:
        """What nobody understood."""
        return [line for line in self.lines if not self.is_taken(line)]

    @property
    def grids(self) -> list[Grid]:
        """The tables."""
        return [item for item in self.items if isinstance(item, Grid)]


def _each(thing: Line | Grid) -> tuple[Line, ...]:
    return thing.lines if isinstance(thing, Grid) else (thing,)


def _lines(pieces: tuple[Piece, ...]) -> Iterator[Line]:
    """Neighbouring pieces of one paragraph that are the same part are one line."""
    for (_, part), group in groupby(pieces, key=lambda piece: (piece.paragraph.address, piece.part)):
        found = list(group)
        first = found[0]
        yield Line(part, first.where, first.paper, first.paragraph, first.start, found[-1].end)


def _items(lines: tuple[Line, ...], blocks: tuple[Block, ...]) -> Iterator[Line | Grid]:
    by_place: dict[Address, list[Line]] = {}
    for line in lines:
        by_place.setdefault(line.paragraph.address, []).append(line)
    in_table: dict[tuple[Address, int], Grid] = {}
    for table in _data_tables(blocks, by_place):
        grid = _grid(table, by_place)
        in_table |= {line.place: grid for line in grid.lines}
    yield from _in_order(lines, in_table)


def _in_order(lines: tuple[Line, ...], in_table: dict[tuple[Address, int], Grid]) -> Iterator[Line | Grid]:
    shown: set[int] = set()
    for line in lines:
        grid = in_table.get(line.place)
        if grid is None:
            yield line
        elif id(grid) not in shown:
            shown.add(id(grid))
            yield grid


def _data_tables(blocks: tuple[Block, ...], by_place: dict[Address, list[Line]]) -> Iterator[Table]:
    """Tables that hold text, not a letterhead, innermost first where they are nested."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for box in block.boxes:
                yield from _data_tables(box.blocks, by_place)
            continue
        inner = [table for row in block.rows for cell in row.cells for table in _data_tables(cell.blocks, by_place)]
        yield from inner
        own = [line for line in _lines_of(block, by_place) if line.part is Part.TABLE_TEXT]
        if own and not inner and 2 * len(own) >= len(_lines_of(block, by_place)):
            yield block


def _lines_of(table: Table, by_place: dict[Address, list[Line]]) -> list[Line]:
    cells = [cell for row in table.rows for cell in row.cells]
    return [line for cell in cells for line in _lines_in(cell, by_place)]


def _lines_in(cell: Cell, by_place: dict[Address, list[Line]]) -> list[Line]:
    own = [block for block in cell.blocks if isinstance(block, Paragraph)]
    return [line for paragraph in own for line in by_place.get(paragraph.address, [])]


def _grid(table: Table, by_place: dict[Address, list[Line]]) -> Grid:
    rows: list[tuple[GridCell, ...]] = []
    for row in table.rows:
        cells, at = [], row.skipped
        for cell in row.cells:
            words = [line.text for line in _lines_in(cell, by_place)]
            cells.append(GridCell(at, at + cell.span - 1, in_lines(words), cell.merged))
            at += cell.span
        rows.append(tuple(cells))
    return Grid(tuple(rows), tuple(_lines_of(table, by_place)))


def in_lines(texts: list[Text]) -> Text:
    """Texts one under the other."""
    whole = Text()
    for text in texts:
        whole = whole + Text.of("\n") + text if whole else text
    return whole
