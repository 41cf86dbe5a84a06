"""Programs beside us end with all they started: when they are done, when their time is over, when somebody calls the work off."""

from __future__ import annotations

import os
import stat
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from generator import old_word, pdf, running
from generator.cancelling import CancelledError, may_be_called_off
from generator.errors import OutputRefusedError
from generator.files import ReadFile
from generator.libreoffice import converting
from generator.package import OLE

SLEEPER: Final = "import subprocess, sys, time, pathlib; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)"
CHILD: Final = "import os, pathlib, time; pathlib.Path({sign!r}).write_text(str(os.getpid()), encoding='utf-8'); time.sleep(60)"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake programs are scripts with a first line that names Python")


def sleeper(sign: Path) -> list[str]:
    """A program that starts another one and sleeps, as soffice starts soffice.bin; the child writes its number into `sign`."""
    return [sys.executable, "-c", SLEEPER.format(child=CHILD.format(sign=str(sign)))]


def fake_office(folder: Path, sign: Path) -> Path:
    """LibreOffice that starts its child and sleeps, whatever it is asked."""
    office = folder / "soffice"
    office.write_text(f"#!{sys.executable}\n{SLEEPER.format(child=CHILD.format(sign=str(sign)))}\n", encoding="utf-8")
    office.chmod(office.stat().st_mode | stat.S_IXUSR)
    return office


def once_there(sign: Path) -> Callable[[], bool]:
    """Calls the work off as soon as the child runs."""
    return lambda: sign.exists() and bool(sign.read_text(encoding="utf-8"))


def gone(sign: Path) -> bool:
    """Whether the child ended."""
    return has_ended(int(sign.read_text(encoding="utf-8")))


def has_ended(number: int) -> bool:
    """Whether the program of this number ended; it is given a moment to be swept up."""
    for _ in range(100):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return True
        if _is_zombie(number):
            return True
        time.sleep(0.05)
    return False


def _is_zombie(number: int) -> bool:
    status = Path(f"/proc/{number}/stat")
    return status.exists() and status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"


@pytest.mark.parametrize("code", [0, 3])
def test_a_program_that_ends_gives_its_code(code: int) -> None:
    assert running.run([sys.executable, "-c", f"raise SystemExit({code})"], seconds=60) == code


def test_a_program_called_off_is_ended_with_what_it_started(tmp_path: Path) -> None:
    sign = tmp_path / "child"
    with may_be_called_off(once_there(sign)), pytest.raises(CancelledError):
        running.run(sleeper(sign), seconds=60)
    assert gone(sign)


def test_a_program_whose_time_is_over_is_ended_with_what_it_started(tmp_path: Path) -> None:
    sign = tmp_path / "child"
    assert running.run(sleeper(sign), seconds=3) is None
    assert gone(sign)


def test_a_program_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        running.run([str(tmp_path / "missing")], seconds=1)


def test_only_the_work_of_the_thread_that_was_called_off_stops(tmp_path: Path) -> None:
    """The page runs each job in a thread of its own."""
    sign = tmp_path / "child"
    ended: list[str] = []

    def job() -> None:
        with may_be_called_off(once_there(sign)):
            try:
                running.run(sleeper(sign), seconds=60)
            except CancelledError:
                ended.append("called off")

    thread = threading.Thread(target=job)
    thread.start()
    assert running.run([sys.executable, "-c", "import time; time.sleep(0.5)"], seconds=60) == 0
    thread.join()
    assert ended == ["called off"]


def test_pages_called_off_are_no_failed_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign = tmp_path / "child"
    monkeypatch.setattr(pdf, "libreoffice", lambda: fake_office(tmp_path, sign))
    (tmp_path / "a.docx").write_bytes(b"")
    with may_be_called_off(once_there(sign)), pytest.raises(CancelledError) as caught:
        pdf.convert(tmp_path / "a.docx")
    assert [problem.code for problem in caught.value.problems] == ["DUNG-01"]
    assert gone(sign)


def test_pages_that_take_too_long_are_failed_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign = tmp_path / "child"
    monkeypatch.setattr(pdf, "libreoffice", lambda: fake_office(tmp_path, sign))
    monkeypatch.setattr(converting, "SECONDS", 3)
    (tmp_path / "a.docx").write_bytes(b"")
    with pytest.raises(OutputRefusedError) as caught:
        pdf.convert(tmp_path / "a.docx")
    assert [problem.code for problem in caught.value.problems] == ["PDF-03"]
    assert gone(sign)


def test_an_old_word_file_called_off_is_no_broken_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign = tmp_path / "child"
    monkeypatch.setattr(old_word, "libreoffice", lambda: fake_office(tmp_path, sign))
    with may_be_called_off(once_there(sign)), pytest.raises(CancelledError):
        old_word.as_docx(ReadFile(tmp_path / "a.doc", OLE))
    assert gone(sign)
