"""What shares a sheet with a list: other tables and named ranges beside it, notes and links on its rows."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import range_boundaries

from generator.package import Package
from generator.workbook.references import same_sheet, unquoted
from generator.workbook.sheet_xml import links, parse, sheet_paths

Box = tuple[int, int, int, int]


def foreign_columns(package: Package, title: str, heading: str, own: frozenset[int]) -> frozenset[int]:
    """Columns of the sheet that belong to another list: another table, or a named range of several rows beside the own columns.

    `heading` is a heading cell of the list, which tells its own table from the others.
    """
    left, top, _, _ = _box(heading)
    boxes = [box for box in _tables(package, title) if not (box[0] <= left <= box[2] and box[1] == top)]
    boxes += [box for box in _named(package, title) if box[1] != box[3]]
    spans = (frozenset(range(box[0], box[2] + 1)) for box in boxes)
    return frozenset(column for span in spans if not span & own for column in span)


def noted_rows(package: Package, title: str) -> frozenset[int]:
    """Rows on which somebody left a note or a link: they belong to what stands there."""
    path = sheet_paths(package)[title]
    rows = set()
    for kind, tag in (("/comments", "comment"), ("/threadedComment", "threadedComment")):
        for name in links(package, path, kind).values():
            rows |= {_box(note.get("ref", "A1"))[1] for note in parse(package.parts[name].data).iter(f"{{*}}{tag}")}
    rows |= {_box(link.get("ref", "A1"))[1] for link in parse(package.parts[path].data).iter("{*}hyperlink")}
    return frozenset(rows)


def _box(cells: str) -> Box:
    left, top, right, bottom = (int(edge or 1) for edge in range_boundaries(cells))
    return left, top, right, bottom


def _tables(package: Package, title: str) -> Iterator[Box]:
    for name in links(package, sheet_paths(package)[title], "/table").values():
        if name in package.parts:
            yield _box(parse(package.parts[name].data).get("ref", "A1"))


def _named(package: Package, title: str) -> Iterator[Box]:
    for name in parse(package.parts["xl/workbook.xml"].data).iter("{*}definedName"):
        if not name.get("name", "").startswith("_xlnm."):
            yield from _boxes(name.text or "", title)


def _boxes(formula: str, title: str) -> Iterator[Box]:
    try:
        tokens = Tokenizer(f"={formula}").items
    except TokenizerError:
        return
    for token in tokens:
        sheet, mark, cells = token.value.rpartition("!")
        if token.type != Token.OPERAND or token.subtype != Token.RANGE or not mark or not same_sheet(unquoted(sheet), title):
            continue
        try:
            left, top, right, bottom = range_boundaries(cells)
        except ValueError:
            continue
        if None not in {left, top, right, bottom}:
            yield _box(cells)
