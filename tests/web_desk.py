"""A desk for tests: a folder with the sample workbook, a fixed clock, and a client that is signed in."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

from generator import files
from generator.actions.samples import SAMPLE
from generator.web import Access, Desk
from generator.web.routes import create_app

TOKEN: Final = "the-token-of-this-start"  # noqa: S105 - of a test server
HOST: Final = "testserver"
NOON: Final = datetime(2025, 3, 20, 12, 0)  # noqa: DTZ001 - the clerk's own clock
BOOK: Final = Path(SAMPLE).stem


def desk_with_sample(folder: Path, *, read_only: bool = False, now: Callable[[], datetime] = lambda: NOON) -> Desk:
    """A desk in an empty folder, with a copy of the sample workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(files.shipped("data", SAMPLE), folder / SAMPLE)
    return Desk(folder, folder / "out", now, read_only)


def access(*, lan: bool = False) -> Access:
    """The access of a test server."""
    return Access(TOKEN, frozenset({HOST}), lan=lan)


@contextmanager
def client(desk: Desk, *, lan: bool = False, app: FastAPI | None = None) -> Iterator[TestClient]:
    """A browser that came in with the token and posts from our own pages."""
    with TestClient(app or create_app(desk, access(lan=lan)), base_url=f"http://{HOST}") as browser:
        browser.cookies.set("vanban", TOKEN)
        browser.headers |= {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
        yield browser


def words(page: str) -> str:
    """What a page says, in one line."""
    return " ".join(html.document_fromstring(page).text_content().split())


def finished(browser: TestClient, address: str, *, seconds: float = 120) -> str:
    """The page of a job when it is finished."""
    state = {"finished": False}
    for _ in range(int(seconds / 0.05)):
        state = browser.get(f"{address}/tien-do").json()
        if state["finished"]:
            break
        time.sleep(0.05)
    assert state["finished"], f"{address} runs on"
    return browser.get(address).text


def posted(browser: TestClient, address: str, data: Mapping[str, Any] | None = None, files: Any = None) -> str:  # noqa: ANN401 - as httpx takes it
    """Send a form and wait for what came of it; the page that is shown in the end."""
    answer = browser.post(address, data=data, files=files)
    path = answer.url.path
    return finished(browser, path) if path.startswith("/viec/") else answer.text
