"""What frames a report or an urging letter: the years, the period with its days, the plan that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator import vietnamese
from generator.past_papers.letterhead import Head
from generator.past_papers.wording import one_line, years
from generator.periods import DEFAULTS, NAMES, PeriodCode, window
from generator.standing import COMPLETION
from generator.workbook import BookCells, BookRow, bare

DAY: Final = rf"(?:ngày\s+)?{vietnamese.DAY}"
_WINDOW: Final = re.compile(
    rf"(?:kỳ báo cáo|số liệu)[^()\d]*?(?:từ\s+)?(?P<first>{DAY})\s*(?:đến(?: hết)?|-|–)\s*(?P<last>{DAY})", re.IGNORECASE
)
_WHOLE_WINDOW: Final = re.compile(rf"\(?{_WINDOW.pattern}\)?[.;]?", re.IGNORECASE)
_NAMED: Final = re.compile(r"(?:quy (?:i{1,3}|iv|[1-4])|(?:6|06|9|09|sau|chin) thang(?: dau nam)?)(?:,? nam|/)? ?\d{4}")
_INDEX_YEAR: Final = re.compile(r"(?:chi so|cchc|cai cach hanh chinh)\b[^.;,]*?\bnam (20\d{2})(?!\d)")
_PERIODS: Final = (
    (re.compile(r"\bquy (?:iv|4)\b"), PeriodCode.Q4),
    (re.compile(r"\bquy (?:iii|3)\b"), PeriodCode.Q3),
    (re.compile(r"\bquy (?:ii|2)\b"), PeriodCode.Q2),
    (re.compile(r"\bquy (?:i|1)\b"), PeriodCode.Q1),
    (re.compile(r"\b(?<!ngay )(?:6|06|sau) thang\b"), PeriodCode.H1),
    (re.compile(r"\b(?<!ngay )(?:9|09|chin) thang\b"), PeriodCode.M9),
    (re.compile(r"\b(?:nam|ca) nam\b"), PeriodCode.YEAR),
)
_PERIOD_YEAR: Final = re.compile(r"(?:\bquy (?:i{1,3}|iv|[1-4])|\bthang(?: dau)?)\b,?(?: nam|/)? ?(20\d{2})(?!\d)")
_PRINTED: Final = {PeriodCode.H1: "6 tháng đầu năm", PeriodCode.M9: "9 tháng đầu năm", PeriodCode.YEAR: "năm"}
_LONG: Final = 270
"""Days that only a report on the whole year covers."""
_BLANK: Final = r"(?:ngày\s*)?(?:tháng\s*)?(?:năm\s*\d{4})?"
_PLAN: Final = re.compile(
    rf"Kế hoạch(?:\s+số:?\s*(?P<number>\d+[a-zđ]?)?\s*/\s*(?P<symbol>[^\s,;]+))?(?:,?\s+(?P<day>{DAY})|,?\s+ngày\s+{_BLANK})?"
    r"(?:,?\s+của\s+(?P<issuer>.+?))?\s+(?:về(?:\s+việc)?)\s+(?P<title>.+)",
    re.DOTALL,
)
_FORMER: Final = re.compile(r"\s*\(cũ\)\s*$")


@dataclass(frozen=True, slots=True)
class Frame:
    """The period of a paper and what tells it; days that nobody printed are None."""

    code: PeriodCode
    assessed: int
    action: int
    first: date | None
    last: date | None

    @property
    def name(self) -> str:
        """The period as the workbook names it."""
        return NAMES[self.code]

    @property
    def period_words(self) -> str:
        """`Quý I năm 2025`, `6 tháng đầu năm 2025`, as a report prints it."""
        return f"{_PRINTED.get(self.code) or f'{self.name} năm'} {self.action}"

    @property
    def subject(self) -> str:
        """What a report of ours says below its type name."""
        words = f"Kết quả khắc phục tồn tại, hạn chế chỉ số cải cách hành chính năm {self.assessed}"
        return words if self.final else f"{words} {self.period_words}"

    @property
    def final(self) -> bool:
        """Whether its report is the completion report."""
        return self.code in COMPLETION


def window_of(words: str) -> tuple[date | None, date | None]:
    """The days of «(Kỳ báo cáo từ ngày … đến ngày …)»."""
    match = _WINDOW.search(one_line(words))
    return (_known_day(match["first"]), _known_day(match["last"])) if match else (None, None)


def _known_day(words: str) -> date | None:
    """A day of a year that a workbook can be of."""
    found = vietnamese.parse_date(words)
    return found if found and years(f"năm {found.year}") else None


def is_window(words: str) -> bool:
    """Whether a line says the days of the period and nothing else."""
    return _WHOLE_WINDOW.fullmatch(one_line(words)) is not None


def names_period(words: str) -> bool:
    """Whether a line says nothing but the name of a period."""
    return _NAMED.fullmatch(bare(one_line(words)).strip(" ()")) is not None


def frame(found: Head, texts: list[str], year: int, *, letter: bool = False) -> Frame:
    """The frame by title, days of the period and opening, in this order."""
    title = bare(one_line(found.title.plain))
    first, last = next((days for text in texts if (days := window_of(text)) != (None, None)), (None, None))
    opening = bare(one_line(" ".join(text for text in texts if "như sau" in text or text.startswith("Thực hiện Kế hoạch"))))
    code = _code(title) or _code(opening) or _by_days(first, last)
    action = next((int(match[1]) for words in (title, opening) if (match := _PERIOD_YEAR.search(words))), None)
    action = action or (last.year if last else None) or found.year
    told = None if letter else _INDEX_YEAR.search(title) or _INDEX_YEAR.search(opening)
    assessed = int(told[1]) if told else None
    if assessed is None:
        cited = _INDEX_YEAR.search(bare(one_line(plan_words(texts, found.agency))))
        assessed = int(cited[1]) if cited else (action or year) - 1
    return Frame(code, assessed, action or assessed + 1, first, last)


def _code(words: str) -> PeriodCode | None:
    return next((code for pattern, code in _PERIODS if pattern.search(words)), None)


def _by_days(first: date | None, last: date | None) -> PeriodCode:
    """A completion report does not name its period: its days tell the fourth quarter from the year."""
    if first is None or last is None or (last - first).days >= _LONG:
        return PeriodCode.YEAR
    ends = {window(default, last.year).last.month: default.code for default in DEFAULTS if not default.cumulative}
    return ends.get(last.month, PeriodCode.Q4)


def plan_words(texts: Iterable[str], agency: str = "") -> str:
    """The passage that cites the plan: one of the agency's own with «khắc phục» before others, then any that cites a plan."""
    cited = [text for text in texts if _PLAN.search(text)]
    mending = [text for text in cited if "khac phuc" in bare(text)]
    own = [text for text in mending if agency and bare(plan_issuer(text)[0]) == bare(agency)]
    return next(iter((*own, *mending, *cited)), "")


def plan_facts(words: str, agency: str) -> BookRow:
    """Title, symbol, number and day of the plan out of the sentence that cites it; `agency` ends a title inside a sentence."""
    match = _PLAN.search(words)
    if match is None:
        return {}
    title = _inside_sentence(match["title"], agency)
    facts: BookRow = {"title": title[:1].upper() + title[1:], "symbol": match["symbol"] or "", "number": match["number"] or ""}
    facts["issue_date"] = vietnamese.parse_date(one_line(match["day"])) if match["day"] else None
    return facts


def plan_issuer(words: str) -> tuple[str, bool]:
    """Who issued the cited plan, and whether it is said to be a former agency: «Sở … tỉnh Hà Giang (cũ)»."""
    match = _PLAN.search(words)
    issuer = one_line(match["issuer"] or "") if match else ""
    return _FORMER.sub("", issuer), bool(_FORMER.search(issuer))


def _inside_sentence(title: str, agency: str) -> str:
    line = one_line(title)
    ends = [rf",?\s+{re.escape(agency)}\s+(?:xin\s+|trân trọng\s+)?báo cáo\b.*", r",?\s+các phòng, đơn vị\s+(?:gửi|báo cáo)\b.*"]
    ends += [
        r",\s+\S[^,]*?\s+(?:xin\s+|trân trọng\s+)?báo cáo\s+(?:kết quả|tình hình|như sau|cụ thể)\b.*",
        r",?\s+(?:cụ thể\s+)?như sau:?$",
    ]
    for end in ends:
        line = re.sub(end, "", line)
    return line.rstrip(" .;,:")


def period_cells(cells: BookCells, told: Frame, found: Head, due: date | None) -> BookRow:
    """The row of the period, given the days that the paper prints, and its number and day when it was issued."""
    row = next(row for row in cells.lists["periods"] if row["code"] == told.name)
    days = {"first": told.first, "last": told.last, "units_due": due}
    row.update({key: day for key, day in days.items() if day is not None})
    if found.number and found.day and found.symbol.startswith("BC-"):
        row.update(report_number=f"{found.number}/{found.symbol}", report_date=found.day)
    return row
