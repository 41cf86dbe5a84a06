"""The templates in templates/: what the blueprint builds, formatted by named styles alone, sound in Word's own schema."""

from __future__ import annotations

import pytest

from generator import blueprint, package
from generator.records import AnnexProfile
from tests.papers import TEMPLATES
from tests.tools import schema_errors

NAMES = sorted(blueprint.FILE_NAMES.values())


def test_the_folder_holds_the_shipped_templates_and_no_other() -> None:
    assert sorted(path.name for path in TEMPLATES.glob("*.docx")) == NAMES


@pytest.mark.parametrize("profile", blueprint.FILE_NAMES)
def test_a_committed_template_is_what_the_blueprint_builds(profile: AnnexProfile) -> None:
    committed = package.open_package(TEMPLATES / blueprint.FILE_NAMES[profile]).parts
    (TEMPLATES.parent / ".pytest_cache").mkdir(exist_ok=True)
    built_file = TEMPLATES.parent / ".pytest_cache" / f"built-{blueprint.FILE_NAMES[profile]}"
    built_file.write_bytes(blueprint.plan_template(profile))
    built = package.open_package(built_file).parts
    assert {name: part.data for name, part in committed.items()} == {name: part.data for name, part in built.items()}


def test_building_twice_gives_the_same_bytes() -> None:
    profile = next(iter(blueprint.FILE_NAMES))
    assert blueprint.plan_template(profile) == blueprint.plan_template(profile)


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
    assert xml.count("<w:tr>") >= 10
    assert xml.count("<w:tr><w:trPr><w:cantSplit/>") == xml.count("<w:tr>")
