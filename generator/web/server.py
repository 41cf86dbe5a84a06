"""The server of one start: its address, its token, the browser that it opens."""

from __future__ import annotations

import importlib
import logging
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn
from fastapi import FastAPI

from generator.errors import InputRefusedError, OutputRefusedError, Place, Problem
from generator.libreoffice import kept_warm
from generator.web.app import opening_app
from generator.web.desk import Desk
from generator.web.guard import UNITS, Access

HOME: Final = "127.0.0.1"
PORT: Final = 8420
EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 - only on the clerk's word
_ELSEWHERE: Final = "192.0.2.1"
"""An address that no machine has (RFC 5737)."""
_TRIED: Final = 20
"""Ports that are tried when the usual one is taken."""


@dataclass(frozen=True, slots=True)
class Lan:
    """How other machines of the office get in: the address to listen on, and the certificate that proves it."""

    host: str
    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class Wish:
    """How the clerk wants it: a port of their own (None: the usual one or the next free), the browser opened, other machines let in."""

    port: int | None = None
    browser: bool = True
    lan: Lan | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """A server that listens: the address for the clerk, one that works where a browser does not know the first, those for units."""

    address: str
    plain_address: str
    units: tuple[str, ...]
    token: str


def serve(desk: Desk, wish: Wish, say: Callable[[Started], None]) -> None:
    """Serve until it is stopped; `say` is told the addresses. Raises GeneratorError WEB-40 to WEB-42 when it can't."""
    if not desk.folder.is_dir():
        cure = "Chỉ đúng thư mục chứa các sổ kế hoạch"
        raise InputRefusedError(Problem("WEB-41", "Không có thư mục này", cure, Place(str(desk.folder))))
    with ExitStack() as open_sockets, suppress(KeyboardInterrupt):
        listening = [open_sockets.enter_context(made) for made in _bound(wish)]
        port = int(listening[0].getsockname()[1])
        access = _access(wish, port)
        server = _server(desk, access, wish)
        started = _started(access, port)
        say(started)
        if wish.browser:
            threading.Thread(target=_open, args=(server, started.address), daemon=True).start()
        with kept_warm():  # of what clerks look at, most is drawn
            server.run(sockets=listening)


def _started(access: Access, port: int) -> Started:
    end = f":{port}/?token={access.token}"
    outside = sorted(host for host in access.hosts if not host.startswith((HOME, "localhost"))) if access.lan else ()
    return Started(
        f"{access.scheme}://{_own_name(access)}{end}",
        f"{access.scheme}://{HOME}{end}",
        tuple(f"https://{host}{UNITS}" for host in outside),
        access.token,
    )


def _server(desk: Desk, access: Access, wish: Wish) -> uvicorn.Server:
    app = _app(desk, access)
    logging.getLogger("vanban.web").addHandler(logging.StreamHandler())
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        ws="none",
        server_header=False,
        proxy_headers=False,  # whose address a request has is never what it says of itself
        date_header=True,
        timeout_graceful_shutdown=3,
        ssl_certfile=wish.lan.certificate if wish.lan else None,
        ssl_keyfile=wish.lan.key if wish.lan else None,
    )
    try:
        config.load()
    except OSError as error:  # ssl's own error is one
        cure = "Dùng chứng thư và khoá dạng PEM, cùng một cặp"
        raise InputRefusedError(Problem("WEB-42", f"Chứng thư hoặc khoá không dùng được ({error.strerror})", cure)) from error
    server = uvicorn.Server(config)
    app.state.stop = lambda: setattr(server, "should_exit", True)
    return server


def _app(desk: Desk, access: Access) -> FastAPI:
    """The opening page at once, the rest later; over the network all from the start, for units sign in at other pages."""
    if not access.lan:
        return opening_app(desk, access, lambda app: importlib.import_module("generator.web.routes").complete(app))
    from generator.web.routes import create_app  # noqa: PLC0415 - slow to import

    return create_app(desk, access)


def _own_name(access: Access) -> str:
    """The name that the browser is sent to: one of this start alone, so that no other server of this machine is given its cookie.

    Cookies know hosts, not ports. Browsers take every name below `localhost` to this machine without asking anybody.
    """
    return next((host.rpartition(":")[0] for host in access.hosts if ".localhost:" in host), HOME)


def _access(wish: Wish, port: int) -> Access:
    names = [HOME, "localhost", *([] if wish.lan else [f"so-{secrets.token_hex(4)}.localhost"])]
    hosts = [f"{name}:{port}" for name in names]
    if wish.lan:
        hosts += [f"{name}:{port}" for name in _names_of(wish.lan)]
    return Access(secrets.token_urlsafe(24), frozenset(hosts), "https" if wish.lan else "http", lan=wish.lan is not None)


def _names_of(lan: Lan) -> set[str]:
    """Names and addresses under which other machines know this one."""
    names = {socket.gethostname().casefold(), socket.getfqdn().casefold()}
    with suppress(OSError):
        names |= {str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect((_ELSEWHERE, 9))  # sends nothing: only asks which of its addresses this machine would use
        names.add(str(asked.getsockname()[0]))
    return names | ({lan.host} if lan.host != EVERYWHERE else set())


def _bound(wish: Wish) -> list[socket.socket]:
    """Sockets of one port: on this machine for the clerk, and on the address that other machines know when they are let in."""
    host = wish.lan.host if wish.lan else HOME
    hosts = [host] if host in {HOME, EVERYWHERE} else [HOME, host]
    ports = [wish.port] if wish.port is not None else [*range(PORT, PORT + _TRIED), 0]
    for port in ports:
        made = _listening(hosts, port)
        if made:
            return made
    cure = "Chọn cổng khác bằng --port, hoặc bỏ --port để phần mềm tự chọn; với --lan, xem lại địa chỉ có phải của máy này không"
    raise OutputRefusedError(Problem("WEB-40", f"Không mở được cổng {wish.port or PORT} tại địa chỉ {host}", cure))


def _listening(hosts: Sequence[str], port: int) -> list[socket.socket]:
    """A socket on each address, all of one port; none when one of them is taken."""
    found: list[socket.socket] = []
    for host in hosts:
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        found.append(made)
        try:
            made.bind((host, port or (int(found[0].getsockname()[1]) if len(found) > 1 else 0)))
            made.listen(128)
        except OSError:
            for taken in found:
                taken.close()
            return []
    return found


def _open(server: uvicorn.Server, address: str) -> None:
    while not server.started and not server.should_exit:
        threading.Event().wait(0.02)
    with suppress(webbrowser.Error):
        webbrowser.open(address)
