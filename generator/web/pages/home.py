"""The first page: every plan workbook of the folder with its state, a new one, and a place to drop what is to be begun from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from generator.actions.shelf import Card, by_change, card, changed, kind_of, put_in, put_sample, shelf
from generator.errors import GeneratorError, InputRefusedError, Problem
from generator.periods import NAMES
from generator.web.desk import desk_of
from generator.web.places import edit_address
from generator.web.shell import page
from generator.web.uploads import taken_in
from generator.workbook import BookKind

router = APIRouter()

_NO_SOURCE: Final = frozenset({BookKind.REGISTER, BookKind.FORM, BookKind.FIGURES})

_EMPTY: Final = "BANG-10"
"""A cell that must be filled in is still empty: a workbook that was just begun has no other fault."""


@router.get("/")
def show(request: Request) -> Response:
    """The names of all workbooks, that changed last first."""
    found = shelf(desk_of(request).folder)
    return page(request, "home.html", books=[(path.stem, changed(path)) for path in by_change(found.plans)], unopened=found.unopened)


@router.get("/the/{book}")
def state(request: Request, book: str) -> Response:
    """The state of one workbook, or why it can't be read: a page of its own, out of which the first page takes the card."""
    desk = desk_of(request)
    path = desk.book(book)
    found: Card | None = None
    problems: tuple[Problem, ...] = ()
    try:
        found = _card(path, *_version(path), desk.today)
    except GeneratorError as error:
        problems = tuple(replace(problem, place=replace(problem.place, file="")) for problem in error.problems)
    unfinished = bool(problems) and all(problem.code == _EMPTY for problem in problems)
    return page(
        request,
        "card.html",
        name=path.stem,
        card=found,
        problems=problems,
        unfinished=unfinished,
        edit_link=edit_address,
        period_names=NAMES,
    )


@lru_cache(maxsize=512)
def _card(path: Path, size: int, modified: int, day: date) -> Card:  # noqa: ARG001 - a file of another size or time is another version
    return card(path, day)


def _version(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


@router.post("/")
def drop(request: Request, given: Annotated[list[UploadFile], File()]) -> Response:
    """Plan workbooks are copied into the folder; a score sheet or a Word file leads on to a new workbook begun from it."""
    intake = taken_in(request, given)
    kinds = [kind_of(path) for path in intake.paths]
    for path, kind in zip(intake.paths, kinds, strict=True):
        if kind in _NO_SOURCE:
            raise InputRefusedError(_no_source(path, kind))
    if any(kind is not BookKind.PLAN for kind in kinds):
        return RedirectResponse(f"/moi?da-gui={quote(intake.key)}", status_code=303)
    placed = [put_in(desk_of(request).folder, path) for path in intake.paths]
    target = f"/so/{quote(placed[0].stem, safe='')}" if len(placed) == 1 else "/"
    return RedirectResponse(target, status_code=303)


@router.post("/thu")
def sample(request: Request) -> Response:
    """The sample for somebody who wants to try."""
    placed = put_sample(desk_of(request).folder)
    return RedirectResponse(f"/so/{quote(placed.stem, safe='')}", status_code=303)


def _no_source(path: Path, kind: BookKind | None) -> Problem:
    cure = "Thả vào đây sổ kế hoạch, bảng điểm hoặc tệp Word; biểu của đơn vị thì nhận ở trang kỳ báo cáo của sổ"
    return Problem("KE-03", f"“{path.name}” là {kind}, không phải tệp để lập sổ", cure)
