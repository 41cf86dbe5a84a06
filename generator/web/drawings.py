"""Word files that a page shows, and their pages once they are drawn; the newest few, by what they look like."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Final, cast

from fastapi import Request

from generator.actions.previewing import Preview, pages_of
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

    def pages(self) -> bytes:
        """The pages as PDF. Raises OutputRefusedError when no program for it is here or it fails."""
        with self.lock:
            if not self.made:
                self.made = pages_of(self.name, self.data)
            return self.made


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
