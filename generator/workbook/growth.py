"""A table grows over the rows that were written under it."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.utils import get_column_letter, range_boundaries

from generator.package import Package, Part, pack
from generator.workbook.sheet_xml import links, parse, written


@dataclass(frozen=True, slots=True)
class Growth:
    """The table with this heading cell must reach down to `last`; new rows look like the `models`."""

    sheet: str
    heading: str
    header: int
    last: int
    models: tuple[int, ...] = ()


def grown_tables(package: Package, path: str, growth: Growth) -> list[Part]:
    """The table parts of a sheet that change: the one that holds the heading, unless it is long enough or ends in a row of totals."""
    boxes = {name: _box(package, name) for name in links(package, path, "/table").values() if name in package.parts}
    column = range_boundaries(growth.heading)[0] or 1
    changed = []
    for name, (left, top, right, bottom) in boxes.items():
        if not (left <= column <= right and top == growth.header) or bottom >= growth.last:
            continue
        root = parse(package.parts[name].data)
        wanted = (left, top, right, growth.last)
        if int(root.get("totalsRowCount", 0)) or any(_meet(wanted, other) for known, other in boxes.items() if known != name):
            continue
        for ranged in (root, *root.iterchildren("{*}autoFilter")):
            ranged.set("ref", f"{get_column_letter(left)}{top}:{get_column_letter(right)}{growth.last}")
        changed.append(pack(name, written(root)))
    return changed


def _box(package: Package, name: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = (int(edge or 1) for edge in range_boundaries(parse(package.parts[name].data).get("ref", "A1")))
    return left, top, right, bottom


def _meet(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Whether two ranges share a cell."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
