"""Pages that wait to be imported until the opening page is out: a clerk sees something half a second sooner."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Final

from generator.web.guard import App, Receive, Scope, Send

HOME: Final = "/"
_THERE: Final = ("/static/", "/the/", "/viec/", "/tep/", "/so-excel/", "/dung")
"""Beginnings of the addresses that are served from the start."""


class Later:
    """Adds the rest when somebody asks for a part of it, or when the opening page was sent; once."""

    def __init__(self, app: App, add: Callable[[], None]) -> None:
        """`add` puts the rest into the application."""
        self.app, self.add = app, add
        self.adding, self.there = threading.Lock(), False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with what is there, after the rest was added where it is needed."""
        path = str(scope.get("path", HOME))
        first = scope["type"] != "http" or path == HOME or path.startswith(_THERE)
        if not first and not self.there:
            await asyncio.to_thread(self._add)
        await self.app(scope, receive, send)
        if path == HOME and not self.there:
            threading.Thread(target=self._add, daemon=True, name="vanban-later").start()

    def _add(self) -> None:
        with self.adding:
            if not self.there:
                self.add()
                self.there = True
