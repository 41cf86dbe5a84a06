"""A paragraph in old letters in today's: Unicode, each letter with its marks in one (NFC); what cannot survive is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from generator.legacy_text.fonts import Writing, capitals_only, made_for
from generator.legacy_text.letters import MARKS, TCVN3, VNI, VNI_SIGNS, composed, plain
from generator.legacy_text.recognising import Evidence, recognised
from generator.legacy_text.syllables import is_syllable
from generator.legacy_text.tokens import Stretch, speaks_for

_SENTENCE: Final = re.compile(r"(?:^|[.!?…]\s+)(?:[\s“\"(\[\-–+*•]|\d+(?:\.\d+)*[.)/]\s|[a-z]\)\s)*([^\W\d_]+)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_WORD_OR_SIGNS: Final = re.compile(r"[^\s\d.,;:!?()/\-]+")
_SOFT_HYPHEN: Final = "\u00ad"
"""The ư of TCVN3; apart from all letters it is what it is."""
_NOT_NAMES: Final = frozenset({"ủy", "uỷ", "ở", "ấy", "ý", "ạ", "à", "ừ"})
"""Words that follow a name without being part of it."""
_HOOKED: Final = re.compile(r"(?i)(?<![ưuq])(?=[ơờởỡớợ][cimnptu])")
"""Where an ư may be missing: before the ơ of ươ."""


class Loss(StrEnum):
    """What old letters did not keep, or no longer hold."""

    CAPITAL = "chữ hoa có dấu thanh"
    CASE = "phân biệt chữ hoa, chữ thường"
    SIGN = "ký tự không có trong bảng mã"
    LETTER = "chữ ư"
    MIXED = "một bảng mã"


@dataclass(frozen=True, slots=True)
class Lost:
    """One thing that can't be known any more, and the word it is about."""

    loss: Loss
    words: str


@dataclass(frozen=True, slots=True)
class Modern:
    """A stretch in today's letters, and how it was kept."""

    words: str
    writing: Writing
    lost: tuple[Lost, ...] = ()


def modern(paragraph: Sequence[Stretch], seen: Evidence) -> tuple[Modern, ...]:
    """The stretches of a paragraph in today's letters, one for one: a letter whose mark stood in the next stretch is whole in its own.

    A stretch that changes says so by its writing; one in Unicode is as it was, to the letter.
    """
    writings = recognised(paragraph, seen)
    words, marked = _joined(paragraph, writings)
    writings = tuple(
        Writing.DECOMPOSED if number in marked and writing is Writing.UNICODE else writing for number, writing in enumerate(writings)
    )
    losses: list[list[Lost]] = [[] for _ in paragraph]
    for number, lost in _losses(paragraph, writings, words):
        losses[number].append(lost)
    return tuple(Modern(text, writing, tuple(lost)) for text, writing, lost in zip(words, writings, losses, strict=True))


def modern_alone(words: str, font: str, seen: Evidence) -> Modern:
    """Words that stand alone, such as the label of a list, in today's letters; without a font they are in one that the file uses."""
    fonts = (font,) if font else (*seen.old_fonts, "")
    tried = [modern([Stretch(words, one)], seen)[0] for one in fonts]
    return next((one for one in tried if one.words != words), tried[-1])


@dataclass(slots=True)
class _Cluster:
    """A base letter with the marks that follow it, and the stretch it stands in."""

    letters: str
    stretch: int


def _joined(paragraph: Sequence[Stretch], writings: Sequence[Writing]) -> tuple[list[str], set[int]]:
    """The words of each stretch; and the numbers of those with a letter whose mark stood apart from it."""
    clusters: list[_Cluster] = []
    marked: set[int] = set()
    for number, (stretch, writing) in enumerate(zip(paragraph, writings, strict=True)):
        for letter in plain(stretch.words) if writing in {Writing.TCVN3, Writing.VNI} else stretch.words:
            if clusters and _belongs(letter, writing, clusters[-1], writings):
                clusters[-1].letters += letter
                marked |= {clusters[-1].stretch} if letter in MARKS else set()
            else:
                clusters.append(_Cluster(letter, number))
    words = [""] * len(paragraph)
    for place, cluster in enumerate(clusters):
        hyphen = cluster.letters == _SOFT_HYPHEN and not any(map(_is_letter, clusters[max(place - 1, 0) : place + 2]))
        read = cluster.letters if hyphen else _read(cluster.letters, paragraph[cluster.stretch], writings[cluster.stretch])
        words[cluster.stretch] += read
    return words, marked


def _is_letter(cluster: _Cluster) -> bool:
    return cluster.letters != _SOFT_HYPHEN and (cluster.letters.isalpha() or cluster.letters in TCVN3)


def _belongs(letter: str, writing: Writing, last: _Cluster, writings: Sequence[Writing]) -> bool:
    """Whether a letter is a mark of the letter before it."""
    if writing is Writing.VNI:
        return writings[last.stretch] is Writing.VNI and len(last.letters) == 1 and last.letters + letter in VNI
    modern_letters = writings[last.stretch] in {Writing.UNICODE, Writing.DECOMPOSED}
    return writing is Writing.DECOMPOSED and letter in MARKS and modern_letters and last.letters[0].isalpha()


def _read(letters: str, stretch: Stretch, writing: Writing) -> str:
    if writing is Writing.TCVN3:
        read = TCVN3.get(letters, letters)
        return read.upper() if capitals_only(stretch.font) else read
    if writing is Writing.VNI:
        return VNI.get(letters, letters)
    return composed(letters) if len(letters) > 1 else letters


def _losses(paragraph: Sequence[Stretch], writings: Sequence[Writing], words: Sequence[str]) -> Iterator[tuple[int, Lost]]:
    text = "".join(words)
    owners = [number for number, said in enumerate(words) for _ in said]
    without_capital = [_has_no_capital(paragraph[number], writings[number]) for number in range(len(paragraph))]
    for start in _small_starts(text):
        if without_capital[owners[start]] and text[start].islower() and text[start] in _TONED:
            yield owners[start], Lost(Loss.CAPITAL, _word_at(text, start))
    for word in _WORD.finditer(text):
        if writings[owners[word.start()]] is Writing.TCVN3 and not is_syllable(word[0]) and is_syllable(_HOOKED.sub("ư", word[0])):
            yield owners[word.start()], Lost(Loss.LETTER, word[0])
    for number, (stretch, writing) in enumerate(zip(paragraph, writings, strict=True)):
        yield from ((number, lost) for lost in _losses_of(stretch, writing, words[number]))


_TONED: Final = frozenset(letter for letter in TCVN3.values() if letter.islower() and letter.upper() not in TCVN3.values())


def _has_no_capital(stretch: Stretch, writing: Writing) -> bool:
    return writing is Writing.TCVN3 and not capitals_only(stretch.font)


def _small_starts(text: str) -> Iterator[int]:
    """Letters whose capital may be lost: at the start of a sentence, after the capital of a name, within a word in capitals."""
    starts = {match.start(1) for match in _SENTENCE.finditer(text)}
    yield from sorted(starts)
    last = ""
    for word in _WORD.finditer(text):
        within_name = last[:1].isupper() and not last.isupper() and word[0].casefold() not in _NOT_NAMES
        if word.start() not in starts and within_name and text[word.start() - 1] == " ":
            yield word.start()
        if sum(letter.isupper() for letter in word[0]) > 1:
            yield from (word.start() + place for place, letter in enumerate(word[0]) if letter in _TONED)
        last = word[0]


def _word_at(text: str, place: int) -> str:
    return next((word[0] for word in _WORD.finditer(text) if word.start() <= place < word.end()), text[place])


def _losses_of(stretch: Stretch, writing: Writing, words: str) -> Iterator[Lost]:
    """What one stretch lost by itself."""
    if writing is Writing.TCVN3:
        strange = sorted({sign for sign in plain(stretch.words) if sign not in TCVN3 and _is_latin_letter(sign)})
        yield from (Lost(Loss.SIGN, sign) for sign in strange)
        if capitals_only(stretch.font) and words != "".join(TCVN3.get(sign, sign) for sign in plain(stretch.words)):
            yield Lost(Loss.CASE, words.strip())
    elif writing is Writing.VNI:
        yield from (Lost(Loss.SIGN, sign) for sign in sorted(VNI_SIGNS.intersection(words)) if sign not in VNI.values())
    elif (told := made_for(stretch.font)) is not None:
        yield from (Lost(Loss.MIXED, word) for word in dict.fromkeys(_WORD_OR_SIGNS.findall(stretch.words)) if speaks_for(word, told))


def _is_latin_letter(sign: str) -> bool:
    return "\u00a0" < sign <= "\u00ff" and sign.isalpha()
