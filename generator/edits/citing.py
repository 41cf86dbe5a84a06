"""A cited document out of its line: type, number, day, issuer, subject (CC-03); what can't be told apart stays in one piece."""

from __future__ import annotations

import re
from typing import Any, Final

from generator.carrying import redressed
from generator.fields import STATUTES, citation
from generator.records import LegalBasis
from generator.richtext import EMPTY, Text
from generator.vietnamese import clean, parse_date

_KINDS: Final = (
    "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị định", "Nghị quyết", "Quyết định", "Thông tư liên tịch", "Thông tư", "Chỉ thị",
    "Quy chế", "Quy định", "Thông cáo", "Thông báo", "Hướng dẫn", "Chương trình", "Kế hoạch", "Phương án", "Đề án", "Dự án", "Báo cáo",
    "Biên bản", "Tờ trình", "Hợp đồng", "Công văn", "Công điện", "Bản ghi nhớ", "Bản thỏa thuận", "Giấy ủy quyền", "Kết luận", "Văn bản",
)  # fmt: skip
_LEADS: Final = ("Căn cứ", "Thực hiện", "Theo", "Trên cơ sở", "Xét")
_LINE: Final = re.compile(
    rf"^(?:(?P<lead>{'|'.join(_LEADS)})\s+)?(?P<kind>{'|'.join(_KINDS)})(?=\s)"
    r"(?:\s+số\s+(?P<number>\S+))?(?:\s+ngày\s+(?P<issued>\d{1,2}/\d{1,2}/\d{4}))?(?:\s+của\s+(?P<rest>.+?)|\s+(?P<subject>.+?))?$",
    re.DOTALL | re.IGNORECASE,
)
_STATUTE_DAY: Final = re.compile(r"\s+(ngày \d{1,2} tháng \d{1,2} năm \d{4})$")
_SUBJECT: Final = re.compile(
    r"\s(?=(?:về|quy định|ban hành|sửa đổi|công bố|phê duyệt|hướng dẫn|đánh giá|kết quả|triển khai|thực hiện|tổng kết|v/v)\b)",
    re.IGNORECASE,
)


def cited(text: Text, before: LegalBasis | None, row: str) -> LegalBasis:
    """The record that prints these words: the parts told apart when that prints the very same words, else all of them as subject."""
    kept: dict[str, Any] = {} if before is None else {"role": before.role, "internal_note": before.internal_note}
    for parts in _readings(text, before):
        found = LegalBasis(**{"id": row, "lead": "", **kept, **parts})
        if citation(found) == text:
            return found.model_copy(update={"standing": before.standing}) if before and _same_document(found, before) else found
    return LegalBasis(**{"id": row, "lead": "", "subject": text, **kept})


def _same_document(one: LegalBasis, other: LegalBasis) -> bool:
    return (one.kind, one.number, one.issued) == (other.kind, other.number, other.issued)


def _readings(text: Text, before: LegalBasis | None) -> list[dict[str, Any]]:
    """Ways to read a line, the likelier first."""
    match = _LINE.match(clean(text.plain))
    if match is None:
        return []
    parts = {"lead": match["lead"] or "", "kind": match["kind"]}
    if parts["kind"].casefold() in STATUTES:
        return [parts | _statute(text, match["subject"] or "")]
    parts |= {"number": match["number"] or "", "issued": parse_date(match["issued"]) if match["issued"] else None}
    if match["rest"] is None:
        return [parts | {"issuer": "", "subject": _end_of(text, match["subject"] or "")}]
    splits = _splits(match["rest"], before.issuer if before else "")
    return [parts | {"issuer": issuer, "subject": _end_of(text, subject)} for issuer, subject in splits]


def _statute(text: Text, subject: str) -> dict[str, Any]:
    day = _STATUTE_DAY.search(subject)
    name = subject[: day.start()] if day else subject
    return {"subject": redressed(text, name), "issued": parse_date(day[1]) if day else None}


def _splits(rest: str, known: str) -> list[tuple[str, str]]:
    """Issuer and subject: the issuer of before, or all up to a word that subjects begin with, or all of it."""
    splits = [(known, rest[len(known) :].strip())] if known and f"{rest} ".startswith(f"{known} ") else []
    found = _SUBJECT.search(rest)
    splits += [(rest[: found.start()], rest[found.end() :])] if found else []
    return [*splits, (rest, "")]


def _end_of(text: Text, words: str) -> Text:
    """The last words of a text with their bold and italic."""
    if not words or not text.formatted:
        return Text.of(words) if words else EMPTY
    return redressed(text, words)
