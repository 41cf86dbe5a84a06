"""Plans with what units reported on them as offices write it, made by chance: real kinds of sentences and papers.

Plausible, not odd: nobody could tell a clerk's paragraph that reads like a heading, or like a sentence made from figures, from one.
Points have two decimals, because a report prints no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from hypothesis import strategies as st

from generator.periods import DEFAULTS, PeriodDefault, window
from generator.plan import Plan
from generator.records import BasisRole, Criterion, LegalBasis, ReportingPeriod
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
    row_id,
)
from generator.richtext import EMPTY, Run, Text
from tests.plausible_plans import Office

Told = tuple[Plan, Results, str]
"""A plan, what was reported on it, and the period to report on."""

_DONE: Final = (
    "Đã ban hành Kế hoạch số 15/KH-SKHCN ngày 05/3/2025 và giao việc cho từng phòng",
    "Đã tổ chức 02 lớp tập huấn cho 60 người; tỷ lệ hài lòng đạt 95,5%",
    "Đã rà soát, cắt giảm 05 thủ tục hành chính (trong đó 02 thủ tục cấp tỉnh)",
    "Đăng 04 tin, bài: 03 tin trên Cổng thông tin điện tử, 01 bài trên báo Trung ương.",
)
_TROUBLES: Final = (
    "Phần mềm dùng chung hay bị gián đoạn",
    "Biên chế thiếu 03 người so với định mức (theo Quyết định số 12/QĐ-UBND)",
    "Số liệu của cơ sở gửi về chậm; một số biểu chưa đúng mẫu",
    "Một số văn bản của Trung ương: chưa có hướng dẫn",
)
_STEPS: Final = (
    "Đôn đốc hằng tuần",
    "Trình lãnh đạo Sở phê duyệt phương án trước ngày 30/6/2025",
    "Kiểm tra đột xuất 03 đơn vị",
    "Đề nghị Sở Nội vụ hướng dẫn cụ thể việc chấm điểm",
)
_PAPERS: Final = (
    "Báo cáo kết quả rà soát thủ tục hành chính năm 2025",
    "Quyết định phê duyệt phương án đơn giản hoá",
    "Biên bản kiểm tra việc thực hiện kỷ luật, kỷ cương",
    "Ảnh chụp trang tin",
)
_NARRATIVE: Final = (
    "Lãnh đạo Sở họp giao ban hằng tháng với trưởng các phòng, đơn vị về tiến độ khắc phục",
    "Việc phối hợp giữa các phòng có lúc chưa chặt chẽ; việc trả lời của một số đơn vị còn chậm",
    "Sở đã kiểm tra 03 phòng, phát hiện 02 trường hợp chậm, đã chấn chỉnh.",
    "Nhận thức của một số công chức về cải cách hành chính còn hạn chế, đạt 4.5/5 điểm theo khảo sát",
    "Tiếp tục thực hiện các giải pháp đã giao tại Kế hoạch: mỗi tháng rà soát một lần",
)
_NUMBERS: Final = ("", "12/BC-VP", "05/QĐ-SKHCN", "1428/KH-SKHCN")


draws: Final = st.tuples(st.integers(1, 9), st.integers(0, 2**32), st.sampled_from([str(default.code) for default in DEFAULTS]))
"""Count of criteria, seed and period: what they make is too long to be shown when a law breaks."""


def told_plan(count: int, seed: int, period: str) -> Told:
    """The same for the same numbers."""
    chance = Random(seed)  # noqa: S311 - not for secrets
    plan = Office(chance).plan(count)
    reporter = Reporter(chance, _fit(plan, chance))
    return reporter.plan, reporter.results(), period


def _fit(plan: Plan, chance: Random) -> Plan:
    """The plan with its periods and the basis that published its score."""
    scores = LegalBasis(
        id="diem",
        kind="Quyết định",
        number="04/QĐ-UBND",
        issued=date(2025, 1, 2),
        issuer="UBND tỉnh Hà Giang",
        subject=Text.of("về việc phê duyệt và công bố Chỉ số cải cách hành chính năm 2024"),
        role=BasisRole.SCORES,
    )
    facts = plan.facts.model_copy(update={"band": chance.choice(("", "Tốt", "Khá"))})
    bases = (*(row.model_copy(update={"role": BasisRole.OTHER}) for row in plan.bases), scores)
    criteria = tuple(row.model_copy(update=_beside(chance)) for row in plan.criteria)
    periods = tuple(_period(default, chance) for default in DEFAULTS)
    return plan.model_copy(update={"facts": facts, "bases": bases, "criteria": criteria, "periods": periods})


def _beside(chance: Random) -> dict[str, object]:
    """A survey scores some criteria; a note stands beside some."""
    note = Text.of(chance.choice(("Theo bộ tiêu chí năm 2024", "Điểm do khảo sát"))) if chance.random() < 0.2 else EMPTY
    return {"self_scored": chance.random() < 0.8, "printed_note": note}


def _period(default: PeriodDefault, chance: Random) -> ReportingPeriod:
    days = window(default, 2025)
    return ReportingPeriod(
        id=default.code,
        first=days.first,
        last=days.last + timedelta(days=chance.choice((0, 0, 2))),
        cumulative=default.cumulative,
        units_due=days.units_due - timedelta(days=chance.choice((0, 3))),
        department_due=days.department_due,
    )


@dataclass(frozen=True, slots=True)
class Reporter:
    """Fills in forms by chance, and writes what the clerk writes."""

    chance: Random
    plan: Plan

    def results(self) -> Results:
        pairs = [(period.id, row) for period in self.plan.periods for row in self.plan.criteria if self.chance.random() < 0.7]
        forms = [(period, unit.id) for period in self.plan.periods for unit in self.plan.units if unit.reports]
        sent = [pair for pair in forms if self.chance.random() < 0.6]
        return Results(
            results=tuple(self.result(period, row) for period, row in pairs),
            evidence=tuple(
                self.paper(period, row, number) for period, row in pairs for number in range(self.chance.choice((0, 0, 0, 1, 2)))
            ),
            notes=tuple(self.note(period, row, unit) for period, row in pairs for unit in row.support[:1] if self.chance.random() < 0.5),
            submissions=tuple(self.form(period, unit) for period, unit in sent),
            reminders=tuple(
                Reminder(id=row_id(period.id, unit, "1"), period=period.id, unit=unit, level=1, sent=period.units_due + timedelta(days=1))
                for period, unit in forms
                if self.chance.random() < 0.1
            ),
            narrative=tuple(self.narrative()),
        )

    def one(self, words: Sequence[str]) -> Text:
        """A sentence, at times with a word in bold or italics."""
        head, _, tail = self.chance.choice(words).partition(" ")
        return Text.joined((Run(head, bold=self.chance.random() < 0.1), Run(f" {tail}", italic=self.chance.random() < 0.1)))

    def maybe(self, words: Sequence[str], share: float = 0.4) -> Text:
        return self.one(words) if self.chance.random() < share else EMPTY

    def result(self, period: str, row: Criterion) -> CriterionResult:
        progress = self.chance.choice([Progress.DONE, Progress.ONGOING, Progress.ONGOING, Progress.NOT_STARTED, Progress.NOT_APPLICABLE])
        waiting = progress in {Progress.ONGOING, Progress.NOT_STARTED}
        cause = self.maybe(_TROUBLES, 0.6) if waiting else EMPTY
        rate = self.chance.random() < 0.3
        step = Decimal(self.chance.randint(0, int((row.maximum - row.score) * 100))) / 100
        return CriterionResult(
            id=row_id(period, row.id),
            period=period,
            criterion=row.id,
            unit=self.chance.choice((row.lead, row.lead, "VP")),
            progress=progress,
            done=EMPTY if progress is Progress.NOT_STARTED else self.done(),
            done_on=date(2025, 3, 1) if progress is Progress.DONE else None,
            numerator=Decimal(self.chance.randint(0, 9)) if rate else None,
            denominator=Decimal(9) if rate else None,
            expected=row.score + step if progress is Progress.DONE and self.chance.random() < 0.5 else None,
            difficulty=self.maybe(_TROUBLES),
            cause=cause,
            cause_kind=self.chance.choice([*CauseKind, None]) if cause else None,
            proposal=self.maybe(_STEPS),
            next_step=self.maybe(_STEPS),
            new_deadline=date(2026, 3, 31) if waiting and self.chance.random() < 0.5 else None,
            correction=self.maybe(("Số liệu kỳ trước ghi thiếu 01 văn bản",), 0.1),
        )

    def done(self) -> Text:
        return Office(self.chance).text() if self.chance.random() < 0.3 else self.maybe(_DONE, 0.9)

    def paper(self, period: str, row: Criterion, number: int) -> Evidence:
        return Evidence(
            id=row_id(period, row.id, str(number + 1)),
            period=period,
            criterion=row.id,
            unit=row.lead,
            title=self.chance.choice(_PAPERS),
            number=self.chance.choice(_NUMBERS),
            issued=self.chance.choice((None, date(2025, 3, 10))),
            issuer=self.chance.choice(("", "Sở Khoa học và Công nghệ")),
            item=self.chance.choice(("", "II", "Điều 3, khoản 2")),
            page=self.chance.choice(("", "3", "3-5")),
        )

    def note(self, period: str, row: Criterion, unit: str) -> SupportNote:
        return SupportNote(id=row_id(period, row.id, unit), period=period, criterion=row.id, unit=unit, note=self.one(_DONE))

    def form(self, period: ReportingPeriod, unit: str) -> Submission:
        received = datetime(period.units_due.year, period.units_due.month, period.units_due.day, 9, tzinfo=UTC)
        return Submission(
            id=row_id(period.id, unit),
            period=period.id,
            unit=unit,
            received=received + timedelta(days=self.chance.randint(-3, 3)),
            file="bieu.xlsx",
            sha256="0" * 64,
            number=self.chance.choice(("", f"05/BC-{unit}")),
            issued=self.chance.choice((None, period.units_due)),
        )

    def narrative(self) -> Iterator[Narrative]:
        for period in self.plan.periods:
            for place, section in enumerate(NarrativeSection):
                for number in range(self.chance.choice((0, 1, 2))):
                    yield Narrative(id=f"{period.id}-{place}-{number}", period=period.id, section=section, text=self.one(_NARRATIVE))
