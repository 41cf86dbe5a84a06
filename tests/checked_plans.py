"""What the tests of rules L and U share: the plan set right by hand with one thing changed, an office's table of bands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from generator.content_checks.catalogue import RULES
from generator.content_checks.finding import Change, Finding
from generator.content_checks.lists import Lists, Pair
from generator.plan import Plan
from generator.richtext import Text
from tests.content_rules import SHIPPED, put
from tests.corrected_plan import corrected_plan

BANDS: Final = (Pair("Xuất sắc", "90", safe=True), Pair("Tốt", "80", safe=True), Pair("Khá", "70", safe=True))
LISTS: Final[Lists] = replace(SHIPPED, bands=BANDS)
GOOD: Final[Plan] = corrected_plan().model_copy(update={"waivers": ()})
FUNCTIONS: Final = {rule.code: function for rule, function in RULES}


def found(code: str, plan: Plan, lists: Lists = LISTS) -> list[Finding]:
    """What one rule finds."""
    return list(FUNCTIONS[code](plan, lists))


def cured(plan: Plan, code: str) -> Plan:
    """The plan after the changes of one rule."""
    return put(plan, *(change for one in found(code, plan) for change in one.changes))


def facts(plan: Plan = GOOD, **changes: Any) -> Plan:  # noqa: ANN401 - any fact
    """The plan with other facts; words become text where text stands."""
    return put(plan, *(Change(("facts", key), value) for key, value in changes.items()))


def row(code: str, plan: Plan = GOOD, **changes: Any) -> Plan:  # noqa: ANN401 - any field of a criterion
    """The plan with one criterion changed; words become text where text stands."""
    index = next(index for index, criterion in enumerate(plan.criteria) if criterion.code == code)
    rich = {"name", "remedy", "evidence", "cause"}
    values = {key: Text.of(value) if key in rich else value for key, value in changes.items()}
    return put(plan, *(Change(("criteria", index, key), value) for key, value in values.items()))


def line(first: str, words: str, plan: Plan = GOOD) -> Plan:
    """The plan with the paragraph that begins so said in other words."""
    index = next(index for index, body in enumerate(plan.body) if body.text.plain.startswith(first))
    return put(plan, Change(("body", index, "text"), Text.of(words)))


def item(sheet: str, index: int, plan: Plan = GOOD, **changes: Any) -> Plan:  # noqa: ANN401 - any field of a row
    """The plan with one row of a list changed."""
    return put(plan, *(Change((sheet, index, key), value) for key, value in changes.items()))


ALL_COVERED: Final = facts(score=Decimal("93.7"), band="Xuất sắc", target_band="Xuất sắc")
"""Every lost point of the index has its line."""
REPORT_FIRST: Final = item("bases", 1, issued=date(2024, 12, 30))
"""The report comes before the decision that rests on it."""
