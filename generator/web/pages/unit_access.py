"""The clerk's page on the units: who has a password and signed in when, passwords made anew and printed as slips, the latest of the log."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, cast

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from generator.actions.access_log import last_sign_ins, latest
from generator.actions.unit_passwords import kept_passwords, make_passwords, units_to_enter
from generator.actions.unit_sending import unit_book
from generator.errors import InputRefusedError, Problem
from generator.records import Unit
from generator.web.desk import desk_of
from generator.web.guard import UNITS, Access
from generator.web.shell import page
from generator.web.watch import note_in_log

router = APIRouter()

_EVENTS: Final = 50
MISSING: Final = "thieu"
ALL: Final = "tat-ca"


@dataclass(frozen=True, slots=True)
class UnitAccess:
    """One unit: when its password was made, when it last signed in, when it last sent a form and for which period."""

    unit: Unit
    made: datetime | None
    entered: datetime | None
    sent: tuple[datetime, str] | None


def _units(request: Request, book: str) -> list[UnitAccess]:
    desk = desk_of(request)
    path = desk.book(book)
    read, kept, entered = unit_book(path), kept_passwords(desk.out, path.stem), last_sign_ins(desk.out, path.stem)
    sent: dict[str, tuple[datetime, str]] = {}
    for row in read.results.submissions:
        sent[row.unit] = max(sent.get(row.unit, (row.received, row.period)), (row.received, row.period))
    return [
        UnitAccess(unit, kept[unit.id].made if unit.id in kept else None, entered.get(unit.id), sent.get(unit.id))
        for unit in units_to_enter(read.plan)
    ]


def _addresses(request: Request) -> list[str]:
    """Where units go; nothing when the office's network is not let in."""
    access = cast("Access", request.app.state.access)
    outside = sorted(host for host in access.hosts if not host.startswith(("127.0.0.1", "localhost")))
    return [f"{access.scheme}://{host}{UNITS}" for host in outside] if access.lan else []


@router.get("/so/{book}/don-vi")
def units(request: Request, book: str) -> Response:
    """The units of a workbook."""
    events = latest(desk_of(request).out, _EVENTS)
    return page(request, "unit_access.html", book=book, units=_units(request, book), addresses=_addresses(request), events=events)


@router.post("/so/{book}/don-vi")
def renewed(request: Request, book: str, cho: Annotated[str, Form()]) -> Response:
    """New passwords, shown this once: for one unit, for those without, or for all."""
    desk, known = desk_of(request), _units(request, book)
    chosen = {
        MISSING: [row.unit for row in known if row.made is None],
        ALL: [row.unit for row in known],
    }.get(cho, [row.unit for row in known if row.unit.id == cho])
    if not chosen:
        raise InputRefusedError(Problem("DV-09", "Không có đơn vị nào để cấp mật khẩu", "Chọn một đơn vị trong danh sách"))
    stem = desk.book(book).stem
    made = make_passwords(desk.out, stem, [unit.id for unit in chosen], secrets.SystemRandom(), desk.now())
    note_in_log(request, what="cấp mật khẩu", on=stem, result=", ".join(made))
    slips = [(unit, made[unit.id]) for unit in chosen]
    return page(request, "unit_slips.html", book=book, slips=slips, addresses=_addresses(request), made=desk.now())
