"""Findings that stand with a reason: each beside the waiver that speaks of it, and waivers that speak of nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.content_checks.finding import Finding, Path
from generator.plan import Plan
from generator.records import Waiver
from generator.vietnamese import folded


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, and the waiver by which it stands, if there is one."""

    finding: Finding
    waiver: Waiver | None


def judged(plan: Plan, findings: Iterable[Finding], cell: Callable[[Path], str]) -> tuple[Judged, ...]:
    """Each finding with its waiver. `cell` names a place as a check prints it: `Tiêu chí!J9`."""
    return tuple(Judged(finding, _waiver(plan, finding, cell(finding.path))) for finding in findings)


def unused(plan: Plan, found: Iterable[Judged]) -> Iterator[tuple[int, Waiver]]:
    """Waivers that let no finding stand, with their places in the list."""
    spoken = {(one.finding.code, one.waiver.id) for one in found if one.waiver}
    for index, waiver in enumerate(plan.waivers):
        if (waiver.rule, waiver.id) not in spoken:
            yield index, waiver


def _waiver(plan: Plan, finding: Finding, cell: str) -> Waiver | None:
    names = {folded(name) for name in ("", cell, *_row_names(plan, finding.path))}
    return next((waiver for waiver in plan.waivers if waiver.rule == finding.code and folded(waiver.place) in names), None)


def _row_names(plan: Plan, path: Path) -> Iterator[str]:
    """Lasting names of the row: its id, and the code that people see; of a single fact, nothing but its cell."""
    if len(path) > 1 and isinstance(path[1], int):
        row = getattr(plan, str(path[0]))[path[1]]
        yield row.id
        yield getattr(row, "code", row.id)
