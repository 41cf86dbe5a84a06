"""A document as lines in reading order: paragraphs cut at line feeds and at the tabs of a letterhead, each with its spot on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from generator import vietnamese
from generator.anatomy import words
from generator.formatting import Alignment, Block, Cell, Document, Paragraph, Table
from generator.measure import ZERO, Twips


@dataclass(frozen=True, slots=True)
class Spot:
    """What a line stands in: a cell, a box, a column made with tabs, or the page itself. Lines of one `group` are read together."""

    room: Twips
    table: int = -1
    """The number of the innermost table in the document, -1 outside tables."""
    row: int = 0
    column: int = 0
    """The first column of the grid that a cell takes up; of columns made with tabs, 0 for the left one."""
    rows: int = 0
    framed: bool = False
    box: int = -1
    tabbed: bool = False

    @property
    def group(self) -> tuple[int, int, int]:
        """Equal for lines one below another in the same column or box; the left column made with tabs is the page itself."""
        return self.table, self.column, self.box

    @property
    def on_page(self) -> bool:
        """Whether it is neither in a table nor in a box."""
        return self.table < 0 and self.box < 0


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a paragraph; `text` without white space at its ends, `folded` with Word's label, in small letters."""

    paragraph: Paragraph
    start: int
    end: int
    text: str
    folded: str
    spot: Spot

    @property
    def blank(self) -> bool:
        """Whether it has no words."""
        return not self.text

    @property
    def centred(self) -> bool:
        """Whether its paragraph is set in the middle."""
        return self.paragraph.alignment is Alignment.CENTER

    @property
    def bold(self) -> bool:
        """Whether all its words are bold."""
        position, seen = 0, False
        for run in self.paragraph.runs:
            if run.letters.hidden:
                continue
            shown = run.text[max(self.start - position, 0) : max(self.end - position, 0)].strip()
            position += len(run.text)
            if shown and not run.letters.bold:
                return False
            seen = seen or bool(shown)
        return seen


_CHUNK: Final = re.compile(r"[^\t]+")
_RIGHT: Final = re.compile(
    r"\s*(?:CỘNG H|ĐẢNG CỘNG SẢN|Độc\s+lập|ĐỘC\s+LẬP|[^\W\d_][^,/:;\t]{0,40},\s*ngày\b|[.…]{3}[^/:;\t]{0,40},\s*ngày\b)"
)
_WIDE_GAP: Final = re.compile(r"(?<=\S)[ \u00a0]{3,}(?=CỘNG H|ĐẢNG CỘNG SẢN|Độc\s+lập|[^\W\d_][^,/:;\t]{0,40},\s*ngày\b)")
_SIGNS: Final = re.compile(r"\s*(?:TM|KT|TL|TUQ|Q)\s*\.")
_LONGEST_IN_FOOT: Final = 110


def lines_of(document: Document) -> tuple[Line, ...]:
    """All lines of the main text, blank ones too."""
    cutter = _Cutter()
    found: list[Line] = []
    for section in document.sections:
        found += cutter.blocks(section.blocks, Spot(section.page.text_width))
    return tuple(found)


class _Cutter:
    """Counts tables and boxes on the way, and knows when the columns at the foot of a paper are made with tabs."""

    def __init__(self) -> None:
        self._tables = 0
        self._boxes = 0
        self._foot = False

    def blocks(self, blocks: tuple[Block, ...], spot: Spot) -> Iterator[Line]:
        for block in blocks:
            if isinstance(block, Table):
                yield from self._table(block, spot)
            else:
                yield from self._paragraph(block, spot)

    def _table(self, table: Table, spot: Spot) -> Iterator[Line]:
        number, self._foot = self._tables, False
        self._tables += 1
        for row_number, row in enumerate(table.rows):
            column = 0
            for cell in row.cells:
                place = Spot(_room(cell, spot), number, row_number, column, len(table.rows), table.framed, spot.box)
                yield from self.blocks(cell.blocks, place)
                column += max(cell.span, 1)

    def _paragraph(self, paragraph: Paragraph, spot: Spot) -> Iterator[Line]:
        text = paragraph.text
        position = 0
        for piece in text.split("\n"):
            yield from self._pieces(paragraph, (position, position + len(piece)), text, spot)
            position += len(piece) + 1
        for drawn in paragraph.boxes:
            self._boxes += 1
            yield from self.blocks(drawn.blocks, Spot(drawn.width or spot.room, box=self._boxes))

    def _pieces(self, paragraph: Paragraph, ends: tuple[int, int], text: str, spot: Spot) -> Iterator[Line]:
        piece = text[ends[0] : ends[1]]
        cuts = self._columns(piece) if "\t" in piece or "   " in piece or "\u00a0\u00a0\u00a0" in piece else ()
        if not cuts:
            yield _line(paragraph, ends[0], ends[1], text, spot)
        for column, start, end in cuts:
            yield _line(paragraph, ends[0] + start, ends[0] + end, text, replace(spot, column=column, tabbed=True))

    def _columns(self, piece: str) -> tuple[tuple[int, int, int], ...]:
        chunks = [found.span() for found in _CHUNK.finditer(piece) if found[0].strip()]
        if not chunks:
            return ()
        right = next((at for at, (start, _) in enumerate(chunks) if _RIGHT.match(piece, start)), None)
        if right is not None and (right or piece[: chunks[0][0]].count("\t")):
            left = ((0, chunks[0][0], chunks[right - 1][1]),) if right else ()
            return (*left, (1, chunks[right][0], chunks[-1][1]))
        if len(chunks) > 1 and all(words.RULE.match(piece[start:end].strip()) for start, end in chunks):
            return tuple((at, start, end) for at, (start, end) in enumerate(chunks))
        if gap := _WIDE_GAP.search(piece):
            return (0, 0, gap.start()), (1, gap.end(), len(piece))
        return self._foot_columns(piece, chunks)

    def _foot_columns(self, piece: str, chunks: list[tuple[int, int]]) -> tuple[tuple[int, int, int], ...]:
        """Recipients and signature side by side, set with tabs."""
        if "\t" not in piece.strip("\n") or len(piece) > _LONGEST_IN_FOOT:
            self._foot = False
            return ()
        heads = [
            start for start, end in chunks if _SIGNS.match(piece, start) or words.RECIPIENTS_HEAD.match(piece[start:end].strip().casefold())
        ]
        self._foot = self._foot or (bool(heads) and (len(chunks) > 1 or piece[0] == "\t"))
        if not self._foot:
            return ()
        first = 1 if piece[0] == "\t" and len(chunks) == 1 else 0
        return tuple((at + first, start, end) for at, (start, end) in enumerate(chunks))


def _line(paragraph: Paragraph, start: int, end: int, text: str, spot: Spot) -> Line:
    shown = text[start:end].strip()
    labelled = f"{paragraph.label} {shown}" if paragraph.label and start == 0 and shown else shown
    return Line(paragraph, start, end, shown, vietnamese.folded(labelled) if shown else "", spot)


def _room(cell: Cell, spot: Spot) -> Twips:
    return cell.width if cell.width > ZERO else spot.room
