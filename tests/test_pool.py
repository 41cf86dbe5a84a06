"""Work in processes of their own: nothing is lost when one of them dies."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from generator import pool
from generator.cancelling import may_be_called_off
from tests.dying import Load, doubled

WORKERS: Final = 2


def begun(folder: Path, number: int) -> int:
    return len(list(folder.glob(f"{number}-*")))


def test_each_thing_is_answered_once(tmp_path: Path) -> None:
    found = list(pool.each(doubled, [Load(number, tmp_path) for number in range(20)], WORKERS))
    assert sorted(found) == [(number, number * 2) for number in range(20)]
    assert {begun(tmp_path, number) for number in range(20)} == {1}


def test_what_a_process_died_of_is_done_again_elsewhere_and_nothing_else_is_lost(tmp_path: Path) -> None:
    loads = [Load(number, tmp_path, deaths=int(number == 7)) for number in range(20)]
    assert sorted(pool.each(doubled, loads, WORKERS)) == [(number, number * 2) for number in range(20)]
    assert begun(tmp_path, 7) == 2


def test_what_kills_its_process_twice_is_told_and_everything_else_is_done(tmp_path: Path) -> None:
    loads = [Load(number, tmp_path, deaths=9 * (number in {3, 8})) for number in range(12)]
    found = dict(pool.each(doubled, loads, WORKERS))
    assert found == {number: pool.DIED if number in {3, 8} else number * 2 for number in range(12)}
    assert (begun(tmp_path, 3), begun(tmp_path, 8)) == (2, 2)


def test_when_it_is_called_off_what_was_begun_is_finished_and_told_and_nothing_more_is_begun(tmp_path: Path) -> None:
    loads = [Load(number, tmp_path, seconds=0.1) for number in range(200)]
    with may_be_called_off(lambda: begun(tmp_path, 4) > 0):
        found = dict(pool.each(doubled, loads, WORKERS))
    assert 4 in found
    assert len(found) < len(loads)
    assert {number for number in range(200) if begun(tmp_path, number)} == set(found)


def test_nothing_to_do_is_done_at_once() -> None:
    assert list(pool.each(doubled, [], WORKERS)) == []


def test_this_machine_has_a_core() -> None:
    assert pool.cores() >= 1
