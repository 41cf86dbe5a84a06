"""A new plan workbook: blank, or begun from what exists: a score sheet, a paper in Word, last year's workbook."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from generator import files
from generator.actions.from_plan import FromPlan, from_book, from_cells, from_workbook, placed, told_results
from generator.actions.from_scores import Filled, as_table, fill
from generator.actions.from_word import recall_line, take_over
from generator.actions.outcome import Outcome
from generator.errors import InputRefusedError, Place, Problem, Severity
from generator.file_names import has_unsafe_sign, is_reserved
from generator.next_year import stale
from generator.score_sheets import Ask, Choices, ScoreSheet, read_score_sheet
from generator.workbook import BookCells, blank_cells, cells_of, read_plan_book, without_examples, write_cells, written_at

_CRITERIA: Final = written_at(("criteria",)).sheet
_MOST_YEARS: Final = 10
"""How far an earlier plan may be moved on."""
_NEXT: Final = "Mở sổ trong Excel, ghi các ô còn trống rồi chạy vanban check"


@dataclass(frozen=True, slots=True)
class Sources:
    """What a workbook is begun from; any may be missing. `expected` is the day on which the plan is expected to be issued."""

    scores: Path | None = None
    choices: Choices = field(default_factory=Choices)
    word: Path | None = None
    last_year: Path | None = None
    year: int | None = None
    expected: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun(Outcome):
    """A workbook that was made; `lines` tell how the sources were read, `points` what a score sheet tells of lost points."""

    lines: tuple[str, ...] = ()
    points: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A plan that exists, worded for the new year: its cells, the assessed year that its criteria were written for, what its reading said.

    `carried` are its cells without what was finished, when its words were moved on: then what is stale in the new workbook is looked for.
    """

    cells: BookCells
    assessed: int
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]
    carried: BookCells | None = None


def begin(path: Path, sources: Sources, ask: Ask | None, *, today: date) -> Begun:
    """Write a new workbook, blank without a source. A file that is there is never overwritten; the sources are never touched.

    Raises InputRefusedError when a source can't be read, or options do not go together.
    """
    _refuse(path, sources)
    made, cells = _made(path, sources, ask, today)
    files.write_new(path, write_cells(cells))
    return made


def as_tables(begun: Begun) -> dict[str, Any]:
    """What the command adds for `--json`."""
    return {"reading": list(begun.lines), **begun.points}


def _refuse(path: Path, sources: Sources) -> None:
    if path.suffix.lower() != ".xlsx":
        name = path.stem.strip(". ")
        cure = f"Ghi {name}.xlsx" if name not in {"", "xlsx"} else "Ghi cả tên, ví dụ ke-hoach.xlsx"
        raise InputRefusedError(Problem("TEP-16", "Tên sổ phải kết thúc bằng .xlsx", cure, Place(str(path))))
    if is_reserved(path.name) or has_unsafe_sign(path.name):
        message = f"Windows không cho đặt tên tệp là “{path.name}”"
        raise InputRefusedError(Problem("TEP-22", message, 'Đặt tên khác, không có dấu < > : " | ? *', Place(str(path))))
    if sources.word and sources.last_year:
        message = "Chỉ lấy kế hoạch trước từ một nguồn, --from-docx hoặc --from-plan"
        raise InputRefusedError(Problem("LENH-07", message, "Bỏ một trong hai tuỳ chọn"))
    unused = {
        "--sheet, --column": (bool(sources.choices.sheet or sources.choices.columns) and not sources.scores, "--from-scores"),
        "--expected": (sources.expected is not None and not (sources.last_year or sources.word), "--from-plan hoặc --from-docx"),
        "--year": (sources.year is not None and bool(sources.last_year) and not sources.scores, "sổ trắng, --from-scores hoặc --from-docx"),
    }
    for option, (idle, partner) in unused.items():
        if idle:
            raise InputRefusedError(Problem("LENH-06", f"Tuỳ chọn {option} chỉ dùng với {partner}", f"Bỏ {option}"))


def _made(path: Path, sources: Sources, ask: Ask | None, today: date) -> tuple[Begun, BookCells]:
    if sources.scores is not None:
        sheet = read_score_sheet(sources.scores, sources.choices, ask)
        return _from_scores(path, sources, sheet, today)
    if sources.last_year is not None:
        found = from_workbook(sources.last_year, sources.expected, path)
        return Begun((path,), found.problems, _NEXT, lines=found.lines), found.moved.cells
    if sources.word is not None:
        written = _in_word(path, sources.word, sources, sources.year, today)
        old = placed(stale(written.carried, sources.expected), path) if written.carried else ()
        return Begun((path,), (*written.problems, *old), _NEXT, lines=written.lines), written.carried or written.cells
    blank = blank_cells(sources.year or today.year)
    return Begun((path,), summary="Mở sổ trong Excel, bắt đầu từ trang Hướng dẫn"), blank


def _from_scores(path: Path, sources: Sources, sheet: ScoreSheet, today: date) -> tuple[Begun, BookCells]:
    """A plan for the scores; what an earlier plan said of the same criteria comes along."""
    known = sources.year or (sheet.year + 1 if sheet.year else None)
    earlier = _earlier(path, sources, known, today)
    action = known or (_year(earlier.cells) + 1 if earlier else today.year)
    filled = fill(sheet, sources.scores or path, action, (earlier.cells, earlier.assessed) if earlier else None)
    told = _told_of(earlier, filled, sources, path) if earlier else ()
    lines = earlier.lines if earlier else ()
    reading = (*filled.reading, *lines)
    return Begun((path,), (*told, *filled.problems), filled.summary, lines=reading, points=as_table(filled.found)), filled.cells


def _told_of(earlier: _Earlier, filled: Filled, sources: Sources, path: Path) -> tuple[Problem, ...]:
    """What the earlier plan's reading said, but for criteria and points, which are those of the score sheet now; and what is stale."""
    known = {written_at(("facts", key)) for key in ("score", "applicable_maximum") if filled.cells.facts.get(key) is not None}
    kept = [one for one in earlier.problems if one.place.sheet != _CRITERIA and replace(one.place, file="") not in known]
    return (*kept, *(placed(stale(filled.cells, sources.expected), path) if earlier.carried else ()))


def _earlier(path: Path, sources: Sources, action: int | None, today: date) -> _Earlier | None:
    """The plan that exists, worded for the action year: a plan of this very year stays as it is, an older one is moved on year by year.

    Where neither the score sheet nor the command tells the year, a workbook is last year's and a paper in Word is this year's.
    """
    if sources.last_year is not None:
        book = read_plan_book(sources.last_year)
        assessed = book.plan.facts.assessed_year
        _refuse_far(sources.last_year, assessed, action)
        if action is not None and assessed >= action - 1:
            return _Earlier(cells_of(book.plan), assessed, (), _too_new(sources.last_year, assessed, action))
        return _moved_on(from_book(book, sources.expected, path), assessed, path, sources, action)
    return _in_word(path, sources.word, sources, action, today) if sources.word is not None else None


def _in_word(path: Path, word: Path, sources: Sources, action: int | None, today: date) -> _Earlier:
    taken = take_over(word, year=action or today.year)
    taken.cells.facts["expected_date"] = sources.expected
    assessed, lines = _year(taken.cells), (recall_line(taken),)
    _refuse_far(word, assessed, action)
    if action is None or assessed >= action - 1:
        return _Earlier(taken.cells, assessed, lines, (*taken.problems, *_too_new(word, assessed, action)))
    own = without_examples(taken.cells)
    found = from_cells(own, told_results(own), sources.expected, path)
    moved = _moved_on(found, assessed, path, sources, action)
    return replace(moved, lines=(*lines, *moved.lines), problems=(*taken.problems, *moved.problems))


def _moved_on(found: FromPlan, assessed: int, path: Path, sources: Sources, action: int | None) -> _Earlier:
    """A plan moved on once, as often as it still needs; what was finished in its own year stays behind."""
    carried, every_line, lines = found.moved.cells, found.moved.every_line, found.lines
    while action is not None and _year(every_line) < action - 1:
        carried = from_cells(carried, {}, sources.expected, path).moved.cells
        found = from_cells(every_line, {}, sources.expected, path)
        every_line = found.moved.every_line
    return _Earlier(every_line, assessed, lines, placed(found.moved.remarks, path), carried)


def _year(cells: BookCells) -> int:
    year = cells.facts["assessed_year"]
    return year if isinstance(year, int) else 0


def _too_new(source: Path, assessed: int, action: int | None) -> tuple[Problem, ...]:
    if action is None or assessed <= action - 1:
        return ()
    message = f"Kế hoạch đã có là của chỉ số năm {assessed}, mới hơn năm {action - 1} cần lập"
    return (Problem("BD-45", message, "Xem lại các tệp, hoặc ghi đúng năm thực hiện (--year)", Place(source.name), Severity.WARNING),)


def _refuse_far(source: Path, assessed: int, action: int | None) -> None:
    """A year mistyped, or a paper of other times: no deadline or name of it would hold."""
    if action is not None and action - 1 - assessed > _MOST_YEARS:
        message = f"Kế hoạch đã có là của chỉ số năm {assessed}, quá cũ để lập kế hoạch năm {action}"
        raise InputRefusedError(Problem("BD-46", message, "Xem lại tệp, hoặc ghi đúng năm thực hiện (--year)", Place(source.name)))
