"""The templates in templates/: what the blueprint builds, formatted by named styles alone, sound in Word's own schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from generator import blueprint, package, standard
from generator.measure import width_of
from tests.papers import TEMPLATES
from tests.tools import schema_errors

NAMES = sorted(blueprint.SHIPPED)


def test_the_folder_holds_the_shipped_templates_and_no_other() -> None:
    assert sorted(path.name for path in TEMPLATES.glob("*.docx")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_committed_template_is_what_the_blueprint_builds(name: str, tmp_path: Path) -> None:
    built = tmp_path / name
    built.write_bytes(blueprint.SHIPPED[name]())
    parts, committed = package.open_package(built).parts, package.open_package(TEMPLATES / name).parts
    assert {part: content.data for part, content in committed.items()} == {part: content.data for part, content in parts.items()}


def test_building_twice_gives_the_same_bytes() -> None:
    assert all(build() == build() for build in blueprint.SHIPPED.values())


@pytest.mark.parametrize("name", NAMES)
def test_no_run_of_a_template_carries_a_format_of_its_own(name: str) -> None:
    xml = package.open_package(TEMPLATES / name).parts["word/document.xml"].data.decode("utf-8")
    assert "<w:pStyle" in xml
    assert "<w:rPr" not in xml


def test_the_templates_are_sound_in_words_own_schema() -> None:
    assert schema_errors([TEMPLATES / name for name in NAMES]) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_row_may_split_over_two_pages(name: str) -> None:
    xml = package.open_package(TEMPLATES / name).parts["word/document.xml"].data.decode("utf-8")
    assert xml.count("<w:tr>") >= 5
    assert xml.count("<w:tr><w:trPr><w:cantSplit/>") == xml.count("<w:tr>")


_WIDEST: Final = {
    "time": ("30/11/2025", False), "due": ("30/11/2025", False), "received": ("30/11/2025", False), "day": ("30/11/2025", False),
    "maximum": ("100,00", True), "score": ("100,00", True), "lost": ("100,00", True), "expected": ("100,00", True),
    "rate": ("100,00%", True),
}  # fmt: skip
"""By the name of a tag: the widest day or figure it prints, and whether a row of totals prints it bold."""


def cells_with_a_figure(name: str) -> Iterator[tuple[str, int]]:
    """Each day and figure in a cell of its own, and the room it has there, in twips."""
    xml = package.open_package(TEMPLATES / name).parts["word/document.xml"].data.decode("utf-8")
    for table in xml.split("<w:tbl>")[1:]:
        margins = re.search(r'<w:tblCellMar><w:left w:w="(\d+)".*?<w:right w:w="(\d+)"', table)
        assert margins
        for cell in table.split("<w:tc>")[1:]:
            words = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", cell))
            width = re.search(r'<w:tcW w:w="(\d+)"', cell)
            if width and (match := re.match(r"\{\{ \w\.(\w+) \}\}$", words)):
                yield match[1], int(width[1]) - int(margins[1]) - int(margins[2])


@pytest.mark.parametrize("name", NAMES)
def test_the_widest_day_and_figure_stand_on_one_line_of_their_cells(name: str) -> None:
    found = [(tag, room) for tag, room in cells_with_a_figure(name) if tag in _WIDEST]
    assert found
    words = {tag: width_of(widest, 2 * standard.TABLE_TEXT.used, bold=bold) for tag, (widest, bold) in _WIDEST.items()}
    assert [(tag, room) for tag, room in found if words[tag] > room] == []
