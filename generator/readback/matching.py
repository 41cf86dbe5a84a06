"""Which line of an edited draft is which line of the draft as made: by bookmark, by words, by likeness, by place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Final, Protocol, TypeVar

from generator import vietnamese

_WORD: Final = re.compile(r"\w+|[^\w\s]")
_CODE: Final = re.compile(r"(?<![\w.])\d{1,2}(?:\.\d{1,2}){1,3}(?![\w])")
ALIKE: Final = 0.4
"""Likeness from which two lines between the same neighbours are taken for one."""
_MOVED: Final = 0.7
"""Likeness from which a line far away is taken for one that was moved."""
_LONG: Final = 2_000
"""Words in two texts from which their order no longer counts: a whole table."""
_MOST: Final = 40_000
"""Pairs compared in one gap; beyond that lines are paired only by bookmark and by words."""


class Readable(Protocol):
    """A line, a row, a table: words and bookmarks."""

    @property
    def text(self) -> str:
        """The words."""

    @property
    def marks(self) -> tuple[str, ...]:
        """The bookmarks that begin in it."""


Thing = TypeVar("Thing", bound=Readable)
Score = Callable[[Thing, Thing], float]


@dataclass(frozen=True, slots=True)
class Pair:
    """The places of one thing in both documents, and how sure it is that it is one."""

    base: int
    theirs: int
    sure: float


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1, in words; two texts that begin with different codes are not alike."""
    if one == other:
        return 1.0
    first, second = _code(one), _code(other)
    if first and second:
        return max(0.9, _ratio(one, other)) if first == second else min(0.3, _ratio(one, other))
    return _ratio(one, other)


@lru_cache(maxsize=50_000)
def _ratio(one: str, other: str) -> float:
    words, others = _words(one), _words(other)
    if not words or not others:
        return 0.0
    if len(words) + len(others) > _LONG:
        shared = Counter(words) & Counter(others)
        return 2 * shared.total() / (len(words) + len(others))
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


@lru_cache(maxsize=50_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(vietnamese.folded(text)))


@lru_cache(maxsize=50_000)
def _code(text: str) -> str:
    """The code of a criterion among the first words."""
    found = _CODE.search(text[:40])
    return found[0] if found else ""


def pairs(base: Sequence[Thing], theirs: Sequence[Thing], known: frozenset[str], score: Score[Thing]) -> list[Pair]:
    """The pairs, in the order of the draft as made; what is in none was deleted or added. `known` are the draft's own bookmarks."""
    found = _by_mark(base, theirs, known)
    found |= _by_words(base, theirs, found)
    found |= _in_gaps(base, theirs, found, score)
    found |= _far_away(base, theirs, found, score)
    found |= _by_place(base, theirs, found, score)
    return [found[index] for index in sorted(found)]


def _by_mark(base: Sequence[Thing], theirs: Sequence[Thing], known: frozenset[str]) -> dict[int, Pair]:
    """A bookmark leads from one to the other; where several lead to one, it is the one most of whose words stand there."""
    places = {mark: index for index, thing in reversed(list(enumerate(theirs))) for mark in thing.marks if mark in known}
    led: dict[int, list[int]] = defaultdict(list)
    for index, thing in enumerate(base):
        there = next((places[mark] for mark in thing.marks if mark in places), None)
        if there is not None and type(theirs[there]) is type(thing):
            led[there].append(index)
    chosen = {_whose(base, mine, theirs[there]): there for there, mine in led.items()}
    return {index: Pair(index, there, 1.0) for index, there in chosen.items()}


def _whose(base: Sequence[Thing], mine: Sequence[int], thing: Thing) -> int:
    """Lines joined into one, or deleted with their bookmark left in the line behind them: all but one are gone."""
    return mine[0] if len(mine) == 1 else max(mine, key=lambda index: likeness(base[index].text, thing.text))


def _by_words(base: Sequence[Thing], theirs: Sequence[Thing], found: dict[int, Pair]) -> dict[int, Pair]:
    """The same words, once on each side."""
    mine, others = _places(base, set(found)), _places(theirs, {pair.theirs for pair in found.values()})
    single = ((places[0], others[words][0]) for words, places in mine.items() if len(places) == 1 and len(others.get(words, ())) == 1)
    return {index: Pair(index, there, 1.0) for index, there in single}


def _places(things: Sequence[Thing], without: set[int]) -> dict[tuple[type, str], list[int]]:
    places: dict[tuple[type, str], list[int]] = defaultdict(list)
    for index, thing in enumerate(things):
        if index not in without and (words := vietnamese.clean(thing.text)):
            places[type(thing), words].append(index)
    return places


def _in_gaps(base: Sequence[Thing], theirs: Sequence[Thing], found: dict[int, Pair], score: Score[Thing]) -> dict[int, Pair]:
    """Between neighbours that kept their order, the alignment with the greatest likeness altogether."""
    more: dict[int, Pair] = {}
    for mine, others in _gaps(base, theirs, found):
        if len(mine) * len(others) <= _MOST:
            more |= {pair.base: pair for pair in _aligned(base, theirs, (mine, others), score)}
    return more


def _gaps(base: Sequence[Thing], theirs: Sequence[Thing], found: dict[int, Pair]) -> Iterator[tuple[list[int], list[int]]]:
    """What is unpaired on both sides between each two pairs that kept their order."""
    taken = {pair.theirs for pair in found.values()}
    backbone = [Pair(-1, -1, 1.0), *_in_order(sorted(found.values(), key=lambda pair: pair.base)), Pair(len(base), len(theirs), 1.0)]
    for before, after in pairwise(backbone):
        mine = [index for index in range(before.base + 1, after.base) if index not in found]
        others = [index for index in range(before.theirs + 1, after.theirs) if index not in taken]
        if mine and others:
            yield mine, others


def _in_order(ordered: Sequence[Pair]) -> list[Pair]:
    """The longest run of pairs that stand in the same order on both sides."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for index, pair in enumerate(ordered):
        place = bisect_left(ends, pair.theirs)
        ends[place : place + 1] = [pair.theirs]
        before.append(tails[place - 1] if place else -1)
        tails[place : place + 1] = [index]
    kept, at = [], tails[-1] if tails else -1
    while at >= 0:
        kept.append(ordered[at])
        at = before[at]
    return kept[::-1]


def _aligned(base: Sequence[Thing], theirs: Sequence[Thing], gap: tuple[list[int], list[int]], score: Score[Thing]) -> Iterator[Pair]:
    mine, others = gap
    best = [[0.0] * (len(others) + 1) for _ in range(len(mine) + 1)]
    scores = [[score(base[one], theirs[other]) for other in others] for one in mine]
    for row in range(len(mine) - 1, -1, -1):
        for column in range(len(others) - 1, -1, -1):
            here = scores[row][column]
            paired = best[row + 1][column + 1] + here if here >= ALIKE else 0.0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    row = column = 0
    while row < len(mine) and column < len(others):
        here = scores[row][column]
        if here >= ALIKE and best[row][column] == best[row + 1][column + 1] + here:
            yield Pair(mine[row], others[column], here)
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1


def _far_away(base: Sequence[Thing], theirs: Sequence[Thing], found: dict[int, Pair], score: Score[Thing]) -> dict[int, Pair]:
    """What was moved and changed."""
    taken = {pair.theirs for pair in found.values()}
    mine = [index for index in range(len(base)) if index not in found]
    others = [index for index in range(len(theirs)) if index not in taken]
    if len(mine) * len(others) > _MOST:
        return {}
    wanted = sorted(((score(base[one], theirs[other]), one, other) for one in mine for other in others), reverse=True)
    more: dict[int, Pair] = {}
    for likely, one, other in wanted:
        if likely >= _MOVED and one not in more and other not in taken:
            taken.add(other)
            more[one] = Pair(one, other, likely)
    return more


def _by_place(base: Sequence[Thing], theirs: Sequence[Thing], found: dict[int, Pair], score: Score[Thing]) -> dict[int, Pair]:
    """As many on one side as on the other between the same neighbours: written anew, each in its place. A person is asked."""
    more: dict[int, Pair] = {}
    for mine, others in _gaps(base, theirs, found):
        filled = [index for index in others if theirs[index].text.strip()]
        wanted = [index for index in mine if base[index].text.strip()]
        if [type(base[index]) for index in wanted] == [type(theirs[index]) for index in filled]:
            more |= {one: Pair(one, other, min(score(base[one], theirs[other]), 0.3)) for one, other in zip(wanted, filled, strict=True)}
    return more
