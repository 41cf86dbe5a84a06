"""What lies in the folder of outputs for a period: forms to send out, forms as they came, letters, drafts of its report, issued papers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from generator import files, history
from generator.actions.drafts import Series
from generator.actions.reports import report_series
from generator.actions.urging import letter_name
from generator.history import Event
from generator.papers import FIRST, SECOND
from generator.records import ReportingPeriod
from generator.results import Submission
from generator.standing import reporting_units
from generator.workbook import PlanBook, form_name

_LIMIT: Final = 256 * 2**20


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A numbered draft of the report with what stands beside it."""

    number: int
    document: Path
    figures: Path | None
    pages: Path | None


@dataclass(frozen=True, slots=True)
class Letter:
    """An urging letter: of the first or the second asking."""

    level: int
    document: Path


@dataclass(frozen=True, slots=True)
class PeriodFiles:
    """The files of a period; `sent_out` and `received` by the code of the unit. Only what is there is named."""

    archive: Path | None
    """The last zip of forms."""
    sent_out: Mapping[str, Path] = field(default_factory=dict)
    received: Mapping[str, Path] = field(default_factory=dict)
    letters: tuple[Letter, ...] = ()
    drafts: tuple[ReportDraft, ...] = ()
    issued: tuple[Path, ...] = ()
    """Final copies of its report and letters."""


def period_files(book: PlanBook, out: Path, period: ReportingPeriod) -> PeriodFiles:
    """Look only: the folder may lack anything, or not be there at all."""
    stem = book.package.source.path.stem
    folder = _last_forms(out, stem, period.id)
    archive = folder.with_name(f"{folder.name}.zip") if folder else None
    series = report_series(out, stem, period.id)
    return PeriodFiles(
        archive if archive and archive.is_file() else None,
        dict(_sent_out(book, period, folder)) if folder else {},
        dict(_received(book, out / f"{stem}-nhan-{period.id}", period)),
        tuple(_letters(out, stem, period.id)),
        tuple(_draft(series, number) for number in series.numbers()),
        tuple(_issued(out, stem, {series.paper, letter_name(period.id, FIRST), letter_name(period.id, SECOND)})),
    )


def _last_forms(out: Path, stem: str, period: str) -> Path | None:
    """The folder of forms made last: `…-bieu-Q1`, `…-bieu-Q1-lan-2`."""
    pattern = re.compile(re.escape(f"{stem}-bieu-{period}") + r"(?:-lan-(\d+))?")
    folders = [path for path in out.iterdir() if path.is_dir()] if out.is_dir() else []
    numbered = [(int(match[1] or 1), path) for path in folders if (match := pattern.fullmatch(path.name))]
    return max(numbered)[1] if numbered else None


def _sent_out(book: PlanBook, period: ReportingPeriod, folder: Path) -> Iterator[tuple[str, Path]]:
    for unit in reporting_units(book.plan, period):
        path = folder / form_name(book.plan, period, unit)
        if path.is_file():
            yield unit.id, path


def _received(book: PlanBook, folder: Path, period: ReportingPeriod) -> Iterator[tuple[str, Path]]:
    """The file of each form that counts: its name carries the beginning of the hash that the workbook holds."""
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    for row in book.results.submissions:
        kept = next((path for path in there if row.period == period.id and _is_of(path, row)), None)
        if kept:
            yield row.unit, kept


def _is_of(path: Path, row: Submission) -> bool:
    return path.name.startswith(f"{row.unit}-") and path.stem.endswith(f"-{row.sha256[:12]}")


def _letters(out: Path, stem: str, period: str) -> Iterator[Letter]:
    pattern = re.compile(re.escape(f"{stem}-don-doc-{period}-lan-") + r"([12])(?:-(\d+))?\.docx")
    names = sorted(path.name for path in out.iterdir() if path.is_file()) if out.is_dir() else []
    found = ((int(match[1]), int(match[2] or 1), name) for name in names if (match := pattern.fullmatch(name)))
    yield from (Letter(level, out / name) for level, _, name in sorted(found))


def _draft(series: Series, number: int) -> ReportDraft:
    figures, pages = (series.path(number, end) for end in ("-so-lieu.xlsx", ".pdf"))
    return ReportDraft(number, series.path(number), figures if figures.is_file() else None, pages if pages.is_file() else None)


def _issued(out: Path, stem: str, papers: Collection[str]) -> Iterator[Path]:
    """The final copies of the papers that the history tells of and that still lie as they were put there."""
    hashes = {row.sha256 for row in history.entries(out, stem) if row.event is Event.ISSUED and row.origin.paper in papers}
    there = sorted((out / "phat-hanh").rglob("*.docx")) if hashes else []
    yield from (path for path in there if files.read(path, limit=_LIMIT).sha256 in hashes)
