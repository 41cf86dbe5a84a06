"""The report of a period as a numbered draft, with the workbook of its figures beside it."""

from __future__ import annotations

from pathlib import Path

from generator import blueprint, files, package, render, report
from generator.actions.drafts import beside_as_pdf, next_draft
from generator.actions.outcome import Outcome
from generator.errors import InputRefusedError, OutputRefusedError, Problem, Severity
from generator.papers import CompletionReport, ResultReport, completion_report, result_report
from generator.records import ReportingPeriod
from generator.standing import COMPLETION, period_of
from generator.workbook import PlanBook, read_plan_book, write_figures_book


def make_report(workbook: Path, out: Path, *, period: str, with_gaps: bool = False, as_pdf: bool = False) -> Outcome:
    """Write the report of a period: for Q4 and NAM the completion report.

    Raises InputRefusedError when a gate stops; `with_gaps` writes anyway, each gap visibly marked in the document.
    """
    book = read_plan_book(workbook)
    asked = period_of(book.plan, period)
    gates = report.gates(book.plan, book.results, asked)
    stops = tuple(problem for problem in gates if problem.severity is Severity.ERROR)
    if stops and not with_gaps:
        raise InputRefusedError(*_placed(stops, workbook.name))
    figures, document, template = _worded(book, asked, stops)
    _proved(figures)
    ready = render.load(package.open_package(files.shipped("templates", template)), type(document))
    made = {".docx": render.render(ready, document), "-so-lieu.xlsx": write_figures_book(figures, book.plan)}
    draft = next_draft(out, f"{workbook.stem}-bao-cao-{period}", lambda _number: made)
    for place, content in draft.items():
        if not place.exists():
            files.write_new(place, content)
    path, numbers = draft
    pages, warnings = beside_as_pdf(path) if as_pdf else ((), ())
    problems = (*book.problems, *_placed(gates, workbook.name, softened=True), *ready.problems, *warnings)
    overall = figures.figures.overall if isinstance(figures, report.Completion) else figures.overall
    return Outcome((path, numbers, *pages), problems, report.completion_sentence(overall))


def _worded(
    book: PlanBook, period: ReportingPeriod, gaps: tuple[Problem, ...]
) -> tuple[report.Figures | report.Completion, ResultReport | CompletionReport, str]:
    """Figures, the document that prints them, and the template it is printed with."""
    if period.code in COMPLETION:
        document = completion_report(book.plan, book.results, period, gaps=gaps)
        return report.completion(book.plan, book.results, period), document, blueprint.COMPLETION_FILE
    return report.figures(book.plan, book.results, period), result_report(book.plan, book.results, period, gaps=gaps), blueprint.REPORT_FILE


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
