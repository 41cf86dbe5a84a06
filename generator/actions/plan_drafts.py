"""The plan's next draft: workbook and template in, a numbered Word file out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from generator import blueprint, files, history, package, render, vietnamese
from generator.actions.drafts import Draft, Prepared, Series, beside_as_pdf, next_draft, origin_now, refuse_unpulled, remember, written
from generator.actions.outcome import Outcome
from generator.base import PLAN, Origin
from generator.errors import Place, Problem, Severity
from generator.papers import PlanPaper, plan_paper
from generator.plan import Plan
from generator.workbook import PlanBook, read_plan_book, save_new_ids


@dataclass(frozen=True, slots=True)
class Wish:
    """How the clerk wants the draft: an own template, a PDF beside it, and to go on although an edited draft was not taken back."""

    template: Path | None = None
    as_pdf: bool = False
    anyway: bool = False


def draft_plan(workbook: Path, out: Path, now: datetime, wish: Wish | None = None) -> Outcome:
    """Make the next draft of the plan in folder `out`; a draft that is there is never overwritten.

    The same workbook and template give the same file: then the draft that is there is the answer. Raises InputRefusedError DT-01 when
    a draft was edited by hand and its edits were not taken back.
    """
    wish = wish or Wish()
    book = read_plan_book(workbook)
    refuse_unpulled(series_of(workbook, out), now, anyway=wish.anyway)
    note: list[Problem] = []

    def prepare() -> Prepared:
        ready = prepared_plan(book, out, now, wish.template)
        note[:] = _what_changed(ready.series, ready.draft)
        files.refuse_unwritable(*([workbook] if book.new_ids else []), history.events_file(out, workbook.stem))
        return ready

    ready = written(prepare, lambda ready: _write(book, ready.draft))
    remember(ready.series, ready.draft)
    pages, warnings = beside_as_pdf(ready.draft.document) if wish.as_pdf else ((), ())
    return Outcome((ready.draft.document, *pages), (*ready.problems, *warnings, *note), ready.summary)


def series_of(workbook: Path, out: Path) -> Series:
    """The drafts of a workbook's plan."""
    return Series(out, workbook.stem, workbook.stem, PLAN)


def prepared_plan(book: PlanBook, out: Path, now: datetime, template: Path | None = None) -> Prepared:
    """The draft to have now, in memory."""
    source = package.open_word(template or files.shipped("templates", blueprint.FILE_NAMES[book.plan.facts.annex_profile]))
    ready = render.load(source, PlanPaper)
    series = series_of(book.package.source.path, out)

    @cache
    def paper(number: int) -> PlanPaper:
        return plan_paper(book.plan, draft=number)

    def make(origin: Origin) -> Mapping[str, bytes]:
        return {".docx": render.render(ready, paper(origin.draft), origin)}

    draft = next_draft(series, origin_now(PLAN, _hash_afterwards(book), source.source.sha256, now), make)
    return Prepared(series, draft, paper(draft.origin.draft), (*book.problems, *ready.problems), _summary(book.plan))


def _hash_afterwards(book: PlanBook) -> str:
    """Hash of the workbook as it is when the draft is there: new rows have their ids in it."""
    return files.sha256(_with_new_ids(book)) if book.new_ids else book.package.source.sha256


def _with_new_ids(book: PlanBook) -> bytes:
    from generator.workbook import patch_cells  # noqa: PLC0415 - slow to import, and most workbooks have all their ids

    return patch_cells(book.package, book.new_ids)


def _write(book: PlanBook, draft: Draft) -> None:
    """New rows get their lasting ids in the workbook at the same moment as the draft that names them."""
    path, data = draft.document, draft.files[draft.document]
    if path.exists():
        save_new_ids(book)
    elif book.new_ids:
        files.write_with(path, data, book.package.source, _with_new_ids(book))
    else:
        files.write_new(path, data)


def _what_changed(series: Series, draft: Draft) -> tuple[Problem, ...]:
    """A new draft after another: how to see what changed since."""
    before = series.path(draft.origin.draft - 1)
    if not draft.new or not before.exists():
        return ()
    cure = f"Chạy vanban redline {before} {draft.document} để có bản so sánh cho lãnh đạo xem"
    message = f"Đây là dự thảo lần {draft.origin.draft}; dự thảo lần {draft.origin.draft - 1} vẫn giữ nguyên"
    return (Problem("DT-02", message, cure, Place(draft.document.name), Severity.NOTE),)


def _summary(plan: Plan) -> str:
    lost = sum((row.lost for row in plan.criteria), Decimal(0))
    total = plan.facts.applicable_maximum - plan.facts.score
    return f"{len(plan.criteria)} tiêu chí, điểm bị trừ trong kế hoạch {vietnamese.points(lost)} trên tổng số {vietnamese.points(total)}"
