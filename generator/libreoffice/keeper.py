"""A program kept while somebody holds our input, run as a program of its own: `keeper.py FOLDER PROGRAM ARGUMENT…`.

The system closes our input however the other side ends, killed too. Then, or when the program ends by itself, everything that the program
started is ended and the folder removed. It imports nothing of vanban.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress


def main(folder: str, command: list[str]) -> None:
    """Run the program in silence until it ends or our input closes."""
    silent = subprocess.DEVNULL
    with suppress(OSError), subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True) as process:  # noqa: S603 - ours
        threading.Thread(target=_end_with_input, args=(process,), daemon=True).start()
        process.wait()
        _end(process)
    shutil.rmtree(folder, ignore_errors=True)


def _end_with_input(process: subprocess.Popen[bytes]) -> None:
    os.read(0, 1)
    _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started; what it started may be there when it is not."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603, S607
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
    os._exit(0)  # the thread still waits for our input
