"""The sheets of what was reported, as data: the program fills them from the forms, a clerk may write in them too."""

from __future__ import annotations

from typing import Final

from generator import results
from generator.results import CauseKind, NarrativeSection, Progress
from generator.workbook.columns import CRITERION, ID, INTERNAL, PERIOD
from generator.workbook.schema import Column, Kind, ListSheet

_ISSUED: Final = Column("issued", "Ngày văn bản", "Ngày của văn bản, dạng 02/01/2025.", 13, Kind.DAY)


def _unit(note: str) -> Column:
    return Column("unit", "Đơn vị", note, 22, Kind.UNIT, required=True)


RESULTS: Final = ListSheet(
    "results",
    "Kết quả",
    "bang_ket_qua",
    results.CriterionResult,
    (
        ID,
        PERIOD,
        CRITERION,
        _unit("Đơn vị chủ trì đã báo cáo; chọn trong danh sách. Bắt buộc."),
        Column(
            "progress",
            "Mức độ",
            "Đã hoàn thành, Đang thực hiện, Chưa thực hiện hoặc Không còn áp dụng. Bắt buộc.",
            16,
            Kind.CHOICE,
            required=True,
            choices=Progress,
            aliases=("Mức độ hoàn thành",),
        ),
        Column("done", "Nội dung thực hiện", "Việc đã làm trong kỳ.", 38, Kind.RICH, aliases=("Nội dung đã thực hiện",)),
        Column("done_on", "Ngày hoàn thành", "Dạng 02/01/2025; để trống nếu chưa xong.", 13, Kind.DAY),
        Column("numerator", "Tử số", "Khi kết quả là một tỷ lệ.", 9, Kind.NUMBER),
        Column("denominator", "Mẫu số", "Khi kết quả là một tỷ lệ; phải lớn hơn 0.", 9, Kind.NUMBER),
        Column(
            "expected",
            "Điểm dự kiến (tự ước tính)",
            "Điểm do đơn vị tự ước tính, không phải điểm thẩm định.",
            12,
            Kind.SCORE,
            aliases=("Điểm dự kiến",),
        ),
        Column("difficulty", "Khó khăn", "Khó khăn, vướng mắc.", 26, Kind.RICH, aliases=("Khó khăn, vướng mắc",)),
        Column("cause", "Nguyên nhân chậm", "Vì sao chậm hoặc chưa xong.", 26, Kind.RICH),
        Column("cause_kind", "Loại nguyên nhân", "Chủ quan hoặc Khách quan.", 14, Kind.CHOICE, choices=CauseKind),
        Column("proposal", "Kiến nghị", "Kiến nghị, đề xuất của đơn vị.", 26, Kind.RICH, aliases=("Kiến nghị, đề xuất",)),
        Column("next_step", "Việc tiếp theo", "Việc sẽ làm trong kỳ sau.", 26, Kind.RICH),
        Column("new_deadline", "Hạn mới", "Ngày sẽ xong, dạng 02/01/2025.", 13, Kind.DAY),
        Column("correction", "Điều chỉnh kỳ trước", "Số liệu của kỳ đã phát hành báo cáo mà nay cần sửa.", 26, Kind.RICH),
        INTERNAL,
    ),
    ("period", "criterion"),
)

EVIDENCE: Final = ListSheet(
    "evidence",
    "Minh chứng",
    "bang_minh_chung",
    results.Evidence,
    (
        ID,
        PERIOD,
        CRITERION,
        _unit("Đơn vị đã gửi; chọn trong danh sách. Bắt buộc."),
        Column("title", "Tên tài liệu", "Tên loại và trích yếu của văn bản, tài liệu.", 44, aliases=("Tài liệu",)),
        Column("number", "Số văn bản", "Số, ký hiệu, ví dụ 15/QĐ-SKHCN.", 18, aliases=("Số, ký hiệu",)),
        _ISSUED,
        Column("issuer", "Cơ quan ban hành", "Tên cơ quan ban hành văn bản.", 24),
        Column("item", "Mục", "Mục, điều, khoản chứng minh kết quả, nếu không phải cả văn bản.", 12),
        Column("page", "Trang", "Trang chứng minh kết quả.", 9),
        INTERNAL,
    ),
    ("period", "criterion"),
)

NOTES: Final = ListSheet(
    "notes",
    "Ghi chú phối hợp",
    "bang_ghi_chu_phoi_hop",
    results.SupportNote,
    (
        ID,
        PERIOD,
        CRITERION,
        _unit("Đơn vị phối hợp; chọn trong danh sách. Bắt buộc."),
        Column("note", "Ghi chú", "Điều đơn vị phối hợp nói thêm về tiêu chí này.", 60, Kind.RICH, aliases=("Nội dung",)),
        INTERNAL,
    ),
    ("period", "criterion", "unit"),
)

SUBMISSIONS: Final = ListSheet(
    "submissions",
    "Nộp báo cáo",
    "bang_nop_bao_cao",
    results.Submission,
    (
        ID,
        PERIOD,
        _unit("Đơn vị đã nộp; chọn trong danh sách. Bắt buộc."),
        Column("received", "Nhận lúc", "Ngày giờ nhận, dạng 02/01/2025 14:30:00. Bắt buộc.", 19, Kind.MOMENT, required=True),
        Column("file", "Tệp", "Tên tệp biểu đã nhận. Bắt buộc.", 36, required=True, aliases=("Tên tệp",)),
        Column("sha256", "SHA-256", "Mã băm của tệp, phần mềm tự ghi để biết tệp có bị đổi không. Bắt buộc.", 24, required=True),
        Column("number", "Số văn bản", "Số, ký hiệu văn bản của đơn vị, ví dụ 15/BC-VP.", 18, aliases=("Số, ký hiệu",)),
        _ISSUED,
        Column("times", "Lần gửi", "Đơn vị đã gửi mấy lần trong kỳ; để trống là 1.", 9, Kind.COUNT),
        INTERNAL,
    ),
    ("period", "unit"),
)

REMINDERS: Final = ListSheet(
    "reminders",
    "Đôn đốc",
    "bang_don_doc",
    results.Reminder,
    (
        ID,
        PERIOD,
        _unit("Đơn vị được đôn đốc; chọn trong danh sách. Bắt buộc."),
        Column(
            "level", "Mức đôn đốc", "1 là nhắc lần đầu, 2 là đôn đốc lần hai. Bắt buộc.", 10, Kind.COUNT, required=True, aliases=("Mức",)
        ),
        Column("sent", "Ngày gửi", "Ngày gửi văn bản đôn đốc, dạng 02/01/2025. Bắt buộc.", 13, Kind.DAY, required=True),
        INTERNAL,
    ),
    ("period", "unit"),
)

NARRATIVE: Final = ListSheet(
    "narrative",
    "Lời văn báo cáo",
    "bang_loi_van_bao_cao",
    results.Narrative,
    (
        ID,
        PERIOD,
        Column(
            "section",
            "Phần",
            "Đoạn này thuộc phần nào của báo cáo; chọn trong danh sách. Bắt buộc.",
            26,
            Kind.CHOICE,
            required=True,
            choices=NarrativeSection,
        ),
        Column(
            "text", "Nội dung", "Mỗi đoạn một dòng; không gõ gạch đầu dòng hay ./. vì mẫu tự in. Bắt buộc.", 90, Kind.RICH, required=True
        ),
        INTERNAL,
    ),
    ("period", "section", "text"),
)

REWORDINGS: Final = ListSheet(
    "rewordings",
    "Lời sửa tay",
    "bang_loi_sua_tay",
    results.Rewording,
    (
        ID,
        Column("paper", "Văn bản", "Mã của văn bản có câu được sửa, ví dụ report-Q1; phần mềm tự ghi. Bắt buộc.", 16, required=True),
        Column("key", "Trường", "Tên của câu trong văn bản, ví dụ title, opening; phần mềm tự ghi. Bắt buộc.", 16, required=True),
        Column("before", "Lời máy viết", "Câu mà phần mềm đã viết trước khi được sửa; phần mềm tự ghi.", 60, Kind.RICH),
        Column("text", "Lời sửa", "Lời in thay cho lời máy viết; để trống thì bỏ câu này.", 60, Kind.RICH),
        INTERNAL,
    ),
    ("paper", "key"),
)

RESULT_SHEETS: Final = (RESULTS, EVIDENCE, NOTES, SUBMISSIONS, REMINDERS, NARRATIVE, REWORDINGS)
"""In the order of the tabs, after the lists of the plan; a workbook without them has no results yet."""
