"""The drafts of a workbook: what became of each, the next one, what changed between two."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response

from generator.actions.drafts_listed import ListedDraft, State, drafts_of
from generator.actions.outcome import Outcome
from generator.actions.plan_drafts import Wish, draft_plan
from generator.actions.redlining import compare
from generator.errors import InputRefusedError, Problem
from generator.web import jobs
from generator.web.desk import desk_of, seen_hash
from generator.web.shell import page
from generator.web.uploads import taken_in

router = APIRouter()

_AUTHOR: Final = "vanban"
UNTAKEN: Final = frozenset({State.EDITED, State.OPEN, State.PASSED_OVER})
"""What a draft is whose edits the workbook does not have, or not all of them."""


def address_of(book: str, name: str = "du-thao") -> str:
    """Where a page of a workbook is."""
    return f"/so/{quote(book, safe='')}/{name}"


@router.get("/so/{book}/du-thao")
def show(request: Request, book: str) -> Response:
    """Every draft with its files, and what may be done."""
    desk = desk_of(request)
    workbook = desk.book(book)
    drafts = drafts_of(workbook, desk.out)
    context = {
        "book": book,
        "drafts": drafts,
        "before": {draft.path: before(draft, drafts) for draft in drafts},
        "there": [draft for draft in drafts if draft.there],
        "unpulled": [draft for draft in drafts if draft.state is State.EDITED and draft.paper == "Kế hoạch"],
        "hash_now": seen_hash(workbook),
        "edited": UNTAKEN,
    }
    return page(request, "drafts.html", context=context)


def before(draft: ListedDraft, drafts: tuple[ListedDraft, ...]) -> ListedDraft | None:
    """The draft of the same paper that came before."""
    if draft.origin is None:
        return None
    same = [row for row in drafts if row.there and row.origin is not None and row.origin.paper == draft.origin.paper]
    earlier = [row for row in same if row.origin is not None and row.origin.draft < draft.origin.draft]
    return max(earlier, key=lambda row: row.origin.draft if row.origin else 0, default=None)


@router.post("/so/{book}/du-thao")
def make(
    request: Request,
    book: str,
    template: Annotated[UploadFile | None, File()] = None,
    pdf: Annotated[bool, Form()] = False,  # noqa: FBT002 - a checkbox
    anyway: Annotated[bool, Form()] = False,  # noqa: FBT002 - the same
) -> Response:
    """Make the next draft of the plan."""
    desk = desk_of(request)
    workbook = desk.book(book)
    own = taken_in(request, [template]).paths[0] if template is not None and template.filename else None

    def work(step: jobs.Step) -> Outcome:
        step("Đang tạo dự thảo" + (" và PDF" if pdf else ""))
        return draft_plan(workbook, desk.out, desk.now(), Wish(own, pdf, anyway))

    return jobs.begin(request, f"Dự thảo kế hoạch {workbook.stem}", work, back=address_of(book), book=book)


@router.post("/so/{book}/du-thao/so-sanh")
def redline(request: Request, book: str, old: Annotated[str, Form()], new: Annotated[str, Form()]) -> Response:
    """Compare two of the drafts that are listed."""
    desk = desk_of(request)
    desk.book(book)
    if old == new:
        raise InputRefusedError(Problem("WEB-71", "Hai bản đã chọn là một", "Chọn hai dự thảo khác nhau"))
    older, newer = desk.file(old), desk.file(new)

    def work(step: jobs.Step) -> Outcome:
        step("Đang so sánh")
        return compare(older, newer, desk.out, author=_AUTHOR, when=desk.now())

    return jobs.begin(request, f"So sánh {newer.name} với {older.name}", work, back=address_of(book), book=book)
