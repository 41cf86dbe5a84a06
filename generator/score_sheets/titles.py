"""What the words above a table tell: the assessed year, the department."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_YEAR: Final = re.compile(r"năm\s+(20\d\d)\b|\b(20\d\d)\b", re.IGNORECASE)
_INDEX: Final = re.compile(r"chỉ số|cchc|cải cách|bảng điểm|chấm điểm|kết quả", re.IGNORECASE)
_DATED: Final = re.compile(r"ngày\s.*|\d{1,2}/\d{1,2}/\d{4}|số:?\s*\d+/.*", re.IGNORECASE)
_NAMED: Final = re.compile(
    r"(?:tên\s+)?(?:cơ quan,?\s*)?(?:đơn vị|cơ quan|sở,?\s*ban,?\s*ngành)\s*(?:được (?:đánh giá|chấm))?\s*:\s*(.+)", re.IGNORECASE
)
_BODY: Final = re.compile(
    r"\b(Sở|SỞ|Ban Dân tộc|BAN DÂN TỘC|Ban Quản lý|BAN QUẢN LÝ|Thanh tra tỉnh|THANH TRA TỈNH)\s+(?!Nội vụ|NỘI VỤ)(.+)"
)
_ENDS: Final = re.compile(r"\s{2,}|\t|\s*(?:CỘNG HÒA|CỘNG HOÀ|Độc lập|-{2,}|_{2,}|\bnăm 20|\bNĂM 20|\(|;).*")
_LISTS: Final = re.compile(r"các sở|của sở, ban|sở, ban, ngành", re.IGNORECASE)


def year_in(titles: Iterable[str]) -> int | None:
    """The year that the titles name: first where they speak of the index, never that of a letter's date."""
    lines = [_DATED.sub("", line) for words in titles for line in words.split("\n")]
    ordered = [line for line in lines if _INDEX.search(line)] + lines
    found = (match for line in ordered if (match := _YEAR.search(line)))
    return next((int(match[1] or match[2]) for match in found), None)


def department_in(titles: Iterable[str]) -> str:
    """The department whose scores these are; empty when no title names one. Sở Nội vụ, who appraises, is named only after «Đơn vị:»."""
    lines = [line.strip() for words in titles for line in words.split("\n")]
    named = next((match[1] for line in lines if (match := _NAMED.search(line))), "")
    if named:
        return _tidy(named)
    return next((_tidy(match[0]) for line in lines if not _LISTS.search(line) and (match := _BODY.search(line))), "")


def _tidy(words: str) -> str:
    return " ".join(_ENDS.sub("", words.strip()).split()).rstrip(" .,;:")
