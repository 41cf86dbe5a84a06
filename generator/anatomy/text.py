"""The text of a paper line by line: bases, the word of decision, divisions, articles, clauses, points, plain paragraphs, tables."""

from __future__ import annotations

from typing import Final

from generator.anatomy import words
from generator.anatomy.marks import Marks
from generator.anatomy.parts import Part
from generator.anatomy.spans import Line

_LONGEST_HEADING: Final = 260
_LONGEST_DIVISION: Final = 80
_NEXT: Final = 2
"""How far below «Kính gửi:» its first addressee stands."""


def make_out_text(marks: Marks, start: int, end: int) -> None:
    """Give a part to every line that has none."""
    at = _before_text(marks, start, end)
    previous: Part | None = None
    for index in range(at, end):
        if not marks.free(index):
            continue
        part = _part(marks.lines[index], previous)
        marks.give(index, part)
        previous = part


def _before_text(marks: Marks, start: int, end: int) -> int:
    """Addressees, the issuing power and the bases, which stand above the text."""
    at = start
    while at < end:
        line = marks.lines[at]
        if line.blank or not marks.free(at):
            at += 1
        elif words.ADDRESSEE_HEAD.match(line.folded) or words.WIRE_HEAD.match(line.folded):
            at = _addressees(marks, at, end)
        elif words.LINE.match(line.text):
            marks.give(at, Part.LINE)
            at += 1
        elif words.BASIS.match(line.folded):
            at = _bases(marks, at, end)
        elif words.ENACTING.match(line.folded):
            marks.give(at, Part.ENACTING)
            at += 1
        elif words.capital(line.text) and _power(line):
            marks.give(at, Part.ENACTOR)
            at += 1
        else:
            return at
    return at


def _power(line: Line) -> bool:
    return bool(words.POSITION.match(line.folded) or words.ORGANISATION.match(line.folded) or line.folded.startswith("thẩm quyền"))


def _addressees(marks: Marks, start: int, end: int) -> int:
    """«Kính gửi» and the list below it."""
    marks.give(start, Part.ADDRESSEE_HEAD)
    head = marks.lines[start]
    several = head.text.rstrip().endswith(":")
    at = start + 1
    while at < end:
        line = marks.lines[at]
        listed = line.text.startswith(("-", "–", "+", "•")) or line.paragraph.label in {"-", "•", "–"}
        same_column = not head.spot.on_page and line.spot.table == head.spot.table
        if line.blank and (same_column or several):
            at += 1
            several = several and marks.parts.get(at - 2) is not Part.ADDRESSEE
        elif not line.blank and (listed or same_column or (several and at - start <= _NEXT and len(line.text) < _LONGEST_DIVISION)):
            marks.give(at, Part.ADDRESSEE)
            at += 1
            several = several and listed
        else:
            return at
    return at


def _bases(marks: Marks, start: int, end: int) -> int:
    """Bases up to the last; a line after one that ends with a semicolon is one more."""
    at, goes_on = start, False
    while at < end:
        line = marks.lines[at]
        if line.blank:
            at += 1
        elif words.BASIS.match(line.folded) or (goes_on and not line.spot.table >= 0):
            marks.give(at, Part.BASIS)
            goes_on = line.text.endswith(";")
            at += 1
        else:
            return at
    return at


def _part(line: Line, previous: Part | None) -> Part:
    if words.LINE.match(line.text):
        return Part.LINE
    if line.spot.table >= 0 or line.spot.box >= 0:
        return Part.TABLE_TEXT
    for pattern, part in _NUMBERED:
        if pattern.match(line.folded) and _fits(part, line):
            return part
    if previous is Part.DIVISION and (line.centred or words.capital(line.text)):
        return Part.DIVISION_TITLE
    if words.ENACTING.match(line.folded) and words.capital(line.text):
        return Part.ENACTING
    return Part.BODY


def _fits(part: Part, line: Line) -> bool:
    """A Roman number or a letter of a mục is a capital; the name of a division stands alone, in the middle, or in capitals."""
    if part is Part.SECTION:
        return (line.paragraph.label or line.text)[:1].isupper()
    if part is not Part.DIVISION:
        return True
    found = words.DIVISION.match(line.folded)
    alone = found is not None and not found["rest"]
    return len(line.text) <= _LONGEST_HEADING and (alone or line.centred or words.capital(line.text))


_NUMBERED: Final = (
    (words.DIVISION, Part.DIVISION),
    (words.ARTICLE, Part.ARTICLE),
    (words.SECTION, Part.SECTION),
    (words.CLAUSE, Part.CLAUSE),
    (words.POINT, Part.POINT),
)
