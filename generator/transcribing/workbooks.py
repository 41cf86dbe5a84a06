"""A workbook in today's letters: cells, comments, headings of tables; sheets keep their names, formulas their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from generator.errors import InputRefusedError, OutputRefusedError, Place, Problem
from generator.legacy_text import OLD, Evidence, Modern, Stretch, Writing, evidence, made_for, modern, successor
from generator.package import Package, pack
from generator.transcribing.transcript import Transcript, capitals, counted, looks_otherwise, losses
from generator.transcribing.workbook_left import left_behind
from generator.transcribing.workbook_letters import BookLetters, Cell, Element, font_element, nodes, own_font
from generator.transcribing.workbook_proof import same_but_words, values
from generator.workbook.sheet_xml import parse, written


@dataclass(slots=True)
class _Book:
    """A workbook being transcribed, and what was found in it."""

    letters: BookLetters
    seen: Evidence
    made: list[Modern] = field(default_factory=list)
    findings: list[Problem] = field(default_factory=list)
    counts: Counter[Writing] = field(default_factory=Counter)
    old_fonts: set[str] = field(default_factory=set)
    """Fonts of old letters."""
    unicode_fonts: set[str] = field(default_factory=set)
    """Fonts made for old letters that must stay in the file: Unicode words are set in them."""
    expected: dict[tuple[str, str], str] = field(default_factory=dict)
    """What each cell with words must say in the end."""
    headings: dict[str, str] = field(default_factory=dict)
    """Words of a cell as they were and as they are now."""


def modern_workbook(source: Package) -> Transcript:
    """A workbook in today's letters; one without old letters comes back as it is.

    Sheets keep their names, formulas, rules and filters their words; that one of them still has old letters is told. Raises
    InputRefusedError CHU-03 (broken), OutputRefusedError CHU-04 (proof).
    """
    letters, remarks = _read(source)
    groups = [cell.stretches for cell in letters.cells] + [_stretches(remark) for _, remark in remarks]
    book = _Book(letters, evidence(groups))
    known = {tuple(group): modern(group, book.seen) for group in {tuple(group): group for group in groups}.values()}
    results = [known[tuple(group)] for group in groups]
    for group, result in zip(groups, results, strict=True):
        _note_fonts(book, group, result)
    cells = letters.cells
    for cell, result in zip(cells, results, strict=False):
        _account(book, cell.stretches, result, Place(source.place.file, cell.sheet, cell.place))
        book.expected[cell.sheet, cell.place] = "".join(one.words for one in result)
        book.headings[cell.text] = book.expected[cell.sheet, cell.place]
    for (title, remark), result in zip(remarks, results[len(cells) :], strict=True):
        _account(book, _stretches(remark), result, Place(source.place.file, title))
    return _written(source, book, results, [remark for _, remark in remarks])


def _read(source: Package) -> tuple[BookLetters, list[tuple[str, Element]]]:
    """The workbook with all of its XML that is needed parsed, and the comments of its sheets."""
    try:
        letters = BookLetters(source)
        for _, part in letters.linked("/table"):
            letters.root(part)
        remarks = _remarks(letters)
        letters.cells  # noqa: B018 - read now, while a fault in them can be told
    except (ValueError, KeyError, etree.XMLSyntaxError) as error:
        cure = "Mở tệp trong Excel, lưu lại thành .xlsx rồi chạy lại"
        raise InputRefusedError(Problem("CHU-03", "Nội dung sổ Excel bị hỏng nên không đọc được", cure, source.place)) from error
    return letters, remarks


def _written(source: Package, book: _Book, results: Sequence[tuple[Modern, ...]], remarks: Sequence[Element]) -> Transcript:
    cells = book.letters.cells
    book.findings += [*capitals(book.made, source.place), *left_behind(book.letters, book.seen)]
    if not book.counts:
        return Transcript(source.parts, {}, tuple(book.findings))
    _put_cells(book, cells, results)
    for remark, result in zip(remarks, results[len(cells) :], strict=True):
        _put(remark, result, book.unicode_fonts)
    _rename_headings(book)
    _retire(book)
    return _finished(source, book)


def _remarks(letters: BookLetters) -> list[tuple[str, Element]]:
    """The comments of each sheet."""
    found = [(title, letters.root(part)) for title, part in letters.linked("/comments")]
    return [(title, text) for title, root in found for text in root.iter("{*}text")]


def _stretches(holder: Element) -> list[Stretch]:
    """The words of a comment with the fonts they name."""
    return [Stretch(node.text or "", own_font(node)) for node in nodes(holder)]


def _note_fonts(book: _Book, group: Sequence[Stretch], result: Sequence[Modern]) -> None:
    for stretch, one in zip(group, result, strict=True):
        if made_for(stretch.font) is None:
            continue
        if one.writing in OLD:
            book.old_fonts.add(stretch.font.casefold())
        elif looks_otherwise(stretch.words, stretch.font):
            book.unicode_fonts.add(stretch.font.casefold())


def _account(book: _Book, was: Sequence[Stretch], result: tuple[Modern, ...], place: Place) -> None:
    book.made += result
    book.counts += counted(was, result)
    book.findings += losses(result, place)


def _put_cells(book: _Book, cells: Sequence[Cell], results: Sequence[tuple[Modern, ...]]) -> None:
    """Words of a shared string that cells in different fonts read differently become strings of their own."""
    originals = {cell.holder: deepcopy(cell.holder) for cell in cells if cell.shared}
    told: dict[Element, dict[tuple[str, ...], Element]] = {}
    for cell, result in zip(cells, results, strict=False):
        words = tuple(one.words for one in result)
        if not cell.shared:
            _put(cell.holder, result, book.unicode_fonts)
        else:
            variants = told.setdefault(cell.holder, {})
            if words not in variants:
                variants[words] = cell.holder if not variants else _another(book, originals[cell.holder])
                _put(variants[words], result, book.unicode_fonts)
            _point(book, cell, variants[words])
        if cell.font.casefold() in book.unicode_fonts and any(one.writing in OLD for one in result):
            cell.element.set("s", _look_in(book, cell.element.get("s", "0"), successor(cell.font)))


def _put(holder: Element, result: Sequence[Modern], kept: set[str]) -> None:
    for node, one in zip(nodes(holder), result, strict=True):
        if node.text != one.words and (node.text or one.words):
            node.text = one.words
            if node.tag != holder.tag:
                node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        font = font_element(node)
        if font is not None and one.writing in OLD and font.get("val", "").casefold() in kept:
            font.set("val", successor(font.get("val", "")))


def _another(book: _Book, original: Element) -> Element:
    """One more shared string, as the original was."""
    strings = book.letters.root(book.letters.strings_part)
    made = deepcopy(original)
    made.tail = None
    book.letters.strings.append(made)
    book.letters.strings[-2].addnext(made)
    strings.set("uniqueCount", str(len(book.letters.strings)))
    return made


def _point(book: _Book, cell: Cell, string: Element) -> None:
    if string is not cell.holder:
        value = cell.element.find("{*}v")
        if value is not None:
            value.text = str(book.letters.strings.index(string))


def _look_in(book: _Book, style: str, family: str) -> str:
    """The number of a cell style that is like another but in this family; made when there is none."""
    looks = book.letters.looks
    look = deepcopy(looks[int(style)])
    font = deepcopy(book.letters.fonts[int(look.get("fontId", "0"))])
    name = font.find("{*}name")
    if name is not None:
        name.set("val", family)
    look.set("fontId", _number(book.letters.fonts, font))
    look.set("applyFont", "1")
    return _number(looks, look)


def _number(table: Sequence[Element], wanted: Element) -> str:
    """The number of an element in a table of styles, put there when it is new."""
    wanted.tail = None
    said = etree.tostring(wanted, encoding="unicode")
    for number, known in enumerate(table):
        if etree.tostring(known, encoding="unicode", with_tail=False) == said:
            return str(number)
    table[-1].addnext(wanted)
    holder = wanted.getparent()
    if holder is not None and holder.get("count"):
        holder.set("count", str(len(table) + 1))
    return str(len(table))


def _rename_headings(book: _Book) -> None:
    """A column of a table is called as its heading says, and formulas call it so."""
    renamed: dict[str, str] = {}
    tables = [book.letters.root(part) for _, part in book.letters.linked("/table")]
    for column in (column for table in tables for column in table.iter("{*}tableColumn")):
        was = column.get("name", "")
        now = book.headings.get(was.replace("_x000a_", "\n"), was).replace("\n", "_x000a_")
        if now != was:
            column.set("name", now)
            renamed[f"[{was}]"] = f"[{now}]"
    sheets = [book.letters.root(path) for path in book.letters.sheets.values()]
    for formula in (node for root in (*sheets, *tables) for node in root.iter("{*}f", "{*}calculatedColumnFormula", "{*}totalsRowFormula")):
        for was, now in renamed.items():
            formula.text = (formula.text or "").replace(was, now)


def _retire(book: _Book) -> None:
    """Name today's font wherever the workbook names one that no words stand in any more."""
    gone = book.old_fonts - book.unicode_fonts
    for root in book.letters.roots.values():
        for element in root.iter("{*}rFont", "{*}name"):
            if (name := element.get("val", "")).casefold() in gone:
                element.set("val", successor(name))


def _finished(source: Package, book: _Book) -> Transcript:
    parts = dict(source.parts)
    for name, root in book.letters.roots.items():
        before, after = source.parts[name].data, written(root)
        if written(parse(before)) != after:
            parts[name] = pack(name, after)
    made = BookLetters(Package(source.source, parts))
    if values(made) != values(BookLetters(source), book.expected) or not same_but_words(
        source.parts, parts, set(book.letters.sheets.values())
    ):
        cure = "Chuyển tay trong Excel, hoặc gửi tệp cho người phát triển"
        raise OutputRefusedError(Problem("CHU-04", "Tệp làm ra không đúng từng chữ như đã chuyển nên không ghi", cure, source.place))
    return Transcript(parts, book.counts, tuple(book.findings))
