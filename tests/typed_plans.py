"""The source plan typed into Word by hand, in four ways; for tests of what takes such papers over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.table import Table

from tests.letterhead_documents import Head, fill, foot, in_boxes, in_paragraphs, in_tabs, in_two_rows, line
from tests.source_plan import SOURCE_TEXT

TORN: Final = "cải cách hành\n\nchính năm 2025."
"""The sentence that a page end tore in the source."""
_HEAD: Final = Head(number="Số:        /KH-SKHCN", day="Hà Giang, ngày      tháng      năm 2025")
_RECIPIENTS: Final = ("Nơi nhận:", "- Sở Nội vụ;", "- BGĐ Sở;", "- Các phòng, đơn vị;", "- Lưu: VT, VP.")
_SIGNATURE: Final = ("GIÁM ĐỐC", "", "", "", "Phan Đăng Đông")
_COLUMNS: Final = 8


def source_lines() -> list[str]:
    """The lines of the source, those of the torn sentence as one with a break inside."""
    return [
        found for found in SOURCE_TEXT.read_text(encoding="utf-8").replace(TORN, TORN.replace("\n\n", "\v")).split("\n") if found.strip()
    ]


def _part(first: str, last: str) -> list[str]:
    """The lines from one that begins so to one that begins so, both included."""
    lines = source_lines()
    start = next(index for index, words in enumerate(lines) if words.startswith(first))
    end = next(index for index, words in enumerate(lines) if words.startswith(last) and index >= start)
    return lines[start : end + 1]


def text_lines() -> list[str]:
    """From the bases to the closing sentence."""
    return _part("Căn cứ", "Trên đây")


def annex_rows() -> list[list[str]]:
    """The rows of the table, the heading first, with the torn row as it stands."""
    lines = source_lines()
    start = next(index for index, words in enumerate(lines) if words.startswith("STT"))
    return [_padded(words.split("\t")) for words in lines[start:]]


def _padded(cells: list[str]) -> list[str]:
    return (cells + [""] * _COLUMNS)[:_COLUMNS]


def joined_rows() -> list[list[str]]:
    """The same with the torn row whole."""
    rows: list[list[str]] = []
    for row in annex_rows():
        if row[0] or not rows:
            rows.append(row)
        else:
            rows[-1] = [f"{above} {rest}".strip() if rest.strip() else above for above, rest in zip(rows[-1], row, strict=True)]
    return rows


def _start(setting: Callable[[WordDocument, Head], None]) -> WordDocument:
    document = docx.Document()
    setting(document, _HEAD)
    line(document, "KẾ HOẠCH", bold=True, centred=True)
    line(document, "Khắc phục những hạn chế chỉ số cải cách hành chính năm 2024", bold=True, centred=True)
    return document


def _text(document: WordDocument, *, torn: bool = False) -> None:
    typed = text_lines()
    for words in [part for whole in typed for part in whole.split("\v")] if torn else typed:
        heading = words[:1] in "IVX123456789" and ". " in words[:6]
        first, *rest = words.split("\v")
        paragraph = line(document, first, bold=heading)
        for more in rest:
            paragraph.add_run().add_break(WD_BREAK.LINE)
            paragraph.add_run(more).font.name = "Times New Roman"


def _annex_head(document: WordDocument) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    line(document, "DANH MỤC", bold=True, centred=True)
    title = "Các tiêu chí, tiêu chí thành phần còn tồn tại, hạn chế trong chỉ số cải cách hành chính năm 2025"
    line(document, title, bold=True, centred=True)


def _table(document: WordDocument, rows: Sequence[Sequence[str]]) -> Table:
    table: Table = document.add_table(len(rows), _COLUMNS)
    for row, words in zip(table.rows, rows, strict=True):
        for cell, said in zip(row.cells, words, strict=True):
            fill(cell, (said,))
    return table


def in_tables() -> WordDocument:
    """Letterhead, signature and annex in tables."""
    document = _start(in_two_rows)
    _text(document)
    foot(document, _RECIPIENTS, _SIGNATURE)
    _annex_head(document)
    _table(document, joined_rows())
    return document


def with_tabs() -> WordDocument:
    """Everything that stands side by side set out with tabs, the annex too; what page ends tore stays torn."""
    document = _start(in_tabs)
    _text(document, torn=True)
    left, right = list(_RECIPIENTS), list(_SIGNATURE)
    for words, beside in zip(left, right, strict=True):
        line(document, f"{words}\t\t{beside}" if beside else words)
    _annex_head(document)
    for row in annex_rows():
        line(document, "\t".join(row))
    return document


def with_boxes() -> WordDocument:
    """The letterhead in text boxes; the annex torn into two tables at a page end, in the middle of a row."""
    document = _start(in_boxes)
    _text(document)
    foot(document, _RECIPIENTS, _SIGNATURE)
    _annex_head(document)
    rows = annex_rows()
    torn = next(index for index, row in enumerate(rows) if not row[0])
    _table(document, rows[:torn])
    line(document, "")
    _table(document, [rows[0], *rows[torn:]])
    return document


def with_merged_cells() -> WordDocument:
    """Plain lines for a letterhead; a heading of two rows, field rows over the whole width, one lead unit merged over its rows."""
    document = _start(in_paragraphs)
    _text(document)
    foot(document, _RECIPIENTS, _SIGNATURE)
    _annex_head(document)
    heading, *rows = joined_rows()
    upper = [*heading[:2], "Điểm", "", *heading[4:]]
    lower = ["", "", "Tối đa", "Kết quả", "", "", "", ""]
    table = _table(document, [upper, lower, *rows])
    table.cell(0, 2).merge(table.cell(0, 3))
    for column in (0, 1, 4, 5, 6, 7):
        table.cell(0, column).merge(table.cell(1, column))
    for number, row in enumerate(rows, 2):
        if not row[2]:
            table.cell(number, 0).merge(table.cell(number, 7))
    _merge_alike(table, rows, column=5)
    return document


def _merge_alike(table: Table, rows: Sequence[Sequence[str]], *, column: int) -> None:
    """Cells with the same words one under the other, as one."""
    for number in range(len(rows) - 1, 0, -1):
        if rows[number][2] and rows[number - 1][2] and rows[number][column] == rows[number - 1][column]:
            fill(table.cell(number + 2, column), ("",))
            table.cell(number + 1, column).merge(table.cell(number + 2, column))


WAYS: Final = {"bảng": in_tables, "phím tab": with_tabs, "hộp văn bản": with_boxes, "ô gộp": with_merged_cells}
