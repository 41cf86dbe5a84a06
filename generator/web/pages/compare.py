"""Any two Word files compared into one with tracked changes."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response

from generator.actions.outcome import Outcome
from generator.actions.redlining import compare
from generator.errors import InputRefusedError, Problem
from generator.vietnamese import clean
from generator.web import jobs
from generator.web.desk import desk_of
from generator.web.shell import page
from generator.web.uploads import taken_in

router = APIRouter()

_BACK: Final = "/so-sanh"
_AUTHOR: Final = "vanban"
_LONGEST: Final = 100


@router.get("/so-sanh")
def show(request: Request) -> Response:
    """Where the two files are dropped."""
    return page(request, "compare.html", author=_AUTHOR, longest=_LONGEST)


@router.post("/so-sanh")
def redline(
    request: Request,
    old: Annotated[UploadFile, File()],
    new: Annotated[UploadFile, File()],
    author: Annotated[str, Form(max_length=_LONGEST)] = "",
) -> Response:
    """Compare the older with the newer file."""
    for upload, which in ((old, "cũ"), (new, "mới")):
        if not upload.filename:
            raise InputRefusedError(Problem("WEB-20", f"Chưa chọn bản {which}", "Chọn đủ hai tệp Word"))
    desk, (older, newer) = desk_of(request), taken_in(request, [old, new]).paths

    def work(step: jobs.Step) -> Outcome:
        step("Đang so sánh")
        return compare(older, newer, desk.out, author=clean(author) or _AUTHOR, when=desk.now())

    return jobs.begin(request, f"So sánh {newer.name} với {older.name}", work, back=_BACK)
