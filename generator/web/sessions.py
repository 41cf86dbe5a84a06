"""Who of the units is signed in, and who tried in vain how often: both known to this start of the server alone."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, cast

from fastapi import Request

LASTS: Final = timedelta(hours=8)
_CLOCK_SET_BACK: Final = timedelta(hours=1)
"""A session that still has so much more than its time left was begun by a clock that ran ahead, and is over."""
FREE_TRIES: Final = 3
"""Wrong passwords before a unit has to wait."""
MOST_TRIES: Final = 10
LONGEST_WAIT: Final = timedelta(minutes=15)
_REMEMBERED: Final = timedelta(days=1)
_MOST_KNOWN: Final = 5_000
"""Names that a stranger may make up before the oldest are forgotten."""


@dataclass(frozen=True, slots=True)
class Session:
    """A unit of one workbook that signed in. `salt` is that of its password by then: a new password ends the session."""

    book: str
    unit: str
    salt: str
    until: datetime


@dataclass(slots=True)
class Sessions:
    """The sessions by the hash of their token, so that none can be read out of the memory of a list."""

    known: dict[str, Session] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, book: str, unit: str, salt: str, now: datetime) -> str:
        """A new session; gives its token, which only the browser keeps."""
        token = secrets.token_urlsafe(32)
        with self.lock:
            self.known = {key: old for key, old in self.known.items() if old.until > now}
            self.known[_key(token)] = Session(book, unit, salt, now + LASTS)
        return token

    def of(self, token: str, now: datetime) -> Session | None:
        """The session of a token, or None when there is none or it is over."""
        found = self.known.get(_key(token))
        return found if found is not None and now < found.until <= now + LASTS + _CLOCK_SET_BACK else None

    def end(self, token: str) -> None:
        """Sign out."""
        with self.lock:
            self.known.pop(_key(token), None)


def _key(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", errors="replace")).hexdigest()


@dataclass(slots=True)
class Tries:
    """Tries to sign in by unit and address. A try counts as wrong as soon as it is made: many at once get no further than one by one."""

    known: dict[Hashable, tuple[int, datetime]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, who: Hashable, now: datetime) -> timedelta:
        """How long this one must still wait before it may try; nothing when it may: then this try is counted."""
        with self.lock:
            count, last = self.known.get(who, (0, now))
            if last > now:  # the clock was set back: nobody waits for as long as that took
                last = now
                self.known[who] = (count, now)
            if now - last > _REMEMBERED:
                count = 0
            left = last + _pause(count) - now
            if left > timedelta(0):
                return left
            self.known.pop(who, None)
            self.known[who] = (count + 1, now)  # at the end, so that the first is the oldest
            for old in list(self.known)[:-_MOST_KNOWN]:
                del self.known[old]
        return timedelta(0)

    def right(self, who: Hashable) -> None:
        """The password was right: nothing is held against this one any more."""
        with self.lock:
            self.known.pop(who, None)


def _pause(wrong: int) -> timedelta:
    """2 seconds after the third wrong password, then twice as long each time; a quarter of an hour after the tenth."""
    if wrong < FREE_TRIES:
        return timedelta(0)
    return timedelta(seconds=2 ** (wrong - FREE_TRIES + 1)) if wrong < MOST_TRIES else LONGEST_WAIT


def sessions_of(request: Request) -> Sessions:
    """The sessions of this server."""
    return cast("Sessions", request.app.state.sessions)


def tries_of(request: Request) -> Tries:
    """The tries at this server."""
    return cast("Tries", request.app.state.tries)
