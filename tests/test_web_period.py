"""The page of a period: what it shows, what its forms do, and that a locked period or a read-only desk offers none."""

from __future__ import annotations

import io
import itertools
import threading
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi.testclient import TestClient
from lxml import html

from generator.actions.forms_in import Handover, collect
from generator.plan import Plan
from generator.web import Desk
from generator.workbook import read_plan_book, read_returned_form, write_plan_book
from tests.sample_forms import FOLDER
from tests.test_period_actions import big_plan, everything
from tests.web_desk import BOOK, client, desk_with_sample, finished, posted, words

HERE: Final = f"/so/{BOOK}/ky/Q1"
YEAR: Final = f"/so/{BOOK}/ky/NAM"
IN_TIME: Final = datetime(2025, 3, 12, 9, 0)  # noqa: DTZ001 - the clerk's own clock
FIRST: Final = FOLDER / "Q1" / "minh-hoa-Q1-VP.xlsx"
LATE: Final = FOLDER / "Q1" / "minh-hoa-Q1-QLKH-nop-cham.xlsx"
AGAIN: Final = FOLDER / "Q1-gui-lai" / "minh-hoa-Q1-VP-gui-lai.xlsx"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_with_sample(tmp_path)


@pytest.fixture
def browser(desk: Desk) -> Iterator[TestClient]:
    with client(desk) as browser:
        yield browser


def book_of(desk: Desk) -> Path:
    return desk.book(BOOK)


def tree(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def shown(browser: TestClient, address: str = HERE) -> html.HtmlElement:
    answer = browser.get(address)
    assert answer.status_code == 200, words(answer.text)
    return tree(answer.text)


def fields(page: html.HtmlElement, action: str) -> dict[str, str]:
    """The hidden fields of the form that posts there."""
    (form,) = page.xpath(f"//form[contains(@action, '/{action}')]")
    return {field.get("name"): field.get("value") for field in form.xpath(".//input[@type='hidden']")}


def sent(*paths: Path) -> list[Any]:
    return [("files", (path.name, path.read_bytes())) for path in paths]


def taken(browser: TestClient, *paths: Path, at: str = "2025-03-12T09:00", here: str = HERE) -> html.HtmlElement:
    """Hand the files over by the form of the page; what came of each."""
    return tree(posted(browser, f"{here}/nhan", {**fields(shown(browser, here), "nhan"), "received": at}, sent(*paths)))


def rows(page: html.HtmlElement, label: str) -> list[list[str]]:
    """The cells of a table by the label of its region."""
    (table,) = page.xpath(f"//*[@aria-label='{label}']//table")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")] for row in table.xpath("./tbody/tr")]


# Choosing


def test_the_address_without_a_period_leads_to_the_one_at_hand(browser: TestClient) -> None:
    answer = browser.get(f"/so/{BOOK}/ky")
    assert answer.url.path == HERE
    assert tree(answer.text).xpath("//h1")[0].text_content() == "Quý I năm 2025"


def test_a_plan_without_periods_says_so(desk: Desk, browser: TestClient) -> None:
    plan = read_plan_book(book_of(desk)).plan
    book_of(desk).write_bytes(write_plan_book(plan.model_copy(update={"periods": ()})))
    answer = browser.get(f"/so/{BOOK}/ky")
    assert answer.status_code == 200
    assert "chưa có kỳ báo cáo nào" in words(answer.text)


def test_a_period_or_a_criterion_or_a_book_that_is_not_there_is_said_so(browser: TestClient) -> None:
    assert browser.get(f"/so/{BOOK}/ky/Q9").status_code == 422
    assert browser.get(f"{HERE}/tieu-chi/9.9.9").status_code == 422
    assert browser.get("/so/khong-co/ky/Q1").status_code == 404


def test_a_book_with_vietnamese_letters_has_a_page_whose_links_work(desk: Desk, browser: TestClient) -> None:
    book_of(desk).rename(desk.folder / "Kế hoạch & số 1 #2.xlsx")
    answer = browser.get("/so/K%E1%BA%BF%20ho%E1%BA%A1ch%20&%20s%E1%BB%91%201%20%232/ky")
    assert answer.status_code == 200
    links = tree(answer.text).xpath("//main//a[contains(@href, '/tieu-chi/')]/@href")
    assert links
    assert browser.get(links[0]).status_code == 200
    assert tree(answer.text).xpath("//nav[@class='book screen-only']//a[@aria-current]/text()") == ["Kỳ báo cáo"]


# The board


def test_looking_changes_nothing(desk: Desk, browser: TestClient) -> None:
    before = everything(desk.folder)
    for address in (f"/so/{BOOK}/ky", HERE, YEAR, f"{HERE}/so-lieu", f"{YEAR}/so-lieu", f"{HERE}/tieu-chi/1.1.2"):
        assert browser.get(address).status_code == 200
    assert everything(desk.folder) == before


def test_the_board_says_who_is_in_time_who_is_late_and_who_is_missing(browser: TestClient) -> None:
    taken(browser, FIRST)
    taken(browser, LATE, at="2025-03-18T09:00")
    board = {row[0]: row[1:] for row in rows(shown(browser), "Đơn vị phải gửi báo cáo")}
    assert len(board) == 3
    assert board["Văn phòng Sở"][:2] == ["✔ Đúng hạn", "09:00 ngày 12/3/2025"]
    assert board["Phòng Quản lý khoa học"][:2] == ["◐ Gửi chậm 5 ngày", "09:00 ngày 18/3/2025"]
    (last,) = [row for name, row in board.items() if name.startswith("Trung tâm")]
    assert last[:2] == ["✘ Chưa gửi, quá hạn 7 ngày", ""]


def test_the_received_file_can_be_taken_along(browser: TestClient) -> None:
    taken(browser, FIRST)
    (link,) = shown(browser).xpath("//a[text()='Tải biểu đã nhận']/@href")
    assert browser.get(link).content == FIRST.read_bytes()


# Forms out


def test_the_forms_go_out_as_one_zip_and_one_by_one(browser: TestClient) -> None:
    result = tree(posted(browser, f"{HERE}/bieu"))
    names = [link.text_content() for link in result.xpath("//ul[@class='files']//a")]
    assert names == [f"{BOOK}-bieu-Q1.zip", "bieu-Q1-VP.xlsx", "bieu-Q1-QLKH.xlsx", "bieu-Q1-TT.xlsx"]
    page = shown(browser)
    (archive,) = page.xpath("//a[contains(@href, '.zip')]/@href")
    with zipfile.ZipFile(io.BytesIO(browser.get(archive).content)) as opened:
        assert sorted(opened.namelist()) == ["bieu-Q1-QLKH.xlsx", "bieu-Q1-TT.xlsx", "bieu-Q1-VP.xlsx"]
    links = page.xpath("//a[text()='Tải biểu']/@href")
    assert len(links) == 3
    assert all(browser.get(link).content.startswith(b"PK") for link in links)


# Forms in


def test_each_file_has_a_line_with_its_unit_verdict_and_problems_with_cells(browser: TestClient) -> None:
    paths = sorted((FOLDER / "NAM").iterdir())
    page = taken(browser, *paths, at="2025-12-10T09:00", here=YEAR)
    found = {row[0]: row[1:] for row in rows(page, "Kết quả từng tệp")}
    assert set(found) == {path.name for path in paths}
    assert found["minh-hoa-NAM-QLKH.xlsx"][:2] == ["Phòng Quản lý khoa học", "Đã nhận"]
    assert "2 tệp đã nhận 1 tệp từ chối" in " ".join(page.text_content().split())
    refused = found["minh-hoa-NAM-TT-co-loi.xlsx"]
    assert refused[1] == "Từ chối"
    assert "BIEU-12" in refused[2]
    assert "Chủ trì!" in refused[2]


def test_a_zip_is_the_same_as_its_files(browser: TestClient, tmp_path: Path) -> None:
    archive = tmp_path / "biểu.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for path in (FIRST, LATE):
            made.write(path, f"thư mục/{path.name}")
    page = taken(browser, archive)
    assert [row[2] for row in rows(page, "Kết quả từng tệp")] == ["Đã nhận", "Đã nhận"]


def test_a_second_form_of_a_unit_takes_the_place_of_the_first_at_the_press_of_a_button(desk: Desk, browser: TestClient) -> None:
    taken(browser, FIRST)
    before = book_of(desk).read_bytes()
    page = taken(browser, AGAIN, at="2025-03-18T10:30")
    assert "NHAN-02" in rows(page, "Kết quả từng tệp")[0][3]
    assert "--replace" not in page.text_content()
    assert book_of(desk).read_bytes() == before
    (form,) = page.xpath("//main//form")
    assert form.xpath("string(.//button)") == "Dùng biểu mới thay biểu đã nhận"
    again = tree(posted(browser, form.get("action"), dict(form.form_values())))
    assert [row[2] for row in rows(again, "Kết quả từng tệp")] == ["Đã nhận"]
    kept = read_plan_book(book_of(desk)).results.submission("Q1", "VP")
    assert kept is not None
    assert (kept.file, kept.times, kept.received.replace(tzinfo=None)) == (AGAIN.name, 2, datetime(2025, 3, 18, 10, 30))  # noqa: DTZ001


def test_several_second_forms_can_take_the_place_of_the_first_at_once(desk: Desk, browser: TestClient) -> None:
    made = browser.get(tree(posted(browser, f"{HERE}/bieu")).xpath("//a[contains(@href, 'QLKH')]/@href")[0]).content
    blank = desk.folder / "trong-QLKH.bin"
    blank.write_bytes(made)
    taken(browser, FIRST, LATE)
    answer = browser.post(
        f"{HERE}/nhan",
        data=fields(shown(browser), "nhan"),
        files=[("files", (AGAIN.name, AGAIN.read_bytes())), ("files", ("bieu-Q1-QLKH.xlsx", blank.read_bytes()))],
    )
    page = tree(finished(browser, answer.url.path))
    forms = page.xpath("//main//form")
    assert len(forms) == 3
    both: dict[str, Any] = {}
    for name, value in forms[-1].form_values():
        both.setdefault(name, []).append(value)
    assert sorted(both["replace"]) == ["QLKH", "VP"]
    again = tree(posted(browser, forms[-1].get("action"), both))
    assert {row[2].split(",")[0] for row in rows(again, "Kết quả từng tệp")} == {"Đã nhận"}


def test_no_file_at_all_is_said_so(browser: TestClient) -> None:
    """Browsers send a field without a file as a file without a name."""
    empty = b'--x\r\nContent-Disposition: form-data; name="files"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n'
    seen = fields(shown(browser), "nhan")["seen"].encode()
    seen = b'--x\r\nContent-Disposition: form-data; name="seen"\r\n\r\n' + seen + b"\r\n"
    for body in (seen + b"--x--\r\n", empty + seen + b"--x--\r\n"):
        answer = browser.post(f"{HERE}/nhan", content=body, headers={"content-type": "multipart/form-data; boundary=x"})
        assert answer.status_code == 422
        assert "Chưa chọn tệp nào" in words(answer.text)


def test_a_moment_that_is_none_is_said_so(desk: Desk, browser: TestClient) -> None:
    before = everything(desk.folder)
    answer = browser.post(f"{HERE}/nhan", data={**fields(shown(browser), "nhan"), "received": "hôm qua"}, files=sent(FIRST))
    assert answer.status_code == 422
    assert "WEB-75" in words(answer.text)
    assert everything(desk.folder) == before


def test_files_that_are_no_longer_kept_are_said_so(browser: TestClient) -> None:
    answer = browser.post(f"{HERE}/nhan", data={"intake": "unknown", "replace": "VP"})
    assert answer.status_code == 404
    assert "không còn được giữ" in words(answer.text)


def test_what_was_done_to_the_workbook_since_the_page_was_opened_stops_a_change(desk: Desk, browser: TestClient) -> None:
    page = shown(browser)
    collect(book_of(desk), desk.out, Handover((LATE,), "Q1", IN_TIME))
    before = everything(desk.folder)
    answer = browser.post(f"{HERE}/nhan", data=fields(page, "nhan"), files=sent(FIRST))
    assert answer.status_code == 422
    assert "WEB-11" in words(answer.text)
    answer = browser.post(f"{HERE}/don-doc", data={**fields(page, "don-doc"), "on": "2025-03-20"})
    assert answer.status_code == 422
    assert everything(desk.folder) == before


def test_two_hundred_forms_show_progress_and_called_off_nothing_is_written(
    desk: Desk, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.folder.joinpath("lớn.xlsx").write_bytes(write_plan_book(big_plan(200)))
    half, go_on = threading.Event(), threading.Event()

    def held_up(path: Path, *more: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on
        if path.name == "100.xlsx":
            half.set()
            assert go_on.wait(30)
        return read_returned_form(path, *more, **named)

    monkeypatch.setattr("generator.actions.forms_in.read_returned_form", held_up)
    here = "/so/lớn/ky/Q1"
    forms = [("files", (f"{number:03d}.xlsx", b"no form")) for number in range(200)]
    before = everything(desk.folder)
    answer = browser.post(f"{here}/nhan", data=fields(shown(browser, here), "nhan"), files=forms)
    assert half.wait(30)
    now = browser.get(f"{answer.url.path}/tien-do").json()
    assert (now["done"], now["total"], now["label"], now["finished"]) == (101, 200, "100.xlsx", False)
    threading.Timer(0.2, go_on.set).start()
    assert "Đã dừng" in words(browser.post(f"{answer.url.path}/dung").text)
    assert "Đã dừng" in words(finished(browser, answer.url.path))
    assert everything(desk.folder) == before


# Urging


def test_the_urging_letter_is_written_and_remembered_on_the_board(browser: TestClient) -> None:
    data = {**fields(shown(browser), "don-doc"), "on": "2025-03-20", "answer_by": "2025-03-25"}
    assert "3 đơn vị chậm gửi báo cáo kỳ Q1" in words(posted(browser, f"{HERE}/don-doc", data))
    page = shown(browser)
    assert all(row[5] == "lần 1 ngày 20/3/2025" for row in rows(page, "Đơn vị phải gửi báo cáo"))
    (letter,) = page.xpath("//a[contains(@href, 'don-doc-Q1-lan-1')]/@href")
    assert browser.get(letter).content.startswith(b"PK")


def test_nobody_late_means_no_letter(browser: TestClient) -> None:
    data = {**fields(shown(browser), "don-doc"), "on": "2025-03-01"}
    assert "DON-01" in words(posted(browser, f"{HERE}/don-doc", data))


@pytest.mark.parametrize(("answer_by", "said"), [("2025-03-19", "DON-02"), ("mai", "WEB-73")], ids=["answer before the letter", "no day"])
def test_days_that_do_not_fit_are_refused(desk: Desk, browser: TestClient, answer_by: str, said: str) -> None:
    before = everything(desk.folder)
    answer = browser.post(f"{HERE}/don-doc", data={**fields(shown(browser), "don-doc"), "on": "2025-03-20", "answer_by": answer_by})
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert everything(desk.folder) == before


# The report


def test_the_gates_stand_on_the_page_before_the_report_is_asked_for(browser: TestClient) -> None:
    taken(browser, *sorted((FOLDER / "NAM").iterdir()), at="2025-12-10T09:00", here=YEAR)
    said = words(browser.get(YEAR).text)
    assert "Chưa lập được" in said
    assert "Tiêu chí 1.4.1.2 chưa có báo cáo trong kỳ NAM" in said
    assert "BC-02" in words(posted(browser, f"{YEAR}/bao-cao"))
    assert not shown(browser, YEAR).xpath("//a[contains(@href, 'bao-cao-NAM')]")
    assert "bao-cao-NAM-du-thao-1.docx" in words(posted(browser, f"{YEAR}/bao-cao", {"with_gaps": "true"}))


def test_a_quarterly_report_can_be_made_and_its_figures_taken_along(browser: TestClient) -> None:
    taken(browser, FIRST)
    assert "Lập được" in words(browser.get(HERE).text)
    made = words(posted(browser, f"{HERE}/bao-cao"))
    assert "Đã khắc phục xong 1/9 tiêu chí" in made
    assert ".." not in made
    (numbers,) = shown(browser).xpath("//a[contains(@href, 'so-lieu.xlsx')]/@href")
    assert browser.get(numbers).content.startswith(b"PK")
    assert "Đúng như số liệu đã in trong dự thảo 1" in words(browser.get(f"{HERE}/so-lieu").text)
    taken(browser, LATE)
    assert "Sổ đã thay đổi sau dự thảo 1" in words(browser.get(f"{HERE}/so-lieu").text)


def test_every_figure_leads_to_its_rows_and_every_row_to_its_criterion(browser: TestClient) -> None:
    taken(browser, FIRST)
    page = shown(browser, f"{HERE}/so-lieu")
    figures = {" ".join(one.xpath("string(./summary/span)").split()): one for one in page.xpath("//details[@class='figure']")}
    assert len(figures) > 20
    done = figures["Đã hoàn thành"]
    assert done.xpath("string(./summary/strong)") == "1"
    ((code, _, state, part, cells),) = [[cell.text_content() for cell in row] for row in done.xpath(".//tbody/tr")]
    assert (code, state, part) == ("4.1.4", "Đã hoàn thành", "1")
    assert cells.startswith("Kết quả!")
    places = done.xpath(".//a[contains(@href, '/sua/results#row-')]/@href")
    assert len(places) == 1
    assert browser.get(places[0]).status_code == 200
    links = set(page.xpath("//main//a[contains(@href, '/tieu-chi/')]/@href"))
    assert len(links) == 9
    assert all(browser.get(link).status_code == 200 for link in links)


# Criteria through the year


def test_the_grid_says_every_state_in_words_and_leads_to_the_story(browser: TestClient) -> None:
    taken(browser, FIRST)
    page = shown(browser)
    found = {row[0].split()[0]: row[1:] for row in rows(page, "Tiêu chí qua các kỳ")}
    assert len(found) == 9
    assert found["4.1.4"][0] == "4.1.4, Quý I: ✔ Đã hoàn thành"
    assert found["1.4.1.2"][0] == "1.4.1.2, Quý I: ? Chưa có báo cáo"
    (link,) = page.xpath("//td/a[contains(., '4.1.4, Quý I:')]/@href")
    address, _, anchor = link.partition("#")
    (chapter,) = shown(browser, address).xpath(f"//section[@id='{anchor}']")
    told = " ".join(chapter.text_content().split())
    assert "Đã rà soát xong cơ cấu lãnh đạo cấp phòng" in told
    assert "MH-05/BC-VP" in told
    assert "Minh chứng!" in told


def test_the_chart_says_in_words_and_in_a_table_what_it_draws(browser: TestClient) -> None:
    taken(browser, FIRST)
    page = shown(browser)
    charts = page.xpath("//svg[@role='img']")
    assert len(charts) == 2
    criteria = charts[0]
    assert "Quý I: 1 đã hoàn thành, 3 đang thực hiện, 1 chưa thực hiện" in criteria.xpath("string(./desc)")
    ids = criteria.get("aria-labelledby").split()
    assert [page.xpath(f"//*[@id='{name}']")[0].tag for name in ids] == ["title", "desc"]
    widths = [int(piece.get("width")) for piece in criteria.xpath("./rect")]
    assert sum(widths) == 560
    assert rows(page, "Tiêu chí theo mức độ trong từng kỳ") == [["Quý I", "1", "3", "1", "0", "4", "9"]]


# Only to read


def locked(plan: Plan) -> Plan:
    told = {"report_number": "15/BC-SKHCN", "report_date": date(2025, 3, 20)}
    return plan.model_copy(update={"periods": tuple(row.model_copy(update=told) if row.id == "Q1" else row for row in plan.periods)})


def test_a_locked_period_says_so_and_offers_only_reading(desk: Desk, browser: TestClient) -> None:
    seen = fields(shown(browser), "nhan")
    book_of(desk).write_bytes(write_plan_book(locked(read_plan_book(book_of(desk)).plan)))
    page = shown(browser)
    said = " ".join(page.text_content().split())
    assert "Báo cáo số 15/BC-SKHCN đã phát hành ngày 20/3/2025" in said
    assert not page.xpath("//main//form")
    before = everything(desk.folder)
    seen = fields(shown(browser, YEAR), "nhan")
    for part, data in (("nhan", seen), ("don-doc", {**seen, "on": "2025-03-20"}), ("bao-cao", {}), ("bieu", {})):
        answer = posted(browser, f"{HERE}/{part}", data, sent(FIRST) if part == "nhan" else None)
        assert "KY-01" in words(answer), part
    assert everything(desk.folder) == before


def test_a_read_only_desk_offers_no_form(tmp_path: Path) -> None:
    desk = desk_with_sample(tmp_path, read_only=True)
    with client(desk) as browser:
        assert not shown(browser).xpath("//main//form")
        before = everything(desk.folder)
        for part in ("bieu", "nhan", "don-doc", "bao-cao"):
            assert browser.post(f"{HERE}/{part}").status_code == 403
        assert everything(desk.folder) == before


def test_every_field_has_a_label_and_headings_come_in_order(browser: TestClient) -> None:
    taken(browser, FIRST)
    for address in (HERE, YEAR, f"{HERE}/so-lieu", f"{HERE}/tieu-chi/4.1.4"):
        page = shown(browser, address)
        fields_seen = page.xpath("//main//input[not(@type='hidden')]")
        assert all(field.xpath("ancestor::label") for field in fields_seen)
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert all(cell.get("scope") for cell in page.xpath("//th"))
        assert not page.xpath("//@style")
