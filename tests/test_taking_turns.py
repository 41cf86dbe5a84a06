"""Several who write one workbook at once: whoever read it before another wrote is told, never lets the other's words vanish."""

from __future__ import annotations

import threading
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


def test_a_file_that_is_gone_is_not_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"before")
    seen = files.read(path, limit=100)
    path.unlink()
    with pytest.raises(Exception, match="không có"):
        files.replace_unchanged(seen, b"after")
    assert list(tmp_path.iterdir()) == []
