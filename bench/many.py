"""Many plans at once: one worker against two, and a cluster of which one worker is killed: `python -m bench.many [N] [ROUNDS]`.

`python -m bench.many --cluster [N]` shows the second: N plans through a real Dask scheduler and two workers on the loopback, one killed
half-way, compared byte by byte with those of this machine.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Final

from generator import files
from generator.actions.many import Crowd, Many, do_all, plans_among
from generator.actions.one_of_many import Planning, Result
from generator.actions.outcome import Step, unseen
from generator.package import join, open_package, pack
from tests.dask_cluster import dask_cluster

NOW: Final = datetime(2025, 1, 20, 9, 0)  # noqa: DTZ001 - the clerk's own clock
SAMPLE: Final = files.shipped("data", "ke-hoach-cchc-2024.xlsx")
_TITLE: Final = "Khắc phục"


def copies(folder: Path, count: int) -> None:
    """Workbooks like the sample, each with a number in its texts: no two give the same draft."""
    opened = open_package(SAMPLE)
    for number in range(count):
        word = f"{_TITLE} ({number})".encode()
        parts = [
            pack(part.name, part.data.replace(_TITLE.encode(), word), effort=1) if _TITLE.encode() in part.data else part
            for part in opened.parts.values()
        ]
        (folder / f"ke-hoach-{number:05d}.xlsx").write_bytes(join(parts))


def timed(folder: Path, out: Path, crowd: Crowd, step: Step = unseen) -> tuple[float, Many]:
    """Seconds from the names to the table. All must be done."""
    start = time.perf_counter()
    found = do_all(Planning(out, NOW), plans_among([folder], out), crowd, step)
    seconds = time.perf_counter() - start
    assert {row.result for row in found.each} == {Result.DONE}, found.summary  # noqa: S101 - a figure of failures is none
    return seconds, found


def contents(out: Path) -> dict[str, bytes]:
    """All that lies in a folder but locks."""
    paths = [path for path in out.rglob("*") if path.is_file() and not path.name.endswith(".lock")]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


@contextmanager
def books(count: int) -> Iterator[tuple[Path, Path]]:
    """A folder of so many workbooks and a folder for what is made."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "so"
        folder.mkdir()
        copies(folder, count)
        yield folder, Path(name)


def one_against_two(count: int, rounds: int) -> None:
    """Print a line a round and the best of each."""
    print(f"{count} plans, load when it began {os.getloadavg()[0]:.1f}")
    print("| round | one worker, s | two workers, s | times faster |\n|---:|---:|---:|---:|")
    ones, twos = [], []
    with books(count) as (folder, room):
        for number in range(1, rounds + 1):
            ones.append(timed(folder, room / f"1-{number}", Crowd(workers=1))[0])
            twos.append(timed(folder, room / f"2-{number}", Crowd(workers=2))[0])
            print(f"| {number} | {ones[-1]:.1f} | {twos[-1]:.1f} | {ones[-1] / twos[-1]:.2f} |", flush=True)
    ratio = median(one / two for one, two in zip(ones, twos, strict=True))
    print(f"| best | {min(ones):.1f} | {min(twos):.1f} | {min(ones) / min(twos):.2f} (median of the ratios {ratio:.2f}) |")
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    plans = count * rounds * 2
    print(f"{1000 * (spent.ru_utime + spent.ru_stime) / plans:.0f} ms of processor a plan, {spent.ru_maxrss // 1024} MB a worker at most")


def with_one_killed(count: int) -> None:
    """Print what became of every file."""
    with books(count) as (folder, room):
        here, _ = timed(folder, room / "here", Crowd(workers=2))
        done: list[str] = []
        with dask_cluster(room / "dask", workers=2) as cluster:

            def step(name: str) -> None:
                done.append(name)
                if len(done) == count // 2:
                    cluster.workers[0].kill()
                    print(f"worker 1 killed after {len(done)} files", flush=True)

            before = resource.getrusage(resource.RUSAGE_SELF)
            there, found = timed(folder, room / "there", Crowd(cluster.address), step)
            after = resource.getrusage(resource.RUSAGE_SELF)
            ended = cluster.workers[0].wait()
        same = contents(room / "here") == contents(room / "there")
        rows = f"{len(found.each)} rows in the table, {len(set(done))} names told, each once: {len(done) == len(set(done))}"
        drafts = len(list((room / "there").glob("*-du-thao-1.docx"))), len(list((room / "there").glob("*-du-thao-2.docx")))
        print(f"{count} files: {found.summary}; worker 1 ended with {ended}; {rows}")
        print(f"first drafts {drafts[0]}, second drafts {drafts[1]}; bytes as on one machine: {same}")
        own = 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / count
        print(f"{here:.0f} s here, {there:.0f} s there, load at the end {os.getloadavg()[0]:.1f}; {own:.0f} ms of our own processor a file")


def main(arguments: list[str]) -> None:
    """Print the table, or with --cluster what a killed worker cost."""
    numbers = [int(word) for word in arguments if word.isdecimal()]
    if "--cluster" in arguments:
        with_one_killed(*(numbers or [2000]))
    else:
        one_against_two(*(numbers + [1000, 3][len(numbers) :]))


if __name__ == "__main__":
    main(sys.argv[1:])
