"""Plans for tests: a strategy of whole valid plans, a small plan to change, and words for changing workbooks."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Any, Final, TypeVar

from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from generator import vietnamese
from generator.errors import InputRefusedError, Problem
from generator.periods import DEFAULTS, PeriodDefault, window
from generator.plan import Plan
from generator.records import (
    Agency,
    AnnexProfile,
    Authority,
    BasisRole,
    BodyKind,
    BodyRow,
    Criterion,
    Facts,
    LegalBasis,
    Recipient,
    RecipientKind,
    ReformField,
    ReportingPeriod,
    Section,
    Signer,
    Standing,
    TimeKind,
    TimeLimit,
    Unit,
    UnitKind,
)
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
from generator.workbook import read_plan_book
from generator.workbook.examples import REFORM_FIELDS
from generator.workbook.grid import clean_text

Chosen = TypeVar("Chosen")
Kinds = TypeVar("Kinds", bound=StrEnum)

VIETNAMESE: Final = (
    "Rà soát, đơn giản hoá thủ tục hành chính",
    "Sở Khoa học & Công nghệ",
    'gọi tắt là “Sở”, "VP" <nội bộ>',
    "tỷ lệ > 95 % và < 100 %",
    "Nguyễn Thị Ngọc Ánh's",
    "=SUM(A1:A3)",
    "#N/A",
    "+84 và @nội bộ",
    "10.000 đồng; 1,5 điểm",
    "ĐƯỜNG DÂY NÓNG",
    "một hai ba bốn năm sáu bảy tám chín mười " * 30,
)
_MARKS: Final = ("{{", "}}", "{%", "%}", "{#", "#}")
_FIRST_DAY: Final = date(2000, 1, 1)

odd_words: Final = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Mc", "Me", "Zs", "Zl", "Zp")),
    min_size=1,
    max_size=12,
)
words_pool: Final = st.lists(st.sampled_from(VIETNAMESE) | odd_words, min_size=2, max_size=8).map(
    lambda pool: [word for word in map(safe, pool) if word] or ["Sở"]
)


def safe(words: str) -> str:
    """Clean words without anything that looks like template code."""
    for mark in _MARKS:
        words = words.replace(mark, " ")
    return vietnamese.clean(words)


@st.composite
def plans(draw: st.DrawFn, max_criteria: int = 8) -> Plan:
    """Whole valid plans. Only a pool of words, a count and a seed are drawn, so that a large plan is made as fast as a small one."""
    pool, count, seed = draw(words_pool), draw(st.integers(0, max_criteria)), draw(st.integers(0, 2**32))
    return Maker(Random(seed), tuple(pool)).plan(count)  # noqa: S311 - not for secrets


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes records by chance out of a pool of words."""

    chance: Random
    pool: Sequence[str]

    def plan(self, count: int) -> Plan:
        units = self.units()
        codes = [unit.id for unit in units]
        signers = self.signers()
        agencies, day = self.agencies()
        criteria = self.criteria(count, codes)
        return Plan(
            facts=self.facts(signers, day),
            agencies=agencies,
            units=units,
            signers=signers,
            bases=tuple(self.basis(number) for number in range(self.chance.randint(0, 3))),
            body=tuple(self.body_row(number, codes) for number in range(self.chance.randint(0, 6))),
            fields=tuple(ReformField(id=number, name=name, internal_note=self.maybe()) for number, name in REFORM_FIELDS.items()),
            criteria=criteria,
            recipients=tuple(self.recipient(number) for number in range(self.chance.randint(0, 4))),
            periods=self.periods(),
        )

    def word(self) -> str:
        return self.chance.choice(self.pool)

    def maybe(self) -> str:
        return self.word() if self.chance.random() < 0.5 else ""

    def framed(self, first: str) -> str:
        """Words with a plain beginning and end, on one line, where reading drops dashes, numbers and full stops."""
        return safe(f"{first} {self.word()} xong")

    def text(self, first: str = "Việc") -> Text:
        """Text in one to four runs, some on several lines, that begins and ends with a plain word."""
        runs = [Run(f"{first} ")]
        for _ in range(self.chance.randint(1, 4)):
            end = self.chance.choice((" ", "\n", ", "))
            runs.append(Run(self.word() + end, bold=self.chance.random() < 0.3, italic=self.chance.random() < 0.3))
        text = clean_text(Text.joined([*runs, Run("xong")]))
        return text if not any(mark in text.plain for mark in _MARKS) else Text.of(f"{first} xong")

    def maybe_text(self) -> Text:
        return self.text() if self.chance.random() < 0.5 else EMPTY

    def day(self) -> date:
        return _FIRST_DAY + timedelta(days=self.chance.randint(0, 36_000))

    def span(self) -> tuple[date | None, date | None]:
        first = self.day()
        return self.chance.choice(
            ((None, None), (first, None), (None, first), (first, first + timedelta(days=self.chance.randint(0, 900))))
        )

    def points(self, most: int = 20_000) -> Decimal:
        """A number of points with up to three decimals."""
        return Decimal(self.chance.randint(0, most)) / 1000

    def one(self, kinds: type[Kinds]) -> Kinds:
        return self.chance.choice(list(kinds))

    def some(self, things: Sequence[Chosen]) -> tuple[Chosen, ...]:
        return tuple(self.chance.sample(things, self.chance.randint(0, min(4, len(things)))))

    def facts(self, signers: Sequence[Signer], day: date | None) -> Facts:
        maximum = self.chance.choice((Decimal(100), Decimal("84.5")))
        return Facts(
            assessed_year=2024,
            action_year=self.chance.choice((2025, 2026)),
            title=self.text("Khắc phục"),
            agency="CQ-1",
            symbol=self.maybe(),
            number=self.chance.choice(("", "05", "128")),
            issue_date=self.chance.choice((None, day)),
            expected_date=day,
            score=min(maximum, self.points(84_000)),
            applicable_maximum=maximum,
            band=self.maybe(),
            target_band=self.maybe(),
            target_score=self.chance.choice((None, self.points())),
            signer=self.chance.choice(("", *(signer.id for signer in signers))),
            annex_title=self.maybe_text(),
            annex_profile=self.one(AnnexProfile),
            print_draft_mark=self.chance.random() < 0.5,
        )

    def agencies(self) -> tuple[tuple[Agency, ...], date | None]:
        """One agency, or one under two names in turn beside another; and a day on which one name holds."""
        if self.chance.random() < 0.5:
            return (self.agency("cq-a", "CQ-1", (None, None)),), self.chance.choice((None, date(2025, 1, 2)))
        change = date(2025, 3, 1)
        named = (
            self.agency("cq-a", "CQ-1", (None, change - timedelta(days=1))),
            self.agency("cq-b", "CQ-1", (change, None)),
            self.agency("cq-c", "CQ-2", self.span()),
        )
        return named, self.chance.choice((date(2025, 1, 2), change))

    def agency(self, code: str, number: str, span: tuple[date | None, date | None]) -> Agency:
        return Agency(
            id=code,
            code=number,
            name=self.framed("Sở"),
            province=self.maybe(),
            parent=self.maybe(),
            abbreviation=self.chance.choice(("SKHCN", "SNV")),
            place=self.framed("Hà"),
            valid_from=span[0],
            valid_to=span[1],
            successor=self.chance.choice(("", "CQ-1")),
            change_basis=self.maybe(),
            short_names=self.some(("Sở KH&CN", "Sở", "Cơ quan, đơn vị")),
            internal_note=self.maybe(),
        )

    def units(self) -> tuple[Unit, ...]:
        """One to six units, some of which share a name."""
        codes = ("VP", "PQL", "tt-1", "NHOM.A", "x", "Y2")[: self.chance.randint(1, 6)]
        return tuple(self.unit(code, codes) for code in codes)

    def unit(self, code: str, codes: Sequence[str]) -> Unit:
        first, last = self.span()
        return Unit(
            id=code,
            name=self.chance.choice((f"Phòng {code}, nghiệp vụ", self.framed("Phòng"))),
            short_name=self.chance.choice(("", "Phòng", f"Phòng {code}")),
            kind=self.one(UnitKind),
            group=self.chance.choice(("", "khối ngoài", *codes)),
            head=self.maybe(),
            contact=self.maybe(),
            reports=self.chance.random() < 0.5,
            valid_from=first,
            valid_to=last,
            successor=self.chance.choice(("", *codes)),
            internal_note=self.maybe(),
        )

    def signers(self) -> tuple[Signer, ...]:
        return tuple(self.signer(code) for code in ("gd", "pgd", "pgd2")[: self.chance.randint(0, 3)])

    def signer(self, code: str) -> Signer:
        first, last = self.span()
        return Signer(
            id=code,
            name=self.chance.choice(("Nguyễn Văn A", "Trần Thị B")),
            position=self.chance.choice(("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
            authority=self.one(Authority),
            on_behalf_of=self.maybe(),
            valid_from=first,
            valid_to=last,
            internal_note=self.maybe(),
        )

    def basis(self, number: int) -> LegalBasis:
        return LegalBasis(
            id=f"cc{number}",
            lead=self.chance.choice(("Căn cứ", "", "Thực hiện")),
            kind=self.maybe(),
            number=self.maybe(),
            issued=self.chance.choice((None, self.day())),
            issuer=self.maybe(),
            subject=self.chance.choice((EMPTY, self.text("về"))),
            role=self.one(BasisRole),
            standing=self.one(Standing),
            internal_note=self.maybe(),
        )

    def body_row(self, number: int, codes: Sequence[str]) -> BodyRow:
        return BodyRow(
            id=f"nd{number}",
            section=self.one(Section),
            kind=self.one(BodyKind),
            text=self.text("Việc"),
            unit=self.chance.choice(("", *codes)),
            internal_note=self.maybe(),
        )

    def criteria(self, count: int, codes: Sequence[str]) -> tuple[Criterion, ...]:
        numbers = [f"{field}.{first}.{second}" for field in range(1, 9) for first in range(1, 10) for second in range(1, 10)]
        return tuple(self.criterion(number, codes) for number in self.chance.sample(numbers, count))

    def criterion(self, number: str, codes: Sequence[str]) -> Criterion:
        score, lost = self.points(), self.points(5_000)
        return Criterion(
            id=self.chance.choice((number, f"k-{number}")),
            code=number,
            field=self.chance.choice((number[0], "4")),
            name=self.text("Mức độ"),
            maximum=score + lost + Decimal("0.001"),
            score=score,
            cause=self.maybe_text(),
            remedy=self.text(),
            evidence=self.maybe_text(),
            lead=self.chance.choice(codes),
            support=self.some(codes),
            time=self.time(),
            target=self.chance.choice((None, score)),
            self_scored=self.chance.random() < 0.5,
            new_code=self.chance.choice(("", "2.1", "chưa có")),
            printed_note=self.maybe_text(),
            internal_note=self.maybe(),
        )

    def time(self) -> TimeLimit:
        year = self.chance.choice((2025, 2026))
        return self.chance.choice(
            (
                TimeLimit(TimeKind.DAY, day=self.day()),
                TimeLimit(TimeKind.QUARTER, quarter=self.chance.randint(1, 4), year=year),
                TimeLimit(TimeKind.YEAR, year=year),
                TimeLimit(TimeKind.ONGOING),
            )
        )

    def recipient(self, number: int) -> Recipient:
        return Recipient(id=f"nn{number}", name=self.framed("Sở"), kind=self.one(RecipientKind), internal_note=self.maybe())

    def periods(self) -> tuple[ReportingPeriod, ...]:
        return tuple(self.issued(self.period(default)) for default in self.some(DEFAULTS))

    def issued(self, period: ReportingPeriod) -> ReportingPeriod:
        """The period, its report issued or not."""
        day = self.chance.choice((None, self.day()))
        return period.model_copy(update={"report_number": self.maybe(), "report_date": day})

    def period(self, default: PeriodDefault) -> ReportingPeriod:
        days = window(default, 2025)
        return ReportingPeriod(
            id=default.code,
            first=days.first,
            last=days.last,
            cumulative=self.chance.random() < 0.5,
            units_due=days.units_due,
            department_due=days.department_due,
            receiver=self.maybe(),
            internal_note=self.maybe(),
        )

    def results(self, plan: Plan) -> Results:
        """What was reported on some criteria in some periods: by the lead unit, each at most once."""
        pairs = [(period.id, row) for period in plan.periods for row in plan.criteria if self.chance.random() < 0.6]
        forms = [(period.id, unit.id) for period in plan.periods for unit in plan.units if self.chance.random() < 0.4]
        return Results(
            results=tuple(self.result(period, row) for period, row in pairs),
            evidence=tuple(self.evidence(period, row, number) for period, row in pairs for number in range(self.chance.randint(0, 2))),
            notes=tuple(self.support_note(period, row, unit) for period, row in pairs for unit in row.support),
            submissions=tuple(self.submission(period, unit) for period, unit in forms),
            reminders=tuple(self.reminder(period, unit, level) for period, unit in forms for level in self.some((1, 2))),
            narrative=tuple(self.narrative(period.id, number) for period in plan.periods for number in range(self.chance.randint(0, 2))),
        )

    def result(self, period: str, row: Criterion) -> CriterionResult:
        whole = self.chance.choice((None, self.points() + 1))
        return CriterionResult(
            id=row_id(period, row.id),
            period=period,
            criterion=row.id,
            unit=row.lead,
            progress=self.one(Progress),
            done=self.maybe_text(),
            done_on=self.chance.choice((None, self.day())),
            numerator=None if whole is None else whole - self.points(1000),
            denominator=whole,
            expected=self.chance.choice((None, self.points())),
            difficulty=self.maybe_text(),
            cause=self.maybe_text(),
            cause_kind=self.chance.choice((None, self.one(CauseKind))),
            proposal=self.maybe_text(),
            next_step=self.maybe_text(),
            new_deadline=self.chance.choice((None, self.day())),
            correction=self.maybe_text(),
            internal_note=self.maybe(),
        )

    def evidence(self, period: str, row: Criterion, number: int) -> Evidence:
        return Evidence(
            id=row_id(period, row.id, str(number + 1)),
            period=period,
            criterion=row.id,
            unit=row.lead,
            title=self.word(),
            number=self.maybe(),
            issued=self.chance.choice((None, self.day())),
            issuer=self.maybe(),
            item=self.maybe(),
            page=self.chance.choice(("", "12", "3-5")),
            internal_note=self.maybe(),
        )

    def support_note(self, period: str, row: Criterion, unit: str) -> SupportNote:
        return SupportNote(id=row_id(period, row.id, unit), period=period, criterion=row.id, unit=unit, note=self.text())

    def submission(self, period: str, unit: str) -> Submission:
        return Submission(
            id=row_id(period, unit),
            period=period,
            unit=unit,
            received=self.moment(),
            file=self.framed("bieu"),
            sha256=f"{self.chance.getrandbits(256):064x}",
            number=self.maybe(),
            issued=self.chance.choice((None, self.day())),
            times=self.chance.randint(1, 4),
        )

    def moment(self) -> datetime:
        return datetime.combine(self.day(), time()) + timedelta(seconds=self.chance.randint(0, 86_399))

    def reminder(self, period: str, unit: str, level: int) -> Reminder:
        return Reminder(id=row_id(period, unit, str(level)), period=period, unit=unit, level=level, sent=self.day())

    def narrative(self, period: str, number: int) -> Narrative:
        return Narrative(id=f"{period}-lv{number}", period=period, section=self.one(NarrativeSection), text=self.text())


@st.composite
def results_for(draw: st.DrawFn, plan: Plan) -> Results:
    """Valid results of a plan; only a pool of words and a seed are drawn."""
    pool, seed = draw(words_pool), draw(st.integers(0, 2**32))
    return Maker(Random(seed), tuple(pool)).results(plan)  # noqa: S311 - not for secrets


def criterion(code: str = "1.1.2", **changes: Any) -> Criterion:  # noqa: ANN401 - any field of the record
    """A plain criterion with some fields changed."""
    plain = {
        "id": code,
        "code": code,
        "field": code[0],
        "name": Text.of("Mức độ thực hiện kế hoạch"),
        "maximum": Decimal(2),
        "score": Decimal("1.9"),
        "remedy": Text.of("Rà soát hằng tháng"),
        "lead": "VP",
        "support": ("QLKH",),
        "time": TimeLimit(TimeKind.ONGOING),
    }
    return Criterion(**{**plain, **changes})


def small_plan(*criteria: Criterion, **changes: Any) -> Plan:  # noqa: ANN401 - any field of the record
    """A plan of one agency and two units, with the given criteria (two when none is given)."""
    parts = {
        "facts": Facts(
            assessed_year=2024, action_year=2025, title=Text.of("Khắc phục những hạn chế"), agency="SO", score=Decimal("85.06"), signer="gd"
        ),
        "agencies": (Agency(id="so", code="SO", name="Sở Khoa học và Công nghệ", abbreviation="SKHCN", place="Hà Giang"),),
        "units": (
            Unit(id="VP", name="Văn phòng Sở", short_name="Văn phòng", kind=UnitKind.OFFICE),
            Unit(id="QLKH", name="Phòng Quản lý khoa học", kind=UnitKind.ROOM),
        ),
        "signers": (Signer(id="gd", name="Phan Đăng Đông", position="GIÁM ĐỐC"),),
        "bases": (
            LegalBasis(id="cc1", kind="Quyết định", number="04/QĐ-UBND", issued=date(2025, 1, 2), subject=Text.of("về việc công bố")),
        ),
        "body": (BodyRow(id="nd1", section=Section.PURPOSE, kind=BodyKind.BULLET, text=Text.of("Khắc phục hạn chế"), unit="VP"),),
        "fields": tuple(ReformField(id=number, name=name) for number, name in REFORM_FIELDS.items()),
        "criteria": criteria or (criterion("1.1.2"), criterion("2.1.1")),
        "recipients": (Recipient(id="nn1", name="Sở Nội vụ", kind=RecipientKind.REPORT),),
        "periods": (Maker(Random(1), ("Sở",)).period(DEFAULTS[0]),),  # noqa: S311 - not for secrets
    }
    return Plan(**{**parts, **changes})


def saved(folder: Path, data: bytes, name: str = "ke-hoach.xlsx") -> Path:
    """A workbook on the disk."""
    path = folder / name
    path.write_bytes(data)
    return path


def edited(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The workbook as it is after somebody opened it, changed it and saved it."""
    book = load_workbook(io.BytesIO(data), rich_text=True)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def refusals(path: Path) -> tuple[Problem, ...]:
    """Every problem for which a workbook is refused; none when it is taken."""
    try:
        read_plan_book(path)
    except InputRefusedError as error:
        return error.problems
    return ()


def repeated(plan: Plan, count: int) -> Plan:
    """The plan with its criteria repeated, or cut, to a count, each under a code of its own."""
    rows = []
    for index in range(count):
        code = f"{index // 9801 + 1}.{index // 99 % 99 + 1}.{index % 99 + 1}"
        rows.append(plan.criteria[index % len(plan.criteria)].model_copy(update={"id": code, "code": code}))
    return Plan.model_validate(dict(plan) | {"criteria": tuple(rows)})
