"""Which cell of an edited table is which cell of the table as made, also when a column came or went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.readback.found import Outside, Where
from generator.readback.matching import ALIKE, likeness
from generator.snapshot import Cell, Grid, GridRow
from generator.vietnamese import clean


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of the table as made and where they are now; `same` when none came or went."""

    places: Mapping[int, int]
    same: bool
    changes: tuple[Outside, ...] = ()

    def cells(self, base: GridRow, theirs: GridRow) -> Iterator[tuple[Cell, Cell | None]]:
        """Each cell as made with the one that stands for it now."""
        if self.same or len(base.cells) == len(theirs.cells):
            yield from _side_by_side(base, theirs)
            return
        by_column = {cell.column: cell for cell in theirs.cells}
        for cell in base.cells:
            yield cell, by_column.get(self.places.get(cell.column, -1))


def _side_by_side(base: GridRow, theirs: GridRow) -> Iterator[tuple[Cell, Cell | None]]:
    for index, cell in enumerate(base.cells):
        yield cell, theirs.cells[index] if index < len(theirs.cells) else None


def beside(base: Grid, theirs: Grid) -> Columns:
    """Compare two tables by their first rows."""
    head, now = base.rows[0].cells if base.rows else (), theirs.rows[0].cells if theirs.rows else ()
    if [cell.column for cell in head] == [cell.column for cell in now]:
        return Columns({}, same=True)
    places, free = dict[int, int](), list(now)
    for cell in head:
        found = max(free, key=lambda other: likeness(cell.text, other.text), default=None)
        if found is not None and likeness(cell.text, found.text) >= ALIKE:
            places[cell.column] = found.column
            free.remove(found)
    gone = [Outside(Where.TABLE, "", f"cột «{clean(cell.text)}»", "") for cell in head if cell.column not in places]
    new = [Outside(Where.TABLE, "", "", _column_words(theirs, cell)) for cell in free]
    return Columns(places, same=False, changes=(*gone, *new))


def _column_words(grid: Grid, head: Cell) -> str:
    """A new column with all that stands in it."""
    below = [clean(cell.text) for row in grid.rows[1:] for cell in row.cells if cell.column == head.column and cell.span == head.span]
    return f"cột «{clean(head.text)}»: {' | '.join(words for words in below if words)}"


def heading_words(grid: Grid, cell: Cell) -> str:
    """What stands above a cell in the first row."""
    above = next((head for head in grid.rows[0].cells if head.column <= cell.column < head.column + head.span), None)
    return clean(above.text) if above else ""
