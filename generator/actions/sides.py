"""The three sides of a pull: the draft as made, the workbook now, the edited file; and the questions that a merge of them asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from generator import files
from generator.actions.copies import Taken, same, went_on_from
from generator.actions.mine import Mine, mine_now
from generator.actions.naming import named
from generator.actions.reading import Edited, as_made, lists_of, read_edited
from generator.base import Base
from generator.errors import InputRefusedError, Place, Problem
from generator.fields import row_key
from generator.history import Entry
from generator.merge import ORDER, Content, Merged, Side, merge, with_rows
from generator.package import Package
from generator.readback import Added, Doubt, Reading, read, typed_prefix
from generator.richtext import EMPTY, Text
from generator.snapshot import Snapshot
from generator.workbook import PlanBook

_LARGEST: Final = 2**22


@dataclass(frozen=True, slots=True)
class Question:
    """A place where a person must choose: both sides changed it, or the reading is not sure. None: it is not there on that side."""

    key: str
    place: str
    base: Text | None
    mine: Text | None
    theirs: Text | None
    sure: float = 1.0
    why: str = "cả trong sổ và trong Word đều đã sửa, mỗi bên một khác"


Ask = Callable[[Question], Side | None]
"""Asks a person; None leaves the question open."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Hashes of the workbook and of the edited file that somebody looked at before deciding."""

    workbook: str
    edited: str

    def refuse_others(self, book: PlanBook, edited: Package) -> None:
        """Raise InputRefusedError LV-11 when one of them changed since."""
        for now, then in ((book.package, self.workbook), (edited, self.edited)):
            if now.source.sha256 != then:
                message, cure = "Tệp này đã đổi từ lúc xem các chỗ sửa nên chưa ghi gì", "Xem lại các chỗ sửa rồi chọn lại"
                raise InputRefusedError(Problem("LV-11", message, cure, now.place))


@dataclass(frozen=True, slots=True)
class Choice:
    """How questions are answered: one side for all, by key, by asking; with `keep` what stays open is left as it is in the workbook.

    `mine` as the answer to a change that nobody asked about refuses just that change; `seen` are the files that were shown.
    """

    take: Side | None = None
    answers: Mapping[str, Side] = field(default_factory=dict)
    ask: Ask | None = None
    keep: bool = False
    seen: Seen | None = None

    def of(self, question: Question) -> Side | None:
        """The answer to a question, or None."""
        if question.key in self.answers:
            return self.answers[question.key]
        return self.take or (self.ask(question) if self.ask else None)


def read_answers(path: Path) -> dict[str, Side]:
    """Answers out of a file: a JSON object of keys and `theirs` or `mine`. Raises InputRefusedError for anything else."""
    try:
        listed = json.loads(files.read(path, limit=_LARGEST).data.decode("utf-8-sig"))
        return {str(key): Side(answer) for key, answer in listed.items()}
    except (ValueError, AttributeError, RecursionError) as error:
        cure = 'Ghi dạng {"criterion/1.1.2/remedy": "theirs"}; mã từng chỗ lấy từ vanban pull … --json'
        raise InputRefusedError(Problem("LV-06", "Tệp trả lời không đúng dạng", cure, Place(path.name))) from error


@dataclass(frozen=True, slots=True)
class Sides:
    """The three sides, and all that they were read from: `made` is the draft as made, `first` what it said.

    `missing` asks about edits that were taken from another file and stand no longer in this one.
    """

    book: PlanBook
    edited: Package
    base: Base
    made: Snapshot
    first: Reading
    read: Edited
    before: Content
    mine: Mine
    theirs: Content
    missing: tuple[Doubt, ...] = ()


def sides_of(book: PlanBook, opened: Package, base: Base, earlier: Sequence[tuple[Entry, Package]]) -> Sides:
    """The sides of an edited file; what it has of an `earlier` file of the same draft was taken already. Raises InputRefusedError."""
    made = as_made(base)
    first = read(made, made, lists_of(base.origin.paper))
    _refuse_other_plan(book, opened, base, first)
    mine = mine_now(book, base.origin, first, made)
    found = read_edited(opened, made, base.origin.paper)
    taken = [Taken(entry.file, _content(read_edited(file, made, base.origin.paper).reading)) for entry, file in earlier]
    theirs = _content(found.reading)
    before, missing = went_on_from(_content(first), theirs, opened.source.path.name, taken)
    return Sides(book, opened, base, made, first, found, before, mine, theirs, missing)


def _content(reading: Reading) -> Content:
    added = {key: text for new in reading.added for key, text in new.texts().items()}
    return Content({**reading.texts, **added}, reading.orders)


def new_rows(sides: Sides, content: Content) -> dict[str, Added]:
    """The rows of a merge that the workbook has not: those written into the edited file, and those the workbook lost meanwhile."""
    added = {new.row: new for new in sides.read.reading.added}
    lost = sorted(content.rows() - sides.mine.content.rows() - added.keys())
    return added | {row: _as_added(sides, row, content.fields(row)) for row in lost}


def _as_added(sides: Sides, row: str, fields: Mapping[str, Text]) -> Added:
    """A row of the draft as made, to be written anew with the words it has now."""
    prefix = next((typed_prefix(line) for line in sides.made.lines() if line.spans and row_key(line.spans[0].key) == row), "")
    words = {key.removeprefix(f"{row}/"): text for key, text in fields.items() if key != row} or {"text": fields.get(row, EMPTY)}
    return Added(row, words, row, prefix, words.get("field", EMPTY).plain)


def _refuse_other_plan(book: PlanBook, opened: Package, base: Base, made: Reading) -> None:
    """A draft of another workbook has rows of its own, none of which this one knows.

    A report or letter may also be known by its agency; the clerk may have renamed that one since, so its name alone refuses nothing.
    """
    plan = book.plan
    known = {row.id for rows in (plan.bases, plan.body, plan.criteria, plan.recipients) for row in rows}
    rows = {row.partition("/")[2] for name, rows in made.orders.items() if name != "narrative" for row in rows}
    agencies = {row.name.upper() for row in plan.agencies}
    by_agency = made.texts.get("agency", EMPTY).plain in agencies and not (rows and base.origin.paper == "plan")
    if not rows & known and not by_agency:
        message = "Dự thảo này không được tạo từ sổ này"
        raise InputRefusedError(Problem("LV-04", message, "Chọn đúng sổ kế hoạch của dự thảo", opened.place))


def settled(sides: Sides, choice: Choice) -> tuple[Merged, list[Question]]:
    """The merge with every answer there is, and the questions that stay open."""
    theirs, open_questions = sides.theirs, []
    for question, keys in doubts(sides):
        answer = choice.of(question)
        if answer is not Side.THEIRS:
            theirs = _as_before(theirs, sides.before, keys)
        open_questions += [question] if answer is None else []
    theirs = _without_refused(sides, theirs, choice.answers)
    answers: dict[str, Side] = {}
    for question in conflicts(sides, theirs):
        answer = choice.of(question)
        if answer is None:
            open_questions.append(question)
        else:
            answers[question.key] = answer
    return merge(sides.before, sides.mine.content, theirs, answers), open_questions


def conflicts(sides: Sides, theirs: Content) -> list[Question]:
    """Questions for what both sides changed, each another way."""
    found = merge(sides.before, sides.mine.content, theirs).conflicts
    return [Question(row.key, named(row.key, row.base or row.mine or row.theirs), row.base, row.mine, row.theirs) for row in found]


def _without_refused(sides: Sides, theirs: Content, answers: Mapping[str, Side]) -> Content:
    """The edited side without the changes that the clerk refused; what is in conflict has its own answer."""
    refused = [key for key, side in answers.items() if side is Side.MINE]
    asked = {question.key for question in conflicts(sides, theirs)} if refused else set()
    return _as_before(theirs, sides.before, tuple(key for key in refused if key not in asked))


def doubts(sides: Sides) -> Iterator[tuple[Question, tuple[str, ...]]]:
    """Questions for what may have been read wrong, where that makes a difference, and all the keys that each is about."""
    known = {key for doubt in sides.read.reading.doubts for key in doubt.keys}
    for doubt in (*sides.read.reading.doubts, *(doubt for doubt in sides.missing if known.isdisjoint(doubt.keys))):
        keys = tuple(key for key in doubt.keys if _differs(sides, key))
        if keys:
            before, mine, theirs = (_shown(side, keys) for side in (sides.before, sides.mine.content, sides.theirs))
            yield Question(keys[0], named(keys[0], before), before, mine, theirs, doubt.sure, doubt.why), keys


def _differs(sides: Sides, key: str) -> bool:
    """Whether the edited file says something else here than what it is compared with, and than the workbook."""
    before, mine, theirs = sides.before, sides.mine.content, sides.theirs
    if key in before.rows() ^ theirs.rows():
        return (key in theirs.rows()) is not (key in mine.rows())
    return not same(theirs, before, key) and not same(theirs, mine, key)


def _shown(content: Content, keys: tuple[str, ...]) -> Text | None:
    """The words of fields and of whole rows; None when nothing of them is there."""
    rows = content.rows()
    texts = [text for key in keys for text in _texts(content, key, rows)]
    return Text.of("\n".join(text.plain for text in texts if text)) if texts else None


def _texts(content: Content, key: str, rows: set[str]) -> list[Text]:
    if key in content.texts:
        return [content.texts[key]]
    return list(content.fields(key).values()) if key in rows else []


def _as_before(theirs: Content, before: Content, keys: tuple[str, ...]) -> Content:
    """The edited side with fields, whole rows and orders as they were in the draft as made; a row that came goes again."""
    came = {key for key in keys if key in theirs.rows() - before.rows()}
    texts = {key: text for key, text in theirs.texts.items() if row_key(key) not in came and (key not in keys or key in before.texts)}
    texts |= {key: before.texts[key] for key in keys if key in before.texts}
    orders = {name: tuple(row for row in rows if row not in came) for name, rows in theirs.orders.items()}
    for row in (key for key in keys if key in before.rows()):
        texts |= before.fields(row)
        name = row.partition("/")[0]
        now = orders.get(name, ())
        orders[name] = with_rows(now, tuple(known for known in before.orders[name] if known in now or known == row))
    for name in (key.removeprefix(ORDER) for key in keys if key.startswith(ORDER)):
        now = orders.get(name, ())
        orders[name] = with_rows(tuple(row for row in before.orders.get(name, ()) if row in now), now)
    return Content(texts, orders)
