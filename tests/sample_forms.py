"""Returned forms for the sample plan, made up from beginning to end and marked so: `python -m tests.sample_forms` writes them anew."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from generator import files
from generator.results import CauseKind, CriterionResult, Evidence, Progress, Results, Submission, SupportNote, row_id
from generator.richtext import Text
from generator.standing import period_of
from generator.workbook import write_unit_form
from tests.source_plan import source_plan

FOLDER: Final = Path(__file__).parent.parent / "data" / "bieu-minh-hoa"
MARK: Final = "(Minh hoạ)"
DONE, ONGOING, NOT_STARTED = Progress.DONE, Progress.ONGOING, Progress.NOT_STARTED


def told(period: str, unit: str, code: str, progress: Progress, words: str, **more: Any) -> CriterionResult:  # noqa: ANN401 - any field
    """A result whose words say that they are made up."""
    more = {key: Text.of(f"{MARK} {value}") if type(value) is str else value for key, value in more.items()}
    done = Text.of(f"{MARK} {words}")
    return CriterionResult(id=row_id(period, code), period=period, criterion=code, unit=unit, progress=progress, done=done, **more)


def paper(period: str, unit: str, code: str, number: str, issued: date) -> Evidence:
    """A document that does not exist."""
    title = f"{MARK} Báo cáo kết quả tiêu chí {code}"
    return Evidence(
        id=row_id(period, code, "1"), period=period, criterion=code, unit=unit, title=title, number=number, issued=issued,
        issuer=f"{MARK} Sở Khoa học và Công nghệ", item="II", page="2",
    )  # fmt: skip


def vp_first_quarter(*, again: bool) -> Results:
    """Văn phòng in Quý I; sent again with one result more."""
    late = {"difficulty": "Một số phòng gửi số liệu chậm", "cause": "Đôn đốc chưa thường xuyên", "cause_kind": CauseKind.OWN}
    seventh = told("Q1", "VP", "1.7.2", ONGOING, "Đã rà soát 12/15 nhiệm vụ được giao", numerator=Decimal(12), denominator=Decimal(15))
    rows = (
        told("Q1", "VP", "1.1.2", ONGOING, "Đã giao nhiệm vụ cho các phòng theo kế hoạch", expected=Decimal(2)),
        told("Q1", "VP", "1.5.2", ONGOING, "Đã đưa vào lịch kiểm tra quý", expected=Decimal(1)),
        *([seventh] if again else []),
        told("Q1", "VP", "3.1.1", NOT_STARTED, "Chưa rà soát", **late),
        told("Q1", "VP", "4.1.4", DONE, "Đã rà soát xong cơ cấu lãnh đạo cấp phòng", done_on=date(2025, 3, 5), expected=Decimal(1)),
        told("Q1", "VP", "5.3.3.3", ONGOING, "Đã phổ biến quy định kỷ luật, kỷ cương", next_step="Kiểm tra đột xuất trong quý II"),
    )
    return Results(results=rows, evidence=(paper("Q1", "VP", "4.1.4", "MH-05/BC-VP", date(2025, 3, 5)),), submissions=(sent("Q1", "VP"),))


def sent(period: str, unit: str) -> Submission:
    """Number and day on the form's head."""
    return Submission(
        id=row_id(period, unit), period=period, unit=unit, received=datetime(2025, 3, 10, tzinfo=UTC), file="x", sha256="0" * 64,
        number=f"MH-{period}/{unit}", issued=date(2025, 3, 10) if period == "Q1" else date(2025, 12, 8),
    )  # fmt: skip


def room(period: str, progress: Progress, **more: Any) -> Results:  # noqa: ANN401 - any field
    """Phòng Quản lý khoa học: its one criterion, and a note on one it supports."""
    row = told(period, "QLKH", "2.1.1", progress, "Đã trình dự thảo quyết định bãi bỏ", **more)
    note = SupportNote(
        id=row_id(period, "1.1.2", "QLKH"),
        period=period,
        criterion="1.1.2",
        unit="QLKH",
        note=Text.of(f"{MARK} Đã gửi số liệu cho Văn phòng"),
    )
    proof = (paper(period, "QLKH", "2.1.1", "MH-21/BC-QLKH", date(2025, 11, 20)),) if progress is DONE else ()
    return Results(results=(row,), notes=(note,), evidence=proof, submissions=(sent(period, "QLKH"),))


def vp_year() -> Results:
    """Văn phòng at the end of the year: all but one done."""
    codes = {"1.1.2": "2", "1.5.2": "1", "1.7.2": "1.5", "4.1.4": "1", "5.3.3.3": "0.5"}
    rows = [
        told("NAM", "VP", code, DONE, "Đã hoàn thành", done_on=date(2025, 11, 28), expected=Decimal(most)) for code, most in codes.items()
    ]
    open_row = told(
        "NAM", "VP", "3.1.1", ONGOING, "Đã thực hiện 8/10 chỉ tiêu", numerator=Decimal(8), denominator=Decimal(10), expected=Decimal("1.5"),
        difficulty="Hai chỉ tiêu phụ thuộc phần mềm dùng chung", cause="Chờ nâng cấp phần mềm", cause_kind=CauseKind.OUTSIDE,
        next_step="Hoàn thành hai chỉ tiêu còn lại", new_deadline=date(2026, 3, 31), proposal="Sớm nâng cấp phần mềm",
    )  # fmt: skip
    papers = tuple(paper("NAM", "VP", code, f"MH-{number}/BC-VP", date(2025, 11, 28)) for number, code in enumerate(codes, 30))
    return Results(results=(*rows, open_row), evidence=papers, submissions=(sent("NAM", "VP"),))


def centre_with_mistakes() -> Results:
    """The Trung tâm says «done» without a day and without any paper: the form is refused."""
    return Results(results=(told("NAM", "TT", "1.4.1.2", DONE, "Đã đăng tin bài"),), submissions=(sent("NAM", "TT"),))


FORMS: Final = {
    "Q1/minh-hoa-Q1-VP.xlsx": ("Q1", "VP", vp_first_quarter(again=False)),
    "Q1/minh-hoa-Q1-QLKH-nop-cham.xlsx": ("Q1", "QLKH", room("Q1", ONGOING, expected=Decimal(1))),
    "Q1-gui-lai/minh-hoa-Q1-VP-gui-lai.xlsx": ("Q1", "VP", vp_first_quarter(again=True)),
    "NAM/minh-hoa-NAM-VP.xlsx": ("NAM", "VP", vp_year()),
    "NAM/minh-hoa-NAM-QLKH.xlsx": ("NAM", "QLKH", room("NAM", DONE, done_on=date(2025, 11, 20), expected=Decimal(1))),
    "NAM/minh-hoa-NAM-TT-co-loi.xlsx": ("NAM", "TT", centre_with_mistakes()),
}


def form(name: str) -> bytes:
    """One returned form, as the unit might have sent it."""
    period, unit, results = FORMS[name]
    plan = source_plan()
    return write_unit_form(plan, results, period_of(plan, period), plan.unit(unit))


if __name__ == "__main__":
    for name in FORMS:
        files.write(FOLDER / name, form(name))
