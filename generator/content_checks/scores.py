"""Rules L03, L04, L12 and L15: points, bands and targets that must agree with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.content_checks.finding import Change, Finding
from generator.content_checks.lists import Lists
from generator.content_checks.set_lines import without_line
from generator.content_checks.texts import found
from generator.errors import Severity
from generator.plan import Plan
from generator.vietnamese import folded, points

BANDS: Final = ("Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu")
"""From the best to the worst: compared by name alone unless an office gives a table of its own."""
UNEXPLAINED: Final = Decimal("0.1")
"""Share of the lost points that may stand without a line in the plan before a clerk is told (house rule)."""


def l03(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """The target is not below what was reached: neither in the facts nor in the text."""
    facts, ranks = plan.facts, _ranks(lists)
    now = ranks.get(folded(facts.band))
    target = ranks.get(folded(facts.target_band))
    if now is not None and target is not None and target > now:
        message = f"Xếp loại phấn đấu “{facts.target_band}” thấp hơn xếp loại hiện tại “{facts.band}”"
        yield Finding("L03", ("facts", "target_band"), message, f"Chọn “{facts.band}” hoặc cao hơn, hoặc ghi lý do vào trang Bỏ qua")
    if facts.target_score is not None and facts.target_score < facts.score:
        message = f"Điểm phấn đấu {points(facts.target_score)} thấp hơn điểm đạt {points(facts.score)}"
        yield Finding("L03", ("facts", "target_score"), message, "Ghi điểm phấn đấu cao hơn điểm đạt")
    aim = re.compile(rf"(?:xếp |đạt )loại\s+(?P<band>{'|'.join(map(re.escape, _names(lists)))})(?!\w)", re.IGNORECASE)
    for index, row in enumerate(plan.body):
        for match in aim.finditer(row.text.plain):
            if now is not None and ranks.get(folded(match["band"]), now) > now:
                message = f"Lời văn “{' '.join(match[0].split())}” thấp hơn xếp loại hiện tại “{facts.band}”"
                yield Finding("L03", ("body", index, "text"), message, f"Sửa thành mục tiêu từ “{facts.band}” trở lên")


def _names(lists: Lists) -> list[str]:
    """Names of the bands, those of the office's own table first."""
    return sorted({*BANDS, *(pair.words for pair in lists.bands)}, key=len, reverse=True)


def _ranks(lists: Lists) -> dict[str, Decimal]:
    """A number for each band, smaller for a better one."""
    table, _ = _table(lists)
    if table:
        return {folded(name): -bound for name, bound in table.items()}
    return {folded(name): Decimal(rank) for rank, name in enumerate(BANDS)}


def _table(lists: Lists) -> tuple[dict[str, Decimal], list[str]]:
    """Lower bound of each band of the office's table, and the lines whose bound is no number."""
    bounds = {pair.words: vietnamese.parse_decimal(pair.preferred) for pair in lists.bands}
    known = {name: bound for name, bound in bounds.items() if bound is not None}
    return known, [name for name in bounds if name not in known]


def l04(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """Every point that was lost should have a line in the plan; some do not, or the lines say more than was lost at all.

    When the criteria set names all that is missing (S06), the sum is only told.
    """
    total, covered = lost_points(plan)
    rest = total - covered
    if rest > total * UNEXPLAINED:
        share = vietnamese.rate(rest * 100 / total)
        message = f"{points(rest)} trong {points(total)} điểm bị trừ ({share}%) không có dòng nào trong kế hoạch"
        cure = "Thêm các tiêu chí còn thiếu vào trang Tiêu chí, hoặc ghi lý do vào trang Bỏ qua"
        missing = without_line(plan)
        named = sum((lost for _, _, lost in missing), Decimal(0))
        if missing:
            message = f"{message}; bộ tiêu chí cho biết {len(missing)} tiêu chí, cộng {points(named)} điểm (xem S06)"
        yield Finding("L04", ("facts", "score"), message, cure, weight=rest, severity=Severity.NOTE if named >= rest else None)
    elif rest < 0:
        message = f"Các dòng của kế hoạch cộng lại bị trừ {points(covered)} điểm, nhiều hơn {points(total)} điểm bị trừ của cả chỉ số"
        yield Finding("L04", ("facts", "score"), message, "Xem lại điểm đạt của chỉ số và điểm của từng tiêu chí", weight=-rest)


def lost_points(plan: Plan) -> tuple[Decimal, Decimal]:
    """Points that the whole index lost, and those of them that the lines of the plan cover."""
    return plan.facts.applicable_maximum - plan.facts.score, sum((row.lost for row in plan.criteria), Decimal(0))


def l12(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A criterion without a lost point does not belong in the annex; scores print with the same number of decimals.

    That 0 ≤ score ≤ maximum is refused by the plan itself (KH-05, KH-06).
    """
    for index, row in enumerate(plan.criteria):
        if not row.lost:
            message = f"Tiêu chí {row.code} đã đạt đủ {vietnamese.decimal(row.maximum)} điểm nên không thuộc phụ lục"
            yield found(plan, "L12", ("criteria", index, "score"), (message, "Xoá dòng này, hoặc xem lại điểm đạt"))
    printed = [vietnamese.decimal(number, plan.facts.score_places or 0) for row in plan.criteria for number in (row.maximum, row.score)]
    places = {len(number.partition(",")[2]) for number in printed}
    if len(places) > 1:
        samples = ", ".join(next(number for number in printed if len(number.partition(",")[2]) == count) for count in sorted(places))
        message = f"Điểm trong phụ lục in với số chữ số thập phân khác nhau (“{samples}”)"
        cure = f"Ghi {max(places)} ở mục Số chữ số thập phân của trang Kế hoạch"
        change = (Change(("facts", "score_places"), max(places)),)
        yield Finding("L12", ("facts", "score_places"), message, cure, change, severity=Severity.WARNING)


def l15(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """The band that was published is the one of the office's table; without a table (`bang-xep-loai.txt`) nothing is judged.

    A bound is a rate in per cent: points of a smaller maximum are not per cent.
    """
    table, wrong = _table(lists)
    for name in wrong:
        message = f"Danh mục bang-xep-loai.txt: mức điểm của “{name}” không phải là một số"
        yield Finding("L15", ("facts", "band"), message, "Ghi mỗi dòng một loại, ví dụ Tốt => 80")
    facts = plan.facts
    rate = facts.score * 100 / facts.applicable_maximum
    reached = [name for name, bound in table.items() if rate >= bound]
    if reached and facts.band and folded(facts.band) != folded(due := max(reached, key=table.__getitem__)):
        message = f"Xếp loại “{facts.band}” khác loại “{due}” của bảng xếp loại cho {vietnamese.rate(rate)}%, nên xem lại"
        yield Finding("L15", ("facts", "band"), message, "Xem lại xếp loại trong quyết định công bố, hoặc bảng xếp loại của đơn vị")
