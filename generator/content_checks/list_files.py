"""The word lists from the disk: the shipped folder, then the folder `danh-muc` beside a workbook."""

from __future__ import annotations

from pathlib import Path

from generator import files, word_lists
from generator.content_checks.lists import Lists, read_lists
from generator.errors import Problem


def lists_for(workbook: Path) -> tuple[Lists, tuple[Problem, ...]]:
    """The shipped lists with those of the office, and what could not be read of them: told, never in the way of a check."""
    problems: list[Problem] = []
    shipped = word_lists.files_in(files.shipped("data", word_lists.FOLDER), problems)
    own = word_lists.files_in(workbook.parent / word_lists.FOLDER, problems)
    lists, unread = read_lists(shipped, own)
    return lists, (*problems, *unread)
