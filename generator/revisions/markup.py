"""The XML of tracked changes: which elements record one, and how elements are found, unwrapped and dropped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml gives its element type no public name

_WORD: Final = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
MATH: Final = {
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
}
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

INSERTED: Final = frozenset({"ins", "moveTo"})
DELETED: Final = frozenset({"del", "moveFrom"})
CHANGES: Final = frozenset(
    {
        "rPrChange",
        "pPrChange",
        "tblPrChange",
        "tblGridChange",
        "tblPrExChange",
        "trPrChange",
        "tcPrChange",
        "sectPrChange",
        "numberingChange",
    }
)
CONTROL_STARTS: Final = {
    "customXmlInsRangeStart": "ins",
    "customXmlDelRangeStart": "del",
    "customXmlMoveFromRangeStart": "moveFrom",
    "customXmlMoveToRangeStart": "moveTo",
}
CONTROL_ENDS: Final = {name.replace("Start", "End"): kind for name, kind in CONTROL_STARTS.items()}
_MOVE_STARTS: Final = {"moveFromRangeStart": "moveFrom", "moveToRangeStart": "moveTo"}
RANGE_STARTS: Final = CONTROL_STARTS | _MOVE_STARTS
RANGES: Final = frozenset({*CONTROL_STARTS, *CONTROL_ENDS, *_MOVE_STARTS, "moveFromRangeEnd", "moveToRangeEnd"})
REVISED: Final = INSERTED | DELETED | CHANGES | RANGES | {"cellIns", "cellDel", "cellMerge"}

_PARTNERS: Final = {
    "bookmarkStart": "bookmarkEnd",
    "commentRangeStart": "commentRangeEnd",
    "permStart": "permEnd",
}
ANCHORS: Final = _PARTNERS | {end: start for start, end in _PARTNERS.items()}
"""Where a bookmark, a comment's words or a permission begin and end, with the name of the other end."""
SILENT: Final = frozenset({*ANCHORS, *RANGES, "proofErr", "pPr"})
"""Children of a paragraph that are no content of it."""


def local(node: Element, spaces: set[str] = _WORD) -> str:
    """Local name of an element of Word's language; empty for anything else."""
    if not isinstance(node.tag, str):
        return ""
    space, _, name = node.tag[1:].rpartition("}")
    return name if space in spaces else ""


def elements(root: Element, names: frozenset[str]) -> Iterator[Element]:
    """The elements of some names in a tree, in reading order."""
    return (node for node in root.iter(*(f"{{*}}{name}" for name in sorted(names))) if local(node) in names)


def children(node: Element, *names: str) -> list[Element]:
    """The children of some names."""
    return [child for child in node if local(child) in names]


def at_path(node: Element, *path: str) -> Element | None:
    """The first element along a path of names."""
    found: Element | None = node
    for name in path:
        found = next(iter(children(found, name)), None) if found is not None else None
    return found


def value_of(node: Element, name: str) -> str:
    """An attribute of Word's language."""
    return next((str(value) for key, value in node.items() if str(key).rpartition("}")[2] == name), "")


def parent_of(node: Element) -> Element:
    """The parent of an element that must not be the root. Raises ValueError when it is, as in no Word file."""
    parent = node.getparent()
    if parent is None:
        raise ValueError(node.tag)
    return parent


def remove(node: Element) -> None:
    """Remove an element that holds nothing: a mark."""
    parent_of(node).remove(node)


def unwrap(node: Element) -> None:
    """Put the children in the place of their parent."""
    parent = parent_of(node)
    at = parent.index(node)
    parent[at : at + 1] = list(node)


def drop(node: Element) -> None:
    """Remove an element; of a bookmark or comment that only begins or ends in it, this end stays."""
    parent = parent_of(node)
    at = parent.index(node)
    parent[at : at + 1] = _half_anchors(node)


def _half_anchors(node: Element) -> list[Element]:
    found = [(local(anchor), value_of(anchor, "id"), anchor) for anchor in elements(node, frozenset(ANCHORS))]
    inside = {(name, number) for name, number, _ in found}
    return [anchor for name, number, anchor in found if (ANCHORS[name], number) not in inside]
