"""Every command when a write fails or the power goes at any step: nothing lost, nothing half, and run again it ends as it should."""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import docx
import pytest
from docx.shared import Mm

from generator import cli, history, pdf
from generator.cli import run
from generator.workbook import read_plan_book, read_register
from tests.desks import Desk, desk_in
from tests.people import cell
from tests.sample_forms import FOLDER
from tests.test_collect import STEPS, dies_at
from tests.test_sample import BOOK

NOW: Final = datetime(2025, 3, 20, 10, 0)  # noqa: DTZ001 - the clerk's own clock
FIRST: Final = "10/03/2025 09:00"

COMMANDS: Final[dict[str, list[str]]] = {
    "new": ["new", "{folder}/moi.xlsx", "--year", "2026"],
    "new from the plan of last year": ["new", "{folder}/sang-nam.xlsx", "--from-plan", "{book}"],
    "new from a paper": ["new", "{folder}/tu-word.xlsx", "--from-docx", "{draft}"],
    "plan": ["plan", "{book}", "--out", "{folder}/khac"],
    "forms": ["forms", "{book}", "--period", "H1", "--out", "{out}"],
    "collect": ["collect", "{book}", str(FOLDER / "Q1"), "--period", "Q1", "--received", FIRST, "--out", "{out}"],
    "remind": ["remind", "{book}", "--period", "Q1", "--on", "20/03/2025", "--out", "{out}"],
    "report": ["report", "{book}", "--period", "Q1", "--draft", "--out", "{out}"],
    "pull": ["pull", "{book}", "{edited}", "--out", "{out}"],
    "check a plan": ["check", "{sample}", "--fix", "--out", "{out}"],
    "check a paper": ["check", "{paper}", "--fix", "--annotate", "--out", "{out}"],
    "issue": ["issue", "{book}", "{draft}", "--number", "next", "--date", "20/01/2025", "--out", "{out}"],
    "template": ["template", "quyết định", "--out", "{out}"],
}
KILLED_ELSEWHERE: Final = {"collect", "remind", "pull", "issue"}
"""Their own tests kill these at every step."""
NO_SPACE: Final = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
HELD: Final = PermissionError(errno.EACCES, "Access is denied")
"""As Windows says of a file that another program holds."""
READ_ONLY: Final = OSError(errno.EROFS, os.strerror(errno.EROFS))
"""As Linux says of a disk that it no longer trusts."""


class Folder:
    """A clerk's folder with a workbook, its draft, and a copy of that which a leader edited; set back before each try."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder / "ke-hoach.xlsx", folder / "out")
        self.words = {
            "folder": str(folder),
            "book": str(self.desk.book),
            "out": str(self.desk.out),
            "draft": str(self.desk.out / "ke-hoach-du-thao-1.docx"),
            "edited": str(folder / "sua.docx"),
            "paper": str(folder / "le-hep.docx"),
            "sample": str(folder / "mau.xlsx"),
        }
        self.start = beginning()
        self.put()

    def found(self) -> dict[str, bytes]:
        """Every file but locks."""
        return self.desk.everything()

    def set_back(self) -> None:
        shutil.rmtree(self.desk.book.parent)
        self.put()

    def put(self) -> None:
        for name, data in self.start.items():
            path = self.desk.book.parent / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def command(self, name: str) -> list[str]:
        return [word.format(**self.words) for word in COMMANDS[name]]

    def must_be_whole(self, end: dict[str, bytes]) -> None:
        """Each file is as it was or as it will be; the workbook, the register and the history read, no number stands twice."""
        for name, data in self.found().items():
            if not Path(name).name.startswith(".vanban-"):
                assert data in {self.start.get(name), end.get(name)} or name.endswith("lich-su.json"), name
        read_plan_book(self.desk.book)
        history.entries(self.desk.out, self.desk.book.stem)
        numbers = [row.number for row in read_register(self.desk.register).rows]
        assert len(numbers) == len(set(numbers))


@cache
def beginning() -> dict[str, bytes]:
    """Every file of the folder at first, by its name."""
    with TemporaryDirectory() as name:
        desk = desk_in(Path(name))
        shutil.copy(BOOK, Path(name) / "mau.xlsx")
        document = docx.Document(str(desk.draft()))
        cell(document, "1.7.2", 4, "Mới")
        document.save(str(Path(name) / "sua.docx"))
        document.sections[0].left_margin = Mm(10)
        document.save(str(Path(name) / "le-hep.docx"))
        return desk.everything()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    monkeypatch.setattr(cli, "_now", lambda: NOW)
    return Folder(tmp_path / "thư mục có dấu cách")


def undisturbed(folder: Folder, name: str) -> dict[str, bytes]:
    """All files after the command ran as it should."""
    assert run([*folder.command(name), "--json"]) in {0, 1}
    end = folder.found()
    assert end != folder.start
    return end


def failing(monkeypatch: pytest.MonkeyPatch, number: int, error: OSError) -> list[int]:
    """The call of the given number among all steps fails; gives a list that is empty until it did."""
    left, failed = itertools.count(number, -1), list[int]()

    def made(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on
            if next(left) == 1:
                failed.append(number)
                raise error
            return call(*arguments, **named)

        return counted

    for step in STEPS:
        monkeypatch.setattr(os, step, made(getattr(os, step)))
    return failed


def tries() -> Iterator[tuple[int, OSError]]:
    """Each step in turn: the disk is full at one, at the next somebody holds the file, then the disk may only be read."""
    return zip(itertools.count(1), itertools.cycle((NO_SPACE, HELD, READ_ONLY)), strict=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_write_that_fails_at_any_step_is_told_and_loses_nothing(
    name: str, folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    end = undisturbed(folder, name)
    refused = 0
    for number, error in tries():
        folder.set_back()
        capsys.readouterr()
        with monkeypatch.context() as patch:
            failed = failing(patch, number, error)
            code = run([*folder.command(name), "--json"])
        if not failed:
            break
        told = json.loads(capsys.readouterr().out)["problems"]
        assert not [path for path in folder.found() if Path(path).name.startswith(".vanban-")]
        folder.must_be_whole(end)
        if code == 2:
            refused += 1
            assert {problem["code"] for problem in told if problem["severity"] == "error"} & {"TEP-11", "TEP-12", "TEP-20"}
            assert all(problem["message"] and problem["cure"] for problem in told)
            assert not any(str(error.strerror) in problem["message"] for problem in told)
        assert run([*folder.command(name), "--json"]) in {0, 1} or not missing(folder, end)
        assert not missing(folder, end)
    assert refused
    assert folder.found() == end


def missing(folder: Folder, end: dict[str, bytes]) -> set[str]:
    """Files that are not as after an undisturbed run; of the history only its events count, for they tell times."""
    found = folder.found()
    return {name for name in found.keys() | end.keys() if found.get(name) != end.get(name)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed by forking")
@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in KILLED_ELSEWHERE])
def test_a_power_cut_at_any_step_leaves_all_whole_and_the_next_run_completes(name: str, folder: Folder) -> None:
    end = undisturbed(folder, name)
    for number in itertools.count(1):
        folder.set_back()
        if not dies_at(folder.command(name), number):
            break
        folder.must_be_whole(end)
        assert run([*folder.command(name), "--json"]) in {0, 1} or not left_out(folder, end)
        assert not left_out(folder, end)
    assert number > 1


def left_out(folder: Folder, end: dict[str, bytes]) -> set[str]:
    """The same, without the temporary files that a killed process leaves."""
    return {name for name in missing(folder, end) if not Path(name).name.startswith(".vanban-")}
