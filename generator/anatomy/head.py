"""The head of a paper: letterhead, number, day, marks, type name and summary (ô số 1 to 5, 10, 11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from generator.anatomy import words
from generator.anatomy.marks import Marks, Stretch
from generator.anatomy.parts import Part
from generator.anatomy.spans import Line

_FARTHEST: Final = 60
"""Lines within which the head of a paper ends."""
_LONGEST_NAME: Final = 120
_LONGEST_SUMMARY: Final = 420
_LONG: Final = 160
_NOT_A_SUMMARY: Final = (
    words.BASIS, words.ADDRESSEE_HEAD, words.ARTICLE, words.SECTION, words.CLAUSE, words.REFERENCE, words.DIVISION, words.WIRE_HEAD,
)  # fmt: skip
_ALONE: Final = (
    (words.DRAFT, Part.DRAFT_MARK),
    (words.SECRECY, Part.SECRECY),
    (words.URGENCY, Part.URGENCY),
    (words.CIRCULATION, Part.CIRCULATION),
    (words.SIGNING_TEXT, Part.SIGNING_TEXT),
)


def make_out_head(marks: Marks, stretch: Stretch) -> int:
    """Give the parts of the head; the answer is the line after it."""
    end = _end_of_letterhead(marks, stretch)
    for at in range(stretch.start, end):
        _fixed(marks, at)
    _names(marks, range(stretch.start, end))
    at = end
    while at < stretch.end and marks.lines[at].blank:
        at += 1
    return _title(marks, at, stretch.end)


def _end_of_letterhead(marks: Marks, stretch: Stretch) -> int:
    """The first line that belongs to type name or text: up to there stands the letterhead."""
    lines, last = marks.lines, min(stretch.end, stretch.start + _FARTHEST)
    table = next((line.spot.table for line in lines[stretch.start : last] if line.spot.table >= 0 and _tells(line)), -2)
    seen = stretch.start
    for at in range(stretch.start, last):
        line = lines[at]
        if line.spot.table == table or line.spot.box >= 0 or line.spot.tabbed or _tells(line) or _mark(line):
            seen = at + 1
        elif not line.blank and _ends_head(line, started=seen > stretch.start):
            return at
        elif not line.blank and seen == stretch.start and at - stretch.start > _FARTHEST // 4:
            return stretch.start
    return seen


def _tells(line: Line) -> bool:
    """Whether a line is one of those that only a letterhead has."""
    return (
        words.national_name(line.text)
        or words.motto(line.text)
        or (len(line.text) <= _LONGEST_NAME and bool(words.NUMBER.match(line.folded)))
        or (len(line.text) <= _LONGEST_NAME and place_date(line))
    )


def place_date(line: Line) -> bool:
    """Whether a line is a place with a day."""
    return bool(words.PLACE_DATE.match(line.folded)) and not line.folded.startswith(("căn cứ", "(", "thực hiện", "theo", "kèm"))


def _mark(line: Line) -> bool:
    return any(pattern.match(line.folded) for pattern, _ in _ALONE) or bool(words.LINE.match(line.text))


def _ends_head(line: Line, *, started: bool) -> bool:
    if words.heading(line.text) or words.copy_form(line.text) or any(pattern.match(line.folded) for pattern in _NOT_A_SUMMARY):
        return True
    letter_summary = bool(words.LETTER_SUMMARY.match(line.folded))
    name = bool(words.ORGANISATION.match(line.folded)) and words.capital(line.text)
    return (started and not letter_summary and not name) or len(line.text) > _LONG


def _fixed(marks: Marks, at: int) -> None:
    """Lines that their own words tell."""
    line = marks.lines[at]
    if line.blank or at in marks.parts:
        return
    if words.national_name(line.text):
        marks.give(at, Part.NATIONAL_NAME)
    elif words.motto(line.text):
        marks.give(at, Part.MOTTO)
    elif words.LINE.match(line.text):
        marks.give(at, Part.LINE)
    elif words.LETTER_SUMMARY.match(line.folded):
        _letter_summary(marks, at)
    elif (found := next((part for pattern, part in _ALONE if pattern.match(line.folded)), None)) is not None:
        marks.give(at, found)
    elif words.NUMBER.match(line.folded):
        marks.give(at, Part.NUMBER)
    elif place_date(line):
        marks.give(at, Part.PLACE_DATE)
    elif at and marks.parts.get(at - 1) is Part.NATIONAL_NAME and words.rest_of_national_name(line.text):
        marks.give(at, Part.NATIONAL_NAME)


def _letter_summary(marks: Marks, at: int) -> None:
    """`V/v` and the lines that it goes on with in the same cell or column."""
    group = marks.lines[at].spot.group
    for next_ in range(at, min(at + 6, len(marks.lines))):
        line = marks.lines[next_]
        if line.spot.group != group and not line.spot.tabbed:
            return
        if line.blank or words.LINE.match(line.text) or (next_ > at and (_tells(line) or _ends_head(line, started=False))):
            return
        if line.spot.group == group:
            marks.give(next_, Part.LETTER_SUMMARY)


def _names(marks: Marks, span: range) -> None:
    """What is left of the letterhead above the number is the parent body, then the issuing body."""
    left = [at for at in span if marks.free(at) and len(marks.lines[at].text) <= _LONGEST_NAME and not words.heading(marks.lines[at].text)]
    number = marks.first(Part.NUMBER, Part.LETTER_SUMMARY, start=span.start)
    left = [at for at in left if number is None or at < number or marks.lines[at].spot.row == 0]
    national = marks.first(Part.NATIONAL_NAME, start=span.start)
    if national is not None and national in span and marks.lines[national].spot.on_page and not marks.lines[national].spot.tabbed:
        left = [at for at in left if at < national or words.ORGANISATION.match(marks.lines[at].folded)]
    for at, part in zip(left, _bodies([marks.lines[at] for at in left]), strict=True):
        marks.give(at, part)


def _bodies(lines: Sequence[Line]) -> list[Part]:
    """The last body named is the issuer; a name may run over several lines. Where words don't tell, bold does."""
    begins = [at for at, line in enumerate(lines) if at == 0 or words.organisation(line.folded, lines[at - 1].folded)]
    if len(begins) == 1 and len(lines) > 1 and lines[-1].bold and not lines[0].bold:
        begins.append(next(at for at, line in enumerate(lines) if line.bold))
    last = begins[-1] if begins else 0
    return [Part.PARENT if at < last else Part.AGENCY for at in range(len(lines))]


def _title(marks: Marks, start: int, end: int) -> int:
    """Type name, then its summary."""
    if start >= end:
        return start
    line = marks.lines[start]
    if words.copy_form(line.text):
        marks.give(start, Part.COPY_FORM)
        return start + 1
    named = bool(words.heading(line.text)) or (bool(words.heading_in_front(line.text)) and (words.capital(line.text) or line.centred))
    if not named or len(line.text) > _LONGEST_SUMMARY:
        return start
    marks.give(start, Part.TYPE_NAME)
    return _summary(marks, start + 1, end)


def _summary(marks: Marks, start: int, end: int) -> int:
    said = False
    for at in range(start, min(end, start + 12)):
        line = marks.lines[at]
        if line.blank:
            if said:
                return at
        elif words.LINE.match(line.text):
            marks.give(at, Part.LINE)
            return at + 1
        elif place_date(line) and not said:
            marks.give(at, Part.PLACE_DATE)
        elif words.NUMBER.match(line.folded) and not said:
            marks.give(at, Part.NUMBER)
        elif said and words.PARENTHESIS.match(line.folded) and not words.REFERENCE.match(line.folded):
            marks.give(at, Part.OTHER)
        elif _no_summary(line, said=said):
            return at
        else:
            marks.give(at, Part.SUMMARY)
            said = True
    return min(end, start + 12)


def _no_summary(line: Line, *, said: bool) -> bool:
    if any(pattern.match(line.folded) for pattern in _NOT_A_SUMMARY) or len(line.text) > _LONGEST_SUMMARY:
        return True
    if not line.spot.on_page:
        return True
    power = words.capital(line.text) and bool(words.POSITION.match(line.folded) or words.ORGANISATION.match(line.folded))
    if power and said:
        return True
    return said and not line.centred and not (line.bold and not line.text.endswith((".", ":", ";")))
