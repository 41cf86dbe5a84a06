"""What is kept between two commands: it changes no byte, it is nobody else's, and losing or breaking it is never an error."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from generator import blueprint, files, package, render, user_cache
from generator.base import Origin
from generator.papers import CompletionReport, PlanPaper, ResultReport, UrgingLetter, plan_paper
from generator.render import kept, loading
from tests.papers import PLAN_TEMPLATE, TEMPLATES
from tests.source_plan import source_plan

FOLDER: Final = user_cache.folder
"""As it is: the tests of all other rooms keep nothing."""
NAME: Final = "template-x"
ORIGIN: Final = Origin("plan", 1, "0" * 64, "0" * 64, "1", datetime(2025, 1, 6, 9, 0))  # noqa: DTZ001 - the clerk's own clock
PAPERS: Final[dict[str, type]] = {
    **dict.fromkeys(blueprint.FILE_NAMES.values(), PlanPaper),
    blueprint.LETTER_FILE: UrgingLetter,
    blueprint.REPORT_FILE: ResultReport,
    blueprint.COMPLETION_FILE: CompletionReport,
}
posix = pytest.mark.skipif(sys.platform == "win32", reason="a profile of Windows is guarded by its own lists")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(user_cache, "folder", FOLDER)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path / "vanban"


def draft(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The sample's draft as a new process would make it."""
    monkeypatch.setattr(loading, "_KEPT", {})
    ready = render.load(package.open_package(PLAN_TEMPLATE), PlanPaper)
    return render.render(ready, plan_paper(source_plan(), draft=1), ORIGIN)


def never_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_given: object) -> None:
        raise AssertionError("the template was translated anew")

    monkeypatch.setattr(loading, "_made", refused)


def test_the_bytes_are_the_same_with_and_without_what_was_kept(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = draft(monkeypatch)
    assert len(list(cache.iterdir())) == 1
    never_made(monkeypatch)
    assert draft(monkeypatch) == first


@pytest.mark.parametrize("name", PAPERS)
def test_every_shipped_template_is_kept_as_it_was_made(cache: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    opened = package.open_package(TEMPLATES / name)
    made = loading._made(opened, PAPERS[name])
    assert cache.is_dir()
    assert kept.read(opened, PAPERS[name]) == made
    never_made(monkeypatch)
    monkeypatch.setattr(loading, "_KEPT", {})
    assert render.load(opened, PAPERS[name]).programs.keys() == made[0].keys()


def test_every_shipped_template_is_among_them() -> None:
    assert set(PAPERS) == set(blueprint.SHIPPED)


def test_a_template_changed_by_one_byte_is_translated_anew(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft(monkeypatch)
    opened = package.open_package(PLAN_TEMPLATE)
    other = tmp_path / "khac.docx"
    other.write_bytes(package.join([*opened.parts.values(), package.pack("docProps/them.xml", b"<x/>")]))
    render.load(package.open_package(other), PlanPaper)
    assert len(list(cache.iterdir())) == 2


@pytest.mark.parametrize("other", ["__version__", "_program"])
def test_what_another_program_made_is_not_used(cache: Path, monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    draft(monkeypatch)
    monkeypatch.setattr(kept, other, "9" if other == "__version__" else lambda: ("other",))
    draft(monkeypatch)
    assert len(list(cache.iterdir())) == 2


def test_what_other_rules_found_harmless_is_looked_over_anew(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_program", kept._program.__wrapped__)
    draft(monkeypatch)
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: real(path) + (b"#" if path.name == "outside_references.py" else b""))
    draft(monkeypatch)
    assert len(list(cache.iterdir())) == 2


def test_what_another_python_made_is_not_used(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft(monkeypatch)
    monkeypatch.setattr(sys, "version", "9.9.9")
    draft(monkeypatch)
    assert len(list(cache.iterdir())) == 2


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def half_written(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def changed(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"yield", b"field", 1))


def well_sealed_nonsense(path: Path) -> None:
    path.write_bytes(user_cache._sealed(path.name, b"[1, 2]"))


def well_sealed_code_that_is_none(path: Path) -> None:
    path.write_bytes(user_cache._sealed(path.name, b'{"parts": {"word/document.xml": ["def", [], true]}, "printed": []}'))


def a_folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


BREAKS: Final = (cut, half_written, emptied, changed, well_sealed_nonsense, well_sealed_code_that_is_none, a_folder_in_its_place)


@pytest.mark.parametrize("broken", BREAKS, ids=lambda way: str(way.__name__))
def test_a_broken_file_is_passed_over(cache: Path, monkeypatch: pytest.MonkeyPatch, broken: Callable[[Path], None]) -> None:
    first = draft(monkeypatch)
    (found,) = cache.iterdir()
    broken(found)
    assert draft(monkeypatch) == first


@pytest.mark.parametrize("broken", BREAKS[:-1], ids=lambda way: str(way.__name__))
def test_a_broken_file_is_made_anew(cache: Path, monkeypatch: pytest.MonkeyPatch, broken: Callable[[Path], None]) -> None:
    first = draft(monkeypatch)
    (found,) = cache.iterdir()
    sound = found.read_bytes()
    broken(found)
    draft(monkeypatch)
    assert found.read_bytes() == sound
    never_made(monkeypatch)
    assert draft(monkeypatch) == first


def test_one_file_under_the_name_of_another_is_passed_over(cache: Path) -> None:
    user_cache.write(NAME, b"1")
    (cache / NAME).rename(cache / "template-y")
    assert user_cache.read("template-y") is None


def test_what_was_written_is_read_back(cache: Path) -> None:
    user_cache.write(NAME, b"\x00\n1")
    assert cache.is_dir()
    assert user_cache.read(NAME) == b"\x00\n1"
    assert user_cache.read("template-y") is None


@posix
@pytest.mark.parametrize("mask", [0o022, 0o002, 0])
def test_folder_and_file_are_for_the_user_alone(cache: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        user_cache.write(NAME, b"1")
    finally:
        os.umask(before)
    assert cache.stat().st_mode & 0o777 == 0o700
    assert (cache / NAME).stat().st_mode & 0o777 == 0o600
    assert user_cache.read(NAME) == b"1"


@posix
@pytest.mark.parametrize("mode", [0o755, 0o770, 0o777])
def test_a_folder_open_to_others_is_neither_read_nor_written(cache: Path, mode: int) -> None:
    user_cache.write(NAME, b"1")
    cache.chmod(mode)
    assert user_cache.read(NAME) is None
    user_cache.write("template-y", b"2")
    assert [path.name for path in cache.iterdir()] == [NAME]


@posix
@pytest.mark.parametrize("mode", [0o640, 0o664, 0o646])
def test_a_file_open_to_others_is_not_read(cache: Path, mode: int) -> None:
    user_cache.write(NAME, b"1")
    (cache / NAME).chmod(mode)
    assert user_cache.read(NAME) is None


@posix
def test_a_folder_of_somebody_else_is_neither_read_nor_written(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user_cache.write(NAME, b"1")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert user_cache.read(NAME) is None
    user_cache.write("template-y", b"2")
    assert [path.name for path in cache.iterdir()] == [NAME]


@posix
@pytest.mark.usefixtures("cache")
def test_a_file_of_somebody_else_in_a_folder_of_ours_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    user_cache.write(NAME, b"1")
    looked_at = os.fstat

    def another(file: int) -> os.stat_result:
        state = looked_at(file)
        return state if stat.S_ISDIR(state.st_mode) else os.stat_result((*state[:4], state.st_uid + 1, *state[5:10]))

    monkeypatch.setattr(os, "fstat", another)
    assert user_cache.read(NAME) is None


@posix
def test_a_link_in_place_of_the_folder_or_a_file_is_not_followed(cache: Path, tmp_path: Path) -> None:
    user_cache.write(NAME, b"1")
    elsewhere = (cache / NAME).rename(tmp_path / "elsewhere")
    (cache / NAME).symlink_to(elsewhere)
    assert user_cache.read(NAME) is None
    elsewhere.replace(cache / NAME)
    assert user_cache.read(NAME) == b"1"
    moved = cache.rename(tmp_path / "moved")
    cache.symlink_to(moved, target_is_directory=True)
    assert user_cache.read(NAME) is None
    user_cache.write("template-z", b"2")
    assert not (moved / "template-z").exists()


def test_a_cache_that_can_not_be_written_is_no_error(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write_bytes(b"a file where the folder should be")
    first = draft(monkeypatch)
    assert draft(monkeypatch) == first
    assert user_cache.read(NAME) is None


def test_a_folder_that_is_read_only_is_read_and_no_error(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = draft(monkeypatch)

    def refused(*_given: object, **_named: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    user_cache.write(NAME, b"1")
    assert len(list(cache.iterdir())) == 1
    never_made(monkeypatch)
    assert draft(monkeypatch) == first


@pytest.mark.parametrize("home", ["", "relative"])
def test_without_a_home_nothing_is_kept(cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: str) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, home)
    assert user_cache.folder() is None
    user_cache.write(NAME, b"1")
    assert user_cache.read(NAME) is None
    assert not cache.exists()
    assert list(tmp_path.iterdir()) == []


def test_many_who_keep_the_same_at_once_do_not_disturb_each_other(cache: Path) -> None:
    """Each writes and reads again and again; whatever one reads is whole."""
    told = f"""
from generator import user_cache
for turn in range(40):
    user_cache.write({NAME!r}, b"x" * 50_000)
    assert user_cache.read({NAME!r}) == b"x" * 50_000, turn
    user_cache.write(f"template-{{turn}}", b"1")
"""
    root = Path(__file__).parent.parent
    beside = [subprocess.Popen([sys.executable, "-c", told], cwd=root) for _ in range(3)]
    assert [process.wait() for process in beside] == [0, 0, 0]
    assert user_cache.read(NAME) == b"x" * 50_000
    assert not [path for path in cache.iterdir() if path.name.startswith(".")]


def test_only_so_many_files_are_kept_and_the_oldest_go(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_cache, "_AT_MOST", 3)
    for number in range(5):
        user_cache.write(f"template-{number}", b"1")
        os.utime(cache / f"template-{number}", (number, number))
    assert sorted(path.name for path in cache.iterdir()) == ["template-2", "template-3", "template-4"]


def test_files_that_somebody_else_keeps_in_the_same_folder_are_never_thrown_away(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_cache, "_AT_MOST", 2)
    user_cache.write("template-0", b"1")
    for name in ("ke-hoach.xlsx", "template", ".xlsx"):
        (cache / name).write_bytes(b"theirs")
        os.utime(cache / name, (0, 0))
    (cache / "thu-muc").mkdir()
    for number in range(5):
        user_cache.write(f"template-{number}", b"1")
        os.utime(cache / f"template-{number}", (number, number))
    kept = {"template-3", "template-4"}
    assert {path.name for path in cache.iterdir()} == kept | {"ke-hoach.xlsx", "template", ".xlsx", "thu-muc"}


def test_a_file_too_large_is_not_read(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user_cache.write(NAME, b"1" * 100)
    assert files.read(cache / NAME, limit=2**20).data
    monkeypatch.setattr(user_cache, "_LARGEST", 10)
    assert user_cache.read(NAME) is None
