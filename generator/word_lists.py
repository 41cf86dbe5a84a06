"""Word lists of an office: text files in a folder, one entry a line; what can't be read is told, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator import files, vietnamese
from generator.errors import InputRefusedError, Place, Problem, Severity

FOLDER: Final = "danh-muc"
"""Folder of the lists: in the program's data, and beside the workbook or the papers of an office that has its own."""
_LIMIT: Final = 2**20


def files_in(folder: Path, problems: list[Problem]) -> dict[str, bytes]:
    """The text files of a folder by name; none when there is no such folder."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.glob("*.[tT][xX][tT]")) if folder.is_dir() else ():
        try:
            found[path.name] = files.read(path, limit=_LIMIT).data
        except InputRefusedError as error:
            problems.extend(error.problems)
    return found


def entries(name: str, data: bytes, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """Numbered lines of a file that hold an entry: no blank line, no comment. `name` is its place below `danh-muc`."""
    try:
        words = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"Tệp không phải bảng mã UTF-8 (dòng {line}) nên không được đọc"
        problems.append(problem("DMUC-02", message, "Mở tệp, chọn Lưu thành (Save As) với bảng mã UTF-8", name))
        return
    for number, raw in enumerate(words.splitlines(), start=1):
        line_words = vietnamese.clean(raw)
        if line_words and not line_words.startswith("#"):
            yield number, " ".join(line_words.split())


def unknown(name: str, known: list[str]) -> Problem:
    """A file that is no list."""
    near = vietnamese.nearest(name.rpartition("/")[2], known)
    cure = f"Có phải là {near} không? Đổi tên tệp cho đúng" if near else f"Các tệp được đọc: {', '.join(known)}"
    return problem("DMUC-01", f"Không có danh mục nào tên là “{name.rpartition('/')[2]}” nên tệp không được đọc", cure, name)


def misshapen(name: str, number: int, line: str, shape: str) -> Problem:
    """A line that is no entry of its file."""
    message = f"Dòng {number} không đúng cách ghi nên bị bỏ qua"
    return problem("DMUC-03", message, f"Mỗi dòng của tệp này ghi {shape}", name, line)


def endless(name: str, number: int, line: str, most: int) -> Problem:
    """A line longer than any entry."""
    return problem("DMUC-04", f"Dòng {number} dài hơn {most} ký tự nên bị bỏ qua", "Mỗi dòng ghi một mục", name, line)


def problem(code: str, message: str, cure: str, name: str, line: str = "") -> Problem:
    """A warning at a file of the folder, and a line of it."""
    return Problem(code, message, cure, Place(file=f"{FOLDER}/{name}", paragraph=line[:60]), Severity.WARNING)
