"""What an action gives back to the door that asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.errors import Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """Files that now hold the result, and what a person should know about them; `summary` is one line on the result."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()
    summary: str = ""
