"""Somebody who clicks through the pages, and looks at each: kept as a picture, held against WCAG, tried at the width of a phone."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from generator.web.page_words import COMMAND
from tests.browser import DESKTOP, PHONE, barriers, wide

SCREENS: Final = Path(os.environ.get("VANBAN_SCREENS", Path(__file__).parent.parent / "out" / "man-hinh"))


@dataclass(slots=True)
class Clerk:
    """A browser in the hands of a clerk. `complaints` are what bars people from a page, `errors` what its console says."""

    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seen: int = 0

    def __post_init__(self) -> None:
        """Answer every question with yes, and listen to the console."""
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.on("console", lambda message: self.errors.append(f"{self.page.url}: {message.text}") if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(f"{self.page.url}: {error}"))

    def go(self, path: str) -> None:
        """Open a page of the server."""
        self.page.goto(self.site + path)

    def look(self, name: str) -> None:
        """Look the page over as it stands."""
        self.seen += 1
        self.page.wait_for_load_state("networkidle")
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{self.seen:02d}-{name}.png", full_page=True)
        self.complaints += barriers(self.page)
        if (spoken := COMMAND.search(self.page.inner_text("main"))) and not self.page.url.endswith("/api"):
            self.complaints.append(f"{self.page.url} ({name}) speaks of a command: {spoken[0]}")
        self.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        if wide(self.page):
            self.complaints.append(f"{self.page.url} ({name}) is wider than a phone")
        self.page.set_viewport_size({"width": DESKTOP["width"], "height": DESKTOP["height"]})

    def press(self, name: str) -> None:
        """Press a button by its name."""
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        """Follow a link by its name."""
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def hand_over(self, label: str, *given: Path) -> None:
        """Choose files."""
        self.page.get_by_label(label).set_input_files(list(given))

    def done(self) -> None:
        """Wait for the work that was asked for; it must have been done."""
        self.page.wait_for_url("**/viec/**")
        self.page.locator("body:not(:has([data-job])) footer").wait_for(timeout=120_000)
        assert not self.page.get_by_role("heading", name="Vì sao").count(), self.page.inner_text("main")
