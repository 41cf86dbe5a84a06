"""Rules W01 to W19: words, punctuation, signs, and the parts that the printed paper needs."""

from __future__ import annotations

from typing import Final

from generator.content_checks.abbreviations import w01, w02, w18
from generator.content_checks.lists import RuleFunction
from generator.content_checks.printed_parts import w14, w15, w16
from generator.content_checks.sentences import w04, w05, w06, w07, w08, w13, w17
from generator.content_checks.typed_signs import w03, w09, w10, w11, w12, w19
from generator.errors import Severity
from generator.rules import Rule

RULES: Final[tuple[tuple[Rule, RuleFunction], ...]] = (
    (Rule("W01", "Chữ viết tắt được giải thích ở lần dùng đầu", Severity.WARNING), w01),
    (Rule("W02", "Đã gọi tắt thì dùng một cách viết", Severity.NOTE), w02),
    (Rule("W03", "Mã và số thứ tự ở cột riêng, có khoảng trắng phía sau", Severity.WARNING), w03),
    (Rule("W04", "Không thừa dấu phẩy", Severity.NOTE), w04),
    (Rule("W05", "Cụm gọi chung các đơn vị có đủ dấu phẩy", Severity.WARNING), w05),
    (Rule("W06", "Cụm từ không thiếu chữ", Severity.NOTE), w06),
    (Rule("W07", "Câu vừa phải, có vế chính", Severity.WARNING), w07),
    (Rule("W08", "Thuật ngữ dùng thống nhất", Severity.WARNING), w08),
    (Rule("W09", "Số thập phân viết bằng dấu phẩy", Severity.WARNING), w09),
    (Rule("W10", "Không có ký hiệu định dạng của phần mềm khác", Severity.ERROR), w10),
    (Rule("W11", "Không ngắt dòng giữa câu", Severity.ERROR), w11),
    (Rule("W12", "Các dòng của một cột kết thúc như nhau", Severity.NOTE), w12),
    (Rule("W13", "Không viết hoa giữa câu nếu không phải tên riêng", Severity.NOTE), w13),
    (Rule("W14", "Tên cột không trùng giữa kế hoạch và báo cáo", Severity.WARNING), w14),
    (Rule("W15", "Số và ngày chỉ để trống trước khi ký", Severity.NOTE, "PL I.II.3"), w15),
    (Rule("W16", "Đủ các thành phần thể thức", Severity.ERROR, "Điều 8"), w16),
    (Rule("W17", "Chức danh gọi thống nhất", Severity.NOTE), w17),
    (Rule("W18", "Chữ viết tắt không lặp nghĩa với chữ đứng trước", Severity.NOTE), w18),
    (Rule("W19", "Chữ Unicode dựng sẵn, không có ký tự lạ", Severity.ERROR), w19),
)
