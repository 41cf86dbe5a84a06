"""The log of the office's network: whole lines, in order, nothing lost between writers, nothing that could forge a line."""

from __future__ import annotations

import json
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import files
from generator.actions.access_log import SIGNED_IN, Access, last_sign_ins, latest, log_path, note_access

AT = datetime(2025, 3, 10, 9, 0)  # noqa: DTZ001 - the clerk's own clock


def event(who: str = "VP", what: str = "gửi biểu", **more: str) -> Access:
    return Access(AT, who, "192.168.1.7", what, **more)


@settings(max_examples=50)
@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_somebody_types_stays_one_line_without_control_signs(who: str, result: str) -> None:
    with TemporaryDirectory() as folder:
        note_access(Path(folder), event(who, result=result))
        note_access(Path(folder), event())
        lines = log_path(Path(folder)).read_bytes().decode("utf-8").split("\n")
        assert len(latest(Path(folder), 10)) == 2
    assert len(lines) == 3
    assert not any(unicodedata.category(letter).startswith("C") for line in lines for letter in line)
    assert json.loads(lines[1])["who"] == "VP"
    assert max(map(len, lines)) < 2000


def test_many_writers_lose_no_line(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: note_access(tmp_path, event(f"DV{number}")), range(60)))
    assert {row.who for row in latest(tmp_path, 100)} == {f"DV{number}" for number in range(60)}


def test_half_a_line_of_a_power_cut_spoils_no_other(tmp_path: Path) -> None:
    note_access(tmp_path, event("A"))
    with log_path(tmp_path).open("ab") as stream:
        stream.write(b'{"at": "2025-')
    note_access(tmp_path, event("B"))
    assert [row.who for row in latest(tmp_path, 10)] == ["B", "A"]


def test_the_newest_events_come_first_and_no_more_than_asked(tmp_path: Path) -> None:
    assert latest(tmp_path, 5) == ()
    for number in range(30):
        note_access(tmp_path, event(str(number), result="x" * 150))
    assert [row.who for row in latest(tmp_path, 3)] == ["29", "28", "27"]


def test_a_long_log_is_read_from_its_end(tmp_path: Path) -> None:
    path = log_path(tmp_path)
    path.write_text("x" * 100_000 + "\n" + "đ" * 3000 + "\ncuối\n", encoding="utf-8")
    assert files.last_lines(path, 1) == ("cuối",)
    assert files.last_lines(path, 2) == ("đ" * 3000, "cuối")


def test_a_line_with_a_line_end_is_our_own_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="hai"):
        files.append_line(tmp_path / "x", "một\nhai")


def test_the_last_sign_in_of_each_unit_is_known_and_a_refused_one_is_none(tmp_path: Path) -> None:
    for hour, who, result, on in ((8, "VP", "được", "a"), (9, "VP", "được", "a"), (10, "VP", "sai", "a"), (11, "TT", "được", "b")):
        note_access(tmp_path, Access(AT.replace(hour=hour), who, "::1", SIGNED_IN, on, result))
    assert last_sign_ins(tmp_path, "a") == {"VP": AT}
    assert last_sign_ins(tmp_path / "none", "a") == {}
