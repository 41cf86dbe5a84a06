"""The text of a plan: headings, bullets and paragraphs as rows, the numbers that the template counts taken off."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from generator import vietnamese
from generator.anatomy import Part
from generator.fields import with_last
from generator.past_papers.source import Line, Source
from generator.past_papers.wording import cut, not_bold
from generator.records import BodyKind, Section
from generator.richtext import Text
from generator.workbook import BookRow, bare

TEXT_PARTS: Final = (Part.BODY, Part.SECTION, Part.CLAUSE, Part.POINT, Part.ARTICLE, Part.DIVISION, Part.DIVISION_TITLE)
_HEADING: Final = re.compile(r"(?:(?:Phần|Mục)\s+)?(?P<number>[IVX]{1,5})\s*[.)/:–-]\s*(?=\S)")
_SUBHEADING: Final = re.compile(r"(?P<number>\d{1,2})\s*[.)/]\s*(?=[^\d\s])")
_BULLET: Final = re.compile(r"[-–—•*+·▪●o]\s+|[-–—•·▪●]\s*(?=\D)")
_CLOSING: Final = re.compile(r"tren day la\b.*", re.DOTALL)
_FINAL: Final = re.compile(r"\s*\./\.\s*$")
_LONGEST_HEADING: Final = 150
_ENDS: Final = (".", ";", ":", "!", "?", ",", "”", '"', ")", "…")
ENDINGS: Final = frozenset({"./.", "."})
"""What may stand alone below a text or a table; it says nothing of its own."""

_SECTIONS: Final = (
    (re.compile(r".*\bmuc dich\b.*"), Section.PURPOSE),
    (re.compile(r".*\byeu cau\b.*"), Section.REQUIREMENTS),
    (re.compile(r".*\b(?:to chuc thuc hien|phan cong|trach nhiem)\b.*"), Section.ORGANISATION),
)


@dataclass(slots=True)
class Body:
    """The rows, and each place where the template will print another number or another dash than the paper has."""

    rows: list[BookRow] = field(default_factory=list)
    renumbered: list[tuple[str, str]] = field(default_factory=list)
    """Words as they stand, and the number or mark that will be printed."""
    joined: list[str] = field(default_factory=list)
    """What stood on a line of its own and goes on with the sentence above."""


def body(source: Source) -> Body:
    """The text of the paper itself, in order."""
    reader = _Reader()
    source.pass_over(*(line for line in source.of(*TEXT_PARTS, where=None) if line.words in ENDINGS))
    lines = [line for line in source.of(*TEXT_PARTS) if not source.is_taken(line) and not source.is_behind(line)]
    for last, line in with_last(lines):
        reader.line(line, last=last)
        source.take(line)
    return reader.found


class _Reader:
    """Reads line after line, counting as the template will count."""

    def __init__(self) -> None:
        self.found = Body()
        self.section = Section.OPENING
        self.headings = self.subheadings = 0

    def line(self, line: Line, *, last: bool) -> None:
        """One line of the text."""
        text = line.text
        if self._goes_on(line, text):
            return
        if heading := self._heading(line, text):
            kind, text = heading
        elif match := _BULLET.match(text.plain):
            kind, text = BodyKind.BULLET, self._bullet(text, match)
        else:
            kind = BodyKind.PARAGRAPH
        closes = kind is BodyKind.PARAGRAPH and (bool(_CLOSING.fullmatch(bare(text.plain))) or (last and bool(_FINAL.search(text.plain))))
        self.section = Section.CLOSING if closes else self.section
        text = cut(text, 0, match.start()) if (match := _FINAL.search(text.plain)) else text
        self.found.rows.append({"section": self.section, "kind": kind, "text": text.strip()})

    def _goes_on(self, line: Line, text: Text) -> bool:
        """The rest of a sentence that a page end tore: small letters behind a line without an end."""
        above = self.found.rows[-1] if self.found.rows else None
        if above is None or line.part is not Part.BODY or above["kind"] not in {BodyKind.BULLET, BodyKind.PARAGRAPH}:
            return False
        before = above["text"]
        if not isinstance(before, Text) or before.plain.endswith(_ENDS) or not text.plain[:1].islower():
            return False
        above["text"] = before + Text.of(" ") + text
        self.found.joined.append(text.plain)
        return True

    def _heading(self, line: Line, text: Text) -> tuple[BodyKind, Text] | None:
        if match := _HEADING.match(text.plain):
            self.headings, self.subheadings = self.headings + 1, 0
            rest = cut(text, match.end(), len(text.plain))
            self.section = _section(rest.plain, Section.CONTENT)
            self._counted(text, match["number"], vietnamese.roman(self.headings))
            return BodyKind.HEADING, not_bold(rest)
        match = _SUBHEADING.match(text.plain)
        if match is None or not _stands_alone(line, text.plain):
            return None
        self.subheadings += 1
        rest = cut(text, match.end(), len(text.plain))
        within = self.section in {Section.PURPOSE, Section.REQUIREMENTS}
        self.section = _section(rest.plain, self.section) if within else self.section
        self._counted(text, match["number"], str(self.subheadings))
        return BodyKind.SUBHEADING, not_bold(rest)

    def _counted(self, text: Text, typed: str, printed: str) -> None:
        if typed.lstrip("0").upper() != printed:
            self.found.renumbered.append((text.plain, printed))

    def _bullet(self, text: Text, match: re.Match[str]) -> Text:
        if match[0].strip() != "-":
            self.found.renumbered.append((text.plain, "-"))
        return cut(text, match.end(), len(text.plain))


def _stands_alone(line: Line, words: str) -> bool:
    """A numbered line is a heading when it looks like one; a numbered sentence stays a paragraph with its number."""
    return line.bold or (len(words) <= _LONGEST_HEADING and not words.rstrip().endswith((".", ";", ",")))


def _section(words: str, otherwise: Section) -> Section:
    said = bare(words)
    return next((section for pattern, section in _SECTIONS if pattern.fullmatch(said)), otherwise)
