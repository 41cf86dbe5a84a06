"""A server opened to be read: every request that changes something is refused, every page that is looked at leaves all as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from generator.web.routes import create_app
from tests.hostile import tree
from tests.web_desk import BOOK, TOKEN, access, client, desk_with_sample


@pytest.mark.parametrize("where", ["on this machine", "over the network"])
def test_a_server_opened_to_be_read_refuses_every_request_that_changes(tmp_path: Path, where: str) -> None:
    lan = where == "over the network"
    desk = desk_with_sample(tmp_path, read_only=True)
    (desk.out / "phat-hanh").mkdir(parents=True)
    app = create_app(desk, access(lan=lan))
    changing = [(method, path) for method, path in _routes(app) if method not in {"GET", "HEAD"}]
    assert len(changing) > 35
    assert {path.split("/")[1] for _, path in changing} >= {"", "api", "so", "viec", "don-vi", "kiem-tra", "moi", "mau", "dung"}
    before = tree(tmp_path)
    with client(desk, lan=lan, app=app) as browser:
        for method, path in changing:
            address = path.format(book=BOOK, sheet="criteria", row="7", period="Q1", key="x", number="0")
            answer = browser.request(method, address, data={"name": "x", "seen": "x"}, headers={"authorization": f"Bearer {TOKEN}"})
            assert answer.status_code == 403, path
            assert "chỉ xem" in answer.text, path
    log = {"out/nhat-ky-truy-cap.jsonl"} if lan else set()
    assert {place: looks for place, looks in tree(tmp_path).items() if place not in log} == before


def test_looking_at_every_page_changes_nothing(tmp_path: Path) -> None:
    desk = desk_with_sample(tmp_path)
    app = create_app(desk, access())
    names = {"book": BOOK, "sheet": "criteria", "row": "7", "period": "Q1", "key": "x", "number": "0", "name": f"{BOOK}.xlsx"}
    paths = [path.replace(":path", "") for method, path in _routes(app) if method == "GET"]
    addresses = [path.format(**names, criterion="1.1.2") for path in paths]
    assert len(addresses) > 35
    before = tree(tmp_path)
    with client(desk, app=app) as browser:
        for address in addresses:
            assert browser.get(address).status_code < 500, address
    assert tree(tmp_path) == before


def _routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    def below(routes: list[BaseRoute]) -> Iterator[APIRoute]:
        for route in routes:
            if isinstance(route, APIRoute):
                yield route
            else:
                yield from below(getattr(getattr(route, "original_router", None), "routes", []))

    for route in below(app.routes):
        yield from ((method, route.path) for method in sorted(route.methods or ()))
