"""A table that somebody set out with tabs, as a table: its heading tells that it is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from generator.formatting import Address, Block, Cell, Document, Paragraph, Row, Run, Section, Table
from generator.past_papers.columns import meaning

_FEWEST_MEANINGS: Final = 3
_MOST_CELLS: Final = 100


def with_tables(document: Document) -> Document:
    """The document with each run of tabbed lines below a tabbed heading as a table."""
    return replace(document, sections=tuple(_section(section) for section in document.sections))


def _section(section: Section) -> Section:
    return replace(section, blocks=tuple(_blocks(section.blocks)))


def _blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    rows: list[Row] = []
    for block in blocks:
        if isinstance(block, Paragraph) and (_is_heading(block) or (rows and "\t" in block.text)):
            rows.append(Row(tuple(_cells(block))))
            continue
        if rows and isinstance(block, Paragraph) and not block.text.strip():
            continue  # an empty line between two rows says nothing
        if rows:
            yield Table(tuple(rows))
            rows = []
        yield block
    if rows:
        yield Table(tuple(rows))


def _is_heading(paragraph: Paragraph) -> bool:
    if paragraph.text.count("\t") < _FEWEST_MEANINGS - 1:
        return False
    return len({found for words in paragraph.text.split("\t") if (found := meaning(words))}) >= _FEWEST_MEANINGS


def _cells(paragraph: Paragraph) -> Iterator[Cell]:
    """What stands between the tabs, each a paragraph of its own with an address that no other has; the first keeps what is drawn."""
    runs: list[list[Run]] = [[]]
    for run in paragraph.runs:
        for number, words in enumerate(run.text.split("\t")):
            if number:
                runs.append([])
            runs[-1].append(Run(words, run.letters))
    part, at = f"{paragraph.address.part}#", paragraph.address.number * _MOST_CELLS
    for column, cell in enumerate(runs):
        own = replace(
            paragraph, address=Address(part, at + column), runs=tuple(cell), label="", objects=() if column else paragraph.objects
        )
        yield Cell((own,))
