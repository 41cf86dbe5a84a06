"""What a file tells besides its words (who wrote it, with what, how often, what was said in its margin), taken out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from generator.package import Part, linked_part, pack
from generator.wordxml import W, parse, written

_TYPES: Final = "[Content_Types].xml"
_ROOT: Final = "_rels/.rels"
_MICROSOFT: Final = "http://schemas.microsoft.com/office/word"
_IDENTITIES: Final = frozenset({f"{{{_MICROSOFT}/2010/wordml}}{name}" for name in ("paraId", "textId")})
_SIGNS: Final = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "proofErr", "permStart", "permEnd")
_SETTINGS: Final = ("rsids", "docVars", "attachedTemplate", "trackRevisions", "mailMerge", "removePersonalInformation", "dataBinding")
_GONE: Final = (
    *(f"{W}{name}" for name in (*_SIGNS, *_SETTINGS, "printerSettings")),
    f"{{{_MICROSOFT}/2010/wordml}}docId",
    f"{{{_MICROSOFT}/2012/wordml}}docId",
)
_SWITCHES: Final = {"true": "on", "1": "on", "false": "off", "0": "off"}
_LINKS: Final = frozenset(
    {
        "customXml", "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "glossaryDocument", "attachedTemplate",
        "mailMergeSource", "mailMergeHeaderSource", "recipientData", "printerSettings", "keyMapCustomizations", "attachedToolbars",
        "vbaProject", "documentTasks",
    }
)  # fmt: skip
"""Ends of the types of relationships that lead to such parts."""


def stripped(parts: Mapping[str, Part]) -> dict[str, Part]:
    """The parts a reader needs, without bookmarks of ours, comments, authors, numbers of editing, properties and what was linked to it."""
    cleaned = {name: _cleaned(part) for name, part in parts.items()}
    needed = {_TYPES, _ROOT, *_reached(cleaned)}
    kept = {name: part for name, part in cleaned.items() if name in needed}
    kept[_TYPES] = _types_of(kept)
    return kept


def _cleaned(part: Part) -> Part:
    if part.name.endswith(".rels"):
        return _links_left(part)
    if not (part.name.startswith("word/") and part.name.endswith(".xml")):
        return part
    root = parse(part.data)
    _without_bookmarks(root)
    for element in list(root.iter(*_GONE)):
        _remove(element)
    for element in root.iter():
        for name in [name for name in element.attrib if _is_identity(str(name))]:
            del element.attrib[name]
    _as_word_wants_it(root)
    return pack(part.name, written(root))


def _as_word_wants_it(root: etree._Element) -> None:
    """Two things that LibreOffice writes otherwise than the schema: the section before the style, `true` for a row's switch."""
    for section in list(root.iter(f"{W}sectPr")):
        properties = section.getparent()
        if properties is not None and properties.tag == f"{W}pPr":
            properties.append(section)
    for switch in (switch for row in root.iter(f"{W}trPr") for switch in row):
        if switch.get(f"{W}val") in _SWITCHES:
            switch.set(f"{W}val", _SWITCHES[switch.get(f"{W}val", "")])


def _without_bookmarks(root: etree._Element) -> None:
    """Ours, and the place where Word was left; those that a person set stay."""
    names = {mark.get(f"{W}id"): mark.get(f"{W}name", "") for mark in root.iter(f"{W}bookmarkStart")}
    ours = {number for number, name in names.items() if name.startswith("vb_") or name == "_GoBack"}
    for mark in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        if mark.get(f"{W}id") in ours:
            _remove(mark)


def _remove(element: etree._Element) -> None:
    """Take an element out, and its run when nothing else was in it."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in parent):
        _remove(parent)


def _is_identity(name: str) -> bool:
    return name in _IDENTITIES or name.startswith(f"{W}rsid")


def _links_left(part: Part) -> Part:
    """From the whole file one link is left, to its main part; from other parts all but those that only serve editing."""
    root = parse(part.data)
    for link in list(root):
        kind = str(link.get("Type", "")).rpartition("/")[2]
        if kind in _LINKS or (part.name == _ROOT and kind != "officeDocument"):
            root.remove(link)
    return pack(part.name, written(root))


def _reached(parts: Mapping[str, Part]) -> set[str]:
    """Parts that the main part leads to, with their links."""
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        name = waiting.pop()
        folder, _, file = name.rpartition("/")
        links = posixpath.join(folder, "_rels", f"{file}.rels")
        if links in parts:
            reached.add(links)
            new = [target for target in _targets(parts[links], folder) if target in parts and target not in reached]
            reached.update(new)
            waiting += new
    return reached


def _targets(links: Part, folder: str) -> Iterator[str]:
    for link in parse(links.data):
        if link.get("TargetMode") != "External":
            yield linked_part(folder, link.get("Target", ""))


def _types_of(parts: Mapping[str, Part]) -> Part:
    """The list of contents with what is still there."""
    root = parse(parts[_TYPES].data)
    endings = {name.rpartition(".")[2].casefold() for name in parts}
    for row in list(root):
        there = row.get("PartName", "").lstrip("/") in parts if row.get("PartName") else row.get("Extension", "").casefold() in endings
        if not there:
            root.remove(row)
    return pack(_TYPES, written(root))
