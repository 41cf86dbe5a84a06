"""Write single cells into an existing workbook and leave everything else in it as it lies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string

from generator import package as zipped
from generator import vietnamese
from generator.errors import OutputRefusedError, Place
from generator.package import Package
from generator.results import LONGEST_ID
from generator.richtext import Text
from generator.workbook.cell_edit import CellEdit
from generator.workbook.cell_styles import CellStyles, column_style
from generator.workbook.findings import worded
from generator.workbook.grid import clean_text
from generator.workbook.growth import Growth, grown_tables
from generator.workbook.look import FONT_NAME, FONT_SIZE
from generator.workbook.ranges import box, named
from generator.workbook.schema import Shown
from generator.workbook.sheet_xml import data_of, sheet_paths, sheet_root, space, written

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_HEX: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_DEFAULT: Final = "0"


def escaped(words: str) -> str:
    """Words as they stand in a sheet: clean, and a literal `_x000D_` kept from being read as a character."""
    return _HEX.sub("_x005F_", vietnamese.clean(words))


def escaped_inside(words: str) -> str:
    """`escaped` for a run, whose spaces at either end count."""
    return escaped(f"|{words}|")[1:-1]


def patch_cells(package: Package, edits: Sequence[CellEdit], growths: Sequence[Growth] = ()) -> bytes:
    """The workbook with these cells changed and these tables grown; each other part stays byte for byte.

    Words stay words though they begin like a formula. Raises OutputRefusedError BANG-29 over a formula and BANG-30 when a sheet
    is not there.
    """
    paths, styles = sheet_paths(package), CellStyles(package)
    parts = dict(package.parts)
    grown = {growth.sheet: growth for growth in growths}
    for title in dict.fromkeys(edit.sheet for edit in edits):
        if title not in paths:
            raise OutputRefusedError(worded("BANG-30", package.place, sheet=title))
        mine = [edit for edit in edits if edit.sheet == title]
        growth = grown.get(title)
        parts[paths[title]] = zipped.pack(paths[title], _patched(package, paths[title], mine, styles, growth))
        parts |= {part.name: part for part in (grown_tables(package, paths[title], growth) if growth else ())}
    return zipped.join(list(parts.values()))


class _Looks:
    """How a new cell looks: like most of those that records of its list have in its column, or as its column says."""

    def __init__(self, sheet: etree._Element, rows: _Rows, models: Sequence[int]) -> None:
        self._sheet = sheet
        self._usual: dict[int, Counter[str]] = {}
        for row in (rows.known[number] for number in models if number in rows.known):
            for column, cell in _numbered(row):
                self._usual.setdefault(column, Counter())[cell.get("s", _DEFAULT)] += 1

    def settle(self, cell: etree._Element, column: int) -> None:
        """Give a new cell its style."""
        usual = self._usual.get(column)
        style = usual.most_common(1)[0][0] if usual else column_style(self._sheet, column)
        if style not in {None, _DEFAULT}:
            cell.set("s", style or _DEFAULT)


def _patched(package: Package, path: str, edits: list[CellEdit], styles: CellStyles, growth: Growth | None) -> bytes:
    root = sheet_root(package, path, edits[0].sheet)
    namespace = space(root)
    rows = _Rows(data_of(root, Place(package.place.file, edits[0].sheet)))
    looks = _Looks(root, rows, growth.models if growth else ())
    for edit in edits:
        letters, row_number = coordinate_from_string(edit.cell)
        column = column_index_from_string(letters)
        row = rows.at(row_number)
        cell, made = _cell(row, column, row_number)
        if made:
            looks.settle(cell, column)
        if cell.find(f"{namespace}f") is not None:
            raise OutputRefusedError(worded("BANG-29", Place(package.place.file, edit.sheet, edit.cell)))
        _fill(cell, edit.value, styles, column_style(root, column))
        _let_grow(row, edit.value)
        if growth and row_number in growth.fresh:
            row.attrib.pop("hidden", None)  # somebody hid what stood here before
    widen(root, [edit.cell for edit in edits])
    return written(root)


class _Rows:
    """The rows of a sheet by number, found once: a sheet may get hundreds of new ones."""

    def __init__(self, data: etree._Element) -> None:
        self.data = data
        self.known: dict[int, etree._Element] = {}
        number = 0
        for row in data.iterchildren(f"{space(data)}row"):
            number = int(row.get("r") or number + 1)
            self.known.setdefault(number, row)

    def at(self, wanted: int) -> etree._Element:
        """The row element, made in its place when it is missing."""
        if wanted in self.known:
            return self.known[wanted]
        made = self.data.makeelement(f"{space(self.data)}row", {"r": str(wanted)})
        before = max((number for number in self.known if number < wanted), default=None)
        if before is None:
            self.data.insert(0, made)
        else:
            self.known[before].addnext(made)
        self.known[wanted] = made
        return made


def _cell(row: etree._Element, wanted: int, row_number: int) -> tuple[etree._Element, bool]:
    """The cell element, made in its place when it is missing; and whether it was made."""
    after = 0
    for index, (column, cell) in enumerate(_numbered(row)):
        if column == wanted:
            return cell, False
        if column > wanted:
            break
        after = index + 1
    made = row.makeelement(f"{space(row)}c", {"r": f"{get_column_letter(wanted)}{row_number}"})
    row.insert(after, made)
    row.attrib.pop("spans", None)  # only a hint for speed, and no longer true
    return made, True


def _numbered(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    column = 0
    for cell in row.iterchildren(f"{space(row)}c"):
        place = cell.get("r")
        column = column_index_from_string(coordinate_from_string(place)[0]) if place else column + 1
        yield column, cell


def _fill(cell: etree._Element, value: Shown, styles: CellStyles, column: str | None) -> None:
    namespace = space(cell)
    for child in list(cell):
        if child.tag in {f"{namespace}v", f"{namespace}is"}:
            cell.remove(child)
    cell.attrib.pop("t", None)
    shown = _dated(cell, value, styles, column) if isinstance(value, date) else value
    if isinstance(value, Decimal | int) and styles.shows_date(cell.get("s", _DEFAULT)):
        cell.attrib.pop("s")  # a number under the look of a date would be read as a date
    if isinstance(shown, Decimal | int):
        cell.insert(0, _element(cell, "v", format(Decimal(shown), "f")))
    elif shown is not None:
        cell.set("t", "inlineStr")
        inline = _element(cell, "is")
        inline.extend(_runs(inline, shown) if isinstance(shown, Text) and shown.formatted else [_words(inline, escaped(str(shown)))])
        cell.insert(0, inline)


def _dated(cell: etree._Element, value: date, styles: CellStyles, column: str | None) -> Decimal | str:
    """The number of a date, the cell's style made to fit it; words when the workbook has no style for dates."""
    style = styles.for_date(value, cell.get("s"), column)
    if style is None:
        return format(value, "%d/%m/%Y %H:%M:%S" if isinstance(value, datetime) else "%d/%m/%Y")
    cell.set("s", style)
    return styles.serial(value)


def _element(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    made = parent.makeelement(f"{space(parent)}{name}", attributes)
    made.text = text
    return made


def _words(parent: etree._Element, words: str) -> etree._Element:
    made = _element(parent, "t", words)
    made.set(_SPACE, "preserve")
    return made


def _runs(parent: etree._Element, text: Text) -> list[etree._Element]:
    """Runs of an inline text; one without a format takes the look of its cell."""
    made = []
    for run in clean_text(text).runs:
        element = _element(parent, "r")
        if run.bold or run.italic:
            look = _element(element, "rPr")
            look.append(_element(look, "rFont", val=FONT_NAME))
            look.extend(_element(look, name) for name, wanted in (("b", run.bold), ("i", run.italic)) if wanted)
            look.append(_element(look, "sz", val=str(FONT_SIZE)))
            element.append(look)
        element.append(_words(element, escaped_inside(run.text)))
        made.append(element)
    return made


def _let_grow(row: etree._Element, value: Shown) -> None:
    """Long words may need a higher row: its height is reckoned anew, unless a person set it."""
    if isinstance(value, str | Text) and len(str(value)) > LONGEST_ID and row.get("customHeight") not in {"1", "true"}:
        row.attrib.pop("ht", None)


def widen(sheet: etree._Element, cells: Sequence[str]) -> None:
    """Let the noted range of the sheet reach these cells."""
    dimension = sheet.find(f"{space(sheet)}dimension")
    if dimension is None or not cells:
        return
    boxes = [edges for edges in map(box, (dimension.get("ref", "A1"), *cells)) if edges]
    left, top = (min(edges[side] for edges in boxes) for side in (0, 1))
    right, bottom = (max(edges[side] for edges in boxes) for side in (2, 3))
    ref = named((left, top, right, bottom))
    if dimension.get("ref") != ref:
        dimension.set("ref", ref)
