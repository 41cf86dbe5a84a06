"""A .docx as PDF, through LibreOffice, or through Word on Windows."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from generator.errors import OutputRefusedError, Place, Problem

SECONDS: Final = 180
"""How long a conversion may take before it is given up."""

_USUAL_PLACES: Final = (
    Path("LibreOffice/program/soffice.exe"),
    Path("LibreOffice 5/program/soffice.exe"),
)
_MAC: Final = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")


def convert(docx: Path) -> bytes:
    """The pages of a Word file as PDF bytes. Raises OutputRefusedError when no program for it is there, or it fails."""
    office = libreoffice()
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        made = Path(folder) / f"{docx.stem}.pdf"
        if office is not None:
            _through_libreoffice(office, docx, Path(folder))
        elif _word_is_there():
            _through_word(docx, made)
        else:
            raise OutputRefusedError(
                Problem(
                    "PDF-01",
                    "Máy chưa có LibreOffice (hoặc Word kèm docx2pdf) nên chưa tạo được PDF",
                    "Cài LibreOffice rồi chạy lại với --pdf; tệp Word vẫn dùng được",
                    Place(str(docx)),
                )
            )
        if not made.is_file():
            raise _failed(docx)
        return made.read_bytes()


def libreoffice() -> Path | None:
    """Where LibreOffice is on this machine, if it is."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    roots = [Path(os.environ[name]) for name in ("ProgramFiles", "ProgramFiles(x86)") if name in os.environ]
    places = [root / place for root in roots for place in _USUAL_PLACES]
    return next((place for place in (*places, _MAC) if place.is_file()), None)


def _through_libreoffice(office: Path, docx: Path, folder: Path) -> None:
    """A profile of its own lets the conversion run beside a LibreOffice that the clerk has open."""
    profile = (folder / "profile").as_uri()
    command = [str(office), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf"]
    try:
        subprocess.run(  # noqa: S603 - a program found on this machine, a file we made
            [*command, "--outdir", str(folder), str(docx)], check=True, capture_output=True, timeout=SECONDS
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise _failed(docx) from error


def _word_is_there() -> bool:
    return sys.platform == "win32" and importlib.util.find_spec("docx2pdf") is not None


def _through_word(docx: Path, made: Path) -> None:
    """Word is driven by docx2pdf, which raises whatever Word's own automation raises."""
    convert_with_word = importlib.import_module("docx2pdf").convert
    try:
        convert_with_word(str(docx), str(made))
    except Exception as error:
        raise _failed(docx) from error


def _failed(docx: Path) -> OutputRefusedError:
    return OutputRefusedError(
        Problem(
            "PDF-02", "Không chuyển được tệp Word sang PDF", "Mở tệp bằng Word hoặc LibreOffice rồi chọn lưu thành PDF", Place(str(docx))
        )
    )
