"""Text into the XML of Word: escaped, bold and italic as runs, line breaks as breaks, a bookmark around each field."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from generator.fields import Field, LineBelow, anchor_name, row_key
from generator.measure import Twips, line_below
from generator.render.proofs import ProofError
from generator.richtext import Run, Text

FIRST_NUMBER: Final = 100_000
"""Bookmarks are numbered from here, far above those that a person set in the template."""

_CLOSING: Final = "</w:t></w:r>"
_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'
_BEFORE_BOLD: Final = re.compile(r"^(?:<w:rStyle [^>]*/>)?(?:<w:rFonts [^>]*/>)?")
_HAS_WEIGHT: Final = re.compile(r"<w:(?:b|bCs|i|iCs)(?: [^>]*)?/>")

STARTS: Final = ('<w:r w:rsidR="00F1E1D0">', '<w:r w:rsidR="00F1E1D1">')
"""How the runs of a field begin, by turns: in the draft as made, each change of the number is the next field of the trace.

Word keeps these numbers for itself; nobody sees them, and a program that drops them does no harm.
"""
_EVERY_START: Final = (*STARTS, "<w:r>")
_NO_FIELD: Final = 2
"""Which of these begins the runs of a text that is no field."""

Opening = tuple[str, str, str]
"""What stands before a run's words, for each way in which a run begins."""


class Letters:
    """The run properties that a tag had in the template, ready for runs of every weight."""

    __slots__ = ("plain", "weighted")

    def __init__(self, inner: str) -> None:
        """`inner` is what stands in the tag's `w:rPr`."""
        self.plain = _opening(inner)
        weights = product((False, True), repeat=2)
        self.weighted = {(bold, italic): _opening(_weighted(inner, bold=bold, italic=italic)) for bold, italic in weights}

    def opening(self, run: Run) -> Opening:
        """The same properties with the run's own weight."""
        return self.weighted[run.bold, run.italic]

    def samples(self) -> list[str]:
        """A run of each kind, without words: what `program` proves to be whole."""
        return [f"{start}{_CLOSING}" for opening in self.weighted.values() for start in opening]


def _opening(inner: str) -> Opening:
    properties = f"<w:rPr>{inner}</w:rPr>" if inner else ""
    first, second, other = (f'{start}{properties}<w:t xml:space="preserve">' for start in _EVERY_START)
    return first, second, other


@dataclass(slots=True)
class Trace:
    """What one part of a paper printed, in order, and the rows that have their bookmark; `row` begins the keys of the last one."""

    printed: list[Field | Text] = dataclasses.field(default_factory=list)
    formatted: set[str] = dataclasses.field(default_factory=set)
    """Keys of the fields that have bold or italic of their own."""
    rows: set[str] = dataclasses.field(default_factory=set)
    names: set[str] = dataclasses.field(default_factory=set)
    """Names of their bookmarks."""
    row: str = "/"
    turn: int = 1
    line: tuple[LineBelow, int] | None = None
    indent: str = ""

    def words(self, value: Field | Text, letters: Letters) -> str:
        """One printed value as runs. This is done for every cell: a value of one plain run takes the short way."""
        self.printed.append(value)
        if not isinstance(value, Field):
            return self._every_run(value.runs, letters, _NO_FIELD)
        self.turn = turn = 1 - self.turn
        runs = value.text.runs
        if len(runs) == 1 and not (run := runs[0]).bold and not run.italic:
            # as `_escaped`, without the call: nearly every value comes this way
            escaped = run.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", _BREAK)
            made = f"{letters.plain[turn]}{escaped}{_CLOSING}"
        else:
            made = self._field(value, letters, turn)
        return made if value.key.startswith(self.row) else self._anchored(row_key(value.key), made)

    def _field(self, field: Field, letters: Letters, turn: int) -> str:
        """The runs of a field that is empty, or bold or italic somewhere."""
        if field.text.formatted:
            self.formatted.add(field.key)
        return self._every_run(field.text.runs, letters, turn) or f"{STARTS[turn]}</w:r>"

    def side(self, line: LineBelow, room: int) -> str:
        """Indent on either side, in twips, of the line under a text that stands in the given room; asked for twice in a row."""
        if self.line != (line, room):
            self.line = line, room
            self.indent = str((room - line_below(line.text.plain, line.points, Twips(room))) // 2)
        return self.indent

    @staticmethod
    def _every_run(runs: Sequence[Run], letters: Letters, start: int) -> str:
        return "".join([f"{letters.opening(run)[start]}{_escaped(run.text)}{_CLOSING}" for run in runs])

    def _anchored(self, row: str, runs: str) -> str:
        """A bookmark around the first field printed of a row: by it the row is found again in an edited draft."""
        self.row = f"{row}/"
        if row in self.rows:
            return runs
        name = anchor_name(row)
        if name in self.names:
            raise ProofError(f"Có hai dấu trang cùng mang tên “{name}”")
        self.rows.add(row)
        self.names.add(name)
        number = FIRST_NUMBER + len(self.rows)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'

    def next_part(self) -> None:
        """Begin another part of the same paper: its fields are counted anew, a row keeps its one bookmark."""
        self.printed, self.turn = [], 1


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", _BREAK)


def _weighted(letters: str, *, bold: bool, italic: bool) -> str:
    """Add bold or italic where the schema wants it, in place of what the template's run had."""
    if not bold and not italic:
        return letters
    weight = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    bare = _HAS_WEIGHT.sub("", letters)
    kept = _BEFORE_BOLD.match(bare)
    end = kept.end() if kept else 0
    had = "".join(mark for mark in _HAS_WEIGHT.findall(letters) if mark not in weight)
    return bare[:end] + _ordered(weight + had) + bare[end:]


def _ordered(marks: str) -> str:
    names = ("<w:b/>", "<w:bCs/>", "<w:i/>", "<w:iCs/>")
    return "".join(name for name in names if name in marks)
