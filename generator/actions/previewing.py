"""The next draft before it is made: its very bytes, its pages, the fields it prints; nothing is written."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from generator import package, pdf
from generator.actions import plan_drafts, reports
from generator.base import Origin, fingerprint
from generator.errors import OutputRefusedError, Place, Problem
from generator.files import ReadFile
from generator.richtext import Text
from generator.workbook import read_plan_book

NO_PROGRAM: Final = Problem(
    "PDF-01",
    "Máy chưa có LibreOffice (hoặc Word kèm docx2pdf) nên chưa xem được từng trang",
    "Cài LibreOffice rồi mở lại trang này; tệp Word vẫn dùng được",
)


@dataclass(frozen=True, slots=True)
class Preview:
    """The draft that would be made now. `path` is where it would stand; `new` tells whether it is not there yet.

    `looks` is the same for drafts that look the same, whenever they are made: only what rides inside them unseen differs.
    """

    path: Path
    data: bytes
    origin: Origin
    new: bool
    looks: str
    printed: Mapping[str, Text]
    problems: tuple[Problem, ...]


def preview(workbook: Path, out: Path, now: datetime, *, period: str = "", with_gaps: bool = True) -> Preview:
    """The next draft of the plan, or of the report of a period. Raises InputRefusedError as making it would, but for unpulled edits."""
    book = read_plan_book(workbook)
    if period:
        ready: plan_drafts.Prepared | reports.Prepared = reports.prepared_report(book, out, now, period=period, with_gaps=with_gaps)
    else:
        ready = plan_drafts.prepared_plan(book, out, now)
    draft = ready.draft
    data = draft.files[draft.document]
    looks = fingerprint(package.unpacked(ReadFile(draft.document, data)).parts)
    return Preview(draft.document, data, draft.origin, draft.new, looks, ready.printed, ready.problems)


def pages_of(name: str, data: bytes) -> bytes:
    """The pages of a Word file as PDF. Raises OutputRefusedError: PDF-01 when no program for it is here, PDF-02 when it fails."""
    if not pdf.is_there():
        raise OutputRefusedError(replace(NO_PROGRAM, place=Place(name)))
    with tempfile.TemporaryDirectory(prefix="vanban-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            return pdf.convert(path)
        except OutputRefusedError as error:
            raise OutputRefusedError(*(replace(problem, place=Place(name)) for problem in error.problems)) from error
