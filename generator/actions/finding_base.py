"""What an edited file is to be compared with: the draft it says it was made as, or the one in the history that reads most like it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator import history, package
from generator.actions.reading import as_made
from generator.base import MAIN_PART, Base, base_of
from generator.errors import GeneratorError, InputRefusedError, Problem
from generator.history import Entry, Event
from generator.package import Package
from generator.revisions import accepted
from generator.snapshot import snapshot
from generator.vietnamese import folded

_ALIKE: Final = 0.3
"""Share of lines in common from which a file without a sign of its own is taken for an edited draft."""


@dataclass(frozen=True, slots=True)
class Known:
    """The draft as made, and whether the edited file itself said so."""

    base: Base
    said: bool


def find_base(edited: Package, out: Path, book: str) -> Known:
    """The draft that a file was made from. Raises InputRefusedError LV-01 for a stranger's file."""
    own = base_of(edited)
    if own is not None:
        return Known(own, said=True)
    words = _lines(edited)
    rated = [(_alike(words, base), place, base) for place, base in enumerate(_made(out, book))]
    best = max(rated, key=lambda row: row[:2], default=None)
    if best is None or best[0] < _ALIKE:
        message = "Tệp này không phải dự thảo do phần mềm tạo từ sổ này, và không giống dự thảo nào trong lịch sử"
        cure = "Chọn đúng tệp đã sửa; nếu nội dung được chép sang tệp mới, chạy với đúng thư mục --out của các dự thảo"
        raise InputRefusedError(Problem("LV-01", message, cure, edited.place))
    return Known(best[2], said=False)


def pulls_of(out: Path, book: str, base: Base) -> list[tuple[Entry, Package]]:
    """Every time that edits of this draft were taken with nothing left open, the oldest first, and the file they were taken from."""
    taken = [row for row in history.entries(out, book) if row.event is Event.PULLED and row.origin == base.origin and not row.open]
    copies = ((row, history.copy_of(out, book, row.sha256)) for row in taken)
    return [(row, package.open_package(copy)) for row, copy in copies if copy]


def _made(out: Path, book: str) -> list[Base]:
    """Every draft in the history, the oldest first."""
    found = []
    for row in history.entries(out, book):
        copy = history.copy_of(out, book, row.sha256) if row.event is Event.MADE else None
        try:
            base = base_of(package.open_package(copy)) if copy else None
        except GeneratorError:
            continue
        found += [base] if base else []
    return found


def _lines(edited: Package) -> set[str]:
    parts = {name: part.data for name, part in edited.parts.items() if name.endswith(".xml")}
    try:
        now = snapshot(parts | {MAIN_PART: accepted(parts[MAIN_PART])})
    except ValueError as error:
        cure = "Mở tệp trong Word, lưu lại thành .docx rồi chạy lại"
        raise InputRefusedError(Problem("LV-03", "Nội dung tệp Word bị hỏng nên không đọc được", cure, edited.place)) from error
    return {folded(line.text) for line in now.lines() if line.text.strip()}


def _alike(words: set[str], base: Base) -> float:
    lines = {folded(line.text) for line in as_made(base).lines() if line.text.strip()}
    return len(words & lines) / max(len(lines), 1)
