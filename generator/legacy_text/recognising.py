"""In which encoding each stretch of a paragraph is kept: its font is evidence, its letters decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.legacy_text.fonts import Writing, made_for
from generator.legacy_text.letters import MARKS, UNICODE_ONLY
from generator.legacy_text.tokens import (
    Stretch,
    Token,
    abbreviates,
    composed_word,
    fits,
    speaks_against,
    speaks_for,
    tokens,
)

OLD: Final = (Writing.TCVN3, Writing.VNI)
_WITNESSES: Final = 2
"""Different words that must speak for an old encoding where no font does."""
_SHORTEST: Final = 3
"""How long such a word is: shorter ones are words of too many languages."""
_SHARE: Final = 0.8
"""How many of all words must be Vietnamese in it then."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the sure stretches of a whole file tell: how many of each encoding, by font."""

    votes: Counter[tuple[str, Writing]] = field(default_factory=Counter)

    @property
    def old_fonts(self) -> tuple[str, ...]:
        """Fonts that old letters are set in, those with most first: words that have no font of their own are judged by them."""
        found = sorted((-votes, name) for (name, kept), votes in self.votes.items() if kept in OLD)
        return tuple(name for _, name in found)

    def usual(self, font: str) -> Writing | None:
        """How most sure stretches in a font are kept; of a font made for an old encoding that has none, those of its fellows."""
        mine = Counter({kept: votes for (name, kept), votes in self.votes.items() if name == _name(font)})
        told = made_for(font)
        if not mine and told:
            for (name, kept), votes in self.votes.items():
                mine[kept] += votes if made_for(name) is told else 0
        if told is None:
            return next(iter(mine)) if len(mine) == 1 else None
        return mine.most_common(1)[0][0] if mine.total() else None


def evidence(paragraphs: Iterable[Sequence[Stretch]]) -> Evidence:
    """A first look over all paragraphs of a file."""
    seen = Evidence()
    for paragraph in paragraphs:
        for stretch, writing in zip(paragraph, _sure(paragraph, tokens(paragraph), seen=None), strict=True):
            if writing is not None:
                kept = Writing.UNICODE if writing is Writing.DECOMPOSED else writing
                seen.votes[_name(stretch.font), kept] += 1
    return seen


def recognised(paragraph: Sequence[Stretch], seen: Evidence) -> tuple[Writing, ...]:
    """The encoding of each stretch; what is not sure by itself is taken like its neighbours, then as most in its font."""
    words = tokens(paragraph)
    sure = _sure(paragraph, words, seen)
    return tuple(
        writing or _like_the_others(stretch, _beside(stretch, paragraph, sure), seen) or Writing.UNICODE
        for stretch, writing in zip(paragraph, sure, strict=True)
    )


def _sure(paragraph: Sequence[Stretch], words: Sequence[Token], seen: Evidence | None) -> list[Writing | None]:
    """The encoding of each stretch that its own letters tell; None where they don't."""
    told = [_by_font(number, stretch, words) for number, stretch in enumerate(paragraph)]
    silent = [stretch.font for stretch in paragraph if made_for(stretch.font) is None and not stretch.words.isascii()]
    usual = {seen.usual(font) for font in silent} if seen is not None else set()
    by_bytes = _by_bytes([token for token in words if token.told is None], next(iter(usual)) if len(usual) == 1 else None)
    if by_bytes is None:
        return told
    speaking = {number for token in words if token.told is None and not token.word.isascii() for number in token.stretches}
    return [by_bytes if number in speaking and writing is None else writing for number, writing in enumerate(told)]


def _by_font(number: int, stretch: Stretch, words: Sequence[Token]) -> Writing | None:
    """What the letters say of a stretch whose font was made for an old encoding; Unicode by its own letters in any font."""
    if MARKS.intersection(stretch.words):
        return Writing.DECOMPOSED
    if UNICODE_ONLY.search(stretch.words):
        return Writing.UNICODE
    told = made_for(stretch.font)
    if told is None:
        return None
    mine = [token.word for token in words if number in token.stretches]
    witnesses = sum(speaks_for(word, told) or _only_in(word, told) for word in mine)
    against = sum(speaks_against(word, told) for word in mine)
    if witnesses > against:
        return told
    return Writing.UNICODE if against else None


def _only_in(word: str, writing: Writing) -> bool:
    """Whether a word is an abbreviation in an old encoding, and no letters as it stands."""
    return len(word) > 1 and not word.isascii() and not word.isalpha() and abbreviates(word, writing)


def _by_bytes(words: Sequence[Token], usual: Writing | None) -> Writing | None:
    """The old encoding that words in fonts that tell nothing are surely kept in; one will do where all else in the font is so."""
    if any(UNICODE_ONLY.search(composed_word(token.word)) for token in words):
        return None
    for writing in OLD:
        enough, shortest = (1, 2) if usual is writing else (_WITNESSES, _SHORTEST)
        speaking = {token.word.casefold() for token in words if len(token.word) >= shortest and speaks_for(token.word, writing)}
        if sum(map(_has_ascii, speaking)) >= enough and _share(words, writing) >= _SHARE:
            return writing
    return None


def _has_ascii(word: str) -> bool:
    return any(letter.isascii() for letter in word)


def _share(words: Sequence[Token], writing: Writing) -> float:
    """How many of the words are Vietnamese in an encoding, single letters and abbreviations not counted."""
    counted = [token.word for token in words if len(token.word) > 1 and not (token.word.isascii() and token.word.isupper())]
    fitting = sum(fits(word, writing) or abbreviates(word, writing) for word in counted)
    return fitting / len(counted) if counted else 0.0


def _beside(stretch: Stretch, paragraph: Sequence[Stretch], sure: Sequence[Writing | None]) -> set[Writing]:
    """How the sure stretches of the paragraph are kept whose fonts were made for the same."""
    told = made_for(stretch.font)
    near = {writing for other, writing in zip(paragraph, sure, strict=True) if writing is not None and made_for(other.font) is told}
    return {Writing.UNICODE if writing is Writing.DECOMPOSED else writing for writing in near}


def _like_the_others(stretch: Stretch, near: set[Writing], seen: Evidence) -> Writing | None:
    told = made_for(stretch.font)
    if told is None and stretch.words.isascii():
        return None
    if len(near) == 1:
        return next(iter(near))
    return seen.usual(stretch.font)


def _name(font: str) -> str:
    return font.strip().casefold()
