"""Two texts word by word: what stayed, what came, what went, with bold and italic as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from generator.richtext import EMPTY, Text

SAME, CAME, WENT = "same", "ins", "del"
_WORD: Final = re.compile(r"\w+[^\S\n]*|[^\w\s]+[^\S\n]*|\s+")
"""A word with the space behind it: two texts that share nothing but spaces are not alike."""
_ALIKE: Final = 0.4
"""Share of words in common below which two texts are shown one after the other: word by word nobody could read them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in one look; `kind` is `same`, `ins` or `del`."""

    kind: str
    words: str
    bold: bool = False
    italic: bool = False


_Token = tuple[str, bool, bool]


def compared(before: Text | None, after: Text | None) -> tuple[Piece, ...]:
    """The newer text with what the older one said otherwise; a row that is not there says nothing."""
    old, new = list(_tokens(before or EMPTY)), list(_tokens(after or EMPTY))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return tuple(_joined([*((WENT, token) for token in old), *((CAME, token) for token in new)]))
    found: list[tuple[str, _Token]] = []
    for _, start, end, begin, stop in matcher.get_opcodes():
        if old[start:end] == new[begin:stop]:
            found += [(SAME, token) for token in old[start:end]]
        else:
            found += [(WENT, token) for token in old[start:end]]
            found += [(CAME, token) for token in new[begin:stop]]
    return tuple(_joined(found))


def plainly(text: Text | None) -> tuple[Piece, ...]:
    """A text as it is."""
    return tuple(Piece(SAME, run.text, run.bold, run.italic) for run in (text or EMPTY).runs)


def _tokens(text: Text) -> Iterator[_Token]:
    for run in text.runs:
        yield from ((word, run.bold, run.italic) for word in _WORD.findall(run.text))


def _joined(found: Iterable[tuple[str, _Token]]) -> Iterator[Piece]:
    for (kind, bold, italic), group in groupby(found, key=lambda one: (one[0], one[1][1], one[1][2])):
        yield Piece(kind, "".join(token[0] for _, token in group), bold, italic)
