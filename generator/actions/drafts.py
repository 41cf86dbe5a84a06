"""Numbered drafts in a folder: the last one when it would come out the same, else the next number; none is ever overwritten."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from generator import __version__, files, history, package
from generator.base import Base, Origin, base_of, untouched
from generator.errors import GeneratorError, InputRefusedError, OutputRefusedError, Place, Problem, Severity
from generator.fields import by_key
from generator.history import Entry, Event
from generator.richtext import Text

_LIMIT: Final = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Series:
    """The drafts of one paper made from one workbook: in folder `out`, their names beginning with `stem`; `paper` as in `Origin`."""

    out: Path
    book: str
    stem: str
    paper: str

    def path(self, number: int, end: str = ".docx") -> Path:
        """Where a draft stands."""
        return self.out / f"{self.stem}-du-thao-{number}{end}"

    def numbers(self) -> list[int]:
        """The numbers that are taken."""
        pattern = re.compile(re.escape(self.stem) + r"-du-thao-(\d+)\.docx", re.IGNORECASE)
        names = [path.name for path in self.out.iterdir()] if self.out.is_dir() else []
        return sorted(int(match[1]) for name in names if (match := pattern.fullmatch(name)))


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft to have now: what it is made from, and its files; paths that exist already hold just that."""

    origin: Origin
    files: Mapping[Path, bytes]

    @property
    def document(self) -> Path:
        """The Word file."""
        return next(iter(self.files))

    @property
    def new(self) -> bool:
        """Whether the Word file is yet to be written."""
        return not self.document.exists()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft as it would come out now, and nothing written yet: its paper as worded, and one line on it."""

    series: Series
    draft: Draft
    paper: object
    problems: tuple[Problem, ...]
    summary: str

    @property
    def printed(self) -> Mapping[str, Text]:
        """The fields that it prints."""
        return by_key(self.paper)


def origin_now(paper: str, workbook: str, template: str, now: datetime) -> Origin:
    """What the first draft of a paper is made from, given the hashes of workbook and template."""
    return Origin(paper, 1, workbook, template, __version__, now)


def next_draft(series: Series, now: Origin, make: Callable[[Origin], Mapping[str, bytes]]) -> Draft:
    """The draft to have: the last one, when it would come out the same but for the time and the workbook's hash.

    `make` gives the files of a draft by the end of their names: `.docx`, and what stands beside it.
    """
    last = max(series.numbers(), default=0)
    if last:
        base = _base(series.path(last))
        origin = replace(base.origin, template=now.template, version=now.version) if base else replace(now, draft=last)
        draft = _named(series, origin, make)
        if all(_free_or_same(path, data) for path, data in draft.files.items()):
            return draft
    return _named(series, replace(now, draft=last + 1), make)


def written(prepare: Callable[[], Prepared], write: Callable[[Prepared], None]) -> Prepared:
    """A draft prepared and written; prepared anew when somebody else put another one in its place meanwhile."""

    def attempt() -> Prepared:
        ready = prepare()
        write(ready)
        return ready

    return files.done_anew(attempt, "TEP-15")


def _named(series: Series, origin: Origin, make: Callable[[Origin], Mapping[str, bytes]]) -> Draft:
    return Draft(origin, {series.path(origin.draft, end): data for end, data in make(origin).items()})


def _free_or_same(path: Path, data: bytes) -> bool:
    return not path.exists() or files.read(path, limit=_LIMIT).data == data


def remember(series: Series, draft: Draft) -> None:
    """Note in the history what the draft was made from, and keep a copy of it as made."""
    path, data = next(iter(draft.files.items()))
    history.record(series.out, series.book, Entry(Event.MADE, path.name, files.sha256(data), draft.origin.made, draft.origin), data)


def refuse_unpulled(series: Series, now: datetime, *, anyway: bool) -> None:
    """Stop when a draft was edited by hand and its edits are not in the workbook yet; `anyway` goes on and remembers that."""
    problems = []
    for number in series.numbers():
        path = series.path(number)
        edited = _edited(series, path)
        if edited is None:
            continue
        if anyway:
            data = files.read(path, limit=_LIMIT)
            history.record(series.out, series.book, Entry(Event.PASSED_OVER, path.name, data.sha256, now, edited.origin), data.data)
            continue
        problems.append(
            Problem(
                "DT-01",
                "Dự thảo này đã được sửa tay mà phần sửa chưa được lấy về sổ",
                f"Chạy vanban pull với tệp {path.name} để lấy về; hoặc thêm --anyway để tạo dự thảo mới không có phần sửa đó",
                Place(path.name),
            )
        )
    if problems:
        raise InputRefusedError(*problems)


def _edited(series: Series, path: Path) -> Base | None:
    """What a draft was made from, when somebody edited it since and nobody took the edits back or passed them over."""
    base = _base(path)
    if base is None:
        return None
    opened = package.open_package(path)
    if untouched(opened, base):
        return None
    from generator.actions.reading import says_something_else  # noqa: PLC0415 - slow to import, and most drafts are as they were made

    known = {row.sha256 for row in history.entries(series.out, series.book) if row.event is not Event.MADE and not row.open}
    return base if opened.source.sha256 not in known and says_something_else(opened, base) else None


def _base(path: Path) -> Base | None:
    """What a draft says it was made from; None for one that can't be read: it is somebody's own file and stays as it is."""
    try:
        return base_of(package.open_package(path))
    except GeneratorError:
        return None


def beside_as_pdf(path: Path) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The PDF of a draft beside it; when none can be made, nothing and a warning that says why: the Word file stays."""
    from generator import pdf  # noqa: PLC0415 - slow to import, and seldom asked for

    pages = path.with_suffix(".pdf")
    try:
        files.write(pages, pdf.convert(path))
    except OutputRefusedError as error:
        return (), tuple(Problem(p.code, p.message, p.cure, p.place, Severity.WARNING) for p in error.problems)
    return (pages,), ()
