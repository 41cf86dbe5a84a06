"""What stands in one paragraph: its runs in reading order, breaks, fields, and what is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from generator.formatting import properties, shapes
from generator.formatting.model import Block, Drawn, Letters, Run
from generator.wordxml import W

DEEPEST: Final = 40
"""Tables, boxes and wrappers inside one another; what lies deeper is not read."""
INSIDE: Final = frozenset(
    W + name for name in ("hyperlink", "smartTag", "ins", "moveTo", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
)
"""Wrappers whose content belongs to the text; words struck or moved away stand in others, and are gone."""

_SIGNS: Final = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "ptab": "\t"}
_DRAWING: Final = frozenset({f"{W}drawing", f"{W}pict", f"{W}object", shapes.ALTERNATE})
_PRIVATE: Final = 0xD800
"""From here on a code is no letter that every font has: half of a pair, or the private letters of a symbol font."""

LettersOf = Callable[[Any], Letters]
"""How a run looks, from its `w:rPr` or nothing."""
BoxOf = Callable[[Any, int], tuple[Block, ...]]
"""The blocks of a box, from its `w:txbxContent` and how deep it lies."""


@dataclass(slots=True)
class _Field:
    """A field that was begun: its instruction so far, and whether its result has."""

    instruction: str = ""
    shown: bool = False


@dataclass(slots=True)
class Words:
    """What was gathered from one paragraph."""

    letters: LettersOf
    box: BoxOf
    runs: list[Run] = field(default_factory=list)
    breaks: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    objects: list[Drawn] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)

    def walk(self, parent: etree._Element, depth: int) -> None:
        """Runs in order; words struck by a tracked change are gone."""
        if depth > DEEPEST:
            return
        for child in parent.iterchildren():
            if child.tag == f"{W}r":
                self._run(child, depth)
            elif child.tag in INSIDE:
                if child.tag == f"{W}fldSimple":
                    self._code(child.get(f"{W}instr", ""))
                self.walk(child, depth + 1)
            elif child.tag == shapes.ALTERNATE and (chosen := shapes.chosen(child)) is not None:
                self.walk(chosen, depth + 1)

    def _run(self, run: etree._Element, depth: int) -> None:
        words = "".join(self._said(run, depth))
        if words:
            letters = self.letters(run.find(f"{W}rPr"))
            last = self.runs[-1] if self.runs else None
            if last is not None and last.letters is letters:
                self.runs[-1] = Run(last.text + words, letters)
            else:
                self.runs.append(Run(words, letters))

    def _said(self, run: etree._Element, depth: int) -> Iterator[str]:
        for child in run.iterchildren():
            name = properties.local(child)
            if name == "fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].instruction += child.text or ""
            elif child.tag in _DRAWING:
                self.objects += shapes.drawn_in(child, lambda content: self.box(content, depth + 1))
            elif name == "br" and child.get(f"{W}type") in {"page", "column"}:
                self.breaks.append(child.get(f"{W}type", ""))
            elif all(begun.shown for begun in self._fields):
                yield _sign(name, child)

    def _field(self, kind: str) -> None:
        """The instruction of a field is no words; what it shows is. A field within an instruction shows nothing."""
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields and not self._fields[-1].shown:
            self._fields[-1].shown = True
            self._code(self._fields[-1].instruction)
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if not ended.shown:
                self._code(ended.instruction)

    def _code(self, instruction: str) -> None:
        if words := instruction.split():
            self.codes.append(words[0].upper())


def _sign(name: str, element: etree._Element) -> str:
    if name == "t":
        return element.text or ""
    return _symbol(element.get(f"{W}char", "")) if name == "sym" else _SIGNS.get(name, "")


def _symbol(code: str) -> str:
    """A letter of a symbol font; those of the private area show as a dot."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    return chr(point) if ord(" ") <= point < _PRIVATE else "•"
