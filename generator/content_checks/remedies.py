"""Rules L05 to L07: a remedy names what will be done, and can be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.content_checks.finding import Finding
from generator.content_checks.lists import Lists
from generator.content_checks.texts import found, quoted
from generator.plan import Plan
from generator.records import Criterion, TimeKind
from generator.vietnamese import folded

ALIKE: Final = 0.75
"""Share of a remedy's own words that stand in the criterion's name, from which on it says nothing new (house rule)."""
FEWEST: Final = 4
"""With fewer words of its own than this, a remedy is no restatement."""

_THIS_PLAN: Final = re.compile(r"kế hoạch\s+(?:này|khắc phục)(?!\w)", re.IGNORECASE)
_CLAUSE_ENDS: Final = re.compile(r"[.;\n](?:\s+|$)")
_VAGUE: Final = re.compile(
    r"(?:thực hiện|chấp hành|triển khai|làm)\s+(?:tốt|nghiêm túc|nghiêm|hiệu quả|đầy đủ)(?!\w)"
    r"|(?:tăng cường|nâng cao|đẩy mạnh|quan tâm|chú trọng|tiếp tục)(?!\w)",
    re.IGNORECASE,
)
_EMPTY_WORDS: Final = frozenset(
    {
        "các",
        "những",
        "và",
        "của",
        "về",
        "việc",
        "trong",
        "trên",
        "theo",
        "cho",
        "với",
        "đến",
        "tại",
        "là",
        "có",
        "được",
        "sẽ",
        "rà",
        "soát",
        "thực",
        "hiện",
        "triển",
        "khai",
        "tổ",
        "chức",
        "tiếp",
        "tục",
        "tốt",
        "hiệu",
        "quả",
        "nghiêm",
        "túc",
        "đầy",
        "đủ",
        "kịp",
        "thời",
        "hoàn",
        "thành",
    }
)


def l05(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A remedy does not only point to the plan that it stands in."""
    for index, row in enumerate(plan.criteria):
        clauses = [clause for clause in _CLAUSE_ENDS.split(row.remedy.plain) if clause.strip()]
        if clauses and all(_THIS_PLAN.search(clause) for clause in clauses):
            message = f"Giải pháp của tiêu chí {row.code} {quoted(row.remedy.plain)} chỉ dẫn về chính Kế hoạch này"
            yield found(plan, "L05", ("criteria", index, "remedy"), (message, "Ghi việc sẽ làm và sản phẩm cụ thể của tiêu chí này"))


def l06(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A remedy says more than the name of its criterion, and more than «thực hiện tốt» when no product is named."""
    for index, row in enumerate(plan.criteria):
        path, cure = ("criteria", index, "remedy"), "Ghi rõ làm việc gì, với cái gì, ra sản phẩm nào"
        if _restated(row):
            message = f"Giải pháp {quoted(row.remedy.plain)} gần như lặp lại tên tiêu chí {row.code}, nên xem lại"
            yield found(plan, "L06", path, (message, cure))
        elif not row.evidence and (match := _VAGUE.search(row.remedy.plain)):
            message = f"Giải pháp của tiêu chí {row.code} chỉ nói chung “{' '.join(match[0].split())}” và chưa có sản phẩm, nên xem lại"
            yield found(plan, "L06", path, (message, cure))


def _restated(row: Criterion) -> bool:
    own = [word for word in re.findall(r"\w+", folded(row.remedy.plain)) if word not in _EMPTY_WORDS]
    name = set(re.findall(r"\w+", folded(row.name.plain)))
    return len(own) >= FEWEST and sum(word in name for word in own) >= ALIKE * len(own)


def l07(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """«Thường xuyên» has an end that can be checked only with a product."""
    for index, row in enumerate(plan.criteria):
        if row.time.kind is TimeKind.ONGOING and not row.evidence:
            message = f"Tiêu chí {row.code} ghi thời gian “{TimeKind.ONGOING}” mà không có sản phẩm để kiểm tra"
            cure = "Ghi ngày hoặc quý hoàn thành, hoặc ghi sản phẩm từng kỳ ở cột Sản phẩm/Tài liệu kiểm chứng"
            yield found(plan, "L07", ("criteria", index, "time"), (message, cure))
