"""What the name of a font tells: the encoding it was made for, whether it draws capitals only, which font of today is alike."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Writing(StrEnum):
    """How words are kept in a file."""

    UNICODE = "Unicode"
    DECOMPOSED = "Unicode tổ hợp"
    TCVN3 = "TCVN3"
    VNI = "VNI"


_TCVN3: Final = re.compile(r"\.vn|vn(?:time|arial)h?$")
_VNI: Final = re.compile(r"vni(?:[-_ ]|times|helve)")
_CAPITALS: Final = re.compile(r"h(?: bold| italic)*$")
_UPRIGHT: Final = re.compile(r"arial|helv|univer|avant|swiss")


@lru_cache(maxsize=1024)
def made_for(font: str) -> Writing | None:
    """The encoding that a font was made for by its name: `.VnTime` → TCVN3, `VNI-Times` → VNI, others none."""
    name = font.strip().casefold()
    if _TCVN3.match(name):
        return Writing.TCVN3
    return Writing.VNI if _VNI.match(name) else None


@lru_cache(maxsize=1024)
def capitals_only(font: str) -> bool:
    """Whether a font of TCVN3 draws each letter as its capital: `.VnTimeH`, `.VnArialH`."""
    return made_for(font) is Writing.TCVN3 and _CAPITALS.search(font.strip().casefold()) is not None


def successor(font: str) -> str:
    """The font of today that is most alike: Arial for the upright families without feet, else Times New Roman."""
    return "Arial" if _UPRIGHT.search(font.casefold()) else "Times New Roman"
