"""Phrases and patterns that tell the parts of a paper apart, whatever their letters look like."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from generator.document_types import COPIES, TYPES
from generator.vietnamese import without_marks

_MOSTLY: Final = 0.7

LEGAL_HEADINGS: Final = (
    "HIẾN PHÁP", "BỘ LUẬT", "LUẬT", "PHÁP LỆNH", "LỆNH", "NGHỊ ĐỊNH", "THÔNG TƯ", "THÔNG TƯ LIÊN TỊCH", "NGHỊ QUYẾT LIÊN TỊCH",
)  # fmt: skip
"""Types of legal normative acts; quyết định and nghị quyết are told by their numbers."""
OTHER_HEADINGS: Final = (
    "TỜ KHAI", "ĐƠN", "ĐƠN ĐỀ NGHỊ", "GIẤY ĐỀ NGHỊ", "PHIẾU ĐỀ NGHỊ", "ĐỀ CƯƠNG", "QUY TRÌNH", "NỘI QUY", "ĐIỀU LỆ", "KẾT LUẬN",
    "LỊCH CÔNG TÁC", "GIẤY XÁC NHẬN", "GIẤY CHỨNG NHẬN", "BẢN CAM KẾT", "PHIẾU TRÌNH", "DANH MỤC", "DANH SÁCH", "CHIẾN LƯỢC", "QUY HOẠCH",
)  # fmt: skip

_TRAILING: Final = re.compile(r"[\s\d(){}\[\]*.:;,]+$")


def unmarked(words: str) -> str:
    """Small letters without marks, one space between words: what a typing slip leaves alike."""
    return " ".join(without_marks(words.casefold()).split())


_HEADINGS: Final = {unmarked(name): name for name in (*(kind.heading for kind in TYPES if kind.heading), *LEGAL_HEADINGS, *OTHER_HEADINGS)}
_COPY_FORMS: Final = {unmarked(word) for kind in COPIES for word in (kind.heading, kind.name)}
_LONGEST_HEADING: Final = 30
_BEGINS_WITH: Final = re.compile("(" + "|".join(sorted(_HEADINGS, key=len, reverse=True)) + r")\b\W*(.*)")


def heading(words: str) -> str:
    """The type whose printed name a line is, in its right spelling; nothing for other words."""
    return "" if len(words) > _LONGEST_HEADING else _HEADINGS.get(unmarked(_TRAILING.sub("", words)), "")


@lru_cache(maxsize=256)
def heading_in_front(words: str) -> str:
    """The type whose name opens a line that goes on: `BÁO CÁO KẾT QUẢ …`."""
    found = _BEGINS_WITH.match(unmarked(words))
    return _HEADINGS[found[1]] if found and found[2] else ""


def copy_form(words: str) -> bool:
    """Whether a line is the form of a copy: `SAO Y`, `TRÍCH SAO`, `SAO LỤC`."""
    return len(words) <= _LONGEST_HEADING and unmarked(_TRAILING.sub("", words)) in _COPY_FORMS


def capital(words: str) -> bool:
    """Whether words are in capitals, a few letters aside (`TP. Hồ`)."""
    if words.isupper():
        return True
    letters = [char for char in words if char.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) >= _MOSTLY * len(letters)


_NATIONAL: Final = ("cong", "hoa", "xa", "hoi", "chu", "nghia", "viet", "nam")
_NATIONAL_LEAST: Final = 6
_NATIONAL_LONGEST: Final = 60
_MOTTO_PHRASES: Final = ("doc lap", "tu do", "hanh phuc")
_MOTTO_LONGEST: Final = 50


def national_name(words: str) -> bool:
    """Whether a line is the Quốc hiệu, a slip or a lost word aside."""
    if len(words) > _NATIONAL_LONGEST:
        return False
    said = unmarked(words).split()
    return sum(word in said for word in _NATIONAL) >= _NATIONAL_LEAST and sum(word not in _NATIONAL for word in said) <= 1


def rest_of_national_name(words: str) -> bool:
    """Whether a line goes on with a Quốc hiệu that was broken in two: `VIỆT NAM`."""
    said = unmarked(words).split()
    return bool(said) and len(words) <= _NATIONAL_LONGEST and all(word in _NATIONAL for word in said)


def motto(words: str) -> bool:
    """Whether a line is the Tiêu ngữ, a slip aside."""
    if len(words) > _MOTTO_LONGEST:
        return False
    said = unmarked(words)
    return sum(phrase in said for phrase in _MOTTO_PHRASES) >= len(_MOTTO_PHRASES) - 1


def party_name(words: str) -> bool:
    """Whether a line is the heading of a Party paper."""
    return len(words) <= _NATIONAL_LONGEST and unmarked(words) == "dang cong san viet nam"


# What follows is matched from the first letter of a folded line: NFC, small letters, one space.
NUMBER: Final = re.compile(r"số\s?[:;.,]?\s?[\w.…_(){} *+]{0,40}\s?[/-].{0,50}$|số\s?[:.]\s?[\d.…_]*$|số \d+$")
PLACE_DATE: Final = re.compile(
    r"(?!(?:thời gian|hôm nay|vào (?:hồi|lúc)|bắt đầu|kết thúc)\b|.{0,90}[\d.…] ?(?:giờ|h\d{0,2})\b)"
    r"(?:[^()]|\(\d{1,2}\)){0,60}?,?\s?\bngày\b.{0,30}\btháng\b.{0,30}\bnăm\b.{0,20}$"
    r"|[^.;:()]{2,40}, (?:ngày )?\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2,4}\.?$"
)
LETTER_SUMMARY: Final = re.compile(r"(?:v ?/ ?v|về việc)\b")
DRAFT: Final = re.compile(r"[(\[]?dự thảo\b.{0,40}$|bản thảo$")
SECRECY: Final = re.compile(r"(?:độ mật: ?)?(?:tuyệt mật|tối mật|mật)\.?$")
URGENCY: Final = re.compile(r"(?:hỏa tốc|hoả tốc|thượng khẩn|khẩn)(?: .{0,25}| ?\(.{0,25})?$")
CIRCULATION: Final = re.compile(
    r"(?:xem xong trả lại|lưu hành nội bộ|tài liệu lưu hành nội bộ|không phổ biến|tài liệu thu hồi|thu hồi sau hội nghị)\.?$"
)
SIGNING_TEXT: Final = re.compile(r"(?:số ?:.*;.*(?:giờ|\d:\d|ngày)|(?:người ký|ký bởi|thời gian ký|ký ngày|cơ quan ký) ?:)")
LINE: Final = re.compile(r"(?:[_\-–—=*~─━⎯¯]\s?){3,}$|[_\-–—=*~ ]{2,}o[0o]*o?[_\-–—=*~ ]{2,}$|\*$")
RULE: Final = re.compile(r"(?:[_\-–—─━⎯¯]\s?){3,}$")

ADDRESSEE_HEAD: Final = re.compile(r"kính gửi\b")
WIRE_HEAD: Final = re.compile(r".{0,60}\bđiện ?:$")
BASIS: Final = re.compile(r"căn cứ\b|theo đề nghị\b|xét\b|theo tờ trình\b|trên cơ sở\b")
BASIS_IN_LIST: Final = re.compile(r"(?:thực hiện|theo|sau khi|tiếp theo|để)\b.*[;,]$")
CITED: Final = re.compile(
    "(?:" + "|".join(sorted({*(kind.name.casefold() for kind in TYPES), "nghị định", "thông tư", "luật"})) + r")\b.{0,30}\bsố\b"
)
"""A document named by type and number at the beginning of a line."""
ENACTING: Final = re.compile(r"(?:nay )?(?:quyết định|quyết nghị|nghị quyết|quyết nghĩ|ban hành|chỉ thị|thông qua)\s?[:.]?$")
ARTICLE: Final = re.compile(r"điều (?P<number>\d{1,3}[a-zđ]?|[.…]{1,200})(?P<stop> ?[.:/)]|)(?P<rest>.*)$", re.DOTALL)
DIVISION: Final = re.compile(
    r"(?P<label>(?:phần|chương|mục|tiểu mục) (?:[ivxlc]+|\d{1,2}[a-z]?|thứ [\w]+|một|hai|ba|bốn|năm|sáu|[.…]+))"
    r"(?P<stop>[ .:\-–—]*)(?P<rest>.*)$",
    re.DOTALL,
)
SECTION: Final = re.compile(r"(?!v ?/ ?v\b)(?:[ivx]{1,6}|[ab])\s?(?:[./)]|[-–])\s?(?=[^\W\d_]|[\"“«(…])")
CLAUSE: Final = re.compile(r"\d{1,2}\s?[.)/]\s?(?=\D|$)|\d{1,2}(?:\.\d{1,2}){1,4}(?:[.)]|\b)\s?(?=\D)|khoản \d{1,2}[.:]")
POINT: Final = re.compile(r"[a-zđăâêôơư]\d?\s?\)|[a-zđ]\d?\s?\.\s(?=\D)")

RECIPIENTS_HEAD: Final = re.compile(r"nơi nhận\b\s?[:;.]?")
KEPT: Final = re.compile(r"[-–+•*]?\s?lưu\b\s?[:;.,]?")
DRAFTER: Final = re.compile(r"[a-zđ]{1,8}\.?\s?\(?\d{1,5}\)?\.?$")
AUTHORITY: Final = re.compile(
    r"(?:tm|kt|tl|tuq|q|t/m|k/t|t/l|t/uq)\s?[./]?\s+\S|(?:tm|kt|tl|tuq|q)\.\s?\S|thay mặt\b|thừa lệnh\b|thừa ủy quyền\b"
)
POSITION: Final = re.compile(
    r"(?:quyền hạn|(?:q\.? ?)?(?:phó )?(?:tổng )?(?:chủ tịch|giám đốc|bộ trưởng|thứ trưởng|cục trưởng|vụ trưởng|chánh|trưởng|hiệu trưởng|"
    r"viện trưởng|thủ tướng|bí thư|tổng thanh tra|tổng kiểm toán|chủ nhiệm|tư lệnh|thủ trưởng|kế toán|chủ trì|người|đại diện|thư ký|"
    r"chủ tọa|chủ toạ|đội trưởng|trạm trưởng|chi cục trưởng|hạt trưởng|tổng biên tập|tổng giám đốc|ủy viên|uỷ viên|thành viên|"
    r"bên [ab]|thủ quỹ|thủ kho|lãnh đạo|hiệu phó|phó|chỉ huy|chính ủy|chính uỷ|thẩm phán|kiểm soát viên|chuyên viên))\b"
)
PARENTHESIS: Final = re.compile(r"\(.*\)?$")
SIGNED: Final = re.compile(r"\W*(?:đã ký|chữ ký|ký\b|ký,|ký ghi|ký và|dấu)")
NAME_BLANK: Final = re.compile(r"(?:họ và tên|họ tên|[.…\s]+)$")
CONTACT: Final = re.compile(r"địa chỉ|điện thoại|đt ?:|số điện thoại|e-?mail|thư điện tử|website|trang thông tin điện tử|fax")

ANNEX_LABEL: Final = re.compile(
    r"(?P<label>phụ lục(?: (?:số )?(?:[ivxlc]+|\d{1,2}[a-z]?|[a-z]|[.…]+\d*[.…]*))?)(?P<stop>\s?[:.\-–—]?)\s?(?P<rest>.*)$", re.DOTALL
)
REFERENCE: Final = re.compile(r"\(? ?(?:ban hành )?(?:kèm theo|đính kèm)\b")
SAMPLE: Final = re.compile(r"(?:mẫu|biểu mẫu|biểu)(?: số)?\b.{0,80}$|mẫu\b.{0,150}$")
FORM_NUMBER: Final = re.compile(r"(?:mẫu số|mẫu|biểu mẫu|biểu số)\s?[:.]? ?[\w.\-/]*\d")
BLANKS: Final = re.compile(r"[.…]{3,}|…")

_KINDS: Final = (
    "bộ", "sở", "ủy ban", "uỷ ban", "ubnd", "hđnd", "phòng", "ban", "chi cục", "cục", "tổng cục", "vụ", "trường", "đảng ủy", "đảng uỷ",
    "đảng bộ", "hội đồng", "văn phòng", "trung tâm", "công ty", "tổng công ty", "tập đoàn", "viện", "bệnh viện", "học viện", "đại học",
    "tòa án", "toà án", "viện kiểm sát", "thanh tra", "công an", "chính phủ", "thủ tướng", "quốc hội", "chủ tịch", "đài", "hội",
    "liên đoàn", "kho bạc", "ngân hàng", "tên cơ quan", "tên cq", "tên tổ chức", "tổ", "kiểm toán", "đoàn", "chi nhánh", "quỹ",
    "nhà máy", "trạm", "bảo hiểm", "tổng liên đoàn", "liên minh", "liên hiệp", "huyện ủy", "tỉnh ủy", "thành ủy", "chi bộ", "bưu điện",
    "báo", "tạp chí", "nhà xuất bản", "hạt", "đội", "cơ quan", "khoa", "thư viện", "bảo tàng", "nhà hát", "trại", "tiểu ban", "mặt trận",
)  # fmt: skip
ORGANISATION: Final = re.compile("(?:" + "|".join(sorted(_KINDS, key=len, reverse=True)) + r")\b")
_BARE_KINDS: Final = frozenset(_KINDS) | {
    "ban quản lý",
    "ban chỉ đạo",
    "ủy ban nhân dân",
    "uỷ ban nhân dân",
    "hội đồng nhân dân",
    "ban chấp hành",
}
GOES_ON: Final = re.compile(
    r"(?:và|tỉnh|thành phố|tp|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|nước|việt nam|khu vực|trung ương|thuộc|của)\b"
)


def organisation(folded: str, above: str) -> bool:
    """Whether a line begins the name of another body, and does not go on with the line above it."""
    return bool(ORGANISATION.match(folded)) and above not in _BARE_KINDS and not above.endswith((" và", ",", " -", " của", " cho"))
