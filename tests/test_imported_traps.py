"""Plans as people type them, each named after its trap: read right, or told; no word is lost on the way."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from generator.past_papers import Imported
from generator.plan import Plan
from generator.records import BodyKind, TimeKind
from generator.richtext import Text
from tests.imported import plan_of, taken
from tests.letterhead_documents import fill, line, saved
from tests.typed_plans import WAYS, in_tables

_WORD: Final = re.compile(r"[^\W_]+")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMES: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
_BOX: Final = (
    '<w:pict><v:shape style="width:180pt;height:90pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p>'
    "</w:txbxContent></v:textbox></v:shape></w:pict>"
)
FIXED: Final = set(
    _WORD.findall(
        "cộng hòa xã hội chủ nghĩa việt nam độc lập tự do hạnh phúc số ngày tháng năm kế hoạch nơi nhận căn cứ của kèm theo phụ lục"
        " stt lĩnh vực tiêu chí thành phần điểm tối đa kết quả giải pháp chủ trì phối hợp thời gian thực hiện"
    )
)
"""Words that the template prints by itself, and headings of columns."""
ROMAN: Final = re.compile(r"[ivx]+|\d+")
"""Numbers that the template counts."""


def changed(change: Callable[[WordDocument], None]) -> bytes:
    """The source plan typed by hand, with a trap."""
    document = in_tables()
    change(document)
    return saved(document)


def annex(document: WordDocument) -> Any:  # noqa: ANN401 - python-docx
    return document.tables[-1]


def paragraph(document: WordDocument, start: str) -> Any:  # noqa: ANN401 - python-docx
    return next(found for found in document.paragraphs if found.text.startswith(start))


def kept(found: Imported) -> set[str]:
    """Every word of the cells and of what was told."""
    rows = [found.cells.facts, *(row for name, rows in found.cells.lists.items() if name != "periods" for row in rows)]
    words = [str(value) for row in rows for value in row.values() if value is not None]
    dates = [f"{day:%d} {day.month} {day.month:02d} {day.year}" for row in rows for day in row.values() if isinstance(day, date)]
    return set(_WORD.findall(" ".join((*words, *dates, *(problem.message for problem in found.problems))).casefold()))


def lost(data: bytes) -> set[str]:
    """Words of the file, wherever they stand, that are nowhere in the workbook nor told."""
    document = docx.Document(io.BytesIO(data))
    parts = [document.element.body, *(part._element for section in document.sections for part in (section.header, section.footer))]
    lines = [_typed(found) for part in parts for found in part.iter(f"{_W}p")]
    words = set(_WORD.findall(" ".join(lines).casefold()))
    return {word for word in words - kept(taken(data)) - FIXED if not ROMAN.fullmatch(word)}


def _typed(paragraph: Any) -> str:  # noqa: ANN401 - an element of lxml
    """The words of a paragraph, a space for each tab and break; those of boxes in it are parted too."""
    shown = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}p": " "}
    return "".join(node.text or "" if node.tag == f"{_W}t" else shown.get(node.tag, "") for node in paragraph.iter())


def removed(element: Any) -> None:  # noqa: ANN401 - an element of python-docx
    element.getparent().remove(element)


def put(cell: Any, words: str) -> None:  # noqa: ANN401 - python-docx
    """Words in a cell instead of those that are there."""
    cell.text = ""
    fill(cell, (words,))


def two_bullets_with_plus(document: WordDocument) -> None:
    found = paragraph(document, "- Nâng cao")
    found.runs[0].text = "+ " + found.runs[0].text[2:]


def a_deeper_number(document: WordDocument) -> None:
    paragraph(document, "- Nâng cao").insert_paragraph_before("1.1. Việc chung của các phòng")


def a_numbered_sentence(document: WordDocument) -> None:
    paragraph(document, "2. Yêu cầu").insert_paragraph_before("3) Các phòng tự kiểm tra hằng quý, gửi kết quả về Văn phòng trước ngày 10.")


def a_list_of_word(document: WordDocument) -> None:
    found = paragraph(document, "- Nâng cao")
    found.runs[0].text = found.runs[0].text[2:]
    found.style = document.styles["List Bullet"]


def a_total_and_numbered_columns(document: WordDocument) -> None:
    table = annex(document)
    row = table.add_row()
    for cell, words in zip(row.cells, ("", "Tổng cộng", "11.5", "5.2", "", "", "", ""), strict=True):
        fill(cell, (words,))
    numbers = table.add_row()
    for index, cell in enumerate(numbers.cells, 1):
        fill(cell, (f"({index})",))
    table.rows[0]._tr.addnext(numbers._tr)


def a_wrong_total(document: WordDocument) -> None:
    row = annex(document).add_row()
    for cell, words in zip(row.cells, ("", "Tổng số", "11.5", "5.3", "", "", "", ""), strict=True):
        fill(cell, (words,))


def a_time_of_no_kind(document: WordDocument) -> None:
    put(annex(document).rows[2].cells[7], "Sau khi có hướng dẫn")


def two_lead_units(document: WordDocument) -> None:
    put(annex(document).rows[2].cells[5], "Văn phòng; Phòng Kế hoạch tài chính")


def a_score_in_words(document: WordDocument) -> None:
    put(annex(document).rows[2].cells[3], "không chấm")


def a_criterion_without_code(document: WordDocument) -> None:
    put(annex(document).rows[2].cells[1], "Mức độ làm việc trên môi trường số")


def a_column_of_their_own(document: WordDocument) -> None:
    table = annex(document)
    table.add_column(docx.shared.Cm(2))
    fill(table.rows[0].cells[8], ("Kinh phí",))
    fill(table.rows[2].cells[8], ("mười lăm triệu đồng",))


def words_in_header_and_box(document: WordDocument) -> None:
    document.sections[0].header.paragraphs[0].text = "Lưu hành trong ngành thuế"


def a_basis_on_proposal(document: WordDocument) -> None:
    paragraph(document, "Năm 2024").insert_paragraph_before("Theo đề nghị của Chánh Văn phòng Sở tại Tờ trình số 9/TTr-VP.")


def a_second_table(document: WordDocument) -> None:
    table = document.add_table(2, 2)
    for cell, words in zip(
        (cell for row in table.rows for cell in row.cells), ("Họ tên", "Điện thoại", "Bùi Văn Quý", "0912"), strict=True
    ):
        fill(cell, (words,))


def words_behind_the_annex(document: WordDocument) -> None:
    line(document, "Ghi chú: điểm lấy theo thông báo riêng")


def long_words_that_no_sheet_holds(document: WordDocument) -> None:
    long = "điểm lấy theo thông báo riêng, " * 80
    line(document, f"Ghi chú: {long} chốt ngay bởi đồng chí Lương")
    document.sections[0].header.paragraphs[0].text = f"Lưu hành nội bộ, {long} đóng dấu giáp lai"
    table = annex(document)
    table.add_column(docx.shared.Cm(2))
    fill(table.rows[0].cells[8], ("Kinh phí",))
    fill(table.rows[2].cells[8], (f"{long} mười lăm triệu đồng",))


def no_number_and_no_day(document: WordDocument) -> None:
    for row in document.tables[0].rows[1:]:
        removed(row._tr)


def no_recipients_and_no_signature(document: WordDocument) -> None:
    removed(document.tables[1]._tbl)


TRAPS: Final = (
    two_bullets_with_plus,
    a_deeper_number,
    a_numbered_sentence,
    a_list_of_word,
    a_total_and_numbered_columns,
    a_wrong_total,
    a_time_of_no_kind,
    two_lead_units,
    a_score_in_words,
    a_criterion_without_code,
    a_column_of_their_own,
    words_in_header_and_box,
    a_basis_on_proposal,
    a_second_table,
    words_behind_the_annex,
    long_words_that_no_sheet_holds,
    no_number_and_no_day,
    no_recipients_and_no_signature,
)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.__name__)
def test_no_word_of_a_plan_is_lost(trap: Callable[[WordDocument], None]) -> None:
    assert lost(changed(trap)) == set()


@pytest.mark.parametrize("way", WAYS)
def test_no_word_of_the_source_plan_is_lost(way: str) -> None:
    assert lost(saved(WAYS[way]())) == set()


def test_the_count_of_lost_words_can_fail() -> None:
    found = taken(changed(words_behind_the_annex))
    assert "riêng" in kept(found)
    del found.cells.lists["criteria"][0]["remedy"]
    assert "1428" in kept(found)  # the text names it too
    del found.cells.lists["recipients"][1]
    assert "bgđ" not in kept(found)


def read(trap: Callable[[WordDocument], None], folder: Path) -> Plan:
    return plan_of(changed(trap), folder)


def test_columns_numbered_and_a_total_are_no_criteria(tmp_path: Path) -> None:
    assert len(read(a_total_and_numbered_columns, tmp_path).criteria) == 9
    assert taken(changed(a_total_and_numbered_columns)).problems == ()


def test_a_total_that_does_not_fit_its_rows_is_told() -> None:
    assert [problem.message for problem in taken(changed(a_wrong_total)).problems] == [
        "Tổng điểm đạt trong văn bản là 5,3, cộng các dòng được 5,2"
    ]


def test_a_bullet_of_word_and_a_plus_are_bullets(tmp_path: Path) -> None:
    for trap in (a_list_of_word, two_bullets_with_plus):
        row = next(row for row in read(trap, tmp_path).body if row.text.plain.startswith("Nâng cao"))
        assert row.kind is BodyKind.BULLET


def test_a_numbered_sentence_and_a_deeper_number_stay_paragraphs_with_their_numbers(tmp_path: Path) -> None:
    for trap, start in ((a_numbered_sentence, "3) Các phòng"), (a_deeper_number, "1.1. Việc chung")):
        row = next(row for row in read(trap, tmp_path).body if row.text.plain.startswith(start))
        assert row.kind is BodyKind.PARAGRAPH


def test_what_a_cell_can_not_hold_stands_in_the_internal_note_and_is_told() -> None:
    for trap, words in ((a_time_of_no_kind, "Sau khi có hướng dẫn"), (a_score_in_words, "không chấm")):
        found = taken(changed(trap))
        assert words in str(found.cells.lists["criteria"][0]["internal_note"])
        assert [problem.code for problem in found.problems] == ["VB-07"]
    row = taken(changed(two_lead_units)).cells.lists["criteria"][0]
    assert (row["lead"], row["support"]) == ("Văn phòng", "Phòng Kế hoạch tài chính; Các phòng chuyên môn")


def test_a_basis_on_proposal_prints_as_it_stands(tmp_path: Path) -> None:
    found = read(a_basis_on_proposal, tmp_path).bases[-1]
    assert found.lead == "Theo đề nghị của"
    assert found.subject == Text.of("Chánh Văn phòng Sở tại Tờ trình số 9/TTr-VP")


def test_times_are_read_as_people_write_them() -> None:
    def times(document: WordDocument) -> None:
        rows = annex(document).rows
        for number, words in ((2, "Quý IV/2025"), (3, "30/9/2025"), (4, "Trong năm 2025"), (5, "Trước ngày 15/11/2025")):
            put(rows[number].cells[7], words)

    found = taken(changed(times))
    rows = found.cells.lists["criteria"]
    assert [row["time_kind"] for row in rows[:3]] == [TimeKind.QUARTER, TimeKind.DAY, TimeKind.YEAR]
    assert rows[3]["time_kind"] is None  # before a day is not on that day: a person decides
    assert [problem.code for problem in found.problems] == ["VB-07"]


def test_words_in_a_box_over_a_row_set_out_with_tabs_are_kept() -> None:
    document = WAYS["phím tab"]()
    row = next(found for found in document.paragraphs if found.text.startswith("I\t"))
    holder: Any = row._p
    holder.append(parse_xml(f"<w:r {_NAMES}>{_BOX.format(words='Theo công bố riêng của ngành thuế')}</w:r>"))
    assert lost(saved(document)) == set()
