"""The three sheets of a unit's form as data: writing and reading share these lines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from generator.results import CauseKind, Progress
from generator.workbook.schema import Column, Kind


class SheetKind(StrEnum):
    """Which part of the form a row belongs to, as its hidden mark says; `HEAD` are the two cells above the table."""

    LEAD = "ct"
    EVIDENCE = "mc"
    SUPPORT = "ph"
    HEAD = "vb"


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet: its title, the line on top, its columns. A required column is for the unit to fill in, the others are given.

    `compared` names the given cells that come from the plan alone: their hash tells an older issue, a change in them is named.
    """

    kind: SheetKind
    title: str
    caption: str
    columns: tuple[Column, ...]
    compared: tuple[str, ...] = ()

    @property
    def inputs(self) -> tuple[Column, ...]:
        """Columns that the unit fills in."""
        return tuple(column for column in self.columns if column.required)

    def column(self, key: str) -> Column:
        """The column with this key."""
        return next(column for column in self.columns if column.key == key)


_ID: Final = Column("id", "Mã dòng", "Mã riêng của dòng, phần mềm dùng để nhận lại biểu; không sửa, không xoá.", 10, Kind.ROW_ID)
_ORDER: Final = Column("order", "STT", "Số thứ tự; không sửa.", 5)
_CODE: Final = Column("code", "Mã", "Mã tiêu chí theo kế hoạch; không sửa.", 10)
_NAME: Final = Column("name", "Tên tiêu chí", "Tên tiêu chí theo kế hoạch; không sửa.", 30, Kind.RICH)


_CHOICES: Final[dict[str, type[StrEnum]]] = {"progress": Progress, "cause_kind": CauseKind}


def _input(key: str, heading: str, note: str, width: int, kind: Kind = Kind.RICH) -> Column:
    return Column(key, heading, note, width, kind, required=True, choices=_CHOICES.get(key))


LEAD: Final = FormSheet(
    SheetKind.LEAD,
    "Chủ trì",
    "BIỂU BÁO CÁO KẾT QUẢ KHẮC PHỤC NHỮNG HẠN CHẾ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {year}",
    (
        _ID,
        _ORDER,
        _CODE,
        _NAME,
        Column("remedy", "Giải pháp", "Giải pháp khắc phục theo kế hoạch; không sửa.", 30, Kind.RICH),
        Column("time", "Thời hạn", "Thời hạn theo kế hoạch; không sửa.", 13),
        Column("maximum", "Điểm tối đa", "Điểm tối đa của tiêu chí; không sửa.", 8, Kind.SCORE),
        Column("score", "Điểm đạt", "Điểm đạt của năm đánh giá; không sửa.", 8, Kind.SCORE),
        Column("previous", "Kỳ trước đã báo cáo", "Mức độ và nội dung đã báo cáo ở kỳ gần nhất; không sửa.", 28),
        _input("progress", "Mức độ", "Chọn một mức độ trong danh sách; để trống cả dòng nếu chưa báo cáo.", 15, Kind.CHOICE),
        _input(
            "done",
            "Nội dung thực hiện",
            "Việc đã làm trong kỳ, có số liệu cụ thể; nếu không còn áp dụng thì ghi căn cứ.",
            34,
        ),
        _input("done_on", "Ngày hoàn thành", "Dạng 02/01/2025, không sau ngày cuối kỳ; bắt buộc khi đã hoàn thành.", 12, Kind.DAY),
        _input("numerator", "Tử số", "Số đã làm được, nếu kết quả là một tỷ lệ; ghi cả tử số và mẫu số.", 9, Kind.NUMBER),
        _input("denominator", "Mẫu số", "Tổng số phải làm, lớn hơn 0.", 9, Kind.NUMBER),
        _input("expected", "Điểm dự kiến", "Điểm đơn vị tự ước tính, từ 0 đến điểm tối đa, ví dụ 1,9.", 9, Kind.SCORE),
        _input("difficulty", "Khó khăn", "Khó khăn, vướng mắc; bắt buộc khi quá hạn.", 24),
        _input("cause", "Nguyên nhân chậm", "Vì sao chậm; bắt buộc khi quá hạn.", 24),
        _input("cause_kind", "Loại nguyên nhân", "Chọn Chủ quan hoặc Khách quan.", 13, Kind.CHOICE),
        _input("proposal", "Kiến nghị", "Đề xuất, kiến nghị với Sở.", 24),
        _input("next_step", "Việc tiếp theo", "Việc sẽ làm ở kỳ sau; bắt buộc ở kỳ cuối năm khi chưa hoàn thành.", 24),
        _input("new_deadline", "Hạn mới", "Dạng 02/01/2025; bắt buộc ở kỳ cuối năm khi chưa hoàn thành.", 12, Kind.DAY),
        _input("correction", "Điều chỉnh kỳ trước", "Chỗ cần đính chính trong báo cáo kỳ trước.", 24),
    ),
    ("code", "name", "remedy", "time", "maximum", "score"),
)
EVIDENCE: Final = FormSheet(
    SheetKind.EVIDENCE,
    "Minh chứng",
    "DANH MỤC TÀI LIỆU KIỂM CHỨNG",
    (
        _ID,
        _ORDER,
        _input("criterion", "Mã tiêu chí", "Chọn mã tiêu chí do đơn vị chủ trì.", 12, Kind.CODE),
        _input("title", "Tên tài liệu", "Tên loại và trích yếu của tài liệu.", 60, Kind.WORDS),
        _input("number", "Số ký hiệu", "Ví dụ 12/BC-SKHCN.", 20, Kind.WORDS),
        _input("issued", "Ngày", "Ngày ban hành, dạng 02/01/2025.", 12, Kind.DAY),
        _input("issuer", "Cơ quan ban hành", "Cơ quan, đơn vị ban hành tài liệu.", 30, Kind.WORDS),
        _input("item", "Mục", "Mục trong tài liệu, nếu chỉ một phần là minh chứng.", 12, Kind.WORDS),
        _input("page", "Trang", "Trang trong tài liệu, nếu chỉ một phần là minh chứng.", 10, Kind.WORDS),
    ),
)
SUPPORT: Final = FormSheet(
    SheetKind.SUPPORT,
    "Phối hợp",
    "TIÊU CHÍ ĐƠN VỊ PHỐI HỢP THỰC HIỆN",
    (
        _ID,
        _ORDER,
        _CODE,
        Column("name", "Tên tiêu chí", "Tên tiêu chí theo kế hoạch; không sửa.", 60, Kind.RICH),
        Column("lead", "Chủ trì", "Đơn vị chủ trì tiêu chí; không sửa.", 30),
        _input("note", "Ghi chú", "Việc đơn vị đã phối hợp, ý kiến bổ sung; để trống nếu không có.", 60),
    ),
    ("code", "name", "lead"),
)
SHEETS: Final = (LEAD, EVIDENCE, SUPPORT)

HEAD_CELLS: Final = (
    _input("number", "Số văn bản", "Số, ký hiệu văn bản gửi biểu này.", 0, Kind.WORDS),
    _input("issued", "Ngày văn bản", "Ngày của văn bản gửi biểu này, dạng 02/01/2025.", 0, Kind.DAY),
)
"""The two cells above the table of the first sheet; the key is also the row in their marks."""
