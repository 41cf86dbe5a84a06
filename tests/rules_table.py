"""The catalogue of all rules as a page for people. `make rules` writes docs/quy-tac.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from generator.clauses import clause
from generator.content_checks.catalogue import RULES
from generator.errors import Severity
from generator.format_checks import CATALOGUE, NOT_JUDGED
from generator.rules import Rule

PAGE: Final = Path(__file__).parent.parent / "docs" / "quy-tac.md"
_LEVELS: Final = {Severity.ERROR: "lỗi", Severity.WARNING: "cần xem", Severity.NOTE: "ghi chú"}
_HEAD: Final = """# Các quy tắc kiểm tra

Mã quy tắc không đổi nghĩa từ bản này sang bản khác. Mức là mức của quy tắc; một chỗ chưa chắc được báo nhẹ hơn, với chữ “nên xem lại”.
Trang này do `make rules` viết ra từ chính danh mục mà lệnh `vanban check` dùng.
"""
_CONTENT: Final = """
## Nội dung kế hoạch: `vanban check SỔ.xlsx`

"""
_FORMAT: Final = """
## Thể thức: `vanban check TỆP.docx`

Quy tắc có trong lời văn hoặc bảng tổng hợp của Nghị định là lỗi, chỉ thấy ở mẫu là cần xem, theo thói quen là ghi chú.
Quy tắc TRANG-… xét trên trang đã dựng, cần LibreOffice.

"""
_LEFT: Final = """
## Không xét được từ một tệp

"""


def page() -> str:
    """The whole page."""
    content = [[rule.code, rule.title, _LEVELS[rule.severity], clause(rule.article)] for rule, _ in RULES]
    formats = [[rule.code, rule.title, _LEVELS[rule.severity], clause(rule.article), rule.cure] for rule in _by_code(CATALOGUE.values())]
    left = [[code, reason] for code, reason in sorted(NOT_JUDGED.items())]
    return "".join(
        [
            _HEAD,
            _CONTENT,
            _table(("Mã", "Quy tắc", "Mức", "Cơ sở"), content),
            _FORMAT,
            _table(("Mã", "Quy tắc", "Mức", "Cơ sở", "Cách sửa"), formats),
            _LEFT,
            _table(("Mã", "Vì sao"), left),
        ]
    )


def _by_code(rules: Iterable[Rule]) -> list[Rule]:
    return sorted(rules, key=lambda rule: rule.code)


def _table(heads: tuple[str, ...], rows: list[list[str]]) -> str:
    def lines() -> Iterator[str]:
        yield f"| {' | '.join(heads)} |"
        yield f"|{'---|' * len(heads)}"
        for row in rows:
            yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"

    return "\n".join(lines()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
