"""What stands between a draft and its number: refusals without appeal, and findings that may be waived one by one with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from generator import content_checks, report
from generator.actions.checking_papers import judged
from generator.actions.checking_plans import check_book
from generator.actions.issue_draft import Draft, signature_of
from generator.actions.issue_drift import Drift
from generator.actions.outside import CURE, in_words
from generator.base import LETTER, PLAN, REPORT
from generator.errors import InputRefusedError, Place, Problem, Severity
from generator.final_copy import remains
from generator.history import Event
from generator.outside_references import Outside, outside_references
from generator.plan import Plan, valid_agencies
from generator.records import Signer
from generator.standing import period_of
from generator.vietnamese import folded, parse_date, short_date
from generator.workbook import RegisterRow, read_register, register_path

_SHOWN: Final = 3
_GIVEN: Final = re.compile(r"số (?P<number>\d+)/(?P<symbol>.+) ngày (?P<day>\S+)")
"""How the history tells of an issued paper."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a gate needs of the order: the day of the paper, today, and who signs (None: nobody known).

    `contrary` is a number of the same series that was given out of the order of days.
    """

    day: date
    today: date
    signer: Signer | None
    named: str
    contrary: RegisterRow | None = None


def named_signer(plan: Plan, wanted: str, place: Place) -> Signer:
    """The signer with this id or name. Raises InputRefusedError PH-19."""
    by_id = [row for row in plan.signers if row.id.casefold() == wanted.casefold()]
    found = by_id or [row for row in plan.signers if folded(row.name) == folded(wanted)]
    if len(found) != 1:
        listed = "; ".join(f"{row.id} = {row.name}, {row.position}" for row in plan.signers)
        what = "Có nhiều dòng" if found else "Không có"
        problem = Problem("PH-19", f"{what} “{wanted}” ở trang Người ký", f"Ghi mã hoặc họ tên, một trong: {listed}", place)
        raise InputRefusedError(problem)
    return found[0]


def printed_signer(draft: Draft) -> Signer | None:
    """Who signs according to the draft, when the sheet Người ký has such a line."""
    return next((row for row in draft.book.plan.signers if signature_of(row) == draft.signature), None)


def refusals(draft: Draft, day: date, moved: Drift) -> Iterator[Problem]:
    """What no reason can waive.

    Issued already (PH-06), the workbook changed since (PH-05), another name of the agency (PH-12), links out of the file (PH-50).
    """
    place, plan = draft.opened.place, draft.book.plan
    yield from _issued_already(draft)
    yield from _outside(draft)
    if moved.in_workbook:
        message = f"Sổ đã đổi từ khi có dự thảo này: {_listed(moved.in_workbook)}"
        yield Problem("PH-05", message, "Tạo dự thảo mới từ sổ, hoặc sửa lại sổ như trong dự thảo", place)
    named = {folded(row.name) for row in valid_agencies(_on_day(plan, day))}
    if folded(draft.said("agency")) not in named:
        message = f"Cơ quan ban hành không mang tên “{draft.said('agency')}” vào ngày {short_date(day)}"
        yield Problem("PH-12", message, "Xem lại trang Cơ quan, ghi ngày dự kiến ban hành rồi tạo dự thảo mới", place)


def _outside(draft: Draft) -> Iterator[Problem]:
    """What would be fetched or run wherever the issued paper is opened; the final copy loses an attached template by itself."""
    found = [row for row in outside_references(draft.opened) if row.kind not in {Outside.TEMPLATE, Outside.MAIL_MERGE}]
    if found:
        yield Problem(
            "PH-50", f"Dự thảo có {in_words(found)} nên không phát hành được", f"{CURE}; nhận lại bằng lệnh pull", draft.opened.place
        )


def _on_day(plan: Plan, day: date) -> Plan:
    return plan.model_copy(update={"facts": plan.facts.model_copy(update={"issue_date": day})})


def _issued_already(draft: Draft) -> Iterator[Problem]:
    plan, place = draft.book.plan, draft.opened.place
    known = ""
    if draft.kind == PLAN and plan.facts.number:
        known = f"số {plan.facts.number}" + (f" ngày {short_date(plan.facts.issue_date)}" if plan.facts.issue_date else "")
    elif draft.kind == REPORT and period_of(plan, draft.period).locked:
        period = period_of(plan, draft.period)
        known = f"số {period.report_number} ngày {short_date(period.report_date)}" if period.report_date else ""
    elif draft.kind != LETTER:
        known = next(_given_before(draft), "")
    if known:
        where = "xoá dòng đó ở sổ đăng ký và số, ngày ở sổ kế hoạch rồi chạy lại"
        cure = f"Văn bản đã phát hành thì sửa bằng văn bản mới (Điều 18.3); nếu số này ghi nhầm, {where}"
        yield Problem("PH-06", f"Văn bản này đã phát hành: {known}", cure, place)


def _given_before(draft: Draft) -> Iterator[str]:
    """What the history knows the paper to be issued as, unless somebody took that row out of the register: then it was a mistake."""
    events = [row for row in draft.events if row.origin.paper == draft.paper]
    for told in (row.remark.partition(";")[0] for row in events if row.event is Event.ISSUED):
        found = _GIVEN.fullmatch(told)
        day = parse_date(found["day"]) if found else None
        register = read_register(register_path(draft.book.package.source.path, day.year)) if day else None
        if found is None or register is None or register.package is None:
            yield told
            continue
        row = register.taken(int(found["number"]), found["symbol"])
        if row is not None and any(event.sha256.startswith(row.mark) for event in events):
            yield told


def findings(draft: Draft, asked: Asked, moved: Drift) -> list[Problem]:
    """What may be waived: each an error with its code, in one problem for each code."""
    place = draft.opened.place
    found = [*_left_in_text(draft), *_of_signer(asked), *_of_day(draft, asked), *_of_draft(draft, moved)]
    found += [*_of_content(draft), *_of_format(draft)]
    problems = [Problem(code, message, cure, place) for code, message, cure in found]
    if draft.kind == REPORT:
        plan, results = draft.book.plan, draft.book.results
        gates = report.gates(plan, results, period_of(plan, draft.period))
        file = draft.book.package.place.file
        problems += [replace(gate, place=replace(gate.place, file=file)) for gate in gates if gate.severity is Severity.ERROR]
    return problems


_Found = Iterator[tuple[str, str, str]]


def _left_in_text(draft: Draft) -> _Found:
    left = remains(draft.opened, program_marks(draft))
    if left.revisions:
        words = _listed([f"{row.author or 'không rõ ai'} {row.kind} “{row.text[:40]}”" for row in left.revisions])
        yield "PH-31", f"Dự thảo còn {len(left.revisions)} chỗ sửa theo dõi chưa chấp nhận: {words}", "Chấp nhận hoặc từ chối trong Word"
    if left.comments:
        yield "PH-32", f"Dự thảo còn {left.comments} nhận xét ở lề", "Giải quyết rồi xoá nhận xét trong Word"
    if left.marks:
        yield "PH-33", f"Dự thảo còn dấu {_listed(left.marks)}", "Xoá dấu dự thảo trong Word"
    if left.gaps:
        yield "PH-34", f"Dự thảo còn {len(left.gaps)} chỗ {_listed(left.gaps)}", "Bổ sung vào sổ rồi tạo dự thảo mới"
    if left.blanks:
        yield "PH-42", f"Dự thảo còn chỗ trống chưa ghi: {_listed(left.blanks)}", "Ghi vào chỗ trống trong Word rồi nhận lại bằng lệnh pull"
    if left.hidden:
        yield "PH-40", f"Dự thảo có chữ ẩn: {_listed(left.hidden)}", "Bỏ định dạng Hidden hoặc xoá chữ đó trong Word"


def program_marks(draft: Draft) -> tuple[str, ...]:
    """The marks of a draft as the program printed them: the final copy loses them."""
    said = (" ".join(line.text.split()) for line in draft.sides.made.lines())
    return tuple(words for words in said if words.startswith("DỰ THẢO"))


def _of_signer(asked: Asked) -> _Found:
    signer = asked.signer
    if signer is None and not asked.named:
        yield "PH-35", "Văn bản chưa có người ký", "Chọn người ký ở trang Kế hoạch rồi tạo dự thảo mới, hoặc thêm --signer"
    elif signer is None:
        yield "PH-36", f"Không có người ký “{asked.named}” với chức vụ như trong dự thảo ở trang Người ký", "Thêm vào trang Người ký"
    elif not (signer.valid_from or asked.day) <= asked.day <= (signer.valid_to or asked.day):
        message = f"{signer.name} không có quyền ký vào ngày {short_date(asked.day)} theo trang Người ký"
        yield "PH-36", message, "Xem lại thời hạn ở trang Người ký, hoặc chọn người khác bằng --signer"


def _of_day(draft: Draft, asked: Asked) -> _Found:
    if asked.day > asked.today:
        message = f"Ngày {short_date(asked.day)} còn ở phía trước: theo đồng hồ của máy, hôm nay là {short_date(asked.today)}"
        yield "PH-37", message, "Ghi ngày ký thật của văn bản, hoặc chỉnh lại đồng hồ của máy"
    row = asked.contrary
    if row is not None and row.day is not None:
        order = "trước" if row.day > asked.day else "sau"
        message = f"Ngày {short_date(asked.day)} {order} ngày {short_date(row.day)} của số {row.number:02d} đã vào sổ (dòng {row.row})"
        yield "PH-49", f"{message}, trái thứ tự số", "Xem lại ngày văn bản, số văn bản và đồng hồ của máy"
    plan = draft.book.plan
    dated = [(row.issued, f"{row.kind} {row.number}".strip()) for row in plan.bases if row.issued] if draft.kind == PLAN else []
    if draft.kind != PLAN and plan.facts.issue_date:
        dated.append((plan.facts.issue_date, f"Kế hoạch số {plan.facts.number}"))
    last, name = max(dated, default=(asked.day, ""))
    if last > asked.day:
        message = f"Ngày {short_date(asked.day)} trước ngày {short_date(last)} của {name}"
        yield "PH-38", message, "Xem lại ngày văn bản, hoặc ngày của căn cứ trong sổ"


def _of_draft(draft: Draft, moved: Drift) -> _Found:
    number = draft.sides.base.origin.draft
    last = max((row.origin.draft for row in draft.events if row.event is Event.MADE and row.origin.paper == draft.paper), default=number)
    if last > number and draft.kind != LETTER:
        yield "PH-39", f"Đây là dự thảo lần {number}, đã có dự thảo lần {last}", "Phát hành dự thảo mới nhất"
    if moved.in_draft:
        yield "PH-41", f"Dự thảo ghi khác sổ ở: {_listed(moved.in_draft)}", "Sửa sổ cho khớp, hoặc tạo dự thảo mới từ sổ"


def _of_content(draft: Draft) -> _Found:
    """Errors in the content of a plan that no line of «Bỏ qua» lets stand."""
    if draft.kind != PLAN:
        return
    workbook = draft.book.package.source.path
    errors = [
        row for row in check_book(draft.book, workbook).problems if row.severity is Severity.ERROR and content_checks.is_rule(row.code)
    ]
    if errors:
        named = _listed([f"{row.code} ở {row.place.sheet}!{row.place.cell}" for row in errors])
        cure = f"Chạy vanban check {workbook.name}, sửa hoặc ghi lý do vào trang Bỏ qua, rồi tạo dự thảo mới"
        yield "PH-47", f"Nội dung kế hoạch còn {len(errors)} lỗi: {named}", cure


def _of_format(draft: Draft) -> _Found:
    """Errors in the format of the very file that is to be issued."""
    errors = [row for row in judged(draft.opened).problems if row.severity is Severity.ERROR]
    if errors:
        named = _listed([f"{row.code} ở “{row.place.paragraph}”" if row.place.paragraph else row.code for row in errors])
        yield "PH-48", f"Dự thảo còn {len(errors)} lỗi thể thức: {named}", f"Chạy vanban check {draft.opened.place.file} rồi sửa trong Word"


def _listed(words: Sequence[str]) -> str:
    more = f" và {len(words) - _SHOWN} chỗ nữa" if len(words) > _SHOWN else ""
    return "; ".join(words[:_SHOWN]) + more


def settled(found: Sequence[Problem], waivers: Mapping[str, str], place: Place) -> tuple[tuple[Problem, ...], str]:
    """The findings after their waivers, and the waivers used in words. Raises InputRefusedError with those that nobody waived."""
    empty = [code for code, reason in waivers.items() if not reason.strip()]
    if empty:
        cure = f'Ghi lý do, ví dụ --waive {empty[0]}="đã xin ý kiến lãnh đạo"'
        raise InputRefusedError(Problem("PH-18", f"Bỏ qua {', '.join(empty)} mà không có lý do", cure, place))
    stops = [problem for problem in found if problem.code not in waivers]
    if stops:
        raise InputRefusedError(*(replace(p, cure=f'{p.cure}; hoặc bỏ qua có lý do: --waive {p.code}="lý do"') for p in stops))
    used = {problem.code: " ".join(waivers[problem.code].split()) for problem in found}
    told = [replace(p, message=f"{p.message} (bỏ qua: {used[p.code]})", severity=Severity.WARNING) for p in found]
    unused = [code for code in waivers if code not in used]
    told += [
        Problem("PH-46", f"Không có gì phải bỏ qua với mã {code}", f"Lần sau không cần --waive {code}", place, Severity.NOTE)
        for code in unused
    ]
    return tuple(told), "; ".join(f"bỏ qua {code}: {reason}" for code, reason in used.items())
