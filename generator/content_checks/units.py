"""Rules U01 to U10: units, bodies and people are named as they are registered, and each row has somebody who answers for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator import vietnamese
from generator.content_checks.body_names import u04, u05, u06, u09
from generator.content_checks.finding import Change, Finding
from generator.content_checks.lists import Lists, RuleFunction
from generator.content_checks.naming import groups_of, names_of, names_unit
from generator.content_checks.texts import found, pattern_of, quoted, written_texts
from generator.errors import Severity
from generator.plan import Plan
from generator.records import BasisRole, Criterion, RecipientKind, Unit, UnitKind
from generator.rules import Rule
from generator.vietnamese import folded, short_date

_STRANGER: Final = re.compile(r"(?<!\w)(?:Bộ phận|Tổ công tác|Tổ(?!\s+chức))\s+\w+(?:\s+\w+)?", re.IGNORECASE)
_CHAIR: Final = re.compile(r"(?<!\w)(?:Phó\s+)?Chủ tịch(?!\w)")


def u01(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """Exactly one real unit leads, and it does not support itself. That it is in the registry is seen to by KH-07."""
    for index, row in enumerate(plan.criteria):
        unit = plan.unit(row.lead)
        if unit.kind is UnitKind.GROUP:
            message = f"Tiêu chí {row.code} do “{unit.printed}” chủ trì, là một nhóm chứ không phải một đơn vị"
            cure = "Chọn một đơn vị ở cột Chủ trì, chuyển nhóm sang cột Phối hợp"
            yield found(plan, "U01", ("criteria", index, "lead"), (message, cure))
        if row.lead in row.support:
            message = f"“{unit.printed}” vừa chủ trì vừa phối hợp tiêu chí {row.code}"
            rest = tuple(code for code in row.support if code != row.lead)
            change = (Change(("criteria", index, "support"), rest),)
            yield Finding("U01", ("criteria", index, "support"), message, "Bỏ đơn vị chủ trì khỏi cột Phối hợp", change, row.lost)


def u02(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A unit named in a remedy leads or supports that row, itself or through its group."""
    for index, row in enumerate(plan.criteria):
        path, words = ("criteria", index, "remedy"), row.remedy.plain
        for unit in plan.units:
            if unit.kind is not UnitKind.GROUP and names_unit(words, unit, plan) and not _takes_part(unit, row, plan):
                message = f"Giải pháp của tiêu chí {row.code} giao việc cho “{unit.name}” nhưng đơn vị này không chủ trì, không phối hợp"
                yield found(plan, "U02", path, (message, "Thêm đơn vị vào cột Phối hợp, hoặc sửa giải pháp"))
        for match in _STRANGER.finditer(words):
            if not any(names_unit(match[0], unit, plan) for unit in plan.units):
                message = f"Giải pháp của tiêu chí {row.code} nêu {quoted(match[0])}, không có trong trang Đơn vị, nên xem lại"
                yield found(plan, "U02", path, (message, "Ghi tên đơn vị chủ trì hoặc phối hợp có trong trang Đơn vị"))


def _takes_part(unit: Unit, row: Criterion, plan: Plan) -> bool:
    return bool({unit.id, *groups_of(unit, plan)} & {row.lead, *row.support})


def u03(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A group named in a remedy is in the columns of that row too; whom to add is for people to say."""
    groups = sorted((unit for unit in plan.units if unit.kind is UnitKind.GROUP), key=lambda unit: -len(unit.name))
    for index, row in enumerate(plan.criteria):
        named = next((unit for unit in groups if names_unit(row.remedy.plain, unit, plan)), None)
        if named is None or named.id in {row.lead, *row.support}:
            continue
        listed = "; ".join(plan.unit(code).printed for code in row.support) or "để trống"
        message = f"Giải pháp của tiêu chí {row.code} nêu “{named.name}” nhưng cột Phối hợp ghi “{listed}”"
        yield found(plan, "U03", ("criteria", index, "support"), (message, f"Ghi “{named.printed}” ở cột Phối hợp, hoặc sửa giải pháp"))


def u07(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """The title of a chairman goes with the body."""
    for path, text in written_texts(plan):
        for match in _CHAIR.finditer(text.plain):
            following = text.plain[match.end() :].lstrip()
            if not following[:1].isupper() and not following.startswith("nước"):
                message = f"“{' '.join(match[0].split())}” chưa nói của cơ quan nào trong {quoted(text.plain)}"
                yield found(plan, "U07", path, (message, "Ghi đủ, ví dụ “Chủ tịch Ủy ban nhân dân tỉnh”"))


def u08(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """Whoever has work to do or must get the report is among the recipients; the last line is the archive's (NN-05)."""
    yield from _last_line(plan)
    yield from _unreached(plan)
    issuers = {basis.issuer for basis in plan.bases if basis.role is BasisRole.SCORES and basis.issuer}
    for body in sorted(issuers | {period.receiver for period in plan.periods if period.receiver}):
        if not any(_same_body(line.name, body) for line in plan.recipients):
            message = f"Nơi nhận không có “{body}”, nơi công bố điểm hoặc nhận báo cáo"
            yield Finding("U08", ("recipients",), message, f"Thêm “{body}” vào Nơi nhận, hoặc ghi lý do vào trang Bỏ qua")


def _last_line(plan: Plan) -> Iterator[Finding]:
    keeps = [index for index, line in enumerate(plan.recipients) if line.kind is RecipientKind.KEEP]
    last = len(plan.recipients) - 1
    if keeps != [last] or not folded(plan.recipients[last].name).startswith("lưu: vt"):
        path = ("recipients", keeps[0], "name") if keeps else ("recipients",)
        yield Finding("U08", path, "Nơi nhận không kết thúc bằng dòng “Lưu: VT, …”", "Để một dòng Lưu: VT, đơn vị soạn thảo ở cuối")


def _unreached(plan: Plan) -> Iterator[Finding]:
    """Units with work to do that no line names, by themselves or by their group."""
    loose: list[str] = []
    used = {code for row in plan.criteria for code in (row.lead, *row.support)}
    for unit in plan.units:
        names = [unit.id, *(name for code in (unit.id, *groups_of(unit, plan)) for name in names_of(plan.unit(code)))]
        if unit.id in used and not any(pattern_of(name).search(line.name) for line in plan.recipients for name in names):
            loose.append(unit.name)
    if loose:
        message = f"Nơi nhận không nêu rõ {quoted('; '.join(loose))} là đơn vị được giao việc, nên xem lại"
        cure = "Ghi tên đơn vị, hoặc ghi tên nhóm đúng như trang Đơn vị và chọn nhóm ở cột Nhóm"
        yield Finding("U08", ("recipients",), message, cure)


def _same_body(line: str, body: str) -> bool:
    """Whether a line of recipients is the body, which may be named without its province there."""
    short, long = (re.sub(r"\buỷ\b|\bủy\b", "ủy", folded(words)).replace("ủy ban nhân dân", "ubnd") for words in (line, body))
    head = re.split(r"\s*[(;,]", short)[0]
    return bool(head) and (long.startswith(head) or head.startswith(long))


def u10(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """Every unit and signer is in office on the day of the paper. Names of the agency are seen to by KH-08 and KH-09."""
    when = plan.paper_date
    if when is None:
        message = "Chưa có ngày dự kiến ban hành nên chưa biết tên cơ quan, đơn vị nào còn hiệu lực"
        yield Finding("U10", ("facts", "expected_date"), message, "Ghi ngày dự kiến ban hành ở trang Kế hoạch")
        return
    used = {code for row in plan.criteria for code in (row.lead, *row.support)} | {row.unit for row in plan.body}
    for index, unit in enumerate(plan.units):
        if unit.id in used and not (unit.valid_from or when) <= when <= (unit.valid_to or when):
            message = f"“{unit.name}” không còn hoặc chưa có hiệu lực vào ngày {short_date(when)}"
            yield Finding("U10", ("units", index, "name"), message, "Dùng đơn vị kế thừa, hoặc xem lại thời hạn ở trang Đơn vị")
    signer = plan.signer
    if signer and not (signer.valid_from or when) <= when <= (signer.valid_to or when):
        message = f"{signer.name} không giữ chức vụ {vietnamese.folded(signer.position)} vào ngày {short_date(when)}"
        yield Finding("U10", ("facts", "signer"), message, "Chọn người ký khác, hoặc xem lại thời hạn ở trang Người ký")


RULES: Final[tuple[tuple[Rule, RuleFunction], ...]] = (
    (Rule("U01", "Mỗi tiêu chí một đơn vị chủ trì có thật", Severity.ERROR), u01),
    (Rule("U02", "Đơn vị nêu trong giải pháp có chủ trì hoặc phối hợp", Severity.WARNING), u02),
    (Rule("U03", "Nhóm đơn vị nêu trong giải pháp có ở cột Phối hợp", Severity.WARNING), u03),
    (Rule("U04", "Mỗi đơn vị, nhóm đơn vị một cách gọi", Severity.WARNING), u04),
    (Rule("U05", "Tên cơ quan, đơn vị viết hoa đúng", Severity.WARNING, "PL II.IV.1.a"), u05),
    (Rule("U06", "Tên gọi tắt của cơ quan chỉ dùng sau khi giải thích", Severity.WARNING), u06),
    (Rule("U07", "Chức danh đi với tên cơ quan", Severity.WARNING), u07),
    (Rule("U08", "Nơi nhận đủ đơn vị được giao việc và nơi nhận báo cáo", Severity.WARNING, "PL I.II.9"), u08),
    (Rule("U09", "Một cơ quan một cách gọi ở nơi nhận và lời văn", Severity.WARNING), u09),
    (Rule("U10", "Tên đơn vị, người ký còn hiệu lực vào ngày văn bản", Severity.ERROR), u10),
)
"""Each rule with its function, in the order of their codes."""
