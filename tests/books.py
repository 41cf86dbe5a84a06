"""A small plan to change, and words for changing workbooks."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final

from openpyxl import Workbook, load_workbook

from generator import files, package
from generator.errors import InputRefusedError, Problem
from generator.package import Package
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


def sharing(source: Package) -> Package:
    """The same workbook with its words in one table that cells point to, as Excel writes it."""
    sheets = {name: part.data.decode("utf-8") for name, part in source.parts.items() if name.startswith("xl/worksheets/sheet")}
    words = list(dict.fromkeys(inner for sheet in sheets.values() for inner in _INLINE.findall(sheet)))
    assert words
    numbers = {inner: number for number, inner in enumerate(words)}
    strings = "".join(f"<si>{inner}</si>" for inner in words)
    links, types = (source.parts[name].data.decode("utf-8") for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="rIdS" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    name = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    changed = {
        **{part: _INLINE.sub(lambda found: f't="s"><v>{numbers[found[1]]}</v>', sheet) for part, sheet in sheets.items()},
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}" uniqueCount="{len(words)}">{strings}</sst>',
        "xl/_rels/workbook.xml.rels": links.replace("</Relationships>", link),
        "[Content_Types].xml": types.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{name}"/></Types>'),
    }
    parts = {**source.parts, **{part: package.pack(part, text.encode("utf-8")) for part, text in changed.items()}}
    return package.unpacked(files.ReadFile(source.source.path, package.join(list(parts.values()))))


_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_INLINE: Final = re.compile(r't="inlineStr"><is>(.*?)</is>', re.DOTALL)
