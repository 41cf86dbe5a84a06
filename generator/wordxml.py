"""The XML of a Word file: parsed with care, written back, the names of its elements."""

from __future__ import annotations

from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
"""DrawingML: shapes, charts, themes, in Word and in Excel."""


def parse(data: bytes) -> etree._Element:
    """The root of a part; nothing outside of it is looked at. Raises ValueError when it is no XML."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def written(root: etree._Element) -> bytes:
    """A part as it is stored."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def value(element: etree._Element | None) -> str:
    """The usual attribute of a property; nothing when the property is not there."""
    return "" if element is None else element.get(f"{W}val", "")
