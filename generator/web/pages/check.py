"""Any Word file held against the decree: one with its findings and copies, many in one table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response

from generator.actions.checking_papers import Judged, Verdict, Wish, check_paper, counts, judge_each
from generator.actions.outcome import Outcome
from generator.errors import InputRefusedError, Problem, Severity
from generator.web import jobs
from generator.web.desk import desk_of
from generator.web.shell import page
from generator.web.uploads import Intake, intake_of, taken_in

router = APIRouter()

_BACK: Final = "/kiem-tra"


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of one rule on one paper."""

    code: str
    article: str
    cure: str
    severity: Severity
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One file of many: its verdict or why there is none; `number` is its place among the files that came in."""

    number: int
    name: str
    kind: str = ""
    counts: tuple[int, ...] = ()
    groups: tuple[Group, ...] = ()
    unread: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedMany(Outcome):
    """The verdicts on many files; `intake` keeps them for a closer look at one."""

    rows: tuple[Row, ...]
    intake: str
    passed_over: int


@router.get("/kiem-tra")
def show(request: Request) -> Response:
    """Where files are dropped."""
    return page(request, "check.html")


@router.post("/kiem-tra")
def check(
    request: Request,
    given: Annotated[list[UploadFile], File()],
    annotate: Annotated[bool, Form()] = False,  # noqa: FBT002 - a checkbox
    fix: Annotated[bool, Form()] = False,  # noqa: FBT002 - the same
) -> Response:
    """Check what was dropped: one file with its copies, many without drawing their pages."""
    intake = taken_in(request, given)
    papers = [number for number, path in enumerate(intake.paths) if path.suffix.lower() == ".docx" and not path.name.startswith("~$")]
    if len(intake.paths) == 1:
        return _one(request, intake.paths[0], annotate=annotate, fix=fix)
    if not papers:
        raise InputRefusedError(Problem("KT-03", "Trong các tệp đã gửi không có tệp .docx nào", "Chọn tệp Word có đuôi .docx"))
    return _many(request, intake, papers)


@router.post("/kiem-tra/{key}/{number}")
def closer(request: Request, key: str, number: int) -> Response:
    """One of many again, its pages drawn and its copies made."""
    paths = dict(enumerate(intake_of(request, key).paths))
    if number not in paths:
        raise InputRefusedError(Problem("WEB-22", "Các tệp đã gửi không còn được giữ", "Chọn lại tệp rồi gửi lại"))
    return _one(request, paths[number], annotate=True, fix=True)


def _one(request: Request, path: Path, *, annotate: bool, fix: bool) -> Response:
    desk = desk_of(request)
    wish = Wish(annotate=annotate, fix=fix, office=desk.folder)

    def work(step: jobs.Step) -> Outcome:
        step(path.name)
        return check_paper(path, desk.out, wish, desk.now())

    return jobs.begin(request, f"Kiểm tra {path.name}", work, back=_BACK, shown="checked.html", grouped=grouped, wish=wish)


def _many(request: Request, intake: Intake, papers: list[int]) -> Response:
    paths, folder = [intake.paths[number] for number in papers], desk_of(request).folder

    def work(step: jobs.Step) -> Outcome:
        verdicts = judge_each(paths, step, folder)
        rows = tuple(_row(number, verdict) for number, verdict in zip(papers, verdicts, strict=True))
        passed_over = len(intake.paths) - len(papers)
        return CheckedMany((), summary=f"Đã kiểm tra {len(rows)} tệp", rows=rows, intake=intake.key, passed_over=passed_over)

    return jobs.begin(request, f"Kiểm tra {len(paths)} tệp", work, back=_BACK, shown="checked_many.html", total=len(paths))


def _row(number: int, verdict: Verdict) -> Row:
    if isinstance(verdict, tuple):
        return Row(number, verdict[0].name, unread=verdict[1].problems)
    found = counts(verdict)
    numbers = tuple(found[severity] for severity in Severity)
    return Row(number, verdict.path.name, _kind(verdict), numbers, grouped(verdict.problems))


def _kind(judged: Judged) -> str:
    name = judged.anatomy.type_name.capitalize()
    return f"{name}, {judged.anatomy.regime}" if name else str(judged.anatomy.regime)


def grouped(problems: Iterable[Problem]) -> tuple[Group, ...]:
    """Problems by weight, those of one rule together, each kind in the order in which it was met."""
    groups: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.severity, problem.code), []).append(problem)
    order = list(Severity)
    return tuple(
        Group(code, found[0].article, found[0].cure, severity, tuple(found))
        for (severity, code), found in sorted(groups.items(), key=lambda group: order.index(group[0][0]))
    )
