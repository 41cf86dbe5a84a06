"""Returned forms into the plan's workbook: each file taken whole or not at all, the originals kept, nothing counted twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from generator import files
from generator.actions.outcome import Outcome, Step, unseen
from generator.actions.periods import refuse_locked
from generator.actions.sources import forms_in
from generator.cancelling import CancelledError
from generator.errors import GeneratorError, Place, Problem, Severity
from generator.file_names import safe_name
from generator.records import ReportingPeriod
from generator.results import Results, Submission, row_id
from generator.standing import period_of, reporting_units
from generator.workbook import PlanBook, ReturnedForm, read_plan_book, read_returned_form, record_results

_LIMIT: Final = 64 * 2**20


class Taken(StrEnum):
    """What became of a file."""

    TAKEN = "đã nhận"
    REMARKS = "đã nhận, có điều cần xem"
    KNOWN = "đã nhận từ trước, không đổi"
    REFUSED = "từ chối"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One file: what became of it, which unit's it is, and what was found."""

    file: str
    taken: Taken
    unit: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Collected(Outcome):
    """The outcome with one verdict a file, in the order of the files."""

    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that reads as a form, with its bytes."""

    path: Path
    data: bytes
    form: ReturnedForm


@dataclass(frozen=True, slots=True)
class Handover:
    """What the clerk hands over: files, folders or zips of one period, and when they came.

    `replace` names the units whose earlier form gives way to a new one; `only` is the one unit that hands over its own form itself.
    """

    given: Sequence[Path]
    period: str
    received: datetime
    replace: Collection[str] = ()
    only: str = ""


def collect(workbook: Path, out: Path, handover: Handover, step: Step = unseen) -> Collected:
    """Take returned forms of a period into the workbook, which is written once, at the end, when anything was taken.

    `step` is called with the name of each file looked at.
    """
    return collect_into(read_plan_book(workbook), out, handover, step)


def collect_into(book: PlanBook, out: Path, handover: Handover, step: Step = unseen) -> Collected:
    """The same for a workbook that was just read: what is taken is judged by it, and it is written only when it is still the same."""
    workbook = book.package.source.path
    asked = period_of(book.plan, handover.period)
    refuse_locked(asked, workbook.name)
    with forms_in(handover.given) as paths:
        read, refused = _read_all(book, asked, paths, handover.only, step)
    taken, verdicts = _sorted_out(book, asked, read, handover)
    results = book.results
    for item in taken:
        results = _with_form(results, asked, item, handover.received)
    if taken:
        files.refuse_unwritable(workbook)
    originals = _keep(out / f"{workbook.stem}-nhan-{asked.id}", taken, handover.received)
    if taken:
        files.replace_unchanged(book.package.source, record_results(book, results))
    found = tuple(sorted((*verdicts, *refused), key=lambda verdict: verdict.file))
    problems = (*book.problems, *(problem for verdict in found for problem in verdict.problems))
    changed = (workbook, *originals) if taken else ()
    return Collected(changed, problems, _summary(book, asked, results), found)


def _read_all(book: PlanBook, period: ReportingPeriod, paths: Sequence[Path], only: str, step: Step) -> tuple[list[_Read], list[Verdict]]:
    read: list[_Read] = []
    refused: list[Verdict] = []
    for path in paths:
        step(path.name)
        try:
            form = read_returned_form(path, book.plan, book.results, period, only=only)
            read.append(_Read(path, files.read(path, limit=_LIMIT).data, form))
        except CancelledError:
            raise
        except GeneratorError as error:
            refused.append(Verdict(path.name, Taken.REFUSED, problems=error.problems))
    return read, refused


def _sorted_out(book: PlanBook, period: ReportingPeriod, read: Sequence[_Read], handover: Handover) -> tuple[list[_Read], list[Verdict]]:
    """Which forms are taken; two different ones of a unit in one go are both refused, for the clerk to choose."""
    by_unit: dict[str, list[_Read]] = defaultdict(list)
    for item in read:
        by_unit[item.form.unit].append(item)
    taken: list[_Read] = []
    verdicts: list[Verdict] = []
    for unit, items in by_unit.items():
        first, *others = sorted(items, key=lambda item: item.form.sha256)
        if any(_told(item.form) != _told(first.form) for item in others):
            verdicts += [_two_of_a_unit(book, item, [other.path.name for other in items if other is not item]) for item in items]
            continue
        verdicts += [Verdict(item.path.name, Taken.KNOWN, unit) for item in others]
        verdicts.append(_judged(book, period, first, handover))
        if verdicts[-1].taken in {Taken.TAKEN, Taken.REMARKS}:
            taken.append(first)
    return taken, verdicts


def _judged(book: PlanBook, period: ReportingPeriod, item: _Read, handover: Handover) -> Verdict:
    form, name = item.form, item.path.name
    before = book.results.submission(period.id, form.unit)
    if before is not None and (before.sha256 == form.sha256 or _told(form) == _on_record(book.results, period, before)):
        return Verdict(name, Taken.KNOWN, form.unit)
    if before is not None and form.unit not in handover.replace:
        message = f"{book.plan.unit(form.unit).name} đã gửi tệp {before.file} có nội dung khác"
        cure = f"Mở cả hai tệp để xem; muốn dùng tệp mới thì chạy lại với --replace {form.unit}"
        return Verdict(name, Taken.REFUSED, form.unit, (Problem("NHAN-02", message, cure, Place(name)),))
    problems = (*form.problems, *(() if handover.only else _of_time(period, before, handover.received, name)))
    remarks = any(problem.severity is Severity.WARNING for problem in problems)
    return Verdict(name, Taken.REMARKS if remarks else Taken.TAKEN, form.unit, problems)


def _of_time(period: ReportingPeriod, before: Submission | None, received: datetime, name: str) -> Iterator[Problem]:
    """A form that would have come before the one it replaces, or before its period began: a clock went wrong, or a day was mistyped."""
    if before is not None and received < before.received.replace(tzinfo=received.tzinfo):
        earlier = f"trước lần gửi cũ ({before.received:%d/%m/%Y %H:%M})"
    elif received.date() < period.first:
        earlier = f"trước ngày đầu kỳ ({period.first:%d/%m/%Y})"
    else:
        return
    cure = "Xem lại đồng hồ của máy; nếu sai, sửa cột Nhận lúc ở trang Nộp báo cáo vì giờ này quyết định đúng hạn hay chậm"
    yield Problem("NHAN-03", f"Biểu được ghi là nhận lúc {received:%d/%m/%Y %H:%M}, {earlier}", cure, Place(name), Severity.WARNING)


def _two_of_a_unit(book: PlanBook, item: _Read, others: list[str]) -> Verdict:
    message = f"{book.plan.unit(item.form.unit).name} có nhiều tệp nội dung khác nhau: {item.path.name}, {', '.join(others)}"
    problem = Problem("NHAN-01", message, "Chọn một tệp đúng rồi chạy lại chỉ với tệp đó", Place(item.path.name))
    return Verdict(item.path.name, Taken.REFUSED, item.form.unit, (problem,))


def _told(form: ReturnedForm) -> tuple[Any, ...]:
    """What a form says, whatever its bytes are: opening and saving a file again tells nothing new."""
    return form.number, form.issued, frozenset(form.results), frozenset(form.evidence), frozenset(form.notes)


def _on_record(results: Results, period: ReportingPeriod, sent: Submission) -> tuple[Any, ...]:
    """The same of what the workbook already holds."""
    ours = [[row for row in rows if (row.period, row.unit) == (period.id, sent.unit)] for rows in (results.results, results.evidence)]
    notes = [row for row in results.notes if (row.period, row.unit) == (period.id, sent.unit)]
    return sent.number, sent.issued, frozenset(ours[0]), frozenset(ours[1]), frozenset(notes)


def _with_form(results: Results, period: ReportingPeriod, item: _Read, received: datetime) -> Results:
    """The results with a unit's rows of the period replaced by what its form says."""
    form, key = item.form, (period.id, item.form.unit)
    before = results.submission(*key)
    sent = Submission(
        id=row_id(period.id, form.unit),
        period=period.id,
        unit=form.unit,
        received=received,
        file=item.path.name,
        sha256=form.sha256,
        number=form.number,
        issued=form.issued,
        times=before.times + 1 if before else 1,
    )
    told = {"results": form.results, "evidence": form.evidence, "notes": form.notes, "submissions": (sent,)}
    others = {name: tuple(row for row in getattr(results, name) if (row.period, row.unit) != key) for name in told}
    return Results(**dict(results) | {name: others[name] + rows for name, rows in told.items()})


def _keep(folder: Path, taken: Sequence[_Read], received: datetime) -> tuple[Path, ...]:
    """Copies of the files as they came, named after unit, time and hash, so that none replaces another."""
    paths = []
    for item in taken:
        name = f"{item.form.unit}-{received:%Y%m%d-%H%M%S}-{item.form.sha256[:12]}{item.path.suffix.lower()}"
        path = folder / safe_name(name)
        if not path.exists():
            files.write_new(path, item.data)
        paths.append(path)
    return tuple(paths)


def _summary(book: PlanBook, period: ReportingPeriod, results: Results) -> str:
    units = reporting_units(book.plan, period)
    sent = sum(results.submission(period.id, unit.id) is not None for unit in units)
    return f"Kỳ {period.id}: {sent}/{len(units)} đơn vị đã gửi"
