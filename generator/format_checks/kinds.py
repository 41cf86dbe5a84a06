"""Which of the decree's types a paper is."""

from __future__ import annotations

from typing import Final

from generator.anatomy import Part
from generator.document_types import TYPES, DocumentType, headed
from generator.format_checks.finding import Sheet

_LETTER: Final = "Công văn"
WITHIN_A_DECISION: Final = frozenset({"Quy chế", "Quy định", "Phương án", "Đề án", "Dự án"})
"""Types often issued with a decision, which has the signature and the recipients."""


def kind_of(sheet: Sheet) -> DocumentType | None:
    """The type by its printed name; without one, a công văn by its «V/v»; None for any other paper."""
    name = sheet.anatomy.type_name
    if name == _LETTER.upper() or (not name and sheet.anatomy.of(Part.LETTER_SUMMARY)):
        return next(kind for kind in TYPES if kind.name == _LETTER)
    return headed(name)
