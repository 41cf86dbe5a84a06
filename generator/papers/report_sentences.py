"""Sentences of a report made from its figures: each prints the value that the tables print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from generator import vietnamese
from generator.papers.agency_names import unit_name, unit_now
from generator.periods import NAMES, PeriodCode
from generator.plan import Plan
from generator.records import ReportingPeriod
from generator.report import ESTIMATE, Change, Completion, Figures, Tally, completion_sentence
from generator.results import Results
from generator.standing import Line, until

NONE: Final = "không có"
"""Printed for a rate that has no base."""

_PERIOD_NAMES: Final = {PeriodCode.H1: "6 tháng đầu năm", PeriodCode.M9: "9 tháng đầu năm", PeriodCode.YEAR: "năm"}


def period_name(period: ReportingPeriod, year: int) -> str:
    """`Quý I năm 2025`, `6 tháng đầu năm 2025`, `năm 2025`."""
    return f"{_PERIOD_NAMES.get(period.code) or f'{NAMES[period.code]} năm'} {year}"


def rate_words(found: Tally) -> str:
    """`44,44%`, or «không có»."""
    return NONE if found.completion_rate is None else f"{vietnamese.rate(found.completion_rate)}%"


def points_sentence(found: Figures, year: int) -> str:
    """Maximum, old score and lost points of the plan's lines, and the lost points that no line explains."""
    whole = found.overall
    words = (
        f"Tổng điểm tối đa của {whole.total} tiêu chí: {vietnamese.points(whole.maximum)} điểm; "
        f"điểm đạt năm {year}: {vietnamese.points(whole.old_score)} điểm; điểm bị trừ: {vietnamese.points(whole.lost)} điểm."
    )
    rest = found.unexplained
    return f"{words} Điểm bị trừ chưa có giải pháp trong Kế hoạch: {vietnamese.points(rest)} điểm." if rest > 0 else words


def degree_sentence(found: Tally) -> str:
    """muc_do_quy_doi, labelled as an estimate."""
    degree = NONE if found.converted_degree is None else vietnamese.rate(found.converted_degree)
    return f"Mức độ hoàn thành quy đổi (ước tính; hoàn thành tính 1, đang thực hiện tính 0,5): {degree}."


def change_sentence(found: Change | None) -> str:
    """The number of mended criteria against the period before, with the codes that changed."""
    if found is None:
        return ""
    now = found.done_before + found.difference
    moved = f"tăng {found.difference}" if found.difference > 0 else f"giảm {-found.difference}" if found.difference else "không thay đổi"
    parts = [f"So với kỳ {NAMES[found.before.code]}: số tiêu chí đã hoàn thành là {now}, kỳ trước là {found.done_before} ({moved})"]
    parts += [f"mới hoàn thành: {', '.join(found.newly_done)}" if found.newly_done else ""]
    parts += [f"không còn ở mức đã hoàn thành: {', '.join(found.reopened)}" if found.reopened else ""]
    return "; ".join(filter(None, parts)) + "."


def field_sentence(found: Tally) -> str:
    """The figures of one field: counts, then points."""
    verb = "giảm" if found.gain < 0 else "tăng"
    return (
        f"{completion_sentence(found)} Điểm tối đa: {vietnamese.points(found.maximum)}; điểm đạt: {vietnamese.points(found.old_score)}; "
        f"điểm bị trừ: {vietnamese.points(found.lost)}; điểm {verb} dự kiến: {vietnamese.points(abs(found.gain))} ({ESTIMATE})."
    )


def open_sentence(found: Tally) -> str:
    """How many criteria are over their deadline, how many not begun, and of how many nobody knows."""
    words = f"Có {found.overdue} tiêu chí quá hạn, {found.not_started} tiêu chí chưa thực hiện"
    if not found.overdue and not found.not_started:
        words = "Theo báo cáo đã nhận, không có tiêu chí quá hạn hoặc chưa thực hiện"
    return words + (f"; {found.unreported} tiêu chí chưa có báo cáo." if found.unreported else ".")


def result_rate(line: Line) -> str:
    """`3/4, đạt 75,00%`, when the unit gave the parts of a rate."""
    result = line.result
    if result is None or result.rate is None or result.numerator is None or result.denominator is None:
        return ""
    parts = f"{vietnamese.decimal(result.numerator)}/{vietnamese.decimal(result.denominator)}"
    return f"{parts}, đạt {vietnamese.rate(result.rate)}%"


def assigned_sentence(plan: Plan, found: Figures) -> str:
    """Which unit leads how many criteria."""
    shares = "; ".join(f"{unit_now(plan, group.id, found.period.last)}: {group.tally.total} tiêu chí" for group in found.leads)
    return f"Kế hoạch giao {len(found.leads)} đơn vị chủ trì {found.overall.total} tiêu chí ({shares})." if shares else ""


def urged_sentence(plan: Plan, results: Results, period: ReportingPeriod) -> str:
    """How often which units were urged, up to and including the period."""
    times = Counter(_urged(plan, results, period))
    if not times:
        return ""
    units = "; ".join(f"{unit_name(plan, unit)}: {count} lần" for unit, count in times.items())
    return f"Đã đôn đốc {times.total()} lượt đối với {len(times)} đơn vị chậm gửi báo cáo ({units})."


def _urged(plan: Plan, results: Results, period: ReportingPeriod) -> Iterator[str]:
    """The unit of each reminder, in the plan's order of units."""
    periods = {row.id for row in until(plan, period)}
    sent = [row.unit for row in results.reminders if row.period in periods]
    order = {unit.id: number for number, unit in enumerate(plan.units)}
    yield from sorted(sent, key=lambda unit: (order.get(unit, len(order)), unit))


def evidence_sentence(found: Completion) -> str:
    """Which criteria have a paper that proves them."""
    there, missing = found.with_evidence, found.without_evidence
    parts = [f"Số tiêu chí có tài liệu kiểm chứng: {len(there)}/{len(there) + len(missing)}"]
    parts += [f"chưa có tài liệu kiểm chứng: {', '.join(missing)}" if missing else ""]
    return "; ".join(filter(None, parts)) + "."


def recovered_sentence(found: Completion) -> str:
    """Points won back and points still lost."""
    lost = vietnamese.points(found.figures.overall.lost)
    won, left = vietnamese.points(abs(found.recovered)), vietnamese.points(found.still_lost)
    moved = f"chưa khắc phục được, giảm thêm {won} điểm" if found.recovered < 0 else f"khắc phục được {won} điểm"
    return f"Trong {lost} điểm bị trừ, dự kiến {moved}, còn {left} điểm ({ESTIMATE})."


def carried_sentence(found: Completion, year: int) -> str:
    """The criteria that go over to next year's plan."""
    codes = [row.criterion.code for row in found.carried]
    if not codes:
        return "Không có tiêu chí nào chưa hoàn thành."
    return f"Còn {len(codes)} tiêu chí chưa hoàn thành, chuyển sang Kế hoạch năm {year}: {', '.join(codes)}."
