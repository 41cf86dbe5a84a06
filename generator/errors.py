"""What goes wrong, as values: a `Problem` has a place and a cure; a `GeneratorError` carries them to the door."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How far a problem goes: an error stops the work, a warning asks for a look, a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem sits: a cell of a workbook, or a paragraph of a Word file (its first words)."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    paragraph: str = ""

    def __str__(self) -> str:
        """`plan.xlsx › Tiêu chí!E7`, or `mau.docx › «first words»`; parts that are unknown are left out."""
        inside = f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.sheet or self.cell
        if self.paragraph:
            inside = f"{inside} «{self.paragraph}»".strip()
        return " › ".join(part for part in (self.file, inside) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a person should know: a lasting code, one Vietnamese sentence, what to do about it, and the clause it rests on."""

    code: str
    message: str
    cure: str
    place: Place = field(default_factory=Place)
    severity: Severity = Severity.ERROR
    article: str = ""

    def as_dict(self) -> dict[str, str]:
        """The shape printed by `--json`: code, severity, place, message, cure, article."""
        plain = asdict(self)
        return {**plain, "severity": str(self.severity), "place": str(self.place)}


class GeneratorError(Exception):
    """The work stopped; nothing was written. Root of every error that the doors catch."""

    def __init__(self, *problems: Problem) -> None:
        """Carry every problem found, not the first alone."""
        super().__init__("; ".join(f"{problem.place}: {problem.message}" for problem in problems))
        self.problems = problems


class InputRefusedError(GeneratorError):
    """A workbook or a template can't be used as it is."""


class OutputRefusedError(GeneratorError):
    """A file was made but failed its proofs, or could not be put on the disk."""


def any_error(problems: list[Problem] | tuple[Problem, ...]) -> bool:
    """Tell whether one of the problems stops the work."""
    return any(problem.severity is Severity.ERROR for problem in problems)
