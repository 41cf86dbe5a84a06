"""`vanban new --from-scores`: a workbook that holds every criterion that lost points, and asks a person for the rest."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

import click
import pytest
from openpyxl import load_workbook

from generator.actions.from_scores import Filled, fill
from generator.candidates import Earlier, candidates_from
from generator.cli import run
from generator.errors import Severity
from generator.records import SUGGESTED
from generator.score_sheets import Choices, ScoreSheet, read_score_sheet
from generator.workbook import BookCells, BookRow, write_cells
from generator.workbook.examples import blank_facts, blank_lists
from tests.sample_scores import MADE_UP, SHEET, sample_sheet
from tests.score_layouts import Cell, Layout, Leaf, drawn, flat, plain, saved, tree
from tests.source_plan import source_cells, source_plan

TREE: Final = tree()
LOST: Final = ["1.1.2", "1.3.2", "2.1.1", "2.2", "3.2.1", "3.2.2"]


def scores(folder: Path, data: bytes | None = None) -> Path:
    path = folder / "bang-diem.xlsx"
    path.write_bytes(saved(drawn(TREE)) if data is None else data)
    return path


def sheet_of(folder: Path, data: bytes | None = None) -> ScoreSheet:
    return read_score_sheet(scores(folder, data))


def lines_of(folder: Path, data: bytes | None = None) -> list[BookRow]:
    return candidates_from(sheet_of(folder, data)).cells.lists["criteria"]


def test_every_leaf_below_its_maximum_is_a_line_in_the_order_of_fields(tmp_path: Path) -> None:
    rows = lines_of(tmp_path)
    assert [row["code"] for row in rows] == LOST
    assert rows[0] == {
        "id": "1.1.2",
        "field": "Công tác chỉ đạo, điều hành cải cách hành chính",
        "code": "1.1.2",
        "name": "Mức độ thực hiện kế hoạch",
        "maximum": Decimal(2),
        "score": Decimal("1.9"),
        "self_scored": "Có",
    }
    assert [row["code"] for row in rows if row["self_scored"] == "Không"] == ["3.2.2"]


def test_lost_points_are_summed_in_all_and_by_field(tmp_path: Path) -> None:
    found = candidates_from(sheet_of(tmp_path))
    assert found.lost == Decimal("17.25") - Decimal("14.245")
    assert [(number, lost) for number, _, lost in found.by_field] == [
        ("1", Decimal("0.6")),
        ("2", Decimal("1.56")),
        ("3", Decimal("0.845")),
    ]


def test_facts_fields_and_the_whole_criteria_set_come_along(tmp_path: Path) -> None:
    cells = candidates_from(sheet_of(tmp_path)).cells
    assert cells.facts == {"assessed_year": 2024, "action_year": 2025, "score": Decimal("14.245"), "applicable_maximum": Decimal("17.25")}
    assert [row["number"] for row in cells.lists["fields"]] == ["1", "2", "3"]
    assert [row["code"] for row in cells.lists["criteria_set"]] == [line.code for line in TREE]
    assert cells.lists["criteria_set"][-1]["survey"] == "Có"


def test_a_criterion_whose_parts_are_not_listed_is_a_line_itself(tmp_path: Path) -> None:
    short = [line for line in TREE if len(line.path) < 3]
    rows = lines_of(tmp_path, saved(plain([["STT", "Tiêu chí", "Điểm tối đa", "Điểm đạt"], *flat(short)])))
    assert [row["code"] for row in rows] == ["1.1", "1.3", "2.1", "2.2", "3.2"]


def test_a_field_without_criteria_that_lost_points_is_told(tmp_path: Path) -> None:
    fields = [line for line in TREE if len(line.path) == 1]
    found = candidates_from(sheet_of(tmp_path, saved(plain([["STT", "Lĩnh vực", "Điểm tối đa", "Điểm đạt"], *flat(fields)]))))
    assert found.cells.lists["criteria"] == []
    assert [problem.code for problem in found.problems] == ["BD-41"] * 3
    assert found.lost == Decimal("17.25") - Decimal("14.245")


def test_without_a_total_the_score_is_the_sum_of_the_fields(tmp_path: Path) -> None:
    facts = candidates_from(sheet_of(tmp_path, saved(drawn(TREE, Layout(total=""))))).cells.facts
    assert (facts["score"], facts["applicable_maximum"]) == (Decimal("14.245"), Decimal("17.25"))


# --- what an earlier plan suggests ---

EARLIER: Final[list[BookRow]] = [
    {
        "code": "1.1.2",
        "name": "Mức độ thực hiện kế hoạch CCHC",
        "cause": "Hai việc chậm",
        "remedy": "Rà soát hằng tháng",
        "evidence": "Báo cáo tháng",
        "lead": "Văn phòng",
        "support": "Phòng Quản lý khoa học",
        "time_kind": "Năm",
        "time": "Năm 2024",
    },
    {"code": "2.5", "name": "Theo dõi thi hành  pháp luật", "remedy": "Ban hành kế hoạch theo dõi", "lead": "Thanh tra"},
    {"code": "3.2.1", "name": "Một tiêu chí hoàn toàn khác hẳn", "remedy": "Việc không liên quan", "lead": "Văn phòng"},
    {"code": "1.3.2", "name": "Có tin bài ở báo Trung ương", "remedy": None},
]


def test_an_earlier_plan_suggests_remedies_by_code_and_by_name_and_says_so(tmp_path: Path) -> None:
    found = candidates_from(sheet_of(tmp_path), Earlier(EARLIER, 2023))
    rows = {str(row["code"]): row for row in found.cells.lists["criteria"]}
    assert rows["1.1.2"]["remedy"] == "Rà soát hằng tháng"
    assert (rows["1.1.2"]["lead"], rows["1.1.2"]["support"], rows["1.1.2"]["evidence"]) == (
        "Văn phòng",
        "Phòng Quản lý khoa học",
        "Báo cáo tháng",
    )
    assert str(rows["1.1.2"]["internal_note"]).startswith(f"{SUGGESTED} từ kế hoạch năm 2023: ")
    assert rows["2.2"]["remedy"] == "Ban hành kế hoạch theo dõi"
    assert "(mã cũ 2.5)" in str(rows["2.2"]["internal_note"])
    assert found.suggested == 2


def test_neither_cause_nor_time_nor_a_name_that_changed_is_carried_over(tmp_path: Path) -> None:
    rows = {str(row["code"]): row for row in candidates_from(sheet_of(tmp_path), Earlier(EARLIER, 2023)).cells.lists["criteria"]}
    assert not {"cause", "time", "time_kind"} & set(rows["1.1.2"])
    assert "remedy" not in rows["3.2.1"]
    assert "internal_note" not in rows["1.3.2"]


def filled_from(path: Path, year: int | None, this_year: int, earlier: tuple[BookCells, int] | None = None) -> Filled:
    sheet = read_score_sheet(path, Choices(), None)
    return fill(sheet, path, year or (sheet.year + 1 if sheet.year else this_year), earlier)


def test_an_earlier_plan_keeps_its_other_lists(tmp_path: Path) -> None:
    lists: dict[str, list[BookRow]] = {**blank_lists(2025), "units": [{"code": "VP", "name": "Văn phòng"}], "criteria": EARLIER}
    earlier = BookCells({**blank_facts(2025), "agency": "SKHCN", "score": Decimal(90)}, lists)
    filled = filled_from(scores(tmp_path), None, 2030, (earlier, 2023))
    assert filled.cells.lists["units"] == [{"code": "VP", "name": "Văn phòng"}]
    assert (filled.cells.facts["agency"], filled.cells.facts["score"]) == ("SKHCN", Decimal("14.245"))
    assert "2 dòng có gợi ý từ kế hoạch trước" in filled.summary


def test_a_plan_in_word_of_the_scored_year_keeps_its_lines_and_gets_those_it_lacks(tmp_path: Path) -> None:
    own: list[BookRow] = [{"code": "1.1.2", "name": "Mức độ", "field": "Chỉ đạo", "remedy": "Việc đã có", "maximum": Decimal(2)}]
    lists: dict[str, list[BookRow]] = {"criteria": own, "fields": [{"number": "1", "name": "Chỉ đạo"}, {"number": "8", "name": "Tác động"}]}
    filled = filled_from(scores(tmp_path), None, 2030, (BookCells(blank_facts(2025), lists), 2024))
    rows = filled.cells.lists["criteria"]
    names = {str(row["number"]): row["name"] for row in filled.cells.lists["fields"]}
    assert rows[0] == own[0] | {"field": names["1"]}
    assert names["8"] == "Tác động"
    assert [row["code"] for row in rows].count("1.1.2") == 1
    assert len(rows) > 1
    assert not any(str(row.get("internal_note") or "").startswith(SUGGESTED) for row in rows)


def test_a_field_of_no_number_is_called_as_it_is_written(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    lines = tuple(replace(line, code=f"0{line.code[1:]}") if line.code.startswith("1") else line for line in sheet.lines)
    assert "lĩnh vực 0 0,60" in fill(replace(sheet, lines=lines), tmp_path / "bang-diem.xlsx", 2030).summary


# --- the command ---


def test_the_workbook_opens_and_the_check_tells_only_the_blanks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "so.xlsx"
    assert run(["new", str(book), "--from-scores", str(scores(tmp_path))]) == 0
    said = capsys.readouterr().out
    assert "cột G «Điểm đạt được»: điểm đạt" in said
    assert "Bị trừ 3,005 điểm (lĩnh vực I 0,60; lĩnh vực II 1,56; lĩnh vực III 0,845): 6 tiêu chí" in said
    assert run(["check", str(book), "--json"]) == 2
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {problem["code"] for problem in problems} == {"BANG-10"}
    assert len(problems) == 1 + len(LOST)  # the agency; remedy, lead and time of each line in one sentence


def test_a_workbook_filled_in_gives_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled = filled_from(scores(tmp_path), None, 2030)
    done: BookRow = {"remedy": "Rà soát", "lead": "Văn phòng", "time_kind": "Năm", "time": "Năm 2025"}
    lists = {**filled.cells.lists, "criteria": [row | done for row in filled.cells.lists["criteria"]]}
    lists["units"] = [{"code": "VP", "name": "Văn phòng", "kind": "Văn phòng"}]
    lists["agencies"] = [{"code": "SNV", "name": "Sở Nội vụ", "abbreviation": "SNV", "place": "Hà Giang"}]
    book = tmp_path / "so.xlsx"
    book.write_bytes(write_cells(BookCells({**filled.cells.facts, "agency": "SNV"}, lists)))
    assert run(["plan", str(book), "--out", str(tmp_path / "out")]) == 0, capsys.readouterr().err


def test_with_json_the_reading_is_one_of_its_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", str(tmp_path / "so.xlsx"), "--from-scores", str(scores(tmp_path)), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["reading"][0] == "Đọc trang Bảng điểm, tiêu đề ở hàng 5-6:"
    assert answer["files"] == [str(tmp_path / "so.xlsx")]
    assert (answer["lost"], answer["criteria"], [field["lost"] for field in answer["fields"]]) == ("3.005", 6, ["0.6", "1.56", "0.845"])


def doubtful(folder: Path) -> Path:
    rows: list[list[Cell]] = [["STT", "Tiêu chí", "Điểm tối đa", "Thẩm định lần 1", "Thẩm định lần 2"]]
    rows += [[line.code, line.name, float(line.maximum), float(line.maximum), float(line.score)] for line in TREE]
    return scores(folder, saved(plain(rows)))


def test_a_column_in_doubt_is_refused_until_the_option_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, path = tmp_path / "so.xlsx", doubtful(tmp_path)
    assert run(["new", str(book), "--from-scores", str(path), "--json"]) == 2
    assert [problem["code"] for problem in json.loads(capsys.readouterr().out)["problems"]] == ["BD-11"]
    assert not book.exists()
    assert run(["new", str(book), "--from-scores", str(path), "--column", "Điểm đạt=e", "--json"]) == 0
    assert "cột E «Thẩm định lần 2»: điểm đạt (được chọn)" in capsys.readouterr().out


def test_on_a_terminal_the_column_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answers = iter(["9", "abc", "2"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_: next(answers))
    assert run(["new", str(tmp_path / "so.xlsx"), "--from-scores", str(doubtful(tmp_path))]) in {0, 1}
    said = capsys.readouterr().out
    assert "1. cột D «Thẩm định lần 1»" in said
    assert "cột E «Thẩm định lần 2»: điểm đạt (được chọn)" in said


def test_zero_stops_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_: "0")
    book = tmp_path / "so.xlsx"
    assert run(["new", str(book), "--from-scores", str(doubtful(tmp_path))]) == 2
    assert not book.exists()


REFUSED: Final[dict[str, tuple[list[str], str]]] = {
    "a column without a letter": (["--column", "điểm đạt"], "BD-16"),
    "a column of a meaning nobody knows": (["--column", "điểm thưởng=G"], "BD-16"),
    "a column beyond the table": (["--column", "điểm đạt=ZZ"], "BD-12"),
    "a sheet that is not there": (["--sheet", "Sở Y tế"], "BD-14"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_options_that_mean_nothing_are_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options, code = REFUSED[name]
    assert run(["new", str(tmp_path / "so.xlsx"), "--from-scores", str(scores(tmp_path)), "--json", *options]) == 2
    assert [problem["code"] for problem in json.loads(capsys.readouterr().out)["problems"]] == [code]


def test_a_column_without_a_score_sheet_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", str(tmp_path / "so.xlsx"), "--column", "điểm đạt=G", "--json"]) == 2
    assert [problem["code"] for problem in json.loads(capsys.readouterr().out)["problems"]] == ["LENH-06"]


def test_a_workbook_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    book = tmp_path / "so.xlsx"
    book.write_bytes(b"mine")
    assert run(["new", str(book), "--from-scores", str(scores(tmp_path))]) == 2
    assert book.read_bytes() == b"mine"


YEARS: Final[dict[str, tuple[tuple[str, ...], int | None, int, list[tuple[str, Severity]]]]] = {
    "the year of the sheet": (("CHỈ SỐ CCHC NĂM 2024",), None, 2025, []),
    "no year anywhere": (("BẢNG ĐIỂM",), None, 2031, [("BD-42", Severity.NOTE)]),
    "a year that was asked for": (("CHỈ SỐ CCHC NĂM 2024",), 2025, 2025, []),
    "another year than the sheet's": (("CHỈ SỐ CCHC NĂM 2024",), 2030, 2030, [("BD-43", Severity.WARNING)]),
}


@pytest.mark.parametrize("name", YEARS)
def test_the_action_year_follows_the_assessed_one(name: str, tmp_path: Path) -> None:
    titles, year, expected, problems = YEARS[name]
    filled = filled_from(scores(tmp_path, saved(drawn(TREE, Layout(titles=titles)))), year, 2031)
    assert (filled.cells.facts["action_year"], filled.cells.facts["assessed_year"]) == (expected, expected - 1)
    assert f"năm {expected - 1}" in str(filled.cells.facts["title"])
    assert [(problem.code, problem.severity) for problem in filled.problems] == problems


def test_the_same_sheet_gives_the_same_bytes(tmp_path: Path) -> None:
    made = [write_cells(filled_from(scores(tmp_path), None, 2025).cells) for _ in range(2)]
    assert made[0] == made[1]
    assert load_workbook(io.BytesIO(made[0])).sheetnames


def test_a_sheet_where_nothing_was_lost_gives_no_line(tmp_path: Path) -> None:
    full = [replace(line, score=line.maximum) for line in tree([Leaf("1.1", "Kế hoạch", "2", "2")])]
    filled = filled_from(scores(tmp_path, saved(drawn(full))), None, 2025)
    assert (filled.summary, filled.cells.lists["criteria"]) == ("Không có tiêu chí nào bị trừ điểm", [])


# --- the sample ---


def test_the_sample_sheet_is_the_one_its_script_writes() -> None:
    assert SHEET.read_bytes() == sample_sheet()


def test_the_sample_sheet_agrees_with_the_sample_plan_and_says_what_is_made_up() -> None:
    sheet = read_score_sheet(SHEET)
    assert (sheet.total_maximum, sheet.total_score, sheet.problems) == (Decimal(100), Decimal("85.06"), ())
    found = candidates_from(sheet)
    assert found.lost == Decimal("14.94")
    plan = {criterion.code: criterion for criterion in source_plan().criteria}
    rows = {str(row["code"]): row for row in found.cells.lists["criteria"]}
    assert [row["score"] for code, row in rows.items() if code in plan] == [criterion.score for criterion in plan.values()]
    assert sum(criterion.lost for criterion in plan.values()) == Decimal("6.30")
    assert all(MADE_UP in str(row["name"]) for code, row in rows.items() if code not in plan)
    assert all(MADE_UP in line.name for line in sheet.lines if line.depth > 1 and line.code not in plan)
    assert "SỐ LIỆU MINH HOẠ" in str(load_workbook(SHEET).worksheets[0]["A1"].value)


def test_the_sample_sheet_with_the_sample_plan_gives_its_remedies_as_suggestions() -> None:
    found = candidates_from(read_score_sheet(SHEET), Earlier(source_cells().lists["criteria"], 2024))
    assert found.suggested == 9
