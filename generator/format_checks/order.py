"""The order of numbered divisions, clauses and points: what is skipped, what comes twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece
from generator.format_checks.fault import Fault, binding
from generator.format_checks.finding import Sheet
from generator.format_checks.lettering import ends_in_blanks
from generator.vietnamese import from_roman, roman

_NUMBERS: Final = {
    "phần": re.compile(r"phần\s+(?:thứ\s+)?(?P<number>[IVXLC]+|\d+)\b", re.IGNORECASE),
    "chương": re.compile(r"chương\s+(?P<number>[IVXLC]+|\d+)\b", re.IGNORECASE),
    "tiểu mục": re.compile(r"tiểu mục\s+(?P<number>[IVXLC]+|\d+)\b", re.IGNORECASE),
    "mục": re.compile(r"mục\s+(?P<number>[IVXLC]+|\d+)\b", re.IGNORECASE),
    "điều": re.compile(r"điều\s+(?P<number>\d+)(?!\w)", re.IGNORECASE),
    "A.": re.compile(r"(?P<number>[A-H])\s*[.)/-]"),
    "I.": re.compile(r"(?P<number>[IVXLC]+)\s*[.)/-]"),
    "khoản": re.compile(r"(?P<number>\d+)\s*(?:[.)/-](?!\d)|$)"),
    "điểm": re.compile(r"(?P<number>[a-zđăâêôơư])\s*[.)/-]"),
}
_CITES: Final = re.compile(r"Điều \d+\w? ([^\W\d_])")
_KINDS: Final = {
    Part.DIVISION: ("phần", "chương", "tiểu mục", "mục"),
    Part.ARTICLE: ("điều",),
    Part.SECTION: ("A.", "I."),
    Part.CLAUSE: ("khoản",),
    Part.POINT: ("điểm",),
}
_BELOW: Final = {
    "phần": ("mục", "tiểu mục", "I.", "khoản", "điểm"),
    "chương": ("mục", "tiểu mục", "I.", "khoản", "điểm"),
    "mục": ("tiểu mục", "I.", "khoản", "điểm"),
    "tiểu mục": ("I.", "khoản", "điểm"),
    "điều": ("I.", "khoản", "điểm"),
    "A.": ("I.", "khoản", "điểm"),
    "I.": ("khoản", "điểm"),
    "khoản": ("điểm",),
    "điểm": (),
}
"""Each kind, and the kinds that begin anew below it. Articles run through the whole paper, chapters may begin anew in each part."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered piece: its kind, the number as written and as counted; 0 when no counting fits it."""

    piece: Piece
    kind: str
    written: str
    number: int


@dataclass(slots=True)
class _Counter:
    """The last number of each kind while a paper is read."""

    last: dict[str, int] = field(default_factory=dict)

    def fault(self, numbered: Numbered) -> Iterator[Fault]:
        kind, number = numbered.kind, numbered.number
        for below in _BELOW[kind]:
            self.last.pop(below, None)
        before = self.last.get(kind)
        if number:
            self.last[kind] = number
        # A list that begins again at 1 is a new list, but 1 after 1, or an article 1 after others, asks for a look.
        anew = kind == "chương" and "phần" in self.last
        if number == 1 and before is not None and not anew and (before == 1 or kind == "điều"):
            yield Fault(numbered.piece, f"lặp lại «{numbered.written}»", f"«{_written(kind, before + 1)}»", unsure=before > 1)
        elif number > 1 and before is None:
            yield Fault(numbered.piece, f"bắt đầu từ «{numbered.written}»", f"bắt đầu từ «{_written(kind, 1)}»", unsure=True)
        elif number > 1 and before is not None and number != before + 1:
            again = "lặp lại" if number <= before else "nhảy đến"
            yield Fault(numbered.piece, f"{again} «{numbered.written}» sau «{_written(kind, before)}»", f"«{_written(kind, before + 1)}»")


def _written(kind: str, number: int) -> str:
    if kind == "điểm":
        return f"{std.POINT_LETTERS[min(number, len(std.POINT_LETTERS)) - 1]})"
    return f"{roman(number)}." if kind == "I." else roman(number) if kind in {"phần", "chương"} else str(number)


def out_of_order(sheet: Sheet) -> Iterator[tuple[Numbered, Fault]]:
    """Every numbered piece that does not follow the one before, paper by paper."""
    for _, group in groupby(numbered_pieces(sheet), key=lambda numbered: numbered.piece.paper):
        counter = _Counter()
        for numbered in group:
            for fault in counter.fault(numbered):
                # A line that waits to be filled in may hold several numbers: «2. Ngày sinh: …  3. Giới tính: …».
                if not ends_in_blanks(numbered.piece):
                    yield numbered, fault


def numbered_pieces(sheet: Sheet) -> Iterator[Numbered]:
    """The numbered pieces outside of quotations that run over several paragraphs."""
    open_quotes = 0
    for piece in binding(sheet, *Part):
        words = piece.read
        if piece.part in _KINDS and open_quotes <= 0 and (found := number_of(piece)):
            yield found
        if piece.part in {Part.ARTICLE, Part.DIVISION} and "“" not in words:
            open_quotes = 0
        open_quotes = max(open_quotes + words.count("“") - words.count("”"), 0)


def cites(piece: Piece) -> bool:
    """Whether a line that begins with an article speaks of it, as `Điều 5 được sửa đổi` does: no stop, and a small letter follows."""
    match = _CITES.match(piece.read)
    return piece.part is Part.ARTICLE and match is not None and match[1].islower()


def number_of(piece: Piece) -> Numbered | None:
    """The number that a piece begins with, if it has one."""
    if cites(piece):
        return None
    for kind in _KINDS[piece.part]:
        if match := _NUMBERS[kind].match(piece.read):
            return Numbered(piece, kind, match["number"], _counted(kind, match["number"]))
    return None


def _counted(kind: str, written: str) -> int:
    """`IV` → 4, `đ` → 5; 0 for a letter that the decree leaves open or does not know."""
    if kind == "điểm":
        return std.POINT_LETTERS.find(written) + 1
    return int(written) if written.isdigit() else from_roman(written.upper()) or 0
