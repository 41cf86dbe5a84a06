"""The plan with every safe change of the rules made, and what was changed: a fixed point, so that a second run finds nothing to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from generator.content_checks.catalogue import RULES
from generator.content_checks.finding import Change, Path
from generator.content_checks.lists import Lists, RuleFunction
from generator.content_checks.texts import value_at
from generator.plan import Plan

MOST_ROUNDS: Final = 50
"""So often the rules go over the plan; one that is not at rest by then has rules that contradict each other, and stays as it was."""


@dataclass(frozen=True, slots=True)
class Done:
    """A value that a rule changed."""

    code: str
    path: Path
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Fixed:
    """The plan as it should be, and each change on the way there, in order."""

    plan: Plan
    changes: tuple[Done, ...] = ()


def fixed(plan: Plan, lists: Lists, may: Callable[[Path], bool] = lambda _: True) -> Fixed:
    """Make the changes of all findings, rule after rule, until none is left. `may` tells which places can be written at all.

    Law: the plan given back is changed no more by a second call, and differs from the first only at the paths of the changes.
    """
    now, done = plan, list[Done]()
    for _ in range(MOST_ROUNDS):
        before = now
        for rule, function in RULES:
            for change in list(_first_of_each_path(function, now, lists)):
                after = changed_plan(now, change) if may(change.path) else None
                if after is not None and after != now:
                    done.append(Done(rule.code, change.path, value_at(now, change.path), change.after))
                    now = after
        if now == before:
            return Fixed(now, tuple(done))
    return Fixed(plan)


def _first_of_each_path(function: RuleFunction, plan: Plan, lists: Lists) -> Iterator[Change]:
    """Two findings in one text each hold the whole text with their own words mended: the second waits for the next round."""
    seen: set[Path] = set()
    for finding in function(plan, lists):
        for change in finding.changes:
            if change.path not in seen:
                seen.add(change.path)
                yield change


def changed_plan(plan: Plan, change: Change) -> Plan | None:
    """The plan with a change made, or None when it would not hold then."""
    name, *rest = change.path
    part = getattr(plan, str(name))
    try:
        return Plan.model_validate(dict(plan) | {str(name): _with(part, rest, change.after)})
    except ValueError:  # pydantic's error is one
        return None


def _with(part: Any, path: list[str | int], after: Any) -> Any:  # noqa: ANN401 - any part of a plan
    if not path:
        return after
    step, *rest = path
    if isinstance(part, tuple):
        index = int(step)
        return (*part[:index], _with(part[index], rest, after), *part[index + 1 :])
    inner = _with(getattr(part, str(step)), rest, after)
    return type(part).model_validate(dict(part) | {str(step): inner})
