"""Which column holds which points: headings decide, then sums, then a person; nothing is guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final, NoReturn

from generator import vietnamese
from generator.errors import InputRefusedError, Problem
from generator.score_sheets.cells import Value, column_of, letter, shown
from generator.score_sheets.codes import Path
from generator.score_sheets.headings import Table
from generator.score_sheets.model import Ask, Choices, Meaning, Question, ReadColumn
from generator.score_sheets.tree import Coded

ROUNDING: Final = Decimal("0.005")
"""Published points have two or three decimals: sums may differ by less than this."""
_POINTS: Final = re.compile(r"\s*(?:điểm|đ)\.?$", re.IGNORECASE)
_FIRST_VALUES: Final = 3
_HALF: Final = 2


@dataclass(slots=True)
class Columns:
    """The columns of one table by meaning, and what decided where a heading alone did not."""

    table: Table
    lines: Sequence[Coded]
    chosen: dict[Meaning, int] = field(default_factory=dict)
    because: dict[Meaning, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    appraised_is_score: bool = False
    """No column of scores: they are the appraised points, or those of the survey."""

    def value(self, row: int, meaning: Meaning) -> Value:
        """The cell of a row that has this meaning."""
        return self.table.grid.at(row, self.chosen[meaning]) if meaning in self.chosen else None

    def read(self) -> tuple[ReadColumn, ...]:
        """The columns as they were understood, from the left."""
        own = {column: meaning for meaning, column in self.chosen.items()}
        heads = [head for head in self.table.heads if head.heading or head.column in own]
        return tuple(self._read_one(head.column, head.heading, own.get(head.column)) for head in heads)

    def _read_one(self, column: int, heading: str, meaning: Meaning | None) -> ReadColumn:
        known = meaning or next((head.meaning for head in self.table.heads if head.column == column), None)
        names = {Meaning.CODE, Meaning.NAME, Meaning.INDEX}
        shown_as = meaning or (known if known in names else None) or Meaning.OTHER
        return ReadColumn(letter(column), heading, shown_as, self.because.get(meaning, "") if meaning else "")


def points_of(value: Value) -> Decimal | None:
    """Points in a cell: a number, or `1,5`, `1.5`, `2 điểm` as text; None when it is none."""
    if isinstance(value, Decimal):
        return value
    return vietnamese.parse_decimal(_POINTS.sub("", value)) if isinstance(value, str) else None


def decide(table: Table, lines: Sequence[Coded], choices: Choices, ask: Ask | None) -> Columns:
    """Find the columns of a table. Raises InputRefusedError when one must be chosen and nobody can be asked."""
    columns = Columns(table, [line for line in lines if not line.tentative and line.row.points])
    _take_choices(columns, choices)
    for meaning in (Meaning.MAXIMUM, Meaning.SCORE):
        if meaning not in columns.chosen:
            _find(columns, meaning, ask)
    for meaning in (Meaning.SELF, Meaning.APPRAISED, Meaning.SURVEY, Meaning.NOTE):
        _take_only(columns, meaning)
    return columns


def with_choices(table: Table, choices: Choices) -> Table:
    """The table with the meanings that a person gave its columns. Raises InputRefusedError when there is no such column."""
    wanted = {column_of(letters): meaning for meaning, letters in choices.columns.items()}
    for column in wanted:
        if not 1 <= column <= table.grid.width:
            message = f"Không có cột {letter(column)} trong bảng điểm (bảng có cột A đến {letter(table.grid.width)})"
            raise InputRefusedError(Problem("BD-12", message, "Ghi lại chữ của cột ở --column", table.place))
    others = {head: None if head.meaning in wanted.values() else head.meaning for head in table.heads}
    return replace(table, heads=tuple(replace(head, meaning=wanted.get(head.column, others[head])) for head in table.heads))


def _take_choices(columns: Columns, choices: Choices) -> None:
    for meaning, letters in choices.columns.items():
        columns.chosen[meaning] = column_of(letters)
        columns.because[meaning] = "được chọn"


def _take_only(columns: Columns, meaning: Meaning) -> None:
    """A column that nothing hangs on: taken when it is the only one of its kind."""
    free = [column for column in columns.table.columns(meaning) if column not in columns.chosen.values()]
    if meaning not in columns.chosen and len(free) == 1:
        columns.chosen[meaning] = free[0]
    elif len(free) > 1:
        columns.remarks.append(f"Có {len(free)} cột {meaning} ({', '.join(map(letter, free))}): không lấy cột nào")


def _find(columns: Columns, meaning: Meaning, ask: Ask | None) -> None:
    named = [column for column in columns.table.columns(meaning) if column not in columns.chosen.values()]
    filled = [column for column in named if _numbers(columns, column)]
    if len(filled) == 1:
        columns.chosen[meaning] = filled[0]
        if len(named) > 1:
            columns.because[meaning] = "cột cùng tên còn lại để trống"
        return
    if not named and meaning is Meaning.SCORE and _from_appraisal(columns):
        return
    candidates = filled or _possible(columns, meaning)
    if named and not candidates:
        _refuse_blank(columns.table, meaning, named[0])
    fits = [column for column in candidates if _fits(columns, column, meaning)]
    if len(fits) == 1 and len(candidates) > 1:
        columns.chosen[meaning] = fits[0]
        columns.because[meaning] = "chỉ cột này có tổng điểm thành phần bằng điểm của mục trên"
        return
    columns.chosen[meaning] = _asked(columns, meaning, candidates, ask)
    columns.because[meaning] = "được chọn"


def _from_appraisal(columns: Columns) -> bool:
    """A sheet of standard, self-given and appraised points: what was appraised is the score."""
    appraised = [column for column in columns.table.columns(Meaning.APPRAISED) if _numbers(columns, column)]
    if len(appraised) != 1:
        return False
    columns.chosen[Meaning.SCORE] = appraised[0]
    columns.appraised_is_score = True
    columns.because[Meaning.SCORE] = "bảng không có cột điểm đạt: lấy điểm thẩm định"
    return True


def _possible(columns: Columns, meaning: Meaning) -> list[int]:
    """Columns that could hold what no heading names: appraised or self-given points first, else any column of numbers."""
    table, taken = columns.table, set(columns.chosen.values())
    if meaning is Meaning.SCORE and (several := [c for c in table.columns(Meaning.APPRAISED) if _numbers(columns, c)]):
        return several
    closed = {Meaning.CODE, Meaning.NAME, Meaning.MAXIMUM, Meaning.INDEX, Meaning.SURVEY, Meaning.NOTE}
    if meaning is Meaning.MAXIMUM:
        closed |= {Meaning.SELF, Meaning.APPRAISED, Meaning.SCORE}
        closed.discard(Meaning.MAXIMUM)
    heads = [head for head in table.heads if head.column not in taken and head.meaning not in closed]
    return [head.column for head in heads if _HALF * len(_numbers(columns, head.column)) >= len(columns.lines)]


def _numbers(columns: Columns, column: int) -> list[Decimal]:
    cells = (points_of(columns.table.grid.at(line.row.row, column)) for line in columns.lines)
    return [number for number in cells if number is not None]


def _fits(columns: Columns, column: int, meaning: Meaning) -> bool:
    """Whether the points of a column add up, level by level, and stay below the maxima."""
    grid = columns.table.grid
    points = {line.path: points_of(grid.at(line.row.row, column)) for line in columns.lines}
    compared = list(unequal_sums(points, every=True))
    if meaning is Meaning.SCORE and Meaning.MAXIMUM in columns.chosen:
        tops = {line.path: points_of(grid.at(line.row.row, columns.chosen[Meaning.MAXIMUM])) for line in columns.lines}
        if any(mine is not None and (top := tops[path]) is not None and mine > top for path, mine in points.items()):
            return False
    return bool(compared) and all(abs(whole - parts) < ROUNDING for _, whole, parts in compared)


def unequal_sums(points: dict[Path, Decimal | None], *, every: bool = False) -> list[tuple[Path, Decimal, Decimal]]:
    """Lines whose points differ from the sum of those right below, which must all be known; with `every`, the equal ones too."""
    below: dict[Path, list[Decimal | None]] = defaultdict(list)
    for path, mine in points.items():
        below[path[:-1]].append(mine)
    found = []
    for path, whole in points.items():
        parts = [part for part in below[path] if part is not None]
        if whole is not None and parts and len(parts) == len(below[path]):
            total = sum(parts, Decimal(0))
            if every or abs(whole - total) >= ROUNDING:
                found.append((path, whole, total))
    return found


def _asked(columns: Columns, meaning: Meaning, candidates: list[int], ask: Ask | None) -> int:
    if not candidates:
        _refuse_missing(columns.table, meaning)
    question = Question(
        f"Cột nào là {meaning}?",
        tuple(_described(columns, column) for column in candidates),
        tuple(map(letter, candidates)),
        columns.table.place,
    )
    if ask is not None:
        return candidates[ask(question)]
    raise InputRefusedError(
        Problem(
            "BD-11",
            f"Không rõ cột nào là {meaning}: {'; '.join(question.options)}",
            f'Chạy lại và ghi cột, ví dụ --column "{meaning}={question.answers[0]}"',
            question.place,
        )
    )


def _described(columns: Columns, column: int) -> str:
    """`G «Điểm thẩm định › Lần 1» (1,9; 0; 0,94)`."""
    grid = columns.table.grid
    values = [shown(value) for line in columns.lines if (value := grid.at(line.row.row, column)) is not None][:_FIRST_VALUES]
    heading = columns.table.heading(column) or "không có tiêu đề"
    return f"cột {letter(column)} «{heading}» ({'; '.join(values) or 'trống'})"


def _refuse_blank(table: Table, meaning: Meaning, column: int) -> NoReturn:
    raise InputRefusedError(
        Problem(
            "BD-17",
            f"Cột {meaning} ({letter(column)}) không có số nào ở các dòng tiêu chí",
            "Mở tệp trong Excel cho tính lại các công thức rồi lưu, hoặc chọn cột khác bằng --column",
            table.place,
        )
    )


def _refuse_missing(table: Table, meaning: Meaning) -> NoReturn:
    heads = "; ".join(f"{letter(head.column)} «{head.heading}»" for head in table.heads if head.heading)
    raise InputRefusedError(
        Problem(
            "BD-10",
            f"Bảng điểm không có cột {meaning} (các cột: {heads})",
            f'Ghi tiêu đề cột trong tệp, hoặc chạy lại với --column "{meaning}=…"',
            table.place,
        )
    )
