"""A value on its way into one cell of a workbook."""

from __future__ import annotations

from dataclasses import dataclass

from generator.workbook.schema import Shown


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A new value for one cell; None empties it. The cell keeps its format; a new one looks like the others of its list."""

    sheet: str
    cell: str
    value: Shown
