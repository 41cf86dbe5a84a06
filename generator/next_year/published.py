"""Last year's points and band inside sentences: a new year's plan must not tell them as its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.carrying import Edit, replaced
from generator.next_year.shapes import GAP, words_of
from generator.next_year.years import Years, years_said
from generator.richtext import Text
from generator.workbook import BookRow, Shown

_UNIT: Final = r"(?=\s*(?:/\s*\d+(?:[.,]\d+)?)?\s*(?:điểm|%))"
_AIM: Final = re.compile(r"nâng cao|phấn đấu|cải thiện|duy trì|mục tiêu", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[^.;\n]*(?:\.(?=\d)[^.;\n]*)*")


def without_results(shown: Shown, facts: BookRow, years: Years) -> tuple[Shown, tuple[str, ...]]:
    """A text with a gap where it told last year's score or band, and what stood there."""
    text = shown if isinstance(shown, Text) else Text.of(str(shown or ""))
    edits = [*_scores(text.plain, facts), *_bands(text.plain, facts, years)]
    if not edits:
        return shown, ()
    told = tuple(dict.fromkeys(text.plain[edit.start : edit.end] for edit in edits))
    after = replaced(text, edits)
    return (after if isinstance(shown, Text) else after.plain), told


def _scores(words: str, facts: BookRow) -> Iterator[Edit]:
    score = vietnamese.parse_decimal(words_of(facts.get("score")))
    if score is None:
        return
    for match in re.finditer(rf"(?<![\d.,/])\d{{1,3}}(?:[.,]\d{{1,3}})?{_UNIT}(?!\d)", words):
        if Decimal(match[0].replace(",", ".")) == score:
            yield Edit(*match.span(), GAP)


def _bands(words: str, facts: BookRow, years: Years) -> Iterator[Edit]:
    """The band where a sentence on the assessed year says it; an aim is no result."""
    band = words_of(facts.get("band"))
    if not band:
        return
    for sentence in _SENTENCE.finditer(words):
        said = {year for year, _ in years_said(sentence[0])}
        if years.assessed not in said:
            continue
        pattern = rf"(?:xếp loại|đạt loại|xếp hạng)\s+(?P<band>{re.escape(band)})(?!\w)(?!\s+trở lên)"
        for match in re.finditer(pattern, sentence[0], re.IGNORECASE):
            if not _AIM.search(sentence[0], 0, match.start()):
                start = sentence.start() + match.start("band")
                yield Edit(start, start + len(match["band"]), GAP)
