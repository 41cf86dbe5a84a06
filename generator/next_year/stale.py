"""What a plan made from an older one still says of older times: years, bodies that are no more, old documents; and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Final

from generator.citations import Citation, citations
from generator.errors import Problem
from generator.next_year.bases import document, year_of
from generator.next_year.bodies import AGENCY_NAMES, SIGNER_NAMES, UNIT_NAMES, OldNames, Registry, old_names
from generator.next_year.facts import years_in
from generator.next_year.shapes import note, quoted, remark, words_of
from generator.next_year.years import Years, bare_numbers, fixed_spans, programmes, statutes, years_said
from generator.records import Standing
from generator.vietnamese import folded
from generator.workbook import BookCells, BookRow, CellPath, gaps, heading_of, written_at

OLD_AFTER: Final = 3
"""Years after which a document is asked about, as rule L14 has it."""

_FACTS: Final = ("title", "annex_title", "symbol")
_TEXTS: Final = {
    "bases": ("lead", "kind", "issuer", "subject"),
    "body": ("text",),
    "criteria": ("name", "cause", "remedy", "evidence", "printed_note", "lead", "support"),
    "recipients": ("name",),
    "periods": ("receiver",),
}
"""Columns whose words are printed, or name a body."""


def first_day(year: int) -> date:
    """The first day of a year of action: a plan for it is not of an earlier day."""
    return date(year, 1, 1)


def stale(cells: BookCells, day: date | None) -> tuple[Problem, ...]:
    """Every place of a new plan that a person has to look at, in the order of the workbook; `day` is that of the plan, if known."""
    years = years_in(cells.facts)
    when = day or first_day(years.action)
    registries = [
        Registry(cells.lists.get("agencies", []), AGENCY_NAMES, when),
        Registry(cells.lists.get("units", []), UNIT_NAMES, when),
        Registry(cells.lists.get("signers", []), SIGNER_NAMES, when),
    ]
    return (*_gaps(cells), *_several_names(cells, registries[0]), *_found(cells, years, old_names(registries)))


def _found(cells: BookCells, years: Years, names: OldNames) -> Iterator[Problem]:
    recent = _recent(cells, years)
    for path, words in _texts(cells):
        yield from _old_years(path, words, years)
        yield from _old_bodies(path, words, names)
        yield from _old_documents(path, words, years, recent)
    for index, row in enumerate(cells.lists.get("bases", [])):
        yield from _old_basis(index, row, years)


def _several_names(cells: BookCells, agencies: Registry) -> Iterator[Problem]:
    """An agency with a name for each of several times, and no day to tell which one it is."""
    rows = agencies.meant(cells.facts.get("agency"))
    if len(rows) > 1 and not cells.facts.get("expected_date") and not cells.facts.get("issue_date"):
        message = "Cơ quan có nhiều tên theo thời gian nên cần ngày dự kiến ban hành"
        yield remark("NT-01", ("facts", "expected_date"), message, "Ghi ngày dự kiến ban hành của kế hoạch mới")


def _gaps(cells: BookCells) -> Iterator[Problem]:
    """Cells to fill in, those that follow each other in one column as one: `Tiêu chí!F2:F7`."""
    columns: dict[tuple[str, str], list[CellPath]] = {}
    for path in gaps(cells):
        columns.setdefault((str(path[0]), str(path[-1])), []).append(path)
    for paths in columns.values():
        for run in _runs(paths):
            first, last = written_at(run[0]), written_at(run[-1])
            cell = first.cell if first == last else f"{first.cell}:{last.cell}"
            count = f" ở {len(run)} dòng" if len(run) > 1 else ""
            cure = "Ghi giá trị của năm mới; chưa ghi thì chưa ra được dự thảo"
            found = remark("NT-01", run[0], f"“{heading_of(run[0])}” còn trống{count}", cure)
            yield replace(found, place=replace(first, cell=cell))


def _runs(paths: list[CellPath]) -> Iterator[list[CellPath]]:
    """Cells of one column, parted where a row lies between."""
    for _, run in groupby(enumerate(paths), lambda pair: int(pair[1][1]) - pair[0] if pair[1][0] != "facts" else 0):
        yield [path for _, path in run]


def _texts(cells: BookCells) -> Iterator[tuple[CellPath, str]]:
    for key in _FACTS:
        if words := words_of(cells.facts.get(key)):
            yield ("facts", key), words
    for name, columns in _TEXTS.items():
        for index, row in enumerate(cells.lists.get(name, [])):
            for key in columns:
                # A basis with a number is cited as it was issued.
                if (words := words_of(row.get(key))) and not (name == "bases" and words_of(row.get("number"))):
                    yield (name, index, key), words


def _old_years(path: CellPath, words: str, years: Years) -> Iterator[Problem]:
    old = dict.fromkeys(str(year) for year, _ in years_said(words) if year < years.assessed)
    if old:
        message = f"{quoted(words)} còn nêu năm {', '.join(old)}, trước năm đánh giá {years.assessed}"
        yield remark("NT-04", path, message, "Sửa năm và số liệu theo năm mới, hoặc giữ nếu đúng là nói về năm đó")
    bare = dict.fromkeys(str(year) for year in bare_numbers(words) if year in {years.assessed - 1, years.action - 1})
    if bare:
        message = f"{quoted(words)} có {', '.join(bare)} không rõ là năm hay số lượng nên giữ nguyên"
        yield remark("NT-16", path, message, "Là năm thì sửa theo năm mới")
    for programme, last in programmes(words):
        if last < years.action:
            message = f"“{programme}” đã hết trước năm thực hiện {years.action}"
            yield remark("NT-17", path, message, "Xem lại chương trình, kế hoạch của giai đoạn mới")


def _old_bodies(path: CellPath, words: str, names: OldNames) -> Iterator[Problem]:
    spans = fixed_spans(words)
    own = "".join(" " if any(start <= at < end for start, end in spans) else letter for at, letter in enumerate(words))
    found = dict(names.found(own))
    for name, heir in found.items():
        message = f"{quoted(words)} còn nêu “{' '.join(name.split())}”, không còn hoặc đã có bên kế thừa vào ngày của kế hoạch mới"
        yield remark("NT-07", path, message, f"Ghi tên mới{f' (kế thừa: {heir})' if heir else ''}, hoặc giữ nếu nói về thời trước")


def _recent(cells: BookCells, years: Years) -> frozenset[str]:
    """Numbers of documents of last year's round, also where a text cites them by their number alone."""
    every = (citation for _, words in _texts(cells) for citation in citations(words))
    return frozenset(citation.key for citation in every if _of_last_round(citation, years))


def _of_last_round(citation: Citation, years: Years) -> bool:
    """Whether a document was issued, or speaks of a year, within the two years of last year's plan."""
    round_ = {years.assessed - 1, years.action - 1}
    issued = year_of(citation.day_words)
    return issued in round_ or any(year in round_ for year, _ in years_said(citation.subject))


def _old_documents(path: CellPath, words: str, years: Years, recent: frozenset[str]) -> Iterator[Problem]:
    for citation in citations(words):
        issued = year_of(citation.day_words) or _year_in(citation.number)
        dated = f"{citation.name}{f' ngày {citation.day_words}' if citation.day_words else ''}"
        if citation.key in recent:
            message = f"{quoted(words)} dẫn {dated} của năm trước, được giữ nguyên"
            yield remark("NT-05", path, message, "Dẫn văn bản cùng loại của năm mới nếu đã có")
        elif issued is None or issued <= years.action - OLD_AFTER:
            since = f" ban hành từ năm {issued}" if issued else ", chưa rõ năm ban hành"
            message = f"{dated[:1].upper()}{dated[1:]}{since}, được giữ nguyên"
            yield note("NT-06", path, message, "Tra tình trạng hiệu lực; hết hiệu lực thì dẫn văn bản thay thế")
    for statute, year in statutes(words):
        if year < years.assessed:
            yield note("NT-06", path, f"{quoted(statute)} là của năm {year}, được giữ nguyên", "Tra tình trạng hiệu lực")


def _year_in(number: str) -> int | None:
    parts = [part for part in number.split("/") if len(part) == len("2025") and part.isdecimal()]
    return int(parts[0]) if parts else None


def _old_basis(index: int, row: BookRow, years: Years) -> Iterator[Problem]:
    """A basis that stays: of last year's round, or old, or marked as no longer in force."""
    if not words_of(row.get("number")) and not words_of(row.get("issued")):
        return
    path: CellPath = ("bases", index, "issued" if words_of(row.get("issued")) else "number")
    issued = year_of(words_of(row.get("issued"))) or _year_in(words_of(row.get("number")))
    said = {year for year, _ in years_said(words_of(row.get("subject")))}
    if folded(words_of(row.get("standing"))) in {folded(Standing.REPLACED), folded(Standing.EXPIRED)}:
        message = f"Căn cứ {document(row)} được ghi là “{words_of(row.get('standing'))}”"
        yield remark("NT-06", ("bases", index, "standing"), message, "Dẫn văn bản thay thế, hoặc bỏ căn cứ này")
    elif {issued, *said} & {years.assessed - 1, years.action - 1}:
        message = f"Căn cứ {document(row)} là của năm trước, được giữ nguyên"
        yield remark("NT-05", path, message, "Thay bằng văn bản cùng loại của năm mới nếu đã có")
    elif issued is not None and issued <= years.action - OLD_AFTER:
        old = years.action - issued
        yield note("NT-06", path, f"Căn cứ {document(row)} đã ban hành {old} năm", "Tra tình trạng hiệu lực, ghi vào cột Tình trạng")
