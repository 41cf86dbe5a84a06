"""Which law a paper's format obeys, told from several of its parts, never from one alone."""

from __future__ import annotations

import re
from typing import Final

from generator.anatomy import words
from generator.anatomy.parts import Part, Piece, Regime
from generator.document_types import TYPES

_NORMATIVE_NUMBER: Final = re.compile(r"số\s?:?\s?[\w.…_ ]*/\s?(?:19|20)\d\d\s?/\s?\S+")
_PARTY_NUMBER: Final = re.compile(r"số\s?:?\s?[\d.…_]*\s?-\s?[a-zđ]{2,4}/\S+")
_LEGAL: Final = frozenset(words.LEGAL_HEADINGS)
_NEVER_LAW: Final = frozenset(kind.heading for kind in TYPES if kind.heading) - {"QUYẾT ĐỊNH", "NGHỊ QUYẾT", "CHỈ THỊ"}
"""Types that no law-making body issues law in: a year in their number is a slip (SO-07)."""
_FORMS: Final = ("TỜ KHAI", "ĐƠN")
_EVIDENCE: Final = {
    Part.NATIONAL_NAME: "Quốc hiệu", Part.MOTTO: "Tiêu ngữ", Part.AGENCY: "tên cơ quan", Part.NUMBER: "số, ký hiệu",
    Part.PLACE_DATE: "địa danh, ngày tháng", Part.LETTER_SUMMARY: "dòng «V/v»", Part.ADDRESSEE_HEAD: "«Kính gửi»",
    Part.RECIPIENTS_HEAD: "«Nơi nhận»", Part.AUTHORITY: "quyền hạn người ký",
}  # fmt: skip


def regime(pieces: tuple[Piece, ...], type_name: str) -> tuple[Regime, str]:
    """The regime of a paper with these pieces of its own, and the words that decided, in Vietnamese."""
    found = {part: next(piece for piece in pieces if piece.part is part) for part in {piece.part for piece in pieces}}
    return (
        _party(found)
        or _copy(found)
        or _normative(found, type_name)
        or _form(found, type_name, pieces)
        or _administrative(found, type_name)
    )


def _party(found: dict[Part, Piece]) -> tuple[Regime, str] | None:
    state, number = found.get(Part.NATIONAL_NAME), found.get(Part.NUMBER)
    if state is not None and words.party_name(state.text):
        return Regime.PARTY, f"tiêu đề «{state.text}» ở chỗ của Quốc hiệu"
    if state is None and Part.MOTTO not in found and number is not None and _PARTY_NUMBER.match(number.text.casefold()):
        return Regime.PARTY, f"số và ký hiệu «{number.text}» có dấu gạch nối như văn bản của Đảng, không có Quốc hiệu"
    return None


def _copy(found: dict[Part, Piece]) -> tuple[Regime, str] | None:
    form = found.get(Part.COPY_FORM)
    return None if form is None else (Regime.COPY, f"hình thức sao «{form.text}»")


def _normative(found: dict[Part, Piece], type_name: str) -> tuple[Regime, str] | None:
    number = found.get(Part.NUMBER)
    if type_name in _LEGAL:
        return Regime.NORMATIVE, f"tên loại «{type_name}»"
    letter = not type_name and bool({Part.LETTER_SUMMARY, Part.ADDRESSEE_HEAD} & found.keys())
    if not letter and type_name not in _NEVER_LAW and number is not None and _NORMATIVE_NUMBER.match(number.text.casefold()):
        return Regime.NORMATIVE, f"năm ban hành đứng trong số và ký hiệu «{number.text}»"
    return None


def _form(found: dict[Part, Piece], type_name: str, pieces: tuple[Piece, ...]) -> tuple[Regime, str] | None:
    if Part.AGENCY in found or Part.NUMBER in found:
        return None
    marked = next((piece for piece in pieces[:12] if words.FORM_NUMBER.match(piece.text.casefold())), None)
    if type_name.startswith(_FORMS):
        return Regime.FORM, f"tên «{type_name}», không có tên cơ quan và số, ký hiệu"
    if marked is not None and Part.NATIONAL_NAME in found:
        return Regime.FORM, f"dòng «{marked.text}», không có tên cơ quan và số, ký hiệu"
    return None


def _administrative(found: dict[Part, Piece], type_name: str) -> tuple[Regime, str]:
    said = [words_ for part, words_ in _EVIDENCE.items() if part in found]
    if words.heading(type_name):
        said.append(f"tên loại «{type_name}»")
    if len(said) > 1:
        return Regime.ADMINISTRATIVE, "có " + ", ".join(said)
    return Regime.NONE, f"chỉ có {said[0]} của một văn bản hành chính" if said else "không có thành phần nào của một văn bản hành chính"
