"""What a formula points at, followed when rows move: each reference goes on naming the same records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import column_index_from_string

LAST_COLUMN: Final = 16_384
CELLS: Final = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?::(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7}))?")
"""Cells of a reference without its sheet: dollar sign, column, dollar sign and row, of one corner or two."""
OVER_SHEETS: Final = re.compile(r":[^<>!:]+!")
"""A reference over several sheets may be about one that it does not name."""
_COUNTED: Final = "OFFSET("
_BY_WORDS: Final = frozenset({"INDIRECT(", "HYPERLINK("})
_ROWS: Final = re.compile(r"(\$?)(\d{1,7}):(\$?)(\d{1,7})")


class Unmovable(Exception):  # noqa: N818 - it never leaves this room
    """A reference can't follow the rows that move: it would show other records than before."""


@dataclass(frozen=True)
class Moves:
    """Which rows of one sheet get another place, and what stood in the others.

    `rows` leads from the old place to the new one. `records` are the rows that held a record before, `gone` those whose record is
    deleted, `taken` those that new records get. `foreign` are columns of another list in the same sheet: they do not move.
    `sheets` are the titles of all sheets in their order.
    """

    title: str
    rows: Mapping[int, int]
    records: frozenset[int] = frozenset()
    gone: frozenset[int] = frozenset()
    taken: frozenset[int] = frozenset()
    foreign: frozenset[int] = frozenset()
    sheets: tuple[str, ...] = ()
    _spans: dict[tuple[int, int], tuple[int, int] | None] = field(default_factory=dict)

    @cached_property
    def entered(self) -> frozenset[int]:
        """Rows without a record that take in one that moves."""
        return frozenset(self.rows.values()) - frozenset(self.rows)

    @cached_property
    def places(self) -> Mapping[int, int]:
        """The new place of every record that stays in the list."""
        return {row: self.rows.get(row, row) for row in self.records - self.gone}

    @cached_property
    def filled(self) -> frozenset[int]:
        """The places of these records."""
        return frozenset(self.places.values())

    def span(self, top: int, bottom: int) -> tuple[int, int]:
        """The rows that hold the records which stood from `top` to `bottom`. Raises Unmovable when others lie between them."""
        if (top, bottom) not in self._spans:
            self._spans[top, bottom] = self._found(top, bottom)
        found = self._spans[top, bottom]
        if found is None:
            raise Unmovable
        return found

    def _found(self, top: int, bottom: int) -> tuple[int, int] | None:
        wanted = {place for row, place in self.places.items() if top <= row <= bottom}
        if top == bottom and top in self.gone and top in self.filled | self.taken:
            return None
        if wanted == {row for row in self.filled if top <= row <= bottom}:
            return top, bottom
        if not wanted:
            return None
        new_top = min(wanted) if top in self.records else top
        new_bottom = max(wanted) if bottom in self.records else bottom
        return (new_top, new_bottom) if wanted == {row for row in self.filled if new_top <= row <= new_bottom} else None


@dataclass(frozen=True, slots=True)
class Here:
    """The sheet that a formula stands in, and its row; 0 when it stands in no cell.

    With `rule` it stands for many cells, as in a conditional format: what has no dollar sign shifts from cell to cell and stays.
    """

    sheet: str
    row: int = 0
    rule: bool = False


def followed(formula: str, moves: Moves, here: Here) -> str:
    """A formula (without its equals sign) after the rows have moved. Raises Unmovable."""
    if not _concerned(formula, moves, here):
        return formula
    try:
        tokens = Tokenizer(f"={formula}")
    except TokenizerError:
        return formula
    worded = any(token.value.upper() in _BY_WORDS for token in tokens.items if token.subtype == Token.OPEN)
    before: Token | None = None
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            counted = before is not None and before.value.upper() == _COUNTED
            token.value = (_anchor if counted else reference)(token.value, moves, here)
        elif token.type == Token.OPERAND and token.subtype == Token.TEXT and worded:
            token.value = _in_words(token.value, moves, here)
        elif token.subtype == Token.OPEN and ":" in token.value:
            _anchor(token.value.rpartition(":")[0], moves, here)  # a range that ends where a function says: E2:INDEX(…)
        before = before if token.type == Token.WSPACE else token
    return "".join(token.value for token in tokens.items)


def _anchor(words: str, moves: Moves, here: Here) -> str:
    """A reference from which a function counts rows: at the top of the list it stays. Raises Unmovable elsewhere, if its row moves."""
    wanted = reference(words, moves, here)
    match = CELLS.fullmatch(words.rpartition("!")[2])
    row = int(match[4]) if match else 0
    own = row == here.row and same_sheet(here.sheet, moves.title)
    if wanted == words or own:
        return wanted
    if row == min(moves.records, default=0):
        return words
    raise Unmovable


def _in_words(literal: str, moves: Moves, here: Here) -> str:
    """A reference written as words, `"'Tiêu chí'!E2"` or `"#E2"`."""
    words = literal[1:-1].removeprefix("#")
    return literal.replace(words, reference(words, moves, Here(here.sheet))) if words else literal


def reference(words: str, moves: Moves, here: Here) -> str:
    """One reference, `E5` or `'Tiêu chí'!$E$2:$E$9`, after the rows have moved; a name stays as it is. Raises Unmovable."""
    sheet, mark, cells = words.rpartition("!")
    if ":" in sheet and "[" not in sheet:
        return _over_sheets(words, moves, here)
    if not same_sheet(unquoted(sheet) if mark else here.sheet, moves.title):
        return words
    if match := CELLS.fullmatch(cells):
        return sheet + mark + _followed_cells(match, moves, here)
    if match := _ROWS.fullmatch(cells):
        if here.rule and not match[1]:
            return words
        top, bottom = moves.span(int(match[2]), int(match[4]))
        return f"{sheet}{mark}{match[1]}{top}:{match[3]}{bottom}"
    return words


def _over_sheets(words: str, moves: Moves, here: Here) -> str:
    """`Quý1:Quý4!E2` over several sheets, or `A!E2:A!E9` with the title twice. Raises Unmovable when its rows move."""
    sheet, _, cells = words.rpartition("!")
    if "!" in sheet:
        ends = words.split(":")
    else:
        first, last = (title.casefold() for title in unquoted(sheet).split(":", 1))
        titles = [title.casefold() for title in moves.sheets]
        among = {first, last} <= {*titles} and moves.title.casefold() in titles[titles.index(first) : titles.index(last) + 1]
        ends = ["'" + moves.title.replace("'", "''") + "'!" + cells] if among else []
    if any(reference(end, moves, here) != end for end in ends):
        raise Unmovable
    return words


def _followed_cells(match: re.Match[str], moves: Moves, here: Here) -> str:
    top, bottom = int(match[4]), int(match[8] or match[4])
    left = column_index_from_string(match[2].upper())
    right = column_index_from_string((match[6] or match[2]).upper())
    columns = range(min(left, right), max(left, right) + 1) if right <= LAST_COLUMN else range(0)
    own = top == bottom == here.row and same_sheet(here.sheet, moves.title)
    if own and here.row in moves.entered:
        return match[0]  # a formula filled down over rows still empty speaks of its own row
    if (here.rule and not match[3]) or (columns and moves.foreign.issuperset(columns)):
        return match[0]
    new_top, new_bottom = moves.span(top, bottom)
    if (new_top, new_bottom) != (top, bottom) and moves.foreign.intersection(columns):
        raise Unmovable
    end = f":{match[5]}{match[6]}{match[7]}{new_bottom}" if match[6] else ""
    return f"{match[1]}{match[2]}{match[3]}{new_top}{end}"


def unquoted(sheet: str) -> str:
    """A sheet's title as a formula writes it, without its quotes."""
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") and sheet.endswith("'") else sheet


def same_sheet(one: str, other: str) -> bool:
    """Excel takes no account of the case of titles."""
    return one.casefold() == other.casefold()


def _concerned(formula: str, moves: Moves, here: Here) -> bool:
    """Whether the formula can point at the sheet at all: most do not, and need not be taken apart."""
    named = moves.title.casefold().replace("'", "''") in formula.casefold() or OVER_SHEETS.search(formula) is not None
    return bool(moves.rows or moves.gone) and (named or same_sheet(here.sheet, moves.title))
