"""Which words of a document are which part of an official paper (ô số 1 to 14), in files that nobody here made."""

from generator.anatomy.making import LETTER, make_out
from generator.anatomy.parts import Anatomy, Drawn, LineBelow, Part, Piece, Regime, Where

__all__ = ["LETTER", "Anatomy", "Drawn", "LineBelow", "Part", "Piece", "Regime", "Where", "make_out"]
