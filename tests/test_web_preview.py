"""The pages of the next draft in the browser: drawn once, called off, drawn again; the fields beside them."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi.testclient import TestClient

from generator import pdf
from generator.web import Desk
from tests import tools
from tests.browser import barriers, opened, served
from tests.test_pull import clerk, typed
from tests.test_running import fake_office, gone
from tests.test_web_drafts import AT, book_of, draft_of, planned, tree
from tests.tools import soffice
from tests.web_desk import BOOK, client, desk_with_sample, words

FAKE: Final = "the fake LibreOffice is a script with a first line that names Python"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_with_sample(tmp_path / "Sổ của phòng")


@pytest.fixture
def browser(desk: Desk) -> Iterator[TestClient]:
    with client(desk) as opened:
        yield opened


def test_the_fields_are_shown_with_the_page_on_which_each_is_changed_and_nothing_is_written(desk: Desk, browser: TestClient) -> None:
    page = browser.get(f"{AT}/xem-truoc").text
    assert not desk.out.exists()
    assert {f"{AT}/sua/{sheet}" for sheet in ("criteria", "bases", "body", "facts")} <= set(tree(page).xpath("//a/@href"))
    (to_row,) = tree(page).xpath("//dt/a[. = 'Tiêu chí 1.7.2, giải pháp']/@href")
    assert "Văn phòng rà soát" in browser.get(to_row).text
    address = next(link for link in tree(page).xpath("//a/@href") if link.endswith("van-ban.docx"))
    data = browser.get(address).content
    planned(browser)
    assert data == draft_of(desk).read_bytes()


def test_pages_are_drawn_once_and_shown_as_pdf_and_as_pictures(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    soffice()
    at = tree(browser.get(f"{AT}/xem-truoc").text).xpath("//@data-pages")[0]
    answer = browser.get(f"{at}/trang.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    monkeypatch.setattr(pdf, "convert", lambda _path: pytest.fail("drawn twice"))
    pages = browser.get(f"{at}/so-trang").json()["pages"]
    assert pages > 2
    picture = browser.get(f"{at}/trang-{pages}.png")
    assert picture.content.startswith(b"\x89PNG")
    assert browser.get(f"{at}/trang-{pages + 1}.png").status_code == 404
    assert browser.get(f"{at}/trang-0.png").status_code == 404
    again = tree(browser.get(f"{AT}/xem-truoc").text).xpath("//@data-pages")[0]
    assert again == at


def test_a_change_in_the_workbook_gives_other_pages(desk: Desk, browser: TestClient) -> None:
    first = tree(browser.get(f"{AT}/xem-truoc").text).xpath("//@data-pages | //a[contains(., 'Word')]/@href")
    clerk(book_of(desk), typed("Tiêu chí", "1.7.2", "Giải pháp", "Theo văn phòng"))
    assert tree(browser.get(f"{AT}/xem-truoc").text).xpath("//@data-pages | //a[contains(., 'Word')]/@href") != first


def test_without_any_program_the_page_says_so_and_still_shows_the_fields(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    monkeypatch.setattr(pdf, "_word_is_there", lambda: False)
    page = browser.get(f"{AT}/xem-truoc").text
    assert "Máy chưa có LibreOffice" in words(page)
    assert not tree(page).xpath("//@data-pages")
    key = next(link for link in tree(page).xpath("//a/@href") if link.endswith("van-ban.docx")).split("/")[2]
    answer = browser.get(f"/xem-truoc/{key}/trang.pdf")
    assert answer.status_code == 422
    assert "PDF-01" in words(answer.text)
    told = browser.get(f"/xem-truoc/{key}/so-trang")
    assert told.status_code == 422
    assert "LibreOffice" in told.json()["words"]


def test_a_preview_of_a_report_is_offered_and_a_forgotten_drawing_says_so(browser: TestClient) -> None:
    page = browser.get(f"{AT}/xem-truoc?ky=Q1").text
    assert f"{BOOK}-bao-cao-Q1-du-thao-1.docx" in words(page)
    assert tree(page).xpath("//select[@name='ky']/option[@selected]/@value") == ["Q1"]
    assert browser.get("/xem-truoc/khong-co/trang.pdf").status_code == 404
    assert browser.get(f"{AT}/xem-truoc?ky=Q9").status_code == 422


@pytest.mark.skipif(sys.platform == "win32", reason=FAKE)
def test_pages_called_off_stop_the_program_for_all_who_wait_and_can_be_asked_for_again(
    browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign = tmp_path / "child"
    with monkeypatch.context() as patched:
        patched.setattr(pdf, "libreoffice", lambda: fake_office(tmp_path, sign))
        at = tree(browser.get(f"{AT}/xem-truoc").text).xpath("//@data-pages")[0]
        told: list[dict[str, Any]] = []
        waiting = [threading.Thread(target=lambda: told.append(browser.get(f"{at}/so-trang").json())) for _ in range(3)]
        for thread in waiting:
            thread.start()
        once_written(sign)
        assert browser.post(f"{at}/dung").status_code == 204
        for thread in waiting:
            thread.join(20)
    assert [("đã dừng" in answer["words"]) for answer in told] == [True] * 3
    assert gone(sign)
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    assert "đã dừng" not in browser.get(f"{at}/so-trang").json()["words"]
    assert browser.post("/xem-truoc/khong-co/dung").status_code == 404


def once_written(sign: Path) -> None:
    """Wait until the program's child runs."""
    for _ in range(600):
        if sign.exists() and sign.read_text(encoding="utf-8"):
            return
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason=FAKE)
def test_a_clerk_stops_the_drawing_of_pages_and_asks_again(tmp_path: Path) -> None:
    tools.chromium()
    sign = tmp_path / "child"
    folder = desk_with_sample(tmp_path / "Sổ").folder
    with (
        served(folder, environment={"PATH": str(fake_office(tmp_path, sign).parent)}) as server,
        opened(server.entrance, bypass_csp=True) as page,
    ):
        page.goto(f"{server.site}{AT}/xem-truoc")
        for _ in range(2):
            once_written(sign)
            assert not page.get_by_role("button", name="Dựng lại").is_visible()
            page.get_by_role("button", name="Dừng dựng trang").click()
            page.get_by_text("đã dừng theo yêu cầu").wait_for()
            assert not page.get_by_role("button", name="Dừng dựng trang").is_visible()
            assert gone(sign)
            assert barriers(page) == []
            sign.unlink()
            page.get_by_role("button", name="Dựng lại").click()
        page.get_by_role("button", name="Dừng dựng trang").wait_for()
