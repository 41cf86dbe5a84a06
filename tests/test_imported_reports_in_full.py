"""Reports and urging letters written in Word become workbooks: every field that ours print comes back, and no word of others is dropped."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, example, given, settings

from generator.errors import Severity
from generator.fields import time_words
from generator.libreoffice import through_libreoffice
from generator.past_papers import Imported
from generator.plan import Plan
from generator.records import TimeKind
from generator.results import CauseKind, NarrativeSection, Progress, Results
from generator.richtext import Text
from generator.standing import COMPLETION, period_of
from generator.workbook import read_plan_book, write_cells
from tests.imported import taken
from tests.plausible_reports import Told, draws, told_plan
from tests.printed_reports import printed_report, said
from tests.report_examples import made, printed
from tests.test_imported_report_traps import SETTINGS, lost, table, typed
from tests.tools import soffice

_LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def draft(told: Told) -> bytes:
    plan, results, period = told
    return printed(made(plan, results, period))


def book_of(found: Imported, folder: Path) -> tuple[Plan, Results]:
    """The workbook read again, once the clerk wrote down the times that a completion report does not print."""
    for row in found.cells.lists["criteria"]:
        if row.get("time_kind") is None and "VÍ DỤ" not in str(row.get("internal_note")):
            row |= {"time_kind": TimeKind.ONGOING, "time": None}
    path = folder / "so.xlsx"
    path.write_bytes(write_cells(found.cells))
    book = read_plan_book(path)
    return book.plan, book.results


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bao-cao")


@_LAW
@given(drawn=draws)
def test_a_draft_of_a_report_gives_every_field_that_it_prints(desk: Path, drawn: tuple[int, int, str]) -> None:
    plan, results, period = told = told_plan(*drawn)
    imported = book_of(taken(draft(told)), desk)
    assert printed_report(*imported, period) == printed_report(plan, results, period)


UNSAID: Final = {"submissions", "submission_rows", "submission_groups", "urged", "change", "progress_rows", "title_line", "agency_line"}
"""Parts of a report that its words alone do not give back: who sent its form and was urged when, other periods. The lines below titles
follow from the titles."""
TOLD: Final = {"VB-21", "VB-22", "VB-23", "VB-24", "VB-31"}
"""What is said of our own reports: who sent its form and was urged when, estimates that are only summed, no times, other periods."""
SUMMED: Final = {"expected", "figures"}
"""In the result report: estimates of which only sums are printed."""


@_LAW
@given(drawn=draws)
def test_the_workbook_of_a_report_prints_the_same_report(desk: Path, drawn: tuple[int, int, str]) -> None:
    plan, results, period = told = told_plan(*drawn)
    found = taken(draft(told))
    times = {row.code: row.time for row in plan.criteria}
    for row in found.cells.lists["criteria"]:
        if row.get("time_kind") is None:
            row |= {"time_kind": times[str(row["code"])].kind, "time": time_words(times[str(row["code"])])}
    without = UNSAID if period in COMPLETION else UNSAID | SUMMED
    assert said(made(*book_of(found, desk), period), without) == said(made(plan, results, period), without)


@_LAW
@given(drawn=draws)
@example(drawn=(1, 156, "Q2"))  # no cell holds the word «chưa» of «Chưa có báo cáo»
@example(drawn=(4, 8700770, "Q3"))  # nor the «đạt» of a rate behind a long result
def test_every_line_of_a_draft_of_a_report_is_taken_and_only_notes_are_told(drawn: tuple[int, int, str]) -> None:
    found = taken(draft(told_plan(*drawn)))
    assert [part for part in found.recall if part.taken != part.whole] == []
    assert {problem.code for problem in found.problems} <= TOLD
    assert {problem.severity for problem in found.problems} <= {Severity.NOTE}


@pytest.mark.parametrize("period", ["Q1", "NAM"])
def test_a_report_saved_by_libreoffice_gives_every_field_that_it_prints(tmp_path: Path, period: str) -> None:
    plan, results, _ = told = told_plan(8, 17, period)
    source = tmp_path / "bao-cao.docx"
    source.write_bytes(draft(told))
    again = through_libreoffice(soffice(), source, tmp_path / "luu", "docx")
    assert again is not None
    assert printed_report(*book_of(taken(again.read_bytes()), tmp_path), period) == printed_report(plan, results, period)


@pytest.mark.parametrize("way", SETTINGS)
def test_a_report_typed_by_hand_gives_the_plan_the_period_and_the_results(tmp_path: Path, way: str) -> None:
    plan, results = book_of(with_score(taken(typed(more_words, way))), tmp_path)
    facts, period = plan.facts, period_of(plan, "H1")
    assert (facts.number, facts.symbol, facts.issue_date) == ("21", "KH-SKHCN", date(2025, 2, 10))
    assert (facts.title.plain, facts.assessed_year) == ("Khắc phục hạn chế chỉ số cải cách hành chính năm 2024", 2024)
    assert (period.first, period.last, period.units_due) == (date(2024, 12, 15), date(2025, 6, 14), date(2025, 6, 9))
    assert (period.report_number, period.report_date) == ("88/BC-SKHCN", date(2025, 6, 12))
    assert (plan.agency.name, plan.agency.place, plan.agency.province) == ("Sở Khoa học và Công nghệ", "Hà Giang", "tỉnh Hà Giang")
    assert plan.signer is not None
    assert (plan.signer.name, [row.name for row in plan.recipients]) == ("Đỗ Văn Minh", ["Sở Nội vụ (b/c)", "Lưu: VT, VP"])
    first, second = (dict(row) for row in results.results)
    assert (first["progress"], first["done"], first["numerator"]) == (Progress.ONGOING, Text.of("Đã rà soát 3 văn bản"), Decimal(3))
    assert (first["cause"], first["cause_kind"]) == (Text.of("Văn bản cấp trên ban hành chậm"), CauseKind.OUTSIDE)
    assert (first["difficulty"], first["new_deadline"]) == (Text.of("Thiếu máy quét"), date(2025, 12, 31))
    assert (second["progress"], second["proposal"]) == (Progress.DONE, Text.of("Bố trí kinh phí tập huấn"))
    assert plan.unit(first["unit"]).name == "Thanh tra Sở"
    paper = results.evidence[0]
    assert (paper.title, paper.number, paper.issued) == ("Báo cáo rà soát", "15/BC-TTr", date(2025, 6, 10))
    assert (paper.item, paper.page, results.notes[0].note.plain) == ("mục II".removeprefix("mục "), "3", "đã góp ý")
    assert [(row.section, row.text.plain) for row in results.narrative] == NARRATIVE


def more_words(lines: list[str], _rows: list[list[str]]) -> None:
    """Lines of each part, of units and of the clerk."""
    for heading, *more in (
        (
            "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
            "Đến hết hạn (17 giờ 00 ngày 09/6/2025), có 1/2 đơn vị gửi đúng hạn; 1 đơn vị chưa gửi (Thanh tra Sở).",
        ),
        (
            "III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
            "1. Tiêu chí quá hạn, chưa thực hiện",
            "- 2.1.1. Ban hành văn bản (Thanh tra Sở): Đang thực hiện; thời hạn: Quý IV năm 2025; thời hạn mới: 31/12/2025.",
            "Một số báo cáo còn sơ sài.",
            "Khó khăn, vướng mắc của các đơn vị:",
            "- 2.1.1: Thiếu máy quét (Thanh tra Sở);",
        ),
        ("2. Nguyên nhân", "- Nguyên nhân chủ quan: công chức kiêm nhiệm."),
        ("IV. NHIỆM VỤ, GIẢI PHÁP KỲ TIẾP THEO", "1. Tập huấn kỹ năng số"),
        ("V. ĐỀ XUẤT, KIẾN NGHỊ", "- 2.1.2. Bố trí kinh phí tập huấn (Văn phòng)."),
    ):
        at = lines.index(heading) + 1
        lines[at:at] = more


NARRATIVE: Final = [
    (NarrativeSection.STEERING, "Lãnh đạo Sở họp giao ban hằng tháng."),
    (NarrativeSection.SHORTCOMINGS, "Một số báo cáo còn sơ sài."),
    (NarrativeSection.OWN_CAUSES, "công chức kiêm nhiệm."),
    (NarrativeSection.NEXT_STEPS, "1. Tập huấn kỹ năng số"),
]


def with_score(found: Imported) -> Imported:
    """The score of the agency, which this report does not tell."""
    found.cells.facts.setdefault("score", Decimal("85.06"))
    return found


FINAL_TITLE: Final = (
    "BÁO CÁO",
    "Kết quả khắc phục tồn tại, hạn chế chỉ số cải cách hành chính năm 2024",
    "(Kỳ báo cáo từ ngày 15/12/2024 đến ngày 14/12/2025)",
    "Căn cứ Kế hoạch số 21/KH-SKHCN ngày 10/02/2025 của Sở Khoa học và Công nghệ về khắc phục hạn chế chỉ số cải cách hành chính năm 2024;",
    "Sở Khoa học và Công nghệ báo cáo kết quả khắc phục tồn tại, hạn chế chỉ số cải cách hành chính năm 2024 như sau:",
    "I. KHÁI QUÁT",
    "Năm 2024, Sở Khoa học và Công nghệ đạt 85,06/100 điểm, xếp loại Tốt. Kế hoạch có 2 tiêu chí phải khắc phục.",
    "II. CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC THỰC HIỆN",
    "- Kế hoạch số 30/KH-SKHCN ngày 15/4/2025 về kiểm tra công vụ.",
    "III. KẾT QUẢ KHẮC PHỤC",
    "IV. TIÊU CHÍ CHƯA HOÀN THÀNH",
    "2.1.1. Ban hành văn bản: Đang thực hiện.",
    "- Lý do: Văn bản cấp trên ban hành chậm.",
    "- Đơn vị chủ trì, chịu trách nhiệm: Thanh tra Sở.",
    "- Biện pháp: Rà soát hằng tuần.",
    "- Thời hạn mới: 31/3/2026.",
)


LABELS: Final = {
    *("khái", "quát", "tổ", "chức", "xếp", "loại", "phải", "lý", "do", "chịu", "trách", "nhiệm", "biện", "pháp", "mới", "tên"),
    *("mã", "ký", "hiệu", "cơ", "quan"),
}
"""Words that the template of the completion report prints by itself."""


def test_a_completion_report_typed_by_hand_gives_the_score_what_is_carried_over_and_its_list_of_papers(tmp_path: Path) -> None:
    def change(lines: list[str], _rows: list[list[str]]) -> None:
        lines[:] = FINAL_TITLE

    papers = (
        ("STT", "Mã tiêu chí", "Tên tài liệu", "Số, ký hiệu", "Ngày", "Cơ quan", "Mục/trang"),
        ("1", "2.1.1", "Báo cáo rà soát", "15/BC-TTr", "10/6/2025", "Thanh tra Sở", "mục II, trang 3"),
        ("2", "2.1.2", "Kế hoạch theo dõi", "", "", "Sở", ""),
    )
    data = typed(change, more=lambda document: table(document, papers))
    assert lost(data) <= LABELS
    plan, results = book_of(taken(data), tmp_path)
    assert (plan.facts.score, plan.facts.applicable_maximum, plan.facts.band) == (Decimal("85.06"), Decimal(100), "Tốt")
    assert (plan.facts.number, plan.bases) == ("21", ())
    first = results.results[0]
    assert (first.period, first.cause.plain, first.next_step.plain) == ("NAM", "Văn bản cấp trên ban hành chậm", "Rà soát hằng tuần")
    assert first.new_deadline == date(2026, 3, 31)
    assert [(row.criterion, row.title, row.issuer, row.page) for row in results.evidence] == [
        ("2.1.1", "Báo cáo rà soát", "Thanh tra Sở", "3"),
        ("2.1.2", "Kế hoạch theo dõi", "Sở", ""),
    ]
    issued = [row.text.plain for row in results.narrative if row.section is NarrativeSection.ISSUED]
    assert issued == ["Kế hoạch số 30/KH-SKHCN ngày 15/4/2025 về kiểm tra công vụ."]
