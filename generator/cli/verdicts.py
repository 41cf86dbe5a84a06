"""Verdicts on Word files on the screen: findings with their clause, what was mended, one table for many files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.showing import DONE, FINDINGS, print_json, show
from generator.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.actions.checking_papers import CheckedPaper, Verdict

_HEADS: Final = ("Lỗi", "Cần xem", "Ghi chú")


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
