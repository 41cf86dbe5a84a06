"""Script in every field of words, in a real browser: on no page does it become more than words."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

import httpx2 as httpx
import pytest
from playwright.sync_api import ConsoleMessage, Error, Page

from generator.actions.forms_out import make_forms
from generator.actions.plan_drafts import draft_plan
from generator.web import shell
from generator.web.desk import seen_hash
from tests import hostile_books
from tests.browser import opened, served
from tests.hostile import CODE, WORDS
from tests.web_desk import NOON

_FOREIGN: Final = """() => [...document.querySelectorAll(
  'script:not([src^="/static/"]), [onerror], [onload], [onfocus], [onclick], [autofocus],'
  + 'img:not([src^="/"]), svg[onload], [style], [src^="javascript"]'
)].map((element) => element.outerHTML.slice(0, 200)).concat(
  [...document.links].filter((link) => link.origin !== location.origin).map((link) => link.outerHTML.slice(0, 200)),
  [...document.forms].filter((form) => new URL(form.action).origin !== location.origin).map((form) => form.outerHTML.slice(0, 200)),
  'hacked' in window ? ['hacked'] : [])"""
_LINKS: Final = "() => [...document.links].map((link) => link.pathname + link.search)"
_LEFT: Final = re.compile(r"^/(tep|so-excel|api/files)/|\.(pdf|docx|png|json)$|^/xem-truoc/")
_MOST: Final = 60
NAME: Final = hostile_books.NAME


@dataclass
class Looker:
    """A browser that looks at pages: what was wrong with them, how many showed hostile words as words."""

    page: Page
    site: str
    wrong: list[str] = field(default_factory=list)
    literal: int = 0
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", self._broke)
        self.page.on("dialog", lambda dialog: dialog.accept())

    def _said(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "hacked" in message.text:
            self.wrong.append(f"{self.page.url}: {message.text}")

    def _broke(self, error: Error) -> None:
        self.wrong.append(f"{self.page.url}: {error}")

    def look(self, path: str) -> list[str]:
        """Open a page; gives the pages that it links to."""
        self.page.goto(self.site + path, wait_until="load")
        if self.page.locator("[data-cells], [data-card], [data-job]").count():
            self.page.wait_for_load_state("networkidle")
        self.seen.add(path)
        self.wrong += [f"{path}: {found}" for found in self.page.evaluate(_FOREIGN)]
        self.literal += "window.hacked=1" in self.page.inner_text("body")
        return list(self.page.evaluate(_LINKS))


@dataclass(frozen=True, slots=True)
class Desk:
    folder: Path
    site: str
    entrance: str

    @property
    def book(self) -> Path:
        return self.folder / f"{NAME}.xlsx"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    (folder / f"{NAME}.xlsx").write_bytes(hostile_books.book(*WORDS))
    (folder / f"{NAME} hỏng.xlsx").write_bytes(hostile_books.book(CODE, *WORDS))
    (folder / f"{NAME} không mở.xlsx").write_bytes(b"x")
    (folder / f"{NAME}.docx").write_bytes(b"x")
    draft_plan(folder / f"{NAME}.xlsx", folder / "out", NOON)
    make_forms(folder / f"{NAME}.xlsx", folder / "out", period="Q1")
    with served(folder) as server:
        yield Desk(folder, server.site, server.entrance)


@pytest.fixture(scope="module")
def browser(desk: Desk) -> Iterator[Page]:
    with opened(desk.entrance) as page:
        yield page


@pytest.fixture
def looker(browser: Page, desk: Desk) -> Iterator[Looker]:
    found = Looker(browser.context.new_page(), desk.site)
    yield found
    found.page.close()
    assert found.wrong == []


def _results(desk: Desk, folder: Path) -> Iterator[str]:
    """Addresses of what came of work on hostile files, each under a hostile name."""
    home = f"http://127.0.0.1:{urlsplit(desk.site).port}"
    out = desk.folder / "out"
    draft = out / f"{NAME}-du-thao-1.docx"
    back = hostile_books.edited(draft, folder / "back.docx").read_bytes()
    form = next(out.rglob("*VP*.xlsx")).read_bytes()
    so, word = f"/so/{quote(NAME, safe='')}", f"{CODE} {NAME}"
    with httpx.Client(
        base_url=home, headers={"origin": home}, cookies={"vanban": desk.entrance.partition("token=")[2]}, timeout=60
    ) as browser:
        asked: list[tuple[str, dict[str, str], Any]] = [
            ("/kiem-tra", {"annotate": "true"}, {"given": (f"{word}.docx", back)}),
            ("/kiem-tra", {}, [("given", (f"{word}{number}.docx", back if number else b"x")) for number in range(3)]),
            ("/so-sanh", {"author": word[:100]}, {"old": (f"{word}.docx", draft.read_bytes()), "new": (f"{word}2.docx", back)}),
            ("/chuyen-chu", {}, [("given", (f"{word}.docx", back)), ("given", (f"{word}.xlsx", desk.book.read_bytes()))]),
            (f"{so}/ban-sua", {}, {"edited": (f"{word}.docx", back)}),
            (f"{so}/du-thao", {}, {"template": (f"{word}.docx", back)}),
            (f"{so}/du-thao/so-sanh", {"old": draft.name, "new": draft.name}, None),
            (f"{so}/ky/Q1/nhan", {"seen": seen_hash(desk.book)}, [("files", (f"{word}.xlsx", form)), ("files", (f"{word}2.xlsx", b"x"))]),
            (f"{so}/ky/Q1/bao-cao", {"with_gaps": "true"}, None),
            (f"{so}/ky/Q1/don-doc", {"seen": seen_hash(desk.book), "on": word}, None),
            ("/moi", {"name": f"{word} mới"}, {"scores_file": (f"{word}.xlsx", desk.book.read_bytes())}),
            ("/moi", {"name": f"{word} mới"}, {"earlier_file": (f"{word}.docx", back)}),
            ("/mau", {"loai": "Công văn", "so": NAME}, None),
        ]
        for path, data, files in asked:
            place = browser.post(path, data=data, files=files).headers.get("location", "")
            while place.startswith("/viec/") and not browser.get(f"{place}/tien-do").json()["finished"]:
                time.sleep(0.05)
            if place:
                yield place


def test_no_page_of_a_hostile_workbook_runs_its_words(looker: Looker) -> None:
    """Every page that can be reached by links from the first one."""
    waiting = ["/"]
    while waiting and len(looker.seen) < _MOST:
        path = waiting.pop(0)
        found = {link for link in looker.look(path) if not _LEFT.search(link)}
        kinds = {re.sub(r"\d+", "0", link) for link in (*looker.seen, *waiting)}
        waiting += sorted(link for link in found if re.sub(r"\d+", "0", link) not in kinds)
    so = f"/so/{quote(NAME, safe='')}"
    families = {path.partition(so)[2].split("/")[1] for path in looker.seen if path.startswith(f"{so}/")}
    assert families >= {"sua", "du-thao", "ban-sua", "phat-hanh", "ky", "don-vi", "xem-truoc"}
    assert len(looker.seen) > 35
    assert looker.literal > 25


def test_no_result_of_hostile_files_runs_their_words(looker: Looker, desk: Desk, tmp_path: Path) -> None:
    places = list(_results(desk, tmp_path))
    assert len(places) > 9
    for place in places:
        looker.look(place)
    assert looker.literal > 8


@pytest.mark.parametrize("word", [*WORDS, CODE])
def test_no_question_in_an_address_runs(looker: Looker, word: str) -> None:
    said, so = quote(word, safe=""), f"/so/{quote(NAME, safe='')}"
    paths = (
        f"/{said}", f"/so/{said}", f"/the/{said}", f"/tep/{said}", f"/viec/{said}", f"/mau?tim={said}",
        f"/so-dang-ky?tim={said}&nam={said}&ky_hieu={said}",
        f"/moi?da-gui={said}", f"{so}/sua/{said}", f"{so}/sua/criteria/{said}", f"{so}/sua/criteria?cot={said}#{said}", f"{so}/ky/{said}",
        f"{so}/ky/Q1/tieu-chi/{said}", f"{so}/phat-hanh?tep={said}&so={said}&ngay={said}&ky={said}", f"{so}/xem-truoc?ky={said}",
        f"/don-vi/vao?het={said}",
        f"{so}/phat-hanh?tep={quote(NAME)}-du-thao-1.docx&so={said}&ngay={said}&ky={said}",
    )  # fmt: skip
    for path in paths:
        looker.look(path)
    assert looker.literal >= 5


def test_rows_are_edited_in_place_without_running_their_words(looker: Looker) -> None:
    """Parts of pages that a script fetches and puts in."""
    so = f"/so/{quote(NAME, safe='')}"
    for sheet in ("facts", "units", "criteria", "body", "recipients", "results"):
        looker.look(f"{so}/sua/{sheet}")
        looker.page.locator("a.edit").first.click()
        looker.page.locator("tr.editing").wait_for()
        long = looker.page.locator("tr.editing textarea, tr.editing input[type=text], tr.editing input:not([type])").last
        long.fill(CODE)
        looker.page.locator("tr.editing button.primary").click()
        looker.page.wait_for_load_state("networkidle")
        looker.wrong += [f"{sheet}: {found}" for found in looker.page.evaluate(_FOREIGN)]


_PUT_IN: Final = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|new Function|setTimeout\(\s*[\"'`]|srcdoc"
    r"|createContextualFragment"
)
_SAFE: Final = {
    "cells.js": [
        "holder.innerHTML = words;",
        "cell.innerHTML = words;",
        'place.innerHTML = rows[place.closest("tr").id.replace("row-", "")] ?? "";',
    ],
    "part.js": ['const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-part-body]");'],
    "home.js": ['const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-card-body]");'],
}
"""Lines that put in what our own server made of a template that escapes every word: the fetched addresses are of our own pages, the
content security policy lets no script run that is not a file of ours, and the tests above edit rows with hostile words in them."""


def test_no_script_of_ours_makes_elements_of_words() -> None:
    scripts = sorted((shell.HERE / "static").glob("*.js"))
    assert len(scripts) > 5
    found = {
        script.name: lines
        for script in scripts
        if (lines := [line.strip() for line in script.read_text(encoding="utf-8").splitlines() if _PUT_IN.search(line)])
    }
    assert found == _SAFE


def test_no_template_of_ours_lets_words_through() -> None:
    pages = sorted((shell.HERE / "html").glob("*.html"))
    assert len(pages) > 40
    for page in pages:
        told = page.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|Markup|<script(?![^>]*src=\"/static/)|\son[a-z]+=|\sstyle=", told), page.name
        assert not re.search(r"\s[\w-]+=\{\{", told), f"{page.name}: a value without quotes"
    assert shell.environment().autoescape is True
