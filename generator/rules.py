"""What a check asks for: a code that never changes meaning, how heavy it weighs, what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.errors import Severity


class Force(StrEnum):
    """Where a rule of the format comes from: the decree's prose, its summary table alone, its forms alone, or mere practice."""

    PROSE = "R"
    TABLE = "T"
    FORM = "F"
    PRACTICE = "P"

    @property
    def severity(self) -> Severity:
        """Prose and table bind, a form asks for a look, practice only tells."""
        return _SEVERITY[self]


_SEVERITY = {
    Force.PROSE: Severity.ERROR,
    Force.TABLE: Severity.ERROR,
    Force.FORM: Severity.WARNING,
    Force.PRACTICE: Severity.NOTE,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a catalogue; `article` is the clause it rests on, such as `PL I.I.3`, or nothing for a house rule.

    `cure` is what a clerk can do; a rule whose cure depends on what was found leaves it to its findings.
    """

    code: str
    title: str
    severity: Severity
    article: str = ""
    cure: str = ""
