"""Names in cells and the ids behind them: a cell may hold a name, a short name or a code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator import vietnamese
from generator.fields import field_number
from generator.periods import NAMES
from generator.workbook.findings import CellFault, quoted


@dataclass(frozen=True, slots=True)
class Named:
    """Something that cells point to: its id and the names it goes by, the one to show first."""

    id: str
    names: tuple[str, ...]


class Names:
    """All that one kind of reference can point to. `known` is False when its sheet could not be read at all."""

    def __init__(self, what: str, sheet: str, entries: Iterable[Named], *, known: bool = True) -> None:
        """Index the names; `what` and `sheet` are the words for a message."""
        self.what, self.sheet, self.known = what, sheet, known
        self.entries = tuple(entries)
        self._ids = {vietnamese.folded(entry.id): entry.id for entry in self.entries}
        self._names: dict[str, dict[str, None]] = {}
        for entry in self.entries:
            for name in filter(None, map(vietnamese.folded, entry.names)):
                self._names.setdefault(name, {})[entry.id] = None

    def find(self, words: str) -> list[str]:
        """Ids that these words can mean; an id itself wins over a name."""
        folded = vietnamese.folded(words)
        return [self._ids[folded]] if folded in self._ids else list(self._names.get(folded, ()))

    def label(self, wanted: str) -> str:
        """The words to show for an id: its first name that leads back to it and nothing else."""
        entry = next((entry for entry in self.entries if entry.id == wanted), None)
        return next((name for name in entry.names if name and self.find(name) == [wanted]), wanted) if entry else wanted

    def listed(self, codes: Iterable[str]) -> str:
        """Several ids as words that `many` reads back; a name with a semicolon inside gives way to its id."""
        labels = ((code, self.label(code)) for code in codes)
        return "; ".join(code if {";", "\n"} & set(label) else label for code, label in labels)

    def one(self, words: str) -> str:
        """The id meant by a cell. Raises CellFault KH-07 when there is none, BANG-24 when there are several.

        When the sheet of names could not be read the fault has no code: that sheet was already complained of.
        """
        if not self.known:
            raise CellFault("")
        found = self.find(words)
        if len(found) == 1:
            return found[0]
        if found:
            raise CellFault("BANG-24", found=words, sheet=self.sheet, choices=", ".join(found))
        raise CellFault("KH-07", found=words, what=self.what, sheet=self.sheet, guess=self.guess(words))

    def one_or_words(self, words: str) -> str:
        """The id meant by a cell, or the words as they are."""
        found = self.find(words)
        return found[0] if len(found) == 1 else words

    def many(self, words: str) -> tuple[str, ...]:
        """Ids of a list; between names stand semicolons, or commas, which some names have inside."""
        if not words or self.find(words):
            return (self.one(words),) if words else ()
        parts = [part.strip() for part in words.replace("\n", ";").split(";")]
        found = (self._split_at_commas(part) for part in parts if part)
        return tuple(dict.fromkeys(code for codes in found for code in codes))

    def _split_at_commas(self, words: str) -> list[str]:
        pieces = words.split(",")
        codes: list[str] = []
        while pieces:
            joined = (self._joined(pieces[:n]) for n in range(len(pieces), 0, -1))
            name = next((words for words in joined if self.find(words)), self._joined(pieces if not codes else pieces[:1]))
            codes.append(self.one(name))
            pieces = pieces[name.count(",") + 1 :]
            while pieces and not pieces[0].strip():
                pieces = pieces[1:]
        return codes

    def _joined(self, pieces: list[str]) -> str:
        """Pieces with their commas as they were typed, when that is a name; else with a space after each comma."""
        typed = ",".join(pieces)
        return typed.strip() if self.find(typed) else ", ".join(piece.strip() for piece in pieces)

    def guess(self, words: str) -> str:
        """«Có phải …» with the nearest name, or nothing."""
        near = vietnamese.nearest(words, [name for entry in self.entries for name in (*entry.names, entry.id) if name])
        return f"Có phải là “{quoted(near)}” không? " if near else ""


def unit_names(rows: Iterable[tuple[str, str, str]], *, known: bool = True) -> Names:
    """Units by id, short name and name."""
    return Names("đơn vị", "Đơn vị", (Named(code, (short, name)) for code, short, name in rows), known=known)


def signer_names(rows: Iterable[tuple[str, str, str]], *, known: bool = True) -> Names:
    """Signers by id, name and position: the position tells two terms of one person apart."""
    return Names("người ký", "Người ký", (Named(code, (name, f"{name} ({position})")) for code, name, position in rows), known=known)


def agency_names(rows: Iterable[tuple[str, str, str]], *, known: bool = True) -> Names:
    """Agencies by code, name and abbreviation; the code is what is shown, for names change."""
    return Names("cơ quan", "Cơ quan", (Named(code, (code, name, short)) for code, name, short in rows), known=known)


def field_names(rows: Iterable[tuple[str, str]], *, known: bool = True) -> Names:
    """Fields by number and name: `4`, `IV`, `Cải cách…` and `IV. Cải cách…` all lead to one."""
    entries = (Named(number, (name, *_roman_names(number, name))) for number, name in rows)
    return Names("lĩnh vực", "Danh mục", entries, known=known)


def period_names(codes: Iterable[str], *, known: bool = True) -> Names:
    """The periods of the plan by code and name: `Q1` and `Quý I` lead to one."""
    shown = {str(code): name for code, name in NAMES.items()}
    return Names("kỳ", "Kỳ báo cáo", (Named(code, (shown.get(code, code),)) for code in codes), known=known)


def criterion_names(rows: Iterable[tuple[str, str]], *, known: bool = True) -> Names:
    """Criteria by id and code: the id is what is shown, for a code may change."""
    return Names("tiêu chí", "Tiêu chí", (Named(row_id, (row_id, code)) for row_id, code in rows), known=known)


def _roman_names(number: str, name: str) -> tuple[str, ...]:
    letters = field_number(number)
    if letters == number:
        return ()
    return (letters, f"{letters}. {name}", f"{number}. {name}", f"Lĩnh vực {letters}", f"Lĩnh vực {number}")
