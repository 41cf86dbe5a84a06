"""Words mended in the XML: only the letters that differ change, in the look of the letters beside them."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from generator import stretches
from generator.anatomy import Piece
from generator.mending.desk import Desk
from generator.mending.wording import wordings
from generator.stretches import Element, Stretch
from generator.wordxml import W

_SHOWN: Final = 30
_FIELDS: Final = (f"{W}fldChar", f"{W}fldSimple")


def mend_words(desk: Desk) -> None:
    """Give the pieces the words that the decree fixes; from the last to the first, so that places before a change hold."""
    pieces = desk.made_out
    sure = set(map(id, desk.pieces))
    for index in reversed(range(len(pieces))):
        piece = pieces[index]
        if id(piece) not in sure or not _plain(desk, piece):
            continue
        found, words = wordings(pieces, index)
        if found and _retell(desk, piece, words):
            before = piece.text
            for wording in found:
                desk.note(piece, wording.code, wording.what, _around(before, wording.words))
                before = wording.words


def _plain(desk: Desk, piece: Piece) -> bool:
    """Whether the letters of a paragraph are all typed and shown, so that each can be told from the text."""
    hidden = any(run.letters.hidden for run in piece.paragraph.runs)
    return not hidden and next(desk.element(piece.paragraph).iter(*_FIELDS), None) is None


def _retell(desk: Desk, piece: Piece, words: str) -> bool:
    """Put the words of a piece in the place of those that are there; False when its XML is not plain enough."""
    element, text = desk.element(piece.paragraph), piece.paragraph.text
    stood = text[piece.start : piece.end]
    start = piece.start + len(stood) - len(stood.lstrip())
    before = piece.text
    same = _alike(before, words)
    tail = _alike(before[same:][::-1], words[same:][::-1])
    first, last = start + same, start + len(before) - tail
    if not _replace(element, first, last, words[same : len(words) - tail]):
        return False
    said = desk.texts.get(piece.paragraph.address, text)
    desk.texts[piece.paragraph.address] = said[:first] + words[same : len(words) - tail] + said[last:]
    return True


def _around(before: str, after: str) -> tuple[str, str]:
    """Two texts, as much of them as shows where they differ."""
    same = _alike(before, after)
    tail = _alike(before[same:][::-1], after[same:][::-1])
    first, last = max(same - _SHOWN, 0), max(tail - _SHOWN, 0)
    ends = "…" if first else "", "…" if last else ""
    shown = (" ".join(text[first : len(text) - last].split()) for text in (before, after))
    return f"{ends[0]}{next(shown)}{ends[1]}", f"{ends[0]}{next(shown)}{ends[1]}"


def _alike(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _replace(element: Element, first: int, last: int, words: str) -> bool:
    found = stretches.stretches(element)
    touched = [one for one in found if one.start < last and first < one.end]
    host = touched[0] if touched else _beside(found, first)
    if host is None or not all(one.typed and one.run.getparent() is element for one in (*touched, host)):
        return False
    for one in touched or [host]:
        head, rest = one.text[: max(first - one.start, 0)], one.text[max(last - one.start, 0) :]
        stretches.say(one.node, head + (words if one is host else "") + rest)
    return True


def _beside(found: list[Stretch], place: int) -> Stretch | None:
    """What bears the letter before a place, or else the one after it."""
    before = next((one for one in found if one.end == place), None)
    return before or next((one for one in found if one.start == place), None)
