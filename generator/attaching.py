"""A new part in a Word file: its content, its line in the list of contents, its link from the main part."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from generator.base import MAIN_PART
from generator.package import Part, linked_part, pack
from generator.wordxml import parse, written

_TYPES_PART: Final = "[Content_Types].xml"
_LINKS_PART: Final = "word/_rels/document.xml.rels"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ID: Final = re.compile(r"rId(\d{1,9})")


def linked(parts: Mapping[str, Part], kind: str) -> dict[str, str]:
    """The parts that the main part links to as `comments`, `header`, …: their names by relation. Raises ValueError."""
    if _LINKS_PART not in parts:
        return {}
    rows = [row for row in parse(parts[_LINKS_PART].data) if isinstance(row.tag, str) and row.get("Type", "").endswith(f"/{kind}")]
    folder = posixpath.dirname(MAIN_PART)
    names = {row.get("Id", ""): linked_part(folder, row.get("Target", "")) for row in rows if row.get("TargetMode") != "External"}
    return {relation: name for relation, name in names.items() if name in parts}


def attached(parts: Mapping[str, Part], kind: str, data: bytes) -> tuple[dict[str, Part], str]:
    """The parts with one more of this kind, and the relation by which the main part calls it. Raises ValueError."""
    taken = {name.casefold() for name in parts}
    name = next(name for name in _names(kind) if name.casefold() not in taken)
    links = parse(parts[_LINKS_PART].data) if _LINKS_PART in parts else etree.Element(f"{{{_LINKS}}}Relationships", nsmap={None: _LINKS})
    numbers = [int(found[1]) for row in links if isinstance(row.tag, str) and (found := _ID.fullmatch(row.get("Id", "")))]
    relation = f"rId{max(numbers, default=0) + 1}"
    target = name.removeprefix("word/")
    etree.SubElement(links, f"{{{_LINKS}}}Relationship", Id=relation, Type=f"{_KINDS}/{kind}", Target=target)
    types = parse(parts[_TYPES_PART].data)
    etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=f"{_CONTENT}.{kind}+xml")
    made = {_TYPES_PART: written(types), _LINKS_PART: written(links), name: data}
    return {**parts, **{one: pack(one, content) for one, content in made.items()}}, relation


def _names(kind: str) -> list[str]:
    """Names that a part of this kind may have, the usual one first; one of them is always free."""
    first = [f"word/{kind}.xml"] if kind == "comments" else []
    return [*first, *(f"word/{kind}{number}.xml" for number in range(1, 10_000))]
