"""Reports and urging letters written in Word become workbooks that print the same again; nothing is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import docx
import pytest

from generator import blueprint, package, render
from generator.errors import InputRefusedError, Severity
from generator.papers import UrgingLetter, urging_letter
from generator.papers.letter_wording import Asking, LateUnit
from generator.plan import Plan
from generator.results import NarrativeSection, Progress
from generator.standing import period_of
from tests.imported import book, taken
from tests.letterhead_documents import Head, fill, foot, in_boxes, in_tabs, in_two_rows, line, saved
from tests.papers import TEMPLATES
from tests.plausible_reports import told_plan


def letter(plan: Plan, late: list[LateUnit], asking: Asking) -> bytes:
    paper = urging_letter(plan, period_of(plan, "Q1"), late, asking)
    return render.render(render.load(package.open_package(TEMPLATES / blueprint.LETTER_FILE), UrgingLetter), paper)


@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize("count", [1, 3])
def test_an_urging_letter_gives_the_period_the_late_units_and_the_plan(level: int, count: int) -> None:
    plan, _, _ = told_plan(3, 5, "Q1")
    units = [unit for unit in plan.units if unit.reports][:count]
    late = [LateUnit(unit.id, unit.printed, "Kết quả tiêu chí 1.1.1", 7) for unit in units]
    found = taken(letter(plan, late, Asking(level, date(2025, 3, 20))))
    assert [problem for problem in found.problems if problem.severity is not Severity.NOTE] == []
    assert [(row["unit"], row["level"], row["sent"]) for row in found.cells.lists["reminders"]] == [
        (unit.printed, level, date(2025, 3, 20)) for unit in units
    ]
    period = next(row for row in found.cells.lists["periods"] if row["code"] == "Quý I")
    assert period["units_due"] == period_of(plan, "Q1").units_due
    facts = found.cells.facts
    assert (str(facts["title"]), facts["assessed_year"], facts["action_year"]) == (plan.facts.title.plain, 2024, 2025)
    assert found.cells.lists["agencies"][0]["abbreviation"] == plan.agency.abbreviation


# Typed by hand

ROWS: Final = (
    (
        *("STT", "Tiêu chí", "Điểm tối đa", "Điểm đạt", "Giải pháp", "Chủ trì", "Thời hạn", "Kết quả thực hiện"),
        *("Mức độ hoàn thành", "Minh chứng", "Ghi chú"),
    ),
    ("I", "CẢI CÁCH THỂ CHẾ", *[""] * 9),
    (
        *("1", "2.1.1 Ban hành văn bản", "1", "0,5", "Rà soát văn bản", "Thanh tra Sở", "Quý IV/2025"),
        *("Đã rà soát 3 văn bản (3/4, đạt 75,00%)", "Đang thực hiện"),
        *("- Báo cáo rà soát số 15/BC-TTr ngày 10/6/2025 (mục II, trang 3)", "Văn phòng: đã góp ý"),
    ),
    (
        *("2", "2.1.2 Theo dõi thi hành", "2", "1", "Lập kế hoạch theo dõi", "Văn phòng", "30/9/2025"),
        *("Đã ban hành kế hoạch", "Đã hoàn thành", "", ""),
    ),
)
TEXT: Final = (
    "I. TÌNH HÌNH VÀ KẾT QUẢ THỰC HIỆN",
    "1. Công tác chỉ đạo, điều hành",
    "Lãnh đạo Sở họp giao ban hằng tháng.",
    "2. Kết quả thực hiện nhiệm vụ trọng tâm",
    "Nhìn chung tiến độ bảo đảm.",
    "II. ĐÁNH GIÁ CHUNG",
    "1. Ưu điểm",
    "Các phòng chủ động hơn trước.",
    "2. Hạn chế, tồn tại",
    "Một số báo cáo còn sơ sài.",
    "3. Nguyên nhân",
    "a) Nguyên nhân chủ quan",
    "Phân công chưa rõ.",
    "b) Nguyên nhân khách quan",
    "- 2.1.1. Văn bản cấp trên ban hành chậm (Thanh tra Sở).",
    "III. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM",
    "Hoàn thành rà soát trước tháng 9.",
    "IV. ĐỀ XUẤT, KIẾN NGHỊ",
    "Tăng biên chế cho Thanh tra.",
    "Trên đây là báo cáo kết quả 6 tháng đầu năm 2025 của Sở Tư pháp, trân trọng báo cáo./.",
)
SETTINGS: Final = {"bảng": in_two_rows, "phím tab": in_tabs, "hộp văn bản": in_boxes}


def typed(way: str, *more: str) -> bytes:
    document = docx.Document()
    SETTINGS[way](
        document,
        Head(
            parent=("UBND TỈNH TUYÊN QUANG",), agency=("SỞ TƯ PHÁP",), number="Số: 88/BC-STP", day="Tuyên Quang, ngày 12 tháng 6 năm 2025"
        ),
    )
    line(document, "BÁO CÁO", bold=True, centred=True)
    line(document, "Kết quả khắc phục hạn chế chỉ số cải cách hành chính năm 2024", bold=True, centred=True)
    line(document, "6 tháng đầu năm 2025", bold=True, centred=True)
    line(
        document,
        "Thực hiện Kế hoạch số 21/KH-STP ngày 10/02/2025 của Sở Tư pháp về khắc phục hạn chế chỉ số cải cách hành chính năm 2024,"
        " Sở Tư pháp báo cáo kết quả 6 tháng đầu năm 2025 như sau:",
    )
    for words in (*TEXT[:-1], *more, TEXT[-1]):
        line(document, words, bold=words[:2] in {"I.", "II", "IV"})
    foot(document, ("Nơi nhận:", "- Sở Nội vụ (b/c);", "- Lưu: VT, VP."), ("GIÁM ĐỐC", "", "", "Đỗ Văn Minh"))
    line(document, "Phụ lục", bold=True, centred=True)
    line(document, "KẾT QUẢ KHẮC PHỤC TỪNG TIÊU CHÍ", bold=True, centred=True)
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            fill(cell, (text,))
    return saved(document)


@pytest.mark.parametrize("way", SETTINGS)
def test_a_report_typed_by_hand_is_taken_over_with_every_field_right(tmp_path: Path, way: str) -> None:
    found = taken(typed(way))
    assert [problem for problem in found.problems if problem.severity is not Severity.NOTE] == []
    found.cells.facts["score"] = Decimal(90)  # this report does not tell it
    read = book(found, tmp_path)
    facts = read.plan.facts
    assert (facts.number, facts.symbol, facts.issue_date) == ("21", "KH-STP", date(2025, 2, 10))
    assert facts.title.plain == "Khắc phục hạn chế chỉ số cải cách hành chính năm 2024"
    assert [(row.code, row.lead, row.remedy.plain) for row in read.plan.criteria] == [
        ("2.1.1", "TT", "Rà soát văn bản"),
        ("2.1.2", "VP", "Lập kế hoạch theo dõi"),
    ]
    first, second = read.results.results
    assert (first.period, first.progress, first.done.plain) == ("H1", Progress.ONGOING, "Đã rà soát 3 văn bản")
    assert (first.numerator, first.denominator, first.cause.plain) == (Decimal(3), Decimal(4), "Văn bản cấp trên ban hành chậm")
    assert second.progress is Progress.DONE
    paper = read.results.evidence[0]
    assert (paper.title, paper.number, paper.issued, paper.item, paper.page) == (
        "Báo cáo rà soát",
        "15/BC-TTr",
        date(2025, 6, 10),
        "II",
        "3",
    )
    assert [(row.section, row.text.plain) for row in read.results.narrative] == list(narrative())
    assert read.results.notes[0].note.plain == "đã góp ý"


def test_every_sentence_that_ends_a_report_otherwise_than_ours_is_told() -> None:
    told = [problem.message for problem in taken(typed("bảng", "Trên đây là tất cả./.")).problems if problem.code == "VB-34"]
    assert [sum(words in message for message in told) for words in ("Trên đây là tất cả", "trân trọng báo cáo")] == [1, 1]


def narrative() -> Iterator[tuple[NarrativeSection, str]]:
    """Where each of the clerk's sentences belongs."""
    yield NarrativeSection.STEERING, "Lãnh đạo Sở họp giao ban hằng tháng."
    yield NarrativeSection.STRENGTHS, "Nhìn chung tiến độ bảo đảm."
    yield NarrativeSection.STRENGTHS, "Các phòng chủ động hơn trước."
    yield NarrativeSection.SHORTCOMINGS, "Một số báo cáo còn sơ sài."
    yield NarrativeSection.OWN_CAUSES, "Phân công chưa rõ."
    yield NarrativeSection.NEXT_STEPS, "Hoàn thành rà soát trước tháng 9."
    yield NarrativeSection.PROPOSALS, "Tăng biên chế cho Thanh tra."


def test_a_bullet_on_a_criterion_that_the_annex_lacks_is_kept_as_the_clerks_words() -> None:
    found = taken(typed("bảng", "- 7.1.1. Xin bổ sung kinh phí (Văn phòng)."))
    assert any("7.1.1. Xin bổ sung kinh phí (Văn phòng)." in str(row["text"]) for row in found.cells.lists["narrative"])


def test_a_paper_of_another_kind_is_refused_in_a_sentence() -> None:
    document = docx.Document()
    in_two_rows(document, Head(number="Số: 9/QĐ-STP"))
    for words in ("QUYẾT ĐỊNH", "Về việc nâng bậc lương"):
        line(document, words, bold=True, centred=True)
    line(document, "Điều 1. Nâng bậc lương cho ông Nguyễn Văn B.")
    with pytest.raises(InputRefusedError) as refused:
        taken(saved(document))
    assert [problem.code for problem in refused.value.problems] == ["VB-04"]
