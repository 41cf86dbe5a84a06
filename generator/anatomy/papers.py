"""Where each document of a file begins: the paper itself, its annexes, texts issued with it, samples and quotations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.anatomy import words
from generator.anatomy.head import stamp
from generator.anatomy.marks import Paper
from generator.anatomy.parts import Part, Where
from generator.anatomy.spans import Line

_NEAR: Final = 30
"""Lines with words in which a head shows what it is the head of."""
_LONGEST_HEAD: Final = 16
"""Lines with words from the beginning of a letterhead to the reference below its title."""
_LONGEST_TITLE: Final = 300
_MOST_TITLE: Final = 8


def papers(lines: tuple[Line, ...]) -> tuple[Paper, ...]:
    """The documents of a file in order; without any words, one empty paper."""
    begins = list(_Finder(lines).begins())
    if not begins or begins[0][0] > 0:
        first = next((at for at, line in enumerate(lines) if line.text), 0)
        begins = [(0, begins[0][1]), *begins[1:]] if begins and begins[0][0] <= first else [(0, Where.MAIN), *begins]
    ends = [start for start, _ in begins[1:]] + [len(lines)]
    return tuple(Paper(start, end, where) for (start, where), end in zip(begins, ends, strict=True))


class _Finder:
    """Goes through the lines once and tells where another document begins."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.where = Where.MAIN
        self.start = 0
        self.words = 0
        """Lines with words since the document began."""
        self.headed = False

    def begins(self) -> Iterator[tuple[int, Where]]:
        for at, line in enumerate(self.lines):
            if line.blank:
                continue
            found = self._begin(at, line)
            if found is not None:
                self.start, self.where = found
                self.words = sum(1 for index in range(self.start, at) if self.lines[index].text)
                yield found
            self.headed = self.headed or (_state(line) and not line.spot.framed)
            self.words += 1

    def _begin(self, at: int, line: Line) -> tuple[int, Where] | None:
        if _state(line) and not (line.spot.framed and line.spot.rows > 2):  # noqa: PLR2004 - a table of data quotes it
            return self._letterhead(at)
        if line.folded.startswith("phụ lục") and is_label(line):
            sample = self.where is Where.QUOTED and bool(words.BLANKS.search(line.text))
            return self._back_over_stamps(at), Where.QUOTED if sample else Where.ANNEX
        if self.headed and self.where is Where.MAIN and words.copy_form(line.text) and (line.centred or words.capital(line.text)):
            return (self._back(at), Where.MAIN) if self.words > _LONGEST_HEAD else None
        if (
            words.REFERENCE.match(line.folded)
            and line.text.startswith("(")
            and self.words > (_LONGEST_HEAD if self.headed else _MOST_TITLE)
        ):
            return self._titled(at)
        return None

    def _letterhead(self, at: int) -> tuple[int, Where] | None:
        """A second Quốc hiệu begins another document; the first one is the paper's own, when it stands near the top."""
        own = not self.headed and self.where in {Where.MAIN, Where.ENCLOSED} and self.words <= _NEAR
        self.headed = True
        if own:
            return None
        start = self._back(at)
        if self.where in {Where.ANNEX, Where.QUOTED} or (self._sample(start, at) and not self._encloses(at)):
            return start, Where.QUOTED
        return start, Where.ENCLOSED

    def _back(self, at: int) -> int:
        """To the first line of the table, or of the names and marks above, that the letterhead begins with."""
        lines, table = self.lines, self.lines[at].spot.table
        while at > self.start and (lines[at - 1].spot.table == table >= 0 or (lines[at - 1].spot.tabbed and lines[at].spot.tabbed)):
            at -= 1
        before = at
        for index in range(at - 1, max(at - 6, self.start), -1):
            line = lines[index]
            if line.spot.table >= 0 or (line.text and not (_form_mark(line) or (table < 0 and words.capital(line.text) and line.centred))):
                break
            if line.text:
                before = index
        return before

    def _sample(self, start: int, at: int) -> bool:
        """Dots to be filled in, or «Mẫu …» above."""
        head = [line for line in self.lines[start : at + 12] if line.text]
        return any(_form_mark(line) for line in head) or sum(bool(words.BLANKS.search(line.text)) for line in head) > 1

    def _encloses(self, at: int) -> bool:
        near = [line for line in self.lines[at : at + _NEAR] if line.text]
        return any(words.REFERENCE.match(line.folded) and line.text.startswith("(") for line in near)

    def _back_over_stamps(self, at: int) -> int:
        while at - 1 > self.start and self.lines[at - 1].text and stamp(self.lines[at - 1]) is Part.SIGNING_TEXT:
            at -= 1
        return at

    def _titled(self, at: int) -> tuple[int, Where] | None:
        """A text or an annex that begins with its title and «(Kèm theo …)», without letterhead or label."""
        start = first = at
        for index in range(at - 1, max(at - _MOST_TITLE, self.start), -1):
            line = self.lines[index]
            if line.blank:
                if first < at and index < first - 1:
                    break
                continue
            if line.spot.table >= 0 or len(line.text) > _LONGEST_TITLE or not (line.centred or words.capital(line.text)) or stamp(line):
                break
            start = first = index
        if start == at:
            return None
        return start, Where.ENCLOSED if words.heading(self.lines[start].text) else Where.ANNEX


def _state(line: Line) -> bool:
    return line.folded.startswith(("cộng h", "cộng  h")) and words.national_name(line.text)


def _form_mark(line: Line) -> bool:
    return bool(words.SAMPLE.match(line.folded)) and len(line.text) <= _LONGEST_TITLE


def is_label(line: Line) -> bool:
    """Whether a line is «Phụ lục …» as a heading, with or without the title on it."""
    found = words.ANNEX_LABEL.match(line.folded)
    if found is None or (line.spot.framed and line.spot.table >= 0):
        return False
    rest = line.text[-len(found["rest"]) :] if found["rest"] else ""
    if not rest:
        return not line.text.endswith((";", ",")) and not line.paragraph.text.startswith("-")
    return (bool(found["stop"].strip()) or words.capital(rest)) and (words.capital(rest) or line.centred) and not rest.endswith((";", "."))
