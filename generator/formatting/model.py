"""A Word document as it looks: every stretch of words with its real letters, every paragraph with its real spacing, page setups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from generator.measure import ZERO, Twips

AUTOMATIC: Final = "auto"
"""The colour of letters that nobody coloured: black on a white page."""


class Alignment(StrEnum):
    """How a paragraph stands between its margins; «both» is justified."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    BOTH = "both"
    OTHER = "other"


class LineRule(StrEnum):
    """What a line spacing counts: 240ths of a line, or twips exactly or at least."""

    AUTO = "auto"
    EXACT = "exact"
    AT_LEAST = "atLeast"


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters really look; `size` in half-points, `latin` the family of ASCII letters, `marked` of letters with Vietnamese marks."""

    latin: str
    marked: str
    size: int
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    struck: bool = False
    caps: bool = False
    small_caps: bool = False
    hidden: bool = False
    raised: str = ""
    """`superscript`, `subscript` or nothing."""
    colour: str = AUTOMATIC
    """`auto`, or six hexadecimal digits in capitals."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one look. A tab is a tab, a line break within the paragraph a line feed."""

    text: str
    letters: Letters

    @property
    def fonts(self) -> frozenset[str]:
        """The families that its letters are drawn with."""
        words = self.text.replace("\t", "").replace("\n", "")
        ascii_only = frozenset({self.letters.latin}) if any(char.isascii() for char in words) else frozenset[str]()
        return ascii_only | ({self.letters.marked} if not words.isascii() else set())


@dataclass(frozen=True, slots=True)
class Address:
    """A paragraph's place in the file: the part of the package, and its number among the paragraphs of that part, from 0."""

    part: str
    number: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something drawn over or in a paragraph: a line, a box with words, a picture. Lengths as the file says them, 0 when it does not."""

    kind: str
    """`line`, `box`, `picture` or `other`."""
    width: Twips
    height: Twips
    solid: bool = True
    framed: bool = False
    colour: str = AUTOMATIC
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it really stands; lengths in twips, `line` in 240ths of a line or in twips by `line_rule`."""

    address: Address
    runs: tuple[Run, ...]
    style: str
    mark: Letters
    """How its end looks: what an empty paragraph is as high as."""
    alignment: Alignment = Alignment.LEFT
    before: Twips = ZERO
    after: Twips = ZERO
    automatic_gap: bool = False
    """Whether Word chooses the space around it by itself, as on the web."""
    line: int = 240
    line_rule: LineRule = LineRule.AUTO
    left: Twips = ZERO
    right: Twips = ZERO
    first_line: Twips = ZERO
    """Below 0 for a hanging first line."""
    contextual: bool = False
    """No space between it and a neighbour of the same style."""
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    label: str = ""
    """What Word sets before it by itself: `1.`, `a)`, `-`."""
    outline: int | None = None
    frame: str = ""
    """Where across the page a frame holds it, `center` for page numbers as old Word set them; nothing without a frame."""
    border_above: bool = False
    border_below: bool = False
    breaks: tuple[str, ...] = ()
    """`page` and `column` breaks inside."""
    codes: tuple[str, ...] = ()
    """Names of fields inside, such as `PAGE`."""
    objects: tuple[Drawn, ...] = ()

    @property
    def text(self) -> str:
        """The words that were typed, without the label."""
        return "".join(run.text for run in self.runs if not run.letters.hidden)

    @property
    def read(self) -> str:
        """The words as a reader sees them, the label in front."""
        return f"{self.label} {self.text}" if self.label else self.text

    @property
    def boxes(self) -> tuple[Drawn, ...]:
        """The boxes with words anchored here."""
        return tuple(drawn for drawn in self.objects if drawn.blocks)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `width` in twips, 0 when the file does not say; `merged` when it goes on with the cell above it."""

    blocks: tuple[Block, ...]
    width: Twips = ZERO
    span: int = 1
    merged: bool = False

    @property
    def text(self) -> str:
        """Its words, a line feed between paragraphs."""
        return "\n".join(paragraph.read for paragraph in paragraphs(self.blocks))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `heading` when it is repeated on each page; `skipped` columns of the grid stand before its first cell."""

    cells: tuple[Cell, ...]
    heading: bool = False
    whole: bool = False
    """Whether it may not be split over two pages."""
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `framed` when any of its lines is drawn."""

    rows: tuple[Row, ...]
    framed: bool = False
    style: str = ""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Page:
    """The paper and its margins."""

    width: Twips
    height: Twips
    top: Twips
    bottom: Twips
    left: Twips
    right: Twips
    header: Twips
    footer: Twips
    landscape: bool = False

    @property
    def text_width(self) -> Twips:
        """Between the side margins."""
        return Twips(self.width - self.left - self.right)


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one setup. Headers and footers by kind: `default`, `first`, `even`, those of the section before where it has none."""

    page: Page
    blocks: tuple[Block, ...]
    headers: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    footers: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    first_differs: bool = False
    start: int | None = None
    """The number of its first page, or None when numbers run on."""
    digits: str = "decimal"
    kind: str = "nextPage"

    def paragraphs(self) -> Iterator[Paragraph]:
        """All its paragraphs in reading order, in tables and boxes too."""
        return paragraphs(self.blocks)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document."""

    sections: tuple[Section, ...]
    even_differ: bool = False
    revised: bool = False
    """Whether tracked changes wait in it; words added count as there, words struck as gone."""
    notes: tuple[Block, ...] = ()
    """Footnotes and endnotes."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of all sections in order."""
        return tuple(block for section in self.sections for block in section.blocks)

    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs of the main text in reading order, in tables and boxes too."""
        for section in self.sections:
            yield from section.paragraphs()

    def everywhere(self) -> Iterator[Paragraph]:
        """Every paragraph once: main text, headers and footers, which sections share, then notes."""
        yield from self.paragraphs()
        seen: set[Address] = set()
        for section in self.sections:
            for blocks in (*section.headers.values(), *section.footers.values()):
                for paragraph in paragraphs(blocks):
                    if paragraph.address not in seen:
                        seen.add(paragraph.address)
                        yield paragraph
        yield from paragraphs(self.notes)


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Paragraphs in reading order, into tables and boxes; a box is read after the paragraph it hangs on."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            for drawn in block.boxes:
                yield from paragraphs(drawn.blocks)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)
