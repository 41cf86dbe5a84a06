"""Lengths as a clerk reads them."""

from __future__ import annotations

from typing import Final

from generator.measure import TWIPS_PER_INCH

_CM_PER_INCH: Final = 2.54


def spoken(value: float) -> str:
    """`1,27`: at most two decimals, none that say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def centimetres(twips: int) -> str:
    """`1,27 cm`."""
    return f"{spoken(twips * _CM_PER_INCH / TWIPS_PER_INCH)} cm"


def millimetres(twips: int) -> str:
    """`25 mm`, to a tenth."""
    return f"{spoken(round(twips * _CM_PER_INCH * 10 / TWIPS_PER_INCH, 1))} mm"
