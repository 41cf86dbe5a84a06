"""A Word file of before 2007 (.doc) as a .docx, through LibreOffice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from generator import files
from generator.errors import InputRefusedError, Place, Problem
from generator.files import ReadFile
from generator.libreoffice import SECONDS, libreoffice, through_libreoffice
from generator.package import LARGEST_FILE, OLE

SUFFIX: Final = ".doc"
_SAVE_ANEW: Final = "Mở tệp trong Word rồi lưu thành .docx"


def as_docx(read: ReadFile) -> ReadFile:
    """The same paper as the bytes of a .docx; the file itself is never touched.

    Raises InputRefusedError CU-01 when it is no Word file of that time, CU-02 without LibreOffice, CU-03 when the conversion fails,
    CU-07 when it takes too long.
    """
    if not read.data.startswith(OLE):
        raise _refused(read.path, "CU-01", "Tệp không phải là tệp Word cũ (.doc), có thể đã bị đổi tên")
    office = libreoffice()
    if office is None:
        raise _refused(read.path, "CU-02", "Máy chưa có LibreOffice nên chưa đọc được tệp .doc")
    with files.passing_folder() as folder:
        source = folder / "goc.doc"
        source.write_bytes(read.data)
        made = _converted(read.path, office, source)
        if made is None or made.stat().st_size > LARGEST_FILE:
            raise _refused(read.path, "CU-03", "LibreOffice không mở được tệp .doc này")
        return replace(read, path=read.path.with_suffix(".docx"), data=made.read_bytes())


def _converted(path: Path, office: Path, source: Path) -> Path | None:
    try:
        return through_libreoffice(office, source, source.parent, "docx")
    except TimeoutError as error:
        raise _refused(path, "CU-07", f"LibreOffice đọc tệp .doc này quá {SECONDS} giây chưa xong nên đã bị dừng") from error


def _refused(path: Path, code: str, message: str) -> InputRefusedError:
    return InputRefusedError(Problem(code, message, _SAVE_ANEW, Place(str(path))))
