"""Which law a document obeys, and the words that tell."""

from __future__ import annotations

import re
from typing import Final

from generator.anatomy import words
from generator.anatomy.marks import Marks, Stretch
from generator.anatomy.parts import Part, Regime

_WITH_YEAR: Final = re.compile(r"\b\d{1,4} ?/ ?(?:19|20)\d\d ?/ ?(?P<kind>[A-ZĐa-zđ]+)")
_PARTY_NUMBER: Final = re.compile(r"số ?:? ?[\d.…_ ]* ?-(?:hd|qđ|ct|nq|qc|tb|kl|bc|kh|tt|cv|qđi)/")
_LEGAL: Final = re.compile(r"(?i)^(?:tt|ttlt|nđ|qđ|nq|nqlt|qh|l|pl|ubtvqh)\w*")
_FORMS: Final = frozenset(
    {"TỜ KHAI", "ĐƠN", "ĐƠN ĐỀ NGHỊ", "GIẤY ĐỀ NGHỊ", "PHIẾU ĐỀ NGHỊ", "GIẤY XÁC NHẬN", "BẢN CAM KẾT", "GIẤY CHỨNG NHẬN"}
)
_EVIDENCE: Final = {
    Part.NATIONAL_NAME: 2,
    Part.MOTTO: 2,
    Part.NUMBER: 2,
    Part.PLACE_DATE: 1,
    Part.TYPE_NAME: 1,
    Part.LETTER_SUMMARY: 2,
    Part.ADDRESSEE_HEAD: 1,
    Part.RECIPIENTS_HEAD: 2,
    Part.KEPT: 1,
    Part.BASIS: 1,
    Part.AUTHORITY: 1,
    Part.POSITION: 1,
    Part.AGENCY: 1,
}
_ENOUGH: Final = 4


def decide(marks: Marks, main: Stretch, type_name: str) -> tuple[Regime, str]:
    """The regime of the paper itself, and the reason in a few words."""
    said = {part: marks.lines[at].text for at in reversed(range(main.start, main.end)) if (part := marks.parts.get(at)) is not None}
    number = said.get(Part.NUMBER, "")
    party = next((line.text for line in marks.lines[main.start : main.start + 25] if words.party_name(line.text)), "")
    if party or _PARTY_NUMBER.match(number.casefold()):
        return Regime.PARTY, f"có “{party or number}”"
    if Part.COPY_FORM in said:
        return Regime.COPY, f"có “{said[Part.COPY_FORM]}”"
    if legal := _legal(type_name, number):
        return Regime.NORMATIVE, legal
    if _is_form(marks, main, said, type_name):
        return Regime.FORM, f"có “{type_name.capitalize() or 'Mẫu số'}” mà không có số, ký hiệu"
    weight = sum(_EVIDENCE.get(part, 0) for part in said)
    if weight < _ENOUGH:
        return Regime.NONE, "không thấy quốc hiệu, số ký hiệu, nơi nhận"
    shown = ", ".join(str(part).lower() for part in _EVIDENCE if part in said)
    return Regime.ADMINISTRATIVE, f"có {shown}"


def _legal(type_name: str, number: str) -> str:
    """What tells a legal normative act: its type, or a decision's number with a year in it."""
    if type_name in words.LEGAL_HEADINGS:
        return f"tên loại “{type_name}”"
    dated = _WITH_YEAR.search(number)
    if dated and _LEGAL.match(dated["kind"]) and type_name in {"", "QUYẾT ĐỊNH", "NGHỊ QUYẾT"}:
        return f"số “{dated[0]}” có năm"
    return ""


def _is_form(marks: Marks, main: Stretch, said: dict[Part, str], type_name: str) -> bool:
    """A blank for a citizen: no number, no recipients, and a form's name or number in front."""
    if said.keys() & {Part.NUMBER, Part.RECIPIENTS_HEAD, Part.KEPT}:
        return False
    ahead = [line for line in marks.lines[main.start : main.start + 25] if not line.blank]
    return (
        type_name in _FORMS
        or any(words.FORM_NUMBER.match(line.folded) for line in ahead)
        or any(line.folded.startswith(("tờ khai", "đơn ", "phiếu ")) and words.capital(line.text) for line in ahead)
    )
