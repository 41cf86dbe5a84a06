"""Text into the XML of Word: escaped, bold and italic as runs, line breaks as breaks, a bookmark around each field."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context

from generator.fields import Field, LineBelow, anchor_name, row_key
from generator.measure import Twips, line_below
from generator.richtext import Text

TRACE: Final = "trace of this render"
"""Name in the render's own context (no template can spell it) of its `Trace`."""

FIRST_NUMBER: Final = 100_000
"""Bookmarks are numbered from here, far above those that a person set in the template."""

_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'
_BEFORE_BOLD: Final = re.compile(r"^(?:<w:rStyle [^>]*/>)?(?:<w:rFonts [^>]*/>)?")
_HAS_WEIGHT: Final = re.compile(r"<w:(?:b|bCs|i|iCs)(?: [^>]*)?/>")


class Safe(str):
    """Text that may stand in the XML as it is: made only here, of data that was escaped."""

    __slots__ = ()


def only_safe(value: object) -> object:
    """The last gate before the page: nothing empty, nothing unescaped, nothing that no filter here has made."""
    if type(value) is not Safe:
        raise TypeError(value)
    return value


STARTS: Final = ('<w:r w:rsidR="00F1E1D0">', '<w:r w:rsidR="00F1E1D1">')
"""How the runs of a field begin, by turns: in the draft as made, each change of the number is the next field of the trace.

Word keeps these numbers for itself; nobody sees them, and a program that drops them does no harm.
"""


@dataclass(slots=True)
class Trace:
    """Which fields were printed, in order, and the rows that have their bookmark; `row` begins the keys of the last one."""

    fields: list[Field] = dataclasses.field(default_factory=list)
    rows: set[str] = dataclasses.field(default_factory=set)
    row: str = "/"


@pass_context
def words(context: Context, value: Any, letters: str) -> Safe:  # noqa: ANN401 - whatever a tag evaluates to
    """One printed value as runs; `letters` is the inner XML of the run properties that the tag had in the template."""
    if type(value) is not Field:
        return Safe(_runs(value, letters, "<w:r>"))
    trace: Trace = context.parent[TRACE]  # a look into the dict itself: this is done for every cell
    start = STARTS[len(trace.fields) & 1]
    trace.fields.append(value)
    runs = _runs(value.text, letters, start) or f"{start}</w:r>"
    return Safe(runs if value.key.startswith(trace.row) else _anchored(trace, row_key(value.key), runs))


def _anchored(trace: Trace, row: str, runs: str) -> str:
    """A bookmark around the first field printed of a row: by it the row is found again in an edited draft."""
    trace.row = f"{row}/"
    if row in trace.rows:
        return runs
    trace.rows.add(row)
    number = FIRST_NUMBER + len(trace.rows)
    return f'<w:bookmarkStart w:id="{number}" w:name="{anchor_name(row)}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def _runs(text: Text, letters: str, start: str) -> str:
    made = ""
    for run in text.runs:
        weight = ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")
        weighted = _weighted(letters, weight) if weight else letters
        properties = f"<w:rPr>{weighted}</w:rPr>" if weighted else ""
        made += f'{start}{properties}<w:t xml:space="preserve">{_escaped(run.text)}</w:t></w:r>'
    return made


def _escaped(words_: str) -> str:
    return words_.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", _BREAK)


def _weighted(letters: str, weight: str) -> str:
    """Add bold or italic where the schema wants it, in place of what the template's run had."""
    bare = _HAS_WEIGHT.sub("", letters)
    kept = _BEFORE_BOLD.match(bare)
    end = kept.end() if kept else 0
    had = "".join(mark for mark in _HAS_WEIGHT.findall(letters) if mark not in weight)
    return bare[:end] + _ordered(weight + had) + bare[end:]


def _ordered(marks: str) -> str:
    names = ("<w:b/>", "<w:bCs/>", "<w:i/>", "<w:iCs/>")
    return "".join(name for name in names if name in marks)


def side(line: LineBelow, room: int) -> Safe:
    """Indent on either side, in twips, of the line under a text that stands in the given room."""
    return Safe((room - line_below(line.text.plain, line.points, Twips(room))) // 2)
