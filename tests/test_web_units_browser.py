"""The units' pages in a real browser over HTTPS: by keyboard alone, no barrier by axe, on a desk and on a phone, on paper."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page, expect

from generator.actions.unit_passwords import make_passwords
from generator.workbook import read_plan_book
from tests import tools
from tests.browser import DESKTOP, PHONE, Served, barriers, opened, served, wide
from tests.unit_browser import SERVER, UNITS, certificate
from tests.web_desk import BOOK, NOON, desk_with_sample

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives a machine many addresses of its own")

Q1 = "/don-vi/ky/Q1"
PASSWORDS: dict[str, str] = {}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ban")
    made = desk_with_sample(folder)
    PASSWORDS.update(make_passwords(made.out, BOOK, UNITS, Random(1), NOON))  # noqa: S311 - tests are to be repeatable
    return folder


@pytest.fixture(scope="module")
def server(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    tools.chromium()
    tools.axe()
    with served(desk, *certificate(tmp_path_factory.mktemp("chung-thu"))) as running:
        yield running


def site(server: Served) -> str:
    """Where units go."""
    return next(str(address) for address in server.told["units"] if f"//{SERVER}:" in address).removesuffix("/don-vi")


def sign_in(page: Page, unit: str) -> None:
    page.fill("input[name=ma]", unit)
    page.fill("input[name=mat_khau]", PASSWORDS[unit])
    page.press("input[name=mat_khau]", "Enter")
    page.wait_for_selector("main table")


def sound(page: Page) -> None:
    """No barrier, and nothing runs over the edge, on a desk and on a phone."""
    for size in (PHONE, DESKTOP):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        assert wide(page) == 0
        assert barriers(page) == []


def test_no_page_of_a_unit_has_a_barrier(server: Served) -> None:
    with opened(f"{site(server)}/don-vi/vao", ignore_https_errors=True, bypass_csp=True) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        sound(page)
        sign_in(page, "VP")
        sound(page)
        page.goto(f"{site(server)}{Q1}")
        sound(page)
        page.fill("[name='ct/1.1.2/expected']", "9")
        page.click("button[value=gui]")
        page.wait_for_selector("[role=alert]")
        page.click("[role=alert] a >> nth=0")
        sound(page)
        page.fill("[name='ct/1.1.2/expected']", "1")
        page.select_option("[name='ct/1.1.2/progress']", "Chưa thực hiện")
        page.click("button[value=gui]")
        page.wait_for_url("**/bien-nhan?*")
        sound(page)
        page.goto(f"{site(server)}/don-vi/ky/khong-co")
        sound(page)


def test_a_unit_signs_in_fills_in_and_sends_by_keyboard_alone_and_nothing_is_blocked(server: Served, desk: Path) -> None:
    said: list[str] = []
    with opened(f"{site(server)}/don-vi/vao", ignore_https_errors=True) as page:
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: dialog.accept())
        sign_in(page, "QLKH")
        page.focus(f"a[href='{Q1}']")
        page.keyboard.press("Enter")
        page.wait_for_selector("[name='ct/2.1.1/progress']")
        page.focus("[name='ct/2.1.1/progress']")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.type("Đã trình dự thảo quyết định")
        page.focus("button[value=gui]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/bien-nhan?*")
        page.emulate_media(media="print")
        assert page.locator("nav:visible, form:visible, button:visible, .button:visible").count() == 0
        assert "Đã trình dự thảo quyết định" in page.inner_text("main")
    results = read_plan_book(desk / f"{BOOK}.xlsx").results
    assert results.of("Q1", "2.1.1") is not None
    assert said == []


def test_what_is_typed_is_saved_by_itself_and_an_ended_session_is_told(server: Served) -> None:
    with opened(f"{site(server)}/don-vi/vao", ignore_https_errors=True) as page:
        sign_in(page, "TT")
        page.clock.install()
        page.goto(f"{site(server)}{Q1}")
        page.fill("[name='ct/1.4.1.2/done']", "Đã đăng tin")
        page.clock.run_for(21_000)
        expect(page.locator("[data-saved]")).to_contain_text("Đã tự lưu tạm lúc", timeout=30_000)
        page.fill("[name='ct/1.4.1.2/done']", "Đã đăng một tin")
        page.clock.run_for(21_000)
        expect(page.locator("form[data-changed]")).to_have_count(0, timeout=30_000)
        page.goto(f"{site(server)}{Q1}")
        assert page.input_value("[name='ct/1.4.1.2/done']") == "Đã đăng một tin"
        page.context.clear_cookies()
        page.fill("[name='ct/1.4.1.2/done']", "Đã đăng hai tin")
        page.clock.run_for(21_000)
        expect(page.locator("[data-saved]")).to_contain_text("Phiên đăng nhập đã hết", timeout=30_000)
        assert page.input_value("[name='ct/1.4.1.2/done']") == "Đã đăng hai tin"


def test_the_clerk_s_page_and_the_slips_have_no_barrier_and_a_slip_prints_alone(server: Served) -> None:
    with opened(server.entrance, ignore_https_errors=True, bypass_csp=True) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{server.site}/so/{BOOK}/don-vi")
        sound(page)
        page.click("button[value=TT]")
        page.wait_for_selector(".slip")
        sound(page)
        page.emulate_media(media="print")
        assert page.locator("nav:visible, form:visible, button:visible, .button:visible, h1:visible").count() == 0
        assert page.locator(".slip:visible").count() == 1
