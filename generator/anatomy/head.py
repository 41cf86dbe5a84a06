"""The head of a paper: letterhead in cells, boxes, tabs or plain lines; type name, summary, and who issues it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.anatomy import words
from generator.anatomy.marks import Marks
from generator.anatomy.parts import Part
from generator.anatomy.spans import Line

_MOST_LINES: Final = 60
"""Lines with words that a head has at most, all its columns together."""
_LONG: Final = 220
"""A line this long is text, but a centred one below a type name."""
_LONGEST_NUMBER: Final = 80
_LONGEST_DATE: Final = 110
_LONGEST_NAME: Final = 120
_LONGEST_SUMMARY: Final = 450
_MOST_SUMMARY: Final = 9
_STATE: Final = frozenset({Part.NATIONAL_NAME, Part.MOTTO})
_ANCHORS: Final = _STATE | {Part.NUMBER, Part.PLACE_DATE}
_MARKS: Final = (
    (words.DRAFT, Part.DRAFT_MARK), (words.SECRECY, Part.SECRECY), (words.URGENCY, Part.URGENCY),
    (words.CIRCULATION, Part.CIRCULATION), (words.SIGNING_TEXT, Part.SIGNING_TEXT), (words.LINE, Part.LINE),
)  # fmt: skip


def anchor(line: Line) -> Part | None:
    """What a line of a letterhead surely is by its words alone."""
    if line.blank or len(line.text) > _LONGEST_DATE:
        return None
    if words.national_name(line.text) or words.party_name(line.text):
        return Part.NATIONAL_NAME
    if words.motto(line.text):
        return Part.MOTTO
    stamped = stamp(line)
    if stamped is not None:
        return stamped
    if len(line.text) <= _LONGEST_NUMBER and words.NUMBER.match(line.folded) and not words.PLACE_DATE.match(line.folded):
        return Part.NUMBER
    return Part.PLACE_DATE if _dated(line) else None


def stamp(line: Line) -> Part | None:
    """A mark of secrecy, urgency, circulation or draft, a row that draws a line, or the words of a digital signature."""
    found = next((part for pattern, part in _MARKS if pattern.match(line.folded)), None)
    return None if found is Part.DRAFT_MARK and line.text[0].islower() else found


def _dated(line: Line) -> bool:
    return bool(words.PLACE_DATE.match(line.folded)) and not line.folded.startswith(
        ("căn cứ", "hôm nay", "(", "từ ngày", "đến ngày", "v/v")
    )


def read_head(marks: Marks, start: int, end: int) -> int:
    """Make out the head of a paper; where its text begins."""
    stop = _stop(marks, start, end)
    found = _anchors(marks, start, stop)
    kind = _type_line(marks, start, stop, found)
    found = {at: part for at, part in found.items() if kind is None or at < kind or not marks.lines[at].spot.on_page}
    last = max((at for at, part in found.items() if part in _ANCHORS), default=start - 1)
    for at, part in found.items():
        marks.set(at, part)
    below = _letter_summary(marks, start, stop if kind is None else kind)
    _copy_form(marks, start, stop)
    _names(marks, start, stop if kind is None else kind, last)
    _between(marks, start, last)
    if kind is None:
        return max(last + 1, below, _past_table(marks, last, end))
    return _title(marks, kind, end)


def _stop(marks: Marks, start: int, end: int) -> int:
    """Where the text begins at the latest."""
    seen = 0
    for at in range(start, end):
        line = marks.lines[at]
        seen += not line.blank
        if seen > _MOST_LINES or _opens_text(line):
            return at
    return end


def _opens_text(line: Line) -> bool:
    return len(line.text) > _LONG or _begins_text(line)


def _begins_text(line: Line) -> bool:
    """Whether the first words of a line are those of a text."""
    folded = line.folded
    if words.ADDRESSEE_HEAD.match(folded) or words.BASIS.match(folded) or words.RECIPIENTS_HEAD.match(folded):
        return True
    if not line.spot.on_page:
        return False
    return bool(words.ARTICLE.match(folded) or words.SECTION.match(folded) or words.CLAUSE.match(folded) or words.DIVISION.match(folded))


def _anchors(marks: Marks, start: int, stop: int) -> dict[int, Part]:
    """Lines that are surely parts of a letterhead; a second one of a kind counts only for rows and stamps."""
    found: dict[int, Part] = {}
    seen: set[Part] = set()
    letter_group = None
    for at in range(start, stop):
        line = marks.lines[at]
        if words.LETTER_SUMMARY.match(line.folded) and not line.spot.on_page:
            letter_group = line.spot.group
        part = _stamped(line) if letter_group == line.spot.group else anchor(line)
        if part is None or (part in _ANCHORS and part in seen):
            if line.text and at - 1 in found and found[at - 1] is Part.NATIONAL_NAME and words.rest_of_national_name(line.text):
                found[at] = Part.NATIONAL_NAME
            continue
        seen.add(part)
        found[at] = part
    return found


def _stamped(line: Line) -> Part | None:
    """A row or a stamp below «V/v …»; small letters go on with the summary."""
    part = stamp(line)
    return part if part is Part.LINE or words.capital(line.text) else None


def _type_line(marks: Marks, start: int, stop: int, found: dict[int, Part]) -> int | None:
    """The line of the type name: a known name, else one that opens with a known name, else capitals below the letterhead."""
    lines = marks.lines
    last = max((at for at, part in found.items() if part in _STATE), default=start - 1)
    free = [at for at in range(start, stop) if lines[at].text and at not in found and not words.copy_form(lines[at].text)]
    known = [at for at in free if words.heading(lines[at].text)]
    after = [at for at in known if at > last]
    if known:
        return after[0] if after else known[0]
    past = max((at for at, part in found.items() if part in _ANCHORS), default=start - 1)
    titles = [at for at in free if at > past and _title_like(lines[at])]
    opening = next((at for at in titles if words.heading_in_front(lines[at].text)), None)
    if opening is not None or not found.keys() - {at for at, part in found.items() if part not in _ANCHORS}:
        return opening
    return next((at for at in titles if words.capital(lines[at].text) and not _named(lines[at])), None)


def _title_like(line: Line) -> bool:
    capital_front = words.capital(" ".join(line.text.split()[:2]))
    return capital_front and (line.spot.on_page or line.spot.rows == 1) and not line.text.endswith((";", "."))


def _named(line: Line) -> bool:
    return bool(words.ORGANISATION.match(line.folded))


def _letter_summary(marks: Marks, start: int, end: int) -> int:
    """«V/v …» and the lines that go on with it; the line after them."""
    at = next((at for at in range(start, end) if marks.free(at) and words.LETTER_SUMMARY.match(marks.lines[at].folded)), None)
    if at is None:
        return start
    first = marks.lines[at]
    marks.set(at, Part.LETTER_SUMMARY)
    for after in range(at + 1, end):
        line = marks.lines[after]
        if line.spot.group != first.spot.group:
            if line.spot.tabbed or first.spot.tabbed:
                continue
            return after
        if not marks.free(after) or (line.spot.on_page and not _same_look(line, first)):
            return after
        marks.set(after, Part.LETTER_SUMMARY)
    return end


def _same_look(line: Line, first: Line) -> bool:
    return (
        line.paragraph.alignment is first.paragraph.alignment and not words.capital(line.text) and (line.centred or line.text[:1].islower())
    )


def _names(marks: Marks, start: int, end: int, last: int) -> None:
    """Parent and issuing body: what stands in the left column, or in capitals on the page, and is nothing else."""
    lines = marks.lines
    state = {lines[at].spot.group for at in range(start, end) if marks.part(at) in _STATE and not lines[at].spot.on_page}
    heads = {lines[at].spot.table for at in range(start, end) if marks.part(at) in _ANCHORS and lines[at].spot.table >= 0}
    numbered = {lines[at].spot.group: at for at in range(start, end) if marks.part(at) is Part.NUMBER}
    names = []
    for at in range(start, end):
        line = lines[at]
        if not marks.free(at) or len(line.text) > _LONGEST_NAME:
            continue
        if line.spot.on_page or not heads | {-1} >= {line.spot.table}:
            fits = words.capital(line.text) and (at < last or _named(line)) and line.spot.table < 0
        elif line.spot.group in state:
            marks.set(at, Part.OTHER)
            continue
        else:
            fits = at < numbered.get(line.spot.group, end) and _is_name(line)
        if fits:
            names.append(at)
    _split_names(marks, names)


def _is_name(line: Line) -> bool:
    if not (
        words.capital(line.text)
        or words.ORGANISATION.match(line.folded)
        or words.GOES_ON.match(line.folded)
        or words.BLANKS.search(line.text)
    ):
        return False
    return not words.PARENTHESIS.match(line.folded) and not words.FORM_NUMBER.match(line.folded)


def _split_names(marks: Marks, names: list[int]) -> None:
    """The last body named is the issuing one; those above it are its parents (CQ-01, CQ-07)."""
    lines = marks.lines
    begins = [at for index, at in enumerate(names) if index and words.organisation(lines[at].folded, lines[names[index - 1]].folded)]
    if not begins and len(names) > 1:
        begins = [at for at in names[1:] if lines[at].bold and not lines[names[0]].bold and not words.GOES_ON.match(lines[at].folded)][:1]
    for at in names:
        marks.set(at, Part.PARENT if begins and at < begins[-1] else Part.AGENCY)


def _between(marks: Marks, start: int, last: int) -> None:
    """What stands above or among the sure lines of a letterhead is no text: «Mẫu số 01», a remark beside it."""
    for at in range(start, last):
        if marks.free(at):
            marks.set(at, Part.OTHER)


def _copy_form(marks: Marks, start: int, end: int) -> None:
    for at in range(start, end):
        if marks.lines[at].text and words.copy_form(marks.lines[at].text):
            marks.set(at, Part.COPY_FORM)


def _past_table(marks: Marks, last: int, end: int) -> int:
    """The line after the table that the last sure line of a letterhead stands in."""
    if last < 0 or marks.lines[last].spot.table < 0:
        return last + 1
    table = marks.lines[last].spot.table
    return next((at for at in range(last, end) if marks.lines[at].spot.table != table), end)


def _title(marks: Marks, kind: int, end: int) -> int:
    """Type name, summary and the lines below them up to the text."""
    line = marks.lines[kind]
    if words.heading(line.text) or not words.heading_in_front(line.text):
        marks.set(kind, Part.TYPE_NAME)
    else:
        marks.cut(kind, Part.TYPE_NAME, Part.SUMMARY, _after_words(line.text, len(words.heading_in_front(line.text).split())))
    return _Title(marks, kind, end).read()


def _after_words(text: str, count: int) -> int:
    """Where the word after the first `count` ones starts."""
    position = 0
    for word in text.split()[:count]:
        position = text.index(word, position) + len(word)
    return position + len(text[position:]) - len(text[position:].lstrip())


class _Title:
    """Reads the lines below a type name."""

    def __init__(self, marks: Marks, kind: int, end: int) -> None:
        self.marks, self.kind, self.end = marks, kind, end
        self.summaries: list[int] = []
        self.closed = False

    def read(self) -> int:
        """Make out the lines; where the text begins."""
        for at in range(self.kind + 1, self.end):
            line = self.marks.lines[at]
            if line.blank:
                self.closed = self.closed or self._gap(at)
            elif self.marks.part(at) is None and not self._made_out(at, line):
                return at
        return self.end

    def _gap(self, at: int) -> bool:
        """Whether the summary ended at this blank line: a drawn line hangs on it, or another blank one follows."""
        paragraph = self.marks.lines[at].paragraph
        drawn = bool(paragraph.objects) or paragraph.border_above or paragraph.border_below
        return bool(self.summaries) and drawn

    def _made_out(self, at: int, line: Line) -> bool:
        stamped = stamp(line)
        if stamped is not None:
            self.marks.set(at, stamped)
            self.closed = self.closed or stamped is Part.LINE
        elif words.REFERENCE.match(line.folded):
            self._reference(at)
        elif not self.summaries and anchor(line) in {Part.NUMBER, Part.PLACE_DATE}:
            self.marks.set(at, anchor(line) or Part.OTHER)
        elif words.PARENTHESIS.match(line.folded):
            self.marks.set(at, Part.OTHER)
        elif _begins_text(line) or (len(line.text) > _LONG and not line.centred) or self._elsewhere(line):
            return False
        elif self._enactor(at, line):
            self.marks.set(at, Part.ENACTOR)
        elif self._summary(at, line):
            self.summaries.append(at)
            self.marks.set(at, Part.SUMMARY)
        else:
            return False
        return True

    def _elsewhere(self, line: Line) -> bool:
        """Whether of the type name and a line only one stands in a table."""
        return (line.spot.table >= 0) != (self.marks.lines[self.kind].spot.table >= 0)

    def _reference(self, at: int) -> None:
        for index in reference_lines(self.marks, at, self.end):
            self.marks.set(index, Part.ANNEX_REFERENCE)
        self.closed = True

    def _enactor(self, at: int, line: Line) -> bool:
        """Capitals right above the bases name who issues (TL-05), when a summary or a title of office tells that they are no summary."""
        if not words.capital(line.text):
            return False
        below = (self.marks.lines[index] for index in range(at + 1, min(at + 6, self.end)) if self.marks.lines[index].text)
        others = [found for found in below if not words.capital(found.text) and stamp(found) is None]
        based = bool(others) and bool(words.BASIS.match(others[0].folded))
        return based and (bool(self.summaries) or bool(words.POSITION.match(line.folded)) or _named(line) or "thẩm quyền" in line.folded)

    def _summary(self, at: int, line: Line) -> bool:
        if self.closed or len(self.summaries) >= _MOST_SUMMARY or len(line.text) > _LONGEST_SUMMARY or line.spot.group != self._group:
            return False
        if line.text.endswith(":"):
            return False
        if not self.summaries:
            return line.centred or not line.text.endswith((".", ";"))
        return (line.centred and self.marks.lines[self.summaries[0]].centred) or (line.text[:1].islower() and at - 1 == self.summaries[-1])

    @property
    def _group(self) -> tuple[int, int, int]:
        return self.marks.lines[self.kind].spot.group


def reference_lines(marks: Marks, at: int, end: int) -> Iterator[int]:
    """The lines of «(Kèm theo …)», up to the closing bracket."""
    opened = marks.lines[at].text.startswith("(")
    for index in range(at, min(at + 5, end)):
        line = marks.lines[index]
        if line.blank or (index > at and words.LINE.match(line.folded)):
            return
        yield index
        if not opened or ")" in line.text:
            return
