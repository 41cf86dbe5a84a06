"""Hand edits of a draft back into the workbook: three sides merged, every question asked, nothing written before every answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from generator import edits, files, history, package
from generator.actions.finding_base import find_base, last_pull
from generator.actions.leftovers import kept_aside
from generator.actions.outcome import Outcome
from generator.actions.pull_findings import Change, also_there, changes, open_questions, refusals, unlike
from generator.actions.sides import Choice, Question, Sides, settled, sides_of
from generator.edits import Refusal
from generator.errors import Problem, Severity
from generator.history import Entry, Event
from generator.merge import Merged
from generator.readback import Outside
from generator.revisions import Revision
from generator.richtext import Text
from generator.workbook import PlanBook, read_plan_book, record


@dataclass(frozen=True, slots=True)
class Pulled(Outcome):
    """What was taken, what is open, what could not be taken, and what else was found in the file."""

    taken: tuple[Change, ...] = ()
    questions: tuple[Question, ...] = ()
    refused: tuple[Refusal, ...] = ()
    outside: tuple[Outside, ...] = ()
    revisions: tuple[Revision, ...] = ()


def pull(workbook: Path, edited: Path, out: Path, now: datetime, choice: Choice | None = None) -> Pulled:
    """Take the edits of a file into the workbook. With an open question nothing is written, unless `choice.keep` says so.

    Raises InputRefusedError for a file that is not a draft of this workbook, OutputRefusedError when the workbook changed meanwhile.
    """
    choice = choice or Choice()
    files.refuse_if_open(edited)
    book = read_plan_book(workbook)
    opened = package.open_package(edited)
    known = find_base(opened, out, workbook.stem)
    before = last_pull(out, workbook.stem, known.base)
    if before is not None and before[0].sha256 == opened.source.sha256:
        note = Problem("LV-10", "Phần sửa của tệp này đã được lấy về sổ rồi", "Không cần làm gì thêm", opened.place, Severity.NOTE)
        return Pulled((), (*book.problems, note), "Không có gì mới")
    sides = sides_of(book, opened, known.base, before[1] if before else None)
    merged, questions = settled(sides, choice)
    if questions and not choice.keep:
        problems = (*book.problems, *open_questions(questions, edited.name))
        return Pulled((), problems, "Chưa ghi gì", questions=tuple(questions), revisions=sides.read.revisions)
    return _taken(_Order(workbook, out, now), sides, merged, questions)


@dataclass(frozen=True, slots=True)
class _Order:
    """Where to write, and the time given."""

    workbook: Path
    out: Path
    now: datetime


def _taken(order: _Order, sides: Sides, merged: Merged, questions: Sequence[Question]) -> Pulled:
    """Apply the merge to the records and write them."""
    book, source = sides.book, sides.edited.source
    records = edits.Source(book.plan, book.results, sides.base.origin.paper, sides.mine.content, sides.mine.worded, _has_rewordings(book))
    applied = edits.apply(records, merged.content, {new.row: new for new in sides.read.reading.added})
    changed = (applied.plan, applied.results) != (book.plan, book.results)
    data = record(book, applied.plan, applied.results) if changed else b""
    taken = tuple(changes(sides, merged.content, {refusal.key for refusal in applied.refused}))
    problems = (
        *(unlike(order.workbook.name, sides, merged.content, applied) if changed else ()),
        *refusals(applied, sides.edited.place),
        *also_there(sides),
        *open_questions(questions, source.path.name),
    )
    written = _write(order, sides, data)
    aside = kept_aside(order.out, order.now, source.path, sides.read, applied.refused)
    still_open = tuple(question.key for question in questions)
    entry = Entry(Event.PULLED, source.path.name, source.sha256, order.now, sides.base.origin, still_open)
    history.record(order.out, order.workbook.stem, entry, source.data)
    summary = f"Đã lấy {len(taken)} chỗ sửa về sổ" if taken else "Không có chỗ sửa nào cần ghi vào sổ"
    found = sides.read
    return Pulled(
        files=(*written, *aside),
        problems=(*book.problems, *problems),
        summary=summary,
        taken=taken,
        questions=tuple(questions),
        refused=applied.refused,
        outside=found.reading.outside,
        revisions=found.revisions,
    )


def _has_rewordings(book: PlanBook) -> bool:
    return "rewordings" in book.lists


def _write(order: _Order, sides: Sides, data: bytes) -> tuple[Path, ...]:
    """The workbook with the edits, and a dated copy of how it was before."""
    source = sides.book.package.source
    if not data or data == source.data:
        return ()
    copy = (
        history.folder(order.out, order.workbook.stem) / f"{order.workbook.stem}-truoc-{order.now:%Y%m%d-%H%M%S}-{source.sha256[:8]}.xlsx"
    )
    if not copy.exists():
        files.write_new(copy, source.data)
    files.replace_unchanged(source, data)
    return (order.workbook, copy)


def as_tables(found: Pulled) -> dict[str, Any]:
    """The same as plain values: what was taken, what is open with all three texts, what was refused, what else is there."""
    return {
        "taken": [{"key": row.key, "place": row.place, "before": _plain(row.before), "after": _plain(row.after)} for row in found.taken],
        "questions": [
            {"key": row.key, "place": row.place, "base": _plain(row.base), "mine": _plain(row.mine), "theirs": _plain(row.theirs)}
            | {"sure": round(row.sure, 2), "why": row.why}
            for row in found.questions
        ],
        "refused": [{"key": row.key, "words": row.words, "why": row.why} for row in found.refused],
        "outside": [{"kind": str(row.where), "place": row.place, "before": row.before, "after": row.after} for row in found.outside],
        "revisions": [{"kind": row.kind, "author": row.author, "when": row.when, "text": row.text} for row in found.revisions],
    }


def _plain(text: Text | None) -> str | None:
    return None if text is None else text.plain
