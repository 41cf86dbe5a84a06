"""A command starts without what it does not need: no foreign library, no room of ours that its work does not touch."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from generator import blueprint, papers, workbook
from generator.files import shipped
from generator.on_demand import on_demand

ROOT: Final = Path(__file__).parent.parent
BOOK: Final = str(shipped("data", "ke-hoach-cchc-2024.xlsx"))
ROOMS: Final = (blueprint, papers, workbook)
HEAVY: Final = {
    "asyncio", "babel", "docx", "docxtpl", "fastapi", "filelock", "jinja2", "lxml", "openpyxl", "pydantic", "pypdfium2", "python_calamine",
}  # fmt: skip
TRIED: Final = """
import contextlib, io, sys
from generator.cli import run
with contextlib.redirect_stdout(io.StringIO()):
    code = run({arguments!r})
assert code < 2, code
print(*sorted(sys.modules))
"""


def loaded(*arguments: str) -> set[str]:
    """The modules of a process in which a command ran."""
    command = [sys.executable, "-c", TRIED.format(arguments=list(arguments))]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", cwd=ROOT)
    return set(done.stdout.split())


def rooms(modules: set[str]) -> set[str]:
    """Our rooms among them."""
    return {name.split(".")[1] for name in modules if name.startswith("generator.")}


def test_help_needs_nothing_but_the_door() -> None:
    found = loaded("--help")
    assert found & HEAVY == set()
    assert rooms(found) == {"cli", "errors", "periods"}


def test_a_plan_is_made_without_what_reads_edits_and_builds_templates(tmp_path: Path) -> None:
    found = loaded("plan", BOOK, "--out", str(tmp_path))
    assert "generator.papers.plan_wording" in found
    assert rooms(found) & {"web", "readback", "revisions", "snapshot", "wordfile", "report", "standing", "merge", "formatting"} == set()
    assert found & {"generator.papers.result_wording", "generator.blueprint.plan_blueprint", "generator.workbook.recording"} == set()


def test_a_plan_from_a_known_template_is_made_without_docxtpl_jinja2_and_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    assert loaded("plan", BOOK, "--out", str(tmp_path / "first")) >= {"docxtpl", "jinja2"}
    assert loaded("plan", BOOK, "--out", str(tmp_path / "again")) & HEAVY == {"babel", "filelock", "pydantic"}


def test_a_word_file_is_checked_without_any_workbook() -> None:
    found = loaded("check", str(shipped("templates", "cong-van-don-doc.docx")))
    assert "generator.format_checks" in found
    assert rooms(found) & {"workbook", "plan", "papers", "render", "web"} == set()
    assert found & HEAVY <= {"babel", "lxml", "pypdfium2"}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.__name__))
def test_a_room_gives_on_demand_just_what_static_checkers_see(room: ModuleType) -> None:
    tree = ast.parse(Path(str(room.__file__)).read_text(encoding="utf-8"))
    seen = [node for block in tree.body if isinstance(block, ast.If) for node in block.body if isinstance(node, ast.ImportFrom)]
    given = {alias.asname or alias.name: (str(node.module), alias.name) for node in seen for alias in node.names}
    assert given
    assert set(given) == set(room.__all__)
    for name, (module, own) in given.items():
        assert getattr(room, name) is getattr(importlib.import_module(module), own)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.__name__))
def test_no_name_of_a_room_is_that_of_a_module_in_it(room: ModuleType) -> None:
    modules = {found.name for found in pkgutil.iter_modules(room.__path__)}
    assert modules
    assert modules & set(room.__all__) == set()


def test_a_name_that_a_room_has_not_is_told_as_usual() -> None:
    assert not hasattr(papers, "nothing_of_this_name")
    with pytest.raises(AttributeError, match="no attribute 'other'"):
        on_demand("generator.papers", {"common": "Paper"})("other")
