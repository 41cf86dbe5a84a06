"""Word lists of the content checks: what ships with the program, extended by an office's own files of the same names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final

from generator import vietnamese
from generator.content_checks.finding import Finding
from generator.errors import Place, Problem, Severity
from generator.plan import Plan

FOLDER: Final = "danh-muc"
"""Folder of the lists: in the program's data, and beside the workbook of an office that has its own."""

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
            for number, line in _lines(name, data, problems):
                _take(file, number, line, parts[file.part], problems)
    kept = {name: tuple(entries.values()) for name, entries in parts.items()}
    return Lists(**kept), tuple(problems)  # type: ignore[arg-type] # each part holds what its ListFile says


def _known_file(name: str, problems: list[Problem]) -> ListFile | None:
    file = _FILES.get(name.lower())
    if file is None:
        near = vietnamese.nearest(name, list(_FILES))
        cure = f"Có phải là {near} không? Đổi tên tệp cho đúng" if near else f"Các tệp được đọc: {', '.join(_FILES)}"
        problems.append(_problem("DMUC-01", f"Không có danh mục nào tên là “{name}” nên tệp không được đọc", cure, name))
    return file


def _lines(name: str, data: bytes, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """Numbered lines that hold an entry: no blank line, no comment."""
    try:
        words = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"Tệp không phải bảng mã UTF-8 (dòng {line}) nên không được đọc"
        problems.append(_problem("DMUC-02", message, "Mở tệp, chọn Lưu thành (Save As) với bảng mã UTF-8", name))
        return
    for number, raw in enumerate(words.splitlines(), start=1):
        line_words = vietnamese.clean(raw)
        if line_words and not line_words.startswith("#"):
            yield number, " ".join(line_words.split())


def _take(file: ListFile, number: int, line: str, entries: dict[str, str | Pair], problems: list[Problem]) -> None:
    entry = _pair(line) if file.pairs else line
    if len(line) > _LONGEST_LINE:
        message, cure = f"Dòng {number} dài hơn {_LONGEST_LINE} ký tự nên bị bỏ qua", "Mỗi dòng ghi một mục"
        problems.append(_problem("DMUC-04", message, cure, file.name, line))
    elif entry is None or (not file.pairs and (_SAFE in line or _OFFERED in line)):
        shape = f"hai vế có chữ khác nhau, cách nhau bằng một dấu {_SAFE} hoặc {_OFFERED}" if file.pairs else "một mục, không có dấu =>"
        message, cure = f"Dòng {number} không đúng cách ghi nên bị bỏ qua", f"Mỗi dòng của tệp này ghi {shape}"
        problems.append(_problem("DMUC-03", message, cure, file.name, line))
    else:
        entries[entry.words if isinstance(entry, Pair) else entry] = entry


def _pair(line: str) -> Pair | None:
    """`sai => đúng` (replaced without asking) or `sai =? đúng` (only offered)."""
    mark = _SAFE if _SAFE in line else _OFFERED
    parts = [part.strip() for part in line.split(mark)]
    whole = len(parts) == len(("sai", "đúng")) and all(parts) and parts[0] != parts[1]
    return Pair(parts[0], parts[1], mark == _SAFE) if whole and not (mark == _SAFE and _OFFERED in line) else None


def _problem(code: str, message: str, cure: str, name: str, line: str = "") -> Problem:
    return Problem(code, message, cure, Place(file=f"{FOLDER}/{name}", paragraph=line[:60]), Severity.WARNING)
