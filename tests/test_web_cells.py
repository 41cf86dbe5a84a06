"""The sheets of a workbook edited on the page: one row at a time, nothing lost between two tabs, words kept when they are refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from lxml import html

from generator.richtext import Run, Text
from generator.web import Desk
from generator.workbook import blank_cells, read_plan_book, write_cells, write_plan_book
from tests.books import criterion, small_plan
from tests.web_desk import BOOK, client, desk_with_sample, words

BASE = f"/so/{quote(BOOK)}/sua"
SMALL = "/so/nho/sua"
PART = {"x-part": "1"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with the sample and a small workbook `nho` whose criteria stand in rows 2 and 3."""
    made = desk_with_sample(tmp_path / "so")
    remedy = Text.joined([Run("Rà soát "), Run("hằng tháng", bold=True)])
    (made.folder / "nho.xlsx").write_bytes(write_plan_book(small_plan(criterion("1.1.2", remedy=remedy), criterion("2.1.1"))))
    return made


@pytest.fixture
def browser(desk: Desk) -> Iterator[TestClient]:
    with client(desk) as made:
        yield made


def fields(page: str) -> tuple[str, dict[str, str]]:
    """The address and the values of the form of a row."""
    form: Any = html.document_fromstring(page).xpath("//form[contains(@class, 'edit-row')]")[0]
    return str(form.action), {name: value.replace("\r\n", "\n") for name, value in form.form_values()}


def plan(desk: Desk, name: str = "nho") -> Any:  # noqa: ANN401 - the plan, by its lists
    return read_plan_book(desk.book(name)).plan


def test_each_sheet_of_the_sample_opens_with_all_its_rows(browser: TestClient, desk: Desk) -> None:
    page = html.document_fromstring(browser.get(f"{BASE}/criteria").text)
    sheets = page.xpath("//nav[contains(@class, 'sheets')]//a/@href")
    assert len(sheets) > 10
    lists = read_plan_book(desk.book(BOOK)).lists
    for address in sheets:
        answer = browser.get(address)
        assert answer.status_code == 200
        key = address.rpartition("/")[2]
        shown = html.document_fromstring(answer.text).xpath("//tr[starts-with(@id, 'row-')]/@id")
        if key in lists:
            assert shown == [f"row-{row}" for row in lists[key].rows]


def test_the_table_has_no_inputs_of_its_rows(browser: TestClient) -> None:
    page = html.document_fromstring(browser.get(f"{BASE}/criteria").text)
    assert page.xpath("//table//input | //table//textarea | //table//select") == []


def test_every_control_of_a_form_has_a_label(browser: TestClient) -> None:
    for address in (f"{SMALL}/criteria/2", f"{SMALL}/facts/2", f"{SMALL}/units/moi", f"{SMALL}/periods/2"):
        page = html.document_fromstring(browser.get(address).text)
        controls = page.xpath("//form[contains(@class, 'edit-row')]//*[self::input[not(@type='hidden')] or self::select or self::textarea]")
        assert controls
        for control in controls:
            assert page.xpath(f"//label[@for='{control.get('id')}']")
            for note in control.get("aria-describedby").split():
                assert page.xpath(f"//*[@id='{note}']")


def test_what_is_typed_into_a_row_is_in_the_workbook(browser: TestClient, desk: Desk) -> None:
    action, form = fields(browser.get(f"{SMALL}/criteria/2").text)
    answer = browser.post(action, data={**form, "c.cause": "Chậm\r\nmột tuần", "c.score": "1,5"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{SMALL}/criteria#row-2")
    row = plan(desk).criteria[0]
    assert (row.cause.plain, str(row.score)) == ("Chậm\nmột tuần", "1.5")
    assert [run.text for run in row.remedy.runs if run.bold] == ["hằng tháng"]


def test_saving_a_form_unchanged_changes_no_byte(browser: TestClient, desk: Desk) -> None:
    before = desk.book("nho").read_bytes()
    for address in (f"{SMALL}/criteria/2", f"{SMALL}/facts/4", f"{SMALL}/units/2", f"{SMALL}/bases/2", f"{SMALL}/periods/2"):
        action, form = fields(browser.get(address).text)
        assert browser.post(action, data=form, follow_redirects=False).status_code == 303
    assert desk.book("nho").read_bytes() == before


def test_a_script_gets_the_row_with_its_findings_and_the_new_hash(browser: TestClient) -> None:
    action, form = fields(browser.get(f"{SMALL}/criteria/2", headers=PART).text)
    answer = browser.post(action, data={**form, "c.cause": "Do chưa chỉ đạo kịp thời"}, headers=PART)
    assert answer.status_code == 200
    assert answer.text.strip().startswith("<tr")
    again, _ = fields(browser.get(f"{SMALL}/criteria/2").text)
    assert again == action
    assert answer.headers["x-seen"] == fields(browser.get(f"{SMALL}/criteria/2").text)[1]["seen"]
    told = html.fromstring(browser.get(f"{SMALL}/criteria/dieu-can-xem").json()["2"])
    assert told.xpath(".//li")
    assert told.text_content().strip() in html.fromstring(f"<table>{answer.text}</table>").text_content()


def test_words_that_are_refused_are_shown_again_with_the_reason_at_their_cell(browser: TestClient, desk: Desk) -> None:
    before = desk.book("nho").read_bytes()
    action, form = fields(browser.get(f"{SMALL}/criteria/2").text)
    answer = browser.post(action, data={**form, "c.score": "chín", "c.remedy": "Lời {{x}}", "c.cause": "<script>alert(1)</script>"})
    assert answer.status_code == 422
    _, shown = fields(answer.text)
    assert (shown["c.score"], shown["c.remedy"].strip(), shown["c.cause"].strip()) == ("chín", "Lời {{x}}", "<script>alert(1)</script>")
    page = html.document_fromstring(answer.text)
    assert page.xpath("//*[@id='c-2-score' and @aria-invalid='true']")
    assert "không phải là số điểm" in words(html.tostring(page.get_element_by_id("c-2-score-p1"), encoding="unicode"))
    assert page.xpath("//main//script") == []
    assert desk.book("nho").read_bytes() == before


def test_of_two_tabs_the_second_is_shown_what_it_typed_and_what_is_there_now(browser: TestClient, desk: Desk) -> None:
    one, two = (fields(browser.get(f"{SMALL}/criteria/2").text) for _ in range(2))
    assert browser.post(one[0], data={**one[1], "c.cause": "Lời người thứ nhất"}, follow_redirects=False).status_code == 303
    answer = browser.post(two[0], data={**two[1], "c.cause": "Lời người thứ hai"})
    assert answer.status_code == 409
    assert "Tệp đã bị sửa" in words(answer.text)
    assert "Trong tệp bây giờ Lời người thứ nhất" in words(answer.text)
    action, form = fields(answer.text)
    assert form["c.cause"].strip() == "Lời người thứ hai"
    assert plan(desk).criteria[0].cause.plain == "Lời người thứ nhất"
    assert browser.post(action, data=form, follow_redirects=False).status_code == 303
    assert plan(desk).criteria[0].cause.plain == "Lời người thứ hai"


def test_a_stale_edit_follows_its_row_to_where_it_stands_now(browser: TestClient, desk: Desk) -> None:
    action, form = fields(browser.get(f"{SMALL}/criteria/2").text)
    moving = {"seen": form["seen"], "id": form["id"]}
    assert browser.post(f"{SMALL}/criteria/2/xuong", data=moving, follow_redirects=False).headers["location"].endswith("#row-3")
    answer = browser.post(action, data={**form, "c.cause": "Chữ mới"})
    assert answer.status_code == 409
    again, shown = fields(answer.text)
    assert again == f"{SMALL}/criteria/3"
    browser.post(again, data=shown)
    assert {row.code: row.cause.plain for row in plan(desk).criteria} == {"2.1.1": "", "1.1.2": "Chữ mới"}


def test_words_for_a_row_that_is_gone_are_shown_to_be_copied(browser: TestClient) -> None:
    action, form = fields(browser.get(f"{SMALL}/criteria/2").text)
    browser.post(f"{SMALL}/criteria/2/xoa", data={"seen": form["seen"], "id": form["id"]})
    answer = browser.post(action, data={**form, "c.cause": "Chữ quý giá"})
    assert answer.status_code == 409
    assert "Dòng này không còn trong sổ" in words(answer.text)
    assert "Chữ quý giá" in words(answer.text)


def test_a_new_row_is_added_and_an_incomplete_one_refused_with_its_words(browser: TestClient, desk: Desk) -> None:
    action, form = fields(browser.get(f"{SMALL}/recipients/moi").text)
    answer = browser.post(action, data={**form, "c.name": "Phòng Kế hoạch"})
    assert answer.status_code == 422
    again, shown = fields(answer.text)
    assert shown["c.name"].strip() == "Phòng Kế hoạch"
    assert browser.post(again, data={**shown, "c.kind": "Thực hiện"}, follow_redirects=False).status_code == 303
    assert [row.name for row in plan(desk).recipients] == ["Sở Nội vụ", "Phòng Kế hoạch"]


def test_a_row_that_others_need_is_not_deleted_and_the_reason_is_told(browser: TestClient, desk: Desk) -> None:
    _, form = fields(browser.get(f"{SMALL}/units/2").text)
    answer = browser.post(f"{SMALL}/units/2/xoa", data={"seen": form["seen"], "id": form["id"]})
    assert answer.status_code == 422
    assert "Không có đơn vị" in words(answer.text)
    assert len(plan(desk).units) == 2


def test_a_new_workbook_is_filled_in_on_the_page_until_it_reads(browser: TestClient, desk: Desk) -> None:
    (desk.folder / "moi.xlsx").write_bytes(write_cells(blank_cells(2024)))
    rows = (
        ("agencies", {"code": "SO", "name": "Sở Khoa học", "abbreviation": "SKHCN", "place": "Hà Giang"}),
        ("units", {"code": "VP", "name": "Văn phòng Sở", "kind": "Văn phòng"}),
    )
    for sheet, said in rows:
        action, form = fields(browser.get(f"/so/moi/sua/{sheet}/moi").text)
        assert browser.post(action, data=form | {f"c.{key}": word for key, word in said.items()}, follow_redirects=False).status_code == 303
    page = html.document_fromstring(browser.get("/so/moi/sua/facts").text)
    facts = {"title": "Khắc phục", "agency": "SO", "score": "85,06", "assessed_year": "2024", "action_year": "2025"}
    for link in page.xpath("//a[contains(@class, 'edit')]/@href"):
        action, form = fields(browser.get(link).text)
        key = next(name for name in form if name.startswith("c."))
        if key.removeprefix("c.") in facts:
            assert browser.post(action, data={**form, key: facts[key.removeprefix("c.")]}, follow_redirects=False).status_code == 303
    assert plan(desk, "moi").facts.title.plain == "Khắc phục"
    assert "Nháp" in words(browser.get("/so/moi").text)


@pytest.mark.parametrize("end", ["khong-co", "criteria/99", "criteria/abc", "criteria/9999999999", "facts/moi", "criteria/-1"])
def test_a_sheet_or_a_row_that_is_not_there_is_not_found(browser: TestClient, end: str) -> None:
    assert browser.get(f"{SMALL}/{end}").status_code == 404


@pytest.mark.parametrize("name", ["c.khong-co", "c.id", "c."])
def test_a_column_that_is_not_there_is_not_found(browser: TestClient, desk: Desk, name: str) -> None:
    before = desk.book("nho").read_bytes()
    _, form = fields(browser.get(f"{SMALL}/criteria/2").text)
    assert browser.post(f"{SMALL}/criteria/2", data={**form, name: "chữ"}).status_code == 404
    assert desk.book("nho").read_bytes() == before


def test_a_workbook_open_in_excel_is_shown_and_keeps_the_words_typed(browser: TestClient, desk: Desk) -> None:
    action, form = fields(browser.get(f"{SMALL}/criteria/2").text)
    (desk.folder / "~$nho.xlsx").write_bytes(b"")
    assert "đang mở trong một chương trình khác" in words(browser.get(f"{SMALL}/criteria").text)
    answer = browser.post(action, data={**form, "c.cause": "Chữ vừa gõ"})
    assert answer.status_code == 422
    assert fields(answer.text)[1]["c.cause"].strip() == "Chữ vừa gõ"


def test_a_read_only_desk_shows_sheets_without_ways_to_change_them(tmp_path: Path) -> None:
    with client(desk_with_sample(tmp_path / "so", read_only=True)) as browser:
        page = html.document_fromstring(browser.get(f"{BASE}/criteria").text)
        assert page.xpath("//main//form | //main//a[contains(@class, 'edit')]") == []
        assert browser.post(f"{BASE}/criteria/2", data={}).status_code == 403


def test_words_of_a_workbook_are_words_on_the_page(browser: TestClient) -> None:
    action, form = fields(browser.get(f"{SMALL}/criteria/2").text)
    browser.post(action, data={**form, "c.cause": '<img src=x onerror="1">', "c.name": "=1+1 <b>"})
    page = html.document_fromstring(browser.get(f"{SMALL}/criteria").text)
    assert page.xpath("//main//img | //main//table//b") == []
    assert "=1+1 <b>" in page.text_content()


def test_nothing_on_the_pages_is_inline_script_or_style(browser: TestClient) -> None:
    for address in (f"{SMALL}/criteria", f"{SMALL}/criteria/2", f"{SMALL}/facts", "/so/nho"):
        page = html.document_fromstring(browser.get(address).text)
        assert page.xpath("//*[@style] | //style | //script[not(@src)] | //@onclick") == []
