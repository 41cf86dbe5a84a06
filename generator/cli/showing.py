"""An outcome on the screen: files, lines, problems with their cures; or one JSON object; and the exit code that fits it."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import click

from generator.errors import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.actions.checking_plans import Checked
    from generator.actions.demonstration import Step
    from generator.actions.outcome import Outcome
    from generator.actions.pulling import Pulled
    from generator.actions.sides import Question
    from generator.merge import Side

DONE: Final = 0
FINDINGS: Final = 1
REFUSED: Final = 2

_ANSWERS: Final = frozenset({"w", "s", "d"})
_NAMES: Final = {Severity.ERROR: "LỖI", Severity.WARNING: "CẦN XEM", Severity.NOTE: "Ghi chú"}
_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: None}


@contextmanager
def steps(count: int, label: str, *, shown: bool) -> Iterator[Callable[[str], None]]:
    """A progress bar on a terminal; in a pipe or with --json nothing."""
    if not shown or not sys.stdout.isatty():
        yield lambda _name: None
        return
    with click.progressbar(length=max(count, 1), label=label) as bar:
        yield lambda _name: bar.update(1)


def show(outcome: Outcome, *, as_json: bool, extra: dict[str, Any] | None = None) -> int:
    """Print an outcome and return the exit code that fits it."""
    if as_json:
        print_json([str(path) for path in outcome.files], outcome.problems, extra)
    else:
        for path in outcome.files:
            click.echo(f"Đã có tệp: {path}")
        if outcome.summary:
            click.echo(outcome.summary)
        print_problems(outcome.problems)
    return FINDINGS if any(problem.severity is not Severity.NOTE for problem in outcome.problems) else DONE


def print_json(paths: list[str], problems: Sequence[Problem], extra: dict[str, Any] | None = None) -> None:
    """One object and nothing else: files, problems, and what the command adds."""
    answer = {"files": paths, "problems": [problem.as_dict() for problem in problems], **(extra or {})}
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def print_problems(problems: Sequence[Problem], *, to_errors: bool = False) -> None:
    """Each problem with its place, and what to do about it."""
    for problem in problems:
        label = click.style(_NAMES[problem.severity], fg=_COLOURS[problem.severity])
        where = f"{problem.place}: " if str(problem.place) else ""
        rests_on = f" ({problem.article})" if problem.article else ""
        click.echo(f"{label} [{problem.code}] {where}{problem.message}{rests_on}.", err=to_errors)
        click.echo(f"    → {problem.cure}.", err=to_errors)


def _print_step(step: Step) -> None:
    """A step of the demonstration as the command a clerk would type, with what it gave."""
    click.echo(click.style(f"vanban {step.command}", bold=True))
    for line in (*step.lines, *(f"Đã có tệp: {path}" for path in step.outcome.files), step.outcome.summary):
        if line:
            click.echo(f"    {line}")
    print_problems([problem for problem in step.outcome.problems if problem.severity is Severity.ERROR])


def show_demonstration(given: Iterable[Step], *, as_json: bool) -> int:
    """Each step as it is done, or all of them at once for a program."""
    paths: list[str] = []
    problems: list[Problem] = []
    for step in given:
        paths += [str(path) for path in step.outcome.files if str(path) not in paths]
        problems += step.outcome.problems
        if not as_json:
            _print_step(step)
    if as_json:
        print_json(paths, problems)
    return DONE


def ask(question: Question) -> Side | None:
    """Show the three texts of a question and let the clerk choose."""
    from generator.merge import Side  # noqa: PLC0415

    click.echo(click.style(f"\n{question.place}", bold=True) + f": {question.why}")
    for label, text in (("Bản đã tạo", question.base), ("Trong sổ", question.mine), ("Trong Word", question.theirs)):
        click.echo(f"  {label}: {text.plain if text is not None else '(không có)'}")
    answer = ""
    while answer not in _ANSWERS:  # Click's own choice would complain in English
        answer = str(click.prompt("Lấy bản nào? w = Word, s = sổ, d = dừng")).strip().casefold()
    if answer == "d":
        raise click.Abort
    return Side.THEIRS if answer == "w" else Side.MINE


def print_pulled(found: Pulled) -> None:
    """What was taken into the workbook, before and after."""
    for change in found.taken:
        before, after = (f"“{text.plain}”" if text is not None else "(không có)" for text in (change.before, change.after))
        click.echo(f"{change.place}: {before} → {after}" if change.before or change.after else change.place)


def show_checked(found: Checked, tables: dict[str, Any], *, as_json: bool) -> int:
    """Print a check: the page of figures, what was changed, the findings, last those that stand with a reason."""
    if as_json:
        return show(found, as_json=True, extra=tables)
    for line in found.page.lines:
        click.echo(line)
    for change in found.changes:
        before, after = (f"“{words}”".replace("\n", " ⏎ ") if words else "(trống)" for words in (change.before, change.after))
        click.echo(f"Đã sửa [{', '.join(change.codes)}] {change.place}: {before} → {after}")
    code = show(found, as_json=False)
    for waived in found.waived:
        problem = waived.problem
        click.echo(f"Đã bỏ qua [{problem.code}] {problem.place}: {problem.message}.")
        click.echo(f"    → đã bỏ qua: {waived.reason}")
    return code


def refused(problems: Sequence[Problem], arguments: list[str]) -> int:
    """Tell why nothing was done, in the form that was asked for."""
    if "--json" in arguments:
        print_json([], problems)
    else:
        print_problems(problems, to_errors=True)
    return REFUSED


def usage_problem(error: click.UsageError) -> Problem:
    """Say in Vietnamese what Click says in English."""
    path = error.ctx.command_path if error.ctx is not None else "vanban"
    cure = f"Gõ {path} --help để xem cách dùng"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param is not None and error.ctx is not None else ""
        return Problem("LENH-01", f"Thiếu {name} sau lệnh {path}", cure)
    if isinstance(error, click.NoSuchOption):
        return Problem("LENH-02", f"Không có tuỳ chọn {error.option_name}{_perhaps(error.possibilities)}", cure)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return Problem("LENH-05", f"Không có lệnh {error.command_name}{_perhaps(error.possibilities)}", cure)
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else ""
        return Problem("LENH-03", f"Giá trị của {name} không dùng được", cure)
    return Problem("LENH-04", "Lệnh hoặc số tham số không đúng", cure)


def _perhaps(near: Sequence[str] | None) -> str:
    return f"; có phải {near[0]} không" if near else ""
