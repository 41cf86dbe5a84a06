"""The whole way through a real server: `vanban serve --lan` over HTTPS with a certificate of its own, from the clerk to a unit and back."""

from __future__ import annotations

import shutil
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx2 as httpx
import pytest
from lxml import html

from generator import files
from generator.actions.access_log import latest
from generator.actions.samples import SAMPLE
from generator.workbook import read_plan_book
from tests.browser import served
from tests.unit_browser import SERVER, certificate, fields
from tests.web_desk import BOOK, words

UNIT: Final = "127.0.0.3"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives a machine many addresses of its own")


@pytest.fixture(scope="module")
def lan(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    return certificate(tmp_path_factory.mktemp("chung-thu"))


@contextmanager
def browser(base: str, lan: tuple[str, ...], address: str) -> Iterator[httpx.Client]:
    trust = ssl.create_default_context(cafile=lan[lan.index("--certificate") + 1])
    transport = httpx.HTTPTransport(verify=trust, local_address=address, retries=5)
    with httpx.Client(transport=transport, base_url=base, headers={"origin": base}, follow_redirects=True, timeout=60) as made:
        yield made


def test_a_unit_fills_in_its_form_over_https_with_a_password_of_the_clerk(tmp_path: Path, lan: tuple[str, ...]) -> None:
    book = Path(shutil.copyfile(files.shipped("data", SAMPLE), tmp_path / SAMPLE))
    with served(tmp_path, *lan, environment={"FORWARDED_ALLOW_IPS": "*"}) as server:
        told = server.told
        clerk_at, _, token = str(told["plain_address"]).partition("/?token=")
        (unit_at,) = (address.removesuffix("/don-vi") for address in told["units"] if f"//{SERVER}:" in address)
        with browser(clerk_at, lan, "127.0.0.1") as clerk:
            assert clerk.get(f"/so-excel/{BOOK}.xlsx?token={token}").status_code == 200
            slips = clerk.post(f"/so/{BOOK}/don-vi", data={"cho": "VP"})
            (password,) = html.document_fromstring(slips.text).xpath("//code[@class='password']/text()")
        with browser(unit_at, lan, UNIT) as unit:
            assert unit.get("/").status_code == 403
            forged = {"x-forwarded-for": "127.0.0.1", "authorization": f"Bearer {token}"}
            assert unit.get("/", headers=forged).status_code == 403
            assert unit.get(f"/so-excel/{BOOK}.xlsx?token={token}").status_code == 403
            assert unit.post("/don-vi/vao", data={"ma": "VP", "mat_khau": "sai"}).status_code == 403
            assert "Văn phòng" in words(unit.post("/don-vi/vao", data={"ma": "VP", "mat_khau": password}).text)
            shown = fields(unit.get("/don-vi/ky/Q1").text, "/don-vi/ky/Q1")
            answers = {"ct/1.1.2/progress": "Đang thực hiện", "ct/1.1.2/done": "Đã rà soát 12/15 việc", "ct/1.1.2/expected": "1,5"}
            answer = unit.post("/don-vi/ky/Q1", data={**shown, **answers, "viec": "gui"})
            assert answer.url.path == "/don-vi/ky/Q1/bien-nhan"
            assert "Đã rà soát 12/15 việc" in words(answer.text)
    (result,) = read_plan_book(book).results.results
    assert result.done.plain == "Đã rà soát 12/15 việc"
    assert {event.address for event in latest(tmp_path / "out", 100)} == {"127.0.0.1", UNIT}
    assert ("VP", UNIT, "gửi biểu trên trang") in {(event.who, event.address, event.what) for event in latest(tmp_path / "out", 100)}


def test_nobody_is_answered_in_the_open(tmp_path: Path, lan: tuple[str, ...]) -> None:
    shutil.copyfile(files.shipped("data", SAMPLE), tmp_path / SAMPLE)
    with served(tmp_path, *lan) as server:
        told = server.told
        (unit_at,) = (str(address) for address in told["units"] if f"//{SERVER}:" in address)
        with pytest.raises(httpx.HTTPError):
            httpx.get(unit_at.replace("https:", "http:"))
        with pytest.raises(httpx.ConnectError, match=r"(?i)certificate"):
            httpx.get(unit_at)
