"""A small language for papers in tests of format rules: each line says which part it is and how its look differs from the right one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from generator import standard as std
from generator.anatomy import Anatomy, Drawn, LineBelow, Piece, Regime, Where, make_out
from generator.anatomy import Part as Is
from generator.blueprint import form, styles
from generator.format_checks.finding import CheckedRule, Finding, Sheet
from generator.formatting import Paragraph as Read
from generator.measure import Twips, mm
from generator.wordfile import Document, Paragraph, Part, Row, Style, Table, write
from tests.format_documents import broken, lettered, read

Lines = Sequence[Paragraph | Table]

_LETTERHEAD: Final = {
    Is.PARENT: styles.PARENT, Is.AGENCY: styles.AGENCY, Is.NATIONAL_NAME: styles.NATIONAL, Is.MOTTO: styles.MOTTO, Is.NUMBER: styles.NUMBER,
    Is.PLACE_DATE: styles.PLACE_DATE, Is.TYPE_NAME: styles.TYPE_NAME, Is.SUMMARY: styles.SUMMARY, Is.LETTER_SUMMARY: styles.LETTER_TITLE,
}  # fmt: skip
_CENTRED: Final = Style("", 14, bold=True, align="center")
_SMALL: Final = Style("", 10)
_RIGHT: Final[dict[Is, Style]] = {
    **_LETTERHEAD,
    Is.BASIS: styles.BASIS,
    Is.DIVISION: _CENTRED,
    Is.DIVISION_TITLE: _CENTRED,
    Is.ARTICLE: replace(styles.SUBHEADING, outline=None),
    Is.SECTION: styles.HEADING,
    Is.CLAUSE: styles.BODY,
    Is.POINT: styles.BODY,
    Is.BODY: styles.BODY,
    Is.ADDRESSEE_HEAD: styles.ADDRESSEE,
    Is.ADDRESSEE: styles.ADDRESSEE_LIST,
    Is.AUTHORITY: styles.POSITION,
    Is.POSITION: styles.POSITION,
    Is.OTHER_POSITION: styles.SIGNER,
    Is.SIGNER: styles.SIGNER,
    Is.RECIPIENTS_HEAD: styles.RECIPIENTS_HEAD,
    Is.RECIPIENT: styles.RECIPIENTS,
    Is.KEPT: styles.RECIPIENTS,
    Is.ANNEX_LABEL: styles.ANNEX_LABEL,
    Is.ANNEX_TITLE: styles.ANNEX_TITLE,
    Is.ANNEX_REFERENCE: styles.ANNEX_REFERENCE,
    Is.SECRECY: _CENTRED,
    Is.URGENCY: _CENTRED,
    Is.CIRCULATION: _CENTRED,
    Is.DRAFTER: styles.RECIPIENTS,
    Is.ADDRESS: replace(styles.RECIPIENTS, align="center"),
    Is.COPY_FORM: _CENTRED,
    Is.SIGNING_TEXT: _SMALL,
    Is.TABLE_TEXT: styles.CELL,
    Is.LINE: styles.LINE,
}
_KNOWN: Final = {part.value.replace(",", ""): part for part in _RIGHT}
_MARK: Final = " · "


def say(part: Is, words: str, **look: Any) -> Paragraph:  # noqa: ANN401 - fields of a style
    """A line that is this part, its look as the decree asks but for what is said."""
    named = part.value.replace(",", "")
    differs = "".join(f"{_MARK}{key} {value}" for key, value in sorted(look.items()))
    return Paragraph(words, replace(_RIGHT[part], name=f"{named}{differs}", **look))


def body(words: str, **look: Any) -> Paragraph:  # noqa: ANN401 - fields of a style
    """A paragraph of running text."""
    return say(Is.BODY, words, **look)


def line() -> Paragraph:
    """A short line below the words before it."""
    side = Twips(form.PORTRAIT.text_width * 2 // 5)
    return replace(say(Is.LINE, ""), indents=(side, side))


def framed(*inside: Paragraph) -> Table:
    """Words in a frame."""
    return Table((mm(400),), (Row(([*inside],)),))


def beside(left: Sequence[Paragraph], right: Sequence[Paragraph]) -> Table:
    """Two columns without lines, as recipients and signature stand."""
    return Table((form.LEFT_BLOCK, form.RIGHT_BLOCK), (Row((left, right)),), framed=False)


@dataclass(frozen=True, slots=True)
class Paper:
    """A file, and what each of its sections is."""

    data: bytes
    wheres: tuple[Where, ...]

    def coloured(self, words: str, colour: str) -> Paper:
        """The same paper, the line that begins so in another colour."""
        return replace(self, data=lettered(self.data, words, f'<w:color w:val="{colour}"/>'))

    def looking(self, words: str, look: str) -> Paper:
        """The same paper, the line that begins so with other run properties."""
        return replace(self, data=lettered(self.data, words, look))

    def bold_start(self, words: str) -> Paper:
        """The same paper, these first words of a line in a bold run of their own."""
        rest = '</w:t></w:r><w:r><w:t xml:space="preserve">'
        return replace(self, data=broken(self.looking(words, "<w:b/>").data, f"({re.escape(words)})", rf"\1{rest}"))

    def made_out(self) -> Sheet:
        """The paper with its parts made out from its words and their places, as for a file that somebody brings."""
        document = read(self.data)
        return Sheet(document, make_out(document))

    def sheet(self, regime: Regime = Regime.ADMINISTRATIVE) -> Sheet:
        """The paper with its parts as they were said."""
        document = read(self.data)
        pieces: list[Piece] = []
        lines: list[LineBelow] = []
        for number, (where, section) in enumerate(zip(self.wheres, document.sections, strict=True)):
            for paragraph in section.paragraphs():
                part = _KNOWN.get(paragraph.style.split(_MARK)[0])
                if part is Is.LINE:
                    lines.append(_below(pieces[-1], paragraph))
                elif part and paragraph.text.strip():
                    pieces.append(Piece(part, paragraph, 0, len(paragraph.text), number, where))
        type_name = next((piece.text for piece in pieces if piece.part is Is.TYPE_NAME), "")
        return Sheet(document, Anatomy(regime, "thử", type_name, draft=False, pieces=tuple(pieces), lines=tuple(lines)))


def _below(under: Piece, paragraph: Read) -> LineBelow:
    return LineBelow(under, paragraph, mm(400), mm(1000), Drawn.BORDER)


def paper(*sections: Lines, wheres: Sequence[Where] = (Where.MAIN, Where.ANNEX, Where.ANNEX)) -> Paper:
    """A file of these sections: the paper itself, then annexes or what is said."""
    used = {block.style.name: block.style for block in _paragraphs([block for lines in sections for block in lines])}
    parts = tuple(Part(form.PORTRAIT, lines) for lines in sections)
    header = (Paragraph("", styles.PAGE_NUMBER, page_number=True),)
    all_styles = (styles.NORMAL, styles.PAGE_NUMBER, *used.values())
    return Paper(write(Document(std.FONT, parts, all_styles, header, header)), tuple(wheres[: len(sections)]))


def _paragraphs(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (paragraph for row in block.rows for cell in row.cells for paragraph in cell)


ENDING: Final = "Yêu cầu các phòng, đơn vị nghiêm túc thực hiện./."
LONG: Final = (
    "Văn phòng Sở tổng hợp kết quả của các phòng, đơn vị; báo cáo Giám đốc Sở trước ngày 20 của tháng cuối quý để xem xét, cho ý kiến "
    "chỉ đạo kịp thời, bảo đảm tiến độ chung của toàn ngành."
)


def letterhead(number: str, *below: Paragraph) -> Table:
    """Parent, agency and number on the left, national name, motto, place and date on the right."""
    left = [say(Is.PARENT, "UBND TỈNH HÀ GIANG"), say(Is.AGENCY, "SỞ KHOA HỌC VÀ CÔNG NGHỆ")]
    right = [say(Is.NATIONAL_NAME, std.NATIONAL_NAME), say(Is.MOTTO, std.MOTTO)]
    rows = (Row((left, right)), Row(([say(Is.NUMBER, number), *below], [say(Is.PLACE_DATE, "Hà Giang, ngày 05 tháng 3 năm 2025")])))
    return Table((form.LEFT_BLOCK, form.RIGHT_BLOCK), rows, framed=False)


def head(
    type_name: str = "KẾ HOẠCH", summary: str = "Khắc phục tồn tại, hạn chế", number: str = "Số: 15/KH-SKHCN"
) -> list[Paragraph | Table]:
    """The head of a paper with a type name."""
    return [letterhead(number), say(Is.TYPE_NAME, type_name), say(Is.SUMMARY, summary)]


def letter_head() -> list[Paragraph | Table]:
    """The head of a công văn."""
    return [letterhead("Số: 15/SKHCN-VP", say(Is.LETTER_SUMMARY, "V/v báo cáo kết quả cải cách hành chính"))]


def recipients(*lines: str, **look: Any) -> list[Paragraph]:  # noqa: ANN401 - fields of a style
    """«Nơi nhận:» and its list."""
    listed = [say(Is.KEPT if "Lưu" in words else Is.RECIPIENT, words, **look) for words in lines or ("- Sở Nội vụ;", "- Lưu: VT, VP.")]
    return [say(Is.RECIPIENTS_HEAD, "Nơi nhận:"), *listed]


def signed(*positions: str, name: str = "Nguyễn Văn An") -> list[Paragraph]:
    """Authority, position and name."""
    lines = [say(Is.AUTHORITY if "." in words else Is.POSITION, words) for words in positions or ("GIÁM ĐỐC",)]
    return [*lines, say(Is.SIGNER, name)]


def plan(*text: Paragraph | Table, ending: str = ENDING) -> list[Paragraph | Table]:
    """A kế hoạch around this text."""
    return [*head(), *text, body(ending), beside(recipients(), signed())]


def of(rules: Iterable[CheckedRule], given: Paper, regime: Regime = Regime.ADMINISTRATIVE) -> list[Finding]:
    """What these rules say of a paper whose parts are known."""
    return judged(rules, given.sheet(regime))


def judged(rules: Iterable[CheckedRule], sheet: Sheet) -> list[Finding]:
    """What these rules say of a sheet."""
    return [finding for _, judge in rules for finding in judge(sheet)]


@dataclass(frozen=True, slots=True)
class Case:
    """A paper that keeps a rule and one that breaks it; `besides` are rules that the second can't help breaking too."""

    good: Paper
    bad: Paper
    besides: frozenset[str] = frozenset()
