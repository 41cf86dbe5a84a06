"""The pages for papers of any kind: checked, compared, rewritten in Unicode, made from a template, looked up in the register."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pytest
from docx import Document
from fastapi.testclient import TestClient
from lxml import html

from generator import pdf
from generator.actions.plan_drafts import draft_plan
from generator.document_types import EVERY
from generator.files import ReadFile
from generator.package import join, pack, unpacked
from generator.workbook import read_register, with_entry
from generator.workbook.register_look import TITLE
from tests.desks import desk_in
from tests.format_documents import decision, reworded
from tests.test_register import COVER, by_hand, entry
from tests.web_desk import BOOK, NOON, client, desk_with_sample, posted, words

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(autouse=True)
def no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are not drawn here: it takes seconds."""
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[TestClient]:
    with client(desk_with_sample(tmp_path)) as browser:
        yield browser


def draft(folder: Path) -> bytes:
    return draft_plan(folder / f"{BOOK}.xlsx", folder / "out", NOON).files[0].read_bytes()


def upload(name: str, data: bytes, field: str = "given") -> tuple[str, tuple[str, bytes, str]]:
    return field, (name, data, WORD)


def links(page: str, start: str = "/tep/") -> list[str]:
    return [str(link) for link in html.document_fromstring(page).xpath("//a/@href") if str(link).startswith(start)]


def columns(page: str) -> list[list[str]]:
    rows = html.document_fromstring(page).xpath("//table//tbody/tr[not(@class='group')]")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("th|td")] for row in rows]


PAGES: Final = ("/", "/moi", "/kiem-tra", "/so-sanh", "/chuyen-chu", "/mau", "/so-dang-ky")


@pytest.mark.parametrize("address", PAGES)
def test_each_page_has_one_heading_and_a_label_for_every_field(address: str, browser: TestClient) -> None:
    page = html.document_fromstring(browser.get(address).text)
    assert len(page.xpath("//h1")) == 1
    levels = [int(heading.tag[1]) for heading in page.xpath("//*[self::h1 or self::h2 or self::h3]")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    fields = page.xpath("//main//*[self::input or self::select or self::textarea][not(@type='hidden')]")
    assert all(field.xpath("ancestor::label") or field.get("aria-label") for field in fields)
    assert not page.xpath("//*[@style] | //script[not(@src)] | //*[@onclick]")


@pytest.mark.parametrize("address", PAGES)
def test_a_read_only_desk_offers_nothing_to_send(address: str, tmp_path: Path) -> None:
    with client(desk_with_sample(tmp_path, read_only=True)) as browser:
        page = html.document_fromstring(browser.get(address).text)
        assert page.xpath("//main//form[@method='post']//button") == []


# Checking


def test_one_file_is_judged_with_clauses_and_its_copies_are_there_to_take(browser: TestClient, tmp_path: Path) -> None:
    data = _broken(draft(tmp_path))
    page = posted(browser, "/kiem-tra", {"annotate": "true", "fix": "true"}, [upload("kế hoạch.docx", data)])
    assert "Kế hoạch: " in words(page)
    assert [Path(unquote(link)).name for link in links(page)] == ["kế hoạch-nhan-xet.docx", "kế hoạch-da-sua.docx"]
    for link in links(page):
        assert browser.get(link).content.startswith(b"PK")
    assert any("lề" in cell for row in columns(page) for cell in row)


def test_a_paper_without_a_fault_needs_no_copy(browser: TestClient, tmp_path: Path) -> None:
    page = posted(browser, "/kiem-tra", {"annotate": "true", "fix": "true"}, [upload("kh.docx", draft(tmp_path))])
    assert "0 lỗi" in words(page)
    assert links(page) == []


def test_a_finding_shows_its_clause_and_its_cure_once_for_all_places(browser: TestClient, tmp_path: Path) -> None:
    (tmp_path / "sai.docx").write_bytes(_broken(draft(tmp_path)))
    page = posted(browser, "/kiem-tra", {}, [upload("sai.docx", (tmp_path / "sai.docx").read_bytes())])
    heads = html.document_fromstring(page).xpath("//li[contains(@class, 'finding')]/p[code]")
    codes = [" ".join(head.text_content().split()) for head in heads]
    assert codes
    assert len(codes) == len(set(codes))
    assert "Phụ lục I" in words(page)
    assert links(page) == []


def _broken(data: bytes) -> bytes:
    parts = unpacked(ReadFile(Path("a.docx"), data)).parts
    body = parts["word/document.xml"].data.replace("Độc lập - Tự do - Hạnh phúc".encode(), "Độc lập Tự do Hạnh phúc".encode())
    body = body.replace(b'w:right="850"', b'w:right="300"')
    return join([pack(part.name, body) if part.name == "word/document.xml" else part for part in parts.values()])


def test_many_files_make_one_table_and_one_that_is_broken_stops_no_other(browser: TestClient, tmp_path: Path) -> None:
    data = draft(tmp_path)
    given = [upload("a.docx", data), upload("hỏng.docx", b"x"), upload("thư mục/b.docx", data), upload("ghi chú.txt", b"x")]
    page = posted(browser, "/kiem-tra", {}, given)
    rows = columns(page)
    assert [row[0] for row in rows] == ["a.docx", "hỏng.docx", "b.docx"]
    assert "Không đọc được" in rows[1][1]
    assert rows[0][1:5] == rows[2][1:5]
    assert "1 tệp không phải .docx nên không xem" in words(page)
    target = html.document_fromstring(page).xpath("//td/form/@action")
    assert len(target) == 2
    assert "Kiểm tra b.docx" in words(posted(browser, str(target[1])))


def test_the_offices_own_names_count_for_one_file_and_for_many(browser: TestClient, tmp_path: Path) -> None:
    folder = tmp_path / "danh-muc" / "viet-hoa"
    folder.mkdir(parents=True)
    (folder / "co-quan.txt").write_text("Trung tâm Ươm tạo\n", encoding="utf-8")
    data = reworded(decision(), "thành viên Tổ công tác", "thành viên Trung Tâm Ươm tạo")
    assert "VH-10" in posted(browser, "/kiem-tra", {}, [upload("a.docx", data)])
    assert posted(browser, "/kiem-tra", {}, [upload("a.docx", data), upload("b.docx", data)]).count("VH-10") == 2


@pytest.mark.parametrize(("name", "data"), [("kh.pdf", b"%PDF"), ("kh.docx", b""), ("kh.docx", b"PK\x03\x04")])
def test_a_file_that_is_no_word_file_is_refused_with_a_reason(name: str, data: bytes, browser: TestClient) -> None:
    page = posted(browser, "/kiem-tra", {}, [upload(name, data)])
    assert "Vì sao" in words(page)
    assert "→" in page


def test_files_none_of_which_is_a_paper_are_refused(browser: TestClient) -> None:
    answer = browser.post("/kiem-tra", files=[upload("a.txt", b"x"), upload("b.txt", b"x")])
    assert answer.status_code == 422
    assert "KT-03" in answer.text


def test_a_closer_look_at_what_is_gone_is_refused(browser: TestClient) -> None:
    assert browser.post("/kiem-tra/khong-co/0").status_code == 404


# Comparing


def test_two_files_are_compared_into_one(browser: TestClient, tmp_path: Path) -> None:
    data = draft(tmp_path)
    newer = _broken(data)
    page = posted(browser, "/so-sanh", {"author": "Lan"}, [upload("cũ.docx", data, "old"), upload("mới.docx", newer, "new")])
    assert len(links(page)) == 1
    assert "m%E1%BB%9Bi-so-voi-c%C5%A9.docx" in links(page)[0]
    assert browser.get(links(page)[0]).content.startswith(b"PK")


def test_two_files_of_one_name_that_say_the_same_give_no_file(browser: TestClient, tmp_path: Path) -> None:
    data = draft(tmp_path)
    page = posted(browser, "/so-sanh", {}, [upload("a.docx", data, "old"), upload("a.docx", data, "new")])
    assert "SS-05" in page
    assert links(page) == []


def test_one_file_alone_cannot_be_compared(browser: TestClient, tmp_path: Path) -> None:
    answer = browser.post("/so-sanh", files=[upload("a.docx", draft(tmp_path), "old"), upload("", b"", "new")])
    assert answer.status_code == 422
    assert "Chưa chọn" in words(answer.text) or "không đúng dạng" in words(answer.text)


# Old letters


def test_old_letters_are_rewritten_file_by_file(browser: TestClient, tmp_path: Path) -> None:
    given = [upload("mới.docx", draft(tmp_path)), upload("a.pdf", b"%PDF"), upload("cũ.docx", _old(tmp_path))]
    page = posted(browser, "/chuyen-chu", {}, given)
    rows = columns(page)
    assert [row[0] for row in rows] == ["mới.docx", "a.pdf", "cũ.docx"]
    assert "không ghi tệp mới" in rows[0][1]
    assert "Không chuyển được" in rows[1][1]
    assert "TCVN3" in rows[2][1]
    assert len(links(page)) == 1


def _old(folder: Path) -> bytes:
    document = Document()
    run = document.add_paragraph().add_run("KÕ ho¹ch c¶i c¸ch hµnh chÝnh")
    run.font.name = ".VnTime"
    document.save(str(folder / "cu.docx"))
    return (folder / "cu.docx").read_bytes()


# Templates


def test_every_type_has_a_row_and_a_search_narrows_them_with_or_without_marks(browser: TestClient) -> None:
    assert len(columns(browser.get("/mau").text)) == len(EVERY) == 32
    assert [row[0] for row in columns(browser.get("/mau", params={"tim": "to trinh"}).text)] == ["Tờ trình"]
    assert [row[0] for row in columns(browser.get("/mau", params={"tim": "QyĐ"}).text)] == ["Quy định"]


def test_a_template_takes_the_agency_of_a_workbook_or_stays_blank(browser: TestClient) -> None:
    blank = posted(browser, "/mau", {"loai": "TTr", "so": ""})
    own = posted(browser, "/mau", {"loai": "TTr", "so": BOOK})
    assert len(links(blank)) == len(links(own)) == 1
    assert browser.get(links(blank)[0]).content != browser.get(links(own)[0]).content


def test_a_type_or_a_workbook_that_is_not_there_is_refused(browser: TestClient) -> None:
    assert browser.post("/mau", data={"loai": "không có"}).status_code == 422
    assert browser.post("/mau", data={"loai": "KH", "so": "../x"}).status_code == 404


# The register


def register(folder: Path, year: int, *numbers: int) -> Path:
    path = folder / f"so-van-ban-di-{year}.xlsx"
    for number in numbers:
        subject = f"Kế hoạch Đổi mới số {number}"
        path.write_bytes(with_entry(read_register(path), entry(number, day=date(year, 2, 3), subject=subject), COVER))
    return path


def test_without_a_register_the_page_says_how_one_comes_about(browser: TestClient) -> None:
    assert "Chưa có văn bản nào" in words(browser.get("/so-dang-ky").text)


def test_the_register_is_searched_by_words_year_and_symbol(browser: TestClient, tmp_path: Path) -> None:
    register(tmp_path, 2024, 1)
    register(tmp_path, 2025, 5, 6)
    assert len(columns(browser.get("/so-dang-ky").text)) == 3
    assert [row.text_content() for row in html.document_fromstring(browser.get("/so-dang-ky").text).xpath("//tr[@class='group']")] == [
        "Năm 2025",
        "Năm 2024",
    ]
    assert [row[0] for row in columns(browser.get("/so-dang-ky", params={"tim": "doi MỚI 6"}).text)] == ["06/KH-SKHCN"]
    assert [row[0] for row in columns(browser.get("/so-dang-ky", params={"nam": "2024"}).text)] == ["01/KH-SKHCN"]
    assert len(columns(browser.get("/so-dang-ky", params={"nam": "x", "ky_hieu": "KH-SKHCN"}).text)) == 3
    assert "Không có văn bản nào như vậy" in words(browser.get("/so-dang-ky", params={"tim": "zzz"}).text)


def test_the_printed_register_has_the_agency_and_the_ten_columns(browser: TestClient, tmp_path: Path) -> None:
    register(tmp_path, 2025, 5)
    page = html.document_fromstring(browser.get("/so-dang-ky").text)
    assert words(browser.get("/so-dang-ky").text).count("SỞ KHOA HỌC VÀ CÔNG NGHỆ") == 1
    heads = page.xpath("//thead/tr[1]/th[not(contains(@class, 'screen-only'))]")
    assert len(heads) == 10
    assert [head.text_content() for head in page.xpath("//thead/tr[2]/th")] == [f"({number})" for number in range(1, 11)]
    assert len(page.xpath("//tbody/tr[1]/*[not(contains(@class, 'screen-only'))]")) == 10


def test_an_issued_paper_leads_to_its_files(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    desk.issue(desk.draft(), number=5)
    by_hand(desk.register, lambda book: book[TITLE].cell(4, 1, "06/KH-SKHCN"))
    with client(desk_with_sample(tmp_path)) as browser:
        page = browser.get("/so-dang-ky").text
        assert links(page)[0] == "/tep/phat-hanh/2025/05-KH-SKHCN.docx"
        assert all(browser.get(link).status_code == 200 for link in (*links(page), *links(page, "/so-excel/")))
        assert links(page, "/so-excel/") == ["/so-excel/so-van-ban-di-2025.xlsx"]


def test_a_register_that_cannot_be_read_is_told(browser: TestClient, tmp_path: Path) -> None:
    register(tmp_path, 2024, 1)
    shutil.copy(tmp_path / f"{BOOK}.xlsx", tmp_path / "so-van-ban-di-2025.xlsx")
    page = browser.get("/so-dang-ky").text
    assert "PH-21" in page
    assert len(columns(page)) == 1
