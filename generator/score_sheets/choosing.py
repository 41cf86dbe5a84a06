"""Which tables of a workbook are the score sheet: parts of one are joined, two that say the same of different bodies are asked about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from generator.errors import InputRefusedError, Place, Problem
from generator.score_sheets.cells import Grid
from generator.score_sheets.codes import Sort
from generator.score_sheets.columns import with_choices
from generator.score_sheets.headings import Table, bare, tables_of
from generator.score_sheets.model import Ask, Choices, Question
from generator.score_sheets.rows import Row, rows_of

_HALF: Final = 2


@dataclass(frozen=True, slots=True)
class _Part:
    """A table with what it lists: the names of all its lines, and marks with names of its criteria, fields left out."""

    table: Table
    keys: frozenset[tuple[str, str]]
    names: frozenset[str]


def chosen_tables(grids: Sequence[Grid], choices: Choices, ask: Ask | None) -> tuple[list[Table], tuple[str, ...]]:
    """The tables that make up one score sheet, and what a person should know of the rest. Raises InputRefusedError."""
    if not any(grid.rows for grid in grids):
        raise InputRefusedError(Problem("BD-06", "Bảng tính không có chữ nào", "Xem lại có đúng tệp cần dùng không"))
    name, number = _wanted(grids, choices.sheet)
    seen = [grid for grid in grids if not grid.hidden] or list(grids)
    wanted = [grid for grid in grids if grid.title == name] if name else seen
    parts = [part for grid in wanted for table in tables_of(grid) if (part := _part(with_choices(table, choices))).names]
    if not parts:
        raise InputRefusedError(_no_table(wanted))
    kept = [part for part in parts if not _is_summary(part, parts)]
    remarks = [f"Bảng tóm tắt ở trang {part.table.grid.title} không được lấy" for part in parts if part not in kept]
    remarks += [f"Trang ẩn {grid.title} không được đọc" for grid in grids if grid.hidden and grid not in wanted]
    sets = _alternatives(kept)
    index = _which(sets, number, ask) if len(sets) > 1 else 0
    return [part.table for part in sets[index]], tuple(remarks)


def _wanted(grids: Sequence[Grid], sheet: str) -> tuple[str, int]:
    """`Sở KH&CN#2` as the name of a sheet and the number of a table in it (0: not said)."""
    if not sheet:
        return "", 0
    titles = {bare(grid.title): grid.title for grid in grids}
    head, _, tail = sheet.rpartition("#")
    name, number = (head, int(tail)) if head and tail.isdigit() else (sheet, 0)
    if bare(name) not in titles:
        listed = "; ".join(grid.title for grid in grids)
        raise InputRefusedError(Problem("BD-14", f"Không có trang “{name}” (các trang: {listed})", "Ghi lại tên trang ở --sheet"))
    return titles[bare(name)], number


def _no_table(grids: Sequence[Grid]) -> Problem:
    names = "; ".join(grid.title for grid in grids[:5])
    return Problem(
        "BD-07",
        f"Không thấy bảng điểm nào (đã tìm ở trang {names})",
        "Ghi phía trên bảng một hàng tiêu đề có STT, Tiêu chí, Điểm tối đa, Điểm đạt, hoặc chọn trang khác bằng --sheet",
    )


def _part(table: Table) -> _Part:
    rows = [row for row in rows_of(table) if row.mark.sort is not Sort.NONE]
    fields = Sort.ROMAN if any(row.mark.sort is Sort.ROMAN for row in rows) else Sort.DOTTED
    return _Part(
        table,
        frozenset((row.mark.words, bare(row.name)) for row in rows if not _is_field(row, fields)),
        frozenset(bare(row.name) for row in rows),
    )


def _is_summary(part: _Part, parts: Sequence[_Part]) -> bool:
    """Whether a table lists fields alone, each of which stands in another table with its criteria."""
    detailed = frozenset(name for other in parts if other.keys for name in other.names)
    return not part.keys and part.names <= detailed


def _is_field(row: Row, fields: Sort) -> bool:
    return row.mark.sort is fields and len(row.mark.path) == 1


def _alternatives(parts: Sequence[_Part]) -> list[list[_Part]]:
    """Parts that list other criteria belong together; one that lists the same again is another body's sheet."""
    sets: list[list[_Part]] = [[]]
    for part in parts:
        clash = sets[-1] and any(_same(part, other) for other in sets[-1])
        if clash:
            sets.append([part])
        else:
            sets[-1].append(part)
    return sets


def _same(one: _Part, other: _Part) -> bool:
    common = len(one.keys & other.keys)
    return common > 0 and _HALF * common >= min(len(one.keys), len(other.keys))


def _which(sets: list[list[_Part]], number: int, ask: Ask | None) -> int:
    answers = tuple(_answer(sets, each) for each in sets)
    options = tuple(f"{answer}: {_described(part.table for part in each)}" for answer, each in zip(answers, sets, strict=True))
    if 1 <= number <= len(sets):
        return number - 1
    question = Question("Tệp có nhiều bảng điểm, lấy bảng nào?", options, answers, Place("", sets[0][0].table.grid.title))
    if ask is not None:
        return ask(question)
    message = f"Tệp có {len(sets)} bảng điểm, không rõ lấy bảng nào: {'; '.join(options)}"
    raise InputRefusedError(Problem("BD-15", message, f'Chạy lại và ghi trang, ví dụ --sheet "{answers[0]}"'))


def _answer(sets: list[list[_Part]], mine: list[_Part]) -> str:
    """The words for --sheet: the sheet, and the number of the table when the sheet has several."""
    title = mine[0].table.grid.title
    here = [each for each in sets if each[0].table.grid.title == title]
    return title if len(here) == 1 else f"{title}#{here.index(mine) + 1}"


def _described(tables: Iterable[Table]) -> str:
    first = next(iter(tables))
    words = " ".join(" ".join(first.titles).split())
    return f"hàng {first.heading_rows[0]}" + (f", «{words[-70:].strip()}»" if words else "")
