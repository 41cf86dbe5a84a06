"""The documents of a file: the paper itself, its annexes, texts issued with it, samples and quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.anatomy import words
from generator.anatomy.marks import Stretch
from generator.anatomy.parts import Where
from generator.anatomy.spans import Line

_AHEAD: Final = 14
_LONGEST_LABEL: Final = 60
_SETS_OF_RULES: Final = frozenset(
    {"QUY CHẾ", "QUY ĐỊNH", "NỘI QUY", "ĐIỀU LỆ", "QUY TRÌNH", "CHƯƠNG TRÌNH", "KẾ HOẠCH", "ĐỀ ÁN", "PHƯƠNG ÁN", "DANH MỤC"}
)


def stretches(lines: Sequence[Line]) -> list[Stretch]:
    """The documents in order; the first is the paper itself, even when the file begins with an annex."""
    starts = list(_starts(lines))
    found = []
    for number, (start, where) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(lines)
        found.append(Stretch(start, end, number, where))
    return found


def _starts(lines: Sequence[Line]) -> Iterator[tuple[int, Where]]:
    yield 0, Where.MAIN
    where, last = Where.MAIN, 0
    heads = _second_heads(lines)
    for at, line in enumerate(lines):
        if at and at - last > 1 and annex_label(line) and _annex_follows(lines, at):
            where, last = Where.ANNEX, at
            yield at, where
        elif at in heads and at > last:
            where, last = (heads[at] if where is Where.MAIN or heads[at] is Where.ENCLOSED else Where.QUOTED), at
            yield at, where


def annex_label(line: Line) -> bool:
    """Whether a line is «Phụ lục» with its number, on a line of its own."""
    found = words.ANNEX_LABEL.match(line.folded) if line.folded.startswith("phụ lục") else None
    return found is not None and len(line.text) <= _LONGEST_LABEL and (not found["rest"] or words.capital(line.text) or line.centred)


def _annex_follows(lines: Sequence[Line], at: int) -> bool:
    """A heading of an annex is centred, or a line «(Kèm theo …)» or capitals follow; a word in running text has neither."""
    below = [line for line in lines[at + 1 : at + 1 + _AHEAD] if not line.blank][:4]
    return lines[at].centred or any(words.REFERENCE.match(line.folded) for line in below) or bool(below and words.capital(below[0].text))


def _second_heads(lines: Sequence[Line]) -> dict[int, Where]:
    """Where a second letterhead begins: at its national name, or at the first line of the table that holds it."""
    found: dict[int, Where] = {}
    seen = False
    for at, line in enumerate(lines):
        if not words.national_name(line.text) and not (words.party_name(line.text) and seen):
            continue
        if not seen:
            seen = True
            continue
        start = at
        while start > 0 and line.spot.table >= 0 and lines[start - 1].spot.table == line.spot.table:
            start -= 1
        while start > 0 and (words.SAMPLE.match(lines[start - 1].folded) or lines[start - 1].blank):
            start -= 1
        found[start] = _kind(lines, at)
    return found


def _kind(lines: Sequence[Line], at: int) -> Where:
    """A set of rules with «(Ban hành kèm theo …)» below its title is enclosed; another letterhead is a sample or a quotation."""
    ahead = lines[at : at + 3 * _AHEAD]
    titled = any(words.heading(line.text) in _SETS_OF_RULES for line in ahead)
    return Where.ENCLOSED if titled and any(words.REFERENCE.match(line.folded) for line in ahead) else Where.QUOTED
