"""A draft gets its number and day: what stands against it is shown with its cure, then it is issued in one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from generator.actions.drafts_listed import ListedDraft, State, drafts_of
from generator.actions.issuing import Foreseen, Order, foresee, issue
from generator.actions.outcome import Outcome
from generator.errors import GeneratorError, InputRefusedError, OutputRefusedError, Place, Problem
from generator.vietnamese import clean, short_date
from generator.web import jobs
from generator.web.desk import Desk, desk_of, refuse_changed, seen_hash
from generator.web.pages.drafts import address_of
from generator.web.pages.edited import posted
from generator.web.shell import page
from generator.web.typed_days import day_typed
from generator.workbook import read_plan_book

router = APIRouter()

_REASON: Final = "ly-do:"
_LARGEST: Final = 9_999_999
_ISSUABLE: Final = {State.AS_MADE, State.SAVED, State.PULLED, State.OPEN, State.EDITED}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the clerk filled in so far, as it was typed."""

    file: str
    number: str
    day: str
    signer: str

    def order(self, *, today: date, as_pdf: bool = False, waivers: Mapping[str, str] | None = None) -> Order:
        """The order it makes. Raises InputRefusedError for a number or a day that is none."""
        return Order(_number(self.number), day_typed(self.day) or today, self.signer, waivers or {}, as_pdf)


def _number(words: str) -> int | None:
    """None for the next number of the register."""
    if not words:
        return None
    if not (words.isascii() and words.isdecimal() and len(words) <= len(str(_LARGEST)) and int(words) > 0):
        raise InputRefusedError(Problem("WEB-74", f"“{words}” không phải là số văn bản", "Ghi một số, hoặc để trống để lấy số tiếp theo"))
    return int(words)


@router.get("/so/{book}/phat-hanh")
def show(request: Request, book: str, tep: str = "", so: str = "", ngay: str = "", ky: str = "") -> Response:  # noqa: PLR0913, PLR0917 - the fields of the form
    """Choose a draft, then see what its issue would meet."""
    desk = desk_of(request)
    workbook = desk.book(book)
    asked = Asked(tep, clean(so), clean(ngay), clean(ky))
    drafts = drafts_of(workbook, desk.out)
    foreseen, problems = _foreseen(desk, workbook, asked) if tep else (None, ())
    context: dict[str, Any] = {
        "book": book,
        "offered": _offered(drafts),
        "issued": [draft for draft in drafts if draft.issued],
        "asked": asked,
        "today": short_date(desk.today),
        "signers": read_plan_book(workbook).plan.signers,
        "foreseen": foreseen,
        "problems": problems,
        "reason": _REASON,
    }
    return page(request, "issue.html", context=context)


def _offered(drafts: tuple[ListedDraft, ...]) -> list[ListedDraft]:
    """Drafts that may be issued, the newest of each paper first."""
    return [draft for draft in drafts if draft.origin is not None and draft.state in _ISSUABLE]


def _foreseen(desk: Desk, workbook: Path, asked: Asked) -> tuple[Foreseen | None, tuple[Problem, ...]]:
    """What issuing would meet, or why the draft is not looked at."""
    draft = desk.file(asked.file)
    try:
        return foresee(workbook, draft, desk.out, asked.order(today=desk.today), desk.now()), ()
    except GeneratorError as error:
        return None, error.problems


@router.post("/so/{book}/phat-hanh")
def give_number(request: Request, book: str, given: Annotated[Mapping[str, str], Depends(posted)]) -> Response:
    """Issue the draft under the number that was shown, provided that workbook and draft are those that were shown."""
    desk = desk_of(request)
    workbook = desk.book(book)
    draft = desk.file(given.get("tep", ""))
    refuse_changed(workbook, given.get("seen", ""))
    if seen_hash(draft) != given.get("draft", ""):
        cure = "Mở lại trang này để xem bản mới nhất rồi làm lại"
        raise OutputRefusedError(Problem("WEB-11", "Dự thảo đã bị sửa sau khi trang này mở ra nên chưa ghi gì", cure, Place(draft.name)))
    order = _order(desk.now(), given)

    def work(step: jobs.Step) -> Outcome:
        step("Đang vào sổ đăng ký và tạo bản chính thức")
        return issue(workbook, draft, desk.out, order, desk.now())

    return jobs.begin(request, f"Phát hành {draft.name}", work, back=address_of(book, "phat-hanh"), book=book)


def _order(now: datetime, given: Mapping[str, str]) -> Order:
    """The order as it was confirmed; a finding without a reason is not waived."""
    reasons = {name.removeprefix(_REASON): clean(value) for name, value in given.items() if name.startswith(_REASON)}
    asked = Asked(given.get("tep", ""), clean(given.get("so", "")), clean(given.get("ngay", "")), clean(given.get("ky", "")))
    if not asked.number or not asked.day:
        raise InputRefusedError(Problem("WEB-14", "Dữ liệu gửi lên không đúng dạng", "Mở lại trang rồi làm lại"))
    waivers = {code: reason for code, reason in reasons.items() if reason}
    return asked.order(today=now.date(), as_pdf=given.get("pdf") == "true", waivers=waivers)
