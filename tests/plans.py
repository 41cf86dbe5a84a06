"""Plans for tests: a strategy of whole valid plans, made by chance out of a small pool of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random
from typing import Final, TypeVar

from hypothesis import strategies as st

from generator import vietnamese
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
    SetCriterion,
    Signer,
    Standing,
    TimeKind,
    TimeLimit,
    Unit,
    UnitKind,
    Waiver,
)
from generator.richtext import EMPTY, Run, Text
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
            waivers=tuple(self.waiver(number) for number in range(self.chance.randint(0, 2))),
            criteria_set=self.criteria_set(),
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
            score_places=self.chance.choice((None, None, 2)),
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

    def waiver(self, number: int) -> Waiver:
        return Waiver(
            id=f"bq{number}",
            rule=self.chance.choice(("L04", "W01")),
            place=self.maybe(),
            reason=self.framed("Đã"),
            internal_note=self.maybe(),
        )

    def criteria_set(self) -> tuple[SetCriterion, ...]:
        """Some lines of a set, of every level, in any order."""
        codes = ("1", "1.1", "1.1.2", "1.4.1.2", "2", "2.10", "12.1")
        return tuple(self.set_line(code) for code in self.some(codes))

    def set_line(self, code: str) -> SetCriterion:
        maximum = self.points()
        return SetCriterion(
            id=self.chance.choice((code, f"b-{code}")),
            code=code,
            name=self.text("Mức độ"),
            maximum=maximum,
            self_score=self.chance.choice((None, self.points())),
            appraised=self.chance.choice((None, self.points())),
            score=self.chance.choice((None, maximum, min(maximum, self.points()))),
            survey=self.chance.random() < 0.5,
            note=self.maybe_text(),
            internal_note=self.maybe(),
        )

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
