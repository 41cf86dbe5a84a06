"""A report on the plan, written in Word, as the cells of a workbook: the plan that it tells of, and what was reported in its period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from generator import vietnamese
from generator.anatomy import Part, Where
from generator.past_papers.annex import criteria_table
from generator.past_papers.bases import bases
from generator.past_papers.body import ENDINGS
from generator.past_papers.criteria import Criteria, criteria
from generator.past_papers.derived import derived
from generator.past_papers.facts import told_facts
from generator.past_papers.foot import recipients, signer
from generator.past_papers.imported import Imported, put
from generator.past_papers.letterhead import Head, agency_row
from generator.past_papers.plan_paper import criteria_problems, field_names, of_signing
from generator.past_papers.report import Report
from generator.past_papers.report_frame import Frame, frame, is_window, names_period, period_cells, plan_facts, plan_words
from generator.past_papers.report_problems import report_problems
from generator.past_papers.report_tables import report_tables
from generator.past_papers.report_text import read_text
from generator.past_papers.result_rows import Reported, with_list
from generator.past_papers.source import Source, in_lines
from generator.past_papers.telling import leftovers, recall
from generator.past_papers.units import unit_rows
from generator.past_papers.wording import one_line, says_the_same
from generator.richtext import Text
from generator.workbook import BookCells, BookRow, bare, blank_cells

_OUR_ANNEXES = frozenset({
    "ket qua khac phuc tung tieu chi, tieu chi thanh phan", "danh muc tai lieu kiem chung", "tinh hinh gui bao cao cua cac phong, don vi",
})  # fmt: skip


def report_cells(source: Source, found: Head, file: str, year: int) -> Imported:
    """The cells of the plan and of one period's results."""
    texts = [line.words for line in source.lines]
    found = _with_period(source, found)
    told_frame = frame(found, texts, year)
    if says_the_same(found.title.plain, told_frame.subject):
        source.pass_over(*source.of(Part.SUMMARY))
    cells = blank_cells(told_frame.action)
    cited = bases(source)
    read = _read(source, found, texts, told_frame, cells)
    agency, signing = agency_row(found), signer(source)
    citing = plan_words(texts, found.agency)
    plan = plan_facts(citing, found.agency)
    put(cells, "agencies", [agency])
    put(cells, "bases", [row for row in cited if not _is_the_plan(row, citing)])
    put(cells, "criteria", read.criteria.rows)
    put(cells, "units", _units(read))
    put(cells, "recipients", recipients(source))
    put(cells, "signers", [signing] if signing and signing["name"] else [])
    cells.lists["results"] = list(read.reported.rows.values())
    cells.lists.update(evidence=read.reported.evidence, notes=read.reported.notes)
    cells.lists["narrative"] = [{"period": told_frame.name, **row} for row in read.told.narrative]
    due = vietnamese.parse_date(read.told.figures.get("due", ""))
    period = period_cells(cells, told_frame, found, due)
    cells.facts.update({"assessed_year": told_frame.assessed, "action_year": told_frame.action, **plan, **_points(read)})
    cells.facts.update({"agency": agency["code"], "signer": signing["name"] if signing else None, "annex_title": None})
    other = [*_annex_lines(source), *read.told.headings]
    problems = [
        *of_signing(file, signing),
        *criteria_problems(file, read.table, read.criteria),
        *report_problems(file, read, plan, other, period),
        *leftovers(source, file),
    ]
    return Imported(cells, tuple(problems), recall(source))


def _with_period(source: Source, found: Head) -> Head:
    """The head with lines below the title that only name the period as a part of it; those that tell its days are taken."""
    named = [line for line in source.of(Part.OTHER, Part.BODY) if names_period(line.words)]
    source.pass_over(*named, *(line for line in source.of(Part.OTHER, Part.SUMMARY, Part.BODY) if is_window(line.words)))
    return replace(found, title=in_lines([found.title, *(line.text for line in named)]))


def _read(source: Source, found: Head, texts: list[str], told_frame: Frame, cells: BookCells) -> Report:
    table, tables = criteria_table(source), report_tables(source)
    reported = Reported(told_frame.code, _in_both_orders(list(dict.fromkeys(tables.senders)), tables.named))
    if table:
        reported.take_table(table)
    reported.evidence = with_list(reported.evidence, tables.evidence)
    fields = field_names(cells, table, texts)
    told = read_text(source, reported, {bare(name) for name in fields.values()}, lists_papers=told_frame.final)
    for row in table.rows if table else ():
        for key, words in (("time", told.times.get(row.code)), ("name", told.names.get(row.code))):
            if words and not row.cells.get(key):
                row.cells[key] = Text.of(words)
    rows = criteria(table, fields, told_frame.action) if table else Criteria()
    for shown in rows.rows:
        shown["self_scored"] = "Không" if shown["code"] in reported.surveyed else "Có"
    reported.finished()
    return Report(found, texts, told_frame, table, tables, reported, told, rows)


def _is_the_plan(row: BookRow, citing: str) -> bool:
    """Whether a basis is the plan that the report tells of: it stands in the facts."""
    subject = one_line(str(row["subject"]))
    is_plan = bare(f"{row['kind']} {subject}").strip().startswith("ke hoach")
    return is_plan and str(row["number"]) in citing and subject in one_line(citing)


def _units(read: Report) -> list[BookRow]:
    """Every unit that the report names; the present name of one stands as its successor."""
    reported = read.reported
    told = [str(row["unit"]) for row in (*reported.rows.values(), *reported.notes) if row["unit"]]
    rows = unit_rows(_once([*reported.names, *read.criteria.units, *told, *reported.heirs.values()]), read.texts)
    for row in rows:
        heir = reported.heirs.get(str(row["short_name"] or row["name"]))
        if heir:
            row["successor"] = heir
        if read.tables.senders:
            row["reports"] = "Có" if {row["short_name"], row["name"]} & set(read.tables.senders) else "Không"
    return rows


def _in_both_orders(first: list[str], second: list[str]) -> list[str]:
    """The names of two tables that both keep the order of the plan's units."""
    merged = list(first)
    for index, name in enumerate(second):
        if name not in merged:
            following = next((other for other in second[index:] if other in merged), None)
            merged.insert(len(merged) if following is None else merged.index(following), name)
    return merged


def _once(names: Iterable[str]) -> list[str]:
    """Each unit once: «Văn phòng Sở» is «Văn phòng»."""
    found = list(dict.fromkeys(map(one_line, names)))
    return [name for name in found if name.removesuffix(" Sở") == name or name.removesuffix(" Sở") not in found]


def _points(read: Report) -> BookRow:
    """The agency's score as the report tells it: in a sentence, or as what is left of the whole after all lost points."""
    figures = {key: vietnamese.parse_decimal(words) for key, words in read.told.figures.items()}
    whole = figures.get("applicable") or figures.get("whole")
    score, lost, rest = figures.get("score"), figures.get("lost"), figures.get("rest")
    facts: BookRow = {}
    if score is None and whole is not None and lost is not None and rest is not None:
        score = whole - lost - rest
    if score is None:
        score = _before_gain(read, figures)
    if score is None:
        facts = told_facts([words for words in read.texts if not derived(words)])
    known: BookRow = {"score": score, "applicable_maximum": whole, "band": read.told.figures.get("band")}
    return facts | {key: value for key, value in known.items() if value is not None}


def _before_gain(read: Report, figures: dict[str, Decimal | None]) -> Decimal | None:
    """The expected index without the expected gain; at the whole it was cut off and says nothing."""
    gain, index, whole = (figures.get(key) for key in ("gain", "index", "whole"))
    if gain is None or index is None or whole is None or index >= whole:
        return None
    return index + gain if read.told.figures["verb"] == "giảm đi" else index - gain


def _annex_lines(source: Source) -> list[str]:
    """Takes what frames the annexes; gives their titles that are not ours."""
    titles = source.of(Part.ANNEX_TITLE, where=None)
    ours = [line for line in titles if bare(one_line(line.words)) in _OUR_ANNEXES]
    source.take(*titles)
    source.pass_over(*ours, *source.of(Part.ANNEX_LABEL, Part.ANNEX_REFERENCE, where=None))
    below = [line for line in source.of(Part.BODY, Part.OTHER, where=Where.ANNEX) if not source.is_taken(line)]
    source.pass_over(*(line for line in below if line.words in ENDINGS or derived(line.words)))
    return [line.words for line in titles if line not in ours]
