"""The registers of a folder to read in: every paper that was issued, by year, found by any words, with its final files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.actions.issuing import final_stem
from generator.errors import GeneratorError, Problem
from generator.vietnamese import folded, short_date, without_marks
from generator.workbook import Register, RegisterRow, read_register, register_year

_ENDS: Final = (".docx", ".pdf", ".json", ".edxml")


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A row of a register with the files of its final copy that are still there."""

    year: int
    row: RegisterRow
    files: tuple[Path, ...] = ()

    @property
    def code(self) -> str:
        """`05/KH-SKHCN`; the number alone where no symbol was written."""
        return f"{self.row.number:02d}/{self.row.symbol}" if self.row.symbol else f"{self.row.number:02d}"

    @property
    def searched(self) -> str:
        """All its words in small letters without marks, for a search."""
        day = (short_date(self.row.day), f"{self.row.day:%d/%m/%Y}") if self.row.day else ()
        return _bare(" ".join((self.code, *day, *self.row.words.values())))


@dataclass(frozen=True, slots=True)
class Registers:
    """The papers of all registers, the newest year first and each year in the order of its book; `books` are those that were read."""

    papers: tuple[IssuedPaper, ...] = ()
    problems: tuple[Problem, ...] = ()
    books: tuple[tuple[int, Register], ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a book, the newest first."""
        return tuple(year for year, _ in self.books)

    def name(self, year: int) -> str:
        """The file of a year's book."""
        return next(book.path.name for found, book in self.books if found == year)

    @property
    def symbols(self) -> tuple[str, ...]:
        """Every symbol that was used, each once."""
        return tuple(sorted({paper.row.symbol for paper in self.papers if paper.row.symbol}))

    def heading(self, year: int | None) -> tuple[str, ...]:
        """The agency's lines of a year's book, or of the newest that has some."""
        return next((book.heading for found, book in self.books if book.heading and year in {None, found}), ())


def issued_papers(folder: Path, out: Path, read: Callable[[Path], Register] = read_register) -> Registers:
    """Read every register of a folder; one that can't be read is told among the problems and the others are shown.

    `read` may keep what it read: a book of some thousand rows takes a second.
    """
    papers: list[IssuedPaper] = []
    problems: list[Problem] = []
    books: list[tuple[int, Register]] = []
    for year, path in sorted(registers_in(folder), reverse=True):
        try:
            register = read(path)
        except GeneratorError as error:
            problems += error.problems
            continue
        papers += _papers(register, year, out)
        problems += register.problems
        books.append((year, register))
    return Registers(tuple(papers), tuple(problems), tuple(books))


def registers_in(folder: Path) -> list[tuple[int, Path]]:
    """The register of each year that lies in a folder."""
    inside = folder.iterdir() if folder.is_dir() else ()
    years = ((register_year(path.name), path) for path in inside if path.is_file())
    return [(year, path) for year, path in years if year is not None]


def found(papers: Iterable[IssuedPaper], words: str = "", year: int | None = None, symbol: str = "") -> tuple[IssuedPaper, ...]:
    """The papers of a year and a symbol in which every word occurs; marks, case and order of the words do not matter."""
    wanted = _bare(words).split()
    return tuple(
        paper
        for paper in papers
        if year in {None, paper.year}
        and (not symbol or folded(paper.row.symbol) == folded(symbol))
        and all(word in paper.searched for word in wanted)
    )


def _papers(register: Register, year: int, out: Path) -> list[IssuedPaper]:
    return [IssuedPaper(year, row, _files(row, out / "phat-hanh" / str(year))) for row in register.rows]


def _files(row: RegisterRow, folder: Path) -> tuple[Path, ...]:
    """Files of a row that this program registered: a row typed by hand may bear the number of another's file."""
    if not row.mark:
        return ()
    stem = final_stem(row.number, row.symbol)
    return tuple(path for end in _ENDS if (path := folder / f"{stem}{end}").is_file())


def _bare(words: str) -> str:
    return without_marks(folded(words))


def as_tables(papers: Sequence[IssuedPaper]) -> list[dict[str, str | int | list[str]]]:
    """The same as plain values."""
    return [
        {
            "year": paper.year,
            "code": paper.code,
            "day": paper.row.day.isoformat() if paper.row.day else "",
            "subject": paper.row.words.get("subject", ""),
            "signer": paper.row.signer,
            "recipients": paper.row.words.get("recipients", ""),
            "files": [path.name for path in paper.files],
        }
        for paper in papers
    ]
