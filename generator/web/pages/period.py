"""A reporting period: forms out and in, who is late, urging, the report with its gates, and where every figure comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from generator.actions.criterion_story import story
from generator.actions.forms_in import Handover, Taken, collect
from generator.actions.forms_out import zip_forms
from generator.actions.outcome import Outcome, Step
from generator.actions.period_files import period_files
from generator.actions.period_view import PeriodView, period_at_hand, period_view
from generator.actions.periods import refuse_locked
from generator.actions.reports import Wish, make_report
from generator.actions.traced_figures import still_agrees, traced_report
from generator.actions.urging import Day, urge
from generator.errors import InputRefusedError, Problem, Severity
from generator.periods import NAMES, PeriodCode
from generator.records import ReportingPeriod
from generator.results import Reminder
from generator.standing import period_of
from generator.vietnamese import short_date
from generator.web.desk import Desk, desk_of, refuse_changed
from generator.web.jobs import begin
from generator.web.pages.period_charts import SENDINGS, STATES, criteria_chart, sendings_chart
from generator.web.places import edit_address
from generator.web.shell import page
from generator.web.typed_days import day_typed, moment_typed
from generator.web.uploads import intake_of, taken_in
from generator.workbook import PlanBook, read_plan_book

router = APIRouter()

_ACCEPTED: Final = ".xlsx,.xlsm,.xls,.ods,.zip"
_VERDICTS: Final = {Taken.TAKEN: "good", Taken.REMARKS: "warn", Taken.KNOWN: "idle", Taken.REFUSED: "bad"}
_ALREADY_SENT: Final = "NHAN-02"
"""The refusal of a form of a unit whose other form was taken before: here it is answered with a button."""


@router.get("/so/{book}/ky")
def choose(request: Request, book: str) -> Response:
    """The period at hand."""
    desk = desk_of(request)
    period = period_at_hand(desk.book(book), desk.today)
    if period is None:
        return page(request, "period_none.html", book=book)
    return RedirectResponse(address(book, period.id), status_code=303)


@router.get("/so/{book}/ky/{period}")
def show(request: Request, book: str, period: str) -> Response:
    """Everything about a period."""
    desk = desk_of(request)
    view = period_view(desk.book(book), desk.out, desk.now(), period=period)
    return page(
        request,
        "period.html",
        book=book,
        view=view,
        here=address(book, period),
        title=titled(view.period, view.plan.facts.action_year),
        names=NAMES,
        open_to_change=not (desk.read_only or view.period.locked),
        reminders=_by_unit(view.reminders),
        states=STATES,
        sendings=SENDINGS,
        accepted=_ACCEPTED,
        stopped=any(problem.severity is Severity.ERROR for problem in view.before),
        course=criteria_chart(view.course),
        units=sendings_chart(view.sendings),
        summary=_summary(view),
        day=desk.today,
        edit=partial(edit_address, book),
    )


@router.post("/so/{book}/ky/{period}/bieu")
def send_out(request: Request, book: str, period: str) -> Response:
    """Make the forms of all units, and the zip of them."""
    desk, path = _desk(request, book)

    def work(step: Step) -> Outcome:
        return zip_forms(path, desk.out, period=period, step=step)

    return begin(request, f"Lập biểu {_name(period)}", work, back=address(book, period), book=book)


@router.post("/so/{book}/ky/{period}/nhan")
def take_in(  # noqa: PLR0913 - the fields of the form
    request: Request,
    book: str,
    period: str,
    *,
    files: Annotated[list[UploadFile] | None, File()] = None,
    intake: Annotated[str, Form()] = "",
    replace: Annotated[list[str] | None, Form()] = None,
    received: Annotated[str, Form()] = "",
    seen: Annotated[str, Form()] = "",
) -> Response:
    """Take returned forms in; with an earlier intake and the units named whose earlier form gives way, the same files again."""
    desk, path = _desk(request, book)
    if not intake:  # a second go with the same files follows on a change of our own, so what was seen before it says nothing
        refuse_changed(path, seen)
    plan = _open_period(path, period).plan
    given = intake_of(request, intake) if intake else taken_in(request, files or [])
    moment = moment_typed(received) or desk.now()
    handover = Handover(given.paths, period, moment, tuple(replace or ()))

    def work(step: Step) -> Outcome:
        return collect(path, desk.out, handover, step)

    zipped = any(file.suffix.lower() == ".zip" for file in given.paths)
    return begin(
        request,
        f"Nhận biểu {_name(period)}",
        work,
        back=address(book, period),
        shown="period_taken.html",
        total=0 if zipped else len(given.paths),
        book=book,
        here=address(book, period),
        intake=given.key,
        received=moment,
        units={unit.id: unit.name for unit in plan.units},
        verdicts=_VERDICTS,
        already_sent=_ALREADY_SENT,
    )


@router.post("/so/{book}/ky/{period}/don-doc")
def ask_again(  # noqa: PLR0913 - the fields of the form
    request: Request,
    book: str,
    period: str,
    *,
    on: Annotated[str, Form()],
    seen: Annotated[str, Form()],
    answer_by: Annotated[str, Form()] = "",
) -> Response:
    """Write the urging letters of a day."""
    desk, path = _desk(request, book)
    refuse_changed(path, seen)
    _open_period(path, period)
    asking = Day(day_typed(on) or desk.today, day_typed(answer_by))
    if asking.answer_by is not None and asking.answer_by < asking.on:
        message = f"Hạn trả lời {short_date(asking.answer_by)} trước ngày của công văn {short_date(asking.on)}"
        raise InputRefusedError(Problem("DON-02", message, "Sửa lại một trong hai ngày, hoặc để trống hạn trả lời"))
    return _begun(request, f"Đôn đốc {_name(period)}", book, period, lambda: urge(path, desk.out, desk.now(), period=period, asking=asking))


@router.post("/so/{book}/ky/{period}/bao-cao")
def report(  # noqa: PLR0913 - the fields of the form
    request: Request,
    book: str,
    period: str,
    *,
    with_gaps: Annotated[bool, Form()] = False,
    as_pdf: Annotated[bool, Form()] = False,
    anyway: Annotated[bool, Form()] = False,
) -> Response:
    """Write the next draft of the report and the workbook of its figures."""
    desk, path = _desk(request, book)
    _open_period(path, period)
    wish = Wish(with_gaps=with_gaps, as_pdf=as_pdf, anyway=anyway)
    return _begun(
        request, f"Báo cáo {_name(period)}", book, period, lambda: make_report(path, desk.out, desk.now(), period=period, wish=wish)
    )


@router.get("/so/{book}/ky/{period}/so-lieu")
def figures(request: Request, book: str, period: str) -> Response:
    """Every figure of the report with the rows behind it."""
    desk, path = _desk(request, book)
    read = read_plan_book(path)
    asked = period_of(read.plan, period)
    drafts = [(draft, still_agrees(read, asked, draft.figures)) for draft in period_files(read, desk.out, asked).drafts if draft.figures]
    return page(
        request,
        "period_figures.html",
        book=book,
        period=asked,
        here=address(book, period),
        title=titled(asked, read.plan.facts.action_year),
        found=traced_report(read, asked),
        ids={row.code: row.id for row in read.plan.criteria},
        drafts=drafts[-1:],
        edit=partial(edit_address, book),
    )


@router.get("/so/{book}/ky/{period}/tieu-chi/{criterion}")
def tell(request: Request, book: str, period: str, criterion: str) -> Response:
    """A criterion through all periods, each word with its cell."""
    _, path = _desk(request, book)
    read = read_plan_book(path)
    asked = period_of(read.plan, period)
    found = story(read, criterion)
    return page(
        request,
        "period_story.html",
        book=book,
        period=asked,
        here=address(book, period),
        found=found,
        states=STATES,
        names=NAMES,
        edit=partial(edit_address, book),
    )


def address(book: str, period: str) -> str:
    """The page of a period."""
    return f"/so/{quote(book, safe='')}/ky/{quote(period, safe='')}"


def titled(period: ReportingPeriod, year: int) -> str:
    """`Quý I năm 2025`, `Cả năm 2025`."""
    return f"Cả năm {year}" if period.code is PeriodCode.YEAR else f"{NAMES[period.code]} năm {year}"


def _desk(request: Request, book: str) -> tuple[Desk, Path]:
    desk = desk_of(request)
    return desk, desk.book(book)


def _open_period(path: Path, period: str) -> PlanBook:
    """The workbook, in which the period is still open. Raises InputRefusedError KY-01."""
    read = read_plan_book(path)
    refuse_locked(period_of(read.plan, period), path.name)
    return read


def _name(period: str) -> str:
    """`Quý I` as the page calls it; an unknown code as it came, to be refused by the action."""
    return NAMES[PeriodCode(period)] if period in {str(code) for code in PeriodCode} else period


def _begun(request: Request, title: str, book: str, period: str, do: Callable[[], Outcome]) -> Response:
    def work(step: Step) -> Outcome:
        step(title)
        return do()

    return begin(request, title, work, back=address(book, period), book=book)


def _by_unit(rows: Iterable[Reminder]) -> dict[str, list[Reminder]]:
    found: dict[str, list[Reminder]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.sent):
        found[row.unit].append(row)
    return dict(found)


def _summary(view: PeriodView) -> tuple[tuple[str, str], ...]:
    """The numbers on top of the page."""
    found, units = view.standing, len(view.standing.units)
    own = next((row for row in view.course if row.period.id == view.period.id), None)
    done = f"{own.states[0].count}/{own.total}" if own else "chưa có báo cáo"
    return (
        ("Gửi đúng hạn", f"{len(found.on_time)}/{units}"),
        ("Gửi chậm", str(len(found.late))),
        ("Chưa gửi", str(len(found.missing))),
        ("Tiêu chí đã hoàn thành", done),
        ("Hạn đơn vị gửi", short_date(view.period.units_due)),
        ("Hạn của Sở", short_date(view.period.department_due)),
    )
