"""Words cut with their formats, set on one line, and names given back their small letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from generator import vietnamese
from generator.richtext import Run, Text

_SPACES: Final = re.compile(r"\s+")
_YEAR: Final = re.compile(r"năm\s+(20\d{2})(?!\d)")
_WORD: Final = re.compile(r"[^\W_]+")


def cut(text: Text, start: int, end: int) -> Text:
    """The letters from start to end, with their formats."""
    runs, position = [], 0
    for run in text.runs:
        runs.append(Run(run.text[max(start - position, 0) : max(end - position, 0)], run.bold, run.italic))
        position += len(run.text)
    return Text.joined(runs)


def not_bold(text: Text) -> Text:
    """The words of what is bold as a whole, such as a heading: that is no format of its words."""
    return Text.joined(Run(run.text, italic=run.italic) for run in text.runs)


def one_line(words: str) -> str:
    """The words with one space between them."""
    return _SPACES.sub(" ", words).strip()


def years(words: str) -> list[int]:
    """Each year that words name, in order; one that no workbook can be of, such as 9999, is none."""
    return [int(year) for year in _YEAR.findall(words)]


def says_the_same(words: str, other: str) -> bool:
    """Whether two sentences have the same words; days read alike however they are written."""
    return _said(words) == _said(other)


def _said(words: str) -> list[str]:
    spoken = (str(int(word)) if word.isdecimal() else word.casefold() for word in _WORD.findall(vietnamese.clean(words)))
    return [word for word in spoken if word not in {"ngày", "tháng", "năm"}]


def small_letters(capitals: str, texts: Iterable[str]) -> str:
    """A name in capitals as running text writes it; where no text names it, only its first letter stays a capital."""
    wanted = re.compile(re.escape(one_line(capitals)), re.IGNORECASE)
    found = Counter(match[0] for text in texts for match in wanted.finditer(one_line(text)) if not match[0].isupper())
    if found:
        best: str = found.most_common(1)[0][0]
        return best[:1].upper() + best[1:]
    return vietnamese.sentence_case(one_line(vietnamese.clean(capitals)))
