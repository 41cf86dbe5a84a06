"""A .docx as PDF, through LibreOffice, or through Word on Windows."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from pathlib import Path

from generator.errors import OutputRefusedError, Place, Problem
from generator.libreoffice import libreoffice, through_libreoffice


def convert(docx: Path) -> bytes:
    """The pages of a Word file as PDF bytes. Raises OutputRefusedError when no program for it is there, or it fails."""
    office = libreoffice()
    with tempfile.TemporaryDirectory(prefix="vanban-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / f"{docx.stem}.pdf"
        if office is not None:
            through_libreoffice(office, docx, Path(folder), "pdf")
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


def is_there() -> bool:
    """Whether this machine has a program that makes PDF."""
    return libreoffice() is not None or _word_is_there()


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
