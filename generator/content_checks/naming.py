"""How units of the registry are named in a text, and the groups that a unit belongs to."""

from __future__ import annotations

import re

from generator.content_checks.texts import pattern_of
from generator.plan import Plan
from generator.records import Unit, UnitKind
from generator.vietnamese import folded


def names_of(unit: Unit) -> tuple[str, ...]:
    """The official name and the short one."""
    return tuple(filter(None, (unit.name, unit.short_name)))


def names_unit(words: str, unit: Unit, plan: Plan) -> bool:
    """Whether words name the unit; commas do not count, and a name inside a longer name of another unit is not its own."""
    plain = _bare(words)
    for other in plan.units:
        for name in names_of(other):
            if other.id != unit.id and any(_bare(own) != _bare(name) and _bare(own) in _bare(name) for own in names_of(unit)):
                plain = pattern_of(_bare(name)).sub(" ", plain)
    return any(pattern_of(_bare(name)).search(plain) for name in names_of(unit))


def _bare(words: str) -> str:
    return re.sub(r"\s+", " ", folded(words).replace(",", " ")).strip()


def groups_of(unit: Unit, plan: Plan) -> tuple[str, ...]:
    """Groups that hold a unit: its own, and those whose name says its group's name and more."""
    own = next(
        (other for other in plan.units if other.kind is UnitKind.GROUP and unit.group in {other.id, other.name} and unit.group), None
    )
    if own is None:
        return ()
    wider = (other.id for other in plan.units if other.kind is UnitKind.GROUP and _bare(own.name) in _bare(other.name))
    return tuple(dict.fromkeys((own.id, *wider)))
