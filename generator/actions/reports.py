"""The report of a period as a numbered draft, with the workbook of its figures beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator import blueprint, files, history, package, render, report
from generator.actions.drafts import Prepared, Series, beside_as_pdf, next_draft, origin_now, refuse_unpulled, remember, written
from generator.actions.outcome import Outcome
from generator.base import Origin
from generator.errors import InputRefusedError, OutputRefusedError, Place, Problem, Severity
from generator.papers import CompletionReport, ResultReport, completion_report, result_report, reworded
from generator.records import ReportingPeriod
from generator.results import Rewording
from generator.standing import COMPLETION, period_of
from generator.workbook import PlanBook, read_plan_book, write_figures_book


@dataclass(frozen=True, slots=True)
class Wish:
    """How the clerk wants the report: with its gaps marked, a PDF beside it, and although an edited draft was not taken back."""

    with_gaps: bool = False
    as_pdf: bool = False
    anyway: bool = False


def paper_name(period: str) -> str:
    """The name of a period's report in history and base."""
    return f"report-{period}"


def make_report(workbook: Path, out: Path, now: datetime, *, period: str, wish: Wish | None = None) -> Outcome:
    """Write the report of a period: for Q4 and NAM the completion report.

    Raises InputRefusedError when a gate stops; `with_gaps` writes anyway, each gap visibly marked in the document.
    """
    wish = wish or Wish()
    book = read_plan_book(workbook)
    period_of(book.plan, period)
    refuse_unpulled(report_series(out, workbook.stem, period), now, anyway=wish.anyway)
    ready = written(lambda: prepared_report(book, out, now, period=period, with_gaps=wish.with_gaps), _write)
    remember(ready.series, ready.draft)
    pages, warnings = beside_as_pdf(ready.draft.document) if wish.as_pdf else ((), ())
    return Outcome((*ready.draft.files, *pages), (*ready.problems, *warnings), ready.summary)


def _write(ready: Prepared) -> None:
    """The report and its figures; what is there from a run that was cut off is just that."""
    files.refuse_unwritable(history.events_file(ready.series.out, ready.series.book))
    for place, content in ready.draft.files.items():
        if not place.exists():
            files.write_new(place, content)


def prepared_report(book: PlanBook, out: Path, now: datetime, *, period: str, with_gaps: bool) -> Prepared:
    """The report to have now, in memory. Raises InputRefusedError when a gate stops, unless its gaps may be marked."""
    workbook = book.package.source.path
    asked = period_of(book.plan, period)
    series = report_series(out, workbook.stem, period)
    gates = report.gates(book.plan, book.results, asked)
    stops = tuple(problem for problem in gates if problem.severity is Severity.ERROR)
    if stops and not with_gaps:
        raise InputRefusedError(*_placed(stops, workbook.name))
    figures, template = report_figures(book, asked)
    document = reworded(worded_report(book, asked, stops), series.paper, book.results.rewordings)
    _proved(figures)
    source = package.open_package(files.shipped("templates", template))
    ready = render.load(source, type(document.paper))
    numbers = write_figures_book(figures, book.plan)

    def make(origin: Origin) -> Mapping[str, bytes]:
        return {".docx": render.render(ready, document.paper, origin), "-so-lieu.xlsx": numbers}

    draft = next_draft(series, origin_now(series.paper, book.package.source.sha256, source.source.sha256, now), make)
    stale = stale_rewordings(document.stale, workbook.name)
    overall = figures.figures.overall if isinstance(figures, report.Completion) else figures.overall
    problems = (*book.problems, *_placed(gates, workbook.name, softened=True), *ready.problems, *stale)
    return Prepared(series, draft, document.paper, problems, report.completion_sentence(overall).removesuffix("."))


def before_report(book: PlanBook, out: Path, period: ReportingPeriod, now: datetime) -> tuple[Problem, ...]:
    """What a person should see before asking for the report: drafts edited by hand that it would pass over, then the gates.

    In a quarterly report the gates only warn. An error stops the report, unless it is asked for with its gaps marked.
    """
    stem = book.package.source.path.stem
    gates = _placed(report.gates(book.plan, book.results, period), book.package.place.file)
    try:
        refuse_unpulled(report_series(out, stem, period.id), now, anyway=False)
    except InputRefusedError as error:
        return (*error.problems, *gates)
    return gates


def report_series(out: Path, stem: str, period: str) -> Series:
    """The drafts of a period's report."""
    return Series(out, stem, f"{stem}-bao-cao-{period}", paper_name(period))


def report_figures(book: PlanBook, period: ReportingPeriod) -> tuple[report.Figures | report.Completion, str]:
    """The figures of a period, and the template that its report is printed with."""
    if period.code in COMPLETION:
        return report.completion(book.plan, book.results, period), blueprint.COMPLETION_FILE
    return report.figures(book.plan, book.results, period), blueprint.REPORT_FILE


def worded_report(book: PlanBook, period: ReportingPeriod, gaps: tuple[Problem, ...]) -> ResultReport | CompletionReport:
    """The report as the program words it."""
    make = completion_report if period.code in COMPLETION else result_report
    return make(book.plan, book.results, period, gaps=gaps)


def stale_rewordings(stale: tuple[Rewording, ...], file: str) -> tuple[Problem, ...]:
    """Sentences worded anew that were not used, because the program words them otherwise by now."""
    cure = "Xem lại dòng này ở trang Lời sửa tay: sửa theo câu mới, hoặc xoá dòng"
    return tuple(
        Problem(
            "LST-01",
            f"Lời sửa tay “{row.text.plain[:60]}” không in vì câu của phần mềm đã đổi",
            cure,
            Place(file, "Lời sửa tay"),
            Severity.WARNING,
        )
        for row in stale
    )


def _proved(found: report.Figures | report.Completion) -> None:
    """Sums that do not agree are a fault of the program: nothing is written."""
    if problems := report.cross_checks(found.figures if isinstance(found, report.Completion) else found):
        raise OutputRefusedError(*problems)


def _placed(problems: tuple[Problem, ...], file: str, *, softened: bool = False) -> tuple[Problem, ...]:
    """The same problems in this file; softened, what stops becomes what has to be looked at."""
    severities = {Severity.ERROR: Severity.WARNING} if softened else {}
    return tuple(
        Problem(p.code, p.message, p.cure, type(p.place)(file, p.place.sheet, p.place.cell), severities.get(p.severity, p.severity))
        for p in problems
    )
