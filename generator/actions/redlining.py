"""Two drafts compared into one Word file with tracked changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from generator import files, package
from generator.actions.outcome import Outcome
from generator.actions.outside import told_outside
from generator.errors import Problem, Severity
from generator.redline import redline
from generator.revisions import Revision, RevisionKind

_WORDS: Final = {
    RevisionKind.INSERTION: "chỗ thêm",
    RevisionKind.DELETION: "chỗ xoá",
    RevisionKind.MOVED_TO: "chỗ chuyển đến",
    RevisionKind.FORMAT: "chỗ đổi định dạng",
}


def compare(old: Path, new: Path, out: Path, *, author: str, when: datetime) -> Outcome:
    """Write the newer draft with every change since the older one tracked, named after both; no file when nothing differs."""
    made = redline(package.open_word(old), package.open_word(new), author=author, when=when)
    if not made.revisions:
        note = Problem("SS-05", "Không thấy hai bản khác nhau về chữ, dáng chữ hay bảng", "Không có gì để so sánh", severity=Severity.NOTE)
        return Outcome((), (note,))
    path = files.write_beside(out / f"{new.stem}-so-voi-{old.stem}.docx", made.data)
    return Outcome((path,), told_outside(package.open_package(new)), _counted(made.revisions))


def _counted(revisions: Iterable[Revision]) -> str:
    """`2 chỗ thêm, 1 chỗ xoá`; of a move only where it went."""
    counts = Counter(found.kind for found in revisions)
    return ", ".join(f"{counts[kind]} {words}" for kind, words in _WORDS.items() if counts[kind])
