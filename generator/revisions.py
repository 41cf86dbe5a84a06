"""Tracked changes of a Word document: who changed what, and the document with all of them accepted or rejected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from lxml import etree

from generator.wordxml import W, parse, written

_INSERTED: Final = (f"{W}ins", f"{W}moveTo")
_DELETED: Final = (f"{W}del", f"{W}moveFrom")
_CHANGES: Final = tuple(f"{W}{name}Change" for name in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "numbering"))
_RANGES: Final = tuple(
    f"{W}{name}Range{end}"
    for name in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
    for end in ("Start", "End")
)
_UNDELETED: Final = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
_KINDS: Final = {
    "ins": "thêm",
    "del": "xoá",
    "moveFrom": "chuyển đi",
    "moveTo": "chuyển đến",
    "cellIns": "thêm ô",
    "cellDel": "xoá ô",
    "cellMerge": "gộp ô",
}
_KEPT: Final = frozenset({f"{W}rPr", f"{W}sectPr", f"{W}pPrChange"})
"""Parts of a paragraph's properties that a change of these properties does not touch."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change nobody has decided yet: what kind, by whom, when (as the file says it), on which words."""

    kind: str
    author: str
    when: str
    text: str


def pending(document: bytes) -> tuple[Revision, ...]:
    """The tracked changes of a part, neighbours of one kind, author and time together. Raises ValueError when it is no XML."""
    found = groupby(_found(parse(document)), key=lambda row: (row.kind, row.author, row.when))
    return tuple(Revision(*key, "".join(row.text for row in rows)) for key, rows in found)


def accepted(document: bytes) -> bytes:
    """The part with every tracked change accepted; the same bytes when there is none. Raises ValueError when it is no XML."""
    return _decided(document, keep=_INSERTED, drop=_DELETED, old=False)


def rejected(document: bytes) -> bytes:
    """The part with every tracked change rejected; the same bytes when there is none. Raises ValueError when it is no XML."""
    return _decided(document, keep=_DELETED, drop=_INSERTED, old=True)


def _found(root: etree._Element) -> Iterator[Revision]:
    names = [*_INSERTED, *_DELETED, *_CHANGES, *(f"{W}{name}" for name in ("cellIns", "cellDel", "cellMerge"))]
    for element in root.iter(*names):
        name = etree.QName(element).localname
        kind = _KINDS.get(name, "đổi định dạng")
        yield Revision(kind, element.get(f"{W}author", ""), element.get(f"{W}date", ""), _words(element))


def _words(element: etree._Element) -> str:
    """The words that a change is about; of a mark in the properties, the words of its paragraph, row or cell when the whole is meant."""
    inside = "".join(node.text or "" for node in element.iter(f"{W}t", f"{W}delText"))
    parent = element.getparent()
    if inside or parent is None:
        return inside
    holder = parent.getparent()
    if parent.tag == f"{W}rPr" and holder is not None and holder.tag == f"{W}pPr":
        return "¶"
    return "".join(node.text or "" for node in holder.iter(f"{W}t", f"{W}delText")) if holder is not None else ""


def _decided(document: bytes, *, keep: tuple[str, ...], drop: tuple[str, ...], old: bool) -> bytes:
    root = parse(document)
    if next(root.iter(*_INSERTED, *_DELETED, *_CHANGES, *_RANGES, f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge"), None) is None:
        return document
    _whole_rows(root, keep, drop)
    _whole_cells(root, gone=f"{W}cellIns" if old else f"{W}cellDel")
    joined = [p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}rPr") is not None and _marked(p.find(f"{W}pPr/{W}rPr"), drop)]
    _run_changes(root, keep, drop, old=old)
    _properties(root, old=old)
    for paragraph in joined:
        _join(paragraph)
    _tidy(root)
    return written(root)


def _marked(properties: etree._Element | None, names: tuple[str, ...]) -> bool:
    return properties is not None and any(properties.find(name) is not None for name in names)


def _whole_rows(root: etree._Element, keep: tuple[str, ...], drop: tuple[str, ...]) -> None:
    for row in list(root.iter(f"{W}tr")):
        properties = row.find(f"{W}trPr")
        if properties is None:
            continue
        if _marked(properties, drop):
            _remove(row)
        for mark in [child for child in properties if child.tag in {*keep, *drop}]:
            properties.remove(mark)


def _whole_cells(root: etree._Element, *, gone: str) -> None:
    for mark in list(root.iter(f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge")):
        cell = next((parent for parent in mark.iterancestors(f"{W}tc")), None)
        if mark.tag == gone and cell is not None:
            _remove(cell)
        else:
            _remove(mark)


def _run_changes(root: etree._Element, keep: tuple[str, ...], drop: tuple[str, ...], *, old: bool) -> None:
    """Dropped words go with their element, kept words lose it; the same marks inside properties only go."""
    for element in list(root.iter(*drop)):
        _remove(element)
    for element in list(root.iter(*keep)):
        _unwrap(element)
    for element in list(root.iter(*_RANGES)):
        _remove(element)
    if old:
        for element in list(root.iter(*_UNDELETED)):
            element.tag = _UNDELETED[str(element.tag)]


def _properties(root: etree._Element, *, old: bool) -> None:
    """A change of properties goes; rejected, the properties it keeps inside come back."""
    for change in list(root.iter(*_CHANGES)):
        now = change.getparent()
        if now is None:
            continue
        now.remove(change)
        before = next(iter(change), None)
        if not old or before is None or before.tag != now.tag:
            continue
        for child in [child for child in now if child.tag not in _KEPT or now.tag != f"{W}pPr"]:
            now.remove(child)
        for place, child in enumerate(list(before)):
            now.insert(place, child)


def _join(paragraph: etree._Element) -> None:
    """A paragraph whose mark is gone runs on into the next one, which keeps its own properties."""
    follower = paragraph.getnext()
    while follower is not None and follower.tag in {f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}proofErr"}:
        follower = follower.getnext()
    section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
    words = [child for child in paragraph if child.tag != f"{W}pPr"]
    if follower is None or follower.tag != f"{W}p":
        empty = not any(child.tag == f"{W}r" for child in words)
        if empty and not section and paragraph.getnext() is not None:
            _remove(paragraph)
        return
    at = 1 if follower.find(f"{W}pPr") is not None else 0
    for step, child in enumerate(words):
        follower.insert(at + step, child)
    if not section:
        _remove(paragraph)


def _tidy(root: etree._Element) -> None:
    """No empty table, no cell without a paragraph at its end, no row without a cell."""
    for row in list(root.iter(f"{W}tr")):
        if row.find(f".//{W}tc") is None:
            _remove(row)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f".//{W}tr") is None:
            _remove(table)
    for cell in root.iter(f"{W}tc"):
        last = next((child for child in reversed(cell) if child.tag in {f"{W}p", f"{W}tbl", f"{W}sdt"}), None)
        if last is None or last.tag == f"{W}tbl":
            cell.append(cell.makeelement(f"{W}p", {}))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    """The children in the place of their element."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for step, child in enumerate(list(element)):
        parent.insert(at + step, child)
    parent.remove(element)
