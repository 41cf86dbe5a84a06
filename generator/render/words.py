"""Text into the XML of Word: escaped, bold and italic as runs, line breaks as breaks, bookmarks around what is anchored."""

from __future__ import annotations

import re
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from generator.fields import Field, LineBelow
from generator.measure import Twips, line_below
from generator.richtext import Text

ANCHORS: Final = "anchors of this render"
"""Name in the render's own context (no template can spell it) of the bookmarks set so far: name → number."""

_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'
_BEFORE_BOLD: Final = re.compile(r"^(?:<w:rStyle [^>]*/>)?(?:<w:rFonts [^>]*/>)?")
_HAS_WEIGHT: Final = re.compile(r"<w:(?:b|bCs|i|iCs)(?: [^>]*)?/>")


@pass_context
def words(context: Context, value: Any, letters: str) -> Markup:  # noqa: ANN401 - whatever a tag evaluates to
    """One printed value as runs; `letters` is the inner XML of the run properties that the tag had in the template."""
    field = value if isinstance(value, Field) else None
    runs = _runs(value if field is None else field.text, letters)
    if field is not None and field.anchor:
        anchors: dict[str, int] = context[ANCHORS]
        if field.anchor not in anchors:
            number = anchors[field.anchor] = len(anchors)
            runs = f'<w:bookmarkStart w:id="{number}" w:name="{field.anchor}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
    return Markup(runs)  # noqa: S704 - every character of the data went through _escaped


def _runs(text: Text, letters: str) -> str:
    made = ""
    for run in text.runs:
        weight = ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")
        made += _run(run.text, _weighted(letters, weight) if weight else letters)
    return made


def _run(words_: str, letters: str) -> str:
    properties = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{_escaped(words_)}</w:t></w:r>'


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


def side(line: LineBelow, room: int) -> int:
    """Indent on either side, in twips, of the line under a text that stands in the given room."""
    return (room - line_below(line.text.plain, line.points, Twips(room))) // 2
