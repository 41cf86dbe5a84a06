"""Made-up results on the source plan, the reports made of them, and ways to read what they print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from generator import blueprint, package, render, report, vietnamese
from generator.errors import Problem
from generator.fields import Field
from generator.papers import CompletionReport, ResultReport, completion_report, result_report
from generator.plan import Plan
from generator.results import (
    CauseKind,
    CriterionResult,
    Evidence,
    Narrative,
    NarrativeSection,
    Progress,
    Reminder,
    Results,
    Submission,
    SupportNote,
)
from generator.richtext import EMPTY, Text
from generator.standing import COMPLETION, period_of
from tests.papers import TEMPLATES, opened
from tests.source_plan import source_plan

Report = ResultReport | CompletionReport
CAUSE: Final = "Chưa bố trí được công chức chuyên trách"
DONE: Final = "Đã ban hành Kế hoạch và hướng dẫn các phòng, đơn vị thực hiện; kiểm tra 03/05 phòng."
STATES: Final = (
    Progress.DONE, Progress.ONGOING, Progress.ONGOING, Progress.NOT_STARTED, Progress.NOT_APPLICABLE, Progress.DONE, Progress.ONGOING,
)  # fmt: skip
"""States of the first seven of the nine criteria; nobody reports on the other two."""
SOME_PERIODS: Final = ("Q1", "H1", "NAM")


def some_results(plan: Plan) -> Results:
    """Made up: two criteria told in the first quarter, seven later; a unit that is late, one that is silent; words of every kind."""
    rows = [_row(plan, "Q1", index, Progress.ONGOING) for index in range(2)]
    rows += [_row(plan, period, index, state) for period in ("H1", "NAM") for index, state in enumerate(STATES)]
    return Results(
        results=tuple(rows),
        evidence=tuple(_evidence(plan, index, number) for index, number in ((0, 1), (0, 2), (1, 1))),
        notes=(SupportNote(id="H1-note", period="H1", criterion=plan.criteria[1].id, unit="QLKH", note=Text.of("Đã rà soát, cho ý kiến")),),
        submissions=tuple(_form(period, unit) for period in ("H1", "NAM") for unit in ("VP", "QLKH")),
        reminders=(Reminder(id="NAM-QLKH-1612", period="NAM", unit="QLKH", level=1, sent=date(2025, 12, 16)),),
        narrative=tuple(_narrative(period, section) for period in ("H1", "NAM") for section in NarrativeSection),
    )


def _row(plan: Plan, period: str, index: int, state: Progress) -> CriterionResult:
    row, waiting = plan.criteria[index], state in {Progress.ONGOING, Progress.NOT_STARTED}
    return CriterionResult(
        id=f"{period}-{row.id}",
        period=period,
        criterion=row.id,
        unit=row.lead,
        progress=state,
        done=EMPTY if state is Progress.NOT_STARTED else Text.of(DONE),
        numerator=Decimal(3) if index == 1 else None,
        denominator=Decimal(4) if index == 1 else None,
        expected=(row.score + row.maximum) / 2 if state is Progress.DONE else None,
        difficulty=Text.of(f"Khó khăn khi thực hiện tiêu chí {row.code}") if waiting else EMPTY,
        cause=Text.of(CAUSE if index < 3 else f"Nguyên nhân của {row.code}.") if waiting else EMPTY,
        cause_kind=(CauseKind.OWN, CauseKind.OWN, CauseKind.OWN, CauseKind.OUTSIDE, None, None, None)[index],
        proposal=Text.of("Đề nghị Sở Nội vụ hướng dẫn cụ thể việc chấm điểm") if index == 2 else EMPTY,
        next_step=Text.of(f"Tiếp tục rà soát, hoàn thành tiêu chí {row.code} trong quý sau") if waiting else EMPTY,
        new_deadline=date(2026, 3, 31) if waiting else None,
        correction=Text.of("Số liệu Quý I ghi thiếu 01 văn bản") if index == 0 and period != "Q1" else EMPTY,
    )


def _evidence(plan: Plan, index: int, number: int) -> Evidence:
    row = plan.criteria[index]
    return Evidence(
        id=f"H1-{row.id}-{number}",
        period="H1",
        criterion=row.id,
        unit=row.lead,
        title="Kế hoạch cải cách hành chính năm 2025",
        number=f"{number + 10}/KH-SKHCN",
        issued=date(2025, 3, 10),
        issuer="Sở Khoa học và Công nghệ",
        item="Mục II" if number == 1 else "",
        page="3",
    )


def _form(period: str, unit: str) -> Submission:
    """The office is in time, the room two days late."""
    month, day = (6, 10) if period == "H1" else (12, 12)
    due = {"H1": date(2025, 6, 13), "NAM": date(2025, 12, 15)}[period]
    when = datetime(2025, month, due.day + 2 if unit == "QLKH" else day, 9, 0, tzinfo=UTC)
    return Submission(
        id=f"{period}-{unit}",
        period=period,
        unit=unit,
        received=when,
        file="bieu.xlsx",
        sha256="0" * 64,
        number=f"05/BC-{unit}",
        issued=due,
    )


def _narrative(period: str, section: NarrativeSection) -> Narrative:
    name = f"{period}-{list(NarrativeSection).index(section)}"
    return Narrative(id=name, period=period, section=section, text=Text.of(f"Nội dung “{section}” do Văn phòng Sở tổng hợp."))


def made(plan: Plan, results: Results, code: str, *gaps: Problem) -> Report:
    """The report of a period, of the kind that the period asks for."""
    word = completion_report if code in COMPLETION else result_report
    return word(plan, results, period_of(plan, code), gaps=gaps)


def printed(paper: Report) -> bytes:
    name = blueprint.COMPLETION_FILE if isinstance(paper, CompletionReport) else blueprint.REPORT_FILE
    return render.render(render.load(package.open_package(TEMPLATES / name), type(paper)), paper)


def cells(data: bytes, heading: str) -> list[list[str]]:
    """Rows below the heading row of the tables whose first row has this heading; what is merged stands once."""
    found: list[list[str]] = []
    for table in opened(data).tables:
        rows = [[cell.text for cell in dict.fromkeys(row.cells)] for row in table.rows]
        found += rows[1:] if heading in rows[0] else []
    return found


def keys(node: Any) -> Iterator[str]:  # noqa: ANN401 - a tree of dataclasses and tuples
    if isinstance(node, Field):
        yield node.key
    elif isinstance(node, tuple):
        for item in node:
            yield from keys(item)
    elif is_dataclass(node) and not isinstance(node, Text):
        for part in fields(node):
            yield from keys(getattr(node, part.name))


def counts(tally: report.Tally) -> list[str]:
    numbers = (tally.total, tally.done, tally.ongoing, tally.not_started, tally.unreported, tally.not_applicable, tally.overdue)
    return [str(number) for number in numbers]


def rate(tally: report.Tally) -> str:
    return "không có" if tally.completion_rate is None else f"{vietnamese.rate(tally.completion_rate)}%"


SAMPLE: Final = source_plan()
RESULTS: Final = some_results(SAMPLE)
NOTHING: Final = Results()
