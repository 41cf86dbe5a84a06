"""Rules of the decree that a file alone can't show to be kept or broken, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NOT_JUDGED: Final[Mapping[str, str]] = {
    "SO-06": "Chữ viết tắt tên cơ quan, đơn vị do người đứng đầu cơ quan quy định, không có trong tệp",
    "SO-08": "Số có liên tục từ 01 và có trùng hay không chỉ thấy ở sổ đăng ký văn bản đi",
    "SO-09": "Hội đồng, Ban, Tổ và văn bản mật có hệ thống số riêng hay không chỉ thấy ở sổ đăng ký",
    "SO-10": "Tệp không cho biết số được cấp trước hay sau khi ký",
    "DD-04": "Cần danh mục nơi đóng trụ sở của cơ quan trung ương để biết địa danh đúng",
    "DD-05": "Cần danh mục nơi đóng trụ sở của cơ quan địa phương để biết địa danh đúng",
    "DD-07": "Địa danh của đơn vị Công an, Quân đội theo quy định riêng của Bộ Công an, Bộ Quốc phòng",
    "DD-08": "Địa danh theo chính quyền hai cấp chưa có văn bản hướng dẫn chính thức; mỗi cơ quan tự xác định",
    "KY-07": "Màu, nền và định dạng của hình ảnh chữ ký số không đọc được từ tệp Word",
    "DA-01": "Hình ảnh con dấu và chỗ đóng dấu chỉ thấy trên bản đã ký",
    "BS-02": "Chỗ của phần sao trên tờ giấy chỉ thấy trên bản in",
    "BS-05": "Phiên bản PDF, màu và độ phân giải là của tệp PDF, không có trong tệp Word",
}
"""Code → reason. CQ-01, CQ-02, DD-01 and DD-06 are judged as far as the words themselves show it."""
