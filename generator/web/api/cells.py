"""Cells of a workbook: read as they show, typed into, though it may not read as a plan yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Body, Request

from generator.actions.cells import SheetView, delete_row, move_row, sheet_view, tabs, type_cells
from generator.web.api.answers import REFUSALS, Finding, findings
from generator.web.desk import NotThereError, desk_of
from generator.workbook import OpenBook, Spot, open_book

router = APIRouter(prefix="/api/plans/{book}/cells", tags=["cells"], responses=REFUSALS)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by the key that addresses it."""

    key: str
    title: str
    rows: int
    problems: int


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook; `seen` is its hash, to be sent along with a change; `reads` tells whether it is a whole plan."""

    seen: str
    reads: bool
    sheets: list[Sheet]


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its number in the sheet: the words of each cell by its column, those that only Excel can change, what is wrong."""

    number: int
    id: str
    words: dict[str, str]
    fixed: list[str]
    problems: list[Finding]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a sheet."""

    seen: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Cell:
    """Words to be typed; row 0 is a new row at the end of its list."""

    sheet: str
    row: int
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class Changed:
    """The workbook after a change, and the row that it was about: 0 for a row that is gone."""

    seen: str
    reads: bool
    row: int
    problems: list[Finding]


_Seen = Annotated[str, Body(max_length=64)]


@router.get("")
def sheets(request: Request, book: str) -> Workbook:
    """The sheets of a workbook."""
    found = open_book(desk_of(request).book(book))
    rows = [Sheet(tab.key, tab.title, tab.rows, tab.problems) for tab in tabs(found, found.by_cell)]
    return Workbook(found.package.source.sha256, found.book is not None, rows)


@router.get("/{sheet}")
def rows(request: Request, book: str, sheet: str) -> Rows:
    """The rows of a sheet as they show."""
    found = open_book(desk_of(request).book(book))
    view = sheet_view(found, sheet)
    if view is None:
        raise NotThereError.named("Trang", sheet)
    return Rows(found.package.source.sha256, _rows(view))


@router.post("")
def typed(request: Request, book: str, seen: _Seen, cells: Annotated[list[Cell], Body(min_length=1, max_length=5000)]) -> Changed:
    """Words typed into cells, all or none; refused when the workbook is no longer the one that was `seen`."""
    spots = {Spot(cell.sheet, cell.row, cell.column): cell.words for cell in cells}
    edited = type_cells(desk_of(request).book(book), seen, spots)
    return _changed(edited.book, edited.row)


@router.post("/{sheet}/{row}/delete")
def deleted(request: Request, book: str, sheet: str, row: int, seen: Annotated[str, Body(embed=True, max_length=64)]) -> Changed:
    """A row of a list emptied."""
    edited = delete_row(desk_of(request).book(book), seen, sheet, row)
    return _changed(edited.book, edited.row)


@router.post("/{sheet}/{row}/move")
def moved(request: Request, book: str, sheet: str, row: int, seen: _Seen, step: Annotated[int, Body(ge=-1, le=1)]) -> Changed:  # noqa: PLR0913, PLR0917 - address and body
    """A row changes places with the one above (-1) or below (1)."""
    edited = move_row(desk_of(request).book(book), seen, sheet, row, step)
    return _changed(edited.book, edited.row)


def _rows(view: SheetView) -> list[Row]:
    return [
        Row(
            row.number,
            row.id,
            {cell.column.key: cell.words for cell in row.cells},
            [cell.column.key for cell in row.cells if cell.fixed],
            findings(row.problems),
        )
        for row in view.rows
    ]


def _changed(found: OpenBook, row: int) -> Changed:
    return Changed(found.package.source.sha256, found.book is not None, row, findings(found.problems))
