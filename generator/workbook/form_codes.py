"""Problems of a returned form: one table of lasting codes. Cells that can't be read keep the codes BANG-… of `findings`."""

from __future__ import annotations

from typing import Final

from generator.errors import Place, Problem, Severity
from generator.workbook.findings import Findings, Wording, quoted

CODES: Final = {
    "BIEU-01": Wording("Tệp không phải là biểu báo cáo do phần mềm phát hành", "Gửi lại đúng tệp biểu đã nhận, không chép sang tệp tự tạo"),
    "BIEU-02": Wording("Tệp có chứa macro nên không được mở", "Mở tệp trong Excel, lưu lại thành .xlsx (Excel Workbook) rồi gửi lại"),
    "BIEU-03": Wording("Biểu thuộc kế hoạch “{found}”, không phải kế hoạch “{expected}”", "Tìm đúng tệp biểu của kế hoạch này"),
    "BIEU-04": Wording("Biểu thuộc kỳ “{found}”, không phải kỳ “{expected}”", "Nhận biểu này vào đúng kỳ của nó, hoặc tìm đúng tệp"),
    "BIEU-05": Wording(
        "Đơn vị “{found}” trong biểu không phải báo cáo theo kế hoạch", "Xem lại trang Đơn vị của kế hoạch, hoặc tìm đúng tệp"
    ),
    "BIEU-06": Wording("Trong tệp có dòng của nhiều đơn vị: {found}", "Tách dòng của mỗi đơn vị về đúng biểu của đơn vị đó"),
    "BIEU-07": Wording(
        "Dòng “{found}” được phát hành theo nội dung kế hoạch cũ", "Phát hành biểu mới cho đơn vị rồi chép phần đã ghi sang biểu mới"
    ),
    "BIEU-08": Wording("Thiếu dòng của tiêu chí {code}", "Lấy lại dòng này từ biểu đã phát hành, hoặc phát hành biểu mới"),
    "BIEU-09": Wording("Chữ “{found}” nằm ở dòng không phải của biểu", "Chuyển nội dung vào một dòng có sẵn của biểu rồi xoá dòng này"),
    "BIEU-10": Wording("Dòng “{found}” có hai lần với nội dung khác nhau", "Giữ lại một dòng đúng và xoá dòng kia"),
    "BIEU-11": Wording("Tiêu chí {code} đã ghi nội dung nhưng chưa chọn mức độ", "Chọn một trong: {choices}"),
    "BIEU-12": Wording("Tiêu chí {code} đã hoàn thành nhưng chưa ghi ngày hoàn thành", "Ghi ngày hoàn thành dạng 02/01/2025"),
    "BIEU-13": Wording(
        "Ngày hoàn thành {found} của tiêu chí {code} sau ngày cuối kỳ {last}",
        "Sửa ngày, hoặc chọn Đang thực hiện nếu đến cuối kỳ chưa xong",
    ),
    "BIEU-14": Wording(
        "Tiêu chí {code} đã hoàn thành nhưng không có minh chứng ở kỳ cuối năm", "Thêm ít nhất một tài liệu vào trang Minh chứng"
    ),
    "BIEU-15": Wording(
        "Tiêu chí {code} đã hoàn thành nhưng chưa có minh chứng",
        "Thêm tài liệu vào trang Minh chứng; kỳ cuối năm bắt buộc",
        Severity.WARNING,
    ),
    "BIEU-16": Wording("Tiêu chí {code} ghi tử số, mẫu số không đủ cặp", "Ghi cả tử số và mẫu số, hoặc để trống cả hai"),
    "BIEU-17": Wording("Mẫu số của tiêu chí {code} phải lớn hơn 0", "Ghi lại mẫu số, hoặc để trống cả tử số và mẫu số"),
    "BIEU-18": Wording(
        "Tỷ lệ {found}% trong lời của tiêu chí {code} khác tỷ lệ tính được {rate}%", "Sửa lời, hoặc sửa tử số và mẫu số", Severity.WARNING
    ),
    "BIEU-19": Wording("Điểm dự kiến của tiêu chí {code} nằm ngoài khoảng từ 0 đến {maximum}", "Ghi lại điểm dự kiến, hoặc để trống"),
    "BIEU-20": Wording(
        "Điểm dự kiến của tiêu chí {code} thấp hơn điểm đã đạt {score} mà không nêu lý do",
        "Ghi lý do ở cột Khó khăn hoặc Nguyên nhân chậm",
        Severity.WARNING,
    ),
    "BIEU-21": Wording("Tiêu chí {code} đã quá hạn nhưng ô “{heading}” còn trống", "Ghi vào ô này, hoặc sửa mức độ nếu đã hoàn thành"),
    "BIEU-22": Wording(
        "Tiêu chí {code} chưa hoàn thành ở kỳ cuối năm nhưng ô “{heading}” còn trống", "Ghi vào ô này, hoặc sửa mức độ nếu đã hoàn thành"
    ),
    "BIEU-23": Wording("Tiêu chí {code} không còn áp dụng nhưng chưa ghi căn cứ", "Ghi căn cứ vào cột Nội dung thực hiện"),
    "BIEU-24": Wording("Đơn vị không chủ trì tiêu chí “{found}”", "Chọn một trong các mã: {choices}"),
    "BIEU-25": Wording("Dòng minh chứng thiếu “{heading}”", "Ghi vào ô này, hoặc xoá nội dung cả dòng"),
    "BIEU-26": Wording("Tiêu chí {code} để trống nên được tính là chưa có báo cáo", "Ghi mức độ nếu đơn vị có kết quả", Severity.NOTE),
    "BIEU-27": Wording(
        "Ô “{heading}” theo kế hoạch đã bị sửa thành “{found}”, chỗ sửa không được dùng",
        "Báo Văn phòng nếu kế hoạch cần sửa",
        Severity.WARNING,
    ),
    "BIEU-28": Wording(
        "Chữ “{found}” bắt đầu bằng dấu của công thức, được giữ là chữ", "Sửa lại nếu ô này định ghi một phép tính", Severity.WARNING
    ),
    "BIEU-29": Wording(
        "Chữ “{found}” nằm ngoài các cột của biểu nên không được đọc", "Chuyển nội dung vào một cột của biểu", Severity.WARNING
    ),
    "BIEU-30": Wording(
        "Tệp không còn trang “{heading}” của biểu nên không nhận được gì từ trang đó",
        "Gửi lại cả tệp nếu trang đó có nội dung",
        Severity.WARNING,
    ),
    "BIEU-31": Wording("Tiêu chí {code} chưa ghi nội dung thực hiện", "Ghi việc đã làm và số liệu cụ thể", Severity.WARNING),
    "BIEU-32": Wording("Tỷ lệ của tiêu chí {code} có số âm", "Ghi lại tử số, hoặc để trống cả tử số và mẫu số"),
    "BIEU-33": Wording(
        "Có minh chứng cho tiêu chí {code} nhưng không có kết quả của tiêu chí đó", "Ghi mức độ ở trang Chủ trì", Severity.WARNING
    ),
    "BIEU-34": Wording("Tệp là biểu của đơn vị khác", "Gửi đúng tệp biểu của đơn vị mình"),
    "BIEU-35": Wording(
        "Chữ “{found}” ghi ở một dòng mà biểu nay không còn", "Mở lại biểu, chép phần này vào dòng còn lại hoặc bỏ đi rồi gửi lại"
    ),
}
"""What may be said of a returned form; a code never changes its meaning. BIEU-26 and the warnings let the form in."""


def note(findings: Findings, code: str, sheet: str = "", cell: str = "", /, **words: str) -> None:
    """Put a problem of the form on the list."""
    findings.take(worded(code, Place(findings.file, sheet, cell), **words))


def worded(code: str, place: Place, /, **words: str) -> Problem:
    """The problem with this code at this place."""
    wording = CODES[code]
    filled = {name: quoted(text) if name in {"found", "expected"} else text for name, text in words.items()}
    return Problem(code, wording.message.format(**filled), wording.cure.format(**filled), place, wording.severity)
