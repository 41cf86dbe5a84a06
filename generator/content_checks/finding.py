"""What a content rule says: a finding at a place of the plan, and the change that cures it where one is safe."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.errors import Severity

Path = tuple[str | int, ...]
"""A place in the plan as `plan.Fault` has it: `("criteria", 3, "lead")`, `("facts", "target_band")`; `("recipients",)` is a whole list."""


@dataclass(frozen=True, slots=True)
class Change:
    """A value to be put at a place of the plan; only what needs no judgement is ever offered."""

    path: Path
    after: Any


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found. `weight` is the lost points at stake: of equals, the heavier comes first.

    `severity` is set when the finding goes less or more far than its rule.
    """

    code: str
    path: Path
    message: str
    cure: str
    changes: tuple[Change, ...] = ()
    weight: Decimal = Decimal(0)
    severity: Severity | None = None
