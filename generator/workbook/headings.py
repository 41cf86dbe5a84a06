"""Finding sheets, the header row and columns, though they were moved, renamed or misspelt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from generator import vietnamese
from generator.workbook.findings import Findings, quoted
from generator.workbook.grid import Grid, name_of
from generator.workbook.schema import Column

HEADER_ROWS: Final = 20
"""How far down a header row is looked for."""
LONGEST_HEADING: Final = 80
FAR: Final = 0.4
"""How unlike a name may be and still be worth showing to a person."""


@dataclass(frozen=True, slots=True)
class Located:
    """A sheet with its header found: which column of the sheet holds which column of the schema."""

    grid: Grid
    header: int
    columns: Mapping[str, int]

    @property
    def body(self) -> list[int]:
        """Numbers of the rows below the header."""
        return [row for row in self.grid.rows if row > self.header]

    def place(self, row: int, key: str) -> str:
        """The name of a cell; of a column that is not there, the row alone."""
        return name_of(row, self.columns[key]) if key in self.columns else str(row)


def find_sheet(grids: Mapping[str, Grid], title: str, taken: Sequence[str], findings: Findings, *, needed: bool = True) -> Grid | None:
    """The sheet of this title, or of one that is near; notes BANG-03, or BANG-02 when it is needed and not there."""
    exact = next((grid for name, grid in grids.items() if same(name, title)), None)
    if exact is not None:
        return exact
    free = [name for name in grids if not any(same(name, other) for other in taken)]
    near = nearly(title, free)
    if not needed and (near is None or nearly(near, [title, *taken]) != title):
        return None  # «Tiêu chí_2» is a copy of «Tiêu chí», not a misspelt «Bộ tiêu chí»
    if near is None:
        findings.add("BANG-02", title, sheet=title, near=_closest((title,), free))
        return None
    findings.add("BANG-03", near, found=near, sheet=title)
    return grids[near]


def locate(grid: Grid, columns: tuple[Column, ...], findings: Findings) -> Located | None:
    """The header row and its columns; notes BANG-04 to BANG-07, None when there is no header at all."""
    header = _header_row(grid, columns)
    if header is None:
        example = " | ".join(column.heading for column in columns if column.required)
        findings.add("BANG-04", grid.title, heading=example)
        return None
    headings = {column: cell.words.rstrip("*: ") for column, cell in grid.row_cells(header).items() if cell.words and not cell.filled}
    return Located(grid, header, match(headings, columns, Header(grid.title, header), findings))


@dataclass(frozen=True, slots=True)
class Header:
    """Where the words of a header stand: in one row, or (for the facts) in one column."""

    sheet: str
    line: int
    down: bool = False

    @property
    def missing(self) -> str:
        """The code for a required word that is not there."""
        return "BANG-09" if self.down else "BANG-05"

    def cell(self, index: int) -> str:
        """The cell of the word at an index."""
        return name_of(index, self.line) if self.down else name_of(self.line, index)


def match(headings: Mapping[int, str], columns: tuple[Column, ...], header: Header, findings: Findings) -> dict[str, int]:
    """Which index holds which column: exact words first, then near ones; every doubt is noted."""
    found: dict[str, int] = {}
    unknown: dict[int, str] = {}
    exact = {vietnamese.folded(known): column for column in reversed(columns) for known in column.headings}  # the first of two wins
    for index, words in headings.items():
        column = exact.get(vietnamese.folded(words))
        if column is None:
            unknown[index] = words
        elif column.key in found:
            findings.add("BANG-07", header.sheet, header.cell(index), heading=words)
        else:
            found[column.key] = index
    _match_near(found, unknown, columns, header, findings)
    for column in columns:
        if column.required and column.key not in found:
            closest = _closest(column.headings, list(unknown.values()))
            findings.add(header.missing, header.sheet, heading=column.heading, near=closest)
    return found


def _match_near(found: dict[str, int], unknown: dict[int, str], columns: tuple[Column, ...], header: Header, findings: Findings) -> None:
    for index, words in list(unknown.items()):
        missing = {heading: column for column in columns if column.key not in found for heading in column.headings}
        near = nearly(words, list(missing))
        if near is not None:
            found[missing[near].key] = index
            del unknown[index]
            findings.add("BANG-06", header.sheet, header.cell(index), found=words, heading=missing[near].heading)


def _header_row(grid: Grid, columns: tuple[Column, ...]) -> int | None:
    known = {vietnamese.folded(heading) for column in columns for heading in column.headings}
    rows = {row: _words(grid, row) for row in grid.rows if row <= HEADER_ROWS}
    exact = {row: sum(vietnamese.folded(word) in known for word in words) for row, words in rows.items()}
    if not any(exact.values()):
        exact = {row: sum(nearly(word, list(known)) is not None for word in words) for row, words in rows.items()}
    best = max(exact, key=lambda row: (exact[row], -row), default=None)
    return best if best is not None and exact[best] else None


def _words(grid: Grid, row: int) -> list[str]:
    # As they lie: asking for the results of formulas would load the file a second time.
    words = (cell.words.rstrip("*: ") for (at_row, _), cell in grid.cells.items() if at_row == row and not cell.filled)
    return [word for word in words if 0 < len(word) <= LONGEST_HEADING]


def same(one: str, other: str) -> bool:
    """Equal but for case and spaces."""
    return vietnamese.folded(one) == vietnamese.folded(other)


def nearly(words: str, known: list[str]) -> str | None:
    """The known name meant: the same but for its marks, or misspelt a little."""
    unmarked = next((name for name in known if bare(name) == bare(words)), None)
    return unmarked or vietnamese.nearest(words, known)


def bare(words: str) -> str:
    """Folded, without marks on the letters: `Điểm đạt` → `diem dat`."""
    return vietnamese.without_marks(vietnamese.folded(words))


def _closest(wanted: tuple[str, ...], unknown: list[str]) -> str:
    """«; gần nhất là …» with the unknown name that is least unlike a wanted one, or nothing."""
    by_fold = {vietnamese.folded(name): name for name in unknown}
    found = [name for words in wanted for name in get_close_matches(vietnamese.folded(words), list(by_fold), 1, FAR)]
    best = max(found, key=lambda name: max(SequenceMatcher(None, name, vietnamese.folded(words)).ratio() for words in wanted), default=None)
    return f"; gần nhất là “{quoted(by_fold[best])}”" if best else ""
