"""The source plan set right by hand, one correction after the other; `python -m tests.corrected_plan` writes its workbook.

What a correction needs and the source text does not say (days, a receiver, products, who leads 3.6) is made up; its row says so in a note.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from generator import files
from generator.plan import Plan
from generator.records import (
    AnnexProfile,
    BasisRole,
    BodyRow,
    Criterion,
    Recipient,
    RecipientKind,
    Row,
    TimeKind,
    TimeLimit,
    Waiver,
)
from generator.richtext import Text
from generator.workbook import write_plan_book
from tests.source_plan import DATA, source_plan

CORRECTED: Final[Path] = DATA / "ke-hoach-cchc-2024-da-sua.xlsx"
MADE_UP: Final = "Giả định để minh hoạ, không có trong văn bản nguồn"

AnyRow = TypeVar("AnyRow", bound=Row)

_BODY: Final = {
    "Năm 2024, Sở": (
        "Năm 2024, Sở Khoa học và Công nghệ được đánh giá, xếp loại Tốt, đạt 85,06/100 điểm. Bên cạnh những kết quả đã đạt được về công"
        " tác chỉ đạo, điều hành cải cách hành chính, Sở Khoa học và Công nghệ vẫn còn một số lĩnh vực tồn tại, hạn chế."
    ),
    "Sở Khoa học và Công nghệ xây dựng": (
        "Sở Khoa học và Công nghệ xây dựng Kế hoạch khắc phục những hạn chế chỉ số cải cách hành chính năm 2024, cụ thể như sau:"
    ),
    "Khắc phục những tồn tại": (
        "Khắc phục những tồn tại, hạn chế trong việc thực hiện chỉ số cải cách hành chính của Sở năm 2024. Xác định nhiệm vụ, giải pháp"
        " để khắc phục tồn tại, hạn chế tại các tiêu chí, tiêu chí thành phần, góp phần nâng cao chất lượng công tác chỉ đạo, điều hành"
        " và tổ chức thực hiện các nhiệm vụ cải cách hành chính tại các phòng chuyên môn, đơn vị trực thuộc."
    ),
    "Nâng cao trách nhiệm": (
        "Nâng cao trách nhiệm của công chức, viên chức, người lao động trong thực hiện công tác cải cách hành chính nói chung và chỉ số"
        " cải cách hành chính của Sở nói riêng."
    ),
    "Tiếp tục duy trì": (
        "Tiếp tục duy trì và nâng cao các tiêu chí, tiêu chí thành phần đã đạt được kết quả tốt. Phấn đấu chỉ số cải cách hành chính năm"
        " 2025 và các năm tiếp theo đạt loại Tốt trở lên."
    ),
    "Các phòng, đơn vị, đánh giá": (
        "Các phòng chuyên môn, đơn vị trực thuộc đánh giá đúng thực trạng, kết quả thực hiện các nội dung liên quan đến các tiêu chí, tiêu"
        " chí thành phần theo từng lĩnh vực báo cáo tại Công văn số 574/UBND-PVHCC ngày 07/3/2022 của Ủy ban nhân dân tỉnh Hà Giang về"
        " việc xây dựng báo cáo định kỳ công tác cải cách hành chính."
    ),
    "Thực hiện nghiêm túc": (
        "Thực hiện nghiêm túc, hiệu quả các nội dung của Kế hoạch số 1428/KH-SKHCN ngày 13/12/2024 của Sở Khoa học và Công nghệ về cải"
        " cách hành chính năm 2025."
    ),
    "Theo dõi, đôn đốc": (
        "Theo dõi, đôn đốc các phòng chuyên môn, đơn vị trực thuộc triển khai thực hiện việc khắc phục các tiêu chí còn tồn tại, hạn chế"
        " về chỉ số cải cách hành chính năm 2024, góp phần nâng cao chỉ số cải cách hành chính năm 2025 và các năm tiếp theo."
    ),
    "Trên cơ sở": (
        "Trên cơ sở các tiêu chí còn tồn tại, hạn chế tại phụ lục kèm theo Kế hoạch này, tổ chức triển khai thực hiện bảo đảm hiệu quả."
    ),
    "Trưởng, phó": (
        "Trưởng các phòng chuyên môn, đơn vị trực thuộc căn cứ chức năng, nhiệm vụ tổ chức triển khai thực hiện Kế hoạch bảo đảm hiệu quả."
        " Trong quá trình thực hiện có khó khăn, vướng mắc phản ánh về Văn phòng Sở để báo cáo Ban Giám đốc Sở xem xét chỉ đạo."
    ),
}
"""Paragraphs by their first words, said anew without a fact of their own."""

_BODY_MADE_UP: Final = {
    "Tổng hợp báo cáo": (
        "Tổng hợp, báo cáo Sở Nội vụ kết quả khắc phục các tiêu chí chỉ số cải cách hành chính năm 2024 trước ngày 20/12/2025.",
        f"{MADE_UP}: ngày 20/12/2025 và nơi nhận Sở Nội vụ; nguồn chỉ ghi Quý IV năm 2025",
    ),
    "Báo cáo kết quả": (
        "Báo cáo kết quả triển khai thực hiện Kế hoạch này theo chức năng, nhiệm vụ, gửi Văn phòng Sở tổng hợp trước ngày 13/12/2025.",
        f"{MADE_UP}: ngày 13/12/2025",
    ),
}
"""Paragraphs whose correction needs a fact that the source does not have, with the note that says so."""

_QUARTERS: Final = {number: TimeLimit(TimeKind.QUARTER, quarter=number, year=2025) for number in (2, 3, 4)}

_CRITERIA: Final[dict[str, dict[str, Any]]] = {
    "1.1.2": {
        "remedy": "Các phòng chuyên môn, đơn vị trực thuộc hoàn thành từng nhiệm vụ được giao tại Kế hoạch số 1428/KH-SKHCN; Văn phòng lập"
        " bảng theo dõi tiến độ hằng tháng",
        "evidence": "Bảng theo dõi tiến độ hằng tháng",
        "support": ("PCM-DVTT",),
    },
    "1.4.1.2": {
        "remedy": "Trung tâm Thông tin và Chuyển giao công nghệ mới mời Báo Trung ương đưa tin khi làm việc với Sở, gửi bài tuyên truyền về"
        " cải cách hành chính mỗi quý một bài",
        "evidence": "Ít nhất một tin bài được đăng",
        "time": _QUARTERS[4],
    },
    "1.5.2": {
        "remedy": "Văn phòng lập danh mục việc phải làm của từng tiêu chí, kiểm tra mỗi quý và nhắc các phòng chuyên môn, đơn vị trực thuộc"
        " chậm hạn bằng văn bản",
        "evidence": "Báo cáo kiểm tra từng quý",
        "support": ("PCM-DVTT",),
        "time": _QUARTERS[4],
    },
    "1.7.2": {
        "name": "Thực hiện các nhiệm vụ được Ủy ban nhân dân tỉnh, Chủ tịch Ủy ban nhân dân tỉnh giao trong năm",
        "remedy": "Văn phòng rà soát hằng tuần nhiệm vụ Chủ tịch Ủy ban nhân dân tỉnh giao trên hệ thống phần mềm, báo cáo Ban Giám đốc Sở"
        " các nhiệm vụ sắp đến hạn",
        "evidence": "Danh sách nhiệm vụ sắp đến hạn của từng tuần",
    },
    "2.1.1": {
        "name": "Thực hiện quy trình xây dựng và ban hành văn bản quy phạm pháp luật",
        "remedy": "Trình bãi bỏ Quyết định số 16/2016/QĐ-UBND ngày 24/10/2016 của Ủy ban nhân dân tỉnh Hà Giang về việc ban hành quy định"
        " quản lý nhiệm vụ khoa học và công nghệ trên địa bàn tỉnh Hà Giang",
        "evidence": "Tờ trình và dự thảo quyết định bãi bỏ",
        "time": _QUARTERS[3],
    },
    "3.1.1": {
        "name": "Hoàn thành chỉ tiêu, nhiệm vụ Ủy ban nhân dân tỉnh giao về công tác cải cách thủ tục hành chính trọng tâm năm 2024",
        "remedy": "Văn phòng lập bảng từng chỉ tiêu chưa đạt, phân công người phụ trách, trình lãnh đạo Sở lịch hoàn thành và đối chiếu số"
        " liệu vào cuối mỗi tháng",
        "evidence": "Bảng chỉ tiêu có lịch hoàn thành được duyệt",
        "time": _QUARTERS[2],
    },
    "3.6": {
        "name": "Kết quả Bộ chỉ số chỉ đạo, điều hành và đánh giá chất lượng phục vụ người dân, doanh nghiệp trong thực hiện thủ tục hành"
        " chính, dịch vụ công theo thời gian thực trên môi trường điện tử",
        "remedy": "Số hoá hồ sơ ngay khi tiếp nhận; mỗi tuần đối chiếu hồ sơ quá hạn và kết quả đánh giá theo thời gian thực trên môi"
        " trường điện tử",
        "evidence": "Kết quả đánh giá trích xuất hằng tháng",
        "lead": "VP",
        "support": ("PCM",),
    },
    "4.1.4": {
        "name": "Thực hiện quy định về cơ cấu số lượng lãnh đạo cấp phòng và tương đương thuộc sở; các đơn vị sự nghiệp công lập"
        " trực thuộc",
        "remedy": "Lập danh sách chức danh vượt hoặc thiếu so với quy định, trình Ban Giám đốc Sở phương án sắp xếp, bổ nhiệm",
        "evidence": "Phương án sắp xếp được duyệt",
        "time": _QUARTERS[3],
    },
    "5.3.3.3": {
        "field": "5",
        "name": "Tiêu chí thành phần đối với công chức, viên chức không giữ chức vụ lãnh đạo",
        "remedy": "Phổ biến quy định về kỷ luật, kỷ cương hành chính tới từng công chức, viên chức; kiểm tra đột xuất mỗi quý một lần",
        "evidence": "Biên bản kiểm tra từng quý",
    },
}
"""What changes in each criterion. Products and quarters are made up, as the remedies are where the source only says «thực hiện tốt»."""

_NOTES: Final = {
    "2.1.1": f"{MADE_UP}: ngày 24/10/2016 của quyết định, sản phẩm, thời hạn",
    "3.6": f"{MADE_UP}: đơn vị chủ trì, giải pháp, sản phẩm",
    "5.3.3.3": f"{MADE_UP}: giải pháp, sản phẩm; phải thay tên bằng tên đủ trong bộ tiêu chí",
}
_NOTE: Final = f"{MADE_UP}: giải pháp, sản phẩm, thời hạn"

_WAIVERS: Final = (
    ("L04", "", "Văn bản nguồn chỉ nêu chín tiêu chí, chưa có bảng điểm chi tiết để bổ sung các dòng còn thiếu"),
    ("L13", "appraisal", "Hai văn bản cùng ngày đúng như văn bản nguồn"),
    ("L14", "letter", f"{MADE_UP}: đã tra, Công văn số 574/UBND-PVHCC còn được áp dụng"),
    ("W15", "Kế hoạch!B7", "Bản dự thảo: văn thư cấp số và ngày sau khi ký"),
)


def corrected_plan() -> Plan:
    """The source plan with every correction made."""
    plan = source_plan()
    return Plan(
        facts=plan.facts.model_copy(
            update={
                "target_band": "Tốt",
                "annex_title": plan.facts.annex_title.map(lambda words: words.replace("năm 2025", "năm 2024")),
                "annex_profile": AnnexProfile.ELEVEN,
                "score_places": 2,
                "expected_date": date(2025, 1, 20),
            }
        ),
        agencies=tuple(_with(row, internal_note=f"{MADE_UP}: ngày dự kiến ban hành 20/01/2025") for row in plan.agencies),
        units=tuple(_unit(row) for row in plan.units),
        signers=plan.signers,
        bases=tuple(
            _with(row, lead="Căn cứ", issuer=_written_out(row.issuer), subject=row.subject.map(_written_out)) for row in plan.bases
        ),
        body=tuple(_body_row(row) for row in plan.body),
        fields=plan.fields,
        criteria=tuple(_criterion(row) for row in plan.criteria),
        recipients=_recipients(plan),
        periods=plan.periods,
        waivers=_waivers(plan),
    )


def _with(row: AnyRow, **changes: Any) -> AnyRow:  # noqa: ANN401 - any field of the record
    return type(row).model_validate(dict(row) | changes)


def _written_out(words: str) -> str:
    return words.replace("UBND", "Ủy ban nhân dân")


def _unit(row: Any) -> Any:  # noqa: ANN401 - a unit
    if row.id != "TT":
        return row
    note = "Chữ hoa theo cách viết tên cơ quan; phải đối chiếu quyết định thành lập"
    return _with(row, name="Trung tâm Thông tin và Chuyển giao công nghệ mới", internal_note=note)


def _body_row(row: BodyRow) -> BodyRow:
    words = row.text.plain
    told = next((new for first, new in _BODY.items() if words.startswith(first)), words)
    made_up = next((new for first, new in _BODY_MADE_UP.items() if words.startswith(first)), None)
    return _with(row, text=Text.of(made_up[0]), internal_note=made_up[1]) if made_up else _with(row, text=Text.of(told))


def _criterion(row: Criterion) -> Criterion:
    rich = {"name", "remedy", "evidence"}
    changes = {key: Text.of(value) if key in rich else value for key, value in _CRITERIA[row.code].items()}
    return _with(row, **changes, internal_note=_NOTES.get(row.code, _NOTE))


def _recipients(plan: Plan) -> tuple[Recipient, ...]:
    names = {"BGĐ Sở": "Ban Giám đốc Sở", "Các phòng, đơn vị": "Các phòng chuyên môn, đơn vị trực thuộc"}
    province = Recipient(
        id="ubnd",
        name="Ủy ban nhân dân tỉnh Hà Giang",
        kind=RecipientKind.REPORT,
        internal_note="Thêm vì là nơi công bố điểm; nguồn không có dòng này",
    )
    return (province, *(_with(row, name=names.get(row.name, row.name)) for row in plan.recipients))


def _waivers(plan: Plan) -> tuple[Waiver, ...]:
    places = {
        "appraisal": next(row.id for row in plan.bases if row.role is BasisRole.APPRAISAL),
        "letter": next(row.id for row in plan.body if "574/UBND-PVHCC" in row.text.plain),
    }
    return tuple(
        Waiver(id=f"bq{number}", rule=rule, place=places.get(place, place), reason=reason)
        for number, (rule, place, reason) in enumerate(_WAIVERS, start=1)
    )


def corrected_book() -> bytes:
    """The committed workbook."""
    return write_plan_book(corrected_plan())


if __name__ == "__main__":
    files.write(CORRECTED, corrected_book())
