"""Documents cited in running text: type, number, day, issuer, subject, each with the letters where it stands (CC-03)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.vietnamese import DAY, parse_date

KINDS: Final = (
    "Thông tư liên tịch", "Thông tư", "Nghị định", "Nghị quyết", "Quyết định", "Chỉ thị", "Quy chế", "Quy định", "Thông cáo", "Thông báo",
    "Hướng dẫn", "Chương trình", "Kế hoạch", "Phương án", "Đề án", "Dự án", "Báo cáo", "Biên bản", "Tờ trình", "Hợp đồng", "Công văn",
    "Công điện", "Giấy mời", "Kết luận", "Văn bản",
)  # fmt: skip
TYPE_CODES: Final = frozenset((
    "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA",
    "BC", "BB", "TTr", "HĐ", "CĐ", "BGN", "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB",
        "SY", "TrS", "SL", "NĐ", "TT", "TTLT", "PL", "L", "KL",
))  # fmt: skip
"""What stands first in the symbol of a type of document (Phụ lục III, mục I); a symbol without one is that of a letter (công văn)."""

_ASSEMBLY: Final = re.compile(r"(?:UBTV)?QH\d+")
_NUMBER: Final = r"\d+(?:/\d{4})?/[^\W\d_][\w&]*(?:[-/.][\w&]+)*"
_HEAD: Final = re.compile(rf"(?<!\w)(?P<kind>{'|'.join(KINDS)})\s+số:?\s*(?P<number>{_NUMBER})", re.IGNORECASE)
_STRAY: Final = re.compile(
    r"\s+(?P<part>tỉnh|huyện|thành phố|xã|phường)(?=\s+(?:ngày|của|về|quy định|ban hành|phê duyệt)(?!\w)|\s*(?:[,;.:)]|$))"
)
_DAY: Final = re.compile(rf",?\s+ngày\s+(?P<part>{DAY})(?!\d)")
_SUBJECT_WORDS: Final = (
    r"(?:về|v/v|quy định|ban hành|phê duyệt|công bố|sửa đổi|bổ sung|hướng dẫn|triển khai|thực hiện|giao|kết quả|tổng kết|đánh giá)(?!\w)"
)
_ISSUER: Final = re.compile(
    rf",?\s+của\s+(?P<part>\S.*?)(?=,?\s+(?:{_SUBJECT_WORDS}|(?:để|nhằm|theo|trong|đến|tới|và\s+(?:{'|'.join(KINDS)}))(?!\w))|\s*[,;:()“”\"]|\s*$)",
    re.DOTALL,
)
_SUBJECT: Final = re.compile(rf",?\s+(?P<part>(?:{_SUBJECT_WORDS}|[“\"]).*?)\s*$", re.DOTALL | re.IGNORECASE)
_TAIL_END: Final = re.compile(r"[.;](?=\s|$)|\)")

Span = tuple[int, int]
NOWHERE: Final[Span] = (0, 0)


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as a text cites it; an empty part was not said. Spans are letters of that text."""

    kind: str
    number: str
    day_words: str = ""
    issuer: str = ""
    subject: str = ""
    stray: str = ""
    """What stands right behind the symbol without «của»: a broken issuer."""
    span: Span = NOWHERE
    kind_span: Span = NOWHERE
    number_span: Span = NOWHERE
    day_span: Span = NOWHERE
    issuer_span: Span = NOWHERE

    @property
    def day(self) -> date | None:
        """The day, or None when none is said or there is no such day."""
        return parse_date(self.day_words) if self.day_words else None

    @property
    def key(self) -> str:
        """What tells one document from another: its number and symbol."""
        return self.number.casefold()

    @property
    def name(self) -> str:
        """`Kế hoạch số 1428/KH-SKHCN`: how a message names it and how it is cited again."""
        return f"{self.kind} số {self.number}"

    @property
    def type_code(self) -> str:
        """The part of the symbol that says the type, such as `QĐ`; empty when there is none, as in a letter's symbol."""
        first = re.split(r"[-/&.]", self.number.split("/")[-1])[0]
        return first if first in TYPE_CODES or _ASSEMBLY.fullmatch(first) else ""


def citations(words: str) -> Iterator[Citation]:
    """Every document cited with its number, in reading order."""
    heads = list(_HEAD.finditer(words))
    for head, following in zip(heads, [*heads[1:], None], strict=False):
        end = _tail_end(words, head.end(), following.start() if following else len(words))
        yield _read(words, head, end)


def _tail_end(words: str, start: int, end: int) -> int:
    """Where what is said of the document ends at the latest: its sentence, a closing bracket, or the next document."""
    stop = _TAIL_END.search(words, start, end)
    end = stop.start() if stop else end
    return start + len(re.sub(r"[\s,;]+(?:và)?\s*$", "", words[start:end]))


def _read(words: str, head: re.Match[str], end: int) -> Citation:
    at = head.end()
    found: dict[str, tuple[str, Span]] = {}
    for name, pattern in (("stray", _STRAY), ("day_words", _DAY), ("issuer", _ISSUER), ("subject", _SUBJECT)):
        match = pattern.match(words, at, end)
        if match:
            found[name] = (" ".join(match["part"].split()), match.span("part"))
            at = match.end()
    said = {name: part for name, (part, _) in found.items()}
    return Citation(
        kind=" ".join(head["kind"].split()),
        number=head["number"],
        span=(head.start(), at),
        kind_span=head.span("kind"),
        number_span=head.span("number"),
        day_span=found.get("day_words", ("", NOWHERE))[1],
        issuer_span=found.get("issuer", ("", NOWHERE))[1],
        **said,
    )
