"""A large department's year: 60 units with 12 criteria each, forms of four periods written, filled and collected: `make bench`."""

from __future__ import annotations

import resource
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Final

from generator.actions.forms_in import Handover, Taken, collect
from generator.periods import DEFAULTS, window
from generator.plan import Plan
from generator.records import ReportingPeriod, Unit, UnitKind
from generator.results import CriterionResult, Progress, Results, row_id
from generator.richtext import Text
from generator.workbook import write_plan_book, write_unit_form
from tests.books import criterion, small_plan

UNITS: Final = 60
CRITERIA: Final = 12
PERIODS: Final = ("Q1", "H1", "Q3", "NAM")


def department() -> Plan:
    """Units that lead twelve criteria each."""
    units = tuple(Unit(id=f"DV{number:02d}", name=f"Phòng số {number}", kind=UnitKind.ROOM) for number in range(1, UNITS + 1))
    rows = [
        criterion(f"{index // 99 + 1}.{index % 99 + 1}.1", lead=units[index // CRITERIA].id, support=(), field="1")
        for index in range(UNITS * CRITERIA)
    ]
    spans = [(default, window(default, 2025)) for default in DEFAULTS if default.code in PERIODS]
    periods = tuple(
        ReportingPeriod(
            id=default.code, first=span.first, last=span.last, cumulative=default.cumulative,
            units_due=span.units_due, department_due=span.department_due,
        )
        for default, span in spans
    )  # fmt: skip
    return small_plan(*rows, units=units, periods=periods, body=())


def filled(plan: Plan, period: str, unit: str) -> Results:
    """Something said on each criterion of a unit."""
    rows = [row for row in plan.criteria if row.lead == unit]
    return Results(
        results=tuple(
            CriterionResult(
                id=row_id(period, row.id), period=period, criterion=row.id, unit=unit, progress=Progress.ONGOING,
                done=Text.of(f"Đã rà soát, báo cáo kỳ {period}"), difficulty=Text.of("Thiếu người"), cause=Text.of("Khối lượng lớn"),
                next_step=Text.of("Tiếp tục thực hiện"), new_deadline=datetime(2026, 3, 31).date(),  # noqa: DTZ001 - a calendar day
            )
            for row in rows
        )
    )  # fmt: skip


def main() -> None:
    """Print the table."""
    plan = department()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = folder / "ke-hoach.xlsx"
        book.write_bytes(write_plan_book(plan))
        print("| period | forms | writing, s | collecting, s | peak memory, MB |\n|---|---:|---:|---:|---:|")
        for period in plan.periods:
            given = folder / period.id
            given.mkdir()
            start = time.perf_counter()
            for unit in plan.units:
                form = write_unit_form(plan, filled(plan, period.id, unit.id), period, unit)
                (given / f"{unit.id}.xlsx").write_bytes(form)
            written = time.perf_counter() - start
            handover = Handover((given,), period.id, datetime(2025, 3, 10, 9, 0))  # noqa: DTZ001 - the clerk's own clock
            start = time.perf_counter()
            found = collect(book, folder / "out", handover)
            taken = sum(verdict.taken in {Taken.TAKEN, Taken.REMARKS} for verdict in found.verdicts)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"| {period.id} | {taken} | {written:.1f} | {time.perf_counter() - start:.1f} | {memory} |")


if __name__ == "__main__":
    main()
