"""What a cure tells to type, told as what to press: a clerk at the page has no command line."""

from __future__ import annotations

import re
from typing import Final

COMMAND: Final = re.compile(r"\bvanban [a-z]|(?<![\w-])--[a-z]|\blệnh (?:new|pull|check|khác|đó)\b|\b[Cc]hạy lại\b|\bpip install\b")
"""What nobody should read on a page."""

_PRESSED: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (
            r"Chạy vanban pull với tệp (.+?) để lấy về; hoặc thêm --anyway để tạo dự thảo mới không có phần sửa đó",
            r"Lấy phần sửa trong \1 về sổ ở trang Bản sửa tay; hoặc chọn tạo bản mới không có phần sửa đó",
        ),
        (r"Chạy vanban pull với tệp này trước", "Lấy phần sửa về sổ ở trang Bản sửa tay trước"),
        (r"Chạy lại vanban pull với tệp này và chọn từng chỗ", "Mở lại tệp này ở trang Bản sửa tay và chọn từng chỗ"),
        (
            r"Chạy lại và chọn từng chỗ; hoặc thêm --take theirs, --take mine cho tất cả; hoặc --keep-conflicts để giữ nguyên các chỗ này",
            "Mở lại tệp này ở trang Bản sửa tay và chọn từng chỗ",
        ),
        (r"; mã từng chỗ lấy từ vanban pull … --json", ""),
        (
            r"Chạy vanban redline .+? để có bản so sánh cho lãnh đạo xem",
            "Bấm «So với bản trước» ở trang Dự thảo để có bản so sánh cho lãnh đạo xem",
        ),
        (r"lấy về bằng vanban pull", "lấy về ở trang Bản sửa tay"),
        (r"Chạy vanban check (.+?), sửa", "Xem những điều cần sửa ở trang Kế hoạch, sửa"),
        (r"Chạy vanban check (.+?) rồi sửa trong Word", r"Kiểm tra \1 ở trang Kiểm tra văn bản rồi sửa trong Word"),
        (r"Mở sổ trong Excel, ghi các ô còn trống rồi chạy vanban check", "Ghi các ô còn trống ở trang Sửa sổ, hoặc trong Excel"),
        (r"tạo sổ trắng bằng vanban new", "tạo sổ trắng ở trang Tạo sổ mới"),
        (r"một sổ mới \(vanban new\) rồi chạy lại", "một sổ mới rồi làm lại"),
        (r"bằng vanban collect", "ở trang Kỳ báo cáo"),
        (r"Gõ vanban template để xem", "Mở trang Mẫu văn bản để xem"),
        (r"; ghi --number next để lấy số đó", "; để trống ô Số để lấy số đó"),
        (r", chạy với đúng thư mục --out của các dự thảo", ", chép cả phần gốc sang"),
        (r"đúng dự thảo và đúng thư mục --out đã dùng khi tạo dự thảo", "đúng dự thảo"),
        (r", hoặc chọn thư mục khác bằng --out", ""),
        (r"; hoặc bỏ qua có lý do: --waive [\w-]+=\"lý do\"", "; hoặc ghi lý do để bỏ qua"),
        (r"Ghi lý do, ví dụ --waive [\w-]+=\"(.+?)\"", r"Ghi lý do, ví dụ “\1”"),
        (r"Lần sau không cần --waive [\w-]+", "Lần sau không cần ghi lý do này"),
        (r", hoặc thêm --signer", ", hoặc chọn người ký ở trang Phát hành"),
        (r", hoặc chọn người khác bằng --signer", ", hoặc chọn người khác ở trang Phát hành"),
        (r"muốn dùng tệp mới thì chạy lại với --replace \S+", "muốn dùng tệp mới thì bấm «Dùng biểu mới thay biểu đã nhận»"),
        (r"lấy từ bảng điểm bằng --from-scores", "lấy từ bảng điểm ở trang Tạo sổ mới"),
        (r"nguồn, --from-docx hoặc --from-plan", "nguồn: văn bản Word hoặc sổ năm trước"),
        (r"Tuỳ chọn --expected chỉ dùng với .+", "Ngày dự kiến ban hành chỉ dùng khi có kế hoạch trước"),
        (r"Tuỳ chọn --year chỉ dùng với .+", "Năm thực hiện không dùng khi chỉ lấy từ sổ năm trước"),
        (r"Tuỳ chọn --sheet, --column chỉ dùng với .+", "Trang và cột chỉ chọn khi có bảng điểm"),
        (r"Bỏ --expected", "Để trống ngày dự kiến"),
        (r"Bỏ --year", "Để trống năm thực hiện"),
        (r"Bỏ --sheet, --column", "Bỏ các lựa chọn đó"),
        (r" \(--year(?: NĂM)?\)", ""),
        (r", hoặc chạy lại với --column \".*?\"", ""),
        (r"Chạy lại và ghi (?:cột|trang), ví dụ --(?:column|sheet) \".*?\"", "Làm lại và chọn khi được hỏi"),
        (r", ví dụ --column \".*?\" \(các tên: .*?\)", ""),
        (r"Không hiểu --column", "Không hiểu lựa chọn cột"),
        (r"Ghi lại chữ của cột ở --column", "Làm lại và chọn cột khi được hỏi"),
        (r", hoặc chọn cột khác bằng --column", ""),
        (r"Ghi lại tên trang ở --sheet", "Làm lại và chọn trang khi được hỏi"),
        (r", hoặc chọn trang khác bằng --sheet", ""),
        (r" rồi chạy lại với --pdf", ""),
        (r"bằng lệnh pull", "ở trang Bản sửa tay"),
        (r"mà lệnh check in ra", "ghi ở trang Kế hoạch"),
        (r"Ô như lệnh check in ra", "Ô như ghi ở trang Kế hoạch"),
        (r"lệnh check luôn in lại", "trang Kế hoạch luôn ghi lại"),
        (r"lệnh check dùng", "phần kiểm tra dùng"),
        (r"Một lệnh khác", "Một việc khác"),
        (r"Chờ lệnh đó xong", "Chờ việc đó xong"),
        (r"tạo bằng lệnh new", "tạo ở trang Tạo sổ mới"),
        (r"Chạy lệnh: pip install .+?, rồi chạy lại", "Nhờ người cài đặt thêm phần so sánh (docx-scalpel) rồi làm lại"),
        (r"\bchạy lại\b", "làm lại"),
        (r"\bChạy lại\b", "Làm lại"),
        (r"\bChạy lại\b", "Làm lại"),
    )
)


def on_page(words: str) -> str:
    """A sentence for the command line in the words of the page; any other as it is."""
    if COMMAND.search(words) is None:
        return words
    for pattern, pressed in _PRESSED:
        words = pattern.sub(pressed, words)
    return words
