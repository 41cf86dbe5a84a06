"""`vanban new`: what can't be made out is asked, how the sources were read is shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from generator.actions import beginning
from generator.cli.showing import show

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from generator.score_sheets import Question


def begin(workbook: Path, sources: beginning.Sources, today: date, *, as_json: bool) -> int:
    """Make the workbook and show how the sources were read; without a terminal an open question is a refusal."""
    asking = choose if not as_json and sys.stdin.isatty() else None
    begun = beginning.begin(workbook, sources, asking, today=today)
    if not as_json:
        for line in begun.lines:
            click.echo(line)
    return show(begun, as_json=as_json, extra=beginning.as_tables(begun))


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
