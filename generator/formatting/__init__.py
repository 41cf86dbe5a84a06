"""A .docx as it really looks: the formatting of every word resolved as Word does, in a frozen shape without XML."""

from generator.formatting.model import (
    AUTOMATIC,
    Address,
    Alignment,
    Block,
    Cell,
    Document,
    Drawn,
    Letters,
    LineRule,
    Page,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    paragraphs,
)
from generator.formatting.reading import numbered, read_document

__all__ = [
    "AUTOMATIC",
    "Address",
    "Alignment",
    "Block",
    "Cell",
    "Document",
    "Drawn",
    "Letters",
    "LineRule",
    "Page",
    "Paragraph",
    "Row",
    "Run",
    "Section",
    "Table",
    "numbered",
    "paragraphs",
    "read_document",
]
