"""An edited file looked at before anything is taken: every change with its three texts, what must be decided, what else stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from generator import edits, files, package
from generator.actions.finding_base import find_base, pulls_of
from generator.actions.naming import column_place, column_words, named
from generator.actions.outcome import Outcome
from generator.actions.pull_findings import also_there, changes, refusals
from generator.actions.sides import Question, Seen, Sides, conflicts, doubts, new_rows, sides_of
from generator.base import Origin
from generator.edits import Refusal
from generator.errors import Place, Problem, Severity
from generator.fields import row_key
from generator.merge import ORDER, Content, Side, merge
from generator.package import Package
from generator.readback import Outside
from generator.revisions import Revision
from generator.richtext import Text
from generator.snapshot import Comment
from generator.workbook import read_plan_book

_NO_QUESTION: Final = ""
_WORDS_SHOWN: Final = 60
_GROUP: Final = "field"
"""The field a criterion stands under: its place on the page tells it, no column does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Outcome):
    """What would be taken, and nothing was: `questions` need an answer, `changes` are taken unless somebody refuses them.

    Every difference has its texts in the draft as made, in the workbook now, and in the edited file; `why` says why one is a question.
    `unwritable` are changes that no cell of the workbook can hold.
    """

    seen: Seen
    origin: Origin
    questions: tuple[Question, ...] = ()
    changes: tuple[Question, ...] = ()
    unwritable: tuple[Refusal, ...] = ()
    outside: tuple[Outside, ...] = ()
    revisions: tuple[Revision, ...] = ()
    comments: tuple[Comment, ...] = ()
    taken_before: bool = False


def look(workbook: Path, edited: Path, out: Path) -> Review:
    """Read an edited file against its workbook and write nothing at all.

    Raises InputRefusedError for a file that is not a draft of this workbook, or that is open in Word.
    """
    files.refuse_if_open(edited)
    book = read_plan_book(workbook)
    opened = package.open_word(edited)
    base = find_base(opened, out, workbook.stem).base
    seen = Seen(book.package.source.sha256, opened.source.sha256)
    earlier = pulls_of(out, workbook.stem, base)
    if any(entry.sha256 == opened.source.sha256 for entry, _ in earlier):
        return Review((), (*book.problems, taken_already(opened)), seen=seen, origin=base.origin, taken_before=True)
    sides = sides_of(book, opened, base, earlier)
    asked, rest = questions(sides), tuple(plain_changes(sides))
    unwritable = _unwritable(sides)
    found = sides.read
    return Review(
        files=(),
        seen=seen,
        origin=base.origin,
        problems=(*book.problems, *refusals(unwritable, opened.place), *also_there(sides)),
        questions=asked,
        changes=rest,
        unwritable=unwritable,
        outside=found.reading.outside,
        revisions=found.revisions,
        comments=found.reading.comments,
    )


def taken_already(opened: Package) -> Problem:
    """The note on a file whose edits were taken before."""
    return Problem("LV-10", "Phần sửa của tệp này đã được lấy về sổ rồi", "Không cần làm gì thêm", opened.place, Severity.NOTE)


def questions(sides: Sides) -> tuple[Question, ...]:
    """Every place where a person must decide: conflicts first, then what may have been read wrong; a place asks once."""
    asked = {question.key: question for question, _ in doubts(sides)}
    both = {question.key: _worded(question, sides) for question in conflicts(sides, sides.theirs)}
    return tuple((both | {key: question for key, question in asked.items() if key not in both}).values())


def plain_changes(sides: Sides) -> Iterator[Question]:
    """Every other change that the edited file brings to the workbook."""
    decided = {key for _, keys in doubts(sides) for key in keys} | {question.key for question in questions(sides)}
    content = everything_taken(sides)
    for change in changes(sides, content, set()):
        if change.key not in decided and row_key(change.key) not in decided:
            before = _said(sides.before, change.key)
            row = Question(change.key, change.place, before, change.before, change.after, why=_NO_QUESTION)
            yield _worded(row, sides)


def everything_taken(sides: Sides) -> Content:
    """The merge in which every question is answered for the edited file."""
    asked = merge(sides.before, sides.mine.content, sides.theirs).conflicts
    return merge(sides.before, sides.mine.content, sides.theirs, {conflict.key: Side.THEIRS for conflict in asked}).content


def _said(content: Content, key: str) -> Text | None:
    """What a field says, or a whole row: its columns one below the other, in the same order on every side."""
    if key in content.texts:
        return content.texts[key]
    if key not in content.rows():
        return None
    said = {column: text for name, text in content.fields(key).items() if (column := name.removeprefix(f"{key}/")) != _GROUP}
    columns = sorted((column for column in said if said[column]), key=column_place)
    return Text.of("\n".join(f"{column_words(column)}: {said[column].plain}" for column in columns))


def _of_row(question: Question, sides: Sides) -> Question:
    """A question about a whole row of several columns with all of them."""
    contents = (sides.before, sides.mine.content, sides.theirs)
    if not any(question.key in content.rows() and question.key not in content.texts for content in contents):
        return question
    base, mine, theirs = (_said(content, question.key) for content in contents)
    return replace(question, base=base, mine=mine, theirs=theirs)


def _unwritable(sides: Sides) -> tuple[Refusal, ...]:
    """What no record could hold, were everything taken."""
    content = everything_taken(sides)
    return edits.apply(records_of(sides), content, new_rows(sides, content)).refused


def records_of(sides: Sides) -> edits.Source:
    """The records of the workbook, as the edits are put into them."""
    book, paper = sides.book, sides.base.origin.paper
    return edits.Source(book.plan, book.results, paper, sides.mine.content, sides.mine.worded, "rewordings" in book.lists)


def _worded(question: Question, sides: Sides) -> Question:
    """A question about an order with the rows that moved, each behind which other one, instead of keys."""
    if not question.key.startswith(ORDER):
        return _of_row(question, sides)
    name = question.key.removeprefix(ORDER)
    contents = (sides.before, sides.mine.content, sides.theirs)
    common = set.intersection(*(set(content.orders.get(name, ())) for content in contents))
    orders = [[row for row in content.orders.get(name, ()) if row in common] for content in contents]
    moved = _moved(orders[0], orders[2]) | _moved(orders[1], orders[2])
    base, mine, theirs = (Text.of("\n".join(_places(order, content, moved))) for order, content in zip(orders, contents, strict=True))
    return replace(question, base=base, mine=mine, theirs=theirs)


def _moved(one: Sequence[str], other: Sequence[str]) -> set[str]:
    """The fewest rows whose moving makes one order of the other."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    still = {row for block in blocks for row in one[block.a : block.a + block.size]}
    return set(one) - still


def _places(order: Sequence[str], content: Content, moved: set[str]) -> Iterator[str]:
    for before, row in zip((None, *order), order, strict=False):
        if row in moved:
            where = f"sau {_short(before, content)}" if before else "đứng đầu"
            yield f"{_short(row, content)}: {where}"


def _short(row: str, content: Content) -> str:
    return named(row, content.texts.get(row))


def turned_down(found: Sequence[Question], place: Place) -> Iterator[Problem]:
    """Changes that the clerk refused, each told."""
    for row in found:
        words = f"“{row.theirs.plain[:_WORDS_SHOWN]}”" if row.theirs else "(xoá)" if row.theirs is None else "(để trống)"
        message = f"{row.place}: giữ của sổ như đã chọn, không lấy {words}"
        yield Problem("LV-33", message, "Sửa trực tiếp trong sổ nếu đổi ý", place, Severity.NOTE)
