"""Paragraphs mended: alignment of the parts, and in the text of the paper first-line indent, gaps and line spacing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece, Where
from generator.formatting import Alignment, LineRule, Paragraph
from generator.measure import TWIPS_PER_POINT
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
_NEAR: Final = 6
"""Twips that no eye sees: 0.1 mm."""


def mend_spacing(desk: Desk) -> None:
    """Alignment, indents, gaps and line spacing, by direct formatting of the paragraph."""
    for pieces in _by_paragraph(desk):
        _align(desk, pieces)
    indent = _usual_indent(desk)
    text = [piece for piece in desk.of(*TEXT) if _plain_text(desk, piece)]
    for piece in text:
        _justify(desk, piece)
        _indent(desk, piece, indent)
        _space_lines(desk, piece)
    for above, below in pairwise(text):
        if desk.element(below.paragraph).getprevious() is desk.element(above.paragraph):
            _part(desk, above.paragraph, below)


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


def _plain_text(desk: Desk, piece: Piece) -> bool:
    """Whether a piece is a whole paragraph of running text of the paper: no annex, no table, no line broken by hand."""
    paragraph = piece.paragraph
    aligned = paragraph.alignment in {Alignment.LEFT, Alignment.BOTH}
    usual = piece.where in {Where.MAIN, Where.ENCLOSED} and desk.whole(piece) and aligned
    return usual and not desk.in_table(paragraph) and "\n" not in paragraph.text and "\t" not in paragraph.text


def _justify(desk: Desk, piece: Piece) -> None:
    if piece.paragraph.alignment is Alignment.LEFT:
        put(_look(desk, piece), "jc", {"val": "both"})
        desk.note(piece, "ND-01", "căn lề", (_ALIGNED[Alignment.LEFT], _ALIGNED[Alignment.BOTH]))


def _usual_indent(desk: Desk) -> int:
    """Of the two indents the one that the document uses more."""
    votes = Counter(wanted for piece in desk.of(*TEXT) for wanted in _INDENTS if abs(piece.paragraph.first_line - wanted) <= _NEAR)
    return max(_INDENTS, key=lambda wanted: (votes[wanted], wanted == std.FIRST_LINE_INDENT.used))


def _indent(desk: Desk, piece: Piece, wanted: int) -> None:
    paragraph = piece.paragraph
    right = any(abs(paragraph.first_line - one) <= _NEAR for one in _INDENTS)
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
    alike = above.style == paragraph.style
    under = 0 if alike and above.contextual else above.after
    over = 0 if alike and paragraph.contextual else paragraph.before
    if above.automatic_gap or paragraph.automatic_gap or under + over >= std.PARAGRAPH_GAP.least:
        return
    look = _look(desk, below)
    if alike and paragraph.contextual:
        switch(look, "contextualSpacing", on=False)
    put(look, "spacing", {"before": str(std.PARAGRAPH_GAP.least - under), "beforeLines": None, "beforeAutospacing": None})
    before, after = (f"{spoken(twips / TWIPS_PER_POINT)} pt" for twips in (under + over, std.PARAGRAPH_GAP.least))
    desk.note(below, "ND-03", "khoảng cách với đoạn trên", (before, after))


def _look(desk: Desk, piece: Piece) -> Element:
    return properties(desk.element(piece.paragraph), "pPr")


def _nearest(value: int, limit: Limit) -> int:
    return min(max(value, limit.least), limit.most)
