"""One function over many things on other machines, handed out by a Dask scheduler: there is no engine of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final, TypeVar
from uuid import uuid4

from generator.cancelling import called_off
from generator.errors import InputRefusedError, Problem

if TYPE_CHECKING:
    from distributed import Client, Future

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")

_AHEAD: Final = 256
"""Things handed out and not yet back: more than the scheduler's workers need, few enough to hold in memory."""
_EVERY: Final = 0.5
_PATIENCE: Final = 20
"""Looks without any answer after which the workers are counted: ten seconds."""
_TO_CONNECT: Final = 10
_TO_FETCH: Final = 60
"""Seconds: an answer whose worker dies now is worked out again elsewhere, which is waited for like any other."""


def each(function: Callable[[Thing], Answer], things: Iterable[tuple[int, Thing]], address: str) -> Iterator[tuple[int, Answer | Problem]]:
    """The number of each thing with what the function says of it, in the order in which they are ready.

    Function, things and answers travel pickled. What was on a worker that died the scheduler gives to another one, as often as it is
    set to (three times as it comes), then it is told as CUM-03. Raises InputRefusedError CUM-01 without Dask, CUM-02 when nobody
    answers at the address, CUM-04 when no worker is there.
    """
    with _connected(address) as client:
        yield from _Errand(client, function, iter(things)).answers()


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        from distributed import Client  # noqa: PLC0415 - slow to import, and optional
    except ModuleNotFoundError as error:
        cure = 'Chạy pip install "vanban[cluster]" (trong thư mục mã nguồn: pip install -e ".[cluster]") rồi chạy lại'
        raise InputRefusedError(Problem("CUM-01", f"Chưa cài phần chạy trên cụm máy ({error.name})", cure)) from error
    try:
        client = Client(address, timeout=_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, AssertionError) as error:  # the last: Dask's own loop did not start in time
        cure = "Xem lại địa chỉ, dạng 10.0.0.5:8786, và máy chạy dask scheduler"
        raise InputRefusedError(Problem("CUM-02", f"Không nối được với bộ điều phối ở {address}", cure)) from error
    try:
        if not client.nthreads():
            raise InputRefusedError(
                Problem("CUM-04", f"Bộ điều phối ở {address} chưa có máy nào để làm", "Chạy dask worker trên các máy làm")
            )
        yield client
    finally:
        client.close()


class _Errand:
    """What is out with the scheduler, and what came back."""

    def __init__(self, client: Client, function: Callable[[Any], Any], things: Iterator[tuple[int, Any]]) -> None:
        self.client, self.function, self.things = client, function, things
        self.name = f"vanban-{uuid4().hex}"
        self.under_way: dict[object, tuple[int, Future[Any]]] = {}
        self.ready: SimpleQueue[Future[Any]] = SimpleQueue()

    def answers(self) -> Iterator[tuple[int, Any]]:
        """Each answer once; nothing more when the work is called off."""
        silent = 0
        self._hand_out()
        while self.under_way and not called_off():
            try:
                future = self.ready.get(timeout=_EVERY)
            except Empty:
                silent += 1
                if silent % _PATIENCE == 0 and not self._anybody():
                    yield from self._given_up()
                continue
            silent = 0
            yield from self._taken(future)
            self._hand_out()

    def _hand_out(self) -> None:
        for index, thing in islice(self.things, _AHEAD - len(self.under_way)):
            future = self.client.submit(self.function, thing, key=f"{self.name}-{index}", pure=False)
            self.under_way[future.key] = index, future
            future.add_done_callback(self.ready.put)

    def _taken(self, future: Future[Any]) -> Iterator[tuple[int, Any]]:
        """The answer, unless it was lost with its worker on the way here: then it is waited for again."""
        try:
            answer = future.result(timeout=_TO_FETCH)
        except TimeoutError:
            future.add_done_callback(self.ready.put)
            return
        except Exception as error:  # noqa: BLE001 - whatever kept a far machine from working is told for this one thing
            answer = _failed(error)
        index, _ = self.under_way.pop(future.key)
        yield index, answer

    def _anybody(self) -> bool:
        try:
            return bool(self.client.nthreads())
        except OSError:
            return False

    def _given_up(self) -> Iterator[tuple[int, Problem]]:
        problem = Problem(
            "CUM-05", "Cụm máy không còn máy nào làm nên tệp này chưa được làm", "Khởi động lại các máy làm rồi chạy lại lệnh này"
        )
        yield from ((index, problem) for index, _ in self.under_way.values())
        yield from ((index, problem) for index, _ in self.things)
        self.under_way.clear()


def _failed(error: Exception) -> Problem:
    if type(error).__name__ == "KilledWorker":
        message = "Máy làm tệp này bị tắt giữa chừng, chuyển sang máy khác cũng vậy"
        return Problem("CUM-03", message, "Chạy riêng tệp này trên một máy để xem; có thể máy làm thiếu bộ nhớ")
    message = f"Máy trong cụm không làm được tệp này ({type(error).__name__}: {error})"
    return Problem("CUM-06", message, "Cài cùng một phiên bản vanban, Python và Dask trên mọi máy rồi chạy lại")
