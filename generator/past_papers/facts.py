"""Facts that a plan tells in its sentences: points, band, target."""

from __future__ import annotations

import re
from typing import Final

from generator import vietnamese
from generator.workbook import BookRow

_BANDS: Final = "Xuất sắc|Tốt|Khá|Trung bình|Yếu"
_SCORE: Final = re.compile(r"(?P<score>\d{1,3}(?:[.,]\d{1,3})?)\s*/\s*(?P<whole>\d{2,3}(?:[.,]\d{1,3})?)\s*điểm", re.IGNORECASE)
_BAND: Final = re.compile(rf"xếp\s+loại:?\s+[“\"]?(?P<band>{_BANDS})\b", re.IGNORECASE)
_TARGET: Final = re.compile(rf"(?:phấn đấu|mục tiêu)[^.;]*?(?:đạt|xếp|lên)\s+(?:loại\s+)?[“\"]?(?P<band>{_BANDS})\b", re.IGNORECASE)


def told_facts(texts: list[str]) -> BookRow:
    """The facts found; what no sentence tells is not there."""
    words = "\n".join(texts)
    found: BookRow = {}
    if match := _SCORE.search(words):
        found["score"] = vietnamese.parse_decimal(match["score"])
        found["applicable_maximum"] = vietnamese.parse_decimal(match["whole"])
    if match := _BAND.search(words):
        found["band"] = match["band"].capitalize()
    if match := _TARGET.search(words):
        found["target_band"] = match["band"].capitalize()
    return found
