"""Another page on the clerk's own machine, in the same browser: it changes nothing, reads nothing, shows nothing, gets no cookie."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import opened
from tests.hostile import Target, status, target, tree
from tests.web_desk import BOOK


@dataclass
class Other:
    """Another server of this machine, and the cookies that it was given."""

    port: int = 0
    page: str = ""
    given: list[str] = field(default_factory=list)


@contextmanager
def other_server() -> Iterator[Other]:
    other = Other()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            other.given.append(self.headers.get("cookie", ""))
            data = other.page.encode()
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_said: object) -> None:
            """Nothing on the console."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        other.port = int(server.server_address[1])
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield other
        server.shutdown()


@pytest.fixture(scope="module")
def prey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with target(tmp_path_factory.mktemp("prey")) as running:
        yield running


@pytest.fixture(scope="module")
def other() -> Iterator[Other]:
    with other_server() as running:
        yield running


@pytest.fixture(scope="module")
def browser(prey: Target) -> Iterator[Page]:
    with opened(prey.served.entrance) as page:
        assert page.context.cookies()[0]["name"] == "vanban"
        yield page


@pytest.fixture(params=["127.0.0.1", "localhost", "evil.localhost", "the same name"])
def attacker(request: pytest.FixtureRequest, prey: Target, other: Other, browser: Page) -> Iterator[Page]:
    """A page of the other server: of another site, and, at the worst, of our own name with another port."""
    name = prey.host.partition(":")[0] if request.param == "the same name" else request.param
    before = tree(prey.folder)
    page = browser.context.new_page()
    page.goto(f"http://{name}:{other.port}/")
    yield page
    for left in page.context.pages[1:]:
        left.close()
    assert tree(prey.folder) == before
    assert status(prey.asked("/", prey.cookie)) == 200, "it still serves"


@pytest.mark.parametrize("path", ["/thu", "/dung", f"/so/{BOOK}/du-thao", f"/so/{BOOK}/don-vi"])
def test_a_form_posted_from_another_page_changes_nothing(attacker: Page, prey: Target, path: str) -> None:
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain"):
        attacker.evaluate(
            """([address, kind]) => { const form = document.createElement('form'); form.method = 'post'; form.action = address;
            form.enctype = kind;
            form.target = 'there'; const field = document.createElement('input'); field.name = 'cho'; field.value = 'tat-ca';
            form.append(field);
            const frame = document.createElement('iframe'); frame.name = 'there'; document.body.append(frame, form);
            return new Promise((done) => { frame.onload = done; form.submit(); setTimeout(done, 3000); }).then(() => { frame.remove();
            form.remove(); }); }""",
            [prey.served.site + path, kind],
        )
    with attacker.expect_navigation() as went:
        attacker.evaluate(
            """(address) => { const form = document.createElement('form'); form.method = 'post'; form.action = address;
            document.body.append(form); form.submit(); }""",
            prey.served.site + path,
        )
    assert went.value is not None
    assert went.value.status == 403


def test_nothing_is_fetched_from_another_page(attacker: Page, prey: Target) -> None:
    for path in ("/", f"/so-excel/{BOOK}.xlsx", "/api/plans", "/static/app.js", f"/so/{BOOK}"):
        for mode in ("cors", "no-cors", "same-origin"):
            for method in ("GET", "POST"):
                got = attacker.evaluate(
                    """([address, mode, method]) => fetch(address, {mode, method, credentials: 'include'})
                    .then(async (answer) => answer.type + (await answer.text()), () => '')""",
                    [prey.served.site + path, mode, method],
                )
                assert got in {"", "opaque"}, (path, mode)


def test_no_element_of_another_page_loads_ours(attacker: Page, prey: Target) -> None:
    loaded = attacker.evaluate(
        """([site, book]) => Promise.all([['script', 'src', '/static/app.js'], ['link', 'href', '/static/app.css'], ['img', 'src',
        '/static/icon.svg'],
        ['script', 'src', '/api/plans'], ['img', 'src', `/so-excel/${book}.xlsx`]].map(([kind, where, path]) => new Promise((done) => {
        const element = document.createElement(kind); element.onload = () => done(path); element.onerror = () => done('');
        if (kind === 'link') element.rel = 'stylesheet'; element[where] = site + path; document.head.append(element); })))""",
        [prey.served.site, BOOK],
    )
    assert loaded == [""] * 5


def test_another_page_can_not_frame_ours(attacker: Page, prey: Target) -> None:
    attacker.evaluate(
        """(address) => new Promise((done) => { for (const kind of ['iframe', 'object', 'embed']) {
        const frame = document.createElement(kind);
        frame[kind === 'object' ? 'data' : 'src'] = address; document.body.append(frame); } setTimeout(done, 1500); })""",
        f"{prey.served.site}/so/{BOOK}",
    )
    shown = [frame.content() for frame in attacker.frames[1:] if not frame.is_detached()]
    assert all("Kế hoạch" not in words for words in shown)


def test_a_window_opened_by_another_page_is_out_of_its_reach(attacker: Page, prey: Target) -> None:
    with attacker.context.expect_page() as came:
        attacker.evaluate("(address) => { window.theirs = window.open(address); }", f"{prey.served.site}/so/{BOOK}")
    came.value.wait_for_load_state()
    read = attacker.evaluate(
        """() => { try { return window.theirs.closed ? 'cut off' : String(window.theirs.document.title + window.theirs.length); }
        catch (error) { return 'refused'; } }"""
    )
    assert read in {"cut off", "refused"}
    assert came.value.evaluate("() => window.opener === null")


def test_no_other_name_of_this_machine_is_given_the_cookie(prey: Target, other: Other, browser: Page) -> None:
    """Cookies know no ports: under our own random name alone another server would get it."""
    other.given.clear()
    page = browser.context.new_page()
    own, _, port = prey.host.partition(":")
    for name in ("127.0.0.1", "localhost", "evil.localhost", f"x.{own}"):
        page.goto(f"http://{name}:{other.port}/")
        page.goto(f"http://{name}:{other.port}/so/{BOOK}")
    assert len(other.given) >= 8
    assert not [cookie for cookie in other.given if prey.token in cookie]
    assert own.startswith("so-")
    assert len(own) == len("so-00000000.localhost")
    assert port
    page.goto(f"http://{own}:{other.port}/")
    assert prey.token in other.given[-1], "this test would see a cookie that is sent"
    page.close()


def test_each_start_has_a_name_of_its_own(prey: Target, tmp_path: Path) -> None:
    with target(tmp_path) as second:
        assert second.host.partition(":")[0] != prey.host.partition(":")[0]
