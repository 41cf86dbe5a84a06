"""A small plan to change, and words for changing workbooks."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook, load_workbook

from generator.errors import InputRefusedError, Problem
from generator.periods import DEFAULTS
from generator.plan import Plan
from generator.records import (
    Agency,
    BodyKind,
    BodyRow,
    Criterion,
    Facts,
    LegalBasis,
    Recipient,
    RecipientKind,
    ReformField,
    Section,
    Signer,
    TimeKind,
    TimeLimit,
    Unit,
    UnitKind,
)
from generator.richtext import Text
from generator.workbook import read_plan_book
from generator.workbook.examples import REFORM_FIELDS
from tests.plans import Maker


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
