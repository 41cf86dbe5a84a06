"""A realistic plan of a made-up office without a fault of wording: no content rule may find anything in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from generator.plan import Plan
from generator.records import (
    Agency,
    AnnexProfile,
    BasisRole,
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
from generator.richtext import Run, Text
from generator.workbook.examples import REFORM_FIELDS

_BODY: Final = (
    (
        Section.OPENING,
        BodyKind.PARAGRAPH,
        (
            "Năm 2023, Sở Nội vụ được đánh giá, xếp loại Khá, đạt 82,5/100 điểm. Để khắc phục những hạn chế về cải cách hành chính"
            " (sau đây gọi tắt là CCHC), Sở Nội vụ xây dựng Kế hoạch khắc phục những tồn tại, hạn chế chỉ số cải cách hành chính năm 2023,"
            " cụ thể như sau:"
        ),
    ),
    (Section.PURPOSE, BodyKind.HEADING, "MỤC ĐÍCH, YÊU CẦU"),
    (Section.PURPOSE, BodyKind.SUBHEADING, "Mục đích"),
    (
        Section.PURPOSE,
        BodyKind.BULLET,
        "Nâng cao chất lượng công tác chỉ đạo, điều hành CCHC; phấn đấu chỉ số CCHC năm 2024 tăng ít nhất 1,25 điểm.",
    ),
    (
        Section.PURPOSE,
        BodyKind.BULLET,
        "Gắn trách nhiệm của Trưởng các phòng chuyên môn, đơn vị trực thuộc với kết quả từng tiêu chí, tiêu chí thành phần.",
    ),
    (Section.REQUIREMENTS, BodyKind.SUBHEADING, "Yêu cầu"),
    (
        Section.REQUIREMENTS,
        BodyKind.BULLET,
        (
            "Các phòng chuyên môn, đơn vị trực thuộc thực hiện nghiêm Kế hoạch số 215/KH-SNV ngày 05/3/2024 của Sở Nội vụ về CCHC năm 2024"
            " và Công văn số 88/UBND-NC ngày 12/01/2024 của Ủy ban nhân dân tỉnh Hòa Bình về việc nâng cao chỉ số CCHC."
        ),
    ),
    (
        Section.REQUIREMENTS,
        BodyKind.BULLET,
        "Số liệu gửi theo mẫu trước ngày 15 tháng 6 năm 2024; số liệu bổ sung gửi trước 01/02/2025.",
    ),
    (Section.CONTENT, BodyKind.HEADING, "NỘI DUNG VÀ GIẢI PHÁP"),
    (Section.CONTENT, BodyKind.PARAGRAPH, "(Có phụ lục kèm theo)"),
    (Section.ORGANISATION, BodyKind.HEADING, "TỔ CHỨC THỰC HIỆN"),
    (Section.ORGANISATION, BodyKind.SUBHEADING, "Văn phòng Sở"),
    (
        Section.ORGANISATION,
        BodyKind.BULLET,
        "Theo dõi, đôn đốc các phòng, đơn vị, cá nhân có liên quan; tổng hợp, báo cáo Ủy ban nhân dân tỉnh Hòa Bình trước ngày 10/12/2024.",
    ),
    (
        Section.ORGANISATION,
        BodyKind.BULLET,
        "Giao đồng chí Nguyễn Thị Lan, Chánh Văn phòng Sở, làm đầu mối; nhắc lại tiêu chí 3.6 và 1.4.1.2 khi họp giao ban.",
    ),
    (Section.ORGANISATION, BodyKind.SUBHEADING, "Các phòng chuyên môn, đơn vị trực thuộc"),
    (
        Section.ORGANISATION,
        BodyKind.BULLET,
        "Căn cứ chức năng, nhiệm vụ được giao, tổ chức thực hiện giải pháp tại phụ lục kèm theo Kế hoạch này và Kế hoạch số 215/KH-SNV.",
    ),
    (
        Section.CLOSING,
        BodyKind.PARAGRAPH,
        "Trên đây là Kế hoạch khắc phục những tồn tại, hạn chế chỉ số cải cách hành chính năm 2023 của Sở Nội vụ tỉnh Hòa Bình",
    ),
)

_CRITERIA: Final = (
    (
        "1",
        "1.4.1.2",
        "Trong năm có tin bài về CCHC trên phương tiện thông tin đại chúng ở Trung ương",
        "Năm 2023 mới có 02 tin bài",
        "Đặt bài mỗi quý với Báo Nhân Dân, theo dõi kết quả đăng tải hằng tháng",
        "04 tin bài được đăng",
    ),
    (
        "1",
        "1.5.2",
        "Mức độ thực hiện kế hoạch/giải pháp khắc phục những tồn tại, hạn chế của năm trước liền kề",
        "Hoàn thành 31/75 nhiệm vụ, đạt 41,33%",
        "Văn phòng lập bảng theo dõi từng nhiệm vụ; báo cáo Giám đốc Sở vào ngày 20 hằng tháng",
        "Bảng theo dõi và 12 báo cáo tháng",
    ),
    (
        "2",
        "2.1.1",
        "Thực hiện quy trình xây dựng và ban hành văn bản quy phạm pháp luật",
        "Chưa lấy ý kiến đúng hạn",
        "Trình bãi bỏ Quyết định số 16/2016/QĐ-UBND ngày 24/10/2016 của Ủy ban nhân dân tỉnh Hòa Bình ban hành Quy chế thi đua",
        "Tờ trình gửi Ủy ban nhân dân tỉnh",
    ),
    (
        "3",
        "3.6",
        (
            "Kết quả Bộ chỉ số chỉ đạo, điều hành và đánh giá chất lượng phục vụ người dân, doanh nghiệp trong thực hiện thủ tục hành"
            " chính, dịch vụ công theo thời gian thực trên môi trường điện tử"
        ),
        "Hồ sơ số hoá chậm",
        "Số hoá 100% hồ sơ ngay khi tiếp nhận; hằng tuần đối chiếu kết quả đánh giá theo thời gian thực trên môi trường điện tử",
        "Kết quả trích xuất hằng tháng",
    ),
)


def well_written_plan() -> Plan:
    """A plan of Sở Nội vụ, issued, with the annex of eleven columns; every fact in it is made up."""
    return Plan(
        facts=_facts(),
        agencies=(_agency(),),
        units=_units(),
        signers=(Signer(id="gd", name="Trần Văn Bình", position="GIÁM ĐỐC"),),
        bases=_bases(),
        body=tuple(
            BodyRow(id=f"nd{index}", section=section, kind=kind, text=Text.of(words)) for index, (section, kind, words) in enumerate(_BODY)
        ),
        fields=tuple(ReformField(id=number, name=name) for number, name in REFORM_FIELDS.items()),
        criteria=tuple(_criterion(line) for line in _CRITERIA),
        recipients=_recipients(),
    )


def _facts() -> Facts:
    return Facts(
        assessed_year=2023,
        action_year=2024,
        title=Text.of("Khắc phục những tồn tại, hạn chế chỉ số cải cách hành chính năm 2023"),
        agency="SNV",
        symbol="KH-SNV",
        number="31",
        issue_date=date(2024, 3, 20),
        score=Decimal("82.5"),
        band="Khá",
        target_band="Tốt",
        signer="gd",
        annex_title=Text.of("DANH MỤC\nCác tiêu chí còn tồn tại, hạn chế trong chỉ số cải cách hành chính năm 2023"),
        annex_profile=AnnexProfile.ELEVEN,
    )


def _agency() -> Agency:
    return Agency(
        id="snv",
        code="SNV",
        name="Sở Nội vụ",
        province="tỉnh Hòa Bình",
        parent="ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH",
        abbreviation="SNV",
        place="Hòa Bình",
    )


def _units() -> tuple[Unit, ...]:
    return (
        Unit(id="VP", name="Văn phòng Sở", short_name="Văn phòng", kind=UnitKind.OFFICE),
        Unit(id="CCHC", name="Phòng Cải cách hành chính", kind=UnitKind.ROOM, group="PCM"),
        Unit(id="PCM", name="Các phòng chuyên môn, đơn vị trực thuộc", kind=UnitKind.GROUP, reports=False),
    )


def _bases() -> tuple[LegalBasis, ...]:
    return (
        LegalBasis(id="cc1", kind="Luật", subject=Text((Run("Tổ chức chính quyền địa phương", italic=True),)), issued=date(2015, 6, 19)),
        LegalBasis(
            id="cc2",
            kind="Quyết định",
            number="77/QĐ-UBND",
            issued=date(2024, 1, 9),
            issuer="Ủy ban nhân dân tỉnh Hòa Bình",
            subject=Text.of("về việc công bố Chỉ số cải cách hành chính năm 2023 của các sở, ban, ngành"),
            role=BasisRole.SCORES,
        ),
        LegalBasis(id="cc3", lead="", subject=Text.of("Theo đề nghị của Chánh Văn phòng Sở")),
    )


def _criterion(line: tuple[str, ...]) -> Criterion:
    field, code, name, cause, remedy, evidence = line
    return Criterion(
        id=code,
        code=code,
        field=field,
        name=Text.of(name),
        maximum=Decimal(2),
        score=Decimal("1.25"),
        cause=Text.of(cause),
        remedy=Text.of(remedy),
        evidence=Text.of(evidence),
        lead="VP",
        support=("CCHC",),
        time=TimeLimit(TimeKind.QUARTER, quarter=3, year=2024),
    )


def _recipients() -> tuple[Recipient, ...]:
    lines = (
        ("Ủy ban nhân dân tỉnh (để báo cáo)", RecipientKind.REPORT),
        ("Ban Giám đốc Sở", RecipientKind.REPORT),
        ("Các phòng, đơn vị thuộc Sở", RecipientKind.CARRY_OUT),
        ("Lưu: VT, VP", RecipientKind.KEEP),
    )
    return tuple(Recipient(id=f"nn{index}", name=name, kind=kind) for index, (name, kind) in enumerate(lines))
