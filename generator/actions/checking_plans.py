"""The content of a plan looked over before anybody signs it: one page of figures, every finding with its cell, safe changes on request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from generator import content_checks, files, package, vietnamese
from generator.actions.outcome import Outcome
from generator.actions.outside import told_outside
from generator.clauses import clause
from generator.content_checks import Done, Judged, Lists
from generator.errors import Place, Problem, Severity
from generator.plan import Plan
from generator.records import TimeKind
from generator.workbook import PlanBook, cells_of, read_plan_book, record


@dataclass(frozen=True, slots=True)
class Page:
    """The figures at the head of a check. Points are those of the index; `severities` counts the findings that are not waived."""

    lost: Decimal
    covered: Decimal
    recovered: Decimal
    severities: dict[Severity, int]
    waived: int
    ongoing: int
    criteria: int

    @property
    def uncovered(self) -> Decimal:
        """Lost points without a line in the plan."""
        return self.lost - self.covered

    @property
    def lines(self) -> tuple[str, ...]:
        """The page as a clerk reads it."""
        points, counts = vietnamese.points, self.severities
        errors, warnings, notes = (counts[severity] for severity in Severity)
        covered = f"Điểm bị trừ có trong kế hoạch: {points(self.covered)} trên {points(self.lost)} điểm"
        return (
            f"{covered}; {points(self.uncovered)} điểm không có dòng nào",
            f"Nếu khắc phục hết các dòng, chỉ số đạt {points(self.recovered)} điểm",
            f"Tiêu chí ghi “{TimeKind.ONGOING}”: {self.ongoing}/{self.criteria}",
            f"Lỗi: {errors}; cần xem: {warnings}; ghi chú: {notes}; đã bỏ qua: {self.waived}",
        )

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values; points as decimals in words."""
        return {
            "lost": f"{self.lost:.2f}",
            "covered": f"{self.covered:.2f}",
            "uncovered": f"{self.uncovered:.2f}",
            "recovered": f"{self.recovered:.2f}",
            "severities": {str(severity): number for severity, number in self.severities.items()},
            "waived": self.waived,
            "ongoing": self.ongoing,
            "criteria": self.criteria,
        }


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that stands, and why."""

    problem: Problem
    reason: str


@dataclass(frozen=True, slots=True)
class Altered:
    """A cell that was changed, as it shows before and after, and the rules that asked for it."""

    codes: tuple[str, ...]
    place: Place
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked(Outcome):
    """What was found: the page, the findings (in `problems`), those that stand with a reason, and what was changed."""

    page: Page
    waived: tuple[Waived, ...] = ()
    changes: tuple[Altered, ...] = ()


def check_plan(workbook: Path) -> Checked:
    """Look over the plan of a workbook with the shipped word lists and those of the folder `danh-muc` beside it; nothing is written."""
    return check_book(read_plan_book(workbook), workbook)


def check_book(book: PlanBook, workbook: Path) -> Checked:
    """The same for a workbook that was read from there already."""
    lists, unread = content_checks.lists_for(workbook)
    return _checked(book, lists, unread)


def fix_plan(workbook: Path, now: datetime) -> Checked:
    """Make every safe change in the workbook's own cells, then look it over. A second run changes nothing.

    The workbook as it was is kept beside it before it is changed. Raises what `record` raises.
    """
    lists, unread = content_checks.lists_for(workbook)
    book = read_plan_book(workbook)
    fixed = content_checks.fixed(book.plan, lists, book.holds)
    if not fixed.changes:
        return _checked(book, lists, unread)
    data = record(book, fixed.plan, book.results)
    files.refuse_unwritable(workbook)
    copy = _kept(workbook, book.package.source.data, now)
    files.replace_unchanged(book.package.source, data)
    checked = _checked(read_plan_book(workbook), lists, unread)
    return replace(checked, files=(workbook, copy), changes=tuple(_altered(book, fixed.plan, fixed.changes)))


def _kept(workbook: Path, data: bytes, now: datetime) -> Path:
    """`ke-hoach truoc khi sua 2025-01-20 1430.xlsx`, with a number when another is there; that of a run that was cut off serves again."""
    stem = f"{workbook.stem} truoc khi sua {now:%Y-%m-%d %H%M}"
    names = (f"{stem}{f' ({number})' if number > 1 else ''}{workbook.suffix}" for number in count(1))
    for path in map(workbook.with_name, names):
        if not path.exists():
            files.write_new(path, data)
            return path
        if path.is_file() and files.read(path, limit=package.LARGEST_FILE).data == data:
            return path
    raise AssertionError


def _checked(book: PlanBook, lists: Lists, unread: tuple[Problem, ...]) -> Checked:
    findings = content_checks.check(book.plan, lists)
    found = content_checks.judged(book.plan, findings, lambda path: str(replace(book.place(path), file="")))
    open_ones = [_problem(book, one) for one in found if one.waiver is None]
    waived = tuple(Waived(_problem(book, one), one.waiver.reason) for one in found if one.waiver is not None)
    problems = (*open_ones, *book.problems, *told_outside(book.package), *unread, *_idle_waivers(book, found))
    return Checked((), problems, "", page=_page(book.plan, open_ones, len(waived)), waived=waived)


def _problem(book: PlanBook, one: Judged) -> Problem:
    finding, rule = one.finding, content_checks.rule(one.finding.code)
    severity = content_checks.severity(rule, finding)
    return Problem(finding.code, finding.message, finding.cure, book.place(finding.path), severity, clause(rule.article))


def _idle_waivers(book: PlanBook, found: tuple[Judged, ...]) -> Iterator[Problem]:
    for index, waiver in content_checks.unused(book.plan, found):
        place = book.place(("waivers", index, "rule"))
        if content_checks.is_rule(waiver.rule):
            where = f" ở “{waiver.place}”" if waiver.place else ""
            message = f"Không có điều nào của quy tắc {waiver.rule}{where} để bỏ qua"
            yield Problem("BQUA-01", message, "Xoá dòng này, hoặc sửa cột Chỗ theo chỗ mà lệnh check in ra", place, Severity.NOTE)
        else:
            yield Problem("BQUA-02", f"Không có quy tắc {waiver.rule}", "Ghi mã mà lệnh check in ra, ví dụ L04", place, Severity.NOTE)


def _page(plan: Plan, problems: list[Problem], waived: int) -> Page:
    lost, covered = content_checks.lost_points(plan)
    counts = Counter(problem.severity for problem in problems)
    ongoing = sum(row.time.kind is TimeKind.ONGOING for row in plan.criteria)
    severities = {severity: counts[severity] for severity in Severity}
    return Page(lost, covered, plan.facts.score + covered, severities, waived, ongoing, len(plan.criteria))


def _altered(book: PlanBook, after: Plan, changes: tuple[Done, ...]) -> Iterator[Altered]:
    """One line a cell, however many rules had a hand in it, shown as the cell shows it."""
    old, new = cells_of(book.plan), cells_of(after)
    for path in dict.fromkeys(change.path for change in changes):
        before, now = (
            (cells.facts if path[0] == "facts" else cells.lists[str(path[0])][int(path[1])])[str(path[-1])] for cells in (old, new)
        )
        codes = tuple(dict.fromkeys(change.code for change in changes if change.path == path))
        if before != now:
            yield Altered(codes, book.place(path), _words(before), _words(now))


def _words(shown: object) -> str:
    return "" if shown is None else vietnamese.decimal(shown) if isinstance(shown, Decimal) else str(shown)


def as_tables(found: Checked) -> dict[str, Any]:
    """The same as plain values: summary, waived findings with their reasons, changes."""
    return {
        "summary": found.page.as_dict(),
        "waived": [one.problem.as_dict() | {"reason": one.reason} for one in found.waived],
        "changes": [{"codes": list(one.codes), "place": str(one.place), "before": one.before, "after": one.after} for one in found.changes],
    }
