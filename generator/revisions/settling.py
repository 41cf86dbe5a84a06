"""Tracked changes accepted or rejected, as Word does it."""

from __future__ import annotations

from typing import Final

from lxml import etree

from generator.revisions.markup import (
    CHANGES,
    CONTROL_ENDS,
    CONTROL_STARTS,
    DELETED,
    INSERTED,
    RANGES,
    REVISED,
    SILENT,
    Element,
    at_path,
    children,
    drop,
    elements,
    local,
    parent_of,
    remove,
    unwrap,
    value_of,
)
from generator.wordxml import parse, written

_CONTROLS: Final = frozenset({"sdt", "customXml"})
_WRAPS: Final = frozenset({"hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo"})
_UNCHANGED: Final = {"pPr": ((), ("rPr", "sectPr")), "sectPr": (("headerReference", "footerReference"), ())}
"""What a record of old properties can't hold, before and behind what it does."""


def accepted(document_xml: bytes) -> bytes:
    """The part as Word leaves it after *Accept All Changes*; one without changes comes back as it is. Raises ValueError."""
    return _settled(document_xml, gone=DELETED, kept=INSERTED)


def rejected(document_xml: bytes) -> bytes:
    """The part as Word leaves it after *Reject All Changes*; one without changes comes back as it is. Raises ValueError."""
    return _settled(document_xml, gone=INSERTED, kept=DELETED)


def _settled(data: bytes, *, gone: frozenset[str], kept: frozenset[str]) -> bytes:
    root = parse(data)
    if next(elements(root, REVISED), None) is None:
        return data
    _settle_controls(root, gone)
    _settle_rows(root, gone)
    joined = _settle_marks(root, gone)
    _settle_properties(root, restore=gone is INSERTED, gone=gone)
    _settle_runs(root, gone, kept)
    for found in list(elements(root, RANGES)):
        drop(found)
    for paragraph in joined:
        if paragraph.getroottree().getroot() is root:
            _join(paragraph)
    _close_cells(root)
    return written(root)


def _settle_controls(root: Element, gone: frozenset[str]) -> None:
    """A content control whose start tag stands in a range that goes is taken off its content."""
    open_ranges: set[tuple[str, str]] = set()
    unwrapped = []
    for node in root.iter():
        name = local(node)
        if kind := CONTROL_STARTS.get(name):
            open_ranges.add((kind, value_of(node, "id")))
        elif kind := CONTROL_ENDS.get(name):
            open_ranges.discard((kind, value_of(node, "id")))
        elif name in _CONTROLS and any(kind in gone for kind, _ in open_ranges):
            unwrapped.append(node)
    for control in unwrapped:
        content = at_path(control, "sdtContent") if local(control) == "sdt" else control
        kept = [child for child in content if not local(child).endswith("Pr")] if content is not None else []
        parent = parent_of(control)
        at = parent.index(control)
        parent[at : at + 1] = kept


def _settle_rows(root: Element, gone: frozenset[str]) -> None:
    cells = {"cellDel": "del", "cellIns": "ins"}
    for row in list(elements(root, frozenset({"tr"}))):
        for cell in list(elements(row, frozenset({"tc"}))):
            properties = at_path(cell, "tcPr")
            marks = children(properties, *cells) if properties is not None else []
            if any(cells[local(mark)] in gone for mark in marks):
                _discard(cell)
            for mark in marks:
                remove(mark)
        properties = at_path(row, "trPr")
        marks = children(properties, "ins", "del") if properties is not None else []
        if any(local(mark) in gone for mark in marks) or next(elements(row, frozenset({"tc"})), None) is None:
            _discard(row)
        for mark in marks:
            remove(mark)
    for table in list(elements(root, frozenset({"tbl"}))):
        if next(elements(table, frozenset({"tr"})), None) is None:
            _discard(table)


def _settle_marks(root: Element, gone: frozenset[str]) -> list[Element]:
    """Take the marks off paragraph marks; the paragraphs whose mark goes, in their order."""
    joined = []
    for paragraph in elements(root, frozenset({"p"})):
        letters = at_path(paragraph, "pPr", "rPr")
        marks = children(letters, *INSERTED, *DELETED) if letters is not None else []
        if any(local(mark) in gone for mark in marks):
            joined.append(paragraph)
        for mark in marks:
            remove(mark)
    return joined


def _settle_properties(root: Element, *, restore: bool, gone: frozenset[str]) -> None:
    for merge in list(elements(root, frozenset({"cellMerge"}))):
        _merge_cell(merge, value_of(merge, "vMergeOrig" if restore else "vMerge"))
    for mark in [mark for numbering in elements(root, frozenset({"numPr"})) for mark in children(numbering, "ins")]:
        numbering = parent_of(mark)
        remove(numbering if "ins" in gone else mark)
    for change in list(elements(root, CHANGES)):
        owner = parent_of(change)
        if restore and local(change) != "numberingChange":
            before, behind = _UNCHANGED.get(local(owner), ((), ()))
            old = next(iter(change), None)
            owner[:] = [*children(owner, *before), *(old if old is not None else ()), *children(owner, *behind)]
        else:
            owner.remove(change)


def _merge_cell(mark: Element, how: str) -> None:
    """Give a cell the vertical merge that a mark says: `rest` begins one, `cont` goes on, nothing for a cell of its own."""
    parent = parent_of(mark)
    space = etree.QName(mark).namespace
    for current in children(parent, "vMerge"):
        parent.remove(current)
    if how:
        merge = etree.Element(f"{{{space}}}vMerge")
        merge.set(f"{{{space}}}val", "restart" if how == "rest" else "continue")
        follower = next((child for child in parent if local(child) in _BEHIND_MERGE), mark)
        follower.addprevious(merge)
    parent.remove(mark)


_BEHIND_MERGE: Final = frozenset(
    {"tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellMerge", "tcPrChange"}
)


def _settle_runs(root: Element, gone: frozenset[str], kept: frozenset[str]) -> None:
    for wrapper in list(elements(root, gone | kept)):
        if local(wrapper) in gone:
            _discard(wrapper)
        else:
            unwrap(wrapper)
    if kept is DELETED:
        for text in list(elements(root, frozenset({"delText", "delInstrText"}))):
            name = "t" if local(text) == "delText" else "instrText"
            text.tag = f"{{{etree.QName(text).namespace}}}{name}"


def _discard(node: Element) -> None:
    """Drop an element, and the hyperlink, content control or other wrap around it that holds nothing any more."""
    while True:
        outer = parent_of(node)
        drop(node)
        if local(outer) not in _WRAPS or any(local(child) not in SILENT and not local(child).endswith("Pr") for child in outer):
            return
        node = outer


def _join(paragraph: Element) -> None:
    """Bring the content of a paragraph whose mark goes to the front of the next one, which keeps its properties.

    Before a table, or as the last of a cell, a paragraph has nothing to join: there it stays, but for an empty one before a table.
    """
    follower = _next_block(paragraph)
    empty = all(local(child) in SILENT for child in paragraph)
    if follower is not None and local(follower) == "p":
        _carry(paragraph, follower)
    elif follower is None or not empty:
        return
    _discard(paragraph)


def _carry(paragraph: Element, follower: Element) -> None:
    properties = at_path(follower, "pPr")
    at = follower.index(properties) + 1 if properties is not None else 0
    between = []
    if paragraph.getparent() is follower.getparent():
        parent = parent_of(paragraph)
        between = list(parent[parent.index(paragraph) + 1 : parent.index(follower)])
    follower[at:at] = [child for child in paragraph if local(child) != "pPr"] + between


def _next_block(block: Element) -> Element | None:
    """The paragraph or table behind a block, in content controls too; none at the end of the body, a cell or a text box."""
    node = block
    while True:
        found = next((inner for sibling in node.itersiblings() if (inner := _first_block(sibling)) is not None), None)
        if found is not None:
            return found
        parent = node.getparent()
        if parent is None or local(parent) not in {"sdtContent", *_CONTROLS}:
            return None
        node = parent


def _first_block(node: Element) -> Element | None:
    if local(node) in {"p", "tbl"}:
        return node
    if local(node) in {"sdtContent", *_CONTROLS}:
        return next((inner for child in node if (inner := _first_block(child)) is not None), None)
    return None


def _close_cells(root: Element) -> None:
    """A cell and a text box end with a paragraph: one that lost its last table or all it held gets an empty one."""
    for holder in elements(root, frozenset({"tc", "txbxContent"})):
        blocks = children(holder, "p", "tbl", *_CONTROLS)
        if not blocks or local(blocks[-1]) == "tbl":
            holder.append(etree.Element(f"{{{etree.QName(holder).namespace}}}p"))
