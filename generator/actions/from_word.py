"""A paper written by hand in Word as the cells of a plan workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from generator import files, old_word, package, vietnamese
from generator.errors import InputRefusedError, Place, Problem, Severity
from generator.formatting import Document
from generator.package import Package, Part
from generator.past_papers import Imported, read_paper
from generator.snapshot import snapshot
from generator.transcribing import read_modern

_COMMENTS: Final = "word/comments.xml"


def take_over(path: Path, *, year: int) -> Imported:
    """Read a .docx, or a .doc where LibreOffice is. `year` is the action year of a paper that tells none. The file is never touched.

    Raises InputRefusedError when it can't be read, or is no plan, report or urging letter.
    """
    document, transcript = read_modern(_opened(path))
    found = read_paper(document, path.name, year=year)
    told = (*transcript.findings, *_waiting(document, path), *_comments(transcript.parts, path))
    problems = (*found.problems, *(replace(problem, place=replace(problem.place, file=path.name)) for problem in told))
    return replace(found, problems=problems)


def recall_line(taken: Imported) -> str:
    """How many lines of each part of the paper were understood, as a person reads it."""
    return f"Đã hiểu, theo dòng: {'; '.join(f'{part.part} {part.taken}/{part.whole}' for part in taken.recall)}"


def _opened(path: Path) -> Package:
    if path.suffix.lower() == old_word.SUFFIX:
        return package.unpacked(old_word.as_docx(files.read(path, limit=package.LARGEST_FILE)))
    if path.suffix.lower() != ".docx" and not path.is_dir():
        message = f"“{path.name}” không phải là tệp Word (.docx, .doc)"
        raise InputRefusedError(Problem("CU-04", message, "Chọn tệp kế hoạch hoặc báo cáo bằng Word", Place(str(path))))
    return package.open_package(path)


def _waiting(document: Document, path: Path) -> Iterator[Problem]:
    if document.revised:
        message = "Tệp còn vết sửa chưa duyệt; chữ thêm được lấy, chữ gạch bỏ thì không"
        cure = "Nếu muốn khác: trong Word duyệt hoặc bỏ từng vết sửa, lưu lại rồi chạy lại"
        yield Problem("CU-05", message, cure, Place(path.name), Severity.WARNING)


def _comments(opened: Mapping[str, Part], path: Path) -> Iterator[Problem]:
    """What stands in the margin is told, never taken."""
    if _COMMENTS not in opened:
        return
    parts = {name: part.data for name, part in opened.items() if name.endswith(".xml")}
    for comment in snapshot(parts).comments:
        message = f"Nhận xét của {comment.author or 'người đọc'} không đưa vào sổ: “{' '.join(comment.text.split())}”"
        yield Problem(
            "CU-06",
            message,
            "Tự sửa trong sổ nếu cần",
            Place(path.name, paragraph=vietnamese.shortened(comment.anchor, 48)),
            Severity.WARNING,
        )
