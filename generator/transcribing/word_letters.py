"""The letters of a Word file in their XML, paragraph by paragraph, each with the font it really has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.formatting import Letters
from generator.formatting.numbering import Numbering
from generator.formatting.reading import PartReader, TableLook
from generator.formatting.styles import Styles
from generator.formatting.tables import Look, children
from generator.legacy_text import Stretch, Writing, made_for
from generator.stretches import Element
from generator.wordxml import W, value

_STRUCK: Final = frozenset({f"{W}del", f"{W}moveFrom"})
_SIGNS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
WORDS: Final = frozenset({f"{W}t", f"{W}delText"})
_SOFT_HYPHEN: Final = f"{W}softHyphen"
"""Programs that know U+00AD as a soft hyphen write this for the ư of TCVN3."""
_SYMBOL: Final = f"{W}sym"
_NO_TABLE: Final[TableLook] = ("", ())
_DEEPEST: Final = 60


@dataclass(frozen=True, slots=True)
class Letter:
    """An element that bears letters, the run it is in, and how it looks; a tab or a break keeps words apart and stays as it is."""

    node: Element
    run: Element
    words: str
    look: Letters

    @property
    def font(self) -> str:
        """The font that tells most: one made for an old encoding where either of its two is."""
        return self.look.latin if made_for(self.look.latin) and not made_for(self.look.marked) else self.look.marked

    @property
    def stretch(self) -> Stretch:
        """Its words and font."""
        return Stretch(self.words, self.font if self.writable else "")

    @property
    def writable(self) -> bool:
        """Whether other words can be put in its place."""
        return self.node.tag in WORDS or self.node.tag in {_SOFT_HYPHEN, _SYMBOL}


class LettersReader:
    """Finds the letters of one part of the package."""

    def __init__(self, part: str, root: Element, styles: Styles) -> None:
        """`styles` are those of the document."""
        self._root, self._styles = root, styles
        self._reader = PartReader(part, root, styles, Numbering(None))
        self._rows: dict[Element, dict[Element, int]] = {}

    def paragraphs(self) -> Iterator[list[Letter]]:
        """The letters of each paragraph, those a tracked change struck by themselves; older twins of boxes as well."""
        for paragraph in self._root.iter(f"{W}p"):
            style, table = value(paragraph.find(f"{W}pPr/{W}pStyle")), self._table(paragraph)
            kept, struck = list[Letter](), list[Letter]()
            for run, gone in _runs(paragraph, struck=False):
                look = self._reader.letters(style, run.find(f"{W}rPr"), table)
                (struck if gone else kept).extend(_letters(run, look))
            yield from (found for found in (kept, struck) if found)

    def _table(self, paragraph: Element) -> TableLook:
        """The table style over a paragraph, and the parts of the table that its cell stands in."""
        for above in paragraph.iterancestors(f"{W}tc", f"{W}txbxContent"):
            table, row = (next(above.iterancestors(W + name), None) for name in ("tbl", "tr"))
            if above.tag != f"{W}tc" or table is None or row is None:
                break
            if table not in self._rows:
                self._rows[table] = {found: number for number, found in enumerate(children(table, "tr"))}
            rows = self._rows[table]
            cells = list(children(row, "tc"))
            if row not in rows or above not in cells:
                break
            place = (rows[row], len(rows)), (cells.index(above), len(cells))
            return self._styles.used_table(value(table.find(f"{W}tblPr/{W}tblStyle"))), Look(table).parts(*place)
        return _NO_TABLE


def styles_of(roots: Mapping[str, Element]) -> Styles:
    """The styles of a document with its theme."""
    theme = next((roots[name] for name in sorted(roots) if name.startswith("word/theme/")), None)
    return Styles(roots.get("word/styles.xml"), theme)


def put(letter: Letter, words: str) -> None:
    """Give an element its words; a sign that was a letter becomes words."""
    if letter.node.tag not in WORDS:
        made = letter.node.makeelement(f"{W}delText" if _is_struck(letter.node) else f"{W}t")
        made.tail = letter.node.tail
        letter.run.replace(letter.node, made)
    else:
        made = letter.node
    made.text = words
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _runs(parent: Element, *, struck: bool, depth: int = 0) -> Iterator[tuple[Element, bool]]:
    """The runs of a paragraph in reading order, and whether a tracked change struck them; boxes have paragraphs of their own."""
    for child in parent.iterchildren():
        if child.tag == f"{W}r":
            yield child, struck
        elif isinstance(child.tag, str) and child.tag != f"{W}p" and depth < _DEEPEST:
            yield from _runs(child, struck=struck or child.tag in _STRUCK, depth=depth + 1)


def _letters(run: Element, look: Letters) -> Iterator[Letter]:
    for child in run.iterchildren():
        words = _words(child, look)
        if words:
            own = child.get(f"{W}font", "") if child.tag == _SYMBOL else ""
            yield Letter(child, run, words, Letters(own, own, look.size) if own else look)


def _words(node: Element, look: Letters) -> str:
    if node.tag in WORDS:
        return node.text or ""
    if node.tag == _SOFT_HYPHEN:
        return "\u00ad" if Writing.TCVN3 in {made_for(look.latin), made_for(look.marked)} else ""
    if node.tag == _SYMBOL:
        return _symbol(node)
    return _SIGNS.get(str(node.tag), "")


def _symbol(node: Element) -> str:
    """A letter that was put in as a symbol of an old font; of other fonts it is no letter but keeps words apart."""
    code = node.get(f"{W}char", "")
    if made_for(node.get(f"{W}font", "")) is None or not code or set(code) - set("0123456789abcdefABCDEF"):
        return ""
    point = int(code[-4:], 16)
    letter = point - 0xF000 if point >= 0xF000 else point  # noqa: PLR2004 - where Word keeps the letters of symbol fonts
    return chr(letter) if ord(" ") <= letter <= ord("ÿ") else ""


def _is_struck(node: Element) -> bool:
    return next(node.iterancestors(*_STRUCK), None) is not None
