"""A real browser before a real server: `vanban serve` in a process of its own, Chromium without a screen, axe on what it shows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from playwright.sync_api import Page, sync_playwright

from tests import tools

DESKTOP: Final = {"width": 1366, "height": 768}
PHONE: Final = {"width": 360, "height": 740}
_OFFLINE: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: its addresses as `vanban serve --json` tells them."""

    told: Mapping[str, Any]
    pid: int

    @property
    def entrance(self) -> str:
        """The address with the token."""
        return str(self.told["address"])

    @property
    def site(self) -> str:
        """The same without path and token."""
        return self.entrance.partition("/?")[0]


@contextmanager
def served(
    folder: Path, *options: str, environment: Mapping[str, str] | None = None, complaints: IO[bytes] | None = None
) -> Iterator[Served]:
    """`vanban serve` of a folder, as a clerk starts it, until the block ends; what it complains of goes into a file when one is given."""
    command = [sys.executable, "-m", "generator", "serve", str(folder), "--no-browser", "--json", *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=complaints, encoding="utf-8", env={**os.environ, **(environment or {})}
    ) as process:
        assert process.stdout is not None
        try:
            yield Served(_told(process.stdout), process.pid)
        finally:
            process.terminate()
            process.wait(20)


def _told(lines: Iterable[str]) -> Mapping[str, Any]:
    """The one object that the server prints when it listens."""
    read = ""
    for line in lines:
        read += line
        if line.rstrip() == "}":
            break
    told: dict[str, Any] = json.loads(read or "{}")
    assert "address" in told, read or "the server ended"
    return told


@contextmanager
def opened(entrance: str, size: Mapping[str, int] = DESKTOP, **context: Any) -> Iterator[Page]:  # noqa: ANN401 - as Playwright takes it
    """A page of a browser of its own that came in through an address; what its console says is kept in `page.said`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.chromium(), args=list(_OFFLINE))
        page = browser.new_context(viewport=dict(size), locale="vi-VN", accept_downloads=True, **context).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(30_000)
        page.goto(entrance)
        yield page
        browser.close()


def go(page: Page, address: str) -> None:
    """Open another page of the same server."""
    page.goto(page.url.partition("//")[0] + "//" + page.url.partition("//")[2].partition("/")[0] + address)


def wide(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def barriers(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on the page as it stands: rule, element, what is wrong."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(tools.axe())
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", _RULES)
    return [
        f"{page.url}: {rule['id']}: {node['target']}: {node['failureSummary']}" for rule in found["violations"] for node in rule["nodes"]
    ]
