"""Two tabs, two people, a double click, and a server killed in the middle: nobody's words vanish, no number is given twice."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final

import httpx2 as httpx
import pytest
from docx import Document
from fastapi.testclient import TestClient
from lxml import html

from generator import files, package
from generator.actions.plan_drafts import draft_plan
from generator.web import Desk
from generator.web.desk import seen_hash
from generator.web.routes import create_app
from generator.workbook import read_plan_book, read_register
from tests.browser import opened, served
from tests.desks import NOW, waived_book
from tests.hostile import tree
from tests.unit_browser import fields
from tests.web_desk import access, client, posted, words

_ROUNDS: Final = int(os.environ.get("VANBAN_KILLS", "1"))
"""How often the server is killed for each kind of work; a longer run names more."""
_FORMS: Final = tuple(files.shipped("data", "bieu-minh-hoa", "Q1", f"minh-hoa-Q1-{name}.xlsx") for name in ("VP", "QLKH-nop-cham"))
_SO: Final = "/so/ke-hoach"
_LONG: Final = 40
"""Letters of a run that is no code and no unit."""
_SAID: Final = "theo ý lãnh đạo"


Ask = Callable[[httpx.Client, list[bool]], None]
"""What a browser asks of a server; it notes when the request that counts goes out."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "desk"
    folder.mkdir()
    waived_book(folder / "ke-hoach.xlsx")
    return Desk(folder, folder / "out", lambda: NOW)


def _book(desk: Desk) -> Path:
    return desk.folder / "ke-hoach.xlsx"


def _all_at_once(*tasks: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(tasks)) as pool:
        return [found.result() for found in [pool.submit(task) for task in tasks]]


def _saved(browser: TestClient, form: dict[str, str], note: str) -> int:
    """The status of saving the row with another note."""
    return browser.post(f"{_SO}/sua/criteria/2", data=form | {"c.internal_note": note}, follow_redirects=False).status_code


def _row(browser: Any, number: int = 2) -> dict[str, str]:  # noqa: ANN401 - a test client or a real one
    return fields(browser.get(f"{_SO}/sua/criteria/{number}").text, f"{_SO}/sua/criteria/{number}")


def test_of_two_who_edit_one_row_the_second_is_shown_what_the_first_wrote(desk: Desk) -> None:
    with client(desk) as one, client(desk) as two:
        mine, theirs = _row(one), _row(two)
        assert one.post(f"{_SO}/sua/criteria/2", data=mine | {"c.internal_note": "của tôi"}).status_code == 200
        refused = two.post(f"{_SO}/sua/criteria/2", data=theirs | {"c.internal_note": "của người khác"})
    assert refused.status_code == 409
    assert "của tôi" in refused.text
    assert "của người khác" in refused.text
    assert read_plan_book(_book(desk)).plan.criteria[0].internal_note == "của tôi"


def test_of_many_who_save_at_once_one_writes_and_all_others_are_told(desk: Desk) -> None:
    with client(desk) as browser:
        form = _row(browser)
        answers = _all_at_once(*(partial(_saved, browser, form, str(number)) for number in range(8)))
    assert sorted(answers) == [303, *[409] * 7]
    assert read_plan_book(_book(desk)).plan.criteria[0].internal_note in {str(n) for n in range(8)}


def _edited(desk: Desk) -> Path:
    """A draft that the leader changed."""
    draft = draft_plan(_book(desk), desk.out, NOW).files[0]
    document = Document(str(draft))
    cells = (cell for row in document.tables[-1].rows for cell in row.cells)
    runs = (run for cell in cells for paragraph in cell.paragraphs for run in paragraph.runs)
    run = next(run for run in runs if len(run.text) > _LONG)
    run.text += f" {_SAID}"
    back = desk.folder.parent / "lanh dao.docx"
    document.save(str(back))
    return back


def _reviewed(browser: TestClient, back: Path) -> dict[str, str]:
    page = posted(browser, f"{_SO}/ban-sua", files={"edited": (back.name, back.read_bytes())})
    form = fields(page, f"{_SO}/ban-sua/lay")
    return {key: "theirs" if key.startswith("chon:") else value for key, value in form.items()}


def test_a_draft_reviewed_twice_is_taken_once(desk: Desk) -> None:
    back = _edited(desk)
    app = create_app(desk, access())
    with client(desk, app=app) as one:
        choices = [_reviewed(one, back), _reviewed(one, back)]
        pages = _all_at_once(*(partial(posted, one, f"{_SO}/ban-sua/lay", form) for form in choices))
        again = posted(one, f"{_SO}/ban-sua/lay", choices[0])
    assert sum("Lỗi" not in page for page in pages) >= 1
    assert "Lỗi" in again or "không có" in words(again) or "đã" in words(again)
    assert str(read_plan_book(_book(desk)).plan).count(_SAID) == 1


def _issuing(browser: Any, tep: str) -> dict[str, str]:  # noqa: ANN401 - a test client or a real one
    """The form that issues, as the page shows it, with a reason wherever one is asked for."""
    page = browser.get(f"{_SO}/phat-hanh", params={"tep": tep}).text
    form = next(form for form in html.document_fromstring(page).forms if form.method == "POST" and str(form.action).endswith("/phat-hanh"))
    return {str(name): str(value or ("Thử" if str(name).startswith("ly-do:") else "")) for name, value in form.fields.items() if name}


def _register(desk: Desk) -> list[int]:
    found = sorted(desk.folder.glob("so-van-ban-di-*.xlsx"))
    return [row.number for path in found for row in read_register(path).rows]


def test_a_plan_issued_in_several_tabs_at_once_gets_one_number(desk: Desk) -> None:
    draft = draft_plan(_book(desk), desk.out, NOW).files[0]
    with client(desk) as browser:
        form = _issuing(browser, draft.name)
        pages = _all_at_once(*[partial(posted, browser, f"{_SO}/phat-hanh", form)] * 4)
    assert _register(desk) == [1]
    assert sum("Lỗi" not in page for page in pages) >= 1, [words(page)[:900] for page in pages]
    assert len(list((desk.out / "phat-hanh").rglob("*.docx"))) == 1


def test_a_double_click_on_issue_gives_one_number(desk: Desk) -> None:
    draft = draft_plan(_book(desk), desk.out, datetime.now()).files[0]  # noqa: DTZ005 - the server's clock
    with served(desk.folder) as server, opened(server.entrance) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{server.site}{_SO}/phat-hanh?tep={draft.name}")
        for reason in page.locator('[name^="ly-do:"]').all():
            reason.fill("Thử")
        page.get_by_role("button", name="Phát hành").last.dblclick()
        page.wait_for_url("**/viec/**")
        page.locator("body:not(:has([data-job])) footer").wait_for(timeout=60_000)
    assert _register(desk) == [1]


def test_forms_collected_while_a_row_is_edited_lose_nothing(desk: Desk) -> None:
    with client(desk) as browser:
        for number in range(4):
            form, seen = _row(browser), seen_hash(_book(desk))
            given = [("files", (_FORMS[number % 2].name, _FORMS[number % 2].read_bytes()))]
            edited, taken = _all_at_once(
                partial(_saved, browser, form, str(number)),
                partial(posted, browser, f"{_SO}/ky/Q1/nhan", {"seen": seen, "received": "10/03/2025"}, given),
            )
            book = read_plan_book(_book(desk))
            assert edited in {303, 409}
            assert (book.plan.criteria[0].internal_note == str(number)) == (edited == 303)
            assert edited == 303 or "Lỗi" not in taken


def test_temporary_files_that_a_power_cut_left_are_shown_nowhere(desk: Desk) -> None:
    with client(desk) as browser:
        draft_plan(_book(desk), desk.out, NOW)
        posted(browser, f"{_SO}/ky/Q1/bieu")
        posted(
            browser,
            f"{_SO}/ky/Q1/nhan",
            {"seen": seen_hash(_book(desk)), "received": "10/03/2025"},
            [("files", (_FORMS[0].name, _FORMS[0].read_bytes()))],
        )
        places = [desk.folder, *(path for path in desk.out.rglob("*") if path.is_dir()), desk.out]
        assert len(places) > 3
        for place in places:
            for end in ("", ".xlsx", ".docx"):
                (place / f".vanban-sot{end}").write_bytes(b"PK\x03\x04")
        for path in (
            "/",
            "/moi",
            "/mau",
            "/so-dang-ky",
            _SO,
            f"{_SO}/du-thao",
            f"{_SO}/ban-sua",
            f"{_SO}/phat-hanh",
            f"{_SO}/ky/Q1",
            f"{_SO}/ky/Q1/so-lieu",
            "/api/plans",
        ):
            answer = browser.get(path)
            assert answer.status_code == 200, path
            assert ".vanban-" not in answer.text, path
        assert browser.get("/tep/.vanban-sot.docx").status_code == 404


def _killed(desk: Desk, changes: int, ask: Ask) -> None:
    """A server is killed as soon as the folder was seen to change so many times after a browser asked for work, or when all is done."""
    with served(desk.folder) as server:
        home, token = f"http://127.0.0.1:{server.site.rpartition(':')[2]}", server.entrance.partition("token=")[2]
        with (
            httpx.Client(base_url=home, headers={"origin": home}, cookies={"vanban": token}, timeout=60) as browser,
            ThreadPoolExecutor(1) as pool,
        ):
            ready: list[bool] = []
            work = pool.submit(ask, browser, ready)
            while not ready and not work.done():
                time.sleep(0.002)
            _wait_for_changes(desk.folder, changes)
            os.kill(server.pid, signal.SIGKILL)
            assert isinstance(work.exception(60), httpx.HTTPError | None)


def _wait_for_changes(folder: Path, changes: int) -> None:
    """Until the names and times in a folder changed so often, or no more for three seconds."""
    seen, patience = _moment(folder), time.monotonic() + 15
    while changes > 0 and time.monotonic() < patience:
        now = _moment(folder)
        if now != seen:
            seen, changes, patience = now, changes - 1, time.monotonic() + 3


def _moment(folder: Path) -> set[tuple[str, int]]:
    found = set()
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                found.add((name, Path(place, name).stat().st_mtime_ns))
            except FileNotFoundError:
                """It went while we looked."""
    return found


def _collecting(desk: Desk) -> Ask:
    def ask(browser: httpx.Client, ready: list[bool]) -> None:
        seen, given = seen_hash(_book(desk)), [("files", (path.name, path.read_bytes())) for path in _FORMS]
        ready.append(True)
        browser.post(f"{_SO}/ky/Q1/nhan", data={"seen": seen, "received": "10/03/2025"}, files=given)

    return ask


def _giving_a_number(desk: Desk) -> Ask:
    draft = next(path for path in sorted(desk.out.iterdir()) if path.suffix == ".docx")

    def ask(browser: httpx.Client, ready: list[bool]) -> None:
        form = _issuing(browser, draft.name)
        ready.append(True)
        browser.post(f"{_SO}/phat-hanh", data=form)

    return ask


def _taking_back(desk: Desk) -> Ask:
    back = (desk.folder.parent / "lanh dao.docx").read_bytes()

    def ask(browser: httpx.Client, ready: list[bool]) -> None:
        place = browser.post(f"{_SO}/ban-sua", files={"edited": ("lanh dao.docx", back)}).headers["location"]
        while not browser.get(f"{place}/tien-do").json()["finished"]:
            time.sleep(0.02)
        form = fields(browser.get(place).text, f"{_SO}/ban-sua/lay")
        ready.append(True)
        browser.post(f"{_SO}/ban-sua/lay", data={key: "theirs" if key.startswith("chon:") else value for key, value in form.items()})

    return ask


WORK: Final = {"collect": (_collecting, 10), "issue": (_giving_a_number, 14), "take": (_taking_back, 10)}
"""Kinds of work, and how many changes of the folder one makes that may be seen from outside, at least."""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed by a signal")
@pytest.mark.parametrize("kind", WORK)
def test_a_server_killed_at_work_leaves_nothing_half_done(desk: Desk, kind: str) -> None:
    ask, most = WORK[kind]
    _edited(desk)
    start = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    chance, ended = Random(kind), {"before": 0, "between": 0, "after": 0}  # noqa: S311 - tests are to be repeatable
    for _ in range(_ROUNDS):
        for path in [path for path in desk.folder.rglob("*") if path.is_file()]:
            path.unlink()
        for path, data in start.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        before = tree(desk.folder)
        _killed(desk, chance.randint(1, most), ask(desk))
        _nothing_half(desk)
        changed = read_plan_book(_book(desk)).package.source.data != start[_book(desk)]
        ended["before" if tree(desk.folder) == before else "after" if changed else "between"] += 1
        _done_again(desk, kind)
        _nothing_half(desk)
    print(kind, ended)  # noqa: T201 - shown by a long run with -s
    assert sum(ended.values()) == _ROUNDS


def _nothing_half(desk: Desk) -> None:
    read_plan_book(_book(desk))
    numbers = _register(desk)
    assert numbers == sorted(set(numbers))
    assert numbers in ([], [1])
    found = [path for path in desk.folder.rglob("*") if path.suffix in {".docx", ".xlsx"} and not path.name.startswith(".")]
    assert len(found) > 1
    for path in found:
        package.open_package(path)


def _done_again(desk: Desk, kind: str) -> None:
    """The same work after a new start comes to its end."""
    with client(Desk(desk.folder, desk.out, datetime.now)) as browser:
        for page in ("/", _SO, f"{_SO}/du-thao", f"{_SO}/ky/Q1", f"{_SO}/phat-hanh", "/so-dang-ky"):
            assert ".vanban-" not in browser.get(page).text
        _AGAIN[kind](desk, browser)


def _collected_again(desk: Desk, browser: TestClient) -> None:
    given = [("files", (path.name, path.read_bytes())) for path in _FORMS]
    posted(browser, f"{_SO}/ky/Q1/nhan", {"seen": seen_hash(_book(desk)), "received": "10/03/2025"}, given)
    assert {row.unit for row in read_plan_book(_book(desk)).results.submissions} == {"VP", "QLKH"}


def _issued_again(desk: Desk, browser: TestClient) -> None:
    draft = next(path for path in sorted(desk.out.iterdir()) if path.suffix == ".docx")
    if 'name="draft"' in browser.get(f"{_SO}/phat-hanh", params={"tep": draft.name}).text:
        posted(browser, f"{_SO}/phat-hanh", _issuing(browser, draft.name))
    assert _register(desk) == [1]
    assert len(list((desk.out / "phat-hanh").rglob("*.docx"))) == 1


def _taken_again(desk: Desk, browser: TestClient) -> None:
    if _SAID not in str(read_plan_book(_book(desk)).plan):
        posted(browser, f"{_SO}/ban-sua/lay", _reviewed(browser, desk.folder.parent / "lanh dao.docx"))
    assert str(read_plan_book(_book(desk)).plan).count(_SAID) == 1


_AGAIN: Final = {"collect": _collected_again, "issue": _issued_again, "take": _taken_again}
