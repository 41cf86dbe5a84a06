"""Reporting periods as data: which days a report covers, whether it adds up from the start of the year, when it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class PeriodCode(StrEnum):
    """The periods a report can be asked for; H1 is «6 tháng», NAM the whole year."""

    Q1 = "Q1"
    H1 = "H1"
    Q2 = "Q2"
    Q3 = "Q3"
    M9 = "9M"
    Q4 = "Q4"
    YEAR = "NAM"


@dataclass(frozen=True, slots=True)
class PeriodDefault:
    """Calendar of one period: first day after the 14th of `start_month`, last day the 14th of `end_month`."""

    code: PeriodCode
    name: str
    start_month: int
    end_month: int
    cumulative: bool


# Windows: Nghị định 09/2019/NĐ-CP, Điều 12. Nine months is no period of the decree; localities add it.
DEFAULTS: Final = (
    PeriodDefault(PeriodCode.Q1, "Quý I", 12, 3, cumulative=False),
    PeriodDefault(PeriodCode.H1, "6 tháng", 12, 6, cumulative=True),
    PeriodDefault(PeriodCode.Q2, "Quý II", 3, 6, cumulative=False),
    PeriodDefault(PeriodCode.Q3, "Quý III", 6, 9, cumulative=False),
    PeriodDefault(PeriodCode.M9, "9 tháng", 12, 9, cumulative=True),
    PeriodDefault(PeriodCode.Q4, "Quý IV", 9, 12, cumulative=False),
    PeriodDefault(PeriodCode.YEAR, "Năm", 12, 12, cumulative=True),
)
NAMES: Final = {default.code: default.name for default in DEFAULTS}

FIRST_DAY: Final = 15
LAST_DAY: Final = 14
DEPARTMENT_DUE_DAY: Final = 20
"""Day of the last month on which the department owes its report (Công văn 581/BNV-CCHC)."""
UNIT_LEAD_DAYS: Final = 5
"""Working days between the units' deadline and the department's."""

SATURDAY: Final = 5


def of_year(code: PeriodCode, year: int) -> str:
    """A period within a sentence: `Quý I năm 2025`, `6 tháng năm 2025`, `cả năm 2025`."""
    return f"cả năm {year}" if code is PeriodCode.YEAR else f"{NAMES[code]} năm {year}"


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day covered, and the two deadlines."""

    first: date
    last: date
    units_due: date
    department_due: date


def window(default: PeriodDefault, year: int) -> Window:
    """The default days of a period in one year; every one can be changed in the workbook."""
    start_year = year - 1 if default.start_month > default.end_month or default.start_month == default.end_month else year
    due = date(year, default.end_month, DEPARTMENT_DUE_DAY)
    return Window(
        first=date(start_year, default.start_month, FIRST_DAY),
        last=date(year, default.end_month, LAST_DAY),
        units_due=working_days_before(due, UNIT_LEAD_DAYS),
        department_due=due,
    )


def working_days_before(day: date, count: int) -> date:
    """The day that many working days earlier (Saturday and Sunday do not count; holidays are not known here)."""
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
