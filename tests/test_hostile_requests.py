"""Requests that no browser sends, over a socket: no other file is given, nothing changes without token and own origin, nothing breaks."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import quote

import pytest

from tests.hostile import SECRET, Target, status, target, tree
from tests.web_desk import BOOK

_SAMPLE: Final = f"/so-excel/{BOOK}.xlsx"
_CHANGING: Final = ("/thu", f"/so/{BOOK}/du-thao", "/dung")


@pytest.fixture(scope="module")
def prey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with target(tmp_path_factory.mktemp("prey")) as running:
        yield running


@pytest.fixture(autouse=True)
def nothing_changes_or_breaks(prey: Target) -> Iterator[None]:
    before = tree(prey.folder / "desk")
    yield
    assert tree(prey.folder / "desk") == before
    assert "Traceback" not in prey.said()
    assert status(prey.asked(_SAMPLE, prey.cookie)) == 200, "it still serves"


_PLACES: Final = (
    "../../etc/passwd",
    "../../../../../../etc/passwd",
    "../secret.xlsx",
    "../../secret.docx",
    ".secret.xlsx",
    ".secret.docx",
    "secret.txt",
    "../secret.txt",
    "/etc/passwd",
)
_SPELLINGS: Final[tuple[Callable[[str], str], ...]] = (
    str,
    lambda place: place.replace("..", "%2e%2e"),
    lambda place: quote(place, safe=""),
    lambda place: quote(quote(place, safe=""), safe=""),
    lambda place: place.replace("/", "\\"),
    lambda place: place.replace("/", "%5c"),
    lambda place: place.replace("..", "..;"),
    lambda place: place.replace("..", "%c0%ae%c0%ae"),
    lambda place: f"{place}%00.xlsx",
    lambda place: f"./{place}",
)


@pytest.mark.parametrize("home", ["/tep/", "/so-excel/", "/static/", "/api/files/", "/api/workbooks/", "/don-vi/", "/so/", "/the/"])
def test_no_spelling_of_a_path_gives_another_file(prey: Target, home: str) -> None:
    addresses = {home + spell(place) for place in _PLACES for spell in _SPELLINGS}
    assert len(addresses) > 60
    for address in addresses:
        answer = prey.asked(address, prey.cookie)
        assert 400 <= status(answer) < 500, address
        assert SECRET not in answer, address
        assert b"root:" not in answer, address


@pytest.mark.parametrize(
    "form", ["http://evil.example{}", "http://{host}{}", "//evil.example{}", "https://evil.example:443{}", "*", "x{}", "?{}", "#{}"]
)
def test_another_form_of_the_target_gives_no_file(prey: Target, form: str) -> None:
    answer = prey.asked(form.replace("{host}", prey.host).replace("{}", _SAMPLE), prey.cookie)
    assert 400 <= status(answer) < 500 or b"location: http://" + prey.host.encode() + b"/?" in answer
    assert b"PK\x03\x04" not in answer


def test_only_our_own_host_is_answered(prey: Target) -> None:
    name, _, port = prey.host.partition(":")
    wrong = (
        f"{name}.:{port}", name, f"{name}:1", f"{name}:{port}:1", f"x.{prey.host}", f"evil.example:{port}", f"{prey.host}.evil.example",
        f"{prey.host}@evil.example", f"evil.example@{prey.host}", f"127.1:{port}", f"0.0.0.0:{port}", f"[::1]:{port}",
        f"2130706433:{port}", "",
        f" {prey.host} x", f"{prey.host}/", f"{prey.host}, evil.example", f"so-00000000.localhost:{port}",
    )  # fmt: skip
    for host in wrong:
        answer = prey.asked(_SAMPLE, prey.cookie, host=host)
        assert status(answer) in {400, 421}, host
        assert b"PK\x03\x04" not in answer, host
    for host in (prey.host, prey.host.upper(), f"127.0.0.1:{port}", f"LocalHost:{port}"):
        assert status(prey.asked(_SAMPLE, prey.cookie, host=host)) == 200, host


def test_two_hosts_or_none_are_refused(prey: Target) -> None:
    own, other = f"Host: {prey.host}\r\n", "Host: evil.example\r\n"
    for hosts in (own + other, other + own, own + own, ""):
        assert status(prey.sent(f"GET {_SAMPLE} HTTP/1.1\r\n{hosts}{prey.cookie}Connection: close\r\n\r\n")) == 400
    assert status(prey.sent(f"GET {_SAMPLE} HTTP/1.0\r\n{prey.cookie}\r\n")) == 421


def test_what_a_proxy_would_say_of_the_asker_is_not_believed(prey: Target) -> None:
    said = "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Host: {0}\r\nX-Forwarded-Proto: https\r\nForwarded: for=127.0.0.1;host={0}\r\n"
    said += "X-Original-URL: /static/app.css\r\nX-Rewrite-URL: /static/app.css\r\n"
    said = said.format(prey.host)
    assert status(prey.asked(_SAMPLE, said)) == 403
    assert status(prey.asked(_SAMPLE, said + prey.cookie, host="evil.example")) == 421
    assert status(prey.asked("/static/app.css", said + "X-Original-URL: /so-excel/x\r\n")) == 200


def test_a_method_that_a_page_does_not_have_is_refused(prey: Target) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "POST", "X" * 1000):
        for headers in ("", prey.cookie, prey.cookie + prey.origin):
            answer = prey.asked(_SAMPLE, headers, method=method)
            assert 400 <= status(answer) < 500, method
            assert b"PK\x03\x04" not in answer, method
    answer = prey.asked("/", prey.cookie + prey.origin + "X-HTTP-Method-Override: POST\r\n")
    assert status(answer) == 200


@pytest.mark.parametrize("path", _CHANGING)
def test_nothing_changes_without_token_and_own_origin(prey: Target, path: str) -> None:
    name, _, port = prey.host.partition(":")
    origins = (
        "", "null", f"http://{prey.host}.evil", f"http://{name}.evil:{port}", f"http://evil.example/{prey.host}", f"http://x@{prey.host}",
        f"http://{name}", f"http://{name}:1", f"https://{prey.host}", f"HTTP://{prey.host}/", f"http://127.0.0.1:{port}",
        f"file://{prey.host}",
        f"http://{prey.host} ,http://evil.example", "http://", "://", prey.host,
    )  # fmt: skip
    for origin in origins:
        answer = prey.asked(path, f"{prey.cookie}Origin: {origin}\r\nContent-Length: 0\r\n", method="POST")
        assert status(answer) == 403, origin
    for headers in (
        prey.cookie,
        prey.origin,
        f"{prey.cookie}{prey.origin}Sec-Fetch-Site: cross-site\r\n",
        f"{prey.cookie}{prey.origin}Sec-Fetch-Site: same-site\r\n",
        f"{prey.cookie}{prey.origin}Origin: http://evil.example\r\n",
        f"{prey.cookie}Origin: http://evil.example\r\n{prey.origin}Sec-Fetch-Site: cross-site\r\n",
        f"{prey.origin}Cookie: vanban=\r\n",
        f"{prey.origin}Cookie: vanban2={prey.token}\r\n",
        f"{prey.origin}Cookie: x=vanban={prey.token}\r\n",
        f"{prey.origin}Cookie: VANBAN={prey.token}\r\n",
        f"{prey.origin}Cookie: vanban={prey.token[:-1]}\r\n",
        f"{prey.origin}Cookie: vanban={prey.token}x\r\n",
        "Authorization: Bearer\r\n",
        "Authorization: Bearer \xff\r\n",
        f"Authorization: Basic {prey.token}\r\n",
    ):
        answer = prey.asked(path, f"{headers}Content-Length: 0\r\n", method="POST")
        assert status(answer) == 403, headers
    assert status(prey.asked(f"{path}?token={prey.token}", f"{prey.origin}Content-Length: 0\r\n", method="POST")) == 403


@pytest.mark.parametrize(
    "beside",
    [
        "vanban=evil",
        'a={"b": [1, 2]}',
        "a b=c d",
        "a=\xe9\xff",
        "=",
        ";;;",
        "vanban",
        "a=;",
        "$Version=1",
        'a="',
        "vanban=\xff",
        "a=" + "x" * 8000,
    ],
)
def test_cookies_of_other_servers_keep_nobody_in_or_out(prey: Target, beside: str) -> None:
    """Cookies know hosts, not ports: what another server of this machine left comes along."""
    own = f"vanban={prey.token}"
    for given in (
        f"Cookie: {beside}; {own}\r\n",
        f"Cookie: {own}; {beside}\r\n",
        f"Cookie: {beside}\r\nCookie: {own}\r\n",
        f"Cookie: {own}\r\nCookie: {beside}\r\n",
    ):
        assert status(prey.asked(_SAMPLE, given)) == 200, given
    assert status(prey.asked(_SAMPLE, f"Cookie: {beside}\r\n")) == 403


def test_lengths_that_contradict_each_other_are_refused(prey: Target) -> None:
    head = f"POST /dung HTTP/1.1\r\nHost: {prey.host}\r\n{prey.cookie}"
    smuggled = f"POST /thu HTTP/1.1\r\nHost: {prey.host}\r\n{prey.cookie}Content-Length: 0\r\nConnection: close\r\n\r\n"
    for lengths in (
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: \x0bchunked\r\n",
        "Transfer-Encoding: identity\r\nContent-Length: 0\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n",
        "Content-Length: 0\r\nContent-Length: 5\r\n",
        "Content-Length: 0, 5\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: +0\r\n",
        "Content-Length: 0x0\r\n",
        "Content-Length: \r\n",
        f"Content-Length: {'9' * 5000}\r\n",
        f"Content-Length: {2**63}\r\n",
    ):
        for origin in ("", prey.origin):
            answer = prey.sent(f"{head}{origin}{lengths}\r\n0\r\n\r\n{smuggled}", patience=1)
            assert 400 <= status(answer) < 500, lengths
            assert b"HTTP/1.1 2" not in answer, lengths
            assert b"HTTP/1.1 3" not in answer, lengths


def test_requests_one_behind_the_other_are_each_judged(prey: Target) -> None:
    stranger = f"POST /thu HTTP/1.1\r\nHost: {prey.host}\r\nContent-Length: 0\r\n\r\n"
    own = f"GET {_SAMPLE} HTTP/1.1\r\nHost: {prey.host}\r\n{prey.cookie}\r\n"
    last = f"GET {_SAMPLE} HTTP/1.1\r\nHost: {prey.host}\r\nConnection: close\r\n\r\n"
    answer = prey.sent(own + stranger + last)
    assert answer.count(b"HTTP/1.1 200 OK") == 1
    assert answer.count(b"HTTP/1.1 403 Forbidden") == 2


@pytest.mark.parametrize(
    "raw",
    [
        "\x00\x01\x02\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\x16\x03\x01\x02\x00\x01",
        "GET /\xff HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : x\r\n\r\n", "GET / HTTP/1.1\r\n: x\r\n\r\n", "GET / HTTP/1.1\nHost: x\n\n",
        "GET / HTTP/1.1\r\nX: \x00\r\n\r\n",
    ],
)  # fmt: skip
def test_bytes_that_are_no_request_are_refused(prey: Target, raw: str) -> None:
    assert status(prey.sent(raw, patience=1)) in {0, 400, 421}


def test_headers_without_end_are_not_kept(prey: Target) -> None:
    assert status(prey.asked("/", f"X: {'a' * 300_000}\r\n")) in {0, 400}
    assert status(prey.asked("/", "".join(f"X-{number}: a\r\n" for number in range(20_000)))) in {0, 400}
    assert status(prey.asked(f"/so/{'a' * 300_000}", prey.cookie)) in {0, 400}


def test_a_body_that_comes_slowly_keeps_nobody_else_waiting(prey: Target) -> None:
    port = int(prey.host.rpartition(":")[2])
    head = f"POST /kiem-tra HTTP/1.1\r\nHost: {prey.host}\r\n{prey.cookie}{prey.origin}Content-Type: multipart/form-data; boundary=x\r\n"
    head += "Content-Length: 900\r\n\r\n--x"
    lines = [socket.create_connection(("127.0.0.1", port), 5) for _ in range(60)]
    try:
        for line in lines:
            line.sendall(head.encode())
        assert status(prey.asked(_SAMPLE, prey.cookie)) == 200
    finally:
        for line in lines:
            line.close()


def test_the_token_leads_only_into_our_own_pages(prey: Target) -> None:
    for path in (
        "//evil.example/",
        "/\\evil.example/",
        "/%2f/evil.example",
        "/%5cevil.example",
        "/%09/evil.example",
        "/%0d%0aX-Y:z",
        "///evil.example",
    ):
        answer = prey.asked(f"{path}?token={prey.token}&a=%0d%0aX-Y:z")
        assert b"X-Y:" not in answer.replace(b"%0D%0AX-Y", b""), path
        if status(answer) == 303:
            place = next(line for line in answer.split(b"\r\n") if line.lower().startswith(b"location: ")).split(b" ", 1)[1]
            assert place.startswith(b"/"), path
            assert place[1:2] not in {b"/", b"\\", b"\t"}, path


@pytest.mark.parametrize("way", ["//evil.example/x", "/%09/evil.example", "/\\evil.example", "///evil.example", "/%2f/evil.example"])
def test_the_way_back_leads_to_no_other_machine(prey: Target, way: str) -> None:
    answer = prey.asked("/khong-co", f"{prey.cookie}Referer: http://{prey.host}{way}\r\n").decode("utf-8")
    (link,) = (part.partition('"')[0] for part in answer.split('<a class="button primary" href="')[1:])
    assert link.startswith("/")
    assert link[1:2] not in {"/", "\\", "\t"}


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("/kiem-tra", "multipart/form-data", "abc"),
        ("/kiem-tra", "multipart/form-data; boundary=x", "abc"),
        ("/kiem-tra", "multipart/form-data; boundary=\xff; charset=utf-7", "abc"),
        ("/kiem-tra", f"multipart/form-data; boundary={'x' * 1000}", "abc"),
        ("/kiem-tra", "multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="given"\r\n\r\nwords\r\n--x--\r\n'),
        ("/kiem-tra", "multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="given"; filename="\r\n\r\nx\r\n'),
        ("/moi", "application/x-www-form-urlencoded", "name=x&year=" + "9" * 5000),
        ("/moi", "application/x-www-form-urlencoded", "name=x&scores=gui:x:" + "9" * 5000),
        ("/moi", "application/x-www-form-urlencoded", "name=%ff%fe%00&year=2026&earlier=thu-muc:../secret.xlsx"),
        ("/moi", "application/x-www-form-urlencoded", "name=..&scores=thu-muc:/etc/passwd"),
        ("/mau", "application/x-www-form-urlencoded", "loai=%00&so=../secret"),
        ("/mau", "application/x-www-form-urlencoded", "loai=cong+van&so=../secret"),
        (f"/so/{BOOK}/phat-hanh", "application/x-www-form-urlencoded", "tep=../../secret.docx&so=1"),
        (f"/so/{BOOK}/phat-hanh", "application/x-www-form-urlencoded", "tep=.secret.docx"),
        (f"/so/{BOOK}/ban-sua", "application/x-www-form-urlencoded", "file=../../secret.docx"),
        (f"/so/{BOOK}/ban-sua/lay", "application/x-www-form-urlencoded", "key=../x&file=.secret.docx"),
        (f"/so/{BOOK}/du-thao/so-sanh", "application/x-www-form-urlencoded", "old=../../secret.docx&new=.secret.docx"),
        (f"/so/{BOOK}/sua/facts/3", "application/x-www-form-urlencoded", "seen=%ff"),
        (f"/so/{BOOK}/sua/facts/{'9' * 5000}", "application/x-www-form-urlencoded", "seen=x"),
        (f"/so/{BOOK}/sua/facts/moi", "application/x-www-form-urlencoded", "seen=x"),
        (f"/so/{BOOK}/sua/criteria/moi", "application/x-www-form-urlencoded; charset=utf-99", "seen=%ff&c.code=x"),
        (f"/so/{BOOK}/sua/criteria/7/xoa", "application/x-www-form-urlencoded", "seen=x&id="),
        (f"/so/{BOOK}/sua/criteria/7", "application/x-www-form-urlencoded", "c.__class__=x"),
        (f"/so/{BOOK}/sua/../../secret/7", "application/x-www-form-urlencoded", "seen=x"),
        (f"/so/{BOOK}/ky/..%2f../bieu", "application/x-www-form-urlencoded", ""),
        (f"/so/{BOOK}/don-vi", "application/x-www-form-urlencoded", "cho=../x"),
        (f"/api/plans/{BOOK}/issue", "application/x-www-form-urlencoded", "draft=../../secret.docx&day=2025-01-01"),
        (f"/api/plans/{BOOK}/pull", "application/json", '{"edited": "../secret.docx"}'),
        ("/api/plans", "application/x-www-form-urlencoded", "name=x&last_year=../secret"),
        ("/kiem-tra/x/" + "9" * 5000, "application/x-www-form-urlencoded", ""),
    ],
)  # fmt: skip
def test_a_form_that_no_page_of_ours_sends_is_refused_with_a_sentence(prey: Target, path: str, kind: str, body: str) -> None:
    answer = _posted(prey, path, kind, body)
    assert status(answer) in {303, 400, 404, 405, 409, 422}
    if status(answer) == 303:
        answer = _job(prey, answer)
    assert SECRET not in answer
    assert any(sign.encode() in answer for sign in ("Lỗi", "đã bị sửa", '"severity": "error"', '"severity":"error"')), "no sentence"


def _posted(prey: Target, path: str, kind: str, body: str) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: {prey.host}\r\n{prey.cookie}{prey.origin}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return prey.sent(f"{head}Connection: close\r\n\r\n{body}")


def _job(prey: Target, answer: bytes) -> bytes:
    place = next(line for line in answer.split(b"\r\n") if line.lower().startswith(b"location: ")).split(b" ", 1)[1].decode()
    while b'"finished":true' not in prey.asked(f"{place}/tien-do", prey.cookie):
        pass
    return prey.asked(place, prey.cookie)


@pytest.mark.parametrize(
    "path",
    [
        "/so-dang-ky?nam=" + "9" * 5000, "/so-dang-ky?nam=%ff&ky_hieu=%00&tim=" + "(" * 500, "/mau?tim=%ff%00", "/moi?da-gui=../x",
        "/moi?da-gui=%ff",
        f"/so/{BOOK}/phat-hanh?tep=../../secret.docx", f"/so/{BOOK}/phat-hanh?tep=%00", f"/so/{BOOK}/phat-hanh?so={'9' * 5000}",
        f"/so/{BOOK}/xem-truoc?ky=../x", f"/so/{BOOK}/xem-truoc?ky=%ff", f"/so/{BOOK}/ky/%ff", f"/so/{BOOK}/ky/Q1/tieu-chi/..",
        f"/so/{BOOK}/ky/Q1/tieu-chi/%00",
        f"/so/{BOOK}/sua/__class__", f"/so/{BOOK}/sua/criteria/{'9' * 5000}", f"/so/{BOOK}/sua/criteria/-1",
        f"/so/{BOOK}/sua/criteria/0", "/viec/..", "/viec/%ff/tien-do",
        "/xem-truoc/x/trang-" + "9" * 5000 + ".png",
        f"/api/plans/{BOOK}/status?period=x&on=" + "9" * 5000, f"/api/plans/{BOOK}/status?on=0000-00-00",
        "/so/" + "a" * 5000, "/tep/" + "a/" * 5000, "/the/" + "%e1%ba%bf" * 300, f"/so/{BOOK}?{'a=b&' * 5000}",
    ],
)  # fmt: skip
def test_an_address_that_no_page_of_ours_has_breaks_nothing(prey: Target, path: str) -> None:
    answer = prey.asked(path, prey.cookie)
    assert status(answer) in {200, 400, 404, 422}
    assert SECRET not in answer


@pytest.mark.parametrize("unit", ["bytes=0-0,1-1", "bytes=99999999999-", "bytes=-", f"bytes={'0-1,' * 5000}0-1", f"bytes=0-{'9' * 5000}"])
def test_a_range_of_a_file_is_given_or_refused(prey: Target, unit: str) -> None:
    assert status(prey.asked(_SAMPLE, f"{prey.cookie}Range: {unit}\r\n")) in {200, 206, 400, 416}
