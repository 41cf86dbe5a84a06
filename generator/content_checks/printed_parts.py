"""What the printed paper needs of the plan: column names (W14), number and day (W15), the parts of the decree's form (W16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.content_checks.finding import Finding, Path
from generator.content_checks.lists import Lists
from generator.papers.plan_wording import plan_paper
from generator.plan import Plan
from generator.records import AnnexProfile

_HIGHEST: Final = re.compile(r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Bộ|Văn phòng Chính phủ)(?!\w)", re.IGNORECASE)
"""Bodies whose letterhead has no line of a parent (CQ-02)."""


def w14(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """The score has a column name of its own: in the shipped annex of eight columns it is «Kết quả», as is what reports tell."""
    if plan.criteria and plan.facts.annex_profile is AnnexProfile.EIGHT:
        message = "Phụ lục 8 cột in điểm đạt dưới tên cột “Kết quả”, trùng với cột kết quả thực hiện của báo cáo, nên xem lại"
        yield Finding(
            "W14", ("facts", "annex_profile"), message, "Dùng mẫu phụ lục 11 cột (cột “Điểm đạt”), hoặc đổi tên cột trong mẫu Word"
        )


def w15(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """Number and day are blank before the signature and both filled in after it (SO-11)."""
    facts = plan.facts
    blank = [what for what, there in (("Số", facts.number), ("Ngày", facts.issue_date)) if not there]
    if blank:
        column = "number" if not facts.number else "issue_date"
        message = f"{' và '.join(blank).capitalize()} ban hành còn để trống"
        yield Finding("W15", ("facts", column), message, "Chỉ để trống trước khi ký; văn thư ghi cả số và ngày khi phát hành")


def w16(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """Every part of the form that the plan must give is there; Quốc hiệu and the type name are in the template (Điều 8)."""
    paper = plan_paper(plan, draft=1)
    agency: Path = ("agencies", plan.agencies.index(plan.agency))
    signer: Path = ("signers", plan.signers.index(plan.signer)) if plan.signer else ("facts",)
    needed: tuple[tuple[object, str, Path], ...] = (
        (paper.parent or _HIGHEST.match(plan.agency.name), "tên cơ quan chủ quản", (*agency, "parent")),
        (paper.agency, "tên cơ quan ban hành", (*agency, "name")),
        (paper.symbol, "ký hiệu", ("facts", "symbol")),
        (paper.place, "địa danh", (*agency, "place")),
        (paper.title, "trích yếu", ("facts", "title")),
        (paper.body, "nội dung", ("body",)),
        (paper.position, "chức vụ người ký", (*signer, "position") if plan.signer else ("facts", "signer")),
        (paper.signer, "họ tên người ký", (*signer, "name") if plan.signer else ("facts", "signer")),
        (paper.recipients, "nơi nhận", ("recipients",)),
    )
    missing: dict[Path, list[str]] = {}
    for there, what, path in needed:
        if not there:
            missing.setdefault(path, []).append(what)
    for path, parts in missing.items():
        yield Finding("W16", path, f"Văn bản thiếu {' và '.join(parts)}", "Ghi phần này vào sổ, vì thể thức bắt buộc phải có")
