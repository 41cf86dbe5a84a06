"""The proof of a transcribed part: read again it says the words that were meant, and all but words and fonts is as it was."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree

from generator.stretches import Element
from generator.wordxml import A, W

_WORDS: Final = frozenset(W + name for name in ("t", "delText", "softHyphen", "sym"))


def unlike(before: Element, meant: Element, after: Element) -> bool:
    """Whether a part read again differs from what was meant in a word, or from the source in anything but words and fonts."""
    return _words(meant) != _words(after) or _bare(before) != _bare(after)


def _words(root: Element) -> list[str]:
    labels = [label.get(f"{W}val", "") for label in root.iter(f"{W}lvlText")]
    return [node.text or "" for node in root.iter(*_WORDS)] + labels


def _bare(root: Element) -> bytes:
    """A part without its words and the names of its fonts."""
    copy = deepcopy(root)
    for node in list(copy.iter(*_WORDS)):
        node.tag, node.text = f"{W}t", None
        node.attrib.clear()
    for label in copy.iter(f"{W}lvlText"):
        label.attrib.pop(f"{W}val", None)
    for fonts in list(copy.iter(f"{W}rFonts")):
        look = fonts.getparent()
        if look is not None:
            look.remove(fonts)
    for look in [look for look in copy.iter(f"{W}rPr") if not len(look)]:
        holder = look.getparent()
        if holder is not None:
            holder.remove(look)
    for latin in copy.iter(f"{A}latin"):
        latin.attrib.pop("typeface", None)
    return etree.tostring(copy, method="c14n")
