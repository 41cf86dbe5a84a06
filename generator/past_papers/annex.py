"""The criteria of a paper from the tables of its annex: split rows joined, field rows to fields, merged cells filled."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from generator.anatomy import Part
from generator.past_papers.columns import Columns, by_meaning, columns, counts_columns
from generator.past_papers.source import Grid, GridCell, Line, Source
from generator.past_papers.wording import cut
from generator.records import CRITERION_CODE
from generator.richtext import EMPTY, Text
from generator.vietnamese import from_roman
from generator.workbook import bare

_CODE: Final = re.compile(rf"(?P<code>{CRITERION_CODE})(?:\s*[.:)–-]+\s*|\s+|(?=[^\W\d]))(?=\S)")
_BARE_CODE: Final = re.compile(rf"{CRITERION_CODE}\.?")
_ROMAN: Final = re.compile(r"(?:(?:lĩnh vực|phần)\s+)?(?P<number>[IVX]{1,5})\b\s*[.:)–-]*\s*", re.IGNORECASE)
_LABEL: Final = re.compile(r"phu luc(?: (?:[ivx]+|\d+))?")
_TOTAL: Final = re.compile(r"(?:tong(?: so| cong| diem)?|cong(?: linh vuc.*)?)\b.*")
_FILLED_DOWN: Final = frozenset({"lead", "support", "time", "remedy", "cause", "evidence"})
"""Columns whose merged cells hold for every row beside them."""


@dataclass(slots=True)
class CriterionCells:
    """A row of the annex by the meaning of its columns, `name` without its code; `field` is the number of the field row above it."""

    code: str
    field: str
    cells: dict[str, Text]


@dataclass(slots=True)
class CriteriaTable:
    """All criteria of a paper, their fields by number, and the columns they stood in; `odd` is what no column means."""

    columns: Columns
    rows: list[CriterionCells] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    totals: dict[str, Text] = field(default_factory=dict)
    renumbered: list[tuple[str, str]] = field(default_factory=list)
    """Fields whose Roman numeral in the paper is not their number in the index: name and number."""
    odd: list[tuple[str, str, str]] = field(default_factory=list)
    """Code, heading and words of each cell in a column without a meaning."""


def criteria_table(source: Source) -> CriteriaTable | None:
    """The criteria of the paper; a table without a heading goes on with the one before. Takes what it reads."""
    found: CriteriaTable | None = None
    for grid in source.grids:
        own = columns(grid)
        if own is not None and _of_criteria(own):
            found = found or CriteriaTable(own)
            _read(found, grid.rows[own.body :], own)
        elif found is not None and own is None and _goes_on(found, grid):
            _read(found, grid.rows, found.columns)
        else:
            continue
        source.take(grid)
    if found is not None:
        _number_by_codes(found)
    return found


def _number_by_codes(table: CriteriaTable) -> None:
    """Fields counted one after the other get the numbers that the codes of their criteria say, when these agree."""
    firsts: dict[str, set[str]] = {}
    for row in table.rows:
        firsts.setdefault(row.field, set()).add(row.code.partition(".")[0])
    numbers = {field: next(iter(found)) if len(found) == 1 and all(found) else field for field, found in firsts.items()}
    if len(set(numbers.values())) < len(numbers) or set(numbers.values()) & (set(table.fields) - set(firsts)):
        return
    table.renumbered = [(name, numbers[field]) for field, name in table.fields.items() if numbers.get(field, field) != field]
    table.fields = {numbers.get(field, field): name for field, name in table.fields.items()}
    for row in table.rows:
        row.field = numbers[row.field]


def _of_criteria(found: Columns) -> bool:
    """A plan's table has points; a report's may have results alone."""
    if not (found.has("name") or found.has("code")):
        return False
    planned = found.has("maximum") and (found.has("remedy") or found.has("score"))
    return planned or (found.has("done") and any(map(found.has, ("progress", "remedy", "lead"))))


def _goes_on(found: CriteriaTable, grid: Grid) -> bool:
    """The rest of a table that was torn at the end of a page: as many columns, no heading."""
    return len(grid.rows[0]) == max(found.columns.headings, default=0) + 1


def _read(table: CriteriaTable, rows: tuple[tuple[GridCell, ...], ...], found: Columns) -> None:
    above: dict[str, Text] = {}
    for row in rows:
        cells = by_meaning(row, found)
        if not cells or counts_columns(row) or _is_heading(row, found):
            continue
        _row(table, cells, found, _filled(row, found, above))
        above = table.rows[-1].cells if table.rows else {}


def _is_heading(row: tuple[GridCell, ...], found: Columns) -> bool:
    """The heading again, at the top of a page."""
    said = {bare(cell.text.plain) for cell in row if cell.text}
    return said <= {bare(words) for words in found.headings.values()} and len(said) > 1


def _filled(row: tuple[GridCell, ...], found: Columns, above: dict[str, Text]) -> dict[str, Text]:
    """What merged cells carry down from the row above."""
    keys = (found.meanings[cell.first] for cell in row if cell.merged and cell.first in found.meanings)
    return {key: above[key] for key in keys if key in above and key in _FILLED_DOWN}


def _row(table: CriteriaTable, cells: dict[str, Text], found: Columns, filled: dict[str, Text]) -> None:
    if _total(table, cells) or _field_row(table, cells):
        return
    code, name = _code(cells)
    if not code and _rest_of_row(table, cells, found):
        return
    number = next(reversed(table.fields), "") if table.fields else ""
    row = CriterionCells(code, number, {**filled, **cells, "name": name})
    for key in [key for key in row.cells if key.startswith("?")]:
        table.odd.append((code, _heading_at(found, key), row.cells.pop(key).plain))
    table.rows.append(row)


def _total(table: CriteriaTable, cells: dict[str, Text]) -> bool:
    words = bare(" ".join(cells[key].plain for key in ("order", "name") if key in cells))
    if not _TOTAL.fullmatch(words) or len(words) > 40:  # noqa: PLR2004 - a criterion may begin with the same word
        return False
    for key, text in cells.items():
        table.totals.setdefault(key, text)
    return True


def _field_row(table: CriteriaTable, cells: dict[str, Text]) -> bool:
    """`I | CÔNG TÁC CHỈ ĐẠO …`, or both in one cell; its other cells may hold subtotals, never a remedy."""
    if {"remedy", "lead", "done"} & set(cells):
        return False
    order, name = (cells.get(key, EMPTY).plain.strip() for key in ("order", "name"))
    words = f"{order} {name}".strip() if not _CODE.match(name) else order
    match = _ROMAN.match(words)
    rest = words[match.end() :] if match else ""
    number = from_roman(match["number"].upper()) if match else None
    if number is None or not rest:
        return False
    table.fields[str(number)] = " ".join(rest.split())
    return True


def _code(cells: dict[str, Text]) -> tuple[str, Text]:
    """The code in a column of its own, in front of the name, or as the number of the row."""
    name = cells.get("name", EMPTY)
    if match := _CODE.match(name.plain):
        return match["code"], cut(name, match.end(), len(name.plain)).strip()
    for key in ("code", "order"):
        words = cells.get(key, EMPTY).plain.strip()
        if _BARE_CODE.fullmatch(words):
            return words.rstrip("."), name
    return "", name


def _rest_of_row(table: CriteriaTable, cells: dict[str, Text], found: Columns) -> bool:
    """The rest of a row that a page end tore: no number, no points; its words go on in the row above."""
    if not table.rows or {"order", "code", "maximum", "score"} & set(cells):
        return False
    row = table.rows[-1]
    for key, text in cells.items():
        if key.startswith("?"):
            table.odd.append((row.code, _heading_at(found, key), text.plain))
        else:
            row.cells[key] = row.cells[key] + Text.of(" ") + text if row.cells.get(key) else text
    return True


def _heading_at(found: Columns, key: str) -> str:
    """The heading of a column without a meaning, whose key is `?` and its number."""
    return found.headings.get(int(key[1:]), "")


def annex_title(source: Source) -> Text:
    """The title of the annex that the criteria stand in, a line feed between its lines; taken with label and attachment line.

    Where no label says that an annex begins, the lines behind the signature are its title.
    """
    titles = [line for line in source.of(Part.ANNEX_TITLE, where=None) if line.paper <= 1]
    titles = titles or [line for line in source.behind if line.part is not Part.TABLE_TEXT and not _below_table(source, line)]
    source.take(*titles)
    source.pass_over(*source.of(Part.ANNEX_LABEL, Part.ANNEX_REFERENCE, where=None))
    return Text.of("\n".join(line.words for line in titles if not _LABEL.fullmatch(bare(line.words))))


def _below_table(source: Source, line: Line) -> bool:
    """Whether a line stands below the first table that was understood, or in a table."""
    table = next((index for index, item in enumerate(source.items) if isinstance(item, Grid) and source.is_taken(item.lines[0])), -1)
    at = next((index for index, item in enumerate(source.items) if item is line), None)
    return at is None or at > table >= 0
