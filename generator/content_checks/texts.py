"""The texts of a plan that print, each with its place, and words changed in them with bold and italic kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from generator.content_checks.finding import Change, Finding, Path
from generator.plan import Plan
from generator.records import Record
from generator.richtext import Text

_WRITTEN: Final = ("cause", "remedy", "evidence", "printed_note")
_BASIS: Final = ("lead", "kind", "number", "issuer", "subject")


def printed_texts(plan: Plan) -> Iterator[tuple[Path, Text]]:
    """Every text of the plan that a paper prints as it was typed, in reading order; empty ones are left out."""
    yield from _parts(plan, ("agencies", plan.agencies.index(plan.agency)), ("parent", "name", "place"))
    yield from _parts(plan, ("facts",), ("symbol", "title"))
    for index in range(len(plan.bases)):
        yield from _parts(plan, ("bases", index), _BASIS)
    for index in range(len(plan.body)):
        yield from _parts(plan, ("body", index), ("text",))
    for index in range(len(plan.recipients)):
        yield from _parts(plan, ("recipients", index), ("name",))
    if plan.signer:
        yield from _parts(plan, ("signers", plan.signers.index(plan.signer)), ("on_behalf_of", "position", "name"))
    yield from _parts(plan, ("facts",), ("annex_title",))
    yield from _annex_texts(plan)


def _annex_texts(plan: Plan) -> Iterator[tuple[Path, Text]]:
    used = {row.field for row in plan.criteria}
    for index, field in enumerate(plan.fields):
        if field.id in used:
            yield from _parts(plan, ("fields", index), ("name",))
    for index in range(len(plan.criteria)):
        yield from _parts(plan, ("criteria", index), ("name", *_WRITTEN))
    named = {code for row in plan.criteria for code in (row.lead, *row.support)}
    for index, unit in enumerate(plan.units):
        if unit.id in named:
            yield from _parts(plan, ("units", index), ("short_name" if unit.short_name else "name",))


def _parts(plan: Plan, place: Path, names: Iterable[str]) -> Iterator[tuple[Path, Text]]:
    for name in names:
        value = value_at(plan, (*place, name))
        if text := value if isinstance(value, Text) else Text.of(value):
            yield (*place, name), text


def written_texts(plan: Plan) -> Iterator[tuple[Path, Text]]:
    """The running text that the office itself writes: rows of the body, then cause, remedy, evidence and note of each criterion."""
    for path, text in printed_texts(plan):
        if path[0] == "body" or path[-1] in _WRITTEN:
            yield path, text


def value_at(plan: Plan, path: Path) -> Any:  # noqa: ANN401 - any field of any record
    """What stands at a place of the plan."""
    value: Any = plan
    for step in path:
        value = getattr(value, str(step)) if isinstance(value, Record) else value[step]
    return value


def changed(plan: Plan, path: Path, text: Text) -> tuple[Change, ...]:
    """The change that puts a text at a place, as the kind of value that stands there; none when nothing differs."""
    before = value_at(plan, path)
    after = text if isinstance(before, Text) else text.plain
    return () if after == before else (Change(path, after),)


def found(plan: Plan, code: str, path: Path, words: tuple[str, str], after: Text | None = None) -> Finding:
    """What a rule found at a place: its message and cure, the text that mends it, the lost points of its criterion."""
    weight = plan.criteria[int(path[1])].lost if path[0] == "criteria" else Decimal(0)
    return Finding(code, path, *words, () if after is None else changed(plan, path, after), weight)


def pattern_of(words: str) -> re.Pattern[str]:
    """Words as they may stand in a text: any white space between them, no letter or digit before or behind, capitals or not."""
    inner = r"\s+".join(re.escape(word) for word in words.split())
    return re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)


def places_of(words: str, text: Text) -> list[re.Match[str]]:
    """Where the words stand in a text."""
    return list(pattern_of(words).finditer(text.plain))


def cased_as(found: str, words: str) -> str:
    """The words with a capital in front when those that were found had one."""
    return words[:1].upper() + words[1:] if found[:1].isupper() else words


def quoted(words: str) -> str:
    """Words as a message names them: on one line, in marks, the middle of long ones left out."""
    flat = " ".join(words.split())
    parts = flat.split(" ")
    most = 24
    return f"“{flat}”" if len(parts) <= most else f"“{' '.join(parts[:10])} … {' '.join(parts[-8:])}”"
