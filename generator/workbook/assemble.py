"""Values of all sheets into one `Plan` and its `Results`; every rule that fails is led back to its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.errors import Place, Problem
from generator.plan import Fault, Plan
from generator.records import Facts, Record
from generator.results import Results
from generator.workbook.findings import Findings
from generator.workbook.rows import Values
from generator.workbook.schema import ListSheet
from generator.workbook.sheets import LIST_SHEETS
from generator.workbook.tables import Table

Whole = TypeVar("Whole", Plan, Results)

_DETAILS: Final = {"string_pattern_mismatch": "sai dạng", "greater_than_equal": "quá nhỏ", "less_than_equal": "quá lớn"}


@dataclass(slots=True)
class Sources:
    """Where each value of the plan came from: rows of the lists, cells of the facts."""

    facts_sheet: str = ""
    facts_cells: dict[str, str] = field(default_factory=dict)
    tables: dict[str, tuple[Table, list[int]]] = field(default_factory=dict)
    doubtful: set[tuple[str | int, ...]] = field(default_factory=set)

    def place(self, file: str, path: tuple[str | int, ...]) -> Place:
        """The cell of a value such as `("criteria", 3, "score")`."""
        match path:
            case ("facts", str(key), *_):
                return Place(file, self.facts_sheet, self.facts_cells.get(key, ""))
            case (str(name), int(index), str(key), *_) if name in self.tables:
                table, rows = self.tables[name]
                shown = "time_kind" if key == "time" and table.cell(rows[index], "time").empty else key
                return Place(file, table.title, table.place(rows[index], shown))
            case (str(name), *_):
                return Place(file, _title(self, name))
            case _:
                return Place(file)


def _title(sources: Sources, name: str) -> str:
    """The sheet of a list, or of the facts, as the file calls it."""
    if name in sources.tables:
        return sources.tables[name][0].title
    return next((sheet.title for sheet in LIST_SHEETS if sheet.key == name), sources.facts_sheet)


@dataclass(slots=True)
class Assembly:
    """Takes facts and rows as they are read, then makes the plan of them."""

    findings: Findings
    sources: Sources = field(default_factory=Sources)
    parts: dict[str, Any] = field(default_factory=dict)

    def take_facts(self, values: Values) -> None:
        """Keep the facts."""
        self.parts["facts"] = self._record(Facts, values, ("facts",))

    def take_list(self, sheet: ListSheet, table: Table | None, rows: dict[int, Values]) -> None:
        """Keep the rows of one list that make a record."""
        records: list[Record] = []
        if table is not None:
            self.sources.tables[sheet.key] = (table, [])
            for number, values in rows.items():
                self.sources.tables[sheet.key][1].append(number)
                record = self._record(sheet.record, values, (sheet.key, len(records)))
                if record is None:
                    self.sources.tables[sheet.key][1].pop()
                else:
                    records.append(record)
        self.parts[sheet.key] = tuple(records)

    def plan(self) -> Plan | None:
        """The plan, or None when a rule fails: then the findings tell why."""
        return None if self.parts["facts"] is None else self._whole(Plan)

    def results(self) -> Results | None:
        """What was reported, or None when a rule fails."""
        return self._whole(Results)

    def _whole(self, kind: type[Whole]) -> Whole | None:
        try:
            return kind(**{key: part for key, part in self.parts.items() if key in kind.model_fields})
        except ValidationError as error:
            for fault in _faults(error):
                self._note(fault)
            return None

    def _record(self, kind: type[Record], values: Values, path: tuple[str | int, ...]) -> Record | None:
        try:
            record = kind(**values.known)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self._note(_fault((*path, *detail["loc"]), detail))
            return None
        self.sources.doubtful |= {(*path, key) for key in values.doubtful}
        return record

    def _note(self, fault: Fault) -> None:
        if tuple(fault.path[:3]) in self.sources.doubtful:
            return
        place = self.sources.place(self.findings.file, fault.path)
        if fault.code == "BANG-25" and self.findings.bad(place.sheet, place.cell):
            return
        self.findings.take(Problem(fault.code, fault.message, fault.cure, place))


def _faults(error: ValidationError) -> Iterator[Fault]:
    for detail in error.errors(include_url=False):
        faults = detail.get("ctx", {}).get("faults")
        if faults is None:
            yield _fault(detail["loc"], detail)
        else:
            yield from faults


def _fault(path: tuple[str | int, ...], detail: ErrorDetails) -> Fault:
    """A fault for what pydantic says of one value."""
    reason = _DETAILS.get(detail["type"], "sai kiểu")
    return Fault(
        path, "BANG-25", f"“{str(detail['input'])[:60]}” không dùng được ở ô này ({reason})", "Xem ghi chú ở tiêu đề cột rồi sửa lại"
    )
