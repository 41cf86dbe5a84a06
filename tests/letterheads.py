"""Small Word files with a letterhead, for tests of the final copy."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.text.paragraph import Paragraph

from generator import package
from generator.package import Package

BLANK = "\u00a0" * 6
NUMBER = f"Số: {BLANK}/KH-SKHCN"
DAY = f"Hà Giang, ngày {BLANK} tháng {BLANK} năm 2025"
ANNEX = f"(Kèm theo Kế hoạch số {BLANK}/KH-SKHCN ngày {BLANK} tháng {BLANK} năm 2025 của Sở Khoa học và Công nghệ)"

Runs = str | Sequence[str]


def small_draft(folder: Path, number: Runs = NUMBER, day: Runs = DAY, *more: Runs, name: str = "du-thao.docx") -> Package:
    """A letterhead table with these two lines (given whole or run by run), and more paragraphs below."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    for cell, line in zip(table.rows[0].cells, (number, day), strict=True):
        _say(cell.paragraphs[0], line)
    for line in ("KẾ HOẠCH", *more):
        _say(document.add_paragraph(), line)
    stream = io.BytesIO()
    document.save(stream)
    path = folder / name
    path.write_bytes(stream.getvalue())
    return package.open_package(path)


def _say(paragraph: Paragraph, line: Runs) -> None:
    runs = [line] if isinstance(line, str) else line
    for index, words in enumerate(runs):
        paragraph.add_run(words).italic = bool(index % 2)


def said(data: bytes) -> list[str]:
    """The paragraphs of a Word file: those in tables first, then the others, as they stand."""
    opened = docx.Document(io.BytesIO(data))
    cells = [cell for table in opened.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for cell in cells for paragraph in cell.paragraphs] + [paragraph.text for paragraph in opened.paragraphs]
