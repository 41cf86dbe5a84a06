"""The plan's next draft: workbook and template in, a numbered Word file out."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Final

from generator import blueprint, files, package, pdf, render, vietnamese
from generator.actions.outcome import Outcome
from generator.errors import OutputRefusedError, Problem, Severity
from generator.papers import PlanPaper, plan_paper
from generator.plan import Plan
from generator.workbook import PlanBook, patch_cells, read_plan_book, save_new_ids

_DRAFT_LIMIT: Final = 256 * 2**20


def draft_plan(workbook: Path, out: Path, *, template: Path | None = None, as_pdf: bool = False) -> Outcome:
    """Make the next draft of the plan in folder `out`; a draft that is there is never overwritten.

    The same workbook and template give the same file: then the draft that is there is the answer.
    """
    book = read_plan_book(workbook)
    source = template or files.shipped("templates", blueprint.FILE_NAMES[book.plan.facts.annex_profile])
    ready = render.load(package.open_package(source), PlanPaper)
    path, data = _next_draft(out, workbook.stem, lambda number: render.render(ready, plan_paper(book.plan, draft=number)))
    _write(book, path, data)
    problems = (*book.problems, *ready.problems)
    if not as_pdf:
        return Outcome((path,), problems, _summary(book.plan))
    return _with_pdf(path, problems, book.plan)


def _next_draft(out: Path, stem: str, make: Callable[[int], bytes]) -> tuple[Path, bytes]:
    """The last draft when it would come out the same, else the one after it."""
    last = max(_numbers(out, stem), default=0)
    if last:
        path = _draft_path(out, stem, last)
        data = make(last)
        if files.read(path, limit=_DRAFT_LIMIT).data == data:
            return path, data
    return _draft_path(out, stem, last + 1), make(last + 1)


def _numbers(out: Path, stem: str) -> list[int]:
    pattern = re.compile(re.escape(stem) + r"-du-thao-(\d+)\.docx", re.IGNORECASE)
    names = [path.name for path in out.iterdir()] if out.is_dir() else []
    return [int(match[1]) for name in names if (match := pattern.fullmatch(name))]


def _draft_path(out: Path, stem: str, number: int) -> Path:
    return out / f"{stem}-du-thao-{number}.docx"


def _write(book: PlanBook, path: Path, data: bytes) -> None:
    """New rows get their lasting ids in the workbook at the same moment as the draft that names them."""
    fresh = not path.exists()
    if not fresh:
        save_new_ids(book)
    elif book.new_ids:
        files.write_with(path, data, book.package.source, patch_cells(book.package, book.new_ids))
    else:
        files.write_new(path, data)


def _with_pdf(path: Path, problems: tuple[Problem, ...], plan: Plan) -> Outcome:
    """The Word file stays when no PDF can be made."""
    pages = path.with_suffix(".pdf")
    try:
        files.write(pages, pdf.convert(path))
    except OutputRefusedError as error:
        told = tuple(Problem(p.code, p.message, p.cure, p.place, Severity.WARNING) for p in error.problems)
        return Outcome((path,), (*problems, *told), _summary(plan))
    return Outcome((path, pages), problems, _summary(plan))


def _summary(plan: Plan) -> str:
    lost = sum((row.lost for row in plan.criteria), Decimal(0))
    total = plan.facts.applicable_maximum - plan.facts.score
    return f"{len(plan.criteria)} tiêu chí, điểm bị trừ trong kế hoạch {vietnamese.points(lost)} trên tổng số {vietnamese.points(total)}"
