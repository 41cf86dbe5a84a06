"""Text as people type it: a criterion's code before its name, a number before a heading."""

from __future__ import annotations

import re
from typing import Final

from generator.records import CRITERION_CODE, BodyKind
from generator.richtext import Text
from generator.workbook.cells import code_typed, cut
from generator.workbook.grid import Cell
from generator.workbook.schema import Kind

_CODE_IN_FRONT: Final = re.compile(rf"({CRITERION_CODE})(?:\.\s*|:\s*|\s+)(?=\D)")
_NUMBER_IN_FRONT: Final = {
    BodyKind.HEADING: re.compile(r"[IVX]{1,5}\.\s+"),
    BodyKind.SUBHEADING: re.compile(r"\d{1,2}\.\s+"),
    BodyKind.BULLET: re.compile(r"(?!)"),
    BodyKind.PARAGRAPH: re.compile(r"(?!)"),
}


def split_code(code: Cell, name: Cell) -> tuple[str, str]:
    """The code of a criterion as its own cell or else its name gives it, and the code that stands in front of the name."""
    in_front = _CODE_IN_FRONT.match(name.words)
    typed = in_front[1] if in_front else ""
    return typed if code.empty else code_typed(code, Kind.CODE), typed


def without_code(name: Text) -> Text:
    """The name without the code in front of it."""
    match = _CODE_IN_FRONT.match(name.plain)
    return cut(name, match.end()) if match else name


def without_number(text: Text, kind: BodyKind) -> Text:
    """A heading without its number, which is counted when it is printed (CT-07, CT-08)."""
    match = _NUMBER_IN_FRONT[kind].match(text.plain)
    return cut(text, match.end()) if match else text
