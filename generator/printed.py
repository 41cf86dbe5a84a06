"""A PDF as a reader sees it: lines of words with place and fonts, the straight lines drawn on each page, a picture of a page."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

_GAP: Final = 18.0
"""Points of white between two words that no longer belong to one line: columns of a letterhead, cells of a table."""
_THIN: Final = 2.5
_SHORTEST: Final = 14.0
_FORMS_DEEP: Final = 4
_SUBSET: Final = 7
"""`ABCDEF+` before the name of a font of which only some letters are in the file."""
_BROKEN_HYPHEN: Final = {"\ufffe": "-", "\u00ad": "-"}
"""How a hyphen at the end of a line comes out."""
_DOTS: Final = 110
"""Dots to the inch at which small print is read on a screen."""
_POINTS: Final = 72
"""Points to the inch, the measure of a PDF."""
_COLOURS: Final = 3
_one_at_a_time: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page in points, from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    def joined(self, other: Box) -> Box:
        """The box around both."""
        return Box(min(self.left, other.left), min(self.bottom, other.bottom), max(self.right, other.right), max(self.top, other.top))


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Words that stand on one line without a wide gap."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page: its lines from top to bottom, the straight lines drawn across it, the names of its fonts."""

    lines: tuple[PrintedLine, ...]
    rules: tuple[Box, ...]
    fonts: frozenset[str]
    height: float


def printed(pdf: bytes) -> tuple[PrintedPage, ...]:
    """The pages of a PDF. Raises ValueError when it is none."""
    with _opened(pdf) as document:
        return tuple(_page(page) for page in document)


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has. Raises ValueError when it is none."""
    with _opened(pdf) as document:
        return len(document)


def picture(pdf: bytes, index: int, *, dots: int = _DOTS) -> bytes:
    """A page, counted from 0, as a PNG with `dots` to the inch. Raises ValueError when it is no PDF, IndexError when it has no such page.

    Pillow and numpy would do this too, but where they are installed openpyxl imports them, and every command would start later.
    """
    with _opened(pdf) as document:
        if not 0 <= index < len(document):
            raise IndexError(index)
        page = document[index]
        bitmap = page.render(scale=dots / _POINTS, rev_byteorder=True, prefer_bgrx=False, maybe_alpha=False)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        letters = bytes(bitmap.buffer)
        bitmap.close()
        page.close()
    return _png(width, height, [letters[row * stride : row * stride + width * _COLOURS] for row in range(height)])


def _png(width: int, height: int, rows: list[bytes]) -> bytes:
    """Rows of red, green and blue as a PNG; grey where no row has any colour, a third of the size."""
    coloured = any(not row[0::_COLOURS] == row[1::_COLOURS] == row[2::_COLOURS] for row in rows)
    lines = rows if coloured else [row[::_COLOURS] for row in rows]
    header = struct.pack(">IIBBBBB", width, height, 8, 2 if coloured else 0, 0, 0, 0)
    body = zlib.compress(b"".join(b"\x00" + line for line in lines), 6)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    """The document, for one thread at a time: the library shares its state between all documents."""
    import pypdfium2  # noqa: PLC0415 - 8 MB of native code, and most checks draw no page

    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise ValueError(str(error)) from error
        try:
            yield document
        finally:
            document.close()


def _page(page: Any) -> PrintedPage:  # noqa: ANN401 - the library has no types
    from pypdfium2 import raw  # noqa: PLC0415 - the same

    words = page.get_textpage()
    lines = sorted(_lines(words), key=lambda line: (-round(line.box.bottom), line.box.left))
    rules: set[Box] = set()
    fonts: set[str] = set()
    for drawn in page.get_objects(max_depth=_FORMS_DEEP):
        if drawn.type == raw.FPDF_PAGEOBJ_PATH:
            box = Box(*(round(side, 1) for side in drawn.get_bounds()))
            if box.top - box.bottom <= _THIN and box.width >= _SHORTEST:
                rules.add(box)
        elif drawn.type == raw.FPDF_PAGEOBJ_TEXT:
            fonts.add(_family(drawn.get_font().get_family_name() or drawn.get_font().get_base_name()))
    found = tuple(sorted(rules, key=lambda box: (-box.top, box.left)))
    result = PrintedPage(tuple(lines), found, frozenset(fonts), page.get_height())
    words.close()
    page.close()
    return result


def _family(name: str) -> str:
    return name[_SUBSET:] if name[_SUBSET - 1 : _SUBSET] == "+" else name


def _lines(words: Any) -> Iterator[PrintedLine]:  # noqa: ANN401 - the library has no types
    """Letters put together as long as they follow one another on one height."""
    text: list[str] = []
    box: Box | None = None
    for index, char in enumerate(words.get_text_range()):
        if char in "\r\n":
            if box is not None:
                yield PrintedLine("".join(text).strip(), box)
            text, box = [], None
            continue
        if char.isspace():
            text.append(" ")
            continue
        here = Box(*words.get_charbox(index))
        if box is not None and (here.left - box.right > _GAP or here.left < box.left - _GAP):
            yield PrintedLine("".join(text).strip(), box)
            text, box = [], None
        text.append(_BROKEN_HYPHEN.get(char, char))
        box = here if box is None else box.joined(here)
    if box is not None:
        yield PrintedLine("".join(text).strip(), box)
