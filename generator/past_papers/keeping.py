"""The proof that no word is lost: each line that was understood is looked for, word by word, in the workbook and in what is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from generator.anatomy import Part
from generator.errors import Problem
from generator.past_papers.source import Source
from generator.past_papers.telling import at, quoted, told
from generator.workbook import BookCells, blank_cells

_WORD: Final = re.compile(r"\d+|[^\W\d_]+")
_COUNTED: Final = re.compile(r"[ivxlc]+|\d+")
"""Numbers and points are proved by their cells: they are worded in many ways."""
_FIXED: Final = frozenset(
    _WORD.findall(
        "số ngày tháng năm quý kế hoạch nơi nhận kính gửi như trên lưu vt v về việc căn cứ của kèm theo ban hành phụ lục phần mục dự thảo"
        " lần trang cả trong nay là và kết quả báo cáo bc gửi đôn đốc cchc kỳ lý do biện pháp chủ trì chịu trách nhiệm thời hạn mới"
    )
)
"""Words that templates print by themselves around what a cell holds."""
_HEADINGS: Final = frozenset(
    _WORD.findall(
        "stt tt thứ tự mã lĩnh vực tiêu chí thành phần nội dung tồn tại hạn chế tên điểm tối đa chuẩn quy định cao nhất đạt"
        " chấm thẩm định công bố kết quả thực hiện khắc phục được bị trừ mất dự kiến phấn đấu tự ước tính nguyên nhân lý do"
        " giải pháp biện pháp nhiệm vụ sản phẩm kiểm minh chứng đơn vị cơ quan chủ trì phối hợp phụ trách thời gian hạn hoàn"
        " tiến độ mức tình trạng thái ghi chú tài liệu tổng cộng ký hiệu tỷ lệ đang chậm chưa quá không còn áp dụng cuối kỳ a b c d"
    )
)
"""Words above the columns of tables and in their rows of sums, which templates print anew."""


def unkept(source: Source, cells: BookCells, problems: tuple[Problem, ...], file: str) -> Iterator[Problem]:
    """Lines that were understood but for some words, which are neither in a cell nor told."""
    kept = _FIXED.union(_words(" ".join(problem.message for problem in problems)), *map(_words, _shown(cells)))
    for line in source.taken:
        known = kept | _HEADINGS if line.part is Part.TABLE_TEXT else kept
        missing = [word for word in dict.fromkeys(_words(line.words)) if word not in known and not _COUNTED.fullmatch(word)]
        if missing:
            words = quoted(" ".join(missing))
            message = f"Đoạn này chưa vào sổ hết, còn thiếu chữ “{words}”: “{quoted(line.words)}”"
            yield told(at(file, line.words), "VB-14", message, "Đối chiếu đoạn này với sổ, tự ghi thêm nếu cần")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _shown(cells: BookCells) -> Iterator[str]:
    """What a person sees in the workbook; the examples of a new one are nobody's words."""
    year = cells.facts.get("action_year")
    examples = blank_cells(year).lists if isinstance(year, int) else {}
    own = (rows for key, rows in cells.lists.items() if key in _ALWAYS or rows != examples.get(key))
    for value in (value for row in (cells.facts, *(row for rows in own for row in rows)) for value in row.values() if value is not None):
        yield f"{value:%d %m %Y}" if isinstance(value, date) else str(value)


_ALWAYS: Final = frozenset({"fields", "periods"})
"""Lists whose rows in a new workbook are no examples."""
