"""The styles of a document resolved as Word does: defaults, table style, paragraph style with its chain, character style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from generator.formatting import properties
from generator.formatting.properties import TOGGLES, Said
from generator.formatting.tables import drawn
from generator.wordxml import A, W, value

_FALLBACK_FONT: Final = "Times New Roman"
"""What Word uses when a file names no font at all."""
_FALLBACK_SIZE: Final = 20
_WHOLE: Final = "wholeTable"


class Style:
    """One style: what it says itself, and what it is based on."""

    __slots__ = ("based_on", "framed", "kind", "letters", "name", "parts", "spacing")

    def __init__(self, element: etree._Element) -> None:
        """Read a `w:style`."""
        self.name = value(element.find(f"{W}name")) or element.get(f"{W}styleId", "")
        self.kind = element.get(f"{W}type", "")
        self.based_on = value(element.find(f"{W}basedOn"))
        self.letters: Said = properties.letters(element.find(f"{W}rPr"))
        self.spacing: Said = properties.paragraph(element.find(f"{W}pPr"))
        borders = element.find(f"{W}tblPr/{W}tblBorders")
        self.framed = None if borders is None else drawn(borders)
        self.parts: Mapping[str, tuple[Said, Said]] = {
            part.get(f"{W}type", ""): (properties.letters(part.find(f"{W}rPr")), properties.paragraph(part.find(f"{W}pPr")))
            for part in element.iterchildren(f"{W}tblStylePr")
        }


class Styles:
    """All styles of a document, and what they give together."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None = None) -> None:
        """Index `word/styles.xml`; the theme tells the families behind names such as `+minorHAnsi`."""
        elements = [] if root is None else list(root.iterchildren(f"{W}style"))
        self._styles = {element.get(f"{W}styleId", ""): Style(element) for element in elements}
        self._default = {
            element.get(f"{W}type", ""): element.get(f"{W}styleId", "")
            for element in elements
            if element.get(f"{W}default", "0") in {"1", "true", "on"}
        }
        at = "docDefaults/{0}rPrDefault/{0}rPr", "docDefaults/{0}pPrDefault/{0}pPr"
        letters, spacing = (None if root is None else root.find(W + path.format(W)) for path in at)
        self.letters: Said = properties.letters(letters)
        self.spacing: Said = properties.paragraph(spacing)
        self._fonts = _theme_fonts(theme)
        self._known: dict[tuple[str, bool], Said] = {}
        self._combined: dict[tuple[str, str, tuple[str, tuple[str, ...]]], Said] = {}

    def name(self, style: str) -> str:
        """The name of a paragraph style that a person sees; of the default when none is said."""
        found = self._styles.get(style or self._default.get("paragraph", ""))
        return style if found is None else found.name

    def table_name(self, style: str) -> str:
        """The name of a table style."""
        found = self._styles.get(style)
        return style if found is None else found.name

    def used_table(self, style: str) -> str:
        """The table style that a table has: the default one where it names none that is there."""
        return style if style in self._styles else self._default.get("table", "")

    def framed(self, style: str) -> bool:
        """Whether a table style draws lines."""
        return next((link.framed for link in self._along(style) if link.framed is not None), False)

    def paragraph(self, style: str, table: tuple[str, tuple[str, ...]]) -> Said:
        """What defaults, table style and paragraph style give a paragraph, nearest last."""
        return {**self.spacing, **self._table(table, letters=False), **self.chain(self._used(style), letters=False)}

    def run(self, style: str, character: str, table: tuple[str, tuple[str, ...]]) -> Said:
        """What defaults, table, paragraph and character style give a run before its own say."""
        key = style, character, table
        if key not in self._combined:
            levels = [self._table(table, letters=True), self.chain(self._used(style), letters=True)]
            if character:
                levels.append(self.chain(character, letters=True))
            merged: dict[str, Any] = dict(self.letters)
            for level in levels:
                merged |= {key: said for key, said in level.items() if key not in TOGGLES}
            for toggle in TOGGLES:
                turned = sum(bool(level.get(toggle)) for level in levels) % 2 == 1
                merged[toggle] = turned or bool(self.letters.get(toggle))
            self._combined[key] = merged
        return self._combined[key]

    def family(self, name: str) -> str:
        """The family behind a name; a theme's name is looked up."""
        return self._fonts.get(name, _FALLBACK_FONT) if name.startswith("+") else name

    def chain(self, style: str, *, letters: bool) -> Said:
        """What a style says along what it is based on, nearest last."""
        key = style, letters
        if key not in self._known:
            said: dict[str, Any] = {}
            for link in reversed(list(self._along(style))):
                said |= link.letters if letters else link.spacing
            self._known[key] = said
        return self._known[key]

    def _used(self, style: str) -> str:
        return style if style in self._styles else self._default.get("paragraph", "")

    def _along(self, style: str) -> Iterator[Style]:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = self._styles[style].based_on

    def _table(self, table: tuple[str, tuple[str, ...]], *, letters: bool) -> Said:
        """What a table style gives a cell in these parts of the table: whole table first, then rows and columns."""
        style, parts = table
        if not style:
            return {}
        said: dict[str, Any] = dict(self.chain(style, letters=letters))
        for part in (_WHOLE, *parts):
            for link in reversed(list(self._along(style))):
                if part in link.parts:
                    said |= link.parts[part][0 if letters else 1]
        return said


FALLBACK_LETTERS: Final[Said] = {"latin": _FALLBACK_FONT, "marked": _FALLBACK_FONT, "size": _FALLBACK_SIZE}


def _theme_fonts(theme: etree._Element | None) -> Mapping[str, str]:
    """`+minorHAnsi` → the family of Latin letters in the theme."""
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        latin = None if theme is None else theme.find(f".//{A}{kind}Font/{A}latin")
        if latin is not None and latin.get("typeface"):
            found |= {f"+{kind}{slot}": latin.get("typeface", "") for slot in ("Ascii", "HAnsi")}
    return found
