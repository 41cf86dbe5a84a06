"""A draft as made and the same edited by hand, read as contents that can be compared and merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from generator.base import MAIN_PART, Base
from generator.errors import InputRefusedError, Problem
from generator.package import Package
from generator.readback import Reading, keyed, read
from generator.revisions import Revision, accepted, pending
from generator.snapshot import Snapshot, snapshot

_LISTS: Final = {"plan": frozenset({"basis", "body", "recipient", "criterion"}), "report": frozenset({"recipient", "narrative"})}


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edited file says, and the tracked changes that were read as accepted."""

    reading: Reading
    revisions: tuple[Revision, ...] = ()


def lists_of(paper: str) -> frozenset[str]:
    """The lists of a paper in which rows may come, go and move; of a letter only its recipients."""
    return _LISTS.get(paper.partition("-")[0], frozenset({"recipient"}))


def as_made(base: Base) -> Snapshot:
    """The draft as it was made, with its keys. Raises InputRefusedError when what it carries is broken."""
    try:
        return keyed(snapshot(base.parts), base)
    except ValueError as error:
        cure = "Tạo lại dự thảo từ sổ rồi chép phần sửa sang"
        raise InputRefusedError(Problem("LV-02", "Thông tin gốc kèm trong dự thảo bị hỏng", cure)) from error


def read_edited(package: Package, made: Snapshot, paper: str) -> Edited:
    """What an edited file says; tracked changes count as accepted. Raises InputRefusedError when it is no sound Word file."""
    parts = {name: part.data for name, part in package.parts.items() if name.endswith(".xml")}
    try:
        revisions = pending(parts[MAIN_PART])
        now = snapshot(parts | {MAIN_PART: accepted(parts[MAIN_PART])})
    except ValueError as error:
        cure = "Mở tệp trong Word, lưu lại thành .docx rồi chạy lại"
        raise InputRefusedError(Problem("LV-03", "Nội dung tệp Word bị hỏng nên không đọc được", cure, package.place)) from error
    return Edited(read(made, now, lists_of(paper)), revisions)


def says_something_else(package: Package, base: Base) -> bool:
    """Whether a draft was changed, and not merely opened and saved again."""
    made = as_made(base)
    edited, before = read_edited(package, made, base.origin.paper), read(made, made, lists_of(base.origin.paper))
    found = edited.reading
    same = (found.texts, found.orders) == (before.texts, before.orders)
    return not same or bool(found.added or found.outside or found.comments or edited.revisions)
