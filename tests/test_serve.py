"""`vanban serve` as a clerk starts it: its address, its refusals, its end; and what is said where its libraries are missing."""

from __future__ import annotations

import builtins
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

import generator
from generator.cli import run
from tests.browser import served
from tests.web_desk import desk_with_sample


def _status(address: str) -> int:
    host = address.split("/")[2]
    plain = address.replace(host, f"127.0.0.1:{host.rpartition(':')[2]}")
    try:
        with urlopen(Request(plain, headers={"Host": host}), timeout=10) as answer:  # noqa: S310 - our own server
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_the_address_of_a_start_lets_in_and_another_does_not(tmp_path: Path) -> None:
    desk = desk_with_sample(tmp_path)
    with served(desk.folder) as first:
        assert ".localhost:" in first.entrance
        assert _status(first.site + "/") == 403
        token = first.entrance.partition("token=")[2]
        with served(desk.folder) as second:
            assert second.site != first.site
            assert _status(f"{second.site}/?token={token}") == 403
            assert _status(f"{first.site}/static/app.css") == 200


def test_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    with served(desk_with_sample(tmp_path).folder) as server:
        port = server.site.rpartition(":")[2]
        listening = Path("/proc/net/tcp")
        if not listening.exists():
            pytest.skip("no list of open sockets on this system")
        here = [line.split()[1] for line in listening.read_text(encoding="ascii").splitlines()[1:]]
        mine = [place for place in here if place.endswith(f":{int(port):04X}")]
        assert mine
        assert {place.partition(":")[0] for place in mine} == {"0100007F"}


def test_a_port_that_is_taken_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert run(["serve", str(tmp_path), "--no-browser", "--port", str(other.getsockname()[1])]) == 2
    assert "WEB-40" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["khong-co"], "WEB-41"),
        ([".", "--lan", "127.0.0.1"], "WEB-51"),
        ([".", "--certificate", "x.pem"], "WEB-51"),
        ([".", "--lan", "127.0.0.1", "--certificate", "x.pem", "--key", "y.pem"], "WEB-52"),
    ],
)
def test_what_is_missing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["serve", "--no-browser", "--json", *arguments]) == 2
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == code


def test_a_certificate_that_is_none_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.pem").write_text("none", encoding="ascii")
    given = ["--lan", "127.0.0.1", "--certificate", str(tmp_path / "x.pem"), "--key", str(tmp_path / "x.pem")]
    assert run(["serve", str(tmp_path), "--no-browser", "--json", *given]) == 2
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "WEB-42"


def test_without_the_web_libraries_the_cure_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    usual = builtins.__import__

    def without_fastapi(
        name: str,
        variables: Mapping[str, object] | None = None,
        local: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        if name.partition(".")[0] in {"fastapi", "uvicorn"}:
            raise ModuleNotFoundError(name, name=name)
        return usual(name, variables, local, fromlist or (), level)

    for name in [name for name in sys.modules if name.startswith("generator.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(generator, "web", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_fastapi)
    assert run(["serve", "--no-browser"]) == 2
    told = capsys.readouterr().err
    assert "WEB-50" in told
    assert "vanban[web]" in told


def test_ctrl_c_ends_it_without_a_trace(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "generator", "serve", str(tmp_path), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        assert "Mở trang này" in told
        assert _status(told.split()[-1].partition("?")[0]) == 403  # it serves by now
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert (process.returncode, errors) == (0, "")
