"""The pages of the next draft beside the fields it prints, before it is made."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from generator import pdf, printed
from generator.actions.drafts_listed import paper_words
from generator.actions.previewing import NO_PROGRAM, preview
from generator.errors import GeneratorError, Problem
from generator.web.desk import NotThereError, desk_of
from generator.web.drawings import drawings_of
from generator.web.shell import page

router = APIRouter()

_KEPT: Final = {"cache-control": "private, max-age=3600"}
"""What a drawing's address names never changes."""
_PLAN: Final = ""
_MOST_SHOWN: Final = 400
"""Fields of a part that are listed: the annex of a large plan has thousands."""


@router.get("/so/{book}/xem-truoc")
def show(request: Request, book: str, ky: str = _PLAN) -> Response:
    """The fields at once; the pages are drawn when the browser asks for them."""
    desk = desk_of(request)
    found = preview(desk.book(book), desk.out, desk.now(), period=ky)
    papers = [(_PLAN, paper_words("plan")), *((period, paper_words(f"report-{period}")) for period in found.periods)]
    context = {
        "book": book,
        "found": found,
        "parts_printed": found.parts(),
        "most": _MOST_SHOWN,
        "papers": papers,
        "period": ky,
        "key": drawings_of(request).of(found),
        "missing": None if pdf.is_there() else NO_PROGRAM,
    }
    return page(request, "preview.html", context=context)


@router.get("/xem-truoc/{key}/trang.pdf")
def pages(request: Request, key: str) -> Response:
    """The pages as the browser's own viewer shows them."""
    drawing = drawings_of(request).drawing(key)
    return Response(drawing.pages(), media_type="application/pdf", headers={**_KEPT, "content-disposition": "inline"})


@router.get("/xem-truoc/{key}/so-trang")
def count(request: Request, key: str) -> JSONResponse:
    """How many pages there are, once they are drawn; or why there are none, for the script to tell."""
    try:
        return JSONResponse({"pages": printed.page_count(drawings_of(request).drawing(key).pages())})
    except GeneratorError as error:
        return JSONResponse({"words": "; ".join(f"{problem.message}. {problem.cure}" for problem in error.problems)}, 422)


@router.post("/xem-truoc/{key}/dung")
def call_off(request: Request, key: str) -> Response:
    """Stop drawing the pages: who waits for them is told so."""
    drawings_of(request).drawing(key).call_off()
    return Response(status_code=204)


@router.get("/xem-truoc/{key}/trang-{number}.png")
def picture(request: Request, key: str, number: int) -> Response:
    """One page as a picture, counted from 1, for a browser that shows no PDF."""
    try:
        drawn = printed.picture(drawings_of(request).drawing(key).pages(), number - 1)
    except IndexError as error:
        raise NotThereError(Problem("WEB-72", f"Bản xem trước không có trang {number}", "Về trang đầu của bản xem trước")) from error
    return Response(drawn, media_type="image/png", headers=_KEPT)


@router.get("/xem-truoc/{key}/van-ban.docx")
def document(request: Request, key: str) -> Response:
    """The very Word file whose pages are shown; nothing is written into the folder of outputs for it."""
    drawing = drawings_of(request).drawing(key)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return Response(drawing.data, media_type=kind, headers={"content-disposition": 'attachment; filename="xem-truoc.docx"'})
