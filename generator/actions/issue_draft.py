"""The draft that shall be issued, known for what it is: which paper of which workbook, checked when and how, saying what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from generator import files, history, package
from generator.actions.finding_base import find_base
from generator.actions.sides import Sides, sides_of
from generator.base import LETTER, PLAN, REPORT, base_of
from generator.errors import InputRefusedError, Problem
from generator.final_copy import Letterhead, Signature, letterhead
from generator.history import Entry, Event
from generator.package import Package
from generator.papers.common import authority_lines
from generator.records import Signer
from generator.vietnamese import folded
from generator.workbook import PlanBook, read_plan_book

TYPE_NAMES: Final = {PLAN: "Kế hoạch", REPORT: "Báo cáo", LETTER: "Công văn"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of this workbook, as it was last checked: `entry` is what the history last knew of this very file."""

    opened: Package
    sides: Sides
    entry: Entry
    events: tuple[Entry, ...]
    head: Letterhead

    @property
    def book(self) -> PlanBook:
        """The workbook it was made from, as it is now."""
        return self.sides.book

    @property
    def paper(self) -> str:
        """`plan`, `report-Q1`, `letter-Q1-1`."""
        return self.sides.base.origin.paper

    @property
    def kind(self) -> str:
        """Plan, report or letter."""
        return self.paper.partition("-")[0]

    @property
    def period(self) -> str:
        """The period of a report or a letter."""
        return self.paper.split("-")[1] if self.kind != PLAN else ""

    def said(self, key: str) -> str:
        """What stands in a field of the draft, on one line."""
        text = self.sides.theirs.texts.get(key)
        return " ".join(text.plain.split()) if text else ""

    @property
    def signature(self) -> Signature:
        """The three lines as they stand in the draft."""
        return Signature(self.said("authority"), self.said("position"), self.said("signer"))

    @property
    def recipients(self) -> tuple[str, ...]:
        """The lines of «Nơi nhận» in order; in the place of «Như trên» those to whom the paper is addressed (NN-03)."""
        rows = self.sides.theirs.orders.get("recipient", ())
        lines = [words for row in rows if (words := self.said(row).strip(" ;.-"))]
        return tuple(name for line in lines for name in (self._addressees if folded(line) == "như trên" else (line,)))

    @property
    def _addressees(self) -> tuple[str, ...]:
        keys = [key for key in self.sides.theirs.texts if key == "addressee" or key.startswith("addressee/")]
        return tuple(words for key in keys if (words := self.said(key).strip(" ;.-"))) or ("Như trên",)

    @property
    def subject(self) -> str:
        """The summary (trích yếu), without «V/v»."""
        return self.said("title").removeprefix("V/v").strip()

    @property
    def title(self) -> str:
        """Type and summary as the register has them."""
        joint = " về việc " if self.said("title").startswith("V/v") else " "
        return f"{TYPE_NAMES[self.kind]}{joint}{self.subject[:1].lower()}{self.subject[1:]}"


def read_draft(workbook: Path, path: Path, out: Path) -> Draft:
    """Read workbook, history and draft. Raises InputRefusedError PH-01 to PH-04 for a file that was not checked as it is."""
    files.refuse_if_open(path)
    book = read_plan_book(workbook)
    opened = package.open_word(path)
    events = history.entries(out, workbook.stem)
    entry = _last_known(opened, events, out, workbook.stem)
    base = find_base(opened, out, workbook.stem).base
    if base.origin != entry.origin:
        _refuse_stranger(opened)
    return Draft(opened, sides_of(book, opened, base, ()), entry, events, letterhead(opened))


def _last_known(opened: Package, events: tuple[Entry, ...], out: Path, book: str) -> Entry:
    """What the history last knew of exactly this file."""
    mine = [row for row in events if row.sha256 == opened.source.sha256 and row.event is not Event.ISSUED]
    if not mine:
        base = base_of(opened)
        known = base.origin if base is not None else find_base(opened, out, book).base.origin
        if not any(row.event is Event.MADE and row.origin == known for row in events):
            _refuse_stranger(opened)
        _refuse(opened, "PH-01", "Dự thảo đã khác bản được kiểm tra lần cuối", "Chạy vanban pull với tệp này trước, rồi phát hành")
    last = mine[-1]
    if last.event is Event.PASSED_OVER:
        message = "Phần sửa tay trong dự thảo này đã bị bỏ qua, chưa được lấy về sổ"
        _refuse(opened, "PH-03", message, "Chạy vanban pull với tệp này trước, hoặc phát hành dự thảo mới hơn")
    if last.open:
        message = f"Dự thảo còn {len(last.open)} chỗ sửa chưa chọn lấy bên nào"
        _refuse(opened, "PH-04", message, "Chạy lại vanban pull với tệp này và chọn từng chỗ")
    return last


def _refuse_stranger(opened: Package) -> NoReturn:
    cure = "Chọn đúng sổ, đúng dự thảo và đúng thư mục --out đã dùng khi tạo dự thảo"
    _refuse(opened, "PH-02", "Tệp này không phải dự thảo được tạo từ sổ này, hoặc lịch sử không có nó", cure)


def _refuse(opened: Package, code: str, message: str, cure: str) -> NoReturn:
    raise InputRefusedError(Problem(code, message, cure, opened.place))


def signature_of(signer: Signer) -> Signature:
    """A signer as the three lines of a paper."""
    authority, position = authority_lines(signer)
    return Signature(authority.upper(), position.upper(), signer.name)
