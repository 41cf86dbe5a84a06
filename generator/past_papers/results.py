"""What a report tells of each criterion as rows of the results: from the annex, and from bullets in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from generator import vietnamese
from generator.fields import FINAL_MARKS
from generator.past_papers.annex import CriteriaTable, CriterionCells
from generator.past_papers.source import Grid
from generator.past_papers.wording import cut, one_line
from generator.results import Progress
from generator.richtext import EMPTY, Text
from generator.workbook import BookRow, bare

_RATE: Final = re.compile(r"\s*\((?P<over>\d[\d.,]*)/(?P<under>\d[\d.,]*), đạt [\d.,]+%\)\s*$")
_GAP: Final = re.compile(r"\[CẦN BỔ SUNG[^\]]*\]\s*")
_SPOT: Final = re.compile(r"\s*\((?P<spot>(?:mục|trang|điều|khoản|điểm)\b[^()]*)\)$", re.IGNORECASE)
_PAPER: Final = re.compile(
    r"(?P<title>.*?)(?:\s+số\s+(?P<number>\S+))?(?:\s+ngày\s+(?P<day>\d{1,2}/\d{1,2}/\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}))?"
)
_DASH: Final = re.compile(r"^[-–+]\s*")
_SUPPORT: Final = re.compile(r"(?P<unit>[^:\n]{2,80}):\s+(?P<note>.+)", re.DOTALL)
_STATES: Final = {bare(progress): progress for progress in Progress}
BULLET: Final = re.compile(r"[-–+]\s*(?P<codes>[1-9]\d?(?:\.\d{1,2}){1,3}(?:, [1-9]\d?(?:\.\d{1,2}){1,3})*)\.\s+(?P<words>.*)", re.DOTALL)
UNIT: Final = re.compile(r"\s*\((?P<units>[^()]*)\)\.?\s*$")


@dataclass(slots=True)
class Reported:
    """Rows of the lists of results for one period, by its name in the workbook."""

    period: str
    results: dict[str, BookRow] = field(default_factory=dict)
    """By the code of the criterion."""
    evidence: list[BookRow] = field(default_factory=list)
    notes: list[BookRow] = field(default_factory=list)

    def row(self, code: str, unit: str) -> BookRow:
        """The result of a criterion."""
        return self.results.setdefault(code, {"period": self.period, "criterion": code, "unit": unit})


def annex_results(table: CriteriaTable, reported: Reported, units: set[str]) -> None:
    """The rows of the annex; what is no evidence or note of a unit is left in its cell."""
    for row in table.rows:
        lead = one_line(row.cells.get("lead", EMPTY).plain)
        state = _STATES.get(bare(row.cells.get("progress", EMPTY).plain.split("\n")[0]))
        if state is not None and row.code:
            reported.row(row.code, lead).update({"progress": state, **_done(row), **_expected(row)})
        row.cells.pop("progress", None)
        for paper in _papers(row.cells.pop("evidence", EMPTY)):
            reported.evidence.append({"period": reported.period, "criterion": row.code, "unit": lead, **paper})
        _notes(row, reported, units)


def _done(row: CriterionCells) -> BookRow:
    text = row.cells.pop("done", EMPTY)
    if gap := _GAP.match(text.plain):
        text = cut(text, gap.end(), len(text.plain))
    match = _RATE.search(text.plain)
    if match is None:
        return {"done": text.strip()}
    over, under = (vietnamese.parse_decimal(match[name]) for name in ("over", "under"))
    return {"done": cut(text, 0, match.start()).strip(), "numerator": over, "denominator": under}


def _expected(row: CriterionCells) -> BookRow:
    """The unit's estimate; one that is just the old score says nothing."""
    expected = vietnamese.parse_decimal(row.cells.pop("expected", EMPTY).plain)
    old = vietnamese.parse_decimal(row.cells.get("score", EMPTY).plain)
    return {"expected": expected} if expected is not None and expected != old else {}


def _papers(text: Text) -> Iterator[BookRow]:
    """`- Quyết định … số 12/QĐ-SKHCN ngày 10/3/2025 (mục 2, trang 3)`, one a line."""
    for line in filter(None, map(str.strip, text.plain.split("\n"))):
        yield paper(_DASH.sub("", line))


def paper(words: str) -> BookRow:
    """A paper that proves a result, taken apart."""
    spot = _SPOT.search(words)
    rest = words[: spot.start()] if spot else words
    found = _PAPER.fullmatch(rest)
    row: BookRow = {"title": rest, **(spots(spot["spot"]) if spot else {})}
    if found and (found["number"] or found["day"]) and found["title"]:
        row |= {"title": found["title"], "number": found["number"] or "", "issued": vietnamese.parse_date(found["day"] or "")}
    return row


def spots(words: str) -> BookRow:
    """`mục 2, trang 3` as item and page."""
    page = re.search(r"(?:^|,\s*)trang\s+(?P<page>[^,]+)$", words)
    item = (words[: page.start()] if page else words).strip()
    return {"item": item.removeprefix("mục ") if item else "", "page": page["page"] if page else ""}


def _notes(row: CriterionCells, reported: Reported, units: set[str]) -> None:
    """`Phòng X: …` of a known unit is its note; the rest is the printed note of the criterion."""
    rest: list[str] = []
    for line in row.cells.pop("note", EMPTY).plain.split("\n"):
        match = _SUPPORT.fullmatch(line)
        if match and bare(match["unit"]) in units:
            reported.notes.append({"period": reported.period, "criterion": row.code, "unit": match["unit"], "note": match["note"]})
        elif line:
            rest.append(line)
    if rest:
        row.cells["note"] = Text.of("\n".join(rest))


def papers_of(grid: Grid, reported: Reported) -> None:
    """The table of papers in place of what the annex of results only names by number."""
    leads = {str(row["criterion"]): row["unit"] for row in reported.evidence}
    reported.evidence.clear()
    for row in grid.rows[1:]:
        cells = [one_line(cell.text.plain) for cell in row]
        if len(cells) == _PAPER_COLUMNS:
            _, code, title, number, day, issuer, spot = cells
            unit = leads.get(code) or str(reported.results.get(code, {}).get("unit") or "")
            found: BookRow = {"title": title, "number": number, "issued": vietnamese.parse_date(day), "issuer": issuer, **spots(spot)}
            reported.evidence.append({"period": reported.period, "criterion": code, "unit": unit, **found})


_PAPER_COLUMNS: Final = 7


def telling(reported: Reported, text: Text, put: Callable[[BookRow, Text], None]) -> bool:
    """A bullet `codes. words (units).` put into the rows of its codes; False when it is none, or of a criterion without a row."""
    match = BULLET.fullmatch(text.plain)
    if match is None or not all(code in reported.results for code in match["codes"].split(", ")):
        return False
    words = cut(text, match.start("words"), len(text.plain))
    unit = UNIT.search(words.plain)
    words = cut(words, 0, unit.start()) if unit else words
    for code in match["codes"].split(", "):
        put(reported.results[code], words.strip(*FINAL_MARKS))
        if unit and ";" not in unit["units"]:
            reported.results[code]["unit"] = unit["units"]
    return True
