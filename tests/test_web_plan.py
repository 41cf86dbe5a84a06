"""The page of a plan: figures, findings that lead to their cells, safe changes; a workbook that does not read yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from lxml import html

from generator import vietnamese
from generator.actions.checking_plans import check_plan
from generator.actions.plan_glance import FieldPoints
from generator.web import Desk
from generator.web.pages.plan import bars
from generator.workbook import blank_cells, read_plan_book, write_cells, write_plan_book
from tests.books import small_plan
from tests.web_desk import BOOK, client, desk_with_sample, finished, words

BASE = f"/so/{quote(BOOK)}"
FINDINGS = f"{BASE}/dieu-can-xem"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_with_sample(tmp_path / "so")


@pytest.fixture
def browser(desk: Desk) -> Iterator[TestClient]:
    with client(desk) as made:
        yield made


def test_a_plan_shows_its_points_lost_covered_and_not(browser: TestClient, desk: Desk) -> None:
    shown = words(browser.get(BASE).text)
    page = check_plan(desk.book(BOOK)).page
    for label, points in (("Điểm bị trừ", page.lost), ("Đã có trong kế hoạch", page.covered), ("Chưa có dòng nào", page.uncovered)):
        assert f"{label}{vietnamese.points(points)}" in shown
    assert "Nháp" in shown


def test_the_chart_says_the_same_as_the_table_beside_it(browser: TestClient) -> None:
    page = html.document_fromstring(browser.get(BASE).text)
    chart = page.xpath("//svg[@role='img']")[0]
    assert chart.xpath("./title") and chart.xpath("./desc")  # noqa: PT018 - both or it says nothing
    rows = page.xpath("//table//tbody/tr[starts-with(th, '1') or starts-with(th, '2') or starts-with(th, '3')]")
    assert rows
    texts = [text.text for text in chart.xpath("./text")]
    for row in rows:
        cells = [Decimal(cell.text.replace(",", ".")) for cell in row.xpath("./td")]
        assert vietnamese.points(cells[1] + cells[2]) in texts


def test_every_finding_leads_to_a_row_that_can_be_edited(browser: TestClient) -> None:
    page = html.document_fromstring(browser.get(FINDINGS).text)
    links = [link for link in page.xpath("//li[contains(@class, 'finding')]//a/@href") if "#row-" in link]
    assert links
    shown: dict[str, str] = {}
    for link in links:
        address, _, anchor = link.partition("#")
        if address not in shown:
            shown[address] = browser.get(address).text
        assert f'id="{anchor}"' in shown[address]
        assert browser.get(f"{address.partition('?')[0]}/{anchor.removeprefix('row-')}").status_code == 200


def test_the_findings_are_taken_into_the_page_when_they_are_there(browser: TestClient) -> None:
    page = html.document_fromstring(browser.get(BASE).text)
    assert page.xpath("//section/@data-part") == [FINDINGS]
    assert FINDINGS in page.xpath("//section[@data-part]//a/@href")
    assert html.document_fromstring(browser.get(FINDINGS).text).xpath("//*[@data-part-body]")


def test_the_pages_of_the_plan_are_linked(browser: TestClient, desk: Desk) -> None:
    links = set(html.document_fromstring(browser.get(BASE).text).xpath("//main//a/@href"))
    wanted = {f"{BASE}/{end}" for end in ("du-thao", "xem-truoc", "ban-sua", "phat-hanh", "sua/criteria")}
    assert wanted <= links
    assert desk.link(desk.book(BOOK)) in links
    assert any(re.search(r"/ky/\w+$", link) for link in links)


@pytest.mark.parametrize("ending", [".xlsx", ".XLSX", ".Xlsx"])
def test_the_workbook_can_be_taken_along_however_its_ending_is_written(ending: str, browser: TestClient, desk: Desk) -> None:
    path = (desk.folder / f"{BOOK}.xlsx").rename(desk.folder / f"so #1{ending}")
    (link,) = html.document_fromstring(browser.get("/so/so%20%231").text).xpath("//a[contains(., 'Tải sổ Excel')]/@href")
    for address in (link, link.replace("/so-excel/", "/api/workbooks/")):
        assert browser.get(address).content == path.read_bytes()


def test_safe_changes_are_made_on_request_and_the_file_before_is_kept(browser: TestClient, desk: Desk) -> None:
    page = html.document_fromstring(browser.get(FINDINGS).text)
    form: Any = next(form for form in page.forms if str(form.action).endswith("sua-chac-chan"))
    before = desk.book(BOOK).read_bytes()
    answer = browser.post(form.action, data=dict(form.form_values()))
    shown = words(finished(browser, answer.url.path))
    assert "Đã sửa" in shown
    assert desk.book(BOOK).read_bytes() != before
    kept = [path for path in desk.folder.iterdir() if "truoc khi sua" in path.name]
    assert [path.read_bytes() for path in kept] == [before]


def test_safe_changes_asked_for_from_an_old_page_are_refused(browser: TestClient, desk: Desk) -> None:
    before = desk.book(BOOK).read_bytes()
    answer = browser.post(f"{BASE}/sua-chac-chan", data={"seen": "0" * 64})
    assert "Sổ đã bị sửa" in words(finished(browser, answer.url.path))
    assert desk.book(BOOK).read_bytes() == before


def test_a_workbook_that_does_not_read_shows_each_hole_with_its_cell(browser: TestClient, desk: Desk) -> None:
    (desk.folder / "Sổ mới.xlsx").write_bytes(write_cells(blank_cells(2024)))
    answer = browser.get(f"/so/{quote('Sổ mới')}")
    assert answer.status_code == 200
    assert "Chưa đọc được thành kế hoạch" in words(answer.text)
    links = html.document_fromstring(answer.text).xpath("//li[contains(@class, 'finding')]//a/@href")
    assert f"/so/{quote('Sổ mới')}/sua/facts?cot=score#row-" in " ".join(links)


def test_a_file_that_is_no_workbook_is_told_so(browser: TestClient, desk: Desk) -> None:
    (desk.folder / "hong.xlsx").write_bytes(b"PK\x03\x04 hong")
    answer = browser.get("/so/hong")
    assert answer.status_code == 422
    assert "hỏng" in words(answer.text)


def test_a_workbook_that_is_not_there_is_not_found(browser: TestClient) -> None:
    assert browser.get("/so/khong-co").status_code == 404


def test_a_read_only_desk_offers_nothing_that_writes(tmp_path: Path) -> None:
    with client(desk_with_sample(tmp_path / "so", read_only=True)) as browser:
        page = html.document_fromstring(browser.get(BASE).text)
        assert page.xpath("//main//form") == []
        assert browser.post(f"{BASE}/sua-chac-chan", data={"seen": ""}).status_code == 403


def test_an_issued_plan_says_its_number(browser: TestClient, desk: Desk) -> None:
    plan = small_plan()
    facts = plan.facts.model_copy(update={"number": "05", "issue_date": read_plan_book(desk.book(BOOK)).plan.facts.expected_date})
    (desk.folder / "da-ban-hanh.xlsx").write_bytes(write_plan_book(plan.model_copy(update={"facts": facts})))
    assert "Đã ban hành số 05/KH-SKHCN" in words(browser.get("/so/da-ban-hanh").text)


def test_the_bars_of_the_chart_are_as_long_as_the_points() -> None:
    fields = (FieldPoints("1", "Một", 1, Decimal(2), Decimal(1)), FieldPoints("2", "Hai", 0, Decimal(0), Decimal("0.001")))
    one, two = bars(fields)
    assert (one.covered, one.uncovered) == (200, 100)
    assert (two.covered, two.uncovered) == (0, 2)
    assert bars(()) == []
