"""The comparison started beside us, given a time, and ended with all it started when that is over."""

from __future__ import annotations

import importlib.util
import sys
from typing import Final

from generator import files, package, running
from generator.errors import InputRefusedError, OutputRefusedError, Problem
from generator.redline import engine

SECONDS: Final = 180
"""How long a comparison may take before it is given up; a draft with 1500 criteria takes about five."""


def compare(old: bytes, new: bytes, *, author: str, date: str) -> package.Package:
    """The newer of two .docx with the changes since the older one tracked. Raises OutputRefusedError."""
    if importlib.util.find_spec("docx_scalpel") is None:
        raise _not_here()
    with files.passing_folder() as folder:
        (folder / "old.docx").write_bytes(old)
        (folder / "new.docx").write_bytes(new)
        code = _run([sys.executable, "-P", engine.__file__, str(folder), author, date])
        if code == engine.NOT_HERE:
            raise _not_here()
        if code:
            raise _failed()
        try:
            return package.open_package(folder / "redline.docx")
        except InputRefusedError as error:
            raise _failed() from error


def _run(command: list[str]) -> int:
    code = running.run(command, seconds=SECONDS)
    if code is None:
        raise OutputRefusedError(Problem("SS-03", f"So sánh quá {SECONDS} giây chưa xong nên đã dừng, chưa ghi gì", _BY_HAND))
    return code


_BY_HAND: Final = "So sánh hai tệp trong Word: Review › Compare"


def _not_here() -> OutputRefusedError:
    return OutputRefusedError(
        Problem("SS-01", "Máy chưa cài phần so sánh hai bản", 'Chạy lệnh: pip install "docx-scalpel==0.9.*", rồi chạy lại'),
    )


def _failed() -> OutputRefusedError:
    return OutputRefusedError(Problem("SS-04", "Không so sánh được hai bản này, chưa ghi gì", _BY_HAND))
