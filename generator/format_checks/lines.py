"""Lines drawn below a part: there, solid, as long as the decree says (TN-02, CQ-05, TL-03); lines of words set close (TN-03, CQ-06)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from generator.anatomy import Drawn, LineBelow, Piece
from generator.format_checks.fault import Fault
from generator.format_checks.finding import Sheet
from generator.format_checks.lettering import is_blank, points_words
from generator.format_checks.pages import ratio_below
from generator.formatting import LineRule, gap
from generator.measure import pt
from generator.standard import SINGLE_SPACING, LineLength
from generator.vietnamese import decimal

_TYPED_SLACK: Final = 0.2
"""A row of underscores is as long as whole letters allow, and raised ones differ by program: the decree's own forms have such."""
_UNSEEN: Final = pt(3)
"""White space between two lines that an eye takes for none."""


def line_faults(sheet: Sheet, wanted: LineLength, pieces: Sequence[Piece]) -> Iterator[Fault]:
    """The line below a part of one or more paragraphs: below any of them it counts."""
    addresses = {piece.paragraph.address for piece in pieces}
    parts = {piece.part for piece in pieces}
    lines = [line for line in sheet.anatomy.lines if line.under.paragraph.address in addresses and line.under.part in parts]
    if lines:
        yield from _line_faults(lines[0], wanted)
    elif pieces and not _drawn(sheet, pieces):
        underlined = all(letters.underlined for letters in pieces[-1].letters)
        found = "gạch chân dưới chữ" if underlined else "không có đường kẻ"
        yield Fault(pieces[-1], found, f"đường kẻ nét liền, {wanted.words}")


def _drawn(sheet: Sheet, pieces: Sequence[Piece]) -> bool:
    """Whether the first page, as it is drawn, shows a line below the part: its length is judged there."""
    return sheet.pages is not None and len(sheet.pages) > 0 and ratio_below(sheet.pages[0], pieces) is not None


def _line_faults(line: LineBelow, wanted: LineLength) -> Iterator[Fault]:
    """A length that the file does not say is not judged, nor one below dots that wait for words."""
    if not line.solid:
        yield Fault(line.under, "đường kẻ nét đứt", "nét liền")
    slack = _TYPED_SLACK if line.drawn is Drawn.CHARACTERS else 0
    if line.length and line.room and not is_blank(line.under.text):
        share = line.length / line.room
        if not wanted.least * (1 - slack) <= share <= wanted.most * (1 + slack):
            yield Fault(line.under, f"đường kẻ dài {share:.0%} dòng chữ", wanted.words)


def spacing_faults(pieces: Sequence[Piece]) -> Iterator[Fault]:
    """Lines that belong together, farther apart than single; heights given in points follow the size and are not judged."""
    for above, below in pairwise(pieces):
        paragraph = below.paragraph
        if above.paragraph.address == paragraph.address:
            continue
        if paragraph.line_rule is LineRule.AUTO and paragraph.line > SINGLE_SPACING.most:
            times = decimal((Decimal(paragraph.line) / SINGLE_SPACING.used).quantize(Decimal("0.01")))
            yield Fault(below, f"giãn dòng {times}", "giãn dòng đơn")
        if (space := gap(above.paragraph, paragraph)) > _UNSEEN:
            yield Fault(below, f"cách dòng trên {points_words(space)}", "không thêm khoảng cách")
