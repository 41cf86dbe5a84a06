"""What an `rPr` or a `pPr` says, as a plain table of the properties that this program judges; silence leaves no entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from lxml import etree

from generator.wordxml import W

Said = Mapping[str, Any]
"""Properties by name, only those that are said."""

TOGGLES: Final = ("bold", "italic", "caps", "small_caps", "struck", "hidden")
"""Properties that styles of different kinds turn around (ISO/IEC 29500-1, 17.7.3)."""

_OFF: Final = frozenset({"0", "false", "off", "none"})
_TOGGLE_TAGS: Final = {"b": "bold", "i": "italic", "caps": "caps", "smallCaps": "small_caps", "strike": "struck", "vanish": "hidden"}
_SWITCH_TAGS: Final = {
    "keepNext": "keep_next",
    "keepLines": "keep_lines",
    "pageBreakBefore": "page_break_before",
    "contextualSpacing": "contextual",
}
_NUMBER: Final = re.compile(r"\s*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(|pt|mm|cm|in|pc|pi)\s*")
_UNITS: Final = {"": 1, "pt": 20, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440, "pc": 240, "pi": 240}
_LARGEST: Final = 2**31
_HALF_POINT: Final = 10
_HUNDREDTHS_OF_LINE: Final = 240 / 100


def on(element: etree._Element) -> bool:
    """Whether a switch is on; said without a value it is."""
    return element.get(f"{W}val", "1") not in _OFF


def number(words: str | None) -> int | None:
    """A whole number as files write it, also `12.0`, lengths with a unit in twips; None when it is none or beyond all use."""
    found = _NUMBER.fullmatch(words) if words else None
    if found is None:
        return None
    counted = float(found[1]) * _UNITS[found[2]]
    return round(counted) if abs(counted) <= _LARGEST else None


def letters(properties: etree._Element | None) -> dict[str, Any]:
    """What an `rPr` says of the letters."""
    said: dict[str, Any] = {}
    for child in properties if properties is not None else ():
        name = local(child)
        if name in _TOGGLE_TAGS:
            said[_TOGGLE_TAGS[name]] = on(child)
        elif name in _LETTER_TAGS:
            _LETTER_TAGS[name](child, said)
    return said


def paragraph(properties: etree._Element | None) -> dict[str, Any]:
    """What a `pPr` says of the paragraph."""
    said: dict[str, Any] = {}
    for child in properties if properties is not None else ():
        name = local(child)
        if name in _SWITCH_TAGS:
            said[_SWITCH_TAGS[name]] = on(child)
        elif name in _PARAGRAPH_TAGS:
            _PARAGRAPH_TAGS[name](child, said)
    return said


def local(element: etree._Element) -> str:
    """The name of an element of Word's own namespace; nothing for any other."""
    tag = element.tag
    return tag[len(W) :] if isinstance(tag, str) and tag.startswith(W) else ""


def _fonts(element: etree._Element, said: dict[str, Any]) -> None:
    for slot, key in (("ascii", "latin"), ("hAnsi", "marked")):
        if theme := element.get(f"{W}{slot}Theme"):
            said[key] = f"+{theme}"
        elif family := element.get(f"{W}{slot}"):
            said[key] = family


def _size(element: etree._Element, said: dict[str, Any]) -> None:
    words = element.get(f"{W}val", "")
    size = number(words)
    if size and size > 0:
        said["size"] = size if words.strip()[-1:].isdigit() else size // _HALF_POINT


def _underline(element: etree._Element, said: dict[str, Any]) -> None:
    said["underlined"] = element.get(f"{W}val", "single") not in _OFF


def _colour(element: etree._Element, said: dict[str, Any]) -> None:
    said["colour"] = "auto" if element.get(f"{W}val", "auto") == "auto" else element.get(f"{W}val", "").upper()


def _raised(element: etree._Element, said: dict[str, Any]) -> None:
    value = element.get(f"{W}val", "")
    said["raised"] = "" if value == "baseline" else value


def _style(element: etree._Element, said: dict[str, Any]) -> None:
    said["style"] = element.get(f"{W}val", "")


def _alignment(element: etree._Element, said: dict[str, Any]) -> None:
    said["alignment"] = element.get(f"{W}val", "left")


def _spacing(element: etree._Element, said: dict[str, Any]) -> None:
    for side in ("before", "after"):
        value = number(element.get(f"{W}{side}"))
        lines = number(element.get(f"{W}{side}Lines"))
        if lines:
            value = round(lines * _HUNDREDTHS_OF_LINE)
        if value is not None:
            said[side] = value
        if (automatic := element.get(f"{W}{side}Autospacing")) is not None:
            said[f"{side}_auto"] = automatic not in _OFF
    if (line := number(element.get(f"{W}line"))) is not None:
        said["line"] = abs(line)
        said["line_rule"] = element.get(f"{W}lineRule", "auto")


def _indents(element: etree._Element, said: dict[str, Any]) -> None:
    for key, names in (("left", ("start", "left")), ("right", ("end", "right"))):
        for name in names:
            if (value := number(element.get(f"{W}{name}"))) is not None:
                said[key] = value
    if (hanging := number(element.get(f"{W}hanging"))) is not None:
        said["first_line"] = -hanging
    elif (first := number(element.get(f"{W}firstLine"))) is not None:
        said["first_line"] = first


def _numbering(element: etree._Element, said: dict[str, Any]) -> None:
    for name, key in (("numId", "list"), ("ilvl", "level")):
        found = element.find(f"{W}{name}")
        if found is not None:
            said[key] = found.get(f"{W}val", "")


def _outline(element: etree._Element, said: dict[str, Any]) -> None:
    if (level := number(element.get(f"{W}val"))) is not None:
        said["outline"] = level


def _borders(element: etree._Element, said: dict[str, Any]) -> None:
    for side in ("top", "bottom"):
        found = element.find(f"{W}{side}")
        if found is not None:
            said[f"border_{side}"] = found.get(f"{W}val", "none") not in {"none", "nil"}


def _frame(element: etree._Element, said: dict[str, Any]) -> None:
    said["frame"] = element.get(f"{W}xAlign", "left")


_LETTER_TAGS: Final[dict[str, Callable[[etree._Element, dict[str, Any]], None]]] = {
    "rFonts": _fonts,
    "sz": _size,
    "u": _underline,
    "color": _colour,
    "vertAlign": _raised,
    "rStyle": _style,
}
_PARAGRAPH_TAGS: Final[dict[str, Callable[[etree._Element, dict[str, Any]], None]]] = {
    "framePr": _frame,
    "pStyle": _style,
    "jc": _alignment,
    "spacing": _spacing,
    "ind": _indents,
    "numPr": _numbering,
    "outlineLvl": _outline,
    "pBdr": _borders,
}
