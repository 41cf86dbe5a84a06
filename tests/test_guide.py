"""The clerk's guide says what the pages say: links, pictures, words to press, sentences to expect, commands, names of files."""

from __future__ import annotations

import ast
import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from generator.cli import cli
from tests import guide_pictures, tools

ROOT: Final = Path(__file__).parent.parent
ENTRANCE: Final = ROOT / "docs" / "huong-dan.md"
PAGES: Final = sorted((ROOT / "docs" / "huong-dan").glob("*.md"))
GUIDE: Final = [ENTRANCE, *PAGES]
HTML: Final = sorted((ROOT / "generator" / "web" / "html").glob("*.html"))
GAP: Final = "\0"
"""Stands in the program's words where a value is put in."""

_LINK: Final = re.compile(r"(!?)\[[^\]]+\]\(([^)#]+)(?:#[^)]*)?\)")
_QUOTED: Final = re.compile(r"«([^»]+)»")
_PRESSED: Final = re.compile(r"[Bb]ấm («[^»]+»(?:(?:,| rồi| hoặc) «[^»]+»)*)")
_CODE: Final = re.compile(r"```.*?```|`[^`]+`", re.DOTALL)
_SAID: Final = re.compile(r"""(["'])((?:(?!\1).)*)\1""")
_UNSEEN: Final = re.compile(r'<span class="(?:unseen|aside|hint)".*?</span>', re.DOTALL)
_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?(?:[aeiouy]{1,3})(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
_BORROWED: Final = {
    "vanban",
    "word",
    "excel",
    "pdf",
    "libreoffice",
    "windows",
    "powershell",
    "linux",
    "macos",
    "python",
    "tcvn",
    "vni",
    "unicode",
    "ctrl",
    "enter",
    "esc",
    "docx",
    "xlsx",
    "zip",
    "mb",
    "iv",
    "nd",
    "cp",
    "cchc",
}
"""Names and signs that an office knows under no others, and ends of file names."""


def words(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def plain(markup: str) -> str:
    """What a browser shows of a piece of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", markup).split())


def unfilled(template: str) -> str:
    """A template with a gap for each value."""
    return re.sub(r"\{%.*?%\}", " ", re.sub(r"\{\{.*?\}\}", GAP, template, flags=re.DOTALL), flags=re.DOTALL)


@cache
def to_press() -> frozenset[str]:
    """Words of buttons, links and what folds open, and of the menus."""
    found: set[str] = set()
    for path in HTML:
        template = words(path)
        found |= {said for loop in re.findall(r"\{% for .*?%\}", template) for _, said in _SAID.findall(loop)}
        marked = re.sub(r"\{%.*?%\}", " ", _UNSEEN.sub("", template), flags=re.DOTALL)
        held = re.sub(r"\{\{(.*?)\}\}", lambda value: f"[{value[1]}]".replace("<", "").replace(">", ""), marked)
        for _, inside in re.findall(r"<(button|a|summary)\b[^>]*>(.*?)</\1>", held, re.DOTALL):
            found |= {said for _, said in _SAID.findall(inside)}
            found.add(plain(re.sub(r"\[.*?\]", GAP, inside)))
    return frozenset(found)


def literals(path: Path) -> Iterator[str]:
    """The words in a module, with gaps where it puts something in."""
    for node in ast.walk(ast.parse(words(path))):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@cache
def program() -> frozenset[str]:
    """All that the program says: the lines of its pages, the words in its modules."""
    said = {line for path in HTML for line in words(path).splitlines()} | {plain(unfilled(words(path))) for path in HTML}
    return frozenset(said.union(*(literals(path) for path in (ROOT / "generator").rglob("*.py"))))


def is_said(quoted: str, where: frozenset[str]) -> bool:
    """Whether words are said, whatever stands where the guide has three dots; pages write a first letter large."""
    parts = quoted.split("…")
    likely = [text for text in where if all(part in text for part in parts)]
    if len(parts) == 1 and not likely:
        return any(quoted[0].lower() + quoted[1:] in text for text in where)
    return any(re.search(".*?".join(map(re.escape, parts)), text) for text in likely)


def spoken(path: Path) -> str:
    """A page of the guide without commands, names of files, links' targets and quoted words."""
    return _QUOTED.sub(" ", _CODE.sub(" ", re.sub(r"\]\([^)]+\)", "] ", words(path))))


@pytest.mark.parametrize("path", GUIDE, ids=lambda path: path.stem)
def test_every_page_and_picture_that_is_linked_is_there(path: Path) -> None:
    targets = [target for _, target in _LINK.findall(words(path))]
    assert targets
    assert [target for target in targets if not (path.parent / target).is_file()] == []


def test_every_page_is_reached_from_the_entrance_and_leads_back() -> None:
    assert len(PAGES) >= 12
    assert {path.name for path in PAGES} == {Path(target).name for _, target in _LINK.findall(words(ENTRANCE)) if target.endswith(".md")}
    assert [path.name for path in PAGES if "(../huong-dan.md)" not in words(path)] == []


def test_every_picture_is_used_and_made_by_the_script_and_small() -> None:
    used = {Path(target).name for path in GUIDE for mark, target in _LINK.findall(words(path)) if mark}
    there = {path.name: path.stat().st_size for path in guide_pictures.PICTURES.iterdir()}
    made = {f"{name}.png" for name in re.findall(r'at\.keep\(\s*"([^"]+)"', words(Path(guide_pictures.__file__)))}
    assert len(used) >= 12
    assert used == set(there) == made
    assert max(there.values()) <= guide_pictures.LARGEST


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives a machine many addresses of its own")
def test_every_picture_can_be_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools.chromium()
    there = {path.name for path in guide_pictures.PICTURES.iterdir()}
    monkeypatch.setattr(guide_pictures, "PICTURES", tmp_path / "anh")
    guide_pictures.main()
    assert {path.name for path in (tmp_path / "anh").iterdir()} == there


@pytest.mark.parametrize("path", GUIDE, ids=lambda path: path.stem)
def test_what_is_to_be_pressed_stands_on_a_page(path: Path) -> None:
    pressed = [one for group in _PRESSED.findall(words(path)) for one in _QUOTED.findall(group)]
    assert pressed
    assert [one for one in pressed if one not in to_press() and not ("…" in one and is_said(one, to_press()))] == []


@pytest.mark.parametrize("path", GUIDE, ids=lambda path: path.stem)
def test_every_quoted_word_is_said_by_the_program(path: Path) -> None:
    quoted = _QUOTED.findall(words(path))
    assert quoted
    assert [one for one in quoted if not is_said(one, program())] == []


def test_every_command_and_option_is_known() -> None:
    codes = [code for path in GUIDE for code in _CODE.findall(words(path))]
    options = {option for code in codes for option in re.findall(r"(?<!\S)--[a-z-]+|(?<=^`)--[a-z-]+", code)}
    names = {name for code in codes for name in re.findall(r"\bvanban ([a-z]+)", code)}
    assert len(options) >= 4
    assert len(names) >= 2
    assert options <= {option for command in cli.commands.values() for parameter in command.params for option in parameter.opts}
    assert names <= set(cli.commands)


def test_every_name_of_a_file_or_folder_is_one_of_the_program() -> None:
    names = {code.strip("`") for path in GUIDE for code in _CODE.findall(words(path)) if re.search(r"out\b|\.xlsx|^`-\w|danh-muc", code)}
    names = {name for name in names if " " not in name}
    assert len(names) >= 8
    fixed = {piece for name in names for piece in re.split(r"/|SỔ|NĂM|KỲ", name) if piece.strip("-")}
    assert {piece for piece in fixed if not is_said(piece, program())} == set()


@pytest.mark.parametrize("path", GUIDE, ids=lambda path: path.stem)
def test_the_guide_speaks_vietnamese(path: Path) -> None:
    bare = unicodedata.normalize("NFD", spoken(path)).replace("đ", "d").replace("Đ", "D")
    said = re.findall(r"[a-z]+", "".join(letter for letter in bare if not unicodedata.combining(letter)).lower())
    assert len(said) >= 80
    assert {word for word in said if len(word) > 1 and not _SYLLABLE.fullmatch(word)} - _BORROWED == set()


@pytest.mark.parametrize("path", GUIDE, ids=lambda path: path.stem)
def test_sentences_are_short(path: Path) -> None:
    sentences = re.split(r"[.:;?|]\s|\n", spoken(path))
    assert [sentence for sentence in sentences if len(sentence.split()) > 40] == []
