"""What all templates share: pages, letterhead, lines of the right length, recipients and signature, tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator import standard as std
from generator.blueprint import styles
from generator.measure import Twips, bold_width, mm
from generator.wordfile import Document, Page, Paragraph, Part, Row, Style, Table, write

_MARGINS: Final = {
    "top": std.MARGIN_TOP.used,
    "right": std.MARGIN_RIGHT.used,
    "bottom": std.MARGIN_BOTTOM.used,
    "left": std.MARGIN_LEFT.used,
    "header": std.HEADER_DISTANCE,
}
PORTRAIT: Final = Page(std.A4_SHORT, std.A4_LONG, **_MARGINS)
LANDSCAPE: Final = Page(std.A4_LONG, std.A4_SHORT, **_MARGINS)

RIGHT_BLOCK: Final = mm(920)
LEFT_BLOCK: Final = Twips(PORTRAIT.text_width - RIGHT_BLOCK)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its width, the tag it prints."""

    heading: str
    width: Twips
    tag: str
    style: Style


def assembled(*parts: Part) -> bytes:
    """A template of these sections, with our styles and page numbers, as .docx bytes."""
    return write(
        Document(
            font=std.FONT,
            parts=parts,
            styles=styles.STYLES,
            header=(Paragraph("", styles.PAGE_NUMBER, page_number=True),),
            first_header=(Paragraph("", styles.NO_PAGE_NUMBER),),
        )
    )


def when(condition: str, *blocks: Paragraph) -> list[Paragraph]:
    """Paragraphs printed only when a condition holds."""
    style = blocks[0].style
    return [Paragraph(f"{{%p if {condition} %}}", style), *blocks, Paragraph("{%p endif %}", style)]


def each(loop: str, blocks: Sequence[Paragraph], style: Style) -> list[Paragraph]:
    """Paragraphs printed once for each row of a list."""
    return [Paragraph(f"{{%p for {loop} %}}", style), *blocks, Paragraph("{%p endfor %}", style)]


def letterhead(*below_number: Paragraph) -> Table:
    """Ô số 1 to 4; number and place-date share a row, so that they stand on one line (DD-01)."""
    motto = bold_width(std.MOTTO, std.MOTTO_LETTERS.used)
    side = Twips((RIGHT_BLOCK - motto) // 2)
    left = [
        *when("parent", Paragraph("{{ parent }}", styles.PARENT)),
        Paragraph("{{ agency }}", styles.AGENCY),
        line("agency_line", LEFT_BLOCK),
    ]
    right = [Paragraph(std.NATIONAL_NAME, styles.NATIONAL), Paragraph(std.MOTTO, styles.MOTTO), Paragraph("", styles.LINE, (side, side))]
    number = [Paragraph("Số: {{ number }}/{{ symbol }}", styles.NUMBER), *below_number]
    place = [Paragraph("{{ place }}, ngày {{ day }} tháng {{ month }} năm {{ year }}", styles.PLACE_DATE)]
    return Table((LEFT_BLOCK, RIGHT_BLOCK), (Row((left, right)), Row((number, place))), framed=False)


def line(tag: str, room: Twips) -> Paragraph:
    """A line that gets its length from the words above when the paper is made; until then a third of the room."""
    side = Twips(room // 3)
    return Paragraph(f"{{{{ {tag} }}}}", styles.LINE, (side, side))


def signature() -> Table:
    """Recipients and signature in one row that never splits; the closing words stay on its page (KY, NN)."""
    left = [
        Paragraph("Nơi nhận:", styles.RECIPIENTS_HEAD),
        *each("r in recipients", [Paragraph("- {{ r.text }}{{ r.end }}", styles.RECIPIENTS)], styles.RECIPIENTS),
    ]
    right = [
        *when("authority", Paragraph("{{ authority }}", styles.POSITION)),
        Paragraph("{{ position }}", styles.POSITION),
        Paragraph("{{ signer }}", styles.SIGNER),
    ]
    return Table((LEFT_BLOCK, RIGHT_BLOCK), (Row((left, right)),), framed=False)


def title(type_name: str, *below: Paragraph) -> list[Paragraph]:
    """Type name and summary (ô số 5a) with the line below them."""
    return [
        Paragraph(type_name, styles.TYPE_NAME),
        Paragraph("{{ title }}", styles.SUMMARY),
        *below,
        line("title_line", PORTRAIT.text_width),
        Paragraph("", styles.AFTER_LINE),
    ]


def annex_reference() -> list[Paragraph]:
    """«(Kèm theo …)» with the short line below it (PLU-04, PLU-05)."""
    side = Twips(LANDSCAPE.text_width * 9 // 20)
    return [
        Paragraph("{{ annex_reference }}", styles.ANNEX_REFERENCE),
        Paragraph("", styles.LINE, (side, side)),
        Paragraph("", styles.AFTER_LINE),
    ]


def tag_row(tag: str, width: int) -> Row:
    """A table row that holds nothing but a tag."""
    return Row([[Paragraph(tag, styles.CELL)]], spans=(width,))
