"""The workbook told that a paper was issued: number, day and signer of the plan, number and day of a period's report."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import InputRefusedError
from generator.plan import Plan
from generator.workbook.findings import Findings
from generator.workbook.grid import Book, Grid, name_of
from generator.workbook.headings import Header, find_sheet, locate, match
from generator.workbook.patch import CellEdit, patch_cells
from generator.workbook.reading import PlanBook
from generator.workbook.sheets import FACT_COLUMNS, FACTS, FACTS_TITLE
from generator.workbook.showing import cells_of

_FACTS = ("number", "issue_date", "signer")
_PERIODS = ("report_number", "report_date")


def marked(book: PlanBook, plan: Plan) -> bytes:
    """The workbook with what the plan says of numbers, days and signer of issued papers, every other cell as it lies.

    The bytes of the source when nothing changed. Raises InputRefusedError BANG-05 or BANG-09 when a column or a line is missing,
    OutputRefusedError BANG-29 over a formula.
    """
    findings = Findings(book.package.place.file)
    edits = [*_fact_edits(book, plan, findings), *_period_edits(book, plan, findings)]
    if findings.problems:
        raise InputRefusedError(*findings.problems)
    return patch_cells(book.package, edits) if edits else book.package.source.data


def _fact_edits(book: PlanBook, plan: Plan, findings: Findings) -> Iterator[CellEdit]:
    changed = [key for key in _FACTS if getattr(plan.facts, key) != getattr(book.plan.facts, key)]
    if not changed:
        return
    shown = cells_of(plan).facts
    grids = Book(book.package).grids
    grid = find_sheet(grids, FACTS_TITLE, [FACTS_TITLE], Findings(""))
    places = _fact_places(grid) if grid is not None else {}
    for key in changed:
        if key in places and grid is not None:
            yield CellEdit(grid.title, places[key], shown[key])
        else:
            heading = next(fact.heading for fact in FACTS if fact.key == key)
            findings.add("BANG-09", FACTS_TITLE, heading=heading, near="")


def _fact_places(grid: Grid) -> dict[str, str]:
    """The cell of each fact."""
    located = locate(grid, FACT_COLUMNS, Findings(""))
    if located is None or not {"label", "value"} <= set(located.columns):
        return {}
    label, value = located.columns["label"], located.columns["value"]
    labels = {row: grid.at(row, label).words.rstrip("*: ") for row in located.body if not grid.at(row, label).filled}
    rows = match({row: words for row, words in labels.items() if words}, FACTS, Header(grid.title, label, down=True), Findings(""))
    return {key: name_of(row, value) for key, row in rows.items()}


def _period_edits(book: PlanBook, plan: Plan, findings: Findings) -> Iterator[CellEdit]:
    table = book.lists["periods"]
    rows = {code: row for row, code in table.ids.items()}
    for before, after in zip(book.plan.periods, plan.periods, strict=True):
        for key in _PERIODS:
            if getattr(before, key) == getattr(after, key):
                continue
            if key not in table.located.columns:
                findings.add("BANG-05", table.title, heading=table.sheet.column(key).heading, near="")
                continue
            yield CellEdit(table.title, table.located.place(rows[after.id], key), getattr(after, key))
