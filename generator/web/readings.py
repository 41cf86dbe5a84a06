"""Workbooks as pages show them, and what the checks say of them: kept by the bytes, so that a page asked for again is there at once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from generator import content_checks, files
from generator.actions.checking_plans import Checked, check_book
from generator.content_checks import Lists
from generator.errors import InputRefusedError, Problem
from generator.files import ReadFile
from generator.package import LARGEST_FILE
from generator.workbook import OpenBook, read_source

_KEPT: Final = 3


def opened(path: Path) -> OpenBook:
    """A workbook as far as it reads, as it lies on the disk, though Excel may have it open. Raises what `open_book` raises."""
    return read_source(files.read(path, limit=LARGEST_FILE))


def held_open(path: Path) -> tuple[Problem, ...]:
    """What is to be told when another program has the workbook open: it can be looked at, but not changed."""
    try:
        files.refuse_if_open(path)
    except InputRefusedError as error:
        return error.problems
    return ()


def looked_over(found: OpenBook) -> Checked | None:
    """What the checks say of a workbook's plan; None while it does not read."""
    if found.book is None:
        return None
    source = found.package.source
    return _checked(source, *content_checks.lists_for(source.path))


def findings(found: OpenBook) -> tuple[Problem, ...]:
    """All that is known to be wrong with the cells: what reading says, and of a plan what its checks say."""
    checked = looked_over(found)
    return found.by_cell if checked is None else checked.problems


@lru_cache(maxsize=_KEPT)
def _checked(source: ReadFile, _lists: Lists, _unread: tuple[Problem, ...]) -> Checked | None:
    """The lists are no argument of the check, which reads them itself: they only tell whether it would say the same again."""
    book = read_source(source).book
    return check_book(book, source.path) if book else None
