"""Rules on the text of a paper: letters, indents, gaps, line spacing, its last words (ND)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece
from generator.format_checks.fault import Fault, all_of, binding, checked, foot
from generator.format_checks.finding import CheckedRule, Sheet
from generator.format_checks.lettering import (
    bold_share,
    cm_words,
    ends_in_blanks,
    in_capitals,
    is_blank,
    italic_share,
    points_words,
    rooms,
    same,
    set_by_tabs,
    size_faults,
    takes_lines,
)
from generator.format_checks.spacing import gaps
from generator.formatting import Alignment, LineRule
from generator.measure import Twips
from generator.rules import Force, Rule
from generator.vietnamese import decimal

_TEXT: Final = (Part.BODY, Part.CLAUSE, Part.POINT)
_SPACED: Final = (*_TEXT, Part.ARTICLE, Part.SECTION)
_SIGNING: Final = (Part.AUTHORITY, Part.POSITION, Part.OTHER_POSITION, Part.SIGNER, Part.RECIPIENTS_HEAD, Part.RECIPIENT, Part.KEPT)
_FEW_LETTERS: Final = 10
_ASIDE: Final = re.compile(r"[(\[*]|Số\s*:[^;]{1,60};|Ghi chú|Nguồn|Chú thích|Lưu ý|Căn cứ|Địa chỉ|Điện thoại")
"""Notes and lines in brackets have looks of their own."""
_NATURAL: Final = std.NATURAL_LINE_PERCENT
_MUCH: Final = 0.9
_HALF: Final = 0.5


def _lines_of_text(sheet: Sheet) -> Iterator[Piece]:
    """Pieces of the running text; centred ones and notes are something else."""
    for piece in binding(sheet, *_TEXT):
        if not _elsewhere(piece) and not _ASIDE.match(piece.text) and not _mere_blanks(piece):
            yield piece


def _mere_blanks(piece: Piece) -> bool:
    """A line of dots with hardly a word."""
    return is_blank(piece.text) and sum(map(str.isalpha, piece.text)) < _FEW_LETTERS


def _elsewhere(piece: Piece) -> bool:
    return piece.paragraph.alignment in {Alignment.CENTER, Alignment.RIGHT}


def _letters(sheet: Sheet) -> Iterator[Fault]:
    room = rooms(sheet.document)
    for piece in binding(sheet, Part.BODY):
        if _ASIDE.match(piece.text):
            continue
        yield from size_faults(piece, std.BODY)
        # A bold or slanted line of its own is a heading that the decree has no name for.
        if takes_lines(piece, room(piece)):
            yield from _style(piece)


def _style(piece: Piece) -> Iterator[Fault]:
    if italic_share(piece) > _MUCH and bold_share(piece) < _HALF:
        yield Fault(piece, "nghiêng", "không nghiêng", unsure=True)
    if in_capitals(piece):
        yield Fault(piece, "in hoa", "in thường", unsure=True)


def _justified(sheet: Sheet) -> Iterator[Fault]:
    """Words on one line look the same either way."""
    room = rooms(sheet.document)
    for piece in _lines_of_text(sheet):
        if piece.paragraph.alignment is Alignment.LEFT and takes_lines(piece, room(piece)):
            yield Fault(piece, "canh trái", "canh đều hai bên")


_TWO_INDENTS: Final = "1 hoặc 1,27 cm"


def _indent(sheet: Sheet) -> Iterator[Fault]:
    for piece in _lines_of_text(sheet):
        if piece.paragraph.first_line < 0:
            yield from _hanging(piece)
        elif not _leaves_to_tabs(piece) and not ends_in_blanks(piece):
            yield from _first_line(piece)


def _leaves_to_tabs(piece: Piece) -> bool:
    """A tab at the beginning sets the indent by itself; a later piece of one paragraph begins after a line break."""
    return piece.start > 0 or (set_by_tabs(piece) and piece.paragraph.text.startswith("\t"))


def _hanging(piece: Piece) -> Iterator[Fault]:
    """A list of Word hangs its marks out; the decree knows no such list, but many offices set it so."""
    start = piece.paragraph.left + piece.paragraph.first_line
    if not any(same(start, indent) for indent in std.FIRST_LINE_INDENTS):
        yield Fault(piece, f"dòng đầu treo, thụt {cm_words(start)}", f"thụt {_TWO_INDENTS}", unsure=True)


def _first_line(piece: Piece) -> Iterator[Fault]:
    paragraph = piece.paragraph
    if any(same(paragraph.first_line, indent) for indent in std.FIRST_LINE_INDENTS):
        return
    if set_by_tabs(piece):
        yield Fault(piece, "thụt bằng dấu cách", f"thụt {_TWO_INDENTS}", unsure=True)
    elif paragraph.left > 0 and any(same(paragraph.left + paragraph.first_line, indent) for indent in std.FIRST_LINE_INDENTS):
        yield Fault(piece, f"cả đoạn lùi {cm_words(paragraph.left)}", f"chỉ dòng đầu thụt {_TWO_INDENTS}", unsure=True)
    else:
        low, high = std.FIRST_LINE_INDENTS
        found = f"thụt {cm_words(paragraph.first_line)}" if paragraph.first_line else "không thụt"
        yield Fault(piece, found, f"thụt {_TWO_INDENTS}", unsure=low < paragraph.first_line < high)


def _gap(sheet: Sheet) -> Iterator[Fault]:
    above = gaps(sheet.document)
    spaced = [piece for piece in binding(sheet, *_SPACED) if not _elsewhere(piece)]
    numbers = {(piece.paper, piece.paragraph.address.number) for piece in spaced}
    least = std.PARAGRAPH_GAP.least
    for piece in spaced:
        space = above.get(piece.paragraph.address)
        follows = (piece.paper, piece.paragraph.address.number - 1) in numbers
        if piece.start == 0 and follows and space is not None and space < least:
            yield Fault(piece, f"cách đoạn trên {points_words(space)}", f"cách từ {points_words(least)}")


def _line_spacing(sheet: Sheet) -> Iterator[Fault]:
    for piece in _lines_of_text(sheet):
        paragraph = piece.paragraph
        if paragraph.line_rule is not LineRule.AUTO:
            yield from _fixed_lines(piece)
        elif not std.LINE_SPACING.least <= paragraph.line <= std.LINE_SPACING.most:
            times = decimal(_two_decimals(paragraph.line))
            yield Fault(piece, f"giãn dòng {times}", "giãn dòng từ đơn đến 1,5")


def _two_decimals(line: int) -> Decimal:
    return (Decimal(line) / std.LINE_SPACING.least).quantize(Decimal("0.01"))


def _fixed_lines(piece: Piece) -> Iterator[Fault]:
    """Lines of a fixed height against a single line of that size and one and a half; «at least» never makes them narrower."""
    size = max((run.letters.size for run in piece.runs), default=piece.paragraph.mark.size)
    single = size * 10 * _NATURAL // 100
    least = 0 if piece.paragraph.line_rule is LineRule.AT_LEAST else single
    if not least - std.SAME_LENGTH <= piece.paragraph.line <= single * 3 // 2 + std.SAME_LENGTH:
        wanted = f"từ {points_words(Twips(single))} đến {points_words(Twips(single * 3 // 2))}"
        yield Fault(piece, f"dòng cao {points_words(Twips(piece.paragraph.line))}", wanted, unsure=True)


def _closing(sheet: Sheet) -> Iterator[Fault]:
    """Only the last words before the signature; a table at the end has no place for the sign."""
    before: list[Piece] = []
    signing = {id(piece) for piece in foot(sheet, *_SIGNING)}
    for piece in sheet.anatomy.of(*Part):
        if id(piece) in signing:
            break
        before += [piece] if piece.part in {*_SPACED, Part.TABLE_TEXT} else []
    else:
        return
    if before and before[-1].part in (*_TEXT, Part.ARTICLE):
        yield from _end(before[-1])


def _end(piece: Piece) -> Iterator[Fault]:
    words = piece.text
    if is_blank(words):
        return
    if re.search(r"\s\./\.$", words):
        yield Fault(piece, "có dấu cách trước «./.»", "«./.» liền chữ cuối")
    elif not words.endswith("./."):
        yield Fault(piece, f"kết thúc bằng «{words[-2:]}»" if words.endswith(("/.", "./")) else "không có «./.»", "kết thúc bằng «./.»")


def _titles(sheet: Sheet) -> Iterator[Fault]:
    """Every division and article of a paper that is built on them has a title."""
    pieces = [piece for piece in binding(sheet, *Part) if piece.part is not Part.LINE]
    for piece, following in zip_longest(pieces, pieces[1:]):
        untitled = following is None or following.part is not Part.DIVISION_TITLE or following.paper != piece.paper
        if (
            piece.part is Part.DIVISION
            and untitled
            and re.fullmatch(r"\w+(?:\s\w+)?\s+[\w]+[.:]?", piece.read)
            and not is_blank(piece.read)
        ):
            yield Fault(piece, "không có tiêu đề", "có tiêu đề")
        elif piece.part is Part.ARTICLE and re.fullmatch(r"Điều\s+\d+\w?\s*[.:]?", piece.read.strip()):
            yield Fault(piece, "không có tiêu đề", "có tiêu đề hoặc nội dung cùng dòng")


RULES: Final[tuple[CheckedRule, ...]] = (
    checked(
        Rule("ND-01", "Nội dung chữ in thường, đứng, cỡ 13–14, canh đều hai bên", Force.PROSE.severity, "PL I.II.6.e",
             "Chọn đoạn văn, đặt cỡ chữ 13 hoặc 14, kiểu chữ đứng, canh đều hai bên"),
        all_of(_letters, _justified),
    ),
    checked(
        Rule("ND-02", "Đầu dòng lùi 1 cm hoặc 1,27 cm", Force.PROSE.severity, "PL I.II.6.e",
             "Trong hộp Paragraph đặt Special: First line bằng 1 cm hoặc 1,27 cm"),
        _indent,
    ),
    checked(
        Rule("ND-03", "Khoảng cách giữa các đoạn tối thiểu 6 pt", Force.PROSE.severity, "PL I.II.6.e",
             "Trong hộp Paragraph đặt Before hoặc After bằng 6 pt và bỏ chọn «Don't add space between paragraphs of the same style»"),
        _gap,
    ),
    checked(
        Rule("ND-04", "Khoảng cách dòng từ đơn đến 1,5 dòng", Force.PROSE.severity, "PL I.II.6.e",
             "Trong hộp Paragraph đặt Line spacing từ Single đến 1.5 lines"),
        _line_spacing,
    ),
    checked(
        Rule("ND-05", "Nội dung kết thúc bằng «./.»", Force.FORM.severity, "Mẫu 1.4",
             "Gõ «./.» liền sau chữ cuối cùng của nội dung"),
        _closing,
    ),
    checked(
        Rule("ND-06", "Phần, chương, mục, tiểu mục, điều có tiêu đề", Force.PROSE.severity, "PL I.II.6.d",
             "Thêm tiêu đề nêu nội dung chính của phần, chương, mục hoặc điều"),
        _titles,
    ),
)  # fmt: skip
