"""The letters of a paragraph in its XML, each at the place it has in `Paragraph.runs`; runs cut where a stretch begins or ends."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from lxml import etree

from generator.formatting import Paragraph
from generator.wordxml import W

Element = etree._Element  # noqa: SLF001 - lxml gives its element type no public name

_INSIDE: Final = frozenset(
    W + name for name in ("hyperlink", "smartTag", "ins", "moveTo", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
)
_SIGNS: Final = {W + name: sign for name, sign in {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "ptab": "\t"}.items()}
_DEEPEST: Final = 40
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One element that bears letters: the run it is in, and where its first letter stands among all letters of the paragraph."""

    node: Element
    run: Element
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where its last letter ends."""
        return self.start + len(self.text)

    @property
    def typed(self) -> bool:
        """Whether it is plain words, not a tab, a break or a letter of a symbol font."""
        return self.node.tag == f"{W}t"


def stretches(paragraph: Element) -> list[Stretch]:
    """What bears the letters of a `w:p` in reading order, hidden ones too, as `formatting` reads them."""
    found: list[Stretch] = []
    position = 0
    fields: list[str] = []
    for run in runs(paragraph):
        for child in run.iterchildren():
            if child.tag == f"{W}fldChar":
                _enter(fields, child.get(f"{W}fldCharType", ""))
            elif "begin" not in fields and (words := _words(child)):
                found.append(Stretch(child, run, position, words))
                position += len(words)
    return found


def fits(element: Element, paragraph: Paragraph) -> bool:
    """Whether the letters found here are those that were read: only then a place in the one is a place in the other."""
    return "".join(one.text for one in stretches(element)) == "".join(run.text for run in paragraph.runs)


def among_all(paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
    """Where a stretch of the visible text stands among all letters of the paragraph, the hidden ones counted."""
    seen, position = 0, 0
    first, last = None, 0
    for run in paragraph.runs:
        if not run.letters.hidden:
            inner, outer = max(start - seen, 0), min(end - seen, len(run.text))
            if inner < outer:
                first = position + inner if first is None else first
                last = position + outer
            seen += len(run.text)
        position += len(run.text)
    return (0, 0) if first is None else (first, last)


def runs(parent: Element, depth: int = 0) -> Iterator[Element]:
    """The runs of a paragraph in reading order; those that a tracked change struck are gone."""
    for child in parent.iterchildren():
        if child.tag == f"{W}r":
            yield child
        elif child.tag in _INSIDE and depth < _DEEPEST:
            yield from runs(child, depth + 1)


def runs_within(paragraph: Element, start: int, end: int) -> list[Element]:
    """The runs whose letters stand in a stretch, cut at both its ends."""
    cut(paragraph, start)
    cut(paragraph, end)
    inside = [one.run for one in stretches(paragraph) if start <= one.start and one.end <= end]
    return list(dict.fromkeys(inside))


def cut(paragraph: Element, position: int) -> None:
    """See that a run begins at a place among the letters; a run that spans it becomes two of the same look."""
    inside = [one for one in stretches(paragraph) if one.start < position < one.end]
    for one in inside:
        head = deepcopy(one.node)
        say(head, one.text[: position - one.start])
        say(one.node, one.text[position - one.start :])
        one.node.addprevious(head)
    after = next((one for one in stretches(paragraph) if one.start == position), None)
    before = next((one for one in stretches(paragraph) if one.end == position), None)
    if after is not None and before is not None and after.run is before.run:
        _part(after.run, after.node)


def say(node: Element, words: str) -> None:
    """Give a `w:t` its words, spaces at the ends kept."""
    node.text = words
    node.set(_SPACE, "preserve")


def anchor(paragraph: Element) -> Element:
    """The paragraph itself, or the one of the page that the box with it hangs on."""
    return ([paragraph, *paragraph.iterancestors(f"{W}p")])[-1]


def _part(run: Element, first: Element) -> None:
    """Two runs out of one: the second begins with the given child."""
    head = etree.Element(run.tag, dict(run.attrib), nsmap=run.nsmap)
    look = run.find(f"{W}rPr")
    for child in list(run):
        if child is first:
            break
        head.append(child)
    if look is not None:
        run.insert(0, _renumbered(deepcopy(look), run))
    run.addprevious(head)


def _renumbered(look: Element, within: Element) -> Element:
    """A copied look whose record of a tracked change has a number of its own."""
    for change in look.iter(f"{W}rPrChange", f"{W}ins", f"{W}del"):
        numbers = [int(said) for node in within.getroottree().iter() if (said := node.get(f"{W}id", "")).isascii() and said.isdigit()]
        change.set(f"{W}id", str(max(numbers, default=0) + 1))
    return look


def _words(node: Element) -> str:
    if node.tag == f"{W}t":
        return node.text or ""
    if node.tag == f"{W}br" and node.get(f"{W}type") in {"page", "column"}:
        return ""
    if node.tag == f"{W}sym":
        return "•" if node.get(f"{W}char") else ""
    return _SIGNS.get(str(node.tag), "")


def _enter(fields: list[str], mark: str) -> None:
    """Keep the fields that are open: what stands in one before its separator is an instruction, no words."""
    if mark == "begin":
        fields.append(mark)
    elif mark == "separate" and fields:
        fields[-1] = mark
    elif mark == "end" and fields:
        fields.pop()
