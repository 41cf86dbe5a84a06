"""What the criteria set of a plan says: which lines stand under which, the points of a line, lost points without a line in the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from generator.plan import Plan
from generator.records import SetCriterion

Lines = Mapping[str, SetCriterion]
"""The lines of a set by code, in its order."""


def lines_of(plan: Plan) -> Lines:
    """The set of the plan; empty when it is not known."""
    return {line.code: line for line in plan.criteria_set}


def above(code: str, lines: Lines) -> Iterator[SetCriterion]:
    """The lines of the set over a code, the nearest first; a level that the set leaves out is passed over."""
    while code := code.rpartition(".")[0]:
        if code in lines:
            yield lines[code]


def children(lines: Lines) -> dict[str, list[SetCriterion]]:
    """The lines right under each line, by its code; under the empty code those over which the set has none."""
    found: dict[str, list[SetCriterion]] = {}
    for line in lines.values():
        found.setdefault(next((upper.code for upper in above(line.code, lines)), ""), []).append(line)
    return found


def known_score(line: SetCriterion, under: Mapping[str, list[SetCriterion]]) -> Decimal | None:
    """The published points of a line, or else the sum of what stands under it; None when a part of it is not known."""
    if line.score is not None:
        return line.score
    scores = [known_score(child, under) for child in under.get(line.code, [])]
    known = [score for score in scores if score is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(scores) else None


def without_line(plan: Plan) -> list[tuple[int, SetCriterion, Decimal]]:
    """Lines of the set that lost points and have no line in the plan: neither of their own, nor over them, nor under them.

    Each with its place in the set and its lost points. Only the lowest lines whose points are known count: nothing is counted twice.
    """
    scored = [line.code for line in plan.criteria_set if line.score is not None]
    found = []
    for index, line in enumerate(plan.criteria_set):
        lowest = not any(_under(code, line.code) for code in scored)
        covered = any(row.code == line.code or _under(row.code, line.code) or _under(line.code, row.code) for row in plan.criteria)
        if line.score is not None and line.score < line.maximum and lowest and not covered:
            found.append((index, line, line.maximum - line.score))
    return found


def _under(code: str, upper: str) -> bool:
    return code.startswith(f"{upper}.")
