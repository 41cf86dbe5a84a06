"""Base, mine and theirs into one: fields key by key, rows of a list row by row, and every place where both changed differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from generator.fields import row_key
from generator.richtext import Text

ORDER: Final = "order/"
"""Begins the key of a question about the order of a list."""


class Side(StrEnum):
    """Whose words are taken: those in the workbook, or those in the edited file."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Content:
    """What a paper says: the words of each field by key, and the rows of each list in order.

    A row that stands in no order and whose fields are missing is not there.
    """

    texts: Mapping[str, Text]
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def rows(self) -> set[str]:
        """Every row of every list."""
        return {row for rows in self.orders.values() for row in rows}

    def fields(self, row: str) -> dict[str, Text]:
        """The fields of a row."""
        return {key: text for key, text in self.texts.items() if row_key(key) == row}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field, a whole row or the order of a list that both sides changed, differently. None: it is not there on that side."""

    key: str
    base: Text | None
    mine: Text | None
    theirs: Text | None


@dataclass(frozen=True, slots=True)
class Merged:
    """The merge with each conflict as the workbook has it, and the conflicts."""

    content: Content
    conflicts: tuple[Conflict, ...]


Answers = Mapping[str, Side]
"""Whose words are taken where both sides changed; what has no answer stays as the workbook has it."""


def merge(base: Content, mine: Content, theirs: Content, answers: Answers | None = None) -> Merged:
    """The three-way merge: what one side left alone, the other decides; what both changed alike, is so; the rest is a conflict.

    Laws: merge(b, b, y) = y; merge(b, x, b) = x; merge(b, x, x) = x, each without conflicts.
    """
    work = _Merging(_indexed(base), _indexed(mine), _indexed(theirs), dict(answers or {}))
    alive = work.alive_rows()
    texts = work.texts(alive)
    orders = {name: work.order(name, alive) for name in _names(base.orders, mine.orders, theirs.orders)}
    return Merged(Content(texts, {name: rows for name, rows in orders.items() if rows}), tuple(work.conflicts))


@dataclass(frozen=True, slots=True)
class _Indexed:
    """A content with its fields gathered by row."""

    content: Content
    by_row: Mapping[str, Mapping[str, Text]]
    listed: frozenset[str]

    def row(self, row: str) -> Mapping[str, Text] | None:
        """The fields of a row; None when it is not there."""
        return self.by_row.get(row, {}) if row in self.listed else None


def _indexed(content: Content) -> _Indexed:
    by_row: dict[str, dict[str, Text]] = {}
    for key, text in content.texts.items():
        by_row.setdefault(row_key(key), {})[key] = text
    return _Indexed(content, by_row, frozenset(content.rows()))


@dataclass(slots=True)
class _Merging:
    """One merge under way; `conflicts` gathers those without an answer."""

    base: _Indexed
    mine: _Indexed
    theirs: _Indexed
    answers: dict[str, Side]
    conflicts: list[Conflict] = field(default_factory=list)

    def alive_rows(self) -> set[str]:
        """The rows that are there after the merge."""
        every = _names(self.base.listed, self.mine.listed, self.theirs.listed)
        return {row for row in every if self.alive(row)}

    def alive(self, row: str) -> bool:
        base, mine, theirs = self.base.row(row), self.mine.row(row), self.theirs.row(row)
        if base is None:
            return mine is not None or theirs is not None
        if mine is None or theirs is None:
            left = mine if theirs is None else theirs
            if left is None or _unchanged(base, left):
                return False
            side = self.decided(Conflict(row, _words(base), _words(mine), _words(theirs)))
            return (mine if side is Side.MINE else theirs) is not None
        return True

    def texts(self, alive: set[str]) -> dict[str, Text]:
        """The words of every field that is there after the merge, in the order of the workbook, then of the edited file."""
        listed = self.base.listed | self.mine.listed | self.theirs.listed
        found: dict[str, Text] = {}
        for key in _names(self.mine.content.texts, self.theirs.content.texts):
            row = row_key(key)
            if row in listed and row not in alive:
                continue
            text = self.text(key, row)
            if text is not None:
                found[key] = text
        return found

    def text(self, key: str, row: str) -> Text | None:
        base, mine, theirs = (side.content.texts.get(key) for side in (self.base, self.mine, self.theirs))
        if row in self.base.listed and (row not in self.mine.listed or row not in self.theirs.listed):
            return mine if row in self.mine.listed else theirs
        if theirs in {mine, base}:
            return mine
        if mine == base or (base is None and not mine):
            return theirs
        return mine if self.decided(Conflict(key, base, mine, theirs)) is Side.MINE else theirs

    def order(self, name: str, alive: set[str]) -> tuple[str, ...]:
        """The rows of a list: the order of the side that changed it, with the rows of the other put behind those they stood behind."""
        base, mine, theirs = (
            tuple(row for row in side.content.orders.get(name, ()) if row in alive) for side in (self.base, self.mine, self.theirs)
        )
        common = set(base) & set(mine) & set(theirs)
        old, ours, other = (tuple(row for row in rows if row in common) for rows in (base, mine, theirs))
        if other in {old, ours}:
            return with_rows(mine, theirs)
        if ours == old or self.decided(Conflict(f"{ORDER}{name}", _listed(old), _listed(ours), _listed(other))) is Side.THEIRS:
            return with_rows(theirs, mine)
        return with_rows(mine, theirs)

    def decided(self, conflict: Conflict) -> Side:
        """The answer to a conflict; without one it is noted and the workbook stays as it is."""
        if conflict.key not in self.answers:
            self.conflicts.append(conflict)
        return self.answers.get(conflict.key, Side.MINE)


def _names(*groups: Iterable[str]) -> list[str]:
    """Every name once, in the order in which they first come."""
    return list(dict.fromkeys(name for group in groups for name in (sorted(group) if isinstance(group, set | frozenset) else group)))


def _unchanged(base: Mapping[str, Text], now: Mapping[str, Text]) -> bool:
    """Whether every field that was printed still says the same."""
    return all(now.get(key) == text for key, text in base.items())


def _words(row: Mapping[str, Text] | None) -> Text | None:
    return None if row is None else Text.of(" | ".join(text.plain for text in row.values() if text))


def _listed(rows: tuple[str, ...]) -> Text:
    return Text.of("\n".join(rows))


def with_rows(rows: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """Rows, and among them those that only the other side has, each behind the one it stood behind there."""
    found = list(rows)
    here = set(rows)
    for index, row in enumerate(more):
        if row not in here:
            before = next(_before(more[:index], here), None)
            found.insert(found.index(before) + 1 if before is not None else 0, row)
            here.add(row)
    return tuple(found)


def _before(rows: tuple[str, ...], here: set[str]) -> Iterator[str]:
    yield from (row for row in reversed(rows) if row in here)
