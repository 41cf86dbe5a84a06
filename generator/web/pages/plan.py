"""One plan: its facts and points at a glance, what can be done next, and what the checks say with a way to each cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from generator.actions.cells import tabs
from generator.actions.checking_plans import fix_plan
from generator.actions.outcome import Outcome
from generator.actions.plan_glance import FieldPoints, Glance, glance
from generator.errors import Problem, Severity
from generator.periods import NAMES
from generator.web.desk import desk_of, refuse_changed
from generator.web.jobs import Step, begin
from generator.web.places import cell_address
from generator.web.readings import held_open, looked_over, opened
from generator.web.shell import page
from generator.workbook import OpenBook

router = APIRouter()

_BAR_WIDTH: Final = 300
_BAR_HEIGHT: Final = 18
_BAR_STEP: Final = 30


@dataclass(frozen=True, slots=True)
class Told:
    """A problem and the page on which its cell is edited, when it has one."""

    problem: Problem
    address: str | None


@dataclass(frozen=True, slots=True)
class Bar:
    """The lost points of one field as a bar of the chart: `covered` and `uncovered` are widths, `y` its upper edge, all in pixels."""

    field: FieldPoints
    y: int
    covered: int
    uncovered: int

    @property
    def baseline(self) -> int:
        """Where the words beside the bar stand."""
        return self.y + _BAR_HEIGHT - 4


@router.get("/so/{book}")
def show(request: Request, book: str) -> Response:
    """The plan; of a workbook that does not read yet, what is missing in which cell."""
    desk = desk_of(request)
    path = desk.book(book)
    found = opened(path)
    common = {"book": book, "seen": found.package.source.sha256, "workbook": path, "held": held_open(path)}
    if found.book is None:
        context = {"told": _told(book, found, found.problems), "tabs": tabs(found, found.by_cell)}
        return page(request, "plan_unread.html", context={**common, **context})
    return page(request, "plan.html", context={**common, **_shown(found, glance(found.book, desk.today))})


@router.get("/so/{book}/dieu-can-xem")
def remarks(request: Request, book: str) -> Response:
    """What the checks say: a page of its own, out of which the plan's page takes it when it is there."""
    found = opened(desk_of(request).book(book))
    checked = looked_over(found)
    if checked is None:
        return RedirectResponse(f"/so/{quote(book, safe='')}", status_code=303)
    told = _told(book, found, checked.problems)
    groups = [(severity, [one for one in told if one.problem.severity is severity]) for severity in Severity]
    return page(
        request,
        "plan_findings.html",
        book=book,
        seen=found.package.source.sha256,
        checked=checked,
        groups=[(severity, list_) for severity, list_ in groups if list_],
    )


@router.post("/so/{book}/sua-chac-chan")
def fix(request: Request, book: str, seen: Annotated[str, Form()]) -> Response:
    """Make every change that nobody would have to think about."""
    desk = desk_of(request)
    path, now = desk.book(book), desk.now()

    def work(step: Step) -> Outcome:
        step("Đang sửa những chỗ chắc chắn")
        refuse_changed(path, seen)
        return fix_plan(path, now)

    return begin(request, "Sửa những chỗ chắc chắn", work, back=f"/so/{quote(book, safe='')}", shown="plan_fixed.html", book=book)


def _shown(found: OpenBook, whole: Glance) -> dict[str, object]:
    return {
        "glance": whole,
        "period_names": {str(code): name for code, name in NAMES.items()},
        "bars": bars(whole.fields),
        "chart_height": _BAR_STEP * len(whole.fields) + 6,
        "tabs": tabs(found, found.by_cell),
    }


def bars(fields: Iterable[FieldPoints]) -> list[Bar]:
    """The chart of lost points by field: the longest bar fills the width, every point that was lost is at least to be seen."""
    rows = list(fields)
    most = max((field.lost for field in rows), default=Decimal(0))
    return [
        Bar(field, number * _BAR_STEP + 6, _pixels(field.covered, most), _pixels(field.uncovered, most))
        for number, field in enumerate(rows)
    ]


def _pixels(points: Decimal, most: Decimal) -> int:
    return max(int(points * _BAR_WIDTH / most), 2) if points > 0 else 0


def _told(book: str, found: OpenBook, problems: Iterable[Problem]) -> list[Told]:
    """Problems without the name of the file, which the whole page is about."""
    return [Told(replace(one, place=replace(one.place, file="")), cell_address(book, found, one.place)) for one in problems]
