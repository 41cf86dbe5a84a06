"""The plan's next draft: workbook and template in, a numbered Word file out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from generator import blueprint, files, package, render, vietnamese
from generator.actions.drafts import beside_as_pdf, next_draft
from generator.actions.outcome import Outcome
from generator.papers import PlanPaper, plan_paper
from generator.plan import Plan
from generator.workbook import PlanBook, patch_cells, read_plan_book, save_new_ids


def draft_plan(workbook: Path, out: Path, *, template: Path | None = None, as_pdf: bool = False) -> Outcome:
    """Make the next draft of the plan in folder `out`; a draft that is there is never overwritten.

    The same workbook and template give the same file: then the draft that is there is the answer.
    """
    book = read_plan_book(workbook)
    source = template or files.shipped("templates", blueprint.FILE_NAMES[book.plan.facts.annex_profile])
    ready = render.load(package.open_package(source), PlanPaper)
    draft = next_draft(out, workbook.stem, lambda number: {".docx": render.render(ready, plan_paper(book.plan, draft=number))})
    ((path, data),) = draft.items()
    _write(book, path, data)
    pages, warnings = beside_as_pdf(path) if as_pdf else ((), ())
    return Outcome((path, *pages), (*book.problems, *ready.problems, *warnings), _summary(book.plan))


def _write(book: PlanBook, path: Path, data: bytes) -> None:
    """New rows get their lasting ids in the workbook at the same moment as the draft that names them."""
    if path.exists():
        save_new_ids(book)
    elif book.new_ids:
        files.write_with(path, data, book.package.source, patch_cells(book.package, book.new_ids))
    else:
        files.write_new(path, data)


def _summary(plan: Plan) -> str:
    lost = sum((row.lost for row in plan.criteria), Decimal(0))
    total = plan.facts.applicable_maximum - plan.facts.score
    return f"{len(plan.criteria)} tiêu chí, điểm bị trừ trong kế hoạch {vietnamese.points(lost)} trên tổng số {vietnamese.points(total)}"
