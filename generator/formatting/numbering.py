"""Numbers and dots that Word sets before a paragraph by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from generator import vietnamese
from generator.formatting import properties
from generator.formatting.properties import Said, number
from generator.wordxml import W, value

_GAP: Final = re.compile(r"%([1-9])")
_SYMBOLS: Final = re.compile(r"[\uf000-\uf0ff]")
_DASH: Final = "\uf02d"
_LETTERS: Final = 26
_LARGEST_ROMAN: Final = 3_999
_LARGEST_LETTER: Final = 780
"""Word repeats a letter at most thirty times."""
_LONGEST_LABEL: Final = 200


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `text` such as `%1.%2)`, `digits` such as `upperRoman`, where it starts, its indents.

    `restarts` is behind which number of levels above it starts anew (0: never, None: behind any). `style` is the paragraph style that
    stands on this level. `told` is a start that the list itself says again. `legal` shows all numbers in it as digits.
    """

    text: str
    digits: str
    start: int
    spacing: Said
    restarts: int | None = None
    style: str = ""
    told: bool = False
    legal: bool = False


class Numbering:
    """The lists of a document, and the counters while it is read from top to bottom."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read `word/numbering.xml`."""
        abstracts = {} if root is None else {a.get(f"{W}abstractNumId", ""): a for a in root.iterchildren(f"{W}abstractNum")}
        defined = {link: key for key, a in abstracts.items() if (link := value(a.find(f"{W}styleLink")))}
        self._lists: dict[str, tuple[str, Mapping[int, Level]]] = {}
        for num in root.iterchildren(f"{W}num") if root is not None else ():
            abstract = _linked(value(num.find(f"{W}abstractNumId")), abstracts, defined)
            self._lists[num.get(f"{W}numId", "")] = abstract, _levels(abstracts.get(abstract), num)
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()

    def depth(self, said: Said, style: str) -> int:
        """The level on which a paragraph stands that is in a list by its style: the level that names the style, or the one it says."""
        found = self._lists.get(str(said.get("list", "")))
        named = (at for at, level in found[1].items() if style and level.style == style) if found else iter(())
        return next(named, _depth(said))

    def level(self, said: Said) -> Level | None:
        """The level of its list that a paragraph stands on; None when it is in none."""
        found = self._lists.get(str(said.get("list", "")))
        return None if found is None else found[1].get(_depth(said))

    def next(self, said: Said) -> str:
        """The label of the next paragraph on this level; its counter moves on."""
        found, level = self._lists.get(str(said.get("list", ""))), self.level(said)
        if found is None or level is None:
            return ""
        abstract, levels = found
        depth = _depth(said)
        counts = self._counts.setdefault(abstract, {})
        self._restart(str(said["list"]), counts, levels)
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [other for other in counts if other > depth and _starts_anew(levels.get(other), depth)]:
            del counts[deeper]
        return _label(level, levels, counts)

    def _restart(self, name: str, counts: dict[int, int], levels: Mapping[int, Level]) -> None:
        """A list that says where to start does so when it is first met."""
        if name not in self._started:
            self._started.add(name)
            for depth, level in levels.items():
                if level.told:
                    counts.pop(depth, None)


def _depth(said: Said) -> int:
    return number(str(said.get("level", "0"))) or 0


def _linked(abstract: str, abstracts: Mapping[str, etree._Element], defined: Mapping[str, str]) -> str:
    """The definition that holds the levels: one may only name the list style that another defines (17.9.21, 17.9.27)."""
    link = value(abstracts[abstract].find(f"{W}numStyleLink")) if abstract in abstracts else ""
    return defined.get(link, abstract)


def _starts_anew(level: Level | None, above: int) -> bool:
    """Whether a level starts anew behind a paragraph of a level above it (`w:lvlRestart`)."""
    return level is None or level.restarts is None or above < level.restarts


def _levels(abstract: etree._Element | None, num: etree._Element) -> Mapping[int, Level]:
    found = {} if abstract is None else {number(lvl.get(f"{W}ilvl")) or 0: _level(lvl) for lvl in abstract.iterchildren(f"{W}lvl")}
    for override in num.iterchildren(f"{W}lvlOverride"):
        depth = number(override.get(f"{W}ilvl")) or 0
        if (own := override.find(f"{W}lvl")) is not None:
            found[depth] = _level(own)
        start = number(value(override.find(f"{W}startOverride")))
        if start is not None and depth in found:
            found[depth] = replace(found[depth], start=start, told=True)
    return found


def _level(element: etree._Element) -> Level:
    start, legal = number(value(element.find(f"{W}start"))), element.find(f"{W}isLgl")
    return Level(
        value(element.find(f"{W}lvlText")),
        value(element.find(f"{W}numFmt")) or "decimal",
        1 if start is None else start,
        properties.paragraph(element.find(f"{W}pPr")),
        restarts=number(value(element.find(f"{W}lvlRestart"))),
        style=value(element.find(f"{W}pStyle")),
        legal=legal is not None and properties.on(legal),
    )


def _label(level: Level, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    if level.digits == "bullet":
        return "-" if level.text == _DASH else _SYMBOLS.sub("•", level.text[:_LONGEST_LABEL])

    def shown(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        other = levels.get(depth, level)
        return _digits(counts.get(depth, other.start), "decimal" if level.legal else other.digits)

    return _GAP.sub(shown, level.text[:_LONGEST_LABEL])


def _digits(count: int, kind: str) -> str:
    if kind == "none":
        return ""
    if kind in {"upperRoman", "lowerRoman"} and 0 < count <= _LARGEST_ROMAN:
        roman = vietnamese.roman(count)
        return roman if kind == "upperRoman" else roman.lower()
    if kind in {"upperLetter", "lowerLetter"} and 0 < count <= _LARGEST_LETTER:
        letters = chr(ord("a") + (count - 1) % _LETTERS) * ((count - 1) // _LETTERS + 1)
        return letters.upper() if kind == "upperLetter" else letters
    return f"{count:02d}" if kind == "decimalZero" else str(count)
