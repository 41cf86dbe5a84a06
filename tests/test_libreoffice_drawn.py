"""The real LibreOffice kept warm: it draws what one started for the file draws, and whatever befalls it, the next file is drawn."""

from __future__ import annotations

import os
import re
import signal
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from generator import pdf
from generator.cancelling import CancelledError, may_be_called_off
from generator.errors import OutputRefusedError
from generator.libreoffice import converting, kept_warm, profile, warm
from tests.papers import PLAN_TEMPLATE, made
from tests.plausible_plans import plausible
from tests.test_running import has_ended
from tests.tools import pdf_text, soffice

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals stop and crash it")


@pytest.fixture(scope="session")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three drafts of different length, in a folder whose name is hard to write in an address."""
    folder = tmp_path_factory.mktemp("Kế hoạch & 100% 'năm' #1")
    written = []
    for seed in range(3):
        path = folder / f"dự thảo {seed} (gửi) & 50%.docx"
        path.write_bytes(made(plausible(8 * seed, seed), PLAN_TEMPLATE))
        written.append(path)
    return written


def lasting(data: bytes) -> bytes:
    """A PDF but for the times and marks that differ each time it is made."""
    return re.sub(rb"\(D:\d+[^)]*\)|/ID \[[^\]]*\]|/DocChecksum /\w+", b"", data)


def office_program() -> int:
    """The number of LibreOffice itself, which a script started."""
    assert warm._state.office is not None
    if not Path("/proc/self/stat").exists():
        pytest.skip("this system does not show in /proc which program started which")
    number = warm._state.office.process.pid
    while child := next((pid for pid, parent in _parents() if parent == number), None):
        number = child
    return number


def _parents() -> Iterator[tuple[int, int]]:
    """Each program that runs, with the one that started it."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            yield int(stat.parent.name), int(stat.read_text(encoding="utf-8").rpartition(")")[2].split()[1])


def test_a_warm_libreoffice_draws_what_one_started_for_the_file_draws(drafts: list[Path], tmp_path: Path) -> None:
    soffice()
    cold = [pdf.convert(path) for path in drafts]
    with kept_warm():
        heated = [pdf.convert(path) for path in drafts]
        assert warm._state.office is not None
        assert warm._state.office.jobs == len(drafts)
    for number, data in enumerate((*cold, *heated)):
        (tmp_path / f"{number}.pdf").write_bytes(data)
    pages = [pdf_text(tmp_path / f"{number}.pdf") for number in range(2 * len(drafts))]
    assert pages[: len(drafts)] == pages[len(drafts) :]
    assert all(len(words) > 1 for words in pages)
    assert [lasting(data) for data in cold] == [lasting(data) for data in heated]


def test_twenty_files_in_a_row_leave_nothing_beside_them(drafts: list[Path]) -> None:
    soffice()
    beside = sorted(drafts[0].parent.iterdir())
    with kept_warm():
        again = [lasting(pdf.convert(drafts[number % 3])) for number in range(20)]
        assert warm._state.office is not None
        assert warm._state.office.jobs == 20
        assert sorted(path.name for path in warm._state.office.folder.iterdir()) == ["profile", "ready"]
    assert [again[number] == again[number % 3] for number in range(20)] == [True] * 20
    assert sorted(drafts[0].parent.iterdir()) == beside


def test_a_hung_libreoffice_between_two_good_files(drafts: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    soffice()
    with kept_warm():
        before = pdf.convert(drafts[0])
        number = office_program()
        os.kill(number, signal.SIGSTOP)
        monkeypatch.setattr(converting, "SECONDS", 1)
        with pytest.raises(OutputRefusedError) as caught:
            pdf.convert(drafts[1])
        assert [problem.code for problem in caught.value.problems] == ["PDF-03"]
        assert has_ended(number)
        monkeypatch.undo()
        assert lasting(pdf.convert(drafts[0])) == lasting(before)
        assert warm._state.office is not None
        assert warm._state.office.jobs == 1


def test_a_libreoffice_that_crashed_is_replaced(drafts: list[Path]) -> None:
    soffice()
    with kept_warm():
        before = pdf.convert(drafts[0])
        number = office_program()
        os.kill(number, signal.SIGSEGV)
        assert lasting(pdf.convert(drafts[0])) == lasting(before)
        assert has_ended(number)
        assert lasting(pdf.convert(drafts[0])) == lasting(before)
        assert warm._state.office is not None


def test_a_libreoffice_called_off_is_ended(drafts: list[Path]) -> None:
    soffice()
    with kept_warm():
        pdf.convert(drafts[0])
        number = office_program()
        with may_be_called_off(lambda: True), pytest.raises(CancelledError):
            pdf.convert(drafts[0])
        assert has_ended(number)


def test_two_threads_draw_at_once(drafts: list[Path]) -> None:
    soffice()
    with kept_warm(), ThreadPoolExecutor(max_workers=2) as pool:
        made_here = list(pool.map(pdf.convert, drafts * 2))
        assert warm._state.office is not None
        assert warm._state.office.jobs == 6
    assert [lasting(data) for data in made_here[:3]] == [lasting(data) for data in made_here[3:]]


def test_a_file_that_is_no_word_file_is_refused_and_the_next_is_drawn(drafts: list[Path], tmp_path: Path) -> None:
    soffice()
    broken = tmp_path / "hong.docx"
    broken.write_bytes(b"PK\x03\x04" + bytes(1000))
    with kept_warm():
        with pytest.raises(OutputRefusedError) as caught:
            pdf.convert(broken)
        assert [problem.code for problem in caught.value.problems] == ["PDF-02"]
        assert pdf.convert(drafts[0]).startswith(b"%PDF")
        assert warm._state.office is not None
        assert warm._state.office.jobs == 2


def test_a_libreoffice_without_work_ends_and_the_next_file_starts_one(drafts: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    soffice()
    monkeypatch.setattr(profile, "_IDLE_DAYS", 1 / 86_400)
    with kept_warm():
        pdf.convert(drafts[0])
        assert warm._state.office is not None
        first = warm._state.office
        first.process.wait(timeout=60)
        assert not first.folder.exists()
        pdf.convert(drafts[0])
        assert warm._state.office is not first


def test_jobs_lie_in_a_folder_whose_name_is_hard_to_write(drafts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soffice()
    (tmp_path / "Tạm thời & 100% <1>").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "Tạm thời & 100% <1>"))
    with kept_warm():
        pdf.convert(drafts[0])
        assert warm._state.office is not None
        assert warm._state.office.jobs == 1
