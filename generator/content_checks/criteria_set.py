"""Rules S01 to S07: the criteria set of the year agrees with itself, with the index and with the lines of the plan.

Without a set, S01 to S06 say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.content_checks.finding import Finding
from generator.content_checks.lists import Lists, RuleFunction
from generator.content_checks.set_lines import children, known_score, lines_of, without_line
from generator.content_checks.set_names import NameReader
from generator.content_checks.texts import found, quoted
from generator.errors import Severity
from generator.plan import Plan
from generator.records import SUGGESTED
from generator.rules import Rule
from generator.vietnamese import decimal

_POINTS: Final = {"maximum": "điểm tối đa", "self_score": "điểm tự chấm", "appraised": "điểm thẩm định", "score": "điểm đạt"}


def s01(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """What stands under a line adds up to its points, for each column that is filled all through."""
    under = children(lines_of(plan))
    for index, line in enumerate(plan.criteria_set):
        parts = under.get(line.code, [])
        for key, name in _POINTS.items():
            values = [getattr(one, key) for one in (line, *parts)]
            if not parts or None in values:
                continue
            own, total = values[0], sum(values[1:], Decimal(0))
            if own != total:
                message = f"Các dòng con của {line.code} cộng lại {decimal(total)} {name}, dòng này ghi {decimal(own)}"
                yield Finding("S01", ("criteria_set", index, key), message, "Đối chiếu với bảng điểm đã công bố; có thể thiếu một dòng con")


def s02(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """The fields add up to the points of the whole index."""
    under, facts = children(lines_of(plan)), plan.facts
    tops = under.get("", [])
    if not tops:
        return
    scores = [score for line in tops if (score := known_score(line, under)) is not None]
    sums = [("applicable_maximum", _POINTS["maximum"], facts.applicable_maximum, sum((line.maximum for line in tops), Decimal(0)))]
    if len(scores) == len(tops):
        sums.append(("score", _POINTS["score"], facts.score, sum(scores, Decimal(0))))
    for key, name, own, total in sums:
        if own != total:
            message = f"Các lĩnh vực của bộ tiêu chí cộng lại {decimal(total)} {name}, trang Kế hoạch ghi {decimal(own)}"
            yield Finding("S02", ("facts", key), message, "Xem lại theo quyết định công bố; bộ tiêu chí có thể thiếu dòng")


def s03(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """The points of a line are those of the set. Which of the two is right is for the clerk to see: nothing is changed."""
    lines = lines_of(plan)
    under = children(lines)
    for index, row in enumerate(plan.criteria):
        line = lines.get(row.code)
        if line is None:
            continue
        for key, here, there in (("maximum", row.maximum, line.maximum), ("score", row.score, known_score(line, under))):
            if there is not None and here != there:
                message = f"Tiêu chí {row.code} ghi {decimal(here)} {_POINTS[key]}, bộ tiêu chí ghi {decimal(there)}"
                cure = f"Ghi {decimal(there)} nếu bộ tiêu chí đúng, hoặc sửa dòng {row.code} ở trang Bộ tiêu chí"
                yield found(plan, "S03", ("criteria", index, key), (message, cure))


def s04(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """The code of a line is one of the set; a line of the set with the same name tells the code that was meant."""
    lines, names = lines_of(plan), NameReader(lists)
    for index, row in enumerate(plan.criteria):
        if lines and row.code not in lines:
            meant = next((line.code for line in lines.values() if names.same(row.name, line, lines)), None)
            cure = f"Ghi {meant}: bộ tiêu chí có tên này ở mã đó" if meant else "Xem lại mã, hoặc thêm dòng này vào trang Bộ tiêu chí"
            yield found(plan, "S04", ("criteria", index, "code"), (f"Không có mã {row.code} trong bộ tiêu chí của năm", cure))


def s05(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """The name of a line is the one of the set, alone or with the titles over it in front."""
    lines, names = lines_of(plan), NameReader(lists)
    for index, row in enumerate(plan.criteria):
        line = lines.get(row.code)
        if line is not None and not names.same(row.name, line, lines):
            message = f"Tên tiêu chí {row.code} khác tên trong bộ tiêu chí"
            yield found(plan, "S05", ("criteria", index, "name"), (message, f"Ghi theo bộ tiêu chí: {quoted(line.name.plain)}"))


def s06(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A criterion that lost points has a line in the plan."""
    for index, line, lost in without_line(plan):
        survey = ", điểm điều tra xã hội học" if line.survey else ""
        message = f"{line.code} {quoted(line.name.plain)} bị trừ {decimal(lost)} điểm{survey} mà không có dòng nào trong kế hoạch"
        cure = "Thêm dòng vào trang Tiêu chí, hoặc ghi lý do vào trang Bỏ qua"
        yield Finding("S06", ("criteria_set", index, "code"), message, cure, weight=lost)


def s07(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A remedy carried over from an earlier plan was looked at since."""
    for index, row in enumerate(plan.criteria):
        if vietnamese.folded(row.internal_note).startswith(vietnamese.folded(SUGGESTED)):
            message = f"Giải pháp, chủ trì của tiêu chí {row.code} mang từ kế hoạch trước sang, chưa ai xem lại"
            cure = f"Xem lại rồi xoá chữ {SUGGESTED} ở đầu ghi chú nội bộ của dòng"
            yield found(plan, "S07", ("criteria", index, "internal_note"), (message, cure))


RULES: Final[tuple[tuple[Rule, RuleFunction], ...]] = (
    (Rule("S01", "Bộ tiêu chí cộng đúng từ dòng con lên dòng cha", Severity.WARNING), s01),
    (Rule("S02", "Các lĩnh vực của bộ tiêu chí cộng lại bằng điểm của chỉ số", Severity.WARNING), s02),
    (Rule("S03", "Điểm của mỗi dòng đúng với bộ tiêu chí", Severity.ERROR), s03),
    (Rule("S04", "Mã của mỗi dòng có trong bộ tiêu chí", Severity.WARNING), s04),
    (Rule("S05", "Tên của mỗi dòng đúng với bộ tiêu chí", Severity.NOTE), s05),
    (Rule("S06", "Tiêu chí bị trừ điểm trong bộ tiêu chí đều có dòng trong kế hoạch", Severity.WARNING), s06),
    (Rule("S07", "Giải pháp mang từ kế hoạch trước sang đã được xem lại", Severity.NOTE), s07),
)
"""Each rule with its function, in the order of their codes."""
