"""All rules over one plan, the findings in the order in which a clerk should look at them."""

from __future__ import annotations

from typing import Final

from generator.content_checks.catalogue import RULES
from generator.content_checks.finding import Finding
from generator.content_checks.lists import Lists
from generator.errors import Severity
from generator.plan import LISTS, Plan
from generator.rules import Rule

_WORST_FIRST: Final = tuple(Severity)
_PARTS: Final = ("facts", *LISTS)


def check(plan: Plan, lists: Lists) -> tuple[Finding, ...]:
    """What the rules find: errors first, then by lost points at stake, then as it stands in the plan."""
    found = [(rule, finding) for rule, function in RULES for finding in function(plan, lists)]
    found.sort(key=lambda pair: (_WORST_FIRST.index(severity(*pair)), -pair[1].weight, *_order(pair[1])))
    return tuple(finding for _, finding in found)


def severity(rule: Rule, finding: Finding) -> Severity:
    """How far a finding goes: as far as its rule, unless the finding says otherwise."""
    return finding.severity or rule.severity


def _order(finding: Finding) -> tuple[int, int, str]:
    name, index = finding.path[0], finding.path[1] if len(finding.path) > 1 else 0
    return _PARTS.index(str(name)), index if isinstance(index, int) else 0, finding.code
