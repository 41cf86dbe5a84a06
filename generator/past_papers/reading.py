"""A whole paper taken over: which kind it is decides who reads its text."""

from __future__ import annotations

from generator.anatomy import make_out
from generator.formatting import Document
from generator.past_papers.imported import Imported
from generator.past_papers.letterhead import head
from generator.past_papers.plan_paper import plan_cells
from generator.past_papers.source import Source
from generator.past_papers.tabbed import with_tables


def read_paper(document: Document, file: str, *, year: int) -> Imported:
    """The cells of a workbook from a plan, a report or an urging letter; `year` is the action year where the paper tells none.

    Raises InputRefusedError VB-04 when it is none of them.
    """
    document = with_tables(document)
    source = Source(document, make_out(document))
    found = head(source)
    return plan_cells(source, found, file, year)
