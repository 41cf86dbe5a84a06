"""A table grows over the rows that were written under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.utils.cell import coordinate_to_tuple

from generator.package import Package, Part, pack
from generator.workbook.ranges import Box, box, named
from generator.workbook.sheet_xml import links, parse, written


@dataclass(frozen=True, slots=True)
class Growth:
    """The table with this heading cell must reach down to `last`; the `fresh` rows hold new records and look like the `models`."""

    sheet: str
    heading: str
    header: int
    last: int
    models: tuple[int, ...] = ()
    fresh: frozenset[int] = frozenset()


def grown_tables(package: Package, path: str, growth: Growth) -> list[Part]:
    """The table parts of a sheet that change: the one that holds the heading, unless it is long enough or ends in a row of totals."""
    boxes = dict(_boxes(package, path))
    _, column = coordinate_to_tuple(growth.heading)
    changed = []
    for name, (left, top, right, bottom) in boxes.items():
        if not (left <= column <= right and top == growth.header) or bottom >= growth.last:
            continue
        root = parse(package.parts[name].data)
        wanted = (left, top, right, growth.last)
        if root.get("totalsRowCount", "0") != "0" or any(_meet(wanted, other) for known, other in boxes.items() if known != name):
            continue
        for ranged in (root, *root.iterchildren("{*}autoFilter")):
            ranged.set("ref", named(wanted))
        changed.append(pack(name, written(root)))
    return changed


def _boxes(package: Package, path: str) -> Iterator[tuple[str, Box]]:
    """The part of each table with its range; one whose range is nonsense stays as it is."""
    for name in links(package, path, "/table").values():
        if name in package.parts and (edges := box(parse(package.parts[name].data).get("ref", ""))):
            yield name, edges


def _meet(one: Box, other: Box) -> bool:
    """Whether two ranges share a cell."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
