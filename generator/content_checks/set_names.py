"""Names of criteria beside those of the criteria set: the same name in other letters, and a name that says nothing by itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from generator import vietnamese
from generator.carrying import Edit, replaced
from generator.content_checks.lists import Lists
from generator.content_checks.set_lines import Lines, above
from generator.records import SetCriterion
from generator.richtext import Text

DEFINED: Final = re.compile(r"\((?:sau đây\s+)?gọi (?:chung|tắt|là)[^)]*\)", re.IGNORECASE)
"""A definition left over from the document in which the set was issued."""

_PART_ONLY: Final = re.compile(r"(?:Đối với|Trong đó|Riêng|Với|Còn|Ở|Tại|Của|Cấp)(?!\w)", re.IGNORECASE)
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD: Final = re.compile(r"\w+")


def stands_alone(words: str) -> bool:
    """Whether a name is a full statement, not the rest of one («Đối với …»)."""
    return not (_PART_ONLY.match(words) or words[:1].islower())


def title_over(code: str, lines: Lines) -> SetCriterion | None:
    """The nearest line of the set over a code whose name stands alone; a field is no title, for the annex prints it anyway."""
    return next((line for line in above(code, lines) if "." in line.code and stands_alone(line.name.plain)), None)


def titled(name: Text, title: SetCriterion) -> Text:
    """A name with a title before it: `Chấp hành kỷ luật: đối với công chức …`."""
    first = name.plain[:1]
    return replaced(name, [Edit(0, len(first), f"{title.name.plain.rstrip(' .:;,')}: {first.lower()}")])


class NameReader:
    """Compares names loosely: case, spaces, punctuation, where a tone mark stands (hòa, hoà), abbreviations and definitions don't count."""

    def __init__(self, lists: Lists) -> None:
        """Look for all abbreviations at once, the longest first."""
        known = sorted((pair.words for pair in lists.abbreviations), key=len, reverse=True)
        self._lists = lists
        self._short = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known)) or '(?!)'})(?!\w)")

    def same(self, name: Text, line: SetCriterion, lines: Lines) -> bool:
        """Whether a name is the one of the set, alone or behind titles that stand over it."""
        return self._key(name.plain) in {self._key(words) for words in _ways(line, lines)}

    def _key(self, words: str) -> tuple[str, ...]:
        full = self._short.sub(lambda match: self._lists.full_words(match[0]), DEFINED.sub(" ", vietnamese.clean(words)))
        return tuple(_tone_last(word) for word in _WORD.findall(full.casefold()))


def _ways(line: SetCriterion, lines: Lines) -> Iterator[str]:
    uppers = [upper.name.plain for upper in above(line.code, lines)][::-1]
    for count in range(len(uppers) + 1):
        for chosen in combinations(uppers, count):
            yield " ".join((*chosen, line.name.plain))


def _tone_last(word: str) -> str:
    """`hòa` and `hoà` alike: the tone behind all letters."""
    letters = unicodedata.normalize("NFD", word)
    return "".join([letter for letter in letters if letter not in _TONES] + [letter for letter in letters if letter in _TONES])
