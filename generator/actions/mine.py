"""What a workbook would print now of a paper that somebody edited: the side of a merge that is the clerk's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from generator import report
from generator.actions.reading import lists_of
from generator.actions.reports import worded_report
from generator.base import Origin
from generator.errors import InputRefusedError, Problem, Severity
from generator.fields import by_key, row_key
from generator.looks import Look
from generator.merge import Content, with_rows
from generator.papers import Asking, plan_paper, reworded, urging_letter
from generator.readback import Reading, tidy
from generator.richtext import Run, Text
from generator.snapshot import Snapshot
from generator.standing import period_of
from generator.workbook import PlanBook

_LETTERHEAD: Final = frozenset({"parent", "agency", "symbol", "place", "authority", "position", "signer"})
"""Fields of a letter that come from the plan's sheets; the rest was worded on the day it was written."""


@dataclass(frozen=True, slots=True)
class Mine:
    """The paper as the workbook has it now, and as the program would word it without rewordings."""

    content: Content
    worded: Mapping[str, Text]


def mine_now(book: PlanBook, origin: Origin, base: Reading, made: Snapshot) -> Mine:
    """What the workbook prints of the paper that a draft was made as. Raises InputRefusedError when it has no such paper."""
    kind, _, rest = origin.paper.partition("-")
    houses = {span.key: span.house for line in made.lines() for span in line.spans}
    if kind == "plan":
        texts = _masked(by_key(plan_paper(book.plan, draft=origin.draft)), houses)
        return Mine(Content(texts | _groups(texts), _orders(texts, lists_of(origin.paper))), texts)
    if kind == "report":
        worded, texts = _report(book, rest, origin.paper)
    elif kind == "letter":
        worded, texts = _letter(book, rest, origin, base)
    else:
        message, cure = f"Không biết loại văn bản “{origin.paper}”", "Cập nhật phần mềm, hoặc dùng tệp do bản này tạo ra"
        raise InputRefusedError(Problem("LV-05", message, cure))
    texts = _masked(texts, houses)
    orders = {
        name: with_rows(_still(base.orders.get(name, ()), rows), rows) for name, rows in _orders(texts, lists_of(origin.paper)).items()
    }
    return Mine(Content(texts, orders), _masked(worded, houses))


def _report(book: PlanBook, period: str, name: str) -> tuple[dict[str, Text], dict[str, Text]]:
    asked = period_of(book.plan, period)
    stops = tuple(gate for gate in report.gates(book.plan, book.results, asked) if gate.severity is Severity.ERROR)
    worded = worded_report(book, asked, stops)
    return by_key(worded), by_key(reworded(worded, name, book.results.rewordings).paper)


def _letter(book: PlanBook, rest: str, origin: Origin, base: Reading) -> tuple[dict[str, Text], dict[str, Text]]:
    """Who was late on that day and until when to answer stands in the letter alone: its own words are those it was made with."""
    period, _, level = rest.rpartition("-")
    sent = next((row.sent for row in book.results.reminders if (row.period, str(row.level)) == (period, level)), origin.made.date())
    letter = by_key(urging_letter(book.plan, period_of(book.plan, period), (), Asking(int(level), sent)))
    worded = dict(base.texts) | {key: text for key, text in letter.items() if key in _LETTERHEAD or key.startswith("recipient/")}
    known = {row.key: row.text for row in book.results.rewordings if row.paper == origin.paper and worded.get(row.key) == row.before}
    return worded, worded | known


def _masked(texts: Mapping[str, Text], houses: Mapping[str, Look]) -> dict[str, Text]:
    """The texts as they would be read from the page: bold words in a bold heading are like all others there."""
    return {key: tidy(_without(text, houses[key]) if key in houses else text) for key, text in texts.items()}


def _without(text: Text, house: Look) -> Text:
    return Text.joined(Run(run.text, run.bold and not house.bold, run.italic and not house.italic) for run in text.runs)


def _groups(texts: Iterable[str]) -> dict[str, Text]:
    """The field that each criterion stands under."""
    found: dict[str, Text] = {}
    group = ""
    for key in texts:
        row = row_key(key)
        if row.startswith("field/"):
            group = row.partition("/")[2]
        elif row.startswith("criterion/"):
            found[f"{row}/field"] = Text.of(group)
    return found


def _orders(texts: Iterable[str], lists: frozenset[str]) -> dict[str, tuple[str, ...]]:
    rows = list(dict.fromkeys(row_key(key) for key in texts))
    named = {name: tuple(row for row in rows if row.startswith(f"{name}/")) for name in sorted(lists)}
    return {name: found for name, found in named.items() if found}


def _still(rows: Iterable[str], there: Iterable[str]) -> tuple[str, ...]:
    known = set(there)
    return tuple(row for row in rows if row in known)
