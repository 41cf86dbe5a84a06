"""Names for files, made of words from outside, that any disk takes: no path, no control signs, none that Windows keeps for itself."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from typing import Final

_LONGEST: Final = 100
_MOST_BYTES: Final = 180
"""A disk counts the bytes of a name, of which a Vietnamese letter has up to three; the names of what is made from a file are longer yet."""
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_RESERVED: Final = re.compile(r"(?i)(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³]|conin\$|conout\$|clock\$)[ ]*(?:\.|$)")
"""Devices of Windows, which a name that begins so and goes on with a dot still opens."""
_LONGEST_PATH: Final = 259
"""Letters of a whole path that programs of Windows open unless somebody allowed more; it counts UTF-16."""


def safe_name(given: str) -> str:
    """The last part of a name from outside, fit for any disk: no path, no control signs, no reserved name."""
    whole = given.encode("utf-8", errors="ignore").decode("utf-8")
    last = unicodedata.normalize("NFC", whole).replace("\\", "/").rpartition("/")[2]
    name = _UNSAFE.sub("_", last).strip(" .") or "tep"
    stem, dot, end = name.rpartition(".")
    short = (f"{_shortened(stem).strip(' .')}.{end[:10]}" if dot else _shortened(name)).rstrip(" .")
    return f"_{short}" if is_reserved(short) else short


def is_reserved(name: str) -> bool:
    """Whether Windows takes the name for a device, whatever ending it has: `CON`, `nul.xlsx`, `COM¹.docx`."""
    return _RESERVED.match(name) is not None


def has_unsafe_sign(name: str) -> bool:
    """Whether there is a sign in it that Windows allows in no name: `a:b.xlsx` would be written into a hidden stream of `a`."""
    return _UNSAFE.search(name) is not None


def too_long_for_windows(path: PurePath) -> bool:
    """Whether Windows opens no file at this whole path, unless long paths were allowed on that machine."""
    return len(str(path).encode("utf-16-le", errors="surrogatepass")) // 2 > _LONGEST_PATH


def shortened_name(name: str) -> str:
    """A name as a message shows it."""
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"


def _shortened(name: str) -> str:
    return name[:_LONGEST].encode("utf-8")[:_MOST_BYTES].decode("utf-8", errors="ignore")
