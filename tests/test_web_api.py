"""The JSON API: every command has its operation, the same answers as --json, never a fault of the server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from generator import files
from generator.cli import cli
from generator.web import Desk
from generator.web.routes import create_app
from tests.desks import typed
from tests.web_desk import BOOK, HOST, NOON, TOKEN, access, client, desk_with_sample, words

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHOWN_ELSEWHERE = {"serve"}
_SIGNED_IN = {"host": HOST, "authorization": f"Bearer {TOKEN}"}


def _labels() -> list[str]:
    document = create_app(Desk(Path(), Path(), lambda: NOON), access()).openapi()
    return [f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods]


def _document(folder: Path) -> dict[str, Any]:
    return create_app(desk_with_sample(folder), access()).openapi()


def test_every_command_has_its_operation(tmp_path: Path) -> None:
    told = [operation["description"] for methods in _document(tmp_path)["paths"].values() for operation in methods.values()]
    named = {name for words in told for name in re.findall(r"`vanban ([a-z-]+)", words)}
    assert set(cli.commands) - _SHOWN_ELSEWHERE == named


def test_a_year_through_the_api(tmp_path: Path) -> None:
    desk = desk_with_sample(tmp_path)
    with client(desk) as browser:
        del browser.headers["origin"]
        browser.cookies.clear()
        browser.headers["authorization"] = f"Bearer {TOKEN}"
        assert browser.get("/api/plans").json() == [BOOK]
        drafted = browser.post(f"/api/plans/{BOOK}/drafts").json()
        assert [file["name"] for file in drafted["files"]] == [f"{BOOK}-du-thao-1.docx"]
        draft = browser.get(drafted["files"][0]["address"])
        assert draft.content[:2] == b"PK"
        checked = browser.post("/api/check", files={"paper": ("du-thao.docx", draft.content, _DOCX)}, data={"annotate": "true"}).json()
        assert checked["details"]["findings"] is not None
        assert len(browser.post(f"/api/plans/{BOOK}/periods/Q1/forms").json()["files"]) > 1
        sent = files.shipped("data", "bieu-minh-hoa", "Q1")
        forms = [("forms", (path.name, path.read_bytes())) for path in sorted(sent.iterdir()) if path.suffix == ".xlsx"]
        collected = browser.post(f"/api/plans/{BOOK}/periods/Q1/collect", files=forms).json()
        assert {row["taken"] for row in collected["details"]["verdicts"]} & {"đã nhận", "đã nhận, có điều cần xem"}
        assert browser.get(f"/api/plans/{BOOK}/status", params={"period": "Q1", "on": "2025-03-20"}).json()["details"]["periods"]
        assert browser.post(f"/api/plans/{BOOK}/periods/Q1/reports", data={"draft": "true"}).json()["files"]


def test_a_refusal_carries_its_problems(tmp_path: Path) -> None:
    with client(desk_with_sample(tmp_path)) as browser:
        answer = browser.post("/api/check", files={"paper": ("x.docx", b"no zip", _DOCX)})
        assert answer.status_code == 422
        assert answer.json()["problems"][0]["cure"]
        assert browser.get("/api/plans/khong-co/check").status_code == 404
        assert browser.get("/api/plans", headers={"host": "evil.example"}).json()["problems"][0]["code"] == "WEB-02"


def test_the_page_for_other_software_lists_every_operation(tmp_path: Path) -> None:
    with client(desk_with_sample(tmp_path)) as browser:
        shown = words(browser.get("/api").text)
        document = browser.get("/api/openapi.json").json()
        assert document["paths"]
        assert all(path in shown for path in document["paths"])


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    app = create_app(desk_with_sample(tmp_path_factory.mktemp("desk")), access())
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=_SIGNED_IN)
    return {label: schema[label.partition(" ")[2]][label.partition(" ")[0]] for label in _labels()}


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
@pytest.mark.parametrize("label", _labels())
def test_nothing_that_the_openapi_document_allows_breaks_the_server(
    operations: dict[str, Any], label: str, mode: schemathesis.GenerationMode
) -> None:
    """Requests of all kinds, right and wrong: a 5xx would be a fault of ours, an undeclared answer a fault of the document."""

    @settings(max_examples=1 if label.endswith("/demo") else 30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(operations[label].as_strategy(mode))
    def answered(case: schemathesis.Case[Any]) -> None:
        response = case.call(headers=_SIGNED_IN, timeout=300)
        case.validate_response(response, checks=[not_a_server_error, response_schema_conformance, status_code_conformance])

    answered()


def test_cells_are_typed_into_and_a_stale_hash_is_refused(tmp_path: Path) -> None:
    with client(desk_with_sample(tmp_path)) as browser:
        sheets = browser.get(f"/api/plans/{BOOK}/cells").json()
        assert {"criteria", "facts"} <= {row["key"] for row in sheets["sheets"]}
        rows = browser.get(f"/api/plans/{BOOK}/cells/criteria").json()
        change = {
            "seen": rows["seen"],
            "cells": [{"sheet": "criteria", "row": rows["rows"][0]["number"], "column": "cause", "words": "Do chậm"}],
        }
        assert browser.post(f"/api/plans/{BOOK}/cells", json=change).json()["reads"]
        assert browser.get(f"/api/plans/{BOOK}/cells/criteria").json()["rows"][0]["words"]["cause"] == "Do chậm"
        assert browser.post(f"/api/plans/{BOOK}/cells", json=change).json()["problems"][0]["code"] == "TRG-01"
        assert browser.get(f"/api/plans/{BOOK}/cells/khong-co").status_code == 404


@pytest.mark.parametrize(
    ("sheet", "row", "column"), [("criteria", 2, "khong-co"), ("facts", 0, "khong-co"), ("khong-co", 2, "cause"), ("khong-co", 0, "cause")]
)
def test_a_cell_that_no_workbook_has_is_refused(tmp_path: Path, sheet: str, row: int, column: str) -> None:
    with client(desk_with_sample(tmp_path)) as browser:
        seen = browser.get(f"/api/plans/{BOOK}/cells").json()["seen"]
        cells = [{"sheet": sheet, "row": row, "column": column, "words": "chữ"}]
        answer = browser.post(f"/api/plans/{BOOK}/cells", json={"seen": seen, "cells": cells})
        assert answer.status_code == 422
        assert answer.json()["problems"][0]["cure"]


def test_an_edited_draft_is_looked_at_without_anything_written(tmp_path: Path) -> None:
    desk = desk_with_sample(tmp_path)
    with client(desk) as browser:
        draft = browser.get(browser.post(f"/api/plans/{BOOK}/drafts").json()["files"][0]["address"]).content
        edited = tmp_path / "ve.docx"
        edited.write_bytes(draft)
        typed(edited, "xếp loại", "được xếp loại")
        before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        looked = browser.post(f"/api/plans/{BOOK}/look", files={"edited": ("ve.docx", edited.read_bytes(), _DOCX)}).json()
        assert [row["must_be_answered"] for row in looked["details"]["changes"]] == [False]
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_register_is_searched(tmp_path: Path) -> None:
    with client(desk_with_sample(tmp_path)) as browser:
        assert browser.get("/api/register", params={"words": "ke hoach"}).json()["details"] == {"papers": []}
