"""Numbered drafts in a folder: the last one when it would come out the same, else the next number; none is ever overwritten."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from generator import files, pdf
from generator.errors import OutputRefusedError, Problem, Severity

_LIMIT: Final = 256 * 2**20


def next_draft(out: Path, stem: str, make: Callable[[int], Mapping[str, bytes]]) -> dict[Path, bytes]:
    """Paths and bytes of the draft to have now; paths that exist already hold just that.

    `make` gives the files of a draft by the end of their names: `.docx`, and what stands beside it.
    """
    last = max(_numbers(out, stem), default=0)
    if last:
        draft = _named(out, stem, last, make(last))
        if all(_free_or_same(path, data) for path, data in draft.items()):
            return draft
    return _named(out, stem, last + 1, make(last + 1))


def _named(out: Path, stem: str, number: int, draft: Mapping[str, bytes]) -> dict[Path, bytes]:
    return {out / f"{stem}-du-thao-{number}{end}": data for end, data in draft.items()}


def _free_or_same(path: Path, data: bytes) -> bool:
    return not path.exists() or files.read(path, limit=_LIMIT).data == data


def _numbers(out: Path, stem: str) -> list[int]:
    pattern = re.compile(re.escape(stem) + r"-du-thao-(\d+)\.docx", re.IGNORECASE)
    names = [path.name for path in out.iterdir()] if out.is_dir() else []
    return [int(match[1]) for name in names if (match := pattern.fullmatch(name))]


def beside_as_pdf(path: Path) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The PDF of a draft beside it; when none can be made, nothing and a warning that says why: the Word file stays."""
    pages = path.with_suffix(".pdf")
    try:
        files.write(pages, pdf.convert(path))
    except OutputRefusedError as error:
        return (), tuple(Problem(p.code, p.message, p.cure, p.place, Severity.WARNING) for p in error.problems)
    return (pages,), ()
