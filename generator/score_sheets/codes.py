"""Codes of fields and criteria out of cells: text, numbers that lost a zero, days that Excel made of them, letters, Roman numerals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from typing import Final

from generator import vietnamese
from generator.score_sheets.cells import Value
from generator.vietnamese import from_roman

Path = tuple[int, ...]

_DIGITS: Final = r"\d{1,2}(?:\s*[.,]\s*\d{1,2}){0,4}"
_END: Final = r"\s*[.,):/]*\s*"
_DOTTED: Final = re.compile(rf"\(?({_DIGITS}){_END}$")
_ROMAN: Final = re.compile(rf"\(?([IVX]{{1,5}}){_END}$")
_MIXED: Final = re.compile(rf"([IVX]{{1,5}})((?:\s*[.,]\s*\d{{1,2}}){{1,4}}){_END}$")
_LETTER: Final = re.compile(r"\(?([a-zđ])\s*[.)]*$")
_BULLET: Final = re.compile(r"[-–—+*•]$")
_SAID: Final = re.compile(r"(?:lĩnh vực|tiêu chí thành phần|tiêu chí|tctp|tc|lv|mục|phần)\s*(?:số\s*)?(?=[\divx])", re.IGNORECASE)
_IN_FRONT: Final = re.compile(r"\(?(\d{1,2}(?:[.,]\d{1,2}){1,4})(?:\s*[.:)–-]+\s*|\s+)(?=\D)")
_GLUED: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})(?=[^\W\d_])")
_ONE_IN_FRONT: Final = re.compile(r"(\d{1,2})\s*[.:)]\s*(?=\D)")
_ROMAN_IN_FRONT: Final = re.compile(r"([IVX]{1,5})\s*[.:)–-]\s*(?=\S)")
_FIELD_IN_FRONT: Final = re.compile(r"lĩnh vực\s+(?:số\s+)?([IVXivx]{1,5}|\d{1,2})\s*(?:[.:)–-]\s*|\s+)?", re.IGNORECASE)


class Sort(StrEnum):
    """What kind of mark stands before a line."""

    DOTTED = auto()
    ROMAN = auto()
    LETTER = auto()
    BULLET = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a line. `paths` are the codes it may mean, the likeliest first; more than one when Excel changed it."""

    sort: Sort
    paths: tuple[Path, ...] = ()
    words: str = ""
    changed: str = ""
    """How Excel changed what was typed: «số» or «ngày»; empty when the mark is as it was typed."""

    @property
    def path(self) -> Path:
        """The likeliest code."""
        return self.paths[0] if self.paths else ()


NO_MARK: Final = Mark(Sort.NONE)


def mark_of(value: Value) -> Mark:
    """The mark that a cell of codes holds."""
    if isinstance(value, Decimal):
        return _from_number(value)
    if isinstance(value, date):
        return _from_day(value)
    return _from_words(_SAID.sub("", value or "", count=1).strip())


def _from_words(words: str) -> Mark:
    """A mark typed as text."""
    if match := _DOTTED.fullmatch(words):
        return Mark(Sort.DOTTED, (_path(match[1]),), words)
    if (match := _ROMAN.fullmatch(words)) and (number := from_roman(match[1])):
        return Mark(Sort.ROMAN, ((number,),), words)
    if (match := _MIXED.fullmatch(words)) and (number := from_roman(match[1])):
        return Mark(Sort.DOTTED, ((number, *_path(match[2].strip(" .,"))),), words)
    if _LETTER.fullmatch(words):
        return Mark(Sort.LETTER, (), words)
    return Mark(Sort.BULLET, (), words) if _BULLET.fullmatch(words) else NO_MARK


def mark_in_front(words: str) -> tuple[Mark, str]:
    """The code with which a name begins, and the name without it: `1.1.2.Mức độ`, `1.1.2 Mức độ`, `I. CÔNG TÁC`, `Lĩnh vực 1: …`."""
    if match := _IN_FRONT.match(words) or _GLUED.match(words):
        return Mark(Sort.DOTTED, (_path(match[1]),), match[1]), words[match.end() :].strip()
    if (match := _FIELD_IN_FRONT.match(words)) and (number := _number(match[1])):
        return Mark(Sort.ROMAN, ((number,),), match[1]), words[match.end() :].strip() or words
    if (match := _ROMAN_IN_FRONT.match(words)) and (number := from_roman(match[1])):
        return Mark(Sort.ROMAN, ((number,),), match[1]), words[match.end() :].strip()
    if match := _ONE_IN_FRONT.match(words):
        return Mark(Sort.DOTTED, (_path(match[1]),), match[1]), words[match.end() :].strip()
    return NO_MARK, words


def field_named(words: str) -> int | None:
    """The number of the field that a title names: `Lĩnh vực III`, `LV 3`."""
    match = re.search(r"(?:lĩnh vực|\blv)\s*(?:số\s*)?([ivx]+\b|\d{1,2})", words, re.IGNORECASE)
    return _number(match[1]) if match else None


def _number(typed: str) -> int | None:
    """`3` or `iii` → 3."""
    return int(typed) if typed.isdigit() else from_roman(typed.upper())


def joined(path: Path) -> str:
    """(1, 10, 2) → `1.10.2`."""
    return ".".join(str(part) for part in path)


def expected_after(last: Path) -> frozenset[Path]:
    """Codes that may follow one in order: its first part, or the next at any level above."""
    following = {(*last[:level], last[level] + 1) for level in range(len(last))}
    return frozenset(following | {(*last, 1)})


def _path(words: str) -> Path:
    return tuple(int(part) for part in re.split(r"\s*[.,]\s*", words))


def _from_number(number: Decimal) -> Mark:
    """`1.1` may have been `1.1` or `1.10` before Excel took it for a number."""
    whole, _, places = format(number, "f").partition(".")
    if number <= 0 or len(whole) > 2 or len(places) > 2:  # noqa: PLR2004 - two digits a segment
        return NO_MARK
    if not places:
        return Mark(Sort.DOTTED, ((int(whole),),), whole)
    paths = [(int(whole), int(places))]
    if len(places) == 1:
        paths.append((int(whole), int(places) * 10))
    return Mark(Sort.DOTTED, tuple(paths), f"{whole}.{places}", "số")


def _from_day(day: date) -> Mark:
    """`1.2` became 1 February of this year, or 2 January; `1.1.2` a day of 2002; which one, its place tells."""
    short = day.year % 100
    paths = ((day.day, day.month), (day.month, day.day), (day.day, day.month, short), (day.month, day.day, short))
    return Mark(Sort.DOTTED, paths, vietnamese.short_date(day), "ngày")
