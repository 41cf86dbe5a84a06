"""Rules on copies of a paper: sao y, sao lục, trích sao (BS)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece
from generator.document_types import COPIES
from generator.format_checks.fault import Fault, checked
from generator.format_checks.finding import CheckedRule, Sheet
from generator.format_checks.lettering import capital_faults, is_blank, letter_faults, look_faults
from generator.formatting import AUTOMATIC
from generator.rules import Force, Rule

_FORMS: Final = {kind.heading: kind.abbreviation for kind in COPIES}
_NUMBER: Final = re.compile(r"Số:\s*(?P<number>\d*)\s*/\s*(?P<form>[^-\s]*)(?P<body>-\S.*)?", re.DOTALL)
_NEEDED: Final = (Part.AGENCY, Part.NUMBER, Part.PLACE_DATE, Part.RECIPIENTS_HEAD)
_SIGNING: Final = (Part.AUTHORITY, Part.POSITION, Part.SIGNER)
_LETTERING: Final = {
    Part.AGENCY: std.AGENCY,
    Part.NUMBER: std.NUMBER,
    Part.PLACE_DATE: std.PLACE_DATE,
    Part.AUTHORITY: std.POSITION,
    Part.POSITION: std.POSITION,
    Part.SIGNER: std.SIGNER_NAME,
    Part.RECIPIENTS_HEAD: std.RECIPIENTS_HEAD,
    Part.RECIPIENT: std.RECIPIENTS,
    Part.KEPT: std.RECIPIENTS,
}
"""The copying body's parts look as those of any paper (2.2 to 2.4, 2.8, 2.9 of the same annex)."""
_BLACK: Final = frozenset({AUTOMATIC, "000000"})


def _forms(sheet: Sheet) -> tuple[Piece, ...]:
    return sheet.anatomy.of(Part.COPY_FORM, where=None)


def _of_copy(sheet: Sheet) -> tuple[Piece, ...]:
    """What the copying body wrote: the document that the form of copy stands in, from the line of its own head on."""
    forms = _forms(sheet)
    if not forms:
        return ()
    pieces = sheet.anatomy.pieces
    index = pieces.index(forms[0])
    back = range(index - 1, -1, -1)
    head = {Part.AGENCY, Part.PARENT, Part.NUMBER, Part.PLACE_DATE, Part.LINE}
    start = next((place + 1 for place in back if pieces[place].part not in head), 0)
    return pieces[start:]


def _form(sheet: Sheet) -> Iterator[Fault]:
    for piece in _forms(sheet):
        yield from letter_faults(piece, std.COPY_FORM)
        yield from capital_faults(piece)
        if not is_blank(piece.text) and " ".join(piece.text.upper().split()).strip(".:") not in _FORMS:
            yield Fault(piece, f"«{piece.text[:30]}»", "«SAO Y», «SAO LỤC» hoặc «TRÍCH SAO»", unsure=True)


def _number(sheet: Sheet) -> Iterator[Fault]:
    forms = _forms(sheet)
    wanted = _FORMS.get(" ".join(forms[0].text.upper().split()).strip(".:")) if forms else None
    for piece in _of_copy(sheet):
        match = _NUMBER.match(piece.text) if piece.part is Part.NUMBER else None
        if match and not is_blank(piece.text):
            if wanted and match["form"] != wanted:
                yield Fault(piece, f"ký hiệu «{match['form']}»", f"ký hiệu «{wanted}»")
            if not match["body"]:
                yield Fault(piece, "thiếu chữ viết tắt cơ quan sao", f"«Số: …/{wanted or 'SY'}-» chữ viết tắt cơ quan sao")


def _parts(sheet: Sheet) -> Iterator[Fault]:
    forms = _forms(sheet)
    if not forms:
        return
    own = _of_copy(sheet)
    parts = {piece.part for piece in own}
    for piece in own:
        if piece.part in _LETTERING and not is_blank(piece.text):
            yield from look_faults(piece, _LETTERING[piece.part])
    for part in _NEEDED:
        if part not in parts:
            yield Fault(part, f"bản sao không có {str(part).lower()}", f"có {str(part).lower()} của cơ quan sao")
    if not parts & set(_SIGNING):
        yield Fault(Part.POSITION, "bản sao không có phần ký", "chức vụ, họ tên người ký bản sao")


def _signing_text(sheet: Sheet) -> Iterator[Fault]:
    for piece in sheet.anatomy.of(Part.SIGNING_TEXT, where=None):
        yield from letter_faults(piece, std.SIGNING_TEXT)
        if any(letters.colour not in _BLACK for letters in piece.letters):
            yield Fault(piece, "chữ màu", "chữ đen")
        if not re.match(r"(?:bản\s+)?(?:sao y|sao lục|trích sao)", piece.text, re.IGNORECASE) and not is_blank(piece.text):
            yield Fault(piece, f"«{piece.text[:30]}»", "hình thức sao; cơ quan sao; thời gian ký", unsure=True)


RULES: Final[tuple[CheckedRule, ...]] = (
    checked(
        Rule("BS-01", "Hình thức sao SAO Y, SAO LỤC, TRÍCH SAO in hoa, đậm, cỡ 13–14", Force.PROSE.severity, "PL I.2.II.1.a",
             "Gõ hình thức sao bằng chữ in hoa, đứng, đậm, cỡ 13 hoặc 14"),
        _form,
    ),
    checked(
        Rule("BS-03", "Ký hiệu bản sao dùng SY, SL, TrS theo hình thức sao", Force.PROSE.severity, "PL I.2.II.1.c",
             "Ghi «Số: …/SY-» (sao y), «SL-» (sao lục) hoặc «TrS-» (trích sao) và chữ viết tắt cơ quan sao"),
        _number,
    ),
    checked(
        Rule("BS-04", "Bản sao có cơ quan sao, số, địa danh, thời gian, phần ký, nơi nhận, trình bày như của văn bản",
             Force.PROSE.severity, "PL I.2.II.2.c",
             "Thêm phần còn thiếu của cơ quan sao dưới hình thức sao, trình bày như ở văn bản"),
        _parts,
    ),
    checked(
        Rule("BS-06", "Thông tin chữ ký số của cơ quan sao: cỡ 10, chữ đứng, màu đen", Force.PROSE.severity, "PL I.2.I.3",
             "Ghi hình thức sao, cơ quan sao, thời gian ký bằng chữ Times New Roman, in thường, đứng, cỡ 10, màu đen"),
        _signing_text,
    ),
)  # fmt: skip
