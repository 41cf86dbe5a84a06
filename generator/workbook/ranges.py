"""Ranges of cells as a file names them; a damaged file may name anything."""

from __future__ import annotations

from openpyxl.utils import get_column_letter, range_boundaries

Box = tuple[int, int, int, int]
"""Left, top, right, bottom; from 1."""


def box(cells: str) -> Box | None:
    """The edges of `B2:D9`, or of the one cell `B2`; None for whole rows and columns, and for what is no range at all."""
    try:
        left, top, right, bottom = range_boundaries(cells)
    except (ValueError, TypeError):
        return None
    return (left, top, right, bottom) if left and top and right and bottom else None


def named(edges: Box) -> str:
    """`B2:D9` for its edges."""
    left, top, right, bottom = edges
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
