"""Clauses of the decree: from the short form of a rule to the words that people cite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

DECREE: Final = "Nghị định 30/2020/NĐ-CP"
_ANNEX: Final = re.compile(r"PL (?P<annex>[IVX]+)(?:\.(?P<rest>[^,;]+))?(?:, (?P<row>.+))?")
_LEVELS: Final = ("mục", "khoản", "điểm")


def clause(article: str) -> str:
    """`PL I.II.5.b` → «Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 5, điểm b»; nothing for practice."""
    if not article or not article.startswith(("PL ", "Mẫu ", "Điều ")):
        return ""
    return ", ".join((DECREE, *_places(article)))


def _places(article: str) -> Iterator[str]:
    found = _ANNEX.fullmatch(article)
    if article.startswith("Mẫu"):
        yield from ("Phụ lục III", article)
    elif article.startswith("Điều"):
        number, _, paragraph = article.removeprefix("Điều ").partition(".")
        yield f"Điều {number}"
        yield from _numbered(paragraph.split(".") if paragraph else [], _LEVELS[1:])
    elif found:
        yield from _in_annex(found["annex"], (found["rest"] or "").split(".") if found["rest"] else [])
        yield from [f"ô {found['row']}"] if found["row"] else []


def _in_annex(annex: str, rest: list[str]) -> Iterator[str]:
    """Only Phụ lục I has two parts: `PL I.2.…` is its second."""
    yield f"Phụ lục {annex}"
    if annex == "I":
        second = rest[:1] == ["2"]
        yield "Phần II" if second else "Phần I"
        rest = rest[1:] if second else rest
    yield from _numbered(rest, _LEVELS)


def _numbered(numbers: list[str], levels: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{level} {number}" for level, number in zip(levels, numbers, strict=False))
