"""Several copies of one draft at work: which file taken before an edited one goes on from, and what it has not that was taken then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.fields import row_key
from generator.merge import ORDER, Content
from generator.readback import Doubt

_WHY: Final = "tệp này không có chỗ sửa đã lấy về lần trước, có thể là bản của người khác"


@dataclass(frozen=True, slots=True)
class Taken:
    """A file whose edits were taken: its name, and what it said."""

    name: str
    said: Content


def went_on_from(first: Content, theirs: Content, name: str, earlier: Sequence[Taken]) -> tuple[Content, tuple[Doubt, ...]]:
    """What an edited file is compared with, and the places that ask whether an edit taken before was taken back.

    A file goes on from the one with most of whose edits it has, the last of these; with none, from the last one of its name.
    Another person's copy has none: it is compared with the draft as made, so what both changed is a conflict.
    """
    kept = [len(_kept(first, theirs, taken.said)) for taken in earlier]
    alike = [taken for taken, count in zip(earlier, kept, strict=True) if count and count == max(kept)]
    found = alike or [taken for taken in earlier if taken.name == name]
    if not found:
        return first, ()
    before = found[-1].said
    changed = _changed(first, before)
    away = [key for key in changed if not same(theirs, before, key) and (not alike or same(theirs, first, key))]
    keys = dict.fromkeys(_asked(key, before, theirs) for key in away)
    return before, tuple(Doubt((key,), 0.4, _WHY) for key in keys)


def _kept(first: Content, theirs: Content, before: Content) -> list[str]:
    return [key for key in _changed(first, before) if same(theirs, before, key)]


def _changed(first: Content, now: Content) -> list[str]:
    """The keys of fields and orders in which two contents differ."""
    keys = dict.fromkeys((*first.texts, *now.texts, *(f"{ORDER}{name}" for name in (*first.orders, *now.orders))))
    return [key for key in keys if not same(first, now, key)]


def same(one: Content, other: Content, key: str) -> bool:
    """Whether two contents say the same under a key; of an order only the rows count that both have."""
    if not key.startswith(ORDER):
        return one.texts.get(key) == other.texts.get(key)
    return _order_of(one, key, other) == _order_of(other, key, one)


def _order_of(one: Content, key: str, other: Content) -> list[str]:
    """The rows of a list in their order, those that the other content has too."""
    name = key.removeprefix(ORDER)
    there = set(other.orders.get(name, ()))
    return [row for row in one.orders.get(name, ()) if row in there]


def _asked(key: str, before: Content, theirs: Content) -> str:
    """A field of a row that came or went asks for the whole row."""
    return row if (row := row_key(key)) in before.rows() ^ theirs.rows() else key
