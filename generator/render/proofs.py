"""Proofs on each finished document: sound XML, no tag left, ids unique, cells closed, and every data string found again.

What `settled` has proved once for the template is not looked for again in each stretch of each document.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, is_dataclass
from itertools import chain
from operator import attrgetter
from typing import Any, Final, get_args, get_type_hints
from xml.parsers import expat

from generator.fields import Field
from generator.richtext import Text

_BOOKMARK: Final = re.compile(rb'<w:bookmarkStart (?=[^>]*?w:id="([^"]*)")(?=[^>]*?w:name="([^"]*)")')
_OWN_BOOKMARK: Final = re.compile(rb'<w:bookmarkStart w:id="([^"]*)" w:name="([^"]*)"/>')
"""A bookmark as it is written here and by most: found in half the time."""
_BOOKMARK_BEGINS: Final = b"<w:bookmarkStart "
_DRAWING: Final = re.compile(rb'<wp:docPr (?=[^>]*?\bid="([^"]*)")')
_DRAWING_BEGINS: Final = b"<wp:docPr "
_EMPTY_TABLE: Final = re.compile(rb"</w:tblGrid>\s*</w:tbl>")
_TABLE_BEGINS: Final = b"</w:tblGrid>"
_CELL_ENDS: Final = b"</w:tc>"
_SOUND_ENDS: Final = (b"</w:p></w:tc>", b"<w:p/></w:tc>")
_NEAR: Final = 2_000
"""Bytes after the last string found among which the next one usually stands."""
_SEAM: Final = 64
"""Bytes of a stretch that are looked at again with the next one: longer than anything sought that could lie across."""
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r"))
_NO_LETTER_BEGINS: Final = b"\xef\xbf"
_NO_LETTER: Final = re.compile(b"\xef\xbf[\xbe\xbf]")
"""U+FFFE and U+FFFF: with the control characters, all that XML forbids and UTF-8 can hold."""
_TAGS: Final = (b"{{", b"}}", b"{%", b"%}", b"{#")

Printed = Sequence[Field | Text]
"""Values in the order in which they were printed."""


class ProofError(Exception):
    """A document that must not be written; the message is a Vietnamese sentence."""


class PartProof:
    """The proofs on one part, taken stretch by stretch as it is printed; a stretch never ends inside a tag of XML or a value.

    Every stretch is searched for tags left over, and for the values printed in it. The first one, and with `thorough` each, is
    also read by the parser and searched for ids that stand twice and for cells without a paragraph; of the others
    `settled` has proved that for the template, so that it is enough to count the bookmarks and to look at the values' characters.
    """

    def __init__(self, name: str, *, thorough: bool = True) -> None:
        """The name is the part's, for messages."""
        self.name = name
        self.thorough = thorough
        self.parser = expat.ParserCreate("UTF-8")
        self.stretches = 0
        self.seam = b""
        self.unsound = 0
        """Cells ended so far, less those that ended in a paragraph."""
        self.bookmarks = 0
        self.taken: tuple[set[bytes], set[bytes], set[bytes]] = (set(), set(), set())
        """Numbers and names of bookmarks, numbers of drawings."""

    def take(self, xml: str, printed: Printed = ()) -> bytes:
        """Prove the next stretch and that it holds the values printed in it, and return its bytes. Raises ProofError."""
        self.stretches += 1
        stretch = _encoded(self.name, xml)
        if b"{" in stretch or b"}" in stretch:
            self._tags(self.seam[-1:] + stretch)
        if self.thorough or self.stretches == 1:
            self._parse(stretch, last=False)
            data, new = self.seam + stretch, len(self.seam)
            self._once(data, new)
            self._cells(data, new)
        self.bookmarks += stretch.count(_BOOKMARK_BEGINS)
        _find_all(self.name, stretch, printed)
        self.seam = stretch[-_SEAM:]
        return stretch

    def close(self, anchors: int = 0) -> None:
        """The proofs that only the whole part can give; `anchors` are the bookmarks that `words` set. Raises ProofError."""
        if self.thorough or self.stretches < 2:  # noqa: PLR2004 - all was in the first
            self._parse(b"", last=True)
        elif self.bookmarks != anchors:
            raise ProofError(f"Số dấu trang trong {self.name} không đúng")
        if self.unsound:
            raise ProofError(f"Trong {self.name} có ô trống không đúng quy cách")

    def _tags(self, data: bytes) -> None:
        if left := next((tag for tag in _TAGS if tag in data), None):
            raise ProofError(f"Trong {self.name} còn sót dấu {left.decode('ascii')}")

    def _parse(self, data: bytes, *, last: bool) -> None:
        try:
            self.parser.Parse(data, last)
        except expat.ExpatError as error:
            raise ProofError(f"Phần {self.name} không phải XML hợp lệ") from error

    def _cells(self, data: bytes, new: int) -> None:
        """Count cells that do not end in a paragraph; a table without a row is told at once."""
        ends = data.count(_CELL_ENDS, max(new - len(_CELL_ENDS) + 1, 0))
        for sound in _SOUND_ENDS:
            # most cells end in the first way, and then there is no need to look for the other
            ends -= data.count(sound, max(new - len(sound) + 1, 0)) if ends else 0
        self.unsound += ends
        if _TABLE_BEGINS in data and _EMPTY_TABLE.search(data):
            raise ProofError(f"Trong {self.name} có bảng trống không đúng quy cách")

    def _once(self, data: bytes, new: int) -> None:
        """No number or name of a bookmark and no number of a drawing stands twice in one part."""
        bookmarks = _OWN_BOOKMARK.findall(data, new)
        if len(bookmarks) != data.count(_BOOKMARK_BEGINS, new):
            bookmarks = _BOOKMARK.findall(data, new)
        drawings = _DRAWING.findall(data, new) if _DRAWING_BEGINS in data else []
        for values, seen in zip((*zip(*bookmarks, strict=True), drawings), self.taken[0 if bookmarks else 2 :], strict=True):
            if len(values) != len(fresh := set(values)) or not seen.isdisjoint(fresh):
                twice = next(value for value in values if value in seen or list(values).count(value) > 1)
                raise ProofError(f"Trong {self.name} có hai dấu trang hoặc hai hình cùng mang số, tên “{twice.decode()}”")
            seen.update(fresh)


def _encoded(name: str, xml: str) -> bytes:
    try:
        return xml.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ProofError(f"Phần {name} có ký tự không hợp lệ") from error


def _find_all(name: str, data: bytes, printed: Printed) -> None:
    """Find the words of each value as the whole content of a text element, in the order printed. Raises ProofError.

    They are escaped anew, all at once and by the standard library, so that what `words` wrote is held against something else.
    """
    runs = [value.text.runs if type(value) is Field else value.runs for value in printed]  # type: ignore[union-attr]
    texts = [run.text for several in runs for run in several]
    escaped = html.escape("\n".join(texts), quote=False).replace("\n", "<\n>").join("><").encode("utf-8")
    if len(escaped.translate(None, _CONTROLS)) != len(escaped) or (_NO_LETTER_BEGINS in escaped and _NO_LETTER.search(escaped)):
        raise ProofError(f"Phần {name} có ký tự không hợp lệ")
    at, find = 0, data.find
    for sought in escaped.split(b"\n") if texts else ():
        found = find(sought, at, at + _NEAR)
        if found < 0 and (found := find(sought, at)) < 0:
            words = html.unescape(sought[1:-1].decode("utf-8"))
            raise ProofError(f"Trong {name} không thấy lại nội dung: {words[:60]}")
        at = found + len(sought) - 1


@dataclass(frozen=True, slots=True)
class Reader:
    """What a template prints of one type in a paper: the names of texts, all of them at once, and the lists it loops over."""

    texts: tuple[str, ...]
    read: Callable[[Any], tuple[Field | Text, ...]]
    lists: tuple[tuple[str, dict[type, Reader]], ...]


def reader(kind: type, printed: frozenset[tuple[type, str]]) -> Reader:
    """How to gather what a template prints from a paper of some type; worked out once for each template."""
    texts: list[str] = []
    lists: list[tuple[str, dict[type, Reader]]] = []
    for name, hint in get_type_hints(kind).items():
        rows = [row for row in get_args(hint) if is_dataclass(row) and isinstance(row, type)]
        if (kind, name) not in printed:
            continue
        if rows:
            lists.append((name, {row: reader(row, printed) for row in rows}))
        else:
            texts.append(name)
    return Reader(tuple(texts), _all_of(texts), tuple(lists))


def _all_of(names: Sequence[str]) -> Callable[[Any], tuple[Field | Text, ...]]:
    """`attrgetter` gives a lone value bare, and refuses to give none."""
    if not names:
        return lambda _: ()
    get: Callable[[Any], Any] = attrgetter(*names)
    return get if len(names) > 1 else lambda node: (get(node),)


def none_missing(paper: object, reader_: Reader, printed: Printed) -> None:
    """Every text of the paper that the template says it prints was printed, or stands in one that was. Raises ProofError."""
    for key, words in _unseen((paper,), {type(paper): reader_}, set(map(id, printed))):
        if words and not any(words in _text(value).plain for value in printed):
            raise ProofError(f"Không thấy lại nội dung của trường “{key}” trong văn bản: {words[:60]}")


def _unseen(rows: Sequence[object], readers: dict[type, Reader], seen: set[int]) -> Iterator[tuple[str, str]]:
    """Name and words of each value that was not printed itself."""
    for kind, below in readers.items():
        same = rows if len(readers) == 1 else [row for row in rows if type(row) is kind]
        if not seen.issuperset(map(id, chain.from_iterable(map(below.read, same)))):
            yield from (
                (value.key if type(value) is Field else name, _text(value).plain)
                for row in same
                for name, value in zip(below.texts, below.read(row), strict=True)
                if id(value) not in seen
            )
        for name, inner in below.lists:
            for row in same:
                yield from _unseen(getattr(row, name), inner, seen)


def _text(value: Field | Text) -> Text:
    return value.text if isinstance(value, Field) else value
