"""A Word file or a workbook in old Vietnamese letters → a new file beside it in Unicode; the source is never touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator import files, package
from generator.actions.outcome import Outcome
from generator.actions.outside import told_outside
from generator.errors import InputRefusedError, Problem
from generator.files import ReadFile
from generator.legacy_text import Writing
from generator.transcribing import modern_word, modern_workbook

_TRANSCRIBE: Final = {".docx": modern_word, ".xlsx": modern_workbook}
_UNITS: Final = {".docx": "đoạn", ".xlsx": "ô"}
"""What is counted in each kind of file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted(Outcome):
    """The outcome of a conversion; `counts` tells how many stretches of words were kept in each old encoding."""

    counts: Mapping[Writing, int]


def convert_text(path: Path, out: Path) -> Converted:
    """Write `ten-unicode.docx` or `.xlsx` into `out`; nothing when the file has no old letters.

    What can't survive is among the problems, and what the copy would fetch or run just as its source does.
    Raises InputRefusedError when the file can't be read or carries a signature.
    """
    opened = package.open_package(path)
    if opened.signed:
        cure = "Chuyển trên bản chưa ký số rồi ký lại"
        raise InputRefusedError(Problem("CHU-02", "Tệp đã ký số, chuyển bảng mã sẽ làm hỏng chữ ký", cure, opened.place))
    kind = path.suffix.lower()
    transcript = _TRANSCRIBE[kind](opened)
    problems = (*told_outside(opened), *transcript.findings)
    if not transcript.changed:
        summary = "Không có chữ TCVN3, VNI hay Unicode tổ hợp nên không ghi tệp mới"
        return Converted(files=(), problems=problems, summary=summary, counts={})
    target = out / f"{path.stem}-unicode{kind}"
    data = package.join(list(transcript.parts.values()))
    package.unpacked(ReadFile(target, data))
    counts = ", ".join(f"{count} {_UNITS[kind]} {writing}" for writing, count in sorted(transcript.counts.items()))
    summary = f"Đã chuyển sang Unicode: {counts}"
    return Converted(files=(files.write_beside(target, data),), problems=problems, summary=summary, counts=dict(transcript.counts))


def as_tables(converted: Converted) -> dict[str, Any]:
    """The counts for `--json`."""
    return {"converted": {str(writing): count for writing, count in sorted(converted.counts.items())}}
