"""The unit forms of a period: one .xlsx for each reporting unit, in a folder of their own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator import files
from generator.actions.outcome import Outcome
from generator.actions.periods import refuse_locked
from generator.standing import period_of, reporting_units
from generator.workbook import PlanBook, form_name, read_plan_book, write_unit_form

_FORM_LIMIT = 64 * 2**20


def make_forms(workbook: Path, out: Path, *, period: str) -> Outcome:
    """Write the forms of a period. Forms that are there are never overwritten: new ones go to the next folder."""
    book = read_plan_book(workbook)
    asked = period_of(book.plan, period)
    refuse_locked(asked, workbook.name)
    forms = _forms(book, period)
    folder, there = _folder(out, workbook.stem, period, forms)
    paths = tuple(folder / name for name in forms)
    if not there:
        for name, data in forms.items():
            files.write_new(folder / name, data)
    return Outcome(paths, book.problems, f"{len(paths)} biểu cho kỳ {period}, gửi từng đơn vị trước ngày hạn")


def _forms(book: PlanBook, period: str) -> dict[str, bytes]:
    asked = period_of(book.plan, period)
    units = reporting_units(book.plan, asked)
    return {form_name(book.plan, asked, unit): write_unit_form(book.plan, book.results, asked, unit) for unit in units}


def _folder(out: Path, stem: str, period: str, forms: Mapping[str, bytes]) -> tuple[Path, bool]:
    """The first folder that is free or already holds exactly these forms."""
    number = 1
    while True:
        folder = out / f"{stem}-bieu-{period}" if number == 1 else out / f"{stem}-bieu-{period}-lan-{number}"
        if not folder.exists():
            return folder, False
        if _holds(folder, forms):
            return folder, True
        number += 1


def _holds(folder: Path, forms: Mapping[str, bytes]) -> bool:
    return all((folder / name).is_file() and files.read(folder / name, limit=_FORM_LIMIT).data == data for name, data in forms.items())
