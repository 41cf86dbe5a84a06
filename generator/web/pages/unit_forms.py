"""A unit's own forms: what it owes, one form to fill in, save and send, the same as a file, and the receipt."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from generator.actions.forms_in import Taken
from generator.actions.typed_drafts import TypedDraft, draft_of
from generator.actions.unit_sending import (
    Receipt,
    SavedElsewhereError,
    UnitBook,
    UnitDoor,
    form_of,
    problems_by_field,
    save_typed,
    send_file,
    send_typed,
    unit_book,
    unit_periods,
)
from generator.errors import GeneratorError, InputRefusedError, Problem, Severity, any_error
from generator.periods import NAMES, of_year
from generator.records import ReportingPeriod
from generator.results import Submission
from generator.standing import period_of
from generator.web.desk import desk_of
from generator.web.guard import UNITS
from generator.web.pages.unit_door import SignedIn, only_over_lan
from generator.web.sessions import Session
from generator.web.shell import page
from generator.web.uploads import passing
from generator.web.watch import note_in_log
from generator.workbook import FormField, FormLine, TypedForm

router = APIRouter(prefix=UNITS, dependencies=[Depends(only_over_lan)])

SHOWN_PAPERS: Final = 3
"""Empty lines for papers that a page shows at once; the others unfold."""
_USUAL: Final = frozenset({"progress", "done", "done_on", "numerator", "denominator", "expected"})
_MOST_FIELDS: Final = 20_000
_OWN: Final = frozenset({"issue", "luu", "trang", "viec"})
_LONGEST_PAGE: Final = 40
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BUSY: Final = {"TEP-04", "TEP-06", "TEP-10", "TEP-12", "TEP-17"}
_LATER: Final = Problem(
    "DV-07", "Văn phòng đang mở sổ kế hoạch nên chưa gửi được; chữ đã ghi được lưu tạm", "Gửi lại sau ít phút, hoặc nhắn Văn phòng đóng tệp"
)


@dataclass(frozen=True, slots=True)
class OwedForm:
    """One form of a unit as the list shows it."""

    period: ReportingPeriod
    name: str
    sent: Submission | None
    draft: TypedDraft | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form on the page: `answers` are the words now in its fields, by name; those of `problems` are shown at theirs."""

    form: TypedForm
    answers: Mapping[str, str]
    problems: Mapping[str, tuple[Problem, ...]]
    stale: bool = False
    saved: TypedDraft | None = None
    message: str = ""
    kept: TypedDraft | None = None
    """What lies saved and is not sent: the unit's own words of this page, or those of somebody else of the unit."""

    @property
    def mark(self) -> str:
        """What the form carries to tell the words that lay saved when it was shown."""
        return self.kept.mark if self.kept else ""

    def elsewhere(self, field: FormField) -> str:
        """What somebody else of the unit saved in a field, when the words differ."""
        words = self.kept.answers.get(field.name, "") if self.kept else ""
        return words if words.strip() != self.words(field).strip() else ""

    def words(self, field: FormField) -> str:
        """What stands in a field."""
        return self.answers.get(field.name, field.words)

    def at(self, field: FormField) -> tuple[Problem, ...]:
        """What is wrong with a field; that it is empty is nothing wrong."""
        return tuple(problem for problem in self.problems.get(field.name, ()) if problem.severity is not Severity.NOTE)

    def bad(self, field: FormField) -> bool:
        """Whether the form can't be sent because of this field."""
        return any_error(self.at(field))

    def usual(self, line: FormLine) -> Sequence[FormField]:
        """Fields that every criterion asks for."""
        return [field for field in line.fields if field.column.key in _USUAL]

    def more(self, line: FormLine) -> tuple[Sequence[FormField], bool]:
        """Fields for what went slowly, and whether they are shown at once: something stands in one, or is wrong with it."""
        fields = [field for field in line.fields if field.column.key not in _USUAL]
        return fields, any(self.words(field).strip() or self.at(field) for field in fields)

    def recorded(self, field: FormField) -> str:
        """What the workbook holds, when the form changed meanwhile and the words differ."""
        return field.words if self.stale and self.words(field).strip() != field.words else ""

    @property
    def all_problems(self) -> list[tuple[str, str, Problem]]:
        """Every problem with its field and that one's label, errors first; what was left empty is not repeated for every criterion."""
        labels = dict(self._labels())
        found = [(name, labels.get(name, ""), problem) for name, problems in self.problems.items() for problem in problems]
        return sorted((row for row in found if row[2].severity is not Severity.NOTE), key=lambda row: row[2].severity is Severity.WARNING)

    def _labels(self) -> Iterator[tuple[str, str]]:
        for field in self.form.head:
            yield field.name, field.column.heading
        for line in (*self.form.led, *self.form.supported):
            yield from ((field.name, f"{line.given['code']}, {field.column.heading}") for field in line.fields)
        for number, line in enumerate(self.form.evidence, 1):
            yield from ((field.name, f"Tài liệu {number}, {field.column.heading}") for field in line.fields)

    @property
    def lost(self) -> dict[str, str]:
        """Words of fields that the form no longer has: shown to be copied."""
        return {name: words for name, words in self.answers.items() if words.strip() and name not in self.form.fields}

    @property
    def papers(self) -> tuple[Sequence[FormLine], Sequence[FormLine]]:
        """Lines for papers: filled ones with a few empty ones, and the rest."""
        used = [number for number, line in enumerate(self.form.evidence, 1) if any(self.words(field).strip() for field in line.fields)]
        count = max(used, default=0) + SHOWN_PAPERS
        return self.form.evidence[:count], self.form.evidence[count:]

    @property
    def codes(self) -> list[str]:
        """Criteria that a paper may prove."""
        return [line.given["code"] for line in self.form.led]


def _door(request: Request, session: Session, period: str = "") -> UnitDoor:
    """Workbook and unit come from the session alone; only the period is named by the address, and looked up."""
    desk = desk_of(request)
    if period:
        note_in_log(request, on=f"{session.book}/{period}")
    return UnitDoor(desk.book(session.book), desk.out, period, session.unit, desk.today)


def _draft(door: UnitDoor, period: str) -> TypedDraft | None:
    found = draft_of(door.out, door.workbook.stem, (period, door.unit))
    return None if found is None or found.sent else found


@router.get("")
def forms(request: Request, session: SignedIn) -> Response:
    """The forms that the unit owes."""
    door = _door(request, session)
    book = unit_book(door.workbook)
    periods = unit_periods(book.plan, door.unit, door.today)
    owed = [
        OwedForm(period, NAMES[period.code], book.results.submission(period.id, door.unit), _draft(door, period.id))
        for period in reversed(periods)
    ]
    return page(request, "unit_forms.html", unit=book.plan.unit(door.unit), plan=book.plan, owed=owed, today=door.today)


@router.get("/ky/{period}")
def form(request: Request, session: SignedIn, period: str, da: str = "") -> Response:
    """One form, with what was saved in it."""
    door = _door(request, session, period)
    book = unit_book(door.workbook)
    found = form_of(book, door)
    draft = _draft(door, period)
    stale = draft is not None and draft.issue != found.issue
    message = "Đã lưu tạm, chưa gửi" if da == "luu" else ""
    return _shown(request, book, Sheet(found, draft.answers if draft else {}, {}, stale, draft, message, draft))


def _shown(request: Request, book: UnitBook, sheet: Sheet, *, status: int = 200) -> Response:
    form = sheet.form
    return page(
        request,
        "unit_form.html",
        status=status,
        sheet=sheet,
        showing=secrets.token_urlsafe(9),
        form=form,
        unit=form.unit,
        period=form.period,
        period_name=of_year(form.period.code, book.plan.facts.action_year),
        sent=book.results.submission(form.period.id, form.unit.id),
    )


async def typed_answers(request: Request) -> dict[str, str]:
    """Every field of the posted form; more than the usual thousand, for a plan may have a hundred criteria."""
    async with request.form(max_fields=_MOST_FIELDS, max_files=0, max_part_size=2**20) as given:
        return {name: words for name, words in given.multi_items() if isinstance(words, str)}


@router.post("/ky/{period}")
def typed(request: Request, session: SignedIn, period: str, given: Annotated[dict[str, str], Depends(typed_answers)]) -> Response:
    """Save or send what was typed. What is refused comes back with every word still in its field."""
    door = _door(request, session, period)
    answers = {name: words for name, words in given.items() if name not in _OWN}
    draft = TypedDraft(desk_of(request).now(), given.get("issue", ""), answers, page=given.get("trang", "")[:_LONGEST_PAGE])
    seen = given.get("luu", "")
    if given.get("viec") != "gui":
        try:
            save_typed(door, draft, seen)
        except SavedElsewhereError as error:
            return _refused(request, door, draft, error)
        note_in_log(request, what="lưu tạm biểu", result="đã lưu")
        return RedirectResponse(f"{UNITS}/ky/{period}?da=luu", status_code=303)
    note_in_log(request, what="gửi biểu trên trang")
    try:
        receipt = send_typed(door, draft, seen)
    except GeneratorError as error:
        return _refused(request, door, draft, error)
    return _receipt(request, door, receipt)


def _refused(request: Request, door: UnitDoor, draft: TypedDraft, error: GeneratorError) -> Response:
    """The same page with the words that were typed and every problem at its field."""
    codes = ", ".join(dict.fromkeys(problem.code for problem in error.problems))
    note_in_log(request, result=f"từ chối: {codes}")
    book = unit_book(door.workbook)
    found = form_of(book, door)
    problems = (_LATER,) if {problem.code for problem in error.problems} <= _BUSY else error.problems
    told = problems_by_field(found, problems)
    sheet = Sheet(found, draft.answers, told, stale=draft.issue != found.issue, kept=_draft(door, door.period))
    return _shown(request, book, sheet, status=422)


@router.post("/ky/{period}/tep")
def uploaded(request: Request, session: SignedIn, period: str, tep: UploadFile) -> Response:
    """Take the filled .xlsx form instead."""
    door = _door(request, session, period)
    note_in_log(request, what="gửi tệp biểu")
    try:
        with passing(request, tep) as path:
            receipt = send_file(door, path, desk_of(request).now())
    except GeneratorError as error:
        codes = ", ".join(dict.fromkeys(problem.code for problem in error.problems))
        note_in_log(request, result=f"từ chối: {codes}")
        busy = {problem.code for problem in error.problems} <= _BUSY
        problems = (_LATER,) if busy else error.problems
        return page(request, "unit_refused.html", status=422, problems=problems, referer=f"{UNITS}/ky/{period}")
    return _receipt(request, door, receipt)


def _receipt(request: Request, door: UnitDoor, receipt: Receipt) -> Response:
    taken = receipt.verdict.taken if receipt.verdict else Taken.KNOWN
    note_in_log(request, result=str(taken))
    again = "?da=co" if taken is Taken.KNOWN else "?da=nhan"
    return RedirectResponse(f"{UNITS}/ky/{door.period}/bien-nhan{again}", status_code=303)


@router.get("/ky/{period}/bien-nhan")
def receipt(request: Request, session: SignedIn, period: str, da: str = "") -> Response:
    """What the office holds of this unit for the period: when it came, how many results, and what is still to be looked at."""
    door = _door(request, session, period)
    book = unit_book(door.workbook)
    asked = period_of(book.plan, period)
    sent = book.results.submission(asked.id, door.unit)
    if sent is None:
        raise InputRefusedError(Problem("DV-08", f"Đơn vị chưa gửi biểu kỳ {asked.id}", "Điền biểu rồi bấm Gửi"))
    found = form_of(book, door)
    mine = [row for row in book.results.results if (row.period, row.unit) == (asked.id, door.unit)]
    return page(
        request,
        "unit_receipt.html",
        unit=found.unit,
        period=asked,
        period_name=of_year(asked.code, book.plan.facts.action_year),
        sent=sent,
        told=mine,
        form=found,
        papers=[line for line in found.evidence if not line.empty],
        known=da == "co",
    )


@router.get("/ky/{period}/bieu.xlsx")
def download(request: Request, session: SignedIn, period: str) -> Response:
    """The unit's own .xlsx form, with what it saved."""
    door = _door(request, session, period)
    note_in_log(request, what="tải tệp biểu")
    found, draft = form_of(unit_book(door.workbook), door), _draft(door, period)
    data = found.filled({name: words for name, words in draft.answers.items() if name in found.fields}) if draft else found.data
    return Response(data, media_type=_XLSX, headers={"content-disposition": f'attachment; filename="{found.file}"'})
