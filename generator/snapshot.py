"""A Word document as it reads: lines and tables in order, the look of each stretch of words, bookmarks, comments, what is no text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from generator.base import MAIN_PART
from generator.looks import Look, Styles
from generator.wordxml import W, parse, value

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STYLES: Final = "word/styles.xml"
_FIELD: Final = re.compile(r"^00F1E1D[01]$")
_LONGEST_COUNT: Final = 3
"""Digits: a table of Word has at most 63 columns."""
_INSIDE: Final = frozenset(
    W + name for name in ("hyperlink", "smartTag", "ins", "moveTo", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
)
_WORDS: Final = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-", "ptab": " "}
_OBJECTS: Final = {
    "drawing": "hình vẽ hoặc ảnh",
    "pict": "hình vẽ hoặc ảnh",
    "object": "đối tượng nhúng",
    "footnoteReference": "chú thích cuối trang",
    "endnoteReference": "chú thích cuối văn bản",
    "sym": "ký hiệu đặc biệt",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in one look; `turn` is the mark that the runs of a field carry in a draft as made, or nothing."""

    text: str
    look: Look
    turn: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a field stands in the words of a line of a draft as made; `house` is the look that the template gives it."""

    key: str
    start: int
    end: int
    house: Look


PLAIN: Final = Look()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its words, the bookmarks that begin in it, its style by name, and the look that its style alone would give."""

    stretches: tuple[Stretch, ...]
    marks: tuple[str, ...] = ()
    style: str = ""
    look: Look = PLAIN
    listed: bool = False
    """Whether Word numbers it or sets a dot before it by itself."""
    objects: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(stretch.text for stretch in self.stretches)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its lines, its first column, how many columns it spans; `merged` with a cell above or below it."""

    lines: tuple[Line, ...]
    column: int
    span: int
    merged: bool = False

    @property
    def text(self) -> str:
        """The words alone, a line feed between paragraphs."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a table."""

    cells: tuple[Cell, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines in it."""
        return tuple(line for cell in self.cells for line in cell.lines)

    @property
    def marks(self) -> tuple[str, ...]:
        """Bookmarks that begin in it."""
        return tuple(mark for line in self.lines for mark in line.marks)

    @property
    def text(self) -> str:
        """The words alone, cells apart."""
        return "\t".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    rows: tuple[GridRow, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        """Bookmarks that begin in it."""
        return tuple(mark for row in self.rows for mark in row.marks)

    @property
    def text(self) -> str:
        """The words alone."""
        return "\n".join(row.text for row in self.rows)


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark in the margin: who, when (as the file says it), what, and the words it hangs on."""

    author: str
    when: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A document: its blocks, the comments in its margin, and the words of headers, footers and notes."""

    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...] = ()
    elsewhere: tuple[str, ...] = field(default=())

    def lines(self) -> Iterator[Line]:
        """Every line in reading order."""
        for block in self.blocks:
            if isinstance(block, Line):
                yield block
            else:
                yield from (line for row in block.rows for line in row.lines)


def snapshot(parts: Mapping[str, bytes]) -> Snapshot:
    """What a document reads like; tracked changes must have been decided. Raises ValueError when a part is no XML."""
    styles = Styles(parse(parts[_STYLES]) if _STYLES in parts else None)
    root = parse(parts[MAIN_PART])
    body = root.find(f"{W}body")
    reader = _Reader(styles)
    blocks = tuple(reader.blocks(body)) if body is not None else ()
    return Snapshot(blocks, tuple(_comments(parts, root)), tuple(_elsewhere(parts)))


class _Reader:
    """Reads blocks with the styles of their document."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Paragraphs and tables in order, those inside content controls too; a bookmark between two belongs to the next."""
        waiting: list[str] = []
        for child in parent.iterchildren():
            if child.tag == W + "p":
                yield self.line(child, tuple(waiting))
                waiting.clear()
            elif child.tag == W + "bookmarkStart":
                waiting.append(child.get(f"{W}name", ""))
            elif child.tag == W + "tbl":
                yield Grid(tuple(self.row(row) for row in _rows(child)))
            elif child.tag in _INSIDE:
                yield from self.blocks(child)

    def row(self, row: etree._Element) -> GridRow:
        """The cells of a row with their columns."""
        column, cells = _skipped(row), []
        for cell in _cells(row):
            span = max(_columns(cell.find(f"{W}tcPr/{W}gridSpan")), 1)
            merged = cell.find(f"{W}tcPr/{W}vMerge") is not None
            cells.append(Cell(tuple(self.cell_lines(cell)), column, span, merged))
            column += span
        return GridRow(tuple(cells))

    def cell_lines(self, parent: etree._Element) -> Iterator[Line]:
        """The lines of a cell; those of a table inside it one after the other."""
        for block in self.blocks(parent):
            if isinstance(block, Line):
                yield block
            else:
                yield from (line for row in block.rows for line in row.lines)

    def line(self, paragraph: etree._Element, waiting: tuple[str, ...]) -> Line:
        """One paragraph."""
        properties = paragraph.find(f"{W}pPr")
        style = value(properties.find(f"{W}pStyle")) if properties is not None else ""
        plain = self.styles.paragraph(style)
        found = _Found(self.styles, plain)
        found.walk(paragraph)
        return Line(
            stretches=tuple(found.joined()),
            marks=(*waiting, *found.marks),
            style=self.styles.name(style),
            look=plain,
            listed=properties is not None and value(properties.find(f"{W}numPr/{W}numId")) not in {"", "0"},
            objects=tuple(found.objects),
        )


class _Found:
    """What stands in one paragraph, gathered in reading order."""

    def __init__(self, styles: Styles, plain: Look) -> None:
        self.styles, self.plain = styles, plain
        self.stretches: list[Stretch] = []
        self.marks: list[str] = []
        self.objects: list[str] = []

    def walk(self, parent: etree._Element) -> None:
        for child in parent.iterchildren():
            if child.tag == W + "r":
                self.run(child)
            elif child.tag == W + "bookmarkStart":
                self.marks.append(child.get(f"{W}name", ""))
            elif child.tag in _INSIDE:
                self.walk(child)
            elif child.tag in {W + "oMath", "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"}:
                self.objects.append("công thức")

    def run(self, run: etree._Element) -> None:
        look = self.styles.run(run.find(f"{W}rPr"), self.plain)
        turn = run.get(f"{W}rsidR", "")
        turn = turn if _FIELD.match(turn) else ""
        words = "".join(self.words(run))
        if words or turn:
            self.stretches.append(Stretch(words, look, turn))

    def words(self, run: etree._Element) -> Iterator[str]:
        for child in run.iterchildren():
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            if child.tag == W + "t":
                yield child.text or ""
            elif name in _WORDS and child.get(f"{W}type") not in {"page", "column"}:
                yield _WORDS[name]
            elif name in _OBJECTS:
                self.object(child, _OBJECTS[name])
            elif child.tag == _MC + "AlternateContent":
                self.object(child, "hình vẽ hoặc ảnh")

    def object(self, element: etree._Element, name: str) -> None:
        """Something that is no text; the words in a text box are told with it."""
        boxes = list(element.iter(f"{W}txbxContent"))[:1]
        inside = " ".join(" ".join(node.text or "" for node in box.iter(f"{W}t")) for box in boxes).strip()
        self.objects.append(f"khung chữ “{inside}”" if inside else name)

    def joined(self) -> Iterator[Stretch]:
        """Neighbours of one look and one field put together."""
        kept: Stretch | None = None
        for stretch in self.stretches:
            if kept is not None and (kept.look, kept.turn) == (stretch.look, stretch.turn):
                kept = Stretch(kept.text + stretch.text, kept.look, kept.turn)
                continue
            if kept is not None:
                yield kept
            kept = stretch
        if kept is not None:
            yield kept


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table.iterchildren():
        if child.tag == W + "tr":
            yield child
        elif child.tag in _INSIDE:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row.iterchildren():
        if child.tag == W + "tc":
            yield child
        elif child.tag in _INSIDE:
            yield from _cells(child)


def _skipped(row: etree._Element) -> int:
    """Columns that a row leaves out at its beginning."""
    return _columns(row.find(f"{W}trPr/{W}gridBefore"))


def _columns(said: etree._Element | None) -> int:
    """How many columns a property says; what is no such number says nothing."""
    words = value(said)
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= _LONGEST_COUNT else 0


def _comments(parts: Mapping[str, bytes], root: etree._Element) -> Iterator[Comment]:
    if "word/comments.xml" not in parts:
        return
    anchors = _anchor_words(root)
    for comment in parse(parts["word/comments.xml"]).iter(f"{W}comment"):
        text = "\n".join("".join(node.text or "" for node in p.iter(f"{W}t")) for p in comment.iter(f"{W}p"))
        author, when = comment.get(f"{W}author", ""), comment.get(f"{W}date", "")
        yield Comment(author, when, text.strip(), anchors.get(comment.get(f"{W}id", ""), "").strip())


def _anchor_words(root: etree._Element) -> dict[str, str]:
    """The words between the beginning and the end of each comment's range."""
    open_ranges: dict[str, list[str]] = {}
    closed: dict[str, str] = {}
    for element in root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}t"):
        number = element.get(f"{W}id", "")
        if element.tag == W + "commentRangeStart":
            open_ranges[number] = []
        elif element.tag == W + "commentRangeEnd":
            closed[number] = "".join(open_ranges.pop(number, []))
        else:
            for words in open_ranges.values():
                words.append(element.text or "")
    return closed


_ELSEWHERE: Final = re.compile(r"^word/(?:header|footer|footnotes|endnotes)\d*\.xml$")


def _elsewhere(parts: Mapping[str, bytes]) -> Iterable[str]:
    """Words of headers, footers and notes, but for a page number; each once."""
    found = []
    for name, data in parts.items():
        if _ELSEWHERE.match(name):
            lines = ("".join(node.text or "" for node in p.iter(f"{W}t")).strip() for p in parse(data).iter(f"{W}p"))
            found += [line for line in lines if line and not line.isdecimal()]
    return sorted(set(found))
