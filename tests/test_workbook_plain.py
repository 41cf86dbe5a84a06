"""A usual workbook is read without openpyxl, and nobody can tell: the same cells, the same stored values, the same merged ranges."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import get_column_letter, range_boundaries

from generator.errors import InputRefusedError
from generator.files import ReadFile, shipped
from generator.package import Package, join, open_package, pack, unpacked
from generator.plan import Plan
from generator.workbook import a1, book, number_formats, write_plan_book
from generator.workbook.full_cells import FullCells
from generator.workbook.grid import FORMULA
from generator.workbook.plain_cells import PlainCells, UnknownContentError
from tests.books import sharing
from tests.fuzzed_books import broken_book
from tests.plans import plans

SHIPPED: Final = sorted(shipped("data").rglob("*.xlsx"))
SHEET: Final = "xl/worksheets/sheet1.xml"
CELLS = st.dictionaries(
    st.tuples(st.integers(1, 12), st.integers(1, 30)),
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
        st.sampled_from([" ", "_x000D_", "_x005F_", "x005F_", "=A1+1", "#N/A", "a\nb", "&<>"]),
        st.integers(-(10**14), 10**14),
        st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(),
        st.dates(date(1900, 3, 1), date(2100, 1, 1)),
        st.datetimes(datetime(1900, 3, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - a cell knows no time zone
        st.sampled_from([time(8, 30), timedelta(hours=30), date(1900, 1, 5)]),
        st.lists(st.tuples(st.text("ab _x0", min_size=1, max_size=6), st.booleans(), st.booleans()), min_size=1, max_size=3),
    ),
    max_size=12,
)  # fmt: skip
RANGES = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 30), st.integers(0, 3), st.integers(0, 3)), max_size=3)


def opened(data: bytes) -> Package:
    return unpacked(ReadFile(Path("so.xlsx"), data))


def saved(made: Workbook) -> Package:
    out = io.BytesIO()
    made.save(out)
    return opened(out.getvalue())


def small(**values: Any) -> Workbook:  # noqa: ANN401 - whatever a cell may hold
    made = Workbook()
    sheet: Any = made.active
    for name, value in values.items():
        sheet[name] = value
    return made


def with_sheet(package: Package, change: Callable[[bytes], bytes], name: str = SHEET) -> Package:
    parts = dict(package.parts)
    parts[name] = pack(name, change(parts[name].data))
    return opened(join(list(parts.values())))


def same(package: Package, *, refusing: bool = False) -> bool:
    """Whether it is read plainly; if so, as openpyxl reads it, which may be `refusing` to do so."""
    try:
        ours = PlainCells(package)
    except UnknownContentError:
        return False
    try:
        theirs = FullCells(package)
    except InputRefusedError:
        assert refusing
        return True
    assert [(sheet.title, list(sheet.cells.items())) for sheet in ours.sheets] == [
        (sheet.title, list(sheet.cells.items())) for sheet in theirs.sheets
    ]
    assert [sorted(sheet.merged) for sheet in ours.sheets] == [sorted(sheet.merged) for sheet in theirs.sheets]
    for sheet in theirs.sheets:
        for place, cell in sheet.cells.items():
            assert type(cell.value) is type(ours.sheets[theirs.sheets.index(sheet)].cells[place].value)
            assert cell.kind != FORMULA or ours.stored(sheet.title, *place) == theirs.stored(sheet.title, *place)
    return True


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_workbook_of_ours_is_read_plainly(path: Path) -> None:
    assert same(open_package(path))
    assert same(sharing(open_package(path)))


def test_there_are_workbooks_with_formulas_among_them() -> None:
    assert any(cell.kind == FORMULA for path in SHIPPED for sheet in PlainCells(open_package(path)).sheets for cell in sheet.cells.values())


@settings(max_examples=30)
@given(plans())
def test_every_plan_workbook_is_read_plainly(plan: Plan) -> None:
    assert same(opened(write_plan_book(plan)))


def _block(words: str, bold: bool, italic: bool) -> TextBlock | str:  # noqa: FBT001 - as they are drawn
    return TextBlock(InlineFont(b=bold, i=italic), words) if bold or italic else words


@given(CELLS, RANGES)
def test_whatever_openpyxl_writes_is_read_the_same(cells: dict[tuple[int, int], Any], ranges: list[tuple[int, int, int, int]]) -> None:
    made = Workbook()
    sheet: Any = made.active
    for (row, column), value in cells.items():
        runs = (
            [TextBlock(InlineFont(b=bold, i=italic), words) if bold or italic else words for words, bold, italic in value]
            if isinstance(value, list)
            else None
        )
        sheet.cell(row, column, CellRichText(runs) if runs else value)
    for top, left, high, wide in ranges:
        sheet.merge_cells(start_row=top, start_column=left, end_row=top + high, end_column=left + wide)
    package = saved(made)
    strange = any(isinstance(value, time | timedelta) or value == date(1900, 1, 5) for value in cells.values())
    strange |= any(b"x005F_" in part.data for part in package.parts.values())
    assert same(package) or strange or len(ranges) > 1
    if b"<is>" in package.parts[SHEET].data:
        assert same(sharing(package)) or strange or len(ranges) > 1


KNOWN: Final[dict[str, Callable[[bytes], bytes]]] = {
    "names of cells left out": lambda xml: xml.replace(b' r="A1"', b"").replace(b' r="B1"', b"").replace(b'row r="1"', b"row"),
    "a stored text of a formula": lambda xml: xml.replace(b'<c r="B1" t="n"><v>2</v>', b'<c r="B1" t="str"><f>A1</f><v>ba</v>'),
    "a formula whose result is empty": lambda xml: xml.replace(b'<c r="B1" t="n"><v>2</v>', b'<c r="B1" t="str"><f>A1</f><v></v>'),
    "a formula never computed": lambda xml: xml.replace(b'<c r="B1" t="n"><v>2</v>', b'<c r="B1"><f>A1</f>'),
    "an error": lambda xml: xml.replace(b'<c r="B1" t="n"><v>2</v>', b'<c r="B1" t="e"><v>#N/A</v>'),
    "an exponent": lambda xml: xml.replace(b"<v>2</v>", b"<v>2E3</v>"),
    "a merged range over a value": lambda xml: xml.replace(
        b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>'
    ),
    "a link on an empty cell": lambda xml: xml.replace(b"</sheetData>", b'</sheetData><hyperlinks><hyperlink ref="D9"/></hyperlinks>'),
    "an empty inline text": lambda xml: xml.replace(b'<c r="B1" t="n"><v>2</v>', b'<c r="B1" t="inlineStr"><is></is>'),
    "inline runs": lambda xml: xml.replace(
        b'<c r="B1" t="n"><v>2</v>',
        b'<c r="B1" t="inlineStr"><is><r><t>a </t></r><r><rPr><b val="0"/><i/></rPr><t>b</t></r><r><rPr><b/></rPr></r></is>',
    ),
    "one run without a look": lambda xml: xml.replace(b'<c r="B1" t="n"><v>2</v>', b'<c r="B1" t="inlineStr"><is><r><t> a</t></r></is>'),
}


@pytest.mark.parametrize("way", KNOWN)
def test_what_other_programs_write_is_read_the_same(way: str) -> None:
    package = saved(small(A1=1, B1=2, C1="ba", A2="hai"))
    changed = with_sheet(package, KNOWN[way])
    assert changed.parts[SHEET].data != package.parts[SHEET].data
    assert same(changed)


LEFT: Final[dict[str, Callable[[bytes], bytes]]] = {
    "a merged range too large": lambda xml: xml.replace(
        b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "merged ranges over too many cells": lambda xml: xml.replace(
        b"</sheetData>",
        b"</sheetData><mergeCells>" + b"".join(b'<mergeCell ref="A%d:CU%d"/>' % (row, row) for row in range(1, 150)) + b"</mergeCells>",
    ),
    "a merged range too wide": lambda xml: xml.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:CX1"/></mergeCells>'),
    "a merged range too high": lambda xml: xml.replace(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:A1002"/></mergeCells>'
    ),
    "a shared text counted from the end": lambda xml: xml.replace(b'<c r="B1" t="n"><v>2</v>', b'<c r="B1" t="s"><v>-1</v>'),
    "a look that is not known": lambda xml: xml.replace(
        b'<c r="B1" t="n"><v>2</v>', b'<c r="B1" t="inlineStr"><is><r><rPr><b/><other/></rPr><t>a</t></r></is>'
    ),
    "something else in a run": lambda xml: xml.replace(
        b'<c r="B1" t="n"><v>2</v>', b'<c r="B1" t="inlineStr"><is><r><rPr><b/></rPr><t>a</t><other/></r></is>'
    ),
    "a character in words": lambda xml: xml.replace(b'<c r="B1" t="n"><v>2</v>', b'<c r="B1" t="str"><v>_x005F_x000D_</v>'),
    "words where a number should be": lambda xml: xml.replace(b"<v>2</v>", b"<v>hai</v>"),
    "a shared text that is not there": lambda xml: xml.replace(b'<c r="B1" t="n">', b'<c r="B1" t="s">').replace(b"<v>2</v>", b"<v>99</v>"),
    "a style that is not there": lambda xml: xml.replace(b'<c r="B1"', b'<c r="B1" s="99"'),
    "a day in words": lambda xml: xml.replace(b'<c r="B1" t="n"><v>2</v>', b'<c r="B1" t="d"><v>2025-01-02</v>'),
    "a cell twice": lambda xml: xml.replace(b'r="B1"', b'r="A1"'),
    "a name that is none": lambda xml: xml.replace(b'r="B1"', b'r="1B"'),
    "another namespace": lambda xml: xml.replace(b"schemas.openxmlformats.org/spreadsheetml/2006", b"purl.oclc.org/ooxml/spreadsheetml"),
    "ranges that overlap": lambda xml: xml.replace(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>'
    ),
    "a letter of another language to be read aloud": lambda xml: xml.replace(
        b'<c r="B1" t="n"><v>2</v>', b'<c r="B1" t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></is>'
    ),
    "a part cut off": lambda xml: xml[:-20],
}  # fmt: skip


@pytest.mark.parametrize("way", LEFT)
def test_what_is_not_known_for_certain_is_left_to_openpyxl(way: str) -> None:
    package = saved(small(A1=1, B1=2, C1="ba", A2="hai"))
    changed = with_sheet(package, LEFT[way])
    assert changed.parts[SHEET].data != package.parts[SHEET].data
    with pytest.raises(UnknownContentError):
        PlainCells(changed)


WORKBOOK: Final = "xl/workbook.xml"
LINKS: Final = "xl/_rels/workbook.xml.rels"
KINDS: Final = "[Content_Types].xml"
STRINGS: Final = "xl/sharedStrings.xml"
ELSEWHERE: Final[dict[str, tuple[str, bytes, bytes]]] = {
    "two sheets of one name": (WORKBOOK, b'name="Sheet1"', b'name="sheet"'),
    "a chart in place of a sheet": (LINKS, b'relationships/worksheet"', b'relationships/chartsheet"'),
    "a sheet outside": (LINKS, b'relationships/worksheet"', b'relationships/worksheet" TargetMode="External"'),
    "a sheet that no link leads to": (LINKS, b'Id="rId1"', b'Id="rId9"'),
    "a workbook of another kind": (KINDS, b"sheet.main+xml", b"template.main+xml"),
    "shared texts that nobody names": (KINDS, b"sharedStrings+xml", b"other+xml"),
    "shared texts that are something else": (STRINGS, b"sst", b"other"),
    "styles that are none": ("xl/styles.xml", b"cellXfs", b"other"),
}


@pytest.mark.parametrize("way", ELSEWHERE)
def test_what_is_strange_outside_the_sheets_is_left_to_openpyxl(way: str) -> None:
    made = small(A1=1, B1="ba")
    made.create_sheet()
    package = sharing(saved(made))
    part, old, new = ELSEWHERE[way]
    assert same(package)
    assert old in package.parts[part].data
    with pytest.raises(UnknownContentError):
        PlainCells(with_sheet(package, lambda xml: xml.replace(old, new), part))


@pytest.mark.parametrize("mark", [b'<workbookPr date1904="1"/>', b'<workbookPr/><workbookPr date1904="1"/>'])
def test_days_counted_from_1904_are_left_to_openpyxl(mark: bytes) -> None:
    package = saved(small(A1=date(2025, 1, 2)))
    mac = with_sheet(package, lambda xml: xml.replace(b"<workbookPr/>", mark), WORKBOOK)
    with pytest.raises(UnknownContentError):
        PlainCells(mac)
    (grid,) = book.Book(mac).grids.values()
    assert grid.at(1, 1).value == datetime(2029, 1, 3)  # noqa: DTZ001 - a cell knows no time zone


@pytest.mark.parametrize("mark", ["false", "0"])
def test_a_workbook_that_says_that_its_days_are_the_usual_ones_is_read_plainly(mark: str) -> None:
    """LibreOffice always says so."""
    usual = f'<workbookPr backupFile="false" showObjects="all" date1904="{mark}"/>'.encode()
    saying = with_sheet(saved(small(A1=date(2025, 1, 2))), lambda xml: xml.replace(b"<workbookPr/>", usual), WORKBOOK)
    assert usual in saying.parts[WORKBOOK].data
    assert same(saying)
    assert PlainCells(saying).sheets[0].cells[1, 1].value == datetime(2025, 1, 2)  # noqa: DTZ001 - a cell knows no time zone


@pytest.mark.parametrize("value", [timedelta(days=100), timedelta(hours=30), time(8, 30), date(1900, 1, 5)])
def test_spans_and_hours_and_the_days_of_a_leap_year_that_was_none_are_left_to_openpyxl(value: object) -> None:
    with pytest.raises(UnknownContentError):
        PlainCells(saved(small(A1=value)))


@pytest.mark.parametrize("title", ["", "a/b", "[a]"])
def test_a_title_that_excel_does_not_take_is_left_to_openpyxl(title: str) -> None:
    package = saved(small(A1=1))
    named = with_sheet(package, lambda xml: xml.replace(b'name="Sheet"', f'name="{title}"'.encode()), WORKBOOK)
    assert named.parts[WORKBOOK].data != package.parts[WORKBOOK].data
    with pytest.raises(UnknownContentError):
        PlainCells(named)


def test_openpyxl_is_asked_only_when_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Package] = []
    asking = FullCells.__init__

    def noted(self: FullCells, package: Package) -> None:
        asked.append(package)
        asking(self, package)

    monkeypatch.setattr(FullCells, "__init__", noted)
    assert book.Book(open_package(SHIPPED[0])).grids
    assert not asked
    strange = with_sheet(saved(small(A1=1, B1=2)), LEFT["a day in words"])
    assert book.Book(strange).grids["Sheet"].at(1, 2).value == date(2025, 1, 2)
    assert asked == [strange]


@given(st.integers(0, 2**32), st.sampled_from(SHIPPED))
def test_a_workbook_broken_by_chance_is_read_the_same_or_left(number: int, path: Path) -> None:
    """What openpyxl refuses for the sake of something that holds no cell may be read plainly; what both read is the same."""
    try:
        chance = Random(number)  # noqa: S311 - a choice of faults
        whole = open_package(path)
        package = opened(broken_book((sharing(whole) if number % 2 else whole).source.data, chance))
    except InputRefusedError:
        return
    event("read plainly" if same(package, refusing=True) else "left to openpyxl")


PIECES = st.lists(
    st.sampled_from(["d", "m", "yyyy", "h", "[h]", "[mm]", "[Red]", "[$-42A]", '"ngày"', "\\d", "_d", "0.00", ";", "@", "E+0", "s"]),
    max_size=5,
)


@given(st.one_of(PIECES.map("".join), st.sampled_from(sorted(BUILTIN_FORMATS.values()))))
def test_a_format_of_days_is_known_as_openpyxl_knows_it(code: str) -> None:
    assert number_formats.shows_day(code) == is_date_format(code)
    if number_formats.shows_day(code):
        assert number_formats.shows_span(code) == is_timedelta_format(code)


def test_the_built_in_formats_of_days_are_those_of_openpyxl() -> None:
    assert set(number_formats._BUILT_IN) == {number for number, code in BUILTIN_FORMATS.items() if is_date_format(code)}
    spans = {number for number, code in number_formats._BUILT_IN.items() if number_formats.shows_span(code)}
    assert spans == {number for number, code in BUILTIN_FORMATS.items() if is_date_format(code) and is_timedelta_format(code)}


@given(st.integers(1, 18_278))
def test_columns_are_named_as_openpyxl_names_them(number: int) -> None:
    letters = a1.column_letters(number)
    assert letters == get_column_letter(number)
    assert a1.column_number(letters) == a1.column_number(letters.lower()) == number


@given(st.integers(1, 200), st.integers(1, 200), st.integers(0, 30), st.integers(0, 30))
def test_ranges_are_read_as_openpyxl_reads_them(row: int, column: int, high: int, wide: int) -> None:
    name = f"{a1.column_letters(column)}{row}:{a1.column_letters(column + wide)}{row + high}"
    left, top, right, bottom = range_boundaries(name)
    assert a1.edges_of(name) == (top, left, bottom, right)


@pytest.mark.parametrize("name", ["", "A", "7", "A0", "ABCD1", "A1:", "B2:A1", "A1:B2:C3", "A1 "])
def test_what_names_no_cells_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no cell"):
        a1.edges_of(name)
