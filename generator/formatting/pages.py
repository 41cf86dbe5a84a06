"""Page setups: paper, margins, header and footer of each section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from generator.formatting.model import Page
from generator.formatting.properties import number, on
from generator.measure import TWIPS_PER_INCH, Twips
from generator.wordxml import W, value

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_INCH: Final = TWIPS_PER_INCH
_LETTER: Final = (12240, 15840)
"""What Word takes for the paper when a file says nothing: US Letter."""


@dataclass(frozen=True, slots=True)
class Setup:
    """A `w:sectPr` as it stands: relations of headers and footers by kind."""

    element: etree._Element | None
    page: Page
    headers: tuple[tuple[str, str], ...]
    footers: tuple[tuple[str, str], ...]
    first_differs: bool
    start: int | None
    digits: str
    kind: str

    @classmethod
    def unsaid(cls) -> Setup:
        """The setup of a document that names none."""
        return _setup(etree.Element(f"{W}sectPr"))


def page_setups(body: etree._Element) -> list[Setup]:
    """The setups of a body in order; the last one stands at its end."""
    return [_setup(element) for element in body.iter(f"{W}sectPr") if _lives(element)]


def _lives(element: etree._Element) -> bool:
    """A setup that a tracked change replaced is only remembered."""
    parent = element.getparent()
    return parent is not None and parent.tag != f"{W}sectPrChange"


def _setup(element: etree._Element) -> Setup:
    numbers, title, kind = element.find(f"{W}pgNumType"), element.find(f"{W}titlePg"), element.find(f"{W}type")
    return Setup(
        element=element,
        page=_page(element),
        headers=_edges(element, "headerReference"),
        footers=_edges(element, "footerReference"),
        first_differs=title is not None and on(title),
        start=number(numbers.get(f"{W}start")) if numbers is not None else None,
        digits=numbers.get(f"{W}fmt", "decimal") if numbers is not None else "decimal",
        kind=value(kind) or "nextPage",
    )


def _page(element: etree._Element) -> Page:
    size, margins = element.find(f"{W}pgSz"), element.find(f"{W}pgMar")

    def said(holder: etree._Element | None, name: str, otherwise: int) -> Twips:
        found = number(holder.get(W + name)) if holder is not None else None
        return Twips(otherwise if found is None else found)

    width, height = said(size, "w", _LETTER[0]), said(size, "h", _LETTER[1])
    sides = {side: said(margins, side, _INCH) for side in ("top", "bottom", "left", "right")}
    edges = {edge: said(margins, edge, _INCH // 2) for edge in ("header", "footer")}
    return Page(width, height, landscape=width > height, **sides, **edges)


def _edges(element: etree._Element, name: str) -> tuple[tuple[str, str], ...]:
    return tuple((edge.get(f"{W}type", "default"), edge.get(f"{_R}id", "")) for edge in element.iterchildren(W + name))
