"""`vanban new` begun from a file: what can't be made out is asked, how the file was read is shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from generator.actions import from_plan, from_scores
from generator.cli.showing import show

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from generator.score_sheets import Question


def begin_from_scores(  # noqa: PLR0913 - what a command was told
    workbook: Path, scores: Path, year: int | None, wanted: tuple[str, tuple[str, ...]], today: date, *, as_json: bool
) -> int:
    """Make the workbook and show how the score sheet was read; without a terminal an open question is a refusal."""
    choices = from_scores.choices_of(*wanted)
    asking = choose if not as_json and sys.stdin.isatty() else None
    begun = from_scores.new_from_scores(workbook, scores, year, choices, asking, this_year=today.year)
    if not as_json:
        for line in begun.reading:
            click.echo(line)
    return show(begun, as_json=as_json, extra=from_scores.as_tables(begun))


def begin_from_plan(
    workbook: Path, last_year: Path, expected: date | None, given: tuple[Path | None, str, tuple[str, ...]], *, as_json: bool
) -> int:
    """Make the workbook of the next year, with the points of a score sheet when there is one, and show what carried over."""
    scores, sheet_name, columns = given
    asking = choose if not as_json and sys.stdin.isatty() else None
    sheet = from_plan.Scores(scores, from_scores.choices_of(sheet_name, columns), asking) if scores else None
    begun = from_plan.begin_from_plan(workbook, last_year, expected, sheet)
    if not as_json:
        for line in begun.lines:
            click.echo(line)
    return show(begun, as_json=as_json, extra={"lines": list(begun.lines)})


def choose(question: Question) -> int:
    """Show the options with their numbers and let the clerk choose one; 0 stops."""
    click.echo(click.style(f"\n{question.place}" if str(question.place) else "", bold=True) + f"\n{question.what}")
    for number, option in enumerate(question.options, 1):
        click.echo(f"  {number}. {option}")
    answer = ""
    while not (answer.isdecimal() and int(answer) <= len(question.options)):  # Click's own choice would complain in English
        answer = str(click.prompt(f"Chọn số 1-{len(question.options)}, 0 = dừng")).strip()
    if answer.strip("0") == "":
        raise click.Abort
    return int(answer) - 1
