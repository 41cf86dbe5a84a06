"""Page setups mended: paper that is nearly A4, or Letter, and margins outside of the limits; upright pages only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from generator import standard as std
from generator.base import MAIN_PART
from generator.formatting import Block, Page, Section, Table
from generator.formatting.pages import page_setups
from generator.measure import mm
from generator.mending.desk import Desk
from generator.mending.lengths import millimetres
from generator.mending.markup import put
from generator.standard import Limit
from generator.stretches import Element
from generator.wordxml import W

PART: Final = "Trang giấy"
_MARGINS: Final = {
    "top": ("lề trên", std.MARGIN_TOP),
    "bottom": ("lề dưới", std.MARGIN_BOTTOM),
    "left": ("lề trái", std.MARGIN_LEFT),
    "right": ("lề phải", std.MARGIN_RIGHT),
}
_ALMOST: Final = mm(50)
"""How far a page that is meant to be A4 may be from it."""
_LETTER: Final = (12240, 15840)
_STANDING_OUT: Final = mm(100)


def mend_pages(desk: Desk) -> None:
    """Paper and margins of every upright section, unless something in it would no longer fit the narrower text."""
    for element, section in setups(desk):
        page = section.page
        if page.landscape:
            continue
        width, height = _paper(page)
        sides = {side: _margin(page, side, element) for side in _MARGINS}
        narrower = width - sides["left"] - sides["right"]
        if narrower < page.text_width and not _fits(section.blocks, narrower):
            width, height = page.width, page.height
            sides |= {"left": page.left, "right": page.right}
        _resize(desk, element, page, (width, height))
        for side, (name, limit) in _MARGINS.items():
            _set_margin(desk, element, (side, name, limit), (getattr(page, side), sides[side]))


def setups(desk: Desk) -> Iterator[tuple[Element, Section]]:
    """Each section with its `w:sectPr`; a document that says nothing gets one."""
    body = desk.root(MAIN_PART).find(f"{W}body")
    if body is None:
        return
    elements = [setup.element for setup in page_setups(body) if setup.element is not None]
    if not elements:
        elements = [etree.SubElement(body, f"{W}sectPr")]
    if len(elements) == len(desk.document.sections):
        yield from zip(elements, desk.document.sections, strict=True)


def _paper(page: Page) -> tuple[int, int]:
    """A4 for a page that is nearly A4, or Letter."""
    a4 = int(std.A4_SHORT), int(std.A4_LONG)
    off = max(abs(page.width - a4[0]), abs(page.height - a4[1]))
    letter = max(abs(page.width - _LETTER[0]), abs(page.height - _LETTER[1])) <= std.SAME_LENGTH
    return a4 if letter or std.SAME_LENGTH < off <= _ALMOST else (page.width, page.height)


def _margin(page: Page, side: str, element: Element) -> int:
    """A margin within its limits; one that a gutter or a fixed head takes part in stays."""
    value: int = getattr(page, side)
    margins = element.find(f"{W}pgMar")
    gutter = margins.get(f"{W}gutter", "0") if margins is not None else "0"
    limit = _MARGINS[side][1]
    if value < 0 or (side == "left" and gutter != "0") or limit.least - std.SAME_LENGTH <= value <= limit.most + std.SAME_LENGTH:
        return value
    return int(min(max(value, limit.least), limit.most))


def _fits(blocks: tuple[Block, ...], width: int) -> bool:
    """Whether nothing that can't be broken, a table or a picture, stands out of a text so wide; a table without lines may a little."""
    for block in blocks:
        if isinstance(block, Table):
            widest = max((sum(cell.width for cell in row.cells) for row in block.rows), default=0)
            if widest > width + (std.SAME_LENGTH if block.framed else _STANDING_OUT):
                return False
        elif any(drawn.kind == "picture" and drawn.width > width for drawn in block.objects):
            return False
    return True


def _resize(desk: Desk, element: Element, page: Page, paper: tuple[int, int]) -> None:
    if paper != (page.width, page.height):
        put(element, "pgSz", {"w": str(paper[0]), "h": str(paper[1]), "code": None})
        names = (f"{millimetres(width)} × {millimetres(height)}" for width, height in ((page.width, page.height), paper))
        desk.write_down(None, "PG-01", PART, "khổ giấy", (next(names), next(names)))


def _set_margin(desk: Desk, element: Element, margin: tuple[str, str, Limit], values: tuple[int, int]) -> None:
    side, name, limit = margin
    before, after = values
    if before != after:
        found = element.find(f"{W}pgMar")
        if found is None:
            put(element, "pgMar", {**_UNSAID})
        put(element, "pgMar", {side: str(after)})
        desk.write_down(None, limit.code, PART, name, (millimetres(before), millimetres(after)))


_UNSAID: Final = {"top": "1440", "right": "1440", "bottom": "1440", "left": "1440", "header": "720", "footer": "720", "gutter": "0"}
