"""Years in running text: which are the plan's own and move on by one, which belong to a cited document or a programme and never do."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.carrying import Edit, replaced
from generator.citations import KINDS, Citation, Span, citations
from generator.richtext import Text
from generator.vietnamese import DAY
from generator.workbook import Shown

_DAY: Final = rf"{DAY}(?!\d)"
_KINDS: Final = "|".join(KINDS)
# A symbol or a day of a document that is cited without the word «số»; a law by its name and year.
_NUMBERED: Final = re.compile(
    rf"(?<![\d/])\d+(?:/\d{{4}})?/[A-ZĐ][\w&]*(?:[-/.][\w&]+)*(?:,?\s+(?:ban hành\s+|ký\s+)?ngày\s+{_DAY})?"
    rf"|(?<!\w)(?:{_KINDS})\s+ngày\s+{_DAY}"
)
_STATUTE: Final = re.compile(
    rf"(?<!\w)(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh)(?!\w)[^.;,()\n]*?(?:năm\s+\d{{4}}(?!\d)|ngày\s+{_DAY})", re.IGNORECASE
)
_PROGRAMME: Final = re.compile(
    r"(?<!\w)giai đoạn\s+(?:từ\s+)?(?:năm\s+)?(?P<first>\d{4})\s*(?:[-–—]|đến(?:\s+hết)?)\s*(?:năm\s+)?(?P<last>\d{4})(?!\d)", re.IGNORECASE
)
# The subject of a citation runs to the end of its sentence; a clause on time or reporting behind a comma is the office's own.
_OWN_CLAUSE: Final = re.compile(r",\s+(?:hoàn thành|xong|trước|trong|chậm nhất|đến hết|thời hạn|thời gian|gửi|báo cáo|tổng hợp)(?!\w)")

_YEAR: Final = r"(?:19|20)\d{2}(?!\d)"
_SAID: Final = re.compile(
    rf"(?<!\w)năm\s+{_YEAR}(?:\s*(?:[-–—/,]|và|đến)\s*(?:năm\s+)?{_YEAR})*"
    rf"|(?<![\d/.-])\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*{_YEAR}"
    rf"|(?<!\w)tháng\s+\d{{1,2}}\s*[/.-]\s*{_YEAR}"
    rf"|(?<!\w)quý\s+(?:IV|I{{1,3}}|[1-4])\s*(?:[/,-]|\s)\s*(?:năm\s+)?{_YEAR}"
    rf"|(?<!\w)(?:chỉ số|CCHC|cải cách hành chính|PAR\s*INDEX|kế hoạch)\s+{_YEAR}",
    re.IGNORECASE,
)
ANY_YEAR: Final = re.compile(rf"(?<!\d){_YEAR}")
"""Four digits that may be a year."""
_BARE: Final = re.compile(rf"(?<![\w/.,-]){_YEAR}(?![/.,-]?\d)")
_LEAP_DAY: Final = re.compile(
    r"(?<!\d)29(?P<between>\s*[/.-]\s*0?2\s*[/.-]\s*|\s+tháng\s+0?2\s+năm\s+)(?P<year>\d{4})(?!\d)", re.IGNORECASE
)
_INDEX_YEAR: Final = re.compile(r"chỉ số[^.;\n]*?\bnăm\s+(?P<year>\d{4})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Years:
    """The years of last year's plan: of the index it answers, and in which it was carried out."""

    assessed: int
    action: int

    @property
    def next(self) -> Years:
        """Both one year later."""
        return Years(self.assessed + 1, self.action + 1)

    @property
    def moving(self) -> dict[str, str]:
        """Each year in letters, and the one that follows."""
        return {str(year): str(year + 1) for year in (self.assessed, self.action)}


def _citation_span(words: str, citation: Citation) -> Span:
    """The letters of a citation: up to a clause on time or reporting that follows a comma."""
    start, end = citation.span
    clause = _OWN_CLAUSE.search(words, citation.number_span[1], end)
    return start, clause.start() if clause else end


def fixed_spans(words: str) -> tuple[Span, ...]:
    """Stretches whose years never change: citations, symbols with their day, laws, programmes of several years."""
    quoted = [_citation_span(words, citation) for citation in citations(words)]
    others = (match.span() for pattern in (_NUMBERED, _STATUTE, _PROGRAMME) for match in pattern.finditer(words))
    return tuple(sorted((*quoted, *others)))


def programmes(words: str) -> Iterator[tuple[str, int]]:
    """Programmes of several years, `giai đoạn 2021 - 2025`, each with its last year."""
    quoted = [_citation_span(words, citation) for citation in citations(words)]
    for match in _PROGRAMME.finditer(words):
        if not _inside(match.span(), quoted):
            yield " ".join(match[0].split()), int(match["last"])


def statutes(words: str) -> Iterator[tuple[str, int]]:
    """Laws cited by name and year, each with its year."""
    for match in _STATUTE.finditer(words):
        yield " ".join(match[0].split()), int(ANY_YEAR.findall(match[0])[-1])


def _inside(span: Span, spans: list[Span] | tuple[Span, ...]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def years_said(words: str) -> Iterator[tuple[int, Span]]:
    """Every year that the office itself says, with the letters of its number, in reading order; cited documents are left out."""
    fixed = fixed_spans(words)
    for said in _SAID.finditer(words):
        for number in ANY_YEAR.finditer(words, *said.span()):
            if not _inside(number.span(), fixed):
                yield int(number[0]), number.span()


def bare_numbers(words: str) -> Iterator[int]:
    """Numbers of four digits that look like a year and don't say so: `2025 hồ sơ`, `Đề án 2025`."""
    known = [span for _, span in years_said(words)]
    fixed = fixed_spans(words)
    for match in _BARE.finditer(words):
        if match.span() not in known and not _inside(match.span(), fixed):
            yield int(match[0])


def moved(shown: Shown, years: Years) -> Shown:
    """A text with the plan's own years moved on by one, bold and italic kept; anything else as it is."""
    if isinstance(shown, Text):
        return replaced(shown, _edits(shown.plain, years.moving))
    if isinstance(shown, str):
        return replaced(Text.of(shown), _edits(shown, years.moving)).plain
    return shown


def moved_title(shown: Shown, years: Years) -> Shown:
    """A title or an annex title, in which the index is always that of the next assessed year, whatever year was typed there before."""
    text = shown if isinstance(shown, Text) else Text.of(str(shown or ""))
    right = str(years.next.assessed)
    index_years = [match.span("year") for match in _INDEX_YEAR.finditer(text.plain) if match["year"] in years.moving]
    index_years = [span for span in index_years if not _inside(span, fixed_spans(text.plain))]
    others = [edit for edit in _edits(text.plain, years.moving) if (edit.start, edit.end) not in index_years]
    after = replaced(text, [*others, *(Edit(*span, right) for span in index_years)])
    return after if isinstance(shown, Text) else after.plain


def _edits(words: str, moving: dict[str, str]) -> list[Edit]:
    """The numbers to change; 29 February becomes the 28th where the next year has none."""
    edits = [Edit(*span, moving[str(year)]) for year, span in years_said(words) if str(year) in moving]
    changed = {edit.start for edit in edits}
    leaps = [match for match in _LEAP_DAY.finditer(words) if match.start("year") in changed]
    days = [Edit(match.start(), match.start() + 2, "28") for match in leaps if not calendar.isleap(int(moving[match["year"]]))]
    return [*edits, *days]


def moved_day(day: date) -> date:
    """The same day of the next year; 29 February becomes the 28th."""
    # The year after a leap year never is one.
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=min(day.year + 1, date.max.year), day=28 if leap else day.day)
