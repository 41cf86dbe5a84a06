"""Names of cells and columns as people see them: `E7`, `AB`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_LETTERS: Final = 26
_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """`AB` for column 28."""
    if number < 1:
        raise ValueError(number)
    letters = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """28 for column `AB`, in capitals or not."""
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def place_of(name: str) -> tuple[int, int]:
    """Row and column, both from 1, of a cell such as `E7`. Raises ValueError for anything else."""
    match = _CELL.fullmatch(name)
    if match is None:
        raise ValueError(f"no cell: {name}")
    return int(match[2]), column_number(match[1])


def edges_of(name: str) -> tuple[int, int, int, int]:
    """First row, first column, last row and last column of `B2:D9`, or of the one cell `B2`. Raises ValueError for anything else."""
    first, colon, last = name.partition(":")
    top, left = place_of(first)
    bottom, right = place_of(last) if colon else (top, left)
    if bottom < top or right < left:
        raise ValueError(f"no cells: {name}")
    return top, left, bottom, right
