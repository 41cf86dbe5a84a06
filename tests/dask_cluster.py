"""A real Dask scheduler and its workers on this machine, as processes that can be killed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from distributed import Client

ROOT: Final = Path(__file__).parent.parent
_STARTS: Final = 120
"""Seconds for the scheduler to say its address."""


class DaskCluster:
    """A scheduler on a free port of the loopback; workers are begun one by one, each a process with one thread."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "scheduler.json"
        self.scheduler = self._begin("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self.file))
        self.workers: list[subprocess.Popen[bytes]] = []

    @property
    def address(self) -> str:
        """Where the scheduler answers."""
        ends = time.monotonic() + _STARTS
        while time.monotonic() < ends:
            if self.file.exists() and (said := self.file.read_text(encoding="utf-8")).rstrip().endswith("}"):
                return str(json.loads(said)["address"])
            time.sleep(0.05)
        raise TimeoutError(self.folder)

    def begin_worker(self) -> None:
        """One worker more; without a nanny, so that the process is the worker itself."""
        where = ("--local-directory", str(self.folder), "--nthreads", "1", "--no-nanny")
        self.workers.append(self._begin("worker", self.address, *where))

    def end(self) -> None:
        """End every process that was begun here."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _begin(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard", *arguments]
        with (self.folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL)


@contextmanager
def dask_cluster(folder: Path, workers: int) -> Iterator[DaskCluster]:
    """A cluster whose workers are there; it ends with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    cluster = DaskCluster(folder)
    try:
        for _ in range(workers):
            cluster.begin_worker()
        if workers:
            with Client(cluster.address, set_as_default=False) as client:
                client.wait_for_workers(workers, timeout=_STARTS)
        yield cluster
    finally:
        cluster.end()
