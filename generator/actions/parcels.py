"""Files as bytes to machines that share no disk with this one, and what was made of them back into their places."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from generator import __version__, cluster, files, format_checks, history, package, word_lists
from generator.actions.one_of_many import Checking, Done, Planning, Result, Task, Work
from generator.actions.plan_drafts import Wish, series_of
from generator.errors import GeneratorError, Place, Problem

_IN: Final = "in"
_OUT: Final = "out"
_TEMPLATE: Final = "template"
_LIMIT: Final = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file with all that its work reads, under names of its own: `in/ke-hoach.xlsx`, `out/ke-hoach-du-thao-1.docx`.

    Plain words and bytes alone, for the machine that opens it may have other folders and another system. `shown` tells how a person
    here calls what it meets there. A check has no `now`.
    """

    name: str
    found: bool
    contents: Mapping[str, bytes]
    shown: Mapping[str, str]
    now: datetime | None = None
    template: str = ""
    as_pdf: bool = False
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a parcel's file, worded for here, and the bytes of all that is new or changed in the order it was written.

    `version` is that of the program there.
    """

    result: Result
    version: str
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    summary: str = ""
    tables: Mapping[str, Any] = field(default_factory=dict)
    made: Mapping[str, bytes] = field(default_factory=dict)


def each(work: Work, tasks: Sequence[Task], address: str) -> Iterator[tuple[int, Done | Problem]]:
    """The number of each task with its outcome: worked out on the cluster, written here, by this process alone."""
    sent: dict[int, tuple[Parcel, tuple[Problem, ...]]] = {}
    unsent: dict[int, Done] = {}

    def packed() -> Iterator[tuple[int, Parcel]]:
        for index, task in enumerate(tasks):
            try:
                sent[index] = _packed(work, task)
            except GeneratorError as error:
                unsent[index] = Done(task.path, Result.REFUSED, problems=error.problems)
            else:
                yield index, sent[index][0]

    for index, reply in cluster.each(opened, packed(), address):
        parcel, unread = sent.pop(index)
        yield index, _received(work, tasks[index], parcel, unread, reply) if isinstance(reply, Reply) else reply
    yield from unsent.items()


def _packed(work: Work, task: Task) -> tuple[Parcel, tuple[Problem, ...]]:
    """The parcel, and what could not be read of the lists that lie beside the file. Raises InputRefusedError."""
    path, name = task.path, f"{_IN}/{task.path.name}"
    if path.suffix.lower() == ".xlsx":
        files.refuse_if_open(path)
    contents = {name: files.read(path, limit=package.LARGEST_FILE).data}
    shown = {name: str(path), _IN: str(path.parent)}
    if isinstance(work, Checking):
        lists, unread = _lists_beside(path)
        return Parcel(path.name, task.found, contents | lists, shown), unread
    template = work.wish.template
    if template is not None:
        contents[f"{_TEMPLATE}/{template.name}"] = files.read(template, limit=package.LARGEST_FILE).data
        shown[f"{_TEMPLATE}/{template.name}"] = str(template)
    contents |= _drafts_so_far(path, work.out)
    shown[_OUT] = str(work.out)
    name = template.name if template is not None else ""
    return Parcel(path.name, task.found, contents, shown, work.now, name, work.wish.as_pdf, work.wish.anyway), ()


def _lists_beside(path: Path) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The office's own lists that a check of this kind of file reads."""
    problems: list[Problem] = []
    names = (word_lists.FOLDER,) if path.suffix.lower() == ".xlsx" else format_checks.FORMS_FOLDER
    found = word_lists.files_in(path.parent.joinpath(*names), problems)
    return {"/".join((_IN, *names, name)): data for name, data in found.items()}, tuple(problems)


def _drafts_so_far(workbook: Path, out: Path) -> dict[str, bytes]:
    """The drafts that are there and their history: they decide whether and which draft comes next."""
    series = series_of(workbook, out)
    paths = [series.path(number) for number in series.numbers()]
    events = history.events_file(out, workbook.stem)
    return {
        f"{_OUT}/{path.relative_to(out).as_posix()}": files.read(path, limit=_LIMIT).data
        for path in (*paths, *([events] if events.exists() else ()))
    }


def opened(parcel: Parcel) -> Reply:
    """Do a parcel's work in a folder of this machine that is gone afterwards; raises nothing of a file's own faults."""
    with tempfile.TemporaryDirectory(prefix="vanban-", ignore_cleanup_errors=True) as name:
        root = Path(name)
        for place, data in parcel.contents.items():
            files.write(root / place, data)
        done = _work(parcel, root)(Task(root / _IN / parcel.name, parcel.found))
        made = {place: data for place, data in _lying(root) if parcel.contents.get(place) != data}
        told = tuple(_as_shown(problem, root, parcel.shown) for problem in done.problems)
        paths = tuple(path.relative_to(root).as_posix() for path in done.files)
        return Reply(done.result, __version__, paths, told, done.summary, done.tables, made)


def _work(parcel: Parcel, root: Path) -> Work:
    if parcel.now is None:
        return Checking()
    template = root / _TEMPLATE / parcel.template if parcel.template else None
    return Planning(root / _OUT, parcel.now, Wish(template, parcel.as_pdf, parcel.anyway))


def _lying(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file in the order in which an action writes: the workbook, drafts, copies for the history, its events."""
    paths = [path for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")]
    for path in sorted(paths, key=lambda path: (path.suffix != ".xlsx", path.suffix == ".json", len(path.parts), path)):
        yield path.relative_to(root).as_posix(), path.read_bytes()


def _as_shown(problem: Problem, root: Path, shown: Mapping[str, str]) -> Problem:
    """A problem with the paths of the worker's folder as a person here knows them; the longest first."""

    def here(words: str) -> str:
        for place in sorted(shown, key=len, reverse=True):
            words = words.replace(str(root / place), shown[place])
        return words

    place = replace(problem.place, file=here(problem.place.file))
    return replace(problem, message=here(problem.message), cure=here(problem.cure), place=place)


def _received(work: Work, task: Task, parcel: Parcel, unread: tuple[Problem, ...], reply: Reply) -> Done:
    """Put what was made into its place and tell the outcome."""
    if reply.version != __version__:
        message = f"Máy trong cụm chạy vanban {reply.version}, máy này chạy {__version__}, nên kết quả không được dùng"
        problem = Problem("CUM-07", message, "Cài cùng một phiên bản vanban trên mọi máy rồi chạy lại", Place(task.path.name))
        return Done(task.path, Result.REFUSED, problems=(problem,))
    places = {_IN: task.path.parent, _OUT: work.out if isinstance(work, Planning) else task.path.parent}
    try:
        _put(places, parcel, dict(reply.made))
    except GeneratorError as error:
        return Done(task.path, Result.REFUSED, problems=error.problems)
    made = tuple(_place(places, name) for name in reply.files)
    return Done(task.path, reply.result, made, (*reply.problems, *unread), reply.summary, dict(reply.tables))


def _put(places: Mapping[str, Path], parcel: Parcel, made: dict[str, bytes]) -> None:
    """Written in the order of the action itself, so that what a power cut leaves is what it would leave there.

    A new row's id goes into the workbook together with the draft that names it. What lies there already with the same bytes stays.
    """
    name = f"{_IN}/{parcel.name}"
    changed = made.pop(name, None)
    for place, data in made.items():
        path = _place(places, place)
        if _holds(path, data):
            continue
        if changed is not None and path.suffix == ".docx":
            files.write_with(path, data, _seen(places, parcel, name), changed)
            changed = None
        elif path.suffix == ".json":
            _put_events(path, data, _seen(places, parcel, place) if place in parcel.contents else None)
        elif path.suffix == ".pdf":
            files.write(path, data)
        else:
            files.write_new(path, data)
    if changed is not None:
        files.replace_unchanged(_seen(places, parcel, name), changed)


def _put_events(path: Path, data: bytes, seen: files.ReadFile | None) -> None:
    """The history with what is new in it, when nobody wrote into it meanwhile."""
    with files.locked(path):
        if seen is None:
            files.write_new(path, data)
        else:
            files.replace_unchanged(seen, data)


def _seen(places: Mapping[str, Path], parcel: Parcel, name: str) -> files.ReadFile:
    return files.ReadFile(_place(places, name), parcel.contents[name])


def _place(places: Mapping[str, Path], name: str) -> Path:
    """Where a file of a parcel lies here."""
    folder, _, rest = name.partition("/")
    return places[folder] / rest


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and files.read(path, limit=_LIMIT).data == data
