"""What taking over a paper gives."""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import Problem
from generator.workbook import BookCells, BookRow


@dataclass(frozen=True, slots=True)
class Recall:
    """How many lines of a part of the paper were taken."""

    part: str
    taken: int
    whole: int


@dataclass(frozen=True, slots=True)
class Imported:
    """A paper as cells, what a person should know, and how much of each part was taken."""

    cells: BookCells
    problems: tuple[Problem, ...]
    recall: tuple[Recall, ...]


def put(cells: BookCells, key: str, rows: list[BookRow]) -> None:
    """Give a list its rows; without any, the examples of a new workbook stay."""
    if rows:
        cells.lists[key] = rows
