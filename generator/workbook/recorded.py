"""The proof of a recording: the bytes are read again and must give exactly what was to be written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.errors import InputRefusedError, OutputRefusedError, Problem, Severity
from generator.plan import Plan
from generator.records import Row
from generator.results import Results
from generator.workbook.findings import worded
from generator.workbook.reading import PlanBook, read_plan
from generator.workbook.row_meaning import different
from generator.workbook.sheets import FACTS_TITLE, LIST_SHEETS
from generator.workbook.tables import Table


def prove(book: PlanBook, data: bytes, plan: Plan, results: Results) -> None:
    """Read the bytes as a workbook. Raises OutputRefusedError BANG-35 for each cell that means something else than was wanted."""
    try:
        again = read_plan(replace(book.package.source, data=data))
    except InputRefusedError as error:
        raise OutputRefusedError(*(problem for problem in error.problems if problem.severity is Severity.ERROR)) from error
    if problems := [*_wrong_facts(again, plan), *_wrong_rows(again, plan, results)]:
        raise OutputRefusedError(*problems)


def _wrong_facts(again: PlanBook, plan: Plan) -> Iterator[Problem]:
    for key in different(plan.facts, dict(again.plan.facts)):
        found = again.facts.get(key)
        place = replace(again.package.place, sheet=found.sheet if found else FACTS_TITLE, cell=found.name if found else "")
        yield worded("BANG-35", place, found=str(getattr(plan.facts, key)))


def _wrong_rows(again: PlanBook, plan: Plan, results: Results) -> Iterator[Problem]:
    wanted, found = dict(plan) | dict(results), dict(again.plan) | dict(again.results)
    for sheet in LIST_SHEETS:
        if [row.id for row in wanted[sheet.key]] != [row.id for row in found[sheet.key]]:
            yield worded("BANG-35", replace(again.package.place, sheet=sheet.title), found=sheet.title)
            continue
        for number, (one, other) in enumerate(zip(wanted[sheet.key], found[sheet.key], strict=True)):
            yield from _wrong_cells(again, again.lists[sheet.key], number, one, other)


def _wrong_cells(again: PlanBook, table: Table, number: int, wanted: Row, found: Row) -> Iterator[Problem]:
    for key in different(wanted, dict(found)):
        place = replace(again.package.place, sheet=table.title, cell=table.place(table.rows[number], key))
        yield worded("BANG-35", place, found=str(getattr(wanted, key)))
