"""The same for many files at once, on every core or on a cluster: each file's outcome, in the order of names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

from generator import pool
from generator.actions import parcels
from generator.actions.one_of_many import Done, Result, Task, Work
from generator.actions.outcome import Outcome, Step
from generator.actions.shelf import is_hidden
from generator.errors import GeneratorError, InputRefusedError, Place, Problem, Severity
from generator.workbook import BookKind, book_kind

_BOOKS: Final = frozenset({".xlsx"})
_PAPERS: Final = frozenset({".xlsx", ".docx"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Many(Outcome):
    """The outcome of each file, in the order of names; `problems` are those that kept a file from being done."""

    each: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who does the work: the workers of the Dask scheduler at address `cluster`, without one `workers` processes of this machine."""

    cluster: str = ""
    workers: int = field(default_factory=pool.cores)


def plans_among(given: Sequence[Path], out: Path) -> tuple[Task, ...]:
    """Every workbook among files and folders, to make drafts of in folder `out`.

    Raises InputRefusedError NHIEU-03 when there is none, NHIEU-01 when two would write the same files: before anything is written.
    """
    tasks = chosen(given, _BOOKS, leave_out=out)
    if not tasks:
        problem = Problem("NHIEU-03", "Không có sổ kế hoạch (.xlsx) nào ở đây", "Chỉ đúng thư mục có sổ kế hoạch", _place(given))
        raise InputRefusedError(problem)
    _refuse_clashes(tasks)
    return tasks


def papers_among(given: Sequence[Path]) -> tuple[Task, ...]:
    """Every workbook and Word file among files and folders, to be checked. Raises InputRefusedError KT-03 when there is none."""
    tasks = chosen(given, _PAPERS)
    if not tasks:
        message = "Không có tệp .docx hay sổ kế hoạch .xlsx nào trong thư mục này"
        raise InputRefusedError(Problem("KT-03", message, "Chỉ đúng thư mục có tệp cần kiểm tra", _place(given)))
    return tasks


def chosen(given: Sequence[Path], kinds: frozenset[str], leave_out: Path | None = None) -> tuple[Task, ...]:
    """Every file that is named, and those of some kinds in the folders that are named and below, each once, by name.

    What lies in folder `leave_out` below one of them was made, not given.
    """
    tasks: dict[Path, Task] = {}
    for path in given:
        if not path.is_dir():
            tasks[path.resolve()] = Task(path)
            continue
        for inside in _wanted(path, kinds, leave_out):
            tasks.setdefault(inside.resolve(), Task(inside, found=True))
    return tuple(sorted(tasks.values(), key=lambda task: (task.path.as_posix().casefold(), task.path.as_posix())))


def _wanted(folder: Path, kinds: frozenset[str], leave_out: Path | None) -> Iterator[Path]:
    made = leave_out.resolve() if leave_out else None
    if made == folder.resolve():
        made = None
    for path in folder.rglob("*"):
        if path.suffix.lower() in kinds and not is_hidden(path) and path.is_file() and (made is None or made not in path.resolve().parents):
            yield path


def _refuse_clashes(tasks: Sequence[Task]) -> None:
    """Two workbooks of one name would take turns in the same drafts; of those found in a folder only plans count."""
    by_stem = sorted(tasks, key=_stem)
    problems = []
    for _, group in groupby(by_stem, key=_stem):
        clashing = list(group)
        plans = [task.path for task in clashing if not task.found or _is_plan(task.path)] if len(clashing) > 1 else []
        if len(plans) > 1:
            message = f"Các sổ này cùng tên nên dự thảo sẽ lẫn vào nhau: {', '.join(str(path) for path in plans)}"
            problems.append(Problem("NHIEU-01", message, "Đổi tên sổ, hoặc chạy từng thư mục với --out khác nhau", Place(str(plans[0]))))
    if problems:
        raise InputRefusedError(*problems)


def _stem(task: Task) -> str:
    """A name as the least careful disk sees it: capitals and the make of marked letters do not count."""
    return normalize("NFC", task.path.stem).casefold()


def _is_plan(path: Path) -> bool:
    try:
        return book_kind(path) is BookKind.PLAN
    except GeneratorError:
        return False


def do_all(work: Work, tasks: Sequence[Task], crowd: Crowd, step: Step) -> Many:
    """Do the work for every task; `step` is told each name when it is done. One that can't be done stops nobody.

    When the work is called off, what was begun is finished and the rest is told as left.
    """
    found: dict[int, Done] = {}
    answers = parcels.each(work, tasks, crowd.cluster) if crowd.cluster else pool.each(work, tasks, crowd.workers)
    for index, answer in answers:
        path = tasks[index].path
        found[index] = answer if isinstance(answer, Done) else Done(path, Result.REFUSED, problems=(answer,))
        step(path.name)
    each = tuple(found.get(index) or Done(task.path, Result.LEFT) for index, task in enumerate(tasks))
    made = tuple(path for done in each for path in done.files)
    return Many(made, (*_kept_from(each), *_left(each)), _summary(each), each=each)


def _kept_from(each: Sequence[Done]) -> Iterator[Problem]:
    for done in each:
        if done.result is Result.REFUSED:
            yield from done.problems


def _left(each: Sequence[Done]) -> Iterator[Problem]:
    left = sum(done.result is Result.LEFT for done in each)
    if left:
        cure = "Chạy lại lệnh này để làm tiếp; tệp đã xong vẫn nguyên như thế"
        yield Problem("NHIEU-04", f"Đã dừng theo yêu cầu, còn {left} tệp chưa làm", cure, severity=Severity.WARNING)


def _summary(each: Sequence[Done]) -> str:
    """`998 tệp xong, 2 tệp không làm được`."""
    counts = {result: sum(done.result is result for done in each) for result in Result}
    return ", ".join(f"{number} tệp {result}" for result, number in counts.items() if number or result is Result.DONE)


def as_tables(found: Many) -> dict[str, Any]:
    """The same as plain values: what became of each file; the tables of checked papers and plans."""
    tables = [(done, {"file": str(done.path)} | done.tables) for done in found.each if done.tables]
    return {
        "results": [
            {
                "file": str(done.path),
                "result": str(done.result),
                "files": [str(path) for path in done.files],
                "problems": [problem.as_dict() for problem in done.problems],
                "summary": done.summary,
            }
            for done in found.each
        ],
        "papers": [table for done, table in tables if done.path.suffix.lower() != ".xlsx"],
        "plans": [table for done, table in tables if done.path.suffix.lower() == ".xlsx"],
    }


def _place(given: Sequence[Path]) -> Place:
    return Place(", ".join(str(path) for path in given))
