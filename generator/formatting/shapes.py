"""Lines, boxes and pictures drawn over a page, in both languages that Word has for them (DrawingML and VML)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from lxml import etree

from generator.formatting.model import AUTOMATIC, Block, Drawn
from generator.formatting.properties import number
from generator.measure import TWIPS_PER_POINT, ZERO, Twips
from generator.wordxml import A, W

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FALLBACK: Final = f"{MC}Fallback"
ALTERNATE: Final = f"{MC}AlternateContent"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_EMU_PER_TWIP: Final = 635
_LENGTH: Final = re.compile(r"(-?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(pt|in|cm|mm|px|)")
_TWIPS: Final = {"pt": 20, "in": 1440, "cm": 566.929, "mm": 56.6929, "px": 15, "": 1 / 635}
_LINE_SHAPES: Final = frozenset({"line", "straightConnector1"})
_LINE_TYPES: Final = ("_x0000_t32", "_x0000_t20")
_WORD_SHAPES: Final = frozenset({f"{_WPS}wsp"})
_VML_SHAPES: Final = frozenset(_V + name for name in ("line", "shape", "rect", "roundrect", "polyline"))
_CHOICES: Final = 5
"""Choices within one another that are followed."""
_THIN: Final = Twips(6 * TWIPS_PER_POINT)
"""A shape lower than this and far longer is a line, whatever it calls itself."""
_FAR_LONGER: Final = 8
_LARGEST: Final = 2**31

BlocksOf = Callable[[Any], tuple[Block, ...]]
"""Reads the blocks of a box from its `w:txbxContent`."""


def drawn_in(run_child: etree._Element, blocks_of: BlocksOf, depth: int = 0) -> Iterator[Drawn]:
    """Everything drawn by one child of a run: a drawing, a VML picture, or a choice of the two."""
    if run_child.tag == ALTERNATE:
        content = chosen(run_child) if depth < _CHOICES else None
        for child in content if content is not None else ():
            yield from drawn_in(child, blocks_of, depth + 1)
    elif run_child.tag == f"{W}drawing":
        yield from _drawings(run_child, blocks_of)
    elif run_child.tag in {f"{W}pict", f"{W}object"}:
        yield from _vml(run_child, blocks_of)


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The newer of two ways to say the same."""
    choice = alternate.find(f"{MC}Choice")
    return choice if choice is not None else alternate.find(FALLBACK)


def _outside_boxes(parent: etree._Element, tags: frozenset[str]) -> Iterator[etree._Element]:
    """Elements in order; what is drawn in the words of a box belongs to those."""
    waiting = list(parent.iterchildren(reversed=True))
    while waiting:
        element = waiting.pop()
        if element.tag in tags:
            yield element
        if element.tag != f"{W}txbxContent":
            waiting += element.iterchildren(reversed=True)


def _drawings(drawing: etree._Element, blocks_of: BlocksOf) -> Iterator[Drawn]:
    for frame in drawing.iterchildren(f"{_WP}inline", f"{_WP}anchor"):
        extent = frame.find(f"{_WP}extent")
        size = (_emu(extent, "cx"), _emu(extent, "cy"))
        shapes = list(_outside_boxes(frame, _WORD_SHAPES))
        if not shapes:
            yield Drawn("picture" if next(frame.iter(f"{A}blip"), None) is not None else "other", *size)
        for shape in shapes:
            yield _shape(shape, size if len(shapes) == 1 else _own_size(shape, size), blocks_of)


def _shape(shape: etree._Element, size: tuple[Twips, Twips], blocks_of: BlocksOf) -> Drawn:
    geometry, outline = shape.find(f"{_WPS}spPr/{A}prstGeom"), shape.find(f"{_WPS}spPr/{A}ln")
    by_theme = shape.find(f"{_WPS}style/{A}lnRef")
    box = shape.find(f"{_WPS}txbx/{W}txbxContent")
    blocks = blocks_of(box) if box is not None else ()
    dash = outline.find(f"{A}prstDash") if outline is not None else None
    colour = outline.find(f".//{A}srgbClr") if outline is not None else None
    straight = geometry is not None and geometry.get("prst") in _LINE_SHAPES
    return Drawn(
        kind=_kind(size, straight=straight, words=bool(blocks)),
        width=size[0],
        height=size[1],
        solid=dash is None or dash.get("val") == "solid",
        framed=outline.find(f"{A}noFill") is None if outline is not None else by_theme is not None and by_theme.get("idx", "0") != "0",
        colour=AUTOMATIC if colour is None else colour.get("val", "").upper(),
        blocks=blocks,
    )


def _kind(size: tuple[Twips, Twips], *, straight: bool, words: bool) -> str:
    if words:
        return "box"
    thin = size[1] <= _THIN and size[0] > _FAR_LONGER * max(size[1], 1)
    return "line" if straight or thin else "other"


def _own_size(shape: etree._Element, given: tuple[Twips, Twips]) -> tuple[Twips, Twips]:
    """A shape inside a group has an extent of its own."""
    extent = shape.find(f"{_WPS}spPr/{A}xfrm/{A}ext")
    return given if extent is None else (_emu(extent, "cx"), _emu(extent, "cy"))


def _emu(element: etree._Element | None, name: str) -> Twips:
    return ZERO if element is None else Twips((number(element.get(name)) or 0) // _EMU_PER_TWIP)


def _vml(picture: etree._Element, blocks_of: BlocksOf) -> Iterator[Drawn]:
    for shape in _outside_boxes(picture, _VML_SHAPES):
        box = shape.find(f"{_V}textbox/{W}txbxContent")
        blocks = blocks_of(box) if box is not None else ()
        size = _ends(shape) if shape.tag == f"{_V}line" else _styled(shape)
        straight = shape.tag == f"{_V}line" or shape.get("type", "").endswith(_LINE_TYPES)
        if next(shape.iter(f"{_V}imagedata"), None) is not None:
            yield Drawn("picture", *size)
            continue
        stroke = shape.find(f"{_V}stroke")
        yield Drawn(
            kind=_kind(size, straight=straight, words=bool(blocks)),
            width=size[0],
            height=size[1],
            solid=stroke is None or stroke.get("dashstyle", "solid") == "solid",
            framed=shape.get("stroked", "t") not in {"f", "false"},
            blocks=blocks,
        )


def _styled(shape: etree._Element) -> tuple[Twips, Twips]:
    pairs = (pair.partition(":") for pair in shape.get("style", "").split(";"))
    style = {name.strip(): words.strip() for name, _, words in pairs}
    return _length(style.get("width", "")), _length(style.get("height", ""))


def _ends(line: etree._Element) -> tuple[Twips, Twips]:
    """Length and rise of a line given by its two ends."""
    start, end = (line.get(name, "").split(",") for name in ("from", "to"))
    two = 2
    if len(start) != two or len(end) != two:
        return _styled(line)
    across, down = (abs(_length(b) - _length(a)) for a, b in zip(start, end, strict=True))
    return Twips(across), Twips(down)


def _length(words: str) -> Twips:
    found = _LENGTH.match(words.strip())
    twips = float(found[1]) * _TWIPS[found[2]] if found else 0
    return Twips(round(twips)) if abs(twips) <= _LARGEST else ZERO
