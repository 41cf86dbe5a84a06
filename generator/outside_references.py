"""What a file would fetch or run when it is opened: linked templates, pictures and objects, fields, formulas and queries, macros.

Nothing of it is ever followed here. A link that a person must click (Điều 1 of a cited law on the web) is none of it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lxml import etree

from generator.package import Package, Part, linked_part, pack
from generator.wordxml import parse, written

_HAS_FIELDS: Final = re.compile(rb"i\x00?n\x00?s\x00?t\x00?r")
_FETCHING: Final = frozenset({"INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD"})
"""Fields that read another file, page or program."""
_HAS_FORMULAS: Final = re.compile(rb"<(?:[\w.-]+:)?(?:f|definedName)[\s>]")
_RECKONED_OUTSIDE: Final = re.compile(r"\b(?:_xlfn\.)?(?:WEBSERVICE|IMAGE|RTD)\(", re.IGNORECASE)
"""Functions that ask a page or a program whenever a workbook is reckoned."""
_WORDS_IN_FORMULA: Final = re.compile(r'"[^"]*"')
_MARKUP: Final = (b"<", b"\xef", b"\xff", b"\xfe")
_SETTINGS: Final = "word/settings.xml"
_CLICKED: Final = frozenset({"hyperlink"})
_MACRO: Final = re.compile(rb"macroEnabled", re.IGNORECASE)


class Outside(StrEnum):
    """What would be fetched or run."""

    TEMPLATE = "mẫu gắn kèm"
    LINK = "liên kết tới tệp khác"
    FIELD = "trường lấy nội dung từ nơi khác"
    FORMULA = "công thức lấy nội dung từ nơi khác"
    CONNECTION = "kết nối dữ liệu tự cập nhật"
    CHUNK = "tài liệu chèn nguyên (altChunk)"
    MAIL_MERGE = "nguồn dữ liệu trộn thư"
    MACRO = "macro"
    CONTROL = "điều khiển ActiveX"


_EXTERNAL: Final = {
    "attachedTemplate": Outside.TEMPLATE,
    "mailMergeSource": Outside.MAIL_MERGE,
    "mailMergeHeaderSource": Outside.MAIL_MERGE,
}
_TELLING: Final = frozenset({"externalLink", "connections"})
"""Parts that say themselves what they lead to."""
_ADDRESSES: Final = ("url", "connection", "sourceFile", "odcFile")
_INSIDE: Final = {"aFChunk": Outside.CHUNK, "vbaProject": Outside.MACRO, "control": Outside.CONTROL}


@dataclass(frozen=True, slots=True)
class Reference:
    """One of them: in which part, and where it leads (a path, an address, the code of a field)."""

    kind: Outside
    part: str
    target: str


def outside_references(opened: Package) -> tuple[Reference, ...]:
    """Every one in a Word file or a workbook; of a part that is no XML none, for no program opens it."""
    found = [reference for name in opened.parts if _is_links(name) for reference in _linked(opened, name)]
    for name, part in opened.parts.items():
        if _is_links(name) or (data := part.data).lstrip(b" \t\r\n\0")[:1] not in _MARKUP:
            continue
        if _HAS_FIELDS.search(data):
            found += _fetched(name, data)
        if _HAS_FORMULAS.search(data.replace(b"\0", b"")):
            found += _reckoned(name, data)
    types = opened.parts.get("[Content_Types].xml")
    if types is not None and _MACRO.search(types.data) and not any(row.kind is Outside.MACRO for row in found):
        found.append(Reference(Outside.MACRO, types.name, ""))
    return tuple(found)


def without_attached_template(opened: Package) -> tuple[Part, ...]:
    """All parts, without the link to a template that Word would look for at each opening."""
    parts = []
    for part in opened.parts.values():
        root, gone = _root(part.data if _is_links(part.name) or part.name == _SETTINGS else b""), []
        if _is_links(part.name):
            gone = [link for link in root if isinstance(link.tag, str) and link.get("Type", "").endswith("/attachedTemplate")]
        elif part.name == _SETTINGS:
            gone = list(root.iterchildren("{*}attachedTemplate"))
        for element in gone:
            root.remove(element)
        parts.append(pack(part.name, written(root)) if gone else part)
    return tuple(parts)


def _is_links(name: str) -> bool:
    return name.lower().endswith(".rels")


def _root(data: bytes) -> etree._Element:
    """The root of a part, or of an empty one in its place."""
    try:
        return parse(data)
    except ValueError:
        return parse(b"<none/>")


def _linked(opened: Package, name: str) -> Iterator[Reference]:
    for link in _root(opened.parts[name].data):
        if not isinstance(link.tag, str):
            continue
        kind, target = link.get("Type", "").rpartition("/")[2], link.get("Target", "")
        if link.get("TargetMode", "").casefold() == "external" and kind not in _CLICKED:
            yield Reference(_EXTERNAL.get(kind, Outside.LINK), name, target)
        elif kind in _INSIDE:
            yield Reference(_INSIDE[kind], name, target)
        elif kind in _TELLING:
            yield from _told(opened, linked_part(posixpath.dirname(posixpath.dirname(name)), target))


def _told(opened: Package, name: str) -> Iterator[Reference]:
    """The program that a workbook would start and ask (DDE), and the queries that it makes without being asked to."""
    root = _root(opened.parts[name].data if name in opened.parts else b"")
    for asked in root.iter("{*}ddeLink"):
        yield Reference(Outside.LINK, name, f"{asked.get('ddeService', '')} {asked.get('ddeTopic', '')}".strip())
    for query in root.iter("{*}connection"):
        if query.get("refreshOnLoad") in {"1", "true"} or query.get("interval", "0") != "0":
            told = [element.get(key) for element in query.iter() for key in _ADDRESSES]
            yield Reference(Outside.CONNECTION, name, next(filter(None, told), ""))


def _reckoned(name: str, data: bytes) -> Iterator[Reference]:
    """Formulas that ask outside; words that a formula only shows are none of it."""
    for element in _root(data).iter("{*}f", "{*}definedName"):
        formula = element.text or ""
        if _RECKONED_OUTSIDE.search(_WORDS_IN_FORMULA.sub('""', formula)):
            yield Reference(Outside.FORMULA, name, formula)


def _fetched(name: str, data: bytes) -> Iterator[Reference]:
    """Fields by their code, which Word may have cut into several runs and put into one another."""
    open_codes: list[str] = []
    for element in _root(data).iter("{*}fldChar", "{*}instrText", "{*}delInstrText", "{*}fldSimple"):
        told = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
        kind = told.get("fldCharType")
        if "instr" in told:
            yield from _of_code(name, told["instr"])
        elif kind == "begin":
            open_codes.append("")
        elif kind == "end" and open_codes:
            yield from _of_code(name, open_codes.pop())
        elif kind is None and open_codes:
            open_codes = [code + (element.text or "") for code in open_codes]
    for code in open_codes:
        yield from _of_code(name, code)


def _of_code(part: str, code: str) -> Iterator[Reference]:
    words = code.split()
    if words and words[0].upper() in _FETCHING:
        yield Reference(Outside.FIELD, part, " ".join(words))
