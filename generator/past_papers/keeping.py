"""The proof that no word is lost: each line that was understood is looked for, word by word, in the workbook and in what is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain, pairwise
from typing import Final

from generator.anatomy import Part
from generator.errors import Problem
from generator.past_papers.source import Source
from generator.past_papers.telling import at, quoted, told
from generator.workbook import BookCells, blank_cells

_WORD: Final = re.compile(r"\d+|[^\W\d_]+")
_COUNTED: Final = re.compile(r"[ivxlc]+|\d+")
"""Numbers and points are proved by their cells: they are worded in many ways."""
FIXED: Final = frozenset(
    _WORD.findall(
        "số ngày tháng năm quý kế hoạch nơi nhận kính gửi v về việc căn cứ của kèm theo ban hành phụ lục phần mục"
        " dự thảo lần cả trong nay là và kết quả báo cáo bc gửi đôn đốc cchc kỳ lý do biện pháp chủ trì chịu trách nhiệm"
        " thời hạn mới đầu đạt"
    )
)
"""Words that templates print by themselves around what a cell holds."""
HEADINGS: Final = frozenset(
    _WORD.findall(
        "stt tt thứ tự mã lĩnh vực tiêu chí thành phần nội dung tồn tại hạn chế tên điểm tối đa chuẩn quy định cao nhất đạt chấm"
        " thẩm định công bố kết quả thực hiện khắc phục được bị trừ mất dự kiến phấn đấu tự ước tính nguyên nhân lý do giải pháp"
        " biện pháp nhiệm vụ sản phẩm kiểm minh chứng đơn vị cơ quan chủ trì phối hợp phụ trách thời gian hạn hoàn tiến độ mức"
        " tình trạng thái ghi chú tài liệu tổng cộng ký hiệu tỷ lệ đang chậm chưa quá không còn áp dụng cuối kỳ trang từng danh mục a b c d"
    )
)
"""Words above the columns of tables and in their rows of sums, which templates print anew."""
_LONGEST_HEADING: Final = 12
_FEWEST_PAIRS: Final = 4
"""Shorter lines are too often headings or made of parts."""


def unkept(source: Source, cells: BookCells, problems: tuple[Problem, ...], file: str) -> Iterator[Problem]:
    """Lines that were understood but for some words, which are neither in a cell nor told."""
    said = [_words(text) for text in (*_shown(cells), *(problem.message for problem in problems))]
    kept, pairs = set(chain.from_iterable(said)), set(chain.from_iterable(map(pairwise, said)))
    for line in source.taken:
        words = _words(line.words)
        heading = line.part in {Part.TABLE_TEXT, Part.ANNEX_TITLE} and len(words) <= _LONGEST_HEADING
        fixed = FIXED | HEADINGS if heading else FIXED
        missing = [word for word in dict.fromkeys(words) if word not in kept and word not in fixed]
        if not missing and _is_together(words, pairs, fixed):
            continue
        lacking = f" hết, còn thiếu chữ “{quoted(' '.join(missing))}”" if missing else ""
        message = f"Đoạn này chưa vào sổ{lacking}: “{quoted(line.words)}”"
        yield told(at(file, line.words), "VB-14", message, "Đối chiếu đoạn này với sổ, tự ghi thêm nếu cần")


def _is_together(words: list[str], pairs: set[tuple[str, str]], fixed: frozenset[str]) -> bool:
    """Whether the words stand in the workbook as neighbours, not only each somewhere; cells may part them here and there."""
    own = [pair for pair in pairwise(words) if fixed.isdisjoint(pair)]
    return len(own) < _FEWEST_PAIRS or 2 * sum(pair in pairs for pair in own) >= len(own)


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if not _COUNTED.fullmatch(word)]


def _shown(cells: BookCells) -> Iterator[str]:
    """What a person sees in the workbook; the examples of a new one are nobody's words."""
    year = cells.facts.get("action_year")
    examples = blank_cells(year).lists if isinstance(year, int) else {}
    own = (rows for key, rows in cells.lists.items() if key in _ALWAYS or rows != examples.get(key))
    for value in (value for row in (cells.facts, *(row for rows in own for row in rows)) for value in row.values() if value is not None):
        yield f"{value:%d %m %Y}" if isinstance(value, date) else str(value)


_ALWAYS: Final = frozenset({"fields", "periods"})
"""Lists whose rows in a new workbook are no examples."""
