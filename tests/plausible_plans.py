"""Plans as offices write them, made by chance: real kinds of sentences, names and dates in the usual order of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final, TypeVar

from hypothesis import strategies as st

from generator.plan import Plan
from generator.records import (
    Agency,
    AnnexProfile,
    Authority,
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
from generator.richtext import EMPTY, Run, Text
from generator.workbook.examples import REFORM_FIELDS

Chosen = TypeVar("Chosen")

_SENTENCES: Final = (
    "Rà soát, đơn giản hoá thủ tục hành chính thuộc phạm vi quản lý",
    "Các phòng, đơn vị thực hiện nghiêm Kế hoạch số 1428/KH-SKHCN ngày 13/12/2024 về cải cách hành chính",
    "Hằng tháng đối chiếu tiến độ từng nhiệm vụ, nhắc đơn vị chậm trước hạn 10 ngày",
    "Đăng ít nhất 04 tin, bài về cải cách hành chính trên Cổng thông tin điện tử",
    "Tỷ lệ hồ sơ trực tuyến đạt từ 80% trở lên; hồ sơ trễ hạn dưới 1%",
    "Chấn chỉnh kỷ luật, kỷ cương hành chính (kể cả ngoài giờ làm việc)",
    "Tập huấn kỹ năng số cho công chức, viên chức: 02 lớp, 60 người",
    "Nâng cao trách nhiệm của người đứng đầu trong cải cách thể chế",
)
_NAMES: Final = (
    "Mức độ thực hiện kế hoạch",
    "Tỷ lệ giải quyết hồ sơ đúng hạn",
    "Thực hiện quy trình xây dựng và ban hành văn bản quy phạm pháp luật",
    "Kết quả khắc phục tồn tại, hạn chế của năm trước liền kề",
    "Tỷ lệ văn bản đi được ký số (trừ văn bản mật)",
)
_UNITS: Final = (
    ("VP", "Văn phòng", UnitKind.OFFICE),
    ("QLKH", "Phòng Quản lý khoa học", UnitKind.ROOM),
    ("TCCB", "Phòng Tổ chức, cán bộ", UnitKind.ROOM),
    ("CC", "Chi cục Tiêu chuẩn Đo lường Chất lượng", UnitKind.BRANCH),
    ("TT", "Trung tâm Thông tin và Ứng dụng", UnitKind.SERVICE),
    ("PCM", "Các phòng chuyên môn", UnitKind.GROUP),
)
_AGENCIES: Final = (
    ("Sở Khoa học và Công nghệ", "UBND TỈNH HÀ GIANG", "SKHCN", "Hà Giang"),
    ("Sở Nội vụ", "ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG", "SNV", "Tuyên Quang"),
    ("Sở Thông tin và Truyền thông", "UBND THÀNH PHỐ ĐÀ NẴNG", "STTTT", "Đà Nẵng"),
)
_ISSUERS: Final = ("UBND tỉnh Hà Giang", "Chính phủ", "Bộ Nội vụ", "Thủ tướng Chính phủ", "Hội đồng nhân dân tỉnh Hà Giang")
_SUBJECTS: Final = (
    "về việc phê duyệt và công bố Chỉ số cải cách hành chính năm 2024",
    "về công tác văn thư",
    "ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030",
)
_STATUTES: Final = ("Tổ chức chính quyền địa phương", "Cán bộ, công chức")
_RECIPIENTS: Final = ("UBND tỉnh (b/c)", "Sở Nội vụ", "Lãnh đạo Sở", "Các phòng, đơn vị thuộc Sở", "Trang thông tin điện tử Sở")
_SIGNERS: Final = (
    ("GIÁM ĐỐC", Authority.NONE, ""),
    ("PHÓ GIÁM ĐỐC", Authority.KT, "GIÁM ĐỐC"),
    ("CHÁNH VĂN PHÒNG", Authority.TL, "GIÁM ĐỐC"),
    ("GIÁM ĐỐC", Authority.Q, "GIÁM ĐỐC"),
)


@st.composite
def plausible_plans(draw: st.DrawFn, most: int = 10) -> Plan:
    """Whole plans; only a count and a seed are drawn."""
    count, seed = draw(st.integers(0, most)), draw(st.integers(0, 2**32))
    return plausible(count, seed)


def plausible(count: int, seed: int) -> Plan:
    """One plan with that many criteria, the same for the same seed."""
    return Office(Random(seed)).plan(count)  # noqa: S311 - not for secrets


@dataclass(frozen=True, slots=True)
class Office:
    """Writes a plan by chance, as an office would."""

    chance: Random

    def one(self, things: Sequence[Chosen]) -> Chosen:
        return self.chance.choice(things)

    def some(self, things: Sequence[Chosen], least: int, most: int) -> list[Chosen]:
        return self.chance.sample(list(things), self.chance.randint(least, min(most, len(things))))

    def plan(self, count: int) -> Plan:
        name, parent, abbreviation, place = self.one(_AGENCIES)
        position, authority, behalf = self.one(_SIGNERS)
        issued = self.one((None, date(2025, 1, 1) + timedelta(days=self.chance.randint(0, 364))))
        title = f"Khắc phục những tồn tại, hạn chế {self.one(('về ', ''))}chỉ số cải cách hành chính năm 2024"
        eleven = self.chance.random() < 0.5
        return Plan(
            facts=Facts(
                assessed_year=2024,
                action_year=2025,
                title=Text.of(title),
                agency="CQ",
                number=self.one(("05", "128")) if issued else "",
                issue_date=issued,
                score=Decimal("85.06"),
                signer="nk",
                annex_title=Text.of("DANH MỤC\nCác tiêu chí, tiêu chí thành phần còn hạn chế năm 2024"),
                annex_profile=AnnexProfile.ELEVEN if eleven else AnnexProfile.EIGHT,
                score_places=self.one((None, 2)),
                print_draft_mark=not issued and self.chance.random() < 0.3,
            ),
            agencies=(Agency(id="cq", code="CQ", name=name, parent=parent, abbreviation=abbreviation, place=place),),
            units=tuple(Unit(id=code, name=unit, kind=kind, reports=kind is not UnitKind.GROUP) for code, unit, kind in _UNITS),
            signers=(Signer(id="nk", name="Nguyễn Thị Bích Hằng", position=position, authority=authority, on_behalf_of=behalf),),
            bases=tuple(self.basis(number) for number in range(self.chance.randint(1, 4))),
            body=tuple(self.body(name, title)),
            fields=tuple(ReformField(id=number, name=field) for number, field in REFORM_FIELDS.items()),
            criteria=tuple(self.criterion(code, eleven=eleven) for code in self.codes(count)),
            recipients=tuple(self.recipients()),
        )

    def text(self) -> Text:
        """One to three sentences, at times with bold or italic words or on several lines."""
        runs = []
        for index, words in enumerate(self.some(_SENTENCES, 1, 3)):
            gap = self.one((". ", ".\n")) if index else ""
            runs.append(Run(gap + words, bold=self.chance.random() < 0.15, italic=self.chance.random() < 0.15))
        return Text.joined(runs)

    def basis(self, number: int) -> LegalBasis:
        day = date(2020, 1, 1) + timedelta(days=self.chance.randint(0, 1800))
        if self.chance.random() < 0.25:
            return LegalBasis(id=f"c{number}", kind="Luật", subject=Text.of(self.one(_STATUTES)), issued=day)
        kind, symbol = self.one(
            (("Quyết định", "QĐ-UBND"), ("Kế hoạch", "KH-UBND"), ("Nghị định", f"{day.year}/NĐ-CP"), ("Công văn", "SNV-CCHC"))
        )
        return LegalBasis(
            id=f"c{number}",
            lead="Căn cứ",
            kind=kind,
            number=f"{self.chance.randint(1, 900)}/{symbol}",
            issued=day,
            issuer=self.one(_ISSUERS),
            subject=Text.of(self.one(_SUBJECTS)),
        )

    def body(self, agency: str, title: str) -> list[BodyRow]:
        opening = f"{agency} xây dựng Kế hoạch {title[:1].lower()}{title[1:]}, cụ thể như sau:"
        scored = f"Năm 2024, {agency} được đánh giá, xếp loại Tốt, đạt 85,06/100 điểm."
        rows = [(Section.OPENING, BodyKind.PARAGRAPH, Text.of(words)) for words in (scored, opening)]
        for section, heading, parts in (
            (Section.PURPOSE, "Mục đích, yêu cầu", ("Mục đích", "Yêu cầu")),
            (Section.CONTENT, "Nội dung và giải pháp", ("Nhiệm vụ chung", "Giải pháp")),
            (Section.ORGANISATION, "Tổ chức thực hiện", ("Văn phòng", "Các phòng chuyên môn")),
        ):
            rows.append((section, BodyKind.HEADING, Text.of(heading)))
            for part in self.some(parts, 0, 2):
                rows.append((section, BodyKind.SUBHEADING, Text.of(part)))
                rows += [(section, self.one((BodyKind.BULLET, BodyKind.PARAGRAPH)), self.text()) for _ in range(self.chance.randint(1, 3))]
            rows += [(section, BodyKind.PARAGRAPH, self.text())] * self.chance.randint(0, 1)
        rows.append((Section.CLOSING, BodyKind.PARAGRAPH, Text.of(f"Trên đây là Kế hoạch {title[:1].lower()}{title[1:]} của {agency}")))
        return [BodyRow(id=f"n{number}", section=part, kind=kind, text=text) for number, (part, kind, text) in enumerate(rows)]

    def codes(self, count: int) -> list[str]:
        """Codes in the order of a set."""
        every = [f"{one}.{two}.{three}" for one in range(1, 8) for two in range(1, 6) for three in range(1, 4)]
        return sorted(self.chance.sample(every, count))

    def criterion(self, code: str, *, eleven: bool) -> Criterion:
        maximum = Decimal(self.chance.choice((1, 2, 3))) / 2
        units = [unit for unit, _, _ in _UNITS]
        lead = self.one(units)
        return Criterion(
            id=code,
            code=code,
            field=code[0],
            name=Text.of(self.one(_NAMES)),
            maximum=maximum,
            score=maximum * self.chance.randint(0, 9) / 10,
            cause=self.text() if eleven and self.chance.random() < 0.7 else EMPTY,
            remedy=self.text(),
            evidence=self.text() if eleven and self.chance.random() < 0.7 else EMPTY,
            lead=lead,
            support=tuple(self.some([unit for unit in units if unit != lead], 0, 3)),
            time=self.one((
                TimeLimit(TimeKind.DAY, day=date(2025, 9, 30)),
                TimeLimit(TimeKind.QUARTER, quarter=self.chance.randint(1, 4), year=2025),
                TimeLimit(TimeKind.YEAR, year=2025),
                TimeLimit(TimeKind.ONGOING),
            )),
        )  # fmt: skip

    def recipients(self) -> list[Recipient]:
        names = self.some(_RECIPIENTS, 1, 4)
        rows = [Recipient(id=f"r{number}", name=name, kind=RecipientKind.INFORM) for number, name in enumerate(names)]
        return [*rows, Recipient(id="luu", name="Lưu: VT, VP", kind=RecipientKind.KEEP)]
