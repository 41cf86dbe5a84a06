"""Rows of a table as lines with a mark and a name, totals, and what is neither; nothing is decided about points here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from generator.score_sheets.cells import shown
from generator.score_sheets.codes import NO_MARK, Mark, Sort, mark_in_front, mark_of
from generator.score_sheets.headings import Table, bare, is_column_numbers
from generator.score_sheets.model import Meaning

_TOTAL: Final = re.compile(r"(?:tổng cộng|tổng điểm|tổng số|tổng|cộng)(?!\s*(?:hợp|kết|thể|tác))\b", re.IGNORECASE)
_PART: Final = re.compile(r"[A-H]\s*[.)]?")
_POINTS: Final = frozenset({Meaning.MAXIMUM, Meaning.SCORE, Meaning.SELF, Meaning.APPRAISED})
_SURVEY: Final = re.compile(r"dieu tra|xa hoi hoc|\bxhh\b|khao sat")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: where it stands, its mark, its name. A total has no mark; `survey` is said by the part it stands in."""

    table: Table
    row: int
    column: int
    mark: Mark
    name: str
    total: bool = False
    survey: bool = False
    points: bool = True
    """Whether the points of the row belong to it: of several names in one row, to the last."""


def rows_of(table: Table) -> list[Row]:
    """The lines of a table in their order; rows without a mark are left out unless they are totals or may have lost it."""
    reader = _Reader(table)
    rows = [row for number in range(table.first, table.last + 1) for row in reader.read(number)]
    return _without_ordinals(rows)


def says_survey(words: str) -> bool:
    """Whether words name a sociological survey."""
    return bool(_SURVEY.search(bare(words)))


class _Reader:
    """Reads rows one after the other: names that hang down over rows, and parts of the sheet, are remembered."""

    def __init__(self, table: Table) -> None:
        first_points = min((head.column for head in table.heads if head.meaning not in {None, Meaning.CODE, Meaning.NAME}), default=10**6)
        names = [column for column in table.columns(Meaning.NAME) if column < first_points] or table.columns(Meaning.NAME)[:1]
        self.table = table
        self.code = _code_column(table, first_points)
        self.names = [column for column in names if column != self.code]
        self.above: dict[int, str] = {}
        self.survey = False

    def read(self, number: int) -> Iterator[Row]:
        """The lines of one row: mostly one, several when field, criterion and part have columns of their own."""
        grid = self.table.grid
        if not grid.row(number) or is_column_numbers(grid, number):
            return
        label = grid.words(number, self.code) if self.code else ""
        mark, in_code = _marked(self.table, number, self.code)
        cells = [(column, " ".join(grid.words(number, column).split())) for column in self.names]
        written = [(column, words) for column, words in cells if words and self.above.get(column) != words]
        if len(self.names) > 1:
            self.above |= dict(written)
        if not written:
            written = [(self.code or 1, in_code or self._overflowing(number))]
        for column, words in written[:-1]:
            front, name = mark_in_front(words)
            yield Row(self.table, number, column, front, name, survey=self.survey, points=False)
        column, words = written[-1]
        yield from self._line(number, column, mark, label, words)

    def _overflowing(self, number: int) -> str:
        """A name typed in no column of names: a field that was merged over columns without a heading."""
        cells = self.table.grid.row(number)
        untitled = [column for column, value in cells.items() if isinstance(value, str) and not self.table.heading(column)]
        return shown(cells[untitled[0]]) if untitled else ""

    def _has_points(self, row: int) -> bool:
        cells = self.table.grid.row(row)
        return any(head.meaning in _POINTS and cells.get(head.column) is not None for head in self.table.heads)

    def _line(self, number: int, column: int, mark: Mark, label: str, words: str) -> Iterator[Row]:
        if _PART.fullmatch(label) and mark.sort is Sort.NONE:
            self.survey = says_survey(words)
            return
        front, name = mark_in_front(words)
        chosen, name = _chosen(mark, front, words, name)
        if chosen.sort is Sort.NONE and (total := next((text for text in (label, words) if _TOTAL.match(text)), "")):
            yield Row(self.table, number, self.code or column, NO_MARK, total if total == words else f"{total} {words}".strip(), total=True)
        elif name or (chosen.sort is not Sort.NONE and self._has_points(number)):
            yield Row(self.table, number, self.code if chosen is mark and self.code else column, chosen, name, survey=self.survey)


def _code_column(table: Table, first_points: int) -> int:
    """The column of codes: a «Mã» before an «STT»; one of whole codes below another heading, or below none, before both; 0 for none."""
    others = [head.column for head in table.heads if head.meaning in {None, Meaning.NAME} and head.column < first_points]
    names = table.columns(Meaning.NAME)
    whole = [column for column in others if names != [column] and _holds_codes(table, column)]
    codes = table.columns(Meaning.CODE)
    if codes and _holds_codes(table, codes[0]):
        return codes[0]
    named = [column for column in codes if "ma" in bare(table.heading(column)).split()]
    return (named or whole or codes or [0])[0]


def _holds_codes(table: Table, column: int) -> bool:
    cells = [value for row in range(table.first, table.last + 1) if (value := table.grid.at(row, column)) is not None]
    marks = [mark for value in cells if (mark := mark_of(value)).sort in {Sort.DOTTED, Sort.ROMAN}]
    return 2 * len(marks) > len(cells) and any(len(mark.path) > 1 for mark in marks)


def _marked(table: Table, row: int, column: int) -> tuple[Mark, str]:
    """The mark in the cell of codes, and the name when both were typed (or merged) into it."""
    if not column:
        return NO_MARK, ""
    mark = mark_of(table.grid.at(row, column))
    if mark.sort is not Sort.NONE:
        return mark, ""
    return mark_in_front(table.grid.words(row, column))


def _chosen(mark: Mark, front: Mark, words: str, rest: str) -> tuple[Mark, str]:
    """A code in front of the name is the criterion's own; the cell of codes may only count rows."""
    if front.sort is Sort.NONE:
        return mark, words
    if mark.sort is Sort.NONE or (len(front.path) > 1 and (len(mark.path) < 2 or front.path in mark.paths)):  # noqa: PLR2004 - a whole code
        return front, rest
    return mark, rest if front.sort is mark.sort and front.path in mark.paths else words


def _without_ordinals(rows: list[Row]) -> list[Row]:
    """When most names bring their code, a lone number in the cell of codes only counts rows."""
    coded = [row for row in rows if _is_named(row) and len(row.mark.path) > 1]
    lone = [row for row in rows if not _is_named(row) and row.mark.sort is Sort.DOTTED and len(row.mark.path) == 1]
    if len(coded) <= len(lone):
        return rows
    return [_without_ordinal(row) if row in lone else row for row in rows]


def _is_named(row: Row) -> bool:
    """Whether its code stood in front of its name."""
    return row.column in row.table.columns(Meaning.NAME)


def _without_ordinal(row: Row) -> Row:
    mark, name = mark_in_front(row.name)
    return replace(row, mark=mark, name=name)
