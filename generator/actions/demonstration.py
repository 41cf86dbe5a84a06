"""The clerk's year on the sample: from scores, check, plan, forms out and in, who is late, urging, reports, next year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from generator import files
from generator.actions import checking_papers, plan_drafts, reports
from generator.actions.beginning import Sources, begin
from generator.actions.checking_papers import check_paper
from generator.actions.checking_plans import check_plan
from generator.actions.forms_in import Handover, collect
from generator.actions.forms_out import make_forms
from generator.actions.outcome import Outcome
from generator.actions.plan_drafts import draft_plan
from generator.actions.progress import as_lines, how_things_stand
from generator.actions.reports import make_report
from generator.actions.samples import SAMPLE, SCORES
from generator.actions.urging import Day, urge
from generator.libreoffice import kept_warm, libreoffice

_BEGINNING: Final = datetime(2025, 1, 6, 9, 0)  # noqa: DTZ001 - the clerk's own clock
_IN_TIME: Final = datetime(2025, 3, 12, 9, 0)  # noqa: DTZ001 - the clerk's own clock
_TOO_LATE: Final = datetime(2025, 3, 18, 9, 0)  # noqa: DTZ001 - the same
_URGED: Final = datetime(2025, 3, 20, 9, 0)  # noqa: DTZ001 - the same
_REPORTED: Final = datetime(2025, 3, 20, 14, 0)  # noqa: DTZ001 - the same
_YEAR_END: Final = datetime(2025, 12, 10, 9, 0)  # noqa: DTZ001 - the same
_SEEN_ON: Final = date(2025, 3, 20)
_NEXT_YEAR: Final = date(2026, 1, 10)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the year: the command a clerk would type, what it gave, and lines to read."""

    command: str
    outcome: Outcome
    lines: tuple[str, ...] = ()


def demonstrate(out: Path) -> Iterator[Step]:
    """Do the steps one after the other, on a copy of the sample in `out`.

    Again, it changes nothing but for a second folder of forms, in which what was reported meanwhile is filled in.
    """
    with kept_warm():
        yield from _year(out)


def _year(out: Path) -> Iterator[Step]:
    book = out / SAMPLE
    if not book.exists():
        files.write_new(book, files.read(files.shipped("data", SAMPLE), limit=64 * 2**20).data)
    office = libreoffice() is not None
    scores = files.shipped("data", SCORES)
    yield from _begun(out / "tu-bang-diem.xlsx", f"--from-scores {scores}", Sources(scores=scores))
    yield Step(f"check {book}", Outcome(()), check_plan(book).page.lines)
    drafted = draft_plan(book, out, _BEGINNING, plan_drafts.Wish(as_pdf=office))
    yield Step(f"plan {book}", drafted)
    draft = drafted.files[0]
    yield Step(f"check {draft}", check_paper(draft, out, checking_papers.Wish(), _BEGINNING))
    yield Step(f"forms {book} --period Q1", make_forms(book, out, period="Q1"))
    yield _collected(book, out, "Q1-gui-lai/minh-hoa-Q1-VP-gui-lai.xlsx", "Q1", _IN_TIME)
    yield _collected(book, out, "Q1/minh-hoa-Q1-QLKH-nop-cham.xlsx", "Q1", _TOO_LATE)
    found = how_things_stand(book, period="Q1", day=_SEEN_ON)
    yield Step(f"status {book} --period Q1 --on 20/03/2025", found, tuple(as_lines(found)))
    yield Step(f"remind {book} --period Q1 --on 20/03/2025", urge(book, out, _URGED, period="Q1", asking=Day(_SEEN_ON)))
    yield Step(f"report {book} --period Q1", make_report(book, out, _REPORTED, period="Q1", wish=reports.Wish(as_pdf=office)))
    yield _collected(book, out, "NAM", "NAM", _YEAR_END)
    yield Step(
        f"report {book} --period NAM --draft",
        make_report(book, out, _YEAR_END, period="NAM", wish=reports.Wish(with_gaps=True, as_pdf=office)),
    )
    given = f"--from-plan {book} --expected {_NEXT_YEAR:%d/%m/%Y}"
    yield from _begun(out / "ke-hoach-cchc-2025.xlsx", given, Sources(last_year=book, expected=_NEXT_YEAR))


def _begun(path: Path, given: str, sources: Sources) -> Iterator[Step]:
    """A new workbook; one that is there is left alone."""
    if not path.exists():
        begun = begin(path, sources, None, today=_BEGINNING.date())
        yield Step(f"new {path} {given}", begun, begun.lines)


def _collected(book: Path, out: Path, name: str, period: str, received: datetime) -> Step:
    given = files.shipped("data", "bieu-minh-hoa", *name.split("/"))
    found = collect(book, out, Handover((given,), period, received))
    lines = tuple(f"{verdict.file}: {verdict.taken}" for verdict in found.verdicts)
    return Step(f'collect {book} {given} --period {period} --received "{received:%d/%m/%Y %H:%M}"', found, lines)
