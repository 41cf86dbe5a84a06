"""How soon the clerk's page is there: from `vanban serve` to the first page in a real browser, and a plan of 300 criteria opened.

`python -m bench.serving`: every start is a process of its own. The browser runs already, as a clerk's does.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from generator.workbook import write_plan_book
from tests.books import repeated
from tests.browser import opened, served
from tests.source_plan import source_plan

STARTS: Final = 9
OPENINGS: Final = 15
CRITERIA: Final = 300
_NAME: Final = "ke-hoach-lon"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{_NAME}.xlsx").write_bytes(write_plan_book(repeated(source_plan(), CRITERIA)))
        print("| | median, ms | slowest, ms |\n|---|---:|---:|")
        with opened("about:blank") as page:
            _row("`vanban serve` to the first page on the screen", [_started(Path(folder), page) for _ in range(STARTS)])
            with served(Path(folder)) as server:
                page.goto(server.entrance)
                page.wait_for_load_state("networkidle")
                plan = f"{server.site}/so/{_NAME}"
                _row(f"a plan of {CRITERIA} criteria, opened for the first time", [_timed(partial(_shown, page, plan))])
                for what, address in (("the plan", plan), ("its criteria to edit", f"{plan}/sua/criteria")):
                    _row(f"{what} again, {CRITERIA} criteria", [_opened(page, address) for _ in range(OPENINGS)])


def _started(folder: Path, page: Page) -> float:
    begin = time.perf_counter()
    with served(folder) as server:
        _shown(page, server.entrance)
        return time.perf_counter() - begin


def _shown(page: Page, address: str) -> None:
    page.goto(address, wait_until="domcontentloaded")
    page.locator("h1").wait_for()


def _opened(page: Page, address: str) -> float:
    """The time of one opening; the page before it has come to rest, its findings too, as when somebody reads it."""
    page.wait_for_load_state("networkidle")
    return _timed(partial(_shown, page, address))


def _timed(work: Callable[[], None]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _row(what: str, seconds: list[float]) -> None:
    print(f"| {what} | {statistics.median(seconds) * 1000:.0f} | {max(seconds) * 1000:.0f} |")


if __name__ == "__main__":
    main()
