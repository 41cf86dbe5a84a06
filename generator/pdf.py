"""A .docx as PDF, through LibreOffice, or through Word on Windows."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Final

from generator import files
from generator.errors import OutputRefusedError, Place, Problem
from generator.libreoffice import SECONDS, libreoffice, through_libreoffice

_BY_HAND: Final = "Mở tệp bằng Word hoặc LibreOffice rồi chọn lưu thành PDF"


def convert(docx: Path) -> bytes:
    """The pages of a Word file as PDF bytes, by the LibreOffice kept warm where one is.

    Raises OutputRefusedError: PDF-01 when no program for it is there, PDF-02 when it fails, PDF-03 when it takes too long and was ended.
    """
    office = libreoffice()
    with files.passing_folder() as folder:
        made = folder / f"{docx.stem}.pdf"
        if office is not None:
            _through_libreoffice(office, docx, folder)
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


def _through_libreoffice(office: Path, docx: Path, folder: Path) -> None:
    try:
        through_libreoffice(office, docx, folder, "pdf")
    except TimeoutError as error:
        message = f"LibreOffice chuyển tệp Word sang PDF quá {SECONDS} giây chưa xong nên đã bị dừng"
        raise OutputRefusedError(Problem("PDF-03", message, _BY_HAND, Place(str(docx)))) from error


def _through_word(docx: Path, made: Path) -> None:
    """Word is driven by docx2pdf, which raises whatever Word's own automation raises."""
    convert_with_word = importlib.import_module("docx2pdf").convert
    try:
        convert_with_word(str(docx), str(made))
    except Exception as error:
        raise _failed(docx) from error


def _failed(docx: Path) -> OutputRefusedError:
    return OutputRefusedError(Problem("PDF-02", "Không chuyển được tệp Word sang PDF", _BY_HAND, Place(str(docx))))
