"""Properties put into the XML of runs, paragraphs and sections, each at the place that Word's schema gives it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from lxml import etree

from generator.stretches import Element
from generator.wordxml import W

_RUN: Final = (
    "ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline",
    "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz",
    "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout",
    "specVanish", "oMath", "rPrChange",
)  # fmt: skip
_PARAGRAPH: Final = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr", "shd",
    "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi",
    "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
    "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip
_SECTION: Final = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType",
    "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid",
    "printerSettings", "sectPrChange",
)  # fmt: skip
_ORDERS: Final = {f"{W}rPr": _RUN, f"{W}pPr": _PARAGRAPH, f"{W}sectPr": _SECTION}

Said = Mapping[str, str | None]
"""Attributes by their local name; None takes one out."""


def properties(holder: Element, name: str) -> Element:
    """The `rPr` or `pPr` of an element, made when it is not there."""
    found = holder.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        if holder.tag in _ORDERS:
            _insert(holder, found)
        else:
            holder.insert(0, found)
    return found


def put(parent: Element, name: str, said: Said) -> Element:
    """Say a property in an `rPr`, `pPr` or `sectPr`; of one that is there only these attributes change."""
    found = _only(parent, name)
    if found is None:
        found = etree.Element(W + name)
        _insert(parent, found)
    for key, words in said.items():
        if words is None:
            found.attrib.pop(W + key, None)
        else:
            found.set(W + key, words)
    return found


def switch(parent: Element, name: str, *, on: bool) -> None:
    """Turn a property on or off, whatever the styles say."""
    put(parent, name, {"val": None if on else "0"})


def reference(section: Element, kind: str, relation: str) -> None:
    """Have a section show a header or footer on its usual pages."""
    made = etree.Element(f"{W}{kind}Reference", {f"{W}type": "default", f"{_RELATION}id": relation})
    last = section.findall(f"{W}headerReference")
    if last:
        last[-1].addnext(made)
    else:
        section.insert(0, made)


_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def _only(parent: Element, name: str) -> Element | None:
    """The property of this name; said twice, as no schema allows, the last word holds and the first goes."""
    said = parent.findall(W + name)
    for earlier, later in pairwise(said):
        for key, words in earlier.items():
            if key not in later.attrib:
                later.set(key, words)
        parent.remove(earlier)
    return said[-1] if said else None


def _insert(parent: Element, made: Element) -> None:
    """Put a property before the first one that the schema wants after it."""
    order = [W + name for name in _ORDERS[str(parent.tag)]]
    later = set(order[order.index(str(made.tag)) + 1 :])
    following = next((child for child in parent if child.tag in later), None)
    if following is None:
        parent.append(made)
    else:
        following.addprevious(made)
