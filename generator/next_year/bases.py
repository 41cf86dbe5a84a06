"""Bases a year later: those of every year wait for this year's document, the others stay as they were issued."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator import vietnamese
from generator.errors import Problem
from generator.next_year.shapes import quoted, remark, words_of
from generator.next_year.years import Years, moved, years_said
from generator.records import BasisRole
from generator.vietnamese import folded
from generator.workbook import BookRow

_OF_EACH_YEAR: Final = frozenset(map(folded, (BasisRole.SCORES, BasisRole.APPRAISAL)))


def is_annual(row: BookRow, years: Years) -> bool:
    """Whether the next year has a document of its own in this place: scores, appraisal, the reform plan of one year."""
    role = folded(str(row.get("role") or ""))
    said = {year for year, _ in years_said(words_of(row.get("subject")))}
    return role in _OF_EACH_YEAR or (role == folded(BasisRole.REFORM_PLAN) and not said.isdisjoint({years.assessed, years.action}))


def next_basis(row: BookRow, years: Years) -> BookRow:
    """A basis of the next plan. Number and day of a document that is not there yet stay blank, never made up."""
    if not is_annual(row, years):
        return row
    before = str(row.get("internal_note") or "")
    replaced = f"Thay {document(row)} của năm trước"
    after = row | {"number": None, "issued": None, "standing": None, "subject": moved(row.get("subject"), years)}
    return after | {"internal_note": "; ".join(filter(None, (replaced, before)))}


def document(row: BookRow) -> str:
    """`Quyết định số 04/QĐ-UBND ngày 02/01/2025`, as far as the row says it; else its subject."""
    number = f"số {words_of(row.get('number'))}" if words_of(row.get("number")) else ""
    day = f"ngày {words_of(row.get('issued'))}" if words_of(row.get("issued")) else ""
    named = " ".join(filter(None, (words_of(row.get("kind")), number, day)))
    return named if number or day else f"{named} {quoted(words_of(row.get('subject')))}".strip()


def basis_remarks(index: int, row: BookRow, years: Years) -> Iterator[Problem]:
    """The document that the clerk has to look for."""
    if is_annual(row, years):
        message = f"Căn cứ thay {document(row)} chưa có số và ngày của năm mới"
        yield remark("NT-14", ("bases", index, "number"), message, f"Ghi số, ngày của văn bản về năm {years.next.assessed} khi đã ban hành")


def year_of(day_words: str) -> int | None:
    """The year of a day as it is written."""
    day = vietnamese.parse_date(day_words)
    return day.year if day else None
