"""The tables of a report besides its annex of results: counts made from the rows, who sent its form when, the list of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from generator.past_papers.evidence_words import listed_papers
from generator.past_papers.source import Grid, Source
from generator.past_papers.told_bullets import without_heir
from generator.past_papers.wording import one_line
from generator.results import Progress
from generator.workbook import BookRow, bare

_COUNTS: Final = frozenset({"so tieu chi", "da hoan thanh", "dang thuc hien", "chua thuc hien"})
_COUNTED: Final = _COUNTS | {"stt", "chua co bao cao", "khong con ap dung", "qua han", "ty le hoan thanh", "diem bi tru"}
STATES: Final = {
    "da hoan thanh": Progress.DONE,
    "dang thuc hien": Progress.ONGOING,
    "chua thuc hien": Progress.NOT_STARTED,
    "khong con ap dung": Progress.NOT_APPLICABLE,
}
"""Columns of counts by their heading."""
_NAMED: Final = frozenset({"linh vuc", "don vi chu tri", "ky bao cao"})
_UNIT: Final = re.compile(r"(?:ten )?(?:cac )?(?:phong, )?don vi\b.*|phong, don vi")
_SENT: Final = re.compile(r"ngay (?:nhan|gui|nop)\b.*|tinh trang\b.*|danh gia|thoi gian gui.*")


@dataclass(slots=True)
class ReportTables:
    """What these tables tell; each is taken."""

    evidence: list[BookRow] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    """A row of the tables of who sent what, in words."""
    senders: list[str] = field(default_factory=list)
    """Units that owed a form."""
    named: list[str] = field(default_factory=list)
    """Lead units of the table of counts."""
    earlier: list[str] = field(default_factory=list)
    """Rows of the table of progress, a period each."""
    counts: list[dict[str, int]] = field(default_factory=list)
    """Sums of each table of counts of this period, by heading."""


def report_tables(source: Source) -> ReportTables:
    """Read and take them."""
    found = ReportTables()
    for grid in source.grids:
        if source.is_taken(grid.lines[0]):
            continue
        if (papers := listed_papers(grid)) is not None:
            found.evidence += papers
        elif not _counts(grid, found) and not _submissions(grid, found):
            continue
        source.take(grid)
    return found


def _headings(grid: Grid) -> list[str]:
    return [bare(one_line(cell.text.plain)).strip(" :.") for cell in grid.rows[0]]


def _counts(grid: Grid, found: ReportTables) -> bool:
    """A table of which every column is a count made from the rows; one with any other column is somebody's own."""
    headings = _headings(grid)
    name = next((index for index, words in enumerate(headings) if words in _NAMED), None)
    if name is None or not set(headings) >= _COUNTS or not set(headings) <= _COUNTED | _NAMED:
        return False
    rows = [row for row in _rows(grid) if len(row) > name and not row[name].casefold().startswith("tổng")]
    if headings[name] != "ky bao cao":
        found.counts.append({words: _sum(rows, place) for place, words in enumerate(headings) if words in STATES})
    if headings[name] == "don vi chu tri":
        found.named += [without_heir(row[name])[0] for row in rows]
    elif headings[name] == "ky bao cao":
        found.earlier += [", ".join(row[name:]) for row in rows]
    return True


def _sum(rows: list[list[str]], place: int) -> int:
    """The sum of a column of counts; an empty cell counts nothing."""
    return sum(int(row[place]) for row in rows if len(row) > place and row[place].isdecimal())


def _submissions(grid: Grid, found: ReportTables) -> bool:
    headings = _headings(grid)
    unit = next((index for index, words in enumerate(headings) if _UNIT.fullmatch(words)), None)
    if unit is None or not any(_SENT.fullmatch(words) for words in headings):
        return False
    for row in _rows(grid):
        found.sent.append(", ".join(filter(None, row)))
        if len(row) > unit and row[unit]:
            found.senders.append(row[unit])
    return True


def _rows(grid: Grid) -> Iterator[list[str]]:
    for row in grid.rows[1:]:
        yield [one_line(cell.text.plain) for cell in row]
