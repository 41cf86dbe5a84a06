"""A form that a unit sent back, read whole: its results, papers and notes, or every reason why it can't be taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Final

from generator import files, vietnamese
from generator.errors import InputRefusedError, Place, Problem, any_error
from generator.package import Package, open_package
from generator.plan import Plan
from generator.records import Criterion, ReportingPeriod, Unit
from generator.results import CriterionResult, Evidence, Results, SupportNote, row_id
from generator.workbook.book import Book
from generator.workbook.findings import Findings
from generator.workbook.form_checks import Told, check
from generator.workbook.form_codes import note, worded
from generator.workbook.form_reading import Answer, MarkedRow, answer, head_values, marked_rows, placed_rows, sender, single
from generator.workbook.form_rows import digest, given_cells, led, reported_note, supported
from generator.workbook.form_sheets import EVIDENCE, LEAD, SUPPORT, FormSheet
from generator.workbook.grid import plain

_WITH_MACROS: Final = frozenset({".xlsm", ".xltm"})
_MACROS: Final = "vbaproject.bin"


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """A form that can be taken in; `problems` holds only warnings and notes. Number and day are those of the unit's paper.

    Results stand in the order of the plan, papers in the order in which the form was issued, however the rows were sorted.
    """

    unit: str
    number: str
    issued: date | None
    results: tuple[CriterionResult, ...]
    evidence: tuple[Evidence, ...]
    notes: tuple[SupportNote, ...]
    sha256: str
    problems: tuple[Problem, ...]


def read_returned_form(path: Path, plan: Plan, results: Results, period: ReportingPeriod, *, only: str = "") -> ReturnedForm:
    """Read a form of this plan and period. Raises InputRefusedError with every problem of the file, each with its cell and cure.

    Ids, and what a form does not show, are kept from `results` when the same row was reported before. `only` is the unit that hands
    it over, when it is not the clerk: a form of another one is refused before anything of it is compared (BIEU-34).
    """
    files.refuse_if_open(path)
    if path.suffix.lower() in _WITH_MACROS:
        raise InputRefusedError(worded("BIEU-02", Place(path.name)))
    package = open_package(path)
    if any(name.lower().endswith(_MACROS) for name in package.parts):
        raise InputRefusedError(worded("BIEU-02", package.place))
    findings = Findings(package.place.file)
    rows = marked_rows(Book(package).grids.values())
    unit = sender(rows, plan, period, findings)
    if unit is None:
        raise InputRefusedError(*findings.problems)
    if only and unit.id != only:
        raise InputRefusedError(worded("BIEU-34", package.place))
    return _Reading(plan, results, period, unit, findings, placed_rows(rows, findings)).form(package)


@dataclass(slots=True)
class _Reading:
    """One pass over the form of a known unit."""

    plan: Plan
    results: Results
    period: ReportingPeriod
    unit: Unit
    findings: Findings
    rows: list[MarkedRow]
    proved: set[str] = field(default_factory=set)
    """Ids of criteria for which a paper is named."""

    def form(self, package: Package) -> ReturnedForm:
        head = head_values(self.rows, self.findings)
        papers = self._evidence()
        told = self._results()
        notes = self._notes()
        if not any_error(self.findings.problems):
            self._check_orphans(papers, {row.criterion for row in told})
        problems = tuple(self.findings.problems)
        if any_error(problems):
            raise InputRefusedError(*problems)
        return ReturnedForm(
            self.unit.id, head["number"], head["issued"], told, self._with_ids(papers), notes, package.source.sha256, problems
        )

    def _results(self) -> tuple[CriterionResult, ...]:
        answers = dict(self._answers(LEAD, led(self.plan, self.period, self.unit)))
        found = (self._result(criterion, answers[criterion.id]) for criterion in self.plan.criteria if criterion.id in answers)
        return tuple(result for result in found if result is not None)

    def _result(self, criterion: Criterion, said: Answer) -> CriterionResult | None:
        if said.empty:
            note(self.findings, "BIEU-26", *said.row.place("progress"), code=criterion.code)
            return None
        told = Told(said, criterion, self.period, self.plan.facts.action_year, criterion.id in self.proved | self._proved_before())
        check(told, self.findings)
        before = self.results.of(self.period.id, criterion.id)
        if told.progress is None:
            return None
        return CriterionResult(
            id=row_id(self.period.id, criterion.id),
            internal_note=before.internal_note if before else "",
            period=self.period.id,
            criterion=criterion.id,
            unit=self.unit.id,
            **said.values,
        )

    def _proved_before(self) -> set[str]:
        earlier = {period.id for period in self.plan.periods if period.last < self.period.last}
        return {paper.criterion for paper in self.results.evidence if paper.period in earlier}

    def _notes(self) -> tuple[SupportNote, ...]:
        answers = dict(self._answers(SUPPORT, supported(self.plan, self.period, self.unit)))
        return tuple(
            self._note(criterion, answers[criterion.id])
            for criterion in self.plan.criteria
            if criterion.id in answers and answers[criterion.id].values["note"]
        )

    def _note(self, criterion: Criterion, said: Answer) -> SupportNote:
        before = reported_note(self.results, self.period.id, criterion.id, self.unit.id)
        return SupportNote(
            id=row_id(self.period.id, criterion.id, self.unit.id),
            internal_note=before.internal_note if before else "",
            period=self.period.id,
            criterion=criterion.id,
            unit=self.unit.id,
            note=said.values["note"],
        )

    def _answers(self, schema: FormSheet, expected: tuple[Criterion, ...]) -> Iterator[tuple[str, Answer]]:
        """The rows of a sheet of criteria: each expected one is there, none is of an older issue."""
        rows = {row.mark.row: row for row in single(self.rows, schema, self.findings)}
        known = {criterion.id: criterion for criterion in expected}
        if not rows and schema is not LEAD:
            self._note_missing_sheet(schema, needed=bool(expected))
            return
        for criterion in expected:
            if criterion.id not in rows:
                note(self.findings, "BIEU-08", schema.title, code=criterion.code)
        for identity, row in rows.items():
            if identity in known:
                self._compare(row, schema, known[identity])
                yield identity, answer(row, schema, self.findings)
            else:
                note(self.findings, "BIEU-07", *row.place("code"), found=row.cell("code").words or identity)

    def _note_missing_sheet(self, schema: FormSheet, *, needed: bool) -> None:
        if needed:
            note(self.findings, "BIEU-30", heading=schema.title)

    def _compare(self, row: MarkedRow, schema: FormSheet, criterion: Criterion) -> None:
        """An older issue is known by its hash; otherwise a given cell with other words was changed by the unit."""
        given = given_cells(schema, self.plan, criterion)
        if row.mark.digest != digest(given):
            note(self.findings, "BIEU-07", *row.place("code"), found=criterion.code)
            return
        for key in schema.compared:
            words = row.cell(key).words
            if key in row.columns and vietnamese.folded(words) != vietnamese.folded(plain(given[key])):
                note(self.findings, "BIEU-27", *row.place(key), heading=schema.column(key).heading, found=words)

    def _evidence(self) -> list[tuple[MarkedRow, Evidence]]:
        """Papers in the order of the issued form, with ids still to be given."""
        own = led(self.plan, self.period, self.unit)
        rows = single(self.rows, EVIDENCE, self.findings)
        if not rows:
            self._note_missing_sheet(EVIDENCE, needed=bool(own))
        found = []
        for row in sorted(rows, key=lambda row: row.mark.order):
            said = answer(row, EVIDENCE, self.findings)
            paper = None if said.empty else self._paper(said, {criterion.code: criterion.id for criterion in own})
            if paper is not None:
                found.append((row, paper))
        return found

    def _paper(self, said: Answer, own: dict[str, str]) -> Evidence | None:
        for key in ("criterion", "title"):
            if not said.says(key):
                note(self.findings, "BIEU-25", *said.row.place(key), heading=EVIDENCE.column(key).heading)
        code = said.values["criterion"]
        if code is None:
            return None
        if code not in own:
            note(self.findings, "BIEU-24", *said.row.place("criterion"), found=code, choices="; ".join(own))
            return None
        self.proved.add(own[code])
        values = {**said.values, "criterion": own[code]}
        return Evidence(id="0", period=self.period.id, unit=self.unit.id, **values)

    def _check_orphans(self, papers: list[tuple[MarkedRow, Evidence]], told: set[str]) -> None:
        codes = {criterion.id: criterion.code for criterion in self.plan.criteria}
        for row, paper in papers:
            if paper.criterion not in told:
                note(self.findings, "BIEU-33", *row.place("criterion"), code=codes[paper.criterion])

    def _with_ids(self, papers: list[tuple[MarkedRow, Evidence]]) -> tuple[Evidence, ...]:
        """A paper that was reported before keeps its id, a new one takes the first free number of its criterion."""
        mine = {paper.id: paper for paper in self.results.evidence if (paper.period, paper.unit) == (self.period.id, self.unit.id)}
        kept = {row.mark.row: mine[row.mark.known_id] for row, paper in papers if _same_paper(mine.get(row.mark.known_id), paper)}
        others = {paper.id for paper in self.results.evidence} - set(mine)
        taken = {identity.casefold() for identity in (*others, *(paper.id for paper in kept.values()))}
        found = []
        for row, paper in papers:
            known = kept.get(row.mark.row)
            identity = known.id if known else self._free_id(paper.criterion, taken)
            before = mine.get(identity)
            found.append(paper.model_copy(update={"id": identity, "internal_note": before.internal_note if before else ""}))
        return tuple(found)

    def _free_id(self, criterion: str, taken: set[str]) -> str:
        numbers = (row_id(self.period.id, criterion, str(number)) for number in count(1))
        chosen = next(identity for identity in numbers if identity.casefold() not in taken)
        taken.add(chosen.casefold())
        return chosen


def _same_paper(before: Evidence | None, paper: Evidence) -> bool:
    return before is not None and before.criterion == paper.criterion
