"""Fields by names that a clerk knows: the sheet, the row, the column."""

from __future__ import annotations

from typing import Final

from generator import vietnamese
from generator.merge import ORDER
from generator.richtext import Text

_SINGLE: Final = {
    "title": "Trích yếu",
    "annex_title": "Tên phụ lục",
    "symbol": "Ký hiệu",
    "agency": "Tên cơ quan",
    "parent": "Cơ quan chủ quản",
    "place": "Địa danh",
    "signer": "Người ký",
    "position": "Chức vụ người ký",
    "authority": "Quyền hạn ký",
    "closing": "Câu kết",
    "opening": "Câu mở đầu",
    "lead_in": "Câu dẫn",
    "request": "Đề nghị",
    "addressee": "Kính gửi",
}
_LISTS: Final = {
    "basis": "Căn cứ",
    "body": "Nội dung",
    "recipient": "Nơi nhận",
    "criterion": "Tiêu chí",
    "field": "Lĩnh vực",
    "narrative": "Lời văn báo cáo",
    "result": "Kết quả",
    "remark": "Kết quả tiêu chí",
    "carried": "Tiêu chí chuyển tiếp",
    "note": "Phối hợp",
    "evidence": "Minh chứng",
    "addressee": "Kính gửi",
}
_COLUMNS: Final = {
    "code": "mã",
    "name": "tên",
    "maximum": "điểm tối đa",
    "score": "điểm đạt",
    "cause": "nguyên nhân",
    "remedy": "giải pháp",
    "evidence": "sản phẩm/tài liệu kiểm chứng",
    "lead": "chủ trì",
    "support": "phối hợp",
    "time": "thời gian",
    "note": "ghi chú",
    "field": "lĩnh vực",
    "done": "kết quả thực hiện",
    "difficulty": "khó khăn",
    "proposal": "kiến nghị",
    "next_step": "việc tiếp theo",
    "correction": "điều chỉnh",
    "reason": "lý do",
    "title": "tên tài liệu",
    "number": "số, ký hiệu",
    "issuer": "cơ quan",
}


def named(key: str, words: Text | None = None) -> str:
    """`Tiêu chí 1.1.2, giải pháp`; a paragraph or recipient by its first words, for its key says nothing to a person."""
    if key.startswith(ORDER):
        return f"Thứ tự các dòng {_LISTS.get(key.removeprefix(ORDER), key)}"
    name, _, rest = key.partition("/")
    if not rest:
        return _SINGLE.get(name) or _LISTS.get(name, name)
    row, _, column = rest.partition("/")
    sheet = _LISTS.get(name, name)
    if name in {"basis", "body", "recipient", "narrative"}:
        return f"{sheet} «{vietnamese.shortened(words.plain, 40)}»" if words else sheet
    return f"{sheet} {row}" + (f", {_COLUMNS.get(column, column)}" if column else "")


def column_words(column: str) -> str:
    """`giải pháp` of `remedy`."""
    return _COLUMNS.get(column, column)


def column_place(column: str) -> tuple[int, str]:
    """By which columns stand in the order in which a person reads them."""
    known = list(_COLUMNS)
    return (known.index(column) if column in _COLUMNS else len(known), column)
