"""Whole rows of a sheet to other places: their cells, height and looks, with all that somebody keeps beside the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string

from generator.errors import Problem
from generator.package import Package, pack
from generator.workbook.findings import worded
from generator.workbook.following import Following
from generator.workbook.grid import name_of
from generator.workbook.patch import widen
from generator.workbook.references import Moves
from generator.workbook.sheet_xml import data_of, name_cells, parse, sheet_paths, space, written

_Cells = dict[tuple[int, int], etree._Element]  # noqa: SLF001 - lxml gives its element type no public name


def moved_rows(package: Package, moves: Moves, emptied: frozenset[int], columns: frozenset[int]) -> tuple[Package, list[Problem]]:
    """The package with the rows of one list at new places, and with everything that points at them following.

    `columns` are those of the list. A row without a record that a moved one takes changes places with it, but words beside it stay;
    they are a problem when the moved row has words in the same column. `emptied` rows lose the cells of the list, looks and all.
    """
    following = Following(package, moves)
    following.follow()
    path = sheet_paths(package)[moves.title]
    parts = {**package.parts, **following.parts}
    root = parse(parts[path].data)
    name_cells(root)
    _clear(root, emptied, columns)
    problems = [*following.problems, *_rearranged(root, package, moves)]
    widen(root, [f"{get_column_letter(min(columns))}{row}" for row in moves.rows.values()])
    parts[path] = pack(path, written(root))
    return Package(package.source, parts), problems


def _clear(root: etree._Element, rows: frozenset[int], columns: frozenset[int]) -> None:
    for (row, column), cell in _cells_of(root, rows).items():
        parent = cell.getparent()
        if parent is not None and row in rows and column in columns:
            parent.remove(cell)


def _cells_of(root: etree._Element, rows: frozenset[int]) -> _Cells:
    found = {}
    for row in root.iter(f"{space(root)}row"):
        number = int(row.get("r", 0))
        if number in rows:
            for cell in row.iterchildren(f"{space(root)}c"):
                found[number, column_index_from_string(coordinate_from_string(cell.get("r", "A1"))[0])] = cell
    return found


def _rearranged(root: etree._Element, package: Package, moves: Moves) -> list[Problem]:
    """Put the rows into their new places; words in the way are the problems."""
    vacated = sorted(frozenset(moves.rows) - frozenset(moves.rows.values()))
    places = {**moves.rows, **dict(zip(sorted(moves.entered), vacated, strict=True))}
    data = data_of(root, replace(package.place, sheet=moves.title))
    rows = {int(row.get("r", 0)): row for row in data.iterchildren(f"{space(root)}row") if int(row.get("r", 0)) in places}
    cells = _cells_of(root, frozenset(places))
    staying, problems = _staying(cells, moves, package)
    for row in rows.values():
        data.remove(row)
    made = {places[number]: _bare(row, places[number]) for number, row in rows.items()}
    for (number, column), cell in sorted(cells.items()):
        target = number if (number, column) in staying else places[number]
        if (target, column) in staying and target != number:
            continue  # only a look: words that stay stand here
        _rename(cell, number, target, column, filled_down=number in moves.entered)
        made.setdefault(target, data.makeelement(f"{space(root)}row", {"r": str(target)})).append(cell)
    _insert(data, made)
    return problems


def _staying(cells: _Cells, moves: Moves, package: Package) -> tuple[set[tuple[int, int]], list[Problem]]:
    """Cells that keep their place though their row goes or is taken, and those whose words would be written over."""
    came_from = {new: old for old, new in moves.rows.items()}
    staying = {place for place in cells if place[1] in moves.foreign}
    problems = []
    for (row, column), cell in cells.items():
        if row not in moves.entered or column in moves.foreign or not _holds(cell):
            continue
        mover = cells.get((came_from[row], column))
        if mover is None or not _holds(mover):
            staying.add((row, column))
        elif not _alike(mover, cell):
            problems.append(worded("BANG-37", replace(package.place, sheet=moves.title, cell=name_of(row, column))))
    return staying, problems


def _holds(cell: etree._Element) -> bool:
    """Whether a cell has more than looks."""
    return len(cell) > 0


def _formula(cell: etree._Element) -> str:
    found = cell.find(f"{space(cell)}f")
    return "" if found is None or found.get("t") == "array" else found.text or ""


def _alike(mover: etree._Element, other: etree._Element) -> bool:
    """Whether two cells hold one formula, filled down: that of the mover has been told at its new place."""
    return bool(_formula(other)) and _formula(mover) == _formula(other)


def _told_at(formula: str, here: str, there: str) -> str:
    return str(Translator(f"={formula}", origin=here).translate_formula(there))[1:]


def _bare(row: etree._Element, number: int) -> etree._Element:
    """A row with its height and looks, without its cells."""
    for cell in row.findall(f"{space(row)}c"):
        row.remove(cell)
    row.set("r", str(number))
    row.attrib.pop("spans", None)  # only a hint for speed, and no longer true
    return row


def _rename(cell: etree._Element, row: int, target: int, column: int, *, filled_down: bool) -> None:
    name = f"{get_column_letter(column)}{target}"
    formula = cell.find(f"{space(cell)}f")
    if filled_down and row != target and formula is not None:
        formula.text = _told_at(formula.text or "", cell.get("r", "A1"), name)
    cell.set("r", name)


def _insert(data: etree._Element, made: Mapping[int, etree._Element]) -> None:
    """Put rows among the others, each row's cells from left to right."""
    known = {int(row.get("r", 0)): row for row in data.iterchildren(f"{space(data)}row")}
    for row in made.values():
        row[:] = sorted(row, key=lambda cell: (cell.tag != f"{space(data)}c", column_of(cell)))
    data[:] = [row for _, row in sorted({**known, **made}.items())]


def column_of(cell: etree._Element) -> int:
    """The column of a cell with a name."""
    name = cell.get("r")
    return column_index_from_string(coordinate_from_string(name)[0]) if name else 0
