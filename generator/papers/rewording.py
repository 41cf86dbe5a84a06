"""Sentences that a leader worded anew, put in the place of the program's own, as long as the program would still say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Generic, TypeVar

from generator.fields import Field, LineBelow, by_key
from generator.results import Rewording
from generator.richtext import Text

AnyPaper = TypeVar("AnyPaper")


@dataclass(frozen=True, slots=True)
class Reworded(Generic[AnyPaper]):
    """The paper with its rewordings; `stale` are those whose sentence the program now words otherwise: they were not used."""

    paper: AnyPaper
    stale: tuple[Rewording, ...]


def reworded(paper: AnyPaper, name: str, rewordings: Iterable[Rewording]) -> Reworded[AnyPaper]:
    """Put in the rewordings of the paper of this name."""
    mine = [row for row in rewordings if row.paper == name]
    if not mine:
        return Reworded(paper, ())
    worded = by_key(paper)
    fresh = {row.key: row.text for row in mine if row.key in worded and _kept(worded[row.key]) == _kept(row.before)}
    return Reworded(_changed(paper, fresh), tuple(row for row in mine if row.key not in fresh))


def _kept(text: Text) -> Text:
    """A sentence as the workbook keeps it: the blank for a day that is not known yet is made of plain spaces there."""
    return text.map(lambda words: words.replace("\u00a0", " "))


def _changed(node: Any, texts: dict[str, Text]) -> Any:  # noqa: ANN401 - a tree of dataclasses and tuples
    if isinstance(node, Field):
        return Field(node.key, texts[node.key]) if node.key in texts else node
    if isinstance(node, tuple):
        return tuple(_changed(item, texts) for item in node)
    if not is_dataclass(node) or isinstance(node, type | Text | LineBelow):
        return node
    parts = {part.name: _changed(getattr(node, part.name), texts) for part in fields(node)}
    if "title" in texts and isinstance(parts.get("title_line"), LineBelow):
        parts["title_line"] = replace(parts["title_line"], text=texts["title"])
    return replace(node, **parts)
