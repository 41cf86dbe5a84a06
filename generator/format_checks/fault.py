"""A fault as a rule sees it, and how the faults on one paragraph become one finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from generator.anatomy import Part, Piece, Where
from generator.errors import Severity
from generator.format_checks.finding import CheckedRule, Finding, Sheet
from generator.formatting import Address, Table, paragraphs
from generator.rules import Rule

_LIGHTER: Final = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.NOTE, Severity.NOTE: Severity.NOTE}
LOOK_AGAIN: Final = "nên xem lại"


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands there and what is wanted, on a piece, or on a part that the paper lacks; unsure when only a person can tell."""

    on: Piece | Part
    found: str
    wanted: str
    unsure: bool = False


def checked(rule: Rule, judge: Callable[[Sheet], Iterator[Fault]]) -> CheckedRule:
    """The rule with its function: at most one finding on a paragraph, one step lighter when all its faults are unsure."""

    def findings(sheet: Sheet) -> Iterator[Finding]:
        places: dict[Address | Part, list[Fault]] = {}
        for fault in judge(sheet):
            place = fault.on.paragraph.address if isinstance(fault.on, Piece) else fault.on
            places.setdefault(place, []).append(fault)
        return (_finding(rule, faults) for faults in places.values())

    return rule, findings


def _finding(rule: Rule, faults: list[Fault]) -> Finding:
    first = faults[0].on
    part, paragraph = (first.part, first.paragraph) if isinstance(first, Piece) else (first, None)
    unsure = all(fault.unsure for fault in faults)
    wanted = _joined(fault.wanted for fault in faults)
    return Finding(
        rule.code,
        str(part),
        paragraph,
        _joined(fault.found for fault in faults),
        f"{wanted} ({LOOK_AGAIN})" if unsure else wanted,
        _LIGHTER[rule.severity] if unsure else None,
    )


def _joined(phrases: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(phrases))


def all_of(*judges: Callable[[Sheet], Iterator[Fault]]) -> Callable[[Sheet], Iterator[Fault]]:
    """Several looks for one rule."""
    return lambda sheet: chain.from_iterable(judge(sheet) for judge in judges)


def own(sheet: Sheet, *parts: Part) -> tuple[Piece, ...]:
    """The pieces of these parts in the paper, its annexes and the texts issued with it; samples and quotations are never judged."""
    return tuple(piece for piece in sheet.anatomy.of(*parts, where=None) if piece.where is not Where.QUOTED)


def binding(sheet: Sheet, *parts: Part) -> tuple[Piece, ...]:
    """The pieces of these parts in the paper and the texts issued with it: an annex's own text has no rule in the decree."""
    return tuple(piece for piece in own(sheet, *parts) if piece.where is not Where.ANNEX)


def foot(sheet: Sheet, *parts: Part) -> tuple[Piece, ...]:
    """The pieces of these parts of a foot: whoever signs and receives stands in no table with lines, only lists about them do."""
    framed = {
        paragraph.address
        for block in sheet.document.blocks
        if isinstance(block, Table) and block.framed
        for paragraph in paragraphs((block,))
    }
    return tuple(piece for piece in binding(sheet, *parts) if piece.paragraph.address not in framed)


def followed(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece | None]]:
    """Each piece with the next one; the last with nothing."""
    for index, piece in enumerate(pieces):
        yield piece, pieces[index + 1] if index + 1 < len(pieces) else None
