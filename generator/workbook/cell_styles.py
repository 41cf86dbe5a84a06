"""The looks that a workbook has for days and moments: a date is only a number, its style makes a date of it."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Final

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from generator.package import Package
from generator.workbook.sheet_xml import parse

_STYLES: Final = "xl/styles.xml"
_WORKBOOK: Final = "xl/workbook.xml"
_SECONDS_OF_DAY: Final = 86_400
_TINY: Final = Decimal("1e-10")
"""Of a day: far below a second, and no more digits than a cell keeps."""
_BUILT_IN: Final = {str(number): code for number, code in BUILTIN_FORMATS.items()}


class CellStyles:
    """The cell styles of one workbook by number."""

    def __init__(self, package: Package) -> None:
        """Nothing is read before it is asked for."""
        self._package = package

    def for_date(self, value: date, *wanted: str | None) -> str | None:
        """The first wanted style that shows this date as one, or else any other that does; None when the workbook has none."""
        shows = self._shows_hours if isinstance(value, datetime) else self._shows_days
        fitting = (style for style in wanted if style is not None and self.shows_date(style))
        others = (str(number) for number in range(len(self._formats)) if shows(str(number)))
        return next(fitting, None) or next(others, None)

    def serial(self, value: date) -> Decimal:
        """The number that stands for a day or a moment: days since 1900, in old files of the Mac since 1904."""
        moment = value.replace(microsecond=0, tzinfo=None) if isinstance(value, datetime) else datetime.combine(value, time())
        past = moment - self._epoch
        return (past.days + Decimal(past.seconds) / _SECONDS_OF_DAY).quantize(_TINY).normalize()

    def shows_date(self, style: str) -> bool:
        """Whether a number in this style is read as a date."""
        code = self._format(style)
        return is_date_format(code) and not is_timedelta_format(code)

    def _shows_hours(self, style: str) -> bool:
        return self._shows_days(style, hours=True)

    def _shows_days(self, style: str, *, hours: bool = False) -> bool:
        code = self._format(style).casefold()
        return self.shows_date(style) and "d" in code and "y" in code and ("h" in code) is hours

    def _format(self, style: str) -> str:
        return self._formats[int(style)] if style.isdecimal() and int(style) < len(self._formats) else "General"

    @cached_property
    def _formats(self) -> list[str]:
        """Number format of each cell style."""
        part = self._package.parts.get(_STYLES)
        if part is None:
            return []
        root = parse(part.data)
        own = {found.get("numFmtId"): found.get("formatCode", "") for found in root.iterfind("{*}numFmts/{*}numFmt")}
        numbers = [style.get("numFmtId", "0") for style in root.iterfind("{*}cellXfs/{*}xf")]
        return [own.get(number) or _BUILT_IN.get(number) or "General" for number in numbers]

    @cached_property
    def _epoch(self) -> datetime:
        properties = next(parse(self._package.parts[_WORKBOOK].data).iterfind("{*}workbookPr"), None)
        return MAC_EPOCH if properties is not None and properties.get("date1904") in {"1", "true"} else WINDOWS_EPOCH


def column_style(sheet: etree._Element, column: int) -> str | None:
    """The style that a sheet gives to the empty cells of a column."""
    spans = sheet.iterfind("{*}cols/{*}col")
    return next((span.get("style") for span in spans if int(span.get("min", 0)) <= column <= int(span.get("max", 0))), None)
