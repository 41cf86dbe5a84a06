"""Units fill in their forms in the browser: each only its own, nothing typed is lost, everything is logged."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from generator import files
from generator.actions.access_log import latest, log_path
from generator.actions.unit_passwords import make_passwords
from generator.errors import InputRefusedError
from generator.web import uploads
from generator.web.guard import LARGEST_OF_UNIT
from generator.web.routes import create_app
from generator.web.sessions import LASTS, LONGEST_WAIT, MOST_TRIES, Tries
from generator.workbook import read_plan_book, write_plan_book
from tests.sample_forms import FOLDER, vp_first_quarter
from tests.test_unit_sending import answers_of
from tests.unit_browser import ADDRESS, LAN, Office, fields, office
from tests.web_desk import BOOK, HOST, NOON, TOKEN, access, desk_with_sample, words

Q1 = "/don-vi/ky/Q1"
SENT = FOLDER / "Q1" / "minh-hoa-Q1-VP.xlsx"


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path)


@pytest.fixture
def vp(here: Office) -> Iterator[TestClient]:
    with here.unit("VP") as browser:
        yield browser


def filled(browser: TestClient, answers: dict[str, str], *, send: bool = True) -> dict[str, str]:
    """The shown form with these words typed into it."""
    shown = fields(browser.get(Q1).text, Q1)
    assert shown["issue"]
    missing = {name for name, typed in answers.items() if typed} - set(shown)
    assert not missing
    return {**shown, **answers, "viec": "gui" if send else "luu"}


def told(here: Office) -> set[str]:
    return {row.criterion for row in read_plan_book(here.book).results.results}


def events(here: Office) -> list[tuple[str, str, str]]:
    return [(event.who, event.what, event.result) for event in reversed(latest(here.desk.out, 200))]


def test_a_unit_signs_in_fills_in_its_form_sends_it_and_has_a_receipt(here: Office, vp: TestClient) -> None:
    listed = vp.get("/don-vi").text
    assert "Văn phòng" in words(listed)
    assert f'href="{Q1}"' in listed
    answer = vp.post(Q1, data=filled(vp, answers_of(vp_first_quarter(again=False))))
    assert answer.url.path == f"{Q1}/bien-nhan"
    shown = words(answer.text)
    assert "12:00 ngày 20/3/2025" in shown
    assert "MH-05/BC-VP" not in shown
    assert "5/6" in shown
    assert told(here) == {"1.1.2", "1.5.2", "3.1.1", "4.1.4", "5.3.3.3"}
    assert "Đã gửi" in words(vp.get("/don-vi").text)
    assert fields(vp.get(Q1).text, Q1)["ct/1.1.2/progress"] == "Đang thực hiện"


def test_of_two_of_a_unit_who_save_the_second_is_shown_what_the_first_wrote(here: Office, vp: TestClient) -> None:
    mine, theirs = filled(vp, {}, send=False), filled(vp, {"ct/1.5.2/done": "Người hai"}, send=False)
    for typed in ("Người", "Người một"):  # a page saves by itself again and again
        assert vp.post(Q1, data=mine | {"ct/1.1.2/done": typed}).url.query == b"da=luu"
    for button in ("luu", "gui"):
        answer = vp.post(Q1, data=theirs | {"viec": button})
        assert (answer.status_code, told(here)) == (422, set())
        assert "đã được lưu tạm ở nơi khác" in words(answer.text)
        assert "Bản lưu tạm ở nơi khác đang ghi: Người một" in words(answer.text)
        shown = fields(answer.text, Q1)
        assert (shown["ct/1.5.2/done"], shown["ct/1.1.2/done"]) == ("Người hai", "")
        assert fields(vp.get(Q1).text, Q1)["ct/1.1.2/done"] == "Người một"
    both = shown | {"ct/1.1.2/done": "Người một", "viec": "luu"}
    for _ in range(2):  # a second click too
        assert vp.post(Q1, data=both).url.query == b"da=luu"
    kept = fields(vp.get(Q1).text, Q1)
    assert (kept["ct/1.1.2/done"], kept["ct/1.5.2/done"]) == ("Người một", "Người hai")


def test_the_form_of_the_whole_year_names_the_year_once(here: Office) -> None:
    here.clock.at = datetime(2025, 12, 20, 9)  # noqa: DTZ001 - the clerk's own clock
    with here.unit() as browser:
        assert "Biểu báo cáo cả năm 2025" in words(browser.get("/don-vi/ky/NAM").text)


def test_what_is_saved_comes_back_and_is_not_sent(here: Office, vp: TestClient) -> None:
    before = here.book.read_bytes()
    answer = vp.post(Q1, data=filled(vp, {"ct/1.1.2/done": "Một\r\nHai", "mc/+9/title": "Báo cáo"}, send=False))
    assert "Đã lưu tạm, chưa gửi" in words(answer.text)
    shown = fields(vp.get(Q1).text, Q1)
    assert shown["ct/1.1.2/done"].splitlines() == ["Một", "Hai"]
    assert shown["mc/+9/title"] == "Báo cáo"
    assert here.book.read_bytes() == before
    assert "Có phần lưu tạm" in words(vp.get("/don-vi").text)


def test_a_refused_form_comes_back_with_every_word_and_the_problem_at_its_field(here: Office, vp: TestClient) -> None:
    answer = vp.post(Q1, data=filled(vp, {"ct/1.1.2/done": "Đã làm <b>xong</b>", "ct/1.1.2/expected": "9"}))
    assert answer.status_code == 422
    shown = html.document_fromstring(answer.text)
    (bad,) = shown.xpath("//*[@name='ct/1.1.2/expected']")
    assert bad.get("aria-invalid") == "true"
    (why,) = shown.xpath(f"//*[@id='{bad.get('aria-describedby').split()[0]}']")
    assert "nằm ngoài khoảng" in why.text_content()
    assert fields(answer.text, Q1)["ct/1.1.2/done"].strip() == "Đã làm <b>xong</b>"
    assert "#ct/1.1.2/progress" in {link.get("href") for link in shown.xpath("//a")}
    assert told(here) == set()
    invalid = {field.get("name") for field in shown.xpath("//*[@aria-invalid]")}
    assert invalid == {"ct/1.1.2/progress", "ct/1.1.2/expected"}, "a criterion left empty is nothing wrong"


def test_fields_for_what_went_slowly_unfold_when_something_stands_in_them(vp: TestClient) -> None:
    def unfolded(page: str) -> list[bool]:
        return [part.get("open") is not None for part in html.document_fromstring(page).xpath("//section/details[.//textarea]")]

    assert unfolded(vp.get(Q1).text) == [False] * 6
    vp.post(Q1, data=filled(vp, {"ct/1.5.2/proposal": "Kiến nghị"}, send=False))
    assert unfolded(vp.get(Q1).text) == [False, True, False, False, False, False]


def test_a_filled_file_is_taken_the_same_way_and_the_own_form_can_be_had(here: Office, vp: TestClient) -> None:
    own = vp.get(f"{Q1}/bieu.xlsx")
    assert own.headers["content-disposition"] == 'attachment; filename="bieu-Q1-VP.xlsx"'
    assert own.content.startswith(b"PK")
    answer = vp.post(f"{Q1}/tep", files={"tep": (SENT.name, SENT.read_bytes())})
    assert answer.url.path == f"{Q1}/bien-nhan"
    assert SENT.name in words(answer.text)
    assert len(told(here)) == 5


def test_files_that_units_send_push_none_of_the_clerk_out(here: Office, vp: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "KEPT", 2)
    with here.clerk() as clerk:
        chosen = clerk.post("/", files={"given": ("bang-diem.xlsx", files.shipped("data", "bang-diem-minh-hoa.xlsx").read_bytes())})
        assert chosen.url.path == "/moi"
        lying = set(here.app.state.intakes.folder.rglob("*"))
        for _ in range(3):
            assert vp.post(f"{Q1}/tep", files={"tep": ("bieu.xlsx", b"hong")}).status_code == 422
        assert clerk.get(str(chosen.url)).status_code == 200
        assert set(here.app.state.intakes.folder.rglob("*")) == lying


def test_a_workbook_that_is_gone_is_told_to_a_unit_on_a_page_of_its_own(here: Office, vp: TestClient) -> None:
    here.book.unlink()
    for address in ("/don-vi", Q1, f"{Q1}/bien-nhan", f"{Q1}/bieu.xlsx"):
        answer = vp.get(address)
        assert answer.status_code == 404
        assert "không có hoặc không còn" in words(answer.text)
        links = html.document_fromstring(answer.text).xpath("//@href | //@action")
        assert [link for link in links if not link.startswith(("/don-vi", "/static/", "#"))] == []


def test_a_file_of_another_unit_or_none_at_all_is_refused(here: Office) -> None:
    with here.unit("QLKH") as browser:
        answer = browser.post(f"{Q1}/tep", files={"tep": (SENT.name, SENT.read_bytes())})
        assert answer.status_code == 422
        assert "biểu của đơn vị khác" in words(answer.text)
        assert browser.post(f"{Q1}/tep", files={"tep": ("x.xlsx", b"PK\x03\x04 broken")}).status_code == 422
        assert browser.post(f"{Q1}/tep", files={"tep": ("x.exe", b"MZ")}).status_code == 422
        assert browser.post(f"{Q1}/tep").status_code == 422
    assert told(here) == set()


def test_a_workbook_open_in_excel_keeps_the_words_and_says_when_to_come_back(here: Office, vp: TestClient) -> None:
    asked = filled(vp, {"ct/1.1.2/done": "Đã làm", "ct/1.1.2/progress": "Đang thực hiện"})
    owner = here.book.with_name(f"~${here.book.name}")
    owner.write_bytes(b"")
    answer = vp.post(Q1, data=asked)
    assert "Văn phòng đang mở sổ" in words(answer.text)
    assert fields(vp.get(Q1).text, Q1)["ct/1.1.2/done"].strip() == "Đã làm"
    owner.unlink()
    assert vp.post(Q1, data=filled(vp, {})).url.path == f"{Q1}/bien-nhan"


def test_a_form_that_changed_meanwhile_is_shown_with_both_words(vp: TestClient) -> None:
    asked = filled(vp, {"ct/1.1.2/done": "Của tôi", "ct/1.1.2/progress": "Đang thực hiện"})
    vp.post(f"{Q1}/tep", files={"tep": (SENT.name, SENT.read_bytes())})
    answer = vp.post(Q1, data=asked)
    assert answer.status_code == 422
    assert "Trong sổ đang ghi: (Minh hoạ) Đã giao nhiệm vụ" in words(answer.text)
    assert fields(answer.text, Q1)["ct/1.1.2/done"].strip() == "Của tôi"


def test_words_for_a_line_that_is_gone_are_shown_to_be_copied(here: Office, vp: TestClient) -> None:
    answer = vp.post(Q1, data={**filled(vp, {}), "ct/9.9.9/done": "Chữ của dòng cũ"})
    assert answer.status_code == 422
    assert "Chữ ở dòng không còn" in words(answer.text)
    assert "Chữ của dòng cũ" in words(answer.text)
    assert told(here) == set()


def test_a_locked_period_shows_no_field_and_takes_nothing(here: Office, vp: TestClient) -> None:
    asked = filled(vp, {"ct/1.1.2/done": "Đã làm", "ct/1.1.2/progress": "Đang thực hiện"})
    plan = read_plan_book(here.book).plan
    locked = tuple(row.model_copy(update={"report_date": NOON.date()}) if row.id == "Q1" else row for row in plan.periods)
    here.book.write_bytes(write_plan_book(plan.model_copy(update={"periods": locked})))
    before = here.book.read_bytes()
    assert "đã khoá" in words(vp.get(Q1).text)
    assert vp.post(Q1, data=asked).status_code == 422
    assert vp.post(f"{Q1}/tep", files={"tep": (SENT.name, SENT.read_bytes())}).status_code == 422
    assert here.book.read_bytes() == before


# Who may see what


UNIT_PAGES = ("/don-vi", Q1, f"{Q1}/bieu.xlsx", f"{Q1}/bien-nhan")
CLERK_PAGES = (
    f"/so/{BOOK}/don-vi",
    f"/so-excel/{BOOK}.xlsx",
    f"/tep/{BOOK}-lich-su/mat-khau-don-vi.json",
    "/",
    "/api/openapi.json",
    "/viec/x",
)


@pytest.mark.parametrize("path", UNIT_PAGES)
def test_without_a_session_a_unit_s_page_leads_to_the_door(path: str, here: Office) -> None:
    with here.browser() as browser:
        assert browser.get(path).url.path == "/don-vi/vao"
        browser.cookies.set("__Secure-vanban-don-vi", "made-up")
        assert browser.get(path).url.path == "/don-vi/vao"


@pytest.mark.parametrize("path", UNIT_PAGES)
def test_the_clerk_s_cookie_opens_no_page_of_a_unit(path: str, here: Office) -> None:
    for address in ("127.0.0.1", ADDRESS):
        with here.clerk(address) as browser:
            assert browser.get(path).url.path == "/don-vi/vao"


@pytest.mark.parametrize("path", CLERK_PAGES)
def test_a_unit_s_cookie_opens_no_page_of_the_clerk(path: str, here: Office, vp: TestClient) -> None:
    assert vp.get(path).status_code == 403
    with here.unit("VP", "127.0.0.1") as browser:
        assert browser.get(path).status_code == 403


@pytest.mark.parametrize("path", CLERK_PAGES)
def test_the_clerk_s_pages_are_refused_to_other_machines_even_with_the_token(path: str, here: Office) -> None:
    with here.clerk(ADDRESS) as browser:
        answer = browser.get(path, headers={"authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 403
        assert "trên chính máy" in words(answer.text) or answer.headers["content-type"] == "application/json"
        assert browser.get(f"{path}?token={TOKEN}").status_code == 403


def test_a_unit_cannot_name_the_form_of_another(here: Office) -> None:
    with here.unit("VP") as browser:
        browser.post(Q1, data=filled(browser, answers_of(vp_first_quarter(again=False))))
    before = here.book.read_bytes()
    with here.unit("QLKH") as browser:
        shown = browser.get(Q1).text
        assert "Minh hoạ" not in shown
        assert "ct/1.1.2/done" not in fields(shown, Q1)
        forged = {**filled(browser, {}), "ct/1.1.2/done": "Giả", "don_vi": "VP", "unit": "VP", "so": BOOK}
        assert browser.post(f"{Q1}?unit=VP&don-vi=VP", data=forged).status_code == 422
        assert browser.get(f"{Q1}/bien-nhan").status_code == 422
        for path in ("/don-vi/ky/..%2fQ1", "/don-vi/ky/Q1-VP", "/don-vi/ky/VP", "/don-vi/VP", "/don-vi/ky/Q3", "/don-vi/ky/%00"):
            assert browser.get(path).status_code in {404, 422}, path
    assert here.book.read_bytes() == before


def test_a_post_of_another_page_is_refused_to_units_too(here: Office, vp: TestClient) -> None:
    asked = filled(vp, {"ct/1.1.2/done": "Giả", "ct/1.1.2/progress": "Đang thực hiện"})
    for headers in ({"origin": "https://evil.example", "sec-fetch-site": "cross-site"}, {"origin": f"http://{HOST}"}, {"origin": "null"}):
        assert vp.post(Q1, data=asked, headers=headers).status_code == 403
    del vp.headers["origin"]
    assert vp.post(Q1, data=asked).status_code == 403
    assert told(here) == set()


def test_more_than_a_form_needs_is_refused_before_it_is_read(here: Office) -> None:
    with here.browser() as browser:
        answer = browser.post("/don-vi/vao", headers={"content-length": str(LARGEST_OF_UNIT + 1)}, content=b"x")
        assert answer.status_code == 413


def test_without_lan_units_have_no_pages(tmp_path: Path) -> None:
    desk = desk_with_sample(tmp_path)
    with TestClient(create_app(desk, access()), base_url=f"http://{HOST}") as browser:
        assert browser.get("/don-vi/vao").status_code == 403
        browser.cookies.set("vanban", TOKEN)
        answer = browser.get("/don-vi/vao")
        assert answer.status_code == 404
        assert "--lan" in words(answer.text)
    assert not log_path(desk.out).exists()


# Signing in


def enters(browser: TestClient, unit: str, password: str, **more: str) -> tuple[int, str]:
    answer = browser.post("/don-vi/vao", data={"ma": unit, "mat_khau": password, **more})
    return answer.status_code, answer.text.replace(f'value="{unit}"', "")


def test_a_wrong_password_an_unknown_unit_and_an_unknown_book_have_one_answer(here: Office) -> None:
    with here.browser() as browser:
        wrong = enters(browser, "VP", "sai")
        assert wrong[0] == 403
        assert enters(browser, "ABC", "sai") == wrong
        assert enters(browser, "VP", "sai", so="../ke-hoach") == wrong
        assert enters(browser, "VP", here.passwords["QLKH"]) == wrong
        assert "set-cookie" not in browser.post("/don-vi/vao", data={}).headers


def test_the_cookie_is_shown_to_nobody_else(here: Office) -> None:
    with here.browser() as browser:
        answer = browser.post("/don-vi/vao", data={"ma": "vp", "mat_khau": here.passwords["VP"].upper()}, follow_redirects=False)
    parts = set(answer.headers["set-cookie"].split("; "))
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/don-vi"} <= parts


def test_a_session_ends_after_eight_hours_on_signing_out_and_with_a_new_password(here: Office) -> None:
    with here.unit("VP") as browser:
        here.clock.at = NOON + LASTS - timedelta(seconds=1)
        assert browser.get("/don-vi").url.path == "/don-vi"
        here.clock.at = NOON + LASTS
        assert browser.get("/don-vi").url.path == "/don-vi/vao"
    with here.unit("VP") as browser:
        token = browser.cookies["__Secure-vanban-don-vi"]
        assert browser.post("/don-vi/ra").url.path == "/don-vi/vao"
        browser.cookies.set("__Secure-vanban-don-vi", token)
        assert browser.get("/don-vi").url.path == "/don-vi/vao"
    with here.unit("VP") as browser, here.clerk() as clerk:
        clerk.post(f"/so/{BOOK}/don-vi", data={"cho": "VP"})
        assert browser.get("/don-vi").url.path == "/don-vi/vao"


def test_each_signing_in_has_a_token_of_its_own(here: Office) -> None:
    with here.unit("VP") as first, here.unit("VP") as second:
        assert first.cookies["__Secure-vanban-don-vi"] != second.cookies["__Secure-vanban-don-vi"]


@pytest.mark.parametrize("unit", ["VP", "KHONG-CO"])
def test_wrong_passwords_are_slowed_down_and_after_ten_wait_a_quarter_of_an_hour(unit: str, here: Office) -> None:
    with here.browser() as browser:
        codes: list[int] = []
        while codes.count(403) < MOST_TRIES:
            codes.append(enters(browser, unit, "sai")[0])
            here.clock.at += timedelta(seconds=1)
        assert codes[:4] == [403, 403, 403, 429]
        assert len(codes) > 100
        code, shown = enters(browser, unit, here.passwords["VP"])
        assert code == 429
        assert "15 phút" in shown
        if unit == "VP":
            with here.unit("VP", "192.168.1.8"):
                """Another machine is not held up."""
            here.clock.at += LONGEST_WAIT
            assert enters(browser, unit, here.passwords["VP"])[0] == 200


def test_many_tries_at_once_get_no_further_than_one_by_one() -> None:
    tries = Tries()
    assert [tries.wait("x", NOON) > timedelta(0) for _ in range(10)] == [False] * 3 + [True] * 7
    tries.right("x")
    assert tries.wait("x", NOON) == timedelta(0)


def test_names_that_a_stranger_makes_up_fill_no_memory() -> None:
    tries = Tries()
    for number in range(6_000):
        tries.wait(number, NOON)
    assert len(tries.known) == 5_000


def test_no_password_means_nobody_to_sign_in(tmp_path: Path) -> None:
    desk = desk_with_sample(tmp_path)
    with TestClient(create_app(desk, LAN), base_url=f"https://{HOST}") as browser:
        assert "chưa cấp mật khẩu" in words(browser.get("/don-vi/vao").text)
        browser.headers["origin"] = f"https://{HOST}"
        assert browser.post("/don-vi/vao", data={"ma": "VP", "mat_khau": ""}).status_code == 403


# What the clerk sees


def test_the_clerk_makes_passwords_that_are_shown_once_and_open_the_door(here: Office) -> None:
    with here.clerk() as clerk:
        page = f"/so/{BOOK}/don-vi"
        answer = clerk.post(page, data={"cho": "tat-ca"})
        slips = html.document_fromstring(answer.text).xpath("//code[@class='password']/text()")
        assert len(slips) == len(set(slips)) == 3
        assert f"https://{HOST}/don-vi" in words(answer.text)
        again = clerk.get(page).text
        assert not any(slip in again for slip in slips)
    with here.browser() as browser:
        assert enters(browser, "VP", here.passwords["VP"])[0] == 403
        assert enters(browser, "VP", slips[0])[0] == 200
    log = log_path(here.desk.out).read_text(encoding="utf-8")
    assert not any(slip in log for slip in (*slips, *here.passwords.values()))


def test_the_clerk_sees_who_signed_in_and_sent(here: Office) -> None:
    with here.unit("VP") as browser:
        browser.post(f"{Q1}/tep", files={"tep": (SENT.name, SENT.read_bytes())})
    with here.clerk() as clerk:
        shown = html.document_fromstring(clerk.get(f"/so/{BOOK}/don-vi").text)
    rows = {row.xpath("th/text()")[0]: " ".join(row.text_content().split()) for row in shown.xpath("(//table)[1]/tbody/tr")}
    assert "12:00 ngày 20/3/2025 12:00 ngày 20/3/2025 (kỳ Q1)" in rows["VP"]
    assert "Chưa lần nào Chưa gửi" in rows["TT"]
    assert "gửi tệp biểu" in words(html.tostring(shown, encoding="unicode"))


def test_passwords_for_those_without_leave_the_others(here: Office) -> None:
    with here.clerk() as clerk:
        assert clerk.post(f"/so/{BOOK}/don-vi", data={"cho": "thieu"}).status_code == 422
        assert clerk.post(f"/so/{BOOK}/don-vi", data={"cho": "KHONG-CO"}).status_code == 422
    with here.unit("VP"):
        """The old password still opens."""


def test_a_broken_file_of_passwords_is_told_to_the_clerk_and_lets_nobody_in(here: Office) -> None:
    (here.desk.out / f"{BOOK}-lich-su" / "mat-khau-don-vi.json").write_bytes(b"{")
    with here.clerk() as clerk:
        answer = clerk.get(f"/so/{BOOK}/don-vi")
        assert answer.status_code == 422
        assert "Tệp mật khẩu của đơn vị bị hỏng" in words(answer.text)
    with here.browser() as browser:
        assert browser.post("/don-vi/vao", data={"ma": "VP", "mat_khau": here.passwords["VP"]}).status_code == 422
    with pytest.raises(InputRefusedError):
        make_passwords(here.desk.out, BOOK, ["VP"], Any, NOON)  # type: ignore[arg-type] # never reached


# The log


def test_everything_is_logged_with_who_from_where_and_what_came_of_it(here: Office) -> None:
    with here.browser() as browser:
        enters(browser, "VP", "mot-mat-khau-sai")
        enters(browser, "mot-mat-khau-o-nham-cho", "sai")
        browser.get("/")
    with here.unit("VP") as browser:
        browser.post(Q1, data=filled(browser, {"ct/1.1.2/expected": "9", "ct/1.1.2/progress": "Đang thực hiện"}))
        browser.post(Q1, data=filled(browser, {"ct/1.1.2/expected": "1"}, send=False))
        browser.post(Q1, data=filled(browser, {}))
        browser.get(f"{Q1}/bieu.xlsx")
        browser.post("/don-vi/ra")
    seen = events(here)
    for wanted in (
        ("VP", "đăng nhập", "sai"),
        ("chưa đăng nhập", "đăng nhập", "sai"),
        ("chưa đăng nhập", "GET /", "403"),
        ("VP", "đăng nhập", "được"),
        ("VP", "gửi biểu trên trang", "từ chối: BIEU-31, BIEU-19, BIEU-26"),
        ("VP", "lưu tạm biểu", "đã lưu"),
        ("VP", "gửi biểu trên trang", "đã nhận, có điều cần xem"),
        ("VP", "tải tệp biểu", "200"),
        ("VP", "đăng xuất", "303"),
    ):
        assert wanted in seen, (wanted, seen)
    assert {event.address for event in latest(here.desk.out, 200)} == {ADDRESS}
    log = log_path(here.desk.out).read_text(encoding="utf-8")
    assert not any(secret in log for secret in ("mot-mat-khau", here.passwords["VP"], TOKEN))


def test_a_forged_line_end_in_an_address_stays_one_event(here: Office) -> None:
    with here.browser() as browser:
        browser.get("/don-vi/%0a%7b%22at%22:1%7d\u202e")
    assert len(log_path(here.desk.out).read_text(encoding="utf-8").splitlines()) == 1


def test_the_clerk_s_own_work_is_logged_too(here: Office) -> None:
    with here.clerk() as clerk:
        clerk.get(f"/so-excel/{BOOK}.xlsx")
        clerk.get("/static/app.css")
    assert [(who, what.partition("/")[0], result) for who, what, result in events(here)] == [("văn phòng", "GET ", "200")]


def test_a_log_that_cannot_be_written_keeps_nobody_out(here: Office) -> None:
    log_path(here.desk.out).mkdir()
    with here.browser() as browser:
        assert browser.get("/don-vi/vao").status_code == 200


def test_our_own_fault_is_logged_too(here: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError

    with here.unit("VP") as browser:
        monkeypatch.setattr("generator.web.pages.unit_forms.unit_book", broken)
        with pytest.raises(ZeroDivisionError):
            browser.get("/don-vi")
    assert events(here)[-1] == ("VP", "GET /don-vi", "500")


# For everybody


def _labelled(shown: Any) -> list[str]:  # noqa: ANN401 - lxml's element
    named = {label.get("for") for label in shown.xpath("//label[@for]")}
    inputs = shown.xpath("//main//input[not(@type='hidden')] | //main//select | //main//textarea")
    return [
        field.get("name")
        for field in inputs
        if field.get("id") not in named and not field.get("aria-label") and not field.xpath("ancestor::label")
    ]


PAGES: dict[str, Callable[[TestClient], str]] = {
    "form": lambda browser: browser.get(Q1).text,
    "refused form": lambda browser: browser.post(Q1, data=filled(browser, {"ct/1.1.2/expected": "9"})).text,
    "list": lambda browser: browser.get("/don-vi").text,
    "receipt": lambda browser: browser.post(f"{Q1}/tep", files={"tep": (SENT.name, SENT.read_bytes())}).text,
    "door": lambda browser: browser.post("/don-vi/ra").text,
}


@pytest.mark.parametrize("name", PAGES)
def test_every_field_has_a_label_every_id_is_single_and_no_style_or_script_stands_in_the_page(name: str, vp: TestClient) -> None:
    page = PAGES[name](vp)
    shown = html.document_fromstring(page)
    assert _labelled(shown) == []
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not shown.xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]")
    levels = [int(heading.tag[1]) for heading in shown.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert len(shown.xpath("//h1")) == 1
