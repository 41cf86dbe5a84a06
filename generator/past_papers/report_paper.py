"""A report on the plan, written in Word, as the cells of a workbook: the plan that it tells of, and what was reported in its period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.anatomy import Part
from generator.errors import Place, Problem
from generator.past_papers.annex import CriteriaTable, criteria_table
from generator.past_papers.bases import bases
from generator.past_papers.criteria import Criteria, criteria
from generator.past_papers.derived import annex_notes, is_derived, papers_table, submission_tables, take_derived_tables
from generator.past_papers.facts import told_facts
from generator.past_papers.foot import recipients, signer
from generator.past_papers.imported import Imported, put
from generator.past_papers.letterhead import Head, agency_row
from generator.past_papers.period import cited_plan, period_of, put_period, units_due
from generator.past_papers.plan_paper import criteria_problems, field_names
from generator.past_papers.report_text import ReportText
from generator.past_papers.results import Reported, annex_results, papers_of
from generator.past_papers.source import Grid, Source
from generator.past_papers.telling import at, leftovers, note, recall
from generator.past_papers.units import unit_names, unit_rows
from generator.past_papers.wording import one_line, years
from generator.richtext import Text
from generator.workbook import BookRow, bare, blank_cells

_PLAN: Final = "ke hoach"
_NOW: Final = re.compile(r"\s*\(nay là (?P<heir>[^()]*)\)")
_NAMED: Final = re.compile(r"\(?ky bao cao tu .*|(?:quy (?:[ivx]+|\d)|(?:6|9|sau|chin) thang(?: dau nam)?)(?: nam)? \d{4}")
"""Lines below the title that only name the period."""
_ESTIMATE: Final = re.compile(
    r"điểm (?P<verb>tăng thêm|giảm đi): (?P<gain>[\d,.]+) điểm; chỉ số dự kiến: (?P<index>[\d,.]+)/(?P<whole>[\d,.]+) điểm"
)


def report_cells(source: Source, found: Head, file: str, year: int) -> Imported:
    """The cells of the plan and of one period's results."""
    texts = [line.words for line in source.lines]
    words = "\n".join(texts)
    assessed = next(iter(years(found.title.plain)), (found.year or year) - 1)
    cells = blank_cells(assessed + 1)
    named = [line for line in source.of(Part.OTHER, Part.BODY) if _NAMED.fullmatch(bare(line.words))]
    source.pass_over(*named)
    period = period_of("\n".join((found.title.plain, *(line.words for line in named))), words)
    sent = submission_tables(source)
    read = _Reported(source, Reported(period.name), list(_senders(sent)))
    cited, told = bases(source), ReportText(source, read.reported)
    told.read()
    rows = criteria(read.table, field_names(cells, read.table, texts), assessed + 1) if read.table else Criteria()
    agency, signing = agency_row(found, texts), signer(source)
    put_period(cells, period, units_due(words))
    put(cells, "agencies", [agency])
    put(cells, "bases", [row for row in cited if not _is_own_plan(row)])
    put(cells, "criteria", rows.rows)
    put(cells, "units", read.units(rows, texts))
    put(cells, "recipients", recipients(source))
    put(cells, "signers", [signing] if signing and signing["name"] else [])
    cells.lists.update(read.lists, narrative=told.narrative)
    plan = cited_plan(told.opening) or cited_plan(next((line.words for line in source.of(Part.BASIS)), ""))
    cells.facts.update({**_facts(words), **plan, "agency": agency["code"], "signer": signing["name"] if signing else None})
    source.take(*source.of(Part.ANNEX_TITLE, where=None))
    source.pass_over(*source.of(Part.ANNEX_LABEL, Part.ANNEX_REFERENCE, where=None))
    source.pass_over(*(line for line in annex_notes(source) if is_derived(line.words)))
    problems = [*criteria_problems(file, read.table, rows), *_unsaid(file, words, read.table), *_submissions(file, sent, source)]
    problems += leftovers(source, file)
    return Imported(cells, tuple(problems), recall(source))


class _Reported:
    """The tables of a report: results and papers of the annexes, units that owed a report, successors of units."""

    def __init__(self, source: Source, reported: Reported, senders: list[str]) -> None:
        """Take the tables."""
        self.reported = reported
        self.senders = senders
        self.table = criteria_table(source)
        self.heirs = _without_heirs(self.table) if self.table else {}
        take_derived_tables(source)
        if self.table:
            annex_results(self.table, reported, {bare(name) for name in (*senders, *_leads(self.table))})
        if papers := papers_table(source):
            papers_of(papers, reported)
            source.take(papers)

    @property
    def lists(self) -> dict[str, list[BookRow]]:
        """The lists of the period by key."""
        return {"results": list(self.reported.results.values()), "evidence": self.reported.evidence, "notes": self.reported.notes}

    def units(self, rows: Criteria, texts: list[str]) -> list[BookRow]:
        """Every unit that the report names."""
        told = (str(row["unit"]) for row in (*self.reported.results.values(), *self.reported.notes))
        return [_with_heir(row, self.heirs, self.senders) for row in unit_rows([*self.senders, *rows.units, *told], texts)]


def _is_own_plan(row: BookRow) -> bool:
    """Whether a basis is the plan that the report tells of: it stands in the facts."""
    words = bare(f"{row['kind']} {row['subject']}")
    return words.startswith(_PLAN) and "khac phuc" in words


def _leads(table: CriteriaTable) -> Iterator[str]:
    for row in table.rows:
        if lead := row.cells.get("lead"):
            yield from unit_names(lead.plain)


def _without_heirs(table: CriteriaTable) -> dict[str, str]:
    """`Phòng X (nay là Phòng Y)`: the unit is X, its successor Y. Gives successors by name."""
    heirs: dict[str, str] = {}
    for row in table.rows:
        words = one_line(row.cells["lead"].plain) if "lead" in row.cells else ""
        if match := _NOW.search(words):
            name = words[: match.start()]
            heirs[name], row.cells["lead"] = match["heir"], Text.of(name)
    return heirs


def _senders(tables: list[Grid]) -> Iterator[str]:
    """The units that owed a report, by the table of who sent one."""
    for grid in tables:
        for row in grid.rows[1:]:
            if len(row) > 1 and row[1].text:
                yield one_line(row[1].text.plain)


def _with_heir(row: BookRow, heirs: dict[str, str], senders: list[str]) -> BookRow:
    """Successors, and whether a unit owes reports: those in the table do, the others do not."""
    name = str(row["short_name"] or row["name"])
    known: BookRow = {"reports": "Có" if name in senders else "Không"} if senders else {}
    return row | known | ({"successor": heirs[name]} if name in heirs else {})


def _facts(words: str) -> BookRow:
    """Score and band as the report tells them; a result report tells the score only through the expected index."""
    lines = words.split("\n")
    told = told_facts([line for line in lines if not is_derived(line)])
    match = _ESTIMATE.search(words)
    if "score" in told or match is None:
        return told
    gain, index, whole = (vietnamese.parse_decimal(match[name]) or Decimal(0) for name in ("gain", "index", "whole"))
    if index >= whole:  # capped: what the score was can't be told
        return told | {"applicable_maximum": whole}
    return told | {"score": index - gain if match["verb"] == "tăng thêm" else index + gain, "applicable_maximum": whole}


def _unsaid(file: str, words: str, table: CriteriaTable | None) -> Iterator[Problem]:
    """What a report sums up without saying it of each criterion."""
    match = _ESTIMATE.search(words)
    if match and vietnamese.parse_decimal(match["gain"]) and not (table and table.columns.has("expected")):
        message = f"Báo cáo chỉ ghi tổng điểm dự kiến {match['verb']} ({match['gain']}), không ghi của từng tiêu chí nên sổ để trống"
        yield note(Place(file), "VB-22", message, "Ghi vào cột Điểm dự kiến ở trang Kết quả nếu biết")
    if table and not table.columns.has("time"):
        message = "Báo cáo không có cột thời hạn nên sổ để trống thời gian của các tiêu chí"
        yield note(Place(file), "VB-23", message, "Ghi thời gian ở trang Tiêu chí theo kế hoạch đã ban hành")


def _submissions(file: str, tables: list[Grid], source: Source) -> Iterator[Problem]:
    """Who sent what when: no row without the form itself."""
    for grid in tables:
        source.take(grid)
        rows = "; ".join(", ".join(one_line(cell.text.plain) for cell in row if cell.text) for row in grid.rows[1:])
        message = f"Tình hình gửi báo cáo không ghi vào trang Nộp báo cáo vì không có biểu gốc: {rows}"
        yield note(at(file, rows), "VB-21", message, "Chỉ cần biết; nhận biểu gốc bằng vanban collect nếu còn")
