"""Who gets in: only the clerk's own browser, from our own pages, within limits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from generator.file_names import safe_name
from generator.web.guard import LARGEST_BODY
from generator.web.routes import create_app
from tests.web_desk import BOOK, HOST, TOKEN, access, client, desk_with_sample, words

_DOWNLOAD = f"/so-excel/{BOOK}.xlsx"


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(desk_with_sample(tmp_path), access()), base_url=f"http://{HOST}", follow_redirects=False) as browser:
        yield browser


def test_without_the_token_nothing_is_shown(stranger: TestClient) -> None:
    answer = stranger.get(_DOWNLOAD)
    assert answer.status_code == 403
    assert "địa chỉ mà vanban serve đã in ra" in words(answer.text)


def test_a_wrong_token_is_no_token(stranger: TestClient) -> None:
    assert stranger.get("/?token=wrong").status_code == 403
    stranger.cookies.set("vanban", "wrong")
    assert stranger.get(_DOWNLOAD).status_code == 403
    assert stranger.get(_DOWNLOAD, headers={"cookie": "vanban=%FF; x"}).status_code == 403


def test_the_token_in_the_address_becomes_a_cookie_and_leaves_the_address(stranger: TestClient) -> None:
    answer = stranger.get(f"/so-excel/{BOOK}.xlsx?token={TOKEN}&a=b%20c")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/so-excel/{BOOK}.xlsx?a=b+c"
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert stranger.get(_DOWNLOAD).status_code == 200


def test_the_token_never_leads_to_another_machine(stranger: TestClient) -> None:
    answer = stranger.get(f"//evil.example/?token={TOKEN}")
    assert answer.headers.get("location", "/").startswith("/")
    assert not answer.headers.get("location", "/").startswith("//")


def test_a_name_that_was_made_to_point_here_is_refused(tmp_path: Path) -> None:
    """DNS rebinding: the page of another name asks this machine, the browser sends that name."""
    with client(desk_with_sample(tmp_path)) as browser:
        answer = browser.get(_DOWNLOAD, headers={"host": "evil.example"})
        assert answer.status_code == 421
        assert browser.get(_DOWNLOAD, headers={"host": f"{HOST}:81"}).status_code == 421
        assert browser.get(_DOWNLOAD, headers={"host": ""}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
        {"origin": f"https://{HOST}", "sec-fetch-site": "same-origin"},
        {"origin": f"http://{HOST}:9", "sec-fetch-site": "same-site"},
        {"origin": f"http://{HOST}", "sec-fetch-site": "same-site"},
    ],
)
def test_a_post_of_another_page_is_refused(tmp_path: Path, headers: dict[str, str]) -> None:
    with client(desk_with_sample(tmp_path)) as browser:
        answer = browser.post("/dung", headers=headers)
        assert answer.status_code == 403
        assert "trang khác" in words(answer.text)


def test_a_post_without_origin_needs_the_token_shown_openly(tmp_path: Path) -> None:
    desk = desk_with_sample(tmp_path)
    app = create_app(desk, access())
    stopped: list[bool] = []
    app.state.stop = lambda: stopped.append(True)
    with client(desk, app=app) as browser:
        del browser.headers["origin"]
        assert browser.post("/dung").status_code == 403
        assert not stopped
        assert browser.post("/dung", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
        assert stopped


def test_read_only_lets_nothing_be_changed(tmp_path: Path) -> None:
    with client(desk_with_sample(tmp_path, read_only=True)) as browser:
        answer = browser.post("/dung")
        assert answer.status_code == 403
        assert "chỉ xem" in words(answer.text)
        assert browser.get(_DOWNLOAD).status_code == 200


def test_more_than_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with client(desk_with_sample(tmp_path)) as browser:
        assert browser.post("/dung", headers={"content-length": str(LARGEST_BODY + 1)}, content=b"x").status_code == 413
        assert browser.post("/dung", content=iter([b"x"])).status_code == 411


@pytest.mark.parametrize(
    "name",
    [
        "../x.xlsx",
        "..%2fx.xlsx",
        "%2e%2e/%2e%2e/etc/passwd",
        "out/../../x",
        "C:%5Cx.xlsx",
        "a%00b",
        ".hidden",
        "x.xlsx/..",
        "%2Fetc%2Fpasswd",
    ],
)
def test_a_path_in_a_name_leads_nowhere(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"secret")
    desk = desk_with_sample(tmp_path / "desk")
    desk.out.mkdir()
    (desk.out / ".hidden").write_bytes(b"secret")
    with client(desk) as browser:
        for address in (f"/tep/{name}", f"/so-excel/{name}"):
            answer = browser.get(address)
            assert answer.status_code in {404, 422}, address
            assert b"secret" not in answer.content


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    desk = desk_with_sample(tmp_path / "desk")
    desk.out.mkdir()
    (tmp_path / "secret.docx").write_bytes(b"secret")
    (desk.out / "link.docx").symlink_to(tmp_path / "secret.docx")
    with client(desk) as browser:
        assert browser.get("/tep/link.docx").status_code == 404


def test_outputs_and_workbooks_are_given_with_strict_headers(tmp_path: Path) -> None:
    desk = desk_with_sample(tmp_path)
    (desk.out / "Thư mục").mkdir(parents=True)
    (desk.out / "Thư mục" / "dự thảo.docx").write_bytes(b"words")
    with client(desk) as browser:
        answer = browser.get(desk.link(desk.out / "Thư mục" / "dự thảo.docx") or "")
        assert answer.content == b"words"
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "script-src 'self';" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert browser.get(desk.link(desk.folder / f"{BOOK}.xlsx") or "").content == (desk.folder / f"{BOOK}.xlsx").read_bytes()


def test_an_address_that_is_not_there_says_so(tmp_path: Path) -> None:
    with client(desk_with_sample(tmp_path)) as browser:
        answer = browser.get("/khong-co")
        assert answer.status_code == 404
        assert "Không có trang này" in words(answer.text)


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\bieu.xlsx", "bieu.xlsx"),
        ("CON.docx", "_CON.docx"),
        ("lpt1", "_lpt1"),
        ("a<b>:c?.docx", "a_b__c_.docx"),
        (" . ", "tep"),
        ("x\x00y.xlsx", "x_y.xlsx"),
        ("e\u0302\u0301.xlsx", "ế.xlsx"),
        (".htaccess", "htaccess"),
        ("a" * 300 + ".docx", "a" * 100 + ".docx"),
    ],
)
def test_a_name_from_outside_is_made_safe(given: str, safe: str) -> None:
    assert safe_name(given) == safe
