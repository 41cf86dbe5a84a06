"""One function over many things in processes of this machine; a process that dies loses nothing."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Final, TypeVar

from generator.cancelling import called_off
from generator.errors import Problem

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")

_AHEAD: Final = 2
"""Things handed out for each process: one it works on, one that waits, so that it never does."""
_MOST: Final = 61
"""Windows waits for no more processes than that."""
_EVERY: Final = 0.2
"""Seconds between two looks whether the work was called off."""

DIED: Final = Problem(
    "NHIEU-02",
    "Tiến trình làm tệp này bị tắt giữa chừng (hết bộ nhớ, hoặc có người tắt), làm lại lần nữa cũng vậy",
    "Chạy riêng tệp này để xem; nếu máy hết bộ nhớ thì đóng bớt chương trình rồi chạy lại",
)


def cores() -> int:
    """How many processes this machine can run at once for us."""
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(usable, _MOST)


def each(function: Callable[[Thing], Answer], things: Sequence[Thing], workers: int) -> Iterator[tuple[int, Answer | Problem]]:
    """The number of each thing with what the function says of it, in the order in which they are ready.

    The function must raise nothing and bear being done twice: those whose process died are done once more, each in a process of its
    own, then told as NHIEU-02. When the work is called off, what was begun is finished and given, the rest is left out.
    """
    waiting = deque(range(len(things)))
    while waiting and not called_off():
        suspects = yield from _together(function, things, waiting, workers)
        for index in suspects:
            yield index, _alone(function, things[index])


def _together(
    function: Callable[[Thing], Answer], things: Sequence[Thing], waiting: deque[int], workers: int
) -> Generator[tuple[int, Answer], None, list[int]]:
    """Side by side until all are done or a process dies; gives the numbers of those that were under way then."""
    under_way: dict[Future[Answer], int] = {}
    with _processes(min(workers, len(waiting))) as pool:
        try:
            while (waiting and not called_off()) or under_way:
                while waiting and len(under_way) < workers * _AHEAD and not called_off():
                    future = _handed(pool, function, things[waiting[0]])
                    under_way[future] = waiting.popleft()
                for future in wait(under_way, timeout=_EVERY, return_when=FIRST_COMPLETED).done:
                    answer = future.result()
                    yield under_way.pop(future), answer
        except BrokenProcessPool:
            for future in [future for future in under_way if future.done() and future.exception() is None]:
                yield under_way.pop(future), future.result()
    return sorted(under_way.values())


def _alone(function: Callable[[Thing], Answer], thing: Thing) -> Answer | Problem:
    """In a process for this one thing: when it dies again, nothing else can be the reason."""
    with _processes(1) as pool:
        try:
            return pool.submit(function, thing).result()
        except BrokenProcessPool:
            return DIED


@contextmanager
def _processes(count: int) -> Iterator[ProcessPoolExecutor]:
    """Processes begun anew, on every system as on Windows: nothing of this one is in them."""
    pool = ProcessPoolExecutor(count, get_context("spawn"), initializer=_leave_ctrl_c_to_the_parent)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_ctrl_c_to_the_parent() -> None:
    """Ctrl+C reaches every process of a terminal: the parent stops handing out, a child finishes its file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _handed(pool: ProcessPoolExecutor, function: Callable[[Thing], Answer], thing: Thing) -> Future[Answer]:
    """The thing handed out. A process that is begun for it is deaf to Ctrl+C from the start, where that is inherited."""
    if threading.current_thread() is not threading.main_thread():
        return pool.submit(function, thing)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return pool.submit(function, thing)
    finally:
        signal.signal(signal.SIGINT, before)
