"""Every reader that takes a file from outside, files for it to break, and what a broken one comes to: refused or right, else it raises."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Final

from generator import package, render
from generator.actions import from_scores, looking
from generator.actions.finding_base import find_base
from generator.actions.sides import sides_of
from generator.base import Origin
from generator.errors import GeneratorError
from generator.papers import PlanPaper, plan_paper
from generator.past_papers.derived import derived
from generator.records import ReportingPeriod
from generator.results import Results
from generator.richtext import Text
from generator.score_sheets import read_score_sheet
from generator.workbook import (
    Cover,
    Entry,
    PlanBook,
    read_plan_book,
    read_register,
    read_returned_form,
    record,
    with_entry,
    write_cells,
    write_plan_book,
    write_unit_form,
)
from tests import papers
from tests.books import small_plan
from tests.format_documents import decision, letter
from tests.forms import NOTHING, PLAN, QLKH, VP, period, result
from tests.fuzzed import mutated, rich, verdict
from tests.fuzzed_books import broken_book
from tests.fuzzed_papers import lost, outcome, printed, reshaped, seeds, shown_words, words_of
from tests.score_layouts import drawn, saved, tree

_NOW: Final = datetime(2025, 1, 25, 8, 0)  # noqa: DTZ001 - the clerk's own clock
_OFTEN: Final = 0.05
"""Share of the files taken that are carried one step further: written again, or a row added."""


@dataclass(frozen=True, slots=True)
class Case:
    """A broken file, the sound one it was made of, a folder to work in."""

    data: bytes
    sound: bytes
    folder: Path
    chance: Random

    def saved(self, name: str) -> Path:
        """The broken file on the disk."""
        return _as_file(self.folder, name, self.data)


@dataclass(frozen=True, slots=True)
class Reader:
    """`broken` makes a broken file of one of `files`, `read` says in a few words what it comes to and raises for what must not be."""

    files: Callable[[], Sequence[bytes]]
    broken: Callable[[bytes, Random], bytes]
    read: Callable[[Case], str]
    ending: str = ".xlsx"

    def case(self, files: Sequence[bytes], number: int, folder: Path) -> Case:
        """The file that is broken by its number alone, so that it can be made again."""
        chance = Random(number)  # noqa: S311 - the same case must break the same way
        sound = files[number % len(files)]
        return Case(self.broken(sound, chance), sound, folder, chance)

    def come_to(self, case: Case) -> str:
        """What a case comes to; a library that prints would spoil what `--json` prints."""
        with redirect_stdout(io.StringIO()) as printed_words:
            told = self.read(case)
        assert not printed_words.getvalue()
        return told


def _told(error: GeneratorError) -> str:
    """A refusal that a person can act on: every problem has its sentence and its cure."""
    assert error.problems
    for problem in error.problems:
        assert problem.code, problem
        assert problem.message.strip(), problem
        assert problem.cure.strip(), problem
        f"{problem.place}: {problem.message} {problem.cure}".encode()
    return f"refused, {error.problems[0].code.partition('-')[0]}"


def _as_file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


# The plan workbook


def _plan_books() -> list[bytes]:
    told = Results(results=(result("1.1.2"), result("2.1.1", "H1")))
    return [write_plan_book(small_plan()), write_plan_book(PLAN, told)]


def _plan(case: Case) -> str:
    try:
        book = read_plan_book(case.saved("ke-hoach.xlsx"))
    except GeneratorError as error:
        return _told(error)
    if case.chance.random() < _OFTEN:
        again = read_plan_book(_as_file(case.folder, "lai.xlsx", write_plan_book(book.plan, book.results)))
        assert (again.plan, again.results) == (book.plan, book.results)
    return _recorded(case, book) if case.chance.random() < 4 * _OFTEN else "read"


def _recorded(case: Case, book: PlanBook) -> str:
    """An edit written into the damaged file itself: a text changed, bases in another order."""
    criteria = list(book.plan.criteria)
    if criteria:
        criteria[-1] = criteria[-1].model_copy(update={"remedy": Text.of("Rà soát lại")})
    plan = book.plan.model_copy(update={"criteria": tuple(criteria), "bases": book.plan.bases[::-1]})
    try:
        made = record(book, plan, book.results)
    except GeneratorError as error:
        return f"read, not recorded: {_told(error)}"
    again = read_plan_book(_as_file(case.folder, "ghi.xlsx", made))
    assert (again.plan, again.results) == (plan, book.results)
    return "read, recorded"


# A unit's form


def _forms() -> list[bytes]:
    told = Results(results=(result("1.1.2"), result("2.1.1")))
    return [
        write_unit_form(PLAN, NOTHING, period(), VP),
        write_unit_form(PLAN, told, period(), VP),
        write_unit_form(PLAN, told, period(), QLKH),
    ]


def _form(case: Case) -> str:
    asked: ReportingPeriod = period()
    try:
        form = read_returned_form(case.saved("bieu.xlsx"), PLAN, NOTHING, asked)
    except GeneratorError as error:
        return _told(error)
    known = {row.id for row in PLAN.criteria}
    assert form.unit in {VP.id, QLKH.id}
    assert {row.criterion for row in form.results} | {row.criterion for row in form.evidence} | {
        row.criterion for row in form.notes
    } <= known
    assert len({row.criterion for row in form.results}) == len(form.results)
    assert len({row.id for row in form.evidence}) == len(form.evidence)
    return "read"


# A province's score sheet


def _score_sheets() -> list[bytes]:
    return [saved(drawn(tree()))]


def _scores(case: Case) -> str:
    path = case.saved("bang-diem.xlsx")
    try:
        sheet = read_score_sheet(path)
    except GeneratorError as error:
        return _told(error)
    assert len({line.code for line in sheet.lines}) == len(sheet.lines)
    if case.chance.random() < _OFTEN:
        filled = from_scores.fill(sheet, path, 2025)
        try:
            write_cells(filled.cells)
        except GeneratorError as error:
            return f"read, not written: {_told(error)}"
    return "read"


# An edited draft


@lru_cache(maxsize=1)
def _book() -> PlanBook:
    with tempfile.TemporaryDirectory() as name:
        return read_plan_book(_as_file(Path(name), "ke-hoach.xlsx", write_plan_book(small_plan())))


def _drafts() -> list[bytes]:
    book = _book()
    template = package.open_package(papers.PLAN_TEMPLATE)
    ready = render.load(template, PlanPaper)
    origin = Origin("plan", 1, book.package.source.sha256, template.source.sha256, "1", _NOW)
    return [render.render(ready, plan_paper(book.plan, draft=1), origin)]


def _edited(data: bytes, chance: Random) -> bytes:
    """Damaged, or whole with its text reshaped, by turns."""
    return (mutated if chance.random() < 0.5 else reshaped)(data, chance)


def _draft(case: Case) -> str:
    book = _book()
    try:
        opened = package.open_package(case.saved("du-thao.docx"))
        sides = sides_of(book, opened, find_base(opened, case.folder / "out", "ke-hoach").base, ())
    except GeneratorError as error:
        return _told(error)
    asked = looking.questions(sides)
    changed = list(looking.plain_changes(sides))
    for row in (*asked, *changed):
        f"{row.key} {row.place} {row.why}".encode()
    return "read, with questions" if asked else "read"


# Any paper to check


def _checked() -> list[bytes]:
    return [rich(), decision(), letter(), rich(), *(path.read_bytes() for path in sorted(papers.TEMPLATES.glob("*.docx")))]


def _check(case: Case) -> str:
    return verdict(case.data, case.chance)


# The register


def _registers() -> list[bytes]:
    first = _entry(1)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "so-van-ban-di-2025.xlsx"
        path.write_bytes(with_entry(read_register(path), first, _COVER))
        return [path.read_bytes(), with_entry(read_register(path), _entry(2), _COVER)]


_COVER: Final = Cover("UBND tỉnh Hà Giang", "Sở Khoa học và Công nghệ", 2025)


def _entry(number: int) -> Entry:
    return Entry(number, "KH-SKHCN", date(2025, 1, 20), "Kế hoạch", "Phan Đăng Đông", "Sở Nội vụ", "Lưu: VT", f"{number:064x}"[::-1])


def _register(case: Case) -> str:
    path = case.saved("so-van-ban-di-2025.xlsx")
    try:
        before = read_register(path)
        if case.chance.random() >= _OFTEN:
            return "read"
        entry = _entry(before.next_number("KH-SKHCN"))
        made = with_entry(before, entry, _COVER)
    except GeneratorError as error:
        return _told(error)
    after = read_register(_as_file(case.folder, path.name, made))
    assert [(row.number, row.symbol) for row in after.rows[: len(before.rows)]] == [(row.number, row.symbol) for row in before.rows]
    found = after.of_file(entry.file)
    assert found is not None
    assert (found.number, found.symbol) == (entry.number, entry.symbol)
    return "read, a row added"


# A paper to be taken over


@lru_cache(maxsize=1)
def _papers() -> dict[bytes, set[str]]:
    """Papers with the words that nobody need keep: those of our templates and of sentences made from figures."""
    return {data: printed() | _told_by_figures(data) for data in seeds().values()}


def _told_by_figures(data: bytes) -> set[str]:
    with tempfile.TemporaryDirectory() as name:
        try:
            missing = lost(data, Path(name), printed())
        except GeneratorError:
            return set()
    made = [line for line in shown_words(data) if derived(line) or "Kỳ báo cáo" in line]
    return words_of(made).union(*missing.values())


def _taken_over(case: Case) -> str:
    return outcome(case.data, case.folder)[0].partition("-")[0]


def _nothing_lost(case: Case) -> str:
    told, cells = outcome(case.data, case.folder)
    missing = lost(case.data, case.folder, _papers()[case.sound]) if cells is not None else {}
    assert not missing, missing
    return told.partition("-")[0]


READERS: Final = {
    "plan": Reader(_plan_books, broken_book, _plan),
    "form": Reader(_forms, broken_book, _form),
    "scores": Reader(_score_sheets, broken_book, _scores),
    "draft": Reader(_drafts, _edited, _draft, ".docx"),
    "check": Reader(_checked, mutated, _check, ".docx"),
    "register": Reader(_registers, broken_book, _register),
    "paper": Reader(lambda: list(_papers()), mutated, _taken_over, ".docx"),
    "reshaped": Reader(lambda: list(_papers()), reshaped, _nothing_lost, ".docx"),
}
