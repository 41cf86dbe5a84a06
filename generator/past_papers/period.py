"""Which period a paper tells of, and which plan it cites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator import vietnamese
from generator.periods import DEFAULTS, NAMES, PeriodCode
from generator.workbook import BookCells, BookRow, bare

_DAY: Final = r"(?:ngày\s+)?(\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}/\d{1,2}/\d{4})"
_WINDOW: Final = re.compile(rf"[Kk]ỳ báo cáo từ\s+{_DAY}\s+đến\s+{_DAY}")
_UNITS_DUE: Final = re.compile(rf"hết hạn \([^()]*?{_DAY}\)|trước\s+{_DAY}")
_NAMED: Final = (
    (re.compile(r".*\bquy (?:iv|4)\b.*", re.DOTALL), PeriodCode.Q4),
    (re.compile(r".*\bquy (?:iii|3)\b.*", re.DOTALL), PeriodCode.Q3),
    (re.compile(r".*\bquy (?:ii|2)\b.*", re.DOTALL), PeriodCode.Q2),
    (re.compile(r".*\bquy (?:i|1)\b.*", re.DOTALL), PeriodCode.Q1),
    (re.compile(r".*\b(?:6|sau) thang\b.*", re.DOTALL), PeriodCode.H1),
    (re.compile(r".*\b(?:9|chin) thang\b.*", re.DOTALL), PeriodCode.M9),
)
_PLAN: Final = re.compile(
    r"Kế hoạch(?:\s+số\s*(?P<number>\d*)\s*/(?P<symbol>\S+)\s+ngày\s+(?P<day>.*?))?\s+của\s+(?P<issuer>\S.*?)\s+về\s+(?P<title>\S.*?)"
    r"(?=,\s+\S[^,]*\bbáo cáo\b|,\s+các phòng\b|\s*[;.]?\s*$)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period as a paper names it; days that it does not say are None."""

    code: PeriodCode
    first: date | None = None
    last: date | None = None

    @property
    def name(self) -> str:
        """`Quý I`, as the workbook names it."""
        return NAMES[self.code]


def period_of(title: str, words: str) -> Period:
    """The period by the title, else by its window; a report without either tells of the whole year."""
    match = _WINDOW.search(words)
    first, last = (vietnamese.parse_date(day) for day in match.groups()) if match else (None, None)
    said = bare(title)
    named = next((code for pattern, code in _NAMED if pattern.fullmatch(said)), None)
    return Period(named or _by_window(first, last), first, last)


def _by_window(first: date | None, last: date | None) -> PeriodCode:
    months = (first.month, last.month) if first and last else None
    return next((default.code for default in DEFAULTS if (default.start_month, default.end_month) == months), PeriodCode.YEAR)


def put_period(cells: BookCells, period: Period, units_due: date | None) -> None:
    """Give the row of the period the days that the paper says."""
    for row in cells.lists["periods"]:
        if row["code"] == period.name:
            said: BookRow = {"first": period.first, "last": period.last, "units_due": units_due}
            row.update({key: day for key, day in said.items() if day is not None})


def units_due(words: str) -> date | None:
    """The day on which the units' forms were due."""
    match = _UNITS_DUE.search(words)
    return vietnamese.parse_date(match[1] or match[2]) if match else None


def cited_plan(words: str) -> BookRow:
    """Facts of the plan that a report or a letter cites: number, symbol, day, title; what it does not say is not there."""
    match = _PLAN.search(words)
    if match is None:
        return {}
    title = match["title"]
    found: BookRow = {"title": f"{title[:1].upper()}{title[1:]}"}
    if match["symbol"]:
        found |= {"number": match["number"], "symbol": match["symbol"], "issue_date": vietnamese.parse_date(match["day"])}
    return found
