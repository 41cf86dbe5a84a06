"""The head of an annex: its label, its title, the line that says what it goes with (PLU-02 to PLU-05)."""

from __future__ import annotations

from typing import Final

from generator.anatomy import words
from generator.anatomy.head import reference_lines, stamp
from generator.anatomy.marks import Marks
from generator.anatomy.papers import is_label
from generator.anatomy.parts import Part
from generator.anatomy.spans import Line

_LONGEST_TITLE: Final = 300
_LONGEST_CENTRED: Final = 450
_MOST_TITLE: Final = 8


def read_annex_head(marks: Marks, start: int, end: int) -> int:
    """Label, title and reference of an annex; where its text begins."""
    at = next((index for index in range(start, end) if marks.lines[index].text and stamp(marks.lines[index]) is None), end)
    for index in range(start, at):
        if marks.lines[index].text:
            marks.set(index, stamp(marks.lines[index]) or Part.OTHER)
    titles = 0
    if at < end and is_label(marks.lines[at]):
        titles = _label(marks, at)
        at += 1
    return _titles(marks, at, end, titles)


def _label(marks: Marks, at: int) -> int:
    line = marks.lines[at]
    found = words.ANNEX_LABEL.match(line.folded)
    rest = found["rest"] if found else ""
    if rest and len(line.folded) == len(line.text):
        marks.cut(at, Part.ANNEX_LABEL, Part.ANNEX_TITLE, len(line.text) - len(rest))
        return 1
    marks.set(at, Part.ANNEX_LABEL)
    return 0


def _titles(marks: Marks, start: int, end: int, titles: int) -> int:
    referred = False
    for at in range(start, end):
        line = marks.lines[at]
        if line.blank or marks.part(at) is not None:
            continue
        stamped = stamp(line)
        if stamped is not None:
            marks.set(at, stamped)
        elif not referred and words.REFERENCE.match(line.folded) and titles + 1:
            referred = True
            for index in reference_lines(marks, at, end):
                marks.set(index, Part.ANNEX_REFERENCE)
        elif not referred and _title_like(line, titles):
            titles += 1
            marks.set(at, Part.ANNEX_TITLE)
        else:
            return at
    return end


def _title_like(line: Line, titles: int) -> bool:
    longest = _LONGEST_CENTRED if line.centred else _LONGEST_TITLE
    if line.spot.framed or titles >= _MOST_TITLE or len(line.text) > longest or words.ARTICLE.match(line.folded):
        return False
    if words.SECTION.match(line.folded) or words.CLAUSE.match(line.folded) or words.DIVISION.match(line.folded):
        return False
    return words.capital(line.text) or line.centred or (titles == 0 and not line.text.endswith((".", ";", ":")))
