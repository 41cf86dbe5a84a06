"""A unit's own form taken in from the unit itself: typed on a page or sent as a file, by the one way that forms take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from generator import files, history
from generator.actions.forms_in import Collected, Handover, Taken, Verdict, collect_into
from generator.actions.outcome import Outcome
from generator.actions.typed_drafts import TypedDraft, draft_of, save_draft
from generator.errors import GeneratorError, InputRefusedError, Problem
from generator.package import LARGEST_FILE
from generator.periods import PeriodCode
from generator.plan import Plan
from generator.records import ReportingPeriod
from generator.results import Results, Submission
from generator.standing import calendar, period_of, reporting_units
from generator.workbook import PlanBook, TypedForm, read_plan, read_plan_book, typed_form

_MEANWHILE: Final = ("TEP-10", "TEP-12")
"""Somebody wrote the workbook since it was read; on Windows also: somebody is reading it at this very moment."""


@dataclass(frozen=True, slots=True)
class UnitDoor:
    """Which form of which workbook a unit is at; `today` tells which periods have begun."""

    workbook: Path
    out: Path
    period: str
    unit: str
    today: date


@dataclass(frozen=True, slots=True)
class Receipt(Outcome):
    """What became of a form: the verdict, and what the workbook now holds of the sending."""

    verdict: Verdict | None = None
    sent: Submission | None = None


@dataclass(frozen=True, slots=True)
class UnitBook:
    """What a unit's pages need of a workbook."""

    plan: Plan
    results: Results


def unit_book(workbook: Path) -> UnitBook:
    """The workbook as it lies on the disk, also while somebody has it open in Excel: nothing is written from it."""
    book = read_plan(files.read(workbook, limit=LARGEST_FILE))
    return UnitBook(book.plan, book.results)


def unit_periods(plan: Plan, unit: str, today: date) -> tuple[ReportingPeriod, ...]:
    """Periods that have begun and in which the unit owes a form, in calendar order; those whose report was issued are locked."""
    begun = (period for period in calendar(plan) if period.first <= today)
    return tuple(period for period in begun if unit in {owing.id for owing in reporting_units(plan, period)})


def form_of(book: UnitBook, door: UnitDoor) -> TypedForm:
    """The unit's form of the period. Raises InputRefusedError DV-01 when it owes none, or the period has not begun."""
    period = period_of(book.plan, door.period)
    if period not in unit_periods(book.plan, door.unit, door.today):
        raise InputRefusedError(Problem("DV-01", f"Đơn vị không có biểu ở kỳ {period.id}", "Chọn một kỳ trong danh sách của đơn vị"))
    return typed_form(book.plan, book.results, period, book.plan.unit(door.unit))


class SavedElsewhereError(InputRefusedError):
    """Somebody else of the unit saved other words since the page was shown: they are not replaced unseen."""


def save_typed(door: UnitDoor, draft: TypedDraft, seen: str | None = None) -> None:
    """Keep what a unit typed, also when the workbook can't be read just now. Raises GeneratorError, DV-01 when it owes no such form.

    The very words that were sent already are no draft: a page may save by itself while they are on their way. `seen` is the mark of
    the words that lay saved when the page was shown, `""` for none: raises SavedElsewhereError DV-10 when others lie there by now
    that are not of this page. None replaces whatever lies there.
    """
    owner = (door.period, door.unit)
    if _was_sent(door, draft):
        return
    if seen is not None:
        _refuse_unseen(door, draft, seen)
    try:
        form_of(unit_book(door.workbook), door)
    except GeneratorError as error:
        if door.period in set(map(str, PeriodCode)) and all(problem.code != "DV-01" for problem in error.problems):
            save_draft(door.out, door.workbook.stem, owner, draft)
        raise
    save_draft(door.out, door.workbook.stem, owner, draft)


def _refuse_unseen(door: UnitDoor, draft: TypedDraft, seen: str) -> None:
    kept = _kept(door)
    if kept is None or kept.sent or kept.answers == draft.answers:
        return
    if kept.mark != seen and (not draft.page or kept.page != draft.page):
        message = "Biểu này đã được lưu tạm ở nơi khác với chữ khác, nên chưa lưu gì"
        raise SavedElsewhereError(Problem("DV-10", message, "Xem chữ của nơi kia ở dưới từng ô, sửa lại nếu cần rồi lưu hoặc gửi lần nữa"))


def send_typed(door: UnitDoor, draft: TypedDraft, seen: str | None = None) -> Receipt:
    """Take what a unit typed into its form, as if the filled form had been handed over; `draft.saved` is when.

    The words are kept first, so that none is lost when the form is refused. Raises GeneratorError with every problem, each at its
    cell of the form; DV-02 when the form has changed since it was shown; DV-10 as `save_typed` does.
    """
    owner = (door.period, door.unit)
    with files.locked(_turn(door)):
        if _was_sent(door, draft):
            return _known_receipt(door)  # the same click twice
        save_typed(door, draft, seen)
        with files.passing_folder() as folder:
            receipt = _taken(door, lambda book: _filled(book, door, draft, folder), draft.saved)
        save_draft(door.out, door.workbook.stem, owner, TypedDraft(draft.saved, draft.issue, draft.answers, sent=True))
    return receipt


def send_file(door: UnitDoor, path: Path, received: datetime) -> Receipt:
    """Take the filled .xlsx form that a unit hands over itself. Raises GeneratorError with every problem."""
    with files.locked(_turn(door)):
        form_of(unit_book(door.workbook), door)
        return _taken(door, lambda _: path, received)


def _turn(door: UnitDoor) -> Path:
    """Units take turns, so that none waits in vain for a workbook that the others keep writing."""
    return history.folder(door.out, door.workbook.stem) / "nhan-bieu"


def _was_sent(door: UnitDoor, draft: TypedDraft) -> bool:
    """Whether these words of this form were taken before."""
    before = _kept(door)
    return before is not None and before.sent and (before.issue, before.answers) == (draft.issue, draft.answers)


def _kept(door: UnitDoor) -> TypedDraft | None:
    """What lies saved. A draft that can't be read tells nothing: it is about to be replaced."""
    with suppress(InputRefusedError):
        return draft_of(door.out, door.workbook.stem, (door.period, door.unit))
    return None


def _filled(book: PlanBook, door: UnitDoor, draft: TypedDraft, folder: Path) -> Path:
    """The .xlsx form with the typed words, made from the workbook as it is now."""
    form = form_of(UnitBook(book.plan, book.results), door)
    if form.issue != draft.issue:
        message = "Biểu đã đổi từ lúc đơn vị mở: Văn phòng sửa sổ hoặc đơn vị đã gửi từ nơi khác"
        raise InputRefusedError(Problem("DV-02", message, "Xem lại biểu mới, chữ vừa ghi vẫn còn, rồi gửi lại"))
    path = folder / form.file
    files.write(path, form.filled(draft.answers))
    return path


def _taken(door: UnitDoor, made: Callable[[PlanBook], Path], received: datetime) -> Receipt:
    """Form made, judged and recorded by one reading of the workbook; all three anew when somebody else wrote it meanwhile."""

    def attempt() -> Receipt:
        book = read_plan_book(door.workbook)
        handover = Handover([made(book)], door.period, received, replace={door.unit}, only=door.unit)
        return _receipt(door, collect_into(book, door.out, handover))

    return files.done_anew(attempt, *_MEANWHILE)


def _receipt(door: UnitDoor, found: Collected) -> Receipt:
    (verdict,) = found.verdicts
    if verdict.taken is Taken.REFUSED:
        raise InputRefusedError(*verdict.problems)
    return Receipt(found.files, verdict.problems, str(verdict.taken), verdict, _submission(door))


def _known_receipt(door: UnitDoor) -> Receipt:
    verdict = Verdict("", Taken.KNOWN, door.unit)
    return Receipt((), (), str(Taken.KNOWN), verdict, _submission(door))


def _submission(door: UnitDoor) -> Submission | None:
    return unit_book(door.workbook).results.submission(door.period, door.unit)


def problems_by_field(form: TypedForm, error: GeneratorError | tuple[Problem, ...]) -> Mapping[str, tuple[Problem, ...]]:
    """Problems by the field they are about; those of no field under the empty name."""
    problems = error.problems if isinstance(error, GeneratorError) else error
    found: dict[str, tuple[Problem, ...]] = {}
    for problem in problems:
        field = form.at(problem.place)
        name = field.name if field else ""
        found[name] = (*found.get(name, ()), problem)
    return found
