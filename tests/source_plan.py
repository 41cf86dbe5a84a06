"""The public plan this project started from, word for word with its flaws; `python -m tests.source_plan` writes its workbook."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from generator import files, periods
from generator.plan import Plan
from generator.records import (
    Agency,
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
    TimeKind,
    TimeLimit,
    Unit,
    UnitKind,
)
from generator.richtext import EMPTY, Text
from generator.workbook.examples import REFORM_FIELDS
from generator.workbook.ids import made_id
from generator.workbook.showing import BookCells, cells_of
from generator.workbook.writing import write_cells
from tests.source_words import BODY, CRITERIA, INDEX_PHRASE, ROOMS_AND_UNITS

DATA: Final = Path(__file__).parent.parent / "data"
WORKBOOK: Final = DATA / "ke-hoach-cchc-2024.xlsx"
SOURCE_TEXT: Final = DATA / "ke-hoach-cchc-2024.nguon.txt"

SIGNER_ID: Final = "gd"
FIELD_NOTE: Final = "Không có trong văn bản nguồn; tên thường dùng"
PERIOD_NOTE: Final = "Giá trị mặc định theo chế độ báo cáo chung, không có trong văn bản nguồn"
GLUED_NAME: Final = "1.1.2.Mức độ thực hiện kế hoạch"

_UNIT_OF_HEADING: Final = {"Văn phòng Sở": "VP", ROOMS_AND_UNITS: "PCM-DVTT"}

_TIMES: Final = {"2.1.1": TimeLimit(TimeKind.YEAR, year=2025)}


def source_plan() -> Plan:
    """The plan as its source prints it."""
    return Plan(
        facts=_facts(),
        agencies=(_agency(),),
        units=_units(),
        signers=(Signer(id=SIGNER_ID, name="Phan Đăng Đông", position="GIÁM ĐỐC"),),
        bases=_bases(),
        body=tuple(_body_row(*line) for line in BODY),
        fields=tuple(
            ReformField(id=number, name=name, internal_note=FIELD_NOTE if number > "4" else "") for number, name in REFORM_FIELDS.items()
        ),
        criteria=tuple(_criterion(line) for line in CRITERIA),
        recipients=_recipients(),
        periods=tuple(_period(default) for default in periods.DEFAULTS),
    )


def source_cells() -> BookCells:
    """The cells of the committed workbook: one name is typed with its code in front, as in the source."""
    cells = cells_of(source_plan())
    cells.lists["criteria"][0]["name"] = GLUED_NAME
    return cells


def source_book() -> bytes:
    """The committed workbook."""
    return write_cells(source_cells())


def _facts() -> Facts:
    return Facts(
        assessed_year=2024,
        action_year=2025,
        title=Text.of("Khắc phục những hạn chế chỉ số cải cách hành chính năm 2024"),
        agency="SKHCN-HG",
        symbol="KH-SKHCN",
        score=Decimal("85.06"),
        band="Tốt",
        target_band="Khá",
        signer=SIGNER_ID,
        annex_title=Text.of("DANH MỤC\nCác tiêu chí, tiêu chí thành phần còn tồn tại, hạn chế trong chỉ số cải cách hành chính năm 2025"),
    )


def _agency() -> Agency:
    return Agency(
        id="skhcn",
        code="SKHCN-HG",
        name="Sở Khoa học và Công nghệ",
        province="tỉnh Hà Giang",
        parent="UBND TỈNH HÀ GIANG",
        abbreviation="SKHCN",
        place="Hà Giang",
    )


def _units() -> tuple[Unit, ...]:
    return (
        Unit(id="VP", name="Văn phòng Sở", short_name="Văn phòng", kind=UnitKind.OFFICE),
        Unit(id="QLKH", name="Phòng Quản lý khoa học", kind=UnitKind.ROOM, group="PCM"),
        Unit(id="TT", name="Trung tâm thông tin và chuyển giao công nghệ mới", kind=UnitKind.SERVICE, group="PCM-DVTT"),
        Unit(id="PCM", name="Các phòng chuyên môn", kind=UnitKind.GROUP, reports=False),
        Unit(id="PCM-DVTT", name=ROOMS_AND_UNITS, kind=UnitKind.GROUP, reports=False),
    )


def _bases() -> tuple[LegalBasis, ...]:
    issued = date(2025, 1, 2)
    decision, report = Text.of(f"về việc phê duyệt và công bố {INDEX_PHRASE}"), Text.of(f"về kết quả xác định {INDEX_PHRASE}")
    return (
        LegalBasis(
            id=made_id("Căn cứ", "Quyết định", "04/QĐ-UBND"),
            kind="Quyết định",
            number="04/QĐ-UBND",
            issued=issued,
            issuer="UBND tỉnh Hà Giang",
            subject=decision,
            role=BasisRole.SCORES,
        ),
        LegalBasis(
            id=made_id("Căn cứ", "Báo cáo", "01/BC-HĐTĐ"),
            lead="",
            kind="Báo cáo",
            number="01/BC-HĐTĐ",
            issued=issued,
            issuer="Hội đồng thẩm định chỉ số cải cách hành chính",
            subject=report,
            role=BasisRole.APPRAISAL,
        ),
    )


def _body_row(section: Section, kind: BodyKind, words: str) -> BodyRow:
    unit = _UNIT_OF_HEADING.get(words, "") if kind is BodyKind.SUBHEADING else ""
    return BodyRow(id=made_id("Nội dung", section, words), section=section, kind=kind, text=Text.of(words), unit=unit)


def _criterion(line: tuple[str, ...]) -> Criterion:
    field, code, name, maximum, score, remedy, lead, support = line
    return Criterion(
        id=code,
        code=code,
        field=field,
        name=Text.of(name),
        maximum=Decimal(maximum),
        score=Decimal(score),
        cause=EMPTY,
        remedy=Text.of(remedy),
        lead=lead,
        support=(support,),
        time=_TIMES.get(code, TimeLimit(TimeKind.ONGOING)),
    )


def _recipients() -> tuple[Recipient, ...]:
    lines = (
        ("Sở Nội vụ", RecipientKind.REPORT),
        ("BGĐ Sở", RecipientKind.REPORT),
        ("Các phòng, đơn vị", RecipientKind.CARRY_OUT),
        ("Lưu: VT, VP", RecipientKind.KEEP),
    )
    return tuple(Recipient(id=made_id("Nơi nhận", name), name=name, kind=kind) for name, kind in lines)


def _period(default: periods.PeriodDefault) -> ReportingPeriod:
    window = periods.window(default, 2025)
    return ReportingPeriod(
        id=default.code,
        first=window.first,
        last=window.last,
        cumulative=default.cumulative,
        units_due=window.units_due,
        department_due=window.department_due,
        internal_note=PERIOD_NOTE,
    )


if __name__ == "__main__":
    files.write(WORKBOOK, source_book())
