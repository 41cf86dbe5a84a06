"""Every rule on the content of a plan, in the order of their codes.

Some parts of a rule can't fail in a plan that was read, for reading or the plan itself refuses them first: the heading of a used field
(L02: KH-07, BANG-10), the closed list of times (L08: BANG-15, BANG-17), 0 ≤ score ≤ maximum (L12: KH-05, KH-06), a lead unit that is
in the registry (U01: KH-07), the agency's name on the day of the paper (U10: KH-08, KH-09).
"""

from __future__ import annotations

from typing import Final

from generator.content_checks import criteria_set, logic, references, units, wording
from generator.content_checks.lists import RuleFunction
from generator.rules import Rule

RULES: Final[tuple[tuple[Rule, RuleFunction], ...]] = (
    *logic.RULES,
    *units.RULES,
    *references.RULES,
    *wording.RULES,
    *criteria_set.RULES,
)
"""Each rule with its function."""

_BY_CODE: Final = {one.code: one for one, _ in RULES}


def rule(code: str) -> Rule:
    """The rule with this code."""
    return _BY_CODE[code]


def is_rule(code: str) -> bool:
    """Whether there is a rule with this code."""
    return code in _BY_CODE
