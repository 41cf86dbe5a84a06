"""A .docx read into a `Document`: sections, blocks and runs, each with the look that the page really shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from generator.formatting import properties, shapes
from generator.formatting.model import (
    Address,
    Alignment,
    Block,
    Cell,
    Document,
    Letters,
    LineRule,
    Paragraph,
    Row,
    Section,
    Table,
)
from generator.formatting.numbering import Numbering
from generator.formatting.pages import Setup, page_setups
from generator.formatting.properties import Said, number, on
from generator.formatting.styles import FALLBACK_LETTERS, Styles
from generator.formatting.tables import Look, children, framed
from generator.formatting.words import DEEPEST, INSIDE, Words
from generator.measure import Twips
from generator.package import Part
from generator.wordxml import W, parse, value

MAIN: Final = "word/document.xml"
_ALIGNMENTS: Final = {
    "left": Alignment.LEFT, "start": Alignment.LEFT, "center": Alignment.CENTER, "right": Alignment.RIGHT,
    "end": Alignment.RIGHT, "both": Alignment.BOTH,
}  # fmt: skip
_LINE_RULES: Final = {"auto": LineRule.AUTO, "exact": LineRule.EXACT, "atLeast": LineRule.AT_LEAST}
TableLook = tuple[str, tuple[str, ...]]
"""A table style and the parts of the table (`firstRow`, …) that a cell stands in."""
_NO_TABLE: Final[TableLook] = ("", ())
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


def numbered(root: etree._Element) -> list[etree._Element]:
    """The paragraphs of a part in the order that `Address.number` counts; the older twin of a drawing is left out."""
    skipped = {p for twin in root.iter(shapes.FALLBACK) if _has_choice(twin) and not _in_twin(twin) for p in twin.iter(f"{W}p")}
    return [p for p in root.iter(f"{W}p") if p not in skipped]


def read_package(parts: Mapping[str, Part]) -> Document:
    """A document from the parts of an opened file; pictures stay packed. Raises ValueError as `read_document` does."""
    return read_document({name: part.data for name, part in parts.items() if name.endswith((".xml", ".rels"))})


def read_document(parts: Mapping[str, bytes]) -> Document:
    """A document from the parts of its package. Raises ValueError when a part is no XML or it is no Word document."""
    roots = {name: parse(data) for name, data in parts.items() if name.startswith("word/") and name.endswith(".xml")}
    root = roots.get(MAIN)
    if root is not None and root.tag == f"{_STRICT}document":
        raise ValueError(f"{MAIN}: Strict Open XML")
    if root is None or root.tag != f"{W}document":
        raise ValueError(f"{MAIN}: {'missing' if root is None else 'not a Word document'}")
    theme = next((roots[name] for name in sorted(roots) if name.startswith("word/theme/")), None)
    styles = Styles(roots.get("word/styles.xml"), theme)
    reader = PartReader(MAIN, root, styles, Numbering(roots.get("word/numbering.xml")))
    body = root.find(f"{W}body")
    body = etree.Element(f"{W}body") if body is None else body
    settings = roots.get("word/settings.xml")
    differ = None if settings is None else settings.find(f"{W}evenAndOddHeaders")
    return Document(
        sections=tuple(_sections(body, reader, _Edges(parts, roots, styles))),
        even_differ=differ is not None and on(differ),
        revised=next(root.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"), None) is not None,
        notes=tuple(_notes(roots, styles)),
    )


class PartReader:
    """Reads the blocks of one part of the package."""

    def __init__(self, part: str, root: etree._Element, styles: Styles, numbering: Numbering) -> None:
        """`part` names it in addresses."""
        self.part, self.styles, self.numbering = part, styles, numbering
        self.numbers = {element: index for index, element in enumerate(numbered(root))}
        self._letters: dict[tuple[Any, ...], Letters] = {}

    def blocks(self, parent: etree._Element, table: TableLook = _NO_TABLE, depth: int = 0) -> Iterator[Block]:
        """Paragraphs and tables in order, those inside content controls too."""
        if depth <= DEEPEST:
            for child in parent.iterchildren():
                yield from self.block(child, table, depth)

    def block(self, element: etree._Element, table: TableLook = _NO_TABLE, depth: int = 0) -> Iterator[Block]:
        """The block that an element is, or the blocks of a content control."""
        if element.tag == f"{W}p":
            paragraph = self.paragraph(element, table, depth)
            if paragraph.runs or paragraph.objects or not _struck(element):
                yield paragraph
        elif element.tag == f"{W}tbl":
            yield self.table(element, depth + 1)
        elif element.tag in INSIDE:
            yield from self.blocks(element, table, depth + 1)
        elif element.tag == shapes.ALTERNATE and (chosen := shapes.chosen(element)) is not None:
            yield from self.blocks(chosen, table, depth + 1)

    def table(self, element: etree._Element, depth: int) -> Table:
        """One table."""
        style = self.styles.used_table(value(element.find(f"{W}tblPr/{W}tblStyle")))
        look, rows = Look(element), list(children(element, "tr"))
        made = tuple(self._row(row, style, (look, index, len(rows)), depth) for index, row in enumerate(rows))
        return Table(made, framed(element, by_style=self.styles.framed(style)), self.styles.table_name(style))

    def _row(self, element: etree._Element, style: str, place: tuple[Look, int, int], depth: int) -> Row:
        said = element.find(f"{W}trPr")
        heading, whole = (
            said is not None and (found := said.find(W + name)) is not None and on(found) for name in ("tblHeader", "cantSplit")
        )
        look, index, count = place
        cells = list(children(element, "tc"))
        parts = [look.parts((index, count), (column, len(cells))) for column in range(len(cells))]
        before = number(value(said.find(f"{W}gridBefore"))) if said is not None else None
        made = tuple(self._cell(cell, (style, part), depth) for cell, part in zip(cells, parts, strict=True))
        return Row(made, heading, whole, max(before or 0, 0))

    def _cell(self, element: etree._Element, table: TableLook, depth: int) -> Cell:
        said = element.find(f"{W}tcPr")
        width = said.find(f"{W}tcW") if said is not None else None
        twips = number(width.get(f"{W}w")) if width is not None and width.get(f"{W}type", "dxa") == "dxa" else None
        span = number(value(said.find(f"{W}gridSpan"))) if said is not None else None
        merge = said.find(f"{W}vMerge") if said is not None else None
        merged = merge is not None and value(merge) != "restart"
        return Cell(tuple(self.blocks(element, table, depth + 1)), Twips(twips or 0), max(span or 1, 1), merged)

    def paragraph(self, element: etree._Element, table: TableLook, depth: int) -> Paragraph:
        """One paragraph, its words and what hangs on it."""
        own = element.find(f"{W}pPr")
        direct = properties.paragraph(own)
        style = direct.get("style", "")
        said = {**self.styles.paragraph(style, table), **direct}
        said["level"] = self.numbering.depth(said, style) if "list" not in direct else said.get("level", 0)
        level = self.numbering.level(said) if said.get("list", "0") != "0" else None
        if level is not None:
            said = self._indented(said, direct, level.spacing)
        label = self.numbering.next(said) if level is not None else ""
        words = Words(lambda said: self.letters(style, said, table), lambda content, deep: tuple(self.blocks(content, _NO_TABLE, deep)))
        words.walk(element, depth)
        mark = self.letters(style, own.find(f"{W}rPr") if own is not None else None, table)
        return _paragraph(Address(self.part, self.numbers.get(element, -1)), self.styles.name(style), (said, label, mark, words))

    def _indented(self, said: dict[str, Any], direct: Said, level: Said) -> dict[str, Any]:
        """Indents of a list's level stand above the style's, below the paragraph's own (17.9.23); a list in the style leaves them."""
        if "list" not in direct:
            level = {key: words for key, words in level.items() if key not in said}
        return {**said, **{key: words for key, words in level.items() if key not in direct}}

    def letters(self, style: str, own: etree._Element | None, table: TableLook) -> Letters:
        """How letters look with what their run says itself; equal looks are one object."""
        direct = properties.letters(own)
        character = direct.pop("style", "")
        key = style, character, table, tuple(direct.items())
        if key not in self._letters:
            said = {**FALLBACK_LETTERS, **self.styles.run(style, character, table), **direct}
            families = {slot: self.styles.family(said[slot]) for slot in ("latin", "marked")}
            self._letters[key] = Letters(**{name: said[name] for name in Letters.__slots__ if name in said} | families)
        return self._letters[key]


def _paragraph(address: Address, style: str, found: tuple[Said, str, Letters, Words]) -> Paragraph:
    said, label, mark, words = found
    return Paragraph(
        address=address,
        runs=tuple(words.runs),
        style=style,
        mark=mark,
        alignment=_ALIGNMENTS.get(said.get("alignment", "left"), Alignment.OTHER),
        before=Twips(said.get("before", 0)),
        after=Twips(said.get("after", 0)),
        automatic_gap=bool(said.get("before_auto") or said.get("after_auto")),
        line=said.get("line", 240),
        line_rule=_LINE_RULES.get(said.get("line_rule", "auto"), LineRule.AUTO),
        left=Twips(said.get("left", 0)),
        right=Twips(said.get("right", 0)),
        first_line=Twips(said.get("first_line", 0)),
        contextual=bool(said.get("contextual")),
        keep_next=bool(said.get("keep_next")),
        keep_lines=bool(said.get("keep_lines")),
        page_break_before=bool(said.get("page_break_before")),
        label=label,
        outline=said.get("outline"),
        frame=said.get("frame", ""),
        border_above=bool(said.get("border_top")),
        border_below=bool(said.get("border_bottom")),
        breaks=tuple(words.breaks),
        codes=tuple(words.codes),
        objects=tuple(words.objects),
    )


class _Edges:
    """Headers and footers by the relation that a section names."""

    def __init__(self, parts: Mapping[str, bytes], roots: Mapping[str, etree._Element], styles: Styles) -> None:
        related = "word/_rels/document.xml.rels"
        rows = parse(parts[related]).iterchildren() if related in parts else ()
        targets = {row.get("Id", ""): _part_name(row.get("Target", "")) for row in rows if isinstance(row.tag, str)}
        self._targets = {key: name for key, name in targets.items() if name in roots}
        self._roots, self._styles = roots, styles
        self._read: dict[str, tuple[Block, ...]] = {}

    def blocks(self, relation: str) -> tuple[Block, ...]:
        """The blocks of one header or footer; nothing when the file lacks it."""
        name = self._targets.get(relation, "")
        if name and name not in self._read:
            reader = PartReader(name, self._roots[name], self._styles, Numbering(self._roots.get("word/numbering.xml")))
            self._read[name] = tuple(reader.blocks(self._roots[name]))
        return self._read.get(name, ())


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"word/{target}"


def _sections(body: etree._Element, reader: PartReader, edges: _Edges) -> Iterator[Section]:
    """Blocks up to each section's end; headers that a section does not name are those of the one before."""
    gathered: list[Block] = []
    setups = page_setups(body)
    ends = {setup.element: setup for setup in setups}
    headers: dict[str, tuple[Block, ...]] = {}
    footers: dict[str, tuple[Block, ...]] = {}

    def closed(setup: Setup) -> Section:
        headers.update({kind: edges.blocks(relation) for kind, relation in setup.headers})
        footers.update({kind: edges.blocks(relation) for kind, relation in setup.footers})
        blocks = tuple(gathered)
        gathered.clear()
        return Section(setup.page, blocks, dict(headers), dict(footers), setup.first_differs, setup.start, setup.digits, setup.kind)

    made = 0
    for child in _unwrapped(body):
        gathered += reader.block(child)
        ending = child if child.tag == f"{W}sectPr" else child.find(f"{W}pPr/{W}sectPr")
        if ending is not None and ending in ends:
            yield closed(ends[ending])
            made += 1
    if gathered or not made:
        yield closed(Setup.unsaid())


def _unwrapped(parent: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """What stands in a body, content controls opened: a section may end inside of one."""
    for child in parent.iterchildren():
        if child.tag in INSIDE and depth < DEEPEST:
            yield from _unwrapped(child, depth + 1)
        else:
            yield child


def _struck(paragraph: etree._Element) -> bool:
    """Whether a tracked change took away the end of a paragraph: with no words left it is gone."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _notes(roots: Mapping[str, etree._Element], styles: Styles) -> Iterator[Block]:
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if name in roots:
            reader = PartReader(name, roots[name], styles, Numbering(None))
            for note in roots[name].iterchildren(f"{W}footnote", f"{W}endnote"):
                if note.get(f"{W}type", "normal") == "normal":
                    yield from reader.blocks(note)


def _has_choice(twin: etree._Element) -> bool:
    parent = twin.getparent()
    return parent is not None and parent.find(f"{shapes.MC}Choice") is not None


def _in_twin(twin: etree._Element) -> bool:
    """Whether a twin lies in another one: its paragraphs are left out already."""
    return next(twin.iterancestors(shapes.FALLBACK), None) is not None
