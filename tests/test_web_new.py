"""The first page and a new workbook: what lies in the folder, what was dropped, questions answered page by page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi.testclient import TestClient
from lxml import html

from generator import files
from generator.actions.samples import SAMPLE, SCORES
from generator.actions.shelf import SAMPLE_NAME
from generator.errors import Place
from generator.web import Desk
from generator.web.places import edit_address
from generator.workbook import read_plan_book, write_plan_book
from tests.books import edited
from tests.score_layouts import saved
from tests.source_plan import source_plan
from tests.test_imported_plans import draft
from tests.test_score_sheets import columns_of, two_departments
from tests.web_desk import BOOK, NOON, client, desk_with_sample, finished, words

SHEET: Final = files.shipped("data", SCORES)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[TestClient]:
    with client(desk_with_sample(tmp_path)) as browser:
        yield browser


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    folder = tmp_path / "Sổ của Lan"
    folder.mkdir()
    with client(Desk(folder, folder / "out", lambda: NOON)) as browser:
        yield browser


def folder_of(tmp_path: Path) -> Path:
    return tmp_path / "Sổ của Lan"


def given(name: str, data: bytes, field: str = "given") -> tuple[str, tuple[str, bytes]]:
    return field, (name, data)


def form(page: str) -> dict[str, Any]:
    """What the form of a page would send as it stands: every field with its value, chosen options, no radio."""
    fields: dict[str, Any] = {}
    for field in html.document_fromstring(page).xpath("//main//form[@action='/moi']//*[@name]"):
        if field.tag == "select":
            chosen = field.xpath(".//option[@selected]")
            fields[field.get("name")] = chosen[0].get("value") if chosen else ""
        elif field.get("type") not in {"radio", "file"}:
            value = field.get("value") or ""
            known = fields.get(field.get("name"))
            fields[field.get("name")] = value if known is None else [*(known if isinstance(known, list) else [known]), value]
    return fields


def sent(browser: TestClient, fields: dict[str, Any], uploads: Any = None) -> str:  # noqa: ANN401 - as httpx takes it
    answer = browser.post("/moi", data=fields, files=uploads)
    return finished(browser, answer.url.path) if answer.url.path.startswith("/viec/") else answer.text


def options(page: str) -> list[tuple[str, str]]:
    """The radio choices of a question: what each sends, what it says."""
    labels = html.document_fromstring(page).xpath("//fieldset//label[input[@type='radio']]")
    return [(label.xpath("input/@value")[0], " ".join(label.text_content().split())) for label in labels]


# The first page


def test_names_are_there_at_once_and_each_card_is_fetched(browser: TestClient) -> None:
    page = html.document_fromstring(browser.get("/").text)
    assert page.xpath("//main//h2/a/@href") == [f"/so/{BOOK}"]
    address = page.xpath("//@data-card")[0]
    card = browser.get(str(address)).text
    assert "Nháp" in words(card)
    assert "Quá hạn" in words(card)
    assert "tiêu chí" in words(card)
    assert len(html.document_fromstring(card).xpath("//*[@data-card-body]")) == 1


def test_a_card_is_read_again_once_its_file_changed(browser: TestClient, tmp_path: Path) -> None:
    def issue(book: Any) -> None:  # noqa: ANN401 - a workbook of openpyxl
        for row in book["Kế hoạch"].iter_rows():
            if row[0].value == "Số văn bản":
                row[1].value = "05"
            if row[0].value == "Ngày ban hành":
                row[1].value = "20/01/2025"

    assert "Nháp" in words(browser.get(f"/the/{BOOK}").text)
    path = tmp_path / SAMPLE
    path.write_bytes(edited(path.read_bytes(), issue))
    assert "Đã ban hành số 05/" in words(browser.get(f"/the/{BOOK}").text)


def test_a_workbook_that_does_not_read_says_why_in_its_card(browser: TestClient, tmp_path: Path) -> None:
    def spoil(book: Any) -> None:  # noqa: ANN401 - the same
        del book["Tiêu chí"]

    (tmp_path / "Sổ hỏng.xlsx").write_bytes(edited(write_plan_book(source_plan()), spoil))
    (tmp_path / "rác.xlsx").write_bytes(b"x")
    page = browser.get("/").text
    assert "/the/S%E1%BB%95%20h%E1%BB%8Fng" in page
    assert "GOI-04" in page
    card = browser.get("/the/Sổ hỏng").text
    assert "Chưa đọc được" in words(card)
    assert "BANG-02" in card


def test_a_card_that_is_not_there_is_not_found(browser: TestClient) -> None:
    assert browser.get("/the/khong-co").status_code == 404


def test_an_empty_folder_offers_the_sample_marked_as_made_up(empty: TestClient, tmp_path: Path) -> None:
    page = words(empty.get("/").text)
    assert "Chưa có sổ kế hoạch nào" in page
    assert "số liệu minh hoạ, không phải số liệu thật" in page
    answer = empty.post("/thu", follow_redirects=False)
    assert answer.headers["location"] == f"/so/{Path(SAMPLE_NAME).stem}"
    assert read_plan_book(folder_of(tmp_path) / SAMPLE_NAME).plan.criteria
    assert "Thử với số liệu mẫu" not in empty.get("/").text


def test_a_workbook_that_is_dropped_is_copied_in_and_opened(empty: TestClient, tmp_path: Path) -> None:
    data = files.shipped("data", SAMPLE).read_bytes()
    answer = empty.post("/", files=[given("C:\\Lan\\Kế hoạch.xlsx", data)], follow_redirects=False)
    assert answer.headers["location"] == "/so/K%E1%BA%BF%20ho%E1%BA%A1ch"
    assert (folder_of(tmp_path) / "Kế hoạch.xlsx").read_bytes() == data


def test_a_workbook_is_never_copied_over_another(browser: TestClient, tmp_path: Path) -> None:
    before = (tmp_path / SAMPLE).read_bytes()
    answer = browser.post("/", files=[given(SAMPLE, write_plan_book(source_plan()))])
    assert answer.status_code == 422
    assert "TEP-15" in answer.text
    assert (tmp_path / SAMPLE).read_bytes() == before


def test_a_score_sheet_or_a_paper_that_is_dropped_leads_to_a_new_workbook_begun_from_it(empty: TestClient) -> None:
    page = empty.post("/", files=[given("bảng điểm.xlsx", SHEET.read_bytes()), given("kh.docx", draft(source_plan()))]).text
    chosen = form(page)
    assert chosen["scores"].startswith("gui:")
    assert chosen["earlier"].startswith("gui:")
    assert "bảng điểm.xlsx (bảng tính, vừa gửi)" in words(page)


def test_a_workbook_that_nobody_would_see_is_not_copied_in(empty: TestClient, tmp_path: Path) -> None:
    for name in ("~$a.xlsx", "so-van-ban-di-2025.xlsx"):
        answer = empty.post("/", files=[given(name, write_plan_book(source_plan()))])
        assert (answer.status_code, "KE-04" in answer.text) == (422, True)
    assert list(folder_of(tmp_path).iterdir()) == []


@pytest.mark.parametrize(
    ("name", "code"), [("anh.png", "KE-01"), ("rong.xlsx", "GOI-04"), ("bieu.xlsx", "KE-03")], ids=["a picture", "an empty file", "a form"]
)
def test_what_nothing_can_be_begun_from_is_refused(name: str, code: str, empty: TestClient, tmp_path: Path) -> None:
    data = files.shipped("data", "bieu-minh-hoa", "Q1", "minh-hoa-Q1-VP.xlsx").read_bytes() if name == "bieu.xlsx" else b""
    answer = empty.post("/", files=[given(name, data)])
    assert answer.status_code == 422
    assert code in answer.text
    assert list(folder_of(tmp_path).iterdir()) == []


# A new workbook


def test_a_blank_workbook_needs_a_name_alone(empty: TestClient, tmp_path: Path) -> None:
    fields = form(empty.get("/moi").text)
    assert fields["name"] == "ke-hoach-cchc-2024"
    page = sent(empty, fields | {"name": "Kế hoạch 2025"})
    assert "Đã có sổ Kế hoạch 2025" in words(page)
    assert (folder_of(tmp_path) / "Kế hoạch 2025.xlsx").exists()
    assert "/so/K%E1%BA%BF%20ho%E1%BA%A1ch%202025" in page


def test_the_suggested_name_is_one_that_is_free(browser: TestClient) -> None:
    assert form(browser.get("/moi").text)["name"] == "ke-hoach-cchc-2025"


def test_a_score_sheet_of_the_folder_is_read_and_told(empty: TestClient, tmp_path: Path) -> None:
    shutil.copy(SHEET, folder_of(tmp_path) / "bảng điểm.xlsx")
    before = (folder_of(tmp_path) / "bảng điểm.xlsx").read_bytes()
    page = sent(empty, form(empty.get("/moi").text) | {"scores": "thu-muc:bảng điểm.xlsx"})
    assert "Bị trừ" in words(page)
    assert "Đọc trang Bảng điểm" in words(page)
    links = [str(link) for link in html.document_fromstring(page).xpath("//li[contains(@class, 'finding')]//a/@href")]
    assert all(re.fullmatch(r"/so/ke-hoach-cchc-2024/sua/[a-z_]+(#row-\d+)?", link) for link in links)
    assert (folder_of(tmp_path) / "bảng điểm.xlsx").read_bytes() == before


def test_a_paper_that_is_sent_with_the_form_is_taken_over_with_links_to_its_gaps(empty: TestClient) -> None:
    fields = form(empty.get("/moi").text) | {"expected": "20/01/2025"}
    page = sent(empty, fields, [given("kh.docx", draft(source_plan()), "earlier_file")])
    assert "Đã hiểu, theo dòng" in words(page)
    assert "Đã có sổ" in words(page)


def test_last_years_workbook_moves_on(browser: TestClient, tmp_path: Path) -> None:
    fields = form(browser.get("/moi").text) | {"name": "2026", "earlier": f"thu-muc:{SAMPLE}", "expected": "10/01/2026"}
    page = sent(browser, fields)
    assert "Chuyển sang" in words(page)
    assert "/so/2026/sua/" in page
    assert (tmp_path / "2026.xlsx").exists()
    card = browser.get("/the/2026").text
    assert "Đang điền Còn" in words(card)
    assert "/so/2026/sua/facts#row-" in card


def test_each_open_question_is_asked_and_nothing_is_written_before_the_last_answer(empty: TestClient, tmp_path: Path) -> None:
    twins = two_departments()
    page = sent(empty, form(empty.get("/moi").text), [given("bd.xlsx", saved(*twins), "scores_file")])
    assert "lấy bảng nào" in words(page)
    assert len(options(page)) == 2
    assert list(folder_of(tmp_path).iterdir()) == []
    again = sent(empty, form(page) | {"answered": options(page)[1][0]})
    assert "Sở Tài chính" in words(again)
    assert [path.name for path in folder_of(tmp_path).iterdir()] == ["ke-hoach-cchc-2024.xlsx"]


def test_a_question_on_a_column_keeps_every_other_answer(empty: TestClient) -> None:
    page = columns_of(
        ("Điểm tối đa", "Thẩm định lần 1", "Thẩm định lần 2"), lambda line: (float(line.maximum), float(line.score), float(line.maximum))
    )
    asked = sent(empty, form(empty.get("/moi").text) | {"year": "2026"}, [given("bd.xlsx", saved(page), "scores_file")])
    assert "Cột nào là điểm đạt?" in words(asked)
    assert form(asked)["year"] == "2026"
    done = sent(empty, form(asked) | {"answered": options(asked)[0][0]})
    assert "Bị trừ" in words(done)
    unanswered = sent(empty, form(asked) | {"name": "khac", "answered": "x=y"})
    assert "Cột nào là điểm đạt?" in words(unanswered)


FAULTS: Final = {
    "no name": ({"name": " . "}, "MOI-01"),
    "a name that is taken": ({"name": f"{BOOK}.xlsx"}, "MOI-02"),
    "the name of a register": ({"name": "so-van-ban-di-2025"}, "KE-04"),
    "a name that Excel hides": ({"name": "~$so"}, "KE-04"),
    "the name of a kept copy": ({"name": "so truoc khi sua 2025-01-20 1430"}, "KE-04"),
    "a year with last year's workbook": ({"name": "m", "earlier": f"thu-muc:{SAMPLE}", "year": "2026"}, "MOI-03"),
    "a day with nothing earlier": ({"name": "m", "expected": "10/01/2026"}, "MOI-04"),
    "a year that is none": ({"name": "m", "year": "hai"}, "MOI-05"),
    "a day that is none": ({"name": "m", "earlier": f"thu-muc:{SAMPLE}", "expected": "31/02/2026"}, "WEB-73"),
    "a file that is not there": ({"name": "m", "scores": "thu-muc:../x.xlsx"}, "WEB-10"),
    "an intake that is gone": ({"name": "m", "scores": "gui:khong-co:0"}, "WEB-22"),
    "a number that is none": ({"name": "m", "scores": "gui:x"}, "WEB-22"),
}


@pytest.mark.parametrize(("fields", "code"), FAULTS.values(), ids=FAULTS)
def test_a_careless_form_is_refused_and_writes_nothing(fields: dict[str, str], code: str, browser: TestClient, tmp_path: Path) -> None:
    page = sent(browser, fields)
    assert code in page
    assert [path.name for path in tmp_path.glob("*.xlsx")] == [SAMPLE]


def test_a_source_that_cannot_be_read_is_told_and_nothing_is_written(empty: TestClient, tmp_path: Path) -> None:
    page = sent(empty, form(empty.get("/moi").text), [given("kh.docx", b"x", "earlier_file")])
    assert "GOI-04" in page
    assert list(folder_of(tmp_path).iterdir()) == []


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (Place("a", "Tiêu chí", "E7"), "/so/S%E1%BB%95/sua/criteria#row-7"),
        (Place("a", "Tiêu chí", "F2:F10"), "/so/S%E1%BB%95/sua/criteria#row-2"),
        (Place("a", "Tiêu chí", "7"), "/so/S%E1%BB%95/sua/criteria#row-7"),
        (Place("a", "tieu chi"), "/so/S%E1%BB%95/sua/criteria"),
        (Place("a", "Kế hoạch", "B4"), "/so/S%E1%BB%95/sua/facts#row-4"),
        (Place("a", "Bảng điểm", "B4"), None),
        (Place("a"), None),
    ],
)
def test_a_problem_of_a_workbook_leads_to_its_cell(place: Place, address: str | None) -> None:
    assert edit_address("Sổ", place) == address
