"""What an attacker has: a socket, a folder to watch, words that want to be more than words."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tests.browser import Served, served
from tests.web_desk import desk_with_sample

SECRET: Final = b"Nobody outside this machine reads this."
WORDS: Final = (
    '<script>window.hacked=1</script>"><img src=x onerror=window.hacked=1>',
    "'><svg onload=window.hacked=1></textarea></title></option></td><script>window.hacked=1</script>",
    'javascript:window.hacked=1//"onfocus=window.hacked=1 autofocus x="',
)
CODE: Final = "{{7*7}}{% raw %}<b onclick=window.hacked=1>"
"""Words that a template would take for its own; a workbook with them does not read as a plan."""


@dataclass(frozen=True, slots=True)
class Target:
    """A server in a process of its own, what it wrote on its console, and the folder above its desk."""

    served: Served
    console: Path
    folder: Path

    @property
    def host(self) -> str:
        """`so-1a2b3c4d.localhost:8420`."""
        return urlsplit(self.served.site).netloc

    @property
    def token(self) -> str:
        return self.served.entrance.partition("token=")[2]

    @property
    def cookie(self) -> str:
        return f"Cookie: vanban={self.token}\r\n"

    @property
    def origin(self) -> str:
        return f"Origin: http://{self.host}\r\n"

    def said(self) -> str:
        """What its console shows."""
        return self.console.read_text(encoding="utf-8")

    def sent(self, raw: str, *, patience: float = 20) -> bytes:
        """Bytes over a socket of its own, one letter a byte; all that came back until the server hung up or said nothing more."""
        with socket.create_connection(("127.0.0.1", int(self.host.rpartition(":")[2])), patience) as line:
            line.sendall(raw.encode("latin-1"))
            return b"".join(_heard(line))

    def asked(self, path: str, headers: str = "", *, method: str = "GET", version: str = "1.1", host: str | None = None) -> bytes:
        """One request of a browser that is signed in and hangs up."""
        named = f"Host: {self.host if host is None else host}\r\n"
        return self.sent(f"{method} {path} HTTP/{version}\r\n{named}{headers}Connection: close\r\n\r\n")


def _heard(line: socket.socket) -> Iterator[bytes]:
    try:
        while heard := line.recv(65_536):
            yield heard
    except (TimeoutError, ConnectionError):
        return


def status(answer: bytes) -> int:
    """The status of the first answer; 0 when there is none."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


@contextmanager
def target(folder: Path, *options: str) -> Iterator[Target]:
    """A server with the sample workbook, secrets beside its desk and in it."""
    desk_with_sample(folder / "desk")
    (folder / "desk" / "out").mkdir(exist_ok=True)
    for place in ("secret.xlsx", "secret.docx", "desk/.secret.xlsx", "desk/secret.txt", "desk/out/.secret.docx"):
        (folder / place).write_bytes(SECRET)
    console = folder / "console.txt"
    with console.open("wb") as stream, served(folder / "desk", *options, complaints=stream) as running:
        yield Target(running, console, folder)


def tree(folder: Path) -> dict[str, str]:
    """Everything below a folder: the hash of each file, links by where they lead; locks left out, for they say nothing."""
    found = (path for path in folder.rglob("*") if not path.name.endswith(".lock"))
    return {path.relative_to(folder).as_posix(): _looks(path) for path in found}


def _looks(path: Path) -> str:
    if path.is_symlink():
        return f"-> {path.readlink()}"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
