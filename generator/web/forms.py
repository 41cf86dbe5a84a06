"""A row of a workbook as a form: which control each cell gets, how large, what it may be chosen from, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

from generator import vietnamese
from generator.actions.cells import CellView, Offer, RowView, SheetView, offered
from generator.errors import Problem
from generator.workbook import FACTS_KEY, NEW_ROW, Column, Kind, OpenBook

_FIELD: Final = "c."
"""What the names of the fields of a form begin with; the rest is the key of the column."""
_LINE: Final = 80
"""Letters that fit on one line of a text area."""
_LONG: Final = 60
"""A column at least so wide holds sentences."""
_MOST_LINES: Final = 14
_TITLE: Final = 80
"""Letters of the title of a row."""
_NUMBERS: Final = {Kind.SCORE, Kind.NUMBER, Kind.COUNT, Kind.YEAR}
_DAYS: Final = {Kind.DAY, Kind.MOMENT}

_SHOWN: Final = {
    "criteria": ("code", "name", "maximum", "score", "remedy", "lead", "time_kind", "time"),
    "criteria_set": ("code", "name", "maximum", "self_score", "appraised", "score"),
    "bases": ("kind", "number", "issued", "issuer", "subject"),
    "units": ("code", "name", "short_name", "kind", "reports"),
    "agencies": ("code", "name", "abbreviation", "place", "valid_from", "valid_to"),
    "signers": ("name", "position", "authority", "on_behalf_of"),
    "periods": ("code", "first", "last", "units_due", "department_due", "report_number", "report_date"),
    "results": ("period", "criterion", "unit", "progress", "done", "expected"),
    "evidence": ("period", "criterion", "unit", "title", "number"),
    "submissions": ("period", "unit", "received", "file", "times"),
    "rewordings": ("paper", "key", "before", "text"),
}
"""Columns of the table of a wide sheet; the form of a row has them all."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form sent: the hash of the workbook that it was made from, the id of its row (none for a new one), the words by column."""

    seen: str
    id: str
    words: Mapping[str, str]

    @classmethod
    def of(cls, form: Mapping[str, str]) -> Typed:
        """The fields of a form."""
        words = {name.removeprefix(_FIELD): vietnamese.clean(said) for name, said in form.items() if name.startswith(_FIELD)}
        return cls(form.get("seen", ""), form.get("id", ""), words)


@dataclass(frozen=True, slots=True)
class CellField:
    """One cell in a form. `now` is what stands in the workbook when that is not what is shown to be saved."""

    cell: CellView
    words: str
    now: str | None
    control: str
    lines: int
    offer: Offer | None
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        """The name of the field."""
        return f"{_FIELD}{self.cell.column.key}"

    @property
    def key(self) -> str:
        """The key of the column."""
        return self.cell.column.key

    @property
    def keyboard(self) -> str:
        """The keyboard of a phone that fits."""
        return "decimal" if self.cell.column.kind in _NUMBERS else "text"

    @property
    def many(self) -> bool:
        """Whether several names may be typed, with semicolons between them."""
        return self.cell.column.kind is Kind.UNITS


@dataclass(frozen=True, slots=True)
class RowForm:
    """A row to be edited; `problems` are those that no cell of it has. `typed` is set when it was sent and refused."""

    row: RowView
    title: str
    fields: tuple[CellField, ...]
    problems: tuple[Problem, ...]
    seen: str
    changed: bool
    typed: bool

    @property
    def place(self) -> str:
        """How addresses name the row."""
        return "moi" if self.row.number == NEW_ROW else str(self.row.number)


def row_form(found: OpenBook, row: RowView, typed: Typed | None, problems: tuple[Problem, ...] = (), *, changed: bool = False) -> RowForm:
    """The form of a row, with words that were typed before when there are any."""
    told = problems or row.problems
    fields = tuple(_field(found, cell, typed, told, changed=changed) for cell in row.cells)
    at_cells = {problem for field in fields for problem in field.problems}
    rest = tuple(problem for problem in told if problem not in at_cells)
    title = "Dòng mới" if row.number == NEW_ROW else summary(row)
    return RowForm(row, title, fields, rest, found.package.source.sha256, changed, typed is not None)


def _field(found: OpenBook, cell: CellView, typed: Typed | None, told: tuple[Problem, ...], *, changed: bool) -> CellField:
    words = cell.words if typed is None else typed.words.get(cell.column.key, cell.words)
    now = cell.words if changed and words != cell.words else None
    offer = offered(found, cell.column)
    lines = min(sum(max(ceil(len(line) / _LINE), 1) for line in words.split("\n")) + 1, _MOST_LINES)
    mine = tuple(problem for problem in told if problem.place.cell == cell.name)
    return CellField(cell, words, now, _control(cell, words, offer), lines, offer, mine)


def _control(cell: CellView, words: str, offer: Offer | None) -> str:
    column = cell.column
    if cell.fixed:
        return "fixed"
    if offer is not None:
        return "select" if offer.strict else "names"
    sentences = column.kind is Kind.RICH or (column.kind is Kind.WORDS and column.width >= _LONG)
    return "long" if sentences or "\n" in words else "text"


def shown_columns(view: SheetView) -> tuple[Column, ...]:
    """The columns of the table of a sheet."""
    if view.key == FACTS_KEY:
        return ()
    wanted = _SHOWN.get(view.key, tuple(column.key for column in view.columns if column.key != "internal_note"))
    return tuple(column for column in view.columns if column.key in wanted)


def summary(row: RowView) -> str:
    """A row by its first words: `1.4.1.2 Mức độ …`; a fact by its name."""
    if len(row.cells) == 1:
        return row.cells[0].column.heading
    said = [row.words(key) for key in ("code", "name", "title", "text", "subject", "criterion", "period", "unit", "number")]
    code, *rest = dict.fromkeys(filter(None, said)) or [f"Dòng {row.number}"]
    typed_twice = bool(rest) and rest[0].startswith(code)
    return vietnamese.shortened(" ".join(rest if typed_twice else (code, *rest)), _TITLE)
