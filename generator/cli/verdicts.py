"""Verdicts on Word files on the screen: findings with their clause, what was mended, one table for many files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.showing import DONE, FINDINGS, print_json, show, show_checked, steps
from generator.errors import InputRefusedError, Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from generator.actions.checking_papers import CheckedPaper, Verdict

_HEADS: Final = ("Lỗi", "Cần xem", "Ghi chú")


def check_given(given: Path, out: Path, now: datetime, *, fix: bool, annotate: bool, as_json: bool) -> int:  # noqa: PLR0913 - as typed
    """Check a workbook, a Word file or every Word file of a folder, and show what was found.

    Raises InputRefusedError LENH-06 for an option that means nothing for what was given: it is never passed over.
    """
    if given.suffix.lower() == ".xlsx":
        if annotate:
            raise _not_for(given, "--annotate", "từng tệp Word")
        return _check_workbook(given, now, fix=fix, as_json=as_json)
    from generator.actions import checking_papers  # noqa: PLC0415 - a command imports only what it needs

    if given.is_dir():
        if fix or annotate:
            raise _not_for(given, "--fix" if fix else "--annotate", "từng tệp")
        return _check_folder(given, as_json=as_json)
    found = checking_papers.check_paper(given, out, checking_papers.Wish(annotate=annotate, fix=fix), now)
    return show_paper(found, checking_papers.as_tables(found.judged, found.changes), as_json=as_json)


def _check_workbook(given: Path, now: datetime, *, fix: bool, as_json: bool) -> int:
    from generator.actions import checking_plans  # noqa: PLC0415 - the same

    plan = checking_plans.fix_plan(given, now) if fix else checking_plans.check_plan(given)
    return show_checked(plan, checking_plans.as_tables(plan), as_json=as_json)


def _check_folder(given: Path, *, as_json: bool) -> int:
    from generator.actions import checking_papers  # noqa: PLC0415 - the same

    paths = checking_papers.word_files(given)
    with steps(len(paths), "Đang kiểm tra", shown=not as_json) as step:
        verdicts = checking_papers.judge_each(paths, step)
    tables = [checking_papers.as_tables(verdict) for verdict in verdicts if not isinstance(verdict, tuple)]
    return show_folder(verdicts, given, tables, as_json=as_json)


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


def show_folder(verdicts: Sequence[Verdict], folder: Path, tables: list[dict[str, Any]], *, as_json: bool) -> int:
    """Print one table: a line a file, with how much was found in it or why it was not judged."""
    failed = [error for verdict in verdicts if isinstance(verdict, tuple) for error in verdict[1].problems]
    if as_json:
        print_json([], failed, {"papers": tables})
    else:
        rows = [_row(verdict, folder) for verdict in verdicts]
        width = max(len(row[0]) for row in rows)
        click.echo(f"{'Tệp':<{width}}  " + "  ".join(_HEADS) + "  Loại")
        for name, *numbers, kind in rows:
            cells = "  ".join(f"{number:>{len(head)}}" for number, head in zip(numbers, _HEADS, strict=True))
            click.echo(f"{name:<{width}}  {cells}  {kind}")
        click.echo(f"Xem từng lỗi: vanban check TỆP.docx. Quy tắc về trang chỉ được xét khi kiểm tra từng tệp. Đã xem {len(rows)} tệp.")
    return FINDINGS if failed or any(_found_any(verdict) for verdict in verdicts) else DONE


def _row(verdict: Verdict, folder: Path) -> tuple[str, str, str, str, str]:
    from generator.actions.checking_papers import counts  # noqa: PLC0415 - a command imports only what it needs

    if isinstance(verdict, tuple):
        path, error = verdict
        return str(path.relative_to(folder)), "–", "–", "–", f"không đọc được: {error.problems[0].message}"
    found = counts(verdict)
    kind = (
        f"{verdict.anatomy.regime} ({verdict.anatomy.type_name.capitalize()})" if verdict.anatomy.type_name else str(verdict.anatomy.regime)
    )
    numbers = (str(found[severity]) for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE))
    return str(verdict.path.relative_to(folder)), next(numbers), next(numbers), next(numbers), kind


def _found_any(verdict: Verdict) -> bool:
    return not isinstance(verdict, tuple) and any(problem.severity is not Severity.NOTE for problem in verdict.problems)
