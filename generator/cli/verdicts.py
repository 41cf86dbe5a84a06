"""Verdicts on the screen: findings with their clause, what was mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from generator.cli.many import are_many, check_all
from generator.cli.showing import show, show_checked
from generator.errors import InputRefusedError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from generator.actions.checking_papers import CheckedPaper


def check_given(files: Sequence[Path], out: Path, now: datetime, cluster: str, *, fix: bool, annotate: bool, as_json: bool) -> int:  # noqa: PLR0913 - as typed
    """Check a workbook, a Word file or many of them and all of a folder, and show what was found.

    Raises InputRefusedError LENH-06 for an option that means nothing for what was given: it is never passed over.
    """
    given = files[0]
    if are_many(files, cluster):
        if fix or annotate:
            raise _not_for(given, "--fix" if fix else "--annotate", "từng tệp")
        return check_all(files, cluster, as_json=as_json)
    if given.suffix.lower() == ".xlsx":
        if annotate:
            raise _not_for(given, "--annotate", "từng tệp Word")
        return _check_workbook(given, now, fix=fix, as_json=as_json)
    from generator.actions import checking_papers  # noqa: PLC0415 - a command imports only what it needs

    found = checking_papers.check_paper(given, out, checking_papers.Wish(annotate=annotate, fix=fix), now)
    return show_paper(found, checking_papers.as_tables(found.judged, found.changes), as_json=as_json)


def _check_workbook(given: Path, now: datetime, *, fix: bool, as_json: bool) -> int:
    from generator.actions import checking_plans  # noqa: PLC0415 - the same

    plan = checking_plans.fix_plan(given, now) if fix else checking_plans.check_plan(given)
    return show_checked(plan, checking_plans.as_tables(plan), as_json=as_json)


def _not_for(given: Path, option: str, what: str) -> InputRefusedError:
    problem = Problem("LENH-06", f"Tuỳ chọn {option} chỉ dùng cho {what}", f"Bỏ {option}, hoặc chỉ đúng tệp cần làm", Place(str(given)))
    return InputRefusedError(problem)


def show_paper(found: CheckedPaper, tables: dict[str, Any], *, as_json: bool) -> int:
    """Print the verdict on one file."""
    if not as_json:
        for change in found.changes:
            where = f"{change.part} «{change.words}»" if change.words else change.part
            click.echo(f"Đã sửa [{change.code}] {where}: {change.what} {change.before} → {change.after}")
    return show(found, as_json=as_json, extra=tables)
