"""The records as they become, one change after the other, and the changes that no record can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.errors import InputRefusedError, Problem
from generator.plan import Plan
from generator.results import Results
from generator.richtext import Text

PLAN_LISTS: Mapping[str, str] = {
    "basis": "bases",
    "body": "body",
    "recipient": "recipients",
    "criterion": "criteria",
    "field": "fields",
}
"""First word of a key → the plan's list that the row stands in."""
RESULT_LISTS: Mapping[str, str] = {"narrative": "narrative", "result": "results", "note": "notes", "evidence": "evidence"}
"""The same for what was reported."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A change that was not taken: its key, the words, and why."""

    key: str
    words: str
    why: str


class NoHomeError(Exception):
    """No record holds this field; the message says why in Vietnamese."""


@dataclass(slots=True)
class Ledger:
    """Plan and results under change. `paper` is `plan`, `report-Q1` or `letter-Q1-1`.

    `mine` is what it prints now, `worded` what it would print without any rewording.
    """

    plan: Plan
    results: Results
    paper: str
    mine: Mapping[str, Text]
    worded: Mapping[str, Text]
    rewordable: bool = True
    refused: list[Refusal] = field(default_factory=list)

    @property
    def period(self) -> str:
        """The period of a report or letter; nothing for a plan."""
        return self.paper.split("-")[1] if "-" in self.paper else ""

    def attempt(self, key: str, words: str, change: Callable[[], None]) -> None:
        """Make a change; when a record refuses it, everything is as before and the refusal is noted."""
        before = self.plan, self.results
        try:
            change()
        except InputRefusedError as error:
            self._refuse(before, Refusal(key, words, _why(error.problems[0])))
        except NoHomeError as error:
            self._refuse(before, Refusal(key, words, str(error)))
        except ValueError as error:  # pydantic's own: a rule of the plan that no longer holds
            self._refuse(before, Refusal(key, words, _first_fault(error)))

    def _refuse(self, before: tuple[Plan, Results], refusal: Refusal) -> None:
        self.plan, self.results = before
        self.refused.append(refusal)

    def set_facts(self, **changes: Any) -> None:  # noqa: ANN401 - any fact
        """Change what there is once."""
        self.set_plan(facts=type(self.plan.facts)(**dict(self.plan.facts) | changes))

    def set_plan(self, **changes: Any) -> None:  # noqa: ANN401 - any list
        """Change whole lists. Raises ValueError when a rule of the plan no longer holds."""
        self.plan = type(self.plan)(**dict(self.plan) | changes)

    def rows(self, name: str) -> tuple[Any, ...]:
        """The rows of a list by the first word of its keys."""
        found: tuple[Any, ...] = getattr(self.plan, PLAN_LISTS[name]) if name in PLAN_LISTS else getattr(self.results, RESULT_LISTS[name])
        return found

    def row(self, name: str, row: str) -> Any:  # noqa: ANN401 - a record of that list
        """One row. Raises NoHomeError when it is not there."""
        found = next((record for record in self.rows(name) if record.id == row), None)
        if found is None:
            raise NoHomeError("Dòng này không còn trong sổ")
        return found

    def set_rows(self, name: str, rows: tuple[Any, ...]) -> None:
        """Put other rows into a list."""
        if name in PLAN_LISTS:
            self.set_plan(**{PLAN_LISTS[name]: rows})
        else:
            self.results = type(self.results)(**dict(self.results) | {RESULT_LISTS[name]: rows})

    def set_row(self, name: str, row: str, /, **changes: Any) -> None:  # noqa: ANN401 - any field of the record
        """Change one row."""
        old = self.row(name, row)
        new = type(old)(**dict(old) | changes)
        self.set_rows(name, tuple(new if record is old else record for record in self.rows(name)))


def _why(problem: Problem) -> str:
    return f"{problem.message} ({problem.place.sheet})" if problem.place.sheet else problem.message


def _first_fault(error: ValueError) -> str:
    """The first sentence of our own rules inside pydantic's error."""
    details: list[Any] = getattr(error, "errors", lambda **_: [])(include_url=False)
    faults = [fault for detail in details for fault in detail.get("ctx", {}).get("faults", ())]
    return str(faults[0].message) if faults else "Giá trị không dùng được trong sổ"
