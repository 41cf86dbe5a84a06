"""Passwords of units: readable, hard to guess, kept only as hashes, and a broken file is told."""

from __future__ import annotations

import hashlib
import json
import math
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator.actions.unit_passwords import (
    GROUPS,
    LETTERS,
    kept_passwords,
    make_passwords,
    passwords_path,
    unit_may_enter,
    units_to_enter,
)
from generator.errors import InputRefusedError
from tests.forms import PLAN

NOW = datetime(2025, 3, 1, 8, 0)  # noqa: DTZ001 - the clerk's own clock


def made(out: Path, *units: str, seed: int = 1) -> dict[str, str]:
    return make_passwords(out, "ke-hoach", units, Random(seed), NOW)  # noqa: S311 - tests are to be repeatable


def enters(out: Path, unit: str, typed: str) -> bool:
    return unit_may_enter(out, "ke-hoach", unit, typed)


def code(out: Path) -> str:
    with pytest.raises(InputRefusedError) as refused:
        kept_passwords(out, "ke-hoach")
    return refused.value.problems[0].code


def test_a_unit_enters_with_its_own_password_and_no_other(tmp_path: Path) -> None:
    passwords = made(tmp_path, "VP", "QLKH")
    assert enters(tmp_path, "VP", passwords["VP"])
    assert enters(tmp_path, "QLKH", passwords["QLKH"])
    assert not enters(tmp_path, "VP", passwords["QLKH"])
    assert not enters(tmp_path, "TT", passwords["VP"])
    assert not enters(tmp_path, "VP", "")
    assert not enters(tmp_path, "TT", "")


@pytest.mark.parametrize("change", [str.upper, lambda words: words.replace("-", ""), lambda words: f" {words.replace('-', ' ')}\n"])
def test_dashes_spaces_and_capitals_do_not_matter(change: Callable[[str], str], tmp_path: Path) -> None:
    assert enters(tmp_path, "VP", change(made(tmp_path, "VP")["VP"]))


def test_half_a_surrogate_or_marks_are_only_a_wrong_password(tmp_path: Path) -> None:
    made(tmp_path, "VP")
    assert not enters(tmp_path, "VP", "\ud800mật khẩu\x00")


def test_a_password_is_about_sixty_bits_of_signs_that_vietnamese_typing_leaves_alone(tmp_path: Path) -> None:
    password = make_passwords(tmp_path, "ke-hoach", ["VP"], secrets.SystemRandom(), NOW)["VP"]
    assert [len(part) for part in password.split("-")] == list(GROUPS)
    assert set(password) <= {*LETTERS, "-"}
    assert len(set(LETTERS)) == len(LETTERS)
    assert sum(GROUPS) * math.log2(len(LETTERS)) >= 60
    assert not set(LETTERS) & set("aeiouydwl01")


def test_the_same_chance_makes_the_same_passwords_and_another_makes_others(tmp_path: Path) -> None:
    first, again = made(tmp_path / "1", "VP"), made(tmp_path / "2", "VP")
    assert first == again
    assert passwords_path(tmp_path / "1", "ke-hoach").read_bytes() == passwords_path(tmp_path / "2", "ke-hoach").read_bytes()
    assert made(tmp_path / "3", "VP", seed=2) != first


def test_the_file_holds_no_password_and_units_never_share_a_salt(tmp_path: Path) -> None:
    passwords = made(tmp_path, "VP", "QLKH")
    words = passwords_path(tmp_path, "ke-hoach").read_text(encoding="utf-8")
    assert len(passwords) == 2
    for password in passwords.values():
        assert not any(part in words for part in (password, password.replace("-", "")))
    kept = kept_passwords(tmp_path, "ke-hoach")
    assert len({row.salt for row in kept.values()}) == len({row.hash for row in kept.values()}) == 2


def test_a_new_password_for_one_unit_leaves_the_others(tmp_path: Path) -> None:
    old = made(tmp_path, "VP", "QLKH")
    new = made(tmp_path, "VP", seed=2)
    assert not enters(tmp_path, "VP", old["VP"])
    assert enters(tmp_path, "VP", new["VP"])
    assert enters(tmp_path, "QLKH", old["QLKH"])


def test_an_unknown_unit_costs_as_much_as_a_wrong_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, "VP")
    asked: list[dict[str, int]] = []
    real = hashlib.scrypt

    def counted(words: bytes, **cost: Any) -> bytes:  # noqa: ANN401 - passed on
        asked.append({name: cost[name] for name in ("n", "r", "p")})
        found: bytes = real(words, **cost)
        return found

    monkeypatch.setattr("generator.actions.unit_passwords.hashlib.scrypt", counted)
    assert not enters(tmp_path, "VP", "sai")
    assert not enters(tmp_path, "KHONG-CO", "sai")
    assert len(asked) == 2
    assert asked[0] == asked[1]


def test_units_that_owe_a_form_get_one_in_the_order_of_the_plan() -> None:
    assert [unit.id for unit in units_to_enter(PLAN)] == ["VP", "QLKH"]


def test_no_file_is_no_password(tmp_path: Path) -> None:
    assert kept_passwords(tmp_path, "ke-hoach") == {}
    assert not enters(tmp_path, "VP", "x")


BROKEN: dict[str, Callable[[dict[str, Any]], object]] = {
    "no units": lambda file: file.pop("units"),
    "units in a list": lambda file: file.update(units=[]),
    "no salt": lambda file: file["units"]["VP"].pop("salt"),
    "salt too short": lambda file: file["units"]["VP"].update(salt="00"),
    "hash that is no hex": lambda file: file["units"]["VP"].update(hash="zz" * 32),
    "a cost that would hold up the machine": lambda file: file["units"]["VP"].update(n=2**30),
    "a cost that is too cheap": lambda file: file["units"]["VP"].update(n=2),
    "a cost that is no power of two": lambda file: file["units"]["VP"].update(n=2**14 + 1),
    "a cost in words": lambda file: file["units"]["VP"].update(r="8"),
    "a day that is none": lambda file: file["units"]["VP"].update(made="hôm qua"),
    "a unit that is a path": lambda file: file["units"].update({"../VP": file["units"]["VP"]}),
    "a part nobody knows": lambda file: file["units"]["VP"].update(more=1),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_file_is_told_and_never_written_over(fault: str, tmp_path: Path) -> None:
    made(tmp_path, "VP")
    path = passwords_path(tmp_path, "ke-hoach")
    file = json.loads(path.read_text(encoding="utf-8"))
    BROKEN[fault](file)
    path.write_text(json.dumps(file), encoding="utf-8")
    before = path.read_bytes()
    assert code(tmp_path) == "MK-01"
    with pytest.raises(InputRefusedError):
        made(tmp_path, "VP")
    assert path.read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe"])
def test_a_file_that_is_no_json_is_told(data: bytes, tmp_path: Path) -> None:
    made(tmp_path, "VP")
    passwords_path(tmp_path, "ke-hoach").write_bytes(data)
    assert code(tmp_path) == "MK-01"


def test_a_file_of_another_format_is_told(tmp_path: Path) -> None:
    made(tmp_path, "VP")
    passwords_path(tmp_path, "ke-hoach").write_text('{"format": 2, "units": {}}', encoding="utf-8")
    assert code(tmp_path) == "MK-02"
