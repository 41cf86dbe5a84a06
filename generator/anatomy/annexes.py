"""The head of an annex: its label, its title, the line that says what it goes with (PLU-02 to PLU-05)."""

from __future__ import annotations

from typing import Final

from generator.anatomy import words
from generator.anatomy.marks import Marks, Stretch
from generator.anatomy.papers import annex_label
from generator.anatomy.parts import Part

_AHEAD: Final = 12
_LONGEST_TITLE: Final = 300


def make_out_annex_head(marks: Marks, stretch: Stretch) -> int:
    """Give the parts of an annex's head; the answer is the line after it."""
    at, done = stretch.start, stretch.start
    open_reference = False
    while at < min(stretch.end, stretch.start + _AHEAD):
        line = marks.lines[at]
        if line.blank:
            at += 1
            continue
        if at == stretch.start and annex_label(line):
            marks.give(at, Part.ANNEX_LABEL)
        elif words.REFERENCE.match(line.folded) or open_reference:
            marks.give(at, Part.ANNEX_REFERENCE)
            open_reference = ")" not in line.text
        elif words.LINE.match(line.text):
            marks.give(at, Part.LINE)
        elif marks.parts.get(done) is not Part.ANNEX_REFERENCE and _title(marks, at, stretch):
            marks.give(at, Part.ANNEX_TITLE)
        else:
            break
        done = at
        at += 1
    return done + 1


def _title(marks: Marks, at: int, stretch: Stretch) -> bool:
    """A title stands on the page, centred or in capitals, and is no numbered heading unless «(Kèm theo …)» is still to come."""
    line = marks.lines[at]
    if line.spot.table >= 0 or len(line.text) > _LONGEST_TITLE:
        return False
    numbered = words.SECTION.match(line.folded) or words.CLAUSE.match(line.folded) or words.ARTICLE.match(line.folded)
    coming = any(words.REFERENCE.match(below.folded) for below in marks.lines[at + 1 : min(stretch.end, at + 5)])
    return coming or (not numbered and (line.centred or words.capital(line.text)))
