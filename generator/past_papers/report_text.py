"""The sentences of a report: those made from figures are passed over, words of units go to their criteria, the rest is the clerk's."""

from __future__ import annotations

import re
from typing import Final

from generator import vietnamese
from generator.fields import FINAL_MARKS
from generator.past_papers.derived import is_derived
from generator.past_papers.results import BULLET, UNIT, Reported, telling
from generator.past_papers.sections import Telling, Topic, told_lines
from generator.past_papers.source import Line, Source
from generator.past_papers.wording import cut
from generator.results import CauseKind, NarrativeSection, Progress
from generator.richtext import Text
from generator.workbook import BookRow, bare

_DASH: Final = re.compile(r"^[-–•+]\s*")
_OPENING: Final = re.compile(r".*\bbao cao\b.*\bnhu sau:?", re.DOTALL)
_OVERVIEW: Final = re.compile(r"nam \d{4}, .*\bdat [\d.,]+/[\d.,]+ diem\b.*\btieu chi phai khac phuc.*", re.DOTALL)
_CARRIED: Final = re.compile(r"(?P<code>[1-9]\d?(?:\.\d{1,2}){1,3})\. .*", re.DOTALL)
_PART: Final = re.compile(
    r"[-–]\s*(?P<name>Lý do|Đơn vị chủ trì, chịu trách nhiệm|Biện pháp|Thời hạn mới):\s*(?P<words>.*)", re.DOTALL | re.IGNORECASE
)
_NEW_DEADLINE: Final = re.compile(r"thời hạn mới: (\d{1,2}/\d{1,2}/\d{4})")
_UNREPORTED: Final = "chua co bao cao"
_STATES: Final = {bare(progress): progress for progress in Progress}
_KINDS: Final = {Telling.OWN_CAUSE: CauseKind.OWN, Telling.OUTSIDE_CAUSE: CauseKind.OUTSIDE}
_FIELDS: Final = {
    Telling.DIFFICULTY: "difficulty",
    Telling.CORRECTION: "correction",
    Telling.NEXT_STEP: "next_step",
    Telling.PROPOSAL: "proposal",
}


class ReportText:
    """Reads the text of a report line by line; `narrative` are the clerk's paragraphs, `opening` the sentence that cites the plan."""

    def __init__(self, source: Source, reported: Reported) -> None:
        """Read into the rows that the annex gave."""
        self.source = source
        self.reported = reported
        self.narrative: list[BookRow] = []
        self.opening = ""
        self._code = ""
        self._reasons: dict[str, Text] = {}

    def read(self) -> None:
        """Take every line; a reason of delay that no list of causes tells is the cause."""
        for topic, line in told_lines(self.source):
            if self._line(topic, line):
                self.source.take(line)
            else:
                self.source.pass_over(line)
        for code, reason in self._reasons.items():
            row = self.reported.results.get(code)
            if row is not None and not row.get("cause") and not row.get("difficulty"):
                row["cause"] = reason

    def _line(self, topic: Topic, line: Line) -> bool:
        """Read a line; False when the program words it by itself."""
        text, words = line.text, bare(line.words)
        if not self.opening and _OPENING.fullmatch(words):
            self.opening = line.words
            return False
        if is_derived(line.words) or _OVERVIEW.fullmatch(words):
            return False
        if not self._carried(topic, text) and not self._remark(text):
            self._told(topic, text)
        return True

    def _told(self, topic: Topic, text: Text) -> None:
        if not telling(self.reported, text, lambda row, told: self._put(topic, row, told)):
            self._write(topic, text)

    def _put(self, topic: Topic, row: BookRow, words: Text) -> None:
        if topic.telling in _FIELDS:
            row[_FIELDS[topic.telling]] = words
        elif topic.telling in {Telling.OWN_CAUSE, Telling.OUTSIDE_CAUSE, Telling.OTHER_CAUSE}:
            row |= {"cause": words, "cause_kind": _KINDS.get(topic.telling)}
        else:
            row["done"] = row.get("done") or words

    def _carried(self, topic: Topic, text: Text) -> bool:
        """What is told of a criterion that is not done: a line with its code, then why, what next, until when."""
        if topic.telling is not Telling.CARRIED:
            return False
        if match := _PART.fullmatch(text.plain):
            self._carried_part(match["name"].casefold(), cut(text, match.start("words"), len(text.plain)).strip(*FINAL_MARKS))
            return True
        bullet = BULLET.fullmatch(text.plain)
        match = _CARRIED.fullmatch(text.plain)
        if bullet is None and match is None:
            return False
        self._code = bullet["codes"] if bullet else match["code"] if match else ""
        if deadline := _NEW_DEADLINE.search(text.plain):
            self._carried_part("thời hạn mới", Text.of(deadline[1]))
        return True

    def _carried_part(self, name: str, words: Text) -> None:
        row = self.reported.results.get(self._code)
        if name == "lý do":
            self._reasons[self._code] = words
        elif row is not None and name == "biện pháp":
            row["next_step"] = words
        elif row is not None and name == "thời hạn mới":
            row["new_deadline"] = vietnamese.parse_date(words.plain)

    def _remark(self, text: Text) -> bool:
        """`- 1.1.2. Đang thực hiện: … (Văn phòng).` says what the annex says; without an annex it is all there is."""
        match = BULLET.fullmatch(text.plain)
        words = cut(text, match.start("words"), len(text.plain)) if match else text
        unit = UNIT.search(words.plain)
        told = cut(words, 0, unit.start()) if unit else words
        state, _, _ = told.plain.partition(":")
        known = bare(state.strip(" ."))
        if match is None or (known not in _STATES and known != _UNREPORTED):
            return False
        if known in _STATES:
            row = self.reported.row(match["codes"], unit["units"] if unit else "")
            row["progress"] = _STATES[known]
            row["done"] = row.get("done") or cut(told, len(state) + 1, len(told.plain)).strip()
            row["unit"] = unit["units"] if unit else row["unit"]
        return True

    def _write(self, topic: Topic, text: Text) -> None:
        """A paragraph of the clerk's own."""
        match = _DASH.match(text.plain)
        kept = cut(text, match.end() if match else 0, len(text.plain))
        listed = match is not None and topic.section is NarrativeSection.STEERING  # papers are listed, steering is told
        section = NarrativeSection.ISSUED if listed else topic.section
        self.narrative.append({"period": self.reported.period, "section": section, "text": kept})
