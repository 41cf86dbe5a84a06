"""The text of a report, line after line: headings, the clerk's words, the units' words, sentences made from figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from generator import vietnamese
from generator.anatomy import Part, Where
from generator.citations import citations
from generator.fields import FINAL_MARKS
from generator.past_papers import report_topics
from generator.past_papers.body import TEXT_PARTS
from generator.past_papers.derived import derived
from generator.past_papers.report_topics import CARRIED, OPEN, REMARK, START, heading
from generator.past_papers.result_rows import Reported
from generator.past_papers.source import Grid, Line, Source
from generator.past_papers.told_bullets import Bullet, bullet, open_line, progress_of, same, state_in_front, without_heir
from generator.past_papers.units import names_unit
from generator.past_papers.wording import cut, one_line
from generator.results import NarrativeSection
from generator.richtext import EMPTY, Text
from generator.workbook import BookRow, bare

_TABLE_TITLE: Final = re.compile(r"(?:Bảng|Biểu)\s+(?:số\s+)?\d+\s*[.:].*", re.DOTALL)
_OUR_TABLES: Final = re.compile(
    r"bang \d\. (?:tinh hinh gui bao cao cua cac phong, don vi|ket qua khac phuc theo linh vuc|ket qua theo don vi chu tri|"
    r"tien do khac phuc qua cac ky)"
)
_OPENING: Final = re.compile(r".*\bbáo cáo\b.*như sau\s*:?", re.DOTALL | re.IGNORECASE)
_CLOSING: Final = re.compile(r"Trên đây là\b.*", re.DOTALL)
_NOW: Final = re.compile(r"(?P<old>.+?) nay là (?P<heir>.+?)\.", re.DOTALL)
_DASH: Final = re.compile(r"[-–—•+*]\s*(?=\S)")
_PART_OF_CARRIED: Final = re.compile(
    r"[-–—•+*]\s*(?P<label>Lý do|Nguyên nhân|Đơn vị chủ trì(?:, chịu trách nhiệm)?|Biện pháp|Giải pháp|Thời hạn mới)\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_LABELS: Final = {
    "lý do": "cause",
    "nguyên nhân": "cause",
    "biện pháp": "next_step",
    "giải pháp": "next_step",
    "thời hạn mới": "new_deadline",
}
_END: Final = "./."
_ENDS: Final = frozenset({_END, "."})
_PARTS: Final = (*TEXT_PARTS, Part.OTHER, Part.ANNEX_TITLE)


@dataclass(slots=True)
class Told:
    """What the text told besides results: the clerk's words, figures of sentences, and what will be printed otherwise."""

    narrative: list[BookRow] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)
    """Numbers and days of sentences that the program words, by the name of their group."""
    sentences: dict[str, str] = field(default_factory=dict)
    opening: str = ""
    closings: list[str] = field(default_factory=list)
    """One, but for a paper into which somebody put another."""
    headings: list[str] = field(default_factory=list)
    """Headings in other words than the template's."""
    dashed: list[str] = field(default_factory=list)
    """Words that will be printed with a dash in front."""
    times: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Time and name of criteria that only a sentence tells."""


def read_text(source: Source, reported: Reported, fields: set[str], *, lists_papers: bool) -> Told:
    """Read the paper's own text; `fields` are the names of the fields. Takes every line of it.

    `lists_papers`: bullets of the part on steering name papers, as in the completion report.
    """
    reader = _Reader(source, reported, fields)
    reader.lists_papers = lists_papers
    items = [item for item in source.items if item.where is Where.MAIN and not (isinstance(item, Line) and source.is_behind(item))]
    for item, following in zip(items, [*items[1:], None], strict=True):
        if isinstance(item, Line) and item.part in _PARTS and not source.is_taken(item):
            (source.take if reader.line(item, following) else source.pass_over)(item)
    reader.finish()
    return reader.told


class _Reader:
    """Reads line after line, knowing the heading above."""

    def __init__(self, source: Source, reported: Reported, fields: set[str]) -> None:
        self.source = source
        self.reported = reported
        self.fields = fields
        self.told = Told()
        self.topic = START
        self.carried = ""
        self.begun = False
        self.lists_papers = False
        self.reasons: dict[str, Text] = {}

    def finish(self) -> None:
        """A reason that no list of causes or difficulties tells is the cause; beside another cause it stays the clerk's word."""
        for code, reason in self.reasons.items():
            row = self.reported.rows[code]
            if any(row.get(key) and same(reason, str(row[key])) for key in ("cause", "difficulty")):
                continue
            if row.get("cause"):
                self.told.narrative.append({"section": NarrativeSection.SHORTCOMINGS, "text": Text.of(f"{code}. ") + reason})
            else:
                row["cause"] = reason

    def line(self, line: Line, following: Line | Grid | None) -> bool:
        """Read a line; False when the program prints it by itself."""
        text, words = line.text, line.words
        if words in _ENDS:
            return False
        if found := derived(words):
            for name, match in found:
                self.told.sentences.setdefault(name, match[0])
                self.told.figures |= {key: value for key, value in match.groupdict().items() if value and key not in self.told.figures}
            return False
        if self._is_title(words, following) or self._frames(words) or self._heading(line, text):
            return False
        if not self._told(text):
            self._narrate(text)
        return True

    def _is_title(self, words: str, following: Line | Grid | None) -> bool:
        """The title of a table that was taken."""
        taken = isinstance(following, Grid) and all(map(self.source.is_taken, following.lines))
        if not taken or not _TABLE_TITLE.fullmatch(words):
            return False
        if not _OUR_TABLES.fullmatch(bare(one_line(words))):
            self.told.headings.append(words)
        return True

    def _frames(self, words: str) -> bool:
        """The sentence that opens the report, and each that ends it."""
        if not self.begun and not self.told.opening and _OPENING.fullmatch(words):
            self.told.opening = words
            return True
        if _CLOSING.fullmatch(words):
            self.told.closings.append(words)
            return True
        return False

    def _heading(self, line: Line, text: Text) -> bool:
        coded = bullet(text, ())
        found = heading(text, bold=line.bold, within=self.topic)
        if found is None or (coded is not None and set(coded.codes) <= set(self.reported.codes)):
            return False
        self.begun = True
        self.topic, self.carried = found.topic, ""
        field_name = bare(found.words.partition(".")[2]).strip()
        known = report_topics.is_printed(found.words) and (found.topic.told != REMARK or not field_name or field_name in self.fields)
        if not known:
            self.told.headings.append(found.words)
        if found.rest:
            self._narrate(found.rest)
        return True

    def _told(self, text: Text) -> bool:
        """Whether the units' words, or a change of units, were found and had a place."""
        if self.carried and (match := _PART_OF_CARRIED.match(text.plain)):
            return self._carried_part(match["label"].casefold(), cut(text, match.end(), len(text.plain)).strip(*FINAL_MARKS))
        if self._changed(text.plain):
            return True
        found = bullet(text, self.reported.names)
        if found is None or not set(found.codes) <= set(self.reported.codes):
            return False
        return self._bullet(found, text)

    def _bullet(self, found: Bullet, text: Text) -> bool:
        told = self.topic.told
        if told == REMARK:
            return self._remark(found)
        if told in {OPEN, CARRIED}:
            return self._open(found, text)
        return bool(told) and self.reported.tell(found, told, self.topic.cause_kind)

    def _remark(self, found: Bullet) -> bool:
        """`- 1.1.2. Đã hoàn thành: … (Văn phòng).`: the annex says the same; what it lacks is filled in."""
        stated = state_in_front(found.words)
        if stated is None or len(found.codes) > 1:
            return False
        state, words = stated
        row = self.reported.rows.get(found.codes[0])
        self.reported.name_units(found)
        if row is None:
            return progress_of(state) is None and not words
        progress = progress_of(state)
        done = row.get("done") or EMPTY
        if row["progress"] not in {None, progress} or (words and done and not same(words, str(done))):
            return False
        row["progress"] = progress
        row["done"] = done or words
        return True

    def _open(self, found: Bullet, text: Text) -> bool:
        """A criterion that is not done, with its deadlines; below it may stand why, and what next."""
        code = found.codes[0]
        line = open_line(_after_code(text, code)) if len(found.codes) == 1 else None
        row = self.reported.rows.get(code)
        if line is None:
            return False
        self.carried = code if self.topic.told == CARRIED else ""
        self.told.names.setdefault(code, line.name)
        if line.time:
            self.told.times.setdefault(code, line.time)
        if row is not None and line.new_deadline:
            row["new_deadline"] = row.get("new_deadline") or line.new_deadline
        return row is None or row["progress"] in {None, progress_of(line.state)}

    def _carried_part(self, label: str, words: Text) -> bool:
        key = _LABELS.get(label, "unit")
        row = self.reported.rows.get(self.carried)
        if key == "unit":
            return row is None or same(without_heir(words.plain)[0], self._lead())
        if row is None:
            return False
        if key == "new_deadline":
            day = vietnamese.parse_date(words.plain)
            row[key] = row.get(key) or day
            return day is not None and row[key] == day
        if key == "cause":
            return same(self.reasons.setdefault(self.carried, words), words)
        row[key] = row.get(key) or words
        return same(words, str(row[key]))

    def _lead(self) -> str:
        return self.reported.leads.get(self.carried, "")

    def _changed(self, words: str) -> bool:
        match = _NOW.fullmatch(words)
        if match is None or self.topic.narrative is not NarrativeSection.STEERING:
            return False
        if names_unit(match["old"]):
            self.reported.heirs.setdefault(one_line(match["old"]), one_line(match["heir"]))
        else:
            self.told.sentences.setdefault(f"change/{match['old']}", words)
        return True

    def _narrate(self, text: Text) -> None:
        words = text.strip(_END)
        section = self.topic.narrative
        if section is NarrativeSection.STEERING and _DASH.match(words.plain) and (self.lists_papers or any(citations(words.plain))):
            section = NarrativeSection.ISSUED
        if section is NarrativeSection.ISSUED:
            match = _DASH.match(words.plain)
            words = cut(words, match.end(), len(words.plain)) if match else words
            if match is None or match[0].strip() != "-":
                self.told.dashed.append(words.plain)
        if words:
            self.told.narrative.append({"section": section, "text": words})


def _after_code(text: Text, code: str) -> str:
    """The words behind the code in front."""
    words = text.plain
    return words[words.index(code) + len(code) :].lstrip(" .:")
