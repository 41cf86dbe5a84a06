"""The head of a paper: agency, number, symbol, place and day, title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator import vietnamese
from generator.anatomy import Part
from generator.past_papers.source import Source, in_lines
from generator.past_papers.wording import not_bold, one_line, small_letters, years
from generator.richtext import Text
from generator.workbook import BookRow

_NUMBER: Final = re.compile(r"Số\s*[:.]?\s*(?P<number>[^/\s]*)\s*/\s*(?P<symbol>\S.*)", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d+[a-zđ]?", re.IGNORECASE)
_PLACE_DAY: Final = re.compile(r"(?P<place>.*?)\s*,?\s*(?P<day>ngày\b.*)", re.IGNORECASE)
_PROVINCE: Final = re.compile(
    r"(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân)\s+(?:(?P<province>tỉnh)|thành phố|tp\.?)\s+(?P<name>.+)", re.IGNORECASE
)
_DRAFT: Final = re.compile(r"dự thảo lần\s*\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text; an empty part was not said."""

    parent: str
    agency: str
    number: str
    symbol: str
    place: str
    day: date | None
    year: int | None
    """The year printed with the day, also on a draft whose day is blank."""
    title: Text
    draft: bool

    @property
    def abbreviation(self) -> str:
        """`SKHCN` of `KH-SKHCN`."""
        return self.symbol.partition("-")[2]

    @property
    def last_year(self) -> int | None:
        """The last year that the title names."""
        return next(reversed(years(self.title.plain)), None)


def head(source: Source) -> Head:
    """Take the head of the paper itself."""
    number, symbol = _number(source)
    place, day, year = _place_day(source)
    texts = [line.words for line in source.lines]
    agency = source.said(Part.AGENCY)
    titles = source.of(Part.SUMMARY, Part.LETTER_SUMMARY)
    source.take(*titles, *source.of(Part.TYPE_NAME))
    source.pass_over(*source.of(Part.NATIONAL_NAME, Part.MOTTO, Part.LINE, where=None))
    return Head(
        parent=source.said(Part.PARENT),
        agency=small_letters(agency, texts) if agency else "",
        number=number,
        symbol=symbol,
        place=place,
        day=day,
        year=year,
        title=in_lines([not_bold(line.text) for line in titles]),
        draft=bool(_DRAFT.search(source.said(Part.DRAFT_MARK))),
    )


def _number(source: Source) -> tuple[str, str]:
    found = _NUMBER.match(source.said(Part.NUMBER))
    if found is None:
        return "", ""
    number = found["number"] if _DIGITS.fullmatch(found["number"]) else ""
    return number, found["symbol"].strip()


def _place_day(source: Source) -> tuple[str, date | None, int | None]:
    words = source.said(Part.PLACE_DATE)
    found = _PLACE_DAY.match(words)
    if found is None:
        return words, None, None
    return found["place"], vietnamese.parse_date(found["day"]), next(iter(years(found["day"])), None)


def agency_row(found: Head) -> BookRow:
    """The agency as a row of its sheet; its code is its abbreviation."""
    return {
        "code": found.abbreviation or "CQ",
        "name": found.agency,
        "province": _province(found.parent),
        "parent": found.parent,
        "abbreviation": found.abbreviation,
        "place": found.place,
    }


def _province(parent: str) -> str:
    """`UBND TỈNH TUYÊN QUANG` → `tỉnh Tuyên Quang`; nothing when no people's committee stands over the agency."""
    match = _PROVINCE.search(parent)
    return f"{'tỉnh' if match['province'] else 'thành phố'} {one_line(match['name']).title()}" if match else ""
