"""The sheet of the criteria set of the year: what the lines of the plan are checked against, never printed."""

from __future__ import annotations

from typing import Final

from generator import records
from generator.workbook.columns import ID, INTERNAL
from generator.workbook.schema import Column, Kind, ListSheet

CRITERIA_SET: Final = ListSheet(
    "criteria_set",
    "Bộ tiêu chí",
    "bang_bo_tieu_chi",
    records.SetCriterion,
    (
        ID,
        Column(
            "code",
            "Mã",
            "Mã lĩnh vực, tiêu chí hoặc tiêu chí thành phần: 1, 1.1, 1.1.2, 1.4.1.2; gõ dạng văn bản. Bắt buộc.",
            10,
            Kind.SET_CODE,
            required=True,
            aliases=("Mã tiêu chí",),
        ),
        Column(
            "name",
            "Tên",
            "Tên lĩnh vực, tiêu chí, tiêu chí thành phần đúng như trong bộ tiêu chí, không kèm mã. Bắt buộc.",
            60,
            Kind.RICH,
            required=True,
            aliases=("Tên tiêu chí", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần"),
        ),
        Column(
            "maximum", "Điểm tối đa", "Điểm tối đa; 0 nếu không áp dụng. Bắt buộc.", 9, Kind.SCORE, required=True, aliases=("Điểm chuẩn",)
        ),
        Column("self_score", "Tự chấm", "Điểm cơ quan tự chấm, nếu có.", 9, Kind.SCORE, aliases=("Điểm tự chấm", "Tự đánh giá")),
        Column("appraised", "Thẩm định", "Điểm hội đồng thẩm định, nếu có.", 9, Kind.SCORE, aliases=("Điểm thẩm định",)),
        Column("score", "Điểm đạt", "Điểm đã được công bố; để trống nếu không biết.", 9, Kind.SCORE, aliases=("Kết quả",)),
        Column("survey", "Điều tra XHH", "Có nếu điểm do điều tra xã hội học; để trống là Không.", 9, Kind.YES_NO),
        Column("note", "Ghi chú", "Ghi chú của bảng điểm; không in ra.", 30, Kind.RICH),
        INTERNAL,
    ),
    ("code", "name"),
)
