"""Files that a clerk hands over: single ones, folders, zips; each opened with the same care."""

from __future__ import annotations

import io
import shutil
import stat
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from generator import files
from generator.errors import InputRefusedError, Place, Problem
from generator.file_names import safe_name

_FORM_KINDS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv"})
_LARGEST_ZIP: Final = 256 * 2**20
_LARGEST_UNPACKED: Final = 512 * 2**20
_MOST_FILES: Final = 2_000


@contextmanager
def forms_in(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The spreadsheets among the given files, in folders, and unpacked out of zips; temporary ones go when it ends.

    Raises InputRefusedError for a path that is not there and for a zip that is broken or too large.
    """
    with files.passing_folder() as folder:
        found: list[Path] = []
        for number, path in enumerate(paths):
            if path.is_dir():
                found += sorted(file for file in path.rglob("*") if _is_form(file))
            elif path.suffix.lower() == ".zip":
                found += _unpacked(path, folder / str(number))
            else:
                found.append(path)
        yield found


def _is_form(file: Path) -> bool:
    """A spreadsheet of a person: not the marker that Excel or LibreOffice leaves beside an open one."""
    return file.is_file() and file.suffix.lower() in _FORM_KINDS and not file.name.startswith(("~$", ".~lock."))


def _unpacked(path: Path, folder: Path) -> list[Path]:
    """The spreadsheets in a zip; their names never lead outside the folder, and each lies in a folder of its own."""
    source = files.read(path, limit=_LARGEST_ZIP)
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            infos = [info for info in archive.infolist() if _is_wanted(info)]
            if not infos:
                raise InputRefusedError(_zip_problem(path, "NHAN-04", "Trong tệp nén không có biểu Excel nào"))
            if len(infos) > _MOST_FILES or sum(info.file_size for info in infos) > _LARGEST_UNPACKED:
                raise InputRefusedError(_zip_problem(path, "GOI-07", "Tệp nén phình ra quá lớn khi mở nên bị từ chối"))
            return [_one(archive, info, folder / str(number)) for number, info in enumerate(infos)]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise InputRefusedError(_zip_problem(path, "GOI-06", "Tệp nén bị hỏng hoặc có mật khẩu")) from error


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(info.filename.replace("\\", "/"))
    link = stat.S_ISLNK(info.external_attr >> 16)
    return not info.is_dir() and not link and name.suffix.lower() in _FORM_KINDS and not name.name.startswith(("~$", "._"))


def _one(archive: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path) -> Path:
    folder.mkdir(parents=True)
    path = folder / safe_name(info.filename)
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise NotImplementedError(info.compress_type)  # the modules for other methods unpack without a limit
    with archive.open(info) as packed, path.open("wb") as stream:
        try:
            shutil.copyfileobj(packed, stream)  # a little at a time, for the listing may say less than there is
        except OSError as error:  # of the disk: what is packed lies in memory
            files.not_written(path, error)
    return path


def _zip_problem(path: Path, code: str, message: str) -> Problem:
    return Problem(code, message, "Giải nén rồi chọn thư mục, hoặc nén lại không đặt mật khẩu", Place(path.name))
