"""Who reported, who is late, and how far each criterion is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator import vietnamese
from generator.actions.outcome import Outcome
from generator.standing import UNREPORTED, CriterionStates, PeriodStanding, calendar, criterion_states, period_of, standing
from generator.workbook import read_plan_book


@dataclass(frozen=True, slots=True)
class Standing(Outcome):
    """The units of each asked period, and each criterion's state in all periods."""

    periods: tuple[PeriodStanding, ...] = ()
    criteria: tuple[CriterionStates, ...] = ()


def how_things_stand(workbook: Path, *, period: str | None, day: date) -> Standing:
    """Read only: the standing on the evening of `day`, of one period or of all that have begun."""
    book = read_plan_book(workbook)
    asked = (period_of(book.plan, period),) if period else tuple(row for row in calendar(book.plan) if row.first <= day)
    found = tuple(standing(book.plan, book.results, row, day) for row in asked)
    return Standing((), book.problems, "", found, criterion_states(book.plan, book.results))


def as_tables(found: Standing) -> dict[str, Any]:
    """The same as plain values: units and totals of each period, states of each criterion; no report is null."""
    return {
        "periods": [
            {
                "period": row.period.id,
                "units_due": row.period.units_due.isoformat(),
                "on_time": len(row.on_time),
                "late": len(row.late),
                "missing": len(row.missing),
                "units": [
                    {"unit": unit.unit.id, "name": unit.unit.name, "state": str(unit.sending), "days": unit.days} for unit in row.units
                ],
            }
            for row in found.periods
        ],
        "criteria": [
            {"code": row.code, "states": {period.id: state and str(state) for period, state in row.states}} for row in found.criteria
        ],
    }


def as_lines(found: Standing) -> Iterator[str]:
    """The same as lines to read: the units of each period, then a row for each criterion."""
    for row in found.periods:
        totals = f"{len(row.on_time)} đúng hạn, {len(row.late)} gửi chậm, {len(row.missing)} chưa gửi"
        yield f"Kỳ {row.period.id} (hạn {vietnamese.short_date(row.period.units_due)}): {totals}"
        yield from (f"    {unit.unit.name}: {unit.words}" for unit in row.units)
    shown = {row.period.id for row in found.periods}
    for criterion in found.criteria:
        states = [f"{period.id} {state or UNREPORTED}" for period, state in criterion.states if period.id in shown]
        yield f"{criterion.code}: {'; '.join(states)}"
