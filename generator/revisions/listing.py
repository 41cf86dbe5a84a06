"""Tracked changes listed with who made them and when, and the text of a part, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from generator.revisions.markup import CHANGES, FALLBACK, MATH, RANGE_STARTS, Element, at_path, children, local, value_of
from generator.wordxml import parse


class RevisionKind(StrEnum):
    """What a tracked change does to its text; a change of format leaves the words as they are."""

    INSERTION = "thêm"
    DELETION = "xoá"
    MOVED_FROM = "chuyển đi"
    MOVED_TO = "chuyển đến"
    FORMAT = "đổi định dạng"


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change: who made it, when (as written in the file: `2025-03-10T09:00:00Z`), and the words it touches.

    Paragraph ends within are line feeds; `¶` alone is a paragraph mark with no words. Neighbouring pieces by the same person at the
    same time are one change.
    """

    kind: RevisionKind
    author: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Text of a paragraph; `place` is empty in the body, else (table, row, cell) counted from 0, table in table repeated."""

    place: tuple[int, ...]
    text: str


_KINDS: Final = {
    "ins": RevisionKind.INSERTION,
    "cellIns": RevisionKind.INSERTION,
    "del": RevisionKind.DELETION,
    "cellDel": RevisionKind.DELETION,
    "moveFrom": RevisionKind.MOVED_FROM,
    "moveTo": RevisionKind.MOVED_TO,
}


def pending(document_xml: bytes) -> tuple[Revision, ...]:
    """The tracked changes of a part in reading order; none when there is nothing to accept or reject. Raises ValueError."""
    found: list[tuple[_Key, list[str]]] = []
    going: dict[_Key, list[str]] = {}
    for keys, text in _pieces(parse(document_xml), ()):
        going = {key: words for key, words in going.items() if key in keys}
        for key in keys:
            if key not in going:
                going[key] = []
                found.append((key, going[key]))
            going[key].append(text)
    return tuple(Revision(*key, _shown("".join(words))) for key, words in found)


_Key = tuple[RevisionKind, str, str]
_Piece = tuple[tuple[_Key, ...], str]


def _shown(text: str) -> str:
    return text.strip("\n") or ("¶" if text else "")


def _key(node: Element, kind: RevisionKind) -> _Key:
    return kind, value_of(node, "author"), value_of(node, "date")


def _with(keys: tuple[_Key, ...], *more: _Key) -> tuple[_Key, ...]:
    return tuple(dict.fromkeys((*keys, *more)))


def _marked(node: Element, keys: tuple[_Key, ...], *path: str) -> tuple[_Key, ...]:
    """The changes an element stands in, with those that its own properties record."""
    for mark in properties if (properties := at_path(node, *path)) is not None else ():
        name = local(mark)
        if name in CHANGES or name == "cellMerge":
            keys = _with(keys, _key(mark, RevisionKind.FORMAT))
        elif name == "numPr":
            keys = _with(keys, *(_key(inner, RevisionKind.FORMAT) for inner in children(mark, "ins", "numberingChange")))
        elif name in _KINDS:
            keys = _with(keys, _key(mark, _KINDS[name]))
    return keys


_PROPERTIES: Final = {
    "r": ("rPr",),
    "p": ("pPr",),
    "tbl": ("tblPr", "tblGrid"),
    "tr": ("tblPrEx", "trPr"),
    "tc": ("tcPr",),
}
_SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def _pieces(node: Element, keys: tuple[_Key, ...]) -> Iterator[_Piece]:
    """The words of an element with the changes they stand in; every change gives a piece, though it may hold no words."""
    name = local(node)
    for properties in _PROPERTIES.get(name, ()):
        keys = _marked(node, keys, properties)
    if kind := _KINDS.get(name) or _KINDS.get(RANGE_STARTS.get(name, "")):
        keys = _with(keys, _key(node, kind))
        yield keys, ""
    elif name in CHANGES:
        yield _with(keys, _key(node, RevisionKind.FORMAT)), ""
    elif name in {"r", "tbl", "tr"}:
        yield keys, ""
    if name not in CHANGES and node.tag != FALLBACK:
        words = said(node)
        yield from _pieces_within(node, name, keys) if words is None else ((keys, words),)


def _pieces_within(node: Element, name: str, keys: tuple[_Key, ...]) -> Iterator[_Piece]:
    for child in node:
        if local(child) not in _PROPERTIES.get(name, ()):
            yield from _pieces(child, keys)
        elif name == "p":
            for section in children(child, "sectPr"):
                yield from _pieces(section, keys)
    if name == "p":
        yield _marked(node, keys, "pPr", "rPr"), "\n"


def said(node: Element) -> str | None:
    """What an element prints by itself, deleted words too; nothing for one that prints no letters."""
    name = local(node)
    if name in {"t", "delText"} or local(node, MATH) == "t":
        return node.text or ""
    parent = node.getparent()
    return _SIGNS.get(name) if parent is not None and local(parent) == "r" else None


def lines(document_xml: bytes) -> tuple[Line, ...]:
    """The text of a part, paragraph by paragraph, tables by cells; a text box follows the paragraph it hangs on.

    What is marked as deleted is left out, what is marked as inserted is there: to read without marks, accept or reject first.
    """
    return tuple(_lines(parse(document_xml), ()))


def _lines(story: Element, place: tuple[int, ...]) -> Iterator[Line]:
    tables = 0
    for block in outermost(story, "p", "tbl"):
        if local(block) == "p":
            yield Line(place, "".join(said(node) or "" for node in outermost(block, *_LETTERS)))
            for box in outermost(block, "txbxContent"):
                yield from _lines(box, place)
            continue
        for row_number, row in enumerate(outermost(block, "tr")):
            for cell_number, cell in enumerate(outermost(row, "tc")):
                yield from _lines(cell, (*place, tables, row_number, cell_number))
        tables += 1


def outermost(node: Element, *names: str) -> Iterator[Element]:
    """Elements of some names below an element, none of them within another; the fallback of a drawing repeats it and is passed over."""
    for child in node:
        if local(child) in names or ("t" in names and local(child, MATH) == "t"):
            yield child
        elif child.tag != FALLBACK:
            yield from outermost(child, *names)


_LETTERS: Final = ("t", *_SIGNS, "pPr", "rPr", "txbxContent")
"""What to look for in a paragraph: words and signs; and properties and text boxes, not to look into them."""
