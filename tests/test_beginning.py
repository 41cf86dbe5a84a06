"""`vanban new` as a careless clerk types it: the right workbook, or one sentence, exit code 2 and no file."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from generator.cli import run
from generator.papers.letter_wording import Asking, LateUnit
from generator.records import SUGGESTED
from generator.results import Progress
from generator.workbook import blank_plan_book, write_plan_book
from tests import score_layouts
from tests.fuzzed import packed
from tests.letterhead_documents import saved
from tests.papers import opened
from tests.people import line, tracked
from tests.report_examples import made, printed, some_results
from tests.source_plan import source_plan
from tests.test_imported_plans import draft
from tests.test_imported_reports import letter

OLD_WORD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PLAN: Final = source_plan()
"""Of the index of 2024, for the year 2025."""
DRAFT: Final = draft(PLAN)
CODES: Final = [row.code for row in PLAN.criteria]


def scores(year: int) -> bytes:
    """A score sheet of an assessed year."""
    layout = score_layouts.Layout(titles=(f"Bảng điểm chỉ số CCHC năm {year}",))
    return score_layouts.saved(score_layouts.drawn(score_layouts.tree(), layout))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan as workbook and in Word, and score sheets of three years; the clerk stands in it."""
    (tmp_path / "so.xlsx").write_bytes(write_plan_book(PLAN))
    (tmp_path / "kh.docx").write_bytes(DRAFT)
    for year in (2024, 2025, 2026):
        (tmp_path / f"bd-{year}.xlsx").write_bytes(scores(year))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


# Refused

PLANTED: Final[dict[str, bytes]] = {
    "la-docx.doc": DRAFT,
    "la-chu.doc": "Kế hoạch".encode(),
    "la-rtf.doc": rb"{\rtf1 abc}",
    "rong.doc": b"",
    "la-doc.docx": OLD_WORD,
    "la-chu.docx": "Kế hoạch".encode(),
    "rong.docx": b"",
    "la-xlsx.docx": write_plan_book(PLAN),
    "la-docx.xlsx": DRAFT,
    "trang.docx": packed({"[Content_Types].xml": b"<Types/>"}),
    "kh.pdf": b"%PDF-1.7",
    "trong.xlsx": blank_plan_book(2025),
    "tep": b"",
}
REFUSED: Final[dict[str, tuple[list[str], str]]] = {
    "the same workbook as source and target": (["so.xlsx", "--from-plan", "so.xlsx"], "TEP-15"),
    "the same paper as source and target": (["kh.docx", "--from-docx", "kh.docx"], "TEP-16"),
    "the same score sheet as source and target": (["bd-2024.xlsx", "--from-scores", "bd-2024.xlsx"], "TEP-15"),
    "no paper there": (["m.xlsx", "--from-docx", "khong-co.docx"], "TEP-01"),
    "no old paper there": (["m.xlsx", "--from-docx", "khong-co.doc"], "TEP-01"),
    "no workbook there": (["m.xlsx", "--from-plan", "khong-co.xlsx"], "TEP-01"),
    "no score sheet there": (["m.xlsx", "--from-scores", "khong-co.xlsx"], "TEP-01"),
    "a file as folder of the target": (["tep/m.xlsx", "--from-docx", "kh.docx"], "TEP-13"),
    "a name too long": (["a" * 300 + ".xlsx"], "TEP-18"),
    "a target without a name": (["", "--from-docx", "kh.docx"], "TEP-16"),
    "a target that is a folder": ([".", "--from-docx", "kh.docx"], "TEP-16"),
    "a target of an ending alone": ([".xlsx"], "TEP-16"),
    "a target without an ending": (["so", "--from-docx", "kh.docx"], "TEP-16"),
    "a folder as paper": (["m.xlsx", "--from-docx", "."], "TEP-02"),
    "nothing as paper": (["m.xlsx", "--from-docx", ""], "TEP-02"),
    "a folder as workbook": (["m.xlsx", "--from-plan", "."], "TEP-02"),
    "nothing as workbook": (["m.xlsx", "--from-plan", ""], "TEP-02"),
    "a folder as score sheet": (["m.xlsx", "--from-scores", "."], "TEP-02"),
    "a .doc that is a .docx": (["m.xlsx", "--from-docx", "la-docx.doc"], "CU-01"),
    "a .doc that is text": (["m.xlsx", "--from-docx", "la-chu.doc"], "CU-01"),
    "a .doc that is rich text": (["m.xlsx", "--from-docx", "la-rtf.doc"], "CU-01"),
    "an empty .doc": (["m.xlsx", "--from-docx", "rong.doc"], "CU-01"),
    "a .docx that is a .doc": (["m.xlsx", "--from-docx", "la-doc.docx"], "GOI-03"),
    "a .docx that is text": (["m.xlsx", "--from-docx", "la-chu.docx"], "GOI-04"),
    "an empty .docx": (["m.xlsx", "--from-docx", "rong.docx"], "GOI-04"),
    "a .docx that is a workbook": (["m.xlsx", "--from-docx", "la-xlsx.docx"], "GOI-05"),
    "a .docx without a text": (["m.xlsx", "--from-docx", "trang.docx"], "GOI-05"),
    "a .pdf as paper": (["m.xlsx", "--from-docx", "kh.pdf"], "CU-04"),
    "a workbook as paper": (["m.xlsx", "--from-docx", "so.xlsx"], "CU-04"),
    "a paper as workbook": (["m.xlsx", "--from-plan", "kh.docx"], "GOI-05"),
    "a paper called .xlsx as workbook": (["m.xlsx", "--from-plan", "la-docx.xlsx"], "GOI-05"),
    "a paper as score sheet": (["m.xlsx", "--from-scores", "kh.docx"], "GOI-05"),
    "two earlier plans": (["m.xlsx", "--from-plan", "so.xlsx", "--from-docx", "kh.docx"], "LENH-07"),
    "a year for a workbook": (["m.xlsx", "--from-plan", "so.xlsx", "--year", "2026"], "LENH-06"),
    "a year that is none": (["m.xlsx", "--from-docx", "kh.docx", "--year", "99"], "LENH-03"),
    "a day that is none": (["m.xlsx", "--from-docx", "kh.docx", "--expected", "31/02/2026"], "LENH-03"),
    "a day without a plan": (["m.xlsx", "--expected", "10/01/2026"], "LENH-06"),
    "a year far after the paper": (["m.xlsx", "--from-docx", "kh.docx", "--year", "2062"], "BD-46"),
    "scores far after the paper": (["m.xlsx", "--from-scores", "bd-2026.xlsx", "--from-docx", "kh.docx", "--year", "2100"], "BD-46"),
    "scores far after the workbook": (["m.xlsx", "--from-scores", "bd-2026.xlsx", "--from-plan", "so.xlsx", "--year", "2100"], "BD-46"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_is_refused_in_one_sentence_and_nothing_is_written(
    name: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for planted, data in PLANTED.items():
        (desk / planted).write_bytes(data)
    words, code = REFUSED[name]
    before = everything(desk)
    assert run(["new", *words]) == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert out.err.count("LỖI") == 1
    assert f"LỖI [{code}]" in out.err
    assert "--out" not in out.err  # `new` has no such option
    assert everything(desk) == before


def test_a_workbook_with_blanks_as_last_years_is_refused_with_each_cell(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "trong.xlsx").write_bytes(blank_plan_book(2025))
    before = everything(desk)
    assert run(["new", "m.xlsx", "--from-plan", "trong.xlsx", "--json"]) == 2
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {problem["code"] for problem in problems} == {"BANG-10"}
    assert all(problem["place"].startswith("trong.xlsx › ") for problem in problems)
    assert everything(desk) == before


def test_a_folder_that_may_not_be_written_in_is_told(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forbidden(**_: object) -> None:
        raise PermissionError

    before = everything(desk)
    monkeypatch.setattr("tempfile.mkstemp", forbidden)  # who runs tests as root may write everywhere
    assert run(["new", "m.xlsx"]) == 2
    assert "LỖI [TEP-12]" in capsys.readouterr().err
    assert everything(desk) == before


# Begun


def begun(capsys: pytest.CaptureFixture[str], target: str, *words: str) -> dict[str, Any]:
    """What the command tells of a workbook that it made."""
    assert run(["new", target, *words, "--json"]) in {0, 1}
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told["files"] == [target]
    return told


def codes_told(told: dict[str, Any]) -> set[str]:
    return {problem["code"] for problem in told["problems"]}


def years(book: str) -> tuple[object, object]:
    """The assessed year and the action year as the workbook says them."""
    rows = {row[0].value: row[1].value for row in load_workbook(book)["Kế hoạch"].iter_rows(max_col=2)}
    return rows["Năm đánh giá"], rows["Năm thực hiện"]


def lines_of(book: str) -> dict[str, dict[str, Any]]:
    """The criteria by code, each cell by its heading."""
    sheet = load_workbook(book)["Tiêu chí"]
    heads = [str(cell.value) for cell in sheet[1]]
    rows = [dict[str, Any](zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    return {str(row["Mã tiêu chí"]): row for row in rows if row["Mã tiêu chí"]}


def test_a_target_folder_that_is_not_there_is_made(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun(capsys, str(Path("chua/co/m.xlsx")), "--from-docx", "kh.docx")
    assert (desk / "chua" / "co" / "m.xlsx").is_file()


def test_names_in_capitals_with_spaces_and_marks_are_names_like_others(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for source, target in (("KH.DOCX", "M.XLSX"), ("kế hoạch “cũ” & mới (1).docx", "sổ “mới” (2) & cuối.xlsx")):
        (desk / source).write_bytes(DRAFT)
        begun(capsys, target, "--from-docx", source)
        assert list(lines_of(target)) == CODES
    (desk / "SỔ CŨ (bản cuối).XLSX").write_bytes(write_plan_book(PLAN))
    begun(capsys, "m2.xlsx", "--from-plan", "SỔ CŨ (bản cuối).XLSX")
    assert years("m2.xlsx") == (2025, 2026)


def edited(change: Callable[[Any], None]) -> bytes:
    document = opened(DRAFT)
    change(document)
    return saved(document)


def test_a_draft_of_ours_edited_with_tracked_changes_and_comments_is_taken_over_and_both_are_told(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    purpose = next(row.text.plain for row in PLAN.body if "trách nhiệm" in row.text.plain)

    def change(document: Any) -> None:  # noqa: ANN401 - python-docx
        found = line(document, purpose)
        document.add_comment(found.runs, "Xem lại câu này", "Lãnh đạo", "LĐ")
        tracked(found, "trách nhiệm", "tinh thần")

    (desk / "sua.docx").write_bytes(edited(change))
    told = begun(capsys, "m.xlsx", "--from-docx", "sua.docx")
    assert codes_told(told) == {"CU-05", "CU-06"}
    said = [str(cell.value) for row in load_workbook("m.xlsx")["Nội dung"].iter_rows() for cell in row]
    assert purpose.replace("trách nhiệm", "tinh thần", 1) in said


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("source", [("--from-docx", "kh.docx"), ("--from-plan", "so.xlsx")])
class TestWithScores:
    """A score sheet beside an earlier plan, which is of the index of 2024."""

    def test_of_the_same_year_the_plans_lines_stay_and_those_it_lacks_come_behind(
        self, source: tuple[str, str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        begun(capsys, "m.xlsx", "--from-scores", "bd-2024.xlsx", *source)
        assert years("m.xlsx") == (2024, 2025)
        rows = lines_of("m.xlsx")
        assert set(CODES) < set(rows)
        assert rows[CODES[0]]["Giải pháp"] == PLAN.criteria[0].remedy.plain
        assert not any(str(row["Ghi chú nội bộ"] or "").startswith(SUGGESTED) for row in rows.values())

    @pytest.mark.parametrize("year", [2025, 2026])
    def test_of_a_later_year_only_lost_points_are_lines_and_the_plans_words_suggestions(
        self, source: tuple[str, str], year: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        told = begun(capsys, "m.xlsx", "--from-scores", f"bd-{year}.xlsx", *source)
        assert years("m.xlsx") == (year, year + 1)
        rows = lines_of("m.xlsx")
        assert list(rows) == ["1.1.2", "1.3.2", "2.1.1", "2.2", "3.2.1", "3.2.2"]
        assert str(rows["1.1.2"]["Ghi chú nội bộ"]).startswith(f"{SUGGESTED} từ kế hoạch năm 2024")
        assert "NT-01" in codes_told(told) or codes_told(told) >= {"NT-14"}

    def test_of_an_earlier_year_the_plan_is_told_to_be_too_new(self, source: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
        told = begun(capsys, "m.xlsx", "--from-scores", "bd-2024.xlsx", "--year", "2023", *source)
        assert {"BD-43", "BD-45"} <= codes_told(told)


@pytest.mark.usefixtures("desk")
def test_a_year_moves_a_paper_in_word_on(capsys: pytest.CaptureFixture[str]) -> None:
    for year, assessed in ((2025, 2024), (2026, 2025), (2027, 2026)):
        begun(capsys, f"m-{year}.xlsx", "--from-docx", "kh.docx", "--year", str(year))
        assert years(f"m-{year}.xlsx") == (assessed, year)
        assert list(lines_of(f"m-{year}.xlsx")) == CODES


@pytest.mark.usefixtures("desk")
def test_a_year_before_the_paper_leaves_it_as_it_is_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    told = begun(capsys, "m.xlsx", "--from-docx", "kh.docx", "--year", "2001")
    assert years("m.xlsx") == (2024, 2025)
    assert [problem["message"] for problem in told["problems"]] == ["Kế hoạch đã có là của chỉ số năm 2024, mới hơn năm 2000 cần lập"]


def test_a_report_in_word_moved_on_carries_what_it_tells_unfinished(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = some_results(PLAN)
    (desk / "bc.docx").write_bytes(printed(made(PLAN, told, "NAM")))
    ended = {Progress.DONE, Progress.NOT_APPLICABLE}
    done = {row.criterion for row in told.results if row.period == "NAM" and row.progress in ended}
    assert 0 < len(done) < len(CODES)
    assert run(["new", "moi.xlsx", "--from-docx", "bc.docx", "--year", "2026", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)["reading"]
    sheet = load_workbook(desk / "moi.xlsx")["Tiêu chí"]
    carried = [sheet.cell(row, 3).value for row in range(2, sheet.max_row + 1)]
    assert [code for code in carried if code] == [code for code in CODES if code not in done]
    assert f"Chuyển sang {len(CODES) - len(done)}/{len(CODES)} tiêu chí:" in said


def urged(folder: Path) -> None:
    """A letter in Word, which knows no criteria and no bases."""
    unit = next(unit for unit in PLAN.units if unit.reports)
    late = [LateUnit(unit.id, unit.printed, "Kết quả tiêu chí 1.1.2", 7)]
    (folder / "cv.docx").write_bytes(letter(PLAN, late, Asking(1, date(2025, 3, 20))))


def shown(path: Path, sheet: str) -> list[tuple[object, object]]:
    """Third and last cell of each row of a list."""
    return [(row[2], row[-1]) for row in load_workbook(path)[sheet].iter_rows(min_row=2, values_only=True) if any(row)]


def test_an_example_row_never_becomes_a_line_of_the_next_plan(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    urged(desk)
    assert run(["new", "moi.xlsx", "--from-docx", "cv.docx", "--year", "2026", "--json"]) in {0, 1}
    capsys.readouterr()
    assert (shown(desk / "moi.xlsx", "Tiêu chí"), shown(desk / "moi.xlsx", "Căn cứ")) == ([], [])


def test_an_example_row_hides_no_criterion_of_the_score_sheet_and_suggests_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    urged(desk)
    for year, name in ((2024, "cung-nam.xlsx"), (2025, "nam-sau.xlsx")):
        assert run(["new", name, "--from-docx", "cv.docx", "--from-scores", f"bd-{year}.xlsx", "--json"]) in {0, 1}
        capsys.readouterr()
        notes = dict(shown(desk / name, "Tiêu chí"))
        assert notes["1.1.2"] is None
