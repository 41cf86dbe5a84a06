"""Marks of lines into whole codes: the place of a line tells what Roman numerals, restarting numbers, letters and spoilt codes mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from generator.errors import Place, Problem, Severity
from generator.score_sheets.cells import letter
from generator.score_sheets.codes import Mark, Path, Sort, expected_after, field_named, joined
from generator.score_sheets.headings import Table, bare
from generator.score_sheets.rows import Row
from generator.vietnamese import shortened

FIELD_NAMES: Final = (
    "cong tac chi dao",
    "cai cach the che",
    "cai cach thu tuc",
    "cai cach to chuc",
    "cai cach che do cong vu",
    "cai cach tai chinh",
    "xay dung va phat trien chinh quyen",
    "tac dong cua cai cach",
)
"""How the fields of every criteria set begin, without marks: a line of these words and no code is a field."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A line with its whole code; `tentative` when only sums can tell whether it is a criterion or a step mark."""

    row: Row
    path: Path
    tentative: bool = False

    @property
    def code(self) -> str:
        """`1.1.2`."""
        return joined(self.path)


@dataclass(frozen=True, slots=True)
class Tree:
    """The lines that have a code, in the order of the sheet; the rows that have none; what was wrong with codes."""

    lines: tuple[Coded, ...]
    uncoded: tuple[Row, ...]
    problems: tuple[Problem, ...]


def place_of(row: Row, column: int | None = None) -> Place:
    """The cell of a line."""
    return Place("", row.table.grid.title, f"{letter(column or row.column)}{row.row}")


def tree_of(rows: list[Row]) -> Tree:
    """Give every line its code."""
    marked = _with_fields([row for row in rows if not row.total])
    resolver = _Resolver(relative=_is_relative(marked), by_table=_is_by_table(marked))
    for row in marked:
        resolver.take(row)
    return Tree(tuple(resolver.lines), tuple(resolver.uncoded), tuple(resolver.problems))


def _with_fields(rows: list[Row]) -> list[Row]:
    """A line without a mark that bears the name of a field is one, when no Roman numeral says so in this sheet."""
    if any(row.mark.sort is Sort.ROMAN for row in rows):
        return rows
    lone = [row.mark.path for row in rows if row.mark.sort is Sort.DOTTED and len(row.mark.path) == 1]
    taken = frozenset(lone) if len(set(lone)) == len(lone) else frozenset[Path]()  # numbers that start again are no fields
    return [_as_field(row, taken) if row.mark.sort is Sort.NONE else row for row in rows]


def _as_field(row: Row, taken: frozenset[Path]) -> Row:
    words = bare(row.name)
    number = next((number for number, start in enumerate(FIELD_NAMES, 1) if words.startswith(start)), None)
    if number is None or (number,) in taken:
        return row
    return replace(row, mark=Mark(Sort.ROMAN, ((number,),), "", "tên"))


def _is_relative(rows: list[Row]) -> bool:
    """Whether numbers start again in each field: `1`, `1.1` below `II` are 2.1 and 2.1.1."""
    field, same, other = 0, 0, 0
    for row in rows:
        if row.mark.sort is Sort.ROMAN:
            field = row.mark.path[0]
        elif row.mark.sort is Sort.DOTTED and field:
            if len(row.mark.path) == 1:
                return True
            same, other = same + (row.mark.path[0] == field), other + (row.mark.path[0] != field)
    return other > same


def _is_by_table(rows: list[Row]) -> bool:
    """Whether each table is one field that only its title names, with numbers of its own: `1`, `1.1` on the sheet «Lĩnh vực 2»."""
    if any(row.mark.sort is Sort.ROMAN for row in rows):
        return False
    lone = {(row.mark.path[0], _field_of(row.table)) for row in rows if row.mark.sort is Sort.DOTTED and len(row.mark.path) == 1}
    return bool(lone) and all(field for _, field in lone) and any(number != field for number, field in lone)


def _field_of(table: Table) -> int | None:
    """The field that the sheet's title or the words above a table name."""
    return next((number for text in (table.grid.title, *table.titles) if (number := field_named(text))), None)


class _Resolver:
    """Walks down the lines; the last code tells what the next may be."""

    def __init__(self, *, relative: bool, by_table: bool) -> None:
        self.relative = relative
        self.by_table = by_table
        self.field: Path = ()
        self.last: Path = ()
        self.letters = 0
        self.seen: set[Path] = set()
        self.lines: list[Coded] = []
        self.uncoded: list[Row] = []
        self.problems: list[Problem] = []

    def take(self, row: Row) -> None:
        """Give one line its code, or put it among those that have none."""
        match row.mark.sort:
            case Sort.ROMAN:
                self.field = row.mark.path
                self._keep(row, row.mark.path)
            case Sort.DOTTED:
                self._dotted(row)
            case Sort.LETTER | Sort.BULLET if self.last:
                self.letters += 1
                self.lines.append(Coded(row, (*self.last, self.letters), tentative=True))
            case _:
                self.uncoded.append(row)

    def _dotted(self, row: Row) -> None:
        if self.by_table and (number := _field_of(row.table)):
            self.field = (number,)
        before = self.field if self.relative or self.by_table else ()
        paths = [(*before, *path) for path in row.mark.paths]
        path = self._fitting(row, paths)
        if path is None:
            self.problems.append(_lost(row))
            return
        if (row.mark.changed and row.mark.sort is Sort.DOTTED and path != paths[0]) or row.mark.changed == "ngày":
            self.problems.append(_repaired(row, joined(path)))
        self._keep(row, path)

    def _fitting(self, row: Row, paths: list[Path]) -> Path | None:
        """The first reading, unless Excel changed the mark and another one follows the line above."""
        if not row.mark.changed:
            return paths[0]
        expected = expected_after(self.last) if self.last else frozenset({(*self.field, 1), (1,)})
        following = [path for path in paths if path in expected and path not in self.seen]
        if row.mark.changed == "số":
            fresh = paths[0] not in self.seen and paths[0] > self.last
            return paths[0] if fresh or not following else following[0]
        return following[0] if len(set(following)) == 1 else None

    def _keep(self, row: Row, path: Path) -> None:
        self.last, self.letters = path, 0
        self.seen.add(path)
        self.lines.append(Coded(row, path))


def _lost(row: Row) -> Problem:
    return Problem(
        "BD-20",
        f"Mã “{row.mark.words}” của “{shortened(row.name, 60)}” đã bị Excel đổi thành ngày, không đoán được mã cũ",
        "Định dạng cột mã thành Văn bản (Text) rồi gõ lại mã ở ô này",
        place_of(row),
    )


def _repaired(row: Row, code: str) -> Problem:
    what = "một ngày" if row.mark.changed == "ngày" else "một số"
    return Problem(
        "BD-21",
        f"Mã ở ô này bị Excel đổi thành {what} ({row.mark.words}), được đọc là {code} theo vị trí của dòng",
        "Xem lại mã của dòng này",
        place_of(row),
        Severity.NOTE,
    )
