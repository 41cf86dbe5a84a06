"""The fields of one line out of the words that now stand there, whatever became of the fixed words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from generator.looks import Look
from generator.readback.found import Outside, Where
from generator.readback.matching import likeness
from generator.richtext import Run, Text
from generator.snapshot import Line, Span, Stretch
from generator.vietnamese import clean

COUNTED: Final = re.compile(r"^\s*(?:[-–—+•*·]|(?:[IVXLC]{1,7}|\d{1,3}|[a-zđ])\s*[.)/])\s*")
"""A number or a dash before a text: counted and printed by the template, whatever a person typed."""
_END: Final = re.compile(r"\s*(?:\./\.|[.;,:])?\s*$")
_ENDS: Final = frozenset({"", ".", ";", ",", "./."})
_FAITH: Final = 0.3
"""How much less of several fields may have stayed for the fixed words between them to be believed all the same."""
_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")

Cut = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Values:
    """The fields of a line, and what was changed around them."""

    texts: dict[str, Text]
    around: tuple[Outside, ...]


def values(base: Line, theirs: Sequence[Line], place: str) -> Values:
    """Read the fields of a line as made out of the lines that now stand in its place, one text together."""
    stretches = _joined(theirs)
    text = "".join(stretch.text for stretch in stretches)
    cuts = cut(base, text)
    texts = {span.key: _text(stretches, here, span.house) for span, here in zip(base.spans, cuts, strict=True)}
    return Values(texts, (*_around(base, text, cuts, place), *_looks(base, stretches, cuts, place)))


def _joined(lines: Sequence[Line]) -> list[Stretch]:
    """The stretches of several paragraphs as those of one, a line feed between them; empty paragraphs at either end dropped."""
    kept = [line for line in lines if line.text.strip()] or list(lines[:1])
    stretches: list[Stretch] = []
    for number, line in enumerate(kept):
        stretches += [Stretch("\n", line.look)] if number else []
        stretches += line.stretches
    return stretches


def cut(base: Line, text: str) -> list[Cut]:
    """Where each field of the line stands in the new words: by the fixed words around it, or else by what stayed the same."""
    old = base.text
    if text == old or not base.spans:
        return [(span.start, span.end) for span in base.spans]
    around = _fixed(base)
    by_words = _by_fixed_words(around, text)
    if by_words is not None and len(base.spans) == 1:
        return by_words
    stayed = _by_what_stayed(base.spans, old, text)
    if by_words is None:
        return stayed
    return by_words if _kept(base, text, by_words) + _FAITH >= _kept(base, text, stayed) else stayed


def _fixed(base: Line) -> list[str]:
    """The words around the fields: before the first, between each two, behind the last."""
    edges = [0, *(edge for span in base.spans for edge in (span.start, span.end)), len(base.text)]
    return [base.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _kept(base: Line, text: str, cuts: Sequence[Cut]) -> float:
    """How much of the fields stayed what it was, each weighed alike."""
    alike = [likeness(base.text[span.start : span.end], text[start:end]) for span, (start, end) in zip(base.spans, cuts, strict=True)]
    return sum(alike) / max(len(alike), 1)


def _by_fixed_words(fixed: Sequence[str], text: str) -> list[Cut] | None:
    """The fixed words looked for one after the other; a number, a dash or an end mark may have become another or be gone."""
    start = _after_first(fixed[0], text)
    end = _before_last(fixed[-1], text)
    if start is None or end is None or start > end:
        return None
    edges = [start]
    for between in fixed[1:-1]:
        at = text.find(between, edges[-1], end) if between else edges[-1]
        if at < 0:
            return None
        edges += [at, at + len(between)]
    return list(zip(edges[::2], [*edges[1::2], end], strict=True))


def _after_first(words: str, text: str) -> int | None:
    if text.startswith(words):
        return len(words)
    if words.strip() and not COUNTED.fullmatch(words):
        return None
    found = COUNTED.match(text) if words.strip() else None
    return found.end() if found else 0


def _before_last(words: str, text: str) -> int | None:
    if words and text.endswith(words):
        return len(text) - len(words)
    if words.strip() not in _ENDS:
        return None
    found = _END.search(text) if words.strip() else None
    return found.start() if found else len(text)


def _by_what_stayed(spans: Sequence[Span], old: str, text: str) -> list[Cut]:
    """Edges carried over by what is the same on both sides; what was typed at an edge belongs to the field."""
    old_tokens, new_tokens = _TOKEN.findall(old), _TOKEN.findall(text)
    old_at, new_at = _offsets(old_tokens), _offsets(new_tokens)
    blocks = SequenceMatcher(None, old_tokens, new_tokens, autojunk=False).get_opcodes()

    def carried(edge: int, *, last: bool) -> int:
        ends = [(old_at[i1], old_at[i2], new_at[j1], new_at[j2], tag) for tag, i1, i2, j1, j2 in blocks]
        same = [start + edge - first for first, behind, start, _, tag in ends if tag == "equal" and first < edge < behind]
        if same:
            return same[0]
        touching = [row for row in ends if row[0] <= edge <= row[1]]
        if not touching:
            return len(text) if last else 0
        inside = next((row for row in touching if row[0] < edge < row[1]), None)
        if inside is not None:
            return inside[3] if last else inside[2]
        return _at_edge(edge, touching, last=last)

    cuts: list[Cut] = []
    for span in spans:
        start = max(carried(span.start, last=False), cuts[-1][1] if cuts else 0)
        cuts.append((start, max(start, carried(span.end, last=True))))
    return cuts


def _at_edge(edge: int, touching: Sequence[tuple[int, int, int, int, str]], *, last: bool) -> int:
    """An edge between two blocks: what was put in just there goes to the field that begins or ends there."""
    put_in = [row for row in touching if row[4] == "insert"]
    if put_in:
        return put_in[0][3] if last else put_in[0][2]
    before = [row for row in touching if row[1] == edge]
    behind = [row for row in touching if row[0] == edge]
    if last:
        return before[0][3] if before else behind[0][2]
    return behind[0][2] if behind else before[0][3]


def _offsets(tokens: Sequence[str]) -> list[int]:
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    return offsets


def _text(stretches: Sequence[Stretch], where: Cut, house: Look) -> Text:
    """The words of a field with the bold and italic that the house look does not already give."""
    runs, position = [], 0
    for stretch in stretches:
        start, end = max(where[0], position), min(where[1], position + len(stretch.text))
        if start < end:
            look = stretch.look
            runs.append(
                Run(stretch.text[start - position : end - position], look.bold and not house.bold, look.italic and not house.italic)
            )
        position += len(stretch.text)
    return tidy(Text.joined(runs))


def tidy(text: Text) -> Text:
    """The words as a workbook keeps them: no odd spaces, nothing unseen, spaces and line ends without a look of their own."""
    kept: list[Run] = []
    for run in text.runs:
        inner = clean(f"|{run.text}|")[1:-1]
        if not inner.strip() and kept:
            kept.append(Run(inner, kept[-1].bold, kept[-1].italic))
        else:
            kept.append(Run(inner, run.bold, run.italic))
    joined = Text.joined(kept)
    return joined.strip() if clean(joined.plain) == joined.strip().plain else Text.of(clean(joined.plain))


def _around(base: Line, text: str, cuts: Sequence[Cut], place: str) -> Iterator[Outside]:
    """Fixed words, numbers and end marks that are no longer what the template prints."""
    edges = [0, *(edge for here in cuts for edge in here), len(text)]
    now = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    for number, (before, after) in enumerate(zip(_fixed(base), now, strict=True)):
        old, new = clean(before), clean(after)
        if old == new or (number == len(cuts) and {old, new} <= _ENDS):
            continue
        counted = all(not words or COUNTED.fullmatch(words) for words in (old, new))
        yield Outside(Where.NUMBERING if counted else Where.WORDING, place, old, new)


def _looks(base: Line, stretches: Sequence[Stretch], cuts: Sequence[Cut], place: str) -> Iterator[Outside]:
    """Looks that a field can't hold: words of a bold heading made light, underlined words."""
    known = {other for stretch in base.stretches for other in stretch.look.other}
    for span, (start, end) in zip(base.spans, cuts, strict=True):
        position = 0
        for stretch in stretches:
            words = stretch.text[max(0, start - position) : max(0, end - position)].strip()
            position += len(stretch.text)
            if not words:
                continue
            lighter = [
                name
                for name, lost in (("bỏ đậm", span.house.bold > stretch.look.bold), ("bỏ nghiêng", span.house.italic > stretch.look.italic))
                if lost
            ]
            if odd := [*lighter, *sorted(stretch.look.other - known)]:
                yield Outside(Where.LOOK, place, "", f"{', '.join(odd)}: {words}")


def fixed_change(base: Line, theirs: Line, place: str, *, counted: bool) -> Outside | None:
    """A line without any field that reads otherwise than it was printed; `counted` where a number alone is a row's own."""
    old, new = clean(base.text), clean(theirs.text)
    if old == new:
        return None
    numbers = all(not words or words.rstrip(".").isdecimal() or COUNTED.fullmatch(f"{words}.") for words in (old, new))
    return Outside(Where.NUMBERING if numbers and counted else Where.WORDING, place, old, new)


def typed_prefix(line: Line) -> str:
    """The number or dash in front of a line that somebody wrote."""
    found = COUNTED.match(line.text)
    return found.group().strip() if found else ""
