"""A template that Word would look for at each opening, on a machine that may not be ours: left out of what is printed, and told."""

from __future__ import annotations

from typing import Final

from generator.errors import Place, Problem, Severity
from generator.outside_references import Outside, outside_references, without_attached_template
from generator.package import Package, Part
from generator.vietnamese import shortened

_SHOWN: Final = 60


def without_attached(package: Package) -> tuple[tuple[Part, ...], list[Problem]]:
    """The parts to be printed, and a note for each template that was attached."""
    found = [row.target for row in outside_references(package) if row.kind is Outside.TEMPLATE]
    message, where = "Mẫu gắn với một tệp mẫu khác ({}) nên văn bản in ra bỏ liên kết đó", Place(package.place.file)
    told = [Problem("MAU-21", message.format(shortened(target, _SHOWN)), "Không cần làm gì", where, Severity.NOTE) for target in found]
    return without_attached_template(package), told
