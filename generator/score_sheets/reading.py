"""A score sheet of any layout into one tree of lines, with how it was read and what in it does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from generator.errors import InputRefusedError, Problem, any_error
from generator.score_sheets import codes
from generator.score_sheets.cells import open_grids, shown
from generator.score_sheets.checks import line_problems, total_problems, warning
from generator.score_sheets.choosing import chosen_tables
from generator.score_sheets.codes import joined
from generator.score_sheets.columns import ROUNDING, Columns, decide, points_of
from generator.score_sheets.headings import Table
from generator.score_sheets.model import Ask, Choices, Meaning, Reading, ScoreLine, ScoreSheet
from generator.score_sheets.rows import Row, rows_of, says_survey
from generator.score_sheets.titles import department_in, year_in
from generator.score_sheets.tree import Coded, place_of, tree_of
from generator.vietnamese import shortened

NO_CHOICES: Final = Choices()
_BLANK: Final = re.compile(r"[-–—.…/\\xX]*")
_NAMED_TOTAL: Final = re.compile(
    r"(?:lĩnh vực|mục|tiêu chí|phần|nhóm)?\s*(?<![\w+.,–-])\(?([IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*)\)?[.:]?\s*$", re.IGNORECASE
)


def read_score_sheet(path: Path, choices: Choices = NO_CHOICES, ask: Ask | None = None) -> ScoreSheet:
    """Read the score sheet that a province sends. Raises InputRefusedError when it is none, or a choice is open and `ask` is None."""
    try:
        return _read(path, choices, ask)
    except InputRefusedError as error:
        raise InputRefusedError(*(_in_file(problem, path) for problem in error.problems)) from None


def _in_file(problem: Problem, path: Path) -> Problem:
    return problem if problem.place.file else replace(problem, place=replace(problem.place, file=path.name))


def _read(path: Path, choices: Choices, ask: Ask | None) -> ScoreSheet:
    grids = open_grids(path)
    tables, remarks = chosen_tables(grids, choices, ask)
    remarks = (*remarks, *(f"chữ {writing} được đọc sang Unicode" for writing in sorted(grids[0].rewritten)))
    rows = [row for table in tables for row in rows_of(table)]
    tree = tree_of(rows)
    if not tree.lines:
        raise InputRefusedError(_no_codes(tables[0]))
    all_columns = _decided(tables, tree.lines, choices, ask)
    sheet = _Sheet(all_columns)
    sheet.problems += tree.problems
    lines = sheet.lines(_true_lines(tree.lines, all_columns))
    sheet.uncoded(tree.uncoded)
    total = sheet.totals(rows, tree.lines, lines)
    problems = tuple(_in_file(problem, path) for problem in (*sheet.problems, *line_problems(lines)))
    if any_error(problems):
        raise InputRefusedError(*problems)
    titles = [words for table in tables for words in (*table.titles, *_chosen_heading(all_columns[id(table)], choices), table.grid.title)]
    placed = tuple(replace(line, place=replace(line.place, file=path.name)) for line in lines)
    readings = tuple(_reading(all_columns[id(table)], remarks if table is tables[0] else ()) for table in _distinct(tables))
    return ScoreSheet(placed, *total, year_in([*titles, path.stem]), department_in(titles), readings, problems)


def _no_codes(table: Table) -> Problem:
    cure = "Ghi mã (1, 1.1, 1.1.2…) vào cột STT hoặc đầu tên tiêu chí"
    return Problem("BD-13", "Bảng điểm không có mã tiêu chí nào đọc được", cure, table.place)


def _chosen_heading(columns: Columns, choices: Choices) -> list[str]:
    """The words over a score column that was chosen among several: it may be one department's."""
    return columns.table.heading(columns.chosen[Meaning.SCORE]).split(" › ")[-1:] if Meaning.SCORE in choices.columns else []


def _distinct(tables: Sequence[Table]) -> list[Table]:
    """One table for each sheet and heading: a heading repeated at a page break is no other table."""
    return list({(table.grid.title, table.heads): table for table in reversed(tables)}.values())[::-1]


def _reading(columns: Columns, remarks: Iterable[str]) -> Reading:
    table = columns.table
    return Reading(table.grid.title, table.heading_rows, columns.read(), (*remarks, *columns.remarks))


def _decided(tables: Sequence[Table], lines: Sequence[Coded], choices: Choices, ask: Ask | None) -> dict[int, Columns]:
    """The columns of each table; tables of one sheet with one heading share them, so that a question comes once."""
    shared: dict[object, Columns] = {}
    found: dict[int, Columns] = {}
    for table in tables:
        key = table.heads
        alike = [other for other in tables if other.heads == key]
        if key not in shared:
            shared[key] = decide(table, [line for line in lines if line.row.table in alike], choices, ask)
        found[id(table)] = replace(shared[key], table=table)
    return found


def _true_lines(lines: Sequence[Coded], columns: dict[int, Columns]) -> list[Coded]:
    """Lines with letters or dashes are criteria only when their maxima add up to the one above and some have points of their own."""
    groups: dict[codes.Path, list[Coded]] = {}
    for line in lines:
        if line.tentative:
            groups.setdefault(line.path[:-1], []).append(line)
    whole = {line.path: line for line in lines if not line.tentative}
    return [line for line in lines if not line.tentative or _adds_up(groups[line.path[:-1]], whole[line.path[:-1]], columns)]


def _adds_up(parts: list[Coded], above: Coded, columns: dict[int, Columns]) -> bool:
    def points(line: Coded, meaning: Meaning) -> Decimal | None:
        return points_of(columns[id(line.row.table)].value(line.row.row, meaning))

    maxima = [points(part, Meaning.MAXIMUM) for part in parts]
    known = [maximum for maximum in maxima if maximum is not None and maximum > 0]
    top = points(above, Meaning.MAXIMUM)
    own = any(points(part, meaning) is not None for part in parts for meaning in (Meaning.SCORE, Meaning.SELF))
    return own and len(known) == len(parts) and top is not None and abs(sum(known, Decimal(0)) - top) < ROUNDING


@dataclass(slots=True)
class _Sheet:
    """Gathers lines and problems of the tables that were chosen."""

    columns: dict[int, Columns]
    problems: list[Problem] = field(default_factory=list)

    def lines(self, coded: Sequence[Coded]) -> tuple[ScoreLine, ...]:
        """The tree in the order of codes; of two lines with one code the first stays."""
        kept: dict[codes.Path, ScoreLine] = {}
        for line in coded:
            made = self._line(line)
            first = kept.setdefault(line.path, made)
            if first is not made:
                self._note_repeated(first, made)
        return tuple(kept[path] for path in sorted(kept))

    def _note_repeated(self, first: ScoreLine, second: ScoreLine) -> None:
        if (first.name, first.maximum, first.score) == (second.name, second.maximum, second.score) or not second.name:
            return
        message = f"Mã {first.code} có ở hai dòng; chỉ lấy dòng đầu ({first.place.cell}), bỏ dòng “{shortened(second.name, 60)}”"
        self.problems.append(warning("BD-38", message, second.place))

    def _line(self, line: Coded) -> ScoreLine:
        row, columns = line.row, self.columns[id(line.row.table)]
        points = {meaning: self._points(row, columns, meaning) for meaning in _MEASURED} if row.points else dict.fromkeys(_MEASURED)
        survey_cell = shown(columns.value(row.row, Meaning.SURVEY))
        note = shown(columns.value(row.row, Meaning.NOTE)) if row.points else ""
        own = points[Meaning.SELF] is None and (points[Meaning.APPRAISED] is None or Meaning.SELF not in columns.chosen)
        survey = row.survey or says_survey(f"{row.name} {note}") or (own and row.points and not _BLANK.fullmatch(survey_cell))
        score = points[Meaning.SCORE]
        if score is None and columns.appraised_is_score:
            score = points_of(columns.value(row.row, Meaning.SURVEY)) if row.points else None
        return ScoreLine(
            line.code,
            row.name,
            points[Meaning.MAXIMUM],
            points[Meaning.SELF],
            points[Meaning.APPRAISED],
            score,
            survey,
            note,
            place_of(row),
        )

    def _points(self, row: Row, columns: Columns, meaning: Meaning) -> Decimal | None:
        value = columns.value(row.row, meaning)
        found = points_of(value)
        if value is not None and found is None and not _BLANK.fullmatch(shown(value)):
            message = f"“{shortened(shown(value), 40)}” ở cột {meaning} không phải là số nên được để trống"
            self.problems.append(warning("BD-39", message, place_of(row, columns.chosen[meaning])))
        return found

    def uncoded(self, rows: Iterable[Row]) -> None:
        """Step marks and remarks need no code; a line with a score of its own does."""
        for row in rows:
            columns = self.columns[id(row.table)]
            points = [points_of(columns.value(row.row, meaning)) for meaning in (Meaning.SCORE, Meaning.MAXIMUM)]
            if None not in points:
                message = f"Dòng “{shortened(row.name, 60)}” có điểm nhưng không có mã nên không được lấy"
                self.problems.append(warning("BD-40", message, place_of(row)))

    def totals(self, rows: Sequence[Row], coded: Sequence[Coded], lines: tuple[ScoreLine, ...]) -> tuple[Decimal | None, Decimal | None]:
        """The totals the sheet states, compared with its lines; the last total that names nothing is that of the whole sheet."""
        named = list(self._named_totals(rows, coded))
        whole: tuple[Decimal | None, Decimal | None] = (None, None)
        loose = [index for index, (_, path, _) in enumerate(named) if not path]
        last = loose[-1] if loose else -1
        for index, (row, path, before) in enumerate(named):
            columns = self.columns[id(row.table)]
            points = tuple(points_of(columns.value(row.row, meaning)) for meaning in (Meaning.MAXIMUM, Meaning.SCORE))
            if points == (None, None):
                continue
            summed = path or ("" if index == last else before)
            if not summed:
                whole = (points[0], points[1])
            self.problems += total_problems(lines, summed, (points[0], points[1]), place_of(row))
        return whole

    @staticmethod
    def _named_totals(rows: Sequence[Row], coded: Sequence[Coded]) -> Iterator[tuple[Row, str, str]]:
        """Totals with the code they name, and the field they stand in."""
        fields = {(id(line.row.table), line.row.row): line.path[:1] for line in coded}
        field_now: codes.Path = ()
        for row in rows:
            field_now = fields.get((id(row.table), row.row), field_now)
            if row.total:
                match = _NAMED_TOTAL.search(row.name) if "+" not in row.name else None
                path = joined(codes.mark_of(match[1].upper()).path) if match else ""
                yield row, path, joined(field_now)


_MEASURED: Final = (Meaning.MAXIMUM, Meaning.SELF, Meaning.APPRAISED, Meaning.SCORE)
