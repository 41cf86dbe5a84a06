"""Every text that a template may print has one lasting key: the same name in workbook, draft, conflict and finding."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, TypeVar

from generator import vietnamese
from generator.records import LegalBasis, TimeKind, TimeLimit
from generator.richtext import EMPTY, Text

BLANK: Final = Text.of("\u00a0" * 6)
"""Room to write a number, a day or a month by hand on a draft (SO-11); it never breaks over two lines."""

STATUTES: Final = frozenset({"hiến pháp", "luật", "bộ luật", "pháp lệnh"})
"""Documents cited by name and day, without number or issuer (CC-03)."""

FINAL_MARKS: Final = ("./.", ".", ";")

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Field:
    """A text a person may change on the page; `key` names it in workbook, draft, conflict and finding alike.

    In the draft a bookmark named after its row stands around the first field printed of that row.
    """

    key: str
    text: Text

    def __bool__(self) -> bool:
        """Whether there is anything to print: a template asks `if parent`."""
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class LineBelow:
    """The line drawn under a bold text, whose length follows the text (CQ-05, TL-03); `points` is the size of the letters."""

    text: Text
    points: int


LONGEST_BOOKMARK: Final = 40
"""Letters that Word allows in the name of a bookmark."""


def row_key(key: str) -> str:
    """The row that a field belongs to: `criterion/1.1.2` of `criterion/1.1.2/remedy`; a field of two words or one is its own row."""
    second = key.find("/", key.find("/") + 1)
    return key if second < 0 else key[:second]


def anchor_name(key: str) -> str:
    """Bookmark name of a row's key: letters, digits and `_`, as Word allows; the end of a long one becomes a hash."""
    name = "vb_" + key.replace("-", "__").replace(".", "_").replace("/", "_")
    if len(name) <= LONGEST_BOOKMARK:
        return name
    return f"{name[: LONGEST_BOOKMARK - 9]}_{hashlib.sha256(key.encode('utf-8')).hexdigest()[:8]}"


def by_key(printed: object) -> dict[str, Text]:
    """All fields of a paper in reading order: the base that an edited draft is compared with."""
    return {field.key: field.text for field in _every_field(printed)}


def _every_field(node: Any) -> Iterator[Field]:  # noqa: ANN401 - a tree of dataclasses and tuples
    if isinstance(node, Field):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from _every_field(item)
    elif is_dataclass(node) and not isinstance(node, Text):
        for part in fields(node):
            yield from _every_field(getattr(node, part.name))


def citation(basis: LegalBasis) -> Text:
    """The full citation: type, number, symbol, day, issuer, subject; of a law the name and the day (CC-03)."""
    head = " ".join(filter(None, (basis.lead, basis.kind)))
    if basis.kind.casefold() in STATUTES:
        parts = [Text.of(head), basis.subject, Text.of(vietnamese.long_date(basis.issued) if basis.issued else "")]
    else:
        number = f"số {basis.number}" if basis.number else ""
        issuer = f"của {basis.issuer}" if basis.issuer else ""
        day = f"ngày {vietnamese.short_date(basis.issued)}" if basis.issued else ""
        parts = [Text.of(" ".join(filter(None, (head, number, day, issuer)))), basis.subject]
    return _spaced(parts).strip(*FINAL_MARKS)


def _spaced(parts: list[Text]) -> Text:
    """The parts that are there, a space between each two."""
    spaced = EMPTY
    for part in filter(None, parts):
        spaced = spaced + Text.of(" ") + part if spaced else part
    return spaced


_LONGEST_NUMBER: Final = 4
"""Digits of a number that is written as a Roman numeral: the letters grow ten times with each more."""


def field_number(code: str) -> str:
    """`I` for field `1`; a code that is no number, or a huge one, stays as it is."""
    return vietnamese.roman(int(code)) if code.isdecimal() and len(code) <= _LONGEST_NUMBER and int(code) else code


def time_words(time: TimeLimit) -> str:
    """`30/9/2025`, `Quý IV năm 2025`, `Năm 2025` or `Thường xuyên`."""
    if time.kind is TimeKind.DAY and time.day:
        return vietnamese.short_date(time.day)
    if time.kind is TimeKind.QUARTER and time.quarter:
        return f"Quý {vietnamese.roman(time.quarter)} năm {time.year}"
    if time.kind is TimeKind.YEAR:
        return f"Năm {time.year}"
    return str(TimeKind.ONGOING)


def with_last(rows: Sequence[_Row]) -> Iterator[tuple[bool, _Row]]:
    """Each row, and whether it is the last: its line ends otherwise."""
    for index, row in enumerate(rows, start=1):
        yield index == len(rows), row
