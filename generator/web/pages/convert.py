"""Word files and workbooks in old letters, one or many, rewritten in Unicode."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import Response

from generator.actions.converting import convert_text
from generator.actions.outcome import Outcome
from generator.errors import GeneratorError, Problem
from generator.web import jobs
from generator.web.desk import desk_of
from generator.web.shell import page
from generator.web.uploads import taken_in

router = APIRouter()

_BACK: Final = "/chuyen-chu"


@dataclass(frozen=True, slots=True)
class Row:
    """One file: the new one, if any, what was changed, or why nothing could be."""

    name: str
    summary: str = ""
    made: Path | None = None
    refused: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertedMany(Outcome):
    """What became of each file."""

    rows: tuple[Row, ...]


@router.get("/chuyen-chu")
def show(request: Request) -> Response:
    """Where files are dropped."""
    return page(request, "convert.html")


@router.post("/chuyen-chu")
def convert(request: Request, given: Annotated[list[UploadFile], File()]) -> Response:
    """Rewrite each file; one that can't be read stops no other."""
    out, paths = desk_of(request).out, taken_in(request, given).paths

    def work(step: jobs.Step) -> Outcome:
        told = list(_each(paths, out, step))
        problems = tuple(problem for _, found in told for problem in found)
        return ConvertedMany(_made(told), problems, rows=tuple(row for row, _ in told))

    title = f"Chuyển chữ {paths[0].name}" if len(paths) == 1 else f"Chuyển chữ {len(paths)} tệp"
    return jobs.begin(request, title, work, back=_BACK, shown="converted.html", total=len(paths))


def _each(paths: tuple[Path, ...], out: Path, step: jobs.Step) -> Iterator[tuple[Row, tuple[Problem, ...]]]:
    for path in paths:
        step(path.name)
        try:
            done = convert_text(path, out)
            yield Row(path.name, done.summary, next(iter(done.files), None)), done.problems
        except GeneratorError as error:
            yield Row(path.name, refused=error.problems), ()


def _made(told: list[tuple[Row, tuple[Problem, ...]]]) -> tuple[Path, ...]:
    return tuple(row.made for row, _ in told if row.made is not None)
