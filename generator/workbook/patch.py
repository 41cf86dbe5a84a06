"""Write single cells into an existing workbook and leave everything else in it as it lies."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.utils.cell import coordinate_from_string

from generator import package as zipped
from generator import vietnamese
from generator.errors import OutputRefusedError, Place
from generator.package import Package
from generator.workbook.findings import worded

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_MAIN: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_STRICT_LINK: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_WORKBOOK: Final = "xl/workbook.xml"
_WORKBOOK_LINKS: Final = "xl/_rels/workbook.xml.rels"
_HEX: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A new value for one cell; None empties it. The cell keeps its format."""

    sheet: str
    cell: str
    value: str | Decimal | None


def escaped(words: str) -> str:
    """Words as they stand in a sheet: clean, and a literal `_x000D_` kept from being read as a character."""
    return _HEX.sub("_x005F_", vietnamese.clean(words))


def patch_cells(package: Package, edits: Sequence[CellEdit]) -> bytes:
    """The workbook with these cells changed; each part without a changed cell stays byte for byte.

    Raises OutputRefusedError BANG-29 over a formula and BANG-30 when a sheet is not there.
    """
    paths = _sheet_paths(package)
    parts = dict(package.parts)
    for title in dict.fromkeys(edit.sheet for edit in edits):
        if title not in paths:
            raise OutputRefusedError(worded("BANG-30", package.place, sheet=title))
        mine = [edit for edit in edits if edit.sheet == title]
        parts[paths[title]] = zipped.pack(paths[title], _patched(package, paths[title], mine))
    return zipped.join(list(parts.values()))


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _sheet_paths(package: Package) -> dict[str, str]:
    """Part name of each sheet by title."""
    links = {link.get("Id"): link.get("Target", "") for link in _parse(package.parts[_WORKBOOK_LINKS].data)}
    paths = {}
    for sheet in _parse(package.parts[_WORKBOOK].data).iter(f"{_MAIN}sheet", f"{_STRICT_MAIN}sheet"):
        target = links.get(sheet.get(f"{_LINK}id") or sheet.get(f"{_STRICT_LINK}id"), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        if path in package.parts:
            paths[str(sheet.get("name"))] = path
    return paths


def _patched(package: Package, path: str, edits: list[CellEdit]) -> bytes:
    root = _parse(package.parts[path].data)
    namespace = _space(root)
    data = next(root.iterchildren(f"{namespace}sheetData"))
    for edit in edits:
        letters, row_number = coordinate_from_string(edit.cell)
        row = _row(data, row_number)
        cell = _cell(row, column_index_from_string(letters), row_number)
        if cell.find(f"{namespace}f") is not None:
            raise OutputRefusedError(worded("BANG-29", Place(package.place.file, edit.sheet, edit.cell)))
        _fill(cell, edit.value, namespace)
    _widen(root.find(f"{namespace}dimension"), edits)
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _row(data: etree._Element, wanted: int) -> etree._Element:
    """The row element, made in its place when it is missing."""
    number, after = 0, 0
    for index, row in enumerate(data.iterchildren(f"{_space(data)}row")):
        number = int(row.get("r") or number + 1)
        if number == wanted:
            return row
        if number > wanted:
            break
        after = index + 1
    made = data.makeelement(f"{_space(data)}row", {"r": str(wanted)})
    data.insert(after, made)
    return made


def _cell(row: etree._Element, wanted: int, row_number: int) -> etree._Element:
    """The cell element, made in its place when it is missing."""
    after = 0
    for index, (column, cell) in enumerate(_numbered(row)):
        if column == wanted:
            return cell
        if column > wanted:
            break
        after = index + 1
    made = row.makeelement(f"{_space(row)}c", {"r": f"{get_column_letter(wanted)}{row_number}"})
    row.insert(after, made)
    row.attrib.pop("spans", None)  # only a hint for speed, and no longer true
    return made


def _numbered(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    column = 0
    for cell in row.iterchildren(f"{_space(row)}c"):
        place = cell.get("r")
        column = column_index_from_string(coordinate_from_string(place)[0]) if place else column + 1
        yield column, cell


def _fill(cell: etree._Element, value: str | Decimal | None, namespace: str) -> None:
    for child in list(cell):
        if child.tag in {f"{namespace}v", f"{namespace}is"}:
            cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, Decimal):
        etree.SubElement(cell, f"{namespace}v").text = format(value, "f")
        cell.insert(0, cell[-1])
    elif value is not None:
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{namespace}is"), f"{namespace}t")
        text.set(_SPACE, "preserve")
        text.text = escaped(value)
        cell.insert(0, cell[-1])


def _widen(dimension: etree._Element | None, edits: list[CellEdit]) -> None:
    """Let the noted range of the sheet reach the new cells."""
    if dimension is None:
        return
    boxes = [range_boundaries(place) for place in (dimension.get("ref", "A1"), *(edit.cell for edit in edits))]
    left, top = (min(int(box[side] or 1) for box in boxes) for side in (0, 1))
    right, bottom = (max(int(box[side] or 1) for box in boxes) for side in (2, 3))
    ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
    if dimension.get("ref") != ref:
        dimension.set("ref", ref)


def _space(element: etree._Element) -> str:
    """The namespace of an element, in braces."""
    return f"{{{etree.QName(element).namespace}}}"
