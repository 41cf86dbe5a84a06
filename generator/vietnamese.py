"""Vietnamese wording: clean text, its letters without marks or in small, decimals with a comma, dates of the decree, Roman numerals."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from babel.numbers import format_decimal

# Spaces that look like a space but are another character (Word and the web paste them).
_ODD_SPACES: Final = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_LINE_ENDS: Final = re.compile(r"\r\n?|[\v\f\u0085\u2028\u2029]")
# Zero-width marks, the byte-order mark, and what XML 1.0 forbids: nobody sees them, searches trip over them.
_UNSEEN: Final = re.compile(
    "[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

DAY: Final = r"(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
"""A pattern for a day inside a text, as `parse_date` reads it: `02/01/2025`, `02 tháng 01 năm 2025`."""
_DATE_NUMERIC: Final = re.compile(r"^(?:ngày )?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$")
_DATE_WORDS: Final = re.compile(r"^(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})$")
_DATE_ISO: Final = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?$")
# A number that looks like a score or a rate: a fraction of points, points, or per cent follow it.
_DECIMAL_IN_PROSE: Final = re.compile(r"(?<![\d.,/])(\d{1,3})\.(\d{1,3})(?=/\d+(?:[.,]\d+)? điểm| điểm| ?%)")
_CODE_BEFORE: Final = re.compile(r"(?:tiêu chí|thành phần|mục|khoản|mã)\s+(?:\d+(?:\.\d+)*(?:\s*[,;]\s*|\s+và\s+))*$", re.IGNORECASE)
_LOOK_BACK: Final = 100
"""Letters before a number that may name a list of codes."""
_NO_POINTS: Final = re.compile(r"[1-9]\d{0,2}\.\d{3} điểm|\d+\.\d+ điểm [a-zđ](?!\w)")
"""Thousands of places (`1.200 điểm bưu điện`), a clause with its point (`2.1 điểm a`)."""

_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip

_ABBREVIATION: Final = re.compile(r"\W*(?:[BCDĐGHKLMNPQRSTVX]{2,}|UBND|CNTT)\W*")
"""A word of capitals that has no syllable of Vietnamese in it."""

POINTS_STEP: Final = Decimal("0.001")
"""Scores are published with up to three decimals: of fewer the sums of a report would not add up."""
RATE_STEP: Final = Decimal("0.01")

LAST_PADDED_MONTH: Final = 2
"""Months 1 and 2 are written 01 and 02, the others without a zero (DD-02)."""


def clean(words: str) -> str:
    """Text as it is kept: NFC, plain spaces, a line feed for a line break, nothing unseen, no space at an end of a line."""
    if words.isprintable():  # none of these letters is: nearly every text of a workbook takes the short way
        return unicodedata.normalize("NFC", words).strip()
    words = _LINE_ENDS.sub("\n", words)
    words = _UNSEEN.sub("", _ODD_SPACES.sub(" ", words))
    words = unicodedata.normalize("NFC", words)
    return "\n".join(line.strip(" ") for line in words.split("\n")).strip()


def folded(words: str) -> str:
    """A form for comparing names: NFC, one space, no case."""
    return " ".join(clean(words).split()).casefold()


def without_marks(words: str) -> str:
    """`Điểm đạt` → `Diem dat`: what typing slips and lost marks leave alike."""
    letters = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def sentence_case(words: str) -> str:
    """A name in capitals as running text writes it: only its first letter and abbreviations stay capitals; any other name is as it was."""
    if not words.isupper():
        return words
    small = " ".join(word if _ABBREVIATION.fullmatch(word) else word.lower() for word in words.split(" "))
    return small[:1].upper() + small[1:]


def lowered(words: str) -> str:
    """Words that go on inside a sentence: on one line, the first letter small unless an abbreviation begins."""
    line = " ".join(words.split())
    return line if line[1:2].isupper() else f"{line[:1].lower()}{line[1:]}"


def shortened(words: str, most: int) -> str:
    """Words on one line; of more than `most` letters the first ones, up to the end of a word, and «…»."""
    flat = " ".join(words.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rsplit(' ', 1)[0].rstrip()}…"


def nearest(word: str, known: list[str]) -> str | None:
    """The known name that was probably meant, or None: for «did you mean»."""
    by_fold = {folded(name): name for name in known}
    found = get_close_matches(folded(word), list(by_fold), n=1, cutoff=0.75)
    return by_fold[found[0]] if found else None


@lru_cache(maxsize=4096)
def decimal(number: Decimal, places: int = 0) -> str:
    """`1,9`: a decimal comma, no group marks, no more digits than the number has, but `places` decimals at least (locale vi)."""
    digits = max(len(format(number.normalize(), "f").partition(".")[2]), places)
    return format_decimal(number, format=f"0.{'0' * digits}" if digits else "0", locale="vi")


def points(number: Decimal) -> str:
    """`6,30`, `0,875`: points with two decimals, with a third where they have one, as scores are published; never `-0,00`."""
    return decimal(rounded(number, POINTS_STEP), 2)


def rate(number: Decimal) -> str:
    """`44,44`: a quotient with two decimals, rounded half up; never `-0,00`."""
    return decimal(rounded(number, RATE_STEP), 2)


def rounded(number: Decimal, step: Decimal) -> Decimal:
    """Half up to a multiple of a power of ten; a zero has no sign."""
    return number.quantize(step, ROUND_HALF_UP) or Decimal(0)


def parse_decimal(words: str) -> Decimal | None:
    """Read `1,9`, `1.9` or `2`; None when it is no number or could mean two (`1.234,5`)."""
    text = words.strip().replace(" ", "").replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,9})?", text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:  # pragma: no cover - the pattern allows only numbers
        return None


def prose(words: str) -> str:
    """Print a score or rate inside a sentence with a comma: `85.06/100 điểm` reads `85,06/100 điểm`."""
    return _DECIMAL_IN_PROSE.sub(lambda found: f"{found[1]},{found[2]}" if is_score(words, found.start()) else found[0], words)


def is_score(words: str, start: int) -> bool:
    """Whether digits with a point between them may be points or a rate: not behind «tiêu chí», no thousands, no clause."""
    return not (_CODE_BEFORE.search(words[max(start - _LOOK_BACK, 0) : start]) or _NO_POINTS.match(words, start))


def day(when: date) -> str:
    """Day of the month, `02`: a zero below 10 (DD-02)."""
    return f"{when.day:02d}"


def month(when: date) -> str:
    """Month, `01`, `02`, then `3`: a zero for the first two only (DD-02)."""
    return f"{when.month:02d}" if when.month <= LAST_PADDED_MONTH else str(when.month)


def long_date(when: date) -> str:
    """`ngày 02 tháng 01 năm 2025`."""
    return f"ngày {day(when)} tháng {month(when)} năm {when.year}"


def short_date(when: date) -> str:
    """`02/01/2025`, `13/12/2024`, `05/3/2025`: zeros as in the long form."""
    return f"{day(when)}/{month(when)}/{when.year}"


def parse_date(words: str) -> date | None:
    """Read `02/01/2025`, `2-1-2025`, `ngày 02 tháng 01 năm 2025` or `2025-01-02`; None when it is no real day."""
    text = folded(words)
    if match := _DATE_ISO.match(text):
        year, month_, day_ = match.groups()
    elif match := _DATE_NUMERIC.match(text) or _DATE_WORDS.match(text):
        day_, month_, year = match.groups()
    else:
        return None
    try:
        return datetime(int(year), int(month_), int(day_)).date()  # noqa: DTZ001 - a calendar day has no time zone
    except ValueError:
        return None


def roman(number: int) -> str:
    """`4` → `IV`."""
    if number < 1:
        raise ValueError(number)
    letters = ""
    for value, letter in _ROMAN:
        times, number = divmod(number, value)
        letters += letter * times
    return letters


_FROM_ROMAN: Final = {roman(number): number for number in range(1, 100)}


def from_roman(letters: str) -> int | None:
    """`IV` → 4; None when it is no numeral up to 99."""
    return _FROM_ROMAN.get(letters)
