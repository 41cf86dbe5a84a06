"""Words carried over an edit: what nobody touched keeps the letters, or the bold and italic, that it had before it was printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from generator.richtext import Run, Text

_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")


def carried(original: Text, printed: Text, edited: Text) -> Text:
    """The edited words, where those that were printed otherwise than they were typed are as they were typed.

    A name is printed in capitals, a decimal with a comma: only words that somebody changed are taken as they stand on the page.
    """
    typed, shown, now = (_TOKEN.findall(text.plain) for text in (original, printed, edited))
    if original.plain == printed.plain or not _same_words(typed, shown):
        return edited
    matcher = SequenceMatcher(None, shown, now, autojunk=False)
    words = list(now)
    for block in matcher.get_matching_blocks():
        words[block.b : block.b + block.size] = typed[block.a : block.a + block.size]
    return Text.joined(_dressed(edited, now, words))


def _same_words(typed: list[str], shown: list[str]) -> bool:
    """Whether one is the other in capitals, or with another decimal mark."""
    pairs = list(zip(typed, shown, strict=False))
    return len(typed) == len(shown) and all(one.casefold() == other.casefold() or {one, other} == {".", ","} for one, other in pairs)


def _dressed(edited: Text, tokens: list[str], words: list[str]) -> Iterator[Run]:
    """Other words in the bold and italic of the edited ones."""
    looks = [(run.bold, run.italic) for run in edited.runs for _ in run.text]
    at = 0
    for token, word in zip(tokens, words, strict=True):
        here = looks[at : at + len(token)]
        at += len(token)
        if len(word) == len(token):
            yield from (Run(letter, *look) for letter, look in zip(word, here, strict=True))
        else:
            yield Run(word, *here[0])


def redressed(dressed: Text, plain: str) -> Text:
    """Plain words with the bold and italic that the same words had before: for text that lost its look on the way."""
    if not dressed.formatted:
        return Text.of(plain)
    old, now = _TOKEN.findall(dressed.plain), _TOKEN.findall(plain)
    looks = [(run.bold, run.italic) for run in dressed.runs for _ in run.text]
    starts = [0]
    for token in old:
        starts.append(starts[-1] + len(token))
    runs = [Run(token) for token in now]
    for block in SequenceMatcher(None, old, now, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            runs[block.b + step] = Run(now[block.b + step], *looks[starts[block.a + step]])
    return Text.joined(runs)


@dataclass(frozen=True, slots=True)
class Edit:
    """Letters `start` to `end` of a text and the words to stand there."""

    start: int
    end: int
    words: str


def replaced(text: Text, edits: Iterable[Edit]) -> Text:
    """The text with some stretches replaced, each new word in the look of the first letter it stands for, or of the letter before."""
    looks = [(run.bold, run.italic) for run in text.runs for _ in run.text]
    letters = text.plain
    runs: list[Run] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:
            continue  # it lies in a stretch that is already replaced
        runs += [Run(letters[index], *looks[index]) for index in range(at, edit.start)]
        first = edit.start if edit.end > edit.start else max(edit.start - 1, 0)
        runs.append(Run(edit.words, *looks[first]) if looks else Run(edit.words))
        at = edit.end
    return Text.joined([*runs, *(Run(letters[index], *looks[index]) for index in range(at, len(letters)))])
