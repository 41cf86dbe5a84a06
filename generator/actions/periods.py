"""Finding the period that a clerk named, and refusing one whose report was issued."""

from __future__ import annotations

from generator.errors import InputRefusedError, Place, Problem
from generator.records import ReportingPeriod
from generator.vietnamese import short_date


def refuse_locked(period: ReportingPeriod, file: str) -> None:
    """A period whose report was issued stays as it was reported: corrections are told in the next one."""
    if period.report_date is not None:
        raise InputRefusedError(
            Problem(
                "KY-01",
                f"Kỳ {period.id} đã phát hành báo cáo ngày {short_date(period.report_date)} nên đã khoá",
                "Đề nghị đơn vị ghi phần sửa vào cột “Điều chỉnh kỳ trước” của biểu kỳ sau",
                Place(file, "Kỳ báo cáo"),
            )
        )
