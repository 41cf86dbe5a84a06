"""What the rows of a plan hold: frozen records with the names of the field, one class for each list of the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from generator.periods import PeriodCode
from generator.richtext import EMPTY, Text

ROW_ID: Final = r"^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$"
"""Shape of a row's lasting id: a criterion's code, a unit's code, or a few letters made from the first text."""
CRITERION_CODE: Final = r"[1-9]\d?(?:\.\d{1,2}){1,3}"
"""Shape of the code of a criterion: `1.1`, `1.1.2`, `1.4.1.2`."""
SET_CODE: Final = r"[1-9]\d?(?:\.\d{1,2}){0,3}"
"""The same for a line of the criteria set, which may be a field: `1`."""
SUGGESTED: Final = "GỢI Ý"
"""How an internal note begins when remedy and lead were carried over from an earlier plan and nobody has looked at them yet."""


class Section(StrEnum):
    """Which part of the plan a body row belongs to."""

    OPENING = "Mở đầu"
    PURPOSE = "Mục đích"
    REQUIREMENTS = "Yêu cầu"
    CONTENT = "Nội dung và giải pháp"
    ORGANISATION = "Tổ chức thực hiện"
    CLOSING = "Kết thúc"


class BodyKind(StrEnum):
    """How a body row stands on the page; the number before a heading is counted, never typed (CT-07, CT-08)."""

    HEADING = "Mục I, II"
    SUBHEADING = "Mục 1, 2"
    BULLET = "Gạch đầu dòng"
    PARAGRAPH = "Đoạn văn"


class UnitKind(StrEnum):
    """What a unit is; a group only stands for several units in a phrase."""

    OFFICE = "Văn phòng"
    ROOM = "Phòng"
    BRANCH = "Chi cục"
    SERVICE = "Đơn vị sự nghiệp"
    GROUP = "Nhóm đơn vị"


class Authority(StrEnum):
    """Signing authority before the title of the head (KY-01)."""

    NONE = "Trực tiếp"
    KT = "KT."
    TL = "TL."
    TUQ = "TUQ."
    Q = "Q."
    TM = "TM."


class TimeKind(StrEnum):
    """How the time of a criterion is given."""

    DAY = "Ngày"
    QUARTER = "Quý"
    YEAR = "Năm"
    ONGOING = "Thường xuyên"


class RecipientKind(StrEnum):
    """Why a recipient gets the paper; «Lưu» is the last line (NN-05)."""

    REPORT = "Báo cáo"
    CARRY_OUT = "Thực hiện"
    COORDINATE = "Phối hợp"
    INFORM = "Để biết"
    KEEP = "Lưu"


class AnnexProfile(StrEnum):
    """Which columns the annex has."""

    EIGHT = "8 cột"
    ELEVEN = "11 cột"


class BasisRole(StrEnum):
    """What a basis is for in the plan's story."""

    SCORES = "Công bố điểm"
    APPRAISAL = "Thẩm định"
    REFORM_PLAN = "Kế hoạch CCHC"
    REPORTING = "Chế độ báo cáo"
    OTHER = "Khác"


class Standing(StrEnum):
    """Whether a basis is still in force."""

    IN_FORCE = "Còn hiệu lực"
    EXPIRED = "Hết hiệu lực"
    REPLACED = "Bị thay thế"
    UNKNOWN = "Chưa rõ"


class Record(BaseModel):
    """Frozen and closed: an unknown field is an error, and no part changes after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Row(Record):
    """A row of a list: its id lasts when the row is moved or its words change."""

    id: str = Field(pattern=ROW_ID, max_length=24)
    internal_note: str = ""


class Agency(Row):
    """A body as it was named from one day to another (CQ-01, DD-05)."""

    code: str
    name: str
    province: str = ""
    parent: str = ""
    abbreviation: str
    place: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    change_basis: str = ""
    short_names: tuple[str, ...] = ()


class Unit(Row):
    """A unit of the agency, or a group of units; `id` is its code."""

    name: str
    short_name: str = ""
    kind: UnitKind
    group: str = ""
    head: str = ""
    contact: str = ""
    reports: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""

    @property
    def printed(self) -> str:
        """The name that tables print: the short one when there is one."""
        return self.short_name or self.name


class Signer(Row):
    """Who may sign, with which authority, from when to when (KY-01, KY-05)."""

    name: str
    position: str
    authority: Authority = Authority.NONE
    on_behalf_of: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class LegalBasis(Row):
    """A document the plan rests on (CC-03): `lead` opens the line, usually «Căn cứ»."""

    lead: str = "Căn cứ"
    kind: str = ""
    number: str = ""
    issued: date | None = None
    issuer: str = ""
    subject: Text = EMPTY
    role: BasisRole = BasisRole.OTHER
    standing: Standing = Standing.UNKNOWN


class BodyRow(Row):
    """One paragraph of the plan's text."""

    section: Section
    kind: BodyKind
    text: Text
    unit: str = ""


class ReformField(Row):
    """A field (lĩnh vực) of the index; `id` is its number, the first segment of a criterion's code."""

    name: str


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """When a criterion is to be mended: a day, a quarter of a year, a year, or all the time."""

    kind: TimeKind
    day: date | None = None
    quarter: int | None = None
    year: int | None = None


class Criterion(Row):
    """A criterion with lost points: a line of the annex and, later, of every report."""

    code: str = Field(pattern=rf"^{CRITERION_CODE}$")
    field: str
    name: Text
    maximum: Decimal
    score: Decimal
    cause: Text = EMPTY
    remedy: Text
    evidence: Text = EMPTY
    lead: str
    support: tuple[str, ...] = ()
    time: TimeLimit
    target: Decimal | None = None
    self_scored: bool = True
    new_code: str = ""
    printed_note: Text = EMPTY

    @property
    def lost(self) -> Decimal:
        """Points lost: maximum less score."""
        return self.maximum - self.score


class SetCriterion(Row):
    """A line of the criteria set of the year as the province scored it: a field (`1`), a criterion (`1.1`) or a component (`1.4.1.2`).

    Points may be missing: the sheets of some provinces give no self-score, or no points at the levels above the components.
    """

    code: str = Field(pattern=rf"^{SET_CODE}$")
    name: Text
    maximum: Decimal
    self_score: Decimal | None = None
    appraised: Decimal | None = None
    score: Decimal | None = None
    """The points that were published."""
    survey: bool = False
    """Whether the points come from a sociological survey, so that nobody scores them himself."""
    note: Text = EMPTY


class Recipient(Row):
    """A line of «Nơi nhận» (NN-02), without its dash and its end."""

    name: str
    kind: RecipientKind


class ReportingPeriod(Row):
    """A period for which units report; `id` is its code."""

    first: date
    last: date
    cumulative: bool
    units_due: date
    department_due: date
    receiver: str = ""
    report_number: str = ""
    report_date: date | None = None
    """The day on which the report of the period was issued."""

    @property
    def locked(self) -> bool:
        """Whether the report was issued: from then on no result of the period changes."""
        return self.report_date is not None

    @property
    def code(self) -> PeriodCode:
        """Which of the known periods it is."""
        return PeriodCode(self.id)


class Waiver(Row):
    """A finding of the content checks that stands with a reason: at one place, or everywhere in the plan when no place is named.

    `place` is a cell as a check prints it (`Tiêu chí!J9`), or the lasting name of a row: a criterion's code, a unit's code, a row's id.
    """

    rule: str = Field(pattern=r"^[A-Z]\d{2}$")
    place: str = ""
    reason: str = Field(min_length=1)


class Facts(Record):
    """What there is once in a plan."""

    assessed_year: int = Field(ge=2000, le=2100)
    action_year: int = Field(ge=2000, le=2100)
    title: Text
    agency: str
    symbol: str = ""
    number: str = ""
    issue_date: date | None = None
    expected_date: date | None = None
    score: Decimal
    applicable_maximum: Decimal = Decimal(100)
    band: str = ""
    target_band: str = ""
    target_score: Decimal | None = None
    signer: str = ""
    annex_title: Text = EMPTY
    annex_profile: AnnexProfile = AnnexProfile.EIGHT
    score_places: int | None = Field(default=None, ge=0, le=3)
    """Decimals that every score of the annex prints at least; None prints each as it was typed."""
    print_draft_mark: bool = False
