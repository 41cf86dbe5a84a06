"""The word lists from the disk: the shipped folder, then the folder `danh-muc` beside a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from generator import files
from generator.content_checks.lists import FOLDER, Lists, read_lists
from generator.errors import InputRefusedError, Problem

_LIMIT: Final = 2**20


def lists_for(workbook: Path) -> tuple[Lists, tuple[Problem, ...]]:
    """The shipped lists with those of the office, and what could not be read of them: told, never in the way of a check."""
    problems: list[Problem] = []
    shipped = _folder(files.shipped("data", FOLDER), problems)
    own = _folder(workbook.parent / FOLDER, problems)
    lists, unread = read_lists(shipped, own)
    return lists, (*problems, *unread)


def _folder(folder: Path, problems: list[Problem]) -> dict[str, bytes]:
    """The text files of a folder by name; none when there is no such folder."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.glob("*.[tT][xX][tT]")) if folder.is_dir() else ():
        try:
            found[path.name] = files.read(path, limit=_LIMIT).data
        except InputRefusedError as error:
            problems.extend(error.problems)
    return found
