"""The lines of a Word file's part, changed in place: the runs keep their looks, and what each line must say is kept beside it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from generator.wordxml import W

_BREAKS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOT_WORDS: Final = frozenset({f"{W}pPr", f"{W}rPr", f"{W}p", f"{W}del", f"{W}moveFrom"})
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLOCKS: Final = frozenset({f"{W}p", f"{W}tbl", f"{W}sdt"})


class Line:
    """A paragraph and its words; those of a text box in it are lines of their own."""

    def __init__(self, element: etree._Element) -> None:
        """Read the words once; `replace` keeps them."""
        self.element = element
        self.gone = False
        self.text = "".join(words for _, words in _pieces(element))

    @property
    def in_table(self) -> etree._Element | None:
        """The outermost table that the line stands in."""
        tables = list(self.element.iterancestors(f"{W}tbl"))
        return tables[-1] if tables else None

    @property
    def bookmarks(self) -> set[str]:
        """Names of the bookmarks that begin in the line."""
        return {mark.get(f"{W}name", "") for mark in self.element.iter(f"{W}bookmarkStart")}

    @property
    def repeated(self) -> bool:
        """Whether the line is the copy of another one, kept for older programs."""
        return next(self.element.iterancestors(_FALLBACK), None) is not None

    def replace(self, start: int, end: int, words: str) -> None:
        """Put words in the place of a stretch; they look like the first letter of that stretch."""
        pieces = list(_placed(self.element))
        host = _host(self.element, pieces, start, end)
        for node, piece, position in pieces:
            first, last = max(start - position, 0), min(end - position, len(piece))
            if node.tag != f"{W}t":
                if first < last:
                    _drop(node)
                continue
            inside = words if node is host else ""
            if first < last or inside:
                _say(node, piece[:first] + inside + piece[max(first, last) :])
        if host is not None and all(node is not host for node, _, _ in pieces):
            _say(host, words)
        self.text = self.text[:start] + words + self.text[end:]

    def take_out(self) -> None:
        """Remove the line; where the file needs a paragraph there, only its words."""
        parent = self.element.getparent()
        if parent is None:
            return
        others = [child for child in parent if child is not self.element and child.tag in _BLOCKS]
        allowed = parent.tag == f"{W}body" or (others and others[-1].tag == f"{W}p")
        if allowed and self.element.find(f"{W}pPr/{W}sectPr") is None:
            parent.remove(self.element)
            self.gone = True
        else:
            self.replace(0, len(self.text), "")

    def copy_above(self, words: str) -> Line:
        """A line of the same look put above this one."""
        copied = deepcopy(self.element)
        for mark in list(copied.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            _drop(mark)
        self.element.addprevious(copied)
        line = Line(copied)
        line.replace(0, len(line.text), words)
        return line


def lines(root: etree._Element) -> list[Line]:
    """All lines of a part in reading order."""
    return [Line(element) for element in root.iter(f"{W}p")]


def _pieces(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for child in element:
        if child.tag == f"{W}t":
            yield child, child.text or ""
        elif child.tag in _BREAKS:
            yield child, _BREAKS[str(child.tag)]
        elif isinstance(child.tag, str) and child.tag not in _NOT_WORDS:
            yield from _pieces(child)


def _placed(element: etree._Element) -> Iterator[tuple[etree._Element, str, int]]:
    position = 0
    for node, words in _pieces(element):
        yield node, words, position
        position += len(words)


def _host(line: etree._Element, pieces: list[tuple[etree._Element, str, int]], start: int, end: int) -> etree._Element | None:
    """The text element that takes new words: the first one of the stretch, or the one that ends where it begins, or a new one."""
    texts = [(node, position, position + len(piece)) for node, piece, position in pieces if node.tag == f"{W}t"]
    inside = next((node for node, first, last in texts if first < end and start < last), None)
    beside = next((node for node, first, last in texts if first <= start <= last), None)
    if inside is not None or beside is not None:
        return inside if inside is not None else beside
    run = next(line.iter(f"{W}r"), None)
    if run is None:
        run = line.makeelement(f"{W}r", {})
        line.append(run)
    made = run.makeelement(f"{W}t", {})
    run.append(made)
    return made


def _say(node: etree._Element, words: str) -> None:
    node.text = words
    node.set(_SPACE, "preserve")


def _drop(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
