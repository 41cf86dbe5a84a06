"""The text of a paper: addressees, bases, divisions, articles, clauses, points, tables."""

from __future__ import annotations

from typing import Final

from generator.anatomy import words
from generator.anatomy.head import stamp
from generator.anatomy.marks import Marks
from generator.anatomy.parts import Part
from generator.anatomy.spans import Line

_LONGEST_LABEL: Final = 200
_LONGEST_ADDRESSEE: Final = 200
_MOST_ADDRESSEES: Final = 60
_DASHES: Final = ("-", "–", "—", "+", "•", "*", "−")


def read_text(marks: Marks, start: int, end: int, *, wire: bool = False) -> None:
    """Make out every line that is nothing yet; `wire` for a công điện, whose addressees follow «… điện:»."""
    _addressees(marks, start, end, wire=wire)
    _bases(marks, start, end)
    reader = _Reader(marks)
    for at in range(start, end):
        if marks.free(at):
            reader.line(at)


def _addressees(marks: Marks, start: int, end: int, *, wire: bool) -> None:
    """«Kính gửi» and the list below it."""
    head = next((at for at in range(start, end) if marks.free(at) and _addressee_head(marks.lines[at], wire=wire)), None)
    if head is None or _text_before(marks, start, head):
        return
    line = marks.lines[head]
    marks.set(head, Part.ADDRESSEE_HEAD)
    colon = line.text.find(":")
    rest = line.text[colon + 1 :].strip() if colon >= 0 else ""
    if rest.startswith(_DASHES):
        marks.cut(head, Part.ADDRESSEE_HEAD, Part.ADDRESSEE, line.text.index(rest, colon + 1))
    open_ended = not rest or rest.endswith((";", ","))
    for at in range(head + 1, min(head + _MOST_ADDRESSEES, end)):
        below = marks.lines[at]
        if below.blank:
            continue
        if not marks.free(at) or not _addressee(below, line, open_ended=open_ended):
            return
        marks.set(at, Part.ADDRESSEE)
        open_ended = below.text.endswith((";", ","))


def _addressee_head(line: Line, *, wire: bool) -> bool:
    return bool(words.ADDRESSEE_HEAD.match(line.folded) or (wire and words.WIRE_HEAD.match(line.folded)))


def _text_before(marks: Marks, start: int, at: int) -> bool:
    """Whether text stands above: then the words are quoted, not addressed."""
    return sum(marks.free(index) for index in range(start, at)) > 3  # noqa: PLR2004 - a greeting or a period may stand there


def _addressee(line: Line, head: Line, *, open_ended: bool) -> bool:
    if len(line.text) > _LONGEST_ADDRESSEE:
        return False
    beside = line.spot.table >= 0 and (line.spot.table == head.spot.table or open_ended)
    return beside or line.text.startswith(_DASHES) or line.paragraph.label in _DASHES or open_ended


def _bases(marks: Marks, start: int, end: int) -> None:
    """Căn cứ … up to the word of decision; without one, as long as lines say so themselves."""
    enacting = _enacting(marks, start, end)
    if enacting is not None:
        marks.set(enacting, Part.ENACTING)
    seen = False
    for at in range(start, end if enacting is None else enacting):
        line = marks.lines[at]
        if not marks.free(at) or stamp(line) is not None:
            continue
        if not _basis(line, seen=seen) and not (seen and enacting is not None):
            if enacting is None:
                return
        elif line.text.endswith(":") and enacting is None:
            return
        else:
            seen = True
            marks.set(at, Part.BASIS)


def _basis(line: Line, *, seen: bool) -> bool:
    """Whether a line names what a paper rests on; below a basis a document may be named without «Căn cứ»."""
    return bool(words.BASIS.match(line.folded) or words.BASIS_IN_LIST.match(line.folded) or (seen and words.CITED.match(line.folded)))


def _enacting(marks: Marks, start: int, end: int) -> int | None:
    """The line of the word of decision, before the first article and after nothing but bases."""
    for at in range(start, end):
        line = marks.lines[at]
        if not marks.free(at):
            continue
        if words.ENACTING.match(line.folded) and (words.capital(line.text) or line.centred):
            return at
        if not line.spot.on_page or words.ARTICLE.match(line.folded) or words.SECTION.match(line.folded):
            return None
    return None


class _Reader:
    """Reads the lines of a text, remembering the article before and a division that waits for its title."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.article = 0
        self.untitled = False
        self.titled = False

    def line(self, at: int) -> None:
        """Make out one line."""
        line = self.marks.lines[at]
        stamped = stamp(line) if len(line.text) <= _LONGEST_LABEL else None
        if stamped in {Part.LINE, Part.SIGNING_TEXT} or (stamped is not None and not line.spot.on_page):
            self.marks.set(at, stamped or Part.LINE)
        elif line.spot.table >= 0:
            self.marks.set(at, Part.TABLE_TEXT)
        elif line.spot.box >= 0:
            self.marks.set(at, Part.OTHER)
        elif not self._division(at, line) and not self._title(at, line):
            self.marks.set(at, self._plain(line))
            self.titled = False

    def _division(self, at: int, line: Line) -> bool:
        found = words.DIVISION.match(line.folded) if len(line.text) <= _LONGEST_LABEL and line.folded[0] in "pcmt" else None
        if found is None:
            return False
        rest = line.text[-len(found["rest"]) :] if found["rest"] else ""
        if rest and not (words.capital(rest) or found["stop"].strip()):
            return False
        self.untitled, self.titled = not rest, False
        if rest and line.text.endswith(rest) and len(rest) < len(line.text):
            self.marks.cut(at, Part.DIVISION, Part.DIVISION_TITLE, len(line.text) - len(rest))
        else:
            self.marks.set(at, Part.DIVISION)
        return True

    def _title(self, at: int, line: Line) -> bool:
        """The line below «Chương I», and capitals that go on with it."""
        if not (self.untitled or (self.titled and words.capital(line.text) and line.centred)):
            return False
        waited, self.untitled = self.untitled, False
        if self._numbered(line) is not None or len(line.text) > 2 * _LONGEST_LABEL or (waited and line.text.endswith((";", "."))):
            return False
        self.titled = True
        self.marks.set(at, Part.DIVISION_TITLE)
        return True

    def _plain(self, line: Line) -> Part:
        return self._numbered(line) or Part.BODY

    def _numbered(self, line: Line) -> Part | None:
        """What the number or letter in front says."""
        folded = line.folded
        if folded.startswith(("điều ", "điều…")):
            return self._article(line)
        shown = line.paragraph.label if line.start == 0 and line.paragraph.label else line.text
        if shown[0].isupper() and words.SECTION.match(folded) and (folded[0] not in "ab" or words.capital(line.text)):
            return Part.SECTION
        if words.CLAUSE.match(folded):
            return Part.CLAUSE
        return Part.POINT if words.POINT.match(folded) else None

    def _article(self, line: Line) -> Part | None:
        """A sentence may open with a reference such as «Điều 5 Luật …»: an article has a stop after its number, or is the next one."""
        found = words.ARTICLE.match(line.folded)
        if found is None:
            return None
        number = int(found["number"].rstrip("abcdđefghiklmnopqrstuvxy") or 0) if found["number"][0].isdigit() else self.article + 1
        if not (found["stop"].strip() or not found["rest"].strip() or number == self.article + 1 or line.bold):
            return None
        self.article = number
        return Part.ARTICLE
