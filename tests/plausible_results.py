"""What units of a plausible plan report, made by chance; for tests of what takes reports over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Final

from generator.periods import DEFAULTS, window
from generator.plan import Plan
from generator.records import Criterion, ReportingPeriod
from generator.results import CauseKind, CriterionResult, Evidence, Narrative, NarrativeSection, Progress, Results, SupportNote, row_id
from generator.richtext import EMPTY, Text
from tests.plausible_plans import Office, plausible

_DONE: Final = (
    "Đã ban hành kế hoạch và giao việc cho từng phòng",
    "Đã tổ chức 02 lớp tập huấn cho 60 người",
    "Đã rà soát, cắt giảm 05 thủ tục hành chính",
)
_TROUBLES: Final = ("Phần mềm dùng chung hay bị gián đoạn", "Biên chế thiếu 03 người so với định mức", "Số liệu của cơ sở gửi về chậm")
_STEPS: Final = ("Đôn đốc hằng tuần", "Trình lãnh đạo Sở phê duyệt phương án", "Kiểm tra đột xuất 03 đơn vị")
_PAPERS: Final = ("Báo cáo kết quả rà soát", "Quyết định phê duyệt phương án đơn giản hoá", "Biên bản kiểm tra")
_NARRATIVE: Final = (
    "Lãnh đạo Sở họp giao ban hằng tháng với trưởng các phòng, đơn vị về tiến độ khắc phục",
    "Ban hành 03 văn bản chỉ đạo về cải cách hành chính",
    "Việc phối hợp giữa các phòng có lúc chưa chặt chẽ",
)


def reported_plan(count: int, seed: int) -> tuple[Plan, Results]:
    """A plausible plan with its periods, and results of the first and the last of them."""
    chance = Random(seed)  # noqa: S311 - not for secrets
    plan = plausible(count, seed)
    facts = plan.facts.model_copy(update={"symbol": f"KH-{plan.agency.abbreviation}", "band": "Tốt"})
    plan = plan.model_copy(update={"facts": facts, "periods": tuple(_period(code) for code in ("Q1", "NAM"))})
    unit = Reporter(chance, plan)
    return plan, Results(
        results=tuple(unit.result(period, row) for period in ("Q1", "NAM") for row in plan.criteria if chance.random() < 0.8),
    ).model_copy(update=unit.beside())


def _period(code: str) -> ReportingPeriod:
    default = next(default for default in DEFAULTS if default.code == code)
    days = window(default, 2025)
    return ReportingPeriod(
        id=code,
        first=days.first,
        last=days.last,
        cumulative=default.cumulative,
        units_due=days.units_due,
        department_due=days.department_due,
    )


@dataclass(frozen=True, slots=True)
class Reporter:
    """Fills in forms by chance."""

    chance: Random
    plan: Plan

    def text(self, words: tuple[str, ...]) -> Text:
        return Text.of(self.chance.choice(words))

    def maybe(self, words: tuple[str, ...]) -> Text:
        return self.text(words) if self.chance.random() < 0.4 else EMPTY

    def result(self, period: str, row: Criterion) -> CriterionResult:
        progress = self.chance.choice([Progress.DONE, Progress.ONGOING, Progress.NOT_STARTED])
        late = progress is not Progress.DONE
        cause = self.maybe(_TROUBLES) if late else EMPTY
        rate = self.chance.random() < 0.3
        return CriterionResult(
            id=row_id(period, row.id),
            period=period,
            criterion=row.id,
            unit=row.lead,
            progress=progress,
            done=Office(self.chance).text() if self.chance.random() < 0.3 else self.text(_DONE),
            numerator=Decimal(self.chance.randint(0, 9)) if rate else None,
            denominator=Decimal(9) if rate else None,
            expected=row.maximum if self.chance.random() < 0.5 else None,
            difficulty=self.maybe(_TROUBLES),
            cause=cause,
            cause_kind=self.chance.choice([*CauseKind, None]) if cause else None,
            proposal=self.maybe(_STEPS),
            next_step=self.maybe(_STEPS),
            new_deadline=date(2026, 3, 31) if progress is Progress.NOT_STARTED and self.chance.random() < 0.5 else None,
        )

    def beside(self) -> dict[str, object]:
        """Papers, notes of supporting units, and what the clerk wrote."""
        return {"evidence": tuple(self._evidence()), "notes": tuple(self._notes()), "narrative": tuple(self._narrative())}

    def _evidence(self) -> Iterator[Evidence]:
        for period in ("Q1", "NAM"):
            for row in self.plan.criteria:
                if self.chance.random() < 0.4:
                    yield Evidence(
                        id=row_id(period, row.id, "1"),
                        period=period,
                        criterion=row.id,
                        unit=row.lead,
                        title=self.chance.choice(_PAPERS),
                        number=self.chance.choice(("", "12/BC-VP", "05/QĐ-SKHCN")),
                        issued=self.chance.choice((None, date(2025, 3, 10))),
                        issuer=self.chance.choice(("", "Sở Khoa học và Công nghệ")),
                        item=self.chance.choice(("", "II")),
                        page=self.chance.choice(("", "3")),
                    )

    def _notes(self) -> Iterator[SupportNote]:
        for period in ("Q1", "NAM"):
            for row in self.plan.criteria:
                for unit in row.support[:1]:
                    yield SupportNote(id=row_id(period, row.id, unit), period=period, criterion=row.id, unit=unit, note=self.text(_DONE))

    def _narrative(self) -> Iterator[Narrative]:
        for period in ("Q1", "NAM"):
            for section in NarrativeSection:
                for number in range(self.chance.randint(0, 2)):
                    code = f"{period}-{section.name[:6]}-{number}".replace("_", "-")
                    yield Narrative(id=code, period=period, section=section, text=self.text(_NARRATIVE))
