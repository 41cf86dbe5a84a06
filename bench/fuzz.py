"""Files broken by chance before every reader of them: `python -m bench.fuzz [READER …] [CASES [FIRST]]`.

A case is made by its number alone, so that it can be made again. Each is refused in a sentence with its cure, or read right; one that
raises, prints, takes more than five seconds of the processor, is silent for two minutes or wants more memory than one GiB is kept in
`out/fuzz`, and the run ends with 1.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from tests.fuzz_readers import READERS

CASES: Final = 1_000
SLICE: Final = 500
"""Cases for one process: it starts anew so that nothing is carried along for ever."""
SECONDS: Final = 5.0
"""Of the processor: by the clock a case takes as long as the rest of the machine lets it."""
PATIENCE: Final = 120.0
"""Seconds by the clock until a silent process is taken for hung; a new one has its files by then."""
MEMORY: Final = 2**30
KEPT: Final = Path("out/fuzz")


@dataclass
class Told:
    """What the cases of a reader came to."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    slowest: float = 0.0
    memory: int = 0
    """Bytes at most."""


def main(words: list[str]) -> int:
    """Run the cases of each reader, or of those named."""
    numbers = [int(word) for word in words if word.isdigit()]
    cases, first = (*numbers, *(CASES, 0)[len(numbers) :])[:2]
    names = [word for word in words if not word.isdigit()] or list(READERS)
    if strangers := [name for name in names if name not in READERS]:
        print(f"no such reader: {', '.join(strangers)}; there are {', '.join(READERS)}")
        return 2
    print("| reader | cases | what they came to | slowest, s | memory, MB | s |\n|---|---:|---|---:|---:|---:|")
    return max([_reported(name, first, cases) for name in names])


def _reported(name: str, first: int, cases: int) -> int:
    began = time.perf_counter()
    told = fuzzed(name, first, cases)
    came = "; ".join(f"{count:,} {outcome}" for outcome, count in told.outcomes.most_common())
    took = time.perf_counter() - began
    print(f"| {name} | {cases:,} | {came} | {told.slowest:.2f} | {told.memory // 2**20} | {took:.0f} |", flush=True)
    for line in told.failed:
        print(f"    {line}", flush=True)
    return 1 if told.failed else 0


def fuzzed(name: str, first: int, cases: int) -> Told:
    """All cases from a number on, on all cores."""
    told = Told()
    starts = range(first, first + cases, SLICE)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(lambda start: _slice(name, range(start, min(start + SLICE, first + cases)), told), starts):
            pass
    return told


def _slice(name: str, cases: range, told: Told) -> None:
    """Some cases in a process of their own; when it hangs or dies, another one goes on behind the case that did it."""
    context = multiprocessing.get_context("spawn")
    while cases:
        ours, its = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(its, name, cases), daemon=True)
        process.start()
        its.close()
        done = sum(1 for _ in _followed(ours, told))
        process.join(0.5)
        if killed := process.is_alive():
            process.kill()
            process.join()
        if done < len(cases):
            what = f"was silent for {PATIENCE:.0f} s" if killed else f"ended the process ({process.exitcode})"
            _failed(told, name, cases[done], what)
            done += 1
        cases = cases[done:]


def _followed(ours: Connection, told: Told) -> Iterator[None]:
    """Hear what each case came to, until the process is silent for too long or has ended."""
    while ours.poll(PATIENCE):
        try:
            outcome, failure, took, memory = ours.recv()
        except EOFError:
            return
        if not outcome:
            continue  # the files are there
        told.outcomes[outcome] += 1
        told.slowest, told.memory = max(told.slowest, took), max(told.memory, memory)
        told.failed += [failure] if failure else []
        yield


def _failed(told: Told, name: str, case: int, what: str) -> None:
    told.outcomes[what] += 1
    told.failed.append(f"{name} {case}: {what}")
    _keep_broken(name, case)


def _work(its: Connection, name: str, cases: range) -> None:
    """In the process of its own: each case, and what it came to."""
    _bounded()
    reader = READERS[name]
    files = reader.files()
    its.send(("", "", 0.0, 0))
    for case in cases:
        started = time.process_time()
        outcome, failure = outcome_of(name, files, case)
        its.send((*_in_time(name, case, outcome, failure, time.process_time() - started), _peak()))
    its.close()


def _in_time(name: str, case: int, outcome: str, failure: str, took: float) -> tuple[str, str, float]:
    """A right answer that came too late is none."""
    if took <= SECONDS or failure:
        return outcome, failure, took
    _keep_broken(name, case)
    what = f"took {took:.1f} s"
    return what, f"{name} {case}: {what}", took


def outcome_of(name: str, files: Sequence[bytes], case: int) -> tuple[str, str]:
    """What a case comes to, and where it raised; the file of one that raised is kept."""
    with tempfile.TemporaryDirectory() as folder:
        broken = READERS[name].case(files, case, Path(folder))
        try:
            return READERS[name].come_to(broken), ""
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what this looks for
            _keep(name, case, broken.data)
            where = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(where.filename).name}:{where.lineno} ({where.name})"
            return f"raised {type(error).__name__}", f"{name} {case}: {type(error).__name__} at {place}: {str(error)[:160]}"


def _keep_broken(name: str, case: int) -> None:
    _keep(name, case, READERS[name].case(READERS[name].files(), case, Path()).data)


def _keep(name: str, case: int, data: bytes) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{name}-{case}{READERS[name].ending}").write_bytes(data)


def _bounded() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _peak() -> int:
    """Bytes that this process, or a program it ran, held at most."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415 - not on every system

    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return kilobytes * 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
