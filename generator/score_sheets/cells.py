"""A workbook of any Excel kind as plain cells, every danger looked for first; read by a program of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NoReturn

from generator import files, vietnamese
from generator.errors import InputRefusedError, Place, Problem
from generator.legacy_text import Writing
from generator.package import LARGEST_FILE, OLE, Package, unpacked
from generator.score_sheets import engine
from generator.score_sheets.old_letters import in_modern_letters

Value = str | Decimal | date | None
"""What a cell holds: clean words, an exact number, a day that Excel shows, or nothing."""

MOST_CELLS: Final = 4_000_000
"""Cells between the first and the last written one: python-calamine keeps them all in memory, written or not."""
SECONDS: Final = 60
"""How long reading may take: a sheet of a thousand lines takes a tenth of a second."""
_NOISE: Final = Decimal("0.000001")
_LARGEST: Final = 10**9
_ALPHABET: Final = 26
_ZIP: Final = b"PK\x03\x04"
_MARKUP: Final = re.compile(rb"^\W*<(?:!doctype html|html|table|\?xml|meta|head)", re.IGNORECASE)
_LOCKED: Final = re.compile(rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""The first records of an old workbook, then the one that says the rest is locked."""
_WRITTEN: Final = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_SHEET_PART: Final = re.compile(r"^xl/worksheets/[^/]+\.xml$")


@dataclass(frozen=True)
class Grid:
    """The written cells of one sheet by row and column, both from 1, and its merged ranges (top, left, bottom, right)."""

    title: str
    rows: dict[int, dict[int, Value]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    rewritten: frozenset[Writing] = frozenset()
    """Old letters that the file was written in."""

    def at(self, row: int, column: int) -> Value:
        """One cell."""
        return self.row(row).get(column)

    def words(self, row: int, column: int) -> str:
        """One cell as words."""
        return shown(self.at(row, column))

    def row(self, row: int) -> dict[int, Value]:
        """The written cells of one row by column, from the left."""
        return self.rows.get(row, {})

    @cached_property
    def height(self) -> int:
        """The last row that holds anything."""
        return max(self.rows, default=0)

    @cached_property
    def width(self) -> int:
        """The last column that holds anything."""
        return max((max(row) for row in self.rows.values()), default=0)


def letter(column: int) -> str:
    """`G` for column 7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, _ALPHABET)
        letters = chr(65 + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """7 for `G`."""
    number = 0
    for one in letters.upper():
        number = number * _ALPHABET + ord(one) - 64
    return number


def shown(value: Value) -> str:
    """A cell as a person sees it, in words."""
    if isinstance(value, Decimal):
        return vietnamese.decimal(value)
    return vietnamese.short_date(value) if isinstance(value, date) else value or ""


def read_words(words: str) -> str:
    """Every text of every cell passes through here, titles of sheets too."""
    return vietnamese.clean(words)


def open_grids(path: Path) -> list[Grid]:
    """The sheets of a workbook, in its order. The content decides its kind, not the name. Raises InputRefusedError."""
    source = files.read(path, limit=LARGEST_FILE)
    if not source.data:
        _refuse(path, "BD-01", "Tệp bảng điểm rỗng", "Lấy lại bản gốc")
    if _MARKUP.match(source.data[:2048]):
        _refuse(path, "BD-02", f"Tệp là trang web mang tên {path.suffix or path.name}", "Mở trong Excel rồi lưu thành .xlsx")
    if source.data.startswith(_ZIP):
        _look_over(path, source)
    elif not source.data.startswith(OLE):
        _refuse(path, "BD-03", "Tệp không phải là bảng tính Excel", "Mở trong Excel rồi lưu thành .xlsx")
    elif "EncryptedPackage".encode("utf-16-le") in source.data or _LOCKED.search(source.data):
        _refuse(path, "GOI-02", "Tệp có mật khẩu", "Mở trong Excel, bỏ mật khẩu mở tệp rồi lưu lại")
    return _grids(path, source.data)


def _look_over(path: Path, source: files.ReadFile) -> None:
    """The checks of every Office package, whatever the file is called; and no cell so far away that the memory would burst."""
    try:
        package = unpacked(files.ReadFile(path.with_suffix(".xlsx"), source.data))
    except InputRefusedError as error:
        raise InputRefusedError(*(replace(problem, place=Place(str(path))) for problem in error.problems)) from None
    for name in package.parts:
        if _SHEET_PART.match(name) and _area(package, name) > MOST_CELLS:
            _refuse(path, "BD-04", "Bảng tính có ô viết ở quá xa", "Xoá các hàng, cột thừa ở cuối trang rồi lưu lại")


def _area(package: Package, name: str) -> int:
    corners = [(int(row), column_of(letters.decode("ascii"))) for letters, row in _WRITTEN.findall(package.parts[name].data)]
    return max((row for row, _ in corners), default=0) * max((column for _, column in corners), default=0)


def _grids(path: Path, data: bytes) -> list[Grid]:
    command = [sys.executable, "-P", engine.__file__]
    try:
        done = subprocess.run(command, input=data, capture_output=True, check=False, timeout=SECONDS)  # noqa: S603 - ours
    except subprocess.TimeoutExpired:
        _refuse(path, "BD-08", f"Đọc tệp quá {SECONDS} giây chưa xong nên đã dừng", "Mở trong Excel rồi lưu thành .xlsx")
    if done.returncode:
        _refuse(path, "BD-05", "Tệp bị hỏng hoặc không phải là bảng tính Excel", "Mở trong Excel, chọn sửa chữa rồi lưu thành .xlsx")
    sheets = json.loads(done.stdout)
    rewritten = in_modern_letters(sheets)
    return [replace(_grid(sheet), rewritten=rewritten) for sheet in sheets]


def _grid(sheet: dict[str, Any]) -> Grid:
    rows: dict[int, dict[int, Value]] = {}
    for row, cells in sheet["rows"]:
        written: dict[int, Value] = {column: value for column, kind, words in cells if (value := _value(kind, words)) is not None}
        if written:
            rows[row] = written
    return Grid(read_words(sheet["title"]), rows, tuple((*corners,) for corners in sheet["merged"]), sheet["hidden"])


def _value(kind: str, words: str) -> Value:
    match kind:
        case "n":
            return number_of(float(words))
        case "d":
            return date.fromisoformat(words)
        case _:
            return read_words(words) or None


def number_of(raw: float) -> Decimal | None:
    """An exact number without the noise of binary fractions; None when no score could be that large."""
    if not abs(raw) < _LARGEST:
        return None
    exact = Decimal(str(raw)).quantize(_NOISE).normalize()
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def merged_over(grid: Grid, top: int, bottom: int) -> Iterator[tuple[int, int, Value]]:
    """The cells that merged ranges cover within some rows, each with the value of its range."""
    for first, left, last, right in grid.merged:
        if first <= bottom and last >= top:
            value = grid.at(first, left)
            for row in range(max(first, top), min(last, bottom) + 1):
                for column in range(left, min(right, grid.width) + 1):
                    yield row, column, value


def _refuse(path: Path, code: str, message: str, cure: str) -> NoReturn:
    raise InputRefusedError(Problem(code, message, cure, Place(str(path)))) from None
