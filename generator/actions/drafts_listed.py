"""The drafts of a workbook as they are now: when and from what each was made, what became of it since; read only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from generator import history, package
from generator.actions.reading import says_something_else
from generator.base import Origin, base_of, untouched
from generator.errors import GeneratorError
from generator.history import Entry, Event
from generator.package import Package

_NAMES: Final = r"(?:-bao-cao-\w+)?-du-thao-\d+\.docx|-don-doc-\w+-lan-\d+(?:-\d+)?\.docx"
_ORDER: Final = ("plan", "report", "letter")


class State(StrEnum):
    """What became of the Word file since it was made."""

    AS_MADE = "như lúc tạo"
    SAVED = "đã mở và lưu lại, không đổi gì"
    EDITED = "đã sửa tay, chưa lấy về sổ"
    OPEN = "đã lấy về một phần, còn chỗ chưa chọn"
    PULLED = "đã sửa tay, đã lấy về sổ"
    PASSED_OVER = "đã sửa tay, phần sửa đã bỏ qua"
    STRANGE = "không còn nhận ra là dự thảo"
    GONE = "không còn tệp"


@dataclass(frozen=True, slots=True)
class ListedDraft:
    """One draft. `pulls` are the times that edits of it were taken, out of this file or of a copy of it; `issued` is its number and day.

    `origin` is None for a file that no longer says what it was made from.
    """

    path: Path
    origin: Origin | None
    state: State
    pulls: tuple[Entry, ...]
    issued: str
    beside: tuple[Path, ...]

    @property
    def paper(self) -> str:
        """`Kế hoạch`, `Báo cáo kỳ Q1`, `Công văn đôn đốc kỳ Q1 lần 1`."""
        return paper_words(self.origin.paper) if self.origin else "Văn bản"

    @property
    def there(self) -> bool:
        """Whether the file still is where it was made."""
        return self.state is not State.GONE


def paper_words(paper: str) -> str:
    """A paper of history and base in a clerk's words."""
    kind, _, rest = paper.partition("-")
    if kind == "report":
        return f"Báo cáo kỳ {rest}"
    if kind == "letter":
        period, _, level = rest.rpartition("-")
        return f"Công văn đôn đốc kỳ {period} lần {level}"
    return "Kế hoạch"


def drafts_of(workbook: Path, out: Path) -> tuple[ListedDraft, ...]:
    """Every draft of the plan, reports and letters of a workbook, the newest of each paper first."""
    events = history.entries(out, workbook.stem)
    made = {row.file: row for row in events if row.event is Event.MADE}
    pattern = re.compile(re.escape(workbook.stem) + f"(?:{_NAMES})", re.IGNORECASE)
    here = [path.name for path in out.iterdir() if pattern.fullmatch(path.name)] if out.is_dir() else []
    found = [_listed(out / name, made.get(name), events) for name in dict.fromkeys((*made, *sorted(here)))]
    return tuple(sorted(found, key=_place))


def _place(draft: ListedDraft) -> tuple[int, str, int, str]:
    if draft.origin is None:
        return len(_ORDER), "", 0, draft.path.name
    kind = draft.origin.paper.partition("-")[0]
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER), draft.origin.paper, -draft.origin.draft, draft.path.name


def _listed(path: Path, made: Entry | None, events: Sequence[Entry]) -> ListedDraft:
    origin, state = _state(path, made, events)
    known = [row for row in events if origin is not None and row.origin == origin]
    issued = next((row.remark.partition(";")[0] for row in reversed(known) if row.event is Event.ISSUED), "")
    pulls = tuple(row for row in known if row.event is Event.PULLED)
    return ListedDraft(path, origin, state, pulls, issued, tuple(_beside(path)))


def _state(path: Path, made: Entry | None, events: Sequence[Entry]) -> tuple[Origin | None, State]:
    origin = made.origin if made else None
    if not path.exists():
        return origin, State.GONE
    try:
        opened = package.open_package(path)
        base = base_of(opened)
        if base is None:
            return origin, State.STRANGE
        if made is not None and opened.source.sha256 == made.sha256:
            return base.origin, State.AS_MADE
        changed = not untouched(opened, base) and says_something_else(opened, base)
    except GeneratorError:
        return origin, State.STRANGE
    return base.origin, _of_changed(opened, events) if changed else State.SAVED


def _of_changed(opened: Package, events: Sequence[Entry]) -> State:
    """A draft that says something else by now: what the history knows of exactly this file."""
    known = [row for row in events if row.sha256 == opened.source.sha256 and row.event is not Event.MADE]
    if not known:
        return State.EDITED
    if known[-1].event is Event.PASSED_OVER:
        return State.PASSED_OVER
    return State.OPEN if known[-1].open else State.PULLED


def _beside(path: Path) -> Iterator[Path]:
    """The PDF and the workbook of figures that were made with it."""
    for end in (".pdf", "-so-lieu.xlsx"):
        beside = path.with_name(f"{path.stem}{end}")
        if beside.exists():
            yield beside
