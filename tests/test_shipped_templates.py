"""The templates in templates/: what the blueprint builds, formatted by named styles alone, sound in Word's own schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import blueprint, package
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
