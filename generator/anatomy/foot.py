"""The foot of a paper: recipients, signatures, the drafter's mark, the address (ô số 7, 9b, 12, 13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.anatomy import words
from generator.anatomy.marks import Marks, Stretch
from generator.anatomy.parts import Part
from generator.anatomy.spans import Line

_FARTHEST: Final = 70
_LONGEST_SIGNED: Final = 90
_LONGEST_NAME: Final = 60
_NAMES_LEAST: Final = 2
_CONTACTS: Final = 2
_DASHES: Final = ("-", "–", "—", "•", "+", "*")


def make_out_foot(marks: Marks, stretch: Stretch, text: int) -> None:
    """Give the parts of the foot, and of blocks of signatures above it."""
    tables = list(_signing_tables(marks, stretch, text))
    for table in tables:
        _table(marks, table)
    if not tables:
        _on_page(marks, stretch, text)
    _contacts(marks, stretch)


def _signing_tables(marks: Marks, stretch: Stretch, text: int) -> Iterator[range]:
    """Tables that hold recipients or a signature, each as the span of its lines."""
    at = text
    while at < stretch.end:
        number = marks.lines[at].spot.table
        if number < 0 or not marks.free(at):
            at += 1
            continue
        end = at
        while end < stretch.end and marks.lines[end].spot.table == number:
            end += 1
        if _signs(marks.lines[at:end]):
            yield range(at, end)
        at = end


def _signs(lines: tuple[Line, ...]) -> bool:
    """A table without lines around it that names recipients, or an authority, or positions in capitals."""
    said = [line for line in lines if not line.blank]
    if not said or (said[0].spot.framed and said[0].spot.rows > _NAMES_LEAST):
        return False
    if any(words.RECIPIENTS_HEAD.match(line.folded) for line in said):
        return True
    short = all(len(line.text) <= _LONGEST_SIGNED for line in said)
    return short and any(_position(line) for line in said) and not any(line.text.endswith(";") for line in said)


def _position(line: Line) -> bool:
    return bool(words.AUTHORITY.match(line.folded)) or (words.capital(line.text) and bool(words.POSITION.match(line.folded)))


def _table(marks: Marks, span: range) -> None:
    columns: dict[tuple[int, int, int, bool], list[int]] = {}
    for at in span:
        columns.setdefault(marks.lines[at].spot.group, []).append(at)
    for column in columns.values():
        _column(marks, column)


def _column(marks: Marks, column: list[int]) -> None:
    """Recipients from their head on; what stands above or without them is a signature."""
    head = next((n for n, at in enumerate(column) if words.RECIPIENTS_HEAD.match(marks.lines[at].folded)), len(column))
    _signature(marks, column[:head])
    _recipients(marks, column[head:])


def _recipients(marks: Marks, found: list[int]) -> None:
    for number, at in enumerate(at for at in found if marks.free(at)):
        line = marks.lines[at]
        if number == 0:
            marks.give(at, Part.RECIPIENTS_HEAD)
        elif words.KEPT.match(line.folded):
            marks.give(at, Part.KEPT)
        elif words.DRAFTER.match(line.folded) and not line.text.startswith(_DASHES):
            marks.give(at, Part.DRAFTER)
        else:
            marks.give(at, Part.RECIPIENT)


def _signature(marks: Marks, found: list[int]) -> None:
    """Authority, positions, what is to be signed, then the name; a position below which a name stands may be another office."""
    said = [at for at in found if marks.free(at)]
    named = False
    for number, at in enumerate(said):
        line, last = marks.lines[at], number == len(said) - 1
        if words.AUTHORITY.match(line.folded):
            marks.give(at, Part.AUTHORITY)
        elif words.PARENTHESIS.match(line.folded) or words.SIGNED.match(line.folded):
            marks.give(at, Part.OTHER)
        elif words.LINE.match(line.text):
            marks.give(at, Part.LINE)
        elif words.SIGNING_TEXT.match(line.folded):
            marks.give(at, Part.SIGNING_TEXT)
        elif number and (last or _begins_block(marks, said, number + 1)) and not _position(line):
            marks.give(at, Part.SIGNER)
            named = True
        else:
            marks.give(at, _office(marks, said, number, named=named))


def _begins_block(marks: Marks, said: list[int], number: int) -> bool:
    """Whether the next block of a column of signatures begins here."""
    return number < len(said) and _position(marks.lines[said[number]])


def _office(marks: Marks, said: list[int], number: int, *, named: bool) -> Part:
    """A position is in capitals or above the room for the signature; one in small letters just above a name is another office."""
    line = marks.lines[said[number]]
    below_room = number > 0 and said[number] - said[number - 1] > _NAMES_LEAST
    above_name = number == len(said) - 2
    if (
        number
        and above_name
        and not named
        and (below_room or (not words.capital(line.text) and not line.folded.startswith(("phó", "chánh"))))
    ):
        return Part.OTHER_POSITION
    return Part.POSITION


def _on_page(marks: Marks, stretch: Stretch, text: int) -> None:
    """A foot set in paragraphs or with tabs: from the recipients or the first position on."""
    start = max(text, stretch.end - _FARTHEST)
    heads = [at for at in range(start, stretch.end) if marks.free(at) and words.RECIPIENTS_HEAD.match(marks.lines[at].folded)]
    signs = [at for at in range(start, stretch.end) if marks.free(at) and _stands_alone(marks.lines[at])]
    if not heads and not signs:
        return
    first = min(heads[:1] + signs[:1])
    span = [at for at in range(first, stretch.end) if marks.free(at)]
    if any(marks.lines[at].spot.tabbed for at in span):
        _tabbed(marks, span)
        return
    listed = _listed(marks, heads[0], stretch.end) if heads else []
    _recipients(marks, listed)
    _signature(marks, [at for at in span if at not in listed and len(marks.lines[at].text) <= _LONGEST_SIGNED])


def _stands_alone(line: Line) -> bool:
    """A position on a line of its own, not a heading with a number."""
    return (
        len(line.text) <= _LONGEST_SIGNED and _position(line) and not words.heading(line.text) and not line.text.endswith((":", ";", ","))
    )


def _listed(marks: Marks, head: int, end: int) -> list[int]:
    """The head of the recipients and the lines with dashes below it."""
    found = [head]
    for at in range(head + 1, end):
        line = marks.lines[at]
        if line.blank:
            continue
        if not (line.text.startswith(_DASHES) or line.paragraph.label or words.KEPT.match(line.folded) or words.DRAFTER.match(line.folded)):
            return found
        found.append(at)
    return found


def _tabbed(marks: Marks, span: list[int]) -> None:
    left = [at for at in span if not marks.lines[at].spot.tabbed or marks.lines[at].spot.column == 0]
    right = [at for at in span if at not in left]
    if any(words.RECIPIENTS_HEAD.match(marks.lines[at].folded) for at in left):
        heads = next(n for n, at in enumerate(left) if words.RECIPIENTS_HEAD.match(marks.lines[at].folded))
        dashes = [at for at in left[heads:] if marks.lines[at].text.startswith(_DASHES) or at == left[heads]]
        _recipients(marks, dashes)
        right = sorted({*right, *(at for at in left if at not in dashes)})
        _signature(marks, right)
    else:
        _signature(marks, left)
        _signature(marks, right)


def _contacts(marks: Marks, stretch: Stretch) -> None:
    """Addresses below the foot: two kinds of contact on one line, or lines that begin with one."""
    foot = marks.first(Part.RECIPIENTS_HEAD, Part.POSITION, start=stretch.start)
    for at in range(foot if foot is not None else stretch.end, stretch.end):
        line = marks.lines[at]
        if marks.free(at) and (words.CONTACT.match(line.folded) or len(words.CONTACT.findall(line.folded)) >= _CONTACTS):
            marks.give(at, Part.ADDRESS)
