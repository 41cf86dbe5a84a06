"""The sheets of a workbook edited in place: a table to read, each row opening into a form, one row saved at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from generator.actions.cells import STALE, Edited, RowView, SheetView, blank_row, delete_row, move_row, sheet_view, tabs, type_cells
from generator.errors import GeneratorError, Problem
from generator.web.desk import NotThereError, desk_of
from generator.web.forms import RowForm, Typed, row_form, shown_columns
from generator.web.readings import findings, held_open, opened
from generator.web.shell import page, part_of
from generator.workbook import FACTS_KEY, NEW_ROW, OpenBook, Spot

router = APIRouter()

NEW: Final = "moi"
"""How an address names a row that is not there yet."""
_CHANGED: Final = {STALE, "TEP-10"}
_CONFLICT, _REFUSED = 409, 422


async def posted_words(request: Request) -> Mapping[str, str]:
    """The fields of a posted form as they came."""
    async with request.form() as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


Words = Annotated[Mapping[str, str], Depends(posted_words)]


@router.get("/so/{book}/sua")
def begin(book: str) -> Response:
    """The first sheet."""
    return RedirectResponse(f"{_base(book)}/{FACTS_KEY}", status_code=303)


@router.get("/so/{book}/sua/{sheet}")
def table(request: Request, book: str, sheet: str) -> Response:
    """All rows of a sheet, to read; only what reading says of them: the checks are asked for by the script, for they take longer."""
    path = desk_of(request).book(book)
    found = opened(path)
    view = _view(found, sheet)
    context = {
        "book": book,
        "sheet": view,
        "shown": shown_columns(view),
        "tabs": tabs(found, found.by_cell),
        "seen": found.package.source.sha256,
        "held": held_open(path),
        "base": f"{_base(book)}/{sheet}",
        "reads": found.book is not None,
    }
    return page(request, "cells.html", context=context)


@router.get("/so/{book}/sua/{sheet}/dieu-can-xem")
def remarks(request: Request, book: str, sheet: str) -> JSONResponse:
    """What is known to be wrong with the rows of a sheet, by their numbers, worded as the table does."""
    desk = desk_of(request)
    found = opened(desk.book(book))
    view = _view(found, sheet, findings(found))
    return JSONResponse(
        {row.number: part_of(request, "cell_findings_part.html", problems=row.problems) for row in view.rows if row.problems}
    )


@router.get("/so/{book}/sua/{sheet}/{row}")
def form(request: Request, book: str, sheet: str, row: str) -> Response:
    """One row as a form: a page of its own, or the part of a page that a script asks for."""
    desk = desk_of(request)
    found = opened(desk.book(book))
    view = _view(found, sheet, findings(found))
    return _form_page(request, book, view, row_form(found, _row(found, view, row), None))


@router.post("/so/{book}/sua/{sheet}/{row}")
def save(request: Request, book: str, sheet: str, row: str, words: Words) -> Response:
    """Save one row. What is refused is shown again, as it was typed; nothing was written then."""
    path = desk_of(request).book(book)
    number = _number(row)
    typed = Typed.of(words)
    spots = {Spot(sheet, number, key): said for key, said in typed.words.items()}
    _known_columns(path, sheet, spots)
    try:
        edited = type_cells(path, typed.seen, spots)
    except GeneratorError as error:
        return _refused(request, book, sheet, typed, error.problems)
    return _saved(request, book, sheet, edited)


@router.post("/so/{book}/sua/{sheet}/{row}/xoa")
def delete(request: Request, book: str, sheet: str, row: str, words: Words) -> Response:
    """Delete one row."""
    path, typed = desk_of(request).book(book), Typed.of(words)
    return _stepped(request, book, sheet, typed, lambda: delete_row(path, typed.seen, sheet, _number(row)))


@router.post("/so/{book}/sua/{sheet}/{row}/len")
def move_up(request: Request, book: str, sheet: str, row: str, words: Words) -> Response:
    """One place up."""
    path, typed = desk_of(request).book(book), Typed.of(words)
    return _stepped(request, book, sheet, typed, lambda: move_row(path, typed.seen, sheet, _number(row), -1))


@router.post("/so/{book}/sua/{sheet}/{row}/xuong")
def move_down(request: Request, book: str, sheet: str, row: str, words: Words) -> Response:
    """One place down."""
    path, typed = desk_of(request).book(book), Typed.of(words)
    return _stepped(request, book, sheet, typed, lambda: move_row(path, typed.seen, sheet, _number(row), 1))


def _base(book: str) -> str:
    return f"/so/{quote(book, safe='')}/sua"


def _view(found: OpenBook, sheet: str, told: tuple[Problem, ...] | None = None) -> SheetView:
    view = sheet_view(found, sheet, told)
    if view is None:
        raise NotThereError.named("Trang", sheet)
    return view


def _number(row: str) -> int:
    if row == NEW:
        return NEW_ROW
    if not row.isascii() or not row.isdecimal() or len(row) > len("1048576"):
        raise NotThereError.named("Dòng", row)
    return int(row)


def _row(found: OpenBook, view: SheetView, row: str) -> RowView:
    number = _number(row)
    known = blank_row(found, view.key) if number == NEW_ROW and view.key != FACTS_KEY else view.row(number)
    if known is None:
        raise NotThereError.named("Dòng", row)
    return known


def _known_columns(path: Path, sheet: str, spots: Mapping[Spot, str]) -> None:
    """Refuse a form with a column that the sheet does not have: our own pages never send one."""
    columns = {column.key for column in _view(opened(path), sheet).columns}
    for spot in spots:
        if spot.column not in columns:
            raise NotThereError.named("Cột", spot.column)


def _part(request: Request) -> bool:
    """Whether a script asks for a part of a page."""
    return "x-part" in request.headers


def _form_page(request: Request, book: str, view: SheetView, row: RowForm, *, status: int = 200) -> Response:
    template = "cell_form_part.html" if _part(request) else "cell_form.html"
    context = {"book": book, "sheet": view, "form": row, "base": f"{_base(book)}/{view.key}", "shown": shown_columns(view)}
    return page(request, template, status=status, context=context)


def _saved(request: Request, book: str, sheet: str, edited: Edited) -> Response:
    """The row as it now stands, with what the checks say of it."""
    if not _part(request):
        return RedirectResponse(f"{_base(book)}/{sheet}#row-{edited.row}", status_code=303)
    desk = desk_of(request)
    found = opened(desk.book(book))
    view = _view(found, sheet, findings(found))
    context = {"book": book, "sheet": view, "row": view.row(edited.row), "base": f"{_base(book)}/{sheet}", "shown": shown_columns(view)}
    answer = page(request, "cell_line_part.html", context=context)
    answer.headers["x-seen"] = found.package.source.sha256
    return answer


def _refused(request: Request, book: str, sheet: str, typed: Typed, problems: tuple[Problem, ...]) -> Response:
    """The form again, with the words as they were typed; of a workbook that changed since, also what stands there now."""
    desk = desk_of(request)
    found = opened(desk.book(book))
    changed = any(problem.code in _CHANGED for problem in problems)
    view = _view(found, sheet)
    fresh = not typed.id and sheet != FACTS_KEY
    known = blank_row(found, sheet) if fresh else next((row for row in view.rows if row.id == typed.id), None)
    status = _CONFLICT if changed else _REFUSED
    if known is None:
        context = {"book": book, "sheet": view, "typed": typed, "problems": problems, "base": f"{_base(book)}/{sheet}"}
        template = "cell_gone_part.html" if _part(request) else "cell_gone.html"
        return page(request, template, status=status, context=context)
    return _form_page(request, book, view, row_form(found, known, typed, problems, changed=changed), status=status)


def _stepped(request: Request, book: str, sheet: str, typed: Typed, step: Callable[[], Edited]) -> Response:
    """Back to the table after a row was moved or deleted; what is refused is told on the form of the row."""
    try:
        edited = step()
    except GeneratorError as error:
        return _refused(request, book, sheet, Typed(typed.seen, typed.id, {}), error.problems)
    place = f"#row-{edited.row}" if edited.row else ""
    return RedirectResponse(f"{_base(book)}/{sheet}{place}", status_code=303)
