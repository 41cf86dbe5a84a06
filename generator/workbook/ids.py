"""Lasting ids for rows that have none: made from the row's own words, the same on every run."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from itertools import count
from string import ascii_lowercase
from typing import Final

from generator.results import LONGEST_ID, row_id
from generator.workbook.headings import bare

ID_LENGTH: Final = 5
LONGEST_STEM: Final = 20

_UNSAFE: Final = re.compile(r"[^0-9A-Za-z.-]+")


def made_id(sheet: str, *words: str) -> str:
    """Five letters and digits from the name of the sheet and the words of the row."""
    digest = hashlib.sha256("\n".join((sheet, *words)).encode("utf-8")).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:ID_LENGTH]


def safe_code(words: str) -> str:
    """A unit's code as an id: capitals without marks, nothing but letters, digits, dots and dashes."""
    return _UNSAFE.sub("-", bare(words)).strip("-.").upper()[:LONGEST_ID].strip("-.")


def free_id(wanted: str, taken: set[str]) -> str:
    """The wanted id, or with a number added; `taken` holds folded ids and learns the new one."""
    return _first_free(wanted, (str(number) for number in count(2)), taken)


def free_code(code: str, taken: set[str]) -> str:
    """A criterion's code as id, or with b, c… after it."""
    return _first_free(code, (letter * times for times in count(1) for letter in ascii_lowercase[times == 1 :]), taken)


def free_numbered(parts: tuple[str, ...], taken: set[str], *, always: bool) -> str:
    """`row_id` of the parts with a counter; the first one goes without when not `always`."""
    wanted = (row_id(*parts, *([str(number)] if always or number > 1 else [])) for number in count(1))
    chosen = next(code for code in wanted if code.casefold() not in taken)
    taken.add(chosen.casefold())
    return chosen


def _first_free(wanted: str, suffixes: Iterator[str], taken: set[str]) -> str:
    chosen = wanted
    for suffix in suffixes:
        if chosen.casefold() not in taken:
            break
        chosen = f"{wanted[:LONGEST_STEM]}{suffix}"
    taken.add(chosen.casefold())
    return chosen
