"""Rows of the annex as cells of the workbook: points, times and units read, what can't be read kept in the internal note."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.fields import time_words
from generator.past_papers.annex import CriteriaTable, CriterionCells
from generator.past_papers.units import unit_names
from generator.past_papers.wording import one_line
from generator.records import TimeKind
from generator.richtext import EMPTY
from generator.workbook import BookRow, known_time

_RICH: Final = ("name", "cause", "remedy", "evidence")
_POINTS: Final = {"maximum": "Điểm tối đa", "score": "Điểm đạt", "target": "Điểm phấn đấu"}
_NOTHING: Final = frozenset({"", "-", "–", "—", "/"})


@dataclass(slots=True)
class Criteria:
    """The rows, the units they name, points as they were typed, and each cell that could not be read: code, what it is, its words."""

    rows: list[BookRow] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    unread: list[tuple[str, str, str]] = field(default_factory=list)


def criteria(table: CriteriaTable, fields: dict[str, str], action_year: int) -> Criteria:
    """Each criterion as a row; `fields` are the names of the fields by number."""
    found = Criteria()
    for row in table.rows:
        found.rows.append(_Row(found, row).shown(fields, action_year))
    return found


class _Row:
    """Reads one row, noting what it can't."""

    def __init__(self, found: Criteria, row: CriterionCells) -> None:
        self.found = found
        self.row = row
        self.notes: list[str] = []

    def shown(self, fields: dict[str, str], action_year: int) -> BookRow:
        """The cells of the row."""
        row = self.row
        shown: BookRow = {"code": row.code, "field": fields.get(row.field or row.code.partition(".")[0], "")}
        shown |= {key: row.cells.get(key, EMPTY) for key in _RICH}
        shown |= {key: self._points(key) for key in _POINTS}
        shown |= self._units() | self._time(action_year)
        shown["printed_note"] = row.cells.get("note", EMPTY)
        shown["internal_note"] = "; ".join(self.notes)
        return shown

    def _words(self, key: str) -> str:
        return one_line(self.row.cells.get(key, EMPTY).plain)

    def _unread(self, what: str, words: str) -> None:
        self.found.unread.append((self.row.code, what, words))
        self.notes.append(f"{what} trong văn bản gốc: {words}")

    def _points(self, key: str) -> Decimal | None:
        words = self._words(key)
        number = vietnamese.parse_decimal(words)
        if number is not None:
            self.found.points.append(words)
        elif words not in _NOTHING:
            self._unread(_POINTS[key], words)
        return number

    def _units(self) -> BookRow:
        """One lead unit; others named with it go to those who support."""
        leads = unit_names(self.row.cells.get("lead", EMPTY).plain, self.found.units)
        support = [*leads[1:], *unit_names(self.row.cells.get("support", EMPTY).plain, self.found.units)]
        support = [name for name in dict.fromkeys(support) if name not in leads[:1] and name not in _NOTHING]
        if len(leads) > 1:
            self._unread("Chủ trì", "; ".join(leads))
        self.found.units += [name for name in (*leads[:1], *support) if name not in self.found.units]
        return {"lead": leads[0] if leads else "", "support": "; ".join(support)}

    def _time(self, action_year: int) -> BookRow:
        words = self._words("time").rstrip(".;")
        found = known_time(words, action_year) if words else None
        if found is None:
            if words not in _NOTHING:
                self._unread("Thời gian", words)
            return {"time_kind": None, "time": None}
        return {"time_kind": found.kind, "time": None if found.kind is TimeKind.ONGOING else found.day or time_words(found)}
