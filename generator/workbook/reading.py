"""A plan workbook read whole: the plan, what to tell about it, and the ids still to be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from generator import files
from generator.errors import InputRefusedError, Place, Problem, any_error
from generator.files import ReadFile
from generator.package import LARGEST_FILE, Package, unpacked
from generator.plan import Plan
from generator.results import Results
from generator.workbook.assemble import Assembly, Sources
from generator.workbook.book import Book
from generator.workbook.cell_edit import CellEdit
from generator.workbook.cells import Context
from generator.workbook.findings import Findings
from generator.workbook.grid import FORMULA, NOTHING, Cell, Grid, name_of
from generator.workbook.headings import Header, find_sheet, locate, match
from generator.workbook.names import agency_names, criterion_names, field_names, period_names, signer_names, unit_names
from generator.workbook.rows import RowReader, Values
from generator.workbook.schema import ListSheet
from generator.workbook.sheets import FACT_COLUMNS, FACTS, FACTS_TITLE, LIST_SHEETS, OPTIONAL_SHEETS, PLAN_SHEETS
from generator.workbook.tables import Table, give_ids, real_rows

_REMEMBERED: Final = 4
"""Workbooks whose reading is remembered: whoever edits cell by cell reads the same one again and again."""
_MAY_BE_MISSING: Final = {sheet.title for sheet in OPTIONAL_SHEETS}


@dataclass(frozen=True, slots=True)
class FactCell:
    """Where a fact stands, `Kế hoạch!B4`, and what the cell holds; of a formula its result."""

    sheet: str
    name: str
    cell: Cell
    formula: bool = False


@dataclass(frozen=True, slots=True)
class PlanBook:
    """A workbook as it was read; `problems` holds only warnings and notes, `lists` and `facts` tell where everything stands."""

    plan: Plan
    problems: tuple[Problem, ...]
    new_ids: tuple[CellEdit, ...]
    package: Package
    results: Results
    lists: Mapping[str, Table] = field(repr=False)
    facts: Mapping[str, FactCell] = field(repr=False)

    def place(self, path: tuple[str | int, ...]) -> Place:
        """The cell of a value of the plan such as `("criteria", 3, "score")`; of a row or of a whole list, its sheet.

        A time that is said by its kind alone («Thường xuyên») stands in the cell of the kind.
        """
        return self._sources.place(self.package.place.file, path)

    def holds(self, path: tuple[str | int, ...]) -> bool:
        """Whether there is a cell for a value: an older workbook lacks lines of facts, columns, whole sheets."""
        match path:
            case ("facts", str(key), *_):
                return key in self.facts
            case (str(name), int(), str(key), *_):
                return name in self.lists and key in self.lists[name].located.columns
            case _:
                return False

    @property
    def _sources(self) -> Sources:
        facts = next((found.sheet for found in self.facts.values()), FACTS_TITLE)
        cells = {key: found.name for key, found in self.facts.items()}
        return Sources(facts, cells, {key: (table, table.rows) for key, table in self.lists.items()})


@dataclass(frozen=True, slots=True)
class OpenBook:
    """A plan workbook as far as it reads: its lists and facts where they stand, and what is wrong with them.

    `book` is None while an error is left. `by_cell` are the problems one for each cell; `problems` tells the empty cells of a row together.
    """

    package: Package
    book: PlanBook | None
    problems: tuple[Problem, ...]
    by_cell: tuple[Problem, ...]
    lists: Mapping[str, Table] = field(repr=False)
    facts: Mapping[str, FactCell] = field(repr=False)
    context: Context = field(repr=False)


def read_plan_book(path: Path) -> PlanBook:
    """Read a plan workbook that no program has open. Raises InputRefusedError with every problem, each with its cell and cure."""
    return read_plan(_source(path))


def open_book(path: Path) -> OpenBook:
    """The same as far as it goes. Raises InputRefusedError only for a file that can't be opened as a workbook."""
    return read_source(_source(path))


def _source(path: Path) -> ReadFile:
    files.refuse_if_open(path)
    source = files.read(path, limit=LARGEST_FILE)
    if path.suffix.lower() == ".docx":
        raise InputRefusedError(Problem("GOI-05", "Tệp không phải là tệp Excel", "Chọn sổ kế hoạch có đuôi .xlsx", Place(str(path))))
    return source


def read_plan(source: ReadFile) -> PlanBook:
    """The plan of a workbook whose bytes are read, or are about to be written. Raises InputRefusedError as `read_plan_book` does."""
    found = read_source(source)
    if found.book is None:
        raise InputRefusedError(*found.problems)
    return found.book


@lru_cache(maxsize=_REMEMBERED)
def read_source(source: ReadFile) -> OpenBook:
    """A workbook as far as it reads, out of its bytes; the last few are remembered by them."""
    return read_as_far(unpacked(source))


def read_as_far(package: Package) -> OpenBook:
    """Read as far as it goes a workbook that is already open."""
    reading = _Reading(Book(package), Findings(package.place.file))
    plan, results = reading.whole()
    problems = reading.findings.by_row
    lists = {key: table for key, table in reading.tables.items() if table is not None}
    book = None
    if plan is not None and results is not None and not any_error(problems):
        book = PlanBook(plan, problems, tuple(reading.edits), package, results, lists, reading.facts)
    return OpenBook(package, book, problems, tuple(reading.findings.problems), lists, reading.facts, reading.context)


def save_new_ids(book: PlanBook) -> None:
    """Write the new ids into their hidden cells; nothing else in the file changes. Raises OutputRefusedError."""
    if book.new_ids:
        from generator.workbook.patch import patch_cells  # noqa: PLC0415 - most workbooks have all their ids

        files.replace_unchanged(book.package.source, patch_cells(book.package, book.new_ids))


class _Reading:
    """One pass over one workbook."""

    def __init__(self, book: Book, findings: Findings) -> None:
        self.findings = findings
        self.edits: list[CellEdit] = []
        titles = [FACTS_TITLE, *(sheet.title for sheet in LIST_SHEETS)]
        self.grids: dict[str, Grid | None] = {}
        for title in titles:
            found = [grid.title for grid in self.grids.values() if grid is not None]
            self.grids[title] = find_sheet(book.grids, title, [*titles, *found], findings, needed=title not in _MAY_BE_MISSING)
        self.facts = self._fact_cells()
        self.tables = {sheet.key: self._table(sheet) for sheet in PLAN_SHEETS}
        self.context = self._context()

    def whole(self) -> tuple[Plan | None, Results | None]:
        context = self.context
        self.tables |= {sheet.key: self._table(sheet, context) for sheet in OPTIONAL_SHEETS}
        reader = RowReader(context, self.findings, 2000)
        assembly = Assembly(self.findings)
        facts = self._read_facts(reader, assembly)
        reader.action_year = facts.known["action_year"]
        assembly.take_facts(facts)
        for sheet in LIST_SHEETS:
            table = self.tables[sheet.key]
            rows = {row: reader.row(table, row) for row in table.rows} if table else {}
            assembly.take_list(sheet, table, rows)
        return assembly.plan(), assembly.results()

    def _table(self, sheet: ListSheet, context: Context | None = None) -> Table | None:
        grid = self.grids[sheet.title]
        located = locate(grid, sheet.columns, self.findings) if grid else None
        if located is None:
            return None
        table = real_rows(sheet, located, self.findings)
        self.edits += give_ids(table, self.findings, context)
        return table

    def _fact_cells(self) -> Mapping[str, FactCell]:
        """The cell of each fact by key; empty when the sheet has no usable header."""
        grid = self.grids[FACTS_TITLE]
        located = locate(grid, FACT_COLUMNS, self.findings) if grid else None
        if grid is None or located is None or not {"label", "value"} <= set(located.columns):
            return {}
        label, value = located.columns["label"], located.columns["value"]
        labels = {row: grid.at(row, label).words.rstrip("*: ") for row in located.body if not grid.at(row, label).filled}
        rows = match({row: words for row, words in labels.items() if words}, FACTS, Header(grid.title, label, down=True), self.findings)
        cells = grid.cells
        return {
            key: FactCell(grid.title, name_of(row, value), grid.at(row, value), cells.get((row, value), NOTHING).kind == FORMULA)
            for key, row in rows.items()
        }

    def _read_facts(self, reader: RowReader, assembly: Assembly) -> Values:
        grid = self.grids[FACTS_TITLE]
        values = Values()
        assembly.sources.facts_sheet = grid.title if grid else FACTS_TITLE
        assembly.sources.facts_cells = {key: found.name for key, found in self.facts.items()}
        for fact in FACTS:
            found = self.facts.get(fact.key, FactCell(assembly.sources.facts_sheet, "", NOTHING))
            reader.value(values, fact, found.cell, (found.sheet, found.name), there=fact.key in self.facts)
        return values

    def _context(self) -> Context:
        units, agencies = self._named("units", "short_name", "name"), self._named("agencies", "name", "abbreviation")
        signers, fields = self._named("signers", "name", "position"), self._named("fields", "name", "name")
        criteria = [(code, words) for code, words, _ in self._named("criteria", "code", "code").values()]
        codes = [(self._words("agencies", row, "code"), name, short) for row, (_, name, short) in agencies.items()]
        return Context(
            units=unit_names(units.values(), known=self.tables["units"] is not None),
            fields=field_names(((code, name) for code, name, _ in fields.values()), known=self.tables["fields"] is not None),
            signers=signer_names(signers.values(), known=self.tables["signers"] is not None),
            agencies=agency_names(codes, known=self.tables["agencies"] is not None),
            periods=period_names(self._ids("periods"), known=self.tables["periods"] is not None),
            criteria=criterion_names(criteria, known=self.tables["criteria"] is not None),
        )

    def _named(self, key: str, first: str, second: str) -> dict[int, tuple[str, str, str]]:
        table = self.tables[key]
        rows = table.rows if table else []
        return {row: (table.ids[row], self._words(key, row, first), self._words(key, row, second)) for row in rows if table}

    def _ids(self, key: str) -> list[str]:
        table = self.tables[key]
        return list(table.ids.values()) if table else []

    def _words(self, key: str, row: int, column: str) -> str:
        table = self.tables[key]
        return table.cell(row, column).words if table else ""
