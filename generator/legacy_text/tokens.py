"""The words of a paragraph, across the stretches they are typed in, and which encoding each of them speaks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from generator.legacy_text.fonts import Writing, made_for
from generator.legacy_text.letters import MARKS, TCVN3, UNICODE_ONLY, VNI, VNI_MARKS, VNI_SIGNS, composed, plain
from generator.legacy_text.syllables import is_syllable

_SIGNS: Final = "".join(sorted(sign for sign in TCVN3 if not sign.isalpha()))
_WORD: Final = re.compile(rf"(?:[^\W\d_]|[{re.escape(_SIGNS)}\u0300-\u036f\u0340\u0341])+")
_QUOTES: Final = "«»·"
"""Signs of TCVN3 letters that stand at the edge of words in Unicode text as well."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words as a file keeps them, and the font they are set in; the name may be empty."""

    words: str
    font: str


@dataclass(frozen=True, slots=True)
class Token:
    """One word, the stretches it stands in by number, and the encoding that its font was made for."""

    word: str
    stretches: tuple[int, ...]
    told: Writing | None


def tokens(paragraph: Sequence[Stretch]) -> list[Token]:
    """The words of a paragraph; a word may be cut by stretches, but not where the encoding of the fonts changes."""
    found: list[Token] = []
    for told, numbers in _alike(paragraph):
        owners = [number for number in numbers for _ in paragraph[number].words]
        text = "".join(paragraph[number].words for number in numbers)
        text = plain(text) if told else text
        found += [
            Token(match[0], tuple(dict.fromkeys(owners[match.start() : match.end()])), told)
            for match in _WORD.finditer(text)
            if told or not _beside_digit(text, match)
        ]
    return found


def _alike(paragraph: Sequence[Stretch]) -> Iterator[tuple[Writing | None, list[int]]]:
    numbers: list[int] = []
    last: Writing | None = None
    for number, stretch in enumerate(paragraph):
        told = made_for(stretch.font)
        if numbers and told is not last:
            yield last, numbers
            numbers = []
        last = told
        numbers.append(number)
    if numbers:
        yield last, numbers


def _beside_digit(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()].isdigit() or text[match.end() : match.end() + 1].isdigit()


@lru_cache(maxsize=8192)
def fits(word: str, writing: Writing) -> bool:
    """Whether a word read in this encoding is a syllable of Vietnamese."""
    if writing in {Writing.UNICODE, Writing.DECOMPOSED}:
        return is_syllable(composed_word(word.strip(_QUOTES)))
    read = _READERS[writing](word)
    return read is not None and is_syllable(read)


@lru_cache(maxsize=8192)
def abbreviates(word: str, writing: Writing) -> bool:
    """Whether a word read in an old encoding is an abbreviation such as `QĐ`, or `đ` for `đồng`."""
    read = _READERS[writing](word)
    return read is not None and read.isalpha() and (read.isupper() or read == "đ")


@lru_cache(maxsize=8192)
def speaks_for(word: str, writing: Writing) -> bool:
    """Whether a word of more than one letter is Vietnamese in this old encoding and nothing as it stands."""
    return (
        len(word) > 1 and not word.isascii() and not UNICODE_ONLY.search(word) and fits(word, writing) and not fits(word, Writing.UNICODE)
    )


@lru_cache(maxsize=8192)
def speaks_against(word: str, writing: Writing) -> bool:
    """Whether a word with marks is Vietnamese as it stands and nothing in this old encoding."""
    if word.isascii():
        return False
    if UNICODE_ONLY.search(word):
        return True
    return fits(word, Writing.UNICODE) and not fits(word, writing) and not abbreviates(word, writing)


def composed_word(word: str) -> str:
    """A word with each mark that stands apart put on its letter."""
    return re.sub(rf"[^\W\d_][{''.join(sorted(MARKS))}]+", lambda match: composed(match[0]), word)


def _from_tcvn3(word: str) -> str | None:
    read = [TCVN3.get(letter, letter if letter.isascii() else "") for letter in word]
    return "".join(read) if all(read) else None


def _from_vni(word: str) -> str | None:
    read, place = "", 0
    while place < len(word):
        taken = 2 if word[place : place + 2] in VNI and word[place + 1 : place + 2] in VNI_MARKS else 1
        letter = VNI.get(word[place : place + taken]) or (word[place] if word[place].isascii() else "")
        if not letter:
            return None
        read += letter
        place += taken
    return read if VNI_SIGNS.intersection(word) or word.isascii() else None


_READERS: Final[Mapping[Writing, Callable[[str], str | None]]] = {Writing.TCVN3: _from_tcvn3, Writing.VNI: _from_vni}
"""How a word is read in each old encoding; None when it can't be one of it."""
