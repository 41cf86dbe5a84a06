"""Lengths in twips, and how wide words run in Times New Roman Bold: the decree ties its lines to the text above them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

TWIPS_PER_POINT: Final = 20
TWIPS_PER_INCH: Final = 1440
TENTH_MM_PER_INCH: Final = 254


class Twips(int):
    """A length in twentieths of a point, the unit of Word's own files."""

    __slots__ = ()


ZERO: Final = Twips(0)
SINGLE: Final = Twips(240)
"""Single line spacing, in 240ths of a line as Word counts it."""


def mm(tenths: int) -> Twips:
    """A length given in tenths of a millimetre: `mm(350)` is 35 mm."""
    return Twips(round(tenths * TWIPS_PER_INCH / TENTH_MM_PER_INCH))


def pt(points: int) -> Twips:
    """A length given in whole points."""
    return Twips(points * TWIPS_PER_POINT)


EM: Final = 2048
"""Units of one em in the table below."""

# Advance widths of Times New Roman Bold (facts of the typeface), U+0020 to U+007E.
_ASCII: Final = (
    512, 682, 1137, 1024, 1024, 2048, 1706, 569, 682, 682, 1024, 1167, 512, 682, 512, 569,
    1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 682, 682, 1167, 1167, 1167, 1024,
    1905, 1479, 1366, 1479, 1479, 1366, 1251, 1593, 1593, 797, 1024, 1593, 1366, 1933, 1479, 1593,
    1251, 1593, 1479, 1139, 1366, 1479, 1479, 2048, 1479, 1479, 1366, 682, 569, 682, 1190, 1024,
    682, 1024, 1139, 909, 1139, 909, 682, 1024, 1139, 569, 682, 1139, 569, 1706, 1139, 1024,
    1139, 1139, 909, 797, 682, 1139, 1024, 1479, 1024, 1024, 909, 807, 451, 807, 1065,
)  # fmt: skip
# The same of the regular face.
_REGULAR: Final = (
    512, 682, 836, 1024, 1024, 1706, 1593, 369, 682, 682, 1024, 1155, 512, 682, 512, 569,
    1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 569, 569, 1155, 1155, 1155, 909,
    1886, 1479, 1366, 1366, 1479, 1251, 1139, 1479, 1479, 682, 797, 1479, 1251, 1821, 1479, 1479,
    1139, 1479, 1366, 1139, 1251, 1479, 1479, 1933, 1479, 1479, 1251, 682, 569, 682, 961, 1024,
    682, 909, 1024, 909, 1024, 909, 682, 1024, 1024, 569, 569, 1024, 569, 1593, 1024, 1024,
    1024, 1024, 682, 797, 569, 1024, 1024, 1479, 1024, 1024, 909, 983, 410, 983, 1108,
)  # fmt: skip
_REGULAR_HORNED: Final = {"ơ": 1083, "ư": 1110, "Ư": 1589, "Ơ": 1479, "đ": 1024, "Đ": 1479}
_HORNED: Final = {"ơ": 1134, "ư": 1229, "Ư": 1630, "Ơ": 1593, "đ": 1139, "Đ": 1479}
"""Letters wider than their base letter; a tone mark adds nothing."""

_HORN: Final = "\u031b"


@lru_cache(maxsize=1024)
def _advance(char: str, *, bold: bool = True) -> int:
    horned, plain = (_HORNED, _ASCII) if bold else (_REGULAR_HORNED, _REGULAR)
    if char in horned:
        return horned[char]
    base, *marks = tuple(unicodedata.normalize("NFD", char))
    if _HORN in marks:
        return _advance(unicodedata.normalize("NFC", base + _HORN), bold=bold)
    index = 0 if base.isspace() else ord(base) - 0x20  # a space that does not break is as wide as any
    return plain[index] if 0 <= index < len(plain) else EM // 2


def width_of(words: str, half_points: int, *, bold: bool) -> Twips:
    """Width of one line of words at a size in half-points, upright; italic letters are about as wide."""
    return Twips(sum(_advance(char, bold=bold) for char in words) * half_points * TWIPS_PER_POINT // (2 * EM))


def bold_width(words: str, points: int) -> Twips:
    """Width of one line of bold words at a size in points."""
    return Twips(sum(map(_advance, words)) * points * TWIPS_PER_POINT // EM)


def wrapped_widths(words: str, points: int, room: Twips) -> list[Twips]:
    """Widths of the lines that bold words fill when they wrap at spaces in the given room."""
    space = bold_width(" ", points)
    widths: list[Twips] = []
    for line in words.split("\n"):
        current = 0
        for word in line.split():
            width = bold_width(word, points)
            if current and current + space + width > room:
                widths.append(Twips(current))
                current = 0
            current += (space if current else 0) + width
        widths.append(Twips(min(current, room)))
    return widths


def line_below(words: str, points: int, room: Twips) -> Twips:
    """Length of the line under a bold text: 2/5 of its longest line, inside the 1/3 to 1/2 of CQ-05 and TL-03."""
    return Twips(max(wrapped_widths(words, points, room)) * 2 // 5)
