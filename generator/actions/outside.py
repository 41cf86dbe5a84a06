"""What a file would fetch or run when it is opened in Word or Excel, told to the clerk: nothing of it is followed here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from generator.errors import Problem, Severity
from generator.outside_references import Reference, outside_references
from generator.package import Package
from generator.vietnamese import shortened

_SHOWN: Final = 3
_LONGEST: Final = 60
CURE: Final = "Mở tệp trong Word hoặc Excel, cắt các liên kết này (Break Link, hoặc chọn trường rồi bấm Ctrl+Shift+F9), rồi lưu lại"


def told_outside(opened: Package) -> tuple[Problem, ...]:
    """A warning that names what the file would fetch or run; none when there is nothing."""
    found = outside_references(opened)
    message = f"Tệp có {in_words(found)}; phần mềm không mở các nguồn này"
    return (Problem("NGOAI-01", message, CURE, opened.place, Severity.WARNING),) if found else ()


def in_words(found: Sequence[Reference]) -> str:
    """`mẫu gắn kèm (file:///…); trường lấy nội dung từ nơi khác (INCLUDETEXT …)`, the first few of them."""
    listed = [f"{row.kind} ({shortened(row.target, _LONGEST)})" if row.target else str(row.kind) for row in found]
    more = f" và {len(found) - _SHOWN} chỗ nữa" if len(found) > _SHOWN else ""
    return "; ".join(dict.fromkeys(listed[:_SHOWN])) + more
