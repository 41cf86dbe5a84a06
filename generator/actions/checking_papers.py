"""A .docx held against the format standard: judged, with remarks in its margin, mended; one file or many of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from generator import files, format_checks, package, pdf, vietnamese
from generator.actions.outcome import Outcome
from generator.actions.outside import told_outside
from generator.anatomy import Anatomy, Regime, make_out
from generator.clauses import clause
from generator.errors import GeneratorError, InputRefusedError, OutputRefusedError, Place, Problem, Severity
from generator.format_checks import CATALOGUE, NOT_JUDGED, Finding, Sheet
from generator.formatting import Document, read_package
from generator.mending import Change, Mended, mended
from generator.package import Package
from generator.printed import PrintedPage, printed
from generator.remarks import Remark, annotated

AUTHOR: Final = "vanban"
"""The name under each remark in the margin."""
_FIRST_WORDS: Final = 48


@dataclass(frozen=True, slots=True)
class Wish:
    """What to make of the findings: a copy with remarks in its margin, a mended copy; `draw` the pages as well where a program can.

    `office` is the folder whose own lists of names count; without it that of the file.
    """

    annotate: bool = False
    fix: bool = False
    draw: bool = True
    office: Path | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one file, on just these bytes."""

    path: Path
    sha256: str
    anatomy: Anatomy
    findings: tuple[Finding, ...]
    drawn: bool
    """Whether its pages were seen."""
    unread: tuple[Problem, ...] = ()
    """What could not be read of the names that an office keeps beside it."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings as a person reads them."""
        return tuple(_problem(self.path.name, finding) for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPaper(Outcome):
    """The outcome of checking one file: the verdict, and what was mended."""

    judged: Judged
    changes: tuple[Change, ...] = ()


def check_paper(path: Path, out: Path, wish: Wish, now: datetime) -> CheckedPaper:
    """Judge a file; write the copies that were wished for, when all of them can be made.

    Raises InputRefusedError when it is no Word file that can be read, or none that may be mended or written on.
    """
    opened = package.open_word(path)
    found = _judged(opened, _read(opened), _pages(path) if wish.draw else None, wish.office)
    repaired = mended(opened) if wish.fix else Mended(b"", ())
    noted = annotated(opened, [_remark(finding) for finding in found.findings], AUTHOR, now) if wish.annotate and found.findings else b""
    copies = {"nhan-xet": noted, "da-sua": repaired.data if repaired.changes else b""}
    made = tuple(files.write_beside(out / f"{path.stem}-{name}.docx", data) for name, data in copies.items() if data)
    problems = (*found.problems, *told_outside(opened), *found.unread, *_notes(found, wish))
    return CheckedPaper(files=made, problems=problems, summary=_summary(found), judged=found, changes=repaired.changes)


Verdict = Judged | tuple[Path, GeneratorError]
"""The verdict on a file, or why there is none."""


def judge_each(paths: list[Path], step: Callable[[str], None], office: Path | None = None) -> list[Verdict]:
    """Judge files without drawing their pages; `step` is told the name of each when it is done. `office` as in `Wish`."""
    return list(_each(paths, step, office))


def judge(path: Path, office: Path | None = None) -> Judged:
    """The verdict on one file, its pages not drawn. Raises InputRefusedError when it can't be read."""
    opened = package.open_word(path)
    return _judged(opened, _read(opened), None, office)


def _each(paths: list[Path], step: Callable[[str], None], office: Path | None) -> Iterator[Verdict]:
    for path in paths:
        try:
            yield judge(path, office)
        except GeneratorError as error:
            yield path, error
        step(path.name)


def _read(opened: Package) -> Document:
    try:
        return read_package(opened.parts)
    except ValueError as error:
        cure = "Mở tệp trong Word, lưu lại thành .docx rồi chạy lại"
        raise InputRefusedError(Problem("KT-01", "Nội dung tệp Word bị hỏng nên không đọc được", cure, opened.place)) from error


def judged(opened: Package) -> Judged:
    """The verdict on a Word file that is open, its pages not drawn. Raises InputRefusedError when it can't be read."""
    return _judged(opened, _read(opened), None, None)


def _judged(opened: Package, document: Document, pages: tuple[PrintedPage, ...] | None, office: Path | None) -> Judged:
    anatomy = make_out(document)
    forms, unread = format_checks.forms_beside(office or opened.source.path.parent)
    findings = format_checks.check(Sheet(document, anatomy, pages), forms)
    return Judged(opened.source.path, opened.source.sha256, anatomy, findings, pages is not None, unread)


def _pages(path: Path) -> tuple[PrintedPage, ...] | None:
    """The pages as LibreOffice or Word draws them; None where neither is there, or can't."""
    try:
        return printed(pdf.convert(path))
    except (OutputRefusedError, ValueError):
        return None


def _problem(file: str, finding: Finding) -> Problem:
    rule = CATALOGUE[finding.code]
    words = first_words(finding)
    return Problem(
        finding.code,
        f"{finding.part}: {finding.found}; cần {finding.wanted}",
        rule.cure,
        Place(file, paragraph=words),
        finding.severity or rule.severity,
        clause(rule.article),
    )


def first_words(finding: Finding) -> str:
    """The beginning of the paragraph that a finding is about."""
    return vietnamese.shortened(finding.paragraph.read, _FIRST_WORDS) if finding.paragraph is not None else ""


def _remark(finding: Finding) -> Remark:
    rule = CATALOGUE[finding.code]
    article = clause(rule.article)
    words = f"[{finding.code}] {finding.part}: {finding.found}; cần {finding.wanted}. {rule.cure}." + (f" ({article})" if article else "")
    return Remark(finding.paragraph.address if finding.paragraph is not None else None, 0, 0, words)


def _notes(judged: Judged, wish: Wish) -> Iterator[Problem]:
    """What was not judged, and why."""
    place = Place(judged.path.name)
    if judged.anatomy.regime is not Regime.ADMINISTRATIVE:
        cure = "Kiểm tra theo quy định riêng của loại văn bản này"
        words = f"{judged.anatomy.regime} ({judged.anatomy.reason}) nên không xét theo Nghị định 30/2020/NĐ-CP"
        yield Problem("KT-02", words, cure, place, Severity.NOTE)
    elif wish.draw and not judged.drawn:
        words = "Chưa xét các quy tắc về trang (chữ ký, đề mục cuối trang, phông bị thay) vì máy không dựng được trang"
        yield Problem("KT-04", words, "Cài LibreOffice rồi chạy lại để xét cả các quy tắc này", place, Severity.NOTE)


def _summary(judged: Judged) -> str:
    """`Kế hoạch, văn bản hành chính: 2 lỗi, 1 cần xem, 0 ghi chú`."""
    kind = judged.anatomy.type_name.capitalize()
    return f"{f'{kind}: ' if kind else ''}{judged.anatomy.regime}, {counted(judged)}"


def counts(judged: Judged) -> Counter[Severity]:
    """How many findings weigh how much."""
    return Counter(problem.severity for problem in judged.problems)


def counted(judged: Judged) -> str:
    """`2 lỗi, 1 cần xem, 0 ghi chú`."""
    found = counts(judged)
    return f"{found[Severity.ERROR]} lỗi, {found[Severity.WARNING]} cần xem, {found[Severity.NOTE]} ghi chú"


def as_tables(judged: Judged, changes: tuple[Change, ...] = ()) -> dict[str, Any]:
    """The verdict for `--json`."""
    return {
        "regime": str(judged.anatomy.regime),
        "reason": judged.anatomy.reason,
        "type": judged.anatomy.type_name,
        "sha256": judged.sha256,
        "pages_drawn": judged.drawn,
        "findings": [_as_row(finding) for finding in judged.findings],
        "changes": [asdict(replace(change, address=None)) for change in changes],
        "not_judged": dict(NOT_JUDGED),
    }


def _as_row(finding: Finding) -> dict[str, str]:
    rule = CATALOGUE[finding.code]
    return {
        "code": finding.code,
        "severity": str(finding.severity or rule.severity),
        "article": clause(rule.article),
        "part": finding.part,
        "words": first_words(finding),
        "found": finding.found,
        "wanted": finding.wanted,
    }
