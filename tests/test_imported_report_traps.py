"""Reports and letters as people type them, each named after its trap: read right, or told; no word is lost on the way."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import Any, Final

import docx
import pytest
from docx.document import Document as WordDocument

from generator.errors import InputRefusedError
from tests.imported import taken
from tests.letterhead_documents import Head, fill, foot, in_boxes, in_tabs, in_two_rows, line, saved
from tests.test_imported_traps import kept

_WORD: Final = re.compile(r"[^\W_]+")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIXED: Final = set(
    _WORD.findall(
        "cộng hòa xã hội chủ nghĩa việt nam độc lập tự do hạnh phúc số ngày tháng năm báo cáo nơi nhận kính gửi căn cứ của kèm theo phụ lục"
        " stt lĩnh vực tiêu chí thành phần điểm tối đa đạt giải pháp chủ trì nay là thời hạn kết quả thực hiện mức độ hoàn thành minh chứng"
        " tài liệu kiểm chứng dự kiến tự ước tính ghi chú đơn vị kỳ từ đến như sau mục trang bc chưa có tình trạng nhận"
    )
)
"""Words that the templates print by themselves, and headings of columns."""
ROMAN: Final = re.compile(r"[ivx]+|\d+")
"""Numbers that the template counts."""

HEAD: Final = Head(number="Số: 88/BC-SKHCN", day="Hà Giang, ngày 12 tháng 6 năm 2025")
TITLE: Final = (
    "BÁO CÁO",
    "Kết quả khắc phục tồn tại, hạn chế chỉ số cải cách hành chính năm 2024",
    "6 tháng đầu năm 2025",
    "(Kỳ báo cáo từ ngày 15/12/2024 đến ngày 14/6/2025)",
)
OPENING: Final = (
    "Thực hiện Kế hoạch số 21/KH-SKHCN ngày 10/02/2025 của Sở Khoa học và Công nghệ về khắc phục hạn chế chỉ số cải cách hành chính"
    " năm 2024, Sở Khoa học và Công nghệ báo cáo kết quả thực hiện 6 tháng đầu năm 2025 như sau:"
)
CLOSING: Final = (
    "Trên đây là báo cáo kết quả khắc phục tồn tại, hạn chế chỉ số cải cách hành chính năm 2024 trong 6 tháng đầu năm 2025 của"
    " Sở Khoa học và Công nghệ./."
)
TEXT: Final = (
    "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
    "Lãnh đạo Sở họp giao ban hằng tháng.",
    "II. KẾT QUẢ KHẮC PHỤC",
    "Đã khắc phục xong 1/2 tiêu chí, đạt 50,00%; còn 1 tiêu chí đang thực hiện.",
    "III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
    "2. Nguyên nhân",
    "b) Nguyên nhân khách quan",
    "- 2.1.1. Văn bản cấp trên ban hành chậm (Thanh tra Sở).",
    "IV. NHIỆM VỤ, GIẢI PHÁP KỲ TIẾP THEO",
    "V. ĐỀ XUẤT, KIẾN NGHỊ",
)
COLUMNS: Final = (
    *("STT", "Tiêu chí", "Điểm tối đa", "Điểm đạt năm 2024", "Giải pháp", "Chủ trì", "Thời hạn", "Kết quả thực hiện"),
    *("Mức độ", "Minh chứng", "Ghi chú"),
)
ROWS: Final = (
    ("II", "CẢI CÁCH THỂ CHẾ", *[""] * 9),
    (
        *("1", "2.1.1. Ban hành văn bản", "1,00", "0,50", "Rà soát văn bản", "Thanh tra Sở", "Quý IV năm 2025"),
        *("Đã rà soát 3 văn bản (3/4, đạt 75,00%)", "Đang thực hiện", "- Báo cáo rà soát số 15/BC-TTr ngày 10/6/2025 (mục II, trang 3)"),
        "Văn phòng: đã góp ý",
    ),
    (
        *("2", "2.1.2. Theo dõi thi hành", "2,00", "1,00", "Lập kế hoạch theo dõi", "Văn phòng", "30/9/2025"),
        *("Đã ban hành kế hoạch", "Đã hoàn thành", "", ""),
    ),
)
SETTINGS: Final = {"bảng": in_two_rows, "phím tab": in_tabs, "hộp văn bản": in_boxes}
Change = Callable[[list[str], list[list[str]]], None]


def typed(
    change: Change = lambda _lines, _rows: None, way: str = "bảng", more: Callable[[WordDocument], None] = lambda _document: None
) -> bytes:
    """A report typed by hand; `change` works on its lines from the title on and on the rows of its annex."""
    lines, rows = [*TITLE, OPENING, *TEXT, CLOSING], [list(COLUMNS), *map(list, ROWS)]
    change(lines, rows)
    document = docx.Document()
    SETTINGS[way](document, HEAD)
    for number, words in enumerate(lines):
        line(document, words, bold=number < 3 or words[:2] in {"I.", "II", "IV", "V."}, centred=number < 4)
    more(document)
    foot(document, ("Nơi nhận:", "- Sở Nội vụ (b/c);", "- Lưu: VT, VP."), ("GIÁM ĐỐC", "", "", "Đỗ Văn Minh"))
    line(document, "Phụ lục", bold=True, centred=True)
    line(document, "KẾT QUẢ KHẮC PHỤC TỪNG TIÊU CHÍ, TIÊU CHÍ THÀNH PHẦN", bold=True, centred=True)
    table(document, rows)
    return saved(document)


def table(document: WordDocument, rows: Sequence[Sequence[str]]) -> None:
    made = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            fill(cell, words.split("\n"))


def lost(data: bytes) -> set[str]:
    """Words of the file that are nowhere in the workbook nor told."""
    lines = [_typed(found) for found in docx.Document(io.BytesIO(data)).element.body.iter(f"{_W}p")]
    words = set(_WORD.findall(" ".join(lines).casefold()))
    return {word for word in words - kept(taken(data)) - FIXED - OWN if not ROMAN.fullmatch(word)}


OWN: Final = set(
    _WORD.findall(" ".join((*TITLE, CLOSING, *(words for words in TEXT if words[1:2] in {".", ")", "I", "V"}), TEXT[3])).casefold())
)
"""Headings, title and closing as the template prints them, and a sentence that the program makes from the rows."""


def _typed(paragraph: Any) -> str:  # noqa: ANN401 - an element of lxml
    shown = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}p": " "}
    return "".join(node.text or "" if node.tag == f"{_W}t" else shown.get(node.tag, "") for node in paragraph.iter())


def instead(old: str, new: str) -> Change:
    """Other words in place of a line of the text."""

    def change(lines: list[str], _rows: list[list[str]]) -> None:
        lines[lines.index(old)] = new

    return change


def below(heading: str, *more: str) -> Change:
    """More lines below a heading."""

    def change(lines: list[str], _rows: list[list[str]]) -> None:
        at = lines.index(heading) + 1
        lines[at:at] = more

    return change


def cell(row: int, heading: str, words: str) -> Change:
    """Other words in a cell of the annex."""

    def change(_lines: list[str], rows: list[list[str]]) -> None:
        rows[row][rows[0].index(heading)] = words

    return change


DONE: Final = TEXT[3]
TRAPS: Final[dict[str, Change]] = {
    "mở đầu bằng lời khác": instead(OPENING, OPENING.replace("báo cáo kết quả", "trân trọng báo cáo Giám đốc Sở Nội vụ kết quả")),
    "kết bằng lời khác": instead(CLOSING, "Trên đây là báo cáo kết quả 6 tháng, kính trình Uỷ ban xem xét, cho ý kiến./."),
    "trích yếu khác": instead(TITLE[1], "Tình hình thực hiện nhiệm vụ khắc phục chỉ số cải cách hành chính năm 2024"),
    "đề mục khác mẫu": instead("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", "I. CÔNG TÁC LÃNH ĐẠO, QUÁN TRIỆT VÀ CHỈ ĐẠO"),
    "đề mục không rõ nghĩa": below("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", "1. Bối cảnh chung của ngành", "Ngành có nhiều biến động."),
    "câu số liệu kèm lời của người viết": instead(DONE, DONE[:-1] + ", vượt tiến độ nhờ sự nỗ lực của tập thể."),
    "câu số liệu rồi thêm một câu": instead(DONE, f"{DONE} Riêng Thanh tra còn lúng túng."),
    "so với kỳ trước kèm lời bàn": below("II. KẾT QUẢ KHẮC PHỤC", "So với kỳ trước, tinh thần của công chức chuyển biến rõ nét."),
    "trong các điểm bị trừ": below("II. KẾT QUẢ KHẮC PHỤC", "Trong 6,30 điểm bị trừ, dự kiến lấy lại phần lớn nếu được hỗ trợ kinh phí."),
    "kế hoạch giao việc bằng lời": below("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", "Kế hoạch giao 4 đơn vị phụ trách, mỗi tuần giao ban."),
    "có quá hạn bằng lời": below("III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", "Có 2 tiêu chí quá hạn, chủ yếu do thiếu máy tính."),
    "đến hết hạn bằng lời": below("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", "Đến hết hạn (10/6/2025), Chi cục Đo lường xin gia hạn vì lũ lụt."),
    "lĩnh vực bằng lời": below("II. KẾT QUẢ KHẮC PHỤC", "Lĩnh vực II. Thể chế có chuyển biến mạnh mẽ"),
    "bảng tự đặt tên": below("II. KẾT QUẢ KHẮC PHỤC", "Bảng 1. Xếp hạng thi đua giữa các khối"),
    "gạch đầu dòng có mã nói khác phụ lục": below(
        "II. KẾT QUẢ KHẮC PHỤC", "- 2.1.1. Đang thực hiện: mới hỏi ý kiến chuyên gia (Thanh tra Sở)."
    ),
    "gạch đầu dòng có mã, mức độ khác phụ lục": below("II. KẾT QUẢ KHẮC PHỤC", "- 2.1.2. Chưa thực hiện: vướng quy hoạch (Văn phòng)."),
    "gạch đầu dòng của tiêu chí lạ": below("V. ĐỀ XUẤT, KIẾN NGHỊ", "- 7.1.1. Xin bổ sung kinh phí (Văn phòng)."),
    "hai nguyên nhân cho một tiêu chí": below("b) Nguyên nhân khách quan", "- 2.1.1. Mưa bão kéo dài (Thanh tra Sở)."),
    "nguyên nhân viết liền": below("2. Nguyên nhân", "- Nguyên nhân chủ quan: công chức kiêm nhiệm, ngại đổi mới."),
    "nhiệm vụ đánh số": below("IV. NHIỆM VỤ, GIẢI PHÁP KỲ TIẾP THEO", "1. Triển khai tập huấn kỹ năng", "2. Kiểm tra công vụ đột xuất"),
    "mức độ lạ": cell(2, "Mức độ", "Cơ bản xong, chờ nghiệm thu"),
    "chưa có báo cáo mà có kết quả": cell(2, "Mức độ", "Chưa có báo cáo"),
    "trống mức độ": cell(2, "Mức độ", ""),
    "điểm bằng lời": cell(2, "Điểm đạt năm 2024", "không chấm"),
    "minh chứng không số": cell(2, "Minh chứng", "Ảnh chụp màn hình phần mềm một cửa"),
    "minh chứng có trích yếu sau số": cell(
        2, "Minh chứng", "- Quyết định số 12/QĐ-SKHCN ngày 10/3/2025 của Sở về phê duyệt đề cương\n- Biên bản họp ngày 11/3/2025"
    ),
    "ghi chú của đơn vị lạ": cell(2, "Ghi chú", "Hội Nhà báo: đề nghị đưa tin\nXem thêm công văn kèm"),
    "nay là": cell(1, "Chủ trì", "Thanh tra Sở (nay là Phòng Pháp chế)"),
    "hai đơn vị chủ trì": cell(1, "Chủ trì", "Thanh tra Sở; Phòng Tài vụ"),
    "tổ chức thay đổi": below("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", "Trung tâm Tin học nay là Trung tâm Chuyển đổi số."),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_no_word_of_a_report_with_a_trap_is_lost(trap: str) -> None:
    assert lost(typed(TRAPS[trap])) == set()


@pytest.mark.parametrize("way", SETTINGS)
def test_no_word_of_a_report_is_lost(way: str) -> None:
    assert lost(typed(way=way)) == set()


@pytest.mark.parametrize(
    "rows",
    [
        (("STT", "Nội dung", "Số lượng", "Tỷ lệ"), ("1", "Đã gửi qua trục liên thông", "12", "80%")),
        (("STT", "Đơn vị", "Ngày nhận", "Tình trạng"), ("1", "Chi cục Kiểm lâm", "10/6/2025", "Gửi bằng thư tay")),
        (
            ("STT", "Lĩnh vực", "Số tiêu chí", "Đã hoàn thành", "Nhận xét của Sở Nội vụ"),
            ("1", "Cải cách thể chế", "2", "1", "Chuyển biến tích cực"),
        ),
    ],
    ids=["bảng tự lập", "bảng gửi báo cáo", "bảng số liệu có cột nhận xét"],
)
def test_no_word_of_a_table_in_a_report_is_lost(rows: Sequence[Sequence[str]]) -> None:
    assert lost(typed(more=lambda document: table(document, rows))) == set()


LETTER: Final = (
    (
        "Thực hiện Kế hoạch số 21/KH-SKHCN ngày 10/02/2025 của Sở Khoa học và Công nghệ về khắc phục hạn chế chỉ số cải cách hành chính"
        " năm 2024, các phòng, đơn vị gửi báo cáo kết quả Quý I năm 2025 về Văn phòng Sở trước ngày 13 tháng 3 năm 2025."
    ),
    "Đến hết ngày 20 tháng 3 năm 2025, Văn phòng Sở chưa nhận được báo cáo của các đơn vị sau:",
    "Đề nghị các đơn vị có tên trên hoàn thành và gửi báo cáo về Văn phòng Sở trước ngày 25 tháng 3 năm 2025 để tổng hợp./.",
)
LETTER_WORDS: Final = set(_WORD.findall(" ".join(LETTER).casefold())) | {"v", "đôn", "đốc", "cchc"}
"""What the program words itself."""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("để tổng hợp", "để tổng hợp, kèm giải trình bằng văn bản gửi đồng chí Minh"),
        ("chưa nhận được", "qua rà soát vẫn chưa nhận được"),
        ("trước ngày 13 tháng 3", "bản giấy lẫn bản mềm trước ngày 13 tháng 3"),
        ("khắc phục hạn chế", "khắc phục {hạn} chế"),
    ],
)
def test_no_word_of_an_urging_letter_is_lost(old: str, new: str) -> None:
    document = docx.Document()
    in_two_rows(
        document,
        Head(number="Số: 12/SKHCN-VP", day="Hà Giang, ngày 21 tháng 3 năm 2025", summary=("V/v đôn đốc gửi báo cáo CCHC Quý I năm 2025",)),
    )
    for words in ("Kính gửi:", "- Thanh tra Sở;", "- Phòng Quản lý khoa học.", *LETTER[:2]):
        line(document, words.replace(old, new) if old else words)
    table(document, (("STT", "Đơn vị", "Nội dung chưa báo cáo", "Hạn"), ("1", "Thanh tra Sở", "Kết quả tiêu chí 2.1.1", "13/3/2025")))
    line(document, LETTER[2].replace(old, new) if old else LETTER[2])
    foot(document, ("Nơi nhận:", "- Như trên;", "- Lưu: VT, VP."), ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "", "Đỗ Văn Minh"))
    lost_ = lost(saved(document))
    assert lost_ - LETTER_WORDS - {"như", "trên"} == set()


def without_points(_lines: list[str], rows: list[list[str]]) -> None:
    kept_ = [place for place, heading in enumerate(COLUMNS) if not heading.startswith("Điểm")]
    rows[:] = [[row[place] for place in kept_] for row in rows]


def test_an_annex_without_points_gives_the_results_and_says_what_is_missing() -> None:
    found = taken(typed(without_points))
    assert [row["criterion"] for row in found.cells.lists["results"]] == ["2.1.1", "2.1.2"]
    assert "điểm tối đa, điểm đạt" in next(problem.message for problem in found.problems if problem.code == "VB-25")
    assert lost(typed(without_points)) == set()


def other_type(lines: list[str], _rows: list[list[str]]) -> None:
    lines[:2] = ["QUYẾT ĐỊNH", "Về việc công bố chỉ số cải cách hành chính"]


def test_a_decision_with_a_table_of_criteria_is_no_plan() -> None:
    with pytest.raises(InputRefusedError) as refused:
        taken(typed(other_type))
    assert [problem.code for problem in refused.value.problems] == ["VB-04"]


def test_figures_that_the_annex_does_not_bear_out_are_told() -> None:
    found = taken(typed(instead(DONE, "Đã khắc phục xong 2/2 tiêu chí, đạt 100,00%.")))
    assert [problem.message for problem in found.problems if problem.code == "VB-27"] == [
        "Báo cáo nói 2 tiêu chí đã hoàn thành, phụ lục có 1"
    ]


def test_the_sixth_day_of_a_month_is_no_report_on_six_months() -> None:
    def change(lines: list[str], _rows: list[list[str]]) -> None:
        del lines[2]
        lines[:] = [words.replace("ngày 10/02/2025", "ngày 06 tháng 3 năm 2025").replace("14/6/2025", "14/12/2025") for words in lines]
        lines[:] = [words.replace(" 6 tháng đầu năm 2025", "") for words in lines]

    assert {row["period"] for row in taken(typed(change)).cells.lists["results"]} == {"Năm"}


def test_counts_of_a_table_that_the_annex_does_not_bear_out_are_told() -> None:
    rows = (
        ("STT", "Lĩnh vực", "Số tiêu chí", "Đã hoàn thành", "Đang thực hiện", "Chưa thực hiện"),
        ("II", "Cải cách thể chế", "2", "1", "0", "1"),
    )
    found = taken(typed(more=lambda document: table(document, rows)))
    assert [problem.message for problem in found.problems if problem.code == "VB-27"] == [
        "Báo cáo nói 0 tiêu chí đang thực hiện, phụ lục có 1",
        "Báo cáo nói 1 tiêu chí chưa thực hiện, phụ lục có 0",
    ]


def test_a_unit_that_another_one_took_over_has_its_successor_but_no_day() -> None:
    change = below("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", "Văn phòng nay là Văn phòng Đảng ủy.")
    found = taken(typed(change))
    heirs = {str(row["short_name"] or row["name"]): row.get("successor") for row in found.cells.lists["units"]}
    assert heirs["Văn phòng"] == "Văn phòng Đảng ủy"
    assert [problem.code for problem in found.problems if "Đảng ủy" in problem.message] == ["VB-35"]
