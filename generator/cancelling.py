"""Work that a person may call off: whoever waits long asks now and then whether to go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from generator.errors import GeneratorError, Problem

_called_off: Final[ContextVar[Callable[[], bool]]] = ContextVar("called_off")


class CancelledError(GeneratorError):
    """A person called the work off; what was written is whole."""


@contextmanager
def may_be_called_off(asked: Callable[[], bool]) -> Iterator[None]:
    """Within it, `stop_if_called_off` stops as soon as `asked` says so."""
    token = _called_off.set(asked)
    try:
        yield
    finally:
        _called_off.reset(token)


def called_off() -> bool:
    """Whether somebody called this work off."""
    return _called_off.get(lambda: False)()


def stop_if_called_off() -> None:
    """Raise CancelledError when somebody called this work off."""
    if called_off():
        raise CancelledError(Problem("DUNG-01", "Việc này đã dừng theo yêu cầu", "Làm lại từ đầu khi cần"))
