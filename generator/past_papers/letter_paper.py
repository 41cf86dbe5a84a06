"""An urging letter, written in Word, as the cells of a workbook: who owed what in which period."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from generator import vietnamese
from generator.anatomy import Part
from generator.past_papers.foot import recipients, signer
from generator.past_papers.imported import Imported, put
from generator.past_papers.letterhead import Head, agency_row
from generator.past_papers.period import cited_plan, period_of, put_period, units_due
from generator.past_papers.source import Grid, Source
from generator.past_papers.telling import leftovers, recall
from generator.past_papers.units import unit_rows
from generator.past_papers.wording import one_line, years
from generator.workbook import BookRow, bare, blank_cells

_AS_ABOVE: Final = "nhu tren"
_SECOND: Final = re.compile(r".*\(lan (?:2|hai)\).*|.*\blan thu hai\b.*", re.DOTALL)
_ADDRESSEE: Final = re.compile(r"(?:kính gửi)?\s*:?\s*[-–]?\s*(?P<name>.*?)[;.]?\s*", re.IGNORECASE | re.DOTALL)
_UNTIL: Final = re.compile(r"Đến hết (?P<day>ngày \d{1,2} tháng \d{1,2} năm \d{4}),.*", re.DOTALL)
_OWN: Final = re.compile(r"(?:thuc hien ke hoach\b|den het ngay\b|de nghi cac don vi\b|day la lan don doc\b).*", re.DOTALL)


def letter_cells(source: Source, found: Head, file: str, year: int) -> Imported:
    """The cells of the plan, the period, the late units and that they were urged. A letter knows no criteria."""
    texts = [line.words for line in source.lines]
    words = "\n".join(texts)
    action = found.last_year or found.year or year
    cells = blank_cells(action)
    period = period_of(found.title.plain, words)
    late = _late(source)
    abbreviation, _, office = found.symbol.partition("-")
    units = _with_office(unit_rows(late, texts), office, texts)
    agency, signing = agency_row(found, texts) | {"abbreviation": abbreviation, "code": abbreviation or "CQ"}, signer(source)
    sent = found.day or _told_day(texts)
    level = 2 if _SECOND.fullmatch(bare(words)) else 1
    put_period(cells, period, units_due(words))
    put(cells, "agencies", [agency])
    put(cells, "units", units)
    put(cells, "recipients", [row for row in recipients(source) if bare(str(row["name"])) != _AS_ABOVE])
    source.pass_over(*(line for line in source.of(Part.RECIPIENT) if bare(line.words).strip(" -–;.") == _AS_ABOVE))
    put(cells, "signers", [signing] if signing and signing["name"] else [])
    if sent is not None:
        cells.lists["reminders"] = [{"period": period.name, "unit": unit, "level": level, "sent": sent} for unit in late]
    source.pass_over(*(line for line in source.of(Part.BODY) if _OWN.fullmatch(bare(line.words))))
    facts = cited_plan(one_line(" ".join(line.words for line in source.of(Part.BODY))))
    assessed = next(iter(years(str(facts.get("title", "")))), action - 1)
    cells.facts.update({"assessed_year": assessed, "action_year": action, **facts})
    cells.facts.update({"agency": agency["code"], "signer": signing["name"] if signing else None})
    return Imported(cells, tuple(leftovers(source, file)), recall(source))


def _late(source: Source) -> list[str]:
    """The units in the table, else those it is addressed to."""
    addressed = [match["name"] for line in source.of(Part.ADDRESSEE_HEAD, Part.ADDRESSEE) if (match := _ADDRESSEE.fullmatch(line.words))]
    source.take(*source.of(Part.ADDRESSEE_HEAD, Part.ADDRESSEE))
    grid = next((grid for grid in source.grids if _is_late_table(grid)), None)
    if grid is None:
        return [one_line(name) for name in addressed if name]
    source.take(grid)
    return [one_line(row[1].text.plain) for row in grid.rows[1:] if len(row) > 1 and row[1].text]


def _is_late_table(grid: Grid) -> bool:
    said = {bare(cell.text.plain) for cell in grid.rows[0] if cell.text}
    return any("don vi" in words for words in said) and any(words.startswith(("han", "thoi han", "so ngay")) for words in said)


def _with_office(units: list[BookRow], office: str, texts: list[str]) -> list[BookRow]:
    """The office that writes the letter, by the end of its symbol."""
    if not office or any(row["code"] == office for row in units):
        return units
    named = next((row for row in unit_rows(["Văn phòng"], texts)), None)
    return [named | {"code": office}, *units] if named else units


def _told_day(texts: list[str]) -> date | None:
    match = next((match for words in texts if (match := _UNTIL.fullmatch(words))), None)
    return vietnamese.parse_date(match["day"]) if match else None
