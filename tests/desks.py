"""A clerk's folder for tests of issuing: the workbook, its drafts, the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from openpyxl import Workbook

from generator import history, package
from generator.actions.issuing import Order, issue
from generator.actions.outcome import Outcome
from generator.actions.plan_drafts import draft_plan
from generator.base import MAIN_PART, base_of
from generator.errors import GeneratorError
from generator.history import Entry, Event
from generator.records import Waiver
from generator.workbook import write_plan_book
from tests.books import edited
from tests.source_plan import source_plan
from tests.test_final_copy import changed

NOW: Final = datetime(2025, 1, 25, 8, 0)  # noqa: DTZ001 - the clerk's own clock
ISSUED_ON: Final = date(2025, 1, 20)


@dataclass(frozen=True)
class Desk:
    """A clerk's folder: the workbook, the drafts, the register."""

    book: Path
    out: Path
    order: Order = field(default_factory=lambda: Order(None, ISSUED_ON, as_pdf=False))

    def draft(self) -> Path:
        return draft_plan(self.book, self.out, NOW).files[0]

    def issue(self, draft: Path, now: datetime = NOW, **changes: Any) -> Outcome:  # noqa: ANN401 - any part of the order
        return issue(self.book, draft, self.out, replace(self.order, **changes), now)

    def refused(self, draft: Path, now: datetime = NOW, **changes: Any) -> set[str]:  # noqa: ANN401 - the same
        """Codes for which a draft is refused; nothing on the disk may change."""
        before = self.everything()
        with pytest.raises(GeneratorError) as caught:
            self.issue(draft, now, **changes)
        assert self.everything() == before
        return {problem.code for problem in caught.value.problems}

    def everything(self) -> dict[str, bytes]:
        paths = [path for path in self.book.parent.rglob("*") if path.is_file() and not path.name.endswith(".lock")]
        return {str(path.relative_to(self.book.parent)): path.read_bytes() for path in paths}

    def change(self, how: Callable[[Workbook], object]) -> None:
        self.book.write_bytes(edited(self.book.read_bytes(), how))

    def pulled(self, draft: Path, *still_open: str, event: Event = Event.PULLED) -> Path:
        """The draft as it stands was taken back."""
        opened = package.open_package(draft)
        base = base_of(opened)
        assert base is not None
        entry = Entry(event, draft.name, opened.source.sha256, NOW, base.origin, still_open)
        history.record(self.out, self.book.stem, entry, opened.source.data)
        return draft

    @property
    def register(self) -> Path:
        return self.book.with_name("so-van-ban-di-2025.xlsx")

    def file(self, stem: str, end: str = ".docx") -> Path:
        return self.out / "phat-hanh" / "2025" / f"{stem}{end}"


FLAWS: Final = ("L01", "L02", "L03", "L09", "R04", "U01", "U10", "W10", "W11")
"""Errors in the content of the sample that would stop its issue; here the clerk lets them stand."""


def waived_book(path: Path) -> Path:
    """The sample's workbook, its flaws waived."""
    path.write_bytes(_waived())
    return path


@cache
def _waived() -> bytes:
    waivers = tuple(Waiver(id=f"bo-qua-{code}", rule=code, reason="Giữ đúng văn bản nguồn") for code in FLAWS)
    return write_plan_book(source_plan().model_copy(update={"waivers": waivers}))


def desk_in(folder: Path) -> Desk:
    """A desk with that workbook."""
    return Desk(waived_book(folder / "ke-hoach.xlsx"), folder / "out")


def drafted_in(folder: Path) -> tuple[Desk, Path]:
    """A desk with its first draft in place, written from memory."""
    for name, data in _drafted().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    desk = Desk(folder / "ke-hoach.xlsx", folder / "out")
    return desk, desk.out / "ke-hoach-du-thao-1.docx"


@cache
def _drafted() -> dict[str, bytes]:
    with TemporaryDirectory() as name:
        desk = desk_in(Path(name))
        desk.draft()
        return desk.everything()


def typed(draft: Path, old: str, new: str) -> Path:
    """Somebody changed the draft in Word."""
    changed(package.open_package(draft), MAIN_PART, old, new)
    return draft
