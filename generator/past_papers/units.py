"""The units that a paper names as rows of their sheet: kind and code told by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from generator.past_papers.wording import one_line
from generator.records import UnitKind
from generator.workbook import BookRow, bare

_KINDS: Final = (
    (re.compile(r"(?:cac|tat ca|toan the|moi)\b.*|.*\bdon vi truc thuoc"), UnitKind.GROUP),
    (re.compile(r"van phong\b.*"), UnitKind.OFFICE),
    (re.compile(r"(?:phong|thanh tra|ban|bo phan|to)\b.*"), UnitKind.ROOM),
    (re.compile(r"chi cuc\b.*"), UnitKind.BRANCH),
)
_SMALL: Final = frozenset({"và", "các", "của", "thuộc", "sở", "phòng", "mới"})
_WORD: Final = re.compile(r"\w+")


def kind_of(name: str) -> UnitKind:
    """What a unit is, by the first words of its name."""
    said = bare(name)
    return next((kind for pattern, kind in _KINDS if pattern.fullmatch(said)), UnitKind.SERVICE)


def names_unit(words: str) -> bool:
    """Whether words begin as names of units do."""
    return kind_of(words) is not UnitKind.SERVICE or bare(words).startswith("trung tam")


def unit_rows(names: Iterable[str], texts: list[str]) -> list[BookRow]:
    """A row for each unit, in the order in which the paper names them. A group never reports."""
    rows: list[BookRow] = []
    taken: set[str] = set()
    for name in dict.fromkeys(one_line(name) for name in names if name.strip()):
        kind = kind_of(name)
        longer = _longer_name(name, texts) if kind is UnitKind.OFFICE else ""
        rows.append({
            "code": _free(_code(name, kind), taken),
            "name": longer or name,
            "short_name": name if longer else "",
            "kind": kind,
            "reports": "Không" if kind is UnitKind.GROUP else "Có",
        })  # fmt: skip
    return rows


def _longer_name(name: str, texts: list[str]) -> str:
    """«Văn phòng Sở» where the tables only say «Văn phòng»."""
    longer = f"{name} Sở"
    return longer if any(longer in text for text in texts) else ""


def _code(name: str, kind: UnitKind) -> str:
    """Initials of the words that tell a unit from others: `QLKH` of «Phòng Quản lý khoa học»."""
    if kind is UnitKind.OFFICE:
        return "VP"
    words = [word for word in _WORD.findall(name) if word.casefold() not in _SMALL] or _WORD.findall(name)
    return "".join(bare(word)[:1] for word in words).upper()[:12] or "DV"


def _free(code: str, taken: set[str]) -> str:
    wanted, number = code, 1
    while wanted in taken:
        number += 1
        wanted = f"{code}{number}"
    taken.add(wanted)
    return wanted


def unit_names(words: str, known: Iterable[str] = ()) -> list[str]:
    """The units that a cell names: one a line, or `;` between them. A comma parts them only where every part is a known unit."""
    parts = [part.strip(" .,-–") for part in re.split(r"[;\n]", words)]
    found: list[str] = []
    names = {bare(name) for name in known}
    for part in filter(None, parts):
        split = [piece.strip() for piece in re.split(r",|\bvà\b", part)]
        if len(split) > 1 and bare(part) not in names and all(bare(piece) in names for piece in split):
            found += split
        else:
            found.append(part)
    return list(dict.fromkeys(found))
