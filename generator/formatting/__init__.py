"""A .docx as it really looks: the formatting of every word resolved as Word does, in a frozen shape without XML."""

from generator.formatting.layout import gap, takes_lines
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
from generator.formatting.reading import numbered, read_document, read_package

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
    "gap",
    "numbered",
    "paragraphs",
    "read_document",
    "read_package",
    "takes_lines",
]
