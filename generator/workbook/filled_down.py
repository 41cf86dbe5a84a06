"""Formulas filled down a list, as running totals are: when rows move they speak of the rows around their new place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.formula.translate import Translator

from generator.workbook.references import CELLS, Here, Moves, Unmovable, followed, reference

_FAR: Final = 500_000
"""A row so far down that every formula of a list can be told there."""


class FilledDown:
    """The formulas of the rows of a list: which of them are one formula, filled down."""

    def __init__(self, formulas: Iterable[tuple[str, int, str]], moves: Moves) -> None:
        """Take formulas as column, row and text."""
        self._moves = moves
        self._told: dict[str, dict[int, str]] = defaultdict(dict)
        for column, row, text in formulas:
            if row in moves.records and text:
                self._told[column][row] = _told(text, f"{column}{row}", f"{column}{_FAR}")

    def moved(self, column: str, row: int, text: str) -> str:
        """The formula of a row at its new place.

        One that stands alone goes on naming the same records. One that is filled down over all rows is told at its new place: a
        running total goes on adding up from above. Raises Unmovable when that is neither the same nor sure.
        """
        here = Here(self._moves.title, row)
        try:
            copied: str | None = self._copied(text, row)
        except Unmovable:
            copied = None
        try:
            wanted: str | None = followed(text, self._moves, here)
        except Unmovable:
            wanted = None
        if wanted is not None and (wanted == copied or not self._repeated(column, row, text)):
            return wanted
        if copied is None or not self._uniform(column, row):
            raise Unmovable
        return copied

    def _repeated(self, column: str, row: int, text: str) -> bool:
        """Whether another row has the same formula, or this one goes on from its neighbour in the column."""
        told = self._told[column]
        chained = any(_names_row(value, column, row) for value in _operands(text))
        return chained or sum(other == told.get(row) for other in told.values()) > 1

    def _uniform(self, column: str, row: int) -> bool:
        """Whether all rows have this formula, none of the new ones between them would lack it."""
        told, filled = self._told[column], self._moves.filled
        whole = self._moves.records <= told.keys() and set(told.values()) == {told[row]}
        return whole and not any(min(filled) <= new <= max(filled) for new in self._moves.taken)

    def _copied(self, text: str, row: int) -> str:
        """The formula told at its new place; what has a dollar sign follows its record. Raises Unmovable."""
        try:
            tokens = Tokenizer(f"={text}")
        except TokenizerError:
            return text
        for token in tokens.items:
            if token.type == Token.OPERAND and token.subtype == Token.RANGE:
                token.value = self._copied_reference(token.value, row)
        return "".join(token.value for token in tokens.items)

    def _copied_reference(self, words: str, row: int) -> str:
        match = CELLS.fullmatch(words)
        if match is None or (match[3] and (not match[6] or match[7])):
            return reference(words, self._moves, Here(self._moves.title))
        if match[6] and bool(match[3]) != bool(match[7]) and int(match[4] if match[3] else match[8]) > min(self._moves.records):
            raise Unmovable  # it adds up from a row amid the list
        down = self._moves.rows.get(row, row) - row
        top = int(match[4]) + (0 if match[3] else down)
        end = f":{match[5]}{match[6]}{match[7]}{int(match[8]) + (0 if match[7] else down)}" if match[6] else ""
        return f"{match[1]}{match[2]}{match[3]}{top}{end}"


def _told(formula: str, here: str, there: str) -> str:
    try:
        return str(Translator(f"={formula}", origin=here).translate_formula(there))
    except TokenizerError:
        return f"{here}: {formula}"  # no formula that Excel would keep: it is like no other


def _operands(text: str) -> list[str]:
    try:
        tokens = Tokenizer(f"={text}").items
    except TokenizerError:
        return []
    return [token.value for token in tokens if token.type == Token.OPERAND and token.subtype == Token.RANGE]


def _names_row(words: str, column: str, row: int) -> bool:
    """Whether a reference without a dollar sign names another row of the same column."""
    match = CELLS.fullmatch(words)
    return match is not None and not match[3] and match[2].upper() == column and int(match[4]) != row
