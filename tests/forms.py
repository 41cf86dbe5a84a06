"""Unit forms for tests: results that keep every rule, a strategy of whole cases, and words for reading and changing forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final

from hypothesis import assume
from hypothesis import strategies as st
from openpyxl import Workbook

from generator.errors import InputRefusedError, Problem
from generator.periods import DEFAULTS
from generator.plan import Plan
from generator.records import Criterion, ReportingPeriod, Unit
from generator.results import CauseKind, CriterionResult, Evidence, Progress, Results, Submission, SupportNote, row_id
from generator.richtext import Text
from generator.standing import COMPLETION, deadline, reporting_units
from generator.workbook.form_rows import led, supported
from generator.workbook.returned_forms import ReturnedForm, read_returned_form
from generator.workbook.unit_forms import write_unit_form
from tests.books import saved, small_plan
from tests.plans import Maker, plans, words_pool

NOTHING: Final = Results()
OPEN: Final = {Progress.ONGOING, Progress.NOT_STARTED}
RECEIVED: Final = datetime(2025, 3, 10, 8, 0, tzinfo=UTC)


def period(code: str = "Q1") -> ReportingPeriod:
    """A period with its default days."""
    default = next(default for default in DEFAULTS if default.code == code)
    return Maker(Random(1), ("Sở",)).period(default).model_copy(update={"receiver": ""})  # noqa: S311 - not for secrets


PLAN: Final = small_plan(periods=(period("Q1"), period("H1"), period("Q3"), period("Q4"), period("NAM")))
VP: Final = PLAN.unit("VP")
QLKH: Final = PLAN.unit("QLKH")


def result(code: str = "1.1.2", when: str = "Q1", **changes: Any) -> CriterionResult:  # noqa: ANN401 - any field of the record
    """A plain result with some fields changed."""
    plain = {"progress": Progress.ONGOING, "done": Text.of("Đã rà soát")}
    return CriterionResult(**{"id": row_id(when, code), "period": when, "criterion": code, "unit": "VP", **plain, **changes})


@dataclass(frozen=True, slots=True)
class Case:
    """A plan, what one unit reported in a period, and that period and unit."""

    plan: Plan
    results: Results
    period: ReportingPeriod
    unit: Unit

    def form(self) -> bytes:
        return write_unit_form(self.plan, self.results, self.period, self.unit)

    def read(self, folder: Path, data: bytes) -> ReturnedForm:
        return read_returned_form(saved(folder, data, "bat-ky.xlsx"), self.plan, self.results, self.period)


@st.composite
def cases(draw: st.DrawFn, max_criteria: int = 6) -> Case:
    """Plans with a unit that reports, and results of it that keep every rule."""
    plan, default, seed = draw(plans(max_criteria)), draw(st.sampled_from(DEFAULTS)), draw(st.integers(0, 2**32))
    maker = Maker(Random(seed), tuple(draw(words_pool)))  # noqa: S311 - not for secrets
    when = maker.period(default)
    units = reporting_units(plan, when)
    assume(units)
    unit = maker.chance.choice(units)
    return Case(plan, _told(maker, plan, when, unit), when, unit)


def _told(maker: Maker, plan: Plan, when: ReportingPeriod, unit: Unit) -> Results:
    mine = led(plan, when, unit)
    results = tuple(_result(maker, plan, when, criterion, unit) for criterion in mine if maker.chance.random() < 0.7)
    done = {row.criterion for row in results if row.progress is Progress.DONE}
    papers = tuple(paper for criterion in mine for paper in _papers(maker, when, criterion, unit, sure=criterion.id in done))
    notes = tuple(_note(maker, when, criterion, unit) for criterion in supported(plan, when, unit) if maker.chance.random() < 0.7)
    sent = Submission(
        id=row_id(when.id, unit.id),
        period=when.id,
        unit=unit.id,
        received=RECEIVED,
        file="bieu.xlsx",
        sha256="0" * 64,
        number=maker.maybe(),
        issued=maker.chance.choice((None, maker.day())),
    )
    return Results(results=results, evidence=papers, notes=notes, submissions=(sent,))


def _result(maker: Maker, plan: Plan, when: ReportingPeriod, criterion: Criterion, unit: Unit) -> CriterionResult:
    progress = maker.one(Progress)
    limit = deadline(criterion.time, plan.facts.action_year)
    overdue = progress in OPEN and limit is not None and limit < when.last
    late = progress in OPEN and when.code in COMPLETION
    parted = maker.chance.random() < 0.5
    return CriterionResult(
        id=row_id(when.id, criterion.id),
        internal_note=maker.maybe(),
        period=when.id,
        criterion=criterion.id,
        unit=unit.id,
        progress=progress,
        done=maker.text(),
        done_on=when.last - timedelta(days=maker.chance.randint(0, 90)) if progress is Progress.DONE else None,
        numerator=maker.points() if parted else None,
        denominator=maker.points() + Decimal("0.001") if parted else None,
        expected=maker.chance.choice((None, criterion.maximum, criterion.score, Decimal(0))),
        difficulty=maker.text() if overdue else maker.maybe_text(),
        cause=maker.text() if overdue else maker.maybe_text(),
        cause_kind=maker.chance.choice((None, *CauseKind)),
        proposal=maker.maybe_text(),
        next_step=maker.text() if late else maker.maybe_text(),
        new_deadline=maker.day() if late else maker.chance.choice((None, maker.day())),
        correction=maker.maybe_text(),
    )


def _papers(maker: Maker, when: ReportingPeriod, criterion: Criterion, unit: Unit, *, sure: bool) -> list[Evidence]:
    numbers = sorted(maker.chance.sample(range(1, 6), maker.chance.randint(1 if sure else 0, 3)))
    return [
        Evidence(
            id=row_id(when.id, criterion.id, str(number)),
            internal_note=maker.maybe(),
            period=when.id,
            criterion=criterion.id,
            unit=unit.id,
            title=maker.framed("Báo cáo"),
            number=maker.maybe(),
            issued=maker.chance.choice((None, maker.day())),
            issuer=maker.maybe(),
            item=maker.chance.choice(("", "II.1")),
            page=maker.chance.choice(("", "3", "3-5")),
        )
        for number in numbers
    ]


def _note(maker: Maker, when: ReportingPeriod, criterion: Criterion, unit: Unit) -> SupportNote:
    return SupportNote(
        id=row_id(when.id, criterion.id, unit.id),
        internal_note=maker.maybe(),
        period=when.id,
        criterion=criterion.id,
        unit=unit.id,
        note=maker.text(),
    )


def refusals(path: Path, plan: Plan = PLAN, results: Results = NOTHING, when: ReportingPeriod | None = None) -> tuple[Problem, ...]:
    """Every problem for which a form is refused; none when it is taken."""
    try:
        read_returned_form(path, plan, results, when or period())
    except InputRefusedError as error:
        return error.problems
    return ()


def disorder(book: Workbook, seed: int) -> None:
    """Sort the rows of every sheet anew and move its columns about, hidden one and lines on top with them."""
    chance = Random(seed)  # noqa: S311 - not for secrets
    for sheet in book.worksheets:
        _shuffle(sheet, 7 if sheet.title == "Chủ trì" else 5, chance)


def _shuffle(sheet: Any, header: int, chance: Random) -> None:  # noqa: ANN401 - openpyxl's types hide its cells
    rows = [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]
    body = rows[header:]
    chance.shuffle(body)
    order = list(range(len(rows[0])))
    chance.shuffle(order)
    sheet.delete_rows(1, sheet.max_row)
    for number, row in enumerate([*rows[:header], *body], 1):
        for column, index in enumerate(order, 1):
            value, number_format = row[index]
            if value is not None:
                cell = sheet.cell(number, column)
                cell.value, cell.number_format = value, number_format
                if isinstance(value, str):
                    cell.data_type = "s"


def days(text: str) -> date:
    """A day from `2025-03-01`."""
    return date.fromisoformat(text)
