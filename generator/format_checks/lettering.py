"""How the letters and the place of a piece differ from what the decree asks, in the words a clerk uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from generator.anatomy import Piece
from generator.format_checks.fault import Fault
from generator.formatting import Alignment, Document, Letters
from generator.formatting import takes_lines as fills_lines
from generator.measure import TENTH_MM_PER_INCH, TWIPS_PER_INCH, ZERO, Twips
from generator.standard import SAME_LENGTH, Lettering
from generator.vietnamese import decimal

_HALF_POINTS: Final = 2
_TWIPS_PER_POINT: Final = 20
_TWIPS_PER_CM: Final = 567
_MOST: Final = 0.9
"""What is asked for must hold for nearly all letters: a stray one is nobody's fault."""
_HALF: Final = 0.5
"""What is not asked for may mark some words, not the greater part."""
_BLANK: Final = re.compile(r"…|\.{3,}|_{3,}|\{\{|\[\s*\]|\t\s*[.;,]?$")
_LEADER: Final = re.compile(r"(?:\t|…|[._]{3,})[\s.…_;,]*$")


def looks(piece: Piece) -> Counter[Letters]:
    """How many letters and digits of the piece have each look; raised ones, such as note marks, don't count."""
    counted: Counter[Letters] = Counter()
    for run in piece.runs:
        if not run.letters.raised:
            counted[run.letters] += sum(char.isalnum() for char in run.text)
    return +counted


def share(piece: Piece, has: Callable[[Letters], bool]) -> float:
    """Which part of the piece's letters has it, 0 to 1."""
    counted = looks(piece)
    total = counted.total()
    return sum(count for letters, count in counted.items() if has(letters)) / total if total else 0.0


def bold_share(piece: Piece) -> float:
    """Which part of the piece is bold."""
    return share(piece, lambda letters: letters.bold)


def italic_share(piece: Piece) -> float:
    """Which part of the piece is italic."""
    return share(piece, lambda letters: letters.italic)


def look_faults(piece: Piece, asked: Lettering) -> Iterator[Fault]:
    """Wrong size, weight or slant, for parts so short that each of their words counts."""
    yield from size_faults(piece, asked)
    for asked_for, part, word in ((asked.bold, bold_share(piece), "đậm"), (asked.italic, italic_share(piece), "nghiêng")):
        if looks(piece) and part != float(asked_for):
            whole = part in {0.0, 1.0}
            found = f"{'không ' * asked_for}{word}" if whole else f"chỉ {word} một phần"
            yield Fault(piece, found, f"{'không ' * (not asked_for)}{word}")


def letter_faults(piece: Piece, asked: Lettering, *, bold: bool | None = None) -> Iterator[Fault]:
    """Wrong size, weight or slant; `bold` where the lettering alone does not tell."""
    if not looks(piece):
        return
    yield from size_faults(piece, asked)
    yield from _style(piece, asked.bold if bold is None else bold, bold_share(piece), "đậm")
    yield from _style(piece, asked.italic, italic_share(piece), "nghiêng")


def size_faults(piece: Piece, asked: Lettering) -> Iterator[Fault]:
    """Letters of a size that the decree does not allow there."""
    allowed = range(asked.smallest * _HALF_POINTS, asked.largest * _HALF_POINTS + 1)
    wrong = sorted({letters.size for letters in looks(piece)} - set(allowed))
    if wrong:
        yield Fault(piece, f"cỡ {' và '.join(map(size_words, wrong))}", f"cỡ {sizes_words(asked)}")


def _style(piece: Piece, asked: bool, part: float, word: str) -> Iterator[Fault]:  # noqa: FBT001 - what is asked, not a switch
    if asked and part < _MOST:
        yield Fault(piece, f"không {word}" if part < _HALF else f"chỉ {word} một phần", word)
    elif not asked and part > _HALF:
        yield Fault(piece, word, f"không {word}")


def size_words(half_points: int) -> str:
    """`27` → `13,5`."""
    return decimal(Decimal(half_points) / _HALF_POINTS)


def sizes_words(asked: Lettering) -> str:
    """`13–14`, or `14` where only one is allowed."""
    return str(asked.smallest) if asked.smallest == asked.largest else f"{asked.smallest}–{asked.largest}"


def points_words(length: Twips) -> str:
    """`120` → `6 pt`."""
    return f"{decimal((Decimal(length) / _TWIPS_PER_POINT).quantize(Decimal('0.1')))} pt"


def cm_words(length: int) -> str:
    """`567` → `1 cm`."""
    return f"{decimal((Decimal(length) / _TWIPS_PER_CM).quantize(Decimal('0.01')))} cm"


def mm_words(length: int) -> str:
    """`850` → `15 mm`."""
    return f"{decimal((Decimal(length) * TENTH_MM_PER_INCH / TWIPS_PER_INCH / 10).quantize(Decimal('0.1')))} mm"


def same(length: int, wanted: int) -> bool:
    """Whether two lengths are one on paper."""
    return abs(length - wanted) <= SAME_LENGTH


def shown(piece: Piece) -> str:
    """The words as letters show them: capitals where Word shows capitals."""
    return "".join(run.text.upper() if run.letters.caps or run.letters.small_caps else run.text for run in piece.runs)


def in_capitals(piece: Piece) -> bool:
    """Whether all its letters are capitals; blanks and digits are neither."""
    letters = [char for char in shown(piece) if char.isalpha()]
    return bool(letters) and all(char == char.upper() for char in letters)


def capital_faults(piece: Piece) -> Iterator[Fault]:
    """Words that should be capitals and are not; a lower-case letter among capitals, as in `QyĐ`, is let through."""
    letters = [char for char in shown(piece) if char.isalpha()]
    if letters and sum(char == char.upper() for char in letters) < _MOST * len(letters):
        yield Fault(piece, "in thường", "in hoa")


def ordinary_faults(piece: Piece) -> Iterator[Fault]:
    """Words that should be in normal case and are all capitals; letters without marks, such as `UBND`, are an abbreviation."""
    if in_capitals(piece) and any(char.isalpha() and not char.isascii() and char not in "ĐƯ" for char in shown(piece)):
        yield Fault(piece, "in hoa", "in thường")


def centred_faults(piece: Piece) -> Iterator[Fault]:
    """Words that should stand in the middle."""
    if piece.paragraph.alignment not in {Alignment.CENTER, Alignment.OTHER} and not set_by_tabs(piece):
        yield Fault(piece, "không canh giữa", "canh giữa")


def line_end(words: str) -> str:
    """With which sign a line ends."""
    return f"cuối dòng là «{words[-1]}»" if words.endswith((".", ",", ";", ":")) else "cuối dòng không có dấu"


def one_line(first: Piece, second: Piece) -> bool:
    """Whether two pieces that follow one another stand on one line of one paragraph."""
    return first.paragraph.address == second.paragraph.address and "\n" not in first.paragraph.text[first.start : second.start]


def set_by_tabs(piece: Piece) -> bool:
    """Whether tabs or spaces push its words to their place: where that is, only Word can tell."""
    before = piece.paragraph.text[: piece.paragraph.text.find(piece.text)] if piece.text else ""
    return "\t" in before or len(before.replace("\n", "")) > 1


def is_blank(words: str) -> bool:
    """Whether something is still to be filled in: dots, underscores, a template's tag."""
    return bool(_BLANK.search(words))


def ends_in_blanks(piece: Piece) -> bool:
    """Whether the line is one of a form: dots, a line or a tab that draws them run to its end."""
    return bool(_LEADER.search(piece.paragraph.text[piece.start : piece.end]))


def unfilled(piece: Piece) -> bool:
    """Whether the piece waits to be filled in; a tab at its end draws dots."""
    return is_blank(piece.text) or ends_in_blanks(piece)


def rooms(document: Document) -> Callable[[Piece], Twips]:
    """The width of the page's text around a piece; outside of the main text, that of the first page."""
    widths = {paragraph.address: section.page.text_width for section in document.sections for paragraph in section.paragraphs()}
    first = document.sections[0].page.text_width if document.sections else ZERO
    return lambda piece: widths.get(piece.paragraph.address, first)


def takes_lines(piece: Piece, room: Twips) -> bool:
    """Whether a piece surely takes more than one line of that width."""
    size = max((run.letters.size for run in piece.runs), default=piece.paragraph.mark.size)
    return fills_lines(piece.paragraph, piece.read, size, room)
