"""Word lists of the content checks: what ships with the program, extended by an office's own files of the same names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final

from generator import word_lists
from generator.content_checks.finding import Finding
from generator.errors import Problem
from generator.plan import Plan

_SAFE: Final = "=>"
_OFFERED: Final = "=?"
_LONGEST_LINE: Final = 1000


@dataclass(frozen=True, slots=True)
class Pair:
    """Words and what should stand for them; `safe` when nobody has to look before they are replaced (`=>`, not `=?`)."""

    words: str
    preferred: str
    safe: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """The words that the rules know: each part is one file, the office's lines after the shipped ones."""

    official_titles: tuple[str, ...] = ()
    bands: tuple[Pair, ...] = ()
    """Name of a band and its lower bound in per cent, from the office's own decision; none is shipped."""
    abbreviations: tuple[Pair, ...] = ()
    plain_abbreviations: tuple[str, ...] = ()
    group_phrases: tuple[str, ...] = ()
    phrases: tuple[Pair, ...] = ()
    commas: tuple[Pair, ...] = ()
    verbs: tuple[str, ...] = ()
    terms: tuple[Pair, ...] = ()
    names: tuple[str, ...] = ()
    positions: tuple[Pair, ...] = ()
    overlaps: tuple[Pair, ...] = ()

    def full_words(self, abbreviation: str) -> str:
        """What an abbreviation stands for, or nothing when no list has it."""
        return next((pair.preferred for pair in self.abbreviations if pair.words == abbreviation), "")


RuleFunction = Callable[[Plan, Lists], Iterator[Finding]]
"""A rule: what it finds in a plan with the words an office knows."""


@dataclass(frozen=True, slots=True)
class ListFile:
    """One file: the part of `Lists` that it fills, and whether its lines are pairs."""

    name: str
    part: str
    pairs: bool


LIST_FILES: Final = (
    ListFile("ten-van-ban-chinh-thuc.txt", "official_titles", pairs=False),
    ListFile("bang-xep-loai.txt", "bands", pairs=True),
    ListFile("chu-viet-tat.txt", "abbreviations", pairs=True),
    ListFile("viet-tat-khong-can-giai-thich.txt", "plain_abbreviations", pairs=False),
    ListFile("nhom-don-vi.txt", "group_phrases", pairs=False),
    ListFile("cum-tu.txt", "phrases", pairs=True),
    ListFile("dau-phay.txt", "commas", pairs=True),
    ListFile("dong-tu.txt", "verbs", pairs=False),
    ListFile("thuat-ngu.txt", "terms", pairs=True),
    ListFile("ten-rieng.txt", "names", pairs=False),
    ListFile("chuc-danh.txt", "positions", pairs=True),
    ListFile("tu-trung-lap.txt", "overlaps", pairs=True),
)
_FILES: Final = {file.name: file for file in LIST_FILES}


def read_lists(*folders: Mapping[str, bytes]) -> tuple[Lists, tuple[Problem, ...]]:
    """The lists of one folder after the other, by file name; later lines win. What can't be read is left out and told."""
    problems: list[Problem] = []
    parts: dict[str, dict[str, str | Pair]] = {part.name: {} for part in fields(Lists)}
    for folder in folders:
        for name, data in sorted(folder.items()):
            file = _known_file(name, problems)
            if file is None:
                continue
            for number, line in word_lists.entries(name, data, problems):
                _take(file, number, line, parts[file.part], problems)
    kept = {name: tuple(entries.values()) for name, entries in parts.items()}
    return Lists(**kept), tuple(problems)  # type: ignore[arg-type] # each part holds what its ListFile says


def _known_file(name: str, problems: list[Problem]) -> ListFile | None:
    file = _FILES.get(name.lower())
    if file is None:
        problems.append(word_lists.unknown(name, list(_FILES)))
    return file


def _take(file: ListFile, number: int, line: str, entries: dict[str, str | Pair], problems: list[Problem]) -> None:
    entry = _pair(line) if file.pairs else line
    if len(line) > _LONGEST_LINE:
        problems.append(word_lists.endless(file.name, number, line, _LONGEST_LINE))
    elif entry is None or (not file.pairs and (_SAFE in line or _OFFERED in line)):
        shape = f"hai vế có chữ khác nhau, cách nhau bằng một dấu {_SAFE} hoặc {_OFFERED}" if file.pairs else "một mục, không có dấu =>"
        problems.append(word_lists.misshapen(file.name, number, line, shape))
    else:
        entries[entry.words if isinstance(entry, Pair) else entry] = entry


def _pair(line: str) -> Pair | None:
    """`sai => đúng` (replaced without asking) or `sai =? đúng` (only offered)."""
    mark = _SAFE if _SAFE in line else _OFFERED
    parts = [part.strip() for part in line.split(mark)]
    whole = len(parts) == len(("sai", "đúng")) and all(parts) and parts[0] != parts[1]
    return Pair(parts[0], parts[1], mark == _SAFE) if whole and not (mark == _SAFE and _OFFERED in line) else None
