"""Paragraph marks that can't come or go: the last one of the body, of a cell or of a text box."""

from __future__ import annotations

from typing import Final

from lxml import etree

from generator.revisions.markup import DELETED, INSERTED, SILENT, Element, at_path, children, elements, local, parent_of
from generator.wordxml import parse, written

_HOLDERS: Final = frozenset({"body", "tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment"})
_MARKS: Final = ("ins", "del", "moveFrom", "moveTo")
"""Records on a paragraph mark, in the order the schema asks for."""


def with_lasting_ends(document_xml: bytes) -> bytes:
    """The same changes, none of them recorded on a mark that Word keeps whatever is accepted or rejected.

    A paragraph added behind the last one of a cell is, as Word records it, a new mark on the one before: rejecting it then leaves no
    empty paragraph. The same holds for one deleted there.
    """
    root = parse(document_xml)
    for holder in elements(root, _HOLDERS):
        blocks = [child for child in holder if local(child) in {"p", "tbl", "sdt", "customXml"}]
        if blocks and local(blocks[-1]) == "p":
            for group in (INSERTED, DELETED):
                _move_back(blocks, group)
    return written(root)


def _move_back(blocks: list[Element], group: frozenset[str]) -> None:
    """Take the records of a group off the last mark; where all words behind some mark go, that mark goes with them."""
    last = _records(blocks[-1], group)
    for record in last:
        parent_of(record).remove(record)
    for number, block in enumerate(reversed(blocks if last else [])):
        if local(block) != "p":
            return
        if number and not _records(block, group):
            _record(block, last[0])
            return
        if any(local(child) not in SILENT | group for child in block):
            return


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


def _like(mark: Element, name: str) -> Element:
    return etree.Element(f"{{{etree.QName(mark).namespace}}}{name}")
