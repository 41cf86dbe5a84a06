"""Reporting periods: forms out and in, who is late, urging letters, reports."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile

from generator.actions import forms_in, progress
from generator.actions.forms_out import make_forms
from generator.actions.reports import Wish, make_report
from generator.actions.urging import Day, urge
from generator.periods import PeriodCode
from generator.web.api.answers import REFUSALS, Answer, answer
from generator.web.desk import desk_of
from generator.web.uploads import taken_in

router = APIRouter(prefix="/api/plans/{book}", tags=["periods"], responses=REFUSALS)


@router.get("/status")
def status(request: Request, book: str, period: PeriodCode | None = None, on: date | None = None) -> Answer:
    """`vanban status`: who reported, who is late, how far each criterion is."""
    desk = desk_of(request)
    found = progress.how_things_stand(desk.book(book), period=period, day=on or desk.today)
    return answer(request, found, progress.as_tables(found))


@router.post("/periods/{period}/forms")
def forms(request: Request, book: str, period: PeriodCode) -> Answer:
    """`vanban forms`: one form for each reporting unit."""
    desk = desk_of(request)
    return answer(request, make_forms(desk.book(book), desk.out, period=period))


@router.post("/periods/{period}/collect")
def collect(  # noqa: PLR0913, PLR0917 - one for each option of the command
    request: Request,
    book: str,
    period: PeriodCode,
    forms: list[UploadFile],
    received: Annotated[datetime | None, Form()] = None,
    replace: Annotated[list[str] | None, Form()] = None,
) -> Answer:
    """`vanban collect`: returned forms, one verdict a file."""
    desk = desk_of(request)
    intake = taken_in(request, forms)
    when = received.replace(tzinfo=None, microsecond=0) if received else desk.now()
    found = forms_in.collect(desk.book(book), desk.out, forms_in.Handover(intake.paths, period, when, replace or ()))
    verdicts = [{"file": row.file, "unit": row.unit, "taken": str(row.taken)} for row in found.verdicts]
    return answer(request, found, {"verdicts": verdicts})


@router.post("/periods/{period}/letters")
def remind(
    request: Request, book: str, period: PeriodCode, on: Annotated[date | None, Form()] = None, by: Annotated[date | None, Form()] = None
) -> Answer:
    """`vanban remind`: urging letters to the units that are late."""
    desk = desk_of(request)
    return answer(request, urge(desk.book(book), desk.out, desk.now(), period=period, asking=Day(on or desk.today, by)))


@router.post("/periods/{period}/reports")
def report(  # noqa: PLR0913 - one for each option of the command
    request: Request,
    book: str,
    period: PeriodCode,
    *,
    draft: Annotated[bool, Form()] = False,
    pdf: Annotated[bool, Form()] = False,
    anyway: Annotated[bool, Form()] = False,
) -> Answer:
    """`vanban report`: the result report; for Q4 and NAM the completion report."""
    desk = desk_of(request)
    return answer(request, make_report(desk.book(book), desk.out, desk.now(), period=period, wish=Wish(draft, pdf, anyway)))
