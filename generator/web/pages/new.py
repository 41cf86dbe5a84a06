"""A new workbook: its name, what it is begun from, the questions a score sheet leaves open, and how everything was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response

from generator.actions.answering import OpenQuestionError, answering
from generator.actions.beginning import Sources, begin
from generator.actions.outcome import Outcome
from generator.actions.shelf import Shelf, kind_of, refuse_name, shelf
from generator.errors import InputRefusedError, Problem
from generator.file_names import safe_name
from generator.score_sheets import Question
from generator.web import jobs
from generator.web.desk import NotThereError, desk_of
from generator.web.places import edit_address
from generator.web.shell import page
from generator.web.typed_days import day_typed
from generator.web.uploads import intake_of, taken_in
from generator.workbook import BookKind

router = APIRouter()

_BOOK: Final = ".xlsx"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to begin from: `key` names it in the form, `sheet` tells whether it may be a score sheet, else it is an earlier plan."""

    key: str
    path: Path
    kind: str
    sheet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Outcome):
    """A question that is open: nothing was written; `key` is what its answer is kept under."""

    question: Question
    key: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form says, as it is carried from question to question."""

    name: str
    year: str
    scores: str
    earlier: str
    expected: str
    answers: Mapping[str, str]


@router.get("/moi")
def show(request: Request) -> Response:
    """The form; files that were dropped on the first page are chosen in it."""
    key = request.query_params.get("da-gui", "")
    given = list(_dropped(request, key)) if key else []
    sources = [*given, *_lying(shelf(desk_of(request).folder))]
    chosen = {sheet: next((source.key for source in given if source.sheet is sheet), "") for sheet in (True, False)}
    return page(request, "new.html", sources=sources, scores=chosen[True], earlier=chosen[False], suggested=_free_name(request))


@router.post("/moi")
def make(  # noqa: PLR0913, PLR0917 - FastAPI passes one for each field of the form
    request: Request,
    name: Annotated[str, Form()],
    year: Annotated[str, Form()] = "",
    scores: Annotated[str, Form()] = "",
    earlier: Annotated[str, Form()] = "",
    expected: Annotated[str, Form()] = "",
    answered: Annotated[list[str] | None, Form()] = None,
    scores_file: Annotated[UploadFile | None, File()] = None,
    earlier_file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Begin the workbook. A question comes back as a page with the same form, hidden, and the answers so far."""
    scores, earlier = _kept(request, scores_file) or scores, _kept(request, earlier_file) or earlier
    wanted = Wanted(name, year, scores, earlier, expected, dict(_split(answered or [])))
    path, sources = _path(request, name), _sources(request, wanted)
    today = desk_of(request).today

    def work(step: jobs.Step) -> Outcome:
        step("Đang đọc các nguồn")
        try:
            return begin(path, sources, answering(wanted.answers), today=today)
        except OpenQuestionError as stopped:
            return Asked((), question=stopped.question, key=stopped.key)

    back = f"/so/{quote(path.stem, safe='')}"
    title = f"Tạo sổ {path.stem}"
    helpers = {"edit_link": edit_address, "nested": nested}
    return jobs.begin(request, title, work, back=back, shown="begun.html", wanted=wanted, made=path.stem, helpers=helpers)


def _free_name(request: Request) -> str:
    """A name that is free, by the year of the index: last year's, or the next one that has no workbook yet."""
    desk = desk_of(request)
    names = (f"ke-hoach-cchc-{year}" for year in count(desk.today.year - 1))
    return next(name for name in names if not (desk.folder / f"{name}{_BOOK}").exists())


def _path(request: Request, name: str) -> Path:
    """The new workbook in the folder. Raises InputRefusedError for a name that is empty, taken or none for a plan."""
    stem = " ".join(name.replace("/", "-").replace("\\", "-").split())
    stem = stem[: -len(_BOOK)] if stem.lower().endswith(_BOOK) else stem
    if not stem.strip(". "):
        raise InputRefusedError(Problem("MOI-01", "Chưa đặt tên cho sổ", "Ghi tên sổ, ví dụ ke-hoach-cchc-2025"))
    desk = desk_of(request)
    path = desk.folder / safe_name(f"{stem}{_BOOK}")
    refuse_name(path.name)
    if path.exists():
        cure = "Đặt tên khác; sổ đã có thì không bao giờ bị ghi đè"
        raise InputRefusedError(Problem("MOI-02", f"Trong thư mục đã có sổ tên {path.stem}", cure))
    return path


def _sources(request: Request, wanted: Wanted) -> Sources:
    """What the form says, the files looked up. Raises InputRefusedError for a year or a day that means nothing here."""
    scores, earlier = _found(request, wanted.scores), _found(request, wanted.earlier)
    plan = earlier is not None and kind_of(earlier) is BookKind.PLAN
    word = earlier if earlier is not None and not plan else None
    year, expected = _year(wanted.year), day_typed(wanted.expected)
    if year is not None and plan and scores is None:
        cure = "Xoá năm đã ghi; sổ mới là của năm ngay sau sổ năm trước"
        raise InputRefusedError(Problem("MOI-03", "Lập từ sổ năm trước thì không ghi năm", cure))
    if expected is not None and earlier is None:
        cure = "Xoá ngày đã ghi; ngày dự kiến ban hành ghi sau, ở trang Kế hoạch của sổ"
        raise InputRefusedError(Problem("MOI-04", "Ngày dự kiến chỉ dùng khi lập từ kế hoạch trước", cure))
    return Sources(scores=scores, word=word, last_year=earlier if plan else None, year=year, expected=expected)


def _year(words: str) -> int | None:
    words = words.strip()
    if not words:
        return None
    if not (words.isascii() and words.isdecimal() and len(words) == len("2000") and 2000 <= int(words) <= 2100):  # noqa: PLR2004 - the years of a plan
        raise InputRefusedError(Problem("MOI-05", f"“{words}” không phải là năm", "Ghi năm bằng bốn chữ số, từ 2000 đến 2100"))
    return int(words)


def _kept(request: Request, upload: UploadFile | None) -> str:
    """The key of a file that came with the form, kept so that it can be asked about."""
    if upload is None or not upload.filename:
        return ""
    return _intake_key(taken_in(request, [upload]).key, 0)


def _intake_key(key: str, number: int) -> str:
    return f"gui:{key}:{number}"


def _dropped(request: Request, key: str) -> Iterator[Source]:
    for number, path in enumerate(intake_of(request, key).paths):
        kind = kind_of(path)
        yield Source(_intake_key(key, number), path, str(kind or "tệp Word"), sheet=kind is BookKind.OTHER)


def _lying(found: Shelf) -> Iterator[Source]:
    """What lies in the folder: spreadsheets, then earlier plans as workbooks and in Word."""
    for paths, kind in ((found.sheets, "bảng tính"), (found.plans, "sổ kế hoạch"), (found.papers, "tệp Word")):
        for path in paths:
            yield Source(f"thu-muc:{path.name}", path, kind, sheet=paths is found.sheets)


def _found(request: Request, key: str) -> Path | None:
    """The file that a key names; none for an empty one. Raises NotThereError."""
    if not key:
        return None
    where, _, rest = key.partition(":")
    if where == "gui":
        intake, _, number = rest.rpartition(":")
        paths = {str(place): path for place, path in enumerate(intake_of(request, intake).paths)}
        if number in paths:
            return paths[number]
    else:
        for source in _lying(shelf(desk_of(request).folder)):
            if source.key == key:
                return source.path
    raise NotThereError.named("Tệp", rest)


def _split(answered: list[str]) -> Iterator[tuple[str, str]]:
    for pair in answered:
        key, _, answer = pair.partition("=")
        yield key, answer


def nested(lines: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """Lines with those that are set in below them."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith(" ") and found:
            found[-1][1].append(line.strip())
        else:
            found.append((line.strip(), []))
    return found
