"""The blanks of a draft: number and symbol, place and date, and the line under an annex that repeats them; found by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator import vietnamese
from generator.errors import Place, Problem
from generator.final_copy.lines import Line

_BLANK: Final = r"[\s.…_0-9]*"
"""Spaces of any kind, dots or underscores to write on, or what was written there already."""
_SO: Final = "S(?:ố|ô\u0301|o\u0302\u0301)"
_NGAY: Final = "ng(?:à|a\u0300)y"
_THANG: Final = "th(?:á|a\u0301)ng"
_NAM: Final = "n(?:ă|a\u0306)m"
_DAY: Final = rf"{_NGAY}(?P<day>{_BLANK}){_THANG}(?P<month>{_BLANK}){_NAM}(?P<year>{_BLANK})"
_NUMBER_LINE: Final = re.compile(rf"\s*{_SO}\s*:(?P<number>{_BLANK})/(?P<symbol>[^\s/]+)\s*(?:\n.*)?", re.DOTALL)
_DATE_LINE: Final = re.compile(rf"\s*[^,\n]+,\s*{_DAY}")
_ANNEX_LINE: Final = re.compile(
    rf"\(\s*K(?:è|e\u0300)m\s+theo\s[^()]*?\s{_SO.lower()}(?P<number>{_BLANK})/(?P<symbol>[^\s/,;)]+),?\s*{_DAY}", re.IGNORECASE
)
_LEFT_BLANK: Final = re.compile(rf"{_NGAY}[\s.…_]{{2,}}{_THANG}|\b{_SO.lower()}[\s.…_]{{2,}}/", re.IGNORECASE)
_UNWRITTEN: Final = re.compile(r"[\s.…_]")


@dataclass(frozen=True, slots=True)
class Numbering:
    """What is given after signature: the number in the register, and the day (SO-02, SO-10, DD-02)."""

    number: int
    day: date

    @property
    def written(self) -> str:
        """The number as it is written, `05` below 10."""
        return f"{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands in ô số 3 and 4 of a paper: the symbol, and a number or a day that somebody typed by hand; None where blank."""

    symbol: str
    number: int | None
    day: int | None
    month: int | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Blanks:
    """The lines to fill in, each with where its blanks are."""

    number: tuple[Line, re.Match[str]]
    day: tuple[Line, re.Match[str]]
    annexes: tuple[tuple[Line, re.Match[str]], ...]

    @property
    def letterhead(self) -> Letterhead:
        """What they say now."""
        number, day = self.number[1], self.day[1]
        parts = (_typed(day[name]) for name in ("day", "month", "year"))
        return Letterhead(number["symbol"], _typed(number["number"]), *parts)


def find(lines: Sequence[Line], place: Place) -> Blanks | Problem:
    """The blanks of a paper, or why they can't be told: one number line and one date line must stand in the letterhead."""
    read = [line for line in lines if not line.repeated]
    numbers, days = list(_matching(read, _NUMBER_LINE)), list(_matching(read, _DATE_LINE))
    numbers, days = _in_letterhead(numbers, days)
    for what, found in (("dòng “Số: …/ký hiệu”", numbers), ("dòng “địa danh, ngày … tháng … năm …”", days)):
        if len(found) != 1:
            many = f"có {len(found)}" if found else "không còn"
            cure = "Mở dự thảo trong Word, để đúng một dòng như trên ở phần đầu văn bản, lưu rồi nhận lại bằng lệnh pull"
            return Problem("PH-08", f"Phần đầu văn bản {many} {what}", cure, place)
    annexes = ((line, match) for line in read if (match := _ANNEX_LINE.search(line.text)))
    return Blanks(numbers[0], days[0], tuple(annexes))


def left_blank(lines: Sequence[Line], place: Place) -> list[str]:
    """Lines in which a number or a day is still to be written, and which nobody fills in when the paper is issued."""
    found = find(lines, place)
    filled = [] if isinstance(found, Problem) else [line for line, _ in (found.number, found.day, *found.annexes)]
    return [" ".join(line.text.split()) for line in lines if _LEFT_BLANK.search(line.text) and all(line is not other for other in filled)]


def disagreements(blanks: Blanks, numbering: Numbering, place: Place) -> Iterator[Problem]:
    """PH-09 for each number or date typed by hand that is not the one given; a year alone is only printed ahead."""
    cure = "Sửa chỗ đã gõ trong dự thảo (hoặc để trống), hoặc cấp đúng số, ngày đó"
    line, match = blanks.number
    if _typed(match["number"]) not in {None, numbering.number}:
        found = " ".join(line.text.split())
        yield Problem("PH-09", f"Dự thảo đã gõ “{found}” khác số được cấp {numbering.written}", cure, place)
    for _, match in (blanks.day, *blanks.annexes):
        if not _day_fits(match, numbering.day):
            found = " ".join(match.group().split())
            yield Problem("PH-09", f"Dự thảo đã gõ “{found}” khác ngày {vietnamese.short_date(numbering.day)}", cure, place)
    for _, match in blanks.annexes:
        same = match["symbol"].casefold() == blanks.letterhead.symbol.casefold()
        if not same or _typed(match["number"]) not in {None, numbering.number}:
            found = " ".join(match.group().split())
            yield Problem("PH-09", f"Dòng dưới phụ lục “{found})” không mang số, ký hiệu của văn bản này", cure, place)


def fill(blanks: Blanks, numbering: Numbering) -> None:
    """Write number, day, month and year into their blanks."""
    written = {
        "number": numbering.written,
        "day": vietnamese.day(numbering.day),
        "month": vietnamese.month(numbering.day),
        "year": str(numbering.day.year),
    }
    for line, match in (blanks.number, blanks.day, *blanks.annexes):
        for name in sorted((name for name in written if name in match.re.groupindex), key=match.start, reverse=True):
            end = " " if name in {"day", "month"} else match[name][len(match[name].rstrip()) :] if name == "year" else ""
            line.replace(*match.span(name), f" {written[name]}{end}")


def _matching(lines: Sequence[Line], pattern: re.Pattern[str]) -> Iterator[tuple[Line, re.Match[str]]]:
    return ((line, match) for line in lines if (match := pattern.fullmatch(line.text.rstrip())))


_Found = list[tuple[Line, re.Match[str]]]


def _in_letterhead(numbers: _Found, days: _Found) -> tuple[_Found, _Found]:
    """Those in the first table that has such a line: an annex may show a form with a number line of its own."""
    tables = [line.in_table for line, _ in (*numbers, *days)]
    first = next((table for table in tables if table is not None), None)
    if first is None:
        return numbers, days
    return [one for one in numbers if one[0].in_table is first], [one for one in days if one[0].in_table is first]


def _typed(words: str) -> int | None:
    digits = _UNWRITTEN.sub("", words)
    return int(digits) if digits else None


def _day_fits(match: re.Match[str], day: date) -> bool:
    typed = (_typed(match["day"]), _typed(match["month"]), _typed(match["year"]))
    if typed[:2] == (None, None):
        return True
    return all(found in {None, wanted} for found, wanted in zip(typed, (day.day, day.month, day.year), strict=True))
