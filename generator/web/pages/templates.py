"""Word files to type in for the 29 types of document and the 3 kinds of copy, with the agency of a workbook or with blanks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from generator.actions.outcome import Outcome
from generator.actions.shelf import shelf
from generator.actions.templates import form, make_template, type_named
from generator.document_types import COPIES, EVERY, DocumentType
from generator.vietnamese import folded, without_marks
from generator.web import jobs
from generator.web.desk import desk_of
from generator.web.shell import page

router = APIRouter()

_BACK: Final = "/mau"


@dataclass(frozen=True, slots=True)
class Row:
    """A type in the list: `words` is what a search looks through."""

    kind: DocumentType

    @property
    def words(self) -> str:
        """Name and abbreviation in small letters without marks."""
        return _bare(f"{self.kind.name} {self.kind.written} {form(self.kind)}")

    @property
    def form(self) -> str:
        """`Mẫu 1.4`."""
        return form(self.kind)

    @property
    def copy(self) -> bool:
        """Whether it is a copy of another document."""
        return self.kind in COPIES


@router.get("/mau")
def show(request: Request, tim: str = "") -> Response:
    """The list, narrowed to the words looked for."""
    wanted = _bare(tim).split()
    rows = [row for row in map(Row, EVERY) if all(word in row.words for word in wanted)]
    books = [path.stem for path in shelf(desk_of(request).folder).plans]
    return page(request, "templates.html", rows=rows, books=books, words=tim)


@router.post("/mau")
def make(request: Request, loai: Annotated[str, Form()], so: Annotated[str, Form()] = "") -> Response:
    """The file of one type; its agency, place and signer are those of a workbook when one is chosen."""
    desk = desk_of(request)
    kind = type_named(loai)
    workbook: Path | None = desk.book(so) if so else None

    def work(step: jobs.Step) -> Outcome:
        step(kind.name)
        return make_template(kind.written, desk.out, desk.today, workbook)

    return jobs.begin(request, f"Mẫu {kind.name}", work, back=_BACK)


def _bare(words: str) -> str:
    return without_marks(folded(words))
