"""Rules on the letterhead: national name, motto, issuing body and the lines below them (QH, TN, CQ)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece
from generator.format_checks.fault import Fault, checked
from generator.format_checks.finding import CheckedRule, Sheet
from generator.format_checks.lettering import capital_faults, look_faults, shown
from generator.format_checks.lines import line_faults, spacing_faults
from generator.format_checks.placing import centred_in_cell, fills, headless, spot_of
from generator.formatting import Alignment
from generator.measure import pt
from generator.rules import Force, Rule

_RIGHT_HALF: Final = pt(72)
"""An indent from which a line set without a table stands on the right."""
_PLACED: Final = {"OÀ": "ÒA", "oà": "òa", "Oà": "Òa", "UỶ": "ỦY", "Uỷ": "Ủy", "uỷ": "ủy"}
"""Tone marks set on the last vowel, and where the decree sets them."""
_SHORTENED: Final = re.compile(r"\b(?:UBND|HĐND|UBMTTQ|MTTQ|BCĐ|BQL)\b|\b(?:TP|TX|TT)\.\s?(?=\w)|\w&\w")
_ANNEX: Final = re.compile(r"phụ lục\b", re.IGNORECASE)
_COMMITTEES: Final = frozenset({"ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN"})
_UNITS: Final = "(?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU|QUẬN|HUYỆN|THỊ XÃ|THỊ TRẤN)\\b"
_UNIT: Final = re.compile(_UNITS)
_COMMITTEE: Final = re.compile(f"(?:ỦY BAN|HỘI ĐỒNG) NHÂN DÂN {_UNITS}")


def _line(words: str) -> str:
    """Words on one line, tone marks where the decree sets them."""
    line = " ".join(unicodedata.normalize("NFC", words).split())
    for old, new in _PLACED.items():
        line = line.replace(old, new)
    return line


def _national_name(sheet: Sheet) -> Iterator[Fault]:
    pieces = sheet.anatomy.of(Part.NATIONAL_NAME)
    if not pieces and headless(sheet):
        yield from _no_head(sheet)
    elif not pieces:
        yield Fault(Part.NATIONAL_NAME, "không có Quốc hiệu", f"«{std.NATIONAL_NAME}»")
    for piece in pieces:
        if _line(shown(piece)) != std.NATIONAL_NAME:
            yield Fault(piece, f"«{' '.join(shown(piece).split())}»", f"«{std.NATIONAL_NAME}»")
        yield from look_faults(piece, std.NATIONAL_NAME_LETTERS)
        yield from _not_right(sheet, piece)


def _no_head(sheet: Sheet) -> Iterator[Fault]:
    """A file without any letterhead is told once; an annex in a file of its own needs none."""
    first = next(iter(sheet.anatomy.pieces), None)
    if first is None or not _ANNEX.match(first.text):
        wanted = "Quốc hiệu, Tiêu ngữ, tên cơ quan, số, ký hiệu, địa danh, thời gian"
        yield Fault(Part.NATIONAL_NAME, "không có phần đầu văn bản", wanted, unsure=True)


def _not_right(sheet: Sheet, piece: Piece) -> Iterator[Fault]:
    """In a letterhead table the first column is the left one; alone in the middle of the page it only asks for a look."""
    spot, paragraph = spot_of(sheet.document, piece.paragraph), piece.paragraph
    if spot is not None and spot.cells > 1 and spot.cell == 0:
        yield Fault(piece, "ở bên trái", "ở trên cùng bên phải")
    alone = spot is None and fills(piece) and paragraph in sheet.document.blocks
    if alone and paragraph.alignment is Alignment.CENTER and paragraph.left < _RIGHT_HALF:
        yield Fault(piece, "ở giữa trang", "ở trên cùng bên phải", unsure=True)


def _tone_mark(sheet: Sheet) -> Iterator[Fault]:
    for piece in sheet.anatomy.of(Part.NATIONAL_NAME):
        words = " ".join(unicodedata.normalize("NFC", shown(piece)).split())
        if words != std.NATIONAL_NAME and _line(words) == std.NATIONAL_NAME:
            yield Fault(piece, "dấu thanh đặt kiểu «HOÀ»", "«HÒA»")


def _motto(sheet: Sheet) -> Iterator[Fault]:
    pieces = sheet.anatomy.of(Part.MOTTO)
    if not pieces and not headless(sheet):
        yield Fault(Part.MOTTO, "không có Tiêu ngữ", f"«{std.MOTTO}»")
    for piece in pieces:
        if _line(shown(piece)) != std.MOTTO:
            yield Fault(piece, f"«{' '.join(shown(piece).split())}»", f"«{std.MOTTO}»")
        yield from look_faults(piece, std.MOTTO_LETTERS)
        yield from centred_in_cell(sheet.document, piece)


def _motto_line(sheet: Sheet) -> Iterator[Fault]:
    yield from line_faults(sheet, std.MOTTO_LINE, sheet.anatomy.of(Part.MOTTO))


def _motto_spacing(sheet: Sheet) -> Iterator[Fault]:
    yield from spacing_faults(sheet.anatomy.of(Part.NATIONAL_NAME, Part.MOTTO))


def _agency(sheet: Sheet) -> Iterator[Fault]:
    """Whether the name is the full official one no file tells."""
    if not sheet.anatomy.of(Part.AGENCY) and not headless(sheet):
        yield Fault(Part.AGENCY, "không có tên cơ quan ban hành", "tên cơ quan ban hành ở bên trái Quốc hiệu")


def _shortened(sheet: Sheet) -> Iterator[Fault]:
    for piece in sheet.anatomy.of(Part.AGENCY):
        short = dict.fromkeys(found[0].strip() for found in _SHORTENED.finditer(shown(piece).upper()))
        if short:
            yield Fault(piece, f"viết tắt «{', '.join(short)}»", "tên đầy đủ; chỉ cơ quan chủ quản được viết tắt")


def _agencies(sheet: Sheet) -> tuple[Piece, ...]:
    """The lines of the issuer's name; without a letterhead nothing is sure to be one."""
    return () if headless(sheet) else sheet.anatomy.of(Part.AGENCY)


def _parent_letters(sheet: Sheet) -> Iterator[Fault]:
    for piece in _parents(sheet):
        yield from capital_faults(piece)
        yield from look_faults(piece, std.PARENT_AGENCY)


def _agency_letters(sheet: Sheet) -> Iterator[Fault]:
    for piece in _agencies(sheet):
        yield from capital_faults(piece)
        yield from look_faults(piece, std.AGENCY)
        yield from centred_in_cell(sheet.document, piece)


def _agency_line(sheet: Sheet) -> Iterator[Fault]:
    yield from line_faults(sheet, std.AGENCY_LINE, _agencies(sheet))


def _agency_spacing(sheet: Sheet) -> Iterator[Fault]:
    yield from spacing_faults(sheet.anatomy.of(Part.PARENT, Part.AGENCY))


def _committee(sheet: Sheet) -> Iterator[Fault]:
    for piece in _committee_heads(sheet):
        if any(not letters.bold for letters in piece.letters):
            yield Fault(piece, "dòng đầu tên cơ quan không đậm", "cả tên cơ quan đậm")
    first = next(iter(sheet.anatomy.of(Part.AGENCY)), None)
    if first is not None and _COMMITTEE.match(_line(shown(first)).upper()):
        for piece in _parents(sheet):
            yield Fault(piece, "Ủy ban nhân dân có dòng cơ quan chủ quản", "Ủy ban nhân dân không có cơ quan chủ quản")


def _committee_heads(sheet: Sheet) -> tuple[Piece, ...]:
    """«ỦY BAN NHÂN DÂN» on a line of its own above «TỈNH …»: one name on two lines."""
    agencies = sheet.anatomy.of(Part.AGENCY)
    if not agencies or not _UNIT.match(_line(shown(agencies[0])).upper()):
        return ()
    return tuple(piece for piece in sheet.anatomy.of(Part.PARENT) if _line(shown(piece)).upper() in _COMMITTEES)


def _parents(sheet: Sheet) -> tuple[Piece, ...]:
    heads = _committee_heads(sheet)
    return tuple(piece for piece in sheet.anatomy.of(Part.PARENT) if piece not in heads)


RULES: Final[tuple[CheckedRule, ...]] = (
    checked(
        Rule(
            "QH-01", "Quốc hiệu đúng chữ, in hoa, cỡ 12–13, đứng, đậm, ở trên cùng bên phải", Force.PROSE.severity, "PL I.II.1.a",
            f"Gõ «{std.NATIONAL_NAME}» ở trên cùng bên phải trang đầu, in hoa, cỡ 12 hoặc 13, đứng, đậm",
        ),
        _national_name,
    ),
    checked(
        Rule(
            "QH-02", "Chữ «HÒA» trong Quốc hiệu đặt dấu trên chữ O", Force.PRACTICE.severity, "",
            f"Nên gõ «{std.NATIONAL_NAME}» như bản đăng Công báo",
        ),
        _tone_mark,
    ),
    checked(
        Rule(
            "TN-01", "Tiêu ngữ đúng chữ, gạch nối có cách chữ, cỡ 13–14, đứng, đậm, canh giữa", Force.PROSE.severity, "PL I.II.1.b",
            f"Gõ «{std.MOTTO}» với gạch nối ngắn, cỡ 13 hoặc 14, đứng, đậm, canh giữa dưới Quốc hiệu",
        ),
        _motto,
    ),
    checked(
        Rule(
            "TN-02", "Đường kẻ dưới Tiêu ngữ nét liền, dài bằng dòng chữ", Force.PROSE.severity, "PL I.II.1.b",
            "Kẻ một đường nét liền dưới Tiêu ngữ, dài bằng dòng chữ, không gạch chân chữ",
        ),
        _motto_line,
    ),
    checked(
        Rule(
            "TN-03", "Quốc hiệu và Tiêu ngữ cách nhau dòng đơn", Force.PROSE.severity, "PL I.II.1.c",
            "Đặt giãn dòng Single, khoảng cách trước và sau bằng 0 cho hai dòng này",
        ),
        _motto_spacing,
    ),
    checked(
        Rule(
            "CQ-01", "Có tên cơ quan, chức danh ban hành văn bản", Force.PROSE.severity, "PL I.II.2.a",
            "Ghi tên đầy đủ của cơ quan ban hành ở bên trái Quốc hiệu, dưới tên cơ quan chủ quản nếu có",
        ),
        _agency,
    ),
    checked(
        Rule(
            "CQ-02", "Chỉ tên cơ quan chủ quản được viết tắt", Force.PROSE.severity, "PL I.II.2.a",
            "Viết đầy đủ tên cơ quan ban hành văn bản",
        ),
        _shortened,
    ),
    checked(
        Rule(
            "CQ-03", "Tên cơ quan chủ quản in hoa, cỡ 12–13, đứng, không đậm", Force.PROSE.severity, "PL I.II.2.b",
            "Đặt tên cơ quan chủ quản in hoa, cỡ 12 hoặc 13, kiểu đứng, bỏ đậm",
        ),
        _parent_letters,
    ),
    checked(
        Rule(
            "CQ-04", "Tên cơ quan ban hành in hoa, cỡ 12–13, đứng, đậm, canh giữa", Force.PROSE.severity, "PL I.II.2.b",
            "Đặt tên cơ quan ban hành in hoa, cỡ 12 hoặc 13, đứng, đậm, canh giữa dưới tên cơ quan chủ quản",
        ),
        _agency_letters,
    ),
    checked(
        Rule(
            "CQ-05", "Đường kẻ dưới tên cơ quan ban hành nét liền, dài 1/3–1/2 dòng chữ", Force.PROSE.severity, "PL I.II.2.b",
            "Kẻ một đường nét liền ở giữa, dưới tên cơ quan, dài bằng 1/3 đến 1/2 dòng chữ",
        ),
        _agency_line,
    ),
    checked(
        Rule(
            "CQ-06", "Tên cơ quan chủ quản và cơ quan ban hành cách nhau dòng đơn", Force.PROSE.severity, "PL I.II.2.b",
            "Đặt giãn dòng Single, khoảng cách trước và sau bằng 0 cho các dòng tên cơ quan",
        ),
        _agency_spacing,
    ),
    checked(
        Rule(
            "CQ-07", "Ủy ban nhân dân không có dòng cơ quan chủ quản, cả tên đậm", Force.PRACTICE.severity, "",
            "Nên bỏ dòng cơ quan chủ quản và in đậm cả tên Ủy ban nhân dân",
        ),
        _committee,
    ),
)  # fmt: skip
