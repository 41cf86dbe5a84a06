"""The plan: frozen, validated, complete. Every later step reads this and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self

from pydantic import ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from generator.records import (
    Agency,
    BodyRow,
    Criterion,
    Facts,
    LegalBasis,
    Recipient,
    Record,
    ReformField,
    ReportingPeriod,
    Row,
    SetCriterion,
    Signer,
    Unit,
    Waiver,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule of the plan that does not hold, at a path such as `("criteria", 3, "score")`."""

    path: tuple[str | int, ...]
    code: str
    message: str
    cure: str


class Plan(Record):
    """One year's plan with all that its papers need."""

    facts: Facts
    agencies: tuple[Agency, ...]
    units: tuple[Unit, ...] = ()
    signers: tuple[Signer, ...] = ()
    bases: tuple[LegalBasis, ...] = ()
    body: tuple[BodyRow, ...] = ()
    fields: tuple[ReformField, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    periods: tuple[ReportingPeriod, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    criteria_set: tuple[SetCriterion, ...] = ()
    """The set of the assessed year with all its points; never printed, there to check the lines against. Empty when it is not known."""

    @model_validator(mode="after")
    def _holds(self, _info: ValidationInfo) -> Self:
        if faults := tuple(_faults(self)):
            words = "; ".join(fault.message for fault in faults)
            raise PydanticCustomError("plan", "{words}", {"words": words, "faults": faults})
        return self

    @property
    def agency(self) -> Agency:
        """The issuing agency as it is named on the day of the paper."""
        return valid_agencies(self)[0]

    @property
    def signer(self) -> Signer | None:
        """Who signs; None when nobody was named: the place of the name stays blank."""
        return next((signer for signer in self.signers if signer.id == self.facts.signer), None)

    @property
    def paper_date(self) -> date | None:
        """The day of issue, or the day it is expected."""
        return self.facts.issue_date or self.facts.expected_date

    def unit(self, code: str) -> Unit:
        """The unit with this code."""
        return next(unit for unit in self.units if unit.id == code)


def valid_agencies(plan: Plan) -> list[Agency]:
    """Records of the plan's agency that hold on the day of the paper; with no day, all of them."""
    when = plan.paper_date
    same = [agency for agency in plan.agencies if agency.code == plan.facts.agency]
    return [a for a in same if when is None or (a.valid_from or when) <= when <= (a.valid_to or when)]


LISTS: Final = (
    "agencies",
    "units",
    "signers",
    "bases",
    "body",
    "fields",
    "criteria",
    "recipients",
    "periods",
    "waivers",
    "criteria_set",
)


def _faults(plan: Plan) -> Iterator[Fault]:
    yield from _repeated_ids(plan)
    yield from _repeated_codes(plan)
    yield from _wrong_scores(plan)
    yield from _set_faults(plan)
    yield from _unknown_references(plan)
    yield from _agency_faults(plan)
    yield from _reversed_days(plan)


def _repeated_ids(plan: Plan) -> Iterator[Fault]:
    for name in LISTS:
        rows: tuple[Row, ...] = getattr(plan, name)
        counts = Counter(row.id.casefold() for row in rows)
        for index, row in enumerate(rows):
            if counts[row.id.casefold()] > 1:
                yield Fault(
                    (name, index, "id"),
                    "KH-01",
                    f"Mã dòng “{row.id}” dùng cho {counts[row.id.casefold()]} dòng",
                    "Hiện cột mã dòng (cột A), xoá mã ở dòng được sao chép; lần chạy sau mã mới được tự cấp",
                )


def _repeated_codes(plan: Plan) -> Iterator[Fault]:
    counts = Counter(criterion.code for criterion in plan.criteria)
    for index, criterion in enumerate(plan.criteria):
        if counts[criterion.code] > 1:
            yield Fault(
                ("criteria", index, "code"),
                "KH-02",
                f"Mã tiêu chí {criterion.code} có ở {counts[criterion.code]} dòng",
                "Giữ một dòng cho mỗi tiêu chí, sửa mã hoặc xoá dòng thừa",
            )


def _wrong_scores(plan: Plan) -> Iterator[Fault]:
    facts = plan.facts
    if facts.applicable_maximum <= 0:
        yield Fault(("facts", "applicable_maximum"), "KH-03", "Điểm tối đa áp dụng phải lớn hơn 0", "Ghi 100 nếu mọi tiêu chí đều áp dụng")
    elif not 0 <= facts.score <= facts.applicable_maximum:
        yield Fault(
            ("facts", "score"), "KH-04", "Điểm đạt nằm ngoài khoảng từ 0 đến điểm tối đa áp dụng", "Xem lại điểm trong quyết định công bố"
        )
    for index, row in enumerate(plan.criteria):
        if row.maximum <= 0:
            yield Fault(
                ("criteria", index, "maximum"),
                "KH-05",
                f"Điểm tối đa của tiêu chí {row.code} phải lớn hơn 0",
                "Ghi điểm tối đa theo bộ tiêu chí",
            )
        elif not 0 <= row.score <= row.maximum:
            yield Fault(
                ("criteria", index, "score"),
                "KH-06",
                f"Điểm đạt của tiêu chí {row.code} nằm ngoài khoảng từ 0 đến điểm tối đa",
                "Xem lại điểm đạt và điểm tối đa",
            )


def _set_faults(plan: Plan) -> Iterator[Fault]:
    """What makes the criteria set useless; that its sums agree is for the checks to say. A line that does not apply has 0 points."""
    counts = Counter(line.code for line in plan.criteria_set)
    for index, line in enumerate(plan.criteria_set):
        if counts[line.code] > 1:
            yield Fault(
                ("criteria_set", index, "code"),
                "KH-12",
                f"Mã {line.code} có ở {counts[line.code]} dòng của bộ tiêu chí",
                "Giữ một dòng cho mỗi mã, sửa mã hoặc xoá dòng thừa",
            )
        if line.maximum < 0:
            yield Fault(
                ("criteria_set", index, "maximum"),
                "KH-13",
                f"Điểm tối đa của {line.code} trong bộ tiêu chí nhỏ hơn 0",
                "Ghi điểm tối đa theo bộ tiêu chí; 0 nếu không áp dụng",
            )
        elif line.score is not None and line.score > line.maximum:
            yield Fault(
                ("criteria_set", index, "score"),
                "KH-14",
                f"Điểm đạt của {line.code} trong bộ tiêu chí lớn hơn điểm tối đa",
                "Xem lại điểm đạt và điểm tối đa trong bảng điểm đã công bố",
            )


def _unknown_references(plan: Plan) -> Iterator[Fault]:
    units = {unit.id for unit in plan.units}
    fields = {field.id for field in plan.fields}
    for index, row in enumerate(plan.criteria):
        if row.field not in fields:
            yield _unknown(("criteria", index, "field"), "lĩnh vực", row.field, "Danh mục")
        for column, codes in (("lead", (row.lead,)), ("support", row.support)):
            for code in codes:
                if code not in units:
                    yield _unknown(("criteria", index, column), "đơn vị", code, "Đơn vị")
    for index, body in enumerate(plan.body):
        if body.unit and body.unit not in units:
            yield _unknown(("body", index, "unit"), "đơn vị", body.unit, "Đơn vị")
    if plan.facts.signer and plan.signer is None:
        yield _unknown(("facts", "signer"), "người ký", plan.facts.signer, "Người ký")


def _unknown(path: tuple[str | int, ...], what: str, name: str, sheet: str) -> Fault:
    return Fault(path, "KH-07", f"Không có {what} “{name}” trong trang {sheet}", f"Chọn từ danh sách, hoặc thêm {what} vào trang {sheet}")


def _agency_faults(plan: Plan) -> Iterator[Fault]:
    if not any(agency.code == plan.facts.agency for agency in plan.agencies):
        yield _unknown(("facts", "agency"), "cơ quan", plan.facts.agency, "Cơ quan")
        return
    valid = valid_agencies(plan)
    if not valid:
        yield Fault(
            ("facts", "agency"),
            "KH-08",
            "Không có tên cơ quan nào còn hiệu lực vào ngày văn bản",
            "Xem lại thời hạn ở trang Cơ quan, hoặc ngày dự kiến ban hành",
        )
    elif len(valid) > 1:
        yield Fault(
            ("facts", "expected_date"),
            "KH-09",
            "Cơ quan có nhiều tên theo thời gian nên cần biết ngày dự kiến ban hành",
            "Ghi ngày dự kiến ban hành ở trang Kế hoạch",
        )


def _reversed_days(plan: Plan) -> Iterator[Fault]:
    for name in ("agencies", "units", "signers"):
        rows: tuple[Any, ...] = getattr(plan, name)
        for index, row in enumerate(rows):
            if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
                yield Fault((name, index, "valid_to"), "KH-10", "Ngày hết hiệu lực trước ngày có hiệu lực", "Đổi lại hai ngày")
    for index, period in enumerate(plan.periods):
        if period.last < period.first:
            yield Fault(("periods", index, "last"), "KH-11", "Kỳ báo cáo kết thúc trước khi bắt đầu", "Đổi lại hai ngày")
