"""A summary or the title of an annex may run over many lines; centred, it is no text."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from generator.anatomy import Part, Where
from tests.letterhead_documents import Head, anatomy_of, fill, in_two_rows, line, plan, words

LONG: Final = (
    "Khắc phục những tồn tại, hạn chế trong việc thực hiện các tiêu chí, tiêu chí thành phần thuộc Bộ chỉ số cải cách hành chính của các"
    " sở, ban, ngành, cơ quan trực thuộc Ủy ban nhân dân tỉnh năm 2024 và duy trì, nâng cao chất lượng các tiêu chí đã đạt điểm tối đa,"
    " bảo đảm hoàn thành mục tiêu của giai đoạn 2021 - 2030"
)
TEXT: Final = "Sở Khoa học và Công nghệ thông báo để các đơn vị biết và thực hiện./."


@pytest.mark.parametrize("summary", [LONG, LONG[:230]])
def test_a_summary_of_many_lines_is_a_summary(summary: str, tmp_path: Path) -> None:
    document = docx.Document()
    in_two_rows(document, Head())
    line(document, "KẾ HOẠCH", centred=True)
    line(document, summary, centred=True)
    line(document, TEXT)
    anatomy = anatomy_of(document, tmp_path)
    assert [piece.text for piece in anatomy.of(Part.SUMMARY)] == [summary]
    assert TEXT in [piece.text for piece in anatomy.of(Part.BODY)]


def test_a_long_paragraph_right_below_the_type_name_is_text(tmp_path: Path) -> None:
    document = docx.Document()
    in_two_rows(document, Head())
    line(document, "KẾ HOẠCH", centred=True)
    line(document, LONG)
    anatomy = anatomy_of(document, tmp_path)
    assert anatomy.of(Part.SUMMARY) == ()
    assert [piece.text for piece in anatomy.of(Part.BODY)] == [LONG]


def test_the_title_of_an_annex_of_many_lines_is_a_title(tmp_path: Path) -> None:
    document = plan()
    title = f"DANH MỤC {LONG}".upper()
    reference = "(Kèm theo Kế hoạch số 05/KH-SKHCN ngày 05 tháng 3 năm 2025 của Sở Khoa học và Công nghệ)"
    for row in ("Phụ lục", title, reference):
        line(document, row, centred=True)
    line(document, TEXT)
    annex = words(anatomy_of(document, tmp_path), where=Where.ANNEX)
    assert annex == {Part.ANNEX_LABEL: ["Phụ lục"], Part.ANNEX_TITLE: [title], Part.ANNEX_REFERENCE: [reference], Part.BODY: [TEXT]}


def test_a_summary_in_the_cell_of_its_type_name_is_a_summary(tmp_path: Path) -> None:
    document = docx.Document()
    in_two_rows(document, Head())
    cell = document.add_table(1, 1).rows[0].cells[0]
    fill(cell, ("KẾ HOẠCH", "Khắc phục hạn chế về cải cách hành chính"))
    for paragraph in cell.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line(document, TEXT)
    anatomy = anatomy_of(document, tmp_path)
    assert [piece.text for piece in anatomy.of(Part.SUMMARY)] == ["Khắc phục hạn chế về cải cách hành chính"]
    assert [piece.text for piece in anatomy.of(Part.BODY)] == [TEXT]
