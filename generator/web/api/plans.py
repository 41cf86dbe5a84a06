"""Plans: the workbooks of the folder, checking, drafts, edits taken back, issue."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response, UploadFile

from generator.actions import beginning, checking_plans, issuing, pulling
from generator.actions.checking_plans import check_plan, fix_plan
from generator.actions.from_scores import choices_of
from generator.actions.looking import look
from generator.actions.plan_drafts import Wish, draft_plan
from generator.actions.previewing import pages_of, preview
from generator.actions.shelf import shelf
from generator.actions.sides import Choice
from generator.errors import InputRefusedError, Problem
from generator.file_names import safe_name
from generator.merge import Side
from generator.periods import PeriodCode
from generator.web.api.answers import REFUSALS, Answer, answer
from generator.web.desk import desk_of
from generator.web.uploads import taken_in

router = APIRouter(prefix="/api/plans", tags=["plans"], responses=REFUSALS)

File = UploadFile | None


@router.get("")
def listed(request: Request) -> list[str]:
    """Names of the plan workbooks in the folder."""
    return [path.stem for path in shelf(desk_of(request).folder).plans]


@router.post("")
def new(  # noqa: PLR0913, PLR0917 - one for each option of the command
    request: Request,
    name: Annotated[str, Form(min_length=1, max_length=100)],
    year: Annotated[int | None, Form(ge=2000, le=2100)] = None,
    expected: Annotated[date | None, Form()] = None,
    last_year: Annotated[str, Form()] = "",
    sheet: Annotated[str, Form()] = "",
    column: Annotated[list[str] | None, Form()] = None,
    scores: File = None,
    word: File = None,
) -> Answer:
    """`vanban new`: a new workbook; open questions of a score sheet are refused with the answers that they accept."""
    desk = desk_of(request)
    kept = {key: taken_in(request, [file]).paths[0] for key, file in (("scores", scores), ("word", word)) if file and file.filename}
    sources = beginning.Sources(
        scores=kept.get("scores"),
        choices=choices_of(sheet, tuple(column or ())),
        word=kept.get("word"),
        last_year=desk.book(last_year) if last_year else None,
        year=year,
        expected=expected,
    )
    begun = beginning.begin(desk.folder / safe_name(f"{name}.xlsx"), sources, None, today=desk.today)
    return answer(request, begun, beginning.as_tables(begun))


@router.get("/{book}/check")
def check(request: Request, book: str) -> Answer:
    """`vanban check` of a workbook: findings with their cells."""
    found = check_plan(desk_of(request).book(book))
    return answer(request, found, checking_plans.as_tables(found))


@router.post("/{book}/fix")
def fix(request: Request, book: str) -> Answer:
    """`vanban check --fix` of a workbook: every safe change."""
    desk = desk_of(request)
    found = fix_plan(desk.book(book), desk.now())
    return answer(request, found, checking_plans.as_tables(found))


@router.post("/{book}/drafts")
def draft(
    request: Request, book: str, *, pdf: Annotated[bool, Form()] = False, anyway: Annotated[bool, Form()] = False, template: File = None
) -> Answer:
    """`vanban plan`: the next draft of the plan."""
    desk = desk_of(request)
    own = taken_in(request, [template]).paths[0] if template and template.filename else None
    return answer(request, draft_plan(desk.book(book), desk.out, desk.now(), Wish(own, pdf, anyway)))


@router.get("/{book}/preview.pdf", response_class=Response)
def pages(request: Request, book: str, period: PeriodCode | None = None) -> Response:
    """The pages of the next draft of the plan, or of the report of a period; nothing is written."""
    desk = desk_of(request)
    found = preview(desk.book(book), desk.out, desk.now(), period=period or "")
    return Response(pages_of(found.path.name, found.data), media_type="application/pdf")


@router.post("/{book}/look")
def looked(request: Request, book: str, edited: UploadFile) -> Answer:
    """What `vanban pull` would take: each change with its texts in the draft as made, the workbook, the edited file; writes nothing."""
    desk = desk_of(request)
    found = look(desk.book(book), taken_in(request, [edited]).paths[0], desk.out)
    tables = pulling.as_tables(
        pulling.Pulled((), questions=(*found.questions, *found.changes), refused=found.unwritable, outside=found.outside)
    )
    open_ones = {row.key for row in found.questions}
    rows = [row | {"must_be_answered": row["key"] in open_ones} for row in tables["questions"]]
    return answer(request, found, {"changes": rows, "refused": tables["refused"], "outside": tables["outside"]})


@router.post("/{book}/pull")
def pull(  # noqa: PLR0913 - one for each option of the command
    request: Request,
    book: str,
    edited: UploadFile,
    *,
    take: Annotated[Literal["theirs", "mine"] | None, Form()] = None,
    answers: Annotated[str, Form(description='Answers by key as a JSON object: {"criterion/1.1.2/remedy": "theirs"}')] = "{}",
    keep_conflicts: Annotated[bool, Form()] = False,
) -> Answer:
    """`vanban pull`: hand edits of a Word file back into the workbook; with an open question nothing is written."""
    desk = desk_of(request)
    choice = Choice(Side(take) if take else None, _answers(answers), keep=keep_conflicts)
    found = pulling.pull(desk.book(book), taken_in(request, [edited]).paths[0], desk.out, desk.now(), choice)
    return answer(request, found, pulling.as_tables(found))


@router.post("/{book}/issue")
def issue(  # noqa: PLR0913, PLR0917 - one for each option of the command
    request: Request,
    book: str,
    draft: Annotated[str, Form(description="Name of the draft below the folder of outputs")],
    day: Annotated[date, Form()],
    number: Annotated[int | None, Form(ge=1, le=9_999_999, description="Nothing: the next of the series")] = None,
    signer: Annotated[str, Form()] = "",
    waive: Annotated[list[str] | None, Form(description="PH-32=reason")] = None,
) -> Answer:
    """`vanban issue`: number and day, the register, the final files."""
    desk = desk_of(request)
    waivers = {code.strip().upper(): reason.strip() for code, _, reason in (words.partition("=") for words in waive or ())}
    order = issuing.Order(number, day, signer, {code: reason for code, reason in waivers.items() if code and reason})
    return answer(request, issuing.issue(desk.book(book), desk.file(draft), desk.out, order, desk.now()))


def _answers(words: str) -> dict[str, Side]:
    try:
        return {str(key): Side(side) for key, side in json.loads(words).items()}
    except (ValueError, AttributeError, RecursionError) as error:
        raise InputRefusedError(
            Problem("LV-06", "Phần trả lời không đúng dạng", 'Gửi dạng {"criterion/1.1.2/remedy": "theirs"}')
        ) from error
