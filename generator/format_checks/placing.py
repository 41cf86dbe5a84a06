"""Where in the letterhead table a paragraph stands: on the left or the right, on which row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.anatomy import Part, Piece
from generator.format_checks.fault import Fault
from generator.format_checks.finding import Sheet
from generator.format_checks.lettering import centred_faults
from generator.formatting import Document, Paragraph, Table, paragraphs


class Spot(NamedTuple):
    """A cell of an outermost table: which table of the document, its row and cell from 0, and how many cells the row has."""

    table: int
    row: int
    cell: int
    cells: int


def spot_of(document: Document, paragraph: Paragraph) -> Spot | None:
    """The cell in which a paragraph stands, or None when it stands in no table. Letterheads come first, so the search is short."""
    tables = (block for block in document.blocks if isinstance(block, Table))
    for index, table in enumerate(tables):
        for number, row in enumerate(table.rows):
            for place, cell in enumerate(row.cells):
                if any(held.address == paragraph.address for held in paragraphs(cell.blocks)):
                    return Spot(index, number, place, len(row.cells))
    return None


def headless(sheet: Sheet) -> bool:
    """Whether the file has no letterhead at all: an annex in a file of its own, or a text cut out of a paper."""
    return not sheet.anatomy.of(Part.NATIONAL_NAME, Part.MOTTO, Part.NUMBER, Part.PLACE_DATE)


def fills(piece: Piece) -> bool:
    """Whether nothing else stands in the paragraph: letterheads set with tabs hold two pieces in one."""
    return piece.text == piece.paragraph.text.strip()


def centred_in_cell(document: Document, piece: Piece) -> Iterator[Fault]:
    """A part of the letterhead that its cell does not centre; set with tabs, spaces or indents only Word can tell where it stands."""
    paragraph = piece.paragraph
    pushed = paragraph.left > 0 or paragraph.first_line > 0 or paragraph.text[:1].isspace()
    if fills(piece) and not pushed and spot_of(document, paragraph) is not None:
        yield from centred_faults(piece)
