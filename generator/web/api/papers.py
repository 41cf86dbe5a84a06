"""Papers of any kind: checked, compared, letters modernised, templates, the sample."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile

from generator.actions import checking_papers, converting, issued_papers, templates
from generator.actions.demonstration import demonstrate
from generator.actions.outcome import Outcome
from generator.actions.redlining import compare
from generator.web.api.answers import REFUSALS, Answer, answer
from generator.web.desk import desk_of
from generator.web.uploads import taken_in

router = APIRouter(prefix="/api", tags=["papers"], responses=REFUSALS)


@router.post("/check")
def check(
    request: Request, paper: UploadFile, *, fix: Annotated[bool, Form()] = False, annotate: Annotated[bool, Form()] = False
) -> Answer:
    """`vanban check` of a Word file: findings with their clause, copies with remarks or mended."""
    desk = desk_of(request)
    wish = checking_papers.Wish(annotate=annotate, fix=fix, office=desk.folder)
    found = checking_papers.check_paper(taken_in(request, [paper]).paths[0], desk.out, wish, desk.now())
    return answer(request, found, checking_papers.as_tables(found.judged, found.changes))


@router.post("/redline")
def redline(request: Request, old: UploadFile, new: UploadFile, author: Annotated[str, Form(max_length=100)] = "vanban") -> Answer:
    """`vanban redline`: one file with every change tracked."""
    desk = desk_of(request)
    older, newer = taken_in(request, [old, new]).paths
    return answer(request, compare(older, newer, desk.out, author=author, when=desk.now()))


@router.post("/convert-text")
def convert_text(request: Request, file: UploadFile) -> Answer:
    """`vanban convert-text`: old letters rewritten in Unicode."""
    converted = converting.convert_text(taken_in(request, [file]).paths[0], desk_of(request).out)
    return answer(request, converted, converting.as_tables(converted))


@router.get("/template")
def template_types(request: Request) -> Answer:
    """The types of documents that there are templates for."""
    return answer(request, Outcome(()), templates.as_tables())


@router.post("/template")
def template(request: Request, words: Annotated[str, Form(min_length=1, max_length=200)], book: Annotated[str, Form()] = "") -> Answer:
    """`vanban template`: a Word template of a type of document."""
    desk = desk_of(request)
    return answer(request, templates.make_template(words, desk.out, desk.today, desk.book(book) if book else None))


@router.get("/register")
def register(request: Request, words: str = "", year: int | None = None, symbol: str = "") -> Answer:
    """Papers that were issued: those in which every word occurs, of a year, of a symbol."""
    desk = desk_of(request)
    registers = issued_papers.issued_papers(desk.folder, desk.out)
    rows = issued_papers.as_tables(issued_papers.found(registers.papers, words, year, symbol))
    return answer(request, Outcome((), registers.problems), {"papers": rows})


@router.post("/demo")
def demo(request: Request) -> Answer:
    """`vanban demo`: the clerk's year on the sample."""
    steps = list(demonstrate(desk_of(request).out))
    paths = dict.fromkeys(path for step in steps for path in step.outcome.files)
    problems = tuple(problem for step in steps for problem in step.outcome.problems)
    return answer(request, Outcome(tuple(paths), problems), {"steps": [step.command for step in steps]})
