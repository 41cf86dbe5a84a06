"""No page speaks of commands: every sentence of ours that names one is told in the words of the page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import generator
from generator.web.page_words import COMMAND, on_page

_ROOT = Path(generator.__file__).parent
_OTHERWISE = ("cli", "web", "actions/demonstration.py", "actions/many.py", "actions/parcels.py", "cluster.py")
"""The door of the command, the pages themselves (their own words are looked at in the browser and below), the steps of the sample,
and what only a command does: many files at once, on many machines."""
_NO_SENTENCES = {
    *("--norestore", "--headless", "--convert-to", "--outdir", "--nologo"),
    *(
        "--sheet, --column",
        "--expected",
        "--year",
        "--from-scores",
        "--from-plan hoặc --from-docx",
        "sổ trắng, --from-scores hoặc --from-docx",
    ),
}
"""What is said to LibreOffice, and the parts of one sentence about options (LENH-06)."""
_MARKUP = re.compile(r"{{.*?}}|{%.*?%}|<[^>]*>", re.DOTALL)
_FOR_PROGRAMS = {"interface.html"}
"""Told to whoever writes a program that asks ours."""


def test_every_sentence_that_names_a_command_has_words_for_the_page() -> None:
    said = sorted(set(_sentences()))
    assert len(said) > 20
    assert [f"{words} → {on_page(words)}" for words in said if COMMAND.search(on_page(words))] == []


def test_no_page_has_a_command_among_its_own_words() -> None:
    pages = sorted((_ROOT / "web" / "html").glob("*.html"))
    assert len(pages) > 40
    own = {page.name: _MARKUP.sub(" ", page.read_text(encoding="utf-8")) for page in pages if page.name not in _FOR_PROGRAMS}
    assert {name: found[0] for name, words in own.items() if (found := COMMAND.search(words))} == {}


def test_a_sentence_about_options_is_told_without_them() -> None:
    assert COMMAND.search(on_page("Tuỳ chọn --year chỉ dùng với sổ trắng, --from-scores hoặc --from-docx")) is None
    assert COMMAND.search(on_page("Bỏ --sheet, --column")) is None


def test_other_sentences_stay_as_they_are() -> None:
    assert on_page("Xem lại điểm đạt và điểm tối đa") == "Xem lại điểm đạt và điểm tối đa"
    assert on_page('Đóng sổ; hoặc bỏ qua có lý do: --waive PH-32="lý do"') == "Đóng sổ; hoặc ghi lý do để bỏ qua"


def _sentences() -> Iterator[str]:
    for path in _ROOT.rglob("*.py"):
        if path.relative_to(_ROOT).as_posix().startswith(_OTHERWISE):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documented = {id(node.body[0].value) for node in ast.walk(tree) if _has_docstring(node)}  # type: ignore[attr-defined]
        inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            words = _words(node)
            if id(node) not in documented | inside and COMMAND.search(words) and words not in _NO_SENTENCES:
                yield words


def _has_docstring(node: ast.AST) -> bool:
    body = getattr(node, "body", None)
    return isinstance(body, list) and bool(body) and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)


def _words(node: ast.AST) -> str:
    """A string as it would be said, something in the place of what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "PH-32" for part in node.values)
    return ""
