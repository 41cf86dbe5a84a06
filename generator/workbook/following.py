"""Everything in a workbook that points at rows follows them when they move: formulas, names, charts, links, notes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string

from generator.errors import Problem
from generator.package import Package, Part, pack
from generator.workbook.choices import LIST_NAMES
from generator.workbook.filled_down import FilledDown
from generator.workbook.findings import worded
from generator.workbook.ranges import box
from generator.workbook.references import OVER_SHEETS, Here, Moves, Unmovable, followed, reference, same_sheet
from generator.workbook.sheet_xml import links, name_cells, parse, sheet_numbers, sheet_paths, sheet_root, space, written

_WORKBOOK: Final = "xl/workbook.xml"
_CHAIN: Final = "xl/calcChain.xml"
_EXTRA: Final = "{http://schemas.microsoft.com/office/excel/2006/main}"
_NOTE: Final = re.compile(rb"<(?:\w+:)?ClientData\b[^>]*\bObjectType=[\"']Note[\"'].*?</(?:\w+:)?ClientData>", re.DOTALL)
_NOTE_ROW: Final = re.compile(rb"(<(?:\w+:)?Row>\s*)(\d+)(\s*</)")
_NOTE_COLUMN: Final = re.compile(rb"<(?:\w+:)?Column>\s*(\d+)")
_NOTE_BOX: Final = re.compile(rb"(<(?:\w+:)?Anchor>)([^<]*)(</)")


@dataclass(slots=True)
class Following:
    """One pass over a package after which all that pointed at moved rows points at their new places.

    `parts` are the parts that changed, `problems` what could not follow. The rows themselves are not touched.
    """

    package: Package
    moves: Moves
    parts: dict[str, Part] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def follow(self) -> None:
        """Go through every part that may point at the sheet."""
        paths = sheet_paths(self.package)
        for title, path in paths.items():
            self._sheet(title, path)
        self._names()
        for name in self.package.parts:
            if name.startswith("xl/charts/") and name.endswith(".xml"):
                self._chart(name)
            elif name.startswith("xl/pivotCache/pivotCacheDefinition"):
                self._pivot(name)
        self._notes(paths[self.moves.title])
        self._chain()

    def _sheet(self, title: str, path: str) -> None:
        own = same_sheet(title, self.moves.title)
        if not own and not self._named_in(path):
            return
        root = sheet_root(self.package, path, title)
        name_cells(root)
        changed = [self._cells(root, title), self._rules(root, title), self._links(root, own=own)]
        if own:
            changed.append(self._merged(root))
        if any(changed):
            self.parts[path] = pack(path, written(root))

    def _named_in(self, path: str) -> bool:
        """Whether a part holds the title of the sheet anywhere, however XML writes its letters."""
        data = html.unescape(self.package.parts[path].data.decode("utf-8", "replace"))
        return self.moves.title.casefold().replace("'", "''") in data.casefold() or OVER_SHEETS.search(data) is not None

    # Formulas of cells

    def _cells(self, root: etree._Element, title: str) -> bool:
        formulas = list(_formulas(root))
        groups: dict[str, list[_Formula]] = {}
        own = same_sheet(title, self.moves.title)
        filled = FilledDown(((one.column, one.row, one.text) for one in formulas if own and one.plain), self.moves)
        changed = False
        for formula in formulas:
            wanted = self._wanted(formula, title, filled if own else None)
            if formula.shared is not None:
                groups.setdefault(formula.shared, []).append(replace(formula, wanted=wanted))
            elif wanted != formula.text:
                formula.element.text, changed = wanted, True
            if same_sheet(title, self.moves.title) and formula.element.get("t") in {"array", "dataTable"}:
                changed = self._array(formula, title) or changed
        for group in groups.values():
            if any(self._separate(formula, title) for formula in group):
                for formula in group:
                    formula.alone()
                changed = True
        return changed

    def _wanted(self, formula: _Formula, title: str, filled: FilledDown | None) -> str:
        """The text of a cell's formula at its new place."""
        if filled is None or not formula.plain or formula.row not in self.moves.records or not self.moves.rows:
            return self._followed(formula.text, Here(title, formula.row), formula.cell)
        try:
            return filled.moved(formula.column, formula.row, formula.text)
        except Unmovable:
            self._refuse(title, formula.cell, formula.text)
            return formula.text

    def _separate(self, formula: _Formula, title: str) -> bool:
        """Whether a formula that shares its text with others can do so no longer."""
        here = same_sheet(title, self.moves.title) and formula.row in {*self.moves.rows, *self.moves.entered}
        return here or formula.wanted != formula.text

    def _array(self, formula: _Formula, title: str) -> bool:
        """A formula over several cells: one row of it moves along, several can't."""
        ref = formula.element.get("ref", formula.cell)
        edges = box(ref)
        if edges is None:
            self._refuse(title, formula.cell, formula.text or ref)
            return False
        left, top, right, bottom = edges
        touched = {row for row in (*self.moves.rows, *self.moves.entered) if top <= row <= bottom}
        if not touched:
            return False
        if top != bottom or top in self.moves.entered or formula.element.get("t") == "dataTable":
            self._refuse(title, formula.cell, formula.text or ref)
            return False
        row = self.moves.rows.get(top, top)
        formula.element.set(
            "ref", f"{get_column_letter(left)}{row}:{get_column_letter(right)}{row}" if ":" in ref else f"{get_column_letter(left)}{row}"
        )
        return row != top

    def _followed(self, formula: str, here: Here, cell: str) -> str:
        try:
            return followed(formula, self.moves, here)
        except Unmovable:
            self._refuse(here.sheet, cell, formula)
            return formula

    def _refuse(self, sheet: str, cell: str, formula: str) -> None:
        place = replace(self.package.place, sheet=sheet, cell=cell)
        problem = worded("BANG-36", place, found=formula, sheet=self.moves.title)
        if problem not in self.problems:
            self.problems.append(problem)

    # Rules, links and merged cells of a sheet

    def _rules(self, root: etree._Element, title: str) -> bool:
        """Conditional formats, validations and the small charts in cells."""
        changed = False
        for owner in root.iter("{*}conditionalFormatting", "{*}dataValidation", "{*}sparkline"):
            span = owner.find(f"{_EXTRA}sqref")
            ranges = owner.get("sqref") or (span.text if span is not None else "") or ""
            moved = self._ranges(ranges) if same_sheet(title, self.moves.title) else ranges
            small = etree.QName(owner).localname == "sparkline"
            for formula in owner.iter("{*}formula", "{*}formula1", "{*}formula2", f"{_EXTRA}f"):
                before = formula.text or ""
                shifted = before if small else _shifted(before, ranges, moved)
                formula.text = self._followed(shifted, Here(title, rule=not small), ranges.split(" ")[0].partition(":")[0]) or None
                changed = changed or (formula.text or "") != before
            if moved != ranges:
                changed = True
                if span is not None:
                    span.text = moved
                else:
                    owner.set("sqref", moved)
        return changed

    def _ranges(self, ranges: str) -> str:
        """Ranges of a rule: one row goes along, several grow with the list, all others stay.

        The formulas of a rule are told from its first cell, so that of several ranges the first must stay.
        """
        moved = [self._range(one) for one in ranges.split()]
        starts = {cells.split(" ")[0].partition(":")[0] for cells in (ranges, " ".join(moved))}
        return " ".join(moved) if len(moved) == 1 or len(starts) == 1 else ranges

    def _range(self, cells: str) -> str:
        edges = box(cells)
        if edges is None or self.moves.foreign.intersection(range(edges[0], edges[2] + 1)):
            return cells
        left, top, right, bottom = edges
        try:
            new_top, new_bottom = self.moves.span(top, bottom)
        except Unmovable:
            return cells
        if top not in {new_top, bottom}:
            return cells
        first, last = f"{get_column_letter(left)}{new_top}", f"{get_column_letter(right)}{new_bottom}"
        return f"{first}:{last}" if ":" in cells else first

    def _links(self, root: etree._Element, *, own: bool) -> bool:
        changed = False
        for link in root.iter("{*}hyperlink"):
            ref, target = link.get("ref", ""), link.get("location")
            if own and ref and (moved := self._row_of(ref)) != ref:
                link.set("ref", moved)
                changed = True
            if target:
                try:
                    wanted = reference(target, self.moves, Here(""))
                except Unmovable:
                    self._refuse(self.moves.title if own else "", ref, target)
                    continue
                changed = changed or wanted != target
                link.set("location", wanted)
        return changed

    def _row_of(self, cells: str) -> str:
        """The cells of one row at its new place; those of several rows stay."""
        edges = box(cells)
        if edges is None:
            return cells
        left, top, right, bottom = edges
        if top != bottom or top not in self.moves.rows or left in self.moves.foreign:
            return cells
        row = self.moves.rows[top]
        return f"{get_column_letter(left)}{row}" + (f":{get_column_letter(right)}{row}" if ":" in cells else "")

    def _merged(self, root: etree._Element) -> bool:
        changed = False
        involved = {*self.moves.rows, *self.moves.entered}
        for merged in root.iter("{*}mergeCell"):
            ref = merged.get("ref", "")
            edges = box(ref)
            if edges is None:
                continue
            left, top, _, bottom = edges
            if left in self.moves.foreign or not involved.intersection(range(top, bottom + 1)):
                continue
            if top != bottom or top in self.moves.entered:
                place = replace(self.package.place, sheet=self.moves.title, cell=ref.partition(":")[0])
                self.problems.append(worded("BANG-34", place))
                continue
            merged.set("ref", self._row_of(ref))
            changed = True
        return changed

    # Parts beside the sheets

    def _names(self) -> None:
        root = parse(self.package.parts[_WORKBOOK].data)
        changed = False
        for name in root.iter("{*}definedName"):
            title = name.get("name", "")
            if title in LIST_NAMES or not name.text:
                continue  # a list of choices begins at its first row, whichever that is
            try:
                wanted = followed(name.text, self.moves, Here(""))
            except Unmovable:
                if not title.startswith("_xlnm."):
                    self._refuse("", title, name.text)
                continue
            changed = changed or wanted != name.text
            name.text = wanted
        if changed:
            self.parts[_WORKBOOK] = pack(_WORKBOOK, written(root))

    def _chart(self, path: str) -> None:
        if not self._named_in(path):
            return
        root = parse(self.package.parts[path].data)
        before = [element.text for element in root.iter("{*}f")]
        for element in root.iter("{*}f"):
            element.text = self._followed(element.text or "", Here(""), path.rpartition("/")[2]) or None
        if [element.text for element in root.iter("{*}f")] != before:
            self.parts[path] = pack(path, written(root))

    def _pivot(self, path: str) -> None:
        root = parse(self.package.parts[path].data)
        for source in root.iter("{*}worksheetSource"):
            ref = source.get("ref")
            if ref is None or not same_sheet(source.get("sheet", ""), self.moves.title):
                continue
            wanted = self._followed(ref, Here(self.moves.title), path.rpartition("/")[2])
            if wanted != ref:
                source.set("ref", wanted)
                self.parts[path] = pack(path, written(root))

    def _notes(self, path: str) -> None:
        """Notes of cells, old and new kind, and the boxes in which the old ones are shown."""
        for kind, tag in (("/comments", "comment"), ("/threadedComment", "threadedComment")):
            for name in links(self.package, path, kind).values():
                root = parse(self.package.parts[name].data)
                for note in root.iter(f"{{*}}{tag}"):
                    note.set("ref", self._row_of(note.get("ref", "A1")))
                self._keep_if_changed(name, written(root))
        for name in links(self.package, path, "/vmlDrawing").values():
            data = self.package.parts[name].data
            self._keep_if_changed(name, _NOTE.sub(self._note_box, data))

    def _note_box(self, match: re.Match[bytes]) -> bytes:
        row = _NOTE_ROW.search(match[0])
        column = _NOTE_COLUMN.search(match[0])
        old = int(row[2]) + 1 if row else 0
        if old not in self.moves.rows or (column and int(column[1]) + 1 in self.moves.foreign):
            return match[0]
        new = self.moves.rows[old]
        box = _NOTE_ROW.sub(lambda found: found[1] + str(new - 1).encode() + found[3], match[0])
        return _NOTE_BOX.sub(lambda found: found[1] + _moved_box(found[2], new - old) + found[3], box)

    def _keep_if_changed(self, name: str, data: bytes) -> None:
        before = self.package.parts[name].data
        if data != before and (name.endswith(".vml") or _canonical(data) != _canonical(before)):
            self.parts[name] = pack(name, data)

    def _chain(self) -> None:
        """The order in which Excel reckons: an entry for a cell that has no formula counts as damage."""
        if _CHAIN not in self.package.parts:
            return
        root = parse(self.package.parts[_CHAIN].data)
        number = sheet_numbers(self.package).get(self.moves.title)
        sheet = None
        for entry in root.iter("{*}c"):
            sheet = entry.get("i") or sheet
            if sheet == number:
                entry.set("r", self._row_of(entry.get("r", "A1")))
        self._keep_if_changed(_CHAIN, written(root))


@dataclass(frozen=True, slots=True)
class _Formula:
    """The formula of one cell: its whole text, though it may share it with others (`shared` is their number)."""

    element: etree._Element
    cell: str
    row: int
    text: str
    shared: str | None
    wanted: str = ""

    @property
    def column(self) -> str:
        """The letters of its column."""
        return coordinate_from_string(self.cell)[0]

    @property
    def plain(self) -> bool:
        """Whether it is the formula of one cell alone."""
        return self.element.get("t") not in {"array", "dataTable"}

    def alone(self) -> None:
        """Give the cell its own text."""
        for name in ("t", "ref", "si"):
            self.element.attrib.pop(name, None)
        self.element.text = self.wanted


def _formulas(root: etree._Element) -> Iterator[_Formula]:
    """The formulas of a sheet, whose rows and cells have names."""
    masters: dict[str, Translator] = {}
    for cell in root.iter(f"{space(root)}c"):
        element = cell.find(f"{space(root)}f")
        if element is None:
            continue
        name = cell.get("r", "A1")
        shared = element.get("si") if element.get("t") == "shared" else None
        text = element.text or ""
        if shared is not None and text:
            masters[shared] = Translator(f"={text}", origin=name)
        elif shared is not None and shared in masters:
            text = masters[shared].translate_formula(name)[1:]
        yield _Formula(element, name, coordinate_from_string(name)[1], text, shared)


def _shifted(formula: str, before: str, after: str) -> str:
    """The formula of a rule whose first cell moved: it is told from there."""
    first, moved = (ranges.split(" ")[0].partition(":")[0] for ranges in (before, after))
    if first == moved or not formula:
        return formula
    return str(Translator(f"={formula}", origin=first).translate_formula(moved))[1:]


def _moved_box(box: bytes, rows: int) -> bytes:
    """Left, top, right and bottom of a note's box, each with its rest: the rows are the third and the seventh number."""
    edges = [edge.strip() for edge in box.decode("ascii", "replace").split(",")]
    if len(edges) != 8 or not all(edge.lstrip("-").isdecimal() for edge in edges):  # noqa: PLR2004 - four edges, each with its rest
        return box
    top = max(0, int(edges[2]) + rows)
    edges[6] = str(top + int(edges[6]) - int(edges[2]))
    edges[2] = str(top)
    return ", ".join(edges).encode("ascii")


def _canonical(data: bytes) -> bytes:
    return etree.tostring(parse(data), method="c14n")
