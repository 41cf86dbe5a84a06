"""The letters of TCVN3 (ABC) and VNI Windows, and those that only Unicode has.

TCVN3 is TCVN 5712:1993, table 3: one byte a letter, no capitals with a tone. VNI Windows: a base letter, then one for its mark.
Both stand in today's files as the Latin-1 letters of the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import chain
from typing import Final

_TCVN3_ROWS: Final = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
TCVN3: Final[Mapping[str, str]] = {chr(first + step): letter for first, row in _TCVN3_ROWS.items() for step, letter in enumerate(row)}
"""Letter in the file → letter on the page, in the fonts with small letters."""

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_TONES: Final = {_ACUTE: "ù", _GRAVE: "ø", _HOOK: "û", _TILDE: "õ", _DOT: "ï"}
_WITH_CIRCUMFLEX: Final = {"": "â", _ACUTE: "á", _GRAVE: "à", _HOOK: "å", _TILDE: "ã", _DOT: "ä"}
_WITH_BREVE: Final = {"": "ê", _ACUTE: "é", _GRAVE: "è", _HOOK: "ú", _TILDE: "ü", _DOT: "ë"}
_VNI_ALONE: Final = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _composed(base: str, *marks: str) -> str:
    return unicodedata.normalize("NFC", base + "".join(marks))


def _vni_pairs() -> dict[str, str]:
    """Base and mark in small letters → the letter."""
    plain = {base + sign: _composed(base, tone) for base in "aeouy" for tone, sign in _TONES.items()}
    horned = {sign + mark: _composed(base, _HORN, tone) for base, sign in (("o", "ô"), ("u", "ö")) for tone, mark in _TONES.items()}
    roofed = {base + sign: _composed(base, _CIRCUMFLEX, tone) for base in "aeo" for tone, sign in _WITH_CIRCUMFLEX.items()}
    return plain | horned | roofed | {"a" + sign: _composed("a", _BREVE, tone) for tone, sign in _WITH_BREVE.items()}


def _both_cases(small: Mapping[str, str]) -> dict[str, str]:
    """The same with capitals; the case of the base decides, a mark typed in the other case is a mark too."""
    found = dict(small)
    for sign, letter in small.items():
        for mark in dict.fromkeys((sign[1:], sign[1:].upper())):
            found[sign[0] + mark] = letter
            found[sign[0].upper() + mark] = letter.upper()
    return found


VNI: Final[Mapping[str, str]] = _both_cases(_vni_pairs() | _VNI_ALONE)
"""One or two letters in the file → letter on the page."""
VNI_MARKS: Final = frozenset(sign[1] for sign in VNI if len(sign) > 1)
"""What may follow a base letter."""
VNI_SIGNS: Final = frozenset(chain.from_iterable(VNI)) - frozenset(chain.from_iterable(re.findall("[A-Za-z]", sign) for sign in VNI))

UNICODE_ONLY: Final = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
"""Letters of Vietnamese that neither old encoding puts into a file."""
QUALITY_MARKS: Final = frozenset((_CIRCUMFLEX, _BREVE, _HORN))
TONE_MARKS: Final = frozenset((_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT, "\u0340", "\u0341"))
MARKS: Final = QUALITY_MARKS | TONE_MARKS
"""Marks that Unicode also knows apart from their letter (the last two are older twins of grave and acute)."""
_PRIVATE: Final = {code: chr(code - 0xF000) for code in range(0xF020, 0xF100)}


def plain(words: str) -> str:
    """Words whose letters Word keeps in the private area, as it does in a font that calls itself one of symbols, as plain Latin-1."""
    return words.translate(_PRIVATE)


def composed(cluster: str) -> str:
    """A letter with marks that stand apart, in whatever order, as one letter: first what makes it ơ or â, then its tone."""
    decomposed = unicodedata.normalize("NFD", cluster)
    marks = sorted(decomposed[1:], key=lambda mark: mark not in QUALITY_MARKS)
    return unicodedata.normalize("NFC", decomposed[:1] + "".join(marks))
