"""Several who write one workbook at once: whoever read it before another wrote is told, never lets the other's words vanish."""

from __future__ import annotations

import multiprocessing
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator import files
from generator.errors import OutputRefusedError


def test_of_two_who_read_the_same_file_one_writes_and_the_other_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are let look before either replaces, as far as they let each other."""
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"before")
    seen, real, both = files.read(path, limit=100), files.read, threading.Barrier(2)

    def slowly(*arguments: Path, limit: int) -> files.ReadFile:
        found = real(*arguments, limit=limit)
        try:
            both.wait(timeout=1)
        except threading.BrokenBarrierError:
            """The other one waits for its turn."""
        return found

    monkeypatch.setattr(files, "read", slowly)

    def written(data: bytes) -> str:
        try:
            files.replace_unchanged(seen, data)
        except OutputRefusedError as error:
            return error.problems[0].code
        return data.decode()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(written, (b"mine", b"theirs")))
    assert results.count("TEP-10") == 1
    assert path.read_bytes().decode() in results
    assert [entry.name for entry in tmp_path.iterdir()] == ["so.xlsx"]


def adds_its_letter(path: str, letter: str) -> int:
    """Put a letter at the end of a file, again and again, as somebody does who is told to start over; how often he was told."""
    told = 0
    for _ in range(TIMES):
        while True:
            seen = files.read(Path(path), limit=10_000)
            try:
                files.replace_unchanged(seen, seen.data + letter.encode())
                break
            except OutputRefusedError:
                told += 1
    return told


TIMES = 40


def test_of_many_processes_that_replace_one_file_none_loses_what_another_wrote(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"")
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        told = pool.starmap(adds_its_letter, [(str(path), letter) for letter in "abc"])
    assert Counter(path.read_text(encoding="utf-8")) == dict.fromkeys("abc", TIMES)
    assert sum(told) > 0
    assert [entry.name for entry in tmp_path.iterdir()] == ["so.xlsx"]


def test_a_lock_whose_file_is_gone_is_asked_for_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lets the file of a lock be deleted by who holds it: who had opened it before does not take it for the lock."""
    fcntl = pytest.importorskip("fcntl")
    real, asked = fcntl.flock, []

    def flock(descriptor: int, operation: int) -> object:
        asked.append(operation)
        if len(asked) == 1:
            (tmp_path / ".so.xlsx.lock").unlink()
        return real(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", flock)
    with files.locked(tmp_path / "so.xlsx"):
        assert (tmp_path / ".so.xlsx.lock").exists()
    assert len(asked) > 1


def test_who_holds_the_lock_of_a_file_may_replace_it(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"before")
    with files.locked(path, patience=1):
        files.replace_unchanged(files.read(path, limit=100), b"after")
    assert path.read_bytes() == b"after"


def test_a_file_that_is_gone_is_not_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"before")
    seen = files.read(path, limit=100)
    path.unlink()
    with pytest.raises(Exception, match="không có"):
        files.replace_unchanged(seen, b"after")
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_whose_place_is_taken_leaves_the_one_that_was_to_change_with_it_as_it_was(tmp_path: Path) -> None:
    new, path = tmp_path / "cong-van.docx", tmp_path / "so.xlsx"
    new.write_bytes(b"theirs")
    path.write_bytes(b"before")
    with pytest.raises(OutputRefusedError) as caught:
        files.write_with(new, b"ours", files.read(path, limit=100), b"after")
    assert [problem.code for problem in caught.value.problems] == ["TEP-15"]
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"cong-van.docx": b"theirs", "so.xlsx": b"before"}
    new.unlink()
    files.write_with(new, b"ours", files.read(path, limit=100), b"after")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"cong-van.docx": b"ours", "so.xlsx": b"after"}
