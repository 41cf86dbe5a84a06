"""Editing in place in a real browser: rows open where they stand, unsaved words are not lost, nothing bars anybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from generator.workbook import read_plan_book, write_plan_book
from tests import tools
from tests.books import criterion, small_plan
from tests.browser import DESKTOP, PHONE, barriers, go, opened, served, wide
from tests.web_desk import BOOK, desk_with_sample

ROW = "#row-2 + tr.editing"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    desk = desk_with_sample(tmp_path / "so")
    (desk.folder / "nho.xlsx").write_bytes(write_plan_book(small_plan(criterion("1.1.2"), criterion("2.1.1"))))
    return desk.folder


@pytest.fixture
def site(folder: Path) -> Iterator[tuple[Page, str]]:
    """A browser that came in, and the address of the server."""
    with served(folder) as server, opened(server.entrance) as page:
        yield page, server.site


def causes(folder: Path) -> list[str]:
    return [row.cause.plain for row in read_plan_book(folder / "nho.xlsx").plan.criteria]


def test_two_rows_open_at_once_are_saved_one_after_the_other(site: tuple[Page, str], folder: Path) -> None:
    page, address = site
    page.goto(f"{address}/so/nho/sua/criteria")
    for row in (2, 3):
        page.click(f"#row-{row} a.edit")
        page.fill(f"#c-{row}-cause", f"Lời dòng {row}")
    for row in (2, 3):
        page.click(f"#row-{row} + tr.editing button.primary")
        expect(page.locator(f"#row-{row} + tr.editing")).to_have_count(0)
        expect(page.locator("[data-said]")).to_have_text("Đã lưu.")
    assert causes(folder) == ["Lời dòng 2", "Lời dòng 3"]


def test_words_that_are_refused_stay_in_the_open_row(site: tuple[Page, str], folder: Path) -> None:
    page, address = site
    page.goto(f"{address}/so/nho/sua/criteria")
    page.click("#row-2 a.edit")
    page.fill("#c-2-score", "chín")
    page.click(f"{ROW} button.primary")
    expect(page.locator(f"{ROW} [role=alert]")).to_contain_text("Chưa lưu được")
    expect(page.locator("#c-2-score")).to_have_value("chín")
    expect(page.locator("#c-2-score-p1")).to_contain_text("không phải là số điểm")
    assert barriers(page) == []
    page.fill("#c-2-score", "1,5")
    page.click(f"{ROW} button.primary")
    expect(page.locator("#row-2")).to_contain_text("1,5")
    assert str(read_plan_book(folder / "nho.xlsx").plan.criteria[0].score) == "1.5"


def test_an_edit_from_another_tab_is_shown_beside_the_words_typed(site: tuple[Page, str], folder: Path) -> None:
    page, address = site
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{address}/so/nho/sua/criteria")
        tab.click("#row-2 a.edit")
    page.fill("#c-2-cause", "Người thứ nhất")
    page.click(f"{ROW} button.primary")
    expect(page.locator("[data-said]")).to_have_text("Đã lưu.")
    other.fill("#c-2-cause", "Người thứ hai")
    other.click(f"{ROW} button.primary")
    expect(other.locator(f"{ROW} [role=alert]")).to_contain_text("Tệp đã bị sửa")
    expect(other.locator(f"{ROW} .now")).to_contain_text("Người thứ nhất")
    expect(other.locator("#c-2-cause")).to_have_value("Người thứ hai")
    assert causes(folder)[0] == "Người thứ nhất"
    other.click(f"{ROW} button.primary")
    expect(other.locator("[data-said]")).to_have_text("Đã lưu.")
    assert causes(folder)[0] == "Người thứ hai"


def test_leaving_with_unsaved_words_asks_first(site: tuple[Page, str]) -> None:
    page, address = site
    page.goto(f"{address}/so/nho/sua/criteria")
    page.click("#row-2 a.edit")
    page.fill("#c-2-cause", "Chưa lưu")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.goto(f"{address}/so/nho")
    assert asked == ["beforeunload"]


def test_a_row_is_edited_with_the_keyboard_alone(site: tuple[Page, str], folder: Path) -> None:
    page, address = site
    page.goto(f"{address}/so/nho/sua/criteria")
    page.focus("#row-2 a.edit")
    page.keyboard.press("Enter")
    expect(page.locator("#c-2-field")).to_be_focused()
    page.focus("#c-2-cause")
    page.keyboard.type("Bàn phím")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-said]")).to_have_text("Đã lưu.")
    expect(page.locator("#row-2 a.edit")).to_be_focused()
    assert causes(folder)[0] == "Bàn phím"
    page.keyboard.press("Enter")
    expect(page.locator("#c-2-field")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("tr.editing")).to_have_count(0)
    for _ in range(2):
        page.click("[data-add]")
        expect(page.locator("#c-moi-code")).to_have_count(1)


def test_a_finding_leads_to_its_cell_with_the_keyboard_in_it(site: tuple[Page, str]) -> None:
    page, address = site
    page.goto(f"{address}/so/nho/sua/criteria?cot=remedy#row-3")
    expect(page.locator("#c-3-remedy")).to_be_focused()


def test_a_row_is_added_moved_and_deleted_on_the_page(site: tuple[Page, str], folder: Path) -> None:
    page, address = site
    page.goto(f"{address}/so/nho/sua/recipients")
    page.click("[data-add]")
    page.fill("#c-moi-name", "Phòng Kế hoạch")
    page.select_option("#c-moi-kind", "Thực hiện")
    page.click("tr.editing button.primary")
    expect(page.locator("#row-3")).to_contain_text("Phòng Kế hoạch")
    page.click("#row-3 a.edit")
    page.click("#row-3 + tr.editing button:has-text('Lên một dòng')")
    expect(page.locator("#row-2")).to_contain_text("Phòng Kế hoạch")
    page.click("#row-3 a.edit")
    page.click("#row-3 + tr.editing summary:has-text('Xoá dòng này')")
    page.click("#row-3 + tr.editing button:has-text('Xoá hẳn')")
    expect(page.locator("#row-3")).to_have_count(0)
    assert [row.name for row in read_plan_book(folder / "nho.xlsx").plan.recipients] == ["Phòng Kế hoạch"]


def test_without_a_script_a_row_is_edited_on_a_page_of_its_own(folder: Path) -> None:
    with served(folder) as server, opened(server.entrance, java_script_enabled=False) as page:
        page.goto(f"{server.site}/so/nho/sua/criteria")
        page.click("#row-2 a.edit")
        page.fill("#c-2-cause", "Không cần JavaScript")
        page.click("button.primary")
        expect(page.locator("#row-2")).to_be_visible()
    assert causes(folder)[0] == "Không cần JavaScript"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_bars_anybody_from_the_pages_of_a_plan(folder: Path, size: dict[str, int]) -> None:
    with served(folder) as server, opened(server.entrance, size) as page:
        for end in (f"so/{BOOK}", f"so/{BOOK}/sua/criteria", f"so/{BOOK}/sua/facts", "so/nho/sua/criteria/2", "so/nho/sua/units/moi"):
            page.goto(f"{server.site}/{end}", wait_until="networkidle")
            assert barriers(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{end} is too wide"
        page.goto(f"{server.site}/so/nho/sua/criteria")
        page.click("#row-2 a.edit")
        expect(page.locator("#c-2-cause")).to_be_visible()
        assert barriers(page) == []


def test_a_long_name_without_a_space_runs_over_no_edge(tmp_path: Path) -> None:
    tools.chromium()
    folder = desk_with_sample(tmp_path / "Sổ").folder
    name = "Ke_hoach_khac_phuc_han_che_CCHC_nam_2025_So_KHCN_tinh_Ha_Giang"
    (folder / f"{BOOK}.xlsx").rename(folder / f"{name}.xlsx")
    with served(folder) as server, opened(server.entrance, PHONE) as page:
        for end in ("", "/sua/criteria", "/xem-truoc", "/du-thao", "/ban-sua", "/phat-hanh", "/ky/Q1", "/don-vi"):
            go(page, f"/so/{name}{end}")
            assert wide(page) == 0, end
        go(page, "/")
        assert wide(page) == 0
        go(page, f"/so/{name}/du-thao")
        page.get_by_role("button", name="Tạo dự thảo").click()
        page.get_by_text(f"{name}-du-thao-1.docx").first.wait_for()
        page.wait_for_load_state()
        assert wide(page) == 0
