"""A draft that came back edited: looked at side by side, decided change by change, then taken in one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import Response

from generator.actions.drafts_listed import drafts_of
from generator.actions.looking import look
from generator.actions.outcome import Outcome
from generator.actions.pulling import pull
from generator.actions.sides import Choice, Seen
from generator.errors import InputRefusedError, Problem
from generator.merge import Side
from generator.web import jobs, wordwise
from generator.web.desk import desk_of
from generator.web.pages.drafts import UNTAKEN, address_of
from generator.web.shell import page
from generator.web.uploads import intake_of, taken_in

router = APIRouter()

_ANSWER: Final = "chon:"
_MOST_FIELDS: Final = 50_000
"""A plan of 1500 criteria has about 16 000 fields, each of which somebody may have changed."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the edited file is: sent to us (`key`), or among the outputs (`file`)."""

    key: str = ""
    file: str = ""

    def path(self, request: Request) -> Path:
        """The file. Raises NotThereError when it is gone."""
        return intake_of(request, self.key).paths[0] if self.key else desk_of(request).file(self.file)


@router.get("/so/{book}/ban-sua")
def show(request: Request, book: str) -> Response:
    """Where the file is dropped; drafts that were edited where they lie are offered."""
    desk = desk_of(request)
    drafts = drafts_of(desk.book(book), desk.out)
    waiting = [draft for draft in drafts if draft.state in UNTAKEN]
    return page(request, "edited.html", book=book, waiting=waiting, taken=[draft for draft in drafts if draft.pulls])


@router.post("/so/{book}/ban-sua")
def review(request: Request, book: str, edited: Annotated[UploadFile | None, File()] = None, file: Annotated[str, Form()] = "") -> Response:
    """Read the file against the workbook; nothing is written."""
    desk = desk_of(request)
    workbook = desk.book(book)
    if not file and (edited is None or not edited.filename):
        raise InputRefusedError(Problem("WEB-20", "Chưa chọn tệp nào", "Bấm vào ô chọn tệp, hoặc kéo tệp thả vào đó"))
    source = Source(file=file) if file or edited is None else Source(key=taken_in(request, [edited]).key)
    path = source.path(request)

    def work(step: jobs.Step) -> Outcome:
        step("Đang đọc bản sửa và so với sổ")
        return look(workbook, path, desk.out)

    return jobs.begin(
        request,
        f"Phần sửa trong {path.name}",
        work,
        back=address_of(book, "ban-sua"),
        shown="review.html",
        book=book,
        source=source,
        wordwise=wordwise,
        answer=_ANSWER,
        take=address_of(book, "ban-sua/lay"),
    )


async def posted(request: Request) -> Mapping[str, str]:
    """The fields of the form as they came: one for each change, more than a form usually has."""
    async with request.form(max_fields=_MOST_FIELDS) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


@router.post("/so/{book}/ban-sua/lay")
def take(request: Request, book: str, given: Annotated[Mapping[str, str], Depends(posted)]) -> Response:
    """Write what was decided, provided that both files are the ones that were shown."""
    desk = desk_of(request)
    workbook = desk.book(book)
    path = Source(given.get("key", ""), given.get("file", "")).path(request)
    choice = Choice(answers=_answers(given), seen=Seen(given.get("seen", ""), given.get("edited", "")))

    def work(step: jobs.Step) -> Outcome:
        step("Đang ghi vào sổ")
        return pull(workbook, path, desk.out, desk.now(), choice)

    title = f"Lấy phần sửa trong {path.name}"
    return jobs.begin(request, title, work, back=address_of(book, "ban-sua"), shown="pulled.html", book=book, wordwise=wordwise)


def _answers(given: Mapping[str, str]) -> dict[str, Side]:
    """The answers by key. Raises InputRefusedError for a value that the page never sends."""
    try:
        return {name.removeprefix(_ANSWER): Side(value) for name, value in given.items() if name.startswith(_ANSWER)}
    except ValueError as error:
        problem = Problem("WEB-14", "Dữ liệu gửi lên không đúng dạng", "Mở lại trang rồi làm lại")
        raise InputRefusedError(problem) from error
