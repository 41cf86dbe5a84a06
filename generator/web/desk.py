"""The clerk's desk: the folder of workbooks, where outputs go, the clock; a name from outside is looked up, never made into a path."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final, cast
from urllib.parse import quote

from fastapi import Request

from generator import files
from generator.errors import GeneratorError, InputRefusedError, OutputRefusedError, Place, Problem
from generator.package import LARGEST_FILE

_BOOK: Final = ".xlsx"


class NotThereError(GeneratorError):
    """What an address names is not there, or not any more."""

    @classmethod
    def named(cls, what: str, name: str) -> NotThereError:
        """`Sổ kế hoạch “x” không có trong thư mục`."""
        return cls(Problem("WEB-10", f"{what} “{name}” không có hoặc không còn", "Về trang đầu để xem những gì đang có"))


@dataclass(frozen=True, slots=True)
class Desk:
    """One folder of workbooks as the page sees it. `now` gives the clerk's own time; a read-only desk changes nothing."""

    folder: Path
    out: Path
    now: Callable[[], datetime]
    read_only: bool = False

    @property
    def today(self) -> date:
        """The clerk's own day."""
        return self.now().date()

    def workbooks(self) -> dict[str, Path]:
        """Every .xlsx of the folder by its name without ending, those that an open program hides left out."""
        found = (path for path in _listed(self.folder) if path.suffix.lower() == _BOOK and path.is_file())
        return {_same(path.stem): path for path in sorted(found) if not path.name.startswith(("~$", ".", "~"))}

    def book(self, name: str) -> Path:
        """The workbook of a name. Raises NotThereError."""
        path = self.workbooks().get(_same(name))
        if path is None:
            raise NotThereError.named("Sổ kế hoạch", name)
        return path

    def workbook_file(self, name: str) -> Path:
        """The workbook of a file's name, `Kế hoạch.XLSX`. Raises NotThereError."""
        return self.book(name[: -len(_BOOK)] if name.lower().endswith(_BOOK) else name)

    def file(self, name: str) -> Path:
        """An output by its place below the folder of outputs, `a/b.docx`. Raises NotThereError."""
        path = self.out
        for part in name.split("/"):
            found = {_same(entry.name): entry for entry in _listed(path)}.get(_same(part))
            if found is None or found.is_symlink() or part.startswith("."):
                raise NotThereError.named("Tệp", name)
            path = found
        if not path.is_file():
            raise NotThereError.named("Tệp", name)
        return path

    def link(self, path: Path) -> str | None:
        """Where the page gives a file: an output or a workbook; None for any other."""
        for folder, address in ((self.out, "/tep"), (self.folder, "/so-excel")):
            try:
                inside = path.absolute().relative_to(folder.absolute())
            except ValueError:
                continue
            if address == "/tep" or len(inside.parts) == 1:
                return f"{address}/{quote(inside.as_posix())}"
        return None


def desk_of(request: Request) -> Desk:
    """The desk that this server shows."""
    return cast("Desk", request.app.state.desk)


def seen_hash(path: Path) -> str:
    """The hash of a workbook, to be carried by a page that shows it."""
    return files.read(path, limit=LARGEST_FILE).sha256


def refuse_changed(path: Path, seen: str) -> None:
    """Refuse to change a workbook that is not the one the page showed. Raises OutputRefusedError WEB-11."""
    if seen_hash(path) != seen:
        cure = "Mở lại trang này để xem bản mới nhất rồi làm lại"
        raise OutputRefusedError(Problem("WEB-11", "Sổ đã bị sửa sau khi trang này mở ra nên chưa ghi gì", cure, Place(path.name)))


def _listed(folder: Path) -> Iterator[Path]:
    try:
        yield from folder.iterdir()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        cure = "Xem lại thư mục đã chỉ khi chạy vanban serve"
        raise InputRefusedError(Problem("WEB-12", f"Không xem được thư mục ({error.strerror})", cure, Place(str(folder)))) from error


def _same(name: str) -> str:
    """One spelling for a name: a Mac writes ế as two signs, a link may too."""
    return unicodedata.normalize("NFC", name)
