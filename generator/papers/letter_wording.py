"""The urging letter (công văn đôn đốc) as its template sees it: who is late with what, first or second time of asking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from generator import vietnamese
from generator.fields import Field, with_last
from generator.papers.agency_names import agency_on, plan_issuer, signer_on
from generator.papers.common import Issue, Paper, RecipientLine, common_parts
from generator.periods import of_year
from generator.plan import Plan
from generator.records import Authority, Recipient, RecipientKind, ReportingPeriod, Signer, Unit, UnitKind
from generator.richtext import EMPTY, Text

FIRST, SECOND = 1, 2
SAME_AS_ABOVE: Final = Recipient(id="nhu-tren", name="Như trên", kind=RecipientKind.CARRY_OUT)
"""The first recipient of a paper that has «Kính gửi» (NN-03)."""
_BLANK_DAY: Final = "ngày \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0 tháng \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0 năm {year}"


@dataclass(frozen=True, slots=True)
class LateUnit:
    """A unit that has not reported: its code and name, what is missing, how many days it is over the deadline."""

    id: str
    unit: str
    missing: str
    days: int


@dataclass(frozen=True, slots=True)
class Asking:
    """Which time of asking (1 or 2), on which day, and by when to answer: None leaves that blank, to be written by hand."""

    level: int
    day: date
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class LateRow:
    """A row of the table of late units."""

    order: Text
    unit: Text
    missing: Text
    due: Text
    days: Text


@dataclass(frozen=True, slots=True)
class UrgingLetter(Paper):
    """A công văn: its subject stands under the number, its addressees on lines of their own when there are several."""

    title: Field
    addressee: Field
    addressees: tuple[RecipientLine, ...]
    opening: Field
    lead_in: Field
    rows: tuple[LateRow, ...]
    request: Field


def urging_letter(plan: Plan, period: ReportingPeriod, late: Sequence[LateUnit], asking: Asking) -> UrgingLetter:
    """Word the letter to the units that are late in a period; agency and signer are those of the day of asking."""
    day = asking.day
    agency = agency_on(plan, day)
    office = _office(plan)
    issue = Issue(f"{agency.abbreviation}-{office.id}" if office else agency.abbreviation, day.year)
    kept = tuple(row for row in plan.recipients if row.kind is RecipientKind.KEEP)
    common = common_parts(agency, issue, (SAME_AS_ABOVE, *kept), _letter_signer(plan, day))
    receiver = office.name if office else agency.name
    subject = f"V/v đôn đốc gửi báo cáo kết quả khắc phục hạn chế chỉ số CCHC {of_year(period.code, plan.facts.action_year)}"
    return UrgingLetter(
        **{part.name: getattr(common, part.name) for part in fields(common)},
        title=Field("title", Text.of(subject + (" (lần 2)" if asking.level == SECOND else ""))),
        addressee=Field("addressee", Text.of(late[0].unit)) if len(late) == 1 else Field("addressee", EMPTY),
        addressees=tuple(_addressees(late)) if len(late) > 1 else (),
        opening=Field("opening", Text.of(_opening(plan, period, receiver, day))),
        lead_in=Field("lead_in", Text.of(f"Đến hết {_words(day)}, {receiver} chưa nhận được báo cáo của các đơn vị sau:")),
        rows=tuple(_rows(late, period)),
        request=Field("request", Text.of(_request(asking, receiver))),
    )


def _office(plan: Plan) -> Unit | None:
    return next((unit for unit in plan.units if unit.kind is UnitKind.OFFICE), None)


def _letter_signer(plan: Plan, day: date) -> Signer | None:
    """Who signs by order of the head on that day, or else who signs for the agency then."""
    valid = (row for row in plan.signers if (row.valid_from or day) <= day <= (row.valid_to or day))
    return next((row for row in valid if row.authority is Authority.TL), signer_on(plan, day))


def _addressees(late: Sequence[LateUnit]) -> Iterator[RecipientLine]:
    """KG-04: `;` after each, `.` after the last."""
    for last, row in with_last(late):
        yield RecipientLine(Field(f"addressee/{row.id}", Text.of(row.unit)), Text.of("." if last else ";"))


def _opening(plan: Plan, period: ReportingPeriod, receiver: str, day: date) -> str:
    facts = plan.facts
    symbol = facts.symbol or f"KH-{plan.agency.abbreviation}"
    issued = f"số {facts.number}/{symbol} {_words(facts.issue_date)} " if facts.number and facts.issue_date else ""
    duty = f"báo cáo kết quả {of_year(period.code, facts.action_year)} về {receiver} trước {_words(period.units_due)}"
    return (
        f"Thực hiện Kế hoạch {issued}của {plan_issuer(plan, day)} về {vietnamese.lowered(facts.title.plain)}, các phòng, đơn vị gửi {duty}."
    )


def _words(day: date) -> str:
    return vietnamese.long_date(day)


def _rows(late: Sequence[LateUnit], period: ReportingPeriod) -> Iterator[LateRow]:
    due = Text.of(vietnamese.short_date(period.units_due))
    for order, row in enumerate(late, start=1):
        yield LateRow(Text.of(str(order)), Text.of(row.unit), Text.of(row.missing), due, Text.of(str(row.days)))


def _request(asking: Asking, receiver: str) -> str:
    by = _words(asking.answer_by) if asking.answer_by else _BLANK_DAY.format(year=asking.day.year)
    if asking.level == FIRST:
        return f"Đề nghị các đơn vị có tên trên hoàn thành và gửi báo cáo về {receiver} trước {by} để tổng hợp"
    return (
        f"Đây là lần đôn đốc thứ hai. Đề nghị các đơn vị có tên trên gửi báo cáo kèm văn bản giải trình lý do chậm về {receiver} "
        f"trước {by}; sau thời hạn này, {receiver} tổng hợp, báo cáo Lãnh đạo cơ quan xem xét"
    )
