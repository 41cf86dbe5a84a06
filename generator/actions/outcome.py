"""What an action gives back to the door that asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """Files that now hold the result, and what a person should know about them; `summary` is one line on the result."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()
    summary: str = ""


Step = Callable[[str], None]
"""Told the name of what an action looks at or makes next; may raise CancelledError, and nothing is written then."""


def unseen(_name: str) -> None:
    """The step that tells nobody."""
