"""Harmful files at every place that takes files: each is answered with a sentence, nothing is written elsewhere, memory stays bounded."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from starlette.routing import BaseRoute

from generator import files as shipping
from generator.actions.forms_out import make_forms
from generator.package import LARGEST_FILE
from generator.web.desk import seen_hash
from generator.web.routes import create_app
from tests.hostile import Target, target, tree
from tests.hostile_files import HARMFUL, HARMLESS, climbing_zip, lying_zip, sound
from tests.unit_browser import office
from tests.web_desk import BOOK, access, desk_with_sample, words

_MOST_MEMORY: Final = 2**30
_FORM: Final = shipping.shipped("data", "bieu-minh-hoa", "Q1", "minh-hoa-Q1-VP.xlsx")


@dataclass(frozen=True)
class Place:
    """Where files are taken: the fields for them, the other fields, the kinds of files that a clerk would hand in there."""

    path: str
    fields: tuple[str, ...]
    ends: tuple[str, ...]
    data: dict[str, str] = field(default_factory=dict)


_SO: Final = f"/so/{BOOK}"
_PLAN: Final = f"/api/plans/{BOOK}"
PLACES: Final = (
    Place("/", ("given",), (".xlsx",)),
    Place("/moi", ("scores_file",), (".xlsx",), {"name": "moi"}),
    Place("/moi", ("earlier_file",), (".docx", ".xlsx"), {"name": "moi"}),
    Place(f"{_SO}/du-thao", ("template",), (".docx",)),
    Place(f"{_SO}/ban-sua", ("edited",), (".docx",)),
    Place(f"{_SO}/ky/Q1/nhan", ("files",), (".xlsx",)),
    Place("/kiem-tra", ("given",), (".docx",), {"annotate": "true", "fix": "true"}),
    Place("/so-sanh", ("old", "new"), (".docx",)),
    Place("/chuyen-chu", ("given",), (".docx", ".xlsx")),
    Place("/api/plans", ("scores",), (".xlsx",), {"name": "moi"}),
    Place("/api/plans", ("word",), (".docx",), {"name": "moi"}),
    Place(f"{_PLAN}/drafts", ("template",), (".docx",)),
    Place(f"{_PLAN}/pull", ("edited",), (".docx",)),
    Place(f"{_PLAN}/look", ("edited",), (".docx",)),
    Place(f"{_PLAN}/periods/Q1/collect", ("forms",), (".xlsx",)),
    Place("/api/check", ("paper",), (".docx",), {"annotate": "true", "fix": "true"}),
    Place("/api/redline", ("old", "new"), (".docx",)),
    Place("/api/convert-text", ("file",), (".docx", ".xlsx")),
)
_OF_UNITS: Final = "/don-vi/ky/{period}/tep"
_EVERYWHERE: Final = (
    "a bomb that lies about its size",
    "a nested bomb",
    "empty",
    "cut off",
    "an external entity",
    "external relationships",
    "macros",
)
_ALL_FAULTS_AT: Final = frozenset({"/kiem-tra", "/"})
_SENTENCE: Final = re.compile(r"Lỗi|Từ chối|Không nhận|Không chuyển được|\"severity\":\s?\"error\"|từ chối")


@pytest.fixture(scope="module")
def prey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with target(tmp_path_factory.mktemp("prey")) as running:
        yield running


@contextmanager
def browsing(prey: Target) -> Iterator[httpx.Client]:
    home = f"http://127.0.0.1:{prey.host.rpartition(':')[2]}"
    with httpx.Client(
        base_url=home, headers={"origin": home}, cookies={"vanban": prey.token}, follow_redirects=True, timeout=60
    ) as browser:
        yield browser


def handed_in(browser: httpx.Client, place: Place, given: Sequence[tuple[str, bytes]], book: Path) -> tuple[int, str]:
    """The status of the answer and what is shown in the end."""
    data = place.data | {"seen": seen_hash(book)}
    sent: list[tuple[str, Any]] = [(key, file) for key in place.fields for file in given]
    answer = browser.post(place.path, data=data, files=sent)
    if answer.url.path.startswith("/viec/"):
        while not browser.get(f"{answer.url.path}/tien-do").json()["finished"]:
            time.sleep(0.05)
        answer = browser.get(answer.url.path)
    return answer.status_code, answer.text


@cache
def harmful(fault: str, end: str) -> bytes:
    return HARMFUL[fault](end)


def peak(pid: int) -> int:
    """The most memory that a process ever had, in bytes."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    assert found
    return int(found[1]) * 1024


def test_every_place_that_takes_files_is_attacked(tmp_path: Path) -> None:
    taking = set(_taking(create_app(desk_with_sample(tmp_path), access())))
    assert taking == {_general(place.path) for place in PLACES} | {_OF_UNITS}


def _general(path: str) -> str:
    return path.replace(BOOK, "{book}").replace("/Q1/", "/{period}/")


def _taking(app: FastAPI) -> Iterator[str]:
    """Paths of all routes with a field for files, as they describe themselves."""

    def below(routes: list[BaseRoute]) -> Iterator[Any]:
        for route in routes:
            inner = getattr(getattr(route, "original_router", None), "routes", None)
            yield from below(inner) if inner is not None else (route,)

    for route in below(app.routes):
        for asked in getattr(getattr(route, "dependant", None), "body_params", ()):
            if "UploadFile" in str(asked.field_info.annotation):
                yield route.path


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.path} {place.fields[0]}")
def test_a_harmful_file_is_answered_with_a_sentence(prey: Target, place: Place) -> None:
    around, temporary = tree(prey.folder), _climbed()
    book = prey.folder / "desk" / f"{BOOK}.xlsx"
    with browsing(prey) as browser:
        for fault in HARMFUL if place.path in _ALL_FAULTS_AT else _EVERYWHERE:
            for end in place.ends:
                before = tree(prey.folder)
                status, shown = handed_in(browser, place, [(f"tệp{end}", harmful(fault, end))], book)
                assert status < 500, fault
                assert "ngoài dự kiến" not in shown, fault
                assert "root:" not in shown, fault
                if fault not in HARMLESS:
                    assert _SENTENCE.search(shown), f"{fault}: {words(shown)}"
                    assert tree(prey.folder) == before, fault
    _put_back(prey, around)
    assert _climbed() == temporary
    assert "Traceback" not in prey.said()
    assert peak(prey.served.pid) < _MOST_MEMORY


def _put_back(prey: Target, before: dict[str, str]) -> None:
    """What a harmless file left in the folder of the desk goes, so that the next place begins anew; elsewhere nothing may have come."""
    for name in tree(prey.folder).keys() - before.keys():
        assert name.startswith(("desk/out/", "desk/moi.xlsx", "desk/tệp")), name
        path = prey.folder / name
        if path.is_file():
            path.unlink()


def _climbed() -> set[str]:
    """Files outside that a name could have led to."""
    places = (Path("/"), Path("/etc"), Path(tempfile.gettempdir()), Path.cwd(), Path.cwd().parent)
    return {path.name for place in places for path in place.iterdir() if "climbed" in path.name or "passwd" in path.name}


NAMES: Final = (
    "../../climbed.docx", "..\\..\\climbed.docx", "/etc/climbed.docx", "C:\\climbed.docx", "\\\\may\\chung\\climbed.docx", "a\x00b.docx",
    "CON.docx", "nul",
    "com1.docx.docx", "x" * 300 + ".docx", "ế" * 300 + ".docx", "x.docx...", "...", ".docx", "..docx", "  .docx ", "~$x.docx",
    ".htaccess", "a\u202excod.docx",
    "\ud7ff\ufffe.docx", "<script>window.hacked=1</script>.docx", '"><img src=x onerror=window.hacked=1>.docx', "{{7*7}}{% raw %}.docx",
    "x\r\nSet-Cookie: a=b.docx",
    "😀" * 90 + ".docx", "a" * 98 + ". ." + "b" * 30 + ".docx", "x." + "y" * 200, "%2e%2e%2fclimbed.docx", "file:///etc/passwd",
    "CLOCK$.docx", "-rf.docx", "%PATH%.docx",
)  # fmt: skip


@pytest.mark.parametrize("address", ["/kiem-tra", "/chuyen-chu", "/", f"{_SO}/ban-sua"])
def test_a_name_leads_nowhere_and_breaks_nothing(prey: Target, address: str) -> None:
    around, before = tree(prey.folder), _climbed()
    place = next(place for place in PLACES if place.path == address)
    book = prey.folder / "desk" / f"{BOOK}.xlsx"
    with browsing(prey) as browser:
        alone = [[(name, sound(".docx") if len(name) > 80 else b"x")] for name in NAMES]
        together = [[(name, b"x") for name in NAMES], [(NAMES[10], b""), (NAMES[10], b"x"), (NAMES[30], b"y")]]
        for given in (*alone, *together):
            status, shown = handed_in(browser, place, given, book)
            assert status < 500, given[0][0]
            assert "ngoài dự kiến" not in shown, given[0][0]
            assert "<script>window" not in shown
            assert "<img src=x" not in shown
    _put_back(prey, around)
    assert _climbed() == before
    assert "Traceback" not in prey.said()


def test_files_of_one_name_are_kept_apart(prey: Target) -> None:
    place = next(place for place in PLACES if place.path == "/chuyen-chu")
    around = tree(prey.folder)
    with browsing(prey) as browser:
        _, shown = handed_in(
            browser,
            place,
            [("x.docx", b"one"), ("x.docx", b""), ("a/x.docx", b"three"), ("X.docx", b"4")],
            prey.folder / "desk" / f"{BOOK}.xlsx",
        )
    assert words(shown).count("Không chuyển được") == 4
    assert tree(prey.folder) == around


def test_more_files_than_may_be_sent_are_refused(prey: Target) -> None:
    around = tree(prey.folder)
    with browsing(prey) as browser:
        for address in ("/kiem-tra", "/chuyen-chu", f"{_SO}/ky/Q1/nhan", "/", f"{_PLAN}/periods/Q1/collect"):
            place = next(place for place in PLACES if place.path == address)
            for count in (501, 1001, 1500):
                status, shown = handed_in(
                    browser, place, [(f"{number}.docx", b"x") for number in range(count)], prey.folder / "desk" / f"{BOOK}.xlsx"
                )
                assert status in {400, 422}, address
                assert _SENTENCE.search(shown)
    assert tree(prey.folder) == around


def test_a_file_larger_than_the_limit_is_refused(prey: Target) -> None:
    around = tree(prey.folder)
    with browsing(prey) as browser:
        status, shown = handed_in(
            browser, PLACES[6], [("x.docx", b"PK\x03\x04" + bytes(LARGEST_FILE))], prey.folder / "desk" / f"{BOOK}.xlsx"
        )
    assert (status, "lớn hơn 64 MB" in shown) == (422, True)
    assert tree(prey.folder) == around
    assert peak(prey.served.pid) < _MOST_MEMORY


def test_an_upload_that_stops_in_the_middle_leaves_nothing(prey: Target) -> None:
    around = tree(prey.folder)
    body = '--x\r\nContent-Disposition: form-data; name="given"; filename="x.docx"\r\n\r\nPK'
    for place in PLACES:
        head = f"POST {place.path} HTTP/1.1\r\nHost: {prey.host}\r\n{prey.cookie}{prey.origin}"
        head += "Content-Type: multipart/form-data; boundary=x\r\n"
        assert prey.sent(f"{head}Content-Length: 100000\r\n\r\n{body}", patience=0.2) == b""
        answer = prey.sent(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}")
        assert answer.split(b" ", 2)[1] in {b"200", b"303", b"400", b"422"}, place.path
    _put_back(prey, around)
    assert "Traceback" not in prey.said()


def test_zips_of_forms_are_opened_with_care(prey: Target) -> None:
    place = next(place for place in PLACES if place.path == f"{_SO}/ky/Q1/nhan")
    around, before = tree(prey.folder), _climbed()
    book = prey.folder / "desk" / f"{BOOK}.xlsx"
    with browsing(prey) as browser:
        for data in (
            lying_zip(_FORM),
            climbing_zip(_FORM),
            harmful("a flat bomb", ".xlsx"),
            harmful("a nested bomb", ".xlsx"),
            b"",
            b"PK\x03\x04",
        ):
            status, shown = handed_in(browser, place, [("biểu.zip", data)], book)
            assert status < 500
            assert "ngoài dự kiến" not in shown
            assert "root:" not in shown
    assert book.exists()
    _put_back(prey, around)
    assert _climbed() == before
    assert "Traceback" not in prey.said()
    assert peak(prey.served.pid) < _MOST_MEMORY


def test_a_unit_that_sends_harmful_files_does_no_harm(tmp_path: Path) -> None:
    found = office(tmp_path)
    make_forms(found.book, found.desk.out, period="Q1")
    before = {name: looks for name, looks in tree(tmp_path).items() if "nhat-ky" not in name}
    with found.unit("VP") as browser:
        faults = [fault for fault in HARMFUL if fault not in HARMLESS and "millions" not in fault]
        for fault in faults:
            answer = browser.post("/don-vi/ky/Q1/tep", files={"tep": ("../../climbed.xlsx", harmful(fault, ".xlsx"))})
            assert answer.status_code == 422, fault
            assert _SENTENCE.search(answer.text), fault
        large = browser.post("/don-vi/ky/Q1/tep", files={"tep": ("x.xlsx", bytes(17 * 2**20))})
        assert large.status_code == 413
    assert len(faults) > 10
    assert {name: looks for name, looks in tree(tmp_path).items() if "nhat-ky" not in name} == before
