"""A program beside us: given a time, and ended with all it started when that is over or when somebody calls the work off."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Final

from generator.cancelling import stop_if_called_off

_EVERY: Final = 0.1
"""Seconds between two looks at whether somebody called the work off: a person feels no delay, and the machine no load."""


def run(command: Sequence[str], *, seconds: float) -> int | None:
    """Run a program in silence; gives its exit code, or None when its time was over.

    Raises CancelledError when the work was called off, OSError when the program can't be started. Nothing of it runs on afterwards.
    """
    silent = subprocess.DEVNULL
    ends = time.monotonic() + seconds
    with subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True) as process:  # noqa: S603 - ours
        try:
            return _waited(process, ends)
        finally:
            _end(process)


def _waited(process: subprocess.Popen[bytes], ends: float) -> int | None:
    while time.monotonic() < ends:
        try:
            return process.wait(timeout=_EVERY)
        except subprocess.TimeoutExpired:
            stop_if_called_off()
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started, if it is still there: soffice is a script that waits for the program itself."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603, S607
    else:
        os.killpg(process.pid, signal.SIGKILL)
