"""Issuing when the power fails at any step, and from several processes at once: one number a draft, never two, never one for two."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import re
import shutil
from pathlib import Path
from typing import Final

import pytest

from generator import history, pdf
from generator.actions.plan_drafts import draft_plan
from generator.cli import run
from generator.errors import GeneratorError
from generator.history import Event
from generator.workbook import read_register
from tests.desks import NOW, Desk, desk_in, waived_book
from tests.test_collect import dies_at


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed by forking")
def test_a_power_cut_at_any_step_takes_one_number_and_the_next_run_finishes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    draft = desk.draft()
    arguments = ["issue", str(desk.book), str(draft), "--number", "next", "--date", "20/01/2025", "--out", str(desk.out)]
    start = desk.everything()
    assert run([*arguments, "--json"]) == 1
    end = timeless(desk.everything())
    cut_off = set()
    for number in itertools.count(1):
        shutil.rmtree(desk.book.parent)
        for name, data in start.items():
            (desk.book.parent / name).parent.mkdir(parents=True, exist_ok=True)
            (desk.book.parent / name).write_bytes(data)
        if not dies_at(arguments, number):
            break
        cut_off.add(frozenset(timeless(desk.everything()).items()))
        assert run([*arguments, "--json"]) == 1
        assert timeless(desk.everything()) == end
        assert [row.number for row in read_register(desk.register).rows] == [1]
        assert [entry.event for entry in history.entries(desk.out, desk.book.stem)] == [Event.MADE, Event.ISSUED]
    assert number > 10
    assert len(cut_off) > 5


def timeless(found: dict[str, bytes]) -> dict[str, bytes]:
    """All files but temporary ones, without the moment of issuing in the history."""
    clock = re.compile(rb'"event": "issued".*?"at": "[^"]*"', re.DOTALL)
    return {name: clock.sub(b"", data) for name, data in found.items() if not Path(name).name.startswith(".vanban-")}


PROCESSES: Final = 4
COPIES: Final = 200


def issue_many(folder: str, names: list[str]) -> list[int]:
    """Issue the drafts of some workbooks one after the other; the numbers they got."""
    numbers = []
    for name in names:
        desk = Desk(Path(folder) / f"{name}.xlsx", Path(folder) / "out")
        draft = draft_plan(desk.book, desk.out, NOW.replace(minute=int(name[-3:]) % 60, second=int(name[-3:]) // 60)).files[0]
        try:
            summary = desk.issue(draft).summary
        except GeneratorError as error:  # it can't be pickled, and the pool would wait for ever
            raise AssertionError(str(error)) from None
        numbers.append(int(summary.partition("số ")[2].partition("/")[0]))
    return numbers


def test_two_hundred_drafts_issued_from_four_processes_get_two_hundred_numbers(tmp_path: Path) -> None:
    names = [f"ke-hoach-{number:03d}" for number in range(COPIES)]
    for name in names:
        waived_book(tmp_path / f"{name}.xlsx")
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        found = pool.starmap(issue_many, [(str(tmp_path), names[start::PROCESSES]) for start in range(PROCESSES)])
    numbers = sorted(number for some in found for number in some)
    assert numbers == list(range(1, COPIES + 1))
    register = read_register(tmp_path / "so-van-ban-di-2025.xlsx")
    assert sorted(row.number for row in register.rows) == numbers
    assert len({row.mark for row in register.rows}) == COPIES
    assert register.problems == ()
    issued = sorted(int(path.name.partition("-")[0]) for path in (tmp_path / "out" / "phat-hanh" / "2025").glob("*.docx"))
    assert issued == numbers


def test_the_same_draft_issued_by_two_at_once_takes_one_number(tmp_path: Path) -> None:
    book = waived_book(tmp_path / "ke-hoach-000.xlsx")
    for number in range(PROCESSES):
        shutil.copy(book, tmp_path / f"ban-{number}-000.xlsx")
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        found = pool.starmap(issue_many, [(str(tmp_path), [f"ban-{number}-000"]) for number in range(PROCESSES)])
    assert found == [[1]] * PROCESSES
    assert len(read_register(tmp_path / "so-van-ban-di-2025.xlsx").rows) == 1
