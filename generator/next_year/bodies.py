"""Agencies, units and signers on a day: who is there, who follows a body that ended, which names are no longer right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator import vietnamese
from generator.workbook import BookRow

AGENCY_NAMES: Final = ("name", "parent", "province", "place", "abbreviation")
UNIT_NAMES: Final = ("name", "short_name")
SIGNER_NAMES: Final = ("name",)


@dataclass(frozen=True, slots=True)
class Registry:
    """The dated rows of one sheet, seen on one day; `names` are the columns by which a cell may mean a row, besides id and code.

    `strict` tells that the day is that of the paper: who comes later is not there yet. Otherwise it is only the earliest day possible.
    """

    rows: Sequence[BookRow]
    names: tuple[str, ...]
    day: date
    strict: bool = False

    def holds(self, row: BookRow) -> bool:
        """Whether a row is valid on the day; one without days always is."""
        return (_day(row, "valid_from") or self.day) <= self.day and not self.ended(row)

    def ended(self, row: BookRow) -> bool:
        """Whether a row's validity ended before the day."""
        return (_day(row, "valid_to") or self.day) < self.day

    def meant(self, words: object) -> list[BookRow]:
        """Rows that the words of a cell mean: by id or code, else by name; several when an agency has a row for each of its names."""
        wanted = vietnamese.folded(str(words or ""))
        if not wanted:
            return []
        by_code = [row for row in self.rows if wanted in {folded_cell(row, "id"), folded_cell(row, "code")}]
        return by_code or [row for row in self.rows if wanted in self._called(row)]

    def _called(self, row: BookRow) -> set[str]:
        position = f"{row.get('name')} ({row.get('position')})" if row.get("position") else ""
        return {*(folded_cell(row, key) for key in self.names), vietnamese.folded(position)} - {""}

    def present(self, words: object) -> str | None:
        """The words themselves while what they mean is there, else the name of the one that follows; None when nobody does.

        Words that mean no row are nobody's end: they stay.
        """
        seen: set[str] = set()
        name = str(words or "")
        while rows := self.meant(name):
            if any(self.holds(row) if self.strict else not self.ended(row) for row in rows):
                return name
            seen.add(vietnamese.folded(name))
            name = next((heir for row in reversed(rows) if (heir := str(row.get("successor") or ""))), "")
            if not name or vietnamese.folded(name) in seen:
                return None
        return name if not seen else None


def _day(row: BookRow, key: str) -> date | None:
    value = row.get(key)
    return value if isinstance(value, date) else vietnamese.parse_date(str(value)) if value else None


def folded_cell(row: BookRow, key: str) -> str:
    """The words of a cell for comparing."""
    return vietnamese.folded(str(row.get(key) or ""))


@dataclass(frozen=True, slots=True)
class OldNames:
    """Names that texts should no longer say: each with what follows it, and the names of those that are there."""

    gone: dict[str, str]
    here: frozenset[str]

    def found(self, words: str) -> Iterator[tuple[str, str]]:
        """Each old name that a text says, as it stands there, with what follows it; a longer name that is right hides it."""
        kept = [match.span() for name in self.here for match in _pattern(name).finditer(words)]
        taken: list[tuple[int, int]] = []
        for name in sorted(self.gone, key=lambda name: (-len(name), name)):
            for match in _pattern(name).finditer(words):
                if not any(start <= match.start() and match.end() <= end for start, end in (*kept, *taken)):
                    taken.append(match.span())
                    yield match[0], self.gone[name]


def old_names(registries: Sequence[Registry]) -> OldNames:
    """Names of bodies that ended, or that name a successor, less every name that a body still has."""
    gone: dict[str, str] = {}
    here: set[str] = set()
    for registry in registries:
        for row in registry.rows:
            names = {folded_cell(row, key) for key in registry.names} - {""}
            if registry.ended(row) or (row.get("successor") and registry.meant(row["successor"])):
                gone |= dict.fromkeys(sorted(names), str(row.get("successor") or ""))
            elif registry.holds(row):
                here |= names
    return OldNames({name: heir for name, heir in gone.items() if name not in here}, frozenset(here))


def _pattern(name: str) -> re.Pattern[str]:
    inner = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)
