"""Word files that a page shows, and their pages once they are drawn; the newest few, by what they look like."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Final, cast

from fastapi import Request

from generator.actions.previewing import Preview, pages_of
from generator.cancelling import may_be_called_off, stop_if_called_off
from generator.errors import Problem
from generator.web.desk import NotThereError

_KEPT: Final = 12
_GONE: Final = Problem("WEB-70", "Bản xem trước này không còn được giữ", "Mở lại trang Xem trang để dựng lại")


@dataclass(slots=True)
class Drawing:
    """One Word file and, when somebody asked for them, its pages; two who ask at once wait for one drawing."""

    name: str
    data: bytes
    made: bytes = b""
    lock: threading.Lock = field(default_factory=threading.Lock)
    called_off: threading.Event = field(default_factory=threading.Event)
    """Of those who wait now; who asks later has a new one."""

    def pages(self) -> bytes:
        """The pages as PDF. Raises OutputRefusedError when no program for it is here or it fails, CancelledError when it was called off."""
        called_off = self.called_off
        with self.lock:
            if not self.made:
                with may_be_called_off(called_off.is_set):
                    stop_if_called_off()
                    self.made = pages_of(self.name, self.data)
            return self.made

    def call_off(self) -> None:
        """Stop the drawing of the pages, for all who wait for it."""
        called_off, self.called_off = self.called_off, threading.Event()
        called_off.set()


@dataclass(slots=True)
class Drawings:
    """The drawings of this server by the looks of their Word files."""

    known: dict[str, Drawing] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, found: Preview) -> str:
        """The key of a preview's drawing: the same for drafts that look the same, so no page is drawn twice."""
        with self.lock:
            drawing = self.known.pop(found.looks, None) or Drawing(found.path.name, found.data)
            self.known[found.looks] = drawing
            for key in list(self.known)[:-_KEPT]:
                del self.known[key]
        return found.looks

    def drawing(self, key: str) -> Drawing:
        """A drawing by its key. Raises NotThereError."""
        found = self.known.get(key)
        if found is None:
            raise NotThereError(_GONE)
        return found


def drawings_of(request: Request) -> Drawings:
    """The drawings of this server."""
    return cast("Drawings", request.app.state.drawings)
