"""The register of outgoing documents (Phụ lục IV, mục I): one workbook a year, read with the clerk's own rows, a row added at its end."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from generator import files, vietnamese
from generator.errors import InputRefusedError, OutputRefusedError, Place, Problem, Severity
from generator.package import Package, Part, join, open_package, pack, unpacked
from generator.workbook.book import Book
from generator.workbook.cell_edit import CellEdit
from generator.workbook.findings import Findings
from generator.workbook.grid import FORMULA, Cell, Grid, day_only, name_of
from generator.workbook.growth import Growth
from generator.workbook.headings import Located, locate
from generator.workbook.patch import patch_cells
from generator.workbook.register_look import COLUMNS, FROM_DAY, FROM_NUMBER, Cover, entry_height, first_book
from generator.workbook.schema import Shown
from generator.workbook.sheet_xml import parse, sheet_paths, written

_NUMBER: Final = re.compile(r"(?:số\s*:?\s*)?0*(?P<number>[0-9]{1,9})\s*[a-zđ]?\s*(?:/\s*(?P<symbol>\S+))?", re.IGNORECASE)
_ORDINALS: Final = re.compile(r"\([0-9]+\)")
_MARK: Final = re.compile(r"\bMã tệp (?P<mark>[0-9a-f]{12})\b")
_MARK_LENGTH: Final = 12
_OWN_NAME: Final = re.compile(r"sổ đăng ký", re.IGNORECASE)
_NEEDED: Final = frozenset({"number", "day", "subject", "note"})
_FILE: Final = re.compile(r"so-van-ban-di-(?P<year>\d{4})\.xlsx", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document to be registered; `file` is the hash of the draft it was made from, by which its row is known again."""

    number: int
    symbol: str
    day: date
    subject: str
    signer: str
    recipients: str
    kept: str
    file: str
    remark: str = ""

    @property
    def code(self) -> str:
        """`05/KH-SKHCN`."""
        return f"{self.number:02d}/{self.symbol}"


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A row that is there: its number and symbol (empty when only a number was written), its day when readable.

    `mark` is that of its file, `remark` what else stands in «Ghi chú»; `words` is every other cell as it reads, by the key of its column.
    """

    row: int
    number: int
    symbol: str
    day: date | None
    signer: str
    mark: str
    remark: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    """A register as it was read; one that is not there yet has no package and no rows."""

    path: Path
    package: Package | None = None
    located: Located | None = None
    rows: tuple[RegisterRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    cover: Grid | None = None

    @property
    def heading(self) -> tuple[str, ...]:
        """Whose register it is, the lines that stand on its cover above its own name: `UBND TỈNH …`, `SỞ …`; none without a cover."""
        cover = self.cover.cells if self.cover is not None else {}
        lines = [cover[place].words for place in sorted(cover) if cover[place].words]
        return tuple(itertools.takewhile(lambda line: not _OWN_NAME.match(line), lines)) if any(map(_OWN_NAME.match, lines)) else ()

    def next_number(self, symbol: str) -> int:
        """One more than the highest number of the symbol's series; rows without a symbol count for every series."""
        return max((row.number for row in self.rows if _same_series(row, symbol)), default=0) + 1

    def taken(self, number: int, symbol: str) -> RegisterRow | None:
        """The row that has this number already: number and symbol are given once in a year (Điều 15.1)."""
        return next((row for row in self.rows if row.number == number and _same_series(row, symbol)), None)

    def out_of_order(self, number: int, symbol: str, day: date) -> RegisterRow | None:
        """The row of the symbol's series that contradicts most: numbers are given in the order of days."""
        later = [row for row in self.rows if row.day and _same_series(row, symbol) and row.number < number and row.day > day]
        earlier = [row for row in self.rows if row.day and _same_series(row, symbol) and row.number > number and row.day < day]
        return max(later, key=lambda row: row.day or day, default=None) or min(earlier, key=lambda row: row.day or day, default=None)

    def of_file(self, sha256: str) -> RegisterRow | None:
        """The row of a draft that was registered before."""
        return next((row for row in self.rows if row.mark == sha256[:_MARK_LENGTH]), None)


def register_path(workbook: Path, year: int) -> Path:
    """The register of a year lies beside the workbook and serves all workbooks there."""
    return workbook.with_name(f"so-van-ban-di-{year}.xlsx")


def register_year(name: str) -> int | None:
    """The year of the register that has this file name; None for the name of any other file."""
    match = _FILE.fullmatch(name)
    return int(match["year"]) if match else None


def read_register(path: Path) -> Register:
    """Read a register, or none. Raises InputRefusedError when the file is open, broken (GOI, BANG-01) or no register (PH-21)."""
    if not path.exists():
        return Register(path)
    files.refuse_if_open(path)
    return _read(path, open_package(path))


def _read(path: Path, package: Package) -> Register:
    grids = Book(package).grids
    located = next(filter(None, (_located(grid) for grid in grids.values())), None)
    if located is None:
        headings = " | ".join(column.heading for column in COLUMNS)
        cure = f"Đổi tên tệp này nếu không phải sổ đăng ký văn bản đi, hoặc lập lại dòng tiêu đề: {headings}"
        raise InputRefusedError(Problem("PH-21", "Tệp không có bảng của sổ đăng ký văn bản đi", cure, package.place))
    problems: list[Problem] = []
    rows = tuple(_rows(located, package.place.file, problems))
    cover = next((grid for grid in grids.values() if grid is not located.grid), None)
    return Register(path, package, located, rows, tuple(problems), cover)


def with_entry(register: Register, entry: Entry, cover: Cover) -> bytes:
    """The register with one more row, everything else in it as it lies; the first one of a year is made.

    Raises OutputRefusedError BANG-29 over a formula, PH-24 when the row would not be found again. The caller looks for a taken number.
    """
    shown = _shown(entry)
    if register.package is None or register.located is None:
        return first_book(cover, shown, _cover_lines((), entry))
    grid, columns = register.located.grid, register.located.columns
    used = set(columns.values())
    row = 1 + max((at for at, column in grid.cells if column in used and at >= register.located.header), default=register.located.header)
    edits = [CellEdit(grid.title, name_of(row, column), shown.get(key)) for key, column in columns.items()]
    heading, models = name_of(register.located.header, min(used)), tuple(known.row for known in register.rows)
    growth = Growth(grid.title, heading, register.located.header, row, models, frozenset({row}))
    patched = patch_cells(register.package, [*edits, *_cover_edits(register, entry)], [growth])
    made = unpacked(replace(register.package.source, data=patched))
    sheet = sheet_paths(made)[grid.title]
    data = join([_heightened(part, row, entry_height(shown)) if part.name == sheet else part for part in made.parts.values()])
    _prove(register, entry, unpacked(replace(register.package.source, data=data)))
    return data


def _prove(before: Register, entry: Entry, made: Package) -> None:
    """The row is found again with its number, those before it are as they were: a merged cell over the column would hide them."""
    *earlier, last = _read(before.path, made).rows or (None,)
    found = (last.number, last.symbol, last.mark) if last else None
    if found != (entry.number, entry.symbol, entry.file[:_MARK_LENGTH]) or tuple(earlier) != before.rows:
        cure = "Bỏ gộp ô (Merge) và bỏ công thức trong cột số, ký hiệu và cột ghi chú rồi chạy lại"
        raise OutputRefusedError(Problem("PH-24", "Dòng mới của sổ đăng ký không đọc lại được đúng nên chưa ghi", cure, made.place))


def _heightened(sheet: Part, row: int, height: int) -> Part:
    """The new row as high as its words: LibreOffice does not reckon that itself, Excel does so anew when a cell changes."""
    root = parse(sheet.data)
    for element in root.iter("{*}row"):
        if element.get("r") == str(row):
            element.set("ht", str(height))
    return pack(sheet.name, written(root))


def _shown(entry: Entry) -> dict[str, Shown]:
    return {
        "number": entry.code,
        "day": entry.day,
        "subject": entry.subject,
        "signer": entry.signer,
        "recipients": entry.recipients,
        "kept": entry.kept,
        "note": f"Mã tệp {entry.file[:_MARK_LENGTH]}" + (f"; {entry.remark}" if entry.remark else ""),
    }


def _same_series(row: RegisterRow, symbol: str) -> bool:
    return not row.symbol or vietnamese.folded(row.symbol) == vietnamese.folded(symbol)


def _located(grid: Grid) -> Located | None:
    found = locate(grid, COLUMNS, Findings(""))
    return found if found is not None and found.columns.keys() >= _NEEDED else None


def _rows(located: Located, file: str, problems: list[Problem]) -> Iterator[RegisterRow]:
    for row in located.body:
        cell = located.grid.at(row, located.columns["number"])
        if cell.filled or not cell.words or _ORDINALS.fullmatch(cell.words):
            continue
        match = None if isinstance(cell.value, date) else _NUMBER.fullmatch(cell.words)
        if match is None:
            place = Place(file, located.grid.title, located.place(row, "number"))
            cure = "Ghi dạng 15/KH-SKHCN và định dạng ô là văn bản (Text)"
            message = f"Không đọc được số, ký hiệu “{' '.join(cell.words.split())[:40]}” nên dòng này không được tính"
            problems.append(Problem("PH-22", message, cure, place, Severity.WARNING))
            continue
        day = _day(located.grid.at(row, located.columns["day"]))
        note = located.grid.at(row, located.columns["note"]).words
        mark = _MARK.search(note)
        words = {key: located.grid.at(row, column).words for key, column in located.columns.items()}
        rest = _MARK.sub("", note).strip("; \n")
        mark_found = mark["mark"] if mark else ""
        yield RegisterRow(row, int(match["number"]), match["symbol"] or "", day, words.get("signer", ""), mark_found, rest, words)


def _day(cell: Cell) -> date | None:
    return day_only(cell.value) if isinstance(cell.value, date) else vietnamese.parse_date(cell.words)


def _cover_lines(rows: tuple[RegisterRow, ...], entry: Entry) -> dict[str, str]:
    """From which day and number to which the book reaches."""
    days = [entry.day, *(row.day for row in rows if row.day)]
    numbers = [entry.number, *(row.number for row in rows)]
    first, last = (vietnamese.short_date(day) for day in (min(days), max(days)))
    return {
        FROM_DAY: f"{FROM_DAY} {first} đến ngày {last}",
        FROM_NUMBER: f"{FROM_NUMBER} {min(numbers):02d} đến số {max(numbers):02d}",
    }


def _cover_edits(register: Register, entry: Entry) -> Iterator[CellEdit]:
    """The two lines of the cover that tell how far the book reaches, where they still stand."""
    if register.cover is None:
        return
    for opening, words in _cover_lines(register.rows, entry).items():
        for place, cell in register.cover.cells.items():
            if cell.kind != FORMULA and not cell.filled and cell.words.startswith(opening) and cell.words != words:
                yield CellEdit(register.cover.title, name_of(*place), words)
