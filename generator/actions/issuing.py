"""A draft becomes a document: number out of the register, the workbook told, final file, its copies for other systems; in this order.

Everything is read and judged before anything is written. A run that was cut off goes on with its own number when it is run again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from generator import exchange, files, final_copy, history, pdf
from generator.actions.issue_draft import TYPE_NAMES, Draft, read_draft, signature_of
from generator.actions.issue_drift import drift
from generator.actions.issue_gates import Asked, findings, named_signer, printed_signer, program_marks, refusals, settled
from generator.actions.outcome import Outcome
from generator.base import LETTER, PLAN
from generator.errors import GeneratorError, InputRefusedError, OutputRefusedError, Place, Problem, Severity
from generator.final_copy import Numbering, Signature
from generator.history import Entry, Event
from generator.plan import Plan
from generator.records import Signer
from generator.vietnamese import clean, folded, short_date
from generator.workbook import Cover, Register, RegisterRow, read_plan_book, read_register, record, register_path, with_entry
from generator.workbook import Entry as RegisterEntry

_LIMIT: Final = 256 * 2**20
_UNSAFE: Final = re.compile(r"[^\w-]+")
_LONGEST_SYMBOL: Final = 60
"""Letters of a symbol in the name of a file."""
_BESIDE: Final = (".pdf", ".json", ".edxml")


@dataclass(frozen=True, slots=True)
class Order:
    """What the clerk gives: a number or None for the next one of the symbol's series, the day, another signer, findings to waive."""

    number: int | None
    day: date
    signer: str = ""
    waivers: Mapping[str, str] = field(default_factory=dict)
    as_pdf: bool = True


@dataclass(frozen=True, slots=True)
class _Case:
    """A draft that was judged: with whom it is signed, what was told about it, which waivers were used."""

    draft: Draft
    order: Order
    signer: Signer | None
    problems: tuple[Problem, ...]
    remark: str

    @property
    def signatures(self) -> tuple[Signature, Signature] | None:
        """The lines in the draft and those to come in their place, when another one signs."""
        if not self.order.signer or self.signer is None or signature_of(self.signer) == self.draft.signature:
            return None
        return self.draft.signature, signature_of(self.signer)

    @property
    def signature(self) -> Signature:
        """The lines of the final copy."""
        return self.signatures[1] if self.signatures else self.draft.signature

    def final(self, number: int) -> bytes:
        """The final copy under a number."""
        numbering = Numbering(number, self.order.day)
        return final_copy.final_copy(self.draft.opened, final_copy.Order(numbering, program_marks(self.draft), self.signatures))

    def stem(self, number: int) -> str:
        """The name of its files: `15-KH-SKHCN`."""
        return final_stem(number, self.draft.head.symbol)

    def code(self, number: int) -> str:
        """`15/KH-SKHCN`."""
        return f"{number:02d}/{self.draft.head.symbol}"


def final_stem(number: int, symbol: str) -> str:
    """The name of the files of an issued paper: `15-KH-SKHCN`."""
    return f"{number:02d}-{_UNSAFE.sub('-', clean(symbol))[:_LONGEST_SYMBOL]}"


def issue(workbook: Path, draft: Path, out: Path, order: Order, now: datetime) -> Outcome:
    """Issue a draft. Raises InputRefusedError with all that stands against it; then nothing was written and no number taken."""
    read = read_draft(workbook, draft, out)
    path = register_path(workbook, order.day.year)
    case = _judged(read, order, now, read_register(path))
    _refuse_unwritable(case, path, out)
    with files.locked(path):
        register = read_register(path)
        number, row = _number(case, register)
        document = _free_place(out / "phat-hanh" / str(order.day.year) / f"{case.stem(number)}.docx", case.final(number))
        if row is None:
            files.refuse_changed(read.book.package.source)
            _enter(case, register, number)
        told = _tell_workbook(case, number)
    written, warnings, pages = _write_files(case, number, document)
    _remember(case, out, now, number, document)
    problems = (*read.book.problems, *case.problems, *register.problems, *pages, *warnings)
    summary = f"Đã phát hành {TYPE_NAMES[read.kind]} số {case.code(number)} ngày {short_date(order.day)}"
    return Outcome((*written, path, *told), problems, summary)


def _refuse_unwritable(case: _Case, register: Path, out: Path) -> None:
    """Before a number is taken: raise OutputRefusedError when a place is read-only that must hear of it."""
    source = case.draft.book.package.source.path
    workbook = [source] if case.draft.kind != LETTER else []
    document = out / "phat-hanh" / str(case.order.day.year) / f"{case.stem(1)}.docx"
    files.refuse_unwritable(register, *workbook, document, history.events_file(out, source.stem))


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What issuing a draft would meet, and nothing was written: `refusals` stop without appeal, `waivable` unless a reason is given.

    `number` is the one it would get; `workbook` and `draft` are the hashes of what was read.
    """

    title: str
    number: int
    code: str
    signature: Signature
    refusals: tuple[Problem, ...]
    waivable: tuple[Problem, ...]
    workbook: str
    draft: str
    registered: bool


def foresee(workbook: Path, draft: Path, out: Path, order: Order, now: datetime) -> Foreseen:
    """Judge a draft as issuing would. Raises InputRefusedError for a file that is not a checked draft of this workbook."""
    read = read_draft(workbook, draft, out)
    stops: list[Problem] = []
    try:
        signer = named_signer(read.book.plan, order.signer, read.opened.place) if order.signer else printed_signer(read)
    except InputRefusedError as error:
        signer = None
        stops += error.problems
    register = read_register(register_path(workbook, order.day.year))
    known = register.of_file(read.opened.source.sha256)
    waivable: list[Problem] = []
    if known is None:
        moved = drift(read.sides)
        stops += refusals(read, order.day, moved)
        waivable = findings(read, _asked(read, order, now, register, signer), moved)
    case = _Case(read, order, signer, (), "")
    number = known.number if known else order.number or register.next_number(read.head.symbol)
    stops += _late_stops(case, register, known, number)
    return Foreseen(
        title=read.title,
        number=number,
        code=case.code(number),
        signature=case.signature,
        refusals=tuple(stops),
        waivable=tuple(waivable),
        workbook=read.book.package.source.sha256,
        draft=read.opened.source.sha256,
        registered=known is not None,
    )


def _late_stops(case: _Case, register: Register, known: RegisterRow | None, number: int) -> list[Problem]:
    """What a number, the final copy and the workbook afterwards would be refused for."""
    found: list[Problem] = []
    try:
        if known is not None:
            _refuse_other_order(case.draft, case.order, known, case.signer)
        _number(case, register)
    except InputRefusedError as error:
        found += error.problems
    try:
        case.final(number)
        _plan_afterwards(case, number)
    except GeneratorError as error:
        found += error.problems
    return found


def _judged(draft: Draft, order: Order, now: datetime, register: Register) -> _Case:
    """Everything that can be found wrong, before anything is written; what was registered before was judged then."""
    place = draft.opened.place
    signer = named_signer(draft.book.plan, order.signer, place) if order.signer else printed_signer(draft)
    known = register.of_file(draft.opened.source.sha256)
    if known is not None:
        _refuse_other_order(draft, order, known, signer)
        case = _Case(draft, order, signer, (), known.remark)
    else:
        moved = drift(draft.sides)
        if problems := tuple(refusals(draft, order.day, moved)):
            raise InputRefusedError(*problems)
        found = findings(draft, _asked(draft, order, now, register, signer), moved)
        case = _Case(draft, order, signer, *settled(found, order.waivers, place))
    number, _ = _number(case, register)
    case.final(number)
    _plan_afterwards(case, number)
    return case


def _asked(draft: Draft, order: Order, now: datetime, register: Register, signer: Signer | None) -> Asked:
    """What the gates are told of the order."""
    symbol = draft.head.symbol
    number = order.number or register.next_number(symbol)
    named = "" if order.signer else draft.signature.name
    return Asked(order.day, now.date(), signer, named, register.out_of_order(number, symbol, order.day))


def _refuse_other_order(draft: Draft, order: Order, known: RegisterRow, signer: Signer | None) -> None:
    """A draft that has its number keeps number, day and signer."""
    code = f"{known.number:02d}/{known.symbol}"
    same_signer = not known.signer or folded(known.signer) == folded(signer.name if signer else draft.signature.name)
    if order.number not in {None, known.number} or known.day not in {None, order.day} or not same_signer:
        day = f" ngày {short_date(known.day)}" if known.day else ""
        message = f"Dự thảo này đã vào sổ với số {code}{day}, người ký {known.signer}"
        cure = "Chạy lại với đúng số, ngày, người ký đó; nếu dòng trong sổ ghi nhầm, xoá dòng đó trước"
        raise InputRefusedError(Problem("PH-15", message, cure, draft.opened.place))


def _number(case: _Case, register: Register) -> tuple[int, RegisterRow | None]:
    """The number, and the row that has it already for this draft. Raises InputRefusedError PH-13 for one that is taken."""
    known = register.of_file(case.draft.opened.source.sha256)
    if known is not None:
        return known.number, known
    symbol = case.draft.head.symbol
    number = register.next_number(symbol) if case.order.number is None else case.order.number
    taken = register.taken(number, symbol)
    if taken is not None:
        message = f"Số {case.code(number)} đã có trong sổ đăng ký (dòng {taken.row})"
        cure = f"Số tiếp theo là {register.next_number(symbol):02d}; ghi --number next để lấy số đó"
        raise InputRefusedError(Problem("PH-13", message, cure, Place(register.path.name)))
    return number, None


def _free_place(path: Path, data: bytes) -> tuple[Path, bytes]:
    """Where the final copy goes: the place is free, or holds just that. Raises OutputRefusedError PH-16."""
    others = [path] if path.exists() and files.read(path, limit=_LIMIT).data != data else []
    others += [] if path.exists() else [beside for end in _BESIDE if (beside := path.with_suffix(end)).exists()]
    if others:
        cure = "Chuyển tệp đó đi nơi khác, hoặc chọn thư mục khác bằng --out"
        raise OutputRefusedError(Problem("PH-16", "Đã có một tệp khác mang tên này nên không ghi đè", cure, Place(str(others[0]))))
    return path, data


def _enter(case: _Case, register: Register, number: int) -> None:
    """The row in the register: from here on the number is this draft's."""
    draft, agency = case.draft, case.draft.book.plan.agency
    names, kept = exchange.names_of(draft.recipients)
    entry = RegisterEntry(
        number=number,
        symbol=draft.head.symbol,
        day=case.order.day,
        subject=draft.title,
        signer=case.signature.name,
        recipients="; ".join(names),
        kept=kept,
        file=draft.opened.source.sha256,
        remark=case.remark,
    )
    data = with_entry(register, entry, Cover(agency.parent, agency.name, case.order.day.year))
    if register.package is None:
        files.write_new(register.path, data)
    else:
        files.replace_unchanged(register.package.source, data)


def _write_files(case: _Case, number: int, document: tuple[Path, bytes]) -> tuple[list[Path], tuple[Problem, ...], tuple[Problem, ...]]:
    """The final copy and what goes with it; what is there from a run that was cut off stays as it is."""
    path, data = document
    _put(path, data)
    pages, warnings = _as_pdf(path, case.order)
    paper = _paper(case, number)
    made = {".json": exchange.metadata(paper, exchange.page_count(pages))}
    attached = exchange.Attachment(f"{path.stem}.pdf", pages) if pages is not None else exchange.Attachment(path.name, data)
    made[".edxml"] = exchange.edxml(paper, exchange.page_count(pages), attached)
    for end, content in made.items():
        _put(path.with_suffix(end), content)
    written = [path, *(beside for end in _BESIDE if (beside := path.with_suffix(end)).exists())]
    return written, tuple(exchange.too_long(paper)), warnings


def _put(path: Path, data: bytes) -> None:
    if not path.exists():
        files.write_new(path, data)


def _as_pdf(document: Path, order: Order) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The pages of the final copy: those that are there, or made now; without a program for it a warning."""
    path = document.with_suffix(".pdf")
    if path.exists():
        return files.read(path, limit=_LIMIT).data, ()
    if not order.as_pdf:
        return None, ()
    try:
        data = pdf.convert(document)
    except OutputRefusedError as error:
        return None, tuple(Problem(p.code, p.message, p.cure, p.place, Severity.WARNING) for p in error.problems)
    files.write_new(path, data)
    return data, ()


def _paper(case: _Case, number: int) -> exchange.Paper:
    draft, signature = case.draft, case.signature
    names, _ = exchange.names_of(draft.recipients)
    return exchange.Paper(
        number=f"{number:02d}",
        symbol=draft.head.symbol,
        day=case.order.day,
        place=draft.said("place"),
        agency=draft.book.plan.agency.name,
        type_name=TYPE_NAMES[draft.kind],
        subject=draft.subject,
        authority=signature.authority,
        position=signature.position,
        signer=signature.name,
        recipients=names,
        remark=case.remark,
    )


def _plan_afterwards(case: _Case, number: int) -> Plan:
    """The plan with what was given to its paper. Raises InputRefusedError PH-12 when it would no longer hold."""
    draft, day = case.draft, case.order.day
    plan = draft.book.plan
    changes: dict[str, object] = {}
    if draft.kind == PLAN:
        signer = case.signer.id if case.signer else plan.facts.signer
        facts = {"number": f"{number:02d}", "issue_date": day, "signer": signer}
        changes["facts"] = plan.facts.model_copy(update=facts)
    elif draft.kind != LETTER:
        told = {"report_number": case.code(number), "report_date": day}
        changes["periods"] = tuple(row.model_copy(update=told) if row.id == draft.period else row for row in plan.periods)
    try:
        return Plan.model_validate(dict(plan) | changes)
    except ValueError as error:
        message = f"Sổ không còn đúng khi ghi số, ngày này vào ({str(error).splitlines()[0]})"
        place = draft.book.package.place
        raise InputRefusedError(Problem("PH-12", message, "Xem lại ngày, tên cơ quan và người ký trong sổ", place)) from error


def _tell_workbook(case: _Case, number: int) -> tuple[Path, ...]:
    """Number, day and signer into the workbook; nothing when it has them already.

    The number is taken by now: into a workbook that somebody else wrote since it was read they go all the same.
    """
    path = case.draft.book.package.source.path

    def attempt() -> tuple[Path, ...]:
        book = read_plan_book(path)
        plan = _plan_afterwards(replace(case, draft=replace(case.draft, sides=replace(case.draft.sides, book=book))), number)
        if plan == book.plan:
            return ()
        files.replace_unchanged(book.package.source, record(book, plan, book.results))
        return (path,)

    return files.done_anew(attempt, "TEP-10")


def _remember(case: _Case, out: Path, now: datetime, number: int, document: tuple[Path, bytes]) -> None:
    """The last step: the history knows the final copy."""
    path, data = document
    book, origin = case.draft.book.package.source.path.stem, case.draft.sides.base.origin
    remark = "; ".join(filter(None, (f"số {case.code(number)} ngày {short_date(case.order.day)}", case.remark)))
    sha = files.sha256(data)
    if not any(row.event is Event.ISSUED and row.sha256 == sha for row in history.entries(out, book)):
        history.record(out, book, Entry(Event.ISSUED, path.name, sha, now, origin, remark=remark), data)
