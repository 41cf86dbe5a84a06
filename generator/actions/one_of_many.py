"""One file of many: its draft made or its findings told as plain values, whatever is wrong with it. Runs in workers."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from generator.actions import checking_papers, checking_plans
from generator.actions.plan_drafts import Wish, draft_plan
from generator.errors import GeneratorError, Place, Problem
from generator.workbook import BookKind, book_kind

PLAN_BOOK: Final = "sổ kế hoạch"


class Result(StrEnum):
    """What became of a file. One is passed over when it lay in a folder and is a workbook, but no plan."""

    DONE = "xong"
    REFUSED = "không làm được"
    PASSED_OVER = "bỏ qua"
    LEFT = "chưa làm"


@dataclass(frozen=True, slots=True)
class Task:
    """One file; `found` when it lay in a folder that was given, and was not named itself."""

    path: Path
    found: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one file: the files made of it, what a person should know, one line on it, and its tables for `--json`."""

    path: Path
    result: Result
    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    summary: str = ""
    tables: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planning:
    """The next draft of each workbook's plan, in folder `out`."""

    out: Path
    now: datetime
    wish: Wish = field(default_factory=Wish)

    def __call__(self, task: Task) -> Done:
        """Make the draft of one; raises nothing."""
        return _told(task, self._draft)

    def _draft(self, path: Path) -> Done:
        made = draft_plan(path, self.out, self.now, self.wish)
        return Done(path, Result.DONE, made.files, made.problems, made.summary)


@dataclass(frozen=True, slots=True)
class Checking:
    """The content of each workbook, the format of each Word file (its pages not drawn)."""

    def __call__(self, task: Task) -> Done:
        """Check one; raises nothing."""
        return _told(task, _checked_book if task.path.suffix.lower() == ".xlsx" else _checked_paper)


Work = Planning | Checking


def _checked_book(path: Path) -> Done:
    found = checking_plans.check_plan(path)
    return Done(path, Result.DONE, (), found.problems, PLAN_BOOK, checking_plans.as_tables(found))


def _checked_paper(path: Path) -> Done:
    found = checking_papers.judge(path)
    kind, name = str(found.anatomy.regime), found.anatomy.type_name.capitalize()
    summary = f"{kind} ({name})" if name else kind
    return Done(path, Result.DONE, (), (*found.problems, *found.unread), summary, checking_papers.as_tables(found))


def _told(task: Task, work: Callable[[Path], Done]) -> Done:
    """What the work says, or why it could not be done: one broken file stops nobody."""
    try:
        return work(task.path)
    except GeneratorError as error:
        if task.found and _is_no_plan(task.path):
            return Done(task.path, Result.PASSED_OVER)
        return Done(task.path, Result.REFUSED, problems=error.problems)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file is told at that file, the others go on
        return Done(task.path, Result.REFUSED, problems=(_fault(task.path, error),))


def _is_no_plan(path: Path) -> bool:
    """Whether a file is a sound workbook of another kind: one that can't be opened may be a plan."""
    try:
        return path.suffix.lower() == ".xlsx" and book_kind(path) is not BookKind.PLAN
    except GeneratorError:
        return False


def _fault(path: Path, error: Exception) -> Problem:
    where = traceback.extract_tb(error.__traceback__)[-1]
    message = f"Phần mềm có lỗi khi làm tệp này ({type(error).__name__}: {error}; {Path(where.filename).name}:{where.lineno})"
    return Problem("NHIEU-05", message, "Gửi tệp và dòng báo này cho người giữ phần mềm; các tệp khác vẫn được làm", Place(path.name))
