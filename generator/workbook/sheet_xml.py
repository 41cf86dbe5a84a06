"""The XML of a workbook: parts parsed with care, their links followed."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string

from generator.errors import OutputRefusedError, Place
from generator.package import Package, linked_part
from generator.workbook.findings import worded

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRICT_MAIN: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
STRICT_LINK: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_WORKBOOK: Final = "xl/workbook.xml"
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,6}")
_CELL: Final = re.compile(r"[A-Za-z]{1,3}[1-9][0-9]{0,6}")


def parse(data: bytes) -> etree._Element:
    """The root of a part; nothing outside of it is looked at."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def written(root: etree._Element) -> bytes:
    """A part as it is stored."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def links(package: Package, path: str, kind: str = "") -> dict[str, str]:
    """Parts that a part points to, by the id of the link; only of one kind when one is given."""
    folder, name = posixpath.split(path)
    part = package.parts.get(f"{folder}/_rels/{name}.rels")
    if part is None:
        return {}
    found = (link for link in parse(part.data) if isinstance(link.tag, str) and link.get("Type", "").endswith(kind))
    return {link.get("Id", ""): linked_part(folder, link.get("Target", "")) for link in found}


def sheet_paths(package: Package) -> dict[str, str]:
    """Part name of each sheet by title."""
    targets = links(package, _WORKBOOK)
    paths = {}
    for sheet in parse(package.parts[_WORKBOOK].data).iter(f"{MAIN}sheet", f"{STRICT_MAIN}sheet"):
        path = targets.get(sheet.get(f"{LINK}id") or sheet.get(f"{STRICT_LINK}id") or "", "")
        if path in package.parts:
            paths[str(sheet.get("name"))] = path
    return paths


def sheet_titles(package: Package) -> tuple[str, ...]:
    """The titles of all sheets, in their order."""
    sheets = parse(package.parts[_WORKBOOK].data).iter(f"{MAIN}sheet", f"{STRICT_MAIN}sheet")
    return tuple(str(sheet.get("name")) for sheet in sheets)


def sheet_numbers(package: Package) -> dict[str, str]:
    """Number of each sheet by title, as other parts name it."""
    sheets = parse(package.parts[_WORKBOOK].data).iter(f"{MAIN}sheet", f"{STRICT_MAIN}sheet")
    return {str(sheet.get("name")): str(sheet.get("sheetId")) for sheet in sheets}


def name_cells(sheet: etree._Element) -> None:
    """Write the names of rows and cells where a program left them out to be counted."""
    number = 0
    for row in sheet.iter(f"{space(sheet)}row"):
        number = int(row.get("r") or number + 1)
        row.set("r", str(number))
        column = 0
        for cell in row.iterchildren(f"{space(sheet)}c"):
            place = cell.get("r")
            column = column_index_from_string(coordinate_from_string(place)[0]) if place else column + 1
            cell.set("r", f"{get_column_letter(column)}{number}")


def sheet_root(package: Package, path: str, title: str) -> etree._Element:
    """The root of a sheet that is to be written into. Raises OutputRefusedError BANG-39 when it is not numbered as Excel numbers sheets."""
    root = parse(package.parts[path].data)
    if not _is_numbered(root):
        raise OutputRefusedError(worded("BANG-39", Place(package.place.file, title)))
    return root


def _is_numbered(root: etree._Element) -> bool:
    """Whether rows, cells and columns are numbered by numbers, or left to be counted."""
    rows = list(root.iter(f"{space(root)}row"))
    numbers = [row.get("r") or "1" for row in rows]
    numbers += [span.get(edge) or "1" for span in root.iterfind("{*}cols/{*}col") for edge in ("min", "max")]
    cells = [cell.get("r") or "A1" for row in rows for cell in row.iterchildren(f"{space(root)}c")]
    return all(map(_NUMBER.fullmatch, numbers)) and all(map(_CELL.fullmatch, cells))


def data_of(root: etree._Element, place: Place) -> etree._Element:
    """The element that holds the rows of a sheet. Raises OutputRefusedError BANG-39 when it is not where it belongs."""
    data = next(root.iterchildren(f"{space(root)}sheetData"), None)
    if data is None:
        raise OutputRefusedError(worded("BANG-39", place))
    return data


def space(element: etree._Element) -> str:
    """The namespace of an element, in braces."""
    return f"{{{etree.QName(element).namespace}}}"
