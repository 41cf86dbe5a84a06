"""What the headings of a report mean: which part of the clerk's words stands below them, and what units tell there in bullets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from generator.past_papers.wording import cut, one_line
from generator.results import CauseKind, NarrativeSection
from generator.richtext import EMPTY, Text
from generator.workbook import bare

REMARK: Final = "remark"
OPEN: Final = "open"
CARRIED: Final = "carried"


@dataclass(frozen=True, slots=True)
class Topic:
    """The section of the sheet of words, and the column of the results that a bullet `- 1.1.2. … (Văn phòng).` belongs to."""

    narrative: NarrativeSection
    told: str = ""
    cause_kind: CauseKind | None = None

    @property
    def lists_tasks(self) -> bool:
        """Whether numbered lines below it are tasks or wishes, no headings."""
        return self.told in {"next_step", "proposal"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a report; `words` stand in the paper, `rest` goes on behind its colon."""

    topic: Topic
    words: str
    top: bool
    """Under a Roman numeral."""
    rest: Text = EMPTY


START: Final = Topic(NarrativeSection.STEERING)
"""Above the first heading."""
_STRENGTHS: Final = Topic(NarrativeSection.STRENGTHS)
_SHORTCOMINGS: Final = Topic(NarrativeSection.SHORTCOMINGS, "difficulty")
CORRECTIONS: Final = Topic(NarrativeSection.STRENGTHS, "correction")

_TOPICS: Final = (
    (r"(?:de xuat|kien nghi)\b.*", Topic(NarrativeSection.PROPOSALS, "proposal")),
    (
        r"(?:nhiem vu|phuong huong|giai phap|bien phap)\b.*|.*\b(?:ky tiep theo|thoi gian toi|ky toi)",
        Topic(NarrativeSection.NEXT_STEPS, "next_step"),
    ),
    (r"(?:nguyen nhan )?chu quan|nguyen nhan chu quan.*", Topic(NarrativeSection.OWN_CAUSES, "cause", CauseKind.OWN)),
    (r"(?:nguyen nhan )?khach quan|nguyen nhan khach quan.*", Topic(NarrativeSection.OUTSIDE_CAUSES, "cause", CauseKind.OUTSIDE)),
    (r"(?:ve )?(?:cac )?nguyen nhan\b.*", Topic(NarrativeSection.OWN_CAUSES, "cause")),
    (r"(?:cac )?van ban\b.*", Topic(NarrativeSection.ISSUED)),
    (r".*\b(?:gui|tiep nhan|nop) bao cao\b.*", START),
    (r"(?:cac )?tieu chi (?:chua hoan thanh|chua khac phuc|chua dat)\b.*", Topic(NarrativeSection.SHORTCOMINGS, CARRIED)),
    (r"(?:cac )?tieu chi\b.*\b(?:qua han|chua thuc hien)\b.*", Topic(NarrativeSection.SHORTCOMINGS, OPEN)),
    (r".*\btheo (?:tung )?linh vuc\b.*|linh vuc [ivx]+\b.*", Topic(NarrativeSection.STRENGTHS, REMARK)),
    (r"(?:nhung |tinh hinh va )?(?:ket qua|uu diem|danh gia chung|tien do|mat lam duoc|du kien diem)\b.*", _STRENGTHS),
    (r"(?:mot so |nhung |cac )?(?:ton tai|han che|kho khan|vuong mac)\b.*", _SHORTCOMINGS),
    (r"dinh chinh\b.*", CORRECTIONS),
    (r".*\b(?:chi dao|lanh dao|dieu hanh|trien khai|to chuc thuc hien|don doc|kiem tra|huong dan)\b.*", START),
    (r"(?:khai quat|tinh hinh chung)\b.*", START),
    (r"tinh hinh\b.*\bket qua\b.*", _STRENGTHS),
)  # fmt: skip
"""The first that fits."""
_PATTERNS: Final = tuple((re.compile(pattern), topic) for pattern, topic in _TOPICS)

_PRINTED: Final = re.compile(
    r"cong tac chi dao, trien khai|van ban da ban hanh|tinh hinh cac phong, don vi gui bao cao|ket qua khac phuc|ket qua chung|"
    r"ket qua theo tung linh vuc|linh vuc [ivx]+\..*|ket qua theo don vi chu tri|ton tai, han che va nguyen nhan|"
    r"tieu chi qua han, chua thuc hien|nguyen nhan(?: chu quan| khach quan| khac)?|nhiem vu, giai phap ky tiep theo|de xuat, kien nghi|"
    r"khai quat|cong tac chi dao, to chuc thuc hien|tien do qua cac ky|tieu chi chua hoan thanh|danh gia chung|uu diem|ton tai, han che|"
    r"du kien diem nam \d{4} \(tu uoc tinh, chua qua tham dinh\)|phuong huong, nhiem vu nam \d{4}|"
    r"kho khan, vuong mac cua cac don vi:|dinh chinh ket qua da bao cao o ky truoc:"
)
"""Headings as our templates print them."""

_TOP: Final = re.compile(r"(?:(?:Phần|Mục)\s+)?[IVX]{1,5}\s*[.)/:–-]\s*(?=\S)")
_NUMBERED: Final = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})?\s*[.)/]|[a-zđ]\s*[.)/])\s*(?=[^\d\s])")
_INTRODUCTION: Final = re.compile(r"(?:Khó khăn, vướng mắc|Đính chính|Lĩnh vực [IVX]+\.).*", re.DOTALL)
_DASH: Final = re.compile(r"[-–—•+*]\s*")
_LONGEST: Final = 150
_LONGEST_RUN_IN: Final = 40


def topic_of(words: str) -> Topic | None:
    """What a heading means, by its words."""
    said = bare(words).strip(" :.;")
    return next((topic for pattern, topic in _PATTERNS if pattern.fullmatch(said)), None)


def is_printed(words: str) -> bool:
    """Whether our templates print this heading in these words."""
    return _PRINTED.fullmatch(bare(one_line(words)).strip()) is not None


def heading(text: Text, *, bold: bool, within: Topic) -> Heading | None:
    """The heading that a line is, or None; `within` is the part it stands in."""
    words = text.plain
    if match := _TOP.match(words):
        return Heading(topic_of(words[match.end() :]) or within, words[match.end() :].strip(), top=True)
    if bold and words.isupper() and (topic := topic_of(words)):
        return Heading(topic, words, top=True)
    match = _NUMBERED.match(words)
    if match and not within.lists_tasks and (bold or _stands_alone(words)) and (topic := topic_of(words[match.end() :])):
        return Heading(topic, words[match.end() :].strip(), top=False)
    if _INTRODUCTION.fullmatch(words) and (topic := topic_of(words)) and (bold or words.endswith(":")):
        return Heading(topic, words, top=False)
    return _run_in(text, match or _DASH.match(words), within)


def _stands_alone(words: str) -> bool:
    return len(words) <= _LONGEST and not words.rstrip().endswith((".", ";", ","))


def _run_in(text: Text, start: re.Match[str] | None, within: Topic) -> Heading | None:
    """`- Nguyên nhân khách quan: …`, `1. Ưu điểm: …`: the words behind the colon stand in the part that the words before it name."""
    front, colon, _ = text.plain.partition(":")
    at = start.end() if start else 0
    topic = topic_of(front[at:]) if colon and len(front) - at <= _LONGEST_RUN_IN else None
    numbered = start is not None and not within.lists_tasks and not start[0].startswith(("-", "–", "—", "•", "+", "*"))
    if topic is None or not (numbered or (topic.told == "cause" and topic.cause_kind)):
        return None
    return Heading(topic, front[at:].strip(), top=False, rest=cut(text, len(front) + 1, len(text.plain)).strip())
