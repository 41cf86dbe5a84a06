"""All format rules in one catalogue, the check of a paper against them, and a clause as people write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from generator.anatomy import Regime
from generator.format_checks import (
    annexes,
    bases,
    body,
    capitals,
    copies,
    head,
    marks,
    number_date,
    page,
    page_numbers,
    pages,
    recipients,
    signature,
    structure,
    title,
)
from generator.format_checks.capital_forms import Forms
from generator.format_checks.finding import CheckedRule, Finding, Sheet
from generator.formatting import Address
from generator.rules import Rule


class RuleModule(Protocol):
    """A module of this room that holds rules."""

    @property
    def RULES(self) -> tuple[CheckedRule, ...]:  # noqa: N802 - a constant of the module
        """What the module judges."""


MODULES: Final[tuple[RuleModule, ...]] = (
    page,
    page_numbers,
    head,
    number_date,
    title,
    bases,
    body,
    structure,
    signature,
    recipients,
    annexes,
    marks,
    copies,
    capitals,
    pages,
)
"""Every module with rules: a new one needs one line here."""

CHECKED: Final[tuple[CheckedRule, ...]] = tuple(checked for module in MODULES for checked in module.RULES)
CATALOGUE: Final[Mapping[str, Rule]] = {rule.code: rule for rule, _ in CHECKED}
"""Every rule by its lasting code."""

_COPY_RULES: Final = "BS-"
_MAIN_PART: Final = "word/document.xml"


def check(sheet: Sheet, forms: Mapping[str, Forms] | None = None) -> tuple[Finding, ...]:
    """Every breach in the order of the document: page setups first, then paragraph after paragraph, then headers.

    `forms` are the names that are known, an office's own among them; None for those that ship. Another regime than the decree's own has
    no finding; of a copy only the rules on copies are judged.
    """
    known = CHECKED if forms is None else _with(forms)
    found = [finding for rule, judge in known if _binds(rule, sheet.anatomy.regime) for finding in judge(sheet)]
    if sheet.anatomy.regime is Regime.ADMINISTRATIVE:
        found += pages.measured_lines(sheet)
    return tuple(sorted(found, key=_place))


def _with(forms: Mapping[str, Forms]) -> tuple[CheckedRule, ...]:
    """Every rule, those on capitals with other lists of names."""
    return (*(checked for checked in CHECKED if checked not in capitals.RULES), *capitals.rules(lambda: forms))


def _binds(rule: Rule, regime: Regime) -> bool:
    return regime is (Regime.COPY if rule.code.startswith(_COPY_RULES) else Regime.ADMINISTRATIVE)


def _place(finding: Finding) -> tuple[int, str, int, str]:
    address = Address("", 0) if finding.paragraph is None else finding.paragraph.address
    rank = 0 if finding.paragraph is None else 1 if address.part == _MAIN_PART else 2
    return rank, address.part, address.number, finding.code
