"""Words with bold and italic: the one shape in which text travels from a cell to a page and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one format. A newline inside is a line break within the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Runs in reading order, in one canonical form: none is empty, no two neighbours have the same format."""

    runs: tuple[Run, ...] = ()

    @classmethod
    def of(cls, words: str) -> Text:
        """Plain words, no format."""
        return cls((Run(words),)) if words else EMPTY

    @classmethod
    def joined(cls, runs: Iterable[Run]) -> Text:
        """Bring any runs into the canonical form."""
        kept = groupby((run for run in runs if run.text), key=lambda run: (run.bold, run.italic))
        return cls(tuple(Run("".join(run.text for run in group), *style) for style, group in kept))

    @property
    def plain(self) -> str:
        """The words alone."""
        return self.runs[0].text if len(self.runs) == 1 else "".join(run.text for run in self.runs)

    @property
    def formatted(self) -> bool:
        """Whether any part is bold or italic."""
        return any(run.bold or run.italic for run in self.runs)

    def map(self, change: Callable[[str], str]) -> Text:
        """The same format with each run's words changed."""
        return Text.joined(Run(change(run.text), run.bold, run.italic) for run in self.runs)

    def strip(self, *suffixes: str) -> Text:
        """Without white space at either end, and without the given endings of the last run."""
        if not self.runs:
            return self
        runs = list(self.runs)
        runs[0] = Run(runs[0].text.lstrip(), runs[0].bold, runs[0].italic)
        last = runs[-1].text.rstrip()
        for suffix in suffixes:
            last = last.removesuffix(suffix).rstrip()
        runs[-1] = Run(last, runs[-1].bold, runs[-1].italic)
        return Text.joined(runs)

    def __add__(self, other: Text) -> Text:
        """One text after the other."""
        return Text.joined(self.runs + other.runs)

    def __bool__(self) -> bool:
        """Whether there is anything to print."""
        return bool(self.runs)

    def __str__(self) -> str:
        """The words alone."""
        return self.plain


EMPTY = Text()
