"""The report command: gates that stop, drafts with their gaps marked, the figures beside it; and the demonstration of the whole year."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.actions.demonstration import demonstrate
from generator.cli import run
from generator.workbook import read_plan_book
from tests.papers import words
from tests.sample_forms import FOLDER
from tests.test_sample import BOOK
from tests.tools import schema_errors

QUARTER = "Q1/minh-hoa-Q1-QLKH-nop-cham.xlsx", "Q1-gui-lai/minh-hoa-Q1-VP-gui-lai.xlsx"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The sample with the forms of Quý I and of the year taken in."""
    path = Path(shutil.copy(BOOK, tmp_path / "ke-hoach.xlsx"))
    out = str(tmp_path / "out")
    first = [str(FOLDER / name) for name in QUARTER]
    assert run(["collect", str(path), *first, "--period", "Q1", "--received", "12/03/2025", "--out", out]) == 0
    assert run(["collect", str(path), str(FOLDER / "NAM"), "--period", "NAM", "--received", "10/12/2025", "--out", out]) == 1
    return path


def asked(book: Path, period: str, *more: str) -> int:
    return run(["report", str(book), "--period", period, "--out", str(book.parent / "out"), *more])


def made(book: Path, period: str) -> list[Path]:
    return sorted((book.parent / "out").glob(f"ke-hoach-bao-cao-{period}-*"))


def test_the_quarterly_report_stands_beside_the_workbook_of_its_figures(book: Path) -> None:
    assert asked(book, "Q1") == 1
    report, numbers = sorted(made(book, "Q1"), key=lambda path: path.suffix)
    assert (report.suffix, numbers.name) == (".docx", f"{report.stem}-so-lieu.xlsx")
    assert schema_errors([report, numbers]) == []
    text = words(report.read_bytes())
    assert "Đã khắc phục xong 1/9 tiêu chí, đạt 11,11%" in text
    assert "tự ước tính, chưa qua thẩm định" in text
    cells = {str(cell.value) for row in load_workbook(numbers)["Số liệu"].iter_rows() for cell in row}
    assert {"11,11", "11,50", "5,20", "6,30", "8,64"} <= cells


def test_a_unit_that_did_not_report_is_never_said_to_have_done_nothing(book: Path) -> None:
    assert asked(book, "Q1") == 1
    report = next(path for path in made(book, "Q1") if path.suffix == ".docx")
    (line,) = [line for line in words(report.read_bytes()).split("\n") if line.startswith("- 1.4.1.2.")]
    assert "Chưa có báo cáo" in line


def test_the_completion_report_is_stopped_by_its_gates_and_nothing_is_written(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert asked(book, "NAM", "--json") == 2
    answer = json.loads(capsys.readouterr().out)
    assert {problem["code"] for problem in answer["problems"]} == {"BC-02"}
    assert {re.findall(r"\d(?:\.\d+)+", problem["message"])[0] for problem in answer["problems"]} == {"1.4.1.2", "3.6"}
    assert made(book, "NAM") == []


def test_a_draft_of_the_completion_report_marks_each_gap(book: Path) -> None:
    assert asked(book, "NAM", "--draft") == 1
    report = next(path for path in made(book, "NAM") if path.suffix == ".docx")
    text = words(report.read_bytes())
    assert "[CẦN BỔ SUNG: Tiêu chí 1.4.1.2 chưa có báo cáo" in text
    assert "[CẦN BỔ SUNG: Tiêu chí 3.6 chưa có báo cáo" in text
    for annex in ("Phụ lục I", "Phụ lục II", "Phụ lục III"):
        assert annex in text.split("\n")
    assert schema_errors(made(book, "NAM")) == []


def test_asking_for_a_report_again_gives_the_same_draft(book: Path) -> None:
    assert asked(book, "Q1") == asked(book, "Q1") == 1
    assert len(made(book, "Q1")) == 2


def test_a_report_cut_off_before_its_figures_gets_them_the_next_time(book: Path) -> None:
    assert asked(book, "Q1") == 1
    numbers = next(path for path in made(book, "Q1") if path.suffix == ".xlsx")
    before = numbers.read_bytes()
    numbers.unlink()
    assert asked(book, "Q1") == 1
    assert numbers.read_bytes() == before


def test_figures_that_differ_while_the_report_reads_the_same_make_the_next_draft(book: Path) -> None:
    assert asked(book, "Q1") == 1
    numbers = next(path for path in made(book, "Q1") if path.suffix == ".xlsx")
    numbers.write_bytes(b"other figures")
    assert asked(book, "Q1") == 1
    assert numbers.read_bytes() == b"other figures"
    assert len(made(book, "Q1")) == 4


def test_a_period_that_the_plan_does_not_have_is_refused(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    plan = read_plan_book(book).plan
    assert {period.id for period in plan.periods} == {"Q1", "H1", "Q2", "Q3", "9M", "Q4", "NAM"}
    assert run(["report", str(book), "--period", "Q9", "--json"]) == 2
    assert "LENH-03" in capsys.readouterr().out


def test_the_demonstration_makes_the_whole_year_and_again_adds_only_forms_with_what_was_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.actions.demonstration.libreoffice", lambda: None)
    steps = [step.command.split()[0] for step in demonstrate(tmp_path)]
    year = ["check", "plan", "check", "forms", "collect", "collect", "status", "remind", "report", "collect", "report"]
    assert steps == ["new", *year, "new"]
    first = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert len([path for path in first if path.suffix == ".docx" and path.parent == tmp_path]) == 4
    for _ in range(2):
        list(demonstrate(tmp_path))
        after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        assert {path.parent.name for path in after.keys() - first.keys()} == {"ke-hoach-cchc-2024-bieu-Q1-lan-2"}
        assert {path: after[path] for path in first} == first
