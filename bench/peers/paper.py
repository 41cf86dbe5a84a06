"""The document as our renderer takes it, made from the JSON that every engine gets; loaded cold, so it imports no more than it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.fields import Field
from generator.richtext import Text


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a list."""

    text: Field


@dataclass(frozen=True, slots=True)
class Criterion:
    """A row of the annex."""

    order: Text
    name: Field
    maximum: Field
    score: Field
    remedy: Field
    lead: Field
    support: Field
    time: Field


@dataclass(frozen=True, slots=True)
class Group:
    """A heading row of the annex and the rows below it."""

    number: Text
    name: Field
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class AnnexedPaper:
    """The whole document."""

    parent: Field
    agency: Field
    number: Field
    symbol: Field
    place: Field
    day: Field
    month: Field
    year: Field
    title: Field
    closing: Field
    position: Field
    signer: Field
    annex_title: Field
    bases: tuple[Line, ...]
    body: tuple[Line, ...]
    recipients: tuple[Line, ...]
    groups: tuple[Group, ...]


LISTS: Final = ("bases", "body", "recipients")


def paper_of(data: Mapping[str, Any]) -> AnnexedPaper:
    """The paper as our renderer takes it, each text with its key."""
    lists = {name: tuple([Line(Field(f"{name}/{at}", Text.of(row["text"]))) for at, row in enumerate(data[name])]) for name in LISTS}
    singles = {name: Field(name, Text.of(words)) for name, words in data.items() if isinstance(words, str)}
    return AnnexedPaper(**singles, **lists, groups=tuple([_group(group) for group in data["groups"]]))  # type: ignore[arg-type]


def _group(group: Mapping[str, Any]) -> Group:
    number = group["number"]
    rows = [_criterion(f"criterion/{number}.{at}", row) for at, row in enumerate(group["criteria"])]
    return Group(Text.of(number), Field(f"field/{number}", Text.of(group["name"])), tuple(rows))


def _criterion(key: str, row: Mapping[str, str]) -> Criterion:
    order, *rest = row.items()
    return Criterion(Text.of(order[1]), **{name: Field(f"{key}/{name}", Text.of(words)) for name, words in rest})
