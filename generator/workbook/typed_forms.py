"""A unit's form as fields to type into, each with its cell; what was typed goes into the .xlsx form and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from generator import files, vietnamese
from generator.errors import InputRefusedError, Place
from generator.package import unpacked
from generator.plan import Plan
from generator.records import ReportingPeriod, Unit
from generator.results import Results
from generator.richtext import Text
from generator.workbook.cell_edit import CellEdit
from generator.workbook.findings import CellFault
from generator.workbook.form_codes import worded
from generator.workbook.form_reading import read_typed
from generator.workbook.form_rows import form_name, read_mark
from generator.workbook.form_sheets import EVIDENCE, HEAD_CELLS, LEAD, SHEETS, SUPPORT, FormSheet, SheetKind
from generator.workbook.grid import name_of
from generator.workbook.patch import patch_cells
from generator.workbook.schema import BookRow, Column, Shown
from generator.workbook.unit_forms import Order, form_rows, head_places, header_row, write_unit_form


@dataclass(frozen=True, slots=True)
class FormField:
    """One cell that the unit fills in: `ct/1.1.2/progress` is its name, `value` what the workbook holds of it."""

    name: str
    column: Column
    sheet: str
    cell: str
    value: Shown

    @property
    def words(self) -> str:
        """The value as a person types it."""
        match self.value:
            case date():
                return vietnamese.short_date(self.value)
            case Decimal():
                return vietnamese.decimal(self.value)
            case None:
                return ""
            case _:
                return str(self.value)

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be chosen; nothing when words are typed."""
        return tuple(map(str, self.column.choices or ()))

    def typed(self, words: str) -> Shown:
        """What stands in the cell when somebody typed these words: a day, a number, or the words when they can't be read."""
        try:
            return read_typed(words, self.column)
        except CellFault:
            return words


@dataclass(frozen=True, slots=True)
class FormLine:
    """One row: what the plan says on it, and its fields. `row` is the id of the criterion or of a paper told before, or `+1` of a new one.

    A paper is named by its id, for its place in the form changes when another one comes or goes.
    """

    kind: SheetKind
    row: str
    given: Mapping[str, str]
    fields: tuple[FormField, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing was told in it yet."""
        return not any(field.words for field in self.fields)


@dataclass(frozen=True)
class TypedForm:
    """A unit's form of a period on a page. `data` is the same form as .xlsx; its hash tells whether what was shown still holds."""

    period: ReportingPeriod
    unit: Unit
    file: str
    data: bytes
    head: tuple[FormField, ...]
    led: tuple[FormLine, ...]
    evidence: tuple[FormLine, ...]
    supported: tuple[FormLine, ...]

    @property
    def issue(self) -> str:
        """Hash of everything the form shows."""
        return files.sha256(self.data)

    @cached_property
    def fields(self) -> Mapping[str, FormField]:
        """Every field by its name."""
        lines = (line.fields for line in (*self.led, *self.evidence, *self.supported))
        return {field.name: field for fields in (self.head, *lines) for field in fields}

    def at(self, place: Place) -> FormField | None:
        """The field that a problem is about, or None."""
        return next((field for field in self.fields.values() if (field.sheet, field.cell) == (place.sheet, place.cell)), None)

    def filled(self, answers: Mapping[str, str]) -> bytes:
        """The .xlsx form with these words in its fields; a field that is not named stays as it is.

        A field whose words did not change keeps its bold and italic. Raises InputRefusedError BIEU-35 for words in a field that the
        form does not have: they would be lost.
        """
        lost = sorted(name for name, words in answers.items() if words.strip() and name not in self.fields)
        if lost:
            raise InputRefusedError(*(worded("BIEU-35", Place(self.file), found=vietnamese.shortened(answers[name], 60)) for name in lost))
        edits = tuple(self._edits(answers))
        package = unpacked(files.ReadFile(Path(self.file), self.data))
        return patch_cells(package, edits) if edits else self.data

    def _edits(self, answers: Mapping[str, str]) -> Iterator[CellEdit]:
        for name, typed in answers.items():
            field = self.fields.get(name)
            if field is not None and vietnamese.clean(typed) != vietnamese.clean(field.words):
                yield CellEdit(field.sheet, field.cell, field.typed(typed))


def typed_form(plan: Plan, results: Results, period: ReportingPeriod, unit: Unit) -> TypedForm:
    """The form of a unit for a period, with what it already reported in it."""
    order = Order(plan, results, period, unit)
    rows = form_rows(order)
    lines = {sheet.kind: tuple(_lines(sheet, rows[sheet.kind])) for sheet in SHEETS}
    return TypedForm(
        period,
        unit,
        form_name(plan, period, unit),
        write_unit_form(plan, results, period, unit),
        tuple(_head(order)),
        lines[LEAD.kind],
        lines[EVIDENCE.kind],
        lines[SUPPORT.kind],
    )


def _head(order: Order) -> Iterator[FormField]:
    sent = order.results.submission(order.period.id, order.unit.id)
    for column in HEAD_CELLS:
        place = name_of(*head_places()[column.key])
        yield FormField(f"{SheetKind.HEAD}/{column.key}", column, LEAD.title, place, getattr(sent, column.key, None))


def _lines(sheet: FormSheet, rows: Iterable[BookRow]) -> Iterator[FormLine]:
    for number, row in enumerate(rows, header_row(sheet) + 1):
        mark = read_mark(str(row["id"]))
        if mark is not None:
            name = mark.row if sheet is not EVIDENCE else mark.known_id or f"+{mark.order}"
            yield FormLine(sheet.kind, name, _given(sheet, row), tuple(_fields(sheet, name, number, row)))


def _fields(sheet: FormSheet, name: str, number: int, row: BookRow) -> Iterator[FormField]:
    for index, column in enumerate(sheet.columns, 1):
        if column.required:
            yield FormField(f"{sheet.kind}/{name}/{column.key}", column, sheet.title, name_of(number, index), row.get(column.key))


def _given(sheet: FormSheet, row: BookRow) -> dict[str, str]:
    given = (column for column in sheet.columns if not column.required and column.key != "id")
    return {column.key: _plain(row.get(column.key)) for column in given}


def _plain(value: Shown) -> str:
    if isinstance(value, Decimal):
        return vietnamese.points(value)
    return value.plain if isinstance(value, Text) else "" if value is None else str(value)
