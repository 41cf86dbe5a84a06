"""What shares a sheet with a list: other tables and named ranges beside it, notes and links on its rows."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils.cell import coordinate_to_tuple

from generator.package import Package
from generator.workbook.ranges import Box, box
from generator.workbook.references import same_sheet, unquoted
from generator.workbook.sheet_xml import links, parse, sheet_paths


def foreign_columns(package: Package, title: str, heading: str, own: frozenset[int]) -> frozenset[int]:
    """Columns of the sheet that belong to another list: another table, or a named range of several rows beside the own columns.

    `heading` is a heading cell of the list, which tells its own table from the others.
    """
    row, column = coordinate_to_tuple(heading)
    boxes = [found for found in _tables(package, title) if not (found[0] <= column <= found[2] and found[1] == row)]
    boxes += [found for found in _named(package, title) if found[1] != found[3]]
    spans = (frozenset(range(left, right + 1)) for left, _, right, _ in boxes)
    return frozenset(column for span in spans if not span & own for column in span)


def noted_rows(package: Package, title: str) -> frozenset[int]:
    """Rows on which somebody left a note or a link: they belong to what stands there."""
    path = sheet_paths(package)[title]
    notes: list[str] = []
    for kind, tag in (("/comments", "comment"), ("/threadedComment", "threadedComment")):
        for name in links(package, path, kind).values():
            notes += [note.get("ref", "") for note in parse(package.parts[name].data).iter(f"{{*}}{tag}")]
    notes += [link.get("ref", "") for link in parse(package.parts[path].data).iter("{*}hyperlink")]
    return frozenset(edges[1] for edges in map(box, notes) if edges)


def _tables(package: Package, title: str) -> Iterator[Box]:
    for name in links(package, sheet_paths(package)[title], "/table").values():
        if name in package.parts and (edges := box(parse(package.parts[name].data).get("ref", ""))):
            yield edges


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
        if edges := box(cells):
            yield edges
