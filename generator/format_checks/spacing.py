"""The white space that Word really leaves between two paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from generator.formatting import Address, Block, Document, Paragraph, gap
from generator.measure import Twips


def gaps(document: Document) -> Mapping[Address, Twips]:
    """The space above every paragraph that follows another one directly, in twips; none where Word chooses it by itself.

    A paragraph after a table, after an empty line or at the top of a section has no such space.
    """
    return {
        below.address: gap(above, below)
        for section in document.sections
        for above, below in neighbours(section.blocks)
        if not (above.automatic_gap or below.automatic_gap)
    }


def neighbours(blocks: tuple[Block, ...]) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Paragraphs with words that follow one another directly."""
    for above, below in pairwise(blocks):
        if isinstance(above, Paragraph) and isinstance(below, Paragraph) and above.text.strip() and below.text.strip():
            yield above, below
