"""Ranges of cells as a file names them; a damaged file may name anything."""

from __future__ import annotations

from generator.workbook.a1 import column_letters, edges_of

Box = tuple[int, int, int, int]
"""Left, top, right, bottom; from 1."""


def box(cells: str) -> Box | None:
    """The edges of `B2:D9`, or of the one cell `B2`; None for whole rows and columns, and for what is no range at all."""
    try:
        top, left, bottom, right = edges_of(cells)
    except ValueError:
        return None
    return left, top, right, bottom


def named(edges: Box) -> str:
    """`B2:D9` for its edges."""
    left, top, right, bottom = edges
    return f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
