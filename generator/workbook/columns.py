"""Columns that many sheets share."""

from __future__ import annotations

from typing import Final

from generator.workbook.schema import Column, Kind

ID: Final = Column(
    "id",
    "Mã dòng",
    "Mã riêng của dòng, phần mềm tự cấp và giữ mãi. Không sửa; khi chép dòng thì xoá mã ở dòng mới.",
    10,
    Kind.ROW_ID,
    aliases=("ID",),
)
INTERNAL: Final = Column("internal_note", "Ghi chú nội bộ", "Ghi chú cho người làm; không bao giờ in ra văn bản.", 30)
VALID_FROM: Final = Column(
    "valid_from", "Hiệu lực từ", "Ngày bắt đầu, dạng 02/01/2025. Để trống nếu không rõ.", 13, Kind.DAY, aliases=("Từ ngày",)
)
VALID_TO: Final = Column(
    "valid_to", "Hiệu lực đến", "Ngày kết thúc, dạng 30/6/2025. Để trống nếu vẫn còn.", 13, Kind.DAY, aliases=("Đến ngày",)
)
PERIOD: Final = Column("period", "Kỳ", "Một kỳ ở trang Kỳ báo cáo, ví dụ Quý I. Bắt buộc.", 10, Kind.PERIOD_NAME, required=True)
CRITERION: Final = Column(
    "criterion",
    "Mã tiêu chí",
    "Mã của một dòng ở trang Tiêu chí, ví dụ 1.4.1.2, gõ dạng văn bản. Bắt buộc.",
    10,
    Kind.CRITERION,
    required=True,
    aliases=("Mã", "Tiêu chí"),
)
