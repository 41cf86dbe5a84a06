"""The unit forms of a period: one .xlsx for each reporting unit, in a folder of their own, and all of them as one zip."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from generator import files, package
from generator.actions.outcome import Outcome, Step, unseen
from generator.actions.periods import refuse_locked
from generator.standing import period_of, reporting_units
from generator.workbook import PlanBook, form_name, read_plan_book, write_unit_form

_FORM_LIMIT: Final = 64 * 2**20


def make_forms(workbook: Path, out: Path, *, period: str, step: Step = unseen) -> Outcome:
    """Write the forms of a period. Forms that are there are never overwritten: new ones go to the next folder.

    `step` is called with the name of each form before it is made; nothing is written until all are.
    """
    book = read_plan_book(workbook)
    asked = period_of(book.plan, period)
    refuse_locked(asked, workbook.name)
    forms = _forms(book, period, step)
    folder = _folder(out, workbook.stem, period, forms)
    paths = tuple(folder / name for name in forms)
    for path in paths:
        if not path.exists():
            files.write_new(path, forms[path.name])
    return Outcome(paths, book.problems, f"{len(paths)} biểu cho kỳ {period}, gửi từng đơn vị trước ngày hạn")


def zip_forms(workbook: Path, out: Path, *, period: str, step: Step = unseen) -> Outcome:
    """Write the forms of a period and, beside their folder, one zip of them to send out: same forms, same bytes.

    The zip comes first among the files. A period in which nobody reports has no zip.
    """
    made = make_forms(workbook, out, period=period, step=step)
    if not made.files:
        return made
    folder = made.files[0].parent
    parts = [package.stored(path.name, files.read(path, limit=_FORM_LIMIT).data) for path in made.files]
    archive = files.write_beside(folder.with_name(f"{folder.name}.zip"), package.join(parts))
    return Outcome((archive, *made.files), made.problems, made.summary)


def _forms(book: PlanBook, period: str, step: Step) -> dict[str, bytes]:
    asked = period_of(book.plan, period)
    forms = {}
    for unit in reporting_units(book.plan, asked):
        name = form_name(book.plan, asked, unit)
        step(name)
        forms[name] = write_unit_form(book.plan, book.results, asked, unit)
    return forms


def _folder(out: Path, stem: str, period: str, forms: Mapping[str, bytes]) -> Path:
    """The first folder that is free, already holds exactly these forms, or some of them alone: those of a run that was cut off."""
    number = 1
    while True:
        folder = out / f"{stem}-bieu-{period}" if number == 1 else out / f"{stem}-bieu-{period}-lan-{number}"
        if not folder.exists() or _takes(folder, forms):
            return folder
        number += 1


def _takes(folder: Path, forms: Mapping[str, bytes]) -> bool:
    if not folder.is_dir():
        return False
    there = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    ours = there & forms.keys()
    same = all((folder / name).is_file() and files.read(folder / name, limit=_FORM_LIMIT).data == forms[name] for name in ours)
    return same and (ours == forms.keys() or there == ours)
