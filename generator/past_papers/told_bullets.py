"""Bullets that tell the words of units, `- 1.1.2, 3.6. … (Văn phòng; Phòng Quản lý khoa học).`, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator import vietnamese
from generator.fields import FINAL_MARKS
from generator.past_papers.units import names_unit
from generator.past_papers.wording import cut, one_line
from generator.records import CRITERION_CODE
from generator.results import Progress
from generator.richtext import EMPTY, Text
from generator.standing import UNREPORTED
from generator.workbook import bare

_BULLET: Final = re.compile(
    rf"(?:[-–—•+*]\s*)?(?:Tiêu chí\s+)?(?P<codes>{CRITERION_CODE}(?:\s*[,;]\s*{CRITERION_CODE})*)\s*[.:]\s*(?=\S)", re.IGNORECASE
)
_CODE: Final = re.compile(CRITERION_CODE)
_STATES: Final = "|".join((*Progress, UNREPORTED))
_STATE: Final = re.compile(rf"(?P<state>{_STATES})(?P<colon>\s*[:;])?\s*", re.IGNORECASE)
_OPEN: Final = re.compile(
    rf"(?P<name>.+)\s\((?P<unit>[^:]+)\): (?P<state>{_STATES})(?:; thời hạn: (?P<time>[^;]+?))?(?P<overdue>; quá hạn)?"
    r"(?:; thời hạn mới: (?P<new>[\d/.-]+?))?\.?",
    re.DOTALL,
)
_CARRIED: Final = re.compile(rf"(?P<name>.+): (?P<state>{_STATES})\.?", re.DOTALL)
_NOW: Final = re.compile(r"\s*\(\s*nay là:?\s+(?P<heir>[^()]+)\)\s*")


@dataclass(frozen=True, slots=True)
class Bullet:
    """A bullet with the codes in front, its words without final mark, and the units in the brackets at its end."""

    codes: tuple[str, ...]
    words: Text
    units: tuple[str, ...]


def bullet(text: Text, known: Iterable[str]) -> Bullet | None:
    """The bullet that a line is, or None; `known` are names of units."""
    match = _BULLET.match(text.plain)
    if match is None:
        return None
    words, units = _without_units(cut(text, match.end(), len(text.plain)).strip(*FINAL_MARKS), known)
    return Bullet(tuple(_CODE.findall(match["codes"])), words.strip(*FINAL_MARKS), units)


def _without_units(words: Text, known: Iterable[str]) -> tuple[Text, tuple[str, ...]]:
    plain = words.plain
    if not plain.endswith(")"):
        return words, ()
    names = {bare(name) for name in known}
    for at in reversed([match.start() for match in re.finditer(r"(?:^|\s)\(", plain)]):
        units = tuple(one_line(unit) for unit in plain[plain.index("(", at) + 1 : -1].split(";"))
        if all(bare(unit) in names for unit in units) or all(names_unit(unit) for unit in units):
            return cut(words, 0, at).strip(), units
    return words, ()


def progress_of(words: str) -> Progress | None:
    """How far a criterion is by the words of its cell; None when they are none of the known ones."""
    said = bare(one_line(words)).strip(" .")
    return next((progress for pattern, progress in _PROGRESS if pattern.fullmatch(said)), None)


_PROGRESS: Final = (
    (re.compile(r"(?:da )?(?:hoan thanh|khac phuc xong|xong)|da khac phuc"), Progress.DONE),
    (re.compile(r"(?:dang|tiep tuc) (?:thuc hien|khac phuc|trien khai)"), Progress.ONGOING),
    (re.compile(r"chua (?:thuc hien|khac phuc|trien khai)"), Progress.NOT_STARTED),
    (re.compile(r"khong (?:con )?ap dung"), Progress.NOT_APPLICABLE),
)


def is_unreported(words: str) -> bool:
    """«Chưa có báo cáo», which is no progress of any kind."""
    return bare(words).strip(" .") in {"chua co bao cao", "chua bao cao"}


def state_in_front(words: Text) -> tuple[str, Text] | None:
    """The state that a remark begins with, and the words behind it."""
    match = _STATE.match(words.plain)
    if match is None or (match.end() < len(words.plain) and not match["colon"]):
        return None
    return match["state"], cut(words, match.end(), len(words.plain)).strip() if match["colon"] else EMPTY


@dataclass(frozen=True, slots=True)
class Open:
    """What a line of the criteria over their deadline tells: state, time of the plan and new deadline as far as they are said."""

    name: str
    unit: str
    state: str
    time: str
    new_deadline: date | None


def open_line(words: str) -> Open | None:
    """`… (Văn phòng): Đang thực hiện; thời hạn: Quý I năm 2025; quá hạn; thời hạn mới: 30/6/2025`, or the head of a carried criterion."""
    if match := _OPEN.fullmatch(words):
        new = vietnamese.parse_date(match["new"]) if match["new"] else None
        unit, _ = without_heir(match["unit"])
        return None if match["new"] and new is None else Open(match["name"], unit, match["state"], match["time"] or "", new)
    match = _CARRIED.fullmatch(words)
    return Open(match["name"], "", match["state"], "", None) if match else None


def without_heir(words: str) -> tuple[str, str]:
    """A unit's name without «(nay là …)», and the name that stands there."""
    match = _NOW.search(words)
    return (f"{words[: match.start()]} {words[match.end() :]}".strip(), one_line(match["heir"])) if match else (words, "")


def same(one: Text | str, other: Text | str) -> bool:
    """Whether two wordings say the same: decimals, case, spaces and final marks aside."""
    return _worded(one) == _worded(other)


def _worded(words: Text | str) -> str:
    plain = words if isinstance(words, str) else words.plain
    return vietnamese.folded(vietnamese.prose(plain)).strip(" .;")
