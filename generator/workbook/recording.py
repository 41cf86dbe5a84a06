"""A plan and its results back into the workbook they came from: what differs is written, everything else left as it lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.errors import InputRefusedError, OutputRefusedError, Place, Problem
from generator.package import Package
from generator.plan import Plan
from generator.records import Row
from generator.results import Results
from generator.workbook.cell_edit import CellEdit
from generator.workbook.findings import worded
from generator.workbook.list_changes import ListChanges, blank, unfit
from generator.workbook.moving import moved_rows
from generator.workbook.patch import patch_cells
from generator.workbook.reading import PlanBook
from generator.workbook.reckoning import reckoned_anew
from generator.workbook.recorded import prove
from generator.workbook.row_meaning import Reader
from generator.workbook.schema import Column
from generator.workbook.sheets import FACTS_TITLE, LIST_SHEETS, OPTIONAL_SHEETS
from generator.workbook.showing import cells_of, context_of


def record(book: PlanBook, plan: Plan, results: Results) -> bytes:
    """The workbook with exactly this plan and these results; the bytes of the source when nothing changed.

    A row whose record has another place in its list moves whole, with its look, its notes and all that stands beside it; new rows
    stand where their record belongs, gone ones are emptied. What points at moved rows follows them. The bytes are read again and
    must give the plan and the results.

    Raises InputRefusedError when a sheet with rows (BANG-02), a column (BANG-05) or a fact's line (BANG-09) is missing, cells are
    merged (BANG-34), a formula can't follow the rows (BANG-36) or words beside the list are in their way (BANG-37). Raises
    OutputRefusedError BANG-22 or BANG-23 for words that no cell may hold, BANG-29 over a formula, BANG-35 for what reads back otherwise.
    """
    source = book.package.source.data
    if plan == book.plan and results == book.results:
        return source
    reader = Reader(context_of(plan), plan.facts.action_year)
    _refuse(InputRefusedError, list(_missing_sheets(book, plan, results)))
    changes = [change for change in _lists(book, reader, plan, results) if change.changed]
    edits, missing, misfits = _facts(book, reader, plan)
    _refuse(InputRefusedError, [*missing, *(problem for change in changes for problem in change.missing.values())])
    _refuse(OutputRefusedError, [*misfits, *(problem for change in changes for problem in change.unfit)])
    edits += [edit for change in changes for edit in change.edits]
    if not edits and not any(change.moves.rows for change in changes):
        return source
    package = _rearranged(book.package, changes)
    data = patch_cells(package, edits, [change.growth for change in changes if change.growth])
    data = reckoned_anew(replace(book.package.source, data=data))
    prove(book, data, plan, results)
    return data


def record_results(book: PlanBook, results: Results) -> bytes:
    """`record` for results alone, whose order has no meaning: known rows keep their places, new ones stand under their table."""
    kept: dict[str, Any] = {name: _in_place(getattr(book.results, name), rows) for name, rows in results}
    return record(book, book.plan, Results(**kept))


def _in_place(before: tuple[Row, ...], rows: tuple[Row, ...]) -> tuple[Row, ...]:
    known = {row.id: number for number, row in enumerate(before)}
    return tuple(sorted(rows, key=lambda row: known.get(row.id, len(known))))


def _refuse(kind: type[InputRefusedError | OutputRefusedError], problems: list[Problem]) -> None:
    if problems:
        raise kind(*problems)


def _missing_sheets(book: PlanBook, plan: Plan, results: Results) -> Iterator[Problem]:
    wanted = dict(plan) | dict(results)
    for sheet in OPTIONAL_SHEETS:
        if sheet.key not in book.lists and wanted[sheet.key]:
            yield worded("BANG-02", Place(book.package.place.file, sheet.title), sheet=sheet.title, near="")


def _lists(book: PlanBook, reader: Reader, plan: Plan, results: Results) -> Iterator[ListChanges]:
    before, after = dict(book.plan) | dict(book.results), dict(plan) | dict(results)
    for sheet in LIST_SHEETS:
        if sheet.key in book.lists:
            yield ListChanges(book, book.lists[sheet.key], reader, before[sheet.key], after[sheet.key])


def _facts(book: PlanBook, reader: Reader, plan: Plan) -> tuple[list[CellEdit], list[Problem], list[Problem]]:
    """Cells of facts to write; lines that are missing or merged; words that no cell holds."""
    shown = cells_of(plan).facts
    cells = {key: found.cell for key, found in book.facts.items()}
    edits: list[CellEdit] = []
    missing: list[Problem] = []
    misfits: list[Problem] = []
    for fact in reader.wrong_facts(plan.facts, cells):
        found = book.facts.get(fact.key)
        if found is None or found.cell.filled:
            missing.append(_no_place(book, fact))
            continue
        value = shown[fact.key]
        misfits += unfit(value, replace(book.package.place, sheet=found.sheet, cell=found.name))
        edits.append(CellEdit(found.sheet, found.name, None if blank(value) else value))
    return edits, missing, misfits


def _no_place(book: PlanBook, fact: Column) -> Problem:
    found = book.facts.get(fact.key)
    if found is not None:
        return worded("BANG-34", replace(book.package.place, sheet=found.sheet, cell=found.name))
    title = next((known.sheet for known in book.facts.values()), FACTS_TITLE)
    return worded("BANG-09", replace(book.package.place, sheet=title), heading=fact.heading, near="")


def _rearranged(package: Package, changes: list[ListChanges]) -> Package:
    """The package with all rows at their new places."""
    problems: list[Problem] = []
    for change in changes:
        if change.moves.rows or change.emptied:
            package, found = moved_rows(package, change.moves, change.emptied, change.columns)
            problems += found
    _refuse(InputRefusedError, problems)
    return package
