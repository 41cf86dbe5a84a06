"""Hand edits of a draft back into the workbook: three sides merged, every question asked, nothing written before every answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from generator import edits, files, history, package
from generator.actions.finding_base import find_base, pulls_of
from generator.actions.leftovers import NotTaken, kept_aside
from generator.actions.looking import plain_changes, records_of, taken_already, turned_down
from generator.actions.looking import questions as questions_of
from generator.actions.outcome import Outcome
from generator.actions.pull_findings import Change, after_issue, also_there, changes, open_questions, refusals, unlike
from generator.actions.sides import Choice, Question, Sides, new_rows, settled, sides_of
from generator.edits import Refusal
from generator.history import Entry, Event
from generator.merge import Merged, Side
from generator.package import Package
from generator.readback import Outside
from generator.revisions import Revision
from generator.richtext import Text
from generator.workbook import read_plan_book, record


@dataclass(frozen=True, slots=True)
class Pulled(Outcome):
    """What was taken, what is open, what could not be taken, what the clerk refused, and what else was found in the file."""

    taken: tuple[Change, ...] = ()
    questions: tuple[Question, ...] = ()
    refused: tuple[Refusal, ...] = ()
    turned_down: tuple[Question, ...] = ()
    outside: tuple[Outside, ...] = ()
    revisions: tuple[Revision, ...] = ()


def pull(workbook: Path, edited: Path, out: Path, now: datetime, choice: Choice | None = None) -> Pulled:
    """Take the edits of a file into the workbook. With an open question nothing is written, unless `choice.keep` says so.

    Raises InputRefusedError for a file that is not a draft of this workbook or is another one than was shown (`choice.seen`),
    OutputRefusedError when the workbook changed meanwhile.
    """
    choice = choice or Choice()
    files.refuse_if_open(edited)
    book = read_plan_book(workbook)
    opened = package.open_word(edited)
    if choice.seen is not None:
        choice.seen.refuse_others(book, opened)
    known = find_base(opened, out, workbook.stem)
    earlier = pulls_of(out, workbook.stem, known.base)
    if any(entry.sha256 == opened.source.sha256 for entry, _ in earlier):
        return Pulled((), (*book.problems, taken_already(opened)), "Không có gì mới")
    choice = _with_earlier(choice, opened, history.entries(out, workbook.stem))
    sides = sides_of(book, opened, known.base, earlier)
    merged, questions = settled(sides, choice)
    if questions and not choice.keep:
        problems = (*book.problems, *open_questions(questions, edited.name))
        return Pulled((), problems, "Chưa ghi gì", questions=tuple(questions), revisions=sides.read.revisions)
    return _taken(_Order(workbook, out, now), sides, _Decided(merged, tuple(questions), _turned_down(sides, choice)))


def _with_earlier(choice: Choice, opened: Package, events: Sequence[Entry]) -> Choice:
    """What was refused of this very file while other questions stayed open is still refused, unless it is answered anew."""
    same = [row for row in events if row.event is Event.PULLED and row.sha256 == opened.source.sha256]
    refused = {key: Side.MINE for row in same for key in row.turned_down}
    return replace(choice, answers=refused | dict(choice.answers))


def _turned_down(sides: Sides, choice: Choice) -> tuple[Question, ...]:
    """Every change that was refused by its key."""
    refused = {key for key, side in choice.answers.items() if side is Side.MINE}
    return tuple(row for row in (*questions_of(sides), *plain_changes(sides)) if row.key in refused) if refused else ()


@dataclass(frozen=True, slots=True)
class _Order:
    """Where to write, and the time given."""

    workbook: Path
    out: Path
    now: datetime


@dataclass(frozen=True, slots=True)
class _Decided:
    """The merge, what stays open in it, and what was refused."""

    merged: Merged
    open: tuple[Question, ...]
    turned_down: tuple[Question, ...]


def _taken(order: _Order, sides: Sides, decided: _Decided) -> Pulled:
    """Apply the merge to the records and write them."""
    book, merged = sides.book, decided.merged.content
    applied = edits.apply(records_of(sides), merged, new_rows(sides, merged))
    changed = (applied.plan, applied.results) != (book.plan, book.results)
    data = record(book, applied.plan, applied.results) if changed else b""
    taken = tuple(changes(sides, merged, {refusal.key for refusal in applied.refused}))
    otherwise = tuple(unlike(sides, merged, applied)) if changed else ()
    problems = (
        *(row.problem(order.workbook.name) for row in otherwise),
        *refusals(applied.refused, sides.edited.place),
        *turned_down(decided.turned_down, sides.edited.place),
        *(after_issue(sides) if changed else ()),
        *also_there(sides),
        *open_questions(decided.open, sides.edited.source.path.name),
    )
    files.refuse_unwritable(*([order.workbook] if data else []), history.events_file(order.out, order.workbook.stem))
    written = _write(order, sides, data)
    aside = _remembered(order, sides, decided, NotTaken(applied.refused, decided.turned_down, otherwise))
    summary = f"Đã lấy {len(taken)} chỗ sửa về sổ" if taken else "Không có chỗ sửa nào cần ghi vào sổ"
    return Pulled(
        files=(*written, *aside),
        problems=(*book.problems, *problems),
        summary=f"{summary}; không lấy {len(decided.turned_down)} chỗ như đã chọn" if decided.turned_down else summary,
        taken=taken,
        questions=decided.open,
        refused=applied.refused,
        turned_down=decided.turned_down,
        outside=sides.read.reading.outside,
        revisions=sides.read.revisions,
    )


def _remembered(order: _Order, sides: Sides, decided: _Decided, left: NotTaken) -> tuple[Path, ...]:
    """What was not taken goes into a list beside the drafts; then the history knows that the file was taken."""
    source = sides.edited.source
    aside = kept_aside(order.out, order.now, source.path, sides.read, left)
    still_open, refused = (tuple(row.key for row in rows) for rows in (decided.open, decided.turned_down))
    entry = Entry(Event.PULLED, source.path.name, source.sha256, order.now, sides.base.origin, still_open, turned_down=refused)
    history.record(order.out, order.workbook.stem, entry, source.data)
    return aside


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
        "turned_down": [
            {"key": row.key, "place": row.place, "mine": _plain(row.mine), "theirs": _plain(row.theirs)} for row in found.turned_down
        ],
        "outside": [{"kind": str(row.where), "place": row.place, "before": row.before, "after": row.after} for row in found.outside],
        "revisions": [{"kind": row.kind, "author": row.author, "when": row.when, "text": row.text} for row in found.revisions],
    }


def _plain(text: Text | None) -> str | None:
    return None if text is None else text.plain
