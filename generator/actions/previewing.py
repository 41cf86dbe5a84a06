"""The next draft before it is made: its very bytes, its pages, the fields it prints; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from generator import files, package, pdf
from generator.actions import plan_drafts, reports
from generator.actions.naming import named
from generator.base import Origin, fingerprint
from generator.errors import OutputRefusedError, Place, Problem
from generator.files import ReadFile
from generator.richtext import Text
from generator.standing import calendar
from generator.workbook import read_plan_book

NO_PROGRAM: Final = Problem(
    "PDF-01",
    "Máy chưa có LibreOffice (hoặc Word kèm docx2pdf) nên chưa xem được từng trang",
    "Cài LibreOffice rồi mở lại trang này; tệp Word vẫn dùng được",
)


_PARTS: Final = {
    "parent": ("Cơ quan", "agencies"),
    "agency": ("Cơ quan", "agencies"),
    "place": ("Cơ quan", "agencies"),
    "symbol": ("Mục chung của kế hoạch", "facts"),
    "title": ("Mục chung của kế hoạch", "facts"),
    "annex_title": ("Mục chung của kế hoạch", "facts"),
    "basis": ("Căn cứ", "bases"),
    "body": ("Nội dung", "body"),
    "recipient": ("Nơi nhận", "recipients"),
    "authority": ("Người ký", "signers"),
    "position": ("Người ký", "signers"),
    "signer": ("Người ký", "signers"),
    "field": ("Lĩnh vực", "fields"),
    "criterion": ("Tiêu chí", "criteria"),
    "remark": ("Kết quả các tiêu chí", "results"),
    "result": ("Kết quả các tiêu chí", "results"),
    "carried": ("Kết quả các tiêu chí", "results"),
    "note": ("Ghi chú phối hợp", "notes"),
    "evidence": ("Minh chứng", "evidence"),
    "narrative": ("Lời văn báo cáo", "narrative"),
}
"""First word of a field's key → the part of the paper, and the sheet of the workbook where its words are changed."""
_REWORDED: Final = ("Câu do phần mềm viết", "rewordings")
"""A sentence that no sheet holds: changed by hand in Word and taken back, it stands in this one."""


_WITH_ROWS: Final = frozenset({"basis", "body", "recipient", "field", "criterion", "result", "note", "evidence", "narrative"})
"""First words of keys whose second word is the id of a row."""


@dataclass(frozen=True, slots=True)
class PrintedField:
    """A printed field by its name, its words, and the row of its sheet where they are changed; 0 when no one row holds them."""

    name: str
    text: Text
    row: int


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """The printed fields that are changed in one sheet."""

    heading: str
    sheet: str
    fields: tuple[PrintedField, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The draft that would be made now. `path` is where it would stand; `new` tells whether it is not there yet.

    `rows` are the numbers of the workbook's rows by sheet and id, `periods` those whose report may be looked at too.
    `looks` is the same for drafts that look the same, whenever they are made: only what rides inside them unseen differs.
    """

    path: Path
    data: bytes
    origin: Origin
    new: bool
    looks: str
    printed: Mapping[str, Text]
    rows: Mapping[tuple[str, str], int]
    periods: tuple[str, ...]
    problems: tuple[Problem, ...]

    def parts(self) -> tuple[PrintedPart, ...]:
        """The printed fields by the sheets they come from, in the order in which each is first printed."""
        found: dict[tuple[str, str], list[PrintedField]] = {}
        for key, text in self.printed.items():
            kind, _, rest = key.partition("/")
            part = _PARTS.get(kind, _REWORDED)
            row = self.rows.get((part[1], rest.partition("/")[0]), 0) if kind in _WITH_ROWS else 0
            found.setdefault(part, []).append(PrintedField(named(key, text), text, row))
        return tuple(PrintedPart(*part, tuple(fields)) for part, fields in found.items())


def preview(workbook: Path, out: Path, now: datetime, *, period: str = "", with_gaps: bool = True) -> Preview:
    """The next draft of the plan, or of the report of a period. Raises InputRefusedError as making it would, but for unpulled edits."""
    book = read_plan_book(workbook)
    ready = (
        reports.prepared_report(book, out, now, period=period, with_gaps=with_gaps) if period else plan_drafts.prepared_plan(book, out, now)
    )
    draft, periods = ready.draft, tuple(str(row.id) for row in calendar(book.plan))
    rows = {(sheet, code): number for sheet, table in book.lists.items() for number, code in table.ids.items()}
    data = draft.files[draft.document]
    looks = fingerprint(package.unpacked(ReadFile(draft.document, data)).parts)
    return Preview(draft.document, data, draft.origin, draft.new, looks, ready.printed, rows, periods, ready.problems)


def pages_of(name: str, data: bytes) -> bytes:
    """The pages of a Word file as PDF. Raises OutputRefusedError: PDF-01 when no program for it is here, else as `pdf.convert`."""
    if not pdf.is_there():
        raise OutputRefusedError(replace(NO_PROGRAM, place=Place(name)))
    with files.passing_folder() as folder:
        path = folder / name
        path.write_bytes(data)
        try:
            return pdf.convert(path)
        except OutputRefusedError as error:
            raise OutputRefusedError(*(replace(problem, place=Place(name)) for problem in error.problems)) from error
