"""Many files in one command: each is done once, none is lost, whatever the others are."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest

from generator.actions.many import Crowd, as_tables, chosen, do_all, plans_among
from generator.actions.one_of_many import Checking, Planning, Result, Task
from generator.actions.outcome import unseen
from generator.actions.plan_drafts import draft_plan
from generator.cli import run
from generator.history import Event, entries
from generator.package import open_package
from generator.richtext import Text
from generator.workbook import write_plan_book
from tests.books import small_plan
from tests.conforming import letter
from tests.test_sample import BOOK

NOW: Final = datetime(2025, 3, 20, 9, 0)  # noqa: DTZ001 - the clerk's own clock
ROOT: Final = Path(__file__).parent.parent
HERE: Final = Crowd(workers=2)
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="the children of a process are read in /proc")


def books(folder: Path, count: int) -> list[Path]:
    """Workbooks that differ in their title."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"ke-hoach-{number:02d}.xlsx" for number in range(count)]
    for number, path in enumerate(paths):
        facts = small_plan().facts
        plan = small_plan(facts=facts.model_copy(update={"title": Text.of(f"{facts.title.plain} {number}")}))
        path.write_bytes(write_plan_book(plan))
    return paths


def contents(out: Path) -> dict[str, bytes]:
    """All that lies in a folder but locks."""
    paths = [path for path in out.rglob("*") if path.is_file() and not path.name.endswith(".lock")]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = run([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_many_plans_give_the_bytes_that_one_after_the_other_gives(tmp_path: Path) -> None:
    paths = books(tmp_path / "so", 6)
    for path in paths:
        draft_plan(path, tmp_path / "tung-so", NOW)
    steps: list[str] = []
    found = do_all(Planning(tmp_path / "nhieu", NOW), plans_among([tmp_path / "so"], tmp_path / "nhieu"), HERE, steps.append)
    assert [done.path for done in found.each] == paths
    assert {done.result for done in found.each} == {Result.DONE}
    assert sorted(steps) == [path.name for path in paths]
    assert contents(tmp_path / "nhieu") == contents(tmp_path / "tung-so")
    assert len(contents(tmp_path / "nhieu")) == 6 * 3


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    out, tasks = tmp_path / "out", plans_among(books(tmp_path, 3), tmp_path / "out")
    do_all(Planning(out, NOW), tasks, HERE, unseen)
    before = contents(out)
    do_all(Planning(out, NOW.replace(hour=15)), tasks, HERE, unseen)
    assert contents(out) == before


def test_one_broken_file_stops_nobody_and_stands_in_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    books(tmp_path / "so", 2)
    (tmp_path / "so" / "hong.xlsx").write_bytes(b"khong phai so")
    assert run(["plan", str(tmp_path / "so"), "--out", str(tmp_path / "out")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:4]] == ["hong.xlsx", "ke-hoach-00.xlsx", "ke-hoach-01.xlsx"]
    assert "không làm được: [GOI-04]" in lines[1]
    assert lines[2].endswith("ke-hoach-00-du-thao-1.docx")
    assert lines[4].startswith("2 tệp xong, 1 tệp không làm được")


def test_the_answer_to_a_program_is_one_object_with_every_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    books(tmp_path / "so", 2)
    (tmp_path / "so" / "hong.xlsx").write_bytes(b"khong phai so")
    code, told = answer(capsys, "plan", str(tmp_path / "so"), "--out", str(tmp_path / "out"))
    assert (code, len(told["files"]), [problem["code"] for problem in told["problems"]]) == (1, 2, ["GOI-04"])
    assert [row["result"] for row in told["results"]] == ["không làm được", "xong", "xong"]
    assert [len(row["files"]) for row in told["results"]] == [0, 1, 1]


def test_when_none_could_be_done_the_command_could_not_do_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.xlsx").write_bytes(b"")
    assert run(["plan", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()


def test_plans_without_a_remark_are_clean(tmp_path: Path) -> None:
    books(tmp_path, 2)
    assert run(["plan", str(tmp_path), "--out", str(tmp_path / "out")]) == 0


@pytest.mark.parametrize("other", ["ke-hoach-00.xlsx", "KE-HOACH-00.xlsx"])
def test_two_workbooks_of_one_name_are_refused_before_anything_is_written(
    other: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = books(tmp_path / "so" / "a", 2)[0]
    (tmp_path / "so" / "b").mkdir()
    (tmp_path / "so" / "b" / other).write_bytes(path.read_bytes())
    code, told = answer(capsys, "plan", str(tmp_path / "so"), "--out", str(tmp_path / "out"))
    assert (code, [problem["code"] for problem in told["problems"]]) == (2, ["NHIEU-01"])
    assert other in told["problems"][0]["message"]
    assert not (tmp_path / "out").exists()


def test_names_with_one_letter_in_two_makes_clash_too(tmp_path: Path) -> None:
    data = write_plan_book(small_plan())
    for name in ("a/k\u1ebf.xlsx", "b/ke\u0302\u0301.xlsx"):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_bytes(data)
    assert run(["plan", str(tmp_path), "--out", str(tmp_path / "out")]) == 2


def test_another_workbook_in_a_folder_is_passed_over_one_that_is_named_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    books(tmp_path / "so", 1)
    for folder in ("so", "so/2024"):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "bang-diem.xlsx").write_bytes((ROOT / "data" / "bang-diem-minh-hoa.xlsx").read_bytes())
    code, told = answer(capsys, "plan", str(tmp_path / "so"), "--out", str(tmp_path / "out"))
    assert (code, [row["result"] for row in told["results"]]) == (0, ["bỏ qua", "bỏ qua", "xong"])
    named = [str(tmp_path / "so" / name) for name in ("bang-diem.xlsx", "ke-hoach-00.xlsx")]
    code, told = answer(capsys, "plan", *named, "--out", str(tmp_path / "khac"))
    assert (code, told["results"][0]["result"]) == (1, "không làm được")


def test_a_file_that_is_named_twice_or_lies_in_a_folder_that_is_named_is_done_once(tmp_path: Path) -> None:
    paths = books(tmp_path, 2)
    assert chosen([paths[1], tmp_path, paths[1]], frozenset({".xlsx"})) == (Task(paths[0], found=True), Task(paths[1]))


def test_what_a_program_left_what_a_check_kept_and_what_was_made_is_not_given(tmp_path: Path) -> None:
    paths = books(tmp_path, 1)
    for name in ("~$ke-hoach-00.xlsx", ".an.xlsx", "ke-hoach-00 truoc khi sua 2025-01-20 1430.xlsx", "out/bieu.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [task.path for task in chosen([tmp_path], frozenset({".xlsx"}), tmp_path / "out")] == paths
    assert [task.path for task in chosen([tmp_path], frozenset({".xlsx"}), tmp_path)] == [*paths, tmp_path / "out" / "bieu.xlsx"]


def test_a_folder_without_a_workbook_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = answer(capsys, "plan", str(tmp_path))
    assert (code, told["problems"][0]["code"]) == (2, "NHIEU-03")


def test_plans_and_papers_are_checked_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cong-van.docx").write_bytes(letter("VP"))
    (tmp_path / "ke-hoach.xlsx").write_bytes(BOOK.read_bytes())
    _, alone = answer(capsys, "check", str(tmp_path / "ke-hoach.xlsx"))
    code, told = answer(capsys, "check", str(tmp_path))
    assert (code, len(told["papers"]), len(told["plans"]), told["files"]) == (1, 1, 1, [])
    assert told["results"][1]["problems"] == alone["problems"]
    assert told["plans"][0]["summary"] == alone["summary"]


def test_a_fault_of_ours_in_one_file_is_told_at_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("a part of nothing")

    monkeypatch.setattr("generator.actions.one_of_many.draft_plan", broken)
    done = Planning(tmp_path, NOW)(Task(BOOK))
    assert (done.result, [problem.code for problem in done.problems]) == (Result.REFUSED, ["NHIEU-05"])
    assert "ZeroDivisionError: a part of nothing; test_many.py:" in done.problems[0].message


def test_tables_are_plain_values(tmp_path: Path) -> None:
    found = do_all(Checking(), [Task(BOOK), Task(tmp_path / "khong-co.docx")], HERE, unseen)
    assert json.loads(json.dumps(as_tables(found))) == as_tables(found)
    assert [problem.code for problem in found.problems] == ["TEP-01"]


@pytest.fixture
def started(tmp_path: Path) -> Callable[[int], subprocess.Popen[str]]:
    """`vanban plan` over so many plans, in a session of its own as in a terminal of its own, when its first drafts are there."""

    def begin(count: int) -> subprocess.Popen[str]:
        books(tmp_path / "so", count)
        command = [sys.executable, "-m", "generator", "plan", str(tmp_path / "so"), "--out", str(tmp_path / "out")]
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True
        )
        while process.poll() is None and len(list((tmp_path / "out").glob("*.docx"))) < 2:
            time.sleep(0.01)
        return process

    return begin


def all_whole(out: Path, names: list[str]) -> bool:
    """Whether each draft opens and its history tells of it once."""
    for name in names:
        open_package(out / f"{name}-du-thao-1.docx")
        if [entry.event for entry in entries(out, name)] != [Event.MADE]:
            return False
    return bool(names) and not list(out.glob("*-du-thao-2.docx"))


@posix
def test_ctrl_c_finishes_what_was_begun_tells_what_is_left_and_the_next_run_goes_on(
    tmp_path: Path, started: Callable[[int], subprocess.Popen[str]]
) -> None:
    process = started(30)
    os.killpg(process.pid, signal.SIGINT)
    told, said = process.communicate(timeout=120)
    out = tmp_path / "out"
    made = sorted(path.name.removesuffix("-du-thao-1.docx") for path in out.glob("*.docx"))
    assert process.returncode == 1
    assert "Traceback" not in said
    assert 2 <= len(made) < 30
    assert all_whole(out, made)
    assert f"còn {30 - len(made)} tệp chưa làm" in told
    assert told.count("chưa làm\n") == 30 - len(made)
    before = contents(out)
    assert run(["plan", str(tmp_path / "so"), "--out", str(out)]) == 0
    assert all_whole(out, [f"ke-hoach-{number:02d}" for number in range(30)])
    assert {name: data for name, data in contents(out).items() if name in before} == before


def workers_of(number: int) -> list[int]:
    """Processes that a process began to work for it."""
    children = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="utf-8").split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


@linux
def test_a_worker_that_is_killed_loses_no_file(tmp_path: Path, started: Callable[[int], subprocess.Popen[str]]) -> None:
    process = started(20)
    workers = workers_of(process.pid)
    assert workers
    os.kill(workers[0], signal.SIGKILL)
    told, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (0, "")
    assert "20 tệp xong." in told
    assert all_whole(tmp_path / "out", [f"ke-hoach-{number:02d}" for number in range(20)])
