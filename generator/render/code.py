"""A part of a template as Python source, and the function that it defines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.render.words import Letters

Words = Callable[[Any, Any], str]
Side = Callable[[Any, int], str]
Pieces = Callable[[Any, Words, Side], Iterator[str]]
"""Takes the paper, how a value is printed, how the line below a text is indented; yields the XML in pieces."""


@dataclass(frozen=True, slots=True)
class Source:
    """A part as Python source, and the run properties that its tags had, each once: the program calls them `L0`, `L1`."""

    code: str
    letters: tuple[str, ...]
    settled: bool
    """Whether it was proved sound for whatever a paper holds."""


@dataclass(frozen=True, slots=True)
class Program:
    """A part ready to be printed."""

    pieces: Pieces
    settled: bool
    """As of its source."""


def compiled(source: Source) -> Program:
    """The function that the source defines."""
    names: dict[str, Any] = {"letters": [Letters(inner) for inner in source.letters]}
    # `program` writes it from checked names and quoted text alone, `kept` gives back only what it wrote
    exec(compile(source.code, "<template>", "exec"), names)  # noqa: S102
    return Program(names["pieces"], source.settled)
