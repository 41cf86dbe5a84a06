"""Which cell styles of a workbook make a day, or a span of time, of a number (ISO/IEC 29500-1, 18.8.30)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUILT_IN: Final = {**dict.fromkeys((*range(14, 23), 45, 47), "d"), 46: "[h]"}
"""Numbers that stand for a format of days or hours without naming it."""
_ASIDE: Final = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
"""Words, colours, conditions and languages in a format."""
_DAY: Final = re.compile(r"(?<![_\\])[dmhysDMHYS]")
_SPAN: Final = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberFormats:
    """How many cell styles there are, and the numbers of those that show a day (spans among them), and a span of time."""

    count: int
    days: frozenset[int]
    spans: frozenset[int]


def number_formats(styles: ET.Element) -> NumberFormats:
    """The formats in the part `xl/styles.xml`. Raises ValueError or KeyError for a broken one."""
    own = {int(found.attrib["numFmtId"]): found.attrib["formatCode"] for found in styles.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")}
    known = _BUILT_IN | own
    codes = [known.get(int(style.get("numFmtId", "0")), "") for style in styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")]
    days = frozenset(number for number, code in enumerate(codes) if shows_day(code))
    return NumberFormats(len(codes), days, frozenset(number for number in days if shows_span(codes[number])))


def shows_day(code: str) -> bool:
    """Whether a number in this format is shown as a day or an hour; of several formats the first counts."""
    return _DAY.search(_ASIDE.sub("", code.split(";", maxsplit=1)[0])) is not None


def shows_span(code: str) -> bool:
    """Whether it is shown as hours, minutes or seconds that go on beyond a day."""
    return _SPAN.search(code.split(";", maxsplit=1)[0]) is not None
