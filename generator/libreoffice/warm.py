"""One LibreOffice kept warm for many files: a start costs ten times what a page costs.

Whatever goes wrong with it, but for a file that takes too long, is no failure: the caller starts LibreOffice for that file alone, as it
would without us, and that verdict counts. The next file finds a new one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from generator.cancelling import stop_if_called_off
from generator.libreoffice import keeper
from generator.libreoffice.profile import FAILED, MADE, READY, START, write_profile

STARTING: Final = 30
"""Seconds that a LibreOffice may take until it takes jobs; one that does not is started for each file."""
_LOOK: Final = 0.01
"""Seconds between two looks at whether the answer is there."""
_TURN: Final = 0.1
"""Seconds between two looks at whether the work was called off, of somebody who waits for another file."""
_MOST_LOST: Final = 3
_FILTERS: Final = {"pdf": "writer_pdf_Export", "docx": "MS Word 2007 XML"}


class _LostError(Exception):
    """LibreOffice crashed, or said what nobody asked."""


class _NotReadyError(Exception):
    """LibreOffice takes no jobs from us."""


@dataclass(slots=True)
class _Office:
    """A LibreOffice that takes jobs from a folder, held by a keeper that ends it when we end."""

    program: Path
    folder: Path
    process: subprocess.Popen[bytes]
    jobs: int = 0

    def runs(self) -> bool:
        return self.process.poll() is None

    def convert(self, source: Path, target: Path, kind: str, seconds: float) -> bool:
        """Whether it was made. Raises TimeoutError, CancelledError, _LostError; after each of them this LibreOffice is of no use."""
        number, self.jobs = self.jobs, self.jobs + 1
        job, answer = self.folder / f"job-{number}", self.folder / f"answer-{number}"
        written = self.folder / "being-written"
        written.write_text(f"{source.absolute().as_uri()}\n{target.absolute().as_uri()}\n{kind}\n", encoding="ascii")
        written.replace(job)
        word = self._said(answer, seconds)
        if word not in {MADE, FAILED}:
            raise _LostError
        for path in (job, answer):
            path.unlink()
        return word == MADE and target.is_file()

    def wait_until_ready(self) -> None:
        """Raises _NotReadyError, CancelledError."""
        try:
            self._said(self.folder / READY, STARTING)
        except (TimeoutError, _LostError) as error:
            raise _NotReadyError from error

    def _said(self, place: Path, seconds: float) -> str:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            stop_if_called_off()
            with suppress(OSError):  # not there, or being written just now
                if words := place.read_text(encoding="ascii", errors="replace"):
                    return words.strip()
            if not self.runs():
                raise _LostError
            time.sleep(_LOOK)
        raise TimeoutError

    def end(self) -> None:
        """End it with all it started; its folder goes too."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()


@dataclass(slots=True)
class _State:
    """What this process keeps: `wanted` counts those who have many files before them."""

    wanted: int = 0
    lost: int = 0
    office: _Office | None = None
    turn: threading.Lock = field(default_factory=threading.Lock)
    counting: threading.Lock = field(default_factory=threading.Lock)


_state = _State()


@contextmanager
def kept_warm() -> Iterator[None]:
    """Within it, all threads of this process share one LibreOffice, started when the first file comes and ended with the last that asked.

    It ends too when no file comes for ten minutes (the next one starts it anew) and when this process ends, however it does.
    """
    kept = _state
    with kept.counting:
        kept.wanted += 1
    try:
        yield
    finally:
        with kept.counting:
            kept.wanted -= 1
            last = not kept.wanted
        if last:
            kept.lost = 0
            _let_go(kept)


def converted(program: Path, source: Path, target: Path, *, seconds: float) -> bool:
    """Whether the warm LibreOffice made the target; False as well when none is wanted, or it is of no use here.

    Raises TimeoutError when the file took longer than `seconds`, CancelledError when the work was called off: it is ended then.
    """
    kept, kind = _state, _FILTERS.get(target.suffix.removeprefix("."))
    if kind is None or not _useful(kept):
        return False
    with _turn(kept):
        if not _useful(kept):
            return False
        try:
            return _tried(kept, lambda: _warm(kept, program).convert(source, target, kind, seconds))
        finally:
            if not kept.wanted:  # the last who asked went while we worked
                _let_go(kept)


def _useful(kept: _State) -> bool:
    return kept.wanted > 0 and kept.lost < _MOST_LOST


@contextmanager
def _turn(kept: _State) -> Iterator[None]:
    """One file at a time. Raises CancelledError when the work of this thread is called off while it waits."""
    while not kept.turn.acquire(timeout=_TURN):
        stop_if_called_off()
    try:
        yield
    finally:
        kept.turn.release()


def _tried(kept: _State, conversion: Callable[[], bool]) -> bool:
    """What a conversion gave; a LibreOffice that did not get to its end is let go."""
    ended = False
    try:
        made, ended, kept.lost = conversion(), True, 0
    except _NotReadyError:
        kept.lost = _MOST_LOST
        return False
    except (_LostError, OSError) as error:
        if isinstance(error, TimeoutError):
            raise
        kept.lost += 1
        return False
    finally:
        if not ended:
            _let_go(kept)
    return made


def _warm(kept: _State, program: Path) -> _Office:
    if kept.office is not None and kept.office.runs() and kept.office.program == program:
        return kept.office
    _let_go(kept)
    kept.office = _started(program)
    kept.office.wait_until_ready()
    return kept.office


def _started(program: Path) -> _Office:
    folder = Path(tempfile.mkdtemp(prefix="vanban-"))
    try:
        profile = write_profile(folder).as_uri()
        command = [str(program), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo", START]
        silent = subprocess.DEVNULL
        process = subprocess.Popen(  # noqa: S603 - ours
            [sys.executable, "-I", keeper.__file__, str(folder), *command],
            stdin=subprocess.PIPE,
            stdout=silent,
            stderr=silent,
            start_new_session=True,  # Ctrl+C in the terminal is ours to hear, not its
        )
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return _Office(program, folder, process)


def _let_go(kept: _State) -> None:
    office, kept.office = kept.office, None
    if office is not None:
        office.end()


def _begin_anew() -> None:
    """In a process forked off: the LibreOffice of the other one is not ours, and must not live as long as we do."""
    global _state
    other, _state = _state.office, _State(wanted=_state.wanted)
    if other is not None and other.process.stdin is not None:
        other.process.stdin.close()
        other.process.returncode = 0  # no child of ours to wait for


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
