"""Every request over the office's network goes into the log before it is answered."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final
from urllib.parse import quote

from fastapi import Request

from generator.actions.access_log import CLERK, NOBODY, Access, note_access
from generator.errors import GeneratorError
from generator.web.desk import Desk
from generator.web.guard import UNITS, App, Message, Receive, Scope, Send

_LOG: Final = logging.getLogger("vanban.web")
_NOTE: Final = "vanban.note"
_TURNED_AWAY: Final = frozenset({403, 421})
"""What the guard answers whom it does not know."""
_OUR_FAULT: Final = 500
_UNSEEN: Final = ("/static/",)
_POLLED: Final = "/tien-do"
"""Asked for twice a second while work is done: it tells nothing of what anybody did."""


class Watch:
    """Stands before the guard, so that what is refused is logged too."""

    def __init__(self, app: App, desk: Desk) -> None:
        """The log lies with the outputs of the desk."""
        self.app, self.desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through and note what became of it."""
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or path.startswith(_UNSEEN) or path.endswith(_POLLED):
            await self.app(scope, receive, send)
            return
        scope[_NOTE] = {}

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                await asyncio.to_thread(self._note, scope, int(message["status"]))
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception:
            await asyncio.to_thread(self._note, scope, _OUR_FAULT)  # answered outside of us
            raise

    def _note(self, scope: Scope, status: int) -> None:
        said: dict[str, str] = scope[_NOTE]
        path = str(scope["path"])
        stranger = status in _TURNED_AWAY or path == UNITS or path.startswith(f"{UNITS}/")
        plain = {"who": NOBODY if stranger else CLERK, "what": f"{scope['method']} {quote(path, safe='/')}", "result": str(status)}
        address = str((scope.get("client") or ("",))[0])
        try:
            note_access(self.desk.out, Access(self.desk.now(), address=address, **{**plain, **said}))
        except GeneratorError:
            _LOG.exception("access log")  # a full disk must not keep the clerk out; the console says it


def note_in_log(request: Request, **said: Any) -> None:  # noqa: ANN401 - str, but for mypy a dict of them is any
    """What this request is about, for the log: who, what, on, result. Never a password, nor what was typed in its place."""
    request.scope.setdefault(_NOTE, {}).update(said)
