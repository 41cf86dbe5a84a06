"""What the tests of the content rules share: the shipped lists, plans with one text changed, a rule's changes put in place."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Any, Final

from generator.content_checks import references, wording
from generator.content_checks.finding import Change, Finding, Path
from generator.content_checks.list_files import lists_for
from generator.content_checks.lists import Lists, RuleFunction
from generator.plan import Plan
from generator.records import BodyKind, BodyRow, Record, Section
from generator.richtext import Text
from tests.well_written_plan import well_written_plan

SHIPPED: Final[Lists] = lists_for(FilePath("không có thư mục này") / "ke-hoach.xlsx")[0]
FUNCTIONS: Final[dict[str, RuleFunction]] = {rule.code: function for rule, function in (*references.RULES, *wording.RULES)}
GOOD: Final = well_written_plan()
REMEDY: Final[Path] = ("criteria", 0, "remedy")


def findings(code: str, plan: Plan, lists: Lists = SHIPPED) -> list[Finding]:
    """What one rule finds."""
    return list(FUNCTIONS[code](plan, lists))


def all_findings(plan: Plan, lists: Lists = SHIPPED) -> list[Finding]:
    """What all rules find."""
    return [one for code in FUNCTIONS for one in findings(code, plan, lists)]


def put(plan: Plan, *changes: Change) -> Plan:
    """The plan with values put at their places."""
    for change in changes:
        plan = Plan.model_validate(dict(_put(plan, change.path, change.after)))
    return plan


def _put(node: Any, path: Path, after: Any) -> Any:  # noqa: ANN401 - any part of a plan
    if not path:
        return after
    step, rest = path[0], path[1:]
    if isinstance(node, Record):
        return node.model_copy(update={str(step): _put(getattr(node, str(step)), rest, after)})
    return tuple(_put(item, rest, after) if index == step else item for index, item in enumerate(node))


def cured(plan: Plan, code: str) -> Plan:
    """The plan after the changes of one rule."""
    return put(plan, *(change for one in findings(code, plan) for change in one.changes))


def with_value(path: Path, value: Any, plan: Plan = GOOD) -> Plan:  # noqa: ANN401 - any part of a plan
    """The well-written plan with another value at a place; words become text where text stands."""
    return put(plan, Change(path, value))


def with_remedy(words: str) -> Plan:
    """The well-written plan with another remedy."""
    return with_value(REMEDY, Text.of(words))


def with_lines(*lines: str, kind: BodyKind = BodyKind.PARAGRAPH) -> Plan:
    """The well-written plan with paragraphs added before its end."""
    rows = tuple(BodyRow(id=f"them{n}", section=Section.REQUIREMENTS, kind=kind, text=Text.of(words)) for n, words in enumerate(lines))
    return with_value(("body",), (*GOOD.body[:-1], *rows, GOOD.body[-1]))


def words_of(found: Iterable[Finding]) -> str:
    """All messages."""
    return "\n".join(one.message for one in found)
