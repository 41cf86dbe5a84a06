"""Proofs on each finished document: sound XML, no tag left, ids unique, cells closed, and every data string found again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final
from xml.parsers import expat

from generator.fields import Field
from generator.richtext import Text

_IDS: Final = re.compile(r'<w:bookmarkStart [^>]*?w:id="([^"]*)"')
_NAMES: Final = re.compile(r'<w:bookmarkStart [^>]*?w:name="([^"]*)"')
_DRAWINGS: Final = re.compile(r'<wp:docPr [^>]*?\bid="([^"]*)"')
_EMPTY_TABLE: Final = re.compile(r"</w:tblGrid>\s*</w:tbl>")
_TAGS: Final = ("{{", "}}", "{%", "%}", "{#")


class ProofError(Exception):
    """A document that must not be written; the message is a Vietnamese sentence."""


def prove(name: str, xml: str, data: bytes) -> str:
    """Prove one part and return its text, without breaks and white space marks. Raises ProofError."""
    left = next((tag for tag in _TAGS if tag in xml), None)
    if left:
        raise ProofError(f"Trong {name} còn sót dấu {left}")
    for pattern, what in ((_IDS, "số dấu trang"), (_NAMES, "tên dấu trang"), (_DRAWINGS, "số của hình")):
        found = pattern.findall(xml)
        if len(found) != len(set(found)):
            raise ProofError(f"Trong {name} có hai {what} trùng nhau")
    if xml.count("</w:tc>") != xml.count("</w:p></w:tc>") + xml.count("<w:p/></w:tc>") or _EMPTY_TABLE.search(xml):
        raise ProofError(f"Trong {name} có ô hoặc bảng trống không đúng quy cách")
    return _text(name, data)


def _text(name: str, data: bytes) -> str:
    """The characters of a part as a strict parser sees them: independent of how they were escaped."""
    pieces: list[str] = []
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.CharacterDataHandler = pieces.append
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes it by position
    except expat.ExpatError as error:
        raise ProofError(f"Phần {name} không phải XML hợp lệ") from error
    return "".join(pieces)


def find_all(text: str, paper: object, printed: frozenset[tuple[type, str]]) -> None:
    """Find each printed string of a paper again, in reading order where the template keeps it. Raises ProofError."""
    position = 0
    for key, words in strings(paper, printed):
        sought = words.replace("\n", "")
        at = text.find(sought, position)
        if at < 0 and text.find(sought) < 0:
            raise ProofError(f"Không thấy lại nội dung của trường “{key}” trong văn bản: {words[:60]}")
        if at >= 0:
            position = at + len(sought)


def strings(node: Any, printed: frozenset[tuple[type, str]]) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a tree of dataclasses
    """Name and words of each part of a paper that the template prints."""
    if isinstance(node, tuple):
        for item in node:
            yield from strings(item, printed)
    elif is_dataclass(node):
        kind = type(node)
        for name in _names(kind):
            value = getattr(node, name)
            if isinstance(value, Field):
                if (kind, name) in printed:
                    yield value.key, value.text.plain
            elif isinstance(value, Text):
                if (kind, name) in printed:
                    yield name, value.plain
            elif isinstance(value, tuple):
                yield from strings(value, printed)


_SEEN: dict[type, tuple[str, ...]] = {}


def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a dataclass type
    if kind not in _SEEN:
        _SEEN[kind] = tuple(part.name for part in fields(kind))
    return _SEEN[kind]
