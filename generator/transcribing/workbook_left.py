"""Old letters in a workbook that stay: names of sheets, words in formulas, rules, filters and lists of choices, headers, what is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from generator.errors import Place, Problem
from generator.legacy_text import OLD, Evidence, modern_alone
from generator.transcribing.transcript import drawn_words, left
from generator.transcribing.workbook_letters import WORKBOOK, BookLetters, Element

_QUOTED: Final = re.compile(r'"((?:[^"]|"")+)"')
_CODES: Final = re.compile(r'&"([^",]*)[^"]*"|&[A-Z0-9]+')
_DRAWN: Final = re.compile(r"xl/(?:charts|drawings|diagrams)/[^/]+\.xml")


def left_behind(book: BookLetters, seen: Evidence) -> Iterator[Problem]:
    """What a person must change by hand: a change here would break a formula, or is not made by this program."""
    file = book.source.place.file
    for title, path in book.sheets.items():
        if _is_old(title, "", seen):
            yield left(f"Tên trang tính «{_read(title, seen)}»", Place(file, title))
        yield from _in_formulas(book, (title, path), seen)
        yield from _in_choices(book.root(path), Place(file, title), seen)
        yield from _in_rules(book.root(path), Place(file, title), seen)
        tables = [book.root(part) for owner, part in book.linked("/table") if owner == title]
        yield from _in_filters([book.root(path), *tables], Place(file, title), seen)
        yield from _in_edges(book.root(path), Place(file, title), seen)
    yield from _in_names(book, seen)
    yield from _drawn(book, seen)


def _in_formulas(book: BookLetters, sheet: tuple[str, str], seen: Evidence) -> Iterator[Problem]:
    title, path = sheet
    for cell in book.root(path).iter("{*}c"):
        formula = cell.find("{*}f")
        quoted = _QUOTED.findall(formula.text or "") if formula is not None else []
        if any(_is_old(words, book.font(cell.get("s", "0")), seen) for words in quoted):
            yield left("Chữ trong ngoặc kép của công thức", Place(book.source.place.file, title, cell.get("r", "")))


def _in_choices(root: Element, place: Place, seen: Evidence) -> Iterator[Problem]:
    for choice in root.iter("{*}dataValidation"):
        said = " ".join(node.text or "" for node in choice.iter("{*}formula1", "{*}formula2"))
        if _quotes_old(said, seen):
            yield left("Danh sách chọn", _within(place, choice.get("sqref")))


def _in_rules(root: Element, place: Place, seen: Evidence) -> Iterator[Problem]:
    """Looks that cells take on by their words: what they are compared with stays, and they would not be met any more."""
    for rules in root.iter("{*}conditionalFormatting"):
        said = " ".join(node.text or "" for node in rules.iter("{*}formula", "{*}f"))
        if _quotes_old(said, seen):
            yield left("Định dạng có điều kiện", _within(place, rules.get("sqref") or rules.findtext("{*}sqref")))


def _in_filters(roots: Sequence[Element], place: Place, seen: Evidence) -> Iterator[Problem]:
    for chosen in (chosen for root in roots for chosen in root.iter("{*}autoFilter")):
        if any(_is_old(one.get("val", ""), "", seen) for one in chosen.iter("{*}filter", "{*}customFilter")):
            yield left("Bộ lọc", _within(place, chosen.get("ref")))


def _in_names(book: BookLetters, seen: Evidence) -> Iterator[Problem]:
    for name in book.root(WORKBOOK).iter("{*}definedName"):
        if _quotes_old(name.text or "", seen):
            yield left(f"Tên vùng «{_read(name.get('name', ''), seen)}»", book.source.place)


def _within(place: Place, cells: str | None) -> Place:
    return replace(place, cell=(cells or "").split(" ")[0])


def _quotes_old(formula: str, seen: Evidence) -> bool:
    return any(_is_old(words, "", seen) for words in _QUOTED.findall(formula))


def _in_edges(root: Element, place: Place, seen: Evidence) -> Iterator[Problem]:
    """Words above and below each printed page; a code in them names the font."""
    for edge in (node for edges in root.iter("{*}headerFooter") for node in edges):
        said = edge.text or ""
        fonts = [font for font in _CODES.findall(said) if font]
        if _is_old(_CODES.sub(" ", said), fonts[0] if fonts else "", seen):
            yield left("Đầu trang hoặc chân trang khi in", place)


def _drawn(book: BookLetters, seen: Evidence) -> Iterator[Problem]:
    for words in drawn_words(book.source, _DRAWN):
        if any(_is_old(text, "", seen) for text in words):
            yield left("Hình vẽ hoặc biểu đồ", book.source.place)


def _is_old(words: str, font: str, seen: Evidence) -> bool:
    found = modern_alone(words, font, seen)
    return found.writing in OLD and found.words != words


def _read(words: str, seen: Evidence) -> str:
    return modern_alone(words, "", seen).words
