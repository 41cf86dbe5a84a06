"""The first page, a new workbook and the papers' pages in a real browser: what scripts add, no barrier by axe, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from generator.actions.plan_drafts import draft_plan
from tests import tools
from tests.browser import DESKTOP, PHONE, barriers, go, opened, served, wide
from tests.score_layouts import saved
from tests.test_score_sheets import two_departments
from tests.test_web_papers import register
from tests.web_desk import BOOK, NOON, desk_with_sample

ADDRESSES: Final = ("/", "/moi", "/kiem-tra", "/so-sanh", "/chuyen-chu", "/mau", "/so-dang-ky", f"/the/{BOOK}")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan, a score sheet that asks, a paper and two registers."""
    folder = tmp_path_factory.mktemp("ban") / "Sổ"
    desk_with_sample(folder)
    (folder / "hai-so.xlsx").write_bytes(saved(*two_departments()))
    (folder / "kh.docx").write_bytes(draft_plan(folder / f"{BOOK}.xlsx", folder / "out", NOON).files[0].read_bytes())
    register(folder, 2024, 1)
    register(folder, 2025, 5, 6)
    return folder


@pytest.fixture(scope="module")
def page(desk: Path) -> Iterator[Page]:
    tools.chromium()
    tools.axe()
    with served(desk) as server, opened(server.entrance, bypass_csp=True) as page:
        yield page


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_barrier_and_nothing_runs_over_the_edge(address: str, page: Page) -> None:
    go(page, address)
    for size in (PHONE, DESKTOP):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        assert wide(page) == 0
        assert barriers(page) == []


def test_the_state_of_each_workbook_comes_into_its_card(page: Page) -> None:
    go(page, "/")
    page.wait_for_selector("[data-card] .tag")
    assert "Nháp" in page.inner_text("[data-card]")


def test_the_register_narrows_while_one_types_with_its_years(page: Page) -> None:
    go(page, "/so-dang-ky")
    page.fill("input[name=tim]", "DOI moi 6")
    assert page.locator("tbody tr[data-words]:visible").count() == 1
    assert page.locator("tr.group:visible").all_inner_texts() == ["Năm 2025"]
    assert page.inner_text("[data-filter-count]") == "1 văn bản"
    page.fill("input[name=tim]", "")
    assert page.locator("tbody tr[data-words]:visible").count() == 3


def test_the_register_prints_ten_columns_without_the_search(page: Page) -> None:
    go(page, "/so-dang-ky")
    page.emulate_media(media="print")
    assert page.locator("thead tr:first-child th:visible").count() == 10
    assert page.locator("form:visible, nav:visible, a.button:visible").count() == 0
    assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in page.inner_text(".heading")
    page.emulate_media(media="screen")


def test_types_of_papers_narrow_while_one_types(page: Page) -> None:
    go(page, "/mau")
    page.fill("input[name=tim]", "TỜ trinh")
    assert page.locator("tbody tr:visible").count() == 1


def test_a_new_workbook_by_keyboard_alone_with_its_question(page: Page, desk: Path) -> None:
    go(page, "/moi")
    page.focus("input[name=name]")
    page.keyboard.press("Control+A")
    page.keyboard.type("Từ bàn phím")
    page.focus("select[name=scores]")
    page.keyboard.type("hai-so")
    page.focus("main button.primary")
    page.keyboard.press("Enter")
    page.wait_for_selector("fieldset")
    assert barriers(page) == []
    page.focus("input[type=radio]")
    page.keyboard.press("ArrowDown")
    assert not (desk / "Từ bàn phím.xlsx").exists()
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    assert (desk / "Từ bàn phím.xlsx").exists()
    assert "Sở Tài chính" in page.inner_text("main")
    assert barriers(page) == []


def test_many_papers_make_a_table_that_opens_each(page: Page, desk: Path) -> None:
    go(page, "/kiem-tra")
    (desk / "hong.docx").write_bytes(b"x")
    (desk / "chữ.docx").write_bytes((desk / "kh.docx").read_bytes())
    page.locator("input[name=given]").first.set_input_files([desk / "kh.docx", desk / "hong.docx", desk / "chữ.docx"])
    assert "kh.docx, hong.docx, chữ.docx" in page.inner_text("main")
    page.locator("main button.primary").first.click()
    page.wait_for_selector(".done")
    assert page.locator("tbody tr").count() == 3
    assert barriers(page) == []
