"""The text of a report by what its headings say: which part of a report every line belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from generator.anatomy import Part
from generator.past_papers.body import TEXT_PARTS
from generator.past_papers.source import Line, Source
from generator.results import NarrativeSection
from generator.workbook import bare


class Telling(StrEnum):
    """What bullets of units tell of a criterion, by the words above them."""

    DIFFICULTY = "difficulty"
    OWN_CAUSE = "own_cause"
    OUTSIDE_CAUSE = "outside_cause"
    OTHER_CAUSE = "other_cause"
    CORRECTION = "correction"
    NEXT_STEP = "next_step"
    PROPOSAL = "proposal"
    REMARK = "remark"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a part of a report is about: where the clerk's words of it belong, and what bullets of units tell in it."""

    section: NarrativeSection
    telling: Telling = Telling.REMARK


_TOPICS: Final = (
    (r"(?:van ban|cac van ban)\b.*\b(?:ban hanh|chi dao)\b.*", Topic(NarrativeSection.ISSUED)),
    (r".*\bnguyen nhan khach quan\b.*|khach quan", Topic(NarrativeSection.OUTSIDE_CAUSES, Telling.OUTSIDE_CAUSE)),
    (r".*\bnguyen nhan khac\b.*", Topic(NarrativeSection.OWN_CAUSES, Telling.OTHER_CAUSE)),
    (r"nguyen nhan.*|chu quan", Topic(NarrativeSection.OWN_CAUSES, Telling.OWN_CAUSE)),
    (r"dinh chinh\b.*", Topic(NarrativeSection.STRENGTHS, Telling.CORRECTION)),
    (r"kho khan\b.*", Topic(NarrativeSection.SHORTCOMINGS, Telling.DIFFICULTY)),
    (r"(?:cac )?tieu chi (?:chua hoan thanh|qua han)\b.*", Topic(NarrativeSection.SHORTCOMINGS, Telling.CARRIED)),
    (r".*\b(?:ton tai|han che|vuong mac)\b.*", Topic(NarrativeSection.SHORTCOMINGS, Telling.DIFFICULTY)),
    (r".*\b(?:de xuat|kien nghi)\b.*", Topic(NarrativeSection.PROPOSALS, Telling.PROPOSAL)),
    (r"(?:tinh hinh va )?ket qua (?!dat duoc).*", Topic(NarrativeSection.STRENGTHS)),
    (r".*\b(?:phuong huong|nhiem vu|giai phap)\b.*", Topic(NarrativeSection.NEXT_STEPS, Telling.NEXT_STEP)),
    (r".*\buu diem\b.*|.*\bket qua dat duoc\b.*", Topic(NarrativeSection.STRENGTHS)),
    (
        r".*\b(?:gui bao cao|chi dao|to chuc thuc hien|trien khai|kiem tra|don doc|khai quat|tinh hinh chung)\b.*",
        Topic(NarrativeSection.STEERING),
    ),
    (r".*\b(?:ket qua|tien do|du kien diem|danh gia chung)\b.*", Topic(NarrativeSection.STRENGTHS)),
)
_PATTERNS: Final = tuple((re.compile(pattern), topic) for pattern, topic in _TOPICS)
_NUMBER: Final = re.compile(r"(?:[ivx]+|\d{1,2}|[a-hđ])\s*[.)]\s*")
_LONGEST_HEADING: Final = 120
_HEADINGS: Final = frozenset({Part.SECTION, Part.CLAUSE, Part.POINT, Part.BODY})
BEFORE: Final = Topic(NarrativeSection.STEERING)


def topic_of(line: Line) -> Topic | None:
    """The part of a report that a line opens, or None for a line that is no heading."""
    words = bare(line.words)
    numbered = _NUMBER.match(words)
    rest = words[numbered.end() :] if numbered else words
    heading = line.part in _HEADINGS and len(rest) <= _LONGEST_HEADING and not rest.endswith((".", ";"))
    if not heading or not (numbered or rest.endswith(":")) or rest[:1].isdigit():
        return None
    return next((topic for pattern, topic in _PATTERNS if pattern.fullmatch(rest.rstrip(":"))), None)


def told_lines(source: Source) -> Iterator[tuple[Topic, Line]]:
    """Each line of the text below its heading; headings are taken, tables are not here."""
    topic = BEFORE
    for line in source.of(*TEXT_PARTS):
        if source.is_behind(line) or source.is_taken(line):
            continue
        if found := topic_of(line):
            topic = found
            source.pass_over(line)
        else:
            yield topic, line
