"""Paragraphs mended: alignment of the parts, and in the text of the paper first-line indent, gaps and line spacing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece, Where
from generator.formatting import Address, Alignment, LineRule, Paragraph, gap, takes_lines
from generator.measure import TWIPS_PER_POINT, ZERO, Twips
from generator.mending.desk import Desk
from generator.mending.lengths import centimetres, spoken
from generator.mending.letters import FIXED
from generator.mending.markup import properties, put, switch
from generator.standard import Limit
from generator.stretches import Element

TEXT: Final = (Part.BASIS, Part.ARTICLE, Part.CLAUSE, Part.POINT, Part.BODY)
"""Lines of the text itself, justified and indented."""
_CENTRED_IN_BLOCK: Final = frozenset(
    {Part.NATIONAL_NAME, Part.MOTTO, Part.PARENT, Part.AGENCY, Part.NUMBER, Part.PLACE_DATE, Part.LETTER_SUMMARY}
    | {Part.AUTHORITY, Part.POSITION, Part.SIGNER}
)
"""Centred within their side of the page: told only when a table makes the sides."""
_CENTRED_ON_PAGE: Final = frozenset(
    {Part.TYPE_NAME, Part.SUMMARY, Part.ENACTOR, Part.ENACTING, Part.DIVISION, Part.DIVISION_TITLE}
    | {Part.ANNEX_LABEL, Part.ANNEX_TITLE, Part.ANNEX_REFERENCE}
)
_FLUSH_LEFT: Final = frozenset({Part.RECIPIENTS_HEAD, Part.RECIPIENT, Part.KEPT})
_ALIGNED: Final = {Alignment.LEFT: "trái", Alignment.CENTER: "giữa", Alignment.RIGHT: "phải", Alignment.BOTH: "đều hai bên"}
_INDENTS: Final = (std.FIRST_LINE_INDENT.least, std.FIRST_LINE_INDENT.most)
"""The decree names two indents, not a range."""
_ASIDE: Final = re.compile(r"[(\[*]|Ghi chú|Nguồn|Chú thích|Lưu ý")
"""Notes and lines in brackets have looks of their own."""


def mend_spacing(desk: Desk) -> None:
    """Alignment, indents, gaps and line spacing, by direct formatting of the paragraph."""
    for pieces in _by_paragraph(desk):
        _align(desk, pieces)
    indent = _usual_indent(desk)
    rooms = {paragraph.address: section.page.text_width for section in desk.document.sections for paragraph in section.paragraphs()}
    text = [piece for piece in desk.of(*TEXT) if _plain_text(desk, piece)]
    for piece in text:
        _justify(desk, piece, rooms.get(piece.paragraph.address, ZERO))
        _indent(desk, piece, indent)
        _space_lines(desk, piece)
    _part_lines(desk)


def _part_lines(desk: Desk) -> None:
    """Gaps between lines of the text; above a basis, whatever stands there."""
    spaced = [piece for piece in desk.of(*TEXT, Part.SECTION) if _of_the_paper(desk, piece)]
    text = {piece.paragraph.address for piece in spaced}
    known = {paragraph.address: paragraph for paragraph in desk.document.paragraphs()}
    for piece in spaced:
        address = piece.paragraph.address
        above = known.get(Address(address.part, address.number - 1))
        if above is None or not above.text.strip() or not (above.address in text or piece.part is Part.BASIS):
            continue
        if desk.element(piece.paragraph).getprevious() is desk.element(above):
            _part(desk, above, piece)


def _by_paragraph(desk: Desk) -> Iterator[list[Piece]]:
    return (list(pieces) for _, pieces in groupby(desk.pieces, key=lambda piece: piece.paragraph.address))


def _align(desk: Desk, pieces: list[Piece]) -> None:
    """Align a paragraph all of whose words are parts that the decree wants alike."""
    paragraph = pieces[0].paragraph
    wanted = {_wanted(piece, in_table=desk.in_table(paragraph)) for piece in pieces}
    covered = sum(len("".join(piece.text.split())) for piece in pieces) == len("".join(paragraph.text.split()))
    if wanted <= {None} or len(wanted) > 1 or not covered or not _free(paragraph):
        return
    (alignment,) = wanted
    if alignment is None or alignment is paragraph.alignment or (alignment is Alignment.LEFT and paragraph.alignment is Alignment.BOTH):
        return
    look = properties(desk.element(paragraph), "pPr")
    put(look, "jc", {"val": alignment.value})
    if paragraph.first_line > 0:
        put(look, "ind", {"firstLine": "0", "firstLineChars": None})
    desk.note(pieces[0], FIXED[pieces[0].part].code, "căn lề", (_ALIGNED.get(paragraph.alignment, "khác"), _ALIGNED[alignment]))


def _wanted(piece: Piece, *, in_table: bool) -> Alignment | None:
    if piece.part in _CENTRED_IN_BLOCK and in_table:
        return Alignment.CENTER
    if piece.part in _CENTRED_ON_PAGE and not in_table:
        return Alignment.CENTER
    return Alignment.LEFT if piece.part in _FLUSH_LEFT else None


def _free(paragraph: Paragraph) -> bool:
    """Whether nothing but its alignment places a line: no tabs, no spaces in front, no indent of the whole paragraph, no list."""
    spaced = paragraph.text[:1].isspace() or "\t" in paragraph.text
    return not (spaced or paragraph.label or paragraph.left or paragraph.right or paragraph.first_line < 0)


def _of_the_paper(desk: Desk, piece: Piece) -> bool:
    """Whether a piece is a whole paragraph of the paper, or of a text issued with it, outside of tables."""
    return piece.where in {Where.MAIN, Where.ENCLOSED} and desk.whole(piece) and not desk.in_table(piece.paragraph)


def _plain_text(desk: Desk, piece: Piece) -> bool:
    """Whether a piece is running text: no note, no line broken or set by hand."""
    paragraph = piece.paragraph
    aligned = paragraph.alignment in {Alignment.LEFT, Alignment.BOTH}
    broken = "\n" in paragraph.text or "\t" in paragraph.text
    return _of_the_paper(desk, piece) and aligned and not broken and not _ASIDE.match(piece.text)


def _justify(desk: Desk, piece: Piece, room: Twips) -> None:
    """Justify what takes more than one line; on one line it looks the same either way."""
    if piece.paragraph.alignment is Alignment.LEFT and _takes_lines(piece, room):
        put(_look(desk, piece), "jc", {"val": "both"})
        desk.note(piece, "ND-01", "căn lề", (_ALIGNED[Alignment.LEFT], _ALIGNED[Alignment.BOTH]))


def _takes_lines(piece: Piece, room: Twips) -> bool:
    size = max((run.letters.size for run in piece.runs), default=0)
    return takes_lines(piece.paragraph, piece.read, size, room)


def _usual_indent(desk: Desk) -> int:
    """Of the two indents the one that the document uses more."""
    votes = Counter(
        wanted for piece in desk.of(*TEXT) for wanted in _INDENTS if abs(piece.paragraph.first_line - wanted) <= std.SAME_LENGTH
    )
    return max(_INDENTS, key=lambda wanted: (votes[wanted], wanted == std.FIRST_LINE_INDENT.used))


def _indent(desk: Desk, piece: Piece, wanted: int) -> None:
    paragraph = piece.paragraph
    right = any(abs(paragraph.first_line - one) <= std.SAME_LENGTH for one in _INDENTS)
    if right or paragraph.first_line < 0 or paragraph.left or not _free(paragraph):
        return
    put(_look(desk, piece), "ind", {"firstLine": str(wanted), "firstLineChars": None, "hanging": None, "hangingChars": None})
    desk.note(piece, "ND-02", "thụt dòng đầu", (centimetres(paragraph.first_line), centimetres(wanted)))


def _space_lines(desk: Desk, piece: Piece) -> None:
    paragraph, limit = piece.paragraph, std.LINE_SPACING
    if paragraph.line_rule is not LineRule.AUTO or limit.least <= paragraph.line <= limit.most:
        return
    wanted = _nearest(paragraph.line, limit)
    put(_look(desk, piece), "spacing", {"line": str(wanted), "lineRule": "auto"})
    desk.note(piece, "ND-04", "giãn dòng", (f"{spoken(paragraph.line / 240)} dòng", f"{spoken(wanted / 240)} dòng"))


def _part(desk: Desk, above: Paragraph, below: Piece) -> None:
    """Keep at least 6 pt between a paragraph and the one above it."""
    paragraph = below.paragraph
    between = gap(above, paragraph)
    if above.automatic_gap or paragraph.automatic_gap or between >= std.PARAGRAPH_GAP.least:
        return
    alike = above.style == paragraph.style
    under = ZERO if alike and above.contextual else above.after
    look = _look(desk, below)
    if alike and paragraph.contextual:
        switch(look, "contextualSpacing", on=False)
    put(look, "spacing", {"before": str(std.PARAGRAPH_GAP.least - under), "beforeLines": None, "beforeAutospacing": None})
    before, after = (f"{spoken(twips / TWIPS_PER_POINT)} pt" for twips in (between, std.PARAGRAPH_GAP.least))
    desk.note(below, "ND-03", "khoảng cách với đoạn trên", (before, after))


def _look(desk: Desk, piece: Piece) -> Element:
    return properties(desk.element(piece.paragraph), "pPr")


def _nearest(value: int, limit: Limit) -> int:
    return min(max(value, limit.least), limit.most)
