"""Bold, italic and the like as a reader sees them: what a run says itself, else its styles, else the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from generator.wordxml import W

_OFF: Final = frozenset({"0", "false", "off", "none"})
_OTHER: Final = {
    "u": "gạch chân",
    "strike": "gạch ngang",
    "dstrike": "gạch ngang",
    "highlight": "tô nền",
    "vertAlign": "chỉ số trên, dưới",
    "vanish": "chữ ẩn",
    "caps": "chữ hoa bằng định dạng",
    "smallCaps": "chữ hoa bằng định dạng",
    "color": "chữ màu",
}
_USUAL: Final = _OFF | {"baseline", "auto", "000000"}


@dataclass(frozen=True, slots=True)
class Look:
    """How words look; `other` names what a field can't hold: underline, strike, highlight, raised, hidden or coloured letters."""

    bold: bool = False
    italic: bool = False
    other: frozenset[str] = frozenset()


class Styles:
    """The styles of a document, resolved along what each is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        """Index the styles of `word/styles.xml`; a document without any has plain ones."""
        found = [] if root is None else list(root.iterchildren(f"{W}style"))
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        default = next((s for s in found if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default") in {"1", "true", "on"}), None)
        self._default = "" if default is None else default.get(f"{W}styleId", "")
        letters = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._known: dict[str, tuple[bool | None, bool | None]] = {}
        self._start = (_flag(letters, "b") or False, _flag(letters, "i") or False)

    def name(self, style: str) -> str:
        """The name that a person sees."""
        element = self._styles.get(style or self._default)
        named = None if element is None else element.find(f"{W}name")
        return style if named is None else named.get(f"{W}val", style)

    def paragraph(self, style: str) -> Look:
        """What a paragraph style alone gives."""
        bold, italic = self._resolved(style or self._default)
        return Look(self._start[0] if bold is None else bold, self._start[1] if italic is None else italic)

    def run(self, letters: etree._Element | None, plain: Look) -> Look:
        """What a run looks like in a paragraph whose style gives `plain`.

        A character style turns bold around (it is a toggle); what the run says itself holds.
        """
        style = letters.find(f"{W}rStyle") if letters is not None else None
        bold, italic = self._resolved(style.get(f"{W}val", "")) if style is not None else (None, None)
        direct_bold, direct_italic = _flag(letters, "b"), _flag(letters, "i")
        return Look(
            plain.bold ^ bool(bold) if direct_bold is None else direct_bold,
            plain.italic ^ bool(italic) if direct_italic is None else direct_italic,
            _others(letters),
        )

    def _resolved(self, style: str) -> tuple[bool | None, bool | None]:
        if style not in self._known:
            self._known[style] = self._along(style)
        return self._known[style]

    def _along(self, style: str) -> tuple[bool | None, bool | None]:
        """The nearest that says something along what a style is based on."""
        bold = italic = None
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            letters = self._styles[style].find(f"{W}rPr")
            bold = _flag(letters, "b") if bold is None else bold
            italic = _flag(letters, "i") if italic is None else italic
            based = self._styles[style].find(f"{W}basedOn")
            style = "" if based is None else based.get(f"{W}val", "")
        return bold, italic


def _flag(letters: etree._Element | None, name: str) -> bool | None:
    """A property that is on or off; None when nothing is said."""
    element = letters.find(f"{W}{name}") if letters is not None else None
    return None if element is None else element.get(f"{W}val", "1") not in _OFF


def _others(letters: etree._Element | None) -> frozenset[str]:
    if letters is None:
        return frozenset()
    said = ((name, words, letters.find(f"{W}{name}")) for name, words in _OTHER.items())
    return frozenset(words for _, words, found in said if found is not None and found.get(f"{W}val", "1") not in _USUAL)
