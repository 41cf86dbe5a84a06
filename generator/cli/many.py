"""Many files at once on the screen: a bar while they are done, one table in the end, Ctrl+C that tells how far it came."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from generator.cancelling import may_be_called_off
from generator.cli.showing import DONE, FINDINGS, REFUSED, print_json, print_problems, steps
from generator.errors import Severity

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

    from generator.actions.many import Many
    from generator.actions.one_of_many import Done, Planning
    from generator.actions.outcome import Step

_HEADS: Final = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cần xem", Severity.NOTE: "Ghi chú"}


def are_many(given: Sequence[Path], cluster: str) -> bool:
    """Whether it is more than one file that goes on as it always did."""
    return bool(cluster) or len(given) > 1 or given[0].is_dir()


def plan_all(given: Sequence[Path], planning: Planning, cluster: str, *, as_json: bool) -> int:
    """Make the drafts of all plans and show the table."""
    from generator.actions import many  # noqa: PLC0415 - a command imports only what it needs

    tasks = many.plans_among(given, planning.out)
    with _watched(len(tasks), "Đang tạo dự thảo", shown=not as_json) as step:
        found = many.do_all(planning, tasks, many.Crowd(cluster), step)
    return _show(found, given, "Xem từng lỗi: vanban plan SỔ.xlsx", as_json=as_json)


def check_all(given: Sequence[Path], cluster: str, *, as_json: bool) -> int:
    """Check all files and show the table."""
    from generator.actions import many, one_of_many  # noqa: PLC0415 - the same

    tasks = many.papers_among(given)
    with _watched(len(tasks), "Đang kiểm tra", shown=not as_json) as step:
        found = many.do_all(one_of_many.Checking(), tasks, many.Crowd(cluster), step)
    more = "Xem từng lỗi: vanban check TỆP. Quy tắc về trang chỉ được xét khi kiểm tra từng tệp"
    return _show(found, given, more, as_json=as_json)


@contextmanager
def _watched(count: int, label: str, *, shown: bool) -> Iterator[Step]:
    """A bar, and Ctrl+C as a wish to stop: what was begun is finished, however often it is pressed."""
    asked = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        click.echo("\nĐang dừng, chờ các tệp đang làm dở…", err=True)

    before = signal.signal(signal.SIGINT, stop)
    try:
        with may_be_called_off(lambda: asked), steps(count, label, shown=shown) as step:
            yield step
    finally:
        signal.signal(signal.SIGINT, before)


def _show(found: Many, given: Sequence[Path], more: str, *, as_json: bool) -> int:
    from generator.actions.many import as_tables  # noqa: PLC0415 - the same
    from generator.actions.one_of_many import Result  # noqa: PLC0415 - the same

    if as_json:
        print_json([str(path) for path in found.files], found.problems, as_tables(found))
    else:
        _print_table([done for done in found.each if done.result is not Result.PASSED_OVER], _namer(given))
        print_problems([problem for problem in found.problems if problem.severity is not Severity.ERROR])
        click.echo(f"{found.summary}. {more}.")
    results = [done.result for done in found.each]
    if Result.DONE not in results:
        return REFUSED
    told = any(problem.severity is not Severity.NOTE for done in found.each for problem in done.problems)
    return FINDINGS if told or Result.LEFT in results or Result.REFUSED in results else DONE


def _namer(given: Sequence[Path]) -> Callable[[Path], str]:
    """How the table calls a file: by its way from the one folder that was given, else as it was given."""
    folder = given[0] if len(given) == 1 and given[0].is_dir() else None
    return lambda path: str(path.relative_to(folder) if folder else path)


def _print_table(each: Sequence[Done], name: Callable[[Path], str]) -> None:
    width = max([len("Tệp"), *(len(name(done.path)) for done in each)])
    click.echo(f"{'Tệp':<{width}}  " + "  ".join(_HEADS.values()) + "  Kết quả")
    for done in each:
        cells = "  ".join(f"{number:>{len(head)}}" for number, head in zip(_numbers(done), _HEADS.values(), strict=True))
        click.echo(f"{name(done.path):<{width}}  {cells}  {_words(done)}")


def _numbers(done: Done) -> tuple[str, ...]:
    from generator.actions.one_of_many import Result  # noqa: PLC0415 - the same

    if done.result is not Result.DONE:
        return ("–",) * len(_HEADS)
    return tuple(str(sum(problem.severity is severity for problem in done.problems)) for severity in _HEADS)


def _words(done: Done) -> str:
    """What became of a file: the files made of it, what it is, or why it could not be done."""
    from generator.actions.one_of_many import Result  # noqa: PLC0415 - the same

    if done.result is Result.REFUSED:
        problem, others = done.problems[0], len(done.problems) - 1
        where = f"{problem.place.sheet}!{problem.place.cell}: " if problem.place.cell else ""
        return f"{done.result}: [{problem.code}] {where}{problem.message}" + (f" (và {others} lỗi nữa)" if others else "")
    return ", ".join(str(path) for path in done.files) or (done.summary if done.result is Result.DONE else str(done.result))
