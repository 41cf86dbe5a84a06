"""Text into the XML of Word: escaped, bold and italic as runs, line breaks as breaks, bookmarks around what is anchored."""

from __future__ import annotations

import re
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context

from generator.fields import Field, LineBelow
from generator.measure import Twips, line_below
from generator.richtext import Text

ANCHORS: Final = "anchors of this render"
"""Name in the render's own context (no template can spell it) of the bookmarks set so far: name → number."""

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


@pass_context
def words(context: Context, value: Any, letters: str) -> Safe:  # noqa: ANN401 - whatever a tag evaluates to
    """One printed value as runs; `letters` is the inner XML of the run properties that the tag had in the template."""
    if type(value) is not Field:
        return Safe(_runs(value, letters))
    runs = _runs(value.text, letters)
    return Safe(_anchored(context[ANCHORS], value.anchor, runs) if value.anchor else runs)


def _anchored(anchors: dict[str, int], name: str, runs: str) -> str:
    """The bookmark that finds this text again; only the first time it is printed, for a name stands once in a file."""
    if name in anchors:
        return runs
    number = anchors[name] = FIRST_NUMBER + len(anchors)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def _runs(text: Text, letters: str) -> str:
    made = ""
    for run in text.runs:
        weight = ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")
        weighted = _weighted(letters, weight) if weight else letters
        properties = f"<w:rPr>{weighted}</w:rPr>" if weighted else ""
        made += f'<w:r>{properties}<w:t xml:space="preserve">{_escaped(run.text)}</w:t></w:r>'
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
