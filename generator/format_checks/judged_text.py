"""The words of a paper that rules on capitals may judge: no headings in capitals, no lines, nothing quoted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from generator.anatomy import Part, Piece, Where
from generator.errors import Severity
from generator.format_checks.finding import Sheet

PROSE: Final = frozenset({Part.SUMMARY, Part.BASIS, Part.ARTICLE, Part.CLAUSE, Part.POINT, Part.BODY})
"""Parts that are sentences."""
_JUDGED: Final = PROSE | {
    Part.LETTER_SUMMARY, Part.SECTION, Part.TABLE_TEXT, Part.ANNEX_REFERENCE, Part.ADDRESSEE_HEAD, Part.ADDRESSEE, Part.RECIPIENT,
}  # fmt: skip

_LATIN: Final = "".join(map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00))))
UPPER: Final = "[" + "".join(char for char in _LATIN if char.isupper()) + "]"
"""One capital letter, in a pattern."""
LOWER: Final = "[" + "".join(char for char in _LATIN if char.islower()) + "]"
"""One small letter, in a pattern."""
_MASK: Final = "\ufffc"
_ODD_SPACES: Final = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN: Final = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_QUOTED: Final = re.compile(r"“[^“”]*”|«[^«»]*»|‘[^‘’]{2,}’|\"[^\"]*\"")
_QUOTE_ENDS: Final = re.compile(r"[“”]")
_OLD_TONES: Final = re.compile(r"o[àáảãạèéẻẽẹ](?!\w)|(?<![qQ])u[ỳýỷỹỵ](?!\w)", re.IGNORECASE)
_INSIDE: Final = re.compile(r"(?:\w|,|%) +$")
_LAST_WORD: Final = re.compile(r"(\w+) +$")
_NEAR: Final = 60
"""So many letters in front of a word tell where it stands: a paragraph may be endless."""
_BULLET: Final = re.compile(r"(?:^|[\n\t]) *(?:\w{1,3}|[-–—+*•]) +$")
_SENTENCE_END: Final = re.compile(r"[.?!…]\s*$")


@dataclass(frozen=True, slots=True)
class Slip:
    """Words at fault and the same words as they should be; it may weigh less than its rule."""

    found: str
    wanted: str
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A piece as it is judged: `shown` its words composed (NFC); `words` the same letter for letter, quotations masked, new tone marks.

    `before` is the text of the piece in front of it in the same paper.
    """

    piece: Piece
    shown: str
    words: str
    before: str = ""

    def inside(self, position: int) -> bool:
        """Whether a word there is surely in the middle of a sentence: behind a word or a comma, not behind a list mark."""
        near = max(position - _NEAR, 0)
        return _INSIDE.search(self.words, near, position) is not None and _BULLET.search(self.words, near, position) is None

    def previous_word(self, position: int) -> str:
        """The word in front of a place, in small letters; nothing when something else stands between."""
        found = _LAST_WORD.search(self.words, max(position - _NEAR, 0), position)
        return found[1].lower() if found else ""


def judged(sheet: Sheet) -> Iterator[Judged]:
    """What may be judged, in reading order."""
    before: dict[int, str] = {}
    quoted = _quoted_over_paragraphs(sheet.anatomy.pieces)
    for index, piece in enumerate(sheet.anatomy.pieces):
        front = before.get(piece.paper, "")
        before[piece.paper] = piece.text or front
        if piece.part not in _JUDGED or piece.where is Where.QUOTED or index in quoted:
            continue
        shown, words = _prepared(piece.text)
        if any(char.islower() for char in words) and not any(look.caps or look.small_caps for look in piece.letters):
            yield Judged(piece, shown, words, front)


def sentence_ends(words: str) -> bool:
    """Whether words close a sentence."""
    return _SENTENCE_END.search(words) is not None


@lru_cache(maxsize=8192)
def _prepared(text: str) -> tuple[str, str]:
    shown = _ODD_SPACES.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))
    return shown, _QUOTED.sub(lambda match: _MASK * len(match[0]), new_tones(shown))


def new_tones(words: str) -> str:
    """`hoá`, `uỷ` as `hóa`, `ủy`: the same words with the tone mark in its newer place, letter for letter."""
    return _OLD_TONES.sub(lambda match: _moved_tone(match[0]), words)


def _moved_tone(pair: str) -> str:
    first, second = pair[0], unicodedata.normalize("NFD", pair[1])
    return unicodedata.normalize("NFC", first + second[1:]) + second[0]


def _quoted_over_paragraphs(pieces: tuple[Piece, ...]) -> frozenset[int]:
    """Pieces inside a quotation that runs over several paragraphs; a quotation mark that nobody closed opens nothing."""
    quoted: set[int] = set()
    opened: int | None = None
    for index, piece in enumerate(pieces):
        marks = _QUOTE_ENDS.findall(piece.text)
        if opened is not None and marks and marks[0] == "”":
            quoted.update(range(opened, index + 1))
        if marks:
            opened = index if marks[-1] == "“" else None
    return frozenset(quoted)
