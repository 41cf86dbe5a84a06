"""Rules on the whole page: paper, margins, typeface, colour, page numbers (PG)."""

from __future__ import annotations

from typing import Final

from generator.format_checks.finding import CheckedRule

RULES: Final[tuple[CheckedRule, ...]] = ()
