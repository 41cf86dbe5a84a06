"""What lies in the clerk's folder: plan workbooks with the state of each, what a new one may be begun from, registers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from generator import files
from generator.actions.plan_states import PlanState, plan_state
from generator.actions.samples import SAMPLE
from generator.errors import GeneratorError, InputRefusedError, Problem
from generator.package import LARGEST_FILE
from generator.workbook import BookKind, book_kind, read_plan, register_year

SAMPLE_NAME: Final = "so-mau-minh-hoa.xlsx"
_MARKER: Final = ("~$", ".")
"""How the file begins that Excel, Word or LibreOffice leaves beside an open one, and any that nobody shall see."""
_KEPT: Final = re.compile(r" truoc khi sua \d{4}-\d{2}-\d{2} \d{4}(?: \(\d+\))?", re.IGNORECASE)
_PAPERS: Final = frozenset({".docx", ".doc"})
_OLD_SHEETS: Final = frozenset({".xls", ".xlsb", ".ods"})


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of a folder by what they are, each kind by name; `unopened` tells of workbooks that can't be opened at all."""

    plans: tuple[Path, ...] = ()
    registers: tuple[Path, ...] = ()
    sheets: tuple[Path, ...] = ()
    """Other spreadsheets: a score sheet may be among them."""
    papers: tuple[Path, ...] = ()
    """Word files."""
    unopened: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One workbook in a few words. `changed` is when its file was changed last, on the clerk's own clock."""

    name: str
    title: str
    action_year: int
    criteria: int
    state: PlanState
    remarks: int
    """How many things its reading told."""
    changed: datetime


def shelf(folder: Path) -> Shelf:
    """Look a folder over; folders inside it are left alone, so are copies that a check kept."""
    inside = folder.iterdir() if folder.is_dir() else ()
    paths = sorted((path for path in inside if _is_wanted(path)), key=lambda path: path.name.casefold())
    books = [path for path in paths if path.suffix.lower() == ".xlsx"]
    kinds: dict[Path, BookKind] = {}
    unopened: list[Problem] = []
    for path in books:
        try:
            kinds[path] = book_kind(path)
        except GeneratorError as error:
            unopened += error.problems
    old = [path for path in paths if path.suffix.lower() in _OLD_SHEETS]
    return Shelf(
        _of(kinds, BookKind.PLAN),
        _of(kinds, BookKind.REGISTER),
        (*_of(kinds, BookKind.OTHER), *old),
        tuple(path for path in paths if path.suffix.lower() in _PAPERS),
        tuple(unopened),
    )


def kind_of(path: Path) -> BookKind | None:
    """What a file is that somebody dropped: a kind of workbook, or None for a paper in Word.

    Raises InputRefusedError KE-01 for any other file, and when a workbook can't be opened.
    """
    kind = path.suffix.lower()
    if kind in _PAPERS:
        return None
    if kind in _OLD_SHEETS:
        return BookKind.OTHER
    if kind == ".xlsx":
        return book_kind(path)
    raise InputRefusedError(
        Problem(
            "KE-01", f"Không dùng được tệp “{path.name}” ở đây", "Chọn sổ kế hoạch, bảng điểm (.xlsx, .xls) hoặc tệp Word (.docx, .doc)"
        )
    )


def card(workbook: Path, day: date) -> Card:
    """A workbook read whole, its state on the evening of `day`, though a program may have it open.

    Raises InputRefusedError with all that keeps it from being read.
    """
    book = read_plan(files.read(workbook, limit=LARGEST_FILE))
    plan = book.plan
    return Card(
        workbook.stem,
        " ".join(plan.facts.title.plain.split()),
        plan.facts.action_year,
        len(plan.criteria),
        plan_state(plan, book.results, day),
        len(book.problems),
        changed(workbook),
    )


def changed(path: Path) -> datetime:
    """When a file was changed last, on the clerk's own clock."""
    return datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - the clerk's own clock


def put_in(folder: Path, given: Path, name: str = "") -> Path:
    """Copy a plan workbook into the folder under its own name or another; one there that says something else is never touched.

    Raises InputRefusedError KE-02 when it is no plan workbook, KE-04 for a name that no plan may have, OutputRefusedError TEP-15 when
    the name is taken.
    """
    if kind_of(given) is not BookKind.PLAN:
        message = f"“{given.name}” không phải là sổ kế hoạch"
        raise InputRefusedError(Problem("KE-02", message, "Chọn sổ kế hoạch do phần mềm này tạo ra"))
    source, place = files.read(given, limit=LARGEST_FILE), folder / (name or given.name)
    refuse_name(place.name)
    if not (place.is_file() and files.read(place, limit=LARGEST_FILE).data == source.data):
        files.write_new(place, source.data)
    return place


def put_sample(folder: Path) -> Path:
    """Copy the sample into a folder, under a name that says that its figures are made up. Raises OutputRefusedError TEP-15."""
    return put_in(folder, files.shipped("data", SAMPLE), SAMPLE_NAME)


def refuse_name(name: str) -> None:
    """Refuse a file name under which a plan would not be seen, or would be taken for a register. Raises InputRefusedError KE-04."""
    if is_hidden(Path(name)) or register_year(name) is not None:
        message = f"Tên “{Path(name).stem}” dành cho sổ đăng ký, bản giữ lại hoặc tệp ẩn nên không đặt được cho sổ kế hoạch"
        raise InputRefusedError(Problem("KE-04", message, "Đặt tên khác, ví dụ ke-hoach-cchc-2025"))


def _is_wanted(path: Path) -> bool:
    return path.is_file() and not is_hidden(path)


def is_hidden(path: Path) -> bool:
    """Whether a file is none of the clerk's own: a marker of a program, a copy that a check kept."""
    return path.name.startswith(_MARKER) or _KEPT.search(path.stem) is not None


def _of(kinds: dict[Path, BookKind], wanted: BookKind) -> tuple[Path, ...]:
    return tuple(path for path, kind in kinds.items() if kind is wanted)


def by_change(paths: Iterable[Path]) -> list[Path]:
    """Files that were changed last first; of those changed together in the order given."""
    return sorted(paths, key=changed, reverse=True)
