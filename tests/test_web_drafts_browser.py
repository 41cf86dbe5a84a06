"""Drafts, their pages, an edited draft and the issue in a real browser: what scripts add, no barrier by axe, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from generator.actions.plan_drafts import Wish, draft_plan
from generator.workbook import read_plan_book
from tests import tools
from tests.browser import DESKTOP, PHONE, barriers, go, opened, served, wide
from tests.people import cell, line, removed, replaced, row, twin
from tests.test_pull import clerk, typed, worked_on
from tests.web_desk import BOOK, NOON, desk_with_sample

AT: Final = f"/so/{BOOK}"
DRAFT: Final = f"{BOOK}-du-thao-1.docx"
ADDRESSES: Final = ("du-thao", "xem-truoc", "ban-sua", "phat-hanh", f"phat-hanh?tep={quote(BOOK)}-du-thao-2.docx&ngay=2025-01-20")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an edited draft that is in conflict with the workbook, and the draft behind it."""
    folder = desk_with_sample(tmp_path / "Sổ").folder
    book = folder / f"{BOOK}.xlsx"
    draft_plan(book, folder / "out", NOON)
    worked_on(
        folder / "out" / DRAFT,
        lambda d: cell(d, "1.7.2", 4, "Theo lãnh đạo"),
        lambda d: cell(d, "1.5.2", 4, "Không tranh chấp"),
        lambda d: removed(row(d, "3.6")),
        lambda d: twin(line(d, "- Nâng cao trách nhiệm"), "- Gạch mới"),
        lambda d: replaced(line(d, "KẾ HOẠCH"), "KẾ HOẠCH", "KẾ HOẠCH QZ"),
        lambda d: d.add_comment(line(d, "- Nâng cao trách nhiệm").runs, "Xem lại", "Lãnh đạo", "LĐ"),
    )
    clerk(book, typed("Tiêu chí", "1.7.2", "Giải pháp", "Theo văn phòng"))
    draft_plan(book, folder / "out", NOON, Wish(anyway=True))
    return folder


@pytest.fixture
def page(folder: Path) -> Iterator[Page]:
    tools.chromium()
    tools.axe()
    with served(folder) as server, opened(server.entrance, bypass_csp=True) as page:
        yield page


def sound(page: Page) -> list[str]:
    """Everything axe finds, and every width at which something runs over the edge."""
    found: list[str] = []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        found += barriers(page)
        found += [f"{page.url} is {wide(page)} too wide at {size['width']}"] if wide(page) else []
    return found


def test_no_barrier_and_nothing_runs_over_the_edge(page: Page) -> None:
    found: list[str] = []
    for address in ADDRESSES:
        go(page, f"{AT}/{address}")
        found += sound(page)
    assert found == []


def test_an_edited_draft_is_decided_by_keyboard_alone(page: Page, folder: Path) -> None:
    go(page, f"{AT}/ban-sua")
    page.focus(".files button")
    page.keyboard.press("Enter")
    page.wait_for_selector("fieldset")
    assert sound(page) == []
    assert page.inner_text("[data-count]") == "Sẽ lấy 3 chỗ, giữ 0 chỗ của sổ, còn 1 chỗ chưa chọn."
    page.focus("button[data-all=mine]")
    page.keyboard.press("Enter")
    assert page.inner_text("[data-count]") == "Sẽ lấy 0 chỗ, giữ 4 chỗ của sổ."
    page.focus("fieldset:has-text('1.5.2') input[value=mine]")
    page.keyboard.press("ArrowUp")
    assert page.inner_text("[data-count]") == "Sẽ lấy 1 chỗ, giữ 3 chỗ của sổ."
    page.focus(".decide button.primary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    assert sound(page) == []
    assert "không lấy 3 chỗ như đã chọn" in page.inner_text("main")
    criteria = {found.code: found for found in read_plan_book(folder / f"{BOOK}.xlsx").plan.criteria}
    assert (criteria["1.5.2"].remedy.plain, criteria["1.7.2"].remedy.plain) == ("Không tranh chấp", "Theo văn phòng")
    assert "3.6" in criteria


def test_a_conflict_that_is_not_chosen_is_not_sent(page: Page) -> None:
    go(page, f"{AT}/ban-sua")
    page.click(".files button")
    page.wait_for_selector("fieldset")
    page.click(".decide button.primary")
    assert page.locator("fieldset input:invalid").count() == 2


def test_a_browser_without_a_viewer_shows_the_pages_as_pictures(page: Page) -> None:
    tools.soffice()
    page.add_init_script("Object.defineProperty(navigator, 'pdfViewerEnabled', {get: () => false})")
    go(page, f"{AT}/xem-truoc")
    page.wait_for_selector(".pages img")
    page.wait_for_function("document.querySelector('.pages img').naturalWidth > 800")
    count = page.locator(".pages img").count()
    assert count > 2
    assert page.inner_text("[data-pages-status]") == f"{count} trang"
    assert sound(page) == []


def test_a_browser_with_a_viewer_shows_the_pdf_in_the_page_and_no_rule_of_ours_forbids_it(folder: Path) -> None:
    tools.soffice()
    tools.chromium()
    with served(folder) as server, opened(server.entrance) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.add_init_script("Object.defineProperty(navigator, 'pdfViewerEnabled', {get: () => true})")
        with page.expect_response(lambda answer: answer.url.endswith("/trang.pdf")) as waiting:
            page.goto(f"{server.site}{AT}/xem-truoc")
        assert waiting.value.status == 200
        assert page.locator("iframe.viewer").count() == 1
        page.wait_for_timeout(300)
        assert [words for words in said if "Content Security Policy" in words or "Refused" in words] == []
