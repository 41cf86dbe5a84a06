"""What a report still lacks, said on the draft at the place where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from generator.errors import Problem
from generator.richtext import EMPTY, Text

GENERAL: Final = "general"
SUBMISSIONS: Final = "submissions"
LEADS: Final = "leads"
PROGRESS: Final = "progress"

_PLACES: Final = {"BC-05": SUBMISSIONS, "BC-06": PROGRESS, "BC-07": LEADS}
_CODE: Final = re.compile(r"(?<![\w.])\d+(?:\.\d+)+(?!\w)")
"""A criterion's code inside a message."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A line «[CẦN BỔ SUNG: …]»."""

    text: Text


Gaps = Mapping[str, tuple[Gap, ...]]
"""Gaps by the part of the report they stand in; one that has no part of its own stands under GENERAL."""


def at_row(code: str) -> str:
    """The part of a criterion in the annex."""
    return f"row/{code}"


def at_carried(code: str) -> str:
    """The part of a criterion that is carried over."""
    return f"carried/{code}"


def sorted_gaps(problems: Iterable[Problem], parts: AbstractSet[str]) -> Gaps:
    """Each gap once, in the first of its parts that the report has."""
    found: dict[str, tuple[Gap, ...]] = {}
    for problem in problems:
        part = next((part for part in _homes(problem) if part in parts), GENERAL)
        found[part] = (*found.get(part, ()), Gap(Text.of(f"[CẦN BỔ SUNG: {problem.message}]")))
    return found


def _homes(problem: Problem) -> list[str]:
    if problem.code in _PLACES:
        return [_PLACES[problem.code]]
    codes = _CODE.findall(problem.message)[:1]
    carried = [at_carried(code) for code in codes] if problem.code == "BC-04" else []
    return [*carried, *(at_row(code) for code in codes)]


def gap_mark(problems: tuple[Problem, ...]) -> Text:
    """The mark above a draft with gaps."""
    return Text.of(f"DỰ THẢO, CÒN {len(problems)} NỘI DUNG CẦN BỔ SUNG") if problems else EMPTY
