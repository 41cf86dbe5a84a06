"""Sentences of a report that the program words itself from its figures: recognised only when nothing else stands in the paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_N: Final = r"-?\d+(?:[.,]\d+)?"
_DAY: Final = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
_CODES: Final = r"\d+(?:\.\d+)+(?:, \d+(?:\.\d+)+)*"
_BRACKET: Final = r"\([^()]*\)"
_STATES: Final = r"\d+ tiêu chí (?:đang thực hiện|chưa thực hiện|chưa có báo cáo)"

_SENTENCES: Final = {
    "submissions": (
        rf"Đến hết hạn \((?:[^()]*?)ngày (?P<due>{_DAY})\), có \d+/\d+ đơn vị gửi đúng hạn"
        rf"(?:; \d+ đơn vị gửi chậm \((?:.*?)\)(?=[;.]))?(?:; \d+ đơn vị chưa gửi \((?:.*?)\)(?=\.))?\."
    ),
    "nobody": r"Không có đơn vị nào phải gửi báo cáo trong kỳ\.",
    "completed": (
        rf"Đã khắc phục xong (?P<done>\d+)/(?P<base>\d+) tiêu chí, (?:đạt {_N}%|tỷ lệ hoàn thành: không có)"
        rf"(?:; còn {_STATES}(?:, {_STATES})*)?(?:; \d+ tiêu chí quá hạn)?(?:; \d+ tiêu chí không còn áp dụng)?\."
    ),
    "field": rf"Điểm tối đa: {_N}; điểm đạt: {_N}; điểm bị trừ: {_N}; điểm (?:tăng|giảm) dự kiến: {_N} {_BRACKET}\.",
    "points": (
        rf"Tổng điểm tối đa của \d+ tiêu chí: (?P<maximum>{_N}) điểm; điểm đạt năm \d{{4}}: (?P<old>{_N}) điểm;"
        rf" điểm bị trừ: (?P<lost>{_N}) điểm\."
    ),
    "unexplained": rf"Điểm bị trừ chưa có giải pháp trong Kế hoạch: (?P<rest>{_N}) điểm\.",
    "degree": rf"Mức độ hoàn thành quy đổi \(ước tính; hoàn thành tính 1, đang thực hiện tính 0,5\): (?:{_N}|không có)\.",
    "expected": (
        rf"Dự kiến điểm (?P<verb>tăng thêm|giảm đi): (?P<gain>{_N}) điểm; chỉ số dự kiến: (?P<index>{_N})/(?P<whole>{_N}) điểm {_BRACKET}\."
    ),
    "annex": (
        r"(?:Kết quả của từng tiêu chí|Danh mục tài liệu kiểm chứng|Tình hình gửi báo cáo của các đơn vị)"
        r" tại Phụ lục(?: [IVX]+)? kèm theo\."
    ),
    "estimate": r"Điểm dự kiến năm \d{4} là điểm tự ước tính, chưa qua thẩm định\.",
    "change": (
        rf"So với kỳ [^:]+: số tiêu chí đã hoàn thành là \d+, kỳ trước là \d+ {_BRACKET}(?:; mới hoàn thành: {_CODES})?"
        rf"(?:; không còn ở mức đã hoàn thành: {_CODES})?\."
    ),
    "proved": rf"Số tiêu chí có tài liệu kiểm chứng: \d+/\d+(?:; chưa có tài liệu kiểm chứng: {_CODES})?\.",
    "recovered": rf"Trong {_N} điểm bị trừ, dự kiến (?:chưa )?khắc phục được(?:, giảm thêm)? {_N} điểm, còn {_N} điểm {_BRACKET}\.",
    "self_estimate": (
        rf"Điểm ước tính của tiêu chí {_CODES} = điểm tối đa × \(số hoàn thành × 1 \+ số đang thực hiện × 0,5\) / số tiêu chí còn áp dụng"
        rf"(?:: không có, vì không còn tiêu chí áp dụng| = {_N} × \(\d+ × 1 \+ \d+ × 0,5\) / \d+ = {_N} điểm {_BRACKET})\."
    ),
    "carried": rf"Còn \d+ tiêu chí chưa hoàn thành, chuyển sang Kế hoạch năm \d{{4}}: {_CODES}\.",
    "nothing_carried": r"Không có tiêu chí nào chưa hoàn thành\.",
    "open": r"Có \d+ tiêu chí quá hạn, \d+ tiêu chí chưa thực hiện(?:; \d+ tiêu chí chưa có báo cáo)?\.",
    "nothing_open": (
        r"Theo báo cáo đã nhận, không có tiêu chí quá hạn hoặc chưa thực hiện(?:; \d+ tiêu chí chưa có báo cáo)?\."
    ),
    "assigned": r"Kế hoạch giao \d+ đơn vị chủ trì \d+ tiêu chí \([^:]+: \d+ tiêu chí(?:; [^:]+: \d+ tiêu chí)*\)\.",
    "urged": r"Đã đôn đốc \d+ lượt đối với \d+ đơn vị chậm gửi báo cáo \((?P<urged>[^:]+: \d+ lần(?:; [^:]+: \d+ lần)*)\)\.",
    "overview": (
        rf"Năm \d{{4}}, .+? đạt (?P<score>{_N})/(?P<applicable>{_N}) điểm(?:, xếp loại (?P<band>[^.]+?))?\."
        rf" Kế hoạch có \d+ tiêu chí phải khắc phục\."
    ),
    "gap": r"\[CẦN BỔ SUNG: .*\]",
}  # fmt: skip
_COMPILED: Final = {name: re.compile(pattern) for name, pattern in _SENTENCES.items()}

Found = tuple[str, re.Match[str]]


def derived(words: str) -> tuple[Found, ...]:
    """The sentences of a paragraph by name, when it holds nothing but such sentences; nothing otherwise."""
    line = " ".join(words.split())
    found = tuple(_sentences(line))
    end = found[-1][1].end() if found else 0
    return found if end == len(line) else ()


def _sentences(line: str) -> Iterator[Found]:
    position = 0
    while position < len(line):
        match = next(((name, found) for name, pattern in _COMPILED.items() if (found := pattern.match(line, position))), None)
        if match is None:
            return
        yield match
        position = match[1].end()
        while position < len(line) and line[position] == " ":
            position += 1
