"""What openpyxl would lose or choke on is changed before it sees a file; the file itself stays as it is."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from generator.package import Package, Part, join, pack
from generator.workbook.grid import NOTHING_HERE, UNDERSCORE
from generator.workbook.sheet_cells import MOST_COLUMNS, MOST_ROWS
from generator.workbook.sheet_xml import parse, written

MOST_IN_ONE: Final = 10_000
"""A merged range over more cells than this is cut: openpyxl makes an object for each of its cells."""
MOST_CELLS: Final = 50_000
"""Cells in all the ranges of a workbook: a hundred thousand, with borders, keep openpyxl busy for five seconds."""

_NO_CELLS: Final = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
"""Every other part may be a sheet or the words of one: they are found by links, whatever they are called."""
_RANGE: Final = re.compile(rb"""(<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*["'])([^"']*)""")

# openpyxl takes the address of a link for the words of its cell when that is empty.
_LINKS: Final = re.compile(rb"<((?:\w+:)?)hyperlinks\b[^>]*(?<!/)>.*?</\1hyperlinks>", re.DOTALL)

_UNREAD: Final = frozenset({"comments", "drawing", "pivotTable", "vmlDrawing"})
"""What hangs on a sheet and holds no cell: of a comment on A1:XFD1048576 openpyxl would make each cell, one after the other."""


def guarded(package: Package) -> bytes:
    """The file as openpyxl may read it; the very same bytes when nothing had to be changed."""
    shortener = _Shortener()
    parts = [_guarded_part(part, shortener) for part in package.parts.values()]
    return package.source.data if parts == list(package.parts.values()) else join(parts)


def _guarded_part(part: Part, shortener: _Shortener) -> Part:
    if part.name.lower().endswith(".rels"):
        return _without_unread(part)
    if part.name == "xl/styles.xml":
        return _without_lost_styles(part)
    return part if part.name in _NO_CELLS else _guarded_text(part, shortener)


def _without_lost_styles(part: Part) -> Part:
    """The styles without names for formats that are not there: of these openpyxl would speak on standard output, then give up."""
    try:
        root = parse(part.data)
    except etree.XMLSyntaxError:
        return part
    formats = len(root.findall("{*}cellStyleXfs/{*}xf"))
    lost = [(names, name) for names in root.iterfind("{*}cellStyles") for name in names if not _below(name.get("xfId"), formats)]
    for names, name in lost:
        names.remove(name)
    return pack(part.name, written(root)) if lost else part


def _below(number: str | None, limit: int) -> bool:
    return number is not None and number.isdecimal() and int(number) < limit


def _without_unread(part: Part) -> Part:
    """The relationships of a sheet without those to what nobody reads; broken ones as they are, for openpyxl to refuse."""
    try:
        root = parse(part.data)
    except etree.XMLSyntaxError:
        return part
    unread = [link for link in root if (link.get("Type") or "").rpartition("/")[2] in _UNREAD]
    for link in unread:
        root.remove(link)
    return pack(part.name, written(root)) if unread else part


def _guarded_text(part: Part, shortener: _Shortener) -> Part:
    data = _in_utf_8(part.data)
    kept = data.replace(b"_x005F_", UNDERSCORE.encode("utf-8")).replace(b"x005F_", f"x{NOTHING_HERE}005F_".encode())
    kept = _RANGE.sub(shortener.shortened, _LINKS.sub(b"", kept))
    return part if kept == data else pack(part.name, kept)


def _in_utf_8(data: bytes) -> bytes:
    """XML in UTF-16 as UTF-8; anything else as it is."""
    try:
        return written(parse(data)) if b"\x00" in data[:4] else data
    except etree.XMLSyntaxError:
        return data


class _Shortener:
    """Cuts ranges, with an eye on how many cells they cover together."""

    def __init__(self) -> None:
        self.cells = 0

    def shortened(self, match: re.Match[bytes]) -> bytes:
        left, top, right, bottom = _edges(match[2])
        full = self.cells > MOST_CELLS
        right, bottom = min(right, left + (0 if full else MOST_COLUMNS)), min(bottom, top + (0 if full else MOST_ROWS))
        bottom = min(bottom, top + MOST_IN_ONE // max(1, right - left + 1))
        self.cells += max(0, right - left + 1) * max(0, bottom - top + 1)
        return match[1] + f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}".encode("ascii")


def _edges(written: bytes) -> tuple[int, int, int, int]:
    """Left, top, right, bottom; of a whole row, a whole column or nonsense the first cell alone: nothing is merged there."""
    try:
        left, top, right, bottom = range_boundaries(written.decode("ascii"))
    except (ValueError, TypeError):
        return 1, 1, 1, 1
    return (left, top, right, bottom) if left and top and right and bottom else (1, 1, 1, 1)
