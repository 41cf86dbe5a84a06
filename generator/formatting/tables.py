"""Tables: their rows and cells through content controls, the parts of their style, whether their lines are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from generator.formatting import properties
from generator.formatting.words import DEEPEST, INSIDE
from generator.wordxml import W, value

_YES: Final = frozenset({"1", "true", "on"})
_BITS: Final = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400}
_LONGEST_LOOK: Final = 8
_UNDRAWN: Final = frozenset({"nil", "none"})


def children(parent: etree._Element, name: str, depth: int = 0) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, those inside content controls too; rows and cells struck by a tracked change are gone."""
    for child in parent.iterchildren():
        if child.tag == W + name:
            if child.find(f"{W}trPr/{W}del") is None and child.find(f"{W}tcPr/{W}cellDel") is None:
                yield child
        elif child.tag in INSIDE and depth < DEEPEST:
            yield from children(child, name, depth + 1)


class Look:
    """Which parts of its style a table shows (`w:tblLook`)."""

    def __init__(self, table: etree._Element) -> None:
        """A table that says nothing shows no part."""
        look = table.find(f"{W}tblPr/{W}tblLook")
        words = value(look)
        hexadecimal = len(words) <= _LONGEST_LOOK and all(char in "0123456789abcdefABCDEF" for char in words)
        bits = int(words, 16) if words and hexadecimal else 0
        self._shown = {name for name, bit in _BITS.items() if look is not None and look.get(W + name, "1" if bits & bit else "0") in _YES}
        self._silent = look is None

    def parts(self, row: tuple[int, int], cell: tuple[int, int]) -> tuple[str, ...]:
        """The parts that a cell stands in, nearest last; row and cell by number and how many there are."""
        if self._silent:
            return ()
        first_row, last_row = self._ends("Row", row)
        first_column, last_column = self._ends("Column", cell)
        across, down = row[0] - ("firstRow" in self._shown), cell[0] - ("firstColumn" in self._shown)
        bands = (
            (f"band{down % 2 + 1}Vert", not {"noVBand"} & self._shown and not (first_column or last_column)),
            (f"band{across % 2 + 1}Horz", not {"noHBand"} & self._shown and not (first_row or last_row)),
        )
        ends = (("firstCol", first_column), ("lastCol", last_column), ("firstRow", first_row), ("lastRow", last_row))
        corners = (
            ("neCell", first_row and last_column),
            ("nwCell", first_row and first_column),
            ("seCell", last_row and last_column),
            ("swCell", last_row and first_column),
        )
        return tuple(name for name, stands in (*bands, *ends, *corners) if stands)

    def _ends(self, kind: str, place: tuple[int, int]) -> tuple[bool, bool]:
        number, count = place
        last = number == count - 1 and count > 1 and f"last{kind}" in self._shown
        return number == 0 and f"first{kind}" in self._shown, last


def framed(table: etree._Element, *, by_style: bool) -> bool:
    """Whether any line of a table is drawn: by a cell of its own, by itself, or by its style where it says nothing."""
    cells = (cell for row in children(table, "tr") for cell in children(row, "tc"))
    if any(drawn(borders) for cell in cells if (borders := cell.find(f"{W}tcPr/{W}tcBorders")) is not None):
        return True
    own = table.find(f"{W}tblPr/{W}tblBorders")
    return drawn(own) if own is not None and len(own) else by_style


def drawn(borders: etree._Element) -> bool:
    """Whether borders have a line."""
    return any(side.get(f"{W}val", "nil") not in _UNDRAWN for side in borders.iterchildren() if properties.local(side))
