"""The words of a workbook in their XML: cells, comments, each stretch with the font it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from generator.legacy_text import Stretch
from generator.package import Package
from generator.workbook.sheet_xml import links, name_cells, parse, sheet_paths, space

Element = etree._Element  # noqa: SLF001 - lxml gives its element type no public name
_PLACE: Final = re.compile("[A-Z]{1,3}[0-9]{1,7}")
WORKBOOK: Final = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with words: where it stands, its element, what holds its words (of its own or shared), the font of its style."""

    sheet: str
    place: str
    element: Element
    holder: Element
    font: str

    @property
    def shared(self) -> bool:
        """Whether other cells may show the same words."""
        return self.element.get("t") == "s"

    @property
    def stretches(self) -> list[Stretch]:
        """Its words with their fonts."""
        return [Stretch(node.text or "", own_font(node) or self.font) for node in nodes(self.holder)]

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(node.text or "" for node in nodes(self.holder))


class BookLetters:
    """A workbook being transcribed: its XML by part, parsed when first asked for."""

    def __init__(self, source: Package) -> None:
        """Raises ValueError or etree.XMLSyntaxError when a part that is needed is no XML."""
        self.source = source
        self.roots: dict[str, Element] = {}
        self._families: dict[str, str] = {}
        self.sheets = sheet_paths(source)
        self.strings_part = next(iter(links(source, WORKBOOK, "/sharedStrings").values()), "")
        self.styles_part = next(iter(links(source, WORKBOOK, "/styles").values()), "")

    def root(self, part: str) -> Element:
        """The root of a part."""
        if part not in self.roots:
            self.roots[part] = parse(self.source.parts[part].data)
        return self.roots[part]

    def linked(self, kind: str) -> Iterator[tuple[str, str]]:
        """Sheets with the parts of one kind that they point to: comments, tables."""
        for title, path in self.sheets.items():
            yield from ((title, part) for part in links(self.source, path, kind).values() if part in self.source.parts)

    @cached_property
    def strings(self) -> list[Element]:
        """The shared strings by number."""
        return list(self.root(self.strings_part).iterchildren("{*}si")) if self.strings_part in self.source.parts else []

    @cached_property
    def cells(self) -> list[Cell]:
        """Every cell with words, sheet by sheet."""
        return [cell for title, path in self.sheets.items() for cell in self._cells(title, self.root(path))]

    def _cells(self, title: str, root: Element) -> Iterator[Cell]:
        if not all(_PLACE.fullmatch(element.get("r", "A1")) for element in root.iter(f"{space(root)}c")):
            raise ValueError(f"{title}: a cell without a place")
        name_cells(root)
        for element in root.iter(f"{space(root)}c"):
            holder = self._holder(element)
            if holder is not None:
                yield Cell(title, element.get("r", ""), element, holder, self.font(element.get("s", "0")))

    def _holder(self, cell: Element) -> Element | None:
        kind, value = cell.get("t"), cell.find("{*}v")
        if kind == "s" and value is not None:
            number = (value.text or "").strip()
            return self.strings[int(number)] if number.isdecimal() and int(number) < len(self.strings) else None
        if kind == "inlineStr":
            return cell.find("{*}is")
        return value if kind == "str" else None

    def font(self, style: str) -> str:
        """The family of a cell style as it was before anything was changed; nothing when the workbook does not say."""
        if style not in self._families:
            self._families[style] = self._family(style)
        return self._families[style]

    def _family(self, style: str) -> str:
        looks = self.looks
        number = looks[int(style)].get("fontId", "0") if style.isdecimal() and int(style) < len(looks) else ""
        fonts = self.fonts
        name = fonts[int(number)].find("{*}name") if number.isdecimal() and int(number) < len(fonts) else None
        return "" if name is None else name.get("val", "")

    @property
    def looks(self) -> list[Element]:
        """The cell styles by number."""
        return self._table("cellXfs")

    @property
    def fonts(self) -> list[Element]:
        """The fonts by number."""
        return self._table("fonts")

    def _table(self, name: str) -> list[Element]:
        found = self.root(self.styles_part).find(f"{{*}}{name}") if self.styles_part in self.source.parts else None
        return [] if found is None else [child for child in found if isinstance(child.tag, str)]


def nodes(holder: Element) -> list[Element]:
    """The elements with the words of a string, run by run; how they are pronounced is left out."""
    if holder.tag == f"{space(holder)}v":
        return [holder]
    return list(holder.iterchildren("{*}t")) + [node for run in holder.iterchildren("{*}r") for node in run.iterchildren("{*}t")]


def font_element(node: Element) -> Element | None:
    """What names the font of a run of words."""
    run = node.getparent()
    return None if run is None else run.find("{*}rPr/{*}rFont")


def own_font(node: Element) -> str:
    """The font of a run of words, where it names one."""
    found = font_element(node)
    return "" if found is None else found.get("val", "")
