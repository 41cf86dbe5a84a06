"""A template's runs taken apart at its tags, so that each printed value makes runs of its own."""

from __future__ import annotations

import re
from typing import Final

_RUN: Final = re.compile(
    r"<w:r(?: [^>]*)?>(?:<w:rPr>(?P<letters>(?:(?!</w:rPr>).)*)</w:rPr>|<w:rPr/>)?(?P<inside>(?:(?!</w:r>).)*)</w:r>", re.DOTALL
)
_TEXT: Final = re.compile(r"<w:t(?: [^>]*)?>(.*?)</w:t>", re.DOTALL)
_TAG: Final = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_PARAGRAPH: Final = re.compile(r"<w:p(?: [^>]*)?>(?:(?!<w:p[ >]).)*?</w:p>", re.DOTALL)
_LINE_START: Final = re.compile(r"\n(?=<w:p[ >]|\{%)")
"""The line feeds that were put before paragraphs, so that a fault can be found by its line."""
_INDENT: Final = re.compile(r"<w:ind [^>]*/>")
_AFTER_INDENT: Final = re.compile(
    r"<w:(?:contextualSpacing|mirrorIndents|suppressOverlap|jc|textDirection|textAlignment|textboxTightWrap|outlineLvl|divId|cnfStyle"
    r"|rPr|sectPr)[ />]|</w:pPr>"
)


def spread(source: str, lines: set[str]) -> str:
    """The Jinja source in which each `{{ tag }}` stands between runs and prints through `words`.

    `lines` are the tags that stand for a line drawn under a text: their paragraphs get an indent instead of words.
    """
    drawn = _PARAGRAPH.sub(lambda match: _drawn(match.group(), source, match.start(), lines), source)
    return _LINE_START.sub("", _RUN.sub(_taken_apart, drawn))


def _taken_apart(match: re.Match[str]) -> str:
    if "{" not in match["inside"]:
        return match.group()
    letters = match["letters"] or ""
    properties = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    pieces: list[str] = []
    position = 0
    for text in _TEXT.finditer(match["inside"]):
        pieces += _wrapped(match["inside"][position : text.start()], properties)
        pieces += [piece for part in _TAG.split(text[1]) for piece in _piece(part, letters, properties)]
        position = text.end()
    return "".join(pieces + _wrapped(match["inside"][position:], properties))


def _piece(part: str, letters: str, properties: str) -> list[str]:
    if part.startswith("{{"):
        return [f"{{{{ ({part[2:-2]})|words({_literal(letters)}) }}}}"]
    if part.startswith("{%"):
        return [part]
    return _wrapped(f'<w:t xml:space="preserve">{part}</w:t>', properties) if part else []


def _wrapped(content: str, properties: str) -> list[str]:
    return [f"<w:r>{properties}{content}</w:r>"] if content.strip() else []


def _literal(letters: str) -> str:
    """A Jinja string: run properties hold double quotes, never a single one once those are written as a reference."""
    return "'" + letters.replace("\\", "&#92;").replace("'", "&#39;") + "'"


def _drawn(paragraph: str, source: str, position: int, lines: set[str]) -> str:
    tag = next((found for found in _TAG.findall(paragraph) if found[2:-2].strip() in lines), None)
    if tag is None:
        return paragraph
    name, room = tag[2:-2].strip(), room_at(source, position)
    indent = f'<w:ind w:left="{{{{ {name}|side({room}) }}}}" w:right="{{{{ {name}|side({room}) }}}}" w:firstLine="0"/>'
    return _indented(paragraph.replace(tag, ""), indent)


def _indented(paragraph: str, indent: str) -> str:
    if "<w:pPr>" not in paragraph:
        head = paragraph.index(">") + 1
        return f"{paragraph[:head]}<w:pPr>{indent}</w:pPr>{paragraph[head:]}"
    before, _, rest = paragraph.partition("<w:pPr>")
    properties, closing, tail = rest.partition("</w:pPr>")
    properties = _INDENT.sub("", properties) + closing
    follower = _AFTER_INDENT.search(properties)
    at = follower.start() if follower else len(properties)
    return f"{before}<w:pPr>{properties[:at]}{indent}{properties[at:]}{tail}"


def room_at(source: str, position: int) -> int:
    """Width in twips of the cell, or else of the page's text, in which a paragraph stands."""
    cell = source.rfind("<w:tcPr>", 0, position)
    if cell > source.rfind("</w:tc>", 0, position) and (width := re.search(r'<w:tcW [^>]*w:w="(\d+)"', source[cell:position])):
        return int(width[1])
    section = source[source.find("<w:sectPr", position) :]
    page = re.search(r'<w:pgSz [^>]*w:w="(\d+)"', section)
    left, right = (re.search(rf'<w:pgMar [^>]*w:{side}="(\d+)"', section) for side in ("left", "right"))
    return int(page[1]) - int(left[1]) - int(right[1]) if page and left and right else _USUAL_ROOM


_USUAL_ROOM: Final = 9354
"""Text width of an A4 page with margins of 30 and 15 mm, for a template whose section says nothing."""
