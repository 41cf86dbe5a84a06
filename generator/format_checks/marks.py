"""Rules on stamps and other marks: secrecy, urgency, circulation, the drafter's code, addresses (MAT, KHAN, PV, ST, DC)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece
from generator.format_checks.fault import Fault, checked, own
from generator.format_checks.finding import CheckedRule, Sheet
from generator.format_checks.lettering import capital_faults, is_blank, letter_faults, size_faults
from generator.formatting import Address, Document, Drawn, Paragraph, Table, paragraphs
from generator.measure import mm
from generator.rules import Force, Rule

_BRIGHT: Final = 0xC0
_DARK: Final = 0x60
_FRAME_PLAY: Final = mm(10)
"""A frame this much larger or smaller is still the decree's: rulers differ more."""
_TWIPS_PER_MM: Final = 56.7
_DRAFTER: Final = re.compile(r"[A-ZĐÀ-Ỹ][\w.]*\s*\.?\s*\(?\d+\)?\.?")


def _words(piece: Piece) -> str:
    return " ".join(piece.text.upper().split()).strip(" .").replace("HOẢ", "HỎA")


def _secrecy(sheet: Sheet) -> Iterator[Fault]:
    for piece in own(sheet, Part.SECRECY):
        if _words(piece) not in std.SECRECY_WORDS:
            yield Fault(piece, f"«{piece.text[:30]}»", " hoặc ".join(f"«{words}»" for words in std.SECRECY_WORDS), unsure=True)


def _urgency(sheet: Sheet) -> Iterator[Fault]:
    frames = _frames(sheet.document)
    for piece in own(sheet, Part.URGENCY):
        yield from letter_faults(piece, std.URGENCY)
        yield from capital_faults(piece)
        if not all(_is_red(letters.colour) for letters in piece.letters):
            yield Fault(piece, "không phải màu đỏ", "màu đỏ tươi")
        if _words(piece) not in std.URGENCY_BOXES:
            yield Fault(piece, f"«{piece.text[:30]}»", " hoặc ".join(f"«{words}»" for words in std.URGENCY_BOXES), unsure=True)
        else:
            yield from _urgency_frame(piece, frames)


def _urgency_frame(piece: Piece, frames: Mapping[Address, Drawn | None]) -> Iterator[Fault]:
    if piece.paragraph.address not in frames:
        yield Fault(piece, "không đóng khung", "khung viền đơn")
    elif (box := frames[piece.paragraph.address]) and box.width and box.height:
        width, height = std.URGENCY_BOXES[_words(piece)]
        if abs(box.width - width) > _FRAME_PLAY or abs(box.height - height) > _FRAME_PLAY:
            yield Fault(piece, f"khung {_mm(box.width)} x {_mm(box.height)} mm", f"khung {_mm(width)} x {_mm(height)} mm", unsure=True)


def _mm(length: int) -> str:
    return str(round(length / _TWIPS_PER_MM))


def _is_red(colour: str) -> bool:
    if not re.fullmatch(r"[0-9A-F]{6}", colour):
        return False
    red, green, blue = (int(colour[start : start + 2], 16) for start in (0, 2, 4))
    return red >= _BRIGHT and green <= _DARK and blue <= _DARK


def _frames(document: Document) -> Mapping[Address, Drawn | None]:
    """Paragraphs that stand in a frame: in a drawn box, in a table with lines, or between two lines of their own."""
    framed: dict[Address, Drawn | None] = {}
    for block in document.blocks:
        if isinstance(block, Table) and block.framed:
            framed |= {paragraph.address: None for paragraph in paragraphs((block,))}
    for paragraph in document.paragraphs():
        framed |= dict.fromkeys(_bordered(paragraph))
        for box in paragraph.boxes:
            framed |= {inside.address: box for inside in paragraphs(box.blocks) if box.framed}
    return framed


def _bordered(paragraph: Paragraph) -> Iterator[Address]:
    if paragraph.border_above and paragraph.border_below:
        yield paragraph.address


def _circulation(sheet: Sheet) -> Iterator[Fault]:
    frames = _frames(sheet.document)
    for piece in own(sheet, Part.CIRCULATION):
        yield from letter_faults(piece, std.CIRCULATION)
        yield from capital_faults(piece)
        if piece.paragraph.address not in frames:
            yield Fault(piece, "không đóng khung", "khung viền đơn")


def _drafter(sheet: Sheet) -> Iterator[Fault]:
    for piece in own(sheet, Part.DRAFTER):
        yield from letter_faults(piece, std.DRAFTER)
        if not is_blank(piece.text) and not _DRAFTER.fullmatch(piece.text):
            yield Fault(piece, f"«{piece.text[:20]}»", "chữ hoa và số bản, như «PL.(300)»", unsure=True)


def _address(sheet: Sheet) -> Iterator[Fault]:
    for piece in own(sheet, Part.ADDRESS):
        yield from letter_faults(piece, std.ADDRESS) if piece.start == 0 else size_faults(piece, std.ADDRESS)


RULES: Final[tuple[CheckedRule, ...]] = (
    checked(
        Rule("MAT-01", "Dấu độ mật là TUYỆT MẬT, TỐI MẬT hoặc MẬT", Force.PROSE.severity, "PL I.III.2.a",
             "Dùng dấu độ mật theo quy định của pháp luật về bảo vệ bí mật nhà nước"),
        _secrecy,
    ),
    checked(
        Rule("KHAN-01", "Dấu độ khẩn in hoa, đậm, cỡ 13–14, màu đỏ tươi, trong khung", Force.PROSE.severity, "PL I.III.2.b",
             "Đặt HỎA TỐC, THƯỢNG KHẨN hoặc KHẨN trong khung viền đơn, chữ in hoa, đậm, cỡ 13 hoặc 14, màu đỏ tươi"),
        _urgency,
    ),
    checked(
        Rule("PV-01", "Chỉ dẫn phạm vi lưu hành in hoa, đậm, cỡ 13–14, trong khung", Force.PROSE.severity, "PL I.III.2.c",
             "Đặt chỉ dẫn trong khung viền đơn, chữ in hoa, đứng, đậm, cỡ 13 hoặc 14"),
        _circulation,
    ),
    checked(
        Rule("ST-01", "Ký hiệu người soạn thảo in hoa và số bản, cỡ 11, đứng", Force.PROSE.severity, "PL I.III.3",
             "Ghi ký hiệu người soạn thảo bằng chữ in hoa và số lượng bản bằng chữ số, cỡ 11, chữ đứng, ví dụ «PL.(300)»"),
        _drafter,
    ),
    checked(
        Rule("DC-01", "Địa chỉ, thư điện tử, điện thoại cỡ 11–12, chữ đứng, cuối trang đầu", Force.PROSE.severity, "PL I.III.4",
             "Đặt địa chỉ liên hệ ở cuối trang đầu, chữ in thường, đứng, cỡ 11 hoặc 12, dưới một đường kẻ dài hết vùng chữ"),
        _address,
    ),
)  # fmt: skip
