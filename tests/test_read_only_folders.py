"""Folders and files that may only be read: each command says which one in a sentence, and nothing changes."""

from __future__ import annotations

import errno
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

import pytest

from generator import files, history
from generator.cli import run
from generator.errors import OutputRefusedError
from tests.read_only import NEEDS_MODES, folders_in, only_to_read
from tests.sample_forms import FOLDER
from tests.test_endurance import COMMANDS, FIRST, Folder, folder, undisturbed

__all__ = ["folder"]  # the fixture

CHANGES_THE_WORKBOOK: Final = {"collect", "remind", "pull", "check a plan", "issue"}
READ_ONLY: Final = {
    "status": ["status", "{book}", "--period", "Q1", "--on", "20/03/2025"],
    "check a plan": ["check", "{book}"],
    "check a paper": ["check", "{paper}"],
}


def told(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and what was said of errors."""
    capsys.readouterr()
    code = run([*arguments, "--json"])
    shown = capsys.readouterr()
    assert shown.err == ""
    return code, [problem for problem in json.loads(shown.out)["problems"] if problem["severity"] == "error"]


def refused(capsys: pytest.CaptureFixture[str], arguments: list[str], code: str) -> list[dict[str, Any]]:
    """The sentences of a command that could do nothing, all of this code."""
    ended, problems = told(capsys, arguments)
    assert ended == 2
    assert {problem["code"] for problem in problems} == {code}
    assert all(problem["cure"] for problem in problems)
    return problems


@NEEDS_MODES
@pytest.mark.parametrize("name", COMMANDS)
def test_in_a_folder_that_may_only_be_read_nothing_changes_and_the_folder_is_named(
    name: str, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    home = folder.desk.book.parent
    with only_to_read(folders_in(home)):
        problems = refused(capsys, folder.command(name), "TEP-20")
    assert all(f"Thư mục {home}" in problem["message"] for problem in problems)
    assert folder.found() == folder.start


@NEEDS_MODES
@pytest.mark.parametrize("name", READ_ONLY)
def test_what_only_looks_works_in_a_folder_that_may_only_be_read(name: str, folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    with only_to_read([*folders_in(folder.desk.book.parent), folder.desk.book]):
        code, _ = told(capsys, [word.format(**folder.words) for word in READ_ONLY[name]])
    assert code in {0, 1}
    assert folder.found() == folder.start


@NEEDS_MODES
@pytest.mark.parametrize("name", [*sorted(CHANGES_THE_WORKBOOK), "plan", "forms", "report"])
def test_a_workbook_in_a_folder_that_may_only_be_read_is_told_before_anything_is_written_elsewhere(
    name: str, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    with only_to_read([folder.desk.book.parent]):
        code, problems = told(capsys, folder.command(name))
    if name in CHANGES_THE_WORKBOOK or code == 2:
        assert (code, {problem["code"] for problem in problems}) == (2, {"TEP-20"})
        assert folder.found() == folder.start
    else:
        assert folder.found() != folder.start


@pytest.mark.parametrize("name", sorted(CHANGES_THE_WORKBOOK))
def test_a_workbook_marked_read_only_is_left_alone_and_no_number_is_taken(
    name: str, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Path(folder.words["sample"]) if name == "check a plan" else folder.desk.book
    book.chmod(0o444)
    (problem,) = refused(capsys, folder.command(name), "TEP-19")
    book.chmod(0o644)
    assert str(book) in problem["place"]
    assert folder.found() == folder.start
    undisturbed(folder, name)


def test_a_register_marked_read_only_takes_no_row(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    undisturbed(folder, "issue")
    folder.set_back()
    shutil.copy(folder.desk.book, folder.desk.register)
    folder.desk.register.chmod(0o444)
    code, problems = told(capsys, folder.command("issue"))
    assert (code, {problem["code"] for problem in problems}) == (2, {"PH-21"})
    folder.desk.register.chmod(0o644)
    folder.desk.register.unlink()
    assert folder.found() == folder.start


@NEEDS_MODES
@pytest.mark.parametrize("name", ["plan", "report", "remind", "pull", "issue"])
def test_a_history_that_may_only_be_read_stops_before_a_draft_is_made(
    name: str, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    place = history.folder(folder.desk.out, folder.desk.book.stem)
    arguments = [word if word != f"{folder.words['folder']}/khac" else str(folder.desk.out) for word in folder.command(name)]
    if name == "plan":
        (folder.desk.out / "ke-hoach-du-thao-1.docx").unlink()
    start = folder.found()
    with only_to_read(folders_in(place)):
        problems = refused(capsys, arguments, "TEP-20")
    assert all(f"Thư mục {place}" in problem["message"] for problem in problems)
    assert folder.found() == start
    assert run([*arguments, "--json"]) in {0, 1}


def test_without_a_folder_for_passing_files_forms_are_refused_with_a_sentence(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nowhere() -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", nowhere)
    problems = refused(capsys, folder.command("collect"), "TEP-21")
    assert len(problems) == 1
    assert folder.found() == folder.start
    with pytest.raises(OutputRefusedError, match="thư mục tạm"), files.passing_folder():
        raise AssertionError


def test_without_a_home_commands_work(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    for name in ("plan", "collect", "check a paper", "issue"):
        undisturbed(folder, name)
        folder.set_back()


def test_forms_taken_from_a_folder_that_may_only_be_read_are_kept_in_ours(
    folder: Folder, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    given = tmp_path / "usb"
    shutil.copytree(FOLDER / "Q1", given)
    with only_to_read([*folders_in(given), *given.iterdir()]):
        code, _ = told(
            capsys, ["collect", folder.words["book"], str(given), "--period", "Q1", "--received", FIRST, "--out", folder.words["out"]]
        )
    assert code in {0, 1}
    assert len(list(folder.desk.out.rglob("*.xlsx"))) == 2
