"""One LibreOffice kept warm: it serves many files, is ended whatever happens, and no file fares worse than without it."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.request import Request, urlopen

import pytest

from generator import pdf
from generator.cancelling import CancelledError, may_be_called_off
from generator.errors import OutputRefusedError
from generator.libreoffice import converting, kept_warm, warm
from tests.browser import served
from tests.test_running import has_ended
from tests.web_desk import BOOK, desk_with_sample

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake programs are scripts with a first line that names a shell")

FAKE: Final = Path(__file__).parent / "fake_office.py"
HOLDER: Final = """
import sys, time
from pathlib import Path
from generator import pdf
from generator.libreoffice import kept_warm
{before}
with kept_warm():
    pdf.convert(Path({file!r}))
    {after}
"""


@dataclass(frozen=True)
class Start:
    """One start of the fake as the warm one: its number, that of its child, the folder of its jobs."""

    number: int
    child: int
    folder: Path

    def left_nothing(self) -> bool:
        return has_ended(self.number) and has_ended(self.child) and _goes(self.folder)


def _goes(folder: Path) -> bool:
    for _ in range(100):
        if not folder.exists():
            return True
        time.sleep(0.05)
    return False


class Fake:
    """A fake LibreOffice that `pdf` finds, and what it noted."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.program, self.log = folder, folder / "soffice", folder / "log"
        self.log.touch()
        self.begins("well")

    def begins(self, how: str) -> None:
        command = shlex.join([sys.executable, str(FAKE), str(self.log), how])
        self.program.write_text(f'#!/bin/sh\n{command} "$@"\n', encoding="utf-8")
        self.program.chmod(0o755)

    def notes(self, kind: str) -> list[list[str]]:
        lines = [line.split(" ") for line in self.log.read_text(encoding="utf-8").splitlines()]
        return [words for first, *words in lines if first == kind]

    def starts(self) -> list[Start]:
        return [Start(int(number), int(child), Path(folder)) for number, child, folder in self.notes("start")]

    def alone(self) -> list[str]:
        return [name for (name,) in self.notes("alone")]

    def file(self, words: str) -> Path:
        """A file that goes as it says."""
        path = self.folder / f"{words}.docx"
        path.write_bytes(words.encode("ascii"))
        return path

    def convert(self, words: str) -> str:
        """By whom it was made, or the code of the refusal."""
        try:
            return pdf.convert(self.file(words)).decode("ascii")
        except OutputRefusedError as error:
            return error.problems[0].code


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    made = Fake(tmp_path)
    monkeypatch.setattr(pdf, "libreoffice", lambda: made.program)
    yield made
    assert all(start.left_nothing() for start in made.starts()), "whatever a test does, nothing is left behind"


def test_without_many_files_each_is_made_by_a_libreoffice_of_its_own(fake: Fake) -> None:
    assert [fake.convert("one"), fake.convert("two")] == ["alone one", "alone two"]
    assert fake.starts() == []


def test_many_files_share_one_start(fake: Fake) -> None:
    with kept_warm():
        assert [fake.convert(f"file{number}") for number in range(5)] == [f"warm file{number}" for number in range(5)]
        (start,) = fake.starts()
        assert not has_ended_now(start.number)
    assert start.left_nothing()
    assert {kind for _, kind in fake.notes("file")} == {"writer_pdf_Export"}


def has_ended_now(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    return False


def test_it_is_started_only_when_a_file_comes(fake: Fake) -> None:
    with kept_warm():
        pass
    assert fake.starts() == []


def test_it_is_ended_with_the_last_who_asked_for_it(fake: Fake) -> None:
    with kept_warm():
        with kept_warm():
            fake.convert("one")
        assert fake.convert("two") == "warm two"
        assert len(fake.starts()) == 1
    assert fake.convert("three") == "alone three"


def test_its_folder_is_for_this_user_alone(fake: Fake) -> None:
    with kept_warm():
        fake.convert("one")
        (start,) = fake.starts()
        assert start.folder.stat().st_mode & 0o777 == 0o700


def test_a_hung_file_is_ended_and_said_and_the_next_goes_on(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_warm():
        assert fake.convert("before") == "warm before"
        monkeypatch.setattr(converting, "SECONDS", 0.5)
        assert fake.convert("hang") == "PDF-03"
        (first,) = fake.starts()
        assert first.left_nothing()
        monkeypatch.undo()
        monkeypatch.setattr(pdf, "libreoffice", lambda: fake.program)
        assert fake.convert("after") == "warm after"
    assert len(fake.starts()) == 2
    assert fake.alone() == [], "a file that hung is not tried again"


@pytest.mark.parametrize("fault", ["crash", "garbage"])
def test_after_a_fault_of_libreoffice_the_file_is_made_alone_and_the_next_goes_on(fake: Fake, fault: str) -> None:
    with kept_warm():
        assert [fake.convert(words) for words in ("before", fault, "after")] == ["warm before", f"alone {fault}", "warm after"]
        first, _ = fake.starts()
        assert first.left_nothing()


@pytest.mark.parametrize(("fault", "verdict"), [("fails", "alone fails"), ("liar", "alone liar"), ("hopeless", "PDF-02")])
def test_of_a_file_that_it_can_not_make_the_verdict_is_that_of_a_libreoffice_of_its_own(fake: Fake, fault: str, verdict: str) -> None:
    with kept_warm():
        assert [fake.convert(words) for words in ("before", fault, "after")] == ["warm before", verdict, "warm after"]
    assert len(fake.starts()) == 1


def test_one_that_crashes_every_time_is_not_started_for_ever(fake: Fake) -> None:
    with kept_warm():
        assert [fake.convert("crash") for _ in range(5)] == ["alone crash"] * 5
        assert fake.convert("good") == "alone good"
    assert len(fake.starts()) == 3
    with kept_warm():
        assert fake.convert("good") == "warm good"


@pytest.mark.parametrize("beginning", ["never", "ends"])
def test_one_that_takes_no_jobs_is_tried_once(fake: Fake, monkeypatch: pytest.MonkeyPatch, beginning: str) -> None:
    monkeypatch.setattr(warm, "STARTING", 2)
    fake.begins(beginning)
    with kept_warm():
        assert [fake.convert(words) for words in ("one", "two")] == ["alone one", "alone two"]
        (start,) = fake.starts()
        assert start.left_nothing()


def test_a_program_that_can_not_be_started_is_a_failure_said(fake: Fake) -> None:
    fake.program.chmod(0o644)
    with kept_warm():
        assert fake.convert("one") == "PDF-02"


def test_a_slow_start_is_waited_for(fake: Fake) -> None:
    fake.begins("slow")
    with kept_warm():
        assert fake.convert("one") == "warm one"


def test_one_that_ended_by_itself_is_started_anew(fake: Fake) -> None:
    with kept_warm():
        fake.convert("one")
        (first,) = fake.starts()
        os.kill(first.number, signal.SIGTERM)
        assert first.left_nothing()
        assert fake.convert("two") == "warm two"
    assert fake.alone() == []


def test_work_called_off_ends_it_and_the_next_goes_on(fake: Fake) -> None:
    with kept_warm():
        with may_be_called_off(lambda: bool(fake.notes("file"))), pytest.raises(CancelledError):
            pdf.convert(fake.file("hang"))
        (first,) = fake.starts()
        assert first.left_nothing()
        assert fake.convert("after") == "warm after"


def test_work_called_off_while_it_starts_ends_it(fake: Fake) -> None:
    fake.begins("never")
    with kept_warm():
        with may_be_called_off(lambda: bool(fake.starts())), pytest.raises(CancelledError):
            pdf.convert(fake.file("one"))
        assert warm._state.lost == 0, "it was not waited for until its time was over"


def _beside(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_work_called_off_while_it_waits_its_turn_leaves_the_other_alone(fake: Fake) -> None:
    told: list[str] = []
    with kept_warm():
        other = _beside(lambda: told.append(fake.convert("long")))
        while not fake.notes("file"):
            time.sleep(0.01)
        with may_be_called_off(lambda: True), pytest.raises(CancelledError):
            pdf.convert(fake.file("mine"))
        other.join()
    assert told == ["warm long"]
    assert [name for name, _ in fake.notes("file")] == ["long"]


def test_threads_take_turns_at_one(fake: Fake) -> None:
    names = [f"file{number}" for number in range(12)]
    with kept_warm(), ThreadPoolExecutor(max_workers=4) as pool:
        assert list(pool.map(fake.convert, names)) == [f"warm {name}" for name in names]
    assert len(fake.starts()) == 1


def test_a_file_under_way_when_the_last_who_asked_goes_is_made_all_the_same(fake: Fake) -> None:
    told: list[str] = []
    with kept_warm():
        other = _beside(lambda: told.append(fake.convert("long")))
        while not fake.notes("file"):
            time.sleep(0.01)
    other.join()
    assert told == ["alone long"]


def test_one_that_starts_just_as_the_last_who_asked_goes_is_not_left_behind(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = warm._started
    with ExitStack() as asked:
        asked.enter_context(kept_warm())

        def started_late(program: Path) -> warm._Office:
            asked.close()
            return usual(program)

        monkeypatch.setattr(warm, "_started", started_late)
        assert fake.convert("one") == "warm one"
    (start,) = fake.starts()
    assert start.left_nothing()


def held_by_another_process(fake: Fake, after: str) -> subprocess.Popen[str]:
    """A process that keeps the fake warm, after its first file."""
    words = HOLDER.format(before=f"pdf.libreoffice = lambda: Path({str(fake.program)!r})", file=str(fake.file("one")), after=after)
    return subprocess.Popen([sys.executable, "-c", words], stdout=subprocess.PIPE, encoding="utf-8", cwd=Path(__file__).parent.parent)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("doing", ["nothing", "hang"])
def test_nothing_is_left_of_a_process_that_was_killed(fake: Fake, how: signal.Signals, doing: str) -> None:
    after = "print('there', flush=True); " + ("time.sleep(600)" if doing == "nothing" else f"pdf.convert(Path({str(fake.file('hang'))!r}))")
    with held_by_another_process(fake, after) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        while doing == "hang" and len(fake.notes("file")) < 2:
            time.sleep(0.01)
        process.send_signal(how)
    (start,) = fake.starts()
    assert start.left_nothing()


def test_nothing_is_left_of_a_process_that_ends_in_the_middle(fake: Fake) -> None:
    with held_by_another_process(fake, "import os; os._exit(0)"):
        pass
    (start,) = fake.starts()
    assert start.left_nothing()


def test_a_process_forked_off_has_one_of_its_own_and_does_not_hold_the_other(fake: Fake) -> None:
    after = f"""import os
    if os.fork():
        os._exit(0)
    print(pdf.convert(Path({str(fake.file("two"))!r})).decode(), flush=True)
    sys.stdin.read()"""
    words = HOLDER.format(before=f"pdf.libreoffice = lambda: Path({str(fake.program)!r})", file=str(fake.file("one")), after=after)
    command, there = [sys.executable, "-c", words], subprocess.PIPE
    with subprocess.Popen(command, stdin=there, stdout=there, encoding="utf-8", cwd=Path(__file__).parent.parent) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "warm two\n"
        first, second = fake.starts()
        assert first.left_nothing()
        assert not has_ended_now(second.number)


def test_the_server_draws_all_its_pages_with_one_and_ends_it(fake: Fake, tmp_path: Path) -> None:
    desk = desk_with_sample(tmp_path / "desk")
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    with served(desk.folder, environment={"PATH": path}) as server:
        host = server.site.removeprefix("http://")
        token = server.entrance.partition("token=")[2]
        headers = {"Host": host, "Authorization": f"Bearer {token}"}
        address = f"http://127.0.0.1:{host.rpartition(':')[2]}/api/plans/{BOOK}/preview.pdf"
        for _ in range(2):
            with urlopen(Request(address, headers=headers), timeout=60) as answer:
                assert answer.read().startswith(b"warm PK")
    (start,) = fake.starts()
    assert start.left_nothing()
