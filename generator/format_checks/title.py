"""Rules on type name and summary, the enacting body and word of a decision (TL)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator import document_types
from generator import standard as std
from generator.anatomy import Part, Piece
from generator.document_types import DocumentType
from generator.format_checks.fault import Fault, checked
from generator.format_checks.finding import CheckedRule, Sheet
from generator.format_checks.lettering import (
    capital_faults,
    centred_faults,
    is_blank,
    letter_faults,
    look_faults,
    ordinary_faults,
    points_words,
)
from generator.format_checks.lines import line_faults
from generator.format_checks.placing import centred_in_cell, fills, headless
from generator.formatting import gap
from generator.rules import Force, Rule

_DECISIONS: Final = frozenset({"NQ", "QĐ"})
_OPTIONAL: Final = frozenset({"GUQ", "HĐ", "PG", "PC", "PB", "BGN", "BTT", ""})
"""Types with one form or none, which offices print without a summary."""
_OPENINGS: Final = re.compile(r"\(?(?:về việc|v/v|ban hành|phê duyệt|về)\b", re.IGNORECASE)
_SHORT_OPENING: Final = re.compile(r"\(?v/v\b", re.IGNORECASE)


def _kind(sheet: Sheet) -> DocumentType | None:
    name = next((piece.text for piece in sheet.anatomy.of(Part.TYPE_NAME)), "")
    return document_types.headed(name) if name else None


def _type_name(sheet: Sheet) -> Iterator[Fault]:
    if not sheet.anatomy.of(Part.TYPE_NAME, Part.LETTER_SUMMARY, Part.ADDRESSEE_HEAD) and not headless(sheet):
        yield Fault(Part.TYPE_NAME, "không có tên loại văn bản", "tên loại văn bản; công văn thì có trích yếu và «Kính gửi»")
    for piece in sheet.anatomy.of(Part.TYPE_NAME):
        yield from capital_faults(piece)
        yield from look_faults(piece, std.TYPE_NAME)
        yield from centred_faults(piece) if fills(piece) else ()


def _summary(sheet: Sheet) -> Iterator[Fault]:
    if sheet.anatomy.of(Part.TYPE_NAME) and not sheet.anatomy.of(Part.SUMMARY) and _has_summary(sheet):
        yield Fault(Part.SUMMARY, "không có trích yếu", "trích yếu ngay dưới tên loại")
    for piece in sheet.anatomy.of(Part.SUMMARY):
        yield from ordinary_faults(piece)
        yield from letter_faults(piece, std.SUMMARY)
        yield from centred_faults(piece) if fills(piece) else ()


def _has_summary(sheet: Sheet) -> bool:
    kind = _kind(sheet)
    return kind is not None and kind.summary and kind.abbreviation not in _OPTIONAL


def _summary_line(sheet: Sheet) -> Iterator[Fault]:
    yield from line_faults(sheet, std.SUMMARY_LINE, sheet.anatomy.of(Part.SUMMARY))


def _letter_summary(sheet: Sheet) -> Iterator[Fault]:
    pieces = sheet.anatomy.of(Part.LETTER_SUMMARY)
    if not pieces and not sheet.anatomy.of(Part.TYPE_NAME) and sheet.anatomy.of(Part.ADDRESSEE_HEAD):
        yield Fault(Part.LETTER_SUMMARY, "công văn không có trích yếu", "trích yếu «V/v …» dưới số, ký hiệu")
    for piece in pieces:
        yield from ordinary_faults(piece)
        yield from look_faults(piece, std.LETTER_SUMMARY)
        yield from centred_in_cell(sheet.document, piece)
    if pieces and not is_blank(pieces[0].text) and not pieces[0].text.startswith("V/v"):
        yield Fault(pieces[0], f"bắt đầu bằng «{pieces[0].text[:12].strip()}»", "bắt đầu bằng «V/v»")
    if pieces:
        yield from _letter_gap(sheet, pieces[0])


def _letter_gap(sheet: Sheet, summary: Piece) -> Iterator[Fault]:
    """Six points below the number, where the two are paragraphs that follow one another."""
    for number in sheet.anatomy.of(Part.NUMBER)[-1:]:
        above, below = number.paragraph, summary.paragraph
        if above.address.part == below.address.part and below.address.number - above.address.number == 1:
            space, wanted = gap(above, below), std.SUMMARY_GAP
            if abs(space - wanted.used) > std.SAME_LENGTH:
                yield Fault(summary, f"cách số, ký hiệu {points_words(space)}", f"cách {points_words(wanted.used)}", unsure=True)


def _decision(sheet: Sheet) -> Iterator[Fault]:
    """How a decision's summary begins, and who enacts it."""
    kind = _kind(sheet)
    if kind is None or kind.abbreviation not in _DECISIONS:
        return
    for piece in sheet.anatomy.of(Part.SUMMARY)[:1]:
        if _SHORT_OPENING.match(piece.text):
            yield Fault(piece, "trích yếu bắt đầu bằng «V/v»", "«Về việc …», «Ban hành …» hoặc «Phê duyệt …»")
        elif not _OPENINGS.match(piece.text) and not is_blank(piece.text):
            yield Fault(piece, f"trích yếu bắt đầu bằng «{' '.join(piece.text.split()[:2])}»", "«Về việc …», «Ban hành …»", unsure=True)
    enactors = sheet.anatomy.of(Part.ENACTOR)
    if not enactors:
        yield Fault(Part.ENACTOR, "không có thẩm quyền ban hành", "chức danh hoặc tên cơ quan ban hành, in hoa, đậm, trên căn cứ")
    for piece in enactors:
        yield from capital_faults(piece)
        yield from letter_faults(piece, std.ISSUING_POWER)
        yield from centred_faults(piece)


def _enacting(sheet: Sheet) -> Iterator[Fault]:
    kind = _kind(sheet)
    pieces = sheet.anatomy.of(Part.ENACTING)
    if kind is not None and kind.abbreviation in _DECISIONS and not pieces:
        yield Fault(Part.ENACTING, f"không có dòng «{kind.decision_word}»", f"dòng «{kind.decision_word}» sau căn cứ")
    for piece in pieces:
        yield from capital_faults(piece)
        yield from letter_faults(piece, std.DECISION)
        yield from centred_faults(piece)
        if not piece.text.endswith(":"):
            yield Fault(piece, "không có dấu hai chấm", "dấu hai chấm ở cuối")


RULES: Final[tuple[CheckedRule, ...]] = (
    checked(
        Rule("TL-01", "Tên loại in hoa, cỡ 13–14, đứng, đậm, canh giữa", Force.PROSE.severity, "PL I.II.5.b",
             "Đặt tên loại in hoa, cỡ 13 hoặc 14, đứng, đậm, canh giữa theo chiều ngang trang"),
        _type_name,
    ),
    checked(
        Rule("TL-02", "Trích yếu dưới tên loại: in thường, cỡ 13–14, đứng, đậm, canh giữa", Force.PROSE.severity, "PL I.II.5.b",
             "Ghi trích yếu ngay dưới tên loại bằng chữ in thường, cỡ 13 hoặc 14, đứng, đậm, canh giữa"),
        _summary,
    ),
    checked(
        Rule("TL-03", "Đường kẻ dưới trích yếu nét liền, dài 1/3–1/2 dòng chữ", Force.PROSE.severity, "PL I.II.5.b",
             "Kẻ một đường nét liền ở giữa, dưới trích yếu, dài bằng 1/3 đến 1/2 dòng chữ"),
        _summary_line,
    ),
    checked(
        Rule("TL-04", "Trích yếu công văn «V/v …» cỡ 12–13, đứng, không đậm, canh giữa, cách số 6 pt", Force.PROSE.severity, "PL I.II.5.b",
             "Ghi trích yếu sau chữ «V/v», cỡ 12 hoặc 13, đứng, không đậm, canh giữa, cách dòng số, ký hiệu 6 pt"),
        _letter_summary,
    ),
    checked(
        Rule("TL-05", "Quyết định, nghị quyết: trích yếu «Về việc», «Ban hành», «Phê duyệt»; có thẩm quyền ban hành", Force.FORM.severity,
             "Mẫu 1.2", "Mở đầu trích yếu như mẫu và ghi thẩm quyền ban hành bằng chữ in hoa, đậm, canh giữa"),
        _decision,
    ),
    checked(
        Rule("TL-06", "«QUYẾT ĐỊNH:», «QUYẾT NGHỊ:» trên dòng riêng, in hoa, đậm, canh giữa", Force.FORM.severity, "Mẫu 1.2",
             "Đặt «QUYẾT ĐỊNH:» hoặc «QUYẾT NGHỊ:» trên dòng riêng sau căn cứ, in hoa, đậm, canh giữa"),
        _enacting,
    ),
)  # fmt: skip
