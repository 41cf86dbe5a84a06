"""The cells of a workbook looked at and typed into, sheet by sheet, though it may not read as a plan yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from string import ascii_uppercase
from typing import Final

from generator import files
from generator.errors import InputRefusedError, Place, Problem
from generator.periods import NAMES
from generator.plan import Plan
from generator.records import TimeKind
from generator.workbook import (
    FACTS,
    FACTS_KEY,
    FACTS_TITLE,
    LIST_SHEETS,
    NEW_ROW,
    PLAN_SHEETS,
    Column,
    Kind,
    OpenBook,
    Spot,
    cell_at,
    empty_row,
    new_row,
    open_book,
    read_source,
    record,
    shown_words,
    type_in,
)

STALE: Final = "TRG-01"
"""The code of the refusal of a workbook that changed since it was shown."""


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell as a person sees it; one with a formula, or filled from a merged one, can only be changed in Excel."""

    column: Column
    name: str
    words: str
    fixed: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a list by its number in the sheet, or the line of one fact; `problems` are those of its cells and of the row itself."""

    number: int
    id: str
    cells: tuple[CellView, ...]
    problems: tuple[Problem, ...] = ()

    def words(self, key: str) -> str:
        """What stands in the cell of a column; nothing when the file has no such column."""
        return next((cell.words for cell in self.cells if cell.column.key == key), "")


@dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet of the workbook: the facts, or a list. `problems` are those that no row has."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[RowView, ...]
    problems: tuple[Problem, ...]
    movable: bool

    def row(self, number: int) -> RowView | None:
        """The row with this number."""
        return next((row for row in self.rows if row.number == number), None)


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet by name, how many rows it has and how many of its problems are known."""

    key: str
    title: str
    rows: int
    problems: int


@dataclass(frozen=True, slots=True)
class Offer:
    """What a cell may be chosen from; where it is not `strict`, other words may be typed."""

    names: tuple[str, ...]
    strict: bool


@dataclass(frozen=True, slots=True)
class Edited:
    """The workbook after an edit, and the row that it was about: 0 for a row that is gone."""

    book: OpenBook
    row: int


def sheet_view(found: OpenBook, key: str, problems: Iterable[Problem] | None = None) -> SheetView | None:
    """One sheet with its rows; None when the file has no such sheet. `problems` are those of the cells when not the reader's alone."""
    told = tuple(found.by_cell if problems is None else problems)
    if key == FACTS_KEY:
        return _facts_view(found, told)
    if key not in found.lists:
        return None
    table = found.lists[key]
    columns = tuple(column for column in table.sheet.columns if column.key in table.located.columns and column.kind is not Kind.ROW_ID)
    by_row = _by_row(told, table.title)
    rows = tuple(_row_view(found, Spot(key, row, ""), table.ids.get(row, ""), columns, by_row.pop(str(row), ())) for row in table.rows)
    rest = tuple(problem for left in by_row.values() for problem in left)
    return SheetView(key, table.title, columns, rows, rest, movable=found.book is not None and table.sheet in PLAN_SHEETS)


def blank_row(found: OpenBook, key: str) -> RowView:
    """A new row of a list, with nothing in it."""
    table = found.lists[key]
    columns = (column for column in table.sheet.columns if column.key in table.located.columns and column.kind is not Kind.ROW_ID)
    number = new_row(found, key)
    return RowView(NEW_ROW, "", tuple(CellView(column, table.located.place(number, column.key), "", fixed=False) for column in columns))


def _facts_view(found: OpenBook, told: tuple[Problem, ...]) -> SheetView:
    title = _facts_title(found)
    by_row = _by_row(told, title)
    rows = []
    for fact in FACTS:
        if fact.key in found.facts:
            number = int(found.facts[fact.key].name.lstrip(ascii_uppercase))
            mine = by_row.pop(str(number), ())
            rows.append(RowView(number, fact.key, (_cell_view(found, Spot(FACTS_KEY, number, fact.key), fact, mine),), mine))
    rest = tuple(problem for left in by_row.values() for problem in left)
    return SheetView(FACTS_KEY, title, FACTS, tuple(rows), rest, movable=False)


def _facts_title(found: OpenBook) -> str:
    return next((fact.sheet for fact in found.facts.values()), FACTS_TITLE)


def _by_row(told: Iterable[Problem], title: str) -> dict[str, tuple[Problem, ...]]:
    """The problems of a sheet by the number of their row, which is empty for those of the whole sheet."""
    rows: dict[str, list[Problem]] = defaultdict(list)
    for problem in told:
        if problem.place.sheet == title:
            rows[problem.place.cell.lstrip(ascii_uppercase)].append(problem)
    return {row: tuple(problems) for row, problems in rows.items()}


def _row_view(found: OpenBook, spot: Spot, code: str, columns: tuple[Column, ...], told: tuple[Problem, ...]) -> RowView:
    cells = tuple(_cell_view(found, replace(spot, column=column.key), column, told) for column in columns)
    return RowView(spot.row, code, cells, told)


def _cell_view(found: OpenBook, spot: Spot, column: Column, told: tuple[Problem, ...]) -> CellView:
    raw = cell_at(found, spot)
    if spot.sheet == FACTS_KEY:
        name, shown = found.facts[spot.column].name, found.facts[spot.column].cell
    else:
        table = found.lists[spot.sheet]
        name, shown = table.located.place(spot.row, spot.column), table.cell(spot.row, spot.column) if raw.kind == "f" else raw
    mine = tuple(problem for problem in told if problem.place.cell == name)
    return CellView(column, name, shown_words(shown, column), raw.kind == "f" or raw.filled, mine)


def tabs(found: OpenBook, problems: Iterable[Problem]) -> tuple[Tab, ...]:
    """All sheets of the workbook that can be edited, in the order of its tabs."""
    counts: dict[str, int] = defaultdict(int)
    for problem in problems:
        counts[problem.place.sheet] += 1
    facts = Tab(FACTS_KEY, _facts_title(found), len(found.facts), counts[_facts_title(found)])
    lists = (found.lists[sheet.key] for sheet in LIST_SHEETS if sheet.key in found.lists)
    return (facts, *(Tab(table.sheet.key, table.title, len(table.rows), counts[table.title]) for table in lists))


def spot_of(found: OpenBook, place: Place) -> Spot | None:
    """The cell of a problem as a spot; row 0 for a whole sheet, None for a place that is in no sheet of the plan."""
    digits = place.cell.lstrip(ascii_uppercase)
    row = int(digits) if digits.isdecimal() else 0
    if place.sheet == _facts_title(found):
        return Spot(FACTS_KEY, row, next((key for key, fact in found.facts.items() if fact.name == place.cell), ""))
    table = next((table for table in found.lists.values() if table.title == place.sheet), None)
    if table is None:
        return None
    return Spot(table.sheet.key, row, next((key for key in table.located.columns if row and table.place(row, key) == place.cell), ""))


def offered(found: OpenBook, column: Column) -> Offer | None:
    """What a cell of this column may be chosen from; None where anything is typed."""
    if column.choices is not None:
        return Offer(tuple(str(choice) for choice in column.choices), strict=True)
    if column.kind in _FIXED:
        return Offer(_FIXED[column.kind], strict=True)
    names = found.context.names(column.kind)
    return Offer(tuple(dict.fromkeys(names.label(entry.id) for entry in names.entries)), strict=False) if names else None


_FIXED: Final = {
    Kind.YES_NO: ("Có", "Không"),
    Kind.PERIOD: tuple(NAMES.values()),
    Kind.TIME_KIND: tuple(str(kind) for kind in TimeKind),
}


def type_cells(workbook: Path, seen: str, words: Mapping[Spot, str]) -> Edited:
    """Type words into cells, all or none; `seen` is the hash of the workbook that was shown.

    Raises InputRefusedError: TRG-01 when the workbook changed since, else the problem of each cell; nothing is written then.
    """
    return _changed(workbook, seen, lambda found: _typed(found, words))


def delete_row(workbook: Path, seen: str, sheet: str, row: int) -> Edited:
    """Empty a row of a list. Raises what `type_cells` raises, and TRG-02 when there is no such row."""
    return _changed(workbook, seen, lambda found: Edited(empty_row(found, sheet, _known(found, sheet, row)), 0))


def move_row(workbook: Path, seen: str, sheet: str, row: int, step: int) -> Edited:
    """Let a row of a plan's list change places with the one `step` rows below it (above it when negative).

    The row moves whole, with its look and all that stands beside it, and formulas follow. Raises what `record` and `type_cells` raise,
    and TRG-03 for a workbook that does not read yet.
    """
    return _changed(workbook, seen, lambda found: _moved(found, sheet, _known(found, sheet, row), step))


def _changed(workbook: Path, seen: str, change: Callable[[OpenBook], Edited]) -> Edited:
    with files.locked(workbook):
        found = open_book(workbook)
        source = found.package.source
        if source.sha256 != seen:
            message = "Tệp đã bị sửa từ lúc trang này được mở nên chưa ghi gì"
            raise InputRefusedError(Problem(STALE, message, "Xem lại nội dung hiện có rồi lưu lần nữa", found.package.place))
        edited = change(found)
        if edited.book.package.source.sha256 != seen:
            files.replace_unchanged(source, edited.book.package.source.data)
        return edited


def _typed(found: OpenBook, words: Mapping[Spot, str]) -> Edited:
    """The words typed in; of several rows the last is the one it was about."""
    row = NEW_ROW
    for sheet, number in dict.fromkeys((spot.sheet, spot.row) for spot in words):
        if sheet == FACTS_KEY:
            row = number
        elif number == NEW_ROW:
            _refuse_empty(found, [said for spot, said in words.items() if spot.row == NEW_ROW])
            row = new_row(found, sheet)
        else:
            row = _known(found, sheet, number)
    return Edited(type_in(found, words), row)


def _refuse_empty(found: OpenBook, words: Iterable[str]) -> None:
    if not any(said.strip() for said in words):
        raise InputRefusedError(Problem("TRG-04", "Dòng mới chưa có chữ nào", "Điền ít nhất một ô rồi lưu", found.package.place))


def _known(found: OpenBook, sheet: str, row: int) -> int:
    """The number of a row that is there. Raises InputRefusedError TRG-02."""
    if sheet not in found.lists or row not in found.lists[sheet].rows:
        cure = "Mở lại trang này để xem các dòng hiện có"
        raise InputRefusedError(Problem("TRG-02", f"Không còn dòng {row} ở trang này", cure, found.package.place))
    return row


def _moved(found: OpenBook, sheet: str, row: int, step: int) -> Edited:
    book = found.book
    if book is None or all(known.key != sheet for known in PLAN_SHEETS):
        cure = "Sửa hết các lỗi của sổ trước, hoặc đổi chỗ dòng trong Excel"
        raise InputRefusedError(Problem("TRG-03", "Sổ chưa đọc được thành kế hoạch nên chưa đổi chỗ dòng được", cure, found.package.place))
    rows = list(getattr(book.plan, sheet))
    at = found.lists[sheet].rows.index(row)
    to = min(max(at + step, 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    plan = Plan.model_validate(dict(book.plan) | {sheet: tuple(rows)})
    data = record(book, plan, book.results)
    again = read_source(replace(found.package.source, data=data))
    return Edited(again, again.lists[sheet].rows[to])
