"""All changes of a merge into the records: fields, rows that came and went, their order; each taken whole or refused with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.edits.additions import add
from generator.edits.homes import SIGNING, put
from generator.edits.ledger import Ledger, NoHomeError, Refusal
from generator.edits.signing import sign
from generator.fields import row_key
from generator.merge import Content
from generator.plan import Plan
from generator.readback import Added
from generator.results import Results
from generator.richtext import EMPTY, Text

__all__ = ["Applied", "Refusal", "Source", "apply"]


@dataclass(frozen=True, slots=True)
class Source:
    """The records now, and what they print: `mine` as it is, `worded` as the program words it without any rewording.

    `rewordable` tells whether the workbook has a sheet for sentences worded anew: one made by an earlier version has none.
    """

    plan: Plan
    results: Results
    paper: str
    mine: Content
    worded: Mapping[str, Text]
    rewordable: bool = True


@dataclass(frozen=True, slots=True)
class Applied:
    """The records as they become, and what was refused."""

    plan: Plan
    results: Results
    refused: tuple[Refusal, ...]


def apply(source: Source, merged: Content, added: Mapping[str, Added]) -> Applied:
    """Take every difference between `merged` and what the records print. `added` tells of new rows by their keys."""
    ledger = Ledger(source.plan, source.results, source.paper, source.mine.texts, source.worded, rewordable=source.rewordable)
    _fields(ledger, source.mine, merged)
    for name in dict.fromkeys((*source.mine.orders, *merged.orders)):
        order = merged.orders.get(name, ())
        _gone(ledger, source.mine, order, name)
        _sorted(ledger, name, source.mine.orders.get(name, ()), order)
        for row in order:
            if row not in source.mine.orders.get(name, ()):
                _added(ledger, added[row], order)
    return Applied(ledger.plan, ledger.results, tuple(ledger.refused))


def _fields(ledger: Ledger, mine: Content, merged: Content) -> None:
    new_rows = merged.rows() - mine.rows()
    changed = {key: text for key, text in merged.texts.items() if mine.texts.get(key) != text and row_key(key) not in new_rows}
    if any(key in changed for key in SIGNING):
        authority, position, name = (merged.texts.get(key, EMPTY).plain for key in SIGNING)
        words = "; ".join(filter(None, (authority, position, name)))
        ledger.attempt("signer", words, lambda: sign(ledger, authority, position, name))
    for key, text in changed.items():
        if key not in SIGNING:
            _field(ledger, key, text)


def _field(ledger: Ledger, key: str, text: Text) -> None:
    ledger.attempt(key, text.plain, lambda: put(ledger, key, text))


def _gone(ledger: Ledger, mine: Content, order: Sequence[str], name: str) -> None:
    for row in mine.orders.get(name, ()):
        if row not in order:
            words = " | ".join(text.plain for text in mine.fields(row).values() if text)
            _remove(ledger, name, row, words)


def _remove(ledger: Ledger, name: str, row: str, words: str) -> None:
    def change() -> None:
        found = ledger.row(name, row.partition("/")[2])
        if name == "criterion" and _told_of(ledger.results, found.id):
            raise NoHomeError("Tiêu chí đã có kết quả báo cáo nên không xoá từ Word được; xoá trong sổ nếu cần")
        ledger.set_rows(name, tuple(record for record in ledger.rows(name) if record is not found))

    ledger.attempt(row, f"(xoá) {words}", change)


def _told_of(results: Results, criterion: str) -> bool:
    """Whether anything was reported on a criterion."""
    return any(row.criterion == criterion for rows in (results.results, results.evidence, results.notes) for row in rows)


def _sorted(ledger: Ledger, name: str, before: Sequence[str], order: Sequence[str]) -> None:
    """Rows in their new order, when it is another one; a row that the paper does not print stays behind the one before it."""
    kept = [row for row in order if row in before]
    if kept == [row for row in before if row in order]:
        return
    places = {row.partition("/")[2]: place for place, row in enumerate(kept)}
    ledger.attempt(f"{name}", "(thứ tự)", lambda: ledger.set_rows(name, _resorted(ledger.rows(name), places)))


def _resorted(rows: Sequence[Any], places: Mapping[str, int]) -> tuple[Any, ...]:
    ranks: dict[str, tuple[int, int]] = {}
    last = -1
    for index, row in enumerate(rows):
        last = places.get(row.id, last)
        ranks[row.id] = (last, -1 if row.id in places else index)
    return tuple(sorted(rows, key=lambda row: ranks[row.id]))


def _added(ledger: Ledger, new: Added, order: Sequence[str]) -> None:
    words = " | ".join(text.plain for text in new.words.values() if text)
    ledger.attempt(new.row, f"(thêm) {words}", lambda: add(ledger, new, order))
