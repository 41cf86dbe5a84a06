"""The proof of a transcribed workbook: every cell says what was meant, its formula and its format are as they were."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from generator.package import Part
from generator.transcribing.workbook_letters import BookLetters, Element
from generator.workbook.sheet_xml import parse

_NONE: Final[Mapping[tuple[str, str], str]] = {}
_COLUMN: Final = re.compile(r"\[[^\[\]]*\]")
Value = tuple[str, str, str, tuple[str, ...]]
"""The words or number of a cell, its kind, its formula but for the names of columns, how its style looks but for its font."""


def values(book: BookLetters, instead: Mapping[tuple[str, str], str] = _NONE) -> dict[tuple[str, str], Value]:
    """What each cell holds; `instead` tells what some of them are to say."""
    words = {(cell.sheet, cell.place): cell.text for cell in book.cells} | dict(instead)
    used = {cell.get("s", "0") for path in book.sheets.values() for cell in book.root(path).iter("{*}c")}
    looks = {style: _look(book, style) for style in used}
    found = {}
    for title, path in book.sheets.items():
        for cell in book.root(path).iter("{*}c"):
            place = title, cell.get("r", "")
            number = cell.findtext("{*}v") or ""
            found[place] = (
                words.get(place, number),
                cell.get("t", "n"),
                _COLUMN.sub("[]", cell.findtext("{*}f") or ""),
                looks[cell.get("s", "0")],
            )
    return found


def _look(book: BookLetters, style: str) -> tuple[str, ...]:
    look = book.looks[int(style)] if style.isdecimal() and int(style) < len(book.looks) else None
    if look is None:
        return (style,)
    said = {name: value for name, value in look.items() if name not in {"fontId", "applyFont"}}
    return (*(f"{name}={value}" for name, value in sorted(said.items())), *(_said(child) for child in look))


def _said(element: Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)


def same_but_words(before: Mapping[str, Part], after: Mapping[str, Part], sheets: set[str]) -> bool:
    """Whether the parts are the same ones, and of the sheets all but the cells is as it was."""
    return list(before) == list(after) and all(_around_cells(before[name]) == _around_cells(after[name]) for name in sheets)


def _around_cells(part: Part) -> bytes:
    root = parse(part.data)
    for data in root.iterchildren("{*}sheetData"):
        for cell in data.iter("{*}c"):
            cell.clear()
        for row in data.iter("{*}row"):
            row.attrib.pop("r", None)
    return etree.tostring(root, method="c14n")
