"""Browsers of an office's network for tests: the clerk's on the server's own machine, a unit's on another one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Final

from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

from generator.actions.unit_passwords import make_passwords
from generator.web import Access, Desk
from generator.web.routes import create_app
from tests.tools import openssl
from tests.web_desk import BOOK, HOST, NOON, TOKEN, desk_with_sample

LAN: Final = Access(TOKEN, frozenset({HOST}), "https", lan=True)
ADDRESS: Final = "192.168.1.7"
SERVER: Final = "127.0.0.2"
"""Every address that begins with 127 is this machine, on Linux without any setting up: several stand for several machines."""
UNITS: Final = ("VP", "QLKH", "TT")


@dataclass(slots=True)
class Clock:
    """A clock that a test turns."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class Office:
    """A server of an office's network, its passwords and its clock."""

    desk: Desk
    app: FastAPI
    passwords: dict[str, str]
    clock: Clock

    @property
    def book(self) -> Path:
        return self.desk.folder / f"{BOOK}.xlsx"

    @contextmanager
    def browser(self, address: str = ADDRESS) -> Iterator[TestClient]:
        """A browser on another machine that nobody signed in at."""
        with TestClient(self.app, base_url=f"https://{HOST}", client=(address, 50_000)) as browser:
            browser.headers |= {"origin": f"https://{HOST}", "sec-fetch-site": "same-origin"}
            yield browser

    @contextmanager
    def unit(self, code: str = "VP", address: str = ADDRESS) -> Iterator[TestClient]:
        """A browser in which a unit is signed in."""
        with self.browser(address) as browser:
            assert browser.post("/don-vi/vao", data={"ma": code, "mat_khau": self.passwords[code]}).url.path == "/don-vi"
            yield browser

    @contextmanager
    def clerk(self, address: str = "127.0.0.1") -> Iterator[TestClient]:
        """The clerk's own browser."""
        with self.browser(address) as browser:
            browser.cookies.set("vanban", TOKEN)
            yield browser


def office(folder: Path) -> Office:
    """An office with the sample workbook and a password for each unit."""
    clock = Clock()
    desk = desk_with_sample(folder, now=clock)
    passwords = make_passwords(desk.out, BOOK, UNITS, Random(1), NOON)  # noqa: S311 - tests are to be repeatable
    return Office(desk, create_app(desk, LAN), passwords, clock)


def certificate(folder: Path) -> tuple[str, ...]:
    """Options of `vanban serve` for a network of one machine: the server's address, a certificate that vouches for itself, its key."""
    paper, key = folder / "may.pem", folder / "khoa.pem"
    command: list[str | Path] = [openssl(), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    name = ["-days", "2", "-subj", "/CN=vanban", "-addext", f"subjectAltName=IP:{SERVER},IP:127.0.0.1"]
    subprocess.run([*command, *name, "-keyout", key, "-out", paper], check=True, capture_output=True)
    return ("--lan", SERVER, "--certificate", str(paper), "--key", str(key))


def fields(page: str, action: str) -> dict[str, str]:
    """The fields of the form with this address, as a browser would send them: the line end after <textarea> is none of its words."""
    form = next(form for form in html.document_fromstring(page).forms if form.action == action)
    return {str(name): str(value or "").removeprefix("\n") for name, value in form.fields.items() if name}
