"""Uploaded files under safe names in a folder of their own, for as long as the server runs."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

from fastapi import Request, UploadFile

from generator import files
from generator.errors import InputRefusedError, Place, Problem
from generator.file_names import safe_name
from generator.package import LARGEST_FILE
from generator.web.desk import NotThereError

MOST_FILES: Final = 500
KEPT: Final = 200
"""How many of those that came in are kept."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Files that came in together."""

    key: str
    paths: tuple[Path, ...]


@dataclass(slots=True)
class Intakes:
    """All that came in since the server started; the oldest give way."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="vanban-nhan-")))
    known: dict[str, Intake] = field(default_factory=dict)

    def take(self, uploads: Sequence[UploadFile]) -> Intake:
        """Keep uploaded files. Raises InputRefusedError for none, too many or too large ones."""
        given = [upload for upload in uploads if upload.filename]
        if not given:
            raise InputRefusedError(Problem("WEB-20", "Chưa chọn tệp nào", "Bấm vào ô chọn tệp, hoặc kéo tệp thả vào đó"))
        if len(given) > MOST_FILES:
            message = f"Gửi {len(given)} tệp một lúc, nhiều hơn {MOST_FILES}"
            raise InputRefusedError(Problem("WEB-21", message, "Chia thành nhiều lần, hoặc nén vào một tệp .zip"))
        key = secrets.token_urlsafe(12)
        home = self.folder / key
        paths: list[Path] = []
        for upload in given:
            path = _free(home, safe_name(upload.filename or ""))
            files.write_new(path, _content(upload))
            paths.append(path)
        self.known[key] = Intake(key, tuple(paths))
        self._forget()
        return self.known[key]

    def drop(self, key: str) -> None:
        """Throw away what came in together, once nobody needs it any more."""
        shutil.rmtree(self.folder / key, ignore_errors=True)
        self.known.pop(key, None)

    def close(self) -> None:
        """Throw everything away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _forget(self) -> None:
        for key in list(self.known)[:-KEPT]:
            self.drop(key)


def taken_in(request: Request, uploads: Sequence[UploadFile]) -> Intake:
    """Keep the files of a request. Raises what `Intakes.take` raises."""
    return cast("Intakes", request.app.state.intakes).take(uploads)


@contextmanager
def passing(request: Request, upload: UploadFile) -> Iterator[Path]:
    """A file for as long as the block lasts: it takes no place of those that are kept. Raises what `Intakes.take` raises."""
    intakes = cast("Intakes", request.app.state.intakes)
    intake = intakes.take([upload])
    try:
        yield intake.paths[0]
    finally:
        intakes.drop(intake.key)


def intake_of(request: Request, key: str) -> Intake:
    """Files that came in earlier. Raises NotThereError when they are gone."""
    found = cast("Intakes", request.app.state.intakes).known.get(key)
    if found is None:
        raise NotThereError(Problem("WEB-22", "Các tệp đã gửi không còn được giữ", "Chọn lại tệp rồi gửi lại"))
    return found


def _free(folder: Path, name: str) -> Path:
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path


def _content(upload: UploadFile) -> bytes:
    data = upload.file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        message = f"lớn hơn {LARGEST_FILE // 2**20} MB nên không được nhận"
        raise InputRefusedError(Problem("WEB-23", message, "Xem lại có đúng tệp cần dùng không", Place(safe_name(upload.filename or ""))))
    return data
