"""A score sheet against itself: components and their parent, fields and the total, scores and maxima, codes and parents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.errors import Place, Problem, Severity
from generator.score_sheets.codes import joined
from generator.score_sheets.columns import ROUNDING, unequal_sums
from generator.score_sheets.model import ScoreLine, leaves_of, segments

DEEPEST: Final = 4
"""Parts of a code that a plan can hold."""

_Points = Callable[[ScoreLine], Decimal | None]
_SUMS: Final[tuple[tuple[str, str, _Points], ...]] = (
    ("BD-30", "điểm tối đa", lambda line: line.maximum),
    ("BD-31", "điểm đạt", lambda line: line.score),
)


def line_problems(lines: tuple[ScoreLine, ...]) -> list[Problem]:
    """What does not hold within the tree."""
    return [*_sums(lines), *_above_maximum(lines), *_missing(lines), *_orphans(lines), *_too_deep(lines)]


def _sums(lines: tuple[ScoreLine, ...]) -> Iterator[Problem]:
    by_path = {line.segments: line for line in lines}
    for code, what, points in _SUMS:
        for path, whole, parts in unequal_sums({path: points(line) for path, line in by_path.items()}):
            yield warning(
                code,
                f"Tổng {what} các mục con của {joined(path)} là {_number(parts)}, khác {what} của {joined(path)} là {_number(whole)}",
                by_path[path].place,
            )


def _above_maximum(lines: tuple[ScoreLine, ...]) -> Iterator[Problem]:
    for line in lines:
        if line.lost is not None and line.score is not None and line.maximum is not None and not 0 <= line.score <= line.maximum:
            said = f"Điểm đạt {_number(line.score)} của {line.code} không nằm trong khoảng từ 0 đến {_number(line.maximum)}"
            yield warning("BD-32", said, line.place)


def _missing(lines: tuple[ScoreLine, ...]) -> Iterator[Problem]:
    for line in leaves_of(lines):
        if line.maximum is None:
            yield warning("BD-33", f"Dòng {line.code} không có điểm tối đa", line.place)
        elif line.score is None:
            yield warning("BD-34", f"Dòng {line.code} không có điểm đạt nên không biết bị trừ bao nhiêu", line.place)


def _orphans(lines: tuple[ScoreLine, ...]) -> Iterator[Problem]:
    known = {line.segments for line in lines}
    told: set[tuple[int, ...]] = set()
    for line in lines:
        parent = line.segments[:-1]
        if parent and parent not in known and parent not in told:
            told.add(parent)
            yield warning("BD-35", f"Có dòng {line.code} mà không có dòng {joined(parent)} ở trên", line.place)


def _too_deep(lines: tuple[ScoreLine, ...]) -> Iterator[Problem]:
    for line in lines:
        if line.depth > DEEPEST:
            yield warning("BD-36", f"Mã {line.code} có hơn {DEEPEST} cấp nên không đưa được vào kế hoạch", line.place)


def total_problems(
    lines: tuple[ScoreLine, ...], path: str, points: tuple[Decimal | None, Decimal | None], place: Place
) -> Iterator[Problem]:
    """A total or a subtotal (`path` is the code it sums, empty for all) against what it sums."""
    above = segments(path) if path else ()
    own = [line for line in lines if line.segments == above]
    below = [line for line in lines if line.segments[:-1] == above] if not own or not path else own
    for (_, what, of), stated in zip(_SUMS, points, strict=True):
        parts = [part for line in below if (part := of(line)) is not None]
        total = sum(parts, Decimal(0))
        if stated is not None and parts and len(parts) == len(below) and abs(total - stated) >= ROUNDING:
            whose = f"của {path}" if path else "cả bảng"
            yield warning("BD-37", f"Bảng ghi tổng {what} {whose} là {_number(stated)}, cộng các dòng được {_number(total)}", place)


def _number(number: Decimal) -> str:
    return vietnamese.decimal(number)


def warning(code: str, message: str, place: Place) -> Problem:
    """What a person should look at in the sheet; it is read nevertheless."""
    return Problem(code, message, "Xem lại bảng điểm hoặc hỏi nơi gửi", place, Severity.WARNING)
