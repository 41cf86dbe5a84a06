"""A .docx in today's letters: every paragraph of every part, list labels, fonts; the rest of it as it lies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from generator import formatting
from generator.errors import InputRefusedError, OutputRefusedError, Place, Problem
from generator.formatting import Document
from generator.legacy_text import (
    OLD,
    Evidence,
    Modern,
    Stretch,
    Writing,
    evidence,
    made_for,
    modern,
    modern_alone,
    successor,
)
from generator.package import Package, pack
from generator.stretches import Element
from generator.transcribing.transcript import Transcript, beginning, capitals, counted, drawn_words, left, looks_otherwise, losses
from generator.transcribing.word_letters import Letter, LettersReader, put, styles_of
from generator.transcribing.word_proof import unlike
from generator.wordxml import A, W, parse, written

_STORIES: Final = frozenset(W + name for name in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments"))
_READ: Final = re.compile(r"word/(?:[^/]+|theme/[^/]+)\.xml")
_DRAWN: Final = re.compile(r"word/(?:charts|diagrams)/[^/]+\.xml")
_FONT_SLOTS: Final = tuple(W + slot for slot in ("ascii", "hAnsi", "cs", "eastAsia"))
_THEME_SLOTS: Final = tuple(W + slot for slot in ("asciiTheme", "hAnsiTheme", "cstheme"))


@dataclass(slots=True)
class _Paper:
    """The XML of a file being transcribed, and what was found in it."""

    place: Place
    roots: Mapping[str, Element]
    paragraphs: list[list[Letter]] = field(default_factory=list)
    labels: list[tuple[Element, Stretch]] = field(default_factory=list)
    made: list[Modern] = field(default_factory=list)
    findings: list[Problem] = field(default_factory=list)
    counts: Counter[Writing] = field(default_factory=Counter)
    old_fonts: set[str] = field(default_factory=set)
    """Fonts of old letters."""
    unicode_fonts: set[str] = field(default_factory=set)
    """Fonts made for old letters that must stay in the file: Unicode words are set in them."""


def modern_word(source: Package) -> Transcript:
    """A Word file in today's letters; one without old letters comes back as it is, part by part.

    Converted words stand in Times New Roman or Arial. Raises InputRefusedError CHU-01 (broken), OutputRefusedError CHU-04 (proof).
    """
    roots = _parsed(source)
    paper = _Paper(source.place, roots)
    styles = styles_of(roots)
    for name, root in roots.items():
        if root.tag in _STORIES:
            paper.paragraphs += LettersReader(name, root, styles).paragraphs()
    if "word/numbering.xml" in roots:
        paper.labels = list(_labels(roots["word/numbering.xml"]))
    seen = evidence([[letter.stretch for letter in paragraph] for paragraph in paper.paragraphs])
    results = [modern([letter.stretch for letter in paragraph], seen) for paragraph in paper.paragraphs]
    _write(paper, results, seen)
    paper.findings += [*capitals(paper.made, source.place), *_drawn_left(source, seen)]
    return _finished(source, paper)


def read_modern(source: Package) -> tuple[Document, Transcript]:
    """A Word file read as if it had always been in Unicode, and what was transcribed for it. Raises as `modern_word` does."""
    transcript = modern_word(source)
    try:
        return formatting.read_package(transcript.parts), transcript
    except ValueError as error:
        raise _broken(source) from error


def _parsed(source: Package) -> dict[str, Element]:
    try:
        formatting.read_package(source.parts)
        return {name: parse(part.data) for name, part in source.parts.items() if _READ.fullmatch(name)}
    except ValueError as error:
        raise _broken(source) from error


def _broken(source: Package) -> InputRefusedError:
    cure = "Mở tệp trong Word, lưu lại thành .docx rồi chạy lại"
    return InputRefusedError(Problem("CHU-01", "Nội dung tệp Word bị hỏng nên không đọc được", cure, source.place))


def _labels(root: Element) -> Iterator[tuple[Element, Stretch]]:
    """What lists set before their paragraphs, with the font they name."""
    for level in root.iter(f"{W}lvl"):
        text, fonts = level.find(f"{W}lvlText"), level.find(f"{W}rPr/{W}rFonts")
        if text is not None and text.get(f"{W}val"):
            font = "" if fonts is None else fonts.get(f"{W}hAnsi", fonts.get(f"{W}ascii", ""))
            yield text, Stretch(text.get(f"{W}val", ""), font)


def _write(paper: _Paper, results: Sequence[tuple[Modern, ...]], seen: Evidence) -> None:
    for paragraph, result in zip(paper.paragraphs, results, strict=True):
        _note_fonts(paper, paragraph, result)
    kept = {font.casefold() for font in paper.unicode_fonts}
    for paragraph, result in zip(paper.paragraphs, results, strict=True):
        for letter, one in zip(paragraph, result, strict=True):
            if one.words != letter.words and letter.writable:
                put(letter, one.words)
            if one.writing in OLD and kept.intersection(map(str.casefold, _old_fonts(letter))):
                _dress(letter)
        _account(paper, [letter.stretch for letter in paragraph], result)
    for element, said in paper.labels:
        label = modern_alone(said.words, said.font, seen)
        element.set(f"{W}val", label.words)
        _account(paper, [said], (label,))
    _retire(paper, {font for font in paper.old_fonts if font.casefold() not in kept})


def _account(paper: _Paper, was: Sequence[Stretch], result: tuple[Modern, ...]) -> None:
    place = Place(paper.place.file, paragraph=beginning("".join(one.words for one in result)))
    paper.made += result
    paper.counts += counted(was, result)
    paper.findings += losses(result, place)


def _old_fonts(letter: Letter) -> Iterator[str]:
    return (font for font in (letter.look.latin, letter.look.marked) if made_for(font) is not None)


def _note_fonts(paper: _Paper, paragraph: Sequence[Letter], result: Sequence[Modern]) -> None:
    for letter, one in zip(paragraph, result, strict=True):
        if one.writing in OLD:
            paper.old_fonts.update(_old_fonts(letter))
        elif letter.writable and looks_otherwise(letter.words, letter.font):
            paper.unicode_fonts.update(_old_fonts(letter))


def _dress(letter: Letter) -> None:
    """Name today's font at the run itself: its old one still has Unicode words elsewhere in the file."""
    look = letter.run.find(f"{W}rPr")
    if look is None:
        look = letter.run.makeelement(f"{W}rPr")
        letter.run.insert(0, look)
    fonts = look.find(f"{W}rFonts")
    if fonts is None:
        fonts = look.makeelement(f"{W}rFonts")
        look.insert(1 if look.find(f"{W}rStyle") is not None else 0, fonts)
    for slot in _THEME_SLOTS:
        fonts.attrib.pop(slot, None)
    for slot in _FONT_SLOTS[:3]:
        fonts.set(slot, successor(letter.font))


def _retire(paper: _Paper, fonts: set[str]) -> None:
    """Name today's font wherever the file names one that no words stand in any more: runs, styles, lists, theme."""
    gone = {font.casefold() for font in fonts}
    for root in paper.roots.values():
        for element in root.iter(f"{W}rFonts"):
            for slot in _FONT_SLOTS:
                if (name := element.get(slot, "")).casefold() in gone:
                    element.set(slot, successor(name))
        for element in root.iter(f"{A}latin"):
            if (name := element.get("typeface", "")).casefold() in gone:
                element.set("typeface", successor(name))


def _drawn_left(source: Package, seen: Evidence) -> Iterator[Problem]:
    """Charts and diagrams keep their old letters; it is told."""
    for words in drawn_words(source, _DRAWN):
        if any(modern_alone(text, "", seen).words != text for text in words):
            yield left("Biểu đồ hoặc sơ đồ trong tệp", source.place)


def _finished(source: Package, paper: _Paper) -> Transcript:
    if not paper.counts:
        return Transcript(source.parts, {}, tuple(paper.findings))
    parts = dict(source.parts)
    for name, root in paper.roots.items():
        before, after = parse(source.parts[name].data), written(root)
        if written(before) != after:
            parts[name] = pack(name, after)
            if unlike(before, root, parse(after)):
                cure = "Chuyển tay trong Word, hoặc gửi tệp cho người phát triển"
                problem = Problem("CHU-04", "Tệp làm ra không đúng từng chữ như đã chuyển nên không ghi", cure, source.place)
                raise OutputRefusedError(problem)
    return Transcript(parts, paper.counts, tuple(paper.findings))
