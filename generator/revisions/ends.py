"""Paragraph marks that can't come or go: the last one of the body, of a cell or of a text box."""

from __future__ import annotations

from typing import Final

from lxml import etree

from generator.revisions.listing import outermost
from generator.revisions.markup import DELETED, INSERTED, SILENT, Element, at_path, children, elements, local, parent_of
from generator.wordxml import parse, written

_HOLDERS: Final = frozenset({"body", "tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment"})
_MARKS: Final = ("ins", "del", "moveFrom", "moveTo")
"""Records on a paragraph mark, in the order the schema asks for."""


def with_lasting_ends(document_xml: bytes) -> bytes:
    """The same changes, none of them recorded on a mark that Word keeps whatever is accepted or rejected.

    A paragraph added behind the last one of a cell is, as Word records it, a new mark on the one before: rejecting it then leaves no
    empty paragraph. The same holds for one deleted there, and for a table that comes or goes before it.
    """
    root = parse(document_xml)
    for holder in elements(root, _HOLDERS):
        blocks = children(holder, "p", "tbl", "sdt", "customXml")
        if blocks and local(blocks[-1]) == "p":
            for group in (INSERTED, DELETED):
                _move_back(blocks, group)
    return written(root)


def with_last_paragraph(document_xml: bytes) -> bytes:
    """The document with the empty paragraph that Word puts behind a table at its end; one that has a last paragraph comes back as it is."""
    root = parse(document_xml)
    for body in elements(root, frozenset({"body"})):
        blocks = children(body, "p", "tbl", "sdt", "customXml")
        if blocks and local(blocks[-1]) == "tbl":
            blocks[-1].addnext(_like(body, "p"))
            return written(root)
    return document_xml


def _move_back(blocks: list[Element], group: frozenset[str]) -> None:
    """Take the records of a group off the last mark; where all words behind some mark go, that mark goes with them."""
    last = _records(blocks[-1], group)
    for record in last:
        parent_of(record).remove(record)
    for number, block in enumerate(reversed(blocks if last else [])):
        if number and local(block) == "p" and not _records(block, group):
            _record(block, last[0])
        if not _goes(block, group):
            return


def _goes(block: Element, group: frozenset[str]) -> bool:
    """Whether all words of a paragraph, or all rows of a table, go with a group of changes."""
    if local(block) == "p":
        return all(local(child) in SILENT | group for child in block)
    rows = [at_path(row, "trPr") for row in outermost(block, "tr")] if local(block) == "tbl" else []
    return bool(rows) and all(found is not None and children(found, *group) for found in rows)


def _records(paragraph: Element, group: frozenset[str]) -> list[Element]:
    letters = at_path(paragraph, "pPr", "rPr")
    return children(letters, *group) if letters is not None else []


def _record(paragraph: Element, mark: Element) -> None:
    properties = at_path(paragraph, "pPr")
    if properties is None:
        properties = _like(mark, "pPr")
        paragraph.insert(0, properties)
    letters = at_path(properties, "rPr")
    if letters is None:
        letters = _like(mark, "rPr")
        behind = children(properties, "sectPr", "pPrChange")
        properties.insert(properties.index(behind[0]) if behind else len(properties), letters)
    before = children(letters, *_MARKS[: _MARKS.index(local(mark))])
    letters.insert(len(before), mark)


def _like(neighbour: Element, name: str) -> Element:
    return etree.Element(f"{{{etree.QName(neighbour).namespace}}}{name}")
