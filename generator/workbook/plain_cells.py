"""The cells of a usual workbook, read without openpyxl: it alone takes longer to import than all the rest of a command.

Whatever is not known here for certain is left to openpyxl (`full_cells`), which reads the same from what both know: a law in
`tests/test_workbook_plain.py`. What a sheet has besides cells and merged ranges is not looked at.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from xml.etree import ElementTree as ET

from generator.package import Package
from generator.richtext import Run
from generator.workbook.a1 import edges_of, place_of
from generator.workbook.grid import ERROR, FORMULA, NOTHING, Cell, rich_cell, words_cell
from generator.workbook.number_formats import number_formats
from generator.workbook.sheet_cells import MOST_COLUMNS, MOST_ROWS, Range, SheetCells

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW: Final = f"{_MAIN}row"
_LINKED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LINK: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_SHEET: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_WORKBOOK: Final = "xl/workbook.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_STYLES: Final = "xl/styles.xml"
_TITLE: Final = re.compile(r"[^\\*?:/\[\]]+")
"""What Excel takes for the title of a sheet; any other gets a new one from openpyxl."""
_LOOKS: Final = frozenset(
    _MAIN + name
    for name in (
        "rFont", "charset", "family", "b", "i", "strike", "outline", "shadow", "condense", "extend", "color", "sz", "u", "vertAlign",
        "scheme",
    )
)  # fmt: skip
_NOT: Final = {"false", "f", "0"}
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows no time zone
_LEAP: Final = 60
"""Excel has a 29 February 1900; no day before it is ever meant."""
_OTHER_DAYS: Final = "date1904"
"""Days are counted from 1904 where a Mac says so; LibreOffice always says whether they are."""
_MILLISECONDS_OF_DAY: Final = 86_400_000
_MOST_COVERED: Final = 10_000
"""Cells in all the merged ranges of a workbook; where there are more, `guard` looks which to cut."""
_CARRIED: Final = b"x005F_"
"""A literal `_x000D_`: `guard` carries it past openpyxl."""


class UnknownContentError(Exception):
    """Something in the workbook that is for openpyxl to read, or to refuse."""


class PlainCells:
    """A workbook that holds only what is known here. Raises UnknownContentError for any other."""

    def __init__(self, package: Package) -> None:
        """All sheets with their cells and what is stored with their formulas."""
        self._stored: dict[tuple[str, int, int], Cell] = {}
        self._covered = 0
        try:
            self._parts = {name: part.data for name, part in package.parts.items() if name.endswith((".xml", ".rels"))}
            self._look_over()
            self._texts = self._shared_texts()
            self._formats = number_formats(self._parsed(_STYLES))
            self.sheets = [self._sheet(title, path) for title, path in self._paths()]
        except (ValueError, KeyError, IndexError, OverflowError, ET.ParseError) as error:
            raise UnknownContentError from error

    def stored(self, title: str, row: int, column: int) -> Cell:
        """What was stored with a formula when the workbook was last computed."""
        return self._stored[title, row, column]

    def _parsed(self, path: str) -> ET.Element:
        return ET.fromstring(self._text_part(path))  # noqa: S314 - the package was refused if it declares entities

    def _text_part(self, path: str) -> bytes:
        data = self._parts[path]
        if _CARRIED in data:
            raise UnknownContentError
        return data

    def _look_over(self) -> None:
        """The main parts must lie where every program puts them."""
        kinds = [(found.get("ContentType", ""), found.get("PartName", "")) for found in self._parsed("[Content_Types].xml").iter(_OVERRIDE)]
        workbooks = [name for kind, name in kinds if kind == f"{_KIND}sheet.main+xml"]
        texts = [name for kind, name in kinds if kind == f"{_KIND}sharedStrings+xml"]
        if workbooks != [f"/{_WORKBOOK}"] or texts != [f"/{name}" for name in (_STRINGS,) if name in self._parts]:
            raise UnknownContentError

    def _paths(self) -> Iterator[tuple[str, str]]:
        """Title and part of each sheet, in their order."""
        root = self._parsed(_WORKBOOK)
        if root.tag != f"{_MAIN}workbook" or any(found.get(_OTHER_DAYS, "0") not in _NOT for found in root.iter()):
            raise UnknownContentError
        links = {link.attrib["Id"]: link.attrib for link in self._parsed("xl/_rels/workbook.xml.rels").iter(_LINK)}
        sheets = root.findall(f"{_MAIN}sheets/{_MAIN}sheet")
        titles = [sheet.attrib["name"] for sheet in sheets]
        if len({title.lower() for title in titles}) != len(titles) or not all(map(_TITLE.fullmatch, titles)):
            raise UnknownContentError
        for title, sheet in zip(titles, sheets, strict=True):
            link = links[sheet.attrib[f"{_LINKED}id"]]
            if link["Type"] != _SHEET or link.get("TargetMode", "Internal") != "Internal":
                raise UnknownContentError
            yield title, posixpath.normpath(posixpath.join("/xl", link["Target"])).removeprefix("/")

    def _shared_texts(self) -> list[Cell]:
        if _STRINGS not in self._parts:
            return []
        root = self._parsed(_STRINGS)
        if root.tag != f"{_MAIN}sst":
            raise UnknownContentError
        return [_text(item) for item in root.iter(f"{_MAIN}si")]

    def _sheet(self, title: str, path: str) -> SheetCells:
        cells: dict[tuple[int, int], Cell] = {}
        merged: list[Range] = []
        row, last = 0, None
        for _, last in ET.iterparse(io.BytesIO(self._text_part(path))):  # noqa: S314 - as above
            if last.tag == _ROW:
                row = self._row(last, title, row, cells)
                last.clear()  # a sheet may be large, and is gone over once
            elif last.tag == f"{_MAIN}mergeCell":
                merged.append(edges_of(last.attrib["ref"]))
        if last is None or last.tag != f"{_MAIN}worksheet":
            raise UnknownContentError
        covered = self._below(merged)
        return SheetCells(title, {place: cell for place, cell in cells.items() if cell is not NOTHING and place not in covered}, merged)

    def _row(self, line: ET.Element, title: str, before: int, cells: dict[tuple[int, int], Cell]) -> int:
        """Take the cells of a row, and give its number; a program may leave the names of rows and cells to be counted."""
        number, column = int(line.get("r", before + 1)), 0
        for element in line:
            name = element.get("r")
            place = place_of(name) if name else (number, column + 1)
            if element.tag != f"{_MAIN}c" or place in cells:
                raise UnknownContentError
            column = place[1]
            cells[place] = self._cell(element)
            if element.find(f"{_MAIN}f") is not None:
                self._stored[title, *place] = _stored(element, cells[place])
                cells[place] = Cell(kind=FORMULA)
        return number

    def _below(self, merged: list[Range]) -> set[tuple[int, int]]:
        """The cells of merged ranges but the first of each: what they hold is not shown."""
        if any(bottom - top > MOST_ROWS or right - left > MOST_COLUMNS for top, left, bottom, right in merged):
            raise UnknownContentError
        count = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in merged)
        self._covered += count
        if self._covered > _MOST_COVERED:
            raise UnknownContentError
        covered = {
            (row, column) for top, left, bottom, right in merged for row in range(top, bottom + 1) for column in range(left, right + 1)
        }
        if len(covered) != count:  # overlapping, which Excel calls broken
            raise UnknownContentError
        return covered.difference((top, left) for top, left, _, _ in merged)

    def _cell(self, element: ET.Element) -> Cell:
        """The value of one element `c`, whether it has a formula or not; NOTHING for an empty one."""
        style = int(element.get("s", "0"))
        if not 0 <= style < self._formats.count:
            raise UnknownContentError
        kind, words = element.get("t", "n"), element.findtext(f"{_MAIN}v")
        if kind == "inlineStr":
            inline = element.find(f"{_MAIN}is")
            return NOTHING if inline is None else _text(inline)
        if not words:
            return NOTHING
        if kind == "s" and words.isdecimal():
            return self._texts[int(words)]
        if kind == "n" and style in self._formats.days:
            if style in self._formats.spans:
                raise UnknownContentError
            return Cell(_day(_number(words)), "d")
        return _typed(kind, words)


def _typed(kind: str, words: str) -> Cell:
    match kind:
        case "n":
            return Cell(_number(words))
        case "str":
            return words_cell(words)
        case "b":
            return Cell(bool(int(words)), "b")
        case "e":
            return words_cell(words, ERROR)
        case _:
            raise UnknownContentError


def _number(words: str) -> float:
    return float(words) if "." in words or "E" in words or "e" in words else int(words)


def _stored(element: ET.Element, value: Cell) -> Cell:
    """The result of a formula: empty text when its type says so, unknown when it was never computed."""
    if value is not NOTHING:
        return value
    return NOTHING if element.get("t") == "str" else Cell(kind=FORMULA)


def _day(number: float) -> datetime:
    if number < _LEAP:
        raise UnknownContentError
    day, fraction = divmod(number, 1)
    return _EPOCH + timedelta(days=day) + timedelta(milliseconds=round(fraction * _MILLISECONDS_OF_DAY))


def _text(item: ET.Element) -> Cell:
    """A text, shared or inline: plain, or runs each with its look."""
    plain = [child for child in item if child.tag == f"{_MAIN}t"]
    runs = [child for child in item if child.tag == f"{_MAIN}r"]
    if len(plain) + len(runs) != len(item) or len(plain) > 1:
        raise UnknownContentError
    if plain and plain[0].text:
        return words_cell(plain[0].text)
    if not runs:
        return words_cell("")
    if len(runs) == 1 and runs[0].find(f"{_MAIN}rPr") is None:
        return words_cell(_run(runs[0]).text)
    return rich_cell([_run(run) for run in runs])


def _run(element: ET.Element) -> Run:
    look = element.find(f"{_MAIN}rPr")
    if any(child.tag not in {f"{_MAIN}rPr", f"{_MAIN}t"} for child in element):
        raise UnknownContentError
    if look is not None and any(mark.tag not in _LOOKS for mark in look):
        raise UnknownContentError
    return Run(element.findtext(f"{_MAIN}t", ""), _is_on(look, "b"), _is_on(look, "i"))


def _is_on(look: ET.Element | None, name: str) -> bool:
    marks = [] if look is None else look.findall(_MAIN + name)
    return bool(marks) and marks[-1].get("val", "1") not in _NOT
