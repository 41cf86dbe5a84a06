"""Rules on the head of a paper: national name to summary (QH, TN, CQ, SO, DD, TL)."""

from __future__ import annotations

from typing import Final

from generator.format_checks.finding import CheckedRule

RULES: Final[tuple[CheckedRule, ...]] = ()
