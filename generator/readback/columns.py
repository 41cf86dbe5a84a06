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
    """Columns of the table as made and where they are now; `same` when none came or went; `new` are those that came, told in `changes`."""

    places: Mapping[int, int]
    same: bool
    changes: tuple[Outside, ...] = ()
    new: frozenset[int] = frozenset()

    def cells(self, base: GridRow, theirs: GridRow) -> Iterator[tuple[Cell, Cell | None]]:
        """Each cell as made with the one that stands for it now; None when it is gone or one with another cell."""
        if len(base.cells) == len(theirs.cells):
            yield from (
                (cell, other if other.merged is cell.merged else None) for cell, other in zip(base.cells, theirs.cells, strict=True)
            )
            return
        by_column = {cell.column: cell for cell in theirs.cells}
        for cell in base.cells:
            other = by_column.get(self._place(cell))
            alone = other is not None and other.merged is cell.merged and len(self._covered(base, other)) == 1
            yield cell, other if alone else None

    def lost(self, base: GridRow, theirs: GridRow) -> Iterator[tuple[Cell | None, str]]:
        """The words of a row that `cells` gives to no field: cells made one, and cells that came; each with the first cell it was."""
        read = {id(other) for _, other in self.cells(base, theirs) if other is not None}
        for index, other in enumerate(theirs.cells):
            if id(other) in read:
                continue
            covered = [base.cells[index]] if len(base.cells) == len(theirs.cells) else self._covered(base, other)
            if covered or other.column not in self.new:
                yield next(iter(covered), None), clean(other.text)

    def _place(self, cell: Cell) -> int:
        return cell.column if self.same else self.places.get(cell.column, -1)

    def _covered(self, base: GridRow, other: Cell) -> list[Cell]:
        """The cells as made in whose place a cell stands now."""
        return [cell for cell in base.cells if other.column <= self._place(cell) < other.column + other.span]


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
    return Columns(places, same=False, changes=(*gone, *new), new=frozenset(cell.column for cell in free))


def _column_words(grid: Grid, head: Cell) -> str:
    """A new column with all that stands in it."""
    below = [clean(cell.text) for row in grid.rows[1:] for cell in row.cells if cell.column == head.column and cell.span == head.span]
    return f"cột «{clean(head.text)}»: {' | '.join(words for words in below if words)}"


def heading_words(grid: Grid, cell: Cell) -> str:
    """What stands above a cell in the first row."""
    above = next((head for head in grid.rows[0].cells if head.column <= cell.column < head.column + head.span), None)
    return clean(above.text) if above else ""
