"""What a file alone tells of its pages: the white space between paragraphs, and words that fill more than one line."""

from __future__ import annotations

from typing import Final

from generator.formatting.model import Paragraph
from generator.measure import TWIPS_PER_POINT, ZERO, Twips, width_of

_NARROW: Final = 0.35
"""A line of words is wider than so many ems a letter, whatever the letters; none is wider than one em."""


def gap(above: Paragraph, below: Paragraph) -> Twips:
    """Word adds the space after one paragraph to the space before the next, but drops what a contextual one shares with its own style."""
    together = above.style == below.style
    after = ZERO if together and above.contextual else above.after
    before = ZERO if together and below.contextual else below.before
    return Twips(after + before)


def takes_lines(paragraph: Paragraph, words: str, half_points: int, room: Twips) -> bool:
    """Whether words in a paragraph surely take more than one line of that width, set in regular letters of their largest size."""
    free = room - paragraph.left - paragraph.right - max(paragraph.first_line, 0)
    em = half_points * TWIPS_PER_POINT / 2
    if len(words) * em * _NARROW > free:
        return True
    return len(words) * em > free and width_of(words, half_points, bold=False) > free
