"""Proofs on each finished document: sound XML, no tag left, ids unique, cells closed, and every data string found again."""

from __future__ import annotations

import re
from dataclasses import is_dataclass
from typing import Any, Final, get_args, get_type_hints
from xml.parsers import expat

from generator.fields import Field
from generator.richtext import Text

_BOOKMARK: Final = re.compile(r'<w:bookmarkStart (?=[^>]*?w:id="([^"]*)")(?=[^>]*?w:name="([^"]*)")')
_DRAWING: Final = re.compile(r'<wp:docPr (?=[^>]*?\bid="([^"]*)")')
_EMPTY_TABLE: Final = re.compile(r"</w:tblGrid>\s*</w:tbl>")
_NEAR: Final = 2_000
"""Letters after the last string found among which the next one usually stands."""
_TELLING: Final = 20
"""Letters from which a string tells where in the document it stands."""
_TAGS: Final = ("{{", "}}", "{%", "%}", "{#")


class ProofError(Exception):
    """A document that must not be written; the message is a Vietnamese sentence."""


def prove(name: str, xml: str, data: bytes) -> str:
    """Prove one part and return its text, without breaks and white space marks. Raises ProofError."""
    if ("{" in xml or "}" in xml) and (left := next((tag for tag in _TAGS if tag in xml), None)):
        raise ProofError(f"Trong {name} còn sót dấu {left}")
    if repeated := _repeated(xml):
        raise ProofError(f"Trong {name} có hai dấu trang hoặc hai hình cùng mang số, tên “{repeated}”")
    if xml.count("</w:tc>") != xml.count("</w:p></w:tc>") + xml.count("<w:p/></w:tc>") or _EMPTY_TABLE.search(xml):
        raise ProofError(f"Trong {name} có ô hoặc bảng trống không đúng quy cách")
    return _text(name, data)


def _repeated(xml: str) -> str | None:
    """A number or name of a bookmark, or a number of a drawing, that stands twice in one part."""
    bookmarks = _BOOKMARK.findall(xml)
    for values in ([number for number, _ in bookmarks], [name for _, name in bookmarks], _DRAWING.findall(xml)):
        if len(values) != len(set(values)):
            return str(next(value for value in values if values.count(value) > 1))
    return None


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


Reader = tuple[str, bool, "dict[type, tuple[Reader, ...]]"]
"""A part of a paper that the template prints: its name, whether it is a text, and how to read the rows of a list."""


def readers(kind: type, printed: frozenset[tuple[type, str]]) -> tuple[Reader, ...]:
    """How to gather what a template prints from a paper of some type: texts, and lists it loops over; worked out once for each template."""
    found: list[Reader] = []
    for name, hint in get_type_hints(kind).items():
        rows = [row for row in get_args(hint) if is_dataclass(row) and isinstance(row, type)]
        if (kind, name) in printed:
            found.append((name, not rows, {row: readers(row, printed) for row in rows}))
    return tuple(found)


def find_all(text: str, paper: object, parts: tuple[Reader, ...]) -> None:
    """Find each printed string of a paper again: first behind the one before it, then anywhere. Raises ProofError.

    Only a long string found elsewhere moves the search there: «III» or «2» stands in many places.
    """
    position = 0
    for key, words in strings(paper, parts):
        at = text.find(words, position, position + _NEAR + len(words))
        if at >= 0:
            position = at + len(words)
            continue
        at = text.find(words, max(position - _NEAR, 0))
        if at < 0 and (at := text.find(words)) < 0:
            raise ProofError(f"Không thấy lại nội dung của trường “{key}” trong văn bản: {words[:60]}")
        if len(words) >= _TELLING:
            position = at + len(words)


def strings(paper: object, parts: tuple[Reader, ...]) -> list[tuple[str, str]]:
    """Name and words of each part of a paper that the template prints; words without line breaks, as `_text` gives them."""
    found: list[tuple[str, str]] = []
    _gather(paper, parts, found)
    return found


def _gather(node: object, parts: tuple[Reader, ...], found: list[tuple[str, str]]) -> None:
    for name, shown, below in parts:
        value: Any = getattr(node, name)
        if not shown:
            for row in value:
                _gather(row, below[type(row)], found)
        elif type(value) is Field:
            found.append((value.key, _unbroken(value.text)))
        else:
            found.append((name, _unbroken(value)))


def _unbroken(text: Text) -> str:
    words = text.plain
    return words.replace("\n", "") if "\n" in words else words
