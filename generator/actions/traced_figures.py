"""The figures of a period's report, each with the rows it is made of and the cells where these stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeAlias

from generator import files, vietnamese
from generator.actions.reports import report_figures
from generator.errors import Place
from generator.records import ReportingPeriod
from generator.report import Completion, Figures, Group
from generator.results import Progress
from generator.standing import UNREPORTED, Line, UnitStanding, lines, until
from generator.workbook import CountedFigure, GivenFigure, PlanBook, figure_blocks, write_figures_book

_LIMIT: Final = 64 * 2**20
_ONE: Final = Decimal(1)
_HALF: Final = Decimal("0.5")
_NONE: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Behind:
    """A row that a figure is made of: a criterion or a unit, what it adds to the figure, what it says, and its cells."""

    code: str
    name: str
    part: Decimal
    says: str
    places: tuple[Place, ...]
    criterion: str = ""
    """The criterion's id; empty for a unit."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure as the report prints it, how it is reckoned in words, and the rows behind it.

    `places` are the cells of a number that was given, not counted.
    """

    key: str
    name: str
    words: str
    unit: str
    printed: str
    rows: tuple[Behind, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class TracedBlock:
    """Figures under one heading of the sheet «Số liệu»."""

    title: str
    figures: tuple[Traced, ...]


@dataclass(frozen=True, slots=True)
class TracedReport:
    """All figures of a period's report, and the same by field and by lead unit with the codes of their rows."""

    blocks: tuple[TracedBlock, ...]
    fields: tuple[Group, ...]
    leads: tuple[Group, ...]


_Part: TypeAlias = Callable[[Line], Decimal | None]
"""What a line adds to a figure; None: it has no part in it."""


@dataclass(frozen=True, slots=True)
class _Trace:
    """How a figure comes from the lines: the part of each, and the columns that decide it."""

    part: _Part
    columns: tuple[str, ...]


def _counted(holds: Callable[[Line], bool]) -> _Part:
    return lambda line: _ONE if holds(line) else None


def _is(progress: Progress | None) -> _Trace:
    return _Trace(_counted(lambda line: line.progress is progress), ("progress",))


def _applies(line: Line) -> bool:
    return line.progress is not Progress.NOT_APPLICABLE


def _degree(line: Line) -> Decimal | None:
    if not _applies(line):
        return None
    return {Progress.DONE: _ONE, Progress.ONGOING: _HALF}.get(line.progress, _NONE) if line.progress else _NONE


def _done_of_base(line: Line) -> Decimal | None:
    return (_ONE if line.progress is Progress.DONE else _NONE) if _applies(line) else None


def _gain(line: Line) -> Decimal | None:
    told = line.result and line.result.expected is not None and line.criterion.self_scored
    return line.expected - line.criterion.score if told else None


_GAIN: Final = _Trace(_gain, ("score", "expected"))
_TRACES: Final[Mapping[str, _Trace]] = {
    "total": _Trace(_counted(lambda _line: True), ("code",)),
    "done": _is(Progress.DONE),
    "ongoing": _is(Progress.ONGOING),
    "not_started": _is(Progress.NOT_STARTED),
    "not_applicable": _is(Progress.NOT_APPLICABLE),
    "unreported": _is(None),
    "base": _Trace(_counted(_applies), ("progress",)),
    "completion_rate": _Trace(_done_of_base, ("progress",)),
    "overdue": _Trace(_counted(lambda line: line.overdue), ("progress", "time")),
    "converted_degree": _Trace(_degree, ("progress",)),
    "maximum": _Trace(lambda line: line.criterion.maximum, ("maximum",)),
    "old_score": _Trace(lambda line: line.criterion.score, ("score",)),
    "lost": _Trace(lambda line: line.criterion.lost, ("maximum", "score")),
    "expected": _Trace(lambda line: line.expected if line.criterion.self_scored else None, ("expected", "score")),
    "gain": _GAIN,
    "expected_index": _GAIN,
    "unexplained": _Trace(lambda line: line.criterion.lost, ("maximum", "score")),
    "with_evidence": _Trace(_counted(lambda line: bool(line.evidence)), ("evidence",)),
    "without_evidence": _Trace(_counted(lambda line: not line.evidence), ("progress",)),
    "carried": _Trace(_counted(lambda line: line.open), ("progress",)),
    "recovered": _GAIN,
    "still_lost": _Trace(lambda line: line.criterion.lost - (_gain(line) or _NONE), ("maximum", "score", "expected")),
    "self_estimate": _Trace(_degree, ("progress",)),
}
"""By the key of a figure; those of units, of the change and of earlier periods are traced below."""


def traced_report(book: PlanBook, period: ReportingPeriod) -> TracedReport:
    """Every figure that the report of the period prints, as the workbook stands now."""
    found, _ = report_figures(book, period)
    figures = found.figures if isinstance(found, Completion) else found
    desk = _Desk(book, figures)
    blocks = (TracedBlock(block.title, tuple(desk.traced(row) for row in block.rows)) for block in figure_blocks(found))
    return TracedReport(tuple(blocks), figures.fields, figures.leads)


def still_agrees(book: PlanBook, period: ReportingPeriod, printed: Path) -> bool:
    """Whether a workbook of figures that was written beside a draft holds just what the plan's workbook says now."""
    found, _ = report_figures(book, period)
    return files.read(printed, limit=_LIMIT).data == write_figures_book(found, book.plan)


@dataclass(frozen=True, slots=True)
class _Desk:
    """The workbook with the places of its rows at hand."""

    book: PlanBook
    figures: Figures
    at: dict[str, dict[str, int]] = field(init=False)

    def __post_init__(self) -> None:
        plan, results = self.book.plan, self.book.results
        lists = {"criteria": plan.criteria, "units": plan.units, "periods": plan.periods}
        told = {"results": results.results, "evidence": results.evidence, "submissions": results.submissions}
        at = {name: {row.id: index for index, row in enumerate(rows)} for name, rows in {**lists, **told}.items()}
        object.__setattr__(self, "at", at)

    def traced(self, figure: GivenFigure | CountedFigure) -> Traced:
        """The figure with its rows."""
        printed = figure.printed if isinstance(figure, CountedFigure) else _shown(figure)
        rows = tuple(self._rows(figure.key))
        return Traced(figure.key, figure.name, figure.words, figure.unit, printed, rows, tuple(self._given(figure.key)))

    def _rows(self, key: str) -> Iterator[Behind]:
        if key in _TRACES:
            yield from self._lines(self.figures.lines, _TRACES[key])
        elif key == "difference":
            yield from self._moved()
        elif key == "units" or key.startswith("sent_"):
            yield from self._units(key)
        else:
            yield from self._earlier(key)

    def _lines(self, found: Iterable[Line], trace: _Trace) -> Iterator[Behind]:
        for line in found:
            part = trace.part(line)
            if part is not None:
                yield self._line(line, part, trace.columns)

    def _line(self, line: Line, part: Decimal, columns: tuple[str, ...]) -> Behind:
        row, says = line.criterion, str(line.progress or UNREPORTED)
        places = dict.fromkeys(place for column in columns for place in self._cells(line, column))
        return Behind(row.code, row.name.plain, part, says, tuple(places), row.id)

    def _cells(self, line: Line, column: str) -> Iterator[Place]:
        """The cells that decide a line's part; what nobody reported is found at the criterion's own row."""
        criterion = self.at["criteria"][line.criterion.id]
        if column == "evidence":
            yield from (self.book.place(("evidence", self.at["evidence"][paper.id], "title")) for paper in line.evidence)
        elif column not in {"progress", "expected"}:
            yield self.book.place(("criteria", criterion, column))
        elif line.result is not None and (column == "progress" or line.result.expected is not None):
            yield self.book.place(("results", self.at["results"][line.result.id], column))
        elif column == "progress":
            yield self.book.place(("criteria", criterion, "code"))

    def _moved(self) -> Iterator[Behind]:
        change = self.figures.change
        for line in self.figures.lines if change else ():
            sign = (line.criterion.code in change.newly_done) - (line.criterion.code in change.reopened) if change else 0
            if sign:
                yield self._line(line, Decimal(sign), ("progress",))

    def _units(self, key: str) -> Iterator[Behind]:
        standing = self.figures.standing
        of = {"sent_on_time": standing.on_time, "sent_late": standing.late, "sent_missing": standing.missing}
        yield from (self._unit(row) for row in of.get(key, standing.units))

    def _unit(self, row: UnitStanding) -> Behind:
        sent = self.book.results.submission(self.figures.period.id, row.unit.id)
        path = ("submissions", self.at["submissions"][sent.id], "received") if sent else ("units", self.at["units"][row.unit.id], "code")
        return Behind(row.unit.id, row.unit.printed, _ONE, row.words, (self.book.place(path),))

    def _earlier(self, key: str) -> Iterator[Behind]:
        """The lines of an earlier period, for `done_before`, `done_Q1`, `base_Q1`, `rate_Q1`."""
        kind, _, name = key.partition("_")
        change = self.figures.change
        code = change.before.id if name == "before" and change else name
        period = next((row for row in until(self.book.plan, self.figures.period) if row.id == code), None)
        trace = {"done": _TRACES["done"], "base": _TRACES["base"], "rate": _TRACES["completion_rate"]}.get(kind)
        if period and trace:
            yield from self._lines(lines(self.book.plan, self.book.results, period), trace)

    def _given(self, key: str) -> Iterator[Place]:
        period = self.at["periods"][self.figures.period.id]
        paths: dict[str, tuple[str | int, ...]] = {
            "period_end": ("periods", period, "last"),
            "published": ("facts", "score"),
            "applicable": ("facts", "applicable_maximum"),
        }
        yield from (self.book.place(path) for path in (paths.get(key),) if path)


def _shown(figure: GivenFigure) -> str:
    match figure.value:
        case Decimal() as points:
            return vietnamese.points(points)
        case int(count):
            return str(count)
        case day:
            return vietnamese.short_date(day)
