"""Changed letters of words that stay: bold, italic and the like, tracked run by run."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from lxml import etree

from generator.revisions.listing import said
from generator.revisions.markup import (
    FALLBACK,
    INSERTED,
    REVISED,
    Element,
    at_path,
    children,
    elements,
    local,
    parent_of,
    value_of,
)
from generator.wordxml import parse, written

_UNSEEN: Final = frozenset({"rPrChange", "lang", "noProof", "ins", "del", "moveFrom", "moveTo"})
"""Properties of a run that change nothing to be seen."""
_ON: Final = ("1", "true", "on")


def with_format_changes(document_xml: bytes, old_xml: bytes, *, author: str, date: str) -> bytes:
    """The document with every change of letters tracked, those it makes without telling too; `date` as the file writes it.

    What stands in the document but for insertions is the older text, so the older look of each letter is known. A document whose text
    is not that one, and one with nothing to add, comes back as it is.
    """
    root = parse(document_xml)
    kept = [run for run in _runs(root) if not run.inserted]
    old = [letter for run in _runs(parse(old_xml)) for letter in run.letters]
    if [letter for run in kept for letter in run.words] != [letter for letter, _ in old]:
        return document_xml
    stamp = _Stamp(root, author, date)
    position, changed = 0, False
    for run in kept:
        looks = [look for _, look in old[position : position + len(run.words)]]
        position += len(run.words)
        changed |= _track(run.element, looks, stamp)
    return written(root) if changed else document_xml


@dataclass(frozen=True, slots=True)
class _Run:
    element: Element
    words: str
    inserted: bool

    @property
    def letters(self) -> Iterator[tuple[str, Element | None]]:
        look = at_path(self.element, "rPr")
        return ((letter, look) for letter in self.words)


class _Stamp:
    """Who changed it and when, with a number for each change that no other change of the document has."""

    def __init__(self, root: Element, author: str, date: str) -> None:
        numbers = [value_of(node, "id") for node in elements(root, REVISED)]
        self._last = max((int(number) for number in numbers if number.isascii() and number.isdigit()), default=0)
        self._author, self._date = author, date

    def put_on(self, change: Element, space: str) -> None:
        self._last += 1
        for name, value in (("id", str(self._last)), ("author", self._author), ("date", self._date)):
            change.set(f"{space}{name}", value)


def _runs(node: Element, *, inserted: bool = False) -> Iterator[_Run]:
    """The runs of a part in reading order, each with whether it, its row or its cell is inserted."""
    for child in node:
        name = local(child)
        if child.tag == FALLBACK:
            continue
        came = inserted or bool(_marks(child, name) & INSERTED)
        if name == "r":
            yield _Run(child, "".join(said(inner) or "" for inner in child), came)
        yield from _runs(child, inserted=came)


def _marks(node: Element, name: str) -> frozenset[str]:
    """What a row, a cell or a wrap of runs records of its coming and going."""
    properties = at_path(node, f"{name}Pr") if name in {"tr", "tc"} else None
    if properties is None:
        return frozenset({name})
    return frozenset(local(mark).removeprefix("cell").lower() for mark in properties)


def _look(properties: Element | None) -> frozenset[tuple[str, tuple[tuple[str, str], ...]]]:
    """What properties make of letters, however they are written."""
    return frozenset(
        (str(one.tag), tuple(sorted((str(key), str(value)) for key, value in one.items() if value not in _ON)))
        for one in (properties if properties is not None else ())
        if local(one) not in _UNSEEN
    )


def _track(run: Element, looks: list[Element | None], stamp: _Stamp) -> bool:
    """Record on a run the look its letters had, the run cut where that look changes. True when this changed anything."""
    recorded = at_path(run, "rPr", "rPrChange")
    if recorded is not None:
        parent_of(recorded).remove(recorded)
    now = _look(at_path(run, "rPr"))
    stretches = [(was, list(group)) for was, group in groupby(looks, key=_look)]
    if all(was == now for was, _ in stretches):
        return recorded is not None
    pieces = _cut(run, [len(group) for _, group in stretches])
    for piece, (was, group) in zip(pieces, stretches, strict=True):
        if was != now:
            _record(piece, group[0], stamp)
    parent = parent_of(run)
    at = parent.index(run)
    parent[at : at + 1] = pieces
    return True


def _cut(run: Element, lengths: list[int]) -> list[Element]:
    """The run as several with the same properties, of so many letters each; what prints no letter goes with those before it."""
    rest = [child for child in run if local(child) != "rPr"]
    pieces = []
    for letters in lengths:
        left = letters
        piece = etree.Element(run.tag, dict(run.attrib), nsmap=run.nsmap)
        piece.extend(copy.deepcopy(properties) for properties in children(run, "rPr"))
        while rest and (size := len(said(rest[0]) or "")) <= left:
            piece.append(rest.pop(0))
            left -= size
        if left:
            piece.append(_split(rest[0], left))
        pieces.append(piece)
    return pieces


def _split(text: Element, length: int) -> Element:
    """Take the first letters out of a text."""
    head = etree.Element(text.tag, dict(text.attrib))
    words = text.text or ""
    head.text, text.text = words[:length], words[length:]
    for part in (head, text):
        part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return head


def _record(run: Element, was: Element | None, stamp: _Stamp) -> None:
    space = str(run.tag).removesuffix("r")
    properties = at_path(run, "rPr")
    if properties is None:
        properties = etree.Element(f"{space}rPr")
        run.insert(0, properties)
    change = etree.SubElement(properties, f"{space}rPrChange")
    stamp.put_on(change, space)
    old = etree.SubElement(change, f"{space}rPr")
    old.extend(copy.deepcopy(one) for one in (was if was is not None else ()) if local(one) != "rPrChange")
